//! A document as a page of HTML that needs no other file, no network and no script.

use kwali_model::CodeId;

use super::ShownDocument;
use super::columns::stripe_name;
use super::html_words::WordsWriter;
use super::lines::{DocumentLine, DocumentLines, LineKind, Opening, Openings};
use super::stripes::{Stripe, by_line, names};
use crate::Colour;
use crate::exhibits::{code_colour, code_label};
use crate::page::{PAGE_END, READING_STYLE, page_start_with, policy};
use crate::visible::escape;

/// The look of what only this page has.
const STYLE: &str = include_str!("document.css");
/// How many columns a line has at most: as many as fit beside the margin on a sheet of A4.
const COLUMNS: usize = 70;
/// How many stripes stand side by side at most; further ones share the last place.
const LANES: usize = 12;

/// Returns a document as a page for reading and printing: its lines with coloured stripes beside
/// them, the coded words marked, and lists of the codes and the codings.
///
/// Who does not see stripes and marks is told where a coding begins and ends. Whatever stands in
/// transcripts, names and comments shows as text and does nothing.
pub fn document_html(document: &ShownDocument<'_>) -> String {
    let name = &document.document.name;
    let title = format!("{name} – {}", document.snapshot.name());
    let styles = [READING_STYLE, STYLE];
    let mut page = page_start_with(&policy(""), document.language, &title, &styles);
    page.push_str(&format!("<main>\n<h1><bdi>{}</bdi></h1>\n", escape(name)));
    write_facts(&mut page, document);
    if !document.codings.is_empty() {
        document.write_codes(&mut page);
    }
    write_lines(&mut page, document);
    if !document.codings.is_empty() {
        document.write_codings(&mut page);
    }
    page.push_str("</main>\n");
    page.push_str(PAGE_END);
    page
}

fn write_facts(page: &mut String, document: &ShownDocument<'_>) {
    let language = document.language;
    let words = language.whole(document.document.words as u64);
    let n_codings = document.n_codings();
    let mut coders: Vec<&str> =
        document.codings.iter().map(|shown| document.coder(shown.coding)).collect();
    coders.sort_unstable();
    coders.dedup();
    let coders = coders.join(", ");
    let facts = [
        (language.choose("Study", "Studie"), Some(document.snapshot.name())),
        (language.choose("Group", "Groep"), document.document.group.as_deref()),
        (language.choose("Words", "Woorden"), Some(words.as_str())),
        (language.choose("Codings", "Coderingen"), Some(n_codings.as_str())),
        (language.choose("Coders", "Codeurs"), Some(coders.as_str()).filter(|c| !c.is_empty())),
    ];
    page.push_str("<dl class=\"facts\">\n");
    for (word, fact) in facts {
        if let Some(fact) = fact {
            page.push_str(&format!("<dt>{word}</dt><dd>{}</dd>\n", escape(fact)));
        }
    }
    page.push_str("</dl>\n");
}

/// What the lines are written from.
struct Lines<'a> {
    document: &'a ShownDocument<'a>,
    lines: &'a [DocumentLine],
    /// True if names tell who coded.
    whose: bool,
}

fn write_lines(page: &mut String, document: &ShownDocument<'_>) {
    let open = (document.text, document.layout);
    let broken = DocumentLines::new(document.document, open, COLUMNS, Openings::Above);
    let stripes = document.stripes(&broken);
    let beside = by_line(&stripes, broken.lines.len());
    let names = names(&stripes.iter().collect::<Vec<_>>(), 0..broken.lines.len());
    let n_lanes = stripes.iter().map(|stripe| stripe.lane + 1).max().unwrap_or(0).min(LANES);
    page.push_str(&format!(
        "<section class=\"transcript\" style=\"--lanes:{n_lanes}\">\n<h2>Transcript</h2>\n"
    ));
    let lines = Lines { document, lines: &broken.lines, whose: document.has_several_coders() };
    let mut words = WordsWriter::new(document);
    for (number, line) in broken.lines.iter().enumerate() {
        let margin = lines.margin(number, &beside[number], &names[number]);
        match &line.kind {
            LineKind::Words | LineKind::OpeningWords(_) => {
                let said = words.line(line);
                page.push_str(&lines.words(number, (&said, &margin)));
            }
            LineKind::Opening(opening) => {
                let said = said(opening);
                page.push_str(&format!(
                    "<p class=\"line\"><span class=\"words\">{said}</span>{margin}</p>\n"
                ));
            }
            LineKind::Blank => {
                page.push_str(&format!("<div class=\"line blank\">{margin}</div>\n"));
            }
        }
    }
    page.push_str("</section>\n");
}

impl Lines<'_> {
    /// Returns a line of words; the first and the last one of a paragraph open and close it.
    fn words(&self, number: usize, (said, margin): (&str, &str)) -> String {
        let line = &self.lines[number];
        let is_same = |other: &DocumentLine| other.has_words() && other.paragraph == line.paragraph;
        let is_first = !number.checked_sub(1).is_some_and(|before| is_same(&self.lines[before]));
        let is_last = !self.lines.get(number + 1).is_some_and(is_same);
        let id = line.paragraph + 1;
        let word = self.document.language.choose("paragraph", "alinea");
        let (begin, shown) = match is_first {
            true => (
                format!("<p id=\"p{id}\">\n"),
                format!("<a class=\"at\" href=\"#p{id}\" aria-label=\"{word} {id}\">{id}</a>"),
            ),
            false => (String::new(), String::new()),
        };
        let end = if is_last { "</p>\n" } else { "" };
        let paragraph = self.document.layout.paragraphs[line.paragraph];
        let is_turned = is_right_to_left(self.document.text.slice(paragraph));
        let direction = if is_turned { " dir=\"rtl\"" } else { "" };
        format!(
            "{begin}<span class=\"line\">{shown}<span class=\"words\"{direction}>{said}</span>\
             {margin}</span>\n{end}"
        )
    }

    /// Returns stripes and names beside a line, for eyes only: the words tell the same.
    fn margin(&self, line: usize, stripes: &[&Stripe], names: &[usize]) -> String {
        let mut html = "<span class=\"stripes\" aria-hidden=\"true\">".to_owned();
        for stripe in stripes {
            let lane = stripe.lane.min(LANES - 1);
            let class = match (stripe.first == line, stripe.last == line) {
                (true, true) => " class=\"first last\"",
                (true, false) => " class=\"first\"",
                (false, true) => " class=\"last\"",
                (false, false) => "",
            };
            let colour = self.document.stripe_colour(stripe.coding);
            html.push_str(&format!("<i{class} style=\"--lane:{lane};--code:{colour}\"></i>"));
        }
        html.push_str("</span><span class=\"names\" aria-hidden=\"true\">");
        let links: Vec<String> = names.iter().map(|&place| self.name(place)).collect();
        html.push_str(&links.join(", "));
        html.push_str("</span>");
        html
    }

    fn name(&self, place: usize) -> String {
        let shown = self.document.codings[place];
        let whose = self.whose.then(|| self.document.coder(shown.coding));
        let label = self.document.label(place);
        let name = stripe_name(label, shown.coding, whose, shown.comment.is_some());
        let id = self.document.snapshot.codes().code(shown.coding.code).path.as_str();
        format!(
            "<a tabindex=\"-1\" href=\"#c{}\" title=\"{}\"><bdi>{}</bdi></a>",
            place + 1,
            escape(&format!("{name} [{id}]")),
            escape(&name)
        )
    }
}

/// Returns who begins to speak, and when.
fn said(opening: &Opening) -> String {
    let name = opening.name.as_ref().map(|name| format!("<b><bdi>{}</bdi></b>", escape(name)));
    let time = opening.time.as_ref().map(|time| format!("<time>{time}</time>"));
    let parts: Vec<String> = name.into_iter().chain(time).collect();
    parts.join(" ")
}

/// True if the first letter of a text is of a script that is written from right to left.
fn is_right_to_left(text: &str) -> bool {
    let first = text.chars().find(|char| char.is_alphabetic());
    first.is_some_and(|char| {
        matches!(char, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

impl ShownDocument<'_> {
    /// Returns what people call the code of a coding.
    pub(super) fn label(&self, place: usize) -> &str {
        code_label(self.snapshot, self.codings[place].coding.code, self.language)
    }

    /// Returns the colour of a coding's stripe: its code's, else one of those that can be told apart.
    fn stripe_colour(&self, place: usize) -> String {
        self.colour(self.codings[place].coding.code)
    }

    /// Returns the colour of a code.
    pub(super) fn colour(&self, code: CodeId) -> String {
        let own = code_colour(self.snapshot, code);
        let Colour { red, green, blue } = own.unwrap_or_else(|| Colour::categorical(code.index()));
        kwali_model::Colour([red, green, blue]).to_string()
    }

    /// Returns the colour of a coding as an attribute.
    pub(super) fn colour_of(&self, place: usize) -> String {
        format!(" style=\"--code:{}\"", self.stripe_colour(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_tells_which_way_a_paragraph_is_written() {
        for text in ["שלום", "12: مرحبا Anna", "«ܫܠܡܐ»"] {
            assert!(is_right_to_left(text), "{text}");
        }
        for text in ["Anna: שלום", "", "1 2 3", "漢字"] {
            assert!(!is_right_to_left(text), "{text}");
        }
    }
}
