//! The documents of a bundle, with their words, speakers and turns.

use std::collections::BTreeMap;

use kwali_exchange::{Bundle, DocumentRecord, SourceRecord, SpeakerRecord, TurnRecord};
use kwali_model::{
    Document, Layout, Snapshot, SourceMap, Speaker, SpeakerNumber, Transcript, Turn,
};
use kwali_store::{Change, NewDocument};
use kwali_text::{Language, Normalised, Text, count_words};
use kwali_transcript::{SpeakerLabels, decode, recognise_turns};

use super::BundleIntake;
use crate::codings::Given;
use crate::{Error, Notice};

/// What tables say about each document, by the document's name.
struct Beside<'a> {
    turns: BTreeMap<&'a str, Vec<&'a TurnRecord>>,
    speakers: BTreeMap<&'a str, Vec<&'a SpeakerRecord>>,
    sources: BTreeMap<&'a str, &'a SourceRecord>,
}

impl<'a> Beside<'a> {
    fn of(bundle: &'a Bundle) -> Beside<'a> {
        let mut beside =
            Beside { turns: BTreeMap::new(), speakers: BTreeMap::new(), sources: BTreeMap::new() };
        for turn in &bundle.turns {
            beside.turns.entry(turn.document.as_str()).or_default().push(turn);
        }
        for speaker in &bundle.speakers {
            beside.speakers.entry(speaker.document.as_str()).or_default().push(speaker);
        }
        for source in &bundle.sources {
            beside.sources.entry(source.document.as_str()).or_insert(source);
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
        (record, beside): (&DocumentRecord, &Beside<'_>),
        (given, main_language): (&Given, &Language),
    ) -> Result<(), Error> {
        let (layout, mut speakers) = self.layout((record, beside), given);
        // Names that speak nowhere in the text are kept all the same: the bundle says they exist.
        for speaker in beside.speakers(record) {
            if !speakers.iter().any(|(name, _)| *name == speaker.speaker) {
                speakers.push((speaker.speaker.clone(), false));
            }
        }
        let source = beside.sources.get(record.name.as_str());
        let source_map = SourceMap::default();
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

    /// The turns that `turns.csv` states, else those that can be recognised.
    fn layout(
        &mut self,
        (record, beside): (&DocumentRecord, &Beside<'_>),
        given: &Given,
    ) -> (Layout, Vec<(String, bool)>) {
        if let Some(stated) = beside.turns.get(record.name.as_str()) {
            return self.stated_layout(stated, given);
        }
        let speakers = beside.speakers(record).iter().map(|speaker| speaker.speaker.clone());
        let named: Vec<String> = speakers.filter(|speaker| !speaker.is_empty()).collect();
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
