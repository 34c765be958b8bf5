//! `kwali code`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use kwali_study::{BatchDeed, BatchDone, Notice, Study, Trial};

use super::variables::read_file;
use crate::args::Acting;
use crate::context::{Context, Outcome, wants_colour};
use crate::examples;
use crate::failure::Failure;
use crate::output::print;
use crate::screen::colours::Colours;
use crate::screen::desk::Desk;
use crate::screen::{batch, new_coder, plain, terminal};

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
    "what a file of commands would do" => "kwali code EIW-01 --coder A --batch EIW-01.txt --dry-run",
))]
pub(crate) struct Code {
    /// The document's name; else the first one that you have not coded yet
    document: Option<String>,

    /// Line by line instead: for screen readers, and for scripts
    #[arg(long)]
    plain: bool,

    /// Do what a file says, line by line as one would type it, all of it or nothing; - reads standard
    /// input
    #[arg(long, value_name = "FILE", conflicts_with = "plain")]
    batch: Option<PathBuf>,

    /// With --batch: tell what would be done, and change nothing
    #[arg(long, requires = "batch")]
    dry_run: bool,

    #[command(flatten)]
    acting: Acting,
}

impl Code {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let coder = self.acting.require()?.to_owned();
        if let Some(file) = &self.batch {
            let trial = if self.dry_run { Trial::On } else { Trial::Off };
            return code_batch(context, (&coder, self.document.as_deref()), (file, trial));
        }
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
        if self.plain {
            context.tell_new_coder(new_coder(study.snapshot()?, &coder));
        }
        let author = context.author_as("code", &coder);
        let clock = {
            let context = context.clone();
            Box::new(move || context.author_as("code", &author.who))
        };
        let desk = Desk::new(study, &document, &coder, clock)?;
        if self.plain {
            let n_refused = plain::run(desk, std::io::stdin().lock(), std::io::stdout().lock())?;
            return Ok(if n_refused == 0 { Outcome::Done } else { Outcome::Problems });
        }
        terminal::run(desk, colours(), context.patience())?;
        Ok(Outcome::Done)
    }
}

/// Does what a file of commands says, and tells each coding that it made or removed.
fn code_batch(
    context: &Context,
    (coder, document): (&str, Option<&str>),
    (path, trial): (&Path, Trial),
) -> Result<Outcome, Failure> {
    let (file, bytes) = match path.as_os_str() == "-" {
        true => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            ("standard input".to_owned(), bytes)
        }
        false => (path.display().to_string(), read_file(path)?),
    };
    let content = std::str::from_utf8(&bytes).map_err(|_| {
        Failure::usage(format!("{file}: this is no text in UTF-8"), "save it as UTF-8")
    })?;
    let mut study = context.open()?;
    let is_new = new_coder(study.snapshot()?, coder);
    let commands = batch::read(&study, (&file, content), (coder, document));
    let author = context.author_as("code --batch", coder);
    // Lines that are understood are looked at even if others are not: all problems are told at once.
    let is_whole = commands.problems.is_empty();
    let trial = if is_whole { trial } else { Trial::On };
    let report = study.code_batch(&author, (&file, &commands.lines), trial)?;
    let mut problems = [commands.problems, report.problems].concat();
    if !problems.is_empty() {
        problems.sort_by_key(|(line, _)| *line);
        let notices: Vec<Notice> = problems.into_iter().map(|(_, notice)| notice).collect();
        context.notices(&notices);
        let n_problems = notices.len();
        let message = format!("{file}: nothing was done; problems: {n_problems}");
        return Err(Failure::usage(message, "put these right; then all of it is done at once"));
    }
    let would = if trial == Trial::On { "would have " } else { "" };
    let lines: String = report.done.iter().map(|done| told(&file, would, done)).collect();
    print(lines.as_bytes())?;
    let made = report.done.iter().filter(|done| done.what == BatchDeed::Made).count();
    let removed = report.done.len() - made;
    if made > 0 {
        context.tell_new_coder(is_new);
    }
    let would = if trial == Trial::On { "would be " } else { "" };
    context.note(format!("codings {would}made: {made}; {would}removed: {removed}"));
    Ok(Outcome::Done)
}

fn told(file: &str, would: &str, done: &BatchDone) -> String {
    let deed = match done.what {
        BatchDeed::Made => "coded",
        BatchDeed::Removed => "removed",
    };
    let id = done.id.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
    let BatchDone { line, code, document, characters: (start, end), .. } = done;
    format!("{file}:{line}: {would}{deed} {code}  {document} {start}..{end}{id}\n")
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
