//! `kwali words`.

use std::path::{Path, PathBuf};

use clap::Args;
use kwali_exhibit::{
    Language, SpokenWords, Table, WordNumbers, WordOptions, collocates_table, keyness_table,
    whose_in_words, words_chart, words_table,
};
use kwali_study::{StopWords, Study, WordForms, WordRequest, WordRules, counted_form};
use kwali_text::decode;

use super::selection::WhoseArg;
use super::variables::read_file;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// How often a word must stand near another to be shown, unless --at-least says otherwise.
const LEAST_NEAR: u64 = 2;

/// Count words: how often, by whom, more in one group than in another, near which word
///
/// A word is what the rule in docs/words.md says. Without --whose or --speaker the participants' words are
/// counted, not the interviewer's. Function words of the language (de, ik, niet, …) are left out of the rows
/// but count in the base of every rate.
#[derive(Args)]
#[command(after_help = examples!(
    "the commonest words of participants" => "kwali words",
    "by role, in 1,000 words, forms of a word together" => "kwali words --by role --per-1000 --stemmed",
    "what residents say about barriers, as a chart" => "kwali words --where '#barrier role:bewoner' --limit 25 --chart words.svg",
    "what residents say more than social workers do" => "kwali words --compare role:bewoner --with 'role:sociaal werker'",
    "what stands near a word" => "kwali words --collocates tijd --window 5",
))]
pub(crate) struct Words {
    /// Whose words
    #[arg(long, value_enum, default_value_t = WhoseArg::Participants)]
    whose: WhoseArg,

    /// Only the words of speakers with this name
    #[arg(long, value_name = "NAME", conflicts_with = "whose")]
    speaker: Option<String>,

    /// Only words in coded segments that meet this query, each once
    #[arg(long = "where", value_name = "QUERY")]
    query: Option<String>,

    /// A column for each: document, group, speaker, or a variable (role, participant.role, …)
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["compare", "collocates"])]
    by: Option<String>,

    /// Compare the words of a group, such as role:bewoner, with others by log-likelihood and log ratio
    #[arg(long, value_name = "NAME:VALUE", conflicts_with = "collocates")]
    compare: Option<String>,

    /// The group to compare with; else all who are not in the first
    #[arg(long, value_name = "NAME:VALUE", requires = "compare")]
    with: Option<String>,

    /// Count what stands near a word or phrase
    #[arg(long, value_name = "WORD")]
    collocates: Option<String>,

    /// How many words to either side are near
    #[arg(long, value_name = "N", default_value_t = 5, requires = "collocates", value_parser = clap::value_parser!(u16).range(1..=100))]
    window: u16,

    /// Count the forms of a word together, by their stem
    #[arg(long)]
    stemmed: bool,

    /// Leave out the words of this file, one a line, instead of function words
    #[arg(long, value_name = "FILE", conflicts_with = "no_stop_words")]
    stop_words: Option<PathBuf>,

    /// Leave no words out
    #[arg(long)]
    no_stop_words: bool,

    /// Show how often in 1,000 words instead of how often, by group and in the chart
    #[arg(long, conflicts_with_all = ["compare", "collocates"])]
    per_1000: bool,

    /// Only words that are there at least so often; 2 times near the word with --collocates
    #[arg(long, value_name = "N")]
    at_least: Option<u64>,

    /// Only the first N rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,
}

impl Words {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        if self.chart.chart.is_some() && (self.compare.is_some() || self.collocates.is_some()) {
            let hint = "leave --chart out, or --compare and --collocates";
            return Err(Failure::usage("only counts of words are drawn as a chart", hint));
        }
        let study = context.open()?;
        let request = WordRequest {
            whose: self.whose.whose(self.speaker.clone()),
            query: self.query.clone(),
            rules: self.rules()?,
        };
        let language = Language::of(study.snapshot()?.language());
        let whose = whose_in_words(&request.whose, language);
        let spoken = SpokenWords { whose: &whose, rules: &request.rules, language };
        let mut table = self.table(context, &study, &request, &spoken)?;
        table.query = study.word_query(&request)?;
        self.output.write(context, &table, language)?;
        Ok(Outcome::Done)
    }

    fn table(
        &self,
        context: &Context,
        study: &Study,
        request: &WordRequest,
        spoken: &SpokenWords<'_>,
    ) -> Result<Table, Failure> {
        let limit = (self.limit > 0).then_some(self.limit);
        if let Some(node) = &self.collocates {
            let at_least = self.at_least.unwrap_or(LEAST_NEAR);
            let found = study.collocates(request, node, usize::from(self.window), at_least)?;
            return Ok(collocates_table(&found, node, (at_least, limit), spoken)?);
        }
        let at_least = self.at_least.unwrap_or(1);
        if let Some(first) = &self.compare {
            let found = study.compare_words(request, first, self.with.as_deref())?;
            let shown = (at_least, limit);
            let (groups, words) = (&found.groups, &found.words);
            return Ok(keyness_table(groups, words, &found.stemmers, shown, spoken)?);
        }
        let counts = study.word_counts(request, self.by.as_deref())?;
        let numbers = match self.per_1000 {
            true => WordNumbers::PerThousand,
            false => WordNumbers::Counts,
        };
        let options = WordOptions { numbers, at_least, limit };
        if self.chart.chart.is_some() {
            self.chart.draw(context, &words_chart(&counts, options, spoken))?;
        }
        Ok(words_table(&counts, options, spoken)?)
    }

    fn rules(&self) -> Result<WordRules, Failure> {
        let stop_words = match &self.stop_words {
            Some(path) => StopWords::These(read_stop_words(path)?),
            None if self.no_stop_words => StopWords::None,
            None => StopWords::OfLanguage,
        };
        let forms = if self.stemmed { WordForms::Stemmed } else { WordForms::Apart };
        Ok(WordRules { stop_words, forms })
    }
}

/// Reads words, one a line; what stands behind `#` is a remark.
fn read_stop_words(path: &Path) -> Result<std::collections::BTreeSet<String>, Failure> {
    let bytes = read_file(path)?;
    let decoded = decode(&bytes).map_err(|problem| {
        let message = format!("{}: {problem}", path.display());
        Failure::usage(message, "give the words as plain text, one a line")
    })?;
    let words = decoded.text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(words.filter(|word| !word.is_empty()).map(counted_form).collect())
}
