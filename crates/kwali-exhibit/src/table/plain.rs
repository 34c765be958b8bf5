//! Aligned text for people to read in a terminal.

use std::io::{self, Write};

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Width, presets::NOTHING,
};
use unicode_width::UnicodeWidthStr;

use super::for_people::ForPeople;
use super::{Column, Side, Table};
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

/// The width of the longest word in every column, so that words need not be cut; those in the
/// headings of numbers count only if asked for.
fn longest_words(view: &ForPeople<'_>, with_heads: bool) -> Vec<u16> {
    let longest = |text: &str| {
        let widths = text.split_whitespace().map(|word| show_controls(word).width());
        u16::try_from(widths.max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let head = |column: &Column| match with_heads || column.side == Side::Left {
        true => longest(&column.label),
        false => 1,
    };
    let mut widths: Vec<u16> = view.columns().map(head).collect();
    for row in view.rows().chain(view.bases()) {
        for (width, text) in widths.iter_mut().zip(&row) {
            *width = (*width).max(longest(text));
        }
    }
    widths
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
    let fits = |widths: &Vec<u16>| {
        let needed: usize = widths.iter().map(|&width| usize::from(width) + 2).sum();
        style.width.is_some_and(|width| needed <= width + 2)
    };
    // Rather than words of the rows, headings of numbers are cut.
    let least = [true, false].map(|with_heads| longest_words(view, with_heads));
    let least = least.into_iter().find(fits);
    for (index, (column, arranged)) in view.columns().zip(arranged.column_iter_mut()).enumerate() {
        let padding = if index == last { 0 } else { 2 };
        arranged.set_padding((0, padding));
        if let Some(least) = &least {
            let least = Width::Fixed(least[index] + padding);
            arranged.set_constraint(ColumnConstraint::LowerBoundary(least));
        }
        if column.side == Side::Right {
            arranged.set_cell_alignment(CellAlignment::Right);
        }
    }
    arranged
}
