//! The factsheet as PDF: A4, tagged, with everything in it that it needs.
//!
//! The blocks become a sheet, which is data; fixed templates of typst set it.

mod exhibit;
mod grid;
mod press;
mod sheet;
mod table;
mod widths;
mod words;

use super::blocks::Blocks;
use super::build::Options;
use crate::Error;

/// Returns the PDF of a factsheet: the same bytes for the same factsheet.
pub(super) fn write(page: &Blocks, options: &Options) -> Result<Vec<u8>, Error> {
    press::print(sheet::write(page, options)?, &options.program_version)
}

#[cfg(test)]
mod tests;
