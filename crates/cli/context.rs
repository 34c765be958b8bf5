//! What every command works with: the study, the person, the terminal.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kwali_study::{Author, Notice, Reached, Severity, Study, find_study};

use crate::args::Global;
use crate::failure::Failure;

/// How a command ended that could do its work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// All is well.
    Done,
    /// It was done, and the answer is no or problems were found.
    Problems,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        ExitCode::from(u8::from(self == Outcome::Problems))
    }

    /// Problems if any of the notices is an error.
    pub(crate) fn of(notices: &[Notice]) -> Outcome {
        match notices.iter().any(Notice::is_error) {
            true => Outcome::Problems,
            false => Outcome::Done,
        }
    }
}

/// The study, the person and the terminal of one run.
#[derive(Clone)]
pub(crate) struct Context {
    study: Option<PathBuf>,
    wait: Duration,
    quiet: bool,
}

impl Context {
    pub(crate) fn new(global: &Global) -> Context {
        Context {
            study: global.study.clone(),
            wait: Duration::from_secs(global.wait),
            quiet: global.quiet,
        }
    }

    /// Returns a context that works on another study, as the demo does.
    pub(crate) fn on_study(&self, study: &Path) -> Context {
        Context { study: Some(study.to_owned()), wait: self.wait, quiet: self.quiet }
    }

    /// Opens the study that this command is about.
    pub(crate) fn open(&self) -> Result<Study, Failure> {
        self.open_waiting(self.wait)
    }

    /// Returns how long to wait for another process that is writing.
    pub(crate) fn patience(&self) -> Duration {
        self.wait
    }

    /// Like [`Context::open`], for who waits for others in a way of its own.
    pub(crate) fn open_waiting(&self, wait: Duration) -> Result<Study, Failure> {
        let folder = std::env::current_dir().map_err(|error| Failure::io(Path::new("."), error))?;
        let path = find_study(self.study.as_deref(), &folder)?;
        let study = Study::open(&path, wait)?;
        if let Some(copy) = study.upgraded_from() {
            let copy = copy.display();
            self.note(format!("the study was brought to the newest form; a copy is kept: {copy}"));
        }
        Ok(study)
    }

    /// Opens the study, or says that there is none yet: with the path where it should be, if one
    /// was named.
    pub(crate) fn open_or_missing(&self) -> Result<Result<Study, Option<PathBuf>>, Failure> {
        match &self.study {
            Some(path) if !path.exists() => return Ok(Err(Some(path.clone()))),
            Some(_) => return self.open().map(Ok),
            None => {}
        }
        let folder = std::env::current_dir().map_err(|error| Failure::io(Path::new("."), error))?;
        match find_study(None, &folder) {
            Err(kwali_study::Error::NoStudy(_)) => Ok(Err(None)),
            _ => self.open().map(Ok),
        }
    }

    /// Returns who does this, when, and in which process, for the journal.
    pub(crate) fn author(&self, command: &str) -> Author {
        let named =
            ["KWALI_CODER", "USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        self.author_as(command, &named.unwrap_or_else(|| "unknown".to_owned()))
    }

    /// Like [`Context::author`], for a coder who is named.
    pub(crate) fn author_as(&self, command: &str, who: &str) -> Author {
        let process = format!("kwali {command}, process {}", std::process::id());
        Author { who: who.to_owned(), at: now(), process }
    }

    /// Tells something on standard error, unless it was to be quiet.
    pub(crate) fn note(&self, message: impl Display) {
        if !self.quiet {
            // A closed standard error is no reason to fail.
            let _ = writeln!(anstream::stderr(), "{message}");
        }
    }

    /// Tells what [`new_coder`](crate::screen::new_coder) said before a change, now that it was made.
    pub(crate) fn tell_new_coder(&self, is_new: Option<String>) {
        if let Some(told) = is_new {
            self.note(told);
        }
    }

    /// Tells notices on standard error; errors and warnings even when it was to be quiet.
    pub(crate) fn notices(&self, notices: &[Notice]) {
        for notice in notices {
            if notice.severity == Severity::Note && self.quiet {
                continue;
            }
            say(notice.severity.name(), &notice.message, notice.hint.as_slice());
        }
    }

    /// Tells why the command could not be done.
    pub(crate) fn say_failure(&self, failure: &Failure, as_json: bool) {
        if as_json {
            say_as_json(failure);
        } else {
            say("error", &failure.to_string(), &failure.hints());
        }
    }

    /// Returns a progress bar for files, which shows megabytes and time left as well.
    pub(crate) fn progress_of_files(&self, what: &str) -> Progress {
        self.progress_as(what, "{msg} [{bar:30}] {prefix}, {eta} left")
    }

    /// Returns a progress bar on standard error that stays away when nobody watches, and until
    /// there is something to show.
    pub(crate) fn progress(&self, what: &str) -> Progress {
        self.progress_as(what, "{msg} [{bar:30}] {pos}/{len}, {eta} left")
    }

    fn progress_as(&self, what: &str, template: &str) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what.to_owned());
        Progress { bar, is_watched: !self.quiet && std::io::stderr().is_terminal() }
    }
}

/// A progress bar.
pub(crate) struct Progress {
    bar: ProgressBar,
    is_watched: bool,
}

impl Progress {
    /// Says how many of how many are done.
    pub(crate) fn reach(&self, done: usize, all: usize) {
        self.show(done as u64, all as u64);
    }

    /// Says how many files and megabytes of how many are done; the bar is as long as the bytes are.
    pub(crate) fn reach_files(&self, reached: Reached) {
        self.bar.set_prefix(files_in_words(reached));
        self.show(reached.bytes, reached.all_bytes);
    }

    fn show(&self, done: u64, all: u64) {
        if self.is_watched && self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        }
        self.bar.set_length(all);
        self.bar.set_position(done);
    }

    /// Does something, such as printing a line, while the bar is out of the way.
    pub(crate) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        self.bar.suspend(act)
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

fn files_in_words(Reached { files, all_files, bytes, all_bytes }: Reached) -> String {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let (done, all) = (megabytes(bytes), megabytes(all_bytes));
    format!("{files}/{all_files} files, {done:.1}/{all:.1} MB")
}

/// Tells a failure on standard error as one JSON object.
pub(crate) fn say_as_json(failure: &Failure) {
    // A closed standard error is no reason to fail.
    let _ = writeln!(anstream::stderr(), "{}", failure.to_json());
}

fn say(kind: &str, message: &str, hints: &[String]) {
    let colour = match kind {
        "error" => AnsiColor::Red,
        "warning" => AnsiColor::Yellow,
        _ => AnsiColor::Cyan,
    };
    let style = Style::new().bold().fg_color(Some(colour.into()));
    let bold = Style::new().bold();
    let mut err = anstream::stderr();
    let _ = writeln!(err, "{style}{kind}{style:#}: {message}");
    for hint in hints {
        let _ = writeln!(err, "{bold}hint{bold:#}: {hint}");
    }
}

fn now() -> String {
    let now = jiff::Timestamp::now();
    // Whole seconds are enough for a journal, and read better.
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// True unless the environment says that colours are not wanted, or that the terminal has none.
pub(crate) fn wants_colour() -> bool {
    let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let has_none = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    !is_unwanted && !has_none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_with_their_megabytes() {
        let reached =
            Reached { files: 3, all_files: 40, bytes: 1_250_000, all_bytes: 1_234_567_890 };
        assert_eq!(files_in_words(reached), "3/40 files, 1.2/1234.6 MB");
    }
}
