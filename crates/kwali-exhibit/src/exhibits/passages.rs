//! Stretches of transcripts with everything around them: who speaks, where, and the words beside.

use std::collections::BTreeMap;

use kwali_model::{Coding, CodingDetail, CodingId, Document, Layout, ParticipantId, Snapshot};
use kwali_text::{Span, Text};

use crate::{Column, ColumnKind, Language};

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

impl<'a> Passages<'a> {
    /// Returns the id under which a coding is known: the one it came with, else its number.
    pub fn coding_id(&self, coding: &Coding) -> String {
        coding_id(self.details, coding.id)
    }

    /// Returns the text between two bytes of the document at a place; empty where there is none.
    pub(crate) fn words(&self, place: usize, from: usize, to: usize) -> &'a str {
        self.texts.get(place).and_then(|text| text.as_str().get(from..to)).unwrap_or_default()
    }

    /// Returns the names of those who speak in a span, each once, in order of appearance.
    pub(crate) fn speakers(
        &self,
        place: usize,
        document: &'a Document,
        span: Span,
    ) -> Vec<&'a str> {
        let mut speakers: Vec<&str> = Vec::new();
        let turns = self.layouts.get(place).map_or(&[][..], |layout| layout.turns_of(span));
        for turn in turns {
            let name = document.speakers.get(turn.speaker.index()).map(|s| s.name.as_str());
            speakers.extend(name.filter(|name| !name.is_empty() && !speakers.contains(name)));
        }
        speakers
    }

    /// Returns the names of participants.
    pub(crate) fn people(&self, participants: &[ParticipantId]) -> Vec<&'a str> {
        let person = |&id| self.snapshot.participant(id).map(|person| person.name.as_str());
        participants.iter().filter_map(person).collect()
    }
}

/// Returns the text on one line: every run of white space with a line end in it as one space.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns the first columns of a table of passages: where each stands, and who speaks.
pub(crate) fn place_columns(language: Language) -> Vec<Column> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    vec![
        text("document", language.choose("Document", "Document")),
        Column::new("paragraph", language.choose("Paragraph", "Alinea"), ColumnKind::Count),
        text("speaker", language.choose("Speaker", "Spreker")),
        detail("participants", ColumnKind::Text),
        detail("start", ColumnKind::Count),
        detail("end", ColumnKind::Count),
    ]
}

/// Returns the id of a coding as people and files know it.
pub(crate) fn coding_id(details: &BTreeMap<CodingId, CodingDetail>, id: CodingId) -> String {
    let name = details.get(&id).and_then(|detail| detail.name.clone());
    name.unwrap_or_else(|| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_lines_become_one() {
        assert_eq!(on_one_line("een\n\n twee \ndrie"), "een twee drie");
        assert_eq!(on_one_line(" een "), "een");
    }
}
