//! The characters of a page as rows of segments: what stands on one line without a wide gap.

use super::page::Glyph;

/// Characters stand on the same row if their baselines differ by less than this share of their size.
const SAME_ROW: f32 = 0.3;
/// The same for characters of clearly different sizes, as the signs of notes are raised.
const SAME_ROW_RAISED: f32 = 0.45;
/// Sizes are clearly different from this ratio on.
const DIFFERENT_SIZE: f32 = 1.2;
/// Gaps from this share of the size on separate words, and from the second one on, segments.
const WORD_GAP: f32 = 0.17;
const SEGMENT_GAP: f32 = 0.8;
/// A character painted again this near to itself is one in bold.
const SAME_PLACE: f32 = 0.15;

/// Words of one row without a wide gap.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Segment {
    pub(super) text: String,
    /// How many bytes at the beginning are bold.
    pub(super) bold: usize,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    /// How wide the first word is.
    pub(super) first_word: f32,
}

/// What stands on one baseline, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) segments: Vec<Segment>,
}

/// Returns the rows of a page from top to bottom.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<(f32, f32, Vec<Glyph>)> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut().filter(|(y, size, _)| is_on_row(*y, *size, &glyph)) {
            Some((y, size, on_row)) => {
                if glyph.size > *size {
                    (*y, *size) = (glyph.y, glyph.size);
                }
                on_row.push(glyph);
            }
            None => rows.push((glyph.y, glyph.size, vec![glyph])),
        }
    }
    let row = |(y, size, glyphs)| Row { y, size, segments: segments(glyphs, y) };
    rows.into_iter().map(row).filter(|row| !row.segments.is_empty()).collect()
}

fn is_on_row(y: f32, size: f32, glyph: &Glyph) -> bool {
    let (larger, smaller) = (size.max(glyph.size), size.min(glyph.size));
    let is_raised = larger > smaller * DIFFERENT_SIZE;
    let share = if is_raised { SAME_ROW_RAISED } else { SAME_ROW };
    (y - glyph.y).abs() < larger * share
}

fn segments(mut glyphs: Vec<Glyph>, y: f32) -> Vec<Segment> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut segments: Vec<Segment> = Vec::new();
    let mut before: Option<Glyph> = None;
    let mut after_space = false;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            after_space |= !glyph.text.is_empty();
            continue;
        }
        if before.as_ref().is_some_and(|before| is_same(before, &glyph)) {
            continue;
        }
        let gap = match segments.last() {
            Some(last) => (glyph.x - last.x1) / glyph.size.max(last.size).max(0.1),
            None => f32::INFINITY,
        };
        if gap > SEGMENT_GAP {
            let (x0, x1, size) = (glyph.x, glyph.x, glyph.size);
            segments.push(Segment { x0, x1, y, size, ..Segment::default() });
        } else if let Some(last) = segments.last_mut().filter(|_| after_space || gap > WORD_GAP) {
            last.text.push(' ');
        }
        if let Some(last) = segments.last_mut() {
            put(last, &glyph);
        }
        after_space = false;
        before = Some(glyph);
    }
    segments
}

fn put(segment: &mut Segment, glyph: &Glyph) {
    let is_bold_so_far = segment.text[segment.bold..].trim().is_empty();
    segment.text.push_str(&glyph.text);
    if glyph.is_bold && is_bold_so_far {
        segment.bold = segment.text.len();
    }
    segment.x1 = segment.x1.max(glyph.x + glyph.width);
    segment.size = segment.size.max(glyph.size);
    if !segment.text.contains(' ') {
        segment.first_word = segment.x1 - segment.x0;
    }
}

/// True for a character that is painted twice to look bold.
fn is_same(before: &Glyph, glyph: &Glyph) -> bool {
    before.text == glyph.text
        && (glyph.x - before.x).abs() < glyph.size * SAME_PLACE
        && glyph.width > glyph.size * SAME_PLACE
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Characters of half their size, beginning at a place; what is in capitals is bold.
    pub(in crate::pdf) fn typed(x: f32, y: f32, text: &str) -> Vec<Glyph> {
        let glyph = |(n, char): (usize, char)| Glyph {
            text: char.to_string(),
            x: x + n as f32 * 5.0,
            y,
            width: 5.0,
            size: 10.0,
            is_bold: char.is_uppercase(),
            is_furniture: false,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    #[track_caller]
    fn check(glyphs: Vec<Glyph>, expected: &[&[&str]]) {
        let rows = rows(glyphs);
        let texts: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.segments.iter().map(|segment| segment.text.as_str()).collect())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn characters_become_rows_of_segments() {
        check(
            [typed(50.0, 700.0, "een twee"), typed(50.0, 688.0, "drie")].concat(),
            &[&["een twee"], &["drie"]],
        );
        check([typed(50.0, 700.0, "een"), typed(67.0, 700.0, "twee")].concat(), &[&["een twee"]]);
        check(
            [typed(200.0, 699.0, "twee"), typed(50.0, 700.0, "een")].concat(),
            &[&["een", "twee"]],
        );
        let mut raised = typed(65.0, 704.0, "1");
        raised[0].size = 6.0;
        check([typed(50.0, 700.0, "een"), raised].concat(), &[&["een1"]]);
        let twice = [typed(50.0, 700.0, "ee"), typed(50.3, 700.0, "ee")].concat();
        check(twice, &[&["ee"]]);
    }

    #[test]
    fn bold_at_the_beginning_is_known() {
        let rows = rows(typed(50.0, 700.0, "IK zei JA"));
        let segment = &rows[0].segments[0];
        assert_eq!((&segment.text[..segment.bold], segment.first_word), ("IK", 10.0));
    }
}
