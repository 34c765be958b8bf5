//! The XML of a part, step by step.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{LocalName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use crate::Error;

/// A part as text, with what it is for messages.
pub(crate) struct Part {
    pub(crate) xml: String,
    pub(crate) what: &'static str,
}

impl Part {
    /// Decodes a part: XML is in UTF-8 unless a byte order mark says UTF-16.
    pub(crate) fn decoded(bytes: Vec<u8>, what: &'static str) -> Result<Part, Error> {
        if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
            let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
            return Ok(Part { xml: text.into_owned(), what });
        }
        let xml = String::from_utf8(bytes).map_err(|error| Error::DamagedXml {
            part: what,
            byte: error.utf8_error().valid_up_to() as u64,
            source: error.into(),
        })?;
        Ok(Part { xml, what })
    }
}

/// One step through the XML of a part; names are local.
pub(crate) enum Step<'a> {
    /// An element begins.
    Start(&'a str, &'a BytesStart<'a>),
    /// An element ends.
    End(&'a str),
    /// Characters.
    Text(&'a str),
}

/// Walks through the XML of a part; elements of other namespaces than these have no name.
pub(crate) fn walk(
    part: &Part,
    namespaces: &[&str],
    take: &mut dyn FnMut(Step),
) -> Result<(), Error> {
    let mut reader = NsReader::from_str(&part.xml);
    let mut depth = 0usize;
    loop {
        let event = match reader.read_resolved_event() {
            Ok((namespace, event)) => (is_among(&namespace, namespaces), event),
            Err(error) => {
                let byte = reader.error_position();
                return Err(Error::DamagedXml { part: part.what, byte, source: error.into() });
            }
        };
        match event {
            (is_ours, Event::Start(start)) => {
                depth += 1;
                take(Step::Start(known(is_ours, start.local_name()), &start));
            }
            (is_ours, Event::End(end)) => {
                depth = depth.saturating_sub(1);
                take(Step::End(known(is_ours, end.local_name())));
            }
            (is_ours, Event::Empty(start)) => {
                let name = known(is_ours, start.local_name());
                take(Step::Start(name, &start));
                take(Step::End(name));
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
            // No program writes one; its entities could unfold without end or name other files.
            (_, Event::DocType(_)) => {
                let byte = reader.buffer_position();
                let source =
                    "it declares a document type, which files of this kind never do".into();
                return Err(Error::DamagedXml { part: part.what, byte, source });
            }
            _ => {}
        }
    }
}

/// Returns an attribute by its local name, with what stands for characters resolved.
pub(crate) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    match found.normalized_value(XmlVersion::Implicit1_0) {
        Ok(value) => Some(value.into_owned()),
        Err(_) => Some(found.value.into_owned()),
    }
}

/// The name of an element of ours.
fn known(is_ours: bool, name: LocalName<'_>) -> &str {
    if is_ours { name.into_inner() } else { "" }
}

fn is_among(namespace: &ResolveResult, namespaces: &[&str]) -> bool {
    matches!(namespace, ResolveResult::Bound(bound) if namespaces.contains(&bound.0))
}

fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return char.to_string();
    }
    let name = reference.xml10_content();
    resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}
