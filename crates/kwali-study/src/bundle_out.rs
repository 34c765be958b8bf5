//! The whole study into plain text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kwali_codebook::write_toml;
use kwali_coding::{CodingRow, Passage, write_rows};
use kwali_exchange::{
    Bundle, CleaningRecord, CoderRecord, DocumentRecord, LostCodingRecord, MemoRecord, MemoSubject,
    ParticipantRecord, QueryRecord, SourceRecord, SpeakerRecord, StudyRecord, SuggestionRecord,
    TurnRecord, UnreadRecord, VariableRecord, VerdictRecord,
};
use kwali_model::{
    CodingDetail, CodingId, Decision, Document, Layout, LostCoding, MemoTarget, ParticipantId,
    Snapshot, SourceMap, SuggestedPlace, Suggestion, Values,
};
use kwali_text::Text;

use crate::lost::lost_name;
use crate::memos::memo_id;
use crate::{Error, Study};

impl Study {
    /// Writes the study as a bundle and returns the number of files.
    ///
    /// The folder must be new, empty, or hold an older bundle, which is replaced unless it was
    /// edited by hand; what others put there stays.
    pub fn export_bundle(&self, folder: &Path) -> Result<usize, Error> {
        let files = self.bundle_files()?;
        kwali_exchange::write_folder(folder, &files)?;
        Ok(files.len())
    }

    /// Returns the files of the study's bundle by their path in it.
    pub fn bundle_files(&self) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let snapshot = self.snapshot()?;
        let texts = self.texts()?;
        let layouts = self.layouts()?;
        let details = self.store.coding_details()?;
        let codebook = write_toml(&self.codebook()?).into_bytes();
        let bundle = Bundle {
            study: StudyRecord {
                name: Some(snapshot.name().to_owned()),
                languages: snapshot.languages().to_vec(),
                settings: BTreeMap::new(),
            },
            documents: documents(snapshot, texts),
            participants: participants(snapshot),
            variables: variables(snapshot),
            speakers: speakers(snapshot),
            coders: coders(snapshot),
            lost_codings: self.lost_records(snapshot)?,
            suggestions: self.suggestion_records((snapshot, texts), &details)?,
            unread: unread_records(snapshot),
            memos: self.memo_records(snapshot, &details)?,
            queries: queries(snapshot),
            turns: turns(snapshot, texts, layouts),
            sources: sources(snapshot),
            cleanings: cleanings(snapshot, texts, &self.source_maps()?),
            codebook: Some(("codebook.toml".to_owned(), codebook)),
            codings: Some(write_rows(&coding_rows(snapshot, texts, &details))),
        };
        Ok(kwali_exchange::write(&bundle))
    }

    fn lost_records(&self, snapshot: &Snapshot) -> Result<Vec<LostCodingRecord>, Error> {
        let record = |lost: &LostCoding| {
            Some(LostCodingRecord {
                line: None,
                id: Some(lost_name(lost)),
                document: snapshot.document(lost.document)?.name.clone(),
                revision: lost.revision,
                position: lost.position,
                code: snapshot.codes().code(lost.code).path.to_string(),
                coder: snapshot.coder(lost.coder)?.name.clone(),
                weight: lost.weight,
                comment: lost.detail.comment.clone(),
                created: lost.detail.created.clone(),
                origin: lost.detail.origin,
                quote: lost.words.clone(),
            })
        };
        Ok(self.store.lost_codings(snapshot)?.iter().filter_map(record).collect())
    }

    fn suggestion_records(
        &self,
        (snapshot, texts): (&Snapshot, &[Text]),
        details: &BTreeMap<CodingId, CodingDetail>,
    ) -> Result<Vec<SuggestionRecord>, Error> {
        let lost = self.store.lost_codings(snapshot)?;
        let lost = lost.iter().map(|coding| coding.id);
        let there: BTreeSet<CodingId> =
            snapshot.codings().iter().map(|coding| coding.id).chain(lost).collect();
        let verdict = |decision: &Decision| {
            let became = decision.coding.filter(|coding| there.contains(coding));
            Some(VerdictRecord {
                verdict: decision.verdict,
                coder: snapshot.coder(decision.coder)?.name.clone(),
                decided: decision.at.clone(),
                coding: became.map(|coding| coding_name(coding, details)),
            })
        };
        let record = |one: &Suggestion| {
            let place = snapshot.document_place(one.document)?;
            let document = snapshot.documents().get(place)?;
            let (revision, quote) = match &one.place {
                SuggestedPlace::Standing(span) => {
                    (document.revision, texts.get(place)?.slice(*span).to_owned())
                }
                SuggestedPlace::Lost { revision, words, .. } => (*revision, words.clone()),
            };
            Some(SuggestionRecord {
                line: None,
                document: document.name.clone(),
                revision,
                position: one.place.position(),
                code: snapshot.codes().code(one.code).path.to_string(),
                way: one.way,
                score: one.score,
                reasons: one.reasons.clone(),
                created: one.created.clone(),
                verdict: one.decision.as_ref().and_then(verdict),
                quote,
            })
        };
        Ok(self.store.suggestions(snapshot)?.iter().filter_map(record).collect())
    }

    fn memo_records(
        &self,
        snapshot: &Snapshot,
        details: &BTreeMap<CodingId, CodingDetail>,
    ) -> Result<Vec<MemoRecord>, Error> {
        let name = |id: ParticipantId| snapshot.participant(id).map(|p| p.name.clone());
        let subject = |target| match target {
            MemoTarget::Study => Some(MemoSubject::Study),
            MemoTarget::Document(id) => {
                Some(MemoSubject::Document(snapshot.document(id)?.name.clone()))
            }
            MemoTarget::Participant(id) => Some(MemoSubject::Participant(name(id)?)),
            MemoTarget::Code(id) => {
                Some(MemoSubject::Code(snapshot.codes().code(id).path.to_string()))
            }
            MemoTarget::Coding(id) => Some(MemoSubject::Coding(coding_name(id, details))),
        };
        let record = |memo: &kwali_model::Memo| {
            Some(MemoRecord {
                line: None,
                id: Some(memo_id(memo)),
                subject: subject(memo.target)?,
                coder: snapshot.coder(memo.coder).map(|coder| coder.name.clone()),
                created: memo.created.clone(),
                title: memo.title.clone(),
                text: memo.text.clone(),
            })
        };
        Ok(self.memos()?.iter().filter_map(record).collect())
    }
}

/// Returns a coding's id as people and files know it.
pub fn coding_name(id: CodingId, details: &BTreeMap<CodingId, CodingDetail>) -> String {
    let name = details.get(&id).and_then(|detail| detail.name.clone());
    name.unwrap_or_else(|| id.to_string())
}

fn queries(snapshot: &Snapshot) -> Vec<QueryRecord> {
    let queries = snapshot.queries().iter().cloned();
    queries.map(|saved| QueryRecord { line: None, name: saved.name, query: saved.text }).collect()
}

fn documents(snapshot: &Snapshot, texts: &[Text]) -> Vec<DocumentRecord> {
    let record = |(document, text): (&Document, &Text)| DocumentRecord {
        line: None,
        name: document.name.clone(),
        bytes: text.as_str().as_bytes().to_vec(),
        group: document.group.clone(),
        language: Some(document.language.clone()),
        values: values(snapshot, &document.values),
    };
    snapshot.documents().iter().zip(texts).map(record).collect()
}

fn participants(snapshot: &Snapshot) -> Vec<ParticipantRecord> {
    let record = |person: &kwali_model::Participant| ParticipantRecord {
        line: None,
        name: person.name.clone(),
        values: values(snapshot, &person.values),
    };
    snapshot.participants().iter().map(record).collect()
}

fn values(snapshot: &Snapshot, values: &Values) -> Vec<(String, String)> {
    let variables = snapshot.variables().iter();
    variables
        .filter_map(|variable| Some((variable.name.clone(), values.get(&variable.id)?.clone())))
        .collect()
}

fn variables(snapshot: &Snapshot) -> Vec<VariableRecord> {
    let record = |variable: &kwali_model::Variable| VariableRecord {
        line: None,
        scope: variable.scope,
        name: variable.name.clone(),
        kind: Some(variable.kind),
    };
    snapshot.variables().iter().map(record).collect()
}

fn speakers(snapshot: &Snapshot) -> Vec<SpeakerRecord> {
    let mut records = Vec::new();
    for document in snapshot.documents() {
        for speaker in &document.speakers {
            let participant = speaker.participant.and_then(|id| snapshot.participant(id));
            records.push(SpeakerRecord {
                line: None,
                document: document.name.clone(),
                speaker: speaker.name.clone(),
                participant: participant.map(|person| person.name.clone()),
                is_interviewer: Some(speaker.is_interviewer),
            });
        }
    }
    records
}

fn coders(snapshot: &Snapshot) -> Vec<CoderRecord> {
    let record = |coder: &kwali_model::Coder| CoderRecord {
        line: None,
        coder: coder.name.clone(),
        full_name: coder.full_name.clone(),
    };
    snapshot.coders().iter().map(record).collect()
}

fn turns(snapshot: &Snapshot, texts: &[Text], layouts: &[Layout]) -> Vec<TurnRecord> {
    let mut records = Vec::new();
    for ((document, text), layout) in snapshot.documents().iter().zip(texts).zip(layouts) {
        for turn in &layout.turns {
            let Some(speaker) = document.speakers.get(turn.speaker.index()) else { continue };
            let label = text.span(turn.span.start(), turn.words_start as usize);
            records.push(TurnRecord {
                line: None,
                document: document.name.clone(),
                start: turn.span.start_char(),
                end: turn.span.end_char(),
                speaker: speaker.name.clone(),
                words_start: label.map_or(turn.span.start_char(), |label| label.end_char()),
                time: turn.time,
            });
        }
    }
    records
}

/// The documents that have still to be read for a code, by document and code in study order.
fn unread_records(snapshot: &Snapshot) -> Vec<UnreadRecord> {
    let mut records = Vec::new();
    for document in snapshot.documents() {
        for (code, documents) in snapshot.unread() {
            if documents.contains(&document.id) {
                records.push(UnreadRecord {
                    line: None,
                    document: document.name.clone(),
                    code: snapshot.codes().code(*code).path.to_string(),
                });
            }
        }
    }
    records
}

fn sources(snapshot: &Snapshot) -> Vec<SourceRecord> {
    let record = |document: &Document| SourceRecord {
        line: None,
        document: document.name.clone(),
        source: document.source.clone(),
        revision: document.revision,
    };
    snapshot.documents().iter().map(record).collect()
}

fn cleanings(snapshot: &Snapshot, texts: &[Text], maps: &[SourceMap]) -> Vec<CleaningRecord> {
    let mut records = Vec::new();
    for ((document, text), source_map) in snapshot.documents().iter().zip(texts).zip(maps) {
        for edit in source_map.edits() {
            let place = |byte: usize| text.chars_before(byte).unwrap_or_default();
            records.push(CleaningRecord {
                line: None,
                document: document.name.clone(),
                step: edit.step,
                start: place(edit.start),
                end: place(edit.end),
                page: edit.page,
                was: edit.was.clone(),
            });
        }
    }
    records
}

fn coding_rows(
    snapshot: &Snapshot,
    texts: &[Text],
    details: &BTreeMap<CodingId, CodingDetail>,
) -> Vec<CodingRow> {
    let mut rows = Vec::new();
    for (place, document) in snapshot.documents().iter().enumerate() {
        for coding in snapshot.codings_at(place) {
            let detail = details.get(&coding.id).cloned().unwrap_or_default();
            rows.push(CodingRow {
                line: 0,
                id: Some(coding_name(coding.id, details)),
                document: document.name.clone(),
                passage: Passage {
                    position: Some((coding.span.start_char(), coding.span.end_char())),
                    quote: Some(texts[place].slice(coding.span).to_owned()),
                    before: None,
                    after: None,
                },
                code: snapshot.codes().code(coding.code).path.to_string(),
                coder: snapshot.coder(coding.coder).map(|coder| coder.name.clone()),
                weight: coding.weight,
                comment: detail.comment,
                created: detail.created,
                origin: detail.origin,
            });
        }
    }
    rows
}
