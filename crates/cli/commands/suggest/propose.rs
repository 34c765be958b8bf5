//! `kwali suggest dictionary`, `likeness` and `measure`.

use clap::Args;
use kwali_exhibit::{CodeWorth, Language, WorthOptions, suggestion_worth_table, whose_in_words};
use kwali_study::{MeasuredCode, Study, SuggestReport, SuggestRequest, Way};

use super::WayArg;
use crate::commands::selection::{Codes, WhoseArg};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Propose passages in which keywords of a code stand
///
/// Keywords are those of the codebook, in the language of each document. Proposed is the sentence in which
/// one stands, unless it carries the code already, or was proposed before. The table says what that is worth.
#[derive(Args)]
#[command(after_help = examples!(
    "for all codes with keywords" => "kwali suggest dictionary",
    "for a branch of the code tree, in one interview" => "kwali suggest dictionary --code barrier --document EIW-01",
))]
pub(crate) struct ByDictionary {
    #[command(flatten)]
    pub(super) proposing: Proposing,
}

/// Propose passages that are like those of a code
///
/// Which words tell a code is learned from the codings of this study alone, for each interview from the
/// others, and so is from which score on a sentence is proposed. A code with too few examples to learn from
/// says so, and nothing is proposed for it. The table says what that is worth.
#[derive(Args)]
#[command(after_help = examples!(
    "for all codes that were used" => "kwali suggest likeness",
    "by what one coder coded" => "kwali suggest likeness --code barrier --coder A",
))]
pub(crate) struct ByLikeness {
    #[command(flatten)]
    pub(super) proposing: Proposing,
}

/// Tell what suggestions would be worth, and keep none
///
/// For each code: how many of the proposed sentences people had coded so (precision), and of how many of
/// their codings a sentence is proposed (recall), in each interview by what the others tell.
#[derive(Args)]
#[command(after_help = examples!(
    "the keywords of the codebook" => "kwali suggest measure dictionary",
    "what can be learned from the codings of coder A, as a file" => "kwali suggest measure likeness --coder A --output likeness.csv",
))]
pub(crate) struct Measure {
    /// How suggestions are found
    #[arg(value_enum)]
    way: WayArg,
    #[command(flatten)]
    pub(super) judging: Judging,
}

/// What is proposed, and where.
#[derive(Args)]
pub(super) struct Proposing {
    /// Only in this document; may be given more than once
    #[arg(long = "document", value_name = "NAME")]
    documents: Vec<String>,
    #[command(flatten)]
    pub(super) judging: Judging,
}

/// For which codes, and by whose codings it is judged.
#[derive(Args)]
pub(super) struct Judging {
    #[command(flatten)]
    codes: Codes,
    /// Learn from, measure by, and not propose again the codings of these coders; else of all
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    coder: Vec<String>,
    /// Whose words may be proposed
    #[arg(long, value_enum, default_value_t = WhoseArg::Participants)]
    whose: WhoseArg,
    #[command(flatten)]
    pub(super) output: TableOutput,
}

impl ByDictionary {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.proposing.run(context, Way::Dictionary)
    }
}

impl ByLikeness {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.proposing.run(context, Way::Likeness)
    }
}

impl Measure {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let request = self.judging.request(self.way.into(), Vec::new());
        let report = study.measure_suggestions(&request)?;
        context.notices(&report.notices);
        self.judging.write(context, &study, (&request, &report), |_| None)?;
        Ok(Outcome::of(&report.notices))
    }
}

impl Proposing {
    fn run(self, context: &Context, way: Way) -> Result<Outcome, Failure> {
        let mut study = context.open()?;
        let request = self.judging.request(way, self.documents);
        let author = context.author(&format!("suggest {}", way.name()));
        let report = study.suggest(&author, &request)?;
        context.notices(&report.notices);
        self.judging.write(context, &study, (&request, &report), |of| Some(of.added))?;
        let added: usize = report.codes.iter().map(|code| code.added).sum();
        context.note(format!(
            "new suggestions: {added}; proposed before: {}; `kwali suggest list` shows the open ones",
            report.known
        ));
        Ok(Outcome::of(&report.notices))
    }
}

impl Judging {
    fn request(&self, way: Way, documents: Vec<String>) -> SuggestRequest {
        SuggestRequest {
            way,
            codes: self.codes.codes.clone(),
            documents,
            whose: self.whose.whose(None),
            coders: self.coder.clone(),
        }
    }

    /// Writes what the suggestions are worth.
    fn write(
        &self,
        context: &Context,
        study: &Study,
        (request, report): (&SuggestRequest, &SuggestReport),
        added: impl Fn(&MeasuredCode) -> Option<usize>,
    ) -> Result<(), Failure> {
        let counted = study.counted(None, &self.coder)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let whose = whose_in_words(&request.whose, language);
        let worth = |of: &MeasuredCode| CodeWorth {
            code: of.code,
            measured: of.measured,
            added: added(of),
        };
        let codes: Vec<CodeWorth> = report.codes.iter().map(worth).collect();
        let options = WorthOptions { snapshot, way: request.way, whose: &whose, language };
        let table = suggestion_worth_table(&options, &codes)?;
        self.output.write(context, &table, language)
    }
}
