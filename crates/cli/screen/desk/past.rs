//! What was done before: taking it back, doing it again, and going on where one was.

use std::ops::Range;

use kwali_study::{Author, Error, JournalEntry};

use super::Desk;
use super::acts::{Said, Touched};

/// How the names of changes begin that a coder makes at the desk.
const OF_CODING: [&str; 6] =
    ["coding.", "code.", "coder.", "memo.", "suggestion.accept", "suggestion.reject"];

/// How far back it is looked for what a coder did last.
const LOOKED_BACK: usize = 1_000;

/// Which way one goes through the changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum InTime {
    /// Takes them back.
    Back,
    /// Does them again.
    Again,
}

impl Desk {
    /// Takes the last change back, or does it again, if that is one of this coder's coding.
    ///
    /// What others did, or an import, is not to be undone by a slip of a key.
    pub(super) fn go_in_time(&mut self, author: &Author, way: InTime) -> Result<Said, Error> {
        let (step, nothing, done) = match way {
            InTime::Back => {
                (self.study.next_undo()?, "there is nothing to take back", "taken back")
            }
            InTime::Again => {
                (self.study.next_redo()?, "there is nothing to do again", "done again")
            }
        };
        let Some(step) = step else { return Ok(Said::of(nothing.to_owned())) };
        let since = self.study.changes_since(step.first.saturating_sub(1))?;
        let entries: Vec<&JournalEntry> =
            since.iter().take_while(|entry| entry.number <= step.last).collect();
        let mut told: Vec<String> = entries.iter().take(3).map(|entry| in_words(entry)).collect();
        if let Some(more) = entries.len().checked_sub(told.len()).filter(|more| *more > 0) {
            told.push(format!("and {more} more"));
        }
        let told = told.join(", ");
        let is_coding = |entry: &&JournalEntry| {
            entry.who == self.coder && OF_CODING.iter().any(|of| entry.action.starts_with(of))
        };
        // A codebook that came in has only codes; a code that was made here has its coding with it.
        let is_code = |entry: &&JournalEntry| entry.action.starts_with("code.");
        if !entries.iter().all(is_coding) || entries.iter().all(is_code) {
            let who = entries.first().map_or("", |entry| entry.who.as_str());
            let said =
                format!("not {done}: {told} by {who} is no coding of yours; see `kwali undo`");
            return Ok(Said::of(said));
        }
        match way {
            InTime::Back => self.study.undo(author, 1)?,
            InTime::Again => self.study.redo(author, 1)?,
        };
        let coding = entries.iter().find(|entry| entry.action.starts_with("coding."));
        let coding = coding.map(|entry| first_of(entry).to_owned());
        let touches_codings = |entry: &&JournalEntry| {
            ["coding.", "memo.", "coder."].iter().any(|of| entry.action.starts_with(of))
        };
        let is_presence =
            |entry: &&JournalEntry| ["coding.add", "coding.remove"].contains(&&*entry.action);
        let touched = match entries.iter().all(touches_codings) {
            true if entries.iter().all(is_presence) => Touched::Presence,
            true => Touched::Codings,
            false => Touched::Anything,
        };
        Ok(Said { coding, touched, ..Said::of(format!("{done}: {told}")) })
    }

    /// Returns the passage of a coding that is shown.
    pub(super) fn passage_of(&self, coding: &str) -> Option<Range<usize>> {
        let coding = self.codings.iter().find(|listed| listed.name == coding)?;
        Some(coding.coding.span.start()..coding.coding.span.end())
    }

    /// Returns the passage of the coding that the coder made or changed last in this document, if
    /// that is not long ago and it is still there.
    pub(crate) fn left_off(&self) -> Result<Option<Range<usize>>, Error> {
        let journal = self.study.journal(LOOKED_BACK)?;
        let by_coder = journal.iter().filter(|entry| {
            entry.who == self.coder && ["coding.add", "coding.change"].contains(&&*entry.action)
        });
        Ok(by_coder.into_iter().find_map(|entry| self.passage_of(&entry.subject)))
    }
}

/// Returns the id of the first coding that an entry tells of: several that were made at once lie on
/// one passage.
fn first_of(entry: &JournalEntry) -> &str {
    let is_range = entry.after.as_ref().is_some_and(|after| after["ids"].is_array());
    let range = entry.subject.split_once("..").filter(|_| is_range);
    range.map_or(entry.subject.as_str(), |(first, _)| first)
}

/// Returns what a change was, to a coder.
fn in_words(entry: &JournalEntry) -> String {
    let what = match entry.action.as_str() {
        "coding.add" => "coding",
        "coding.change" => "change of coding",
        "coding.remove" => "removal of coding",
        "code.add" => "new code",
        "code.change" => "change of code",
        "coder.add" => "new coder",
        "memo.add" => "memo",
        "memo.change" => "change of memo",
        "memo.remove" => "removal of memo",
        "suggestion.accept" => "acceptance of suggestion",
        "suggestion.reject" => "rejection of suggestion",
        other => other,
    };
    let code = [&entry.after, &entry.before].into_iter().flatten();
    let code = code.filter_map(|value| value["code"].as_str()).next();
    let code = code.map(|code| format!(" with {code}")).unwrap_or_default();
    format!("{what} {}{code}", entry.subject)
}
