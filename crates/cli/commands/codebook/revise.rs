//! `kwali codebook rename`, `move`, `merge`, `split` and `delete`.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;
use kwali_study::{
    CodebookRevision, Error, FateOfCodings, Found, Notice, QueryDoubt, RevisedCodes, RevisedQuery,
    Study, TriedRevision,
};

use super::factsheets;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::print;

/// Whether a revision is made, and where else its codes may be mentioned.
#[derive(Args)]
pub(crate) struct Making {
    /// Do it; else it is shown, and asked for on a terminal
    #[arg(long)]
    apply: bool,

    /// Templates and manifests to look into; else the templates beside the study, and the manifests that
    /// `kwali verify` looks at
    #[arg(long, value_name = "FILE", num_args = 1..)]
    factsheet: Vec<PathBuf>,
}

/// Change the last part of a code's id
///
/// Codings, memos, codes below it and saved queries go along. What would change is shown first.
#[derive(Args)]
#[command(after_help = examples!(
    "what it would change" => "kwali codebook rename barrier.workload pressure",
    "do it" => "kwali codebook rename barrier.workload pressure --apply",
))]
pub(crate) struct RenameCode {
    /// The code's id
    code: String,
    /// The last part of its new id
    name: String,
    #[command(flatten)]
    making: Making,
}

/// Put a code, with all below it, under another
#[derive(Args)]
#[command(after_help = examples!(
    "under another code" => "kwali codebook move barrier.workload work",
    "to the top" => "kwali codebook move barrier.workload --top",
))]
pub(crate) struct MoveCode {
    /// The code's id
    code: String,
    /// The code it goes under
    #[arg(required_unless_present = "top")]
    under: Option<String>,
    /// Put it at the top
    #[arg(long, conflicts_with = "under")]
    top: bool,
    #[command(flatten)]
    making: Making,
}

/// Make one code of two
///
/// Codings of the first become codings of the second, and so do memos on it and codes below it. Where
/// a coder gave the same passage both codes, one coding stays: it keeps its weight, or takes the
/// other's if it has none; comments are put together, memos go over.
#[derive(Args)]
#[command(after_help = examples!("two that mean the same" => "kwali codebook merge barrier.stress barrier.workload"))]
pub(crate) struct MergeCodes {
    /// The code that goes
    code: String,
    /// The code that stays
    into: String,
    #[command(flatten)]
    making: Making,
}

/// Give a part of a code's codings to a new code
#[derive(Args)]
#[command(after_help = examples!(
    "what managers say" => "kwali codebook split barrier.workload barrier.pressure 'role:manager'",
))]
pub(crate) struct SplitCode {
    /// The code's id
    code: String,
    /// The id of the new code
    new: String,
    /// The query that codings of the code must meet
    #[arg(required = true)]
    query: Vec<String>,
    #[command(flatten)]
    making: Making,
}

/// Delete a code and all below it
///
/// If it has codings, it must be said what becomes of them.
#[derive(Args)]
#[command(after_help = examples!(
    "one without codings" => "kwali codebook delete barrier.workload",
    "its codings go to the code above" => "kwali codebook delete barrier.workload --codings-to barrier",
))]
pub(crate) struct DeleteCode {
    /// The code's id
    code: String,
    /// Give its codings to this code
    #[arg(long, value_name = "CODE", conflicts_with = "remove_codings")]
    codings_to: Option<String>,
    /// Remove its codings, and the memos on them
    #[arg(long)]
    remove_codings: bool,
    #[command(flatten)]
    making: Making,
}

impl RenameCode {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let RenameCode { code, name, making } = self;
        making.run(context, "codebook rename", &CodebookRevision::Rename { code, name })
    }
}

impl MoveCode {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let MoveCode { code, under, making, .. } = self;
        making.run(context, "codebook move", &CodebookRevision::Move { code, under })
    }
}

impl MergeCodes {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let MergeCodes { code, into, making } = self;
        making.run(context, "codebook merge", &CodebookRevision::Merge { code, into })
    }
}

impl SplitCode {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let SplitCode { code, new, query, making } = self;
        let query = query.join(" ");
        making.run(context, "codebook split", &CodebookRevision::Split { code, new, query })
    }
}

impl DeleteCode {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let codings = match (self.codings_to, self.remove_codings) {
            (Some(code), _) => FateOfCodings::To(code),
            (None, true) => FateOfCodings::Removed,
            (None, false) => FateOfCodings::None,
        };
        let revision = CodebookRevision::Delete { code: self.code, codings };
        self.making.run(context, "codebook delete", &revision)
    }
}

impl Making {
    /// Shows what a revision would change, and makes it if that is wanted.
    fn run(
        self,
        context: &Context,
        command: &str,
        revision: &CodebookRevision,
    ) -> Result<Outcome, Failure> {
        let mut study = context.open()?;
        match study.try_codebook_revision(revision) {
            Ok(tried) => self.show(context, (&study, &tried))?,
            Err(error @ Error::CodeThereAlready(_)) => {
                context.note(format!("{error}: nothing to do"));
                return Ok(Outcome::Done);
            }
            Err(error) => return Err(error.into()),
        }
        if !self.apply && !is_wanted(context) {
            context.note("nothing was changed; `--apply` does it");
            return Ok(Outcome::Done);
        }
        study.revise_codebook(&context.author(command), revision)?;
        context.note("done; `kwali undo` takes it back");
        Ok(Outcome::Done)
    }

    /// Shows what a revision would change in the study and in factsheets.
    fn show(
        &self,
        context: &Context,
        (study, tried): (&Study, &TriedRevision<'_>),
    ) -> Result<(), Failure> {
        let told = tried.told()?;
        let mut lines = in_words(&told);
        let doubts = told.queries.iter().flat_map(doubts_in_words).map(Notice::warning);
        context.notices(&doubts.collect::<Vec<Notice>>());
        let codes: Vec<_> = told.codes.iter().filter_map(|(before, _)| before.clone()).collect();
        for sheet in factsheets::read(&self.factsheet, study.path())? {
            let changed = sheet.changed(&codes, (study, tried))?;
            lines.extend(changed.lines);
            context.notices(&changed.notices);
        }
        print(lines.concat().as_bytes())
    }
}

/// Asks whether to do it, where somebody is there to answer.
fn is_wanted(context: &Context) -> bool {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return false;
    }
    context.note("do it? [y/N]");
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja")
}

fn in_words(told: &RevisedCodes) -> Vec<String> {
    let mut lines = Vec::new();
    for change in &told.codes {
        lines.push(match change {
            (Some(before), Some(after)) => format!("code      {before} becomes {after}\n"),
            (Some(before), None) => format!("code      {before} goes\n"),
            (None, Some(after)) => format!("code      {after} comes\n"),
            (None, None) => continue,
        });
    }
    lines.push(format!("codings   {} in {} documents\n", told.codings, told.documents));
    if told.united > 0 {
        lines.push(format!(
            "          {} of them say what another says and become one with it\n",
            told.united
        ));
    }
    if told.lost_codings > 0 {
        lines.push(format!("lost      {} lost codings\n", told.lost_codings));
    }
    if told.suggestions > 0 {
        lines.push(format!("suggested {} passages\n", told.suggestions));
    }
    lines.push(format!("memos     {} on these codes\n", told.memos));
    lines.extend(told.queries.iter().map(query_in_words));
    lines
}

fn query_in_words(query: &RevisedQuery) -> String {
    let RevisedQuery { name, before, after, .. } = query;
    let found = query.found.map(found_in_words);
    match (query.is_rewritten(), found) {
        (true, Some(found)) => format!("query     @{name}: {before} becomes {after}; {found}\n"),
        (true, None) => format!("query     @{name}: {before} becomes {after}\n"),
        (false, found) => format!("query     @{name}: {before}; {}\n", found.unwrap_or_default()),
    }
}

/// Tells why a query may say something else than it did.
fn doubts_in_words(query: &RevisedQuery) -> Vec<String> {
    let doubt = |doubt: &QueryDoubt| match doubt {
        QueryDoubt::SameCode { codes: [one, other], then } => {
            format!(
                "@{}: {one} and {other} are two codes now, and both are {then} then",
                query.name
            )
        }
        QueryDoubt::OtherSegments { code, then } => {
            format!(
                "@{}: {then}, which comes instead of {code}, is more than {code} was",
                query.name
            )
        }
    };
    query.doubts.iter().map(doubt).collect()
}

fn found_in_words(found: Found) -> String {
    let Found { unit, before, after, is_same } = found;
    match is_same {
        true => format!("finds the same {after} {unit}"),
        false if before == after => format!("finds {after} {unit}, as many but others"),
        false => format!("finds {after} {unit} instead of {before}"),
    }
}
