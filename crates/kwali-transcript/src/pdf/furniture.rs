//! Running heads, running feet and page numbers: what stands at the same place of many pages.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Line;
use crate::draft::Mark;
use crate::speakers::opens_turn;

/// A head or foot is among so many lines from the top or bottom of its page.
const ZONE: usize = 3;
/// Text that is the same on fewer pages is not sure to be furniture, unless these are all there are.
const FEWEST_PAGES: usize = 3;
/// It must be there on so many of ten pages; heads may differ on left and right pages.
const TENTHS_OF_PAGES: usize = 4;
/// What is nearer to the text than this share of its size belongs to it.
const NEAR: f32 = 1.6;
/// How far the places may differ, in points.
const SAME_PLACE: f32 = 4.0;

/// Returns for each page the numbers of its lines that are heads, feet or page numbers.
pub(super) fn furniture(pages: &[Vec<Line>]) -> Vec<BTreeSet<usize>> {
    let mut found = vec![BTreeSet::new(); pages.len()];
    let mut alike: BTreeMap<(String, i32), BTreeSet<(usize, usize)>> = BTreeMap::new();
    let mut numbers: BTreeMap<(i32, i64), BTreeSet<(usize, usize)>> = BTreeMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for (line, zone) in in_zones(lines) {
            let text = text(&lines[line]);
            if opens_turn(&text, &Mark::default()) {
                continue;
            }
            // Two neighbouring places, as rounding may part what is nearly the same.
            for place in places(lines[line].y) {
                alike.entry((shape(&text), place)).or_default().insert((page, line));
            }
            // A page number counts up with the pages.
            if let Some(number) = page_number(&text) {
                numbers.entry((zone, number - page as i64)).or_default().insert((page, line));
            }
        }
    }
    let is_often =
        |n_pages: usize| n_pages >= FEWEST_PAGES && n_pages * 10 >= pages.len() * TENTHS_OF_PAGES;
    let n_pages = |lines: &BTreeSet<(usize, usize)>| {
        lines.iter().map(|(page, _)| page).collect::<BTreeSet<_>>().len()
    };
    let repeated = alike.into_iter().filter(|((shape, _), lines)| {
        // Numbers alone may be anything.
        shape.contains(char::is_alphabetic)
            && (is_often(n_pages(lines)) || is_sure_of_two(pages, lines))
    });
    let counted = numbers
        .into_values()
        .filter(|lines| n_pages(lines) >= 2 && n_pages(lines) * 2 > pages.len());
    for (page, line) in repeated.map(|(_, lines)| lines).chain(counted).flatten() {
        found[page].insert(line);
    }
    for (lines, found) in pages.iter().zip(&mut found) {
        keep_at_edges(lines, found);
    }
    found
}

/// True for a line of a document of two pages that is the same, letter by letter, at the same place of
/// both, and nowhere else.
fn is_sure_of_two(pages: &[Vec<Line>], found: &BTreeSet<(usize, usize)>) -> bool {
    let [first, second] = pages else { return false };
    let found: Vec<&(usize, usize)> = found.iter().collect();
    let &[&(0, one), &(1, other)] = found.as_slice() else { return false };
    let left = |line: &Line| line.cells.first().map_or(0.0, |cell| cell.x0);
    let (one, other) = (&first[one], &second[other]);
    let words = text(one);
    let n_alike = first.iter().chain(second).filter(|line| text(line) == words).count();
    words == text(other) && n_alike == 2 && (left(one) - left(other)).abs() < SAME_PLACE
}

/// Keeps what stands at the edge of the page, with nothing else further out, and apart from what
/// is further in.
fn keep_at_edges(lines: &[Line], found: &mut BTreeSet<usize>) {
    let by_height = by_height(lines);
    let kept = |inwards: Vec<usize>| {
        let mut n_kept = inwards.iter().take_while(|line| found.contains(line)).count();
        let is_near = |n: usize| {
            let (line, next) = (&lines[inwards[n - 1]], inwards.get(n).map(|&next| &lines[next]));
            next.is_some_and(|next| (line.y - next.y).abs() < line.size * NEAR)
        };
        while n_kept > 0 && is_near(n_kept) {
            n_kept -= 1;
        }
        inwards.into_iter().take(n_kept.min(ZONE)).collect::<Vec<usize>>()
    };
    let top = kept(by_height.clone());
    *found = top.into_iter().chain(kept(by_height.into_iter().rev().collect())).collect();
}

fn by_height(lines: &[Line]) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|&a, &b| lines[b].y.total_cmp(&lines[a].y));
    by_height
}

/// The lines at the top, with zone -1, and at the bottom of a page, with zone 1, from its edge
/// inwards; of a short page some are both.
fn in_zones(lines: &[Line]) -> Vec<(usize, i32)> {
    let by_height = by_height(lines);
    let top = by_height.iter().take(ZONE).map(|&line| (line, -1));
    let bottom = by_height.iter().rev().take(ZONE).map(|&line| (line, 1));
    top.chain(bottom).collect()
}

fn places(y: f32) -> [i32; 2] {
    let place = (y / SAME_PLACE).floor() as i32;
    let nearer = if (y / SAME_PLACE).fract() < 0.5 { place - 1 } else { place + 1 };
    [place, nearer]
}

pub(super) fn text(line: &Line) -> String {
    line.cells.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join(" ")
}

/// A text with its numbers taken out.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for char in text.chars().map(|char| if char.is_ascii_digit() { '#' } else { char }) {
        if char != '#' || !shape.ends_with('#') {
            shape.push(char);
        }
    }
    shape
}

/// The number of a page in a line that has little else: `3`, `- 3 -`, `3/10`, `pagina 3 van 10`.
fn page_number(text: &str) -> Option<i64> {
    let words: Vec<&str> =
        text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_about_pages = |word: &&&str| {
        let word = word.to_lowercase();
        ["pagina", "page", "pag", "p", "blz", "seite", "van", "of", "von"].contains(&word.as_str())
    };
    let numbers: Vec<i64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let n_others = words.len() - numbers.len();
    let is_all = n_others == words.iter().filter(is_about_pages).count();
    let number = numbers.first().copied()?;
    (is_all && numbers.len() <= 2 && number < 100_000).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::columns::reading_order;
    use crate::pdf::rows::{rows, tests::typed};

    fn page(lines: &[(f32, &str)]) -> Vec<Line> {
        reading_order(rows(lines.iter().flat_map(|&(y, text)| typed(50.0, y, text)).collect()))
    }

    #[test]
    fn heads_and_numbers_are_found_where_they_are_sure() {
        let words = ["ja", "nee", "misschien", "nooit"];
        let pages: Vec<Vec<Line>> = (0..4)
            .map(|n| {
                let number = format!("pagina {} van 4", n + 1);
                page(&[
                    (750.0, "Gesprek 3, verzonnen"),
                    (700.0, words[n]),
                    (688.0, "hm"),
                    (40.0, &number),
                ])
            })
            .collect();
        let found = furniture(&pages);
        assert!(found.iter().all(|lines| lines.iter().copied().eq([0, 3])), "{found:?}");
        let elsewhere: Vec<Vec<Line>> =
            (0..4).map(|n| page(&[(700.0 - 40.0 * n as f32, "hm"), (400.0, words[n])])).collect();
        assert!(furniture(&elsewhere).iter().all(BTreeSet::is_empty));
        assert!(furniture(&pages[..2]).iter().all(|lines| lines.iter().copied().eq([0, 3])));
    }

    #[test]
    fn of_two_pages_only_what_is_the_same_is_sure() {
        let two = |heads: [&str; 2], words: [&str; 2]| {
            let pages = [0, 1].map(|n| page(&[(750.0, heads[n]), (700.0, words[n])]));
            let found = furniture(&pages);
            found.iter().map(|lines| lines.iter().copied().collect()).collect::<Vec<Vec<usize>>>()
        };
        let words = ["ja", "nee"];
        assert_eq!(two(["Verslag van mei"; 2], words), [[0], [0]]);
        assert_eq!(two(["Deel 1", "Deel 2"], words), [[0; 0]; 2]);
        assert_eq!(two(["Els"; 2], ["Els", "nee"]), [[0; 0]; 2]);
        assert_eq!(two(["Els: "; 2], words), [[0; 0]; 2]);
    }

    #[test]
    fn page_numbers_have_little_else_beside_them() {
        for (text, number) in [
            ("3", Some(3)),
            ("- 3 -", Some(3)),
            ("p. 3", Some(3)),
            ("3/10", Some(3)),
            ("Els 3", None),
            ("Pagina 3 van 10", Some(3)),
            ("", None),
            ("1 2 3", None),
        ] {
            assert_eq!(page_number(text), number, "{text}");
        }
    }
}
