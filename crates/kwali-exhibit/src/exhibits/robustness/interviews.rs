//! One row for each interview that is left out.

use kwali_analysis::{Robustness, WithoutDocument};
use kwali_model::CodeId;

use super::RobustnessView;
use crate::exhibits::notes::Notes;
use crate::exhibits::spoken_words::share_per_1000;
use crate::exhibits::wording::code_id;
use crate::{Cell, Column, ColumnKind, Error, Table};

/// Returns what the ranking becomes without each interview, one row an interview in study order.
pub fn robustness_by_interview_table(
    view: &RobustnessView<'_>,
    found: &Robustness,
) -> Result<Table, Error> {
    let language = view.language;
    let mut notes = Notes::of_codings(view.snapshot, language);
    let rows = found.without.iter().map(|one| row(view, one, &mut notes)).collect();
    let new = |name: &str, english: &str, dutch: &str, kind| {
        Column::new(name, language.choose(english, dutch), kind)
    };
    let columns = vec![
        new("document", "Without", "Zonder", ColumnKind::Text),
        new("kendall_tau_b", "Kendall's tau-b", "Kendalls tau-b", ColumnKind::Coefficient),
        new("largest_move", "Ranks moved at most", "Hoogstens verschoven", ColumnKind::Count),
        new("enters_top", "Enters the top", "Komt bij de eerste", ColumnKind::Text),
        new("leaves_top", "Leaves the top", "Valt uit de eerste", ColumnKind::Text),
        new("segments", "Segments in it", "Segmenten erin", ColumnKind::Count),
        new("words", "Words in it", "Woorden erin", ColumnKind::Count),
        new(
            "segments_per_1000_words",
            "Segments per 1,000 words",
            "Segmenten per 1.000 woorden",
            ColumnKind::Measure,
        ),
    ];
    let mut table = Table::new(view.title(), columns, rows)?;
    table.unit = Some(found.unit.name().to_owned());
    table.base = Some(view.base(found));
    view.findings(found).into_iter().for_each(|said| notes.add(said));
    notes.add(language.choose(
        "rates are per 1,000 words that all but the interviewer speak in that interview",
        "per 1.000 is van de woorden die allen behalve de interviewer in dat interview spreken",
    ));
    table.notes = notes.finish();
    Ok(table)
}

fn row(view: &RobustnessView<'_>, one: &WithoutDocument, notes: &mut Notes) -> Vec<Cell> {
    let words = view.words.get(one.place).copied().unwrap_or(0);
    let ids = |codes: &[CodeId]| {
        let ids = codes.iter().map(|&code| code_id(view.snapshot, code));
        Cell::text(ids.collect::<Vec<_>>().join("; "))
    };
    vec![
        Cell::text(view.name(one.place)),
        notes.number("kendall_tau_b", one.tau),
        Cell::Count(one.largest_move as u64),
        ids(&one.entering),
        ids(&one.leaving),
        Cell::Count(one.segments),
        Cell::Count(words),
        notes.number("segments_per_1000_words", share_per_1000(one.segments, words)),
    ]
}
