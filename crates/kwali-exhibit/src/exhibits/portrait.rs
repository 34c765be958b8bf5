//! Documents as the codes that they carry along their text.

mod codeline;
mod colours;
mod ribbons;

use kwali_analysis::{PlacedCoding, Portrait, ThemeLevel, Unit};
use kwali_model::{CodeId, Snapshot};

use super::listings::clock;
use super::notes::Notes;
use super::wording::{and_list, code_id, code_label, coders_in_words, label_column, unit_and_base};
use crate::units::{counted, numbered, plural};
use crate::{Audience, Cell, Column, ColumnKind, Error, Language, Table};

pub use codeline::{CodeLineScale, codeline_chart};
pub use ribbons::{RibbonScale, comparison_chart, portrait_chart};

/// Of what portraits are made, and how they are told.
#[derive(Clone, Copy, Debug)]
pub struct PortraitView<'a> {
    /// The study with the codings that are counted.
    pub snapshot: &'a Snapshot,
    /// Whether charts show every code, or the code at the top of the tree above it.
    pub level: ThemeLevel,
    /// The language of words and numbers.
    pub language: Language,
}

/// Returns portraits as a table, one row a coding in the order of the text.
pub fn portrait_table(view: &PortraitView<'_>, portraits: &[Portrait]) -> Result<Table, Error> {
    let language = view.language;
    let codings = || portraits.iter().flat_map(|portrait| &portrait.codings);
    let codes: Vec<CodeId> = codings().map(|coding| coding.code).collect();
    let mut notes = Notes::of_codings(view.snapshot, language);
    let mut rows = Vec::new();
    for portrait in portraits {
        let row = |coding| view.row(portrait, coding, &mut notes);
        rows.extend(portrait.codings.iter().map(row));
    }
    let mut table = Table::new(view.title(portraits), view.columns(&codes), rows)?;
    if portraits.len() > 1 {
        table.show_to("document", Audience::Everyone);
    }
    let has_times = codings().any(|coding| coding.times.is_some());
    table.show_to("time", if has_times { Audience::People } else { Audience::Machines });
    if codings().any(|coding| coding.times.is_none()) {
        let time = language.choose("time", "tijd");
        let columns = has_times.then_some(time).into_iter().chain(["seconds", "end_seconds"]);
        columns.for_each(|column| notes.add(no_time(column, language)));
    }
    table.unit = Some(Unit::Segments.name().to_owned());
    table.base = Some(view.base(portraits));
    table.notes = notes.finish();
    Ok(table)
}

/// Says why a segment has no time.
fn no_time(column: &str, language: Language) -> String {
    language.choose(
        format!("{column} is unknown where the transcript does not say when a turn begins"),
        format!("{column} is onbekend waar het transcript niet zegt wanneer een beurt begint"),
    )
}

impl PortraitView<'_> {
    fn title(&self, portraits: &[Portrait]) -> String {
        let language = self.language;
        let names: Vec<&str> =
            portraits.iter().take(4).map(|portrait| self.name(portrait)).collect();
        match portraits.len() {
            0..=4 => language.choose(
                format!("Codes along the text of {}", and_list(&names, language)),
                format!("Codes langs de tekst van {}", and_list(&names, language)),
            ),
            n => language.choose(
                format!("Codes along the text of {n} documents"),
                format!("Codes langs de tekst van {n} documenten"),
            ),
        }
    }

    fn name(&self, portrait: &Portrait) -> &str {
        self.snapshot.documents().get(portrait.place).map_or("", |document| document.name.as_str())
    }

    /// What was counted, in how much text, and whose codings.
    fn base(&self, portraits: &[Portrait]) -> String {
        let language = self.language;
        let sum = |part: fn(&Portrait) -> usize| portraits.iter().map(part).sum::<usize>();
        let segments = sum(|portrait| portrait.codings.len()) as u64;
        let characters = sum(|portrait| portrait.characters) as u64;
        let words = language.choose(("paragraph", "paragraphs"), ("alinea", "alinea’s"));
        let paragraphs = numbered(sum(|portrait| portrait.paragraphs), words, language);
        let coders = coders_in_words(self.snapshot, language);
        format!(
            "{}; {}, {paragraphs}; {coders}",
            counted(segments, Unit::Segments, language),
            counted(characters, Unit::Characters, language)
        )
    }

    /// What charts say under their title, and what they left out.
    fn subtitle(&self, portraits: &[Portrait], left_out: &[String]) -> String {
        let language = self.language;
        let what = match self.level {
            ThemeLevel::Codes => language.choose("codes", "codes"),
            ThemeLevel::TopLevel => language.choose(
                "codes at the top of the tree with those below",
                "codes bovenaan de boom met wat eronder staat",
            ),
        };
        let unit = format!("{}, {what}", plural(Unit::Segments, language));
        let mut subtitle = unit_and_base(&unit, &self.base(portraits), language);
        left_out.iter().for_each(|said| subtitle.push_str(&format!(" {said}.")));
        subtitle
    }

    fn columns(&self, codes: &[CodeId]) -> Vec<Column> {
        let language = self.language;
        let count = |name: &str, english: &str, dutch: &str| {
            Column::new(name, language.choose(english, dutch), ColumnKind::Count)
        };
        let detail = |name: &str, kind| Column::detail(name, name, kind);
        vec![
            detail("document", ColumnKind::Text),
            count("paragraph", "Paragraph", "Alinea"),
            count("last_paragraph", "Last paragraph", "Laatste alinea"),
            count("start", "From character", "Vanaf teken"),
            count("end", "To character", "Tot teken"),
            Column::new(
                "share",
                language.choose("Part of the text", "Deel van de tekst"),
                ColumnKind::Share,
            ),
            Column::wording("time", language.choose("Time", "Tijd"), ColumnKind::Text),
            Column::new("code", "Code", ColumnKind::Text),
            label_column(self.snapshot, codes, language),
            detail("theme", ColumnKind::Text),
            Column::new("coder", language.choose("Coder", "Codeur"), ColumnKind::Text),
            detail("seconds", ColumnKind::Number),
            detail("end_seconds", ColumnKind::Number),
        ]
    }

    fn row(&self, portrait: &Portrait, coding: &PlacedCoding, notes: &mut Notes) -> Vec<Cell> {
        let snapshot = self.snapshot;
        let seconds = |time: Option<u64>| Cell::number(time.map(|time| time as f64 / 1000.0));
        let coder = snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str());
        vec![
            Cell::text(self.name(portrait)),
            Cell::Count(coding.paragraphs.0 as u64 + 1),
            Cell::Count(coding.paragraphs.1 as u64 + 1),
            Cell::Count(coding.span.start_char() as u64),
            Cell::Count(coding.span.end_char() as u64),
            notes.number("share", coding.share),
            coding.times.map_or(Cell::Undefined, |(from, _)| Cell::text(clock(from))),
            Cell::text(code_id(snapshot, coding.code)),
            Cell::text(code_label(snapshot, coding.code, self.language)),
            Cell::text(code_id(snapshot, coding.theme)),
            Cell::text(coder),
            seconds(coding.times.map(|(from, _)| from)),
            seconds(coding.times.map(|(_, to)| to)),
        ]
    }
}
