//! The factsheet as Markdown: the template with its tags filled in.

use super::shown::{Drawn, Showing, Shown};
use super::template::{Piece, pieces};
use crate::table::escape_markdown;
use crate::{Format, Language, Style};

/// Returns the filled-in template with what its functions show.
pub(super) fn write(filled: &str, shown: &[Option<Shown>], language: Language) -> String {
    let mut markdown = String::with_capacity(filled.len());
    for piece in pieces(filled) {
        match piece {
            Piece::Text(text) => markdown.push_str(text),
            Piece::Fragment(place) => {
                if let Some(shown) = shown.get(place).and_then(Option::as_ref) {
                    markdown.push_str(&fragment(shown, language));
                }
            }
        }
    }
    // Remarks at the top of a template leave empty lines.
    format!("{}\n", markdown.trim_end().trim_start_matches('\n'))
}

fn fragment(shown: &Shown, language: Language) -> String {
    let title = || format!("**{}**", escape_markdown(&shown.title));
    match &shown.content {
        Showing::Words(words) => escape_markdown(words),
        Showing::Nothing => format!("{}: {}.", title(), language.choose("none", "geen")),
        Showing::Quotes { is_titled, quotes } => {
            let mut parts: Vec<String> = is_titled.then(title).into_iter().collect();
            for quote in quotes {
                let role = quote.role.iter().map(|role| format!("— {}", escape_markdown(role)));
                let lines = quote.lines.iter().map(|line| escape_markdown(line)).chain(role);
                parts.push(format!("> {}", lines.collect::<Vec<String>>().join("\n>\n> ")));
            }
            parts.join("\n\n")
        }
        Showing::Exhibit(exhibit) => {
            let style = Style { width: None, language };
            let table = exhibit.table.iter().map(|table| table.written(Format::Markdown, style));
            table.chain(exhibit.chart.iter().map(picture)).collect::<Vec<String>>().join("\n\n")
        }
    }
}

fn picture(drawn: &Drawn) -> String {
    let alt = escape_markdown(&drawn.alt_text);
    format!("![{alt}]({})", link(&format!("{}.svg", drawn.path)))
}

/// Returns a path so that Markdown takes it for one link whatever is in it.
fn link(path: &str) -> String {
    if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path.to_owned() }
}
