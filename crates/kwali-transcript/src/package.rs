//! The parts of a Word, OpenDocument or EPUB file: a zip archive of XML files.

use std::io::{Cursor, ErrorKind, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::xml::Part;
use crate::{Error, Format};

/// No more is unpacked than this of all parts together, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;
/// A part may always have this many bytes, and beyond it this many times its packed size: XML
/// shrinks to a tenth, a file made to fill memory to a thousandth.
const FREE: usize = 8 * 1024 * 1024;
const RATIO: usize = 200;
/// A document of a word processor has tens of parts, one with many pictures some thousands.
const MOST_PARTS: usize = 20_000;
/// The end of an archive: its length, its signature, and where in it the number of parts stands.
const END_LENGTH: usize = 22;
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END_COUNT: usize = 10;
/// The longest comment behind the end of an archive.
const LONGEST_COMMENT: usize = 0xffff;

/// An open archive.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    format: Format,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens the archive of a file in a format that is one.
    pub(crate) fn open(bytes: &'a [u8], format: Format) -> Result<Package<'a>, Error> {
        if !bytes.starts_with(b"PK") {
            return Err(Error::NotInFormat { format, why: "it is no zip archive" });
        }
        if declared_parts(bytes).is_some_and(|parts| parts > MOST_PARTS) {
            return Err(Error::NotInFormat { format, why: "it has far too many parts" });
        }
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(format, None, error))?;
        Ok(Package { archive, format, left: LIMIT })
    }

    /// Returns the names of all parts in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort_unstable();
        names
    }

    /// True if there is a part of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Returns a part; `None` if there is none of that name.
    pub(crate) fn part(&mut self, name: &str, what: &'static str) -> Result<Option<Part>, Error> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(self.format, Some(what), error)),
        };
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let limit = self.left.min(FREE.max(packed.saturating_mul(RATIO)));
        // What the archive says of the size may be wrong, but is most often right.
        let stated = usize::try_from(file.size()).unwrap_or(0);
        let mut bytes = Vec::with_capacity(stated.min(limit).min(FREE) + 1);
        let unpacked = file.take(limit as u64 + 1).read_to_end(&mut bytes);
        unpacked
            .map_err(|error| Error::DamagedArchive { part: Some(what), source: error.into() })?;
        if bytes.len() > limit {
            return Err(Error::Inflated { part: what, limit });
        }
        self.left -= bytes.len();
        Part::decoded(bytes, what).map(Some)
    }
}

/// How many parts the end of an archive declares; none if it has no such end, or a larger one.
fn declared_parts(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(END_LENGTH + LONGEST_COMMENT);
    let end = bytes[from..].windows(END_SIGNATURE.len()).rposition(|at| at == END_SIGNATURE)?;
    let count = bytes[from + end..].get(END_COUNT..END_COUNT + 2)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

fn damaged(format: Format, part: Option<&'static str>, error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(_) => {
            Error::NotInFormat { format, why: "it is packed or locked in a way of its own" }
        }
        ZipError::Io(error) if error.kind() == ErrorKind::Unsupported => {
            Error::NotInFormat { format, why: "it is packed in a way that is not known" }
        }
        error => Error::DamagedArchive { part, source: error.into() },
    }
}
