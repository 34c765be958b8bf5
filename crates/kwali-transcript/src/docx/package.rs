//! The parts of a Word file: a zip archive of XML files.

use std::io::{Cursor, ErrorKind, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Error;

/// No part is unpacked beyond this, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;
/// A part may always have this many bytes, and beyond it this many times its packed size: XML
/// shrinks to a tenth, a file made to fill memory to a thousandth.
const FREE: usize = 8 * 1024 * 1024;
const RATIO: usize = 200;

/// An open Word file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

/// A part as text, with what it is for messages.
pub(super) struct Part {
    pub(super) xml: String,
    pub(super) what: &'static str,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Error> {
        if !bytes.starts_with(b"PK") {
            return Err(Error::NotDocx("it is no zip archive"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(None, error))?;
        Ok(Package { archive })
    }

    /// Returns the names of all parts in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort_unstable();
        names
    }

    /// Returns the name of the part that holds the words.
    pub(super) fn document_name(&mut self) -> Result<String, Error> {
        let usual = "word/document.xml";
        if self.archive.index_for_name(usual).is_some() {
            return Ok(usual.to_owned());
        }
        let relations = self.part("_rels/.rels", "the list of parts (_rels/.rels)")?;
        let target = relations.and_then(|part| main_target(&part.xml));
        target.ok_or(Error::NotDocx("it has no part word/document.xml"))
    }

    /// Returns a part; `None` if there is none of that name.
    pub(super) fn part(&mut self, name: &str, what: &'static str) -> Result<Option<Part>, Error> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(Some(what), error)),
        };
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let limit = LIMIT.min(FREE.max(packed.saturating_mul(RATIO)));
        let mut bytes = Vec::new();
        let unpacked = file.take(limit as u64 + 1).read_to_end(&mut bytes);
        unpacked
            .map_err(|error| Error::DamagedArchive { part: Some(what), source: error.into() })?;
        if bytes.len() > limit {
            return Err(Error::Inflated { part: what, limit });
        }
        Ok(Some(Part { xml: decoded(bytes, what)?, what }))
    }
}

/// XML is in UTF-8 unless a byte order mark says UTF-16.
fn decoded(bytes: Vec<u8>, what: &'static str) -> Result<String, Error> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok(text.into_owned());
    }
    String::from_utf8(bytes).map_err(|error| Error::DamagedXml {
        part: what,
        byte: error.utf8_error().valid_up_to() as u64,
        source: error.into(),
    })
}

/// The target of the relation to the main document, without a leading slash.
fn main_target(relations: &str) -> Option<String> {
    let main = relations.split('<').find(|tag| tag.contains("/officeDocument\""))?;
    let (_, behind) = main.split_once("Target=\"")?;
    let (target, _) = behind.split_once('"')?;
    Some(target.trim_start_matches('/').to_owned())
}

fn damaged(part: Option<&'static str>, error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(_) => {
            Error::NotDocx("it is packed or locked in a way of its own")
        }
        ZipError::Io(error) if error.kind() == ErrorKind::Unsupported => {
            Error::NotDocx("it is packed in a way that is not known")
        }
        error => Error::DamagedArchive { part, source: error.into() },
    }
}
