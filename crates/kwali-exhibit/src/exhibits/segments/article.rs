//! One coded segment on a page.

use std::ops::Range;

use kwali_model::{CodeId, Snapshot};

use super::SegmentReport;
use super::place::{place_in_words, weight_in_words};
use super::said::{Line, lines};
use super::shown::{Shown, ShownCode};
use crate::visible::escape;
use crate::{Colour, Language};

/// Writes a segment: where it stands, its words with what stands around them, its codes.
pub(super) fn write_article(
    page: &mut String,
    report: &SegmentReport<'_>,
    shown: &Shown<'_>,
    number: usize,
) {
    let language = report.language;
    let (before, beginning) = split_before(shown);
    let (ending, after) = split_after(shown);
    let style = colours(report.passages.snapshot, shown.code.code);
    page.push_str(&format!("<article class=\"segment\" id=\"s{number}\"{style}>\n"));
    page.push_str(&place(shown, language));
    let (word_before, word_after) = language.choose(("Before", "After"), ("Ervoor", "Erachter"));
    write_around(page, word_before, &said(report, shown, before));
    let span = shown.segment.coding.span;
    let mut paragraphs = said(report, shown, span.start()..span.end());
    if let Some(first) = paragraphs.first_mut() {
        let space = space_between(shown.before, shown.text);
        first.insert_str(0, &beside(&said(report, shown, beginning), ("", space)));
    }
    if let Some(last) = paragraphs.last_mut() {
        let space = space_between(shown.text, shown.after);
        last.push_str(&beside(&said(report, shown, ending), (space, "")));
    }
    page.push_str("<blockquote>\n");
    write_paragraphs(page, &paragraphs);
    page.push_str("</blockquote>\n");
    write_around(page, word_after, &said(report, shown, after));
    write_codes(page, report, shown);
    page.push_str("</article>\n");
}

/// Returns what stands before a segment: whole paragraphs, and the beginning of its own.
fn split_before(shown: &Shown<'_>) -> (Range<usize>, Range<usize>) {
    let (start, end) = (shown.around.start(), shown.segment.coding.span.start());
    let own = shown.before.rfind('\n').map_or(start, |line_end| start + line_end + 1);
    (start..own, own..end)
}

/// Returns what stands behind a segment: the ending of its own paragraph, and whole paragraphs.
fn split_after(shown: &Shown<'_>) -> (Range<usize>, Range<usize>) {
    let (start, end) = (shown.segment.coding.span.end(), shown.around.end());
    let own = shown.after.find('\n').map_or(end, |line_end| start + line_end);
    (start..own, own..end)
}

/// Returns the lines between two bytes as HTML.
fn said(report: &SegmentReport<'_>, shown: &Shown<'_>, bytes: Range<usize>) -> Vec<String> {
    let lines = lines(report.passages, shown.segment.place, bytes);
    lines.iter().map(line_html).collect()
}

fn line_html(line: &Line<'_>) -> String {
    let words = escape(line.words);
    match &line.label {
        Some(label) => format!("<b>{}</b> {words}", escape(label)),
        None => words,
    }
}

/// Returns what belongs to the same paragraph as a segment but not to the segment.
fn beside(lines: &[String], (space_before, space_behind): (&str, &str)) -> String {
    match lines {
        [] => String::new(),
        lines => {
            let words = lines.join(" ");
            format!("{space_before}<span class=\"beside\">{words}</span>{space_behind}")
        }
    }
}

/// Returns a space where two texts that touch have white space between their words.
fn space_between(before: &str, behind: &str) -> &'static str {
    let is_apart = before.ends_with(char::is_whitespace) || behind.starts_with(char::is_whitespace);
    if is_apart { " " } else { "" }
}

fn write_paragraphs(page: &mut String, paragraphs: &[String]) {
    for paragraph in paragraphs {
        page.push_str(&format!("<p dir=\"auto\">{paragraph}</p>\n"));
    }
}

fn write_around(page: &mut String, word: &str, paragraphs: &[String]) {
    if !paragraphs.is_empty() {
        page.push_str(&format!("<details class=\"around\"><summary>{word}</summary>\n"));
        write_paragraphs(page, paragraphs);
        page.push_str("</details>\n");
    }
}

fn place(shown: &Shown<'_>, language: Language) -> String {
    let parts = place_in_words(shown, language);
    let mut parts = parts.iter().map(|part| format!("<bdi>{}</bdi>", escape(part)));
    let document = parts.next().unwrap_or_default();
    let others: String = parts.map(|part| format!(" · {part}")).collect();
    format!("<p class=\"place\"><b>{document}</b>{others}</p>\n")
}

fn write_codes(page: &mut String, report: &SegmentReport<'_>, shown: &Shown<'_>) {
    let snapshot = report.passages.snapshot;
    page.push_str("<p class=\"tags\">");
    page.push_str(&tag(snapshot, &shown.code, &[shown.coder], "tag own"));
    for (on, coders) in shown.further_codes() {
        page.push(' ');
        page.push_str(&tag(snapshot, on, &coders, "tag"));
    }
    page.push_str("</p>\n");
    let facts: Vec<String> = weight_in_words(shown, report.language)
        .into_iter()
        .chain([shown.id.clone()])
        .map(|fact| format!("<bdi>{}</bdi>", escape(&fact)))
        .collect();
    page.push_str(&format!("<p class=\"coding\">{}</p>\n", facts.join(" · ")));
    if let Some(comment) = shown.comment {
        let word = report.language.choose("Comment", "Opmerking");
        page.push_str(&format!(
            "<p class=\"comment\">{word} ({}): <span dir=\"auto\">{}</span></p>\n",
            escape(shown.coder),
            escape(comment)
        ));
    }
}

/// Returns a code as it lies on the segment: what it is called, in its colour, and who gave it.
fn tag(snapshot: &Snapshot, code: &ShownCode<'_>, coders: &[&str], class: &str) -> String {
    format!(
        "<span class=\"{class}\" title=\"{}\"{}><bdi>{}</bdi> · {}</span>",
        escape(code.id),
        colours(snapshot, code.code),
        escape(code.label),
        escape(&coders.join(", "))
    )
}

/// Returns the colour of a code, or of the nearest code above it that has one, and that of words on
/// it, as an attribute.
fn colours(snapshot: &Snapshot, code: CodeId) -> String {
    let codes = snapshot.codes();
    let mut line = std::iter::once(code).chain(codes.ancestors(code));
    let Some(colour) = line.find_map(|code| codes.code(code).colour) else { return String::new() };
    let [red, green, blue] = colour.0;
    let is_dark = Colour::new(red, green, blue).text_on_top() == Colour::WHITE;
    let on_top = if is_dark { "#fff" } else { "#000" };
    format!(" style=\"--code:{colour};--on:{on_top}\"")
}
