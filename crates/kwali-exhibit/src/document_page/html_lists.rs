//! What a page lists beside the words: the codes with their counts, and the codings.

use std::collections::BTreeMap;

use kwali_model::CodeId;

use super::ShownDocument;
use crate::exhibits::{code_id, code_label};
use crate::visible::escape;

impl ShownDocument<'_> {
    /// Writes the codes that the shown codings have, in code order, each with how many.
    pub(super) fn write_codes(&self, page: &mut String) {
        let mut counts: BTreeMap<CodeId, usize> = BTreeMap::new();
        for shown in self.codings {
            *counts.entry(shown.coding.code).or_default() += 1;
        }
        // The same in both languages.
        page.push_str("<section class=\"codes\">\n<h2>Codes</h2>\n<ul>\n");
        for (code, count) in counts {
            page.push_str(&format!(
                "<li style=\"--code:{}\"><i></i><span><bdi>{}</bdi> <small>{}</small></span> <b>{count}</b></li>\n",
                self.colour(code),
                escape(code_label(self.snapshot, code, self.language)),
                escape(code_id(self.snapshot, code)),
            ));
        }
        page.push_str("</ul>\n</section>\n");
    }

    /// Writes the shown codings with all that is known of them, each with a link to its words.
    pub(super) fn write_codings(&self, page: &mut String) {
        let language = self.language;
        let headings = language.choose(
            ["Paragraph", "Code", "Coder", "Characters", "Weight", "Comment", "Id"],
            ["Alinea", "Code", "Codeur", "Tekens", "Gewicht", "Opmerking", "Id"],
        );
        let has = [
            true,
            true,
            true,
            true,
            self.codings.iter().any(|shown| shown.coding.weight.is_some()),
            self.codings.iter().any(|shown| shown.comment.is_some()),
            true,
        ];
        let title = language.choose("Codings", "Coderingen");
        page.push_str(&format!(
            "<section class=\"exhibit\">\n<h2>{title}</h2>\n<table>\n<thead><tr>"
        ));
        for (heading, _) in headings.iter().zip(has).filter(|(_, has)| *has) {
            page.push_str(&format!("<th scope=\"col\">{heading}</th>"));
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for place in 0..self.codings.len() {
            page.push_str(&format!("<tr id=\"c{}\"{}>", place + 1, self.colour_of(place)));
            for (cell, _) in self.cells(place).iter().zip(has).filter(|(_, has)| *has) {
                page.push_str(&format!("<td>{cell}</td>"));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</section>\n");
    }

    fn cells(&self, place: usize) -> [String; 7] {
        let shown = self.codings[place];
        let (coding, number) = (shown.coding, place + 1);
        let paragraph = self.layout.paragraph_at(coding.span.start()) + 1;
        let (start, end) = (coding.span.start_char(), coding.span.end_char());
        [
            format!("<a href=\"#b{number}\">{paragraph}</a>"),
            format!(
                "<i></i><bdi>{}</bdi> <small>{}</small>",
                escape(self.label(place)),
                escape(code_id(self.snapshot, coding.code))
            ),
            format!("<bdi>{}</bdi>", escape(self.coder(coding))),
            format!("<span class=\"whole\">{start}–{end}</span>"),
            coding.weight.map(|weight| weight.get().to_string()).unwrap_or_default(),
            format!("<span dir=\"auto\">{}</span>", escape(shown.comment.unwrap_or_default())),
            format!("<bdi class=\"whole\">{}</bdi>", escape(shown.id)),
        ]
    }
}
