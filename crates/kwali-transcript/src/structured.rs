//! Structured texts of MAXQDA: a paragraph that begins with `#TEXT` begins a document.

use std::ops::Range;

use kwali_model::{Edit, SourceMap};

use crate::Aside;
use crate::draft::{Finished, Mark};
use crate::read::FileLines;

/// What begins a document; its name follows, with or without a space.
const TAG: &str = "#TEXT";
/// A name is not longer, in bytes; a longer line is a sentence about the tag.
const LONGEST_NAME: usize = 200;

/// A document within a structured text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Section<'a> {
    /// What stands behind the tag; `None` before the first one. It may be empty.
    pub(crate) name: Option<&'a str>,
    /// The line of its tag, from 1; that of the text's beginning before the first one.
    pub(crate) line: usize,
    /// Its words.
    pub(crate) text: &'a str,
    /// Where they start in the whole text.
    pub(crate) start: usize,
    /// Which of the marks are its own.
    pub(crate) marks: Range<usize>,
}

/// Returns the documents of a structured text in order; `None` for any other text.
///
/// The first is what stands before the first tag. Lines count from 1, marks are those of lines with
/// more than white space.
pub(crate) fn sections(text: &str) -> Option<Vec<Section<'_>>> {
    let mut sections = vec![Section { name: None, line: 1, text: "", start: 0, marks: 0..0 }];
    let (mut start, mut at, mut marks) = (0, 0, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if let Some(name) = name_behind_tag(line) {
            close(&mut sections, (start, &text[start..at]), marks);
            start = at + line.len();
            let (line, marks) = (number + 1, marks + 1..marks + 1);
            sections.push(Section { name: Some(name), line, text: "", start, marks });
        }
        marks += usize::from(!line.trim().is_empty());
        at += line.len();
    }
    close(&mut sections, (start, &text[start..]), marks);
    (sections.len() > 1).then_some(sections)
}

fn close<'a>(sections: &mut [Section<'a>], (start, text): (usize, &'a str), marks: usize) {
    if let Some(last) = sections.last_mut() {
        let text = text.trim_end();
        last.text = text.trim_start_matches('\n');
        last.start = start + text.len() - last.text.len();
        last.marks.end = marks;
    }
}

fn name_behind_tag(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix(TAG)?.trim();
    (name.len() <= LONGEST_NAME).then_some(name)
}

impl Section<'_> {
    /// Returns the numbers of the comments that hang on its tag or on its lines.
    pub(crate) fn asides(&self, marks: &[Mark]) -> Vec<usize> {
        let own = marks.get(self.marks.clone()).unwrap_or_default();
        let of_lines = own.iter().flat_map(|mark| &mark.asides);
        of_lines.chain(self.asides_of_tag(marks)).copied().collect()
    }

    fn asides_of_tag<'a>(&self, marks: &'a [Mark]) -> &'a [usize] {
        let tag = self.name.and(self.marks.start.checked_sub(1));
        tag.and_then(|tag| marks.get(tag)).map_or(&[], |mark| &mark.asides)
    }

    /// Returns the section as a text of its own.
    pub(crate) fn lines(&self, whole: &FileLines) -> FileLines {
        let Finished { source_map, marks, asides, .. } = &whole.finished;
        let end = self.start + self.text.len();
        let own = source_map.edits().iter().filter(|e| e.start >= self.start && e.end <= end);
        let moved = |edit: &Edit| Edit {
            start: edit.start - self.start,
            end: edit.end - self.start,
            ..edit.clone()
        };
        let edits = own.map(moved).collect();
        let mut marks = marks.get(self.marks.clone()).unwrap_or_default().to_vec();
        let of_tag = self.asides_of_tag(&whole.finished.marks).iter();
        let of_tag = of_tag.filter_map(|&number| asides.get(number)).cloned();
        let asides = own_asides(&mut marks, asides).into_iter().chain(of_tag).collect();
        let finished = Finished {
            pages: Vec::new(),
            text: self.text.to_owned(),
            source_map: SourceMap::new(edits, self.text).unwrap_or_default(),
            marks,
            notes: Vec::new(),
            asides,
            language: whole.finished.language.clone(),
        };
        FileLines { finished, format: whole.format, encoding: whole.encoding.clone() }
    }
}

/// Returns the comments that hang on the lines of a section, which then count them from its own.
fn own_asides(marks: &mut [Mark], asides: &[Aside]) -> Vec<Aside> {
    let mut own = Vec::new();
    for number in marks.iter_mut().flat_map(|mark| &mut mark.asides) {
        own.extend(asides.get(*number).cloned());
        *number = own.len().saturating_sub(1);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Option<&str>, usize, &str, Range<usize>)]) {
        let found = sections(text).unwrap_or_default();
        let found: Vec<_> = found
            .iter()
            .map(|section| (section.name, section.line, section.text, section.marks.clone()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_tag_begins_a_document() {
        check(
            "Vooraf.\n\n#TEXTP01\nEen.\n\nTwee.\n\n #TEXT P 02 \nDrie.",
            &[
                (None, 1, "Vooraf.", 0..1),
                (Some("P01"), 3, "Een.\n\nTwee.", 2..4),
                (Some("P 02"), 8, "Drie.", 5..6),
            ],
        );
        check(
            "#TEXT\n#TEXT b",
            &[(None, 1, "", 0..0), (Some(""), 1, "", 1..1), (Some("b"), 2, "", 2..2)],
        );
    }

    #[test]
    fn other_texts_have_no_documents_in_them() {
        check("", &[]);
        check("Schrijf #TEXT aan het begin.\n#text klein\n# TEXT los", &[]);
        check(&format!("#TEXT {}", "lang ".repeat(60)), &[]);
    }
}
