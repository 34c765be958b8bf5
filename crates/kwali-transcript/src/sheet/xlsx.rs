//! Excel workbooks (.xlsx).

mod styles;
mod worksheet;

use super::date::Epoch;
use super::package::{Go, Package, Step, attribute};
use super::{ReadSheet, Sheet};
use crate::{Error, Note, TableError, TableNote};
use styles::Styles;
use worksheet::Values;

const WORKBOOK: &str = "xl/workbook.xml";
/// The shared strings of a workbook have no more bytes.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// A sheet of the workbook and the part it is in.
struct Listed {
    name: String,
    part: String,
}

/// What the workbook says of itself.
#[derive(Default)]
struct Workbook {
    sheets: Vec<Listed>,
    epoch: Epoch,
    styles: Option<String>,
    strings: Option<String>,
}

/// Reads one sheet of a workbook.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<ReadSheet, Error> {
    let mut package = Package::open(bytes)?;
    let workbook = workbook(&mut package)?;
    let values = Values {
        strings: strings(&mut package, workbook.strings.as_deref())?,
        styles: Styles::read(&mut package, workbook.styles.as_deref())?,
        epoch: workbook.epoch,
    };
    let names: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut filled = Vec::new();
    for (place, sheet) in workbook.sheets.iter().enumerate() {
        if worksheet::has_cells(&mut package, &sheet.part)? {
            filled.push(place);
        }
    }
    let (place, note) = super::chosen(&names, &filled, wanted)?;
    let (rows, mut notes) = worksheet::read(&mut package, &workbook.sheets[place].part, &values)?;
    notes.extend(note);
    let sheet = Sheet { name: Some(names[place].clone()), rows };
    Ok(ReadSheet { sheet, encoding: None, separator: None, notes })
}

fn workbook(package: &mut Package) -> Result<Workbook, Error> {
    let (mut workbook, mut ids) = (Workbook::default(), Vec::new());
    let what = "the workbook (xl/workbook.xml)";
    let is_there = package.walk(WORKBOOK, what, &mut |step| {
        match step {
            Step::Start("sheet", start) => {
                let name = attribute(start, "name").unwrap_or_default();
                ids.push((name, attribute(start, "id").unwrap_or_default()));
            }
            Step::Start("workbookPr", start) => {
                let counts = attribute(start, "date1904");
                if counts.is_some_and(|value| value == "1" || value == "true") {
                    workbook.epoch = Epoch::Of1904;
                }
            }
            _ => {}
        }
        Ok(Go::On)
    })?;
    if !is_there {
        return Err(TableError::NotSpreadsheet("it has no part xl/workbook.xml").into());
    }
    let mut targets = Vec::new();
    let what = "the list of parts (xl/_rels/workbook.xml.rels)";
    package.walk("xl/_rels/workbook.xml.rels", what, &mut |step| {
        if let Step::Start("Relationship", start) = step {
            let part = part_name(&attribute(start, "Target").unwrap_or_default());
            let kind = attribute(start, "Type").unwrap_or_default();
            match kind.rsplit('/').next() {
                Some("styles") => workbook.styles = Some(part),
                Some("sharedStrings") => workbook.strings = Some(part),
                Some("worksheet") => {
                    targets.push((attribute(start, "Id").unwrap_or_default(), part));
                }
                _ => {}
            }
        }
        Ok(Go::On)
    })?;
    for (name, id) in ids {
        // A sheet that is a chart has no cells.
        if let Some((_, part)) = targets.iter().find(|(other, _)| *other == id) {
            workbook.sheets.push(Listed { name, part: part.clone() });
        }
    }
    Ok(workbook)
}

/// The name of a part from a target that is relative to `xl/`.
fn part_name(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    }
}

/// Reads the texts that cells refer to; of East Asian ones without how they are pronounced.
fn strings(package: &mut Package, part: Option<&str>) -> Result<Vec<String>, Error> {
    let Some(part) = part else { return Ok(Vec::new()) };
    let (mut strings, mut text, mut in_text, mut aside) = (Vec::new(), String::new(), false, false);
    let mut n_bytes = 0;
    package.walk(part, "the list of texts (xl/sharedStrings.xml)", &mut |step| {
        match step {
            Step::Start("t", _) => in_text = !aside,
            Step::End("t") => in_text = false,
            Step::Start("rPh", _) => aside = true,
            Step::End("rPh") => aside = false,
            Step::Text(words) if in_text => text.push_str(words),
            Step::End("si") => {
                n_bytes += text.len() + 24;
                if n_bytes > MOST_BYTES {
                    let part = "the list of texts (xl/sharedStrings.xml)";
                    return Err(Error::Inflated { part, limit: MOST_BYTES });
                }
                strings.push(without_escapes(&std::mem::take(&mut text)));
            }
            _ => {}
        }
        Ok(Go::On)
    })?;
    Ok(strings)
}

/// Turns `_x000D_` into the character it stands for.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        let char = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        plain.push_str(&rest[..at]);
        match char {
            Some(char) => {
                plain.push(char);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Tells of formulas whose values the workbook does not hold.
fn note_formulas(n_formulas: usize) -> Option<Note> {
    (n_formulas > 0).then(|| TableNote::FormulasWithoutValue(n_formulas).at(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_the_characters_they_stand_for() {
        for (written, expected) in [
            ("een_x000D_\ntwee", "een\r\ntwee"),
            ("_x005F_x000D_", "_x000D_"),
            ("een_xtwee_x00", "een_xtwee_x00"),
            ("_xD800_", "_xD800_"),
            ("_x00é_", "_x00é_"),
        ] {
            assert_eq!(without_escapes(written), expected);
        }
    }

    #[test]
    fn parts_lie_beside_the_workbook() {
        assert_eq!(part_name("worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_name("/xl/styles.xml"), "xl/styles.xml");
    }
}
