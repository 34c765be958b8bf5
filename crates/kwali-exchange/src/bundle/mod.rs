//! All files of a bundle together: one module a file, and what holds between them.

mod cleanings;
mod coders;
mod documents;
mod in_revision;
mod lost_codings;
mod memos;
mod participants;
mod queries;
mod sources;
mod speakers;
mod study;
mod suggestions;
mod turns;
mod unread;
mod values;
mod variables;

use std::collections::BTreeMap;

use kwali_text::{Severity, nearest};

use crate::folder::Files;
use crate::records::{
    CleaningRecord, CoderRecord, DocumentRecord, LostCodingRecord, MemoRecord, ParticipantRecord,
    QueryRecord, SourceRecord, SpeakerRecord, StudyRecord, SuggestionRecord, TurnRecord,
    UnreadRecord, VariableRecord,
};
use crate::sheet::Reader;
use crate::{Problem, ProblemKind};

/// The files of a bundle but for those in `documents/`.
pub(crate) const FILES: [&str; 17] = [
    study::FILE,
    documents::FILE,
    participants::FILE,
    variables::FILE,
    speakers::FILE,
    CODEBOOK_TOML,
    CODEBOOK_CSV,
    coders::FILE,
    CODINGS,
    lost_codings::FILE,
    suggestions::FILE,
    unread::FILE,
    memos::FILE,
    queries::FILE,
    turns::FILE,
    sources::FILE,
    cleanings::FILE,
];

const CODEBOOK_TOML: &str = "codebook.toml";
const CODEBOOK_CSV: &str = "codebook.csv";
const CODINGS: &str = "codings.csv";

/// A study as the records of a bundle.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bundle {
    /// Name, languages, settings.
    pub study: StudyRecord,
    /// The documents in study order, each with its words.
    pub documents: Vec<DocumentRecord>,
    /// The participants in study order.
    pub participants: Vec<ParticipantRecord>,
    /// The variables of documents and participants in study order.
    pub variables: Vec<VariableRecord>,
    /// Who speaks in which document, in order.
    pub speakers: Vec<SpeakerRecord>,
    /// The coders in study order; codings and memos may name more.
    pub coders: Vec<CoderRecord>,
    /// The codings that corrected transcripts lost.
    pub lost_codings: Vec<LostCodingRecord>,
    /// What the program proposed, and what became of it.
    pub suggestions: Vec<SuggestionRecord>,
    /// The documents that have still to be read for codes younger than their coding.
    pub unread: Vec<UnreadRecord>,
    /// The memos in study order.
    pub memos: Vec<MemoRecord>,
    /// The saved queries by name.
    pub queries: Vec<QueryRecord>,
    /// Turns that the text alone does not show.
    pub turns: Vec<TurnRecord>,
    /// Where the documents came from.
    pub sources: Vec<SourceRecord>,
    /// What was changed in the documents' texts since their files were read.
    pub cleanings: Vec<CleaningRecord>,
    /// The name and the bytes of the codebook: `codebook.toml` or `codebook.csv`.
    pub codebook: Option<(String, Vec<u8>)>,
    /// The bytes of `codings.csv`.
    pub codings: Option<Vec<u8>>,
}

/// A bundle as it was read, and what was wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadBundle {
    /// What was understood.
    pub bundle: Bundle,
    /// What was not, in the order of the files and their lines.
    pub problems: Vec<Problem>,
}

impl ReadBundle {
    /// True if something was left out.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity() == Severity::Error)
    }
}

/// Reads the files of a bundle.
///
/// Every document, participant and memo subject that a record names is in the bundle, save for
/// codes, codings and coders; records that name others are left out, with a problem.
pub fn read(files: Files) -> ReadBundle {
    let mut reader = Reader { files, problems: Vec::new() };
    reader.report_unknown_files();
    let study = study::read(&mut reader);
    let (documents, document_columns) = documents::read(&mut reader);
    let (mut participants, participant_columns) = participants::read(&mut reader);
    let variables = variables::read(&mut reader, &document_columns, &participant_columns);
    let speakers = speakers::read(&mut reader, &documents);
    participants::add_speakers(&mut reader, &mut participants, &speakers);
    let codebook = reader.codebook();
    let coders = coders::read(&mut reader);
    let codings = reader.take(CODINGS);
    let lost_codings = lost_codings::read(&mut reader, &documents);
    let suggestions = suggestions::read(&mut reader, &documents);
    let unread = unread::read(&mut reader, &documents);
    let memos = memos::read(&mut reader, &documents, &participants);
    let queries = queries::read(&mut reader);
    let turns = turns::read(&mut reader, &documents);
    let sources = sources::read(&mut reader, &documents);
    let cleanings = cleanings::read(&mut reader, &documents);
    let bundle = Bundle {
        study,
        documents,
        participants,
        variables,
        speakers,
        coders,
        lost_codings,
        suggestions,
        unread,
        memos,
        queries,
        turns,
        sources,
        cleanings,
        codebook,
        codings,
    };
    ReadBundle { bundle, problems: reader.problems }
}

/// Returns the files of a bundle by their path in it; a file with nothing in it is left out.
pub fn write(bundle: &Bundle) -> BTreeMap<String, Vec<u8>> {
    let mut files = documents::write_texts(&bundle.documents);
    let tables = [
        (study::FILE, study::write(&bundle.study)),
        (documents::FILE, documents::write(&bundle.documents, &bundle.variables)),
        (participants::FILE, participants::write(&bundle.participants, &bundle.variables)),
        (variables::FILE, variables::write(&bundle.variables)),
        (speakers::FILE, speakers::write(&bundle.speakers)),
        (coders::FILE, coders::write(&bundle.coders)),
        (lost_codings::FILE, lost_codings::write(&bundle.lost_codings)),
        (suggestions::FILE, suggestions::write(&bundle.suggestions)),
        (unread::FILE, unread::write(&bundle.unread)),
        (memos::FILE, memos::write(&bundle.memos)),
        (queries::FILE, queries::write(&bundle.queries)),
        (turns::FILE, turns::write(&bundle.turns)),
        (sources::FILE, sources::write(&bundle.sources)),
        (cleanings::FILE, cleanings::write(&bundle.cleanings)),
        (CODINGS, bundle.codings.clone()),
    ];
    for (file, bytes) in tables {
        files.extend(bytes.map(|bytes| (file.to_owned(), bytes)));
    }
    files.extend(bundle.codebook.clone());
    files
}

impl Reader {
    fn report_unknown_files(&mut self) {
        for file in &self.files.unknown {
            let nearest = nearest(file, FILES).map(str::to_owned);
            self.problems.push(Problem::of(file, ProblemKind::UnknownFile { nearest }));
        }
    }

    fn codebook(&mut self) -> Option<(String, Vec<u8>)> {
        let toml = self.take(CODEBOOK_TOML).map(|bytes| (CODEBOOK_TOML.to_owned(), bytes));
        let csv = self.take(CODEBOOK_CSV).map(|bytes| (CODEBOOK_CSV.to_owned(), bytes));
        if toml.is_some() && csv.is_some() {
            self.problems.push(Problem::of(CODEBOOK_CSV, ProblemKind::SecondCodebook));
        }
        toml.or(csv)
    }
}

fn is_document(documents: &[DocumentRecord]) -> impl Fn(&str) -> Result<(), ProblemKind> {
    let names = documents.iter().map(|document| document.name.clone());
    let names: std::collections::BTreeSet<String> = names.collect();
    move |name| match names.contains(name) {
        true => Ok(()),
        false => Err(ProblemKind::NoDocument(name.to_owned())),
    }
}

#[cfg(test)]
mod tests;
