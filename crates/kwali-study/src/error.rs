//! What can go wrong with an operation on a study.

mod hints;

use std::path::PathBuf;

use kwali_analysis::AnalysisError;
use kwali_text::{SpanError, TableError};

/// What can go wrong with an operation on a study.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No study was named and none was found.
    #[error("no study in {} or any folder above it", .0.display())]
    NoStudy(PathBuf),
    /// No study was named and there are several.
    #[error("more than one study here: {}", list(.0))]
    SeveralStudies(Vec<PathBuf>),
    /// Others changed the study again and again at the same time.
    #[error("{}: other processes keep changing the study", .0.display())]
    TooBusy(PathBuf),
    /// The study file.
    #[error(transparent)]
    Store(#[from] kwali_store::Error),
    /// The search index.
    #[error(transparent)]
    Index(#[from] kwali_index::Error),
    /// A bundle.
    #[error(transparent)]
    Bundle(#[from] kwali_exchange::Error),
    /// A question or a count.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    /// A query that cannot be understood or names what is not there.
    #[error("{source}\n{caret}", caret = source.caret(query))]
    Query {
        /// The query as it was typed.
        query: String,
        /// What is wrong with it, and where.
        source: Box<kwali_analysis::QueryError>,
    },
    /// A saved query's name that is none.
    #[error("a saved query's name has letters, digits or other visible signs")]
    QueryName,
    /// Another saved query has that name.
    #[error("there is a saved query `{0}` already")]
    QueryNameTaken(String),
    /// Other saved queries ask for this one.
    #[error("other saved queries ask for `@{name}`: {}", .by.join(", "))]
    QueryInUse {
        /// Its name.
        name: String,
        /// The others.
        by: Vec<String>,
    },
    /// A codebook file that is to be compared has errors.
    #[error("{file}: the codebook has {errors} errors")]
    CodebookErrors {
        /// The file.
        file: String,
        /// How many.
        errors: usize,
    },
    /// The last part of an id, with a dot in it.
    #[error("`{0}` is not the last part of a code's id: it has a dot in it")]
    CodeName(String),
    /// A code would go below itself, or be merged with one below it.
    #[error("code `{code}` cannot go to `{to}`, which is below it")]
    CodeIntoItself {
        /// The code.
        code: String,
        /// Where it would go.
        to: String,
    },
    /// A code is where it would go, and is called as it would be.
    #[error("code `{0}` is there already")]
    CodeThereAlready(String),
    /// A code would be merged with itself.
    #[error("code `{0}` cannot be merged with itself")]
    CodeWithItself(String),
    /// Codings would go to a code that is deleted with theirs.
    #[error("the codings cannot go to `{0}`, which is deleted as well")]
    CodingsToDeleted(String),
    /// A code that is to be deleted has codings.
    #[error("code `{code}` and those below it have {codings} codings")]
    CodeHasCodings {
        /// The code.
        code: String,
        /// How many codings it and those below it have.
        codings: usize,
    },
    /// Saved queries ask for a code that is to be deleted.
    #[error("saved queries ask for code `{code}` or one below it: {}", .by.join(", "))]
    CodeInQueries {
        /// The code.
        code: String,
        /// The saved queries.
        by: Vec<String>,
    },
    /// A query that makes spans cannot say which codings are meant.
    #[error("a query that makes spans does not say which codings are meant")]
    SplitBySpans,
    /// No coding of a code itself meets the query by which it is to be split.
    #[error("code `{code}` has no coding of its own that meets `{query}`")]
    NothingToSplit {
        /// The code.
        code: String,
        /// The query.
        query: String,
    },
    /// There are not so many changes that can be taken back.
    #[error("{}", match can { 0 => "there is nothing to take back".to_owned(), can => format!("{n} changes cannot be taken back, only {can} can") })]
    CannotUndo {
        /// How many were to be taken back.
        n: usize,
        /// How many can be.
        can: usize,
        /// The entry up to which nothing can, since it is older than what is needed for that.
        recorded_from: Option<u64>,
    },
    /// There are not so many changes that were taken back and can be done again.
    #[error("{}", match can { 0 => "there is nothing to do again".to_owned(), can => format!("{n} changes cannot be done again, only {can} can") })]
    CannotRedo {
        /// How many were to be done again.
        n: usize,
        /// How many can be.
        can: usize,
    },
    /// The journal has no entry of that number yet.
    #[error("the journal has no entry {state}; the last one is {now}")]
    NoSuchState {
        /// The entry that was asked for.
        state: u64,
        /// The last entry.
        now: u64,
    },
    /// How the study was then is not recorded.
    #[error("how the study was at entry {state} of the journal is not recorded")]
    NotRecorded {
        /// The entry that was asked for.
        state: u64,
    },
    /// Something that is no code's id.
    #[error(transparent)]
    CodeId(kwali_model::PathError),
    /// Another code has that id.
    #[error("there is a code `{0}` already")]
    CodeTaken(String),
    /// Something that cannot be looked for.
    #[error(transparent)]
    Phrase(kwali_text::PhraseError),
    /// A file or folder that cannot be read.
    #[error("{}: it cannot be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What was reported.
        source: std::io::Error,
    },
    /// A file or folder that cannot be written.
    #[error("{}: it cannot be written", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What was reported.
        source: std::io::Error,
    },
    /// A table that cannot be read.
    #[error("{file}: {source}")]
    Table {
        /// The file.
        file: String,
        /// What is wrong.
        source: TableError,
    },
    /// A spreadsheet that cannot be read.
    #[error("{file}: it cannot be read")]
    Spreadsheet {
        /// The file.
        file: String,
        /// What is wrong.
        source: kwali_transcript::Error,
    },
    /// A table without the column that says what its rows are about.
    #[error("{file}:1: there is no column {wanted}")]
    NoColumn {
        /// The file.
        file: String,
        /// The columns that would do.
        wanted: &'static str,
    },
    /// A codebook that cannot be read at all.
    #[error(transparent)]
    Codebook(#[from] kwali_codebook::Error),
    /// Codings that cannot be read at all.
    #[error(transparent)]
    Codings(#[from] kwali_coding::Error),
    /// There is no such thing in the study.
    #[error("there is no {what} `{name}` in this study")]
    Unknown {
        /// `document`, `code`, `coder`, `coding`, `memo`, …
        what: &'static str,
        /// What was asked for.
        name: String,
        /// Names that come near.
        near: Vec<String>,
    },
    /// A coding of somebody else that is to be taken away while coding.
    #[error("coding `{id}` is one of coder `{coder}`, not of yours")]
    CodingOfOther {
        /// The coding's id.
        id: String,
        /// Whose it is.
        coder: String,
    },
    /// A coding that is to be taken away from a passage where it is not.
    #[error("{document}: coder `{coder}` has no coding with code `{code}` on exactly this passage")]
    NoSuchCoding {
        /// The document.
        document: String,
        /// The code.
        code: String,
        /// The coder.
        coder: String,
    },
    /// A coding without anybody who makes it.
    #[error("it is not said which coder makes this")]
    NoCoder,
    /// A new coder's name that holds what cannot be seen or typed.
    #[error("a coder's name cannot hold line ends, tabs or other control characters")]
    CoderName,
    /// Two numbers that are not a passage of the document.
    #[error("{document}: {source}")]
    Position {
        /// The document.
        document: String,
        /// Why not.
        source: SpanError,
    },
    /// A quotation whose place cannot be told.
    #[error("{document}: {source}")]
    Quotation {
        /// The document.
        document: String,
        /// Why not.
        source: kwali_coding::PlaceError,
    },
    /// The same passage has the same code by the same coder already.
    #[error("{document}: this coder gave exactly this passage that code already{}", as_coding(.coding.as_deref()))]
    SameCoding {
        /// The document.
        document: String,
        /// The id of the coding that is there; `None` where the same file asks for it.
        coding: Option<String>,
    },
    /// Documents and participants both have a variable of that name.
    #[error("documents and participants both have a variable `{0}`")]
    AmbiguousVariable(String),
    /// Something by which no group of words is told.
    #[error("`{0}` does not say whose words are meant")]
    NoWordGroup(String),
    /// Words cannot be compared with none.
    #[error("no words of `{0}` are counted")]
    NoWordsIn(String),
    /// An example without a word by which anything could be compared.
    #[error("the example has no words but function words")]
    NothingToCompare,
    /// A query that asks for something that only codings have.
    #[error("`{0}` asks for codings, and passages are none")]
    NotOfPassages(String),
    /// A suggestion whose words are not in the corrected transcript any more cannot become a coding.
    #[error("suggestion {0} cannot be accepted: its words are not in the corrected transcript")]
    LostSuggestion(String),
    /// A suggestion that became a coding cannot be refused.
    #[error("suggestion {suggestion} was accepted already")]
    AcceptedSuggestion {
        /// The suggestion.
        suggestion: String,
        /// The coding it became.
        coding: String,
    },
    /// Something that no memo can be about.
    #[error("a memo cannot be about `{0}`")]
    MemoAbout(String),
    /// A weight that is none.
    #[error("a weight is a whole number from 0 to 100")]
    Weight,
    /// A code that is never applied to people's words.
    #[error("code `{0}` is a conclusion of the researchers, not applied to people's words")]
    Conclusion(String),
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn as_coding(id: Option<&str>) -> String {
    id.map(|id| format!(", as coding `{id}`")).unwrap_or_default()
}

impl Error {
    /// Returns the kind of error, as scripts are told.
    pub fn kind(&self) -> &'static str {
        match self {
            Error::NoStudy(_) | Error::SeveralStudies(_) => "no-study",
            Error::TooBusy(_) => "busy",
            Error::Store(error) => match error {
                kwali_store::Error::Busy { .. } => "busy",
                kwali_store::Error::NotFound(_) => "no-study",
                _ => "study-file",
            },
            Error::Index(_) => "index",
            Error::Bundle(_) => "bundle",
            Error::Analysis(_)
            | Error::Query { .. }
            | Error::Phrase(_)
            | Error::QueryName
            | Error::QueryNameTaken(_)
            | Error::QueryInUse { .. }
            | Error::NoWordGroup(_)
            | Error::NoWordsIn(_)
            | Error::NothingToCompare
            | Error::NotOfPassages(_) => "query",
            Error::CannotUndo { .. }
            | Error::CannotRedo { .. }
            | Error::NoSuchState { .. }
            | Error::NotRecorded { .. } => "history",
            Error::Unreadable { .. } | Error::Unwritable { .. } => "file",
            Error::Table { .. } | Error::Spreadsheet { .. } | Error::NoColumn { .. } => "table",
            Error::Codebook(_)
            | Error::CodebookErrors { .. }
            | Error::CodeId(_)
            | Error::CodeName(_)
            | Error::CodeTaken(_)
            | Error::CodeIntoItself { .. }
            | Error::CodeThereAlready(_)
            | Error::CodeWithItself(_)
            | Error::CodingsToDeleted(_)
            | Error::CodeHasCodings { .. }
            | Error::CodeInQueries { .. }
            | Error::NothingToSplit { .. }
            | Error::SplitBySpans => "codebook",
            Error::Codings(_) => "codings",
            Error::Unknown { .. } | Error::AmbiguousVariable(_) | Error::NoSuchCoding { .. } => {
                "unknown"
            }
            Error::MemoAbout(_) => "memo",
            Error::LostSuggestion(_) | Error::AcceptedSuggestion { .. } => "suggestion",
            Error::NoCoder
            | Error::CoderName
            | Error::Weight
            | Error::Conclusion(_)
            | Error::SameCoding { .. }
            | Error::CodingOfOther { .. } => "coding",
            Error::Position { .. } | Error::Quotation { .. } => "place",
        }
    }

    pub(crate) fn unknown(what: &'static str, name: &str, near: Vec<String>) -> Error {
        Error::Unknown { what, name: name.to_owned(), near }
    }
}
