//! Tables as text: comma-, semicolon- or tab-separated.

use kwali_text::{Rows, TableError as RowsError};

use super::{Cells, ReadSheet, Sheet};
use crate::encoding::{Decoded, decode};
use crate::{Error, Format, NoteKind, ReadOptions, TableError};

/// Reads a text file as a table.
pub(super) fn read(
    format: Format,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<ReadSheet, Error> {
    let Decoded { text, encoding, guessed } = decode(bytes, options.encoding.as_deref())?;
    let stated = (format == Format::Tsv && text.contains('\t')).then_some(b'\t');
    let Rows { rows, separator, unclosed } =
        Rows::read(&text, stated).map_err(|error| match error {
            RowsError::Unreadable(line) => TableError::NoRow { line }.into(),
            RowsError::Empty | RowsError::NotText(_) => Error::Empty,
        })?;
    if let Some(line) = unclosed {
        return Err(TableError::UnclosedQuote { line }.into());
    }
    let mut cells = Cells::default();
    for row in &rows {
        for (column, cell) in row.cells().enumerate() {
            cells.put((row.line - 1, column), cell)?;
        }
    }
    let sheet = Sheet { name: None, rows: cells.finish() };
    let guessed = guessed.then(|| NoteKind::EncodingGuessed(encoding.clone()).at(None));
    Ok(ReadSheet {
        sheet,
        encoding: Some(encoding),
        separator: Some(char::from(separator)),
        notes: guessed.into_iter().collect(),
    })
}
