//! `kwali code`.

use std::time::Duration;

use clap::Args;
use kwali_study::Study;

use crate::args::Acting;
use crate::context::{Context, Outcome, wants_colour};
use crate::examples;
use crate::failure::Failure;
use crate::screen::colours::Colours;
use crate::screen::desk::Desk;
use crate::screen::{plain, terminal};

/// How long an act waits for another process before the screen says so and tries again.
const SHORT_WAIT: Duration = Duration::from_millis(100);

/// Code a document in the terminal, full screen
///
/// The document as a page, with codings as stripes beside the lines they cover. Every act is saved
/// as it happens. The key `?` shows all keys; docs/coding.md explains them.
#[derive(Args)]
#[command(after_help = examples!(
    "an interview, as coder A" => "kwali code EIW-01 --coder A",
    "the same with a screen reader" => "kwali code EIW-01 --coder A --plain",
))]
pub(crate) struct Code {
    /// The document's name; else the first one that you have not coded yet
    document: Option<String>,

    /// Line by line instead: for screen readers, and for scripts
    #[arg(long)]
    plain: bool,

    #[command(flatten)]
    acting: Acting,
}

impl Code {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let coder = self.acting.require()?.to_owned();
        let study =
            context.open_waiting(if self.plain { context.patience() } else { SHORT_WAIT })?;
        let document = match self.document {
            Some(document) => document,
            None => first_to_code(&study, &coder)?,
        };
        if !self.plain && !terminal::is_there() {
            return Err(Failure::usage(
                "coding in the terminal needs a terminal, for keys and for the screen",
                "`--plain` codes line by line, `kwali coding add` without asking",
            ));
        }
        let author = context.author_as("code", &coder);
        let clock = {
            let context = context.clone();
            Box::new(move || context.author_as("code", &author.who))
        };
        let desk = Desk::new(study, &document, &coder, clock)?;
        if self.plain {
            plain::run(desk, std::io::stdin().lock(), std::io::stdout().lock())?;
            return Ok(Outcome::Done);
        }
        terminal::run(desk, colours(), context.patience())?;
        Ok(Outcome::Done)
    }
}

/// Returns the first document in which a coder has coded nothing, else the first of all.
fn first_to_code(study: &Study, coder: &str) -> Result<String, Failure> {
    let snapshot = study.snapshot()?;
    let me = snapshot.coder_named(coder).map(|coder| coder.id);
    let has_coded =
        |place: usize| snapshot.codings_at(place).iter().any(|coding| Some(coding.coder) == me);
    let documents = snapshot.documents();
    let fresh = (0..documents.len()).find(|&place| !has_coded(place)).unwrap_or(0);
    let document = documents.get(fresh).ok_or_else(|| {
        Failure::usage("there is no document in this study", "`kwali import` reads transcripts")
    })?;
    Ok(document.name.clone())
}

fn colours() -> Colours {
    if wants_colour() { Colours::Many } else { Colours::None }
}
