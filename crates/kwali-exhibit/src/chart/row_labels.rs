//! The labels beside the rows of a chart: in lines, and further in the deeper a row is in a tree.

use super::drawn_label;
use super::page::{MARGIN, Page};
use super::scene::{Align, Look};
use super::typeface::Typeface;

/// How much further in the label of each deeper level of a tree stands.
const INDENT: f64 = 14.0;
/// Deeper levels than this stand no further in.
const DEEPEST_INDENT: usize = 8;

/// The most room that labels take.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelRoom {
    /// Wider ones go over several lines.
    pub(super) usual: f64,
    /// For the sake of a single long word.
    pub(super) for_a_word: f64,
}

/// The label of a row in lines.
struct RowLabel {
    lines: Vec<String>,
    look: Look,
    /// How far in it stands.
    indent: f64,
}

/// The labels of all rows of a chart.
pub(super) struct RowLabels {
    rows: Vec<RowLabel>,
    /// The room that they take, indents included.
    pub(super) width: f64,
    /// Whether they begin at the left margin, as in a tree, rather than end where the rows begin.
    pub(super) begin_left: bool,
}

impl RowLabels {
    /// Breaks labels into lines; each comes with how deep its row is in a tree.
    pub(super) fn new<'a>(
        labels: impl Iterator<Item = (&'a str, usize)>,
        look: Look,
        room: LabelRoom,
        typeface: &Typeface,
    ) -> RowLabels {
        let labels: Vec<(String, usize)> =
            labels.map(|(label, level)| (drawn_label(label), level)).collect();
        let is_tree = labels.iter().any(|&(_, level)| level > 0);
        let look = |level| if is_tree && level == 0 { look.in_bold() } else { look };
        let word = |(label, level): &(String, usize)| {
            indent(*level) + typeface.widest_word(label, look(*level))
        };
        // Rather a wider margin than a broken word.
        let room = labels.iter().map(word).fold(room.usual, f64::max).min(room.for_a_word);
        let row = |(label, level): &(String, usize)| {
            let (look, indent) = (look(*level), indent(*level));
            RowLabel { lines: typeface.lines(label, look, room - indent), look, indent }
        };
        let rows: Vec<RowLabel> = labels.iter().map(row).collect();
        let width = |row: &RowLabel| {
            row.indent + typeface.widest(row.lines.iter().map(String::as_str), row.look)
        };
        let width = rows.iter().map(width).fold(0.0, f64::max);
        RowLabels { rows, width, begin_left: is_tree }
    }

    /// The heights of the labels, row after row.
    pub(super) fn heights(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().map(|row| row.lines.len() as f64 * row.look.line_height())
    }

    /// Draws the label of a row that has its middle at a height; `end` is where labels end.
    pub(super) fn draw(&self, row: usize, (end, middle): (f64, f64), page: &mut Page<'_>) {
        let Some(RowLabel { lines, look, indent }) = self.rows.get(row) else { return };
        if self.begin_left {
            page.centred_lines(lines, (MARGIN + indent, middle), Align::Begin, *look);
        } else {
            page.centred_lines(lines, (end, middle), Align::End, *look);
        }
    }
}

/// How far in the label of a row stands.
fn indent(level: usize) -> f64 {
    level.min(DEEPEST_INDENT) as f64 * INDENT
}
