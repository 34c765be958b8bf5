//! The XML of a part, step by step.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{PrefixDeclaration, QName};
use quick_xml::{Reader, XmlVersion};

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
    let mut reader = Reader::from_str(&part.xml);
    let mut prefixes = Prefixes { namespaces, declared: Vec::new() };
    // Of every element that is open, whether it is ours.
    let mut open: Vec<bool> = Vec::new();
    let damaged = |byte, source| Error::DamagedXml { part: part.what, byte, source };
    loop {
        let event = reader.read_event();
        match event.map_err(|error| damaged(reader.error_position(), error.into()))? {
            Event::Start(start) => {
                prefixes.enter(open.len(), &start);
                let name = prefixes.name(start.name());
                open.push(!name.is_empty());
                take(Step::Start(name, &start));
            }
            Event::Empty(start) => {
                prefixes.enter(open.len(), &start);
                let name = prefixes.name(start.name());
                take(Step::Start(name, &start));
                take(Step::End(name));
                prefixes.leave(open.len());
            }
            Event::End(end) => {
                let is_ours = open.pop().unwrap_or(false);
                take(Step::End(if is_ours { parts(end.name()).1 } else { "" }));
                prefixes.leave(open.len());
            }
            Event::Text(text) => take(Step::Text(&text.xml10_content())),
            Event::CData(text) => take(Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => take(Step::Text(&resolved(&reference))),
            Event::Eof if !open.is_empty() => {
                return Err(damaged(reader.buffer_position(), "the file breaks off".into()));
            }
            Event::Eof => return Ok(()),
            // No program writes one; its entities could unfold without end or name other files.
            Event::DocType(_) => {
                let source = "it declares a document type, which files of this kind never do";
                return Err(damaged(reader.buffer_position(), source.into()));
            }
            _ => {}
        }
    }
}

/// Which prefixes of names stand for namespaces of ours, where the walk has come to.
struct Prefixes<'n> {
    namespaces: &'n [&'n str],
    /// Declarations that hold, the innermost last.
    declared: Vec<Declared>,
}

struct Declared {
    /// How many elements are open around the one that declares.
    depth: usize,
    /// Empty for the namespace of names without a prefix.
    prefix: String,
    is_ours: bool,
}

impl Prefixes<'_> {
    /// Notices what an element declares; hardly any but the outermost one does.
    fn enter(&mut self, depth: usize, start: &BytesStart) {
        let attributes = &start[start.name().into_inner().len()..];
        if attributes.is_empty() || !attributes.contains("xmlns") {
            return;
        }
        for attribute in start.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.as_namespace_binding() {
                Some(PrefixDeclaration::Named(prefix)) => prefix.to_owned(),
                Some(PrefixDeclaration::Default) => String::new(),
                None => continue,
            };
            let is_ours = self.namespaces.contains(&attribute.value.as_ref());
            self.declared.push(Declared { depth, prefix, is_ours });
        }
    }

    /// Forgets what an element of this depth has declared, at its end.
    fn leave(&mut self, depth: usize) {
        while self.declared.pop_if(|declared| declared.depth >= depth).is_some() {}
    }

    /// Returns the local name of an element of ours, and nothing for another one.
    fn name<'a>(&self, name: QName<'a>) -> &'a str {
        let (prefix, local_name) = parts(name);
        let is_it = |declared: &&Declared| declared.prefix.bytes().eq(prefix.bytes());
        let declared = self.declared.iter().rev().find(is_it);
        if declared.is_some_and(|declared| declared.is_ours) { local_name } else { "" }
    }
}

/// Returns the prefix and the local name: byte by byte, as both are short.
fn parts(name: QName<'_>) -> (&str, &str) {
    let name = name.into_inner();
    match name.bytes().position(|byte| byte == b':') {
        Some(colon) => (&name[..colon], &name[colon + 1..]),
        None => ("", name),
    }
}

/// Returns an attribute by its local name, with what stands for characters resolved.
pub(crate) fn attribute<'a>(start: &'a BytesStart, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| parts(attribute.key).1 == name)?;
    let stands_for_others = |byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r');
    if !found.value.bytes().any(stands_for_others) {
        return Some(found.value);
    }
    match found.normalized_value(XmlVersion::Implicit1_0) {
        Ok(value) => Some(value.into_owned().into()),
        Err(_) => Some(found.value),
    }
}

fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return char.to_string();
    }
    let name = reference.xml10_content();
    resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}
