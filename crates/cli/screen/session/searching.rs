//! Looking for words in the document.

use std::ops::Range;

use kwali_text::fold;

use super::{Message, Session};
use crate::screen::keys::Step;
use crate::screen::units::Way;

impl Session {
    /// Finds words, wherever they stand, and goes to the next place.
    pub(super) fn search(&mut self, typed: &str) {
        typed.clone_into(&mut self.searched);
        let found = places(self.desk.text(), typed);
        self.hits = found.iter().map(|hit| self.units.whole_words(hit)).collect();
        self.hits.dedup();
        match self.hits.len() {
            0 if typed.trim().is_empty() => {}
            0 => self.message = Message::said("these words do not stand here"),
            n => {
                self.go_to_hit();
                self.message = Message::said(format!("{n} places; n and N go on and back"));
            }
        }
    }

    /// Goes to the next place, from the last one to the first.
    fn go_to_hit(&mut self) {
        let from = self.selection.range().start;
        let next = self.hits.iter().find(|hit| hit.start > from).or(self.hits.first());
        match next.cloned() {
            Some(hit) => self.move_to(hit, false),
            None => self.go(Step::Hit, Way::On, false),
        }
    }
}

/// Returns where words stand in a text, whatever their case and accents.
fn places(text: &str, typed: &str) -> Vec<Range<usize>> {
    let wanted = fold(typed.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    // Each byte of the folded text with the place from which it comes.
    let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::new());
    let mut letter = [0; 4];
    for (place, char) in text.char_indices() {
        let written: &str = char.encode_utf8(&mut letter);
        let one = if char.is_whitespace() { " ".to_owned() } else { fold(written) };
        places.resize(places.len() + one.len(), place..place + char.len_utf8());
        folded.push_str(&one);
    }
    let found = folded.match_indices(&wanted);
    found.map(|(start, hit)| places[start].start..places[start + hit.len() - 1].end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, typed: &str, expected: &[&str]) {
        let found: Vec<&str> = places(text, typed).into_iter().map(|hit| &text[hit]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        check("👩‍⚕️ Cliënt en CLIENT", "cliënt", &["Cliënt", "CLIENT"]);
        check("zo’n ding", "ZO'N", &["zo’n"]);
        check("geen\ntijd", "geen tijd", &["geen\ntijd"]);
        check("geen tijd", " ", &[]);
        check("Straße", "ss", &["ß"]);
    }
}
