//! Running heads, running feet and page numbers in plain text, by repetition and position.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, lines};
use super::{Change, page_numbers};
use crate::draft::Mark;
use crate::speakers::opens_turn;

/// A head or foot stands among so many lines with words next to a page break.
const ZONE: usize = 3;
/// A text with fewer page breaks has no running head that is sure.
const FEWEST_PAGES: usize = 3;

/// Returns the changes that take out heads, feet and page numbers; none where it is not sure.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let changes = found(text);
    if changes.is_empty() {
        return changes;
    }
    // What then stands next to the page breaks must not look like a head in turn.
    let mut without = text.to_owned();
    for change in changes.iter().rev() {
        without.replace_range(change.range.clone(), &change.now);
    }
    if found(&without).is_empty() { changes } else { Vec::new() }
}

fn found(text: &str) -> Vec<Change> {
    let lines = lines(text);
    let breaks = page_breaks(&lines);
    let numbers = page_numbers::numbered(&lines);
    if breaks.len() < FEWEST_PAGES && numbers.is_empty() {
        return Vec::new();
    }
    let edges = if breaks.len() < FEWEST_PAGES { numbers.clone() } else { breaks };
    let mut furniture = repeated(&lines, &edges);
    furniture.extend(numbers);
    removals(&lines, &furniture)
}

/// The lines before which a page ends.
fn page_breaks(lines: &[Line]) -> BTreeSet<usize> {
    let starts_page = |n: &usize| {
        let begins = lines[*n].text.trim_start_matches([' ', '\t']).starts_with('\u{c}');
        begins
            || (*n > 0
                && lines[n - 1].text.trim_end_matches([' ', '\t']).ends_with('\u{c}')
                && !lines[n - 1].is_blank())
    };
    (0..lines.len()).filter(starts_page).collect()
}

/// Lines that stand near a page break wherever they are, on most pages.
fn repeated(lines: &[Line], edges: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut near: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut pages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let all_edges = edges.iter().copied().chain([0, lines.len()]);
    for edge in all_edges.collect::<BTreeSet<_>>() {
        for n in zone(lines, edge) {
            let key = shape(lines[n].text);
            near.entry(key.clone()).or_default().insert(n);
            pages.entry(key).or_default().insert(edge);
        }
    }
    let mut everywhere: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        *everywhere.entry(shape(line.text)).or_insert(0) += 1;
    }
    let is_furniture = |(key, places): &(String, BTreeSet<usize>)| {
        let n_pages = pages[key].len();
        let is_on_most = n_pages >= FEWEST_PAGES && n_pages * 5 >= edges.len() * 2;
        let is_speech = places.iter().any(|&n| opens_turn(lines[n].text, &Mark::default()));
        is_on_most && everywhere[key] == places.len() && !is_speech && numbers_rise(lines, places)
    };
    near.into_iter().filter(is_furniture).flat_map(|(_, places)| places).collect()
}

/// The lines with words next to an edge, on both sides.
fn zone<'a>(lines: &'a [Line], edge: usize) -> impl Iterator<Item = usize> + 'a {
    let has_words = |n: &usize| !lines[*n].is_blank();
    let behind = (edge..lines.len()).filter(has_words).take(ZONE);
    let before = (0..edge).rev().filter(has_words).take(ZONE);
    before.chain(behind)
}

/// A line with `#` for every number and one space for white space.
fn shape(line: &str) -> String {
    let mut shape = String::with_capacity(line.len());
    for char in line.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if !char.is_ascii_digit() {
            shape.push(char);
        } else if !shape.ends_with('#') {
            shape.push('#');
        }
    }
    shape
}

/// True if each number in these lines is the same in all of them or rises from one to the next.
fn numbers_rise(lines: &[Line], places: &BTreeSet<usize>) -> bool {
    let numbers: Vec<Vec<u64>> =
        places.iter().map(|&n| page_numbers::numbers(lines[n].text)).collect();
    let rises = |column: usize| {
        let mut pairs = numbers.windows(2).map(|pair| (pair[0].get(column), pair[1].get(column)));
        pairs.clone().all(|(a, b)| a == b) || pairs.all(|(a, b)| a < b)
    };
    (0..numbers.first().map_or(0, Vec::len)).all(rises)
}

/// Takes lines out with what is blank around them; a sentence that goes on does so on the next line.
fn removals(lines: &[Line], furniture: &BTreeSet<usize>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let has_words = |n: &usize| !furniture.contains(n) && !lines[*n].is_blank();
    let mut reached = 0;
    for &n in furniture {
        if n < reached {
            continue;
        }
        let before = (0..n).rev().find(has_words);
        let behind = (n + 1..lines.len()).find(has_words);
        reached = behind.unwrap_or(lines.len());
        let start = before.map_or(0, |line| lines[line].place.end);
        let end = behind
            .map_or(lines.last().map_or(0, |line| line.place.end), |line| lines[line].place.start);
        let now = match (before, behind) {
            (Some(before), Some(behind)) if goes_on(&lines[before], &lines[behind]) => "\n",
            (Some(_), Some(_)) => "\n\n",
            _ => "",
        };
        changes.push(Change::new(start..end, now));
    }
    changes
}

/// True if the next line goes on with the sentence of this one.
fn goes_on(line: &Line, next: &Line) -> bool {
    let is_open = !line.text.trim_end().ends_with(['.', '!', '?', ':', '…', '”', '’', '"']);
    is_open && next.first_word().starts_with(char::is_lowercase)
}
