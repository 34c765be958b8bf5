//! Making and removing codings.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kwali_coding::{CodingRow, How, Locator, Passage, PlaceError, Problem, ProblemKind, is_same};
use kwali_model::{
    CodeKind, CodePath, CoderId, Coding, CodingDetail, CodingId, DocumentId, Origin, Snapshot,
    Weight,
};
use kwali_store::{Author, Change, NewCoding};
use kwali_text::{Normalised, Severity, Span, Text, nearest};

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
    /// Rows that were not understood or moved, and why.
    pub notices: Vec<Notice>,
}

/// A coding as it was asked for by hand.
#[derive(Clone, Debug)]
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

impl Study {
    /// Adds a coding and returns its id.
    pub fn add_coding(
        &mut self,
        author: &Author,
        request: &CodingRequest,
    ) -> Result<String, Error> {
        let name = &request.document;
        let snapshot = self.snapshot()?;
        let document = snapshot.document_named(name).ok_or_else(|| {
            let names = snapshot.documents().iter().map(|document| document.name.as_str());
            let near = nearest(name, names).map(str::to_owned);
            Error::unknown("document", name, near.into_iter().collect())
        })?;
        let text = self.text(document)?;
        let placed = Locator::new(&text).place(&request.passage, |start, end| (start, end));
        let span = placed.map_err(|error| place_error(name, error))?.span;
        let weight = match request.weight {
            None => None,
            Some(weight) => Some(Weight::new(weight).ok_or(Error::Weight)?),
        };
        self.change(author, |change, snapshot| {
            let code = code_to_apply(snapshot, &request.code)?;
            let document = snapshot.document_named(name).map(|document| document.id);
            let document = document.ok_or_else(|| Error::unknown("document", name, Vec::new()))?;
            let coder = Directory::of(snapshot).coder(change, &request.coder, None)?;
            let path = snapshot.codes().code(code).path.clone();
            let wanted = Coding { id: CodingId(0), document, span, code, coder, weight };
            if snapshot.codings().iter().any(|coding| is_same(coding, &wanted)) {
                return Err(Error::SameCoding { document: name.clone() });
            }
            let detail = CodingDetail {
                name: None,
                comment: request.comment.clone(),
                created: Some(author.at.clone()),
                origin: Origin::Person,
            };
            let new = NewCoding { document, span, code: path, coder, weight, detail };
            let ids = change.add_codings(&[new])?;
            Ok(ids.first().map_or_else(String::new, ToString::to_string))
        })
    }

    /// Removes codings by their ids, all or none of them.
    pub fn remove_codings(&mut self, author: &Author, ids: &[String]) -> Result<(), Error> {
        let mut found = Vec::new();
        for id in ids {
            let coding = self.store.coding_named(id)?;
            found.push(coding.ok_or_else(|| Error::unknown("coding", id, Vec::new()))?);
        }
        self.change(author, |change, _| {
            for (coding, id) in found.iter().zip(ids) {
                if !change.remove_coding(*coding)? {
                    return Err(Error::unknown("coding", id, Vec::new()));
                }
            }
            Ok(())
        })
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
        let read = kwali_coding::read_rows(file, bytes)?;
        let named: BTreeSet<&str> = read.rows.iter().map(|row| row.document.as_str()).collect();
        let mut texts = BTreeMap::new();
        for document in self.snapshot()?.documents() {
            if named.contains(document.name.as_str()) {
                texts.insert(document.name.clone(), Given::as_stored(self.text(document)?));
            }
        }
        let names = self.coding_names()?;
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            let mut intake = Intake::new(file, snapshot, names, coder);
            intake.report.notices.extend(read.problems.iter().map(Notice::from));
            intake.take(change, &mut directory, (&texts, &read.rows))?;
            Ok(intake.report)
        })
    }

    /// Returns which codings came with an id from outside.
    pub(crate) fn coding_names(&self) -> Result<HashMap<String, CodingId>, Error> {
        let details = self.store.coding_details()?;
        Ok(details.into_iter().filter_map(|(id, detail)| Some((detail.name?, id))).collect())
    }
}

fn place_error(document: &str, error: PlaceError) -> Error {
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

/// A document's text, and how positions in the file it was given in lie to it.
pub(crate) struct Given {
    pub(crate) text: Text,
    /// `None` where positions are those of the text itself.
    pub(crate) source: Option<Normalised>,
}

impl Given {
    fn as_stored(text: Text) -> Given {
        Given { text, source: None }
    }
}

/// What makes two codings the same.
type Sameness = (DocumentId, Span, CodeNumber, CoderId);

/// A code's place among all codes of the study, new ones behind the others.
type CodeNumber = u32;

/// Takes rows of codings into the study.
pub(crate) struct Intake<'a> {
    file: &'a str,
    default_coder: Option<&'a str>,
    codes: HashMap<String, CodeNumber>,
    /// The ids that codings have from outside, and their codings where they were there before.
    names: HashMap<String, Option<CodingId>>,
    present: HashSet<Sameness>,
    present_ids: HashMap<CodingId, Sameness>,
    pub(crate) report: CodingsReport,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        file: &'a str,
        snapshot: &Snapshot,
        names: HashMap<String, CodingId>,
        default_coder: Option<&'a str>,
    ) -> Intake<'a> {
        let codes = snapshot.codes();
        let same = |coding: &Coding| -> Sameness {
            (coding.document, coding.span, coding.code.0, coding.coder)
        };
        let numbered = snapshot.codings().iter().map(|coding| (coding.id.to_string(), coding.id));
        let named: HashSet<CodingId> = names.values().copied().collect();
        let unnamed = numbered.filter(|(_, id)| !named.contains(id));
        Intake {
            file,
            default_coder,
            codes: codes.ids().map(|id| (codes.code(id).path.to_string(), id.0)).collect(),
            present: snapshot.codings().iter().map(same).collect(),
            present_ids: snapshot.codings().iter().map(|c| (c.id, same(c))).collect(),
            names: unnamed.chain(names).map(|(name, id)| (name, Some(id))).collect(),
            report: CodingsReport::default(),
        }
    }

    /// Says that these codes are in the study too, since the same change adds them.
    pub(crate) fn know_codes(&mut self, codes: impl IntoIterator<Item = String>) {
        for code in codes {
            let next = self.codes.len() as CodeNumber;
            self.codes.entry(code).or_insert(next);
        }
    }

    /// Adds the codings of all rows that can be understood, and returns those that have an id from
    /// outside.
    pub(crate) fn take(
        &mut self,
        change: &mut Change<'_>,
        directory: &mut Directory,
        (texts, rows): (&BTreeMap<String, Given>, &[CodingRow]),
    ) -> Result<Vec<(String, CodingId)>, Error> {
        let locators: BTreeMap<&str, (Locator<'_>, &Given)> = texts
            .iter()
            .map(|(name, given)| (name.as_str(), (Locator::new(&given.text), given)))
            .collect();
        let mut new = Vec::new();
        for row in rows {
            match self.place(row, &locators, directory) {
                Ok((document, span, code)) => {
                    let coder =
                        row.coder.as_deref().or(self.default_coder).ok_or(Error::NoCoder)?;
                    let coder = directory.coder(change, coder, None)?;
                    let same = (document, span, code, coder);
                    new.extend(self.admit(row, same));
                }
                Err(problem) => self.problem(row, problem),
            }
        }
        self.report.added += new.len();
        let ids = change.add_codings(&new)?;
        let names = new.into_iter().map(|coding| coding.detail.name);
        Ok(names.zip(ids).filter_map(|(name, id)| Some((name?, id))).collect())
    }

    fn problem(&mut self, row: &CodingRow, what: ProblemKind) {
        let problem = Problem::at(self.file, row.line, what);
        self.report.notices.push(Notice::from(&problem));
    }

    fn place(
        &mut self,
        row: &CodingRow,
        locators: &BTreeMap<&str, (Locator<'_>, &Given)>,
        directory: &Directory,
    ) -> Result<(DocumentId, Span, CodeNumber), ProblemKind> {
        let no_document = || ProblemKind::NoDocument(row.document.clone());
        let &document = directory.documents.get(&row.document).ok_or_else(no_document)?;
        let (locator, given) = locators.get(row.document.as_str()).ok_or_else(no_document)?;
        let Some(&code) = self.codes.get(&row.code) else {
            let codes: BTreeSet<&str> = self.codes.keys().map(String::as_str).collect();
            let nearest = nearest(&row.code, codes).map(str::to_owned);
            return Err(ProblemKind::NoCode { code: row.code.clone(), nearest });
        };
        let to_text = |start, end| match &given.source {
            Some(source) => source.from_source(start, end),
            None => (start, end),
        };
        let placed = locator.place(&row.passage, to_text)?;
        if let (How::Moved, Some(from)) = (placed.how, row.passage.position) {
            let to = (placed.span.start_char(), placed.span.end_char());
            self.problem(row, ProblemKind::Moved { from, to });
        }
        Ok((document, placed.span, code))
    }

    /// Returns the coding of a row, unless it is there already.
    ///
    /// Rows with ids of their own are different codings even where they say the same; without an
    /// id, saying the same again adds nothing.
    fn admit(&mut self, row: &CodingRow, same: Sameness) -> Option<NewCoding> {
        if let Some(id) = &row.id {
            if let Some(known) = self.names.get(id) {
                let unchanged = known.and_then(|id| self.present_ids.get(&id)) == Some(&same);
                match unchanged {
                    true => self.report.already_there += 1,
                    false => self.clash(row, id),
                }
                return None;
            }
            self.names.insert(id.clone(), None);
        } else if self.present.contains(&same) {
            self.report.already_there += 1;
            return None;
        }
        self.present.insert(same);
        let (document, span, _, coder) = same;
        let detail = CodingDetail {
            name: row.id.clone(),
            comment: row.comment.clone(),
            created: row.created.clone(),
            origin: row.origin,
        };
        let code = CodePath::new(&row.code).ok()?;
        Some(NewCoding { document, span, code, coder, weight: row.weight, detail })
    }

    fn clash(&mut self, row: &CodingRow, id: &str) {
        let message = format!("{}:{}: another coding has the id `{id}`", self.file, row.line);
        let hint = "give it an id of its own, or none".to_owned();
        self.report.notices.push(Notice { severity: Severity::Error, message, hint: Some(hint) });
    }
}
