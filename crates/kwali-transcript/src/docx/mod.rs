//! Word (`.docx`): the document as it reads with every tracked change accepted.

mod reader;
mod styles;

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::package::Package;
use crate::passage::Passage;
use crate::story::{LeftOut, Written};
use crate::xml::{Part, Step};
use crate::{Aside, Error, Format};

use reader::{Around, Entry, Note};

/// Namespaces of words, of the switch between drawings, and of formulas.
const NAMESPACES: [&str; 5] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
];

/// Returns the draft of a Word file: a line for every paragraph, footnotes at the end.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let mut package = Package::open(bytes, Format::Docx)?;
    let name = document_name(&mut package)?;
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut around = Around::default();
    let styles = in_folder(&folder, "styles.xml");
    if let Some(part) = package.part(&styles, "the styles (word/styles.xml)")? {
        around.styles = styles::read(&part)?;
    }
    let (asides, aside_numbers) = asides(&mut package, &folder, &around)?;
    around.asides = aside_numbers;
    let part = package.part(&name, "the document (word/document.xml)")?;
    let document = reader::read(&part.ok_or(no_document())?, &around)?;

    let mut left_out = document.left_out;
    let mut notes = BTreeMap::new();
    for note in [Note::Footnote, Note::Endnote] {
        if document.footnotes.iter().any(|(list, _)| *list == note) {
            notes.extend(notes_of(&mut package, &folder, note, &around, &mut left_out)?);
        }
    }
    left_out.headers = n_headers(&mut package, &folder)?;
    let footnotes = document.footnotes.iter().map(|sign| notes.remove(sign).unwrap_or_default());
    let footnotes = footnotes.collect();
    Ok(Draft::of_written(Written { lines: document.lines, footnotes, asides, left_out }))
}

/// Returns the name of the part that holds the words.
fn document_name(package: &mut Package) -> Result<String, Error> {
    let usual = "word/document.xml";
    if package.has(usual) {
        return Ok(usual.to_owned());
    }
    let relations = package.part("_rels/.rels", "the list of parts (_rels/.rels)")?;
    relations.and_then(|part| main_target(&part.xml)).ok_or(no_document())
}

fn no_document() -> Error {
    Error::NotInFormat { format: Format::Docx, why: "it has no part word/document.xml" }
}

/// The target of the relation to the main document, without a leading slash.
fn main_target(relations: &str) -> Option<String> {
    let main = relations.split('<').find(|tag| tag.contains("/officeDocument\""))?;
    let (_, behind) = main.split_once("Target=\"")?;
    let (target, _) = behind.split_once('"')?;
    Some(target.trim_start_matches('/').to_owned())
}

/// Returns the comments, and from the id of each to its number among them.
fn asides(
    package: &mut Package,
    folder: &str,
    around: &Around,
) -> Result<(Vec<Aside>, BTreeMap<String, usize>), Error> {
    let name = in_folder(folder, "comments.xml");
    let Some(part) = package.part(&name, "the comments (word/comments.xml)")? else {
        return Ok(Default::default());
    };
    let (mut asides, mut numbers) = (Vec::new(), BTreeMap::new());
    for (Entry { id, author, date }, document) in reader::read_each(&part, "comment", around)? {
        let aside = Aside::new(author.as_deref(), date.as_deref(), &document.lines);
        if !aside.words.is_empty() {
            numbers.insert(id, asides.len());
            asides.push(aside);
        }
    }
    Ok((asides, numbers))
}

/// Reads all notes of a list, each by itself.
fn notes_of(
    package: &mut Package,
    folder: &str,
    note: Note,
    around: &Around,
    left_out: &mut LeftOut,
) -> Result<BTreeMap<(Note, String), Vec<Passage>>, Error> {
    let (name, element, what) = match note {
        Note::Footnote => ("footnotes.xml", "footnote", "the footnotes (word/footnotes.xml)"),
        Note::Endnote => ("endnotes.xml", "endnote", "the endnotes (word/endnotes.xml)"),
    };
    let mut notes = BTreeMap::new();
    let Some(part) = package.part(&in_folder(folder, name), what)? else { return Ok(notes) };
    for (entry, document) in reader::read_each(&part, element, around)? {
        left_out.add(document.left_out);
        notes.insert((note, entry.id), document.lines);
    }
    Ok(notes)
}

/// Headers and footers that have more in them than page numbers.
fn n_headers(package: &mut Package, folder: &str) -> Result<usize, Error> {
    let is_header = |name: &String| {
        let file = name.strip_prefix(&in_folder(folder, "")).unwrap_or_default();
        (file.starts_with("header") || file.starts_with("footer")) && file.ends_with(".xml")
    };
    let mut n_headers = 0;
    for name in package.names().into_iter().filter(is_header) {
        let Some(part) = package.part(&name, "a header or footer")? else { continue };
        let has_words = |line: &Passage| line.words.contains(char::is_alphabetic);
        let document = reader::read(&part, &Around::default())?;
        n_headers += usize::from(document.lines.iter().any(has_words));
    }
    Ok(n_headers)
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn walk(part: &Part, take: &mut dyn FnMut(Step)) -> Result<(), Error> {
    crate::xml::walk(part, &NAMESPACES, take)
}

/// True unless the value of a property that is on or off says off.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}
