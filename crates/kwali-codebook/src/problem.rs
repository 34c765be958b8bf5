//! What can be wrong in a codebook.

use kwali_model::{CodePath, PathError};
use kwali_text::{Finding, Language, Severity, TableProblem};

use crate::KeywordFault;

/// Something wrong in a codebook, with the line.
pub type Problem = kwali_text::Problem<ProblemKind>;

/// What is wrong. What has an error was left out; what has a warning was kept.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProblemKind {
    /// Something about the table itself.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// The file is not in UTF-8.
    #[error("the file is not in UTF-8 and was read as Windows-1252")]
    Windows1252,
    /// There is no code at all.
    #[error("there is no code in this file")]
    NoCodes,
    /// A key that means nothing in a codebook.
    #[error("key `{key}` is not known and was left out")]
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that is nearest to it.
        nearest: Option<String>,
    },
    /// A key has a value of the wrong type.
    #[error("`{key}` is not {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// What belongs there.
        expected: &'static str,
    },
    /// What should be a language code is none.
    #[error("`{0}` is not a language code")]
    BadLanguage(String),
    /// A code has no id.
    #[error("a code has no id and was left out")]
    EmptyId,
    /// An id is not well formed.
    #[error("{0}; the code was left out")]
    BadId(PathError),
    /// Two codes have the same id.
    #[error("code `{code}` stands there already, on line {first}; the first one counts")]
    Duplicate {
        /// The id.
        code: CodePath,
        /// The line of the first.
        first: usize,
    },
    /// Codes are each other's parents.
    #[error("{} are each other's parents; all were put at the top", .0.join(" → "))]
    Cycle(Vec<String>),
    /// A code's parent is not in the codebook.
    #[error("code `{code}` has no parent: `{parent}` was added")]
    MissingParent {
        /// The code.
        code: CodePath,
        /// What should have been its parent.
        parent: CodePath,
        /// The code that is nearest to it.
        nearest: Option<CodePath>,
    },
    /// `id` and `parent` say different things.
    #[error("code `{code}` has another parent by its id than `{parent}`; its id counts")]
    ParentDisagrees {
        /// The id.
        code: String,
        /// The parent as it is written.
        parent: String,
    },
    /// A colour is not written as one.
    #[error("`{0}` is not a colour")]
    BadColour(String),
    /// A kind is none of the three.
    #[error("`{kind}` is not a kind of code")]
    BadKind {
        /// The kind as it is written.
        kind: String,
        /// The kind that is nearest to it.
        nearest: Option<&'static str>,
    },
    /// A keyword is not well formed.
    #[error("keyword `{keyword}` of code `{code}`: {fault}")]
    BadKeyword {
        /// The code.
        code: CodePath,
        /// The keyword.
        keyword: String,
        /// What is wrong with it.
        fault: KeywordFault,
    },
    /// A code has no label.
    #[error("code `{0}` has no label")]
    NoLabel(CodePath),
    /// A code has no label in one of the codebook's languages.
    #[error("code `{code}` has no label in `{language}`")]
    NoLabelIn {
        /// The code.
        code: CodePath,
        /// The language.
        language: Language,
    },
    /// No code has a label.
    #[error("no code has a label")]
    NoLabels,
    /// Two codes under one parent have the same label.
    #[error("code `{code}` has the same label in `{language}` as its sibling `{sibling}`")]
    SameLabel {
        /// The code.
        code: CodePath,
        /// The sibling before it.
        sibling: CodePath,
        /// The language.
        language: Language,
    },
    /// A code has no definition.
    #[error("code `{0}` has no definition")]
    NoDefinition(CodePath),
    /// No code has a definition.
    #[error("no code has a definition")]
    NoDefinitions,
    /// A code, and perhaps more below it, is a conclusion.
    #[error("code `{code}`{} is a conclusion, never applied to what people say", and_below(*below))]
    Conclusion {
        /// The code.
        code: CodePath,
        /// How many conclusions stand below it.
        below: usize,
    },
}

fn and_below(below: usize) -> String {
    if below == 0 { String::new() } else { format!(", like {below} below it,") }
}

impl Finding for ProblemKind {
    fn severity(&self) -> Severity {
        match self {
            ProblemKind::Table(problem) => problem.severity(),
            ProblemKind::Windows1252 | ProblemKind::Conclusion { .. } => Severity::Note,
            ProblemKind::NoCodes
            | ProblemKind::UnknownKey { .. }
            | ProblemKind::MissingParent { .. }
            | ProblemKind::NoLabel(_)
            | ProblemKind::NoLabelIn { .. }
            | ProblemKind::NoLabels
            | ProblemKind::SameLabel { .. }
            | ProblemKind::NoDefinition(_)
            | ProblemKind::NoDefinitions => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn hint(&self) -> Option<String> {
        let did_you_mean = |name: &dyn std::fmt::Display| Some(format!("did you mean `{name}`?"));
        match self {
            ProblemKind::Table(problem) => problem.hint(),
            ProblemKind::UnknownKey { nearest: Some(key), .. } => did_you_mean(key),
            ProblemKind::MissingParent { nearest: Some(code), .. } => did_you_mean(code),
            ProblemKind::BadKind { nearest: Some(kind), .. } => did_you_mean(kind),
            ProblemKind::BadKind { .. } => Some("theme, modifier or conclusion".into()),
            ProblemKind::NoCodes => Some("each code begins with a line `[[code]]`".into()),
            ProblemKind::BadLanguage(_) => Some("Dutch is `nl`, English is `en`".into()),
            ProblemKind::Duplicate { .. } => Some("give one of the two another id".into()),
            ProblemKind::Cycle(_) => Some("take one `parent` out".into()),
            ProblemKind::BadColour(_) => Some("write a colour like `#1f77b4`".into()),
            ProblemKind::BadKeyword { fault, .. } => Some(fault.hint().into()),
            ProblemKind::MissingParent { parent, .. } => {
                Some(format!("add a code with the id `{parent}`"))
            }
            _ => None,
        }
    }
}
