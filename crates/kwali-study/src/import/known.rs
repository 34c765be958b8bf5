//! Which documents there are, and what those that come are called.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kwali_model::{Document, Snapshot};
use kwali_text::Digest;
use kwali_transcript::ReadDocument;

use super::FileOutcome;
use crate::transcript_files::Prepared;

/// Names and fingerprints of the documents there are.
pub(super) struct Known {
    /// The file that each document is from, and its words.
    documents: BTreeMap<String, (Option<String>, Digest)>,
    /// Documents by the bytes of their file and their own words.
    parts: BTreeMap<(Digest, Digest), String>,
    /// Names that this import gave.
    given: BTreeSet<String>,
    /// One document of every file.
    pub(super) digests: BTreeMap<Digest, String>,
    /// The files of which this import has seen the last document.
    seen: BTreeSet<Digest>,
    /// The files that are one document, under the file's own name.
    whole: BTreeMap<Digest, String>,
}

/// What a file is called, for the names of its documents, and its bytes.
pub(super) struct FileNames<'a> {
    /// Its name without its folder.
    pub(super) name: String,
    stem: String,
    path: &'a Path,
    digest: Digest,
    /// The folder within the folder that was named.
    pub(super) within: Option<&'a str>,
}

impl FileNames<'_> {
    pub(super) fn of<'a>(path: &'a Path, digest: Digest, within: Option<&'a str>) -> FileNames<'a> {
        FileNames {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            stem: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            path,
            digest,
            within,
        }
    }
}

/// Whether a document can come in.
pub(super) enum Admitted {
    /// Yes, under this name.
    As(String),
    /// It is there already, under this name.
    There(String),
    /// No.
    Not {
        /// Why.
        reason: String,
        /// What to do about it.
        hint: Option<String>,
    },
}

impl Known {
    pub(super) fn of(snapshot: &Snapshot) -> Known {
        let mut known = Known {
            documents: BTreeMap::new(),
            parts: BTreeMap::new(),
            given: BTreeSet::new(),
            digests: BTreeMap::new(),
            seen: BTreeSet::new(),
            whole: BTreeMap::new(),
        };
        let mut of_several = BTreeSet::new();
        for document in snapshot.documents() {
            let Document { name, digest, source, .. } = document;
            let file = source.as_ref().map(|source| source.file.clone());
            if let Some(source) = source {
                known.parts.insert((source.digest, *digest), name.clone());
                if known.digests.insert(source.digest, name.clone()).is_some() {
                    of_several.insert(source.digest);
                }
                let stem = Path::new(&source.file).file_stem().unwrap_or_default();
                if kwali_text::normalise(&stem.to_string_lossy()).text == *name {
                    known.whole.insert(source.digest, name.clone());
                }
            }
            known.documents.insert(name.clone(), (file, *digest));
        }
        known.whole.retain(|digest, _| !of_several.contains(digest));
        known
    }

    /// Returns the files that need not be read: each is one document, with the file's name.
    ///
    /// Any other file may have documents that did not come in.
    pub(super) fn whole_files(&self) -> BTreeMap<Digest, String> {
        self.whole.clone()
    }

    /// Returns what becomes of a file of which nothing comes in, whatever its documents are.
    pub(super) fn refusal(
        &mut self,
        prepared: &Prepared,
        wanted: Option<&str>,
    ) -> Option<FileOutcome> {
        let is_one = matches!(&prepared.documents[..], [(document, _)] if document.name.is_none());
        let is_again = !self.seen.insert(prepared.digest);
        let document = self.digests.get(&prepared.digest).filter(|_| is_one || is_again);
        if let Some(document) = document {
            return Some(FileOutcome::AlreadyThere { documents: vec![document.clone()] });
        }
        if wanted.is_some() && prepared.documents.len() > 1 {
            let n_documents = prepared.documents.len();
            return Some(FileOutcome::Refused {
                reason: format!("--name names one document, but there are {n_documents} in it"),
                hint: Some("leave --name out: each has a name of its own".into()),
            });
        }
        None
    }

    /// Takes documents of this import that came in earlier for documents that it brings now, so that
    /// an import that goes on gives the names that it would have given without a break.
    pub(super) fn are_there(&mut self, documents: &[String]) {
        self.given.extend(documents.iter().cloned());
    }

    /// Returns the name under which a document comes in, or why it does not.
    pub(super) fn admit(
        &mut self,
        document: &ReadDocument,
        wanted: Option<&str>,
        file: &FileNames<'_>,
    ) -> Admitted {
        let is_one = document.name.is_none();
        let name = kwali_text::normalise(wanted.unwrap_or(&file.stem).trim()).text;
        let digest = document.read.transcript.text.digest();
        let FileNames { name: file_name, stem, .. } = file;
        let within = file.within.unwrap_or_default();
        // Of documents that are called alike the later ones have longer names.
        let longer = match is_one {
            true => [name, file_name.clone(), format!("{within}/{file_name}")],
            false => [name.clone(), format!("{stem}: {name}"), format!("{within}/{stem}: {name}")],
        };
        if let Some(name) = self.parts.get(&(file.digest, digest)).filter(|_| !is_one) {
            return Admitted::There(name.clone());
        }
        for name in longer.iter().filter(|name| !self.given.contains(*name)) {
            match self.documents.get(name) {
                None => {
                    self.given.insert(name.clone());
                    return Admitted::As(name.clone());
                }
                Some(_) if is_one => return taken(name, is_one),
                // A person of that name in another file is another document.
                Some((from, _)) if from.as_ref() != Some(file_name) => {}
                Some((_, known)) if *known == digest => return Admitted::There(name.clone()),
                Some(_) => return taken(name, is_one),
            }
        }
        let path = file.path.display();
        let name = if is_one { path.to_string() } else { format!("{path}: {}", longer[0]) };
        match self.documents.contains_key(&name) || !self.given.insert(name.clone()) {
            true => taken(&name, is_one),
            false => Admitted::As(name),
        }
    }
}

fn taken(name: &str, is_one: bool) -> Admitted {
    if !is_one {
        return Admitted::Not {
            reason: format!("document `{name}` is in the study with other words"),
            hint: Some("give it another name in the file".into()),
        };
    }
    Admitted::Not {
        reason: format!("another document is called `{name}` already"),
        hint: Some("import it alone under another name with `--name NAME`".into()),
    }
}
