//! The lines of a PDF as paragraphs: which line goes on with the one before it.

use kwali_text::is_hyphen;

use super::columns::Line;
use super::furniture::text;
use super::rows::Segment;
use crate::passage::Passage;
use crate::speakers::opens_turn;
use crate::table;

/// Gaps within a line from this share of the size on separate the cells of a table.
const CELL_GAP: f32 = 1.8;
/// Lines that are further apart than this many usual distances are of different paragraphs.
const FAR: f32 = 1.35;
/// From this share of the size on a line is indented.
const INDENT: f32 = 0.8;
/// Sizes that differ by less are the same.
const SAME_SIZE: f32 = 1.12;
/// The width of a space as a share of the size.
const SPACE: f32 = 0.25;
/// A line that reaches further than this share of its column may have broken off at a page's end.
const LONG: f32 = 0.6;
/// Words this much larger than most are a heading.
const HEADING: f32 = 1.15;

/// What is usual in a document.
pub(super) struct Usual {
    /// The size of most characters.
    size: f32,
    /// From one line to the next, as a share of the size.
    distance: f32,
    /// The sides of text that stands in no column.
    sides: (f32, f32),
}

impl Usual {
    /// Returns what is usual in the lines of a document that are no furniture.
    pub(super) fn of(pages: &[Vec<Line>]) -> Usual {
        let lines = || pages.iter().flatten();
        let sizes = lines().map(|line| (line.size, text(line).chars().count()));
        let distances = pages.iter().flat_map(|page| page.windows(2)).filter_map(|pair| {
            let distance = (pair[0].y - pair[1].y) / pair[1].size;
            (0.0..3.0).contains(&distance).then_some((distance, 1))
        });
        let alone = || lines().filter(|line| line.column.is_none());
        let left = alone().filter_map(|line| line.cells.first()).map(|cell| cell.x0);
        let right = alone().filter_map(|line| line.cells.last()).map(|cell| cell.x1);
        Usual {
            size: median(sizes.collect()).unwrap_or(1.0),
            distance: median(distances.collect()).unwrap_or(1.2),
            sides: (left.fold(f32::INFINITY, f32::min), right.fold(f32::NEG_INFINITY, f32::max)),
        }
    }
}

/// The value that half of the weight is below.
fn median(mut weighted: Vec<(f32, usize)>) -> Option<f32> {
    weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: usize = weighted.iter().map(|(_, weight)| weight).sum();
    let mut below = 0;
    weighted.into_iter().find_map(|(value, weight)| {
        below += weight;
        (below * 2 >= total).then_some(value)
    })
}

/// A line with all that tells whether it goes on with the one before.
pub(super) struct Placed {
    /// Its words with tabs between cells.
    pub(super) passage: Passage,
    cells: Vec<Segment>,
    page: usize,
    y: f32,
    size: f32,
    sides: (f32, f32),
    opens: bool,
    is_bold: bool,
    /// It begins a paragraph; set when it is known.
    begins: bool,
}

impl Placed {
    /// Places a line of a page.
    pub(super) fn new(line: &Line, page: usize, usual: &Usual) -> Placed {
        let cells = joined_cells(&line.cells);
        let mut passage = passage(&cells);
        passage.mark.is_heading = line.size > usual.size * HEADING && cells.len() == 1;
        let opens =
            cells.len() > 1 || is_item(&passage.words) || opens_turn(&passage.words, &passage.mark);
        let is_bold = cells.iter().all(|cell| cell.bold == cell.text.len());
        let sides = line.column.unwrap_or(usual.sides);
        let (y, size) = (line.y, line.size);
        Placed { passage, cells, page, y, size, sides, opens, is_bold, begins: true }
    }

    /// Says whether the line goes on with the one before it, and whether there is space between.
    pub(super) fn follow(&mut self, before: &Placed, usual: &Usual) -> Follows {
        let is_apart = self.is_apart(before, usual);
        let looks_new = self.is_indented(before)
            || self.would_fit(before)
            || (self.is_elsewhere(before) && ends_sentence(before));
        let goes_on = !is_apart
            && !self.opens
            && self.is_bold == before.is_bold
            && self.size < before.size * SAME_SIZE
            && before.size < self.size * SAME_SIZE
            && (!looks_new || self.goes_on_with_sentence(before));
        self.begins = !goes_on;
        match (goes_on, is_apart) {
            (true, _) => Follows::InParagraph,
            (false, true) => Follows::AfterSpace,
            (false, false) => Follows::AsParagraph,
        }
    }

    /// True if the line before is on another page or in another column.
    fn is_elsewhere(&self, before: &Placed) -> bool {
        self.page != before.page || self.y > before.y
    }

    /// True if the words say that a sentence goes on: the second part of a cut word, or what stands
    /// at the top of a page or column below a line that broke off.
    fn goes_on_with_sentence(&self, before: &Placed) -> bool {
        let is_small = self.passage.words.trim_start().starts_with(char::is_lowercase);
        let mut last = before.passage.words.trim_end().chars().rev();
        let is_cut =
            last.next().is_some_and(is_hyphen) && last.next().is_some_and(char::is_alphabetic);
        let breaks_off = self.is_elsewhere(before) && !ends_sentence(before) && before.is_long();
        is_small && (is_cut || breaks_off)
    }

    /// True if the line reaches over most of its column.
    fn is_long(&self) -> bool {
        let end = self.cells.last().map_or(0.0, |cell| cell.x1);
        let (left, right) = self.sides;
        end - left > (right - left) * LONG
    }

    fn is_apart(&self, before: &Placed, usual: &Usual) -> bool {
        let distance = (before.y - self.y) / self.size.max(before.size);
        !self.is_elsewhere(before) && distance > usual.distance * FAR
    }

    fn x0(&self) -> f32 {
        self.cells.last().map_or(0.0, |cell| cell.x0)
    }

    /// True if it is indented where the line before is not, or the other way round, as
    /// paragraphs begin.
    fn is_indented(&self, before: &Placed) -> bool {
        let indent = if self.is_elsewhere(before) {
            (self.x0() - self.sides.0) - (before.x0() - before.sides.0)
        } else {
            self.x0() - before.x0()
        };
        // The first line of a paragraph may hang out or be indented itself.
        let may_hang = before.begins && before.opens && before.cells.len() == 1;
        let may_be_first = before.begins && before.cells.len() == 1;
        (indent > self.size * INDENT && !may_hang)
            || (indent < -self.size * INDENT && !may_be_first)
    }

    /// True if the first word would have had its place on the line before.
    fn would_fit(&self, before: &Placed) -> bool {
        let first_word = self.cells.first().map_or(0.0, |cell| cell.first_word);
        let end = before.cells.last().map_or(0.0, |cell| cell.x1);
        end + self.size * SPACE + first_word < before.sides.1 - self.size * SPACE
    }
}

/// How a line follows another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Follows {
    InParagraph,
    AsParagraph,
    AfterSpace,
}

fn joined_cells(cells: &[Segment]) -> Vec<Segment> {
    let mut joined: Vec<Segment> = Vec::new();
    for cell in cells {
        match joined.last_mut() {
            Some(last) if cell.x0 - last.x1 < last.size.max(cell.size) * CELL_GAP => {
                let is_bold = last.bold == last.text.len();
                last.text.push(' ');
                if is_bold && cell.bold > 0 {
                    last.bold = last.text.len() + cell.bold;
                }
                last.text.push_str(&cell.text);
                last.x1 = cell.x1;
            }
            _ => joined.push(cell.clone()),
        }
    }
    joined
}

fn passage(cells: &[Segment]) -> Passage {
    let of_cell = |cell: &Segment| {
        let mut passage = Passage::default();
        passage.push(&cell.text[..cell.bold], true);
        passage.push(&cell.text[cell.bold..], false);
        passage
    };
    match cells {
        [cell] => of_cell(cell),
        cells => {
            let rows = table::row(cells.iter().map(|cell| vec![of_cell(cell)]).collect());
            rows.into_iter().next().unwrap_or_default()
        }
    }
}

/// True for an item of a list.
fn is_item(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    let is_number = number.len() < first.len() && number.bytes().all(|byte| byte.is_ascii_digit());
    matches!(first, "-" | "•" | "–" | "—" | "▪" | "●" | "*" | "o") || is_number
}

fn ends_sentence(line: &Placed) -> bool {
    let words = line.passage.words.trim_end_matches(['"', '”', '’', '\'', ')']);
    words.ends_with(['.', '?', '!', ':', '…'])
}
