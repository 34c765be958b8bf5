//! What was done before: taking it back, doing it again, and going on where one was.

use std::ops::Range;

use kwali_study::{Author, Error, JournalEntry, Step};

use super::Desk;
use super::acts::{Said, Touched};

/// How the names of changes begin that a coder makes at the desk.
const OF_CODING: [&str; 6] =
    ["coding.", "code.", "coder.", "memo.", "suggestion.accept", "suggestion.reject"];

/// How far back it is looked for what a coder did last.
const LOOKED_BACK: usize = 1_000;

/// Behind how many changes of others a coder's own is looked for.
const OTHERS_SKIPPED: usize = 200;

/// Which way one goes through the changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum InTime {
    /// Takes them back.
    Back,
    /// Does them again.
    Again,
}

impl InTime {
    /// What is said if there is nothing, and what of something that was done.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            InTime::Back => ("there is nothing to take back", "taken back"),
            InTime::Again => ("there is nothing to do again", "done again"),
        }
    }
}

impl Desk {
    /// Takes the coder's last change back, or does the last one again, if that is one of coding.
    ///
    /// What others did, or an import, is not to be undone by a slip of a key. What others did since
    /// stays, and nothing is taken back on which it bears.
    pub(super) fn go_in_time(&mut self, author: &Author, way: InTime) -> Result<Said, Error> {
        let (nothing, done) = way.words();
        let step = match way {
            InTime::Back => self.own_last()?,
            InTime::Again => self.study.next_redo()?.map(|step| (step, true)),
        };
        let Some((step, is_next)) = step else { return Ok(Said::of(nothing.to_owned())) };
        let since = self.study.changes_since(step.first.saturating_sub(1))?;
        let entries: Vec<&JournalEntry> =
            since.iter().take_while(|entry| entry.number <= step.last).collect();
        let told = several_in_words(&entries);
        if !self.is_own_coding(&entries) {
            let who = entries.first().map_or("", |entry| entry.who.as_str());
            let of = if who == self.coder { "no coding" } else { "no coding of yours" };
            let said = format!("not {done}: {told} by {who} is {of}; see `kwali undo`");
            return Ok(Said::of(said));
        }
        let is_done = match way {
            InTime::Back if is_next => !self.study.undo(author, 1)?.is_empty(),
            InTime::Back => self.study.undo_apart(author, &step)?,
            InTime::Again => !self.study.redo(author, 1)?.is_empty(),
        };
        if !is_done {
            let why = "what others did since bears on it, or on more than codings";
            return Ok(Said::of(format!("not {done}: {told}; {why}; see `kwali undo`")));
        }
        let coding = entries.iter().find(|entry| entry.action.starts_with("coding."));
        let coding = coding.map(|entry| first_of(entry).to_owned());
        Ok(Said { coding, touched: touched(&entries), ..Said::of(format!("{done}: {told}")) })
    }

    /// Returns the coder's last change that is in effect, and whether it is the last of all; if there is
    /// none of the coder's not long ago, the last of all.
    fn own_last(&self) -> Result<Option<(Step, bool)>, Error> {
        let steps = self.study.last_in_effect(OTHERS_SKIPPED)?;
        for (place, &step) in steps.iter().enumerate() {
            let entry = self.study.journal_entry(step.first)?;
            if entry.is_some_and(|entry| entry.who == self.coder) {
                return Ok(Some((step, place == 0)));
            }
        }
        Ok(steps.first().map(|&step| (step, true)))
    }

    /// True if all that was done in a change is of the coder's own coding.
    fn is_own_coding(&self, entries: &[&JournalEntry]) -> bool {
        let is_coding = |entry: &&JournalEntry| {
            entry.who == self.coder && OF_CODING.iter().any(|of| entry.action.starts_with(of))
        };
        // A codebook that came in has only codes; a code that was made here has its coding with it.
        let is_code = |entry: &&JournalEntry| entry.action.starts_with("code.");
        entries.iter().all(is_coding) && !entries.iter().all(is_code)
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

/// Tells what must be read anew when entries were taken back, or done again.
fn touched(entries: &[&JournalEntry]) -> Touched {
    let touches_codings = |entry: &&JournalEntry| {
        ["coding.", "memo.", "coder."].iter().any(|of| entry.action.starts_with(of))
    };
    let is_presence =
        |entry: &&JournalEntry| ["coding.add", "coding.remove"].contains(&&*entry.action);
    match entries.iter().all(touches_codings) {
        true if entries.iter().all(is_presence) => Touched::Presence,
        true => Touched::Codings,
        false => Touched::Anything,
    }
}

/// Returns what a change was, to a coder; of many entries the first three.
fn several_in_words(entries: &[&JournalEntry]) -> String {
    let mut told: Vec<String> = entries.iter().take(3).map(|entry| in_words(entry)).collect();
    if let Some(more) = entries.len().checked_sub(told.len()).filter(|more| *more > 0) {
        told.push(format!("and {more} more"));
    }
    told.join(", ")
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
