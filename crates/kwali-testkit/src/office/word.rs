//! What stands in a Word file.

use super::{Element, Package};

/// A table of a Word file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordTable {
    /// Its title, as programs tell it to who cannot see it.
    pub title: String,
    /// The rows of its headings.
    pub heads: Vec<Vec<String>>,
    /// Its other rows.
    pub rows: Vec<Vec<String>>,
}

/// Returns the tables of a Word file.
pub fn word_tables(package: &Package) -> Vec<WordTable> {
    let document = package.xml("word/document.xml");
    document.within().into_iter().filter(|element| element.name == "w:tbl").map(table).collect()
}

/// Returns the text of the document, a line a paragraph, with its style before it.
pub fn word_text(package: &Package) -> Vec<(String, String)> {
    let document = package.xml("word/document.xml");
    let paragraphs = document.within().into_iter().filter(|element| element.name == "w:p");
    paragraphs
        .map(|paragraph| {
            let style = paragraph.child("w:pPr").and_then(|looks| looks.child("w:pStyle"));
            let style = style.and_then(|style| style.attribute("w:val")).unwrap_or_default();
            (style.to_owned(), text(paragraph))
        })
        .collect()
}

fn table(table: &Element) -> WordTable {
    let title = table.child("w:tblPr").and_then(|looks| looks.child("w:tblCaption"));
    let title = title.and_then(|title| title.attribute("w:val")).unwrap_or_default().to_owned();
    let mut read = WordTable { title, ..WordTable::default() };
    for row in table.all("w:tr") {
        let cells = row.all("w:tc").map(cell).collect();
        let looks = row.child("w:trPr");
        match looks.and_then(|looks| looks.child("w:tblHeader")) {
            Some(_) => read.heads.push(cells),
            None => read.rows.push(cells),
        }
    }
    read
}

fn cell(cell: &Element) -> String {
    cell.all("w:p").map(text).collect::<Vec<_>>().join("\n")
}

/// The text of a paragraph; a line end within it is a line end.
fn text(paragraph: &Element) -> String {
    let piece = |element: &&Element| match element.name.as_str() {
        "w:t" => element.text.clone(),
        "w:br" => "\n".to_owned(),
        _ => String::new(),
    };
    paragraph.within().iter().map(piece).collect()
}
