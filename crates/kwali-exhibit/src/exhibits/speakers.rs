//! How much each speaker says, and in how many segments.

use std::cmp::Reverse;

use kwali_analysis::{Speaking, Undefined};
use kwali_model::{Snapshot, Speaker};

use super::notes::Notes;
use super::wording::coders_in_words;
use super::{RowOrder, spoken_words::share_per_1000};
use crate::units::counted;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Which speakers a table shows, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SpeakerOptions {
    /// As documents have them, or those with most segments first.
    pub order: RowOrder,
    /// The most rows to show.
    pub limit: Option<usize>,
}

/// One speaker of one document.
struct Row<'a> {
    document: &'a str,
    speaker: &'a Speaker,
    said: Speaking,
    segments: u64,
}

/// Returns turns, words and segments of every speaker of every document.
///
/// `speaking` and `segments` stand by the document's place in study order and the speaker's number.
pub fn speaker_frequencies_table(
    snapshot: &Snapshot,
    (speaking, segments): (&[Vec<Speaking>], &[Vec<u64>]),
    options: SpeakerOptions,
    language: Language,
) -> Result<Table, Error> {
    let mut rows = rows(snapshot, speaking, segments);
    let all = rows
        .iter()
        .fold((0, 0), |(turns, words), row| (turns + row.said.turns, words + row.said.words));
    if options.order == RowOrder::Count {
        rows.sort_by_key(|row| Reverse(row.segments));
    }
    let n_rows = rows.len();
    rows.truncate(options.limit.unwrap_or(n_rows));
    let mut notes = Notes::of_codings(snapshot, language);
    let cells = rows.iter().map(|row| row.cells(snapshot, all.1, &mut notes)).collect();
    let title = language.choose("How much speakers say", "Hoeveel sprekers zeggen");
    let mut table = Table::new(title, columns(language), cells)?;
    table.unit = Some("turns_words_segments".to_owned());
    table.base = Some(base(snapshot, all, language));
    if rows.len() < n_rows {
        let n = rows.len();
        notes.add(language.choose(
            format!("the first {n} of {n_rows} speakers are shown"),
            format!("de eerste {n} van {n_rows} sprekers staan hier"),
        ));
    }
    notes.add(language.choose(
        "a segment in which several speak counts for each of them",
        "een segment waarin er meer spreken telt voor elk van hen",
    ));
    table.notes = notes.finish();
    Ok(table)
}

fn rows<'a>(
    snapshot: &'a Snapshot,
    speaking: &[Vec<Speaking>],
    segments: &[Vec<u64>],
) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for ((document, speaking), segments) in snapshot.documents().iter().zip(speaking).zip(segments)
    {
        for ((speaker, &said), &segments) in document.speakers.iter().zip(speaking).zip(segments) {
            rows.push(Row { document: &document.name, speaker, said, segments });
        }
    }
    rows
}

fn base(snapshot: &Snapshot, (turns, words): (u64, u64), language: Language) -> String {
    let segments = snapshot.codings().len() as u64;
    let segments = counted(segments, kwali_analysis::Unit::Segments, language);
    let (turns, words) = (language.whole(turns), language.whole(words));
    let coders = coders_in_words(snapshot, language);
    language.choose(
        format!("{turns} turns with {words} words; {segments}; {coders}"),
        format!("{turns} beurten met {words} woorden; {segments}; {coders}"),
    )
}

fn columns(language: Language) -> Vec<Column> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let count = |name, label| Column::new(name, label, ColumnKind::Count);
    vec![
        text("document", "Document"),
        text("speaker", language.choose("Speaker", "Spreker")),
        Column::new("interviewer", "Interviewer", ColumnKind::Flag),
        text("participant", language.choose("Participant", "Deelnemer")),
        count("turns", language.choose("Turns", "Beurten")),
        count("words", language.choose("Words", "Woorden")),
        Column::new(
            "percent_of_words",
            language.choose("% of all words", "% van alle woorden"),
            ColumnKind::Percent,
        ),
        count("segments", language.choose("Segments", "Segmenten")),
        Column::new(
            "segments_per_1000_words",
            language.choose("Segments per 1,000 words", "Segmenten per 1.000 woorden"),
            ColumnKind::Measure,
        ),
    ]
}

impl Row<'_> {
    fn cells(&self, snapshot: &Snapshot, all_words: u64, notes: &mut Notes) -> Vec<Cell> {
        let participant = self.speaker.participant.and_then(|id| snapshot.participant(id));
        let percent = match all_words {
            0 => Err(Undefined::EmptyBase),
            all => Ok(100.0 * self.said.words as f64 / all as f64),
        };
        let rate = share_per_1000(self.segments, self.said.words);
        vec![
            Cell::text(self.document),
            Cell::text(&self.speaker.name),
            Cell::Flag(self.speaker.is_interviewer),
            Cell::text(participant.map_or("", |person| person.name.as_str())),
            Cell::Count(self.said.turns),
            Cell::Count(self.said.words),
            notes.number("percent_of_words", percent),
            Cell::Count(self.segments),
            notes.number("segments_per_1000_words", rate),
        ]
    }
}
