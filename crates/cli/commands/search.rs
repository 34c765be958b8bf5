//! `kwali search`.

use std::ops::ControlFlow;

use clap::{Args, ValueEnum};
use kwali_exhibit::{
    Concordance, Format, HitsSummary, Language, Style, hit_counts_table, hit_json, hits_table,
};
use kwali_model::Snapshot;
use kwali_study::{
    Compounds, ConcordanceLine, ContextWidth, HitOrder, HitRange, Search as WordSearch,
    SearchRequest, Searched, Study,
};

use super::selection::WhoseArg;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{RecordOutput, Stream, Wanted};

/// How many hits are made into rows of a table at a time.
const ROWS_AT_A_TIME: usize = 1_000;

/// Find words in the transcripts, as keyword in context
///
/// A word is found in all its forms, by its stem in the language of the document, with and without
/// diacritics: client finds cliënten. It is found in the Dutch compounds that it is a part of as well,
/// and in the parts that hyphens join: deskundige finds ervaringsdeskundige. Several words in one TEXT
/// are a phrase; several TEXTs must all stand in one paragraph of one speaker. Behind a word, a star
/// finds all that begins like it, ~1 or ~2 lets so many letters differ, and an exclamation mark keeps
/// it out of compounds. /a pattern/ is a regular expression that whole words must fit; case and accents
/// do not matter. The exit status is 1 if nothing is found.
#[derive(Args)]
#[command(after_help = examples!(
    "a word" => "kwali search werkdruk",
    "a phrase" => "kwali search 'geen tijd'",
    "a word with a letter wrong" => "kwali search tijt~1",
    "words that fit a pattern" => "kwali search '/onbeta(a)?ld/'",
    "a beginning, in the participants' words only" => "kwali search 'ervaringsdeskundig*' --whose participants",
    "by what follows, the first 20" => "kwali search tijd --sort right --limit 20",
    "how often by role" => "kwali search tijd --count-by role",
))]
pub(crate) struct Search {
    /// A word, a phrase, or a beginning with a star
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<String>,

    /// Whose words
    #[arg(long, value_enum, default_value_t)]
    whose: WhoseArg,

    /// Only the words of speakers with this name
    #[arg(long, value_name = "NAME", conflicts_with = "whose")]
    speaker: Option<String>,

    /// Do not look inside Dutch compounds: druk does not find werkdruk; the same as druk! for every word
    #[arg(long)]
    no_compounds: bool,

    /// How much stands on either side
    #[arg(long, value_name = "N", default_value_t = 8)]
    width: usize,

    /// What --width counts
    #[arg(long, value_enum, default_value_t)]
    width_unit: WidthUnit,

    /// The order of the hits; by context, no more are kept in memory than up to the end of the page
    #[arg(long, value_enum, default_value_t)]
    sort: Order,

    /// Only so many hits
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,

    /// Which page of --limit hits
    #[arg(long, value_name = "N", default_value_t = 1, requires = "limit", value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,

    /// Count hits instead: by document, group, speaker, or a variable (role, participant.role, …)
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["sort", "limit"])]
    count_by: Option<String>,

    #[command(flatten)]
    output: RecordOutput,
}

/// What a context is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum WidthUnit {
    /// Words
    #[default]
    Words,
    /// Characters
    Characters,
}

/// The order of hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Order {
    /// As they stand in the documents
    #[default]
    Document,
    /// By the words before them, the nearest first
    Left,
    /// By the words behind them
    Right,
}

impl Search {
    pub(crate) fn wants_json(&self) -> bool {
        self.output.is_json()
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let request = self.request();
        if let Some(by) = &self.count_by {
            return self.count(context, &study, &request, by);
        }
        let bar = context.progress("indexing");
        let search = study.search(&request, &mut |done, all| bar.reach(done, all))?;
        bar.finish();
        let table = self.output.table();
        let found = match (self.output.wanted(), table.chosen()) {
            (Wanted::Table, Format::Json | Format::Markdown | Format::Html) => {
                self.write_table(context, &search)?
            }
            (Wanted::Table, format @ (Format::Csv | Format::Tsv)) => {
                let outline = search.outline();
                let rows = Rows { out: table.stream()?, outline, format, hits: Vec::new() };
                write_rows(context, &search, rows)?
            }
            (Wanted::Lines, _) => {
                let mut out = table.stream()?;
                let write = |hit| out.write(hit_json(search.outline(), &hit).as_bytes());
                let found = each_hit(&search, write)?;
                out.finish(context)?;
                found
            }
            (Wanted::Table, Format::Plain) => self.write_lines(context, &search)?,
        };
        Ok(if found.hits == 0 { Outcome::Problems } else { Outcome::Done })
    }

    fn request(&self) -> SearchRequest {
        let size = self.limit.map(|limit| limit as usize);
        SearchRequest {
            phrases: self.texts.clone(),
            whose: self.whose.whose(self.speaker.clone()),
            compounds: match self.no_compounds {
                true => Compounds::LeftOut,
                false => Compounds::Included,
            },
            width: match self.width_unit {
                WidthUnit::Words => ContextWidth::Words(self.width),
                WidthUnit::Characters => ContextWidth::Characters(self.width),
            },
            order: match self.sort {
                Order::Document => HitOrder::Document,
                Order::Left => HitOrder::Left,
                Order::Right => HitOrder::Right,
            },
            page: HitRange { skip: size.unwrap_or(0) * (self.page as usize - 1), size },
        }
    }

    /// The phrases as one line.
    fn query(&self) -> String {
        self.texts.join(" + ")
    }

    fn count(
        &self,
        context: &Context,
        study: &Study,
        request: &SearchRequest,
        by: &str,
    ) -> Result<Outcome, Failure> {
        let bar = context.progress("indexing");
        let counts = study.count_hits(request, by, &mut |done, all| bar.reach(done, all))?;
        bar.finish();
        let language = Language::of(study.frame()?.language());
        let rows: Vec<(&str, u64, u64)> =
            counts.iter().map(|count| (count.name.as_str(), count.hits, count.documents)).collect();
        let mut table = hit_counts_table(by, &rows, language)?;
        table.query = Some(self.query());
        self.output.table().write(context, &table, language)?;
        let is_empty = counts.iter().all(|count| count.hits == 0);
        Ok(if is_empty { Outcome::Problems } else { Outcome::Done })
    }

    /// Lines for people: each is written when it is found.
    fn write_lines(&self, context: &Context, search: &WordSearch<'_>) -> Result<Searched, Failure> {
        let (table, request) = (self.output.table(), self.request());
        let snapshot = search.outline();
        let language = Language::of(snapshot.language());
        let concordance = Concordance::new(snapshot, request.width, table.width());
        let mut out = table.stream()?;
        out.write(concordance.header(&self.query(), language).as_bytes())?;
        let found = each_hit(search, |hit| out.write(concordance.line(&hit).as_bytes()))?;
        let compounds: Vec<String> = found.compounds.iter().cloned().collect();
        let summary = summary(&found, &request, &compounds);
        if found.hits > 0 {
            out.write(b"\n")?;
        }
        out.write(format!("{}\n", summary.in_words(snapshot, language)).as_bytes())?;
        for note in summary.notes(language) {
            out.write(format!("{note}\n").as_bytes())?;
        }
        out.finish(context)?;
        Ok(found)
    }

    /// A whole table, which is made when all its rows are there.
    fn write_table(&self, context: &Context, search: &WordSearch<'_>) -> Result<Searched, Failure> {
        let mut hits = Vec::new();
        let found = each_hit(search, |hit| {
            hits.push(hit);
            Ok(())
        })?;
        let snapshot = search.outline();
        let language = Language::of(snapshot.language());
        let compounds: Vec<String> = found.compounds.iter().cloned().collect();
        let request = self.request();
        let summary = summary(&found, &request, &compounds);
        let mut table = hits_table(snapshot, &hits, &summary, language)?;
        table.query = Some(self.query());
        self.output.table().write(context, &table, language)?;
        Ok(found)
    }
}

/// Writes rows of csv or tsv, so many at a time.
fn write_rows(
    context: &Context,
    search: &WordSearch<'_>,
    mut rows: Rows<'_>,
) -> Result<Searched, Failure> {
    let mut is_first = true;
    let found = each_hit(search, |hit| {
        rows.hits.push(hit);
        if rows.hits.len() == ROWS_AT_A_TIME {
            rows.write(std::mem::take(&mut is_first))?;
        }
        Ok(())
    })?;
    if is_first || !rows.hits.is_empty() {
        rows.write(is_first)?;
    }
    rows.out.finish(context)?;
    Ok(found)
}

/// Rows on their way out.
struct Rows<'a> {
    out: Stream,
    outline: &'a Snapshot,
    format: Format,
    hits: Vec<ConcordanceLine>,
}

impl Rows<'_> {
    fn write(&mut self, with_header: bool) -> Result<(), Failure> {
        let hits = std::mem::take(&mut self.hits);
        let table = hits_table(self.outline, &hits, &HitsSummary::default(), Language::English)?;
        let mut bytes = Vec::new();
        table.write(self.format, Style::default(), &mut bytes)?;
        // No name of a column has a line end in it.
        let header = bytes.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        self.out.write(if with_header { &bytes } else { &bytes[header..] })
    }
}

/// Gives every hit as it is found; a failure ends the search.
fn each_hit(
    search: &WordSearch<'_>,
    mut act: impl FnMut(ConcordanceLine) -> Result<(), Failure>,
) -> Result<Searched, Failure> {
    let mut failed = None;
    let found = search.each(&mut |hit| match act(hit) {
        Ok(()) => ControlFlow::Continue(()),
        Err(failure) => {
            failed = Some(failure);
            ControlFlow::Break(())
        }
    });
    failed.map_or(Ok(found?), Err)
}

fn summary<'a>(
    found: &'a Searched,
    request: &SearchRequest,
    compounds: &'a [String],
) -> HitsSummary<'a> {
    HitsSummary {
        hits: found.hits,
        documents: found.documents,
        skipped: request.page.skip,
        goes_on: found.goes_on,
        compounds,
        near: &found.near,
    }
}
