//! Aligned text for people to read in a terminal.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, presets::NOTHING};
use unicode_width::UnicodeWidthStr;

use super::for_people::ForPeople;
use super::{Side, Table};
use crate::Style;
use crate::visible::show_controls;
use crate::wrapping::wrap;

/// Below this nothing can be read, so that no narrower terminal is believed.
const NARROWEST: usize = 20;

/// Writes title, unit, base and query, then the table, then its notes.
///
/// Numbers stand to the right, texts wrap to the width. Control characters are written out, so
/// that no text in a study can act on the terminal.
pub(super) fn write(table: &Table, style: Style, out: &mut impl Write) -> io::Result<()> {
    let view = ForPeople::new(table, style);
    write_wrapped(&table.title, style, out)?;
    for (word, fact) in view.facts() {
        write_wrapped(&format!("{word}: {fact}"), style, out)?;
    }
    writeln!(out)?;
    for line in arrange(&view, style).lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    if table.rows.is_empty() {
        writeln!(out, "{}", style.language.choose("(no rows)", "(geen rijen)"))?;
    }
    if view.notes().next().is_some() {
        writeln!(out)?;
    }
    for note in view.notes() {
        write_wrapped(note, style, out)?;
    }
    Ok(())
}

fn write_wrapped(text: &str, style: Style, out: &mut impl Write) -> io::Result<()> {
    let text = show_controls(text);
    let Some(width) = style.width else { return writeln!(out, "{text}") };
    for line in wrap(&text, width.max(NARROWEST) as f64, |text| text.width() as f64) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn arrange(view: &ForPeople<'_>, style: Style) -> comfy_table::Table {
    let mut arranged = comfy_table::Table::new();
    arranged.load_style(NOTHING.header_separator(LineStyle::none().fill('─')));
    arranged.set_content_arrangement(ContentArrangement::Disabled);
    if let Some(width) = style.width {
        arranged.set_content_arrangement(ContentArrangement::Dynamic);
        arranged.set_width(u16::try_from(width.max(NARROWEST)).unwrap_or(u16::MAX));
    }
    arranged.set_header(view.columns().map(|column| show_controls(&column.label).into_owned()));
    for row in view.rows().chain(view.bases()) {
        arranged.add_row(row.iter().map(|text| show_controls(text).into_owned()));
    }
    let last = view.columns().count().saturating_sub(1);
    for (index, (column, arranged)) in view.columns().zip(arranged.column_iter_mut()).enumerate() {
        arranged.set_padding((0, if index == last { 0 } else { 2 }));
        if column.side == Side::Right {
            arranged.set_cell_alignment(CellAlignment::Right);
        }
    }
    arranged
}
