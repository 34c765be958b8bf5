//! A text that is being cleaned, with every edit since it was read.

use std::ops::Range;

use kwali_model::{CleaningStep, Edit, SourceMap};

/// What is to stand in place of some bytes of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Change {
    pub(crate) range: Range<usize>,
    pub(crate) now: String,
}

impl Change {
    /// Returns the change that puts `now` in place of what stands in `range`.
    pub(crate) fn new(range: Range<usize>, now: impl Into<String>) -> Change {
        Change { range, now: now.into() }
    }

    /// Returns the change that takes out what stands in `range`.
    pub(crate) fn removal(range: Range<usize>) -> Change {
        Change { range, now: String::new() }
    }
}

/// A text and the edits that lead back to what was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct EditedText {
    text: String,
    edits: Vec<Edit>,
    /// How many bytes were read.
    source_len: usize,
    /// The byte of what was read at which each page begins.
    pages: Vec<usize>,
}

impl EditedText {
    /// Returns a text that was finished before, with the way back.
    pub(crate) fn reopened(text: String, source_map: &SourceMap) -> EditedText {
        let source_len = source_map.source_place(text.len());
        EditedText { text, edits: source_map.edits().to_vec(), source_len, pages: Vec::new() }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Makes room for so many bytes.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// Adds what was read next.
    pub(crate) fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.source_len += words.len();
    }

    /// Adds what was read next but is not to be in the text.
    pub(crate) fn push_taken_out(&mut self, step: CleaningStep, words: &str) {
        let end = self.text.len();
        self.edits.push(Edit { step, start: end, end, was: words.to_owned(), page: None });
        self.source_len += words.len();
    }

    /// Says that the next page begins behind what was read so far.
    pub(crate) fn begin_page(&mut self) {
        self.pages.push(self.source_len);
    }

    /// Takes white space off the end, as if it had never been read.
    pub(crate) fn trim_end(&mut self) {
        let end = self.text.trim_end().len();
        let end = end.max(self.edits.last().map_or(0, |edit| edit.end));
        self.source_len -= self.text.len() - end;
        self.text.truncate(end);
    }

    /// Makes changes, which are in order and do not overlap.
    ///
    /// A change of what an earlier edit left takes that edit's place in the list: it leads back
    /// from what stands there in the end to what was read.
    pub(crate) fn apply(&mut self, changes: Vec<(CleaningStep, Change)>) {
        let text = std::mem::take(&mut self.text);
        let mut changed =
            Changed { old: &text, reached: 0, text: String::new(), edits: Vec::new() };
        changed.text.reserve(text.len());
        let mut edits = std::mem::take(&mut self.edits).into_iter().peekable();
        let mut changes = changes.into_iter().peekable();
        loop {
            let mut cluster = Cluster::default();
            loop {
                // Edits first among those that start together: an empty one stands before a change.
                let edit = edits.peek().map(|edit| (edit.start, edit.end));
                let change =
                    changes.peek().map(|(_, change)| (change.range.start, change.range.end));
                let next_is_edit = match (edit, change) {
                    (Some(edit), Some(change)) => edit <= change,
                    (edit, _) => edit.is_some(),
                };
                let next = if next_is_edit { edit } else { change };
                let Some((start, end)) = next.filter(|&(start, _)| cluster.takes(start)) else {
                    break;
                };
                cluster.widen(start..end);
                if next_is_edit {
                    cluster.edits.extend(edits.next());
                } else {
                    cluster.changes.extend(changes.next());
                }
            }
            if cluster.range.is_none() {
                break;
            }
            changed.take(cluster);
        }
        let Changed { text: new, edits, reached, .. } = changed;
        self.text = new + &text[reached..];
        self.edits = edits;
    }

    /// Returns the text and the way back, and where in what was read each page begins, if the
    /// reader told of pages.
    pub(crate) fn finish(mut self) -> (String, SourceMap, Vec<usize>) {
        let (mut text, mut source) = (0, 0);
        let has_pages = !self.pages.is_empty();
        for edit in self.edits.iter_mut().filter(|_| has_pages) {
            source += edit.start - text;
            let page = self.pages.partition_point(|&begin| begin <= source);
            edit.page = edit.page.or((page > 0).then_some(page as u32));
            source += edit.was.len();
            text = edit.end;
        }
        let source_map = SourceMap::new(self.edits, &self.text);
        debug_assert!(source_map.is_some(), "edits are in order and fit the text");
        (self.text, source_map.unwrap_or_default(), self.pages)
    }
}

/// Edits and changes that reach into each other.
#[derive(Default)]
struct Cluster {
    range: Option<Range<usize>>,
    edits: Vec<Edit>,
    changes: Vec<(CleaningStep, Change)>,
}

impl Cluster {
    fn takes(&self, start: usize) -> bool {
        self.range.as_ref().is_none_or(|range| start < range.end)
    }

    fn widen(&mut self, by: Range<usize>) {
        self.range = Some(match self.range.take() {
            None => by,
            Some(range) => range.start..range.end.max(by.end),
        });
    }
}

/// The text on the way from one state to the next.
struct Changed<'a> {
    old: &'a str,
    /// Up to here the old text was taken over.
    reached: usize,
    text: String,
    edits: Vec<Edit>,
}

impl Changed<'_> {
    fn take(&mut self, cluster: Cluster) {
        let Some(range) = cluster.range else { return };
        self.text.push_str(&self.old[self.reached..range.start]);
        let start = self.text.len();
        let mut reached = range.start;
        for (_, change) in &cluster.changes {
            self.text.push_str(&self.old[reached..change.range.start]);
            self.text.push_str(&change.now);
            reached = change.range.end;
        }
        self.text.push_str(&self.old[reached..range.end]);
        self.reached = range.end;
        let end = self.text.len();
        match cluster.changes.last() {
            // Edits that no change touches stand alone.
            None => self.edits.extend(cluster.edits.into_iter().map(|e| Edit { start, end, ..e })),
            Some(&(step, _)) => self.merge(step, range, start, &cluster.edits),
        }
    }

    fn merge(&mut self, step: CleaningStep, range: Range<usize>, start: usize, edits: &[Edit]) {
        let mut was = String::new();
        let mut reached = range.start;
        for edit in edits {
            was.push_str(&self.old[reached..edit.start]);
            was.push_str(&edit.was);
            reached = edit.end;
        }
        was.push_str(&self.old[reached..range.end]);
        let end = self.text.len();
        if was != self.text[start..end] {
            let page = edits.first().and_then(|edit| edit.page);
            self.edits.push(Edit { step, start, end, was, page });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STEP: CleaningStep = CleaningStep::Spaces;

    fn read(text: &str) -> EditedText {
        let mut edited = EditedText::default();
        edited.push(text);
        edited
    }

    fn apply(edited: &mut EditedText, step: CleaningStep, changes: Vec<Change>) {
        edited.apply(changes.into_iter().map(|change| (step, change)).collect());
    }

    #[track_caller]
    fn check(edited: &EditedText, text: &str, edits: &[(usize, usize, &str)]) {
        assert_eq!(edited.text, text);
        let found: Vec<_> =
            edited.edits.iter().map(|edit| (edit.start, edit.end, edit.was.as_str())).collect();
        assert_eq!(found, edits);
    }

    #[test]
    fn an_edit_within_what_an_edit_left_becomes_one_with_it() {
        let mut edited = read("oﬃce wer-\nken");
        apply(&mut edited, CleaningStep::Ligatures, vec![Change::new(1..4, "ffi")]);
        apply(&mut edited, CleaningStep::CutWords, vec![Change::removal(10..12)]);
        check(&edited, "office werken", &[(1, 4, "ﬃ"), (10, 10, "-\n")]);
        apply(&mut edited, STEP, vec![Change::removal(2..3), Change::new(9..11, "R-K")]);
        check(&edited, "ofice weR-Ken", &[(1, 3, "ﬃ"), (8, 11, "r-\nk")]);
        apply(&mut edited, STEP, vec![Change::new(8..11, "r-\nk")]);
        check(&edited, "ofice wer-\nken", &[(1, 3, "ﬃ")]);
    }

    #[test]
    fn what_was_taken_out_while_reading_has_its_page() {
        let mut edited = EditedText::default();
        edited.begin_page();
        edited.push("een\n");
        edited.begin_page();
        edited.push_taken_out(CleaningStep::RunningHeads, "Kop\n");
        edited.push("twee \n");
        edited.trim_end();
        apply(&mut edited, STEP, vec![Change::new(0..1, "E")]);
        let (text, map, _) = edited.finish();
        let pages: Vec<_> = map.edits().iter().map(|edit| edit.page).collect();
        assert_eq!((text.as_str(), pages), ("Een\ntwee", vec![Some(1), Some(2)]));
    }

    proptest! {
        #[test]
        fn any_changes_lead_back(
            source in "[abé\\n]{0,12}",
            rounds in prop::collection::vec(prop::collection::vec((0usize..14, 0usize..4, "[xyé]{0,2}"), 0..4), 0..4),
        ) {
            let mut edited = read(&source);
            for round in rounds {
                let boundaries: Vec<usize> =
                    edited.text.char_indices().map(|(byte, _)| byte).chain([edited.text.len()]).collect();
                let boundary = |char: usize| boundaries[char.min(boundaries.len() - 1)];
                let mut changes: Vec<Change> = Vec::new();
                let mut reached = 0;
                for (gap, length, now) in round {
                    let start = boundary(reached + gap);
                    reached += gap + length;
                    changes.push(Change::new(start..boundary(reached), now));
                }
                apply(&mut edited, STEP, changes);
                let (text, map, _) = edited.clone().finish();
                prop_assert_eq!(map.source_of(&text), source.as_str());
                prop_assert_eq!(map.source_place(text.len()), source.len());
            }
        }
    }
}
