//! Where along its text a document carries which codes.

use kwali_model::{CodeId, CoderId, CodingId, Layout, Snapshot};
use kwali_text::Span;

use crate::Undefined;
use crate::undefined::share;

/// A coding with its place in its document.
#[derive(Clone, PartialEq, Debug)]
pub struct PlacedCoding {
    /// The coding.
    pub coding: CodingId,
    /// Its code.
    pub code: CodeId,
    /// What the code counts as: itself, or the code at the top of the tree above it.
    pub theme: CodeId,
    /// Whose coding it is.
    pub coder: CoderId,
    /// The stretch of text.
    pub span: Span,
    /// Its characters as a share of the document's, from 0 to 1.
    pub share: Result<f64, Undefined>,
    /// The first and the last paragraph that it touches, counted from 0.
    pub paragraphs: (usize, usize),
    /// When its first and its last character are said, in milliseconds; `None` where the transcript
    /// does not say.
    pub times: Option<(u64, u64)>,
}

/// A document as the codes that it carries, in the order of its text.
#[derive(Clone, PartialEq, Debug)]
pub struct Portrait {
    /// The document's place in study order.
    pub place: usize,
    /// Its length in code points.
    pub characters: usize,
    /// How many paragraphs it has.
    pub paragraphs: usize,
    /// The codings, in the order of their starts.
    pub codings: Vec<PlacedCoding>,
}

/// Returns the portrait of the document at a place in study order.
///
/// `themes` says by code what it counts as; see [`themes_of_codes`](crate::themes_of_codes). Codings
/// of codes without a theme are left out.
pub fn portrait(
    snapshot: &Snapshot,
    layout: &Layout,
    place: usize,
    themes: &[Option<CodeId>],
) -> Portrait {
    let characters = snapshot.documents().get(place).map_or(0, |document| document.chars);
    let codings = snapshot.codings_at(place).iter().filter_map(|coding| {
        let theme = themes.get(coding.code.index()).copied().flatten()?;
        let span = coding.span;
        let (from, to) = (layout.time_at(span.start()), layout.time_at(span.end() - 1));
        Some(PlacedCoding {
            coding: coding.id,
            code: coding.code,
            theme,
            coder: coding.coder,
            span,
            share: share(span.chars() as u64, characters as u64, Undefined::NoCharacters),
            paragraphs: layout.paragraphs_of(span),
            times: from.zip(to),
        })
    });
    Portrait { place, characters, paragraphs: layout.paragraphs.len(), codings: codings.collect() }
}

impl Portrait {
    /// Returns the themes of the document in the order of codes, each with the characters that it
    /// covers, each once.
    pub fn themes(&self) -> Vec<(CodeId, usize)> {
        let mut themes: Vec<CodeId> = self.codings.iter().map(|coding| coding.theme).collect();
        themes.sort_unstable();
        themes.dedup();
        themes.into_iter().map(|theme| (theme, self.covered(theme))).collect()
    }

    /// The characters that a theme covers, each once; codings stand in the order of their starts.
    fn covered(&self, theme: CodeId) -> usize {
        let mut reached = 0;
        let mut covered = 0;
        for coding in self.codings.iter().filter(|coding| coding.theme == theme) {
            let (start, end) = (coding.span.start_char(), coding.span.end_char());
            covered += end.saturating_sub(start.max(reached));
            reached = reached.max(end);
        }
        covered
    }

    /// Returns the document in `n` cells of the same length, each with its themes in the order of
    /// codes.
    ///
    /// Cell *k* of *n*, counted from 0, runs from character ⌊*kL*/*n*⌋ up to ⌊(*k* + 1)*L*/*n*⌋ of *L*.
    /// A theme is in every cell of which it has at least one character, so that none is too short to
    /// be seen. There are never more cells than characters.
    pub fn cells(&self, n: usize) -> Vec<Vec<CodeId>> {
        let n = n.min(self.characters);
        let mut cells = vec![Vec::new(); n];
        for coding in &self.codings {
            let first = self.cell_of(coding.span.start_char(), n);
            let last = self.cell_of(coding.span.end_char() - 1, n);
            for cell in cells.iter_mut().take(last + 1).skip(first) {
                cell.push(coding.theme);
            }
        }
        for cell in &mut cells {
            cell.sort_unstable();
            cell.dedup();
        }
        cells
    }

    /// The number of the cell in which a character is: the last that begins at or before it.
    fn cell_of(&self, character: usize, n: usize) -> usize {
        // ⌊kL/n⌋ ≤ c holds for k up to ⌈(c + 1)n/L⌉ − 1.
        ((character + 1) * n).div_ceil(self.characters.max(1)).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ThemeLevel, themes_of_codes};

    fn of(marked: &str, level: ThemeLevel) -> (kwali_testkit::MarkedStudy, Portrait) {
        let made = kwali_testkit::study(marked);
        let themes = themes_of_codes(made.snapshot.codes(), None, level);
        let found = portrait(&made.snapshot, &made.layouts[0], 0, &themes);
        (made, found)
    }

    #[track_caller]
    fn check(marked: &str, n: usize, expected: &[&str]) {
        let (made, found) = of(marked, ThemeLevel::Codes);
        let path = |code: &CodeId| made.snapshot.codes().code(*code).path.to_string();
        let cells = found.cells(n);
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.iter().map(path).collect::<Vec<_>>().join("+")).collect();
        assert_eq!(cells, expected);
    }

    #[test]
    fn cells_have_the_themes_that_touch_them() {
        check("<a>ab</a>cdefgh", 4, &["a", "", "", ""]);
        check("<a>abc</a>defgh", 4, &["a", "a", "", ""]);
        check("a<a>b<b>c</a>d</b>efgh", 4, &["a", "a+b", "", ""]);
        check("abcdefg<a>h</a>", 4, &["", "", "", "a"]);
        // Three cells of ten characters begin at 0, 3 and 6.
        check("abc<a>d</a>ef<b>g</b>hij", 3, &["", "a", "b"]);
        check("<a>a</a>b", 9, &["a", ""]);
        check("abc", 2, &["", ""]);
    }

    #[test]
    fn every_cell_is_right_for_all_lengths() {
        for length in 1..30 {
            let text = "x".repeat(length);
            for n in 1..=length {
                for at in 0..length {
                    let marked = format!("{}<a>x</a>{}", &text[..at], &text[at + 1..]);
                    let (_, found) = of(&marked, ThemeLevel::Codes);
                    let expected: Vec<bool> = (0..n)
                        .map(|k| (k * length / n..(k + 1) * length / n).contains(&at))
                        .collect();
                    let cells: Vec<bool> =
                        found.cells(n).iter().map(|cell| !cell.is_empty()).collect();
                    assert_eq!(cells, expected, "{at} of {length} in {n}");
                }
            }
        }
    }

    #[test]
    fn codings_have_paragraphs_shares_and_themes() {
        let (_, found) = of("I: <a.b>ab\nR: cd</a.b>e\n<a.c>fg</a.c>hij", ThemeLevel::TopLevel);
        let places: Vec<_> = found.codings.iter().map(|c| (c.paragraphs, c.times)).collect();
        assert_eq!(places, [((0, 1), None), ((2, 2), None)]);
        assert_eq!(found.characters, 18);
        assert_eq!(found.codings[1].share, Ok(2.0 / 18.0));
        assert_eq!(found.themes().len(), 2);
    }

    #[test]
    fn themes_cover_their_characters_once() {
        let (_, found) = of("<a>ab<a@B>cd</a>ef</a@B>g<a>h</a>", ThemeLevel::Codes);
        assert_eq!(found.themes(), [(CodeId(0), 7)]);
    }
}
