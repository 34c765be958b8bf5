//! An HTML table, alone or as a whole page.

use std::io::{self, Write};

use super::for_people::ForPeople;
use super::{Column, ColumnKind, Side, Table};
use crate::Style;
use crate::page::{PAGE_END, page_start};
use crate::visible::escape as escape_line;

/// What stands before a label for each level of the tree, until it becomes a margin.
const INDENT: &str = "\u{2003}";

/// Writes a `<table>` with caption, scoped headings and, under it, the notes.
///
/// The first column heads its rows if it holds text.
pub(super) fn write(table: &Table, style: Style, out: &mut impl Write) -> io::Result<()> {
    write_with(table, style, &|_, _| String::new(), out)
}

/// Returns attributes for the cell in a row and a column of a table, such as ` class="x"`.
pub(crate) type Attributes<'a> = &'a dyn Fn(usize, usize) -> String;

/// Does what [`write`] does, with further attributes for cells.
pub(super) fn write_with(
    table: &Table,
    style: Style,
    attributes: Attributes<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    let view = ForPeople::new(table, style);
    let columns: Vec<_> = view.columns().collect();
    writeln!(out, "<table>")?;
    write_caption(table, &view, out)?;
    writeln!(out, "<thead>")?;
    write_groups(&columns, out)?;
    writeln!(out, "<tr>")?;
    for column in &columns {
        let label = escape(&column.label);
        writeln!(out, "<th scope=\"col\"{}>{label}</th>", class(column))?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    let places: Vec<usize> = view.places().collect();
    for (number, row) in view.rows(INDENT).enumerate() {
        write_row(&row, &columns, &|cell| attributes(number, places[cell]), out)?;
    }
    writeln!(out, "</tbody>")?;
    write_foot(&view, &columns, out)?;
    writeln!(out, "</table>")
}

/// Writes a whole HTML page with the table in it, which needs no other file.
pub fn write_html_page(table: &Table, style: Style, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{}", page_start(style.language, &table.title, &[PAGE_STYLE]))?;
    write(table, style, out)?;
    write!(out, "{PAGE_END}")
}

const PAGE_STYLE: &str = "\
body { font-family: \"Noto Sans\", Arial, sans-serif; color: #222; margin: 2rem; }
table { border-collapse: collapse; }
caption { text-align: left; margin-bottom: 0.5rem; }
caption span { display: block; color: #555; font-size: 0.9em; }
th, td { padding: 0.25rem 0.75rem; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #222; }
tbody tr + tr > * { border-top: 1px solid #ddd; }
tbody th { font-weight: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
tfoot th, tfoot td { border-top: 1px solid #222; color: #555; font-size: 0.9em; }
tfoot th { font-weight: normal; }
";

fn write_caption(table: &Table, view: &ForPeople<'_>, out: &mut impl Write) -> io::Result<()> {
    write!(out, "<caption><strong>{}</strong>", escape(&table.title))?;
    for (word, fact) in view.facts() {
        write!(out, "\n<span>{word}: {}</span>", escape(fact))?;
    }
    writeln!(out, "</caption>")
}

/// Writes the headings over several columns, if there are any.
fn write_groups(columns: &[&Column], out: &mut impl Write) -> io::Result<()> {
    if columns.iter().all(|column| column.group.is_none()) {
        return Ok(());
    }
    writeln!(out, "<tr>")?;
    for group in columns.chunk_by(|a, b| a.group == b.group) {
        let n = group.len();
        match &group[0].group {
            None => writeln!(out, "<td colspan=\"{n}\"></td>")?,
            Some(name) => {
                let name = escape(name);
                writeln!(out, "<th scope=\"colgroup\" colspan=\"{n}\">{name}</th>")?;
            }
        }
    }
    writeln!(out, "</tr>")
}

fn write_row(
    row: &[String],
    columns: &[&Column],
    attributes: &dyn Fn(usize) -> String,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "<tr>")?;
    for (number, (text, column)) in row.iter().zip(columns).enumerate() {
        let text = indented(text);
        if number == 0 && column.kind == ColumnKind::Text {
            writeln!(out, "<th scope=\"row\">{text}</th>")?;
        } else {
            writeln!(out, "<td{}{}>{text}</td>", class(column), attributes(number))?;
        }
    }
    writeln!(out, "</tr>")
}

/// Writes the bases of the columns, then the notes.
fn write_foot(view: &ForPeople<'_>, columns: &[&Column], out: &mut impl Write) -> io::Result<()> {
    let notes: Vec<&str> = view.notes().filter(|_| !columns.is_empty()).collect();
    if notes.is_empty() && view.bases().next().is_none() {
        return Ok(());
    }
    writeln!(out, "<tfoot>")?;
    for row in view.bases() {
        write_row(&row, columns, &|_| String::new(), out)?;
    }
    for note in notes {
        writeln!(out, "<tr><td colspan=\"{}\">{}</td></tr>", columns.len(), escape(note))?;
    }
    writeln!(out, "</tfoot>")
}

/// Returns the text as HTML; all lines of one that begins with [`INDENT`] stand so far in.
fn indented(text: &str) -> String {
    let label = text.trim_start_matches(INDENT);
    match text[..text.len() - label.len()].chars().count() {
        0 => escape(text),
        level => format!("<div style=\"margin-left:{level}em\">{}</div>", escape(label)),
    }
}

fn class(column: &Column) -> &'static str {
    match (column.kind, column.side) {
        (ColumnKind::Prose, _) => " class=\"prose\"",
        (ColumnKind::Tick, _) => " class=\"tick\"",
        (_, Side::Right) => " class=\"number\"",
        (_, Side::Left) => "",
    }
}

/// Returns the text as HTML that shows it; line breaks stay line breaks.
fn escape(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(escape_line).collect();
    lines.join("<br>")
}
