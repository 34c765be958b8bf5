//! The keys of the page, and what each of them does.

use kwali_study::Verdict;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::units::{Unit, Way};

/// What one moves by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// To the next word, sentence, paragraph or turn.
    Unit(Unit),
    /// To the next line.
    Line,
    /// By as many lines as the screen has.
    Screen,
    /// To the next coding.
    Coding,
    /// To the next passage without a code of the coder's.
    Uncoded,
    /// To the next suggestion.
    Suggestion,
    /// To the next place at which what was searched for stands.
    Hit,
    /// To the very start or end.
    End,
}

/// An end of a coding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// What a key of the page does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Command {
    /// Moves, and selects what was moved to.
    Move(Step, Way),
    /// Moves, and selects all on the way.
    Extend(Step, Way),
    /// From here on every move extends, or no longer.
    ToggleExtending,
    /// Selects the sentence, paragraph or turn around.
    Grow,
    /// Selects what was selected before it grew.
    Shrink,
    /// Back to one word, and away with what was asked.
    Escape,
    /// Chooses codes for the selection.
    Code,
    /// Gives the selection the codes that were given last.
    CodeAgain,
    /// Makes a code of the selected words.
    InVivo,
    /// Gives the coding at which one is another code.
    Recode,
    /// Makes the coding at which one is longer or shorter by a word, at its start or end.
    MoveEdge(Edge, Way),
    /// Gives the coding at which one is the ends of what is selected.
    TakeEnds,
    /// Says how strongly the coding at which one is carries its code.
    Weigh,
    /// Writes a comment on the coding at which one is.
    Comment,
    /// Takes away the coding at which one is.
    Remove,
    /// Accepts the suggestion at which one is, or rejects it.
    Decide(Verdict),
    /// Takes back the last change.
    Undo,
    /// Does again what was taken back last.
    Redo,
    /// Goes to the next of several codings at one place.
    NextHere,
    /// Writes memos.
    Memo,
    /// Lists where coders differ, to settle that.
    Differences,
    /// Lists all segments of a code.
    Segments,
    /// Looks for words.
    Search,
    /// Opens another document.
    Document,
    /// Shows the code tree, or hides it.
    ToggleTree,
    /// Shows the codings of others as well, or no longer.
    ToggleWhose,
    /// Shows the keys.
    Help,
    /// Ends.
    Quit,
}

/// A key, or several that do the same, and what they do.
pub(crate) struct Binding {
    /// The names of the keys, as [`name`] gives them.
    pub(crate) keys: &'static [&'static str],
    /// What they do.
    pub(crate) command: Command,
    /// The same in words.
    pub(crate) help: &'static str,
}

/// Keys that belong together.
pub(crate) struct Group {
    /// What they are for.
    pub(crate) title: &'static str,
    /// The keys.
    pub(crate) bindings: &'static [Binding],
}

const fn key(keys: &'static [&'static str], command: Command, help: &'static str) -> Binding {
    Binding { keys, command, help }
}

use Command::{Extend, Move};
use Way::{Back, On};

/// All keys of the page.
pub(crate) const GROUPS: &[Group] = &[
    Group {
        title: "Move and select",
        bindings: &[
            key(&["w", "right"], Move(Step::Unit(Unit::Word), On), "next word"),
            key(&["b", "left"], Move(Step::Unit(Unit::Word), Back), "word before"),
            key(&["s"], Move(Step::Unit(Unit::Sentence), On), "this sentence, then the next"),
            key(
                &["S"],
                Move(Step::Unit(Unit::Sentence), Back),
                "this sentence, then the one before",
            ),
            key(&["p"], Move(Step::Unit(Unit::Paragraph), On), "this paragraph, then the next"),
            key(
                &["P"],
                Move(Step::Unit(Unit::Paragraph), Back),
                "this paragraph, then the one before",
            ),
            key(&["t"], Move(Step::Unit(Unit::Turn), On), "this turn, then the next"),
            key(&["T"], Move(Step::Unit(Unit::Turn), Back), "this turn, then the one before"),
            key(&["j", "down"], Move(Step::Line, On), "a line down"),
            key(&["k", "up"], Move(Step::Line, Back), "a line up"),
            key(&["pagedown", "space"], Move(Step::Screen, On), "a screen down"),
            key(&["pageup"], Move(Step::Screen, Back), "a screen up"),
            key(&["g", "home"], Move(Step::End, Back), "the start"),
            key(&["G", "end"], Move(Step::End, On), "the end"),
            key(&["]"], Move(Step::Coding, On), "next coding"),
            key(&["["], Move(Step::Coding, Back), "coding before"),
            key(&["o"], Move(Step::Uncoded, On), "next passage without a code"),
            key(&["O"], Move(Step::Uncoded, Back), "passage without a code before"),
            key(&[")"], Move(Step::Suggestion, On), "next suggestion"),
            key(&["("], Move(Step::Suggestion, Back), "suggestion before"),
            key(&["/"], Command::Search, "search for words"),
            key(&["n"], Move(Step::Hit, On), "next place that was searched for"),
            key(&["N"], Move(Step::Hit, Back), "place before that was searched for"),
        ],
    },
    Group {
        title: "Change what is selected",
        bindings: &[
            key(&["v"], Command::ToggleExtending, "from here on moves extend, or no longer"),
            key(&["shift-right"], Extend(Step::Unit(Unit::Word), On), "one word more, onwards"),
            key(&["shift-left"], Extend(Step::Unit(Unit::Word), Back), "one word more, backwards"),
            key(&["shift-down"], Extend(Step::Line, On), "one line more, down"),
            key(&["shift-up"], Extend(Step::Line, Back), "one line more, up"),
            key(&["+", "="], Command::Grow, "grow: word, sentence, paragraph, turn"),
            key(&["-"], Command::Shrink, "shrink again"),
            key(&["esc"], Command::Escape, "back to one word"),
        ],
    },
    Group {
        title: "Code",
        bindings: &[
            key(&["c", "enter"], Command::Code, "choose a code, or several"),
            key(&["."], Command::CodeAgain, "the same codes as the last time"),
            key(&["i"], Command::InVivo, "make a code of the selected words"),
            key(&[">"], Command::MoveEdge(Edge::End, On), "the coding here ends a word later"),
            key(&["<"], Command::MoveEdge(Edge::End, Back), "the coding here ends a word earlier"),
            key(
                &["{"],
                Command::MoveEdge(Edge::Start, Back),
                "the coding here begins a word earlier",
            ),
            key(&["}"], Command::MoveEdge(Edge::Start, On), "the coding here begins a word later"),
            key(&["e"], Command::TakeEnds, "the coding here gets the ends of what is selected"),
            key(&["r"], Command::Recode, "another code for the coding here"),
            key(&["W"], Command::Weigh, "how strongly, from 0 to 100"),
            key(&["a"], Command::Comment, "a comment on the coding here"),
            key(&["x", "delete"], Command::Remove, "remove the coding here"),
            key(&["y"], Command::Decide(Verdict::Accepted), "accept the suggestion here"),
            key(&["X"], Command::Decide(Verdict::Rejected), "reject the suggestion here"),
            key(&["u"], Command::Undo, "take back the last change"),
            key(&["ctrl-r"], Command::Redo, "do again what was taken back"),
            key(&["tab"], Command::NextHere, "the next of several codings here"),
            key(&["m"], Command::Memo, "a memo on document, code, coding or study"),
        ],
    },
    Group {
        title: "See and leave",
        bindings: &[
            key(&["l"], Command::Segments, "all segments of a code"),
            key(&["D"], Command::Differences, "where you and others differ, to settle that"),
            key(&["ctrl-o"], Command::Document, "another document"),
            key(&["\\"], Command::ToggleTree, "show or hide the code tree"),
            key(&["A"], Command::ToggleWhose, "all coders, or only you"),
            key(&["?", "f1"], Command::Help, "these keys"),
            key(&["q", "ctrl-c"], Command::Quit, "leave; everything is saved"),
        ],
    },
];

/// What keys are shown for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HelpOf {
    /// The page.
    Page,
    /// A list from which something is chosen.
    List,
    /// A line that is typed.
    Line,
    /// A memo that is written.
    Memo,
}

/// Keys and what they do in a list.
pub(crate) const OF_LIST: &[(&str, &str)] = &[
    ("letters", "a part of an id or a label, or some letters of it in their order"),
    ("down, ctrl-n", "the next"),
    ("up, ctrl-p", "the one before"),
    ("pagedown, pageup", "ten on, ten back"),
    ("tab", "mark one of several codes, or no longer"),
    ("enter", "choose what is marked, else the one here"),
    ("ctrl-t", "a new code of what is typed, where codes are given"),
    ("ctrl-u, ctrl-w", "away with what is typed, with its last word"),
    ("esc", "back"),
];

/// Keys and what they do on a line.
pub(crate) const OF_LINE: &[(&str, &str)] = &[
    ("left, right", "a character back or on"),
    ("home, end", "to the start, to the end"),
    ("ctrl-u, ctrl-w", "away with what stands before, with the word before"),
    ("enter", "take it"),
    ("esc", "leave it"),
];

/// Keys and what they do in a memo.
pub(crate) const OF_MEMO: &[(&str, &str)] = &[
    ("enter", "a new line; the first line is the title"),
    ("arrows, home, end", "move"),
    ("ctrl-u, ctrl-r", "take back what was typed, type it again"),
    ("ctrl-o", "go on in the editor that EDITOR names"),
    ("esc, ctrl-s", "keep it and close"),
];

/// Returns what a key of the page does.
pub(crate) fn command(name: &str) -> Option<Command> {
    let bindings = GROUPS.iter().flat_map(|group| group.bindings);
    bindings.into_iter().find(|binding| binding.keys.contains(&name)).map(|binding| binding.command)
}

/// Returns a key's name: `w`, `W`, `ctrl-r`, `shift-left`, `enter`, …
pub(crate) fn name(event: &KeyEvent) -> String {
    let key = match event.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(char) => char.to_string(),
        KeyCode::F(number) => format!("f{number}"),
        KeyCode::BackTab => "shift-tab".to_owned(),
        code => named(code).to_owned(),
    };
    let is_char = matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab);
    let mut name = String::new();
    for (modifier, prefix) in [
        (KeyModifiers::CONTROL, "ctrl-"),
        (KeyModifiers::ALT, "alt-"),
        (KeyModifiers::SHIFT, "shift-"),
    ] {
        // A capital says by itself that shift was held.
        let counts = !(is_char && modifier == KeyModifiers::SHIFT);
        if counts && event.modifiers.contains(modifier) {
            name.push_str(prefix);
        }
    }
    name + &key
}

fn named(code: KeyCode) -> &'static str {
    match code {
        KeyCode::Enter => "enter",
        KeyCode::Esc => "esc",
        KeyCode::Backspace => "backspace",
        KeyCode::Tab => "tab",
        KeyCode::Delete => "delete",
        KeyCode::Left => "left",
        KeyCode::Right => "right",
        KeyCode::Up => "up",
        KeyCode::Down => "down",
        KeyCode::Home => "home",
        KeyCode::End => "end",
        KeyCode::PageUp => "pageup",
        KeyCode::PageDown => "pagedown",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let mut seen = BTreeSet::new();
        for key in GROUPS.iter().flat_map(|group| group.bindings).flat_map(|b| b.keys) {
            assert!(seen.insert(key), "{key}");
        }
    }

    #[test]
    fn keys_have_names() {
        let check = |code, modifiers, expected: &str| {
            assert_eq!(name(&KeyEvent::new(code, modifiers)), expected);
        };
        check(KeyCode::Char('w'), KeyModifiers::NONE, "w");
        check(KeyCode::Char('W'), KeyModifiers::SHIFT, "W");
        check(KeyCode::Char(' '), KeyModifiers::NONE, "space");
        check(KeyCode::Char('r'), KeyModifiers::CONTROL, "ctrl-r");
        check(KeyCode::Left, KeyModifiers::SHIFT, "shift-left");
        check(KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab");
    }
}
