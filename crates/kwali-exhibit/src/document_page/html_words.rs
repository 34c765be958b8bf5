//! The words of a line as HTML: what is coded is marked, and told to who does not see the marks.

use std::ops::Range;

use super::lines::DocumentLine;
use super::{ShownCoding, ShownDocument};
use crate::visible::escape;

/// The words of a document, line after line.
pub(super) struct WordsWriter<'a> {
    document: &'a ShownDocument<'a>,
    /// The codings that lie on the words that come next, by place, as they begin.
    open: Vec<usize>,
    /// The next coding that begins.
    next: usize,
    /// The next turn of which the label comes.
    next_turn: usize,
}

impl<'a> WordsWriter<'a> {
    /// Begins with the first line.
    pub(super) fn new(document: &'a ShownDocument<'a>) -> WordsWriter<'a> {
        WordsWriter { document, open: Vec::new(), next: 0, next_turn: 0 }
    }

    /// Returns the words of the next line.
    pub(super) fn line(&mut self, line: &DocumentLine) -> String {
        let text = self.document.text.as_str();
        let mut html = String::new();
        let mut at = line.bytes.start;
        while at < line.bytes.end {
            let begun = self.begin(at);
            let end = self.end_of_stretch(at, line.bytes.end);
            let words = text.get(at..end).unwrap_or_default();
            self.write(&mut html, (&begun, at..end), words);
            at = end;
        }
        html
    }

    /// Opens the codings that begin up to a byte, and returns them.
    fn begin(&mut self, at: usize) -> Vec<usize> {
        let first = self.next;
        let codings = self.document.codings;
        // One that ends between two paragraphs lies on nothing that comes.
        self.open.retain(|&place| codings[place].coding.span.end() > at);
        let codings = &codings[first..];
        let begun = codings.iter().take_while(|shown| shown.coding.span.start() <= at).count();
        self.next += begun;
        let begun: Vec<usize> = (first..self.next).collect();
        self.open.extend(&begun);
        begun
    }

    /// Returns the first byte at which other codings lie, or a label ends; at most the line's end.
    fn end_of_stretch(&mut self, at: usize, line_end: usize) -> usize {
        let codings = self.document.codings;
        let ends = self.open.iter().map(|&place| codings[place].coding.span.end());
        let starts = codings.get(self.next).map(|shown| shown.coding.span.start());
        let turns = &self.document.layout.turns;
        while turns.get(self.next_turn).is_some_and(|turn| turn.words_start as usize <= at) {
            self.next_turn += 1;
        }
        let label = turns.get(self.next_turn).map(|turn| {
            let begins = turn.span.start();
            if begins > at { begins } else { turn.words_start as usize }
        });
        let end = ends.chain(starts).chain(label).filter(|&end| end > at).min();
        end.map_or(line_end, |end| end.min(line_end))
    }

    fn write(&mut self, html: &mut String, place: (&[usize], Range<usize>), words: &str) {
        let (begun, bytes) = place;
        let turn = self.document.layout.turns.get(self.next_turn);
        let is_label = turn.is_some_and(|turn| turn.span.start() <= bytes.start);
        let words = match is_label {
            true => format!("<b>{}</b>", escape(words)),
            false => escape(words),
        };
        // Of several the one that began last gives the words its colour: it is the most particular.
        let Some(&last) = self.open.last() else {
            html.push_str(&words);
            return;
        };
        let several = if self.open.len() > 1 { " class=\"several\"" } else { "" };
        html.push_str(&format!("<mark{several}{}>", self.document.colour_of(last)));
        begun.iter().for_each(|&place| html.push_str(&self.beginning(place)));
        html.push_str(&words);
        let codings = self.document.codings;
        let (ended, open): (Vec<usize>, Vec<usize>) =
            self.open.iter().partition(|&&place| codings[place].coding.span.end() <= bytes.end);
        ended.iter().for_each(|&place| html.push_str(&self.ending(place)));
        self.open = open;
        html.push_str("</mark>");
    }

    /// Returns what tells that a coding begins, from which one comes to what is known of it.
    fn beginning(&self, place: usize) -> String {
        let ShownCoding { coding, .. } = self.document.codings[place];
        let begins = self.document.language.choose("begin of", "begin van");
        let coder = self.document.language.choose("coder", "codeur");
        let number = place + 1;
        format!(
            "<a class=\"aside\" id=\"b{number}\" href=\"#c{number}\">{begins} \
             <bdi>{}</bdi>, {coder} <bdi>{}</bdi>: </a>",
            escape(self.document.label(place)),
            escape(self.document.coder(coding))
        )
    }

    fn ending(&self, place: usize) -> String {
        let ends = self.document.language.choose("end of", "einde van");
        let label = escape(self.document.label(place));
        format!("<span class=\"aside\"> ({ends} <bdi>{label}</bdi>)</span>")
    }
}
