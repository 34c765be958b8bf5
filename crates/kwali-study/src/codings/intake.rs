//! Rows of codings on their way into the study.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kwali_coding::{CodingRow, How, Locator, Placed, Problem, ProblemKind};
use kwali_model::{
    Code, CodeKind, CodePath, CoderId, Coding, CodingDetail, CodingId, DocumentId, Snapshot, Weight,
};
use kwali_store::{Change, NewCoding};
use kwali_text::{Normalised, Span, Text, nearest};

use super::{CodingsReport, filled};
use crate::directory::Directory;
use crate::lost::lost_name;
use crate::{Error, Notice};

/// A document's text, and how positions in the file it was given in lie to it.
pub(crate) struct Given {
    pub(crate) text: Text,
    /// `None` where positions are those of the text itself.
    pub(crate) source: Option<Normalised>,
    /// Whether the file begins with a byte order mark: it is a code point of the file as it stands.
    pub(crate) has_mark: bool,
}

impl Given {
    /// Returns where code points `start..end` of what was given stand in the text.
    pub(crate) fn to_text(&self, start: usize, end: usize) -> (usize, usize) {
        let mark = usize::from(self.has_mark);
        let (start, end) = (start.saturating_sub(mark), end.saturating_sub(mark));
        match &self.source {
            Some(source) => source.from_source(start, end),
            None => (start, end),
        }
    }
}

/// The codings that are there when a change begins, lost ones among them.
pub(crate) struct KnownCodings {
    /// By the id that people and files know them by.
    pub(crate) ids: HashMap<String, CodingId>,
    details: BTreeMap<CodingId, CodingDetail>,
}

impl KnownCodings {
    pub(crate) fn of(change: &Change<'_>, snapshot: &Snapshot) -> Result<KnownCodings, Error> {
        let details = change.coding_details()?;
        let name = |coding: &Coding| {
            let name = details.get(&coding.id).and_then(|detail| detail.name.clone());
            (name.unwrap_or_else(|| coding.id.to_string()), coding.id)
        };
        let lost = change.lost_codings(snapshot)?;
        let lost = lost.iter().map(|lost| (lost_name(lost), lost.id));
        let ids = snapshot.codings().iter().map(name).chain(lost).collect();
        Ok(KnownCodings { ids, details })
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
    /// What to do about a row without a coder.
    coder_hint: &'static str,
    codes: HashMap<String, (CodeNumber, CodeKind)>,
    /// Codes that are not there, with one that is meant perhaps: they often come again and again.
    strange_codes: HashMap<String, Option<String>>,
    /// The ids of earlier rows.
    seen: HashSet<String>,
    /// The ids that are taken, with their codings where they were there before.
    names: HashMap<String, Option<CodingId>>,
    present: HashSet<Sameness>,
    present_ids: HashMap<CodingId, (Sameness, Option<Weight>)>,
    details: BTreeMap<CodingId, CodingDetail>,
    /// What is to be told, with the line that it is about.
    notices: Vec<(usize, Notice)>,
    report: CodingsReport,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        file: &'a str,
        snapshot: &Snapshot,
        known: KnownCodings,
        (default_coder, coder_hint): (Option<&'a str>, &'static str),
    ) -> Intake<'a> {
        let same = |coding: &Coding| -> Sameness {
            (coding.document, coding.span, coding.code.0, coding.coder)
        };
        let codings = snapshot.codings().iter();
        let mut intake = Intake {
            file,
            default_coder,
            coder_hint,
            codes: HashMap::new(),
            strange_codes: HashMap::new(),
            seen: HashSet::new(),
            names: known.ids.into_iter().map(|(name, id)| (name, Some(id))).collect(),
            present: codings.clone().map(same).collect(),
            present_ids: codings.map(|c| (c.id, (same(c), c.weight))).collect(),
            details: known.details,
            notices: Vec::new(),
            report: CodingsReport::default(),
        };
        intake.know_codes(snapshot.codes().codes());
        intake
    }

    /// Says that these codes are in the study, perhaps since the same change adds them.
    pub(crate) fn know_codes(&mut self, codes: &[Code]) {
        for code in codes {
            let next = self.codes.len() as CodeNumber;
            let known = self.codes.entry(code.path.to_string()).or_insert((next, code.kind));
            known.1 = code.kind;
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
            let place = self.place(row, &locators, directory);
            let coder = self.coder(row, directory);
            let Some(((document, span, code), coder)) = place.zip(coder) else {
                continue;
            };
            let coder = directory.coder(change, coder, None)?;
            new.extend(self.admit(change, row, (document, span, code, coder))?);
        }
        self.report.added += new.len();
        let ids = change.add_codings(&new)?;
        let names = new.into_iter().map(|coding| coding.detail.name);
        Ok(names.zip(ids).filter_map(|(name, id)| Some((name?, id))).collect())
    }

    /// Tells what is wrong with the table itself.
    pub(crate) fn tell(&mut self, problems: &[Problem]) {
        let told = problems.iter().map(|one| (one.line.unwrap_or(0), Notice::from(one)));
        self.notices.extend(told);
    }

    /// Returns what came of it; what is to be told is in the order of the lines.
    pub(crate) fn report(mut self) -> CodingsReport {
        self.notices.sort_by_key(|(line, _)| *line);
        let notices = self.notices.into_iter().map(|(_, notice)| notice).collect();
        CodingsReport { notices, ..self.report }
    }

    fn problem(&mut self, row: &CodingRow, what: ProblemKind) {
        let problem = Problem::at(self.file, row.line, what);
        self.notices.push((row.line, Notice::from(&problem)));
    }

    fn left_out(&mut self, row: &CodingRow, why: &str, hint: Option<String>) {
        let message = format!("{}:{}: {why}", self.file, row.line);
        self.notices.push((row.line, Notice::error(message, hint)));
    }

    /// Returns who makes the coding; where nobody does, or who can be no coder, the row is reported.
    fn coder<'r>(&mut self, row: &'r CodingRow, directory: &Directory) -> Option<&'r str>
    where
        'a: 'r,
    {
        let coder = filled(row.coder.as_deref()).or(self.default_coder).unwrap_or_default();
        let error = match directory.coder_name(coder) {
            Ok(_) => return Some(coder),
            Err(error) => error,
        };
        let hint = match error {
            Error::NoCoder => Some(self.coder_hint.to_owned()),
            _ => error.hint(),
        };
        self.left_out(row, &error.to_string(), hint);
        None
    }

    /// Returns where the passage is and with which code; where that cannot be told, the row is
    /// reported.
    fn place(
        &mut self,
        row: &CodingRow,
        locators: &BTreeMap<&str, (Locator<'_>, &Given)>,
        directory: &Directory,
    ) -> Option<(DocumentId, Span, CodeNumber)> {
        let (document, placed, (code, kind)) = match self.find(row, locators, directory) {
            Ok(found) => found,
            Err(what) => {
                self.problem(row, what);
                return None;
            }
        };
        if kind == CodeKind::Conclusion {
            let error = Error::Conclusion(row.code.clone());
            self.left_out(row, &error.to_string(), error.hint());
            return None;
        }
        if let (How::Moved, Some(from)) = (placed.how, row.passage.position) {
            let to = (placed.span.start_char(), placed.span.end_char());
            self.problem(row, ProblemKind::Moved { from, to });
        }
        Some((document, placed.span, code))
    }

    fn find(
        &mut self,
        row: &CodingRow,
        locators: &BTreeMap<&str, (Locator<'_>, &Given)>,
        directory: &Directory,
    ) -> Result<(DocumentId, Placed, (CodeNumber, CodeKind)), ProblemKind> {
        let no_document = || ProblemKind::NoDocument(row.document.clone());
        let &document = directory.documents.get(&row.document).ok_or_else(no_document)?;
        let (locator, given) = locators.get(row.document.as_str()).ok_or_else(no_document)?;
        let code = self.code(row)?;
        let to_text = |start, end| given.to_text(start, end);
        Ok((document, locator.place(&row.passage, to_text)?, code))
    }

    fn code(&mut self, row: &CodingRow) -> Result<(CodeNumber, CodeKind), ProblemKind> {
        if let Some(&code) = self.codes.get(&row.code) {
            return Ok(code);
        }
        let nearest = self.strange_codes.entry(row.code.clone()).or_insert_with(|| {
            let codes: BTreeSet<&str> = self.codes.keys().map(String::as_str).collect();
            nearest(&row.code, codes).map(str::to_owned)
        });
        Err(ProblemKind::NoCode { code: row.code.clone(), nearest: nearest.clone() })
    }

    /// Returns the coding of a row, unless it is there already.
    ///
    /// Rows with ids of their own are different codings even where they say the same; without an
    /// id, saying the same again adds nothing.
    fn admit(
        &mut self,
        change: &mut Change<'_>,
        row: &CodingRow,
        same: Sameness,
    ) -> Result<Option<NewCoding>, Error> {
        if let Some(id) = &row.id {
            if !self.seen.insert(id.clone()) {
                let hint = Some("give it an id of its own, or none".to_owned());
                self.left_out(row, &format!("another row has the id `{id}` too"), hint);
                return Ok(None);
            }
            if let Some(&known) = self.names.get(id) {
                let present = known.and_then(|id| Some((id, *self.present_ids.get(&id)?)));
                match present.filter(|(_, (there, _))| *there == same) {
                    Some((coding, (_, weight))) => {
                        self.report.already_there += 1;
                        self.update(change, row, (coding, weight))?;
                    }
                    None => {
                        let hint = "give it an id of its own, or none".to_owned();
                        self.left_out(
                            row,
                            &format!("another coding has the id `{id}`"),
                            Some(hint),
                        );
                    }
                }
                return Ok(None);
            }
            self.names.insert(id.clone(), None);
        } else if self.present.contains(&same) {
            self.report.already_there += 1;
            return Ok(None);
        }
        self.present.insert(same);
        let (document, span, _, coder) = same;
        let detail = CodingDetail {
            name: row.id.clone(),
            comment: row.comment.clone(),
            created: row.created.clone(),
            origin: row.origin,
        };
        let code = CodePath::new(&row.code).ok();
        let new = |code| NewCoding { document, span, code, coder, weight: row.weight, detail };
        Ok(code.map(new))
    }

    /// Takes over weight and comment of a coding that is there; where the row has none, or another
    /// time, the study keeps its own and says so.
    fn update(
        &mut self,
        change: &mut Change<'_>,
        row: &CodingRow,
        (id, weight): (CodingId, Option<Weight>),
    ) -> Result<(), Error> {
        let known = self.details.get(&id).cloned().unwrap_or_default();
        let comment = row.comment.clone().or_else(|| known.comment.clone());
        let new = (row.weight.or(weight), comment);
        if new != (weight, known.comment.clone()) {
            change.set_coding(id, (new.0, new.1.as_deref()))?;
            self.report.changed += 1;
        }
        let kept = [
            ("weight", row.weight.is_none() && weight.is_some()),
            ("comment", row.comment.is_none() && known.comment.is_some()),
            ("created", row.created.is_some() && row.created != known.created),
        ];
        for (what, _) in kept.iter().filter(|(_, kept)| *kept) {
            let message = format!("{}:{}: `{what}` differs; kept as it was", self.file, row.line);
            self.notices.push((row.line, Notice::warning(message)));
        }
        Ok(())
    }
}
