//! Stretches of transcripts with everything around them: who speaks, where, and the words beside.

use std::collections::BTreeMap;

use kwali_model::{Coding, CodingDetail, CodingId, Document, Layout, Snapshot};
use kwali_text::{Span, Text, words};

use super::wording::code_id;

/// A study with its words, from which segments and hits are shown.
#[derive(Debug, Clone, Copy)]
pub struct Passages<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// Paragraphs and turns, by place in study order.
    pub layouts: &'a [Layout],
    /// The words, by place in study order.
    pub texts: &'a [Text],
    /// What is known of codings beside what counts need.
    pub details: &'a BTreeMap<CodingId, CodingDetail>,
}

/// A stretch of one document.
pub(crate) struct Passage<'a> {
    pub(crate) document: &'a Document,
    pub(crate) span: Span,
    /// Its words.
    pub(crate) text: &'a str,
    /// The number of its first paragraph, from 1; `None` without a layout.
    pub(crate) paragraph: Option<u64>,
    /// The names of those who speak in it, each once, in order of appearance.
    pub(crate) speakers: Vec<&'a str>,
    /// The participants who speak in it, each once, in id order.
    pub(crate) participants: Vec<&'a str>,
    /// The words before and behind it, as many as were asked for.
    pub(crate) before: &'a str,
    pub(crate) after: &'a str,
}

impl<'a> Passages<'a> {
    /// Returns the id under which a coding is known: the one it came with, else its number.
    pub fn coding_id(&self, coding: &Coding) -> String {
        let name = self.details.get(&coding.id).and_then(|detail| detail.name.clone());
        name.unwrap_or_else(|| coding.id.to_string())
    }

    /// Returns the passage at a place in study order; `None` where the study has no such document.
    pub(crate) fn passage(&self, place: usize, span: Span, n_words: usize) -> Option<Passage<'a>> {
        let document = self.snapshot.documents().get(place)?;
        let text = self.texts.get(place)?;
        let layout = self.layouts.get(place);
        let mut speakers: Vec<&str> = Vec::new();
        for turn in layout.map_or(&[][..], |layout| layout.turns_of(span)) {
            let name = document.speakers.get(turn.speaker.index()).map(|s| s.name.as_str());
            speakers.extend(name.filter(|name| !name.is_empty() && !speakers.contains(name)));
        }
        let participants = layout.map_or(Vec::new(), |l| l.participants_of(document, span));
        let person = |id| self.snapshot.participant(id).map(|person| person.name.as_str());
        Some(Passage {
            document,
            span,
            text: text.slice(span),
            paragraph: layout.map(|layout| layout.paragraph_at(span.start()) as u64 + 1),
            speakers,
            participants: participants.into_iter().filter_map(person).collect(),
            before: words_before(&text.as_str()[..span.start()], n_words),
            after: words_behind(&text.as_str()[span.end()..], n_words),
        })
    }

    /// Returns the ids of the other codes whose segments overlap this one, each once, in order.
    pub(crate) fn other_codes(&self, coding: &Coding) -> Vec<&'a str> {
        let Some(place) = self.snapshot.document_place(coding.document) else { return Vec::new() };
        let mut codes: Vec<_> = self
            .snapshot
            .codings_at(place)
            .iter()
            .take_while(|other| other.span.start() < coding.span.end())
            .filter(|other| other.code != coding.code && other.span.overlaps(coding.span))
            .map(|other| other.code)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes.into_iter().map(|code| code_id(self.snapshot, code)).collect()
    }
}

/// How many bytes of context one word may take; more would not be looked through.
const BYTES_A_WORD: usize = 64;

/// Returns the last `n` words of a text with everything behind them.
fn words_before(text: &str, n: usize) -> &str {
    let mut from = text.len().saturating_sub(n.saturating_mul(BYTES_A_WORD));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    let starts: Vec<usize> = words(tail).map(|word| word.start).collect();
    match n.checked_sub(1).and_then(|n| starts.iter().rev().nth(n)) {
        Some(&start) => &tail[start..],
        None if n == 0 => "",
        None => tail.trim_start(),
    }
}

/// Returns the first `n` words of a text with everything before them.
fn words_behind(text: &str, n: usize) -> &str {
    let mut to = text.len().min(n.saturating_mul(BYTES_A_WORD));
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let head = &text[..to];
    match n.checked_sub(1).and_then(|n| words(head).nth(n)) {
        Some(word) => &head[..word.end],
        None if n == 0 => "",
        None => head.trim_end(),
    }
}

/// Returns the text on one line: every run of white space with a line end in it as one space.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_counted_in_words() {
        let text = "Ja, dat is zo. Géén tijd";
        assert_eq!(words_before(text, 2), "Géén tijd");
        assert_eq!(words_behind(text, 3), "Ja, dat is");
        assert_eq!(words_before(text, 0), "");
        assert_eq!(words_behind(text, 99), text);
        assert_eq!(words_before(text, 99), text);
        assert_eq!(words_before("", 3), "");
    }

    #[test]
    fn several_lines_become_one() {
        assert_eq!(on_one_line("een\n\n twee \ndrie"), "een twee drie");
        assert_eq!(on_one_line(" een "), "een");
    }
}
