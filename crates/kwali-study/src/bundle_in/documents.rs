//! The documents of a bundle, with their words, speakers and turns.

use std::collections::BTreeMap;

use kwali_exchange::{
    Bundle, CleaningRecord, DocumentRecord, SourceRecord, SpeakerRecord, TurnRecord,
};
use kwali_model::{
    Document, Edit, Layout, Snapshot, SourceMap, Speaker, SpeakerNumber, Transcript, Turn,
};
use kwali_store::{Change, NewDocument};
use kwali_text::{Language, Text, count_words, has_byte_order_mark};
use kwali_transcript::{SpeakerLabels, decode, recognise_turns};

use super::BundleIntake;
use crate::codings::Given;
use crate::{Error, Notice};

/// What tables say about each document, by the document's name.
#[derive(Default)]
struct Beside<'a> {
    turns: BTreeMap<&'a str, Vec<&'a TurnRecord>>,
    speakers: BTreeMap<&'a str, Vec<&'a SpeakerRecord>>,
    sources: BTreeMap<&'a str, &'a SourceRecord>,
    cleanings: BTreeMap<&'a str, Vec<&'a CleaningRecord>>,
}

impl<'a> Beside<'a> {
    fn of(bundle: &'a Bundle) -> Beside<'a> {
        let mut beside = Beside::default();
        for turn in &bundle.turns {
            beside.turns.entry(turn.document.as_str()).or_default().push(turn);
        }
        for speaker in &bundle.speakers {
            beside.speakers.entry(speaker.document.as_str()).or_default().push(speaker);
        }
        for source in &bundle.sources {
            beside.sources.entry(source.document.as_str()).or_insert(source);
        }
        for cleaning in &bundle.cleanings {
            beside.cleanings.entry(cleaning.document.as_str()).or_default().push(cleaning);
        }
        beside
    }

    fn speakers(&self, document: &DocumentRecord) -> &[&'a SpeakerRecord] {
        self.speakers.get(document.name.as_str()).map_or(&[], Vec::as_slice)
    }
}

impl BundleIntake<'_> {
    pub(super) fn documents(
        &mut self,
        change: &mut Change<'_>,
        snapshot: &Snapshot,
    ) -> Result<(), Error> {
        let bundle = self.bundle;
        let main_language = match bundle.study.languages.first() {
            Some(language) if snapshot.documents().is_empty() => language.clone(),
            _ => snapshot.language().clone(),
        };
        let known: BTreeMap<&str, &Document> =
            snapshot.documents().iter().map(|known| (known.name.as_str(), known)).collect();
        let beside = Beside::of(bundle);
        for record in &bundle.documents {
            let place = format!("documents/{}", record.name);
            let Some(given) = self.read_text(record, &place) else { continue };
            if let Some(known) = known.get(record.name.as_str()) {
                if known.digest != given.text.digest() {
                    let message = format!("{place}: the study has this document with other words");
                    let hint = "rename one of them, or import into an empty study".to_owned();
                    self.problem(message, Some(hint));
                    continue;
                }
                self.update_document(change, known, record)?;
            } else {
                self.add_document(change, (record, &beside), (&given, &main_language))?;
            }
            self.texts.insert(record.name.clone(), given);
        }
        Ok(())
    }

    /// Takes over group and language of a document that is there; where the bundle has no group
    /// for it, the study keeps its own and says so.
    fn update_document(
        &mut self,
        change: &mut Change<'_>,
        known: &Document,
        record: &DocumentRecord,
    ) -> Result<(), Error> {
        if let Some(language) = &record.language {
            change.set_language(known.id, language)?;
        }
        if record.group.is_some() {
            change.set_group(known.id, record.group.as_deref())?;
            return Ok(());
        }
        let has_groups = || self.bundle.documents.iter().any(|document| document.group.is_some());
        if let Some(line) = record.line.filter(|_| known.group.is_some() && has_groups()) {
            let message = format!("documents.csv:{line}: `group` differs; kept as it was");
            self.report.notices.push(Notice::warning(message));
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
                Some(Given { text, source, has_mark: has_byte_order_mark(&record.bytes) })
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
        (record, beside): (&DocumentRecord, &Beside<'_>),
        (given, main_language): (&Given, &Language),
    ) -> Result<(), Error> {
        let (layout, mut speakers) = self.layout((record, beside), given);
        // Names that speak nowhere in the text are kept all the same: the bundle says they exist.
        add_listed(&mut speakers, beside.speakers(record));
        let source = beside.sources.get(record.name.as_str());
        let source_map = self.source_map(beside.cleanings.get(record.name.as_str()), given);
        let transcript = Transcript { text: given.text.clone(), layout, speakers, source_map };
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

    /// The edits that `cleanings.csv` states.
    fn source_map(&mut self, stated: Option<&Vec<&CleaningRecord>>, given: &Given) -> SourceMap {
        let Some(stated) = stated else { return SourceMap::default() };
        let edits: Option<Vec<Edit>> = stated.iter().map(|record| edit(record, given)).collect();
        let source_map = edits.and_then(|edits| SourceMap::new(edits, given.text.as_str()));
        source_map.unwrap_or_else(|| {
            let line = stated.first().and_then(|record| record.line).unwrap_or(0);
            let message = format!("cleanings.csv:{line}: these edits do not fit their document");
            let hint = "they lie in the text, in order; all of this document were left out";
            self.problem(message, Some(hint.to_owned()));
            SourceMap::default()
        })
    }

    /// The turns that `turns.csv` states, else those that can be recognised.
    fn layout(
        &mut self,
        (record, beside): (&DocumentRecord, &Beside<'_>),
        given: &Given,
    ) -> (Layout, Vec<(String, bool)>) {
        if let Some(stated) = beside.turns.get(record.name.as_str()) {
            return self.stated_layout(stated, beside.speakers(record), given);
        }
        let speakers = beside.speakers(record).iter().map(|speaker| speaker.speaker.clone());
        let named: Vec<String> = speakers.filter(|speaker| !speaker.is_empty()).collect();
        let labels =
            if named.is_empty() { SpeakerLabels::Detect } else { SpeakerLabels::Only(named) };
        let (layout, speakers, _) = recognise_turns(&given.text, &labels);
        (layout, speakers)
    }

    /// The turns of a table, with the speakers in the order of theirs.
    fn stated_layout(
        &mut self,
        stated: &[&TurnRecord],
        listed: &[&SpeakerRecord],
        given: &Given,
    ) -> (Layout, Vec<(String, bool)>) {
        let mut speakers: Vec<(String, bool)> = Vec::new();
        add_listed(&mut speakers, listed);
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
}

/// Adds the speakers that are listed, unless they are there.
fn add_listed(speakers: &mut Vec<(String, bool)>, listed: &[&SpeakerRecord]) {
    for speaker in listed {
        if !speakers.iter().any(|(name, _)| *name == speaker.speaker) {
            speakers.push((speaker.speaker.clone(), false));
        }
    }
}

fn edit(record: &CleaningRecord, given: &Given) -> Option<Edit> {
    let (start, end) = given.to_text(record.start, record.end);
    Some(Edit {
        step: record.step,
        start: given.text.byte_of_char(start)?,
        end: given.text.byte_of_char(end)?,
        was: record.was.clone(),
        page: record.page,
    })
}

fn stated_turn(
    record: &TurnRecord,
    given: &Given,
    speakers: &mut Vec<(String, bool)>,
) -> Option<Turn> {
    let (start, end) = given.to_text(record.start, record.end);
    let span = given.text.span_of_chars(start, end).ok()?;
    let (words_start, _) = given.to_text(record.words_start, record.end);
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
