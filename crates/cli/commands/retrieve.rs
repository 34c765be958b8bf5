//! `kwali retrieve`.

use clap::Args;
use kwali_exhibit::{
    Format, Language, Passages, SegmentReport, segments_jsonl, segments_list, segments_page,
    segments_table, spans_jsonl, spans_table, steps_table,
};
use kwali_study::{Answer, Context as Around, MadeSpan, Part, Retrieved, Study};

use super::arranging::Arranging;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{RecordOutput, TableOutput, Wanted};

/// Retrieve the coded segments that meet a query
///
/// A query is a line of conditions that must all hold: #code (with what is below it), #code! (that
/// code alone), document:NAME, group:NAME, coder:NAME, speaker:NAME, participant:NAME, a variable
/// such as role:bewoner or age>=40, weight>=50, words, "a phrase", beginnings of words such as
/// werk*, words as they may be mistyped such as tijd~1, and /patterns/. `or`, `not` and parentheses
/// may be used. Values with spaces stand in quotes: role:"sociaal werker". Relations look at other
/// codings: overlaps(#b), within(#b), near(2 paragraphs, #b), before(3 turns, #b), alone.
/// intersect(#a, #b), minus(#a, #b) and union(#a, #b) make new spans. docs/query.md has it all.
#[derive(Args)]
#[command(after_help = examples!(
    "what residents say about barriers" => "kwali retrieve '#barrier role:bewoner'",
    "segments of one code with a word in them" => "kwali retrieve '#barrier.workload! tijd'",
    "barriers with a way out nearby" => "kwali retrieve '#barrier near(1 paragraph, #enabler)'",
    "where two codes cover the same words" => "kwali retrieve 'intersect(#barrier, #enabler)'",
    "everything coder B coded, one JSON object a line" => "kwali retrieve coder:B --format jsonl",
    "five of each role, drawn at random, as a page for reading" => "kwali retrieve '#barrier' --group-by role --sample 5 --per-group --context 1 -o lezen.html",
))]
pub(crate) struct Retrieve {
    /// The query; without one, all coded segments
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    arranging: Arranging,

    /// Show what each part of the query selects instead of the segments
    #[arg(long, conflicts_with_all = ["context", "group_by", "sort", "sample", "limit"])]
    explain: bool,

    #[command(flatten)]
    output: RecordOutput,
}

impl Retrieve {
    pub(crate) fn wants_json(&self) -> bool {
        self.output.is_json()
    }

    /// Returns where the list goes as a table.
    pub(crate) fn as_table(&self) -> TableOutput {
        self.output.table()
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let query = self.query.join(" ");
        if self.explain {
            return self.explain(context, &study, &query);
        }
        let Answer { found, part } = study.ask(&query)?;
        let is_empty = match &found {
            Retrieved::Codings(codings) => codings.is_empty(),
            Retrieved::Spans(spans) => spans.is_empty(),
        };
        let asked = Some(study.asked(&query)?).filter(|asked| !asked.is_empty());
        match found {
            Retrieved::Codings(codings) => {
                let segments = Segments { codings: &codings, query: asked.as_deref() };
                write_segments(context, &part, (segments, &self.arranging), &self.output)?;
            }
            Retrieved::Spans(spans) => {
                let around = self.arranging.of_spans()?;
                write_spans(context, &part, (&spans, around, asked), &self.output)?;
            }
        }
        if is_empty {
            context.notices(study.why_nothing(&query)?.as_slice());
        }
        Ok(Outcome::Done)
    }

    fn explain(&self, context: &Context, study: &Study, query: &str) -> Result<Outcome, Failure> {
        let steps = study.explain(query)?;
        let language = Language::of(study.snapshot()?.language());
        let mut table = steps_table(&steps, language)?;
        table.query = steps.first().map(|whole| whole.part.clone());
        self.output.table().write(context, &table, language)?;
        if steps.first().is_some_and(|whole| whole.selects == 0) {
            context.notices(study.why_nothing(query)?.as_slice());
        }
        Ok(Outcome::Done)
    }
}

/// Writes spans that a query made in the form that was asked for.
fn write_spans(
    context: &Context,
    part: &Part<'_>,
    (spans, around, query): (&[MadeSpan], Around, Option<String>),
    output: &RecordOutput,
) -> Result<(), Failure> {
    let (snapshot, texts) = (part.snapshot(), part.texts_at(spans.iter().map(|made| made.place))?);
    let passages =
        Passages { snapshot, layouts: part.layouts(), texts: &texts, details: part.details()? };
    let language = Language::of(snapshot.language());
    match output.wanted() {
        Wanted::Lines => {
            let lines = spans_jsonl(&passages, spans, around);
            output.table().write_bytes(context, lines.as_bytes())
        }
        Wanted::Table => {
            let mut table = spans_table(&passages, spans, around, language)?;
            table.query = query;
            output.table().write(context, &table, language)
        }
    }
}

/// Segments that were found, and by what.
pub(crate) struct Segments<'a> {
    /// Places among the codings of the part.
    pub(crate) codings: &'a [usize],
    /// The query that found them.
    pub(crate) query: Option<&'a str>,
}

/// Writes coded segments in the form that was asked for.
pub(crate) fn write_segments(
    context: &Context,
    part: &Part<'_>,
    (segments, arranging): (Segments<'_>, &Arranging),
    output: &RecordOutput,
) -> Result<(), Failure> {
    let arranged = part.arrange(segments.codings, &arranging.of(part.study())?)?;
    let snapshot = part.snapshot();
    let texts = part.texts_at(arranged.segments().map(|(_, segment)| segment.place))?;
    let passages =
        Passages { snapshot, layouts: part.layouts(), texts: &texts, details: part.details()? };
    let language = Language::of(snapshot.language());
    let report = SegmentReport {
        passages: &passages,
        totals: &part.totals(),
        arranged: &arranged,
        context: arranging.around(),
        query: segments.query,
        language,
    };
    let table = output.table();
    match output.wanted() {
        Wanted::Lines => table.write_bytes(context, segments_jsonl(&report).as_bytes()),
        Wanted::Table => match table.chosen() {
            Format::Plain => {
                let list = segments_list(&report, table.width());
                table.write_text(context, &list)
            }
            Format::Html => table.write_text(context, &segments_page(&report)),
            _ => table.write(context, &segments_table(&report)?, language),
        },
    }
}
