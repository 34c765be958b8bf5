//! A coder at work: what is on the screen, where one is in it, and what each key changes.

mod acting;
mod changing;
mod choosing;
mod moving;
mod panes;
mod pointing;
mod searching;
mod seen;
mod segments;
mod settling;
mod writing;

use std::ops::Range;

use kwali_exhibit::document_page::{DocumentLines, Openings, Stripe, stripes};
use kwali_study::Error;

use super::areas::Areas;
use super::desk::{Act, CaughtUp, Desk, Whose};
use super::keys::{self, Command};
use super::line_input::LineInput;
use super::selection::Selection;
use super::units::Units;
use crate::screen::new_coder;
pub(crate) use panes::{Choice, Help, Message, Pane, Question};
use seen::Seen;

/// A coder at work on a document.
pub(crate) struct Session {
    /// The study, the document and its codings.
    pub(crate) desk: Desk,
    /// The document in lines.
    pub(crate) page: DocumentLines,
    /// The codings as stripes beside the lines, by first line.
    pub(crate) stripes: Vec<Stripe>,
    /// What is selected.
    pub(crate) selection: Selection,
    /// The first line on the screen.
    pub(crate) top: usize,
    /// What is open over the page.
    pub(crate) pane: Pane,
    /// What was done last, or went wrong.
    pub(crate) message: Message,
    /// True while every move extends what is selected.
    pub(crate) extending: bool,
    /// Where what was searched for stands.
    pub(crate) hits: Vec<Range<usize>>,
    /// Where things are on the screen.
    pub(crate) areas: Areas,
    /// The act that waits until another process is done with writing.
    pub(crate) waiting: Option<Act>,
    /// True when it is over.
    pub(crate) is_over: bool,
    units: Units,
    size: (u16, u16),
    shows_tree: bool,
    /// The column that moves up and down keep to.
    column: Option<usize>,
    /// Which of several codings at one place is meant.
    turn_here: usize,
    /// The codes that were given last.
    last_codes: Vec<String>,
    /// What of the document was on the screen.
    seen: Seen,
    /// True while the mouse selects.
    is_dragging: bool,
    /// Whose codings were shown before differences were listed.
    whose_before: Option<Whose>,
    searched: String,
    /// True if the coder wants to go on writing in an editor of their own.
    wants_own_editor: bool,
}

impl Session {
    /// Begins to work on a screen of some columns and rows.
    pub(crate) fn new(desk: Desk, size: (u16, u16)) -> Result<Session, Error> {
        let mut session = Session {
            desk,
            page: DocumentLines::default(),
            stripes: Vec::new(),
            selection: Selection::default(),
            top: 0,
            pane: Pane::Page,
            message: Message::default(),
            extending: false,
            hits: Vec::new(),
            areas: Areas::default(),
            waiting: None,
            is_over: false,
            units: Units::default(),
            size,
            shows_tree: true,
            column: None,
            turn_here: 0,
            last_codes: Vec::new(),
            seen: Seen::default(),
            is_dragging: false,
            whose_before: None,
            searched: String::new(),
            wants_own_editor: false,
        };
        session.begin()?;
        Ok(session)
    }

    /// Shows a document where the coder coded last in it, else from its start.
    fn begin(&mut self) -> Result<(), Error> {
        self.units = Units::of(&self.desk.open);
        let left_off = self.desk.left_off()?;
        if left_off.is_some() {
            self.message = Message::said("here you coded last; g goes to the start");
        } else if let Some(told) = new_coder(self.desk.snapshot()?, self.desk.coder()) {
            self.message = Message::said(told);
        }
        self.selection = Selection::of(left_off.unwrap_or_else(|| self.units.word_from(0)));
        (self.top, self.seen, self.extending) = (0, Seen::default(), false);
        self.hits.clear();
        self.lay_out()
    }

    /// Fits everything to another size of the screen.
    pub(crate) fn resize(&mut self, size: (u16, u16)) -> Result<(), Error> {
        self.size = size;
        self.lay_out()
    }

    fn lay_out(&mut self) -> Result<(), Error> {
        self.areas = Areas::new(self.size, self.shows_tree);
        let width = usize::from(self.areas.text.width);
        let open = (&self.desk.open.text, &self.desk.open.layout);
        self.page = DocumentLines::new(self.desk.document()?, open, width, Openings::Above);
        self.set_stripes();
        self.keep_in_view();
        Ok(())
    }

    fn set_stripes(&mut self) {
        let spans = self.desk.codings.iter().map(|coding| coding.coding.span);
        let page = &self.page;
        self.stripes = stripes(spans.map(|span| page.lines_of(&(span.start()..span.end()))));
    }

    /// Takes a key by its name.
    pub(crate) fn take(&mut self, key: &str) {
        if key == "f1" && !matches!(self.pane, Pane::Help(_)) {
            self.show_help();
            return;
        }
        let taken = match std::mem::replace(&mut self.pane, Pane::Page) {
            Pane::Page => self.take_on_page(key),
            Pane::Finder(finder, choice) => self.take_in_finder(key, finder, choice),
            Pane::Prompt(line, question) => self.take_in_prompt(key, line, question),
            Pane::Editor(editor) => self.take_in_editor(key, editor),
            Pane::Help(help) => {
                self.take_in_help(key, help);
                Ok(())
            }
        };
        if let Err(error) = taken.and_then(|()| self.leave_settling()) {
            self.message = Message::error(&error);
        }
    }

    /// Takes what was pasted.
    pub(crate) fn paste(&mut self, pasted: &str) {
        match &mut self.pane {
            Pane::Finder(finder, _) => finder.paste(pasted),
            Pane::Prompt(line, _) => line.insert(pasted),
            Pane::Editor(editor) => editor.paste(pasted),
            Pane::Page | Pane::Help(_) => {}
        }
    }

    fn take_on_page(&mut self, key: &str) -> Result<(), Error> {
        let Some(command) = keys::command(key) else {
            self.message = Message::said(format!("`{key}` does nothing here; ? shows the keys"));
            return Ok(());
        };
        self.message = Message::default();
        match command {
            Command::Move(step, way) => self.go(step, way, self.extending),
            Command::Extend(step, way) => self.go(step, way, true),
            Command::ToggleExtending => self.extending = !self.extending,
            Command::Grow => self.grow(),
            Command::Shrink => self.shrink(),
            Command::Escape => self.escape(),
            Command::Code => return self.choose_codes(),
            Command::CodeAgain => return self.code_again(),
            Command::InVivo => return self.choose_parent(),
            Command::Recode => return self.choose_other_code(),
            Command::MoveEdge(edge, way) => return self.move_edge(edge, way),
            Command::TakeEnds => return self.take_ends(),
            Command::Weigh => return self.ask_for_weight(),
            Command::Comment => return self.ask_for_comment(),
            Command::Remove => return self.remove_here(),
            Command::Decide(verdict) => self.decide_here(verdict),
            Command::Undo => self.act(Act::Undo),
            Command::Redo => self.act(Act::Redo),
            Command::NextHere => self.turn_here += 1,
            Command::Memo => return self.choose_memo(),
            Command::Differences => return self.list_differences(),
            Command::Segments => return self.choose_segments(),
            Command::Search => {
                self.pane = Pane::Prompt(LineInput::offering(&self.searched), Question::Search);
            }
            Command::Document => return self.choose_document(),
            Command::ToggleTree => return self.toggle_tree(),
            Command::ToggleWhose => return self.toggle_whose(),
            Command::Help => self.show_help(),
            Command::Quit => self.is_over = true,
        }
        Ok(())
    }

    /// Looks whether another process has changed the study, and shows that.
    pub(crate) fn catch_up(&mut self) {
        match self.desk.catch_up() {
            Ok(None) => {}
            Ok(Some(change)) => {
                let shown = match change {
                    CaughtUp::Words => self.begin(),
                    CaughtUp::Codings => {
                        self.set_stripes();
                        Ok(())
                    }
                };
                let told = Message::said("the study was changed elsewhere; this is how it is now");
                self.message = shown.map_or_else(|error| Message::error(&error), |()| told);
            }
            Err(error) => self.message = Message::error(&error),
        }
    }

    fn toggle_whose(&mut self) -> Result<(), Error> {
        let (whose, said) = match self.desk.whose {
            Whose::Mine => (Whose::Everyones, "the codings of all coders"),
            Whose::Everyones => (Whose::Mine, "your codings only"),
        };
        self.desk.show(whose)?;
        self.set_stripes();
        self.message = Message::said(said);
        Ok(())
    }

    /// Returns the coding at which one is, by place in the list.
    pub(crate) fn here(&self) -> Option<usize> {
        let mut here = self.desk.codings_at(self.selection.head());
        // What is selected wholly is meant before what lies around it or in it.
        let range = self.selection.range();
        here.sort_by_key(|&at| {
            let span = self.desk.codings[at].coding.span;
            (span.start()..span.end()) != range
        });
        (!here.is_empty()).then(|| here[self.turn_here % here.len()])
    }

    /// Returns the suggestion at which one is, by place in the list.
    pub(crate) fn suggestion_here(&self) -> Option<usize> {
        let here = self.desk.suggestions_at(self.selection.head());
        let range = self.selection.range();
        let is_meant = |at: &&usize| self.desk.suggestions[**at].passage == range;
        let meant = here.iter().filter(is_meant);
        // Several codes may be suggested for one passage, as several codings may lie on it.
        let meant: Vec<usize> = meant.copied().collect();
        let among = if meant.is_empty() { here } else { meant };
        (!among.is_empty()).then(|| among[self.turn_here % among.len()])
    }

    /// Returns what the last line names: what the keys for codings and suggestions are about.
    pub(crate) fn named_here(&self) -> Named {
        let is_selected = |at: &usize| self.desk.suggestions[*at].passage == self.selection.range();
        match (self.suggestion_here(), self.here()) {
            (Some(at), coding) if coding.is_none() || is_selected(&at) => Named::Suggestion(at),
            (_, Some(at)) => Named::Coding(at),
            (_, None) => Named::Nothing,
        }
    }

    /// Returns how much of the document was on the screen so far, in percent.
    pub(crate) fn seen_percent(&self) -> usize {
        let words = || self.page.lines.iter().filter(|line| line.has_words());
        match (words().next(), words().next_back()) {
            (Some(first), Some(last)) => self.seen.percent(&(first.bytes.start..last.bytes.end)),
            _ => 100,
        }
    }

    /// True if what is selected ends in the upper half of the screen.
    pub(crate) fn is_in_upper_half(&self) -> bool {
        let height = usize::from(self.areas.text.height);
        let (_, last) = self.page.lines_of(&self.selection.range());
        last.saturating_sub(self.top) < height / 2
    }

    /// Returns where one is, of how many: turn (if there are turns) and paragraph, counted from 1.
    pub(crate) fn place(&self) -> Place {
        let layout = &self.desk.open.layout;
        let byte = self.selection.head().start;
        let turn = layout.turns.partition_point(|turn| turn.span.start() <= byte);
        Place {
            turn: (turn, layout.turns.len()),
            paragraph: (layout.paragraph_at(byte) + 1, layout.paragraphs.len()),
        }
    }
}

/// What is at a place, by place in the lists of codings and suggestions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Named {
    /// A coding.
    Coding(usize),
    /// A suggestion.
    Suggestion(usize),
    /// Neither.
    Nothing,
}

/// Where one is in a document: which of how many, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    /// Turns; 0 before the first.
    pub(crate) turn: (usize, usize),
    /// Paragraphs.
    pub(crate) paragraph: (usize, usize),
}
