//! Aligned text for people to read in a terminal.

use std::borrow::Cow;
use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, presets::NOTHING};
use unicode_width::UnicodeWidthStr;

use super::fitting::{Block, GAP, Wish, blocks, whole};
use super::for_people::ForPeople;
use super::{Column, ColumnKind, Side, Table};
use crate::Style;
use crate::visible::show_controls;
use crate::wrapping::{pieces, wrap, wrap_hyphenated};

/// Below this nothing can be read, so that no narrower terminal is believed.
const NARROWEST: usize = 20;
/// What stands before a label for each level of the tree.
const INDENT: &str = "  ";
/// Labels go over several lines down to this width before the ids beside them are left out.
const LABEL_BESIDE_ID: usize = 24;

/// Writes title, unit, base and query, then the table, then its notes.
///
/// Numbers stand to the right, texts wrap to the width; a table that does not fit is split into
/// blocks of columns. Control characters are written out, so that no text in a study can act on
/// the terminal.
pub(super) fn write(table: &Table, style: Style, out: &mut impl Write) -> io::Result<()> {
    let view = ForPeople::new(table, style);
    write_wrapped(&table.title, style, out)?;
    for (word, fact) in view.facts() {
        write_wrapped(&format!("{word}: {fact}"), style, out)?;
    }
    let mut grid = Grid::new(&view);
    let (blocks, without_ids) = grid.blocks(style.width.map(|width| width.max(NARROWEST)));
    for block in &blocks {
        writeln!(out)?;
        for line in arrange(&grid, block).lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    if table.rows.is_empty() {
        writeln!(out, "{}", style.language.choose("(no rows)", "(geen rijen)"))?;
    }
    let left_out = without_ids.then_some(style.language.choose(
        "the ids of the codes do not fit here; csv and json have them",
        "de id’s van de codes passen hier niet; csv en json hebben ze",
    ));
    let notes: Vec<&str> = view.notes().chain(left_out).collect();
    if !notes.is_empty() {
        writeln!(out)?;
    }
    for note in notes {
        write_wrapped(note, style, out)?;
    }
    Ok(())
}

fn write_wrapped(text: &str, style: Style, out: &mut impl Write) -> io::Result<()> {
    let text = shown(text);
    let Some(width) = style.width else { return writeln!(out, "{text}") };
    for line in wrap(&text, width.max(NARROWEST) as f64, |text| text.width() as f64) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Returns the text on one line, with a mark where it had several.
fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return show_controls(text);
    }
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<_> = lines.map(show_controls).collect();
    Cow::Owned(lines.join(" ⏎ "))
}

/// The texts of a table, as they are shown.
struct Grid<'a> {
    columns: Vec<&'a Column>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'a> Grid<'a> {
    fn new(view: &ForPeople<'a>) -> Grid<'a> {
        let columns: Vec<&Column> = view.columns().collect();
        let texts = |row: Vec<String>| row.iter().map(|text| shown(text).into_owned()).collect();
        Grid {
            heads: headings(&columns),
            rows: view.rows(INDENT).chain(view.bases()).map(texts).collect(),
            columns,
        }
    }

    /// Returns the columns in blocks that fit the room, and whether the ids of codes are left out.
    fn blocks(&mut self, room: Option<usize>) -> (Vec<Block>, bool) {
        let room = room.unwrap_or(usize::MAX);
        let wishes = self.wishes();
        let (Some(id), Some(label)) = (self.place("code"), self.place("label")) else {
            return (blocks(&wishes, self.n_heads(), room), false);
        };
        let mut beside_id = wishes.clone();
        beside_id[id] = wishes[id].kept_at(usize::MAX);
        beside_id[label] = wishes[label].kept_at(LABEL_BESIDE_ID);
        if let Some(block) = whole(&beside_id, room) {
            return (vec![block], false);
        }
        for row in &mut self.rows {
            // Under the table the name of a base stands where the ids are.
            if row[label].is_empty() {
                row[label] = row[id].clone();
            }
            row.remove(id);
        }
        self.columns.remove(id);
        self.heads.remove(id);
        (blocks(&self.wishes(), self.n_heads(), room), true)
    }

    /// Returns where the column of texts of this name is.
    fn place(&self, name: &str) -> Option<usize> {
        let is_it = |column: &&Column| column.name == name && column.kind == ColumnKind::Text;
        self.columns.iter().position(is_it)
    }

    /// How many columns say what a row is about: the two codes of a pair, else the first column.
    fn n_heads(&self) -> usize {
        let names: Vec<&str> = self.columns.iter().take(2).map(|c| c.name.as_str()).collect();
        if names == ["a", "b"] { 2 } else { 1 }
    }

    fn wishes(&self) -> Vec<Wish> {
        let n_heads = self.n_heads();
        let wish = |(at, column): (usize, &&Column)| {
            let texts = || self.rows.iter().map(|row| &row[at]).chain([&self.heads[at]]);
            Wish {
                whole: texts()
                    .flat_map(|text| text.lines())
                    .map(UnicodeWidthStr::width)
                    .max()
                    .unwrap_or(0),
                word: texts().map(|text| longest_word(text)).max().unwrap_or(0),
                is_text: column.kind.json_type() == "text",
                is_head: at < n_heads || column.name == "label",
                joins: at > n_heads
                    && column.group.is_some()
                    && column.group == self.columns[at - 1].group,
            }
        };
        self.columns.iter().enumerate().map(wish).collect()
    }
}

/// Returns the headings; those that columns share stand on a line above.
fn headings(columns: &[&Column]) -> Vec<String> {
    let are_grouped = columns.iter().any(|column| column.group.is_some());
    let heading = |column: &&Column| {
        let label = shown(&column.label);
        match &column.group {
            Some(group) => format!("{}\n{label}", shown(group)),
            None if are_grouped => format!("\n{label}"),
            None => label.into_owned(),
        }
    };
    columns.iter().map(heading).collect()
}

/// Returns the indent of a text, and the rest of it.
fn indented(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches([' ', '\u{a0}']);
    text.split_at(text.len() - rest.len())
}

/// Returns the width of what must stay together, its indent included.
fn longest_word(text: &str) -> usize {
    let (indent, rest) = indented(text);
    let words = rest.lines().flat_map(pieces).map(|piece| piece.trim_end().width());
    indent.width() + words.max().unwrap_or(0)
}

/// Returns the text in lines of a width, each with the indent of the text.
fn in_lines(text: &str, width: usize) -> String {
    let lines: Vec<String> = text.lines().map(|line| wrapped(line, width)).collect();
    lines.join("\n")
}

/// Returns one line in as many as it needs.
fn wrapped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (indent, rest) = indented(text);
    let room = width.saturating_sub(indent.width()).max(1);
    let lines = wrap_hyphenated(rest, room as f64, |text| text.width() as f64);
    lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

fn arrange(grid: &Grid<'_>, block: &Block) -> comfy_table::Table {
    let places = || block.columns.iter().copied().zip(block.widths.iter().copied());
    let cells = |texts: &[String]| -> Vec<String> {
        places().map(|(column, width)| in_lines(&texts[column], width)).collect()
    };
    let mut arranged = comfy_table::Table::new();
    arranged.load_style(NOTHING.header_separator(LineStyle::none().fill('─')));
    arranged.set_content_arrangement(ContentArrangement::Disabled);
    arranged.set_header(cells(&grid.heads));
    for row in &grid.rows {
        arranged.add_row(cells(row));
    }
    let last = block.columns.last().copied();
    for ((column, _), arranged) in places().zip(arranged.column_iter_mut()) {
        arranged.set_padding((0, if Some(column) == last { 0 } else { GAP as u16 }));
        if grid.columns[column].side == Side::Right {
            arranged.set_cell_alignment(CellAlignment::Right);
        }
    }
    arranged
}
