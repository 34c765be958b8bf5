//! What to do about an error.

use kwali_analysis::{AnalysisError, QueryProblem};

use super::Error;

impl Error {
    /// Returns what to do next, where there is something to do.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::NoStudy(_) => {
                Some("make one with `kwali new NAME`, or name one with `--study PATH`".into())
            }
            Error::SeveralStudies(_) => Some("say which one with `--study PATH`".into()),
            Error::TooBusy(_) => Some("try again when they are done".into()),
            Error::Store(error) => error.hint(),
            Error::Index(error) => Some(error.hint().to_owned()),
            Error::Bundle(error) => error.hint().map(str::to_owned),
            Error::Codebook(error) => error.hint().map(str::to_owned),
            Error::Codings(error) => error.hint().map(str::to_owned),
            Error::Analysis(AnalysisError::MixedUnits { base, .. }) => Some(format!(
                "count with `--unit {}`, or take a percentage of the row, the column or the total",
                base.name()
            )),
            Error::Analysis(_) => None,
            Error::Query { source, .. } => {
                Some(source.hint().unwrap_or_else(|| query_hint(&source.problem)))
            }
            Error::QueryName => Some("as in `kwali query save workload '#barrier.workload'`".into()),
            Error::CodeId(_) => Some("as in `barrier.workload`".into()),
            Error::CodeTaken(_) => Some(
                "take another id, or use the code that is there; `kwali codebook merge` makes one code of two".into(),
            ),
            Error::CodingOfOther { id, .. } => {
                Some(format!("`kwali coding remove {id}` takes it away whosever it is"))
            }
            Error::NoSuchCoding { document, .. } => {
                Some(format!("`kwali show {document}` tells its codings with their characters"))
            }
            Error::QueryNameTaken(_) => Some("delete it first, or take another name".into()),
            Error::QueryInUse { .. } => Some("delete or change these first".into()),
            Error::CodebookErrors { .. } => Some("`kwali codebook check FILE` tells them".into()),
            Error::CodeName(_) => {
                Some("`kwali codebook move CODE UNDER` puts a code elsewhere in the tree".into())
            }
            Error::CodeIntoItself { .. } => Some("name a code that is not below it".into()),
            Error::CodeThereAlready(_) => Some("nothing is to be done".into()),
            Error::CodeWithItself(_) | Error::CodingsToDeleted(_) => Some("name another code".into()),
            Error::CodeHasCodings { .. } => Some(
                "say what becomes of them: `--codings-to CODE` or `--remove-codings`".into(),
            ),
            Error::CodeInQueries { .. } => Some(
                "delete or change these first, or give the codings to another code with `--codings-to CODE`".into(),
            ),
            Error::SplitBySpans => Some("ask for codings, as in `role:manager`".into()),
            Error::NothingToSplit { code, .. } => Some(format!(
                "`kwali coding list '#{code}!'` tells what it has; codings of codes below it stay there"
            )),
            Error::CannotUndo { recorded_from, .. } => Some(match recorded_from {
                Some(entry) => format!(
                    "entries up to {entry} were made before changes could be taken back; a copy of the study from then lies beside it"
                ),
                None => "`kwali log` tells what was changed".into(),
            }),
            Error::CannotRedo { .. } => Some(
                "only what was just taken back can be done again: any other change ends that".into(),
            ),
            Error::NoSuchState { .. } => Some("`kwali log` tells what was changed".into()),
            Error::NotRecorded { .. } => Some(
                "it was changed before changes could be taken back; a copy of the study from then lies beside it".into(),
            ),
            Error::Phrase(_) => Some("look for words, or beginnings such as `werk*`".into()),
            Error::Unreadable { .. } => Some("check the name and your permission to read it".into()),
            Error::Unwritable { .. } => Some("check the name and your permission to write there".into()),
            Error::Table { .. } => Some("save the table as CSV (UTF-8) and try again".into()),
            Error::Spreadsheet { source, .. } => source.hint(),
            Error::NoColumn { wanted, .. } => {
                Some(format!("give the table a header line with a column {wanted}"))
            }
            Error::Unknown { what, near, .. } => Some(unknown_hint(what, near)),
            Error::NoCoder => Some("name the coder with `--coder NAME`".into()),
            Error::CoderName => Some("give a name on one line, as in `A` or `Anna de Vries`".into()),
            Error::Position { .. } => {
                Some("positions are characters of the document's text, counted from 0; the end is not part of it".into())
            }
            Error::Quotation { source, .. } => source.hint().map(str::to_owned),
            Error::SameCoding { coding: Some(id), .. } => Some(format!(
                "`kwali coding change {id}` changes its weight or comment; another coder is named with `--coder`"
            )),
            Error::SameCoding { coding: None, .. } => Some("ask for it once".into()),
            Error::AmbiguousVariable(name) => {
                Some(format!("say `document.{name}` or `participant.{name}`"))
            }
            Error::NoWordGroup(_) => Some(
                "say `NAME:VALUE`: a variable as in `role:bewoner`, or `document:`, `group:`, `speaker:`, `participant:`".into(),
            ),
            Error::NoWordsIn(_) => {
                Some("count more with `--whose everybody`, or leave `--where` out".into())
            }
            Error::NothingToCompare => {
                Some("give words of substance; with `--whose everybody` those of all speakers count".into())
            }
            Error::NotOfPassages(_) => Some(
                "ask for `document:`, `group:`, `speaker:`, `participant:` or a variable".into(),
            ),
            Error::LostSuggestion(_) => {
                Some("reject it, or code the passage by hand with `kwali coding add`".into())
            }
            Error::AcceptedSuggestion { coding, .. } => {
                Some(format!("`kwali coding remove {coding}` takes the coding away"))
            }
            Error::MemoAbout(_) => Some(
                "say `study`, `document:NAME`, `participant:NAME`, `code:ID` or `coding:ID`".into(),
            ),
            Error::Weight => Some("leave the weight out, or give one such as 80".into()),
            Error::Conclusion(_) => Some("apply a code of kind `theme` or `modifier`".into()),
        }
    }
}

/// Where to look it up, for a query of which nothing more can be said.
fn query_hint(problem: &QueryProblem) -> String {
    match problem {
        QueryProblem::Unknown { kind: "group", .. } => unknown_hint("document group", &[]),
        QueryProblem::Unknown { kind, .. } => unknown_hint(kind, &[]),
        QueryProblem::UnknownValue { .. } => unknown_hint("value", &[]),
        QueryProblem::SavedInCircle(_) | QueryProblem::SavedUnreadable { .. } => {
            unknown_hint("saved query", &[])
        }
        _ => "`kwali retrieve --help` tells how a query is written".to_owned(),
    }
}

fn unknown_hint(what: &str, near: &[String]) -> String {
    match near {
        [] if what == "saved query" => "`kwali query list` tells what there is".to_owned(),
        [] if what == "coding" => "`kwali coding list` tells what there is".to_owned(),
        [] if what == "lost coding" => "`kwali coding list --lost` tells what there is".to_owned(),
        [] if what == "suggestion" => {
            "`kwali suggest list --state all` tells what there is".to_owned()
        }
        [] if what == "value" => "`kwali list variables` tells what there is".to_owned(),
        [] if what == "document group" => "`kwali list documents` tells what there is".to_owned(),
        [] => format!("`kwali list {what}s` tells what there is"),
        near => format!("did you mean {}?", near.join(", or ")),
    }
}
