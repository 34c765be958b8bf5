//! Closed answers as values of variables.

use super::header::Headed;
use crate::sheet::SheetRow;
use crate::{Note, TableNote};

/// How the cells of a column are written anew, so that they are numbers or dates for all programs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rewriting {
    /// `7,5` becomes `7.5`.
    DecimalComma,
    /// `5-2-2019` becomes `2019-02-05`.
    DayFirst,
    /// `2/5/2019` becomes `2019-02-05`.
    MonthFirst,
}

/// Returns how each closed column is rewritten, if at all, and notes it.
///
/// Numbers and dates of a spreadsheet are what they are; only a text file has them as people write
/// them. A comma cannot be decimal where it separates the cells.
pub(super) fn rewritings(
    table: &Headed,
    closed: &[usize],
    separator: Option<char>,
    notes: &mut Vec<Note>,
) -> Vec<Option<Rewriting>> {
    let Some(separator) = separator else { return vec![None; closed.len()] };
    let found = closed.iter().map(|&column| {
        let cells = table.rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
        rewriting(&cells.collect::<Vec<_>>())
            .filter(|found| *found != Rewriting::DecimalComma || separator != ',')
    });
    let found: Vec<Option<Rewriting>> = found.collect();
    let named = |wanted: &[Rewriting]| -> Vec<String> {
        let columns = closed.iter().zip(&found);
        let own = columns.filter(|(_, found)| found.is_some_and(|found| wanted.contains(&found)));
        own.map(|(&column, _)| table.columns[column].name.clone()).collect()
    };
    let commas = named(&[Rewriting::DecimalComma]);
    if !commas.is_empty() {
        notes.push(TableNote::DecimalCommas(commas).at(None));
    }
    let dates = named(&[Rewriting::DayFirst, Rewriting::MonthFirst]);
    if !dates.is_empty() {
        notes.push(TableNote::DatesRewritten(dates).at(None));
    }
    found
}

/// How a column is rewritten: only if that fits all of its cells, and not for the half of them.
fn rewriting(cells: &[&str]) -> Option<Rewriting> {
    if cells.is_empty() {
        return None;
    }
    if cells.iter().any(|cell| cell.contains(',')) {
        let is_all = cells.iter().all(|cell| rewritten(cell, Rewriting::DecimalComma).is_some());
        return is_all.then_some(Rewriting::DecimalComma);
    }
    let all = |how| cells.iter().all(|cell| rewritten(cell, how).is_some());
    match (all(Rewriting::DayFirst), all(Rewriting::MonthFirst)) {
        (true, false) => Some(Rewriting::DayFirst),
        (false, true) => Some(Rewriting::MonthFirst),
        // With hyphens the day comes first; with slashes nothing tells.
        (true, true) if cells.iter().all(|cell| cell.contains('-')) => Some(Rewriting::DayFirst),
        _ => None,
    }
}

fn rewritten(cell: &str, how: Rewriting) -> Option<String> {
    if how == Rewriting::DecimalComma {
        let digits = cell.trim_start_matches(['-', '+']);
        let (whole, part) = digits.split_once(',').unwrap_or((digits, "0"));
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        return (is_number(whole) && is_number(part)).then(|| cell.replace(',', "."));
    }
    let parts: Vec<&str> = cell.split(['-', '/']).collect();
    let [first, second, year] = parts[..] else { return None };
    let number = |part: &str, most: u8| {
        let number: u8 = part.parse().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()))?;
        (1..=most).contains(&number).then_some(number)
    };
    let (day, month) = if how == Rewriting::DayFirst { (first, second) } else { (second, first) };
    let (day, month) = (number(day, 31)?, number(month, 12)?);
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| format!("{year}-{month:02}-{day:02}"))
}

/// Returns the values in a row by the names of their variables; an empty cell says nothing.
pub(super) fn of_row(
    table: &Headed,
    row: &SheetRow,
    closed: &[usize],
    rewritings: &[Option<Rewriting>],
) -> Vec<(String, String)> {
    let columns = closed.iter().zip(rewritings);
    let filled = columns.filter(|(column, _)| !row.cell(**column).is_empty());
    let value = |(&column, how): (&usize, &Option<Rewriting>)| {
        let cell = row.cell(column);
        let value = how.and_then(|how| rewritten(cell, how)).unwrap_or_else(|| cell.to_owned());
        (table.columns[column].name.clone(), value)
    };
    filled.map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: Option<&[&str]>) {
        let found = rewriting(cells);
        let values = found
            .map(|how| cells.iter().map(|cell| rewritten(cell, how).unwrap()).collect::<Vec<_>>());
        assert_eq!(
            values.as_deref(),
            expected.map(|all| all.iter().map(|s| s.to_string()).collect::<Vec<_>>()).as_deref()
        );
    }

    #[test]
    fn decimal_commas_become_points() {
        check(&["7,5", "8", "-1,25"], Some(&["7.5", "8", "-1.25"]));
        check(&["1.234,5"], None);
        check(&["7,5", "ja"], None);
        check(&["7", "8"], None);
    }

    #[test]
    fn dates_become_iso_dates_where_their_order_is_clear() {
        check(&["5-2-2019", "13-12-2019"], Some(&["2019-02-05", "2019-12-13"]));
        check(&["5-2-2019"], Some(&["2019-02-05"]));
        check(&["5/2/2019", "13/2/2019"], Some(&["2019-02-05", "2019-02-13"]));
        check(&["2/5/2019", "2/13/2019"], Some(&["2019-02-05", "2019-02-13"]));
        check(&["5/2/2019"], None);
        check(&["2019-02-05"], None);
        check(&["32-1-2019"], None);
    }
}
