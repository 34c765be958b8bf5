//! What functions show, as HTML.

use super::Writer;
use crate::factsheet::shown::{Exhibit, Showing, Shown, ShownQuote};
use crate::visible::escape;
use crate::{Style, Table};

/// Returns what stands within a line of text.
pub(super) fn in_line(shown: &Shown) -> String {
    let Showing::Words(words) = &shown.content else { return String::new() };
    format!(
        "<span class=\"fact\" id=\"{}\" title=\"{}\">{}</span>",
        escape(&shown.id),
        escape(&shown.told),
        escape(words)
    )
}

impl Writer<'_> {
    /// Adds what stands by itself.
    pub(super) fn push_exhibit(&self, shown: &Shown, html: &mut String) {
        let (id, title) = (escape(&shown.id), escape(&shown.title));
        match &shown.content {
            Showing::Words(_) => html.push_str(&format!("<p>{}</p>\n", in_line(shown))),
            Showing::Nothing => {
                let none = self.language.choose("none", "geen");
                html.push_str(&format!(
                    "<p class=\"exhibit\" id=\"{id}\"><strong>{title}</strong>: {none}.</p>\n"
                ));
            }
            Showing::Quotes { is_titled, quotes } => {
                html.push_str(&format!("<section class=\"exhibit quotes\" id=\"{id}\">\n"));
                if *is_titled {
                    html.push_str(&format!("<p><strong>{title}</strong></p>\n"));
                }
                for (number, quote) in quotes.iter().enumerate() {
                    push_quote(quote, &self.attribute(&shown.id, number, 0), html);
                }
                html.push_str("</section>\n");
            }
            Showing::Exhibit(exhibit) => {
                html.push_str(&format!("<section class=\"exhibit\" id=\"{id}\">\n"));
                self.push_table_and_chart(&shown.id, exhibit, html);
                html.push_str("</section>\n");
            }
        }
    }

    fn push_table_and_chart(&self, id: &str, exhibit: &Exhibit, html: &mut String) {
        if let Some(table) = &exhibit.table {
            html.push_str(&self.table(id, table));
        }
        if let Some(drawn) = &exhibit.chart {
            html.push_str(&format!("<figure>\n{}\n</figure>\n", drawn.svg.trim()));
        }
        if let Some(table) = &exhibit.beside_chart {
            let word = self.language.choose("Table", "Tabel");
            let table = self.table(id, table);
            html.push_str(&format!("<details><summary>{word}</summary>\n{table}</details>\n"));
        }
    }

    /// Returns a table whose cells say which numbers of the exhibit they count.
    fn table(&self, id: &str, table: &Table) -> String {
        let style = Style { width: None, language: self.language };
        table.html_with(style, &|row, column| self.attribute(id, row, column))
    }

    /// Returns which numbers a cell of an exhibit counts, where these lead to segments.
    fn attribute(&self, id: &str, row: usize, column: usize) -> String {
        let embedded = self.embedded.as_ref();
        embedded.map_or(String::new(), |embedded| embedded.attribute(id, row, column))
    }
}

fn push_quote(quote: &ShownQuote, attribute: &str, html: &mut String) {
    html.push_str("<blockquote>\n");
    for line in &quote.lines {
        html.push_str(&format!("<p>{}</p>\n", escape(line)));
    }
    if let Some(role) = &quote.role {
        html.push_str(&format!("<footer{attribute}>— {}</footer>\n", escape(role)));
    }
    html.push_str("</blockquote>\n");
}
