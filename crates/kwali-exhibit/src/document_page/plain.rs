//! A document as plain text: stripes beside its lines, and below each paragraph the codings that
//! begin in it.

use kwali_model::{Code, CodeId};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::columns::{PageColumns, shortened, stripe_name};
use super::ink::Ink;
use super::lines::{DocumentLine, DocumentLines, LineKind, Openings, shown};
use super::stripes::{Stripe, by_line, names};
use super::{ShownCoding, ShownDocument};

/// Columns before the words, for the numbers of paragraphs.
const BEFORE: usize = 6;
/// Below this nothing can be read, so that no narrower terminal is believed.
const NARROWEST: usize = 30;

/// Returns a document as plain text of so many columns: its lines with stripes beside them, and
/// below each paragraph the codings that begin in it, longest first, each with id, coder and
/// characters.
///
/// Control characters do not reach the page.
pub fn document_text(document: &ShownDocument<'_>, width: usize, ink: Ink) -> String {
    let columns = PageColumns::new(width.max(NARROWEST), BEFORE);
    let open = (document.text, document.layout);
    let lines = DocumentLines::new(document.document, open, columns.text, Openings::Before);
    let page = Page { document, columns, ink, whose: document.has_several_coders() };
    page.write(&lines)
}

/// What is the same on every line.
struct Page<'a> {
    document: &'a ShownDocument<'a>,
    columns: PageColumns,
    ink: Ink,
    /// True if names tell who coded.
    whose: bool,
}

impl Page<'_> {
    fn write(&self, lines: &DocumentLines) -> String {
        let stripes = self.document.stripes(lines);
        let beside = by_line(&stripes, lines.lines.len());
        let names = names(&stripes.iter().collect::<Vec<_>>(), 0..lines.lines.len());
        let mut text = self.heading();
        text.push('\n');
        let mut last_paragraph = None;
        let mut codings = self.document.codings.iter().peekable();
        for (number, line) in lines.lines.iter().enumerate() {
            let is_first = line.has_words() && last_paragraph != Some(line.paragraph);
            if is_first {
                last_paragraph = Some(line.paragraph);
            }
            let words = self.words(line, is_first);
            let margin = self.margin(&beside[number], &names[number]);
            text.push_str(&self.line(&words, &margin));
            let next = lines.lines.get(number + 1);
            if !line.has_words() || next.is_some_and(|next| next.paragraph == line.paragraph) {
                continue;
            }
            let next_start = next.map_or(usize::MAX, |next| next.bytes.start);
            // What goes on below goes on beside the list too.
            let goes_on = |stripe: &&&Stripe| stripe.last > number;
            let passing: Vec<&Stripe> = beside[number].iter().filter(goes_on).copied().collect();
            let passing = self.margin(&passing, &[]);
            let begins = |shown: &&ShownCoding<'_>| shown.coding.span.start() < next_start;
            while let Some(shown) = codings.next_if(begins) {
                text.push_str(&self.line(&self.listed(shown), &passing));
            }
        }
        text
    }

    fn heading(&self) -> String {
        let document = self.document.document;
        let group = document.group.as_deref().map(|group| format!(", {group}"));
        let words = self.document.language.choose(("word", "words"), ("woord", "woorden"));
        let words = if document.words == 1 { words.0 } else { words.1 };
        format!(
            "{}{}: {} {words}, {}\n",
            document.name,
            group.unwrap_or_default(),
            document.words,
            self.document.n_codings()
        )
    }

    /// Returns what stands left of the margin.
    fn words(&self, line: &DocumentLine, is_first: bool) -> String {
        let number = match is_first {
            true => format!("{:>4}", line.paragraph + 1),
            false => " ".repeat(4),
        };
        let text = self.document.text.as_str().get(line.bytes.clone()).unwrap_or_default();
        let words: String = text.graphemes(true).map(shown).collect();
        let opening = match &line.kind {
            LineKind::OpeningWords(opening) => opening.as_str(),
            LineKind::Opening(opening) => &opening.on_its_own(),
            LineKind::Words | LineKind::Blank => "",
        };
        let opening: String = opening.graphemes(true).map(shown).collect();
        format!("{number}  {opening}{}", words.trim_end())
    }

    /// Returns stripes and names beside a line.
    fn margin(&self, stripes: &[&Stripe], names: &[usize]) -> String {
        let n_lanes = self.columns.lanes();
        let mut lanes: Vec<String> = Vec::new();
        for stripe in stripes {
            let lane = stripe.lane.min(n_lanes - 1);
            let code = self.document.codings[stripe.coding].coding.code;
            let sign = if stripe.lane >= n_lanes { "+" } else { self.ink.stripe(code) };
            if lanes.len() <= lane {
                lanes.resize(lane + 1, " ".to_owned());
            }
            let painted = (code, self.document.snapshot.codes().code(code));
            lanes[lane] = self.ink.paint(painted, sign);
        }
        let room = self.columns.margin.saturating_sub(lanes.len() + 1);
        let named = self.names(names, room);
        format!("{} {named}", lanes.concat())
    }

    /// Returns as many names as fit into some columns, with a sign where others are missing.
    fn names(&self, names: &[usize], mut room: usize) -> String {
        const SEPARATOR: &str = ", ";
        let mut named = String::new();
        for (number, &name) in names.iter().enumerate() {
            if number > 0 && room < SEPARATOR.len() + 2 {
                named.push_str(if room > 0 { "…" } else { "" });
                break;
            }
            if number > 0 {
                named.push_str(SEPARATOR);
                room -= SEPARATOR.len();
            }
            let (painted, name) = self.name(name);
            let name = shortened(&name, room);
            room -= name.width();
            named.push_str(&self.ink.paint(painted, &name));
        }
        named
    }

    fn name(&self, at: usize) -> ((CodeId, &Code), String) {
        let ShownCoding { coding, comment, .. } = self.document.codings[at];
        let code = self.document.snapshot.codes().code(coding.code);
        let whose = self.whose.then(|| self.document.coder(coding));
        let name = stripe_name(code.path.name(), coding, whose, comment.is_some());
        ((coding.code, code), name)
    }

    /// Returns the line of a coding below its paragraph.
    fn listed(&self, shown: &ShownCoding<'_>) -> String {
        let coding = shown.coding;
        let code = &self.document.snapshot.codes().code(coding.code).path;
        let coder = self.document.coder(coding);
        let (start, end) = (coding.span.start_char(), coding.span.end_char());
        let word = self.document.language.choose("weight", "gewicht");
        let weight = coding.weight.map(|weight| format!(", {word} {}", weight.get()));
        let weight = weight.unwrap_or_default();
        format!("      | {code}  {coder}  {start}..{end}{weight}  [{}]", shown.id)
    }

    /// Returns a whole line; what is too long to have a margin has none.
    fn line(&self, words: &str, margin: &str) -> String {
        let (words, margin) = (words.trim_end(), margin.trim_end());
        match self.columns.margin_at.checked_sub(width_of(words)) {
            Some(room @ 1..) if !margin.is_empty() => {
                format!("{words}{}{margin}\n", " ".repeat(room))
            }
            _ => format!("{words}\n"),
        }
    }
}

fn width_of(words: &str) -> usize {
    words.graphemes(true).map(UnicodeWidthStr::width).sum()
}
