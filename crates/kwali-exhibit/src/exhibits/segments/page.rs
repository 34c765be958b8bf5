//! Coded segments as a page for reading, which needs no other file and no network.

use kwali_analysis::{GroupKey, SegmentGroup};

use super::SegmentReport;
use super::article::write_article;
use super::heading::{base, group_label, group_size, heading, title};
use super::shown::show;
use crate::Language;
use crate::page::{PAGE_END, READING_STYLE, page_start_with, policy};
use crate::visible::escape;

/// The look of what only this page has.
const STYLE: &str = include_str!("reader.css");

/// The filter over the segments; without it the page shows all of them.
const SCRIPT: &str = include_str!("reader.js");

/// Returns coded segments as a page of HTML for reading.
///
/// Whatever stands in transcripts, names and comments shows as text: no markup of theirs acts, and
/// marks that turn the direction of writing are written out.
pub fn segments_page(report: &SegmentReport<'_>) -> String {
    let language = report.language;
    let name = report.passages.snapshot.name();
    let window = format!("{} – {name}", title(language));
    let mut page = page_start_with(&policy(SCRIPT), language, &window, &[READING_STYLE, STYLE]);
    page.push_str(&format!("<main>\n<h1>{}</h1>\n", title(language)));
    write_heading(&mut page, report);
    let groups = &report.arranged.groups;
    let is_grouped = groups.iter().any(|group| group.key != GroupKey::All);
    if is_grouped {
        write_contents(&mut page, report, groups);
    }
    if groups.is_empty() {
        let none = language.choose("No segments.", "Geen segmenten.");
        page.push_str(&format!("<p>{none}</p>\n"));
    } else {
        page.push_str(&filter(language));
    }
    let mut number = 0;
    for (place, group) in groups.iter().enumerate() {
        page.push_str(&format!("<section class=\"group\" id=\"g{}\">\n", place + 1));
        if is_grouped {
            page.push_str(&format!("<h2>{}</h2>\n", group_heading(report, group)));
        }
        for segment in &group.segments {
            number += 1;
            write_article(&mut page, report, &show(report, segment), number);
        }
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n");
    if !groups.is_empty() {
        page.push_str(&format!("<script>{SCRIPT}</script>\n"));
    }
    page.push_str(PAGE_END);
    page
}

fn write_heading(page: &mut String, report: &SegmentReport<'_>) {
    let language = report.language;
    let base = base(report);
    let study = (language.choose("Study", "Studie"), report.passages.snapshot.name());
    page.push_str("<dl class=\"facts\">\n");
    for (word, fact) in std::iter::once(study).chain(heading(report, &base)) {
        page.push_str(&format!("<dt>{word}</dt><dd>{}</dd>\n", escape(fact)));
    }
    page.push_str("</dl>\n");
}

fn write_contents(page: &mut String, report: &SegmentReport<'_>, groups: &[SegmentGroup]) {
    let label = report.language.choose("Contents", "Inhoud");
    page.push_str(&format!("<nav aria-label=\"{label}\">\n<ol class=\"contents\">\n"));
    for (place, group) in groups.iter().enumerate() {
        let name = group_label(report.passages.snapshot, &group.key, report.language);
        let (number, name, drawn) = (place + 1, escape(&name), group.drawn);
        page.push_str(&format!(
            "<li><a href=\"#g{number}\"><bdi>{name}</bdi></a> <small>{drawn}</small></li>\n"
        ));
    }
    page.push_str("</ol>\n</nav>\n");
}

fn filter(language: Language) -> String {
    let words =
        language.choose("Filter: words, a code, a name", "Filter: woorden, een code, een naam");
    let of = language.choose("of", "van");
    format!(
        "<div class=\"filter\" role=\"search\" hidden>\
         <input type=\"search\" aria-label=\"{words}\" placeholder=\"{words}\">\
         <output data-of=\"{of}\"></output></div>\n"
    )
}

fn group_heading(report: &SegmentReport<'_>, group: &SegmentGroup) -> String {
    let name = group_label(report.passages.snapshot, &group.key, report.language);
    let size = group_size(group.found, group.drawn, report.language);
    format!("<bdi>{}</bdi> <small>{size}</small>", escape(&name))
}
