//! Time spoken: for people as hours, minutes and seconds, for machines in seconds.

use kwali_analysis::Speaking;

use crate::table::Side;
use crate::{Cell, Column, ColumnKind, Language, Table};

/// Returns the two columns of a time.
pub(super) fn time_columns(language: Language) -> [Column; 2] {
    let mut shown = Column::wording("time", language.choose("Time", "Tijd"), ColumnKind::Text);
    shown.side = Side::Right;
    [shown, Column::detail("seconds", "seconds", ColumnKind::Number)]
}

/// Returns the cells of a time in milliseconds; undefined where it is not known.
pub(super) fn time_cells(milliseconds: Option<u64>) -> [Cell; 2] {
    let shown = milliseconds.map_or(Cell::Undefined, |time| Cell::text(clock(time)));
    [shown, Cell::number(milliseconds.map(|time| time as f64 / 1000.0))]
}

/// Says why a time is not known, or known in part.
pub(super) fn note_time<'a>(
    table: &mut Table,
    mut speaking: impl Iterator<Item = &'a Speaking> + Clone,
    language: Language,
) {
    let is_unknown = |own: &Speaking| own.time().is_none();
    let is_partial = |own: &Speaking| own.time().is_some() && own.untimed > 0;
    if speaking.clone().any(is_unknown) {
        table.notes.push(unknown_time(language).to_owned());
    }
    if speaking.any(is_partial) {
        table.notes.push(
            language
                .choose(
                    "time is that of the turns whose length is known",
                    "tijd is die van de beurten waarvan de lengte bekend is",
                )
                .to_owned(),
        );
    }
}

/// Says why there is no time.
pub(super) fn unknown_time(language: Language) -> &'static str {
    language.choose(
        "seconds is unknown where a transcript does not say when turns begin and end",
        "seconds is onbekend waar een transcript niet zegt wanneer beurten beginnen en eindigen",
    )
}

/// `1:02:03`, to the nearest second.
pub(in crate::exhibits) fn clock(milliseconds: u64) -> String {
    let seconds = (milliseconds + 500) / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_a_clock() {
        assert_eq!(clock(0), "0:00:00");
        assert_eq!(clock(3_723_499), "1:02:03");
        assert_eq!(clock(59_500), "0:01:00");
    }
}
