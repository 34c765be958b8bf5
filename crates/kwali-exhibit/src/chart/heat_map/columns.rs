//! The labels over the columns of a heat map: across if they fit, upward if not.

use crate::chart::drawn_label;
use crate::chart::page::Page;
use crate::chart::scene::{Align, Look};
use crate::chart::typeface::Typeface;

/// Labels that are written across take at most so many lines.
const MOST_LINES_ACROSS: usize = 4;
/// Upward labels go over several lines rather than be longer than this, if columns are wide enough.
const LONGEST_UPWARD: f64 = 260.0;
/// Lengths are tried in steps of this.
const STEP: f64 = 10.0;
/// Left free between two labels.
const BETWEEN: f64 = 6.0;

/// The labels of all columns in lines, and how they run.
pub(in crate::chart) struct ColumnLabels {
    labels: Vec<Vec<String>>,
    look: Look,
    upward: bool,
    /// The room that they take over the cells.
    pub(super) height: f64,
}

/// Returns how wide columns must be for their labels to be written across without breaking a word.
pub(super) fn width_across(labels: &[String], look: Look, typeface: &Typeface) -> f64 {
    let word = |label: &String| typeface.widest_word(&drawn_label(label), look);
    labels.iter().map(word).fold(0.0, f64::max) + BETWEEN
}

/// Returns how wide a column must be for its upward label to be of a bearable length.
pub(super) fn width_wanted(labels: &[String], look: Look, typeface: &Typeface) -> f64 {
    let most_lines = labels
        .iter()
        .map(|label| typeface.lines(&drawn_label(label), look, LONGEST_UPWARD).len())
        .max();
    most_lines.unwrap_or(1) as f64 * look.line_height() + 3.0
}

impl ColumnLabels {
    /// Breaks the labels into lines for columns of this width.
    pub(super) fn new(
        labels: &[String],
        look: Look,
        column: f64,
        typeface: &Typeface,
    ) -> ColumnLabels {
        let labels: Vec<_> = labels.iter().map(|label| drawn_label(label)).collect();
        across(&labels, look, column - BETWEEN, typeface)
            .unwrap_or_else(|| upward(&labels, look, column, typeface))
    }

    /// Draws the labels over columns of which the first begins at `left`, and moves on under them.
    pub(in crate::chart) fn draw(&self, left: f64, column: f64, page: &mut Page<'_>) {
        page.y += self.height;
        let line_height = self.look.line_height();
        for (number, lines) in self.labels.iter().enumerate() {
            let middle = left + (number as f64 + 0.5) * column;
            let n_lines = lines.len() as f64;
            for (index, line) in lines.iter().enumerate() {
                if self.upward {
                    let x = middle + (index as f64 - (n_lines - 1.0) / 2.0) * line_height;
                    page.upward_text(line, (x + self.look.below_middle(), page.y), self.look);
                } else {
                    let y = page.y - (n_lines - 1.0 - index as f64) * line_height;
                    page.text(line, (middle, y), Align::Middle, self.look);
                }
            }
        }
        page.y += BETWEEN;
    }
}

/// The labels in a few lines across, unless a word would have to be broken.
fn across(labels: &[String], look: Look, room: f64, typeface: &Typeface) -> Option<ColumnLabels> {
    if labels.iter().any(|label| typeface.widest_word(label, look) > room) {
        return None;
    }
    let lines: Vec<_> = labels.iter().map(|label| typeface.lines(label, look, room)).collect();
    let most_lines = lines.iter().map(Vec::len).max().unwrap_or(1);
    (most_lines <= MOST_LINES_ACROSS).then(|| ColumnLabels {
        labels: lines,
        look,
        upward: false,
        height: most_lines as f64 * look.line_height(),
    })
}

/// The labels upward, in as many lines as the column has room for, and no longer than they must.
fn upward(labels: &[String], look: Look, column: f64, typeface: &Typeface) -> ColumnLabels {
    let most_lines = (((column - 3.0) / look.line_height()).floor() as usize).max(1);
    let length = labels
        .iter()
        .map(|label| shortest_room(label, look, most_lines, typeface))
        .fold(0.0, f64::max);
    let labels: Vec<_> = labels.iter().map(|label| typeface.lines(label, look, length)).collect();
    let height = labels
        .iter()
        .map(|lines| typeface.widest(lines.iter().map(String::as_str), look))
        .fold(0.0, f64::max);
    ColumnLabels { labels, look, upward: true, height: height.ceil() }
}

/// The least room in which the label takes no more lines than this and no word is broken.
fn shortest_room(label: &str, look: Look, most_lines: usize, typeface: &Typeface) -> f64 {
    let whole = typeface.width(label, look);
    let word = typeface.widest_word(label, look);
    let mut room = word.max(whole / most_lines as f64);
    while room < whole && typeface.lines(label, look, room).len() > most_lines {
        room += STEP;
    }
    room.min(whole)
}
