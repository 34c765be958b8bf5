//! Opening and checking what tantivy has written, without trusting it.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::{IndexBuilder, SegmentReader};

use crate::Error;
use crate::entry::{schema, tokenizers};

pub(crate) fn create(folder: &Path, generation: &Path) -> Result<tantivy::Index, Error> {
    let builder = IndexBuilder::new().schema(schema()).tokenizers(tokenizers());
    builder.create_in_dir(generation).map_err(Error::writing(folder))
}

pub(crate) fn open(folder: &Path, generation: &Path) -> Result<tantivy::Index, Error> {
    guarded(folder, || {
        let mut index = tantivy::Index::open(MmapDirectory::open(generation)?)?;
        index.set_tokenizers(tokenizers());
        Ok(index)
    })
}

/// Opens every part of an index for reading; no lock, so that a read-only folder will do.
pub(crate) fn readers(folder: &Path, index: &tantivy::Index) -> Result<Vec<SegmentReader>, Error> {
    guarded(folder, || index.searchable_segments()?.iter().map(SegmentReader::open).collect())
}

/// Returns the first of these files whose content does not fit its checksum.
pub(crate) fn first_bad_checksum<'a>(
    folder: &Path,
    generation: &Path,
    names: &[&'a str],
) -> Result<Option<&'a str>, Error> {
    let index = open(folder, generation)?;
    guarded(folder, || {
        let is_good = |name: &str| index.directory().validate_checksum(Path::new(name));
        Ok(names.iter().copied().find(|name| !is_good(name).unwrap_or(false)))
    })
}

/// Refuses a list of files that could make tantivy delete anything outside its folder.
pub(crate) fn check_file_list(folder: &Path, generation: &Path) -> Result<(), Error> {
    let Ok(content) = fs::read(generation.join(".managed.json")) else { return Ok(()) };
    let names: Option<Vec<String>> = serde_json::from_slice(&content).ok();
    let is_plain = |name: &String| !name.contains(['/', '\\']) && !name.starts_with('.');
    match names.is_some_and(|names| names.iter().all(is_plain)) {
        true => Ok(()),
        false => Err(Error::damaged(folder, "its list of files is not as it was written")),
    }
}

/// Runs what reads the index: any failure there, a panic too, means that it is damaged.
///
/// What tantivy says is left out: it may quote the index, and so participants' words.
pub(crate) fn guarded<T>(
    folder: &Path,
    read: impl FnOnce() -> tantivy::Result<T>,
) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(found)) => Ok(found),
        _ => Err(Error::damaged(folder, "it cannot be read")),
    }
}
