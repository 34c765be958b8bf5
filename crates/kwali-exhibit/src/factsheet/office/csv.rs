//! The tables of a factsheet as CSV, a file a table.

use std::collections::BTreeMap;

use crate::factsheet::blocks::Blocks;
use crate::{Error, Format, Style, Table};

/// Returns the tables of a factsheet by their files: `FOLDER/ID.csv`.
///
/// Also those of which readers see a chart or a sentence alone. Columns are those for machines.
///
/// # Errors
///
/// [`Error::Office`] if a table cannot be written.
pub(in crate::factsheet) fn separate_tables(
    page: &Blocks,
    folder: &str,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let shown = page.shown.iter().flatten();
    let tables = shown.filter_map(|shown| Some((&shown.id, shown.data.as_ref()?)));
    let file = |(id, table): (&String, &Table)| {
        let mut bytes = Vec::new();
        table
            .write(Format::Csv, Style::default(), &mut bytes)
            .map_err(|error| Error::Office { form: "CSV", reason: error.to_string() })?;
        Ok((format!("{folder}/{id}.csv"), bytes))
    };
    tables.map(file).collect()
}
