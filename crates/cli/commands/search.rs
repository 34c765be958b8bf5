//! `kwali search`.

use clap::Args;
use kwali_exhibit::{Hit, Language, Passages, hits_jsonl, hits_table};
use kwali_study::{Compounds, ContextWidth, SearchRequest};

use super::selection::WhoseArg;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{RecordOutput, Wanted};

/// Find words in the transcripts, as keyword in context
///
/// A word is found in all its forms, by its stem in the language of the document, with and without
/// diacritics: client finds cliënten. It is found in the Dutch compounds that it is a part of as well,
/// and in the parts that hyphens join: deskundige finds ervaringsdeskundige. Several words in one TEXT
/// are a phrase; several TEXTs must all stand in one paragraph of one speaker. Behind a word, a star
/// finds all that begins like it, ~1 or ~2 lets so many letters differ, and an exclamation mark keeps
/// it out of compounds. /a pattern/ is a regular expression that whole words must fit; case and accents
/// do not matter. The exit status is 1 if nothing is found.
#[derive(Args)]
#[command(after_help = examples!(
    "a word" => "kwali search werkdruk",
    "a phrase" => "kwali search 'geen tijd'",
    "a word with a letter wrong" => "kwali search tijt~1",
    "words that fit a pattern" => "kwali search '/onbeta(a)?ld/'",
    "a beginning, in the participants' words only" => "kwali search 'ervaringsdeskundig*' --whose participants",
))]
pub(crate) struct Search {
    /// A word, a phrase, or a beginning with a star
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<String>,

    /// Whose words
    #[arg(long, value_enum, default_value_t)]
    whose: WhoseArg,

    /// Only the words of speakers with this name
    #[arg(long, value_name = "NAME", conflicts_with = "whose")]
    speaker: Option<String>,

    /// Do not look inside Dutch compounds: druk does not find werkdruk; the same as druk! for every word
    #[arg(long)]
    no_compounds: bool,

    /// How many words stand on either side
    #[arg(long, value_name = "N", default_value_t = 8)]
    width: usize,

    #[command(flatten)]
    output: RecordOutput,
}

impl Search {
    pub(crate) fn wants_json(&self) -> bool {
        self.output.is_json()
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let whose = self.whose.whose(self.speaker);
        let bar = context.progress("indexing");
        let compounds = match self.no_compounds {
            true => Compounds::LeftOut,
            false => Compounds::Included,
        };
        let request = SearchRequest { phrases: self.texts, whose, compounds };
        let found = study.search(&request, &mut |done, all| bar.reach(done, all))?;
        bar.finish();
        let hits: Vec<Hit> =
            found.iter().map(|hit| Hit { place: hit.place, span: hit.span }).collect();
        let details = study.coding_details()?;
        let snapshot = study.snapshot()?;
        let passages = Passages {
            snapshot,
            layouts: study.layouts()?,
            texts: study.texts()?,
            details: &details,
        };
        let width = ContextWidth::Words(self.width);
        let language = Language::of(snapshot.language());
        match self.output.wanted() {
            Wanted::Lines => {
                let lines = hits_jsonl(&passages, &hits, width);
                self.output.table().write_bytes(context, lines.as_bytes())?;
            }
            Wanted::Table => {
                let mut table = hits_table(&passages, &hits, width, language)?;
                table.query = Some(request.phrases.join(" + "));
                self.output.table().write(context, &table, language)?;
            }
        }
        Ok(if hits.is_empty() { Outcome::Problems } else { Outcome::Done })
    }
}
