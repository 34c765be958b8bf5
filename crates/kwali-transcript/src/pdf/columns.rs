//! The order in which the rows of a page are read: down, or one column after the other.

use super::rows::{Row, Segment};

/// Fewer segments on a side are no column.
const FEWEST_SEGMENTS: usize = 4;
/// A column of running text is at least this share of the page's text wide, and has lines of at
/// least this many characters; else it holds names or numbers, and rows are read across.
const NARROWEST: f32 = 0.27;
const SHORTEST: usize = 18;
/// A gutter stands within this share of the text from either side.
const MARGIN: f32 = 0.08;
/// Columns within columns are not looked for deeper.
const DEEPEST: usize = 3;
/// How finely a gutter is looked for, in points.
const STEP: f32 = 2.0;

/// A line in reading order.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    /// One, or the cells of a row of a table.
    pub(super) cells: Vec<Segment>,
    pub(super) y: f32,
    pub(super) size: f32,
    /// The sides of the column that it stands in; none if that is the whole page.
    pub(super) column: Option<(f32, f32)>,
}

/// Returns the lines of a page in reading order.
pub(super) fn reading_order(rows: Vec<Row>) -> Vec<Line> {
    let mut lines = Vec::new();
    order(rows, None, 0, &mut lines);
    lines
}

fn order(rows: Vec<Row>, column: Option<(f32, f32)>, depth: usize, lines: &mut Vec<Line>) {
    let gutter = if depth < DEEPEST { gutter(&rows) } else { None };
    let Some(gutter) = gutter else {
        return lines.extend(rows.into_iter().map(|row| line(row, column)));
    };
    let total = extent(&rows);
    let mut band: Vec<Row> = Vec::new();
    for row in rows {
        if is_crossed(&row, gutter) {
            order_band(std::mem::take(&mut band), (gutter, total), depth, lines);
            lines.push(line(row, column));
        } else {
            band.push(row);
        }
    }
    order_band(band, (gutter, total), depth, lines);
}

/// Reads rows that no segment spans across the gutter.
fn order_band(
    band: Vec<Row>,
    (gutter, total): (f32, (f32, f32)),
    depth: usize,
    lines: &mut Vec<Line>,
) {
    let (left, right) = split(&band, gutter);
    let is_text = |side: &[Row]| is_running_text(side, total.1 - total.0);
    if is_text(&left) && is_text(&right) {
        for side in [left, right] {
            let column = Some(extent(&side));
            order(side, column, depth + 1, lines);
        }
    } else {
        let column = (!left.is_empty() && !right.is_empty()).then(|| (extent(&right).0, total.1));
        lines.extend(band.into_iter().map(|row| line(row, column)));
    }
}

fn line(row: Row, column: Option<(f32, f32)>) -> Line {
    Line { y: row.y, size: row.size, cells: row.segments, column }
}

fn is_crossed(row: &Row, x: f32) -> bool {
    row.segments.iter().any(|segment| segment.x0 < x && segment.x1 > x)
}

/// Returns the left and right side of what stands in rows.
fn extent(rows: &[Row]) -> (f32, f32) {
    let segments = || rows.iter().flat_map(|row| &row.segments);
    let left = segments().map(|segment| segment.x0).fold(f32::INFINITY, f32::min);
    let right = segments().map(|segment| segment.x1).fold(f32::NEG_INFINITY, f32::max);
    (left, right)
}

/// Returns what stands left and what stands right of a gutter, as rows of each side.
fn split(rows: &[Row], gutter: f32) -> (Vec<Row>, Vec<Row>) {
    let side = |is_left: bool| {
        let of_row = |row: &Row| {
            let is_here = |segment: &&Segment| (segment.x1 <= gutter) == is_left;
            let segments: Vec<Segment> = row.segments.iter().filter(is_here).cloned().collect();
            (!segments.is_empty()).then(|| Row { segments, ..row.clone() })
        };
        rows.iter().filter_map(of_row).collect()
    };
    (side(true), side(false))
}

/// Finds the place between two columns that most segments have on their left and right.
fn gutter(rows: &[Row]) -> Option<f32> {
    let (left, right) = extent(rows);
    let width = right - left;
    if !width.is_finite() || width <= 0.0 {
        return None;
    }
    let n_steps = (width * (1.0 - 2.0 * MARGIN) / STEP) as usize;
    let place = |step: usize| left + width * MARGIN + step as f32 * STEP;
    let scores: Vec<usize> = (0..n_steps.min(2000)).map(|step| score(rows, place(step))).collect();
    let best = scores.iter().copied().max().filter(|&best| best >= FEWEST_SEGMENTS)?;
    let first = scores.iter().position(|&score| score == best)?;
    let n_best = scores[first..].iter().take_while(|&&score| score == best).count();
    Some(place(first + n_best / 2))
}

/// How many segments stand left and right of a place, in runs of rows that do not cross it.
fn score(rows: &[Row], x: f32) -> usize {
    let (mut sum, mut left, mut right) = (0, 0, 0);
    let of_run =
        |left: usize, right: usize| Some(left.min(right)).filter(|&n| n >= FEWEST_SEGMENTS);
    for row in rows {
        if is_crossed(row, x) {
            sum += of_run(left, right).unwrap_or(0);
            (left, right) = (0, 0);
            continue;
        }
        let n_left = row.segments.iter().filter(|segment| segment.x1 <= x).count();
        left += n_left.min(1);
        right += (row.segments.len() - n_left).min(1);
    }
    sum + of_run(left, right).unwrap_or(0)
}

/// True if a side of a gutter looks like running text rather than names, times or numbers.
fn is_running_text(side: &[Row], total: f32) -> bool {
    let (left, right) = extent(side);
    let mut lengths: Vec<usize> = side
        .iter()
        .map(|row| row.segments.iter().map(|segment| segment.text.chars().count()).sum())
        .collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    right - left >= total * NARROWEST && median >= SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::rows::{rows, tests::typed};

    /// Types each line at its place, in points from the left and lines from the top.
    #[track_caller]
    fn check(typed_lines: &[(f32, usize, &str)], expected: &[&str]) {
        let glyphs = typed_lines
            .iter()
            .flat_map(|&(x, row, text)| typed(x, 700.0 - row as f32 * 12.0, text))
            .collect();
        let lines = reading_order(rows(glyphs));
        let texts: Vec<String> = lines
            .iter()
            .map(|line| {
                let cells: Vec<&str> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
                cells.join(" | ")
            })
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let left = [
            "een lange regel links",
            "twee lange regels hier",
            "drie lange regels links",
            "vier lange regels hier",
        ];
        let right = [
            "vijf lange regels rechts",
            "zes lange regels rechts",
            "zeven regels rechts hier",
            "acht lange regels rechts",
        ];
        let mut lines = vec![(50.0, 0, "een kop die over de hele breedte van de bladzijde loopt")];
        for n in 0..4 {
            lines.push((50.0, n + 1, left[n]));
            lines.push((200.0, n + 1, right[n]));
        }
        let expected = [&[lines[0].2], &left[..], &right[..]].concat();
        check(&lines, &expected);
    }

    #[test]
    fn names_beside_words_are_read_across() {
        let words = [
            "hoe gaat het met u vandaag in de buurt?",
            "goed, zij het wat druk met van alles",
            "waarmee dan?",
            "met de koffieochtend en de rest",
        ];
        let mut lines = Vec::new();
        for (n, words) in words.into_iter().enumerate() {
            lines.push((50.0, n, if n % 2 == 0 { "Int" } else { "Els" }));
            lines.push((120.0, n, words));
        }
        let expected: Vec<String> =
            lines.chunks(2).map(|pair| format!("{} | {}", pair[0].2, pair[1].2)).collect();
        check(&lines, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn one_column_is_read_down() {
        check(&[(50.0, 1, "twee"), (50.0, 0, "een"), (62.0, 2, "drie")], &["een", "twee", "drie"]);
        check(&[], &[]);
    }
}
