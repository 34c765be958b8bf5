//! Codings that are made and removed together: all of them, or none.

use std::collections::BTreeSet;

use kwali_coding::{Locator, Passage, is_same};
use kwali_model::{CodeId, CoderId, Coding, CodingId, DocumentId, Snapshot};
use kwali_store::{Author, Change, NewCoding};
use kwali_text::Span;

use super::{CodingRequest, code_to_apply, place_error, placed_coding};
use crate::desk::document_called;
use crate::directory::Directory;
use crate::study::Kept;
use crate::{Error, Notice, Study, Trial};

/// One thing of a batch, and the line of the file that asks for it.
#[derive(Clone, Debug)]
pub struct BatchLine {
    /// Counted from 1.
    pub line: usize,
    /// What it asks for.
    pub act: BatchAct,
}

/// What a line of a batch asks for.
#[derive(Clone, Debug)]
pub enum BatchAct {
    /// A coding.
    Add(CodingRequest),
    /// The coder's coding of this id is taken away.
    Remove(String),
    /// The coder's coding with this code on exactly this passage is taken away.
    RemoveOn(CodingRequest),
}

/// What became of a batch.
#[derive(Debug, Default)]
pub struct BatchReport {
    /// What was done, in the order of the lines; nothing if there are problems.
    pub done: Vec<BatchDone>,
    /// What cannot be done, and why, each with its line.
    pub problems: Vec<(usize, Notice)>,
}

/// Something that a batch did, or would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BatchDone {
    /// The line of the file that asked for it.
    pub line: usize,
    /// The coding's id; of one that would be made there is none yet.
    pub id: Option<String>,
    /// What was done to the coding.
    pub what: BatchDeed,
    /// Its code's id.
    pub code: String,
    /// Its document.
    pub document: String,
    /// Its characters: start and end.
    pub characters: (usize, usize),
}

/// What a batch does to a coding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BatchDeed {
    /// It is made.
    Made,
    /// It is taken away, with the memos on it.
    Removed,
}

impl Study {
    /// Makes and removes codings in one change: all that the lines of a file ask for, or nothing if
    /// any of it cannot be done, or if this is a trial.
    ///
    /// What is removed was there before; removals come before what is made.
    pub fn code_batch(
        &mut self,
        author: &Author,
        (file, lines): (&str, &[BatchLine]),
        trial: Trial,
    ) -> Result<BatchReport, Error> {
        self.change_or_leave(author, |change, snapshot| {
            let directory = Directory::of(snapshot);
            let mut batch = Batch { directory, ..Batch::default() };
            for BatchLine { line, act } in lines {
                if let Err(error) = batch.take(author, (change, snapshot), (*line, act)) {
                    batch.refuse((file, *line), error)?;
                }
            }
            let kept = match batch.report.problems.is_empty() && trial == Trial::Off {
                true => Kept::Change,
                false => Kept::Nothing,
            };
            let mut report = batch.report;
            if kept == Kept::Change {
                for &coding in &batch.removed {
                    change.remove_coding(coding)?;
                }
                let mut ids = change.add_codings(&batch.new)?.into_iter();
                for made in report.done.iter_mut().filter(|done| done.what == BatchDeed::Made) {
                    made.id = ids.next().map(|id| change.coding_name(id)).transpose()?;
                }
            }
            if !report.problems.is_empty() {
                report.done.clear();
            }
            Ok((report, kept))
        })
    }
}

/// What is to be done, as far as it was looked at.
#[derive(Default)]
struct Batch {
    report: BatchReport,
    /// Knows the coders, also one who is made by this batch.
    directory: Directory,
    new: Vec<NewCoding>,
    /// What makes these the same as others.
    made: BTreeSet<(DocumentId, Span, CodeId, CoderId)>,
    removed: BTreeSet<CodingId>,
}

impl Batch {
    fn take(
        &mut self,
        author: &Author,
        (change, snapshot): (&mut Change<'_>, &Snapshot),
        (line, act): (usize, &BatchAct),
    ) -> Result<(), Error> {
        match act {
            BatchAct::Add(request) => self.add(author, (change, snapshot), (line, request)),
            BatchAct::Remove(id) => {
                let unknown = || Error::unknown("coding", id, Vec::new());
                let number = change.coding_named(id)?.ok_or_else(unknown)?;
                let coding = snapshot.codings().iter().find(|coding| coding.id == number);
                let coding = coding.ok_or_else(unknown)?;
                let coder = snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str());
                if coder != author.who {
                    let (id, coder) = (id.clone(), coder.to_owned());
                    return Err(Error::CodingOfOther { id, coder });
                }
                self.remove((change, snapshot), (line, coding))
            }
            BatchAct::RemoveOn(request) => {
                let coding = coding_on((change, snapshot), request)?;
                self.remove((change, snapshot), (line, &coding))
            }
        }
    }

    fn add(
        &mut self,
        author: &Author,
        (change, snapshot): (&mut Change<'_>, &Snapshot),
        (line, request): (usize, &CodingRequest),
    ) -> Result<(), Error> {
        let code = code_to_apply(snapshot, &request.code)?;
        let path = &snapshot.codes().code(code).path;
        let known = (request, path);
        let new = placed_coding(author, (&mut *change, snapshot), &mut self.directory, known)?;
        let NewCoding { document, span, coder, weight, .. } = new;
        let wanted = Coding { id: CodingId(0), document, span, code, coder, weight };
        let stays = |coding: &&Coding| !self.removed.contains(&coding.id);
        let there = snapshot.codings_in(document).iter().filter(stays);
        let same = there.copied().find(|coding| is_same(coding, &wanted));
        let is_twice = !self.made.insert((document, span, code, coder));
        if same.is_some() || is_twice {
            let coding = same.map(|same| change.coding_name(same.id)).transpose()?;
            return Err(Error::SameCoding { document: request.document.clone(), coding });
        }
        self.note(snapshot, (line, BatchDeed::Made), (&wanted, None));
        self.new.push(new);
        Ok(())
    }

    fn remove(
        &mut self,
        (change, snapshot): (&mut Change<'_>, &Snapshot),
        (line, coding): (usize, &Coding),
    ) -> Result<(), Error> {
        let id = change.coding_name(coding.id)?;
        if !self.removed.insert(coding.id) {
            return Err(Error::unknown("coding", &id, Vec::new()));
        }
        self.note(snapshot, (line, BatchDeed::Removed), (coding, Some(id)));
        Ok(())
    }

    fn note(
        &mut self,
        snapshot: &Snapshot,
        (line, what): (usize, BatchDeed),
        (coding, id): (&Coding, Option<String>),
    ) {
        let document = snapshot.document(coding.document).map(|document| document.name.clone());
        self.report.done.push(BatchDone {
            line,
            id,
            what,
            code: snapshot.codes().code(coding.code).path.to_string(),
            document: document.unwrap_or_default(),
            characters: (coding.span.start_char(), coding.span.end_char()),
        });
    }

    /// Notes what cannot be done; what is no fault of the line goes on.
    fn refuse(&mut self, (file, line): (&str, usize), error: Error) -> Result<(), Error> {
        if matches!(error, Error::Store(_)) {
            return Err(error);
        }
        let hint = error.hint();
        let notice = Notice::error(format!("{file}:{line}: {error}"), hint);
        self.report.problems.push((line, notice));
        Ok(())
    }
}

/// Returns the coder's coding with a code on exactly a passage.
fn coding_on(
    (change, snapshot): (&mut Change<'_>, &Snapshot),
    request: &CodingRequest,
) -> Result<Coding, Error> {
    let code = code_to_apply(snapshot, &request.code)?;
    let document = document_called(snapshot, &request.document)?.id;
    let text = change.text(document)?;
    let passage: &Passage = &request.passage;
    let placed = Locator::new(&text).place(passage, |start, end| (start, end));
    let span = placed.map_err(|error| place_error(&request.document, error))?.span;
    let coder = snapshot.coder_named(&request.coder).map(|coder| coder.id);
    let is_meant = |coding: &&Coding| {
        (coding.document, coding.span, coding.code, Some(coding.coder))
            == (document, span, code, coder)
    };
    let found = snapshot.codings_in(document).iter().find(is_meant).copied();
    found.ok_or_else(|| Error::NoSuchCoding {
        document: request.document.clone(),
        code: request.code.clone(),
        coder: request.coder.clone(),
    })
}
