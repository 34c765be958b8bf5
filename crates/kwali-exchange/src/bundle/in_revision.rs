//! What files have in common whose rows are passages in a revision of a document's text.

use super::is_document;
use crate::ProblemKind;
use crate::records::DocumentRecord;
use crate::sheet::{Cells, Reader};

/// A file whose rows name documents of the bundle.
pub(super) struct RowsOfDocuments<'a> {
    pub(super) file: &'static str,
    pub(super) columns: &'a [&'static str],
    pub(super) required: &'a [&'static str],
    pub(super) documents: &'a [DocumentRecord],
}

impl RowsOfDocuments<'_> {
    /// Reads the rows; those that name no document of the bundle are told and left out.
    pub(super) fn read<T>(
        &self,
        reader: &mut Reader,
        record: impl Fn(&Cells<'_>) -> Result<T, ProblemKind>,
        document: impl Fn(&T) -> &str,
    ) -> Vec<T> {
        let Some(mut sheet) = reader.sheet(self.file, self.required) else {
            return Vec::new();
        };
        sheet.report_columns_beside(self.columns);
        let is_document = is_document(self.documents);
        let records = sheet.records(|cells| {
            let record = record(cells)?;
            is_document(document(&record))?;
            Ok(record)
        });
        reader.close(sheet);
        records
    }
}

/// Returns where a passage begins and ends, in characters, and in which revision.
pub(super) fn passage(cells: &Cells<'_>) -> Result<((usize, usize), u32), ProblemKind> {
    let number = |column| cells.number(column)?.ok_or(ProblemKind::EmptyCell(column));
    let position = (number("start")?, number("end")?);
    if position.0 >= position.1 {
        return Err(ProblemKind::BadCell { column: "end", expected: "more than `start`" });
    }
    let positive = |cell: &str| cell.parse().ok().filter(|&revision: &u32| revision > 0);
    let revision = cells.parsed("revision", "a whole number from 1", positive)?;
    Ok((position, revision.ok_or(ProblemKind::EmptyCell("revision"))?))
}
