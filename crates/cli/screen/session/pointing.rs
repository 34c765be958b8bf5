//! The mouse: a click moves, dragging selects, the wheel scrolls.

use std::ops::Range;

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::{Pane, Session};
use crate::screen::selection::Selection;

/// How many lines the wheel scrolls.
const WHEEL: usize = 3;

impl Session {
    /// Takes what the mouse did.
    pub(crate) fn point(&mut self, event: MouseEvent) {
        match &mut self.pane {
            Pane::Page => self.point_on_page(event),
            Pane::Finder(finder, _) => match event.kind {
                MouseEventKind::ScrollDown => finder.go(1),
                MouseEventKind::ScrollUp => finder.go(-1),
                _ => {}
            },
            _ => {}
        }
    }

    fn point_on_page(&mut self, event: MouseEvent) {
        match event.kind {
            MouseEventKind::ScrollDown => {
                self.top += WHEEL;
                self.note_seen();
            }
            MouseEventKind::ScrollUp => {
                self.top = self.top.saturating_sub(WHEEL);
                self.note_seen();
            }
            MouseEventKind::Down(MouseButton::Left) => {
                let word = self.word_at(event.column, event.row);
                self.is_dragging = word.is_some();
                if let Some(word) = word {
                    self.selection = Selection::of(word);
                    (self.turn_here, self.column) = (0, None);
                }
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                if let Some(word) = self.word_at(event.column, event.row) {
                    // Where it began beside the words, the first word that is reached is the start.
                    match std::mem::replace(&mut self.is_dragging, true) {
                        true => self.selection.extend_to(word),
                        false => self.selection = Selection::of(word),
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns the word at a place of the screen, `None` beside the text.
    fn word_at(&self, column: u16, row: u16) -> Option<Range<usize>> {
        let text = self.areas.text;
        let line =
            self.top + usize::from(row.checked_sub(text.y).filter(|row| *row < text.height)?);
        let line = self.page.lines.get(line).filter(|line| line.has_words())?;
        let column = usize::from(column.checked_sub(text.x)?);
        Some(self.units.word_from(line.byte_at(self.desk.text(), column)))
    }
}
