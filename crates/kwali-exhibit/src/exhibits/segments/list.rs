//! Coded segments to be read in a terminal.

use std::ops::Range;

use kwali_analysis::GroupKey;
use unicode_width::UnicodeWidthStr;

use super::SegmentReport;
use super::heading::{base, group_label, group_size, heading, title};
use super::place::{coding_in_words, place_in_words};
use super::said::lines;
use super::shown::{Shown, show};
use crate::exhibits::on_one_line;
use crate::visible::show_controls;
use crate::wrapping::wrap;

/// Below this nothing can be read, so that no narrower terminal is believed.
const NARROWEST: usize = 20;

/// What stands before the words of a segment, before what stands around it, and before what is
/// known of it.
const WORDS: &str = "  │ ";
const AROUND: &str = "    ";
const FACTS: &str = "  ";

/// Returns coded segments as text for people: each with where it stands, who speaks, its words
/// and its codes.
///
/// Lines are broken to fit `width`, if it is given. Control characters are written out, so that no
/// text in a study can act on the terminal.
pub fn segments_list(report: &SegmentReport<'_>, width: Option<usize>) -> String {
    let language = report.language;
    let mut list = List { width: width.map(|width| width.max(NARROWEST)), text: String::new() };
    list.line("", title(language));
    let base = base(report);
    for (word, fact) in heading(report, &base) {
        list.line("", &format!("{word}: {fact}"));
    }
    if report.arranged.groups.is_empty() {
        list.blank();
        list.line("", language.choose("(no segments)", "(geen segmenten)"));
    }
    for group in &report.arranged.groups {
        if group.key != GroupKey::All {
            let label = group_label(report.passages.snapshot, &group.key, language);
            list.rule(&format!("{label}: {}", group_size(group.found, group.drawn, language)));
        }
        for segment in &group.segments {
            list.blank();
            list.segment(report, &show(report, segment));
        }
    }
    list.text
}

/// A text that grows line by line.
struct List {
    width: Option<usize>,
    text: String,
}

impl List {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Adds a text with something before every line of it.
    fn line(&mut self, before: &str, text: &str) {
        let text = show_controls(text);
        let lines = match self.width {
            None => vec![text.into_owned()],
            Some(width) => {
                let room = width.saturating_sub(before.width()).max(1);
                wrap(&text, room as f64, |text| text.width() as f64)
            }
        };
        for line in lines {
            self.text.push_str(format!("{before}{line}").trim_end());
            self.blank();
        }
    }

    /// Adds a heading with a line under it.
    fn rule(&mut self, heading: &str) {
        self.blank();
        self.line("", heading);
        let widest = heading.width().min(self.width.unwrap_or(usize::MAX));
        self.text.push_str(&"═".repeat(widest));
        self.blank();
    }

    fn segment(&mut self, report: &SegmentReport<'_>, shown: &Shown<'_>) {
        self.line("", &place_in_words(shown, report.language).join(" · "));
        let span = shown.segment.coding.span;
        self.passage(AROUND, report, shown, shown.around.start()..span.start());
        self.passage(WORDS, report, shown, span.start()..span.end());
        self.passage(AROUND, report, shown, span.end()..shown.around.end());
        let language = report.language;
        self.line(FACTS, &coding_in_words(shown, language).join(" · "));
        let further: Vec<String> = shown
            .further_codes()
            .map(|(on, coders)| format!("{} ({})", on.id, coders.join(", ")))
            .collect();
        if !further.is_empty() {
            let also = language.choose("also on it", "ook erop");
            self.line(FACTS, &format!("{also}: {}", further.join("; ")));
        }
        if let Some(comment) = shown.comment {
            let word = language.choose("comment", "opmerking");
            self.line(FACTS, &format!("{word}: {}", on_one_line(comment)));
        }
    }

    fn passage(
        &mut self,
        before: &str,
        report: &SegmentReport<'_>,
        shown: &Shown<'_>,
        bytes: Range<usize>,
    ) {
        for line in lines(report.passages, shown.segment.place, bytes) {
            match line.label {
                Some(label) => self.line(before, &format!("{label} {}", line.words)),
                None => self.line(before, line.words),
            }
        }
    }
}
