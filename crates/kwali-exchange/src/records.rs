//! What the files of a bundle hold, one record a line.
//!
//! Names stand for what they name: a document, a participant, a code. `line` says where a record
//! was read and is `None` where it was not read from a line.

use std::collections::BTreeMap;

use kwali_model::{
    CleaningStep, Origin, Scope, Score, Source, TimeRange, VariableKind, Verdict, Way, Weight,
};
use kwali_text::Language;

/// What the study is called and how it is set up: `study.toml`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StudyRecord {
    /// Its name, if the file says it.
    pub name: Option<String>,
    /// Its languages, the main one first; empty where the file does not say.
    pub languages: Vec<Language>,
    /// Any further settings by name.
    pub settings: BTreeMap<String, String>,
}

/// A document with its words: a line of `documents.csv` and a file in `documents/`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentRecord {
    /// The line of `documents.csv`.
    pub line: Option<usize>,
    /// The document's name.
    pub name: String,
    /// The bytes of its text file.
    pub bytes: Vec<u8>,
    /// The document group.
    pub group: Option<String>,
    /// The language of the words.
    pub language: Option<Language>,
    /// Variables that have a value, in the order of their columns.
    pub values: Vec<(String, String)>,
}

/// A participant: a line of `participants.csv`, or one that only `speakers.csv` names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParticipantRecord {
    /// The line of `participants.csv`.
    pub line: Option<usize>,
    /// The participant's name in files.
    pub name: String,
    /// Variables that have a value, in the order of their columns.
    pub values: Vec<(String, String)>,
}

/// A variable: a column of `documents.csv` or `participants.csv`, or a line of `variables.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VariableRecord {
    /// The line of `variables.csv`.
    pub line: Option<usize>,
    /// What it describes.
    pub scope: Scope,
    /// What it is called.
    pub name: String,
    /// What its values are; `None` where only a column tells of it.
    pub kind: Option<VariableKind>,
}

/// Someone who speaks in a document: a line of `speakers.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpeakerRecord {
    /// The line of `speakers.csv`.
    pub line: Option<usize>,
    /// The document.
    pub document: String,
    /// The name in the transcript; empty for whoever speaks where no name stands.
    pub speaker: String,
    /// The participant this is.
    pub participant: Option<String>,
    /// Whether it is the interviewer; `None` where the file does not say.
    pub is_interviewer: Option<bool>,
}

/// A coder: a line of `coders.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoderRecord {
    /// The line of `coders.csv`.
    pub line: Option<usize>,
    /// The short name.
    pub coder: String,
    /// The full name.
    pub full_name: Option<String>,
}

/// What a memo is about, by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MemoSubject {
    /// The study as a whole: `study`.
    Study,
    /// A document: `document:NAME`.
    Document(String),
    /// A participant: `participant:NAME`.
    Participant(String),
    /// A code: `code:PATH`.
    Code(String),
    /// A coding: `coding:ID`.
    Coding(String),
}

/// A memo: a line of `memos.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemoRecord {
    /// The line of `memos.csv`.
    pub line: Option<usize>,
    /// The memo's id.
    pub id: Option<String>,
    /// What it is about.
    pub subject: MemoSubject,
    /// By whom.
    pub coder: Option<String>,
    /// When it was written, as the file says it.
    pub created: Option<String>,
    /// A few words.
    pub title: String,
    /// The note itself.
    pub text: String,
}

/// A document that has still to be read for a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnreadRecord {
    /// The line of `unread.csv`.
    pub line: Option<usize>,
    /// The document's name.
    pub document: String,
    /// The code's id.
    pub code: String,
}

/// A coding that a corrected transcript lost: a line of `lost-codings.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostCodingRecord {
    /// The line of `lost-codings.csv`.
    pub line: Option<usize>,
    /// The coding's id.
    pub id: Option<String>,
    /// In which document it stood.
    pub document: String,
    /// In which revision of it.
    pub revision: u32,
    /// Where in that revision: start and end in code points.
    pub position: (usize, usize),
    /// With which code.
    pub code: String,
    /// By whom.
    pub coder: String,
    /// How strongly.
    pub weight: Option<Weight>,
    /// A remark of the coder.
    pub comment: Option<String>,
    /// When it was made, as the file says it.
    pub created: Option<String>,
    /// How it came about.
    pub origin: Origin,
    /// The words it had.
    pub quote: String,
}

/// A passage that the program proposed for a code: a line of `suggestions.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SuggestionRecord {
    /// The line of `suggestions.csv`.
    pub line: Option<usize>,
    /// In which document.
    pub document: String,
    /// In which revision of it; in an earlier one than the document's it is lost.
    pub revision: u32,
    /// Where in that revision: start and end in code points.
    pub position: (usize, usize),
    /// For which code.
    pub code: String,
    /// How it was found.
    pub way: Way,
    /// How much speaks for it.
    pub score: Score,
    /// What speaks for it.
    pub reasons: Vec<String>,
    /// When it was made, as the file says it.
    pub created: Option<String>,
    /// What a person decided; `None` while it is open.
    pub verdict: Option<VerdictRecord>,
    /// The words.
    pub quote: String,
}

/// What a person decided about a suggestion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerdictRecord {
    /// What was decided.
    pub verdict: Verdict,
    /// By whom.
    pub coder: String,
    /// When, as the file says it.
    pub decided: Option<String>,
    /// The coding it became, by its id.
    pub coding: Option<String>,
}

/// A saved query: a line of `queries.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueryRecord {
    /// The line of `queries.csv`.
    pub line: Option<usize>,
    /// Its name.
    pub name: String,
    /// The query as text.
    pub query: String,
}

/// A turn: a line of `turns.csv`. Places are code points of the document's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TurnRecord {
    /// The line of `turns.csv`.
    pub line: Option<usize>,
    /// The document.
    pub document: String,
    /// Where the turn starts, with its label.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The name of who speaks.
    pub speaker: String,
    /// Where the words begin, behind the label.
    pub words_start: usize,
    /// When it is said in the recording.
    pub time: Option<TimeRange>,
}

/// Where a document came from: a line of `sources.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceRecord {
    /// The line of `sources.csv`.
    pub line: Option<usize>,
    /// The document.
    pub document: String,
    /// The file it was read from, if any.
    pub source: Option<Source>,
    /// The revision of its text, 1 at import.
    pub revision: u32,
}

/// An edit of a document's text since its file was read: a line of `cleanings.csv`. Places are code
/// points of the document's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CleaningRecord {
    /// The line of `cleanings.csv`.
    pub line: Option<usize>,
    /// The document.
    pub document: String,
    /// The step that made it.
    pub step: CleaningStep,
    /// Where what stands there now starts.
    pub start: usize,
    /// Where it ends; equal to the start if nothing stands there now.
    pub end: usize,
    /// The page of the file.
    pub page: Option<u32>,
    /// What was read there.
    pub was: String,
}
