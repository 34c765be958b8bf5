//! Moving through the document, and selecting on the way.

use std::ops::Range;

use super::{Message, Session};
use crate::screen::keys::Step;
use crate::screen::selection::Selection;
use crate::screen::units::{Unit, Way, next_part};

/// How many lines stay in view above and below where one is.
const MARGIN: usize = 2;

impl Session {
    /// Moves by a step; `extend` keeps what was selected before.
    pub(super) fn go(&mut self, step: Step, way: Way, extend: bool) {
        let keeps_column = matches!(step, Step::Line | Step::Screen);
        let from = self.selection.range();
        let found = match step {
            Step::Unit(unit) => next_part(self.units.all(unit), &self.start_of(unit, extend), way),
            Step::Line => self.line_away(1, way),
            Step::Screen => self.screen_away(way),
            Step::Coding => next_start(&self.coded(), &from, way),
            Step::Uncoded => next_part(&self.uncoded(), &from, way),
            Step::Suggestion => next_start(&self.suggested(), &from, way),
            Step::Hit => next_start(&self.hits, &from, way).or_else(|| self.other_end(way)),
            Step::End => match way {
                Way::On => self.units.all(Unit::Word).last().cloned(),
                Way::Back => self.units.all(Unit::Word).first().cloned(),
            },
        };
        if !keeps_column {
            self.column = None;
        }
        match found {
            Some(part) => self.move_to(part, extend),
            None => {
                self.message = Message::said(nothing(step, way));
                self.keep_in_view();
            }
        }
    }

    /// Returns the first place that was searched for, on from the last one, or the last.
    fn other_end(&mut self, way: Way) -> Option<Range<usize>> {
        let (found, told) = match way {
            Way::On => (self.hits.first(), "from the start again"),
            Way::Back => (self.hits.last(), "from the end again"),
        };
        if found.is_some() {
            self.message = Message::said(told);
        }
        found.cloned()
    }

    /// From where a unit is looked for: words from where one is, all others from what is selected.
    fn start_of(&self, unit: Unit, extend: bool) -> Range<usize> {
        match unit {
            Unit::Word if extend => self.selection.head().clone(),
            _ => self.selection.range(),
        }
    }

    /// Selects a part, or all up to it, and shows it.
    pub(super) fn move_to(&mut self, part: Range<usize>, extend: bool) {
        match extend {
            true => self.selection.extend_to(part),
            false => self.selection = Selection::of(part),
        }
        self.turn_here = 0;
        self.keep_in_view();
    }

    pub(super) fn grow(&mut self) {
        match self.units.around(&self.selection.range()) {
            Some(around) => {
                self.selection.grow_to(around);
                self.keep_in_view();
            }
            None => self.message = Message::said("there is nothing larger to select"),
        }
    }

    pub(super) fn shrink(&mut self) {
        if !self.selection.shrink() {
            let first = self.units.word_from(self.selection.range().start);
            self.selection = Selection::of(first);
        }
        self.keep_in_view();
    }

    pub(super) fn escape(&mut self) {
        self.extending = false;
        let word = self.units.word_from(self.selection.head().start);
        self.selection = Selection::of(word);
    }

    /// Scrolls just so far that where one is can be seen, all of it if it fits.
    pub(crate) fn keep_in_view(&mut self) {
        let height = usize::from(self.areas.text.height).max(1);
        let (first, last) = self.page.lines_of(self.selection.head());
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        let lowest_top = first.saturating_sub(margin);
        let highest_top = (last + margin + 1).saturating_sub(height);
        self.top = self.top.max(highest_top).min(lowest_top);
        self.note_seen();
    }

    /// Remembers how far the document was on the screen.
    pub(super) fn note_seen(&mut self) {
        let height = usize::from(self.areas.text.height);
        let last_top = self.page.lines.len().saturating_sub(height);
        self.top = self.top.min(last_top);
        let lines = self.page.lines.iter().skip(self.top).take(height);
        let mut words = lines.filter(|line| line.has_words());
        if let Some(first) = words.next() {
            let end = words.next_back().map_or(first.bytes.end, |last| last.bytes.end);
            self.seen.add(first.bytes.start..end);
        }
    }

    /// Returns the word some lines of words away, at the column one keeps to.
    fn line_away(&mut self, lines: usize, way: Way) -> Option<Range<usize>> {
        let from = self.page.line_of(self.selection.head().start);
        let has_words = |line: &usize| self.page.lines[*line].has_words();
        let to = match way {
            Way::On => (from + 1..self.page.lines.len()).filter(has_words).take(lines).last(),
            Way::Back => (0..from).rev().filter(has_words).take(lines).last(),
        };
        let text = self.desk.text();
        let head = self.selection.head().start;
        let column = self.column.unwrap_or_else(|| self.page.lines[from].column_of(text, head));
        self.column = Some(column);
        let line = &self.page.lines[to?];
        Some(self.units.word_from(line.byte_at(self.desk.text(), column)))
    }

    fn screen_away(&mut self, way: Way) -> Option<Range<usize>> {
        let height = usize::from(self.areas.text.height);
        let by = height.saturating_sub(MARGIN).max(1);
        self.top = match way {
            Way::On => self.top + by,
            Way::Back => self.top.saturating_sub(by),
        };
        let from = self.page.line_of(self.selection.head().start);
        let target = match way {
            Way::On => (from + by).min(self.page.lines.len().saturating_sub(1)),
            Way::Back => from.saturating_sub(by),
        };
        // As many lines of words as lie between here and there.
        let between = if from < target { from..target } else { target..from };
        let words = self.page.lines[between].iter().filter(|line| line.has_words()).count();
        self.line_away(words.max(1), way)
    }

    /// Returns where there are codings, each place once.
    fn coded(&self) -> Vec<Range<usize>> {
        let spans = self.desk.codings.iter().map(|coding| coding.coding.span);
        let mut places: Vec<Range<usize>> = spans.map(|span| span.start()..span.end()).collect();
        places.dedup();
        places
    }

    /// Returns where there are suggestions, each place once.
    fn suggested(&self) -> Vec<Range<usize>> {
        let passages = self.desk.suggestions.iter().map(|suggested| suggested.passage.clone());
        let mut places: Vec<Range<usize>> = passages.collect();
        places.dedup();
        places
    }

    /// Returns what nobody whose codings are shown has coded: parts of paragraphs, in whole words.
    fn uncoded(&self) -> Vec<Range<usize>> {
        let mut open = Vec::new();
        let mut codings = self.coded().into_iter().peekable();
        let mut covered = 0;
        for paragraph in self.units.all(Unit::Paragraph) {
            let mut from = paragraph.start.max(covered);
            while let Some(coding) = codings.next_if(|coding| coding.start < paragraph.end) {
                open.push(from..coding.start);
                from = from.max(coding.end);
                covered = covered.max(coding.end);
            }
            open.push(from..paragraph.end);
        }
        let words = self.units.all(Unit::Word);
        let has_words = |part: &Range<usize>| {
            let first = words.partition_point(|word| word.start < part.start);
            words.get(first).is_some_and(|word| word.end <= part.end)
        };
        open.retain(has_words);
        open.iter().map(|part| self.units.whole_words(part)).collect()
    }
}

/// Returns the first of some places that begins behind `from`, or the last that begins before it.
///
/// Of those that begin together the longer ones come first.
fn next_start(places: &[Range<usize>], from: &Range<usize>, way: Way) -> Option<Range<usize>> {
    let order = |place: &Range<usize>| (place.start, std::cmp::Reverse(place.end));
    let found = match way {
        Way::On => places.iter().find(|place| order(place) > order(from)),
        Way::Back => places.iter().rev().find(|place| order(place) < order(from)),
    };
    found.cloned()
}

fn nothing(step: Step, way: Way) -> String {
    let what = match step {
        Step::Coding => "no coding",
        Step::Suggestion => "no suggestion",
        Step::Uncoded => "nothing without a code",
        Step::Hit => "no place that was searched for",
        _ => "nothing",
    };
    match way {
        Way::On => format!("{what} behind here"),
        Way::Back => format!("{what} before here"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_begin_together_come_one_after_the_other() {
        let places = [3..9, 3..5, 7..8];
        let mut at = 0..1;
        let mut found = Vec::new();
        while let Some(next) = next_start(&places, &at, Way::On) {
            found.push(next.clone());
            at = next;
        }
        assert_eq!(found, places);
        assert_eq!(next_start(&places, &(7..8), Way::Back), Some(3..5));
        assert_eq!(next_start(&places, &(3..9), Way::Back), None);
    }
}
