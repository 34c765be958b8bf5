//! The XML of annotation programs, element by element.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::Error;

/// One step through a file.
pub(super) enum Step<'a> {
    Start(&'a str, &'a BytesStart<'a>),
    End(&'a str),
    Text(&'a str),
}

/// Walks through an XML file; entities that it declares itself are not followed.
pub(super) fn walk(text: &str, take: &mut dyn FnMut(Step)) -> Result<(), Error> {
    let damaged = |byte: u64, source| Error::DamagedXml { part: "the file", byte, source };
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        let event = reader.read_event();
        match event.map_err(|error| damaged(reader.error_position(), error.into()))? {
            Event::Start(start) => {
                depth += 1;
                take(Step::Start(start.local_name().into_inner(), &start));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Step::End(end.local_name().into_inner()));
            }
            Event::Text(text) => take(Step::Text(&text.xml10_content())),
            Event::CData(text) => take(Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => take(Step::Text(&resolved(&reference))),
            Event::Eof if depth > 0 => {
                return Err(damaged(reader.buffer_position(), "the file breaks off".into()));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Returns an attribute by its local name, with its references resolved.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found.value.into_owned();
    Some(quick_xml::escape::unescape(&value).map_or(value.clone(), |plain| plain.into_owned()))
}

fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return char.to_string();
    }
    let name = reference.xml10_content();
    resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}
