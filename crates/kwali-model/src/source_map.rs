//! What was changed in a text between its file and the study: every edit, and the way back.

use std::fmt;

/// A step of cleaning, as it is named in options, in the study and in bundles.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CleaningStep {
    /// Page breaks and their like become line feeds; what is blank at the end of a text goes.
    LineEnds,
    /// Control characters go.
    ControlCharacters,
    /// Letters and their accents are joined (Unicode NFC).
    Accents,
    /// Time stamps go out of the words; turns keep the time.
    TimeStamps,
    /// Menus and what else leads to other pages go.
    Navigation,
    /// Running heads and feet, and page numbers, go.
    RunningHeads,
    /// `ﬁ` becomes `fi`.
    Ligatures,
    /// Words that were cut at the end of a line are whole again.
    CutWords,
    /// Lines of one paragraph become one line.
    WrappedLines,
    /// Hyphens that show only at the end of a line go.
    SoftHyphens,
    /// Odd spaces become spaces, and those without width go.
    Spaces,
    /// Marks of footnotes in running words go.
    FootnoteMarks,
    /// Lines that subtitles repeat from the one before go, where they roll up.
    RepeatedCaptions,
}

impl CleaningStep {
    /// Every step.
    pub const ALL: [CleaningStep; 13] = [
        CleaningStep::LineEnds,
        CleaningStep::ControlCharacters,
        CleaningStep::Accents,
        CleaningStep::TimeStamps,
        CleaningStep::Navigation,
        CleaningStep::RunningHeads,
        CleaningStep::Ligatures,
        CleaningStep::CutWords,
        CleaningStep::WrappedLines,
        CleaningStep::SoftHyphens,
        CleaningStep::Spaces,
        CleaningStep::FootnoteMarks,
        CleaningStep::RepeatedCaptions,
    ];

    /// Returns the name, which never changes.
    pub fn name(self) -> &'static str {
        match self {
            CleaningStep::LineEnds => "line-ends",
            CleaningStep::ControlCharacters => "control-characters",
            CleaningStep::Accents => "accents",
            CleaningStep::TimeStamps => "time-stamps",
            CleaningStep::Navigation => "navigation",
            CleaningStep::RunningHeads => "running-heads",
            CleaningStep::Ligatures => "ligatures",
            CleaningStep::CutWords => "cut-words",
            CleaningStep::WrappedLines => "wrapped-lines",
            CleaningStep::SoftHyphens => "soft-hyphens",
            CleaningStep::Spaces => "spaces",
            CleaningStep::FootnoteMarks => "footnote-marks",
            CleaningStep::RepeatedCaptions => "repeated-captions",
        }
    }

    /// Returns the step of a name.
    pub fn from_name(name: &str) -> Option<CleaningStep> {
        CleaningStep::ALL.into_iter().find(|step| step.name() == name)
    }
}

impl fmt::Display for CleaningStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One place at which the text differs from what was read.
///
/// What stands there now is `text[start..end]`, nothing where `start == end`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The step that made it; the last one, where several worked on the same letters.
    pub step: CleaningStep,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// What was read there.
    pub was: String,
    /// The page of the file, from 1, for files that have pages.
    pub page: Option<u32>,
}

/// All edits of a text in order: the way back from the text to what was read.
///
/// What was read is the decoded text with line feeds for line ends, or, of a formatted file, the
/// lines its reader found; without white space at the very end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceMap {
    edits: Vec<Edit>,
}

impl SourceMap {
    /// Returns the map of edits to `text`; `None` if they are out of order, or do not fit it.
    pub fn new(edits: Vec<Edit>, text: &str) -> Option<SourceMap> {
        let mut reached = 0;
        for edit in &edits {
            let fits = reached <= edit.start && text.get(edit.start..edit.end).is_some();
            if !fits {
                return None;
            }
            reached = edit.end;
        }
        Some(SourceMap { edits })
    }

    /// Returns the edits in order.
    ///
    /// Where several stand at one place, they are in the order of what was read.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// True if the text is what was read.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Returns what was read, from the text that it became.
    pub fn source_of(&self, text: &str) -> String {
        let mut source = String::with_capacity(text.len());
        let mut reached = 0;
        for edit in &self.edits {
            source.push_str(text.get(reached..edit.start).unwrap_or_default());
            source.push_str(&edit.was);
            reached = edit.end;
        }
        source + text.get(reached..).unwrap_or_default()
    }

    /// Returns where byte `place` of the text stands in what was read.
    ///
    /// Within what an edit left that is where the edit starts; behind what one took out, it is
    /// behind that.
    pub fn source_place(&self, place: usize) -> usize {
        let (mut text, mut source) = (0, 0);
        for edit in &self.edits {
            if edit.start > place || (edit.start < edit.end && edit.start == place) {
                break;
            }
            source += edit.start - text;
            if place < edit.end {
                return source;
            }
            source += edit.was.len();
            text = edit.end;
        }
        source + (place - text)
    }

    /// Returns for each edit the line of what was read, from 1, on which it starts.
    pub fn source_lines(&self, text: &str) -> Vec<usize> {
        let line_feeds = |text: &str| text.bytes().filter(|&byte| byte == b'\n').count();
        let (mut line, mut reached) = (1, 0);
        let mut lines = Vec::with_capacity(self.edits.len());
        for edit in &self.edits {
            line += line_feeds(text.get(reached..edit.start).unwrap_or_default());
            lines.push(line);
            line += line_feeds(&edit.was);
            reached = edit.end;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, was: &str) -> Edit {
        Edit { step: CleaningStep::CutWords, start, end, was: was.into(), page: None }
    }

    /// `één wer-⏎ken` with one word made whole, and a line gone before the rest.
    fn map() -> (SourceMap, &'static str) {
        let text = "één werken\nfin";
        let edits = vec![edit(9, 9, "-\n"), edit(13, 13, "Kop\n"), edit(13, 15, "ﬁ")];
        (SourceMap::new(edits, text).unwrap(), text)
    }

    #[test]
    fn what_was_read_comes_back() {
        let (map, text) = map();
        assert_eq!(map.source_of(text), "één wer-\nken\nKop\nﬁn");
        assert_eq!(map.source_lines(text), [1, 3, 4]);
    }

    #[test]
    fn places_lead_back() {
        let (map, _) = map();
        // Behind `één `, at the `k`, at the `f` and the `i` of `fi`, at the `n`.
        for (place, source) in [(6, 6), (8, 8), (9, 11), (12, 14), (13, 19), (14, 19), (15, 22)] {
            assert_eq!(map.source_place(place), source, "{place}");
        }
    }

    #[test]
    fn edits_that_do_not_fit_are_no_map() {
        assert!(SourceMap::new(vec![edit(3, 2, "")], "abcd").is_none());
        assert!(SourceMap::new(vec![edit(3, 5, "")], "abcd").is_none());
        assert!(SourceMap::new(vec![edit(0, 1, "")], "é").is_none());
        assert!(SourceMap::new(vec![edit(2, 3, ""), edit(1, 2, "")], "abcd").is_none());
    }

    #[test]
    fn every_name_leads_back_to_its_step() {
        for step in CleaningStep::ALL {
            assert_eq!(CleaningStep::from_name(step.name()), Some(step));
        }
    }
}
