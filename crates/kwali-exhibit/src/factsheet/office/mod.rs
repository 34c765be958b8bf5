//! The forms of a factsheet for office programs: a document to edit, and tables with real numbers.

mod csv;
mod docx;
mod xlsx;

pub(super) use csv::separate_tables;
pub(super) use docx::document;
pub(super) use xlsx::workbook;
