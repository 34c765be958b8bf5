//! OpenDocument text (`.odt`): the document as it reads with every tracked change accepted.

mod reader;
mod styles;

use crate::draft::Draft;
use crate::package::Package;
use crate::style_sheet::StyleSheet;
use crate::xml::{Part, Step};
use crate::{Error, FileKind, Format};

const NAMESPACES: [&str; 8] = [
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "http://openoffice.org/2009/office",
    "http://purl.org/dc/elements/1.1/",
];

/// Returns the draft of an OpenDocument text: a line for every paragraph, footnotes at the end.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let mut styles = StyleSheet::default();
    let mut n_headers = 0;
    let content = if FileKind::of(bytes).is_none() {
        flat(bytes)?
    } else {
        let mut package = Package::open(bytes, Format::Odt)?;
        let content = package.part("content.xml", "the document (content.xml)")?;
        let content = content
            .ok_or(Error::NotInFormat { format: Format::Odt, why: "it has no content.xml" })?;
        if package.part("META-INF/manifest.xml", "the list of parts")?.is_some_and(is_locked) {
            return Err(Error::Locked);
        }
        if let Some(part) = package.part("styles.xml", "the styles (styles.xml)")? {
            n_headers = styles::read(&part, &mut styles)?;
        }
        content
    };
    n_headers += styles::read(&content, &mut styles)?;
    let mut written = reader::read(&content, &styles)?.ok_or_else(|| {
        let why = "it has no text in it (office:text)";
        Error::NotInFormat { format: Format::Odt, why }
    })?;
    written.left_out.headers = n_headers;
    Ok(Draft::of_written(written))
}

/// A document as one XML file (`.fodt`).
fn flat(bytes: &[u8]) -> Result<Part, Error> {
    let part = Part::decoded(bytes.to_vec(), "the document")?;
    if !part.xml.contains(NAMESPACES[0]) {
        let why = "it is neither a zip archive nor OpenDocument XML";
        return Err(Error::NotInFormat { format: Format::Odt, why });
    }
    Ok(part)
}

/// True if the list of parts says that they are encrypted.
fn is_locked(manifest: Part) -> bool {
    manifest.xml.contains("encryption-data")
}

fn walk(part: &Part, take: &mut dyn FnMut(Step)) -> Result<(), Error> {
    crate::xml::walk(part, &NAMESPACES, take)
}
