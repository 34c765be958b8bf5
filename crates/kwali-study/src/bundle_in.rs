//! A whole study out of plain text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kwali_exchange::{Bundle, DocumentRecord, MemoSubject, TurnRecord, read_folder};
use kwali_model::{
    CodePath, CodingId, Layout, MemoTarget, Snapshot, Speaker, SpeakerNumber, Transcript, Turn,
};
use kwali_store::{Author, Change, NewDocument, NewMemo, ValueOf};
use kwali_text::{Language, Normalised, Text, count_words};
use kwali_transcript::{SpeakerLabels, decode, recognise_turns};

use crate::codebook::{codes_of, implied_codes};
use crate::codings::{Given, Intake};
use crate::directory::Directory;
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
        let names = self.coding_names()?;
        let memo_names: BTreeSet<String> =
            self.memos()?.iter().map(crate::memos::memo_id).collect();
        let bundle = read.bundle;
        self.change(author, |change, snapshot| {
            let mut intake = BundleIntake {
                bundle: &bundle,
                directory: Directory::of(snapshot),
                report,
                texts: BTreeMap::new(),
                codings: BTreeMap::new(),
            };
            intake.study(change, snapshot)?;
            intake.documents(change, snapshot)?;
            intake.people(change)?;
            let codes = intake.codes(change)?;
            intake.codings(change, snapshot, (names, codes))?;
            intake.memos(change, &memo_names)?;
            intake.directory.settle_kinds(change)?;
            Ok(intake.report)
        })
    }
}

struct BundleIntake<'a> {
    bundle: &'a Bundle,
    directory: Directory,
    report: BundleReport,
    /// The words of the documents that codings may be in, by name.
    texts: BTreeMap<String, Given>,
    /// The codings that came with an id.
    codings: BTreeMap<String, CodingId>,
}

impl BundleIntake<'_> {
    fn problem(&mut self, message: String, hint: Option<String>) {
        self.report.notices.push(Notice::error(message, hint));
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

    fn documents(&mut self, change: &mut Change<'_>, snapshot: &Snapshot) -> Result<(), Error> {
        let bundle = self.bundle;
        let main_language = match bundle.study.languages.first() {
            Some(language) if snapshot.documents().is_empty() => language.clone(),
            _ => snapshot.language().clone(),
        };
        for record in &bundle.documents {
            let place = format!("documents/{}", record.name);
            let Some(given) = self.read_text(record, &place) else { continue };
            if let Some(known) = snapshot.document_named(&record.name) {
                if known.digest != given.text.digest() {
                    let message = format!("{place}: the study has this document with other words");
                    let hint = "rename one of them, or import into an empty study".to_owned();
                    self.problem(message, Some(hint));
                    continue;
                }
            } else {
                self.add_document(change, record, (&given, &main_language))?;
            }
            self.texts.insert(record.name.clone(), given);
        }
        Ok(())
    }

    fn read_text(&mut self, record: &DocumentRecord, place: &str) -> Option<Given> {
        let decoded = match decode(&record.bytes, None) {
            Ok(decoded) => decoded,
            Err(error) => {
                self.problem(format!("{place}: {error}"), error.hint());
                return None;
            }
        };
        if decoded.guessed {
            let message = format!("{place}: read as {}, which was guessed", decoded.encoding);
            self.report.notices.push(Notice::warning(message));
        }
        let normalised = decoded.normalised();
        match Text::new(&normalised.text) {
            Ok(text) => {
                let source = (!normalised.is_unchanged()).then_some(normalised);
                Some(Given { text, source })
            }
            Err(error) => {
                self.problem(format!("{place}: {error}"), None);
                None
            }
        }
    }

    fn add_document(
        &mut self,
        change: &mut Change<'_>,
        record: &DocumentRecord,
        (given, main_language): (&Given, &Language),
    ) -> Result<(), Error> {
        let (layout, mut speakers) = self.layout(record, given);
        // Names that speak nowhere in the text are kept all the same: the bundle says they exist.
        for speaker in self.bundle.speakers.iter().filter(|s| s.document == record.name) {
            if !speakers.iter().any(|(name, _)| *name == speaker.speaker) {
                speakers.push((speaker.speaker.clone(), false));
            }
        }
        let source = self.bundle.sources.iter().find(|source| source.document == record.name);
        let transcript = Transcript { text: given.text.clone(), layout, speakers };
        let language = record.language.as_ref().unwrap_or(main_language);
        let id = change.add_document(&NewDocument {
            name: &record.name,
            group: record.group.as_deref(),
            language: language.code(),
            transcript: &transcript,
            words: count_words(given.text.as_str()),
            revision: source.map_or(1, |source| source.revision),
            source: source.and_then(|source| source.source.as_ref()),
        })?;
        self.report.documents += 1;
        self.directory.documents.insert(record.name.clone(), id);
        let speaker = |(name, is_interviewer)| Speaker { name, is_interviewer, participant: None };
        let speakers = transcript.speakers.into_iter().map(speaker).collect();
        self.directory.speakers.insert(id, speakers);
        Ok(())
    }

    /// The turns that `turns.csv` states, else those that can be recognised.
    fn layout(&mut self, record: &DocumentRecord, given: &Given) -> (Layout, Vec<(String, bool)>) {
        let of_document = |turn: &&TurnRecord| turn.document == record.name;
        let stated: Vec<&TurnRecord> = self.bundle.turns.iter().filter(of_document).collect();
        if !stated.is_empty() {
            return self.stated_layout(&stated, given);
        }
        let speakers = self.bundle.speakers.iter();
        let named: Vec<String> = speakers
            .filter(|speaker| speaker.document == record.name && !speaker.speaker.is_empty())
            .map(|speaker| speaker.speaker.clone())
            .collect();
        let labels =
            if named.is_empty() { SpeakerLabels::Detect } else { SpeakerLabels::Only(named) };
        let (layout, speakers, _) = recognise_turns(&given.text, &labels);
        (layout, speakers)
    }

    fn stated_layout(
        &mut self,
        stated: &[&TurnRecord],
        given: &Given,
    ) -> (Layout, Vec<(String, bool)>) {
        let mut speakers: Vec<(String, bool)> = Vec::new();
        let mut turns: Vec<Turn> = Vec::new();
        let mut reached = 0;
        for record in stated {
            let Some(turn) = stated_turn(record, given, &mut speakers)
                .filter(|turn| turn.span.start() >= reached)
            else {
                let line = record.line.unwrap_or(0);
                let message = format!("turns.csv:{line}: this is no turn of the document");
                let hint = "turns lie in the text, one behind the other".to_owned();
                self.problem(message, Some(hint));
                continue;
            };
            reached = turn.span.end();
            turns.push(turn);
        }
        (Layout { paragraphs: given.text.paragraphs(), turns }, speakers)
    }

    fn people(&mut self, change: &mut Change<'_>) -> Result<(), Error> {
        let bundle = self.bundle;
        for coder in &bundle.coders {
            self.directory.coder(change, &coder.coder, coder.full_name.as_deref())?;
        }
        for variable in &bundle.variables {
            let name = (variable.scope, variable.name.as_str());
            self.directory.variable(change, name, variable.kind)?;
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
            ValueOf::Document(_) => kwali_model::Scope::Document,
            ValueOf::Participant(_) => kwali_model::Scope::Participant,
        };
        for (name, value) in values {
            let variable = self.directory.variable(change, (scope, name), None)?;
            self.directory.set_value(change, of, (variable, value))?;
        }
        Ok(())
    }

    /// Adds the codes, and returns the ids of all that there are in the bundle.
    fn codes(&mut self, change: &mut Change<'_>) -> Result<Vec<String>, Error> {
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
        Ok(codes.into_iter().map(|code| code.path.to_string()).collect())
    }

    fn codings(
        &mut self,
        change: &mut Change<'_>,
        snapshot: &Snapshot,
        (names, codes): (std::collections::HashMap<String, CodingId>, Vec<String>),
    ) -> Result<(), Error> {
        let Some(bytes) = &self.bundle.codings else { return Ok(()) };
        let read = kwali_coding::read_rows("codings.csv", bytes)?;
        self.codings.extend(names.iter().map(|(name, &id)| (name.clone(), id)));
        let only_coder = match self.bundle.coders.as_slice() {
            [only] => Some(only.coder.as_str()),
            _ => None,
        };
        let mut intake = Intake::new("codings.csv", snapshot, names, only_coder);
        intake.know_codes(codes);
        intake.report.notices.extend(read.problems.iter().map(Notice::from));
        let rows = (&self.texts, read.rows.as_slice());
        let made = intake.take(change, &mut self.directory, rows)?;
        self.codings.extend(made);
        self.report.codings = intake.report.added;
        self.report.notices.append(&mut intake.report.notices);
        Ok(())
    }

    fn memos(&mut self, change: &mut Change<'_>, known: &BTreeSet<String>) -> Result<(), Error> {
        let bundle = self.bundle;
        for memo in &bundle.memos {
            if memo.id.as_ref().is_some_and(|id| known.contains(id)) {
                continue;
            }
            let line = memo.line.unwrap_or(0);
            let Some((target, code)) = self.memo_target(&memo.subject) else {
                let message = format!("memos.csv:{line}: what it is about is not in the study");
                self.problem(message, None);
                continue;
            };
            let coder = memo.coder.as_deref().unwrap_or("unknown");
            let coder = self.directory.coder(change, coder, None)?;
            change.add_memo(&NewMemo {
                name: memo.id.clone(),
                target,
                code,
                coder,
                created: memo.created.clone(),
                title: memo.title.clone(),
                text: memo.text.clone(),
            })?;
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

fn stated_turn(
    record: &TurnRecord,
    given: &Given,
    speakers: &mut Vec<(String, bool)>,
) -> Option<Turn> {
    let to_text = |start, end| match &given.source {
        Some(source) => Normalised::from_source(source, start, end),
        None => (start, end),
    };
    let (start, end) = to_text(record.start, record.end);
    let span = given.text.span_of_chars(start, end).ok()?;
    let (words_start, _) = to_text(record.words_start, record.end);
    let words_start = match words_start == start {
        true => span.start(),
        false => given.text.span_of_chars(start, words_start).ok()?.end(),
    };
    let known = speakers.iter().position(|(name, _)| *name == record.speaker);
    let number = known.unwrap_or_else(|| {
        speakers.push((record.speaker.clone(), false));
        speakers.len() - 1
    });
    Some(Turn {
        speaker: SpeakerNumber(number as u32),
        span,
        words_start: words_start as u32,
        time: record.time,
    })
}
