//! XML as a tree.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// An element with what is in it; names have their prefixes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name, such as `w:p`.
    pub name: String,
    /// Its attributes in order.
    pub attributes: Vec<(String, String)>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text that stands directly in it.
    pub text: String,
}

impl Element {
    /// Reads a document; what is wrong with it is the error.
    pub fn read(bytes: &[u8]) -> Result<Element, String> {
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let mut reader = Reader::from_str(text);
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(start) => open.push(Element::started(&start)?),
                Event::Empty(start) => Element::close(&mut open, Element::started(&start)?),
                Event::End(_) => {
                    let done = open.pop().unwrap_or_default();
                    Element::close(&mut open, done);
                }
                Event::Text(text) => {
                    Element::push(&mut open, &text.xml10_content())?;
                }
                Event::GeneralRef(entity) => {
                    let resolved = match entity.resolve_char_ref() {
                        Ok(Some(character)) => character.to_string(),
                        _ => {
                            let name: &str = &entity;
                            let known = resolve_predefined_entity(name);
                            known.ok_or(format!("&{name}; is no entity"))?.to_owned()
                        }
                    };
                    Element::push(&mut open, &resolved)?;
                }
                Event::Eof => break,
                _ => {}
            }
        }
        match (open.len(), open.pop().map(|root| root.children)) {
            (1, Some(mut roots)) if roots.len() == 1 => Ok(roots.remove(0)),
            _ => {
                Err("there is not exactly one element at the top, or one is not closed".to_owned())
            }
        }
    }

    /// Returns the value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Returns the children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Returns the element and all within it, outer ones first, in the order of the file.
    pub fn within(&self) -> Vec<&Element> {
        let mut found = vec![self];
        found.extend(self.children.iter().flat_map(Element::within));
        found
    }

    fn started(start: &BytesStart<'_>) -> Result<Element, String> {
        let name = start.name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let key = attribute.key.as_ref().to_owned();
            let value =
                quick_xml::escape::unescape(&attribute.value).map_err(|error| error.to_string())?;
            check_characters(&value)?;
            attributes.push((key, value.into_owned()));
        }
        Ok(Element { name, attributes, ..Element::default() })
    }

    fn close(open: &mut [Element], done: Element) {
        if let Some(outer) = open.last_mut() {
            outer.children.push(done);
        }
    }

    fn push(open: &mut [Element], text: &str) -> Result<(), String> {
        check_characters(text)?;
        if let Some(element) = open.last_mut() {
            element.text.push_str(text);
        }
        Ok(())
    }
}

/// XML forbids most control characters, however they are written.
fn check_characters(text: &str) -> Result<(), String> {
    let is_forbidden = |c: char| matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    match text.chars().find(|&c| is_forbidden(c)) {
        None => Ok(()),
        Some(c) => Err(format!("{} is forbidden in XML", c.escape_unicode())),
    }
}
