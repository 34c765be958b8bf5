//! The factsheet as a Word file that a colleague can edit: styles, lists and tables are Word's own.
//!
//! The file is written element by element, in the order in which the schema (ECMA-376) wants them:
//! Word refuses files in which it is another.

mod blocks;
mod exhibits;
mod fit;
mod grid;
mod headings;
mod lists;
mod notes;
mod package;
mod pages;
mod picture;
mod runs;
mod writer;

use std::collections::BTreeMap;

use package::Package;
use writer::{Place, Writer};

use crate::factsheet::blocks::Blocks;
use crate::factsheet::shown::Showing;
use crate::{Error, Language};

const STYLES: &str = include_str!("parts/styles.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const FOOTER: &str = include_str!("parts/footer.xml");

/// The names that elements begin with, and what they stand for.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// Returns the factsheet as a Word file.
///
/// # Errors
///
/// If a chart cannot be drawn, or the file cannot be put together.
pub(in crate::factsheet) fn document(page: &Blocks, language: Language) -> Result<Vec<u8>, Error> {
    let mut charts = BTreeMap::new();
    for (place, shown) in page.shown.iter().enumerate() {
        if let Some(Showing::Exhibit(exhibit)) = shown.as_ref().map(|shown| &shown.content)
            && let Some(drawn) = &exhibit.chart
        {
            charts.insert(place, drawn.png()?);
        }
    }
    let pictures = charts.iter().map(|(place, png)| (format!("chart-{place}.png"), *png)).collect();
    let mut writer = Writer::new(page, charts, language)?;
    writer.blocks(&page.blocks, Place::default());
    writer.leftover_notes();
    let section = writer.last_section();
    let Writer { mut part, mut notes, lists, .. } = writer;
    part.xml = format!(
        "<w:document {NAMESPACES}>\n<w:body>\n{}{section}\n</w:body>\n</w:document>\n",
        part.xml
    );
    notes.xml = notes::part(&notes.xml);
    // Spelling is checked by the rules of a country.
    let tag = language.choose("en-GB", "nl-NL");
    let (decimal, separator) = language.choose((".", ","), (",", ";"));
    let settings = SETTINGS.replace("LANGUAGE", tag).replace("DECIMAL", decimal);
    let (of_page, of) = language.choose(("Page", "of"), ("Pagina", "van"));
    let package = Package {
        title: &page.title,
        language: tag,
        document: part,
        notes,
        fixed: vec![
            ("styles", STYLES.replace("LANGUAGE", tag)),
            ("numbering", lists.part()),
            ("settings", settings.replace("SEPARATOR", separator)),
            ("footer", FOOTER.replace("PAGE_WORD", of_page).replace("OF_WORD", of)),
        ],
        pictures,
    };
    package.zipped().map_err(|error| Error::Office { form: "DOCX", reason: error.to_string() })
}
