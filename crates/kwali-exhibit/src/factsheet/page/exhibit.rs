//! What functions show, as HTML.

use crate::factsheet::shown::{Showing, Shown, ShownQuote};
use crate::visible::escape;
use crate::{Format, Language, Style};

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

/// Adds what stands by itself.
pub(super) fn push(shown: &Shown, language: Language, html: &mut String) {
    let (id, title) = (escape(&shown.id), escape(&shown.title));
    match &shown.content {
        Showing::Words(_) => html.push_str(&format!("<p>{}</p>\n", in_line(shown))),
        Showing::Nothing => {
            let none = language.choose("none", "geen");
            html.push_str(&format!(
                "<p class=\"exhibit\" id=\"{id}\"><strong>{title}</strong>: {none}.</p>\n"
            ));
        }
        Showing::Quotes { is_titled, quotes } => {
            html.push_str(&format!("<section class=\"exhibit quotes\" id=\"{id}\">\n"));
            if *is_titled {
                html.push_str(&format!("<p><strong>{title}</strong></p>\n"));
            }
            quotes.iter().for_each(|quote| push_quote(quote, html));
            html.push_str("</section>\n");
        }
        Showing::Exhibit(exhibit) => {
            html.push_str(&format!("<section class=\"exhibit\" id=\"{id}\">\n"));
            if let Some(table) = &exhibit.table {
                html.push_str(&table.written(Format::Html, Style { width: None, language }));
                html.push('\n');
            }
            if let Some(drawn) = &exhibit.chart {
                html.push_str(&format!("<figure>\n{}\n</figure>\n", drawn.svg.trim()));
            }
            html.push_str("</section>\n");
        }
    }
}

fn push_quote(quote: &ShownQuote, html: &mut String) {
    html.push_str("<blockquote>\n");
    for line in &quote.lines {
        html.push_str(&format!("<p>{}</p>\n", escape(line)));
    }
    if let Some(role) = &quote.role {
        html.push_str(&format!("<footer>— {}</footer>\n", escape(role)));
    }
    html.push_str("</blockquote>\n");
}
