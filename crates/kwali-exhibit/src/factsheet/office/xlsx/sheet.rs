//! A sheet with one table: what it counts, its rows with real numbers, its notes.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{Tabled, looks, texts};
use crate::table::{ForPeople, Value};
use crate::{Column, ColumnKind, Language, Style};

/// No column is wider, in characters; longer texts go over several lines.
const WIDEST: usize = 60;

/// No heading asks for more width than this, unless a word in it does.
const HEADING: usize = 16;

/// A4, as spreadsheets number paper.
const A4: u8 = 9;

/// A column of the table and where it stands on the sheet.
struct Placed<'a> {
    column: &'a Column,
    decimals: usize,
    /// Its first column on the sheet.
    first: u16,
    /// How many columns it takes: several where a text is longer than a cell can be.
    n_cells: u16,
    /// How wide each is, in characters.
    width: usize,
}

/// Writes a table on its sheet.
///
/// A text that is longer than a cell can be goes on in the cells to its right, in columns of
/// their own, so that rows stay rows when they are sorted.
pub(super) fn write(
    tabled: &Tabled<'_>,
    language: Language,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let view = ForPeople::new(tabled.table, Style { width: None, language });
    let rows: Vec<Vec<Value>> = view.values().collect();
    let bases: Vec<Vec<Value>> = view.base_values().collect();
    let columns = placed(&view, &rows, &bases)?;
    let mut row = write_lines(0, [tabled.title()].into_iter(), &looks::title(), worksheet)?;
    let facts: Vec<String> =
        view.facts().iter().map(|(word, fact)| format!("{word}: {fact}")).collect();
    row = write_lines(row, facts.iter().map(String::as_str), &looks::fact(), worksheet)? + 1;
    let cut_headings = write_headings(&mut row, &columns, worksheet)?;
    let head = row - 1;
    for values in &rows {
        write_row(row, values, &columns, &|format| format, worksheet)?;
        row += 1;
    }
    let last_column = columns.last().map(|last| last.first + last.n_cells - 1);
    if let Some(last_column) = last_column
        && !rows.is_empty()
    {
        worksheet.autofilter(head, 0, row - 1, last_column)?;
    }
    for values in &bases {
        write_row(row, values, &columns, &looks::of_base, worksheet)?;
        row += 1;
    }
    let are_continued = columns.iter().any(|placed| placed.n_cells > 1);
    let continued = are_continued.then_some(language.choose(
        "Texts that are longer than a cell can be go on in the columns (2), (3), … to their right.",
        "Teksten die langer zijn dan een cel kan zijn, gaan verder in de kolommen (2), (3), … rechts ervan.",
    ));
    let notes = view.notes().chain(continued).chain(cut_headings);
    write_lines(row + 1, notes, &looks::fact(), worksheet)?;
    set_up(head, &columns, worksheet)
}

/// Returns where each column stands.
fn placed<'a>(
    view: &ForPeople<'a>,
    rows: &[Vec<Value>],
    bases: &[Vec<Value>],
) -> Result<Vec<Placed<'a>>, XlsxError> {
    let mut placed = Vec::new();
    let mut first = 0_u16;
    for (at, (column, decimals)) in view.columns().zip(view.decimals()).enumerate() {
        let values = || rows.iter().chain(bases).filter_map(|row| row.get(at));
        let n_cells = values().map(|value| texts::n_pieces(&value.text)).max().unwrap_or(1);
        let n_cells = u16::try_from(n_cells).map_err(|_| XlsxError::RowColumnLimitError)?;
        let needed = values().map(|value| texts::width(&value.text) + 2 * value.level);
        let words = column.label.split_whitespace().map(texts::width).max().unwrap_or(0);
        let heading = texts::width(&column.label).min(HEADING.max(words));
        // Beside its words a heading has the button of the filter.
        let width = needed.max().unwrap_or(0).max(heading + 3).min(WIDEST);
        placed.push(Placed { column, decimals, first, n_cells, width });
        first = first.checked_add(n_cells).ok_or(XlsxError::RowColumnLimitError)?;
    }
    Ok(placed)
}

/// Writes lines one under the other and returns the row behind them; what a cell cannot hold goes
/// on in the next row.
fn write_lines<'a>(
    mut row: u32,
    lines: impl Iterator<Item = &'a str>,
    format: &Format,
    worksheet: &mut Worksheet,
) -> Result<u32, XlsxError> {
    for piece in lines.flat_map(texts::pieces) {
        worksheet.write_string_with_format(row, 0, piece, format)?;
        row += 1;
    }
    Ok(row)
}

/// Writes the headings, those that columns share above them, and moves on behind them; returns the
/// headings that had to be cut.
fn write_headings<'a>(
    row: &mut u32,
    columns: &[Placed<'a>],
    worksheet: &mut Worksheet,
) -> Result<Vec<&'a str>, XlsxError> {
    let mut cut = Vec::new();
    let mut fitting = |text: &'a str| {
        let (fitting, is_cut) = texts::cut(text);
        cut.extend(is_cut.then_some(text));
        fitting
    };
    if columns.iter().any(|placed| placed.column.group.is_some()) {
        for group in columns.chunk_by(|a, b| a.column.group == b.column.group) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let name = fitting(first.column.group.as_deref().unwrap_or_default());
            let (first, last) = (first.first, last.first + last.n_cells - 1);
            if first == last {
                worksheet.write_string_with_format(*row, first, name, &looks::shared_heading())?;
            } else {
                worksheet.merge_range(*row, first, *row, last, &name, &looks::shared_heading())?;
            }
        }
        *row += 1;
    }
    for placed in columns {
        let label = fitting(&placed.column.label);
        let format = looks::heading(placed.column.side);
        worksheet.write_string_with_format(*row, placed.first, &label, &format)?;
        for number in 2..=placed.n_cells {
            let label = texts::cut(&format!("({number}) {label}")).0;
            worksheet.write_string_with_format(*row, placed.first + number - 1, label, &format)?;
        }
    }
    *row += 1;
    Ok(cut)
}

fn write_row(
    row: u32,
    values: &[Value],
    columns: &[Placed<'_>],
    look: &dyn Fn(Format) -> Format,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    for (value, placed) in values.iter().zip(columns) {
        let format = look(looks::value(placed.column, placed.decimals, value));
        // What is not shown to people is not there: a base beside a column without one.
        if value.text.is_empty() {
            worksheet.write_blank(row, placed.first, &format)?;
        } else if let Some(number) = value.number {
            let number = match placed.column.kind {
                ColumnKind::Percent => number / 100.0,
                _ => number,
            };
            worksheet.write_number_with_format(row, placed.first, number, &format)?;
        } else {
            for (column, piece) in (placed.first..).zip(texts::pieces(&value.text)) {
                worksheet.write_string_with_format(row, column, piece, &format)?;
            }
        }
    }
    Ok(())
}

/// Sets widths, keeps the headings in sight and makes the sheet ready to print.
fn set_up(head: u32, columns: &[Placed<'_>], worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    for placed in columns {
        for column in placed.first..placed.first + placed.n_cells {
            worksheet.set_column_width(column, placed.width as f64 + 2.0)?;
        }
    }
    worksheet.set_freeze_panes(head + 1, 0)?;
    worksheet.set_repeat_rows(head, head)?;
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if columns.iter().map(|placed| placed.width).sum::<usize>() > 90 {
        worksheet.set_landscape();
    }
    Ok(())
}
