//! A whole study out of plain text.

mod documents;
mod lost_codings;
mod queries;
mod suggestions;
mod unread;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use kwali_exchange::{Bundle, MemoSubject, read_folder};
use kwali_model::{Code, CodePath, CodingId, DocumentId, MemoTarget, Scope, Snapshot};
use kwali_store::{Author, Change, NewMemo, ValueOf};
use kwali_text::Language;

use crate::codebook::{codes_of, implied_codes};
use crate::codings::{Given, Intake, KnownCodings, filled};
use crate::directory::{Directory, reserved_name};
use crate::memos::{content, memo_id};
use crate::variables::{Linked, SpeakerLink, link_speaker};
use crate::{Error, Notice, Study};

/// What a bundle brought.
#[derive(Debug, Default)]
pub struct BundleReport {
    /// Documents that are new.
    pub documents: usize,
    /// Participants in the bundle.
    pub participants: usize,
    /// Codes that are new or other than before.
    pub codes: usize,
    /// Codings that are new.
    pub codings: usize,
    /// Memos that are new.
    pub memos: usize,
    /// Suggestions that are new.
    pub suggestions: usize,
    /// Saved queries that are new or other than before.
    pub queries: usize,
    /// What was left out or doubted, and why.
    pub notices: Vec<Notice>,
}

/// Returns the name and the languages of the study in a bundle, to make a study for it.
pub fn bundle_name(folder: &Path) -> Result<(String, Vec<Language>), Error> {
    let study = kwali_exchange::read(read_folder(folder)?).bundle.study;
    let folder_name = || folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = study.name.filter(|name| !name.is_empty()).unwrap_or_else(folder_name);
    let languages =
        if study.languages.is_empty() { vec![Language::dutch()] } else { study.languages };
    let file_name: String =
        name.chars().map(|char| if "/\\:".contains(char) { '-' } else { char }).collect();
    Ok((if file_name.is_empty() { "study".to_owned() } else { file_name }, languages))
}

impl Study {
    /// Reads a bundle into the study, all of it in one transaction.
    ///
    /// What is there already by the same name is kept and, for values and codes, brought up to
    /// date. A document that is there with other words is left out, with its codings.
    pub fn import_bundle(&mut self, author: &Author, folder: &Path) -> Result<BundleReport, Error> {
        let read = kwali_exchange::read(read_folder(folder)?);
        let mut report = BundleReport::default();
        report.notices.extend(read.problems.iter().map(Notice::from));
        let bundle = read.bundle;
        self.change(author, |change, snapshot| {
            let mut intake = BundleIntake {
                bundle: &bundle,
                directory: Directory::of(snapshot),
                report,
                texts: BTreeMap::new(),
                codings: HashMap::new(),
            };
            intake.study(change, snapshot)?;
            intake.documents(change, snapshot)?;
            intake.people(change)?;
            let codes = intake.codes(change)?;
            intake.codings(change, snapshot, &codes)?;
            intake.lost_codings(change, (snapshot, &codes))?;
            intake.suggestions(change, (snapshot, &codes))?;
            intake.unread(change, (snapshot, &codes))?;
            intake.memos(change, snapshot)?;
            intake.queries(change, snapshot)?;
            intake.directory.settle_kinds(change)?;
            Ok(intake.report)
        })
    }
}

/// The codes of the study and of the bundle.
fn known_codes<'a>(snapshot: &'a Snapshot, codes: &'a [Code]) -> BTreeSet<&'a CodePath> {
    snapshot.codes().codes().iter().chain(codes).map(|code| &code.path).collect()
}

struct BundleIntake<'a> {
    bundle: &'a Bundle,
    directory: Directory,
    report: BundleReport,
    /// The words of the documents that codings may be in, by name.
    texts: BTreeMap<String, Given>,
    /// The codings by the id that people and files know them by.
    codings: HashMap<String, CodingId>,
}

impl BundleIntake<'_> {
    fn problem(&mut self, message: String, hint: Option<String>) {
        self.report.notices.push(Notice::error(message, hint));
    }

    /// Returns the code and the document that a line names; a problem, if the study has not both.
    fn code_and_document(
        &mut self,
        known: &BTreeSet<&CodePath>,
        (code, document): (&str, &str),
        (file, line): (&str, Option<usize>),
    ) -> Option<(CodePath, DocumentId)> {
        let code = CodePath::new(code).ok().filter(|code| known.contains(code));
        let document = self.directory.documents.get(document).copied();
        let found = code.zip(document);
        if found.is_none() {
            let line = line.unwrap_or(0);
            self.problem(format!("{file}:{line}: its code or document is not in the study"), None);
        }
        found
    }

    /// Says whether this is a coder's name; a problem, if it is none.
    fn can_be_coder(&mut self, coder: &str, (file, line): (&str, Option<usize>)) -> bool {
        let Err(error) = self.directory.coder_name(coder) else { return true };
        self.problem(format!("{file}:{}: {error}", line.unwrap_or(0)), error.hint());
        false
    }

    fn study(&mut self, change: &mut Change<'_>, snapshot: &Snapshot) -> Result<(), Error> {
        let study = &self.bundle.study;
        if !snapshot.documents().is_empty() {
            return Ok(());
        }
        if let Some(name) = &study.name {
            change.set_study("name", name)?;
        }
        if !study.languages.is_empty() {
            let codes: Vec<&str> = study.languages.iter().map(Language::code).collect();
            change.set_study("languages", &codes.join(","))?;
        }
        Ok(())
    }

    fn people(&mut self, change: &mut Change<'_>) -> Result<(), Error> {
        let bundle = self.bundle;
        for coder in &bundle.coders {
            if !self.can_be_coder(&coder.coder, ("coders.csv", coder.line)) {
                continue;
            }
            self.directory.coder(change, &coder.coder, coder.full_name.as_deref())?;
        }
        for variable in &bundle.variables {
            let name = (variable.scope, variable.name.as_str());
            if self.directory.variable(change, name, variable.kind)?.is_none() {
                let place = match (variable.line, variable.scope) {
                    (Some(line), _) => format!("variables.csv:{line}"),
                    (None, Scope::Document) => "documents.csv".to_owned(),
                    (None, Scope::Participant) => "participants.csv".to_owned(),
                };
                self.report.notices.push(reserved_name(&place, &variable.name));
            }
        }
        for record in &bundle.documents {
            if let Some(&id) = self.directory.documents.get(&record.name) {
                self.values(change, ValueOf::Document(id), &record.values)?;
            }
        }
        for record in &bundle.participants {
            let id = self.directory.participant(change, &record.name)?;
            self.values(change, ValueOf::Participant(id), &record.values)?;
            self.report.participants += 1;
        }
        for record in &bundle.speakers {
            let link = SpeakerLink {
                group: None,
                document: Some(&record.document),
                speaker: &record.speaker,
                participant: record.participant.as_deref(),
                is_interviewer: record.is_interviewer,
            };
            if let Linked::Nowhere(message) = link_speaker(change, &mut self.directory, &link)? {
                self.problem(format!("speakers.csv:{}: {message}", record.line.unwrap_or(0)), None);
            }
        }
        Ok(())
    }

    fn values(
        &mut self,
        change: &mut Change<'_>,
        of: ValueOf,
        values: &[(String, String)],
    ) -> Result<(), Error> {
        let scope = match of {
            ValueOf::Document(_) => Scope::Document,
            ValueOf::Participant(_) => Scope::Participant,
        };
        for (name, value) in values {
            if let Some(variable) = self.directory.variable(change, (scope, name), None)? {
                self.directory.set_value(change, of, (variable, value))?;
            }
        }
        Ok(())
    }

    /// Adds the codes, and returns all that there are in the bundle.
    fn codes(&mut self, change: &mut Change<'_>) -> Result<Vec<Code>, Error> {
        let codes = match (&self.bundle.codebook, &self.bundle.codings) {
            (Some((file, bytes)), _) => {
                let (codes, notices) = codes_of(file, bytes)?;
                self.report.notices.extend(notices);
                codes
            }
            (None, Some(codings)) => implied_codes(codings),
            (None, None) => Vec::new(),
        };
        let put = change.put_codes(&codes)?;
        self.report.codes = put.added + put.changed;
        Ok(codes)
    }

    fn codings(
        &mut self,
        change: &mut Change<'_>,
        snapshot: &Snapshot,
        codes: &[Code],
    ) -> Result<(), Error> {
        let known = KnownCodings::of(change, snapshot)?;
        self.codings.clone_from(&known.ids);
        let Some(bytes) = &self.bundle.codings else { return Ok(()) };
        let read = kwali_coding::read_rows("codings.csv", bytes)?;
        let only_coder = match self.bundle.coders.as_slice() {
            [only] => filled(Some(&only.coder)),
            _ => None,
        };
        let coder = (only_coder, "fill its cell `coder`");
        let mut intake = Intake::new("codings.csv", snapshot, known, coder);
        intake.know_codes(codes);
        intake.tell(&read.problems);
        let rows = (&self.texts, read.rows.as_slice());
        let made = intake.take(change, &mut self.directory, rows)?;
        self.codings.extend(made);
        let report = intake.report();
        self.report.codings = report.added;
        self.report.notices.extend(report.notices);
        Ok(())
    }

    fn memos(&mut self, change: &mut Change<'_>, snapshot: &Snapshot) -> Result<(), Error> {
        let bundle = self.bundle;
        let known = change.memos(snapshot)?;
        let mut known = KnownMemos {
            contents: known.iter().map(|memo| content(memo, snapshot)).collect(),
            by_id: known.iter().map(|memo| (memo_id(memo), content(memo, snapshot))).collect(),
        };
        for memo in &bundle.memos {
            let line = memo.line.unwrap_or(0);
            let Some((target, code)) = self.memo_target(&memo.subject) else {
                let message = format!("memos.csv:{line}: what it is about is not in the study");
                self.problem(message, None);
                continue;
            };
            let coder = filled(memo.coder.as_deref()).unwrap_or("unknown");
            if !self.can_be_coder(coder, ("memos.csv", memo.line)) {
                continue;
            }
            let new = |coder| NewMemo {
                name: None,
                target,
                code: code.clone(),
                coder,
                created: memo.created.clone(),
                title: memo.title.clone(),
                text: memo.text.clone(),
            };
            let same = self.directory.coders.get(coder).map(|&coder| new(coder));
            match known.about(memo.id.as_deref(), same.as_ref()) {
                Standing::There => continue,
                Standing::Clash(id) => {
                    let message = format!("memos.csv:{line}: another memo has the id `{id}`");
                    let hint = "give it an id of its own, or none".to_owned();
                    self.problem(message, Some(hint));
                    continue;
                }
                Standing::New => {}
            }
            let new = new(self.directory.coder(change, coder, None)?);
            change.add_memo(&NewMemo { name: memo.id.clone(), ..new.clone() })?;
            known.add(memo.id.clone(), new);
            self.report.memos += 1;
        }
        Ok(())
    }

    fn memo_target(&self, subject: &MemoSubject) -> Option<(MemoTarget, Option<CodePath>)> {
        let directory = &self.directory;
        let target = match subject {
            MemoSubject::Study => MemoTarget::Study,
            MemoSubject::Document(name) => MemoTarget::Document(*directory.documents.get(name)?),
            MemoSubject::Participant(name) => {
                MemoTarget::Participant(*directory.participants.get(name)?)
            }
            MemoSubject::Coding(id) => MemoTarget::Coding(*self.codings.get(id)?),
            MemoSubject::Code(path) => {
                return Some((MemoTarget::Study, Some(CodePath::new(path).ok()?)));
            }
        };
        Some((target, None))
    }
}

/// The memos that are there, by what they say and by the id that people and files know them by.
struct KnownMemos {
    contents: BTreeSet<NewMemo>,
    by_id: BTreeMap<String, NewMemo>,
}

/// How a memo of the bundle stands to those of the study.
enum Standing<'a> {
    New,
    There,
    /// Another memo has this id.
    Clash(&'a str),
}

impl KnownMemos {
    /// Says how a memo stands with this id, if any, and this content, if its coder is known.
    fn about<'a>(&self, id: Option<&'a str>, content: Option<&NewMemo>) -> Standing<'a> {
        match id.and_then(|id| Some((id, self.by_id.get(id)?))) {
            Some((_, there)) if Some(there) == content => Standing::There,
            Some((id, _)) => Standing::Clash(id),
            // Without an id, saying the same again adds nothing.
            None if id.is_none() && content.is_some_and(|new| self.contents.contains(new)) => {
                Standing::There
            }
            None => Standing::New,
        }
    }

    fn add(&mut self, id: Option<String>, content: NewMemo) {
        self.by_id.extend(id.map(|id| (id, content.clone())));
        self.contents.insert(content);
    }
}
