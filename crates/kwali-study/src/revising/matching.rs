//! Which document a corrected transcript is a new version of.

use std::collections::BTreeSet;
use std::path::Path;

use kwali_model::{Document, DocumentId, Snapshot, Source};
use kwali_text::{edit_distance, normalise};
use kwali_transcript::{ReadDocument, ReadTranscript};

use super::{ReviseOptions, Revised};
use crate::import::source;
use crate::transcript_files::Prepared;
use crate::{FileOutcome, Notice};

/// So many names that come near are told.
const MOST_NAMES: usize = 3;

/// A new version of a document.
pub(super) struct Matched<'a> {
    pub(super) document: &'a Document,
    pub(super) read: ReadTranscript,
    /// Number of words by rule T1.
    pub(super) words: usize,
    pub(super) source: Source,
}

/// Finds the documents that files are new versions of.
pub(super) struct Matching<'a, 'o> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) options: &'o ReviseOptions,
    /// The documents that have a new version already.
    pub(super) taken: &'o mut BTreeSet<DocumentId>,
}

impl<'a> Matching<'a, '_> {
    /// Returns the documents of a file with what they are new versions of, or what else becomes of
    /// them.
    pub(super) fn documents(
        &mut self,
        path: &Path,
        prepared: Result<Prepared, FileOutcome>,
    ) -> Vec<Result<Matched<'a>, Revised>> {
        let refused = |what: &str, hint: Option<String>| {
            Err(Revised::Refused(Notice::error(format!("{}: {what}", path.display()), hint)))
        };
        let Prepared { digest, documents, .. } = match prepared {
            Ok(prepared) => prepared,
            Err(FileOutcome::Refused { reason, hint }) => return vec![refused(&reason, hint)],
            Err(FileOutcome::AlreadyThere { .. } | FileOutcome::Imported(_)) => return Vec::new(),
        };
        if self.options.document.is_some() && documents.len() > 1 {
            let what =
                format!("--name names one document, but there are {} in it", documents.len());
            return vec![refused(&what, Some("leave --name out".into()))];
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut matched = Vec::new();
        for (ReadDocument { name, read, .. }, words) in documents {
            let source = source(&file, digest, &read);
            let found = self.document((name.as_deref(), &stem), &source);
            matched.push(match found {
                Ok(document) => Ok(Matched { document, read, words, source }),
                Err(Unmatched::Refused(what, hint)) => refused(&what, Some(hint)),
                Err(Unmatched::SameFile(document)) => Err(Revised::SameFile { document }),
            });
        }
        matched
    }

    fn document(
        &mut self,
        (name, stem): (Option<&str>, &str),
        source: &Source,
    ) -> Result<&'a Document, Unmatched> {
        let wanted = self.options.document.as_deref().or(name).unwrap_or(stem);
        let wanted = normalise(wanted).text;
        let named = |name: &str| self.snapshot.document_named(name);
        // So are documents called whose names were taken.
        let longer = || named(&format!("{stem}: {wanted}"));
        let is_from = |document: &&Document| {
            document.source.as_ref().is_some_and(|known| known.digest == source.digest)
        };
        let found = named(&wanted).or_else(longer);
        if let Some(same) = found.filter(is_from) {
            return Err(Unmatched::SameFile(same.name.clone()));
        }
        if let (None, Some(other)) = (name, self.snapshot.documents().iter().find(is_from)) {
            let what = format!("this very file is the source of the document `{}`", other.name);
            return Err(Unmatched::Refused(what, "is it the right file?".into()));
        }
        let Some(document) = found else {
            let what = format!("there is no document `{wanted}` of which this is a new version");
            return Err(Unmatched::Refused(what, near(self.snapshot, &wanted)));
        };
        if !self.taken.insert(document.id) {
            let what = format!("another of these files is a new version of `{wanted}` already");
            return Err(Unmatched::Refused(what, "revise with one of them".into()));
        }
        Ok(document)
    }
}

/// Why a document of a file is no new version.
enum Unmatched {
    /// With what to do about it.
    Refused(String, String),
    /// It is what the document of this name was read from.
    SameFile(String),
}

/// Says which documents there are whose names come near.
fn near(snapshot: &Snapshot, name: &str) -> String {
    let documents = snapshot.documents().iter();
    let mut names: Vec<(usize, &str)> = documents
        .map(|document| document.name.as_str())
        .map(|known| (edit_distance(name, known), known))
        .filter(|(distance, known)| 2 * distance <= known.chars().count().max(2))
        .collect();
    names.sort();
    let names: Vec<String> =
        names.iter().take(MOST_NAMES).map(|(_, known)| format!("`{known}`")).collect();
    match names.as_slice() {
        [] => "name its document with `--name DOCUMENT`, or import it without --revise".into(),
        names => format!("name its document with `--name DOCUMENT`: {}?", names.join(", ")),
    }
}
