//! What is open over the page, and what is told below it.

use std::ops::Range;

use kwali_study::Error;

use super::Session;
use crate::screen::differences::Difference;
use crate::screen::editor::Editor;
use crate::screen::finder::Finder;
use crate::screen::keys::HelpOf;
use crate::screen::line_input::LineInput;

/// What is open over the page.
pub(crate) enum Pane {
    /// Nothing.
    Page,
    /// Something is chosen from a list.
    Finder(Finder, Choice),
    /// A line is typed.
    Prompt(LineInput, Question),
    /// A text is written.
    Editor(Box<Editor>),
    /// The keys are shown.
    Help(Help),
}

impl Pane {
    /// True while differences are listed, or one is decided, also behind the keys for that.
    pub(super) fn is_settling(&self) -> bool {
        match self {
            Pane::Finder(_, choice) => {
                matches!(choice, Choice::Difference(_) | Choice::Decision(..) | Choice::Anew(..))
            }
            Pane::Help(help) => help.behind.is_settling(),
            Pane::Page | Pane::Prompt(..) | Pane::Editor(_) => false,
        }
    }
}

/// The keys, over what they are for.
pub(crate) struct Help {
    /// The first line that is shown.
    pub(crate) from: usize,
    /// What the keys are for.
    pub(crate) of: HelpOf,
    /// What was open before.
    pub(crate) behind: Box<Pane>,
}

/// What is chosen in a finder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Choice {
    /// Codes for a passage.
    Codes(Range<usize>),
    /// Another code for a coding.
    OtherCode(String),
    /// The code below which a new one comes, that has a passage's words as its label.
    Parent(Range<usize>),
    /// The code of which all segments are listed.
    SegmentsOf,
    /// A segment of a code.
    Segment(String),
    /// Where coders differ.
    Difference(Vec<Difference>),
    /// What is decided about a difference, which is at this place of the list.
    Decision(Difference, usize),
    /// The codes that come instead of the coder's own coding.
    Anew(Difference, usize),
    /// A document to be opened.
    Document,
    /// What a memo is about.
    MemoAbout,
}

/// What is asked for on a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Question {
    /// What is searched for.
    Search,
    /// How strongly a coding's passage carries its code.
    Weight(String),
    /// The comment on a coding.
    Comment(String),
    /// The id of a new code for a passage, and its label.
    NewCode(Range<usize>, String),
}

/// What is told on the last line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Message {
    /// In words.
    pub(crate) words: String,
    /// True if something went wrong.
    pub(crate) is_error: bool,
}

impl Message {
    pub(crate) fn said(words: impl Into<String>) -> Message {
        Message { words: words.into(), is_error: false }
    }

    pub(crate) fn error(error: &Error) -> Message {
        let words = match error.hint() {
            Some(hint) => format!("{error}: {hint}"),
            None => error.to_string(),
        };
        // What stands on further lines is drawn for eyes.
        Message { words: words.replace('\n', " "), is_error: true }
    }
}

impl Session {
    /// Shows the keys of what is open.
    pub(super) fn show_help(&mut self) {
        let behind = std::mem::replace(&mut self.pane, Pane::Page);
        let of = match behind {
            Pane::Page | Pane::Help(_) => HelpOf::Page,
            Pane::Finder(..) => HelpOf::List,
            Pane::Prompt(..) => HelpOf::Line,
            Pane::Editor(_) => HelpOf::Memo,
        };
        self.pane = Pane::Help(Help { from: 0, of, behind: Box::new(behind) });
    }

    pub(super) fn take_in_help(&mut self, key: &str, help: Help) {
        let from = match key {
            "down" | "j" => help.from + 1,
            "up" | "k" => help.from.saturating_sub(1),
            "pagedown" | "space" => help.from + 10,
            "pageup" => help.from.saturating_sub(10),
            _ => {
                self.pane = *help.behind;
                return;
            }
        };
        self.pane = Pane::Help(Help { from, ..help });
    }
}
