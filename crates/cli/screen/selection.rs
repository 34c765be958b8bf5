//! What is selected: never nothing.

use std::ops::Range;

/// What is selected in a text: from where one began to where one is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Selection {
    anchor: Range<usize>,
    head: Range<usize>,
    /// What was selected before it grew, the smallest first.
    before: Vec<Range<usize>>,
}

impl Selection {
    /// Selects one part.
    pub(crate) fn of(part: Range<usize>) -> Selection {
        Selection { anchor: part.clone(), head: part, before: Vec::new() }
    }

    /// Selects all from where one began to a part.
    pub(crate) fn extend_to(&mut self, part: Range<usize>) {
        self.head = part;
        self.before.clear();
    }

    /// Returns what is selected, as bytes of the text.
    pub(crate) fn range(&self) -> Range<usize> {
        self.anchor.start.min(self.head.start)..self.anchor.end.max(self.head.end)
    }

    /// Returns the part at which one is.
    pub(crate) fn head(&self) -> &Range<usize> {
        &self.head
    }

    /// Selects more than now, and keeps what is selected now for [`Selection::shrink`].
    pub(crate) fn grow_to(&mut self, part: Range<usize>) {
        let mut before = std::mem::take(&mut self.before);
        before.push(self.range());
        *self = Selection { before, ..Selection::of(part) };
    }

    /// Selects what was selected before it grew; says whether it had grown.
    pub(crate) fn shrink(&mut self) -> bool {
        let mut before = std::mem::take(&mut self.before);
        let Some(smaller) = before.pop() else { return false };
        *self = Selection { before, ..Selection::of(smaller) };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_extends_both_ways_from_where_it_began() {
        let mut selection = Selection::of(10..12);
        selection.extend_to(20..25);
        assert_eq!(selection.range(), 10..25);
        selection.extend_to(2..4);
        assert_eq!(selection.range(), 2..12);
        assert_eq!(selection.head(), &(2..4));
    }

    #[test]
    fn it_shrinks_as_it_grew() {
        let mut selection = Selection::of(10..12);
        selection.grow_to(8..20);
        selection.grow_to(0..40);
        assert!(selection.shrink());
        assert_eq!(selection.range(), 8..20);
        assert!(selection.shrink() && !selection.shrink());
        assert_eq!(selection.range(), 10..12);
    }
}
