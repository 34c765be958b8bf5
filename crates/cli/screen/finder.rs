//! Finding one thing among many by typing a part of its name.

use std::collections::BTreeSet;

use kwali_text::fold;

use super::fuzzy::fit;
use super::line_input::LineInput;

/// Something that can be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// What it is known by: a code's id, a document's name.
    pub(crate) id: String,
    /// What is shown beside it.
    pub(crate) label: String,
    /// Where it is found, folded.
    fields: Vec<String>,
}

impl Entry {
    /// An entry that is found by its id and by other names.
    pub(crate) fn new<'a>(
        id: &str,
        label: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Entry {
        let fields = std::iter::once(fold(id)).chain(names.into_iter().map(fold)).collect();
        Entry { id: id.to_owned(), label: label.to_owned(), fields }
    }
}

/// What is typed, and what fits it.
#[derive(Clone, Debug)]
pub(crate) struct Finder {
    /// What is typed.
    pub(crate) typed: LineInput,
    entries: Vec<Entry>,
    /// The entries that fit, the best first.
    fitting: Vec<usize>,
    /// Which of those is chosen.
    pub(crate) at: usize,
    marked: BTreeSet<usize>,
}

impl Finder {
    /// Returns a finder over entries, in the order in which they are shown at first.
    pub(crate) fn new(entries: Vec<Entry>) -> Finder {
        let fitting = (0..entries.len()).collect();
        let (typed, marked) = (LineInput::default(), BTreeSet::new());
        Finder { typed, entries, fitting, at: 0, marked }
    }

    /// Takes a key; says whether it meant anything.
    pub(crate) fn take(&mut self, key: &str) -> bool {
        match key {
            "down" | "ctrl-n" => self.go(1),
            "up" | "ctrl-p" => self.go(-1),
            "pagedown" => self.go(10),
            "pageup" => self.go(-10),
            "tab" => {
                self.mark();
                self.go(1);
            }
            key if self.typed.take(key) => self.find(),
            _ => return false,
        }
        true
    }

    /// Takes what was pasted.
    pub(crate) fn paste(&mut self, pasted: &str) {
        self.typed.insert(pasted);
        self.find();
    }

    /// Goes some entries on, or back.
    pub(crate) fn go(&mut self, by: isize) {
        let last = self.fitting.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Goes to an entry by its number among those that fit, or to the last.
    pub(crate) fn go_to(&mut self, number: usize) {
        self.at = number.min(self.fitting.len().saturating_sub(1));
    }

    fn mark(&mut self) {
        let Some(&entry) = self.fitting.get(self.at) else { return };
        if !self.marked.remove(&entry) {
            self.marked.insert(entry);
        }
    }

    fn find(&mut self) {
        let typed = fold(self.typed.text());
        let best = |entry: &Entry| entry.fields.iter().filter_map(|field| fit(&typed, field)).max();
        let mut found: Vec<(i64, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(place, entry)| Some((best(entry)?, place)))
            .collect();
        if !typed.trim().is_empty() {
            found.sort_by_key(|&(fit, place)| (std::cmp::Reverse(fit), place));
        }
        self.fitting = found.into_iter().map(|(_, place)| place).collect();
        self.at = 0;
    }

    /// Returns the entries that fit, the best first, and whether each is marked.
    pub(crate) fn fitting(&self) -> impl ExactSizeIterator<Item = (&Entry, bool)> {
        self.fitting.iter().map(|place| (&self.entries[*place], self.marked.contains(place)))
    }

    /// Returns how many entries are marked.
    pub(crate) fn n_marked(&self) -> usize {
        self.marked.len()
    }

    /// Returns how many entries there are, fitting or not.
    pub(crate) fn all(&self) -> usize {
        self.entries.len()
    }

    /// Returns the entry at which one is.
    pub(crate) fn current(&self) -> Option<&Entry> {
        self.fitting.get(self.at).map(|&place| &self.entries[place])
    }

    /// Returns the ids of what is marked, else of the one at which one is.
    pub(crate) fn chosen(&self) -> Vec<String> {
        if self.marked.is_empty() {
            return self.current().map(|entry| entry.id.clone()).into_iter().collect();
        }
        self.marked.iter().map(|&place| self.entries[place].id.clone()).collect()
    }

    /// True if an entry has exactly this id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.entries.iter().any(|entry| entry.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder() -> Finder {
        let entry = |(id, label): (&str, &str)| Entry::new(id, label, [label]);
        let codes =
            [("barrier.workload", "Werkdruk"), ("barrier.costs", "Kosten"), ("kin", "Familie")];
        Finder::new(codes.map(entry).into())
    }

    fn type_in(finder: &mut Finder, keys: &[&str]) {
        for key in keys {
            assert!(finder.take(key), "{key}");
        }
    }

    #[test]
    fn codes_are_found_by_id_and_by_label() {
        for typed in ["wrkl", "druk", "WERK"] {
            let mut finder = finder();
            for letter in typed.chars() {
                finder.take(&letter.to_string());
            }
            assert_eq!(finder.chosen(), ["barrier.workload"], "{typed}");
        }
    }

    #[test]
    fn several_are_marked_and_come_in_their_order() {
        let mut finder = finder();
        type_in(&mut finder, &["down", "down", "tab", "up", "up", "tab"]);
        assert_eq!(finder.chosen(), ["barrier.workload", "kin"]);
        // What is marked stays so while one types on.
        type_in(&mut finder, &["z", "z"]);
        assert_eq!(finder.fitting().len(), 0);
        assert_eq!(finder.chosen(), ["barrier.workload", "kin"]);
    }

    #[test]
    fn nothing_is_chosen_where_nothing_fits() {
        let mut finder = finder();
        type_in(&mut finder, &["q"]);
        assert!(finder.chosen().is_empty() && finder.current().is_none());
        type_in(&mut finder, &["backspace"]);
        assert_eq!(finder.chosen(), ["barrier.workload"]);
    }
}
