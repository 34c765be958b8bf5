//! All terms of the words of units in one file, so that every word can be looked through at once.
//!
//! The dictionaries of tantivy are made for looking terms up and are slow to read from end to end;
//! and each part of the index has its own. The list is written with every commit.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tantivy::SegmentReader;
use tantivy::termdict::TermStreamer;

use crate::folder::write_atomically;
use crate::vocabulary::Dictionary;
use crate::{Error, tantivy_index};

/// The terms in order, each on a line with the number of units it is in, behind a tab.
pub(crate) struct TermList(Vec<u8>);

/// The list's name in a generation's folder.
pub(crate) const FILE_NAME: &str = "terms.list";

fn path_in(generation: &Path) -> PathBuf {
    generation.join(FILE_NAME)
}

impl TermList {
    /// Reads the list of a generation.
    pub(crate) fn read(generation: &Path) -> Result<TermList, Error> {
        let path = path_in(generation);
        std::fs::read(&path).map(TermList).map_err(Error::io(&path))
    }

    /// Writes the list of a generation as its parts are now.
    pub(crate) fn write(folder: &Path, generation: &Path) -> Result<(), Error> {
        let index = tantivy_index::open(folder, generation)?;
        let readers = tantivy_index::readers(folder, &index)?;
        let list = tantivy_index::guarded(folder, || merged(&readers))?;
        write_atomically(&path_in(generation), &list.0)
    }

    /// Calls `act` with every term and its number of units, in order.
    pub(crate) fn each(&self, mut act: impl FnMut(&str, u32)) {
        let lines = self.0.split(|&byte| byte == b'\n');
        for (term, count) in lines.filter_map(entry) {
            act(term, count);
        }
    }

    /// Calls `act` with every term that holds `letters`, once or more.
    pub(crate) fn each_with(&self, letters: &str, mut act: impl FnMut(&str)) {
        for place in memchr::memmem::find_iter(&self.0, letters) {
            if let Some((term, _)) = entry(self.line_around(place)) {
                act(term);
            }
        }
    }

    /// Returns true if a term is in the list.
    pub(crate) fn has(&self, term: &str) -> bool {
        let (mut from, mut to) = (0, self.0.len());
        while from < to {
            let line = self.line_around((from + to) / 2);
            let start = line.as_ptr() as usize - self.0.as_ptr() as usize;
            let found = line.split(|&byte| byte == b'\t').next().unwrap_or_default();
            match found.cmp(term.as_bytes()) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => from = start + line.len() + 1,
                std::cmp::Ordering::Greater => to = start,
            }
        }
        false
    }

    /// The line that a byte is in; the end of a line belongs to it.
    fn line_around(&self, place: usize) -> &[u8] {
        let start = memchr::memrchr(b'\n', &self.0[..place]).map_or(0, |end| end + 1);
        let length = memchr::memchr(b'\n', &self.0[place..]);
        let end = length.map_or(self.0.len(), |length| place + length);
        &self.0[start..end]
    }
}

fn entry(line: &[u8]) -> Option<(&str, u32)> {
    let (term, count) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    Some((term, count.parse().ok()?))
}

/// Merges the sorted terms of all parts; terms that no unit has any more are left out.
fn merged(readers: &[SegmentReader]) -> tantivy::Result<TermList> {
    let dictionaries: Vec<Dictionary<'_>> =
        readers.iter().map(Dictionary::of).collect::<tantivy::Result<_>>()?;
    let mut streams: Vec<(&Dictionary<'_>, TermStreamer<'_>)> = Vec::new();
    for dictionary in &dictionaries {
        let mut stream = dictionary.stream()?;
        if stream.advance() {
            streams.push((dictionary, stream));
        }
    }
    let mut list = Vec::new();
    let mut term = Vec::new();
    while let Some(first) = streams.iter().map(|(_, stream)| stream.key()).min() {
        term.clear();
        term.extend_from_slice(first);
        let mut count = 0;
        let mut still = Vec::with_capacity(streams.len());
        for (dictionary, mut stream) in streams {
            let is_here = stream.key() == term;
            if is_here && dictionary.is_alive(stream.value())? {
                count += stream.value().doc_freq;
            }
            if !is_here || stream.advance() {
                still.push((dictionary, stream));
            }
        }
        streams = still;
        if count > 0 {
            list.extend_from_slice(&term);
            // Writing to a vector does not fail.
            let _ = writeln!(list, "\t{count}");
        }
    }
    Ok(TermList(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_by_halving_and_by_letters() {
        let terms = ["=nl:loop", "appel", "deur", "deurwaarder", "voordeur", "zon"];
        let content: String = terms.iter().map(|term| format!("{term}\t2\n")).collect();
        let list = TermList(content.into_bytes());
        for term in terms {
            assert!(list.has(term), "{term}");
        }
        for term in ["", "=nl", "appe", "appels", "deu", "zonder", "a", "~"] {
            assert!(!list.has(term), "{term}");
        }
        let mut found = Vec::new();
        list.each_with("deur", |term| found.push(term.to_owned()));
        assert_eq!(found, ["deur", "deurwaarder", "voordeur"]);
        let mut all = Vec::new();
        list.each(|term, count| all.push((term.to_owned(), count)));
        assert_eq!(all.len(), terms.len());
        assert!(!TermList(Vec::new()).has("a"));
    }
}
