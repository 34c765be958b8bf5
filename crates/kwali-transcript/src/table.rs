//! The rows of a table as lines of text.

use crate::draft::InRow;
use crate::passage::Passage;
use crate::speakers::is_stamp;

/// A cell that holds a speaker's name is not longer, in bytes.
const LONGEST_NAME: usize = 80;
/// A cell of more lines than this before the last one shows a table that is there for the looks.
const MOST_LINES: usize = 3;

/// Returns the lines of a row: the cells joined by tabs, further lines of the last cell below.
///
/// The cell before the words is set apart, as it may hold the speaker's name: the first of two,
/// or the second of three behind a number or a time. A row of one cell, and one whose first cells
/// hold whole texts, gives the lines of its cells one after the other.
pub(crate) fn row(cells: Vec<Vec<Passage>>) -> Vec<Passage> {
    let mut cells: Vec<Vec<Passage>> = cells.into_iter().map(without_blank).collect();
    let mut last = cells.pop().unwrap_or_default();
    if cells.is_empty() || cells.iter().any(|cell| cell.len() > MOST_LINES) {
        return cells.into_iter().flatten().chain(last).collect();
    }
    let mut line = Passage::default();
    let name_cell = match cells.as_slice() {
        [_] => Some(0),
        [first, _] if is_number_or_stamp(first) => Some(1),
        _ => None,
    };
    for (number, cell) in cells.iter().enumerate() {
        let words = joined(cell);
        let start = line.words.len();
        line.words.push_str(&words);
        line.mark.asides.extend(cell.iter().flat_map(|passage| &passage.mark.asides));
        if name_cell == Some(number) && words.len() <= LONGEST_NAME {
            line.mark.set_apart = start..line.words.len();
        }
        line.words.push('\t');
    }
    line.mark.in_row = InRow::Cells;
    for further in last.iter_mut().skip(1) {
        further.mark.in_row = InRow::LastCell;
    }
    let mut rest = last.into_iter();
    if let Some(first) = rest.next() {
        line.words.push_str(&first.words);
        line.mark.asides.extend(first.mark.asides);
    }
    std::iter::once(line).filter(|line| !line.is_blank()).chain(rest).collect()
}

fn without_blank(cell: Vec<Passage>) -> Vec<Passage> {
    cell.into_iter().filter(|passage| !passage.is_blank()).collect()
}

fn joined(cell: &[Passage]) -> String {
    cell.iter().map(|passage| passage.words.trim()).collect::<Vec<_>>().join(" ")
}

fn is_number_or_stamp(cell: &[Passage]) -> bool {
    let words = joined(cell);
    is_stamp(&words) || words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: &[(&str, &str)]) {
        let cell = |cell: &&str| cell.split('/').map(Passage::plain).collect();
        let lines = row(cells.iter().map(cell).collect());
        let found: Vec<_> = lines
            .iter()
            .map(|line| (line.words.as_str(), &line.words[line.mark.set_apart.clone()]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cells_are_joined_and_the_speaker_is_set_apart() {
        check(&["Els", "Ja."], &[("Els\tJa.", "Els")]);
        check(&["1", "Els", "Ja."], &[("1\tEls\tJa.", "Els")]);
        check(&["00:01:23", "Els", "Ja."], &[("00:01:23\tEls\tJa.", "Els")]);
        check(&["a", "b", "c"], &[("a\tb\tc", "")]);
        check(&["Els", "Ja./Nee."], &[("Els\tJa.", "Els"), ("Nee.", "")]);
        check(&["Els/Bos", "Ja."], &[("Els Bos\tJa.", "Els Bos")]);
    }

    #[test]
    fn tables_for_the_looks_are_taken_apart() {
        check(&["Ja./Nee."], &[("Ja.", ""), ("Nee.", "")]);
        check(&["a/b/c/d", "e"], &[("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", "")]);
        check(&["", ""], &[]);
        check(&[], &[]);
    }
}
