//! Which cell formats of a workbook show dates.

use crate::Error;
use crate::sheet::date::{is_date_format, is_date_number};
use crate::sheet::package::{Go, Package, Step, attribute};

/// The cell formats of a workbook.
#[derive(Default)]
pub(super) struct Styles {
    /// By the number that a cell names: whether it shows a date.
    shows_date: Vec<bool>,
}

impl Styles {
    pub(super) fn read(package: &mut Package, part: Option<&str>) -> Result<Styles, Error> {
        let Some(part) = part else { return Ok(Styles::default()) };
        let (mut styles, mut own, mut in_formats) = (Styles::default(), Vec::new(), false);
        package.walk(part, "the styles (xl/styles.xml)", &mut |step| {
            match step {
                Step::Start("numFmt", start) => {
                    let code = attribute(start, "formatCode").unwrap_or_default();
                    own.push((number(attribute(start, "numFmtId")), is_date_format(&code)));
                }
                Step::Start("cellXfs", _) => in_formats = true,
                Step::End("cellXfs") => in_formats = false,
                Step::Start("xf", start) if in_formats => {
                    let format = number(attribute(start, "numFmtId"));
                    let stated = own.iter().find(|(other, _)| *other == format);
                    let built_in = format.is_some_and(is_date_number);
                    styles.shows_date.push(stated.map_or(built_in, |(_, is_date)| *is_date));
                }
                _ => {}
            }
            Ok(Go::On)
        })?;
        Ok(styles)
    }

    /// True if a cell of this format shows a date or a time.
    pub(super) fn shows_date(&self, format: Option<usize>) -> bool {
        format.and_then(|format| self.shows_date.get(format)).copied().unwrap_or_default()
    }
}

fn number(written: Option<String>) -> Option<u32> {
    written?.parse().ok()
}
