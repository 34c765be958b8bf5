//! The parts of a spreadsheet: a zip archive of XML files that are read as they are unpacked.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Cause, Error};

/// No part is unpacked beyond this, in bytes.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// A part may always have this many bytes, and beyond it this many times its packed size.
const FREE: u64 = 8 * 1024 * 1024;
const RATIO: u64 = 400;

/// An open spreadsheet.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

/// One step through the XML of a part; names are without their prefixes.
pub(super) enum Step<'a> {
    /// An element begins.
    Start(&'a str, &'a BytesStart<'a>),
    /// An element ends.
    End(&'a str),
    /// Characters.
    Text(&'a str),
}

/// Whether to read on.
pub(super) enum Go {
    On,
    Stop,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Error::DamagedArchive { part: None, source: error.into() })?;
        Ok(Package { archive })
    }

    /// Walks through the XML of a part; says whether there is such a part.
    pub(super) fn walk(
        &mut self,
        name: &str,
        what: &'static str,
        take: &mut dyn FnMut(Step) -> Result<Go, Error>,
    ) -> Result<bool, Error> {
        let damaged = |error: Cause| Error::DamagedArchive { part: Some(what), source: error };
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(false),
            Err(error) => return Err(damaged(error.into())),
        };
        let limit = MOST_UNPACKED.min(FREE.max(file.compressed_size().saturating_mul(RATIO)));
        let mut reader = Reader::from_reader(BufReader::new(file.take(limit)));
        reader.config_mut().expand_empty_elements = true;
        let (mut buffer, mut depth) = (Vec::new(), 0usize);
        loop {
            buffer.clear();
            let event = match reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => {
                    return Err(damaged(
                        std::io::Error::new(error.kind(), error.to_string()).into(),
                    ));
                }
                Err(error) => {
                    let byte = reader.error_position();
                    return Err(ended(byte, limit, what).unwrap_or(Error::DamagedXml {
                        part: what,
                        byte,
                        source: error.into(),
                    }));
                }
            };
            let go = match event {
                Event::Start(start) => {
                    depth += 1;
                    take(Step::Start(start.local_name().into_inner(), &start))?
                }
                Event::End(end) => {
                    depth = depth.saturating_sub(1);
                    take(Step::End(end.local_name().into_inner()))?
                }
                Event::Text(text) => take(Step::Text(&text.xml10_content()))?,
                Event::CData(text) => take(Step::Text(&text.xml10_content()))?,
                Event::GeneralRef(reference) => take(Step::Text(&resolved(&reference)))?,
                Event::Eof if depth > 0 => {
                    let byte = reader.buffer_position();
                    let source = "the file breaks off".into();
                    let broken = Error::DamagedXml { part: what, byte, source };
                    return Err(ended(byte, limit, what).unwrap_or(broken));
                }
                Event::Eof => return Ok(true),
                _ => Go::On,
            };
            if matches!(go, Go::Stop) {
                return Ok(true);
            }
        }
    }
}

/// The error of a part that was cut off since it is far larger than its archive makes likely.
fn ended(byte: u64, limit: u64, what: &'static str) -> Option<Error> {
    (byte + 64 * 1024 >= limit).then_some(Error::Inflated { part: what, limit: limit as usize })
}

/// Returns an attribute by its name without prefix.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found.value.into_owned();
    let unescaped = quick_xml::escape::unescape(&value).map(|value| value.into_owned());
    Some(unescaped.unwrap_or(value))
}

fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return char.to_string();
    }
    let name = reference.xml10_content();
    resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}
