//! `kwali perspectives`.

use clap::Args;
use kwali_exhibit::factsheet::Evidence;
use kwali_exhibit::{
    ContrastOptions, Language, contrasts_table, perspectives_chart, perspectives_table,
};
use kwali_model::CodeId;
use kwali_study::Themes;

use super::charting::FormedChart;
use super::selection::Which;
use crate::context::{Context, Outcome};
use crate::evidence::with_evidence;
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Compare what people in different roles speak of
///
/// One row a theme, and for each perspective how many participants speak of it, in how many
/// segments; which themes are shared or unique, and where one is missing. With --contrast the table
/// has what one perspective speaks of as a barrier and another as an enabler, with a quote of each.
#[derive(Args)]
#[command(after_help = examples!(
    "barriers and enablers by role" => "kwali perspectives --by role --theme barrier --theme enabler",
    "a barrier for one, an enabler for another, in their words" => "kwali perspectives --contrast barrier=enabler --format html --output contrasts.html",
    "as a heat map of participants" => "kwali perspectives --theme barrier --depth 2 --chart perspectives.svg",
))]
pub(crate) struct Perspectives {
    /// The variable of participants that says whose perspective it is
    #[arg(long, value_name = "VARIABLE", default_value = "role")]
    by: String,

    /// A code with those below it; may be given more than once. Else the codes at the top of the
    /// tree, or right below the only one there
    #[arg(long = "theme", value_name = "CODE", conflicts_with = "contrasts")]
    themes: Vec<String>,

    /// How many levels below the themes are shown
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "contrasts")]
    depth: usize,

    /// Two codes that are opposed, or two branches of which the codes with the same last part are
    /// opposed; may be given more than once. Shows the contrasts instead of the themes
    #[arg(long = "contrast", value_name = "CODE=CODE", value_parser = two_codes)]
    contrasts: Vec<(String, String)>,

    /// The most words that a quote should have
    #[arg(long, value_name = "N", default_value_t = 60, requires = "contrasts")]
    most_words: usize,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: FormedChart,
}

/// Reads `CODE=CODE`.
fn two_codes(typed: &str) -> Result<(String, String), String> {
    match typed.split_once('=').map(|(a, b)| (a.trim(), b.trim())) {
        Some((a, b)) if !a.is_empty() && !b.is_empty() => Ok((a.to_owned(), b.to_owned())),
        _ => Err("two codes with `=` between them are needed: barrier=enabler".to_owned()),
    }
}

impl Perspectives {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.file.check()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let pairs = study.opposed(&self.contrasts)?;
        let themes = match pairs.is_empty() {
            true => Themes::Below { codes: self.themes.clone(), depth: self.depth },
            false => Themes::Only(codes_of(&pairs)),
        };
        let found = study.perspectives(&counted, &themes, &self.by)?;
        let table = match pairs.is_empty() {
            true => perspectives_table(snapshot, &found, language)?,
            false => {
                let options = ContrastOptions { pairs, most_words: self.most_words };
                with_evidence(&study, |evidence| {
                    let evidence = Evidence { snapshot, ..*evidence };
                    contrasts_table(&evidence, &found, &options, language)
                })?
            }
        };
        let chart = self.chart.formed(|| perspectives_chart(snapshot, &found, language))?;
        self.output.write_counted(context, table, (&counted, language))?;
        self.chart.draw(context, chart)?;
        Ok(Outcome::Done)
    }
}

/// Returns the codes of the pairs, each once, in code order.
fn codes_of(pairs: &[(CodeId, CodeId)]) -> Vec<CodeId> {
    let mut codes: Vec<CodeId> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
