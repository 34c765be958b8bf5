//! `kwali like`.

use clap::Args;
use kwali_exhibit::{Language, LikeOptions, Passages, likes_jsonl, likes_table, whose_in_words};
use kwali_study::{LikeRequest, LikeWhat};

use super::selection::WhoseArg;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{RecordOutput, Wanted};

/// Find passages like a coding, a code or a sentence that are not coded so yet
///
/// A passage is what one speaker says in one paragraph. Passages are compared by their words, in all
/// their forms and without function words: rare words in common weigh most, and each passage comes with
/// the words that brought it here. Left out is what overlaps a coding, by anybody, of the same code or one
/// below it. Nothing is coded: what is alike is for a person to judge. docs/retrieving.md has the formula and
/// what it is worth. The exit status is 1 if nothing is found.
#[derive(Args)]
#[command(after_help = examples!(
    "what else may belong to a code" => "kwali like --code barrier.workload",
    "passages like one that was coded" => "kwali like --coding EIW-02.A.8 --limit 5",
    "passages like a sentence, of residents only" => "kwali like 'er is nooit tijd voor een gesprek' --where role:bewoner",
))]
pub(crate) struct Like {
    /// A sentence, or a few words
    #[arg(value_name = "TEXT", required_unless_present_any = ["code", "coding"])]
    #[arg(conflicts_with_all = ["code", "coding"])]
    text: Option<String>,

    /// The segments of this code and those below it, all together
    #[arg(long, value_name = "CODE", conflicts_with = "coding")]
    code: Option<String>,

    /// The segment of this coding
    #[arg(long, value_name = "ID")]
    coding: Option<String>,

    /// Only passages that meet this query for documents, groups, speakers, participants and variables
    #[arg(long = "where", value_name = "QUERY")]
    query: Option<String>,

    /// Whose words are compared
    #[arg(long, value_enum, default_value_t = WhoseArg::Participants)]
    whose: WhoseArg,

    /// Only the words of speakers with this name
    #[arg(long, value_name = "NAME", conflicts_with = "whose")]
    speaker: Option<String>,

    /// Show the first N; 0 for all that have a word in common
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,

    #[command(flatten)]
    output: RecordOutput,
}

impl Like {
    pub(crate) fn wants_json(&self) -> bool {
        self.output.is_json()
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let (what, like) = match (self.code, self.coding) {
            (Some(code), _) => (LikeWhat::Code(code.clone()), format!("#{code}")),
            (None, Some(id)) => (LikeWhat::Coding(id.clone()), id),
            (None, None) => {
                let text = self.text.unwrap_or_default();
                (LikeWhat::Words(text.clone()), text)
            }
        };
        let language = Language::of(study.snapshot()?.language());
        let request =
            LikeRequest { what, whose: self.whose.whose(self.speaker), query: self.query };
        let whose = whose_in_words(&request.whose, language);
        let answer = study.like(&request)?;
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        let likes = &answer.passages[..answer.passages.len().min(limit)];
        let details = study.coding_details()?;
        let (snapshot, layouts, texts) = (study.snapshot()?, study.layouts()?, study.texts()?);
        let passages = Passages { snapshot, layouts, texts, details: &details };
        let code = answer.code.as_ref().map(|code| format!("#{code}"));
        let asked = [Some(like), request.query].into_iter().flatten().collect::<Vec<_>>();
        let options = LikeOptions {
            like: &asked.join(" · "),
            code: code.as_deref(),
            compared: answer.compared,
            coded: answer.coded,
            found: answer.passages.len(),
            whose: &whose,
        };
        let output = self.output.table();
        match self.output.wanted() {
            Wanted::Lines => {
                output.write_bytes(context, likes_jsonl(&passages, likes).as_bytes())?;
            }
            Wanted::Table => {
                let table = likes_table(&passages, likes, &options, language)?;
                output.write(context, &table, language)?;
            }
        }
        Ok(if likes.is_empty() { Outcome::Problems } else { Outcome::Done })
    }
}
