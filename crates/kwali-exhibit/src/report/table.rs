//! What was compared, as a table.

use kwali_transcript::Place;

use super::{Checked, CheckedKind, Verdict};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Which of what was compared is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Show {
    /// What does not hold.
    Problems,
    /// Everything.
    All,
}

/// Returns what was compared as a table, a row each, with how many hold and how many do not.
///
/// `report` is what the report is called.
///
/// # Errors
///
/// Never in practice: the rows fit the columns.
pub fn checked_table(
    report: &str,
    checked: &[Checked],
    show: Show,
    language: Language,
) -> Result<Table, Error> {
    let is_shown = |one: &&Checked| show == Show::All || one.verdict.is_problem();
    let rows = checked.iter().filter(is_shown).map(|one| row(one, language)).collect();
    let title = language.choose(
        format!("{report} compared with the study"),
        format!("{report} vergeleken met de studie"),
    );
    let mut table = Table::new(title, columns(language), rows)?;
    table.notes.push(summary(checked, language));
    Ok(table)
}

/// Says how many were compared and how many of these hold.
fn summary(checked: &[Checked], language: Language) -> String {
    let n = checked.len();
    let n_problems = checked.iter().filter(|one| one.verdict.is_problem()).count();
    let n_holds = n - n_problems;
    match n {
        0 => language
            .choose(
                "nothing to compare: no quotation, number or table of the factsheet",
                "niets te vergelijken: geen citaat, getal of tabel van de factsheet",
            )
            .to_owned(),
        n => language.choose(
            format!("{n} compared: {n_holds} hold, {n_problems} do not"),
            format!("{n} vergeleken: {n_holds} kloppen, {n_problems} niet"),
        ),
    }
}

fn columns(language: Language) -> Vec<Column> {
    let text =
        |name, english, dutch| Column::new(name, language.choose(english, dutch), ColumnKind::Text);
    let words = |name, english, dutch| {
        Column::wording(name, language.choose(english, dutch), ColumnKind::Text)
    };
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    vec![
        words("place", "Where", "Waar"),
        detail("place_kind", ColumnKind::Text),
        detail("place_number", ColumnKind::Count),
        detail("kind", ColumnKind::Text),
        words("kind_in_words", "What", "Wat"),
        detail("verdict", ColumnKind::Text),
        words("verdict_in_words", "Verdict", "Oordeel"),
        Column::new(
            "stands",
            language.choose("In the report", "In het rapport"),
            ColumnKind::Prose,
        ),
        Column::new("study", language.choose("In the study", "In de studie"), ColumnKind::Prose),
        text("exhibit", "Exhibit", "Tabel of getal"),
        text("document", "Document", "Document"),
        Column::new("turn", language.choose("Turn", "Beurt"), ColumnKind::Count),
    ]
}

fn row(one: &Checked, language: Language) -> Vec<Cell> {
    let (place_kind, number) = match one.place {
        Place::Line(number) => ("line", number),
        Place::Page(number) => ("page", number),
        Place::Paragraph(number) => ("paragraph", number),
    };
    let text = |words: &Option<String>| Cell::text(words.clone().unwrap_or_default());
    vec![
        Cell::text(format!("{} {number}", place_in_words(one.place, language))),
        Cell::text(place_kind),
        Cell::Count(number as u64),
        Cell::text(one.kind.name()),
        Cell::text(kind_in_words(one.kind, language)),
        Cell::text(one.verdict.name()),
        Cell::text(verdict_in_words(one.verdict, language)),
        Cell::text(one.stands.as_str()),
        Cell::text(one.study.as_str()),
        text(&one.exhibit),
        text(&one.document),
        Cell::count(one.turn.map(|turn| turn as u64)),
    ]
}

fn place_in_words(place: Place, language: Language) -> &'static str {
    match place {
        Place::Line(_) => language.choose("line", "regel"),
        Place::Page(_) => language.choose("page", "bladzijde"),
        Place::Paragraph(_) => language.choose("paragraph", "alinea"),
    }
}

fn kind_in_words(kind: CheckedKind, language: Language) -> &'static str {
    match kind {
        CheckedKind::Quotation => language.choose("quotation", "citaat"),
        CheckedKind::Number => language.choose("number", "getal"),
        CheckedKind::Table => language.choose("table", "tabel"),
        CheckedKind::Pseudonym => language.choose("pseudonym", "pseudoniem"),
        CheckedKind::Place => language.choose("place", "plaats"),
    }
}

fn verdict_in_words(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Exact => language.choose("exact", "letterlijk"),
        Verdict::Elided => language.choose("properly elided", "juist ingekort"),
        Verdict::Altered => language.choose("altered", "veranderd"),
        Verdict::Negation => language.choose("altered, a negation", "veranderd, een ontkenning"),
        Verdict::OtherVoice => language.choose("in another’s mouth", "in andere mond"),
        Verdict::NotFound => language.choose("not found", "niet gevonden"),
        Verdict::Holds => language.choose("holds", "klopt"),
        Verdict::Differs => language.choose("differs", "wijkt af"),
        Verdict::Named => language.choose("named", "genoemd"),
    }
}
