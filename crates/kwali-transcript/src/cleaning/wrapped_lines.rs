//! Lines that were broken at a constant width, and the words that were cut there.

use std::collections::HashMap;

use kwali_model::CleaningStep;
use kwali_text::{Cut, Joint, KnownWords, is_hyphen, join_cut_word, words};

use super::lines::{Line, lines};
use super::{Change, Cleaning};
use crate::draft::{Draft, Mark};
use crate::speakers::opens_turn;

/// Texts are wrapped at widths between these, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=132;
/// So many lines must be full before a text counts as wrapped.
const FEWEST_FULL: usize = 3;

type StepChange = (CleaningStep, Change);

/// Makes words whole that were cut at line ends, and joins the lines of wrapped paragraphs; true if
/// there were any.
pub(super) fn join(draft: &mut Draft, cleaning: &Cleaning) -> bool {
    let mut is_changed = false;
    // More than once, as a word that was made whole may show how another is written.
    while draft.apply_steps(changes(draft.text(), cleaning)) {
        is_changed = true;
    }
    is_changed
}

/// Does the same where the marks of the lines say which of them go on with the one before.
pub(super) fn join_laid_out(draft: &mut Draft, cleaning: &Cleaning) {
    if !draft.marks.iter().any(|mark| mark.goes_on) {
        return;
    }
    let lines = lines(draft.text());
    let mut marks = draft.marks.iter();
    let goes_on = |line: &Line| !line.is_blank() && marks.next().is_some_and(|mark| mark.goes_on);
    let goes_on: Vec<bool> = lines.iter().map(goes_on).collect();
    let running_on = goes_on.into_iter().skip(1).chain([false]).collect();
    let changes = Plan::of(draft.text(), &lines, running_on, cleaning);
    draft.apply_steps(changes);
}

fn changes(text: &str, cleaning: &Cleaning) -> Vec<StepChange> {
    let lines = lines(text);
    let changes = Plan::of(text, &lines, running_on(&lines), cleaning);
    // Lines that are joined must not look as if they were wrapped in turn: then we are not sure.
    let joins_lines = cleaning.does(CleaningStep::WrappedLines);
    match joins_lines && !changes.is_empty() && is_wrapped(&changed(text, &changes)) {
        true => Plan::of(text, &lines, vec![false; lines.len()], cleaning),
        false => changes,
    }
}

fn changed(text: &str, changes: &[StepChange]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut reached = 0;
    for (_, change) in changes {
        changed.push_str(&text[reached..change.range.start]);
        changed.push_str(&change.now);
        reached = change.range.end;
    }
    changed + &text[reached..]
}

fn is_wrapped(text: &str) -> bool {
    running_on(&lines(text)).contains(&true)
}

/// Returns for each line whether it was broken off because it was full, and goes on in the next.
fn running_on(lines: &[Line]) -> Vec<bool> {
    let may_run_on = may_run_on(lines);
    let Some(width) = lines.iter().filter(|line| has_space(line)).map(Line::width).max() else {
        return vec![false; lines.len()];
    };
    let is_full = |n: usize| {
        may_run_on[n] && lines[n].width() + 1 + lines[n + 1].first_word().chars().count() > width
    };
    let full: Vec<bool> = (0..lines.len()).map(is_full).collect();
    let count = |lines: &[bool]| lines.iter().filter(|&&is_it| is_it).count();
    let (n_full, n_possible) = (count(&full), count(&may_run_on));
    let is_sure = WIDTHS.contains(&width) && n_full >= FEWEST_FULL && n_full * 10 >= n_possible * 6;
    if is_sure { full } else { vec![false; lines.len()] }
}

fn has_space(line: &Line) -> bool {
    line.text.trim().contains(' ')
}

/// Returns for each line whether the next may go on with its sentence.
fn may_run_on(lines: &[Line]) -> Vec<bool> {
    let opens: Vec<bool> =
        lines.iter().map(|line| opens_turn(line.text, &Mark::default())).collect();
    let mut labels: HashMap<&str, usize> = HashMap::new();
    for (line, _) in lines.iter().zip(&opens).filter(|(_, opens)| **opens) {
        *labels.entry(line.first_word()).or_insert(0) += 1;
    }
    let goes_on = |n: usize| {
        let Some(next) = lines.get(n + 1) else { return false };
        let line = &lines[n];
        // `wer-⏎ken: want` opens no turn, unless someone is called `ken`.
        let is_tail = ends_in_hyphen(line)
            && next.first_word().starts_with(char::is_lowercase)
            && labels.get(next.first_word()) == Some(&1);
        let opens_turn = opens[n + 1] && !is_tail;
        let is_hanging = opens[n] || is_item(line);
        let is_indented = next.indent() > line.indent() && !is_hanging;
        // `#TEXT` begins a document.
        let is_tag = |n: usize| lines[n].first_word().starts_with('#');
        let is_text =
            |n: usize| !lines[n].is_blank() && !is_tag(n) && !has_columns(&lines[n], opens[n]);
        is_text(n) && is_text(n + 1) && !opens_turn && !is_item(next) && !is_indented
    };
    (0..lines.len()).map(goes_on).collect()
}

/// True for an item of a list.
fn is_item(line: &Line) -> bool {
    let first = line.first_word();
    let is_number = || {
        let digits = first.trim_end_matches(['.', ')']);
        digits.len() < first.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(first, "-" | "*" | "•" | "–" | "—" | ">") || is_number()
}

/// True for a row of a table in a text; one gap may stand behind a speaker's name.
fn has_columns(line: &Line, opens_turn: bool) -> bool {
    let gaps = line.text.trim().split("   ").flat_map(|part| part.split('\t'));
    let n_columns = gaps.filter(|part| !part.trim().is_empty()).count();
    n_columns > 1 + usize::from(opens_turn)
}

fn ends_in_hyphen(line: &Line) -> bool {
    let mut letters = line.text.trim_end().chars().rev();
    letters.next().is_some_and(is_hyphen) && letters.next().is_some_and(char::is_alphanumeric)
}

/// What is to be changed at the ends of lines.
struct Plan<'a> {
    text: &'a str,
    cleaning: &'a Cleaning,
    known: KnownWords,
    changes: Vec<StepChange>,
}

impl Plan<'_> {
    /// Plans what is to be changed, given for each line whether it goes on in the next.
    fn of(
        text: &str,
        lines: &[Line],
        running_on: Vec<bool>,
        cleaning: &Cleaning,
    ) -> Vec<StepChange> {
        let has_cuts = lines.iter().any(ends_in_hyphen);
        let known = if has_cuts { KnownWords::of(text) } else { KnownWords::default() };
        let may_run_on = if has_cuts { may_run_on(lines) } else { Vec::new() };
        let mut plan = Plan { text, cleaning, known, changes: Vec::new() };
        for (n, pair) in lines.windows(2).enumerate() {
            if ends_in_hyphen(&pair[0]) {
                if running_on[n] || may_run_on[n] {
                    plan.take_hyphen(&pair[0], &pair[1], running_on[n]);
                }
            } else if running_on[n] {
                plan.join_lines(&pair[0], &pair[1]);
            }
        }
        plan.changes
    }

    fn join_lines(&mut self, line: &Line, next: &Line) {
        if self.cleaning.does(CleaningStep::WrappedLines) {
            let change = Change::new(line.words_end()..next.words_start(), " ");
            self.changes.push((CleaningStep::WrappedLines, change));
        }
    }

    /// Decides what a hyphen at the end of a line is: of a cut word, of a whole one, or suspended.
    fn take_hyphen(&mut self, line: &Line, next: &Line, runs_on: bool) {
        let hyphen_end = line.words_end();
        let Some(hyphen) = self.text[..hyphen_end].chars().next_back() else { return };
        let hyphen_start = hyphen_end - hyphen.len_utf8();
        let head = last_word(&self.text[line.place.start..hyphen_start]);
        let tail_start = next.words_start();
        let tail = first_word(&self.text[tail_start..next.place.end]);
        let behind = &self.text[tail_start + tail.len()..next.place.end];
        let cut = Cut { head, hyphen, tail, behind, known: &self.known };
        let Some(joint) = join_cut_word(&cut, &self.cleaning.language) else { return };
        if joint.between == "- " {
            if runs_on {
                self.join_lines(line, next);
            }
            return;
        }
        let is_known = || self.known.count(&joint.join(head, tail)) > 0;
        let is_sure = runs_on || hyphen == '\u{ad}' || is_known();
        if !is_sure || !self.cleaning.does(CleaningStep::CutWords) {
            return;
        }
        let change = match joint {
            // The hyphen stays as it is written.
            Joint { between, .. } if between == "-" => Change::removal(hyphen_end..tail_start),
            Joint { from_head, from_tail, between } => {
                Change::new(hyphen_start - from_head..tail_start + from_tail, between)
            }
        };
        self.changes.push((CleaningStep::CutWords, change));
        if !(runs_on && self.cleaning.does(CleaningStep::WrappedLines)) {
            self.break_behind(next);
        }
    }

    /// Moves the line end behind the word that begins in the line above.
    fn break_behind(&mut self, next: &Line) {
        let words = &self.text[next.words_start()..next.words_end()];
        if let Some(length) = words.find(char::is_whitespace) {
            let start = next.words_start() + length;
            let behind = &self.text[start..next.words_end()];
            let end = start + behind.len() - behind.trim_start().len();
            self.changes.push((CleaningStep::CutWords, Change::new(start..end, "\n")));
        }
    }
}

/// The word with which a text ends.
fn last_word(text: &str) -> &str {
    let last = words(text).last().filter(|place| place.end == text.len());
    last.map_or("", |place| &text[place])
}

/// The word with which a text begins.
fn first_word(text: &str) -> &str {
    let first = words(text).next().filter(|place| place.start == 0);
    first.map_or("", |place| &text[place])
}
