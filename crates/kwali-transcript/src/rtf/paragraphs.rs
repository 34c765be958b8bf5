//! Paragraphs, tables and notes of a rich text, which says where they end but seldom where they begin.

use crate::passage::Passage;
use crate::story::{LeftOut, Look, Story};

/// Tables within tables are not followed deeper.
const DEEPEST_TABLE: usize = 16;

/// The main story, a note, a comment, a box or a header.
#[derive(Debug, Default)]
struct Frame {
    in_paragraph: bool,
    is_heading: bool,
    /// How deep in tables the paragraph says it stands.
    level: usize,
    /// A row was described and did not end yet.
    in_described_row: bool,
    /// For each row that is open, outermost first, whether a cell of it is.
    rows: Vec<bool>,
}

/// Opens and closes the paragraphs, cells and rows of a document's stories.
#[derive(Default)]
pub(super) struct Paragraphs {
    story: Story,
    /// Notes, comments, boxes and headers that are open, innermost last.
    frames: Vec<Frame>,
    main: Frame,
}

impl Paragraphs {
    /// Closes all that is open, and returns the lines and what was left out.
    pub(super) fn finish(mut self) -> (Vec<Passage>, LeftOut) {
        self.close_frame();
        self.story.finish()
    }

    pub(super) fn left_out(&mut self) -> &mut LeftOut {
        &mut self.story.left_out
    }

    pub(super) fn words(&mut self, words: &str, look: Look) {
        self.begin_paragraph();
        self.story.words(words, look);
    }

    pub(super) fn break_line(&mut self, look: Look) {
        self.begin_paragraph();
        self.story.break_line(look);
    }

    /// Hangs an aside on the line that is being made.
    pub(super) fn hang(&mut self, aside: usize) {
        self.begin_paragraph();
        self.story.hang(aside);
    }

    pub(super) fn set_heading(&mut self, is_heading: bool) {
        self.frame().is_heading = is_heading;
    }

    /// Begins a note, comment, box or header.
    pub(super) fn begin_frame(&mut self) {
        self.story.begin_container();
        self.frames.push(Frame::default());
    }

    /// Ends a note, comment or header and returns its lines.
    pub(super) fn end_frame(&mut self) -> Vec<Passage> {
        self.close_frame();
        self.frames.pop();
        self.story.end_container()
    }

    /// Ends a box.
    pub(super) fn end_box(&mut self) {
        self.close_frame();
        self.frames.pop();
        self.story.end_box();
    }

    /// Takes a control word that says where in a table the words are.
    pub(super) fn table_word(&mut self, word: &str, number: Option<i32>) {
        let frame = self.frame();
        let nested = frame.level.max(2);
        match word {
            "pard" => (frame.level, frame.is_heading) = (0, false),
            "intbl" => frame.level = frame.level.max(1),
            "itap" => {
                let level = number.and_then(|level| usize::try_from(level).ok()).unwrap_or(0);
                frame.level = level.min(DEEPEST_TABLE);
            }
            "trowd" => frame.in_described_row = true,
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(nested),
            "row" => {
                frame.in_described_row = false;
                self.end_row(1);
            }
            "nestrow" => self.end_row(nested),
            _ => {}
        }
    }

    /// Ends the paragraph; if its end was deleted, the next one goes on in it.
    pub(super) fn end_paragraph(&mut self, is_deleted: bool) {
        self.begin_paragraph();
        if is_deleted {
            self.story.run_on();
        }
        self.close_paragraph();
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.main)
    }

    /// Opens a paragraph unless one is, and the row and cell that it stands in.
    fn begin_paragraph(&mut self) {
        if self.frame().in_paragraph {
            return;
        }
        let frame = self.frame();
        let level = frame.level.max(usize::from(frame.in_described_row));
        self.settle_rows(level);
        self.story.begin_paragraph();
        self.frame().in_paragraph = true;
    }

    /// Opens or closes rows of tables until so many are open, with a cell each.
    fn settle_rows(&mut self, level: usize) {
        while self.frame().rows.len() > level {
            self.close_row();
        }
        while self.frame().rows.len() < level {
            self.open_cell();
            self.story.begin_row();
            self.frame().rows.push(false);
        }
        self.open_cell();
    }

    fn open_cell(&mut self) {
        if let Some(is_open @ false) = self.frame().rows.last_mut() {
            *is_open = true;
            self.story.begin_container();
        }
    }

    fn close_row(&mut self) {
        match self.frame().rows.pop() {
            Some(true) => self.story.end_cell(),
            Some(false) => {}
            None => return,
        }
        self.story.end_row();
    }

    fn close_paragraph(&mut self) {
        if std::mem::take(&mut self.frame().in_paragraph) {
            let is_heading = self.frame().is_heading;
            self.story.set_heading(is_heading);
            self.story.end_paragraph();
        }
    }

    fn end_cell(&mut self, level: usize) {
        self.close_paragraph();
        self.settle_rows(level);
        self.story.end_cell();
        if let Some(is_open) = self.frame().rows.last_mut() {
            *is_open = false;
        }
    }

    fn end_row(&mut self, level: usize) {
        self.close_paragraph();
        while self.frame().rows.len() >= level {
            self.close_row();
        }
    }

    fn close_frame(&mut self) {
        self.close_paragraph();
        while !self.frame().rows.is_empty() {
            self.close_row();
        }
    }
}
