//! The XML of a part, step by step.

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::package::Part;
use crate::Error;

/// Namespaces of words, of the switch between drawings, and of formulas.
const WORDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const SWITCH: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
const FORMULAS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
];

/// One step through the XML of a part; names are local to the namespaces above.
pub(super) enum Step<'a> {
    /// An element begins.
    Start(&'a str, &'a BytesStart<'a>),
    /// An element ends.
    End(&'a str),
    /// Characters.
    Text(&'a str),
}

/// Walks through the XML of a part; elements of other namespaces have no name.
pub(super) fn walk(part: &Part, take: &mut dyn FnMut(Step)) -> Result<(), Error> {
    let mut reader = NsReader::from_str(&part.xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        let event = match reader.read_resolved_event() {
            Ok((namespace, event)) => (is_ours(&namespace), event),
            Err(error) => {
                let byte = reader.error_position();
                return Err(Error::DamagedXml { part: part.what, byte, source: error.into() });
            }
        };
        match event {
            (is_ours, Event::Start(start)) => {
                depth += 1;
                let name = start.local_name().into_inner();
                take(Step::Start(if is_ours { name } else { "" }, &start));
            }
            (is_ours, Event::End(end)) => {
                depth = depth.saturating_sub(1);
                take(Step::End(if is_ours { end.local_name().into_inner() } else { "" }));
            }
            (_, Event::Text(text)) => take(Step::Text(&text.xml10_content())),
            (_, Event::CData(text)) => take(Step::Text(&text.xml10_content())),
            (_, Event::GeneralRef(reference)) => take(Step::Text(&resolved(&reference))),
            (_, Event::Eof) if depth > 0 => {
                let byte = reader.buffer_position();
                let source = "the file breaks off".into();
                return Err(Error::DamagedXml { part: part.what, byte, source });
            }
            (_, Event::Eof) => return Ok(()),
            _ => {}
        }
    }
}

/// Returns an attribute by its local name.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    Some(found.value.into_owned())
}

fn is_ours(namespace: &ResolveResult) -> bool {
    match namespace {
        ResolveResult::Bound(namespace) => {
            WORDS.contains(&namespace.0) || namespace.0 == SWITCH || FORMULAS.contains(&namespace.0)
        }
        _ => false,
    }
}

fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return char.to_string();
    }
    let name = reference.xml10_content();
    resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}
