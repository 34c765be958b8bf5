//! Notes at the foot of pages.

use super::runs::{self, Look};
use super::writer::{Looks, Place, Writer};

/// How notes are parted from the text, which Word wants to be told.
const PARTING: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\n\
<w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>\n";

/// What a note begins with.
const OWN_MARK: &str = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";

impl Writer<'_> {
    /// Adds the mark of a note and writes the note itself.
    ///
    /// A mark in a note, or one of a note that is there already, is its label alone.
    pub(super) fn push_note_mark(
        &mut self,
        label: &str,
        look: Look,
        place: Place,
        xml: &mut String,
    ) {
        let blocks = if place.in_note { None } else { self.unused_notes.remove(label) };
        let Some(blocks) = blocks else {
            return runs::push(label, Look { raised: true, ..look }, xml);
        };
        self.n_notes += 1;
        let id = self.n_notes;
        xml.push_str(&format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>\
             <w:footnoteReference w:id=\"{id}\"/></w:r>"
        ));
        let outer = std::mem::take(&mut self.part);
        self.part = std::mem::take(&mut self.notes);
        self.part.xml.push_str(&format!("<w:footnote w:id=\"{id}\">\n"));
        self.before = OWN_MARK.to_owned();
        self.blocks(blocks, Place { in_note: true, ..Place::default() });
        if !self.before.is_empty() {
            self.paragraph("FootnoteText", Looks::default(), "");
        }
        self.part.xml.push_str("</w:footnote>\n");
        self.notes = std::mem::replace(&mut self.part, outer);
    }
}

impl Writer<'_> {
    /// Writes the notes that nothing refers to, where it is called.
    pub(super) fn leftover_notes(&mut self) {
        while let Some((label, blocks)) = self.unused_notes.pop_first() {
            runs::push(label, Look { raised: true, ..Look::default() }, &mut self.before);
            self.blocks(blocks, Place { in_note: true, ..Place::default() });
        }
    }
}

/// Returns the part that holds the notes.
pub(super) fn part(notes: &str) -> String {
    format!("<w:footnotes {}>\n{PARTING}{notes}</w:footnotes>\n", super::NAMESPACES)
}
