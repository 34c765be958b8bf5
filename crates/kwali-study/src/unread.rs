//! Back-coding debt: documents that were coded before a code was there, and not read again since.

use std::collections::BTreeSet;

use kwali_model::{CodeId, CodePath, Document, DocumentId, Snapshot};
use kwali_store::Author;

use crate::desk::document_called;
use crate::{Error, Study};

/// Documents that are marked as read again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadDocuments {
    /// All documents of the study.
    All,
    /// Those with these names.
    Named(Vec<String>),
}

/// What it changed that documents were marked as read again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MarkedRead {
    /// How many documents had still to be read for a code that was named.
    pub documents: usize,
    /// How many have still to be read for any code.
    pub still_unread: usize,
}

impl Study {
    /// Returns the documents that have still to be read for a code or one below it, in study order.
    pub fn unread_for(&self, code: &str) -> Result<Vec<DocumentId>, Error> {
        let snapshot = self.snapshot()?;
        let codes = self.with_below(code)?;
        let is_unread = |document: &&Document| {
            codes.iter().any(|code| is_unread_for(snapshot, document.id, *code))
        };
        Ok(snapshot.documents().iter().filter(is_unread).map(|document| document.id).collect())
    }

    /// Notes that documents were read again for these codes and those below them, or for all codes
    /// where none is named.
    pub fn mark_read(
        &mut self,
        author: &Author,
        documents: &ReadDocuments,
        codes: &[String],
    ) -> Result<MarkedRead, Error> {
        let mut wanted = BTreeSet::new();
        for code in codes {
            wanted.extend(self.with_below(code)?);
        }
        let ids = self.read_documents(documents)?;
        let marked = self.change(author, |change, snapshot| {
            let mut marked = 0;
            for &id in &ids {
                let is_read = |(code, documents): &(&CodeId, &BTreeSet<DocumentId>)| {
                    (wanted.is_empty() || wanted.contains(code)) && documents.contains(&id)
                };
                let read = snapshot.unread().iter().filter(is_read);
                let codes: BTreeSet<&CodePath> =
                    read.map(|(&code, _)| &snapshot.codes().code(code).path).collect();
                change.mark_read(id, &codes)?;
                marked += usize::from(!codes.is_empty());
            }
            Ok(marked)
        })?;
        let unread: BTreeSet<DocumentId> =
            self.snapshot()?.unread().values().flatten().copied().collect();
        Ok(MarkedRead { documents: marked, still_unread: unread.len() })
    }

    fn read_documents(&self, documents: &ReadDocuments) -> Result<Vec<DocumentId>, Error> {
        match documents {
            ReadDocuments::All => {
                Ok(self.snapshot()?.documents().iter().map(|document| document.id).collect())
            }
            ReadDocuments::Named(names) => {
                let snapshot = self.snapshot()?;
                names.iter().map(|name| Ok(document_called(snapshot, name)?.id)).collect()
            }
        }
    }

    /// Returns a code and all below it.
    fn with_below(&self, code: &str) -> Result<Vec<CodeId>, Error> {
        Ok(self.rows(&[code.to_owned()])?.unwrap_or_default())
    }
}

fn is_unread_for(snapshot: &Snapshot, document: DocumentId, code: CodeId) -> bool {
    snapshot.unread().get(&code).is_some_and(|documents| documents.contains(&document))
}
