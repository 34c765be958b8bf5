//! What stands in a workbook.

use std::collections::BTreeMap;

use super::{Element, Package};

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// What stands in it, by row and column, counted from 0; cells without a value are left out.
    pub cells: BTreeMap<(usize, usize), SheetCell>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetCell {
    /// A text.
    Text(String),
    /// A number and the format it is shown in.
    Number(f64, String),
}

/// Returns the sheets of a workbook.
///
/// # Panics
///
/// If it cannot be read, or a cell holds anything but texts and numbers.
pub fn sheets(package: &Package) -> Vec<Sheet> {
    let texts = match package.part("xl/sharedStrings.xml") {
        Some(_) => package.xml("xl/sharedStrings.xml"),
        None => Element::default(),
    };
    let texts: Vec<String> = texts.all("si").map(text_of).collect();
    let formats = formats(&package.xml("xl/styles.xml"));
    let workbook = package.xml("xl/workbook.xml");
    let relations = package.xml("xl/_rels/workbook.xml.rels");
    let sheet = |sheet: &Element| {
        let id = sheet.attribute("r:id").unwrap();
        let mut targets = relations.all("Relationship");
        let target = targets.find(|relation| relation.attribute("Id") == Some(id)).unwrap();
        let tree = package.xml(&format!("xl/{}", target.attribute("Target").unwrap()));
        let cells = tree.within().into_iter().filter(|element| element.name == "c");
        let cells = cells.filter_map(|cell| Some((place(cell)?, value(cell, &texts, &formats)?)));
        Sheet { name: sheet.attribute("name").unwrap().to_owned(), cells: cells.collect() }
    };
    workbook.child("sheets").unwrap().all("sheet").map(sheet).collect()
}

fn text_of(item: &Element) -> String {
    let texts = item.within().into_iter().filter(|element| element.name == "t");
    texts.map(|text| text.text.as_str()).collect()
}

/// The formats of numbers by the number of a cell's style.
fn formats(styles: &Element) -> Vec<String> {
    let own: BTreeMap<&str, &str> = styles
        .child("numFmts")
        .iter()
        .flat_map(|formats| formats.all("numFmt"))
        .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
        .collect();
    let format = |style: &Element| {
        let id = style.attribute("numFmtId").unwrap_or("0");
        own.get(id).map_or_else(|| id.to_owned(), |format| (*format).to_owned())
    };
    styles.child("cellXfs").unwrap().all("xf").map(format).collect()
}

fn place(cell: &Element) -> Option<(usize, usize)> {
    let name = cell.attribute("r")?;
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |column, b| column * 26 + usize::from(b - b'A' + 1));
    Some((name[letters.len()..].parse::<usize>().ok()? - 1, column - 1))
}

fn value(cell: &Element, texts: &[String], formats: &[String]) -> Option<SheetCell> {
    let value = &cell.child("v")?.text;
    Some(match cell.attribute("t") {
        Some("s") => SheetCell::Text(texts[value.parse::<usize>().unwrap()].clone()),
        None | Some("n") => {
            let style: usize = cell.attribute("s").unwrap_or("0").parse().unwrap();
            SheetCell::Number(value.parse().unwrap(), formats[style].clone())
        }
        Some(other) => panic!("a cell holds {other}"),
    })
}
