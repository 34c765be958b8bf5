//! Making and removing codings.

mod batch;
mod intake;
mod owners;

use std::collections::{BTreeMap, BTreeSet};

use kwali_coding::{Locator, Passage, PlaceError, is_same};
use kwali_model::{CodeKind, CodePath, Coding, CodingDetail, CodingId, Origin, Snapshot, Weight};
use kwali_store::{Author, Change, NewCoding};

pub use self::batch::{BatchAct, BatchDeed, BatchDone, BatchLine, BatchReport};
pub(crate) use self::intake::{Given, Intake, KnownCodings};
use crate::desk::document_called;
use crate::directory::Directory;
use crate::memos::unknown_code;
use crate::{Error, Notice, Study};

/// What a file of codings added.
#[derive(Debug, Default)]
pub struct CodingsReport {
    /// Codings that were added.
    pub added: usize,
    /// Codings that were there already.
    pub already_there: usize,
    /// Those among them that got another weight or comment.
    pub changed: usize,
    /// Rows that were not understood or moved, and why.
    pub notices: Vec<Notice>,
}

/// A coding as it was asked for by hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodingRequest {
    /// The document's name.
    pub document: String,
    /// Position, quote, or both.
    pub passage: Passage,
    /// The code's id.
    pub code: String,
    /// The coder's short name.
    pub coder: String,
    /// From 0 to 100.
    pub weight: Option<u8>,
    /// A remark.
    pub comment: Option<String>,
}

/// What is to be changed of a coding; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodingChange {
    /// Another code.
    pub code: Option<String>,
    /// Another first character.
    pub start: Option<usize>,
    /// Another end, behind the last character.
    pub end: Option<usize>,
    /// Another weight, or none.
    pub weight: Option<Option<u8>>,
    /// Another comment, or none.
    pub comment: Option<Option<String>>,
}

impl Study {
    /// Adds a coding and returns its id.
    pub fn add_coding(
        &mut self,
        author: &Author,
        request: &CodingRequest,
    ) -> Result<String, Error> {
        let ids = self.add_codings(author, std::slice::from_ref(request))?;
        Ok(ids.into_iter().next().unwrap_or_default())
    }

    /// Adds codings, all or none of them, and returns their ids in the same order.
    pub fn add_codings(
        &mut self,
        author: &Author,
        requests: &[CodingRequest],
    ) -> Result<Vec<String>, Error> {
        self.change(author, |change, snapshot| {
            add(author, (change, snapshot), &mut Directory::of(snapshot), requests)
        })
    }

    /// Changes a coding; says whether that changed anything.
    pub fn change_coding(
        &mut self,
        author: &Author,
        id: &str,
        wanted: &CodingChange,
    ) -> Result<bool, Error> {
        self.change(author, |change, snapshot| alter((change, snapshot), id, wanted))
    }

    /// Removes codings by their ids, all or none of them, and returns how many memos went with
    /// them; one that is named twice is removed once.
    pub fn remove_codings(&mut self, author: &Author, ids: &[String]) -> Result<usize, Error> {
        self.change(author, |change, _| remove(change, ids))
    }

    /// Reads codings from a CSV file; `coder` makes those of which the file does not say who does.
    ///
    /// A row whose place, code or document cannot be told is left out and named; the others come in.
    pub fn import_codings(
        &mut self,
        author: &Author,
        (file, bytes): (&str, &[u8]),
        coder: Option<&str>,
    ) -> Result<CodingsReport, Error> {
        let read = kwali_coding::read_guarded_rows(file, bytes)?;
        let named: BTreeSet<&str> = read.rows.iter().map(|row| row.document.as_str()).collect();
        self.change(author, |change, snapshot| {
            let mut texts = BTreeMap::new();
            for document in snapshot.documents() {
                if named.contains(document.name.as_str()) {
                    let given =
                        Given { text: change.text(document.id)?, source: None, has_mark: false };
                    texts.insert(document.name.clone(), given);
                }
            }
            let mut directory = Directory::of(snapshot);
            let known = KnownCodings::of(change, snapshot)?;
            let hint = "fill its cell `coder`, or name the coder with `--coder NAME`";
            let mut intake = Intake::new(file, snapshot, known, (filled(coder), hint));
            intake.tell(&read.problems);
            intake.take(change, &mut directory, (&texts, &read.rows))?;
            Ok(intake.report())
        })
    }
}

/// Adds codings and returns their ids.
pub(crate) fn add(
    author: &Author,
    (change, snapshot): (&mut Change<'_>, &Snapshot),
    directory: &mut Directory,
    requests: &[CodingRequest],
) -> Result<Vec<String>, Error> {
    let mut new = Vec::with_capacity(requests.len());
    for request in requests {
        new.push(new_coding(author, (change, snapshot), directory, request)?);
    }
    let ids = change.add_codings(&new)?;
    ids.into_iter().map(|id| Ok(change.coding_name(id)?)).collect()
}

/// Changes a coding; says whether that changed anything.
pub(crate) fn alter(
    (change, snapshot): (&mut Change<'_>, &Snapshot),
    id: &str,
    wanted: &CodingChange,
) -> Result<bool, Error> {
    let unknown = || Error::unknown("coding", id, Vec::new());
    let number = change.coding_named(id)?.ok_or_else(unknown)?;
    let coding = snapshot.codings().iter().find(|coding| coding.id == number);
    let coding = *coding.ok_or_else(unknown)?;
    let name = snapshot.document(coding.document).map_or("", |d| d.name.as_str());
    let start = wanted.start.unwrap_or(coding.span.start_char());
    let end = wanted.end.unwrap_or(coding.span.end_char());
    let span = change
        .text(coding.document)?
        .span_of_chars(start, end)
        .map_err(|source| Error::Position { document: name.to_owned(), source })?;
    let code = match &wanted.code {
        Some(code) => code_to_apply(snapshot, code)?,
        None => coding.code,
    };
    let after = Coding { span, code, ..coding };
    refuse_same((change, snapshot), &after)?;
    let path = &snapshot.codes().code(code).path;
    let moved = change.change_coding(number, (Some(span), Some(path)))?;
    let weight = match wanted.weight {
        None => coding.weight,
        Some(None) => None,
        Some(Some(weight)) => Some(Weight::new(weight).ok_or(Error::Weight)?),
    };
    let comment = match &wanted.comment {
        Some(comment) => comment.clone(),
        None => change.coding_comment(number)?,
    };
    let said = change.set_coding(number, (weight, comment.as_deref()))?;
    Ok(moved || said)
}

/// Removes codings by their ids, each once, and returns how many memos went with them.
pub(crate) fn remove(change: &mut Change<'_>, ids: &[String]) -> Result<usize, Error> {
    let unknown = |id: &str| Error::unknown("coding", id, Vec::new());
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for id in ids {
        let coding = change.coding_named(id)?.ok_or_else(|| unknown(id))?;
        if seen.insert(coding) {
            found.push((id, coding));
        }
    }
    let mut memos = 0;
    for (id, coding) in found {
        memos += change.remove_coding(coding)?.ok_or_else(|| unknown(id))?;
    }
    Ok(memos)
}

/// Returns what a request asks for, if that can be and is not there yet.
fn new_coding(
    author: &Author,
    (change, snapshot): (&mut Change<'_>, &Snapshot),
    directory: &mut Directory,
    request: &CodingRequest,
) -> Result<NewCoding, Error> {
    let code = code_to_apply(snapshot, &request.code)?;
    let path = &snapshot.codes().code(code).path;
    let new = placed_coding(author, (change, snapshot), directory, (request, path))?;
    let NewCoding { document, span, coder, weight, .. } = new;
    let wanted = Coding { id: CodingId(0), document, span, code, coder, weight };
    refuse_same((change, snapshot), &wanted)?;
    Ok(new)
}

/// Refuses a coding where another says the same.
pub(crate) fn refuse_same(
    (change, snapshot): (&Change<'_>, &Snapshot),
    wanted: &Coding,
) -> Result<(), Error> {
    let is_other = |coding: &&Coding| coding.id != wanted.id && is_same(coding, wanted);
    let Some(other) = snapshot.codings_in(wanted.document).iter().find(is_other) else {
        return Ok(());
    };
    let document = snapshot.document(wanted.document).map(|document| document.name.clone());
    let coding = Some(change.coding_name(other.id)?);
    Err(Error::SameCoding { document: document.unwrap_or_default(), coding })
}

/// Returns what a request asks for, with a code that is known to be there.
pub(crate) fn placed_coding(
    author: &Author,
    (change, snapshot): (&mut Change<'_>, &Snapshot),
    directory: &mut Directory,
    (request, code): (&CodingRequest, &CodePath),
) -> Result<NewCoding, Error> {
    let name = &request.document;
    let weight = match request.weight {
        None => None,
        Some(weight) => Some(Weight::new(weight).ok_or(Error::Weight)?),
    };
    let document = document_called(snapshot, name)?.id;
    let text = change.text(document)?;
    let placed = Locator::new(&text).place(&request.passage, |start, end| (start, end));
    let span = placed.map_err(|error| place_error(name, error))?.span;
    let coder = filled(Some(&request.coder)).ok_or(Error::NoCoder)?;
    let coder = directory.coder(change, coder, None)?;
    let detail = CodingDetail {
        name: None,
        comment: request.comment.clone(),
        created: Some(author.at.clone()),
        origin: Origin::Person,
    };
    Ok(NewCoding { document, span, code: code.clone(), coder, weight, detail })
}

/// Returns a name unless it is empty.
pub(crate) fn filled(name: Option<&str>) -> Option<&str> {
    name.filter(|name| !name.trim().is_empty())
}

pub(crate) fn place_error(document: &str, error: PlaceError) -> Error {
    let document = document.to_owned();
    match error {
        PlaceError::Position(source) => Error::Position { document, source },
        source => Error::Quotation { document, source },
    }
}

fn code_to_apply(snapshot: &Snapshot, id: &str) -> Result<kwali_model::CodeId, Error> {
    let path = CodePath::new(id).ok();
    let code = path.and_then(|path| snapshot.codes().id(&path));
    let code = code.ok_or_else(|| unknown_code(snapshot, id))?;
    match snapshot.codes().code(code).kind {
        CodeKind::Conclusion => Err(Error::Conclusion(id.to_owned())),
        _ => Ok(code),
    }
}
