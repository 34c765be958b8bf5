//! The tables of a factsheet as one workbook: a sheet that lists them, then a sheet a table.

mod contents;
mod looks;
mod names;
mod sheet;
mod texts;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::factsheet::blocks::Blocks;
use crate::factsheet::shown::Shown;
use crate::{Error, Language, Table};

/// A table of the factsheet and the sheet it stands on.
struct Tabled<'a> {
    shown: &'a Shown,
    table: &'a Table,
    sheet: String,
}

impl Tabled<'_> {
    /// What the table is called: a sentence has no title, but it has an id.
    fn title(&self) -> &str {
        if self.table.title.is_empty() { &self.shown.id } else { &self.table.title }
    }
}

/// Returns the workbook with all tables of a factsheet, also those of which readers see a chart or
/// a sentence alone.
///
/// # Errors
///
/// [`Error::Office`] if a table has more rows or columns than a sheet can hold.
pub(in crate::factsheet) fn workbook(page: &Blocks, language: Language) -> Result<Vec<u8>, Error> {
    made(page, language).map_err(|error| Error::Office { form: "XLSX", reason: error.to_string() })
}

fn made(page: &Blocks, language: Language) -> Result<Vec<u8>, XlsxError> {
    let contents = language.choose("Contents", "Overzicht");
    let shown = page.shown.iter().flatten();
    let with_data: Vec<(&Shown, &Table)> =
        shown.filter_map(|shown| Some((shown, shown.data.as_ref()?))).collect();
    let ids = with_data.iter().map(|(shown, _)| shown.id.as_str());
    let sheets = names::of_sheets(ids, contents);
    let tables: Vec<Tabled<'_>> = with_data
        .into_iter()
        .zip(sheets)
        .map(|((shown, table), sheet)| Tabled { shown, table, sheet })
        .collect();
    let mut workbook = Workbook::new();
    // A date of today would make other bytes tomorrow.
    let made_on = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = crate::visible::show_controls(&page.title);
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&made_on);
    workbook.set_properties(&properties);
    contents::write(&page.title, &tables, language, workbook.add_worksheet().set_name(contents)?)?;
    for table in &tables {
        let worksheet = workbook.add_worksheet().set_name(&table.sheet)?;
        sheet::write(table, language, worksheet)?;
    }
    workbook.save_to_buffer()
}
