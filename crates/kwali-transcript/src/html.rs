//! Web pages: what a browser would show, block by block.

mod navigation;
mod walk;

use kwali_model::CleaningStep;
use scraper::Html;
use scraper::node::Element;

use crate::Error;
use crate::cleaning::Cleaning;
use crate::draft::Draft;
use crate::passage::Passage;
use crate::speakers::written_stamp;
use crate::table;
use crate::timed::milliseconds;

use walk::{Step, is_hidden, walk};

/// Elements that show no words.
const UNSEEN: [&str; 13] = [
    "head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "button",
    "select", "datalist", "audio",
];
/// Elements that begin and end a line.
const BLOCKS: [&str; 28] = [
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "li",
    "main",
    "nav",
    "search",
    "section",
    "summary",
    "table",
    "legend",
    "hr",
];
/// Blocks with a blank line around them.
const PARAGRAPHS: [&str; 13] =
    ["p", "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "pre", "table", "ul"];

/// Elements that end where another begins.
const CLOSED_BY_OTHERS: [&str; 18] = [
    "body", "colgroup", "dd", "dt", "head", "html", "li", "option", "p", "rp", "rt", "tbody", "td",
    "tfoot", "th", "thead", "tr", "optgroup",
];
/// Elements without content.
const EMPTY: [&str; 14] = [
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "wbr",
];
const LOOKS: [&str; 12] =
    ["a", "b", "big", "em", "font", "i", "s", "small", "span", "strong", "tt", "u"];
/// Pages by people and programs have some tens of levels.
pub(crate) const DEEPEST: usize = 2000;

/// Returns the draft of a web page, without what leads to other pages if that is to be taken out.
pub(crate) fn read(text: &str, cleaning: &Cleaning) -> Result<Draft, Error> {
    check_depth(text)?;
    let page = Html::parse_document(text);
    let navigation = match cleaning.does(CleaningStep::Navigation) {
        true => navigation::navigation(&page),
        false => Vec::new(),
    };
    let Seen { lines, taken_out } = seen(&page, &navigation);
    let (mut draft, mut taken_out) = (Draft::default(), taken_out.into_iter().peekable());
    for (number, line) in lines.into_iter().map(Some).chain([None]).enumerate() {
        while let Some((_, words)) = taken_out.next_if(|(before, _)| *before <= number) {
            draft.take_out(CleaningStep::Navigation, &words);
        }
        draft.push_all(line);
    }
    Ok(draft)
}

fn check_depth(text: &str) -> Result<(), Error> {
    match depth(text) {
        depth if depth > DEEPEST => Err(Error::NestedTooDeep { depth }),
        _ => Ok(()),
    }
}

/// How deep elements are nested that must be closed; a page is parsed in time that grows with it.
///
/// Elements for the looks of letters are often left open, and end with their paragraph.
pub(crate) fn depth(text: &str) -> usize {
    let (mut blocks, mut looks, mut deepest) = (0usize, 0usize, 0);
    for tag in text.split('<').skip(1) {
        let is_end = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if CLOSED_BY_OTHERS.contains(&name.as_str()) {
            looks = 0;
            continue;
        }
        let counter = if LOOKS.contains(&name.as_str()) { &mut looks } else { &mut blocks };
        if is_end {
            *counter = counter.saturating_sub(1);
        } else if !name.is_empty() && !EMPTY.contains(&name.as_str()) {
            *counter += 1;
        }
        deepest = deepest.max(blocks + looks);
    }
    deepest
}

/// Returns the lines of a page or a piece of one; blank ones separate paragraphs.
pub(crate) fn lines(text: &str) -> Vec<Passage> {
    seen(&Html::parse_document(text), &[]).lines
}

/// What is seen of a page.
struct Seen {
    lines: Vec<Passage>,
    /// Words that are no part of the text, each with the number of the line before which they stand.
    taken_out: Vec<(usize, String)>,
}

/// Returns what is seen of a page; `navigation` says of its elements whether they are taken out.
fn seen(page: &Html, navigation: &[bool]) -> Seen {
    let mut walker = Walker::default();
    let mut elements = navigation.iter().copied();
    walk(page, &mut |step| match step {
        Step::Open(element) => walker.open(element, elements.next().unwrap_or(false)),
        Step::Text(text) => walker.text(text),
        Step::Close(element) => walker.close(element),
    });
    walker.finish()
}

#[derive(Default)]
struct Walker {
    /// Finished lines, of the page and of each table cell that is open.
    lines: Vec<Vec<Passage>>,
    /// The finished cells of each table row that is open.
    rows: Vec<Vec<Vec<Passage>>>,
    /// The number of the next item of each list that is open, if it is numbered.
    lists: Vec<Option<u32>>,
    line: Passage,
    /// What is taken out, each before a line of the page; and how many open elements do so.
    taken_out: Vec<(usize, String)>,
    navigation: usize,
    /// How many open elements hide, embolden, keep white space or are headings.
    unseen: usize,
    bold: usize,
    preformatted: usize,
    heading: usize,
    /// How many block quotes are open, and the number of the last that stands in no other.
    open_quotes: usize,
    quotes: usize,
}

impl Walker {
    fn open(&mut self, element: &Element, is_navigation: bool) {
        let name = element.name();
        let exact = otranscribe_time(element).filter(|_| self.unseen == 0);
        // What is shown there is the same time, to the second.
        self.stamp(exact);
        if exact.is_some() || self.unseen > 0 || UNSEEN.contains(&name) || is_hidden(element) {
            self.unseen += 1;
            return;
        }
        if self.navigation > 0 || is_navigation {
            self.open_navigation();
            return;
        }
        self.break_around(name);
        match name {
            "br" => self.end_line(),
            "b" | "strong" | "th" => self.bold += 1,
            "pre" | "textarea" => self.preformatted += 1,
            "blockquote" => {
                self.quotes += usize::from(self.open_quotes == 0);
                self.open_quotes += 1;
            }
            "ul" | "menu" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => self.begin_item(),
            "tr" => self.rows.push(Vec::new()),
            "img" => self.text(element.attr("alt").unwrap_or_default()),
            "a" => self.stamp(noscribe_times(element).map(|(start, _)| start)),
            _ => {}
        }
        if matches!(name, "td" | "th") {
            self.lines.push(Vec::new());
        }
        if is_heading(name) {
            self.heading += 1;
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if self.unseen > 0 {
            self.unseen -= 1;
            return;
        }
        if self.navigation > 0 {
            self.navigation -= 1;
            return;
        }
        self.break_around(name);
        match name {
            "b" | "strong" | "th" => self.bold -= 1,
            "pre" | "textarea" => self.preformatted -= 1,
            "blockquote" => self.open_quotes -= 1,
            "ul" | "menu" | "ol" => drop(self.lists.pop()),
            "a" => self.stamp(noscribe_times(element).map(|(_, end)| end)),
            _ => {}
        }
        match name {
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            _ => {}
        }
        if is_heading(name) {
            self.heading -= 1;
        }
    }

    fn open_navigation(&mut self) {
        if self.navigation == 0 {
            self.end_line_if_any();
            let before = self.lines.first().map_or(0, Vec::len);
            self.taken_out.push((before, String::new()));
        }
        self.navigation += 1;
    }

    /// Each piece of text is a line of what is taken out.
    fn take_out(&mut self, text: &str) {
        if let Some((_, words)) = self.taken_out.last_mut() {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !line.is_empty() {
                words.push_str(&line);
                words.push('\n');
            }
        }
    }

    fn break_around(&mut self, name: &str) {
        let is_paragraph = PARAGRAPHS.contains(&name);
        if is_paragraph || BLOCKS.contains(&name) || matches!(name, "tr" | "td" | "th") {
            self.end_line_if_any();
        }
        // Lists within lists stay together.
        let is_inner_list = matches!(name, "ul" | "ol") && !self.lists.is_empty();
        if is_paragraph && !is_inner_list {
            self.current().push(Passage::default());
        }
    }

    fn text(&mut self, text: &str) {
        if self.unseen > 0 {
            return;
        }
        if self.navigation > 0 {
            self.take_out(text);
            return;
        }
        if self.preformatted > 0 {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.end_line();
                }
                self.line.push(line, self.bold > 0);
            }
            return;
        }
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut collapsed = String::with_capacity(text.len());
        let mut after_space = self.line.words.is_empty() || self.line.words.ends_with(' ');
        for char in text.chars() {
            if !is_space(char) {
                collapsed.push(char);
            } else if !after_space {
                collapsed.push(' ');
            }
            after_space = is_space(char);
        }
        self.line.push(&collapsed, self.bold > 0);
    }

    /// Writes a time that an element carries where it stands, as a stamp that nobody types.
    fn stamp(&mut self, time: Option<u64>) {
        if let Some(time) = time {
            self.line.push(&written_stamp(time), false);
        }
    }

    fn begin_item(&mut self) {
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
        self.line.push(&(indent + &sign), false);
    }

    fn current(&mut self) -> &mut Vec<Passage> {
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.mark.is_heading = self.heading > 0;
        line.mark.quote = if self.open_quotes > 0 { self.quotes } else { 0 };
        self.current().push(line);
    }

    fn end_line_if_any(&mut self) {
        if !self.line.words.is_empty() {
            self.end_line();
        }
    }

    fn end_cell(&mut self) {
        let cell = if self.lines.len() > 1 { self.lines.pop() } else { None }.unwrap_or_default();
        match self.rows.last_mut() {
            Some(row) => row.push(cell),
            None => self.current().extend(cell),
        }
    }

    fn end_row(&mut self) {
        let row = table::row(self.rows.pop().unwrap_or_default());
        self.current().extend(row);
    }

    fn finish(mut self) -> Seen {
        self.end_line_if_any();
        Seen { lines: self.lines.into_iter().flatten().collect(), taken_out: self.taken_out }
    }
}

/// The begin and end of a noScribe passage, from its name: `ts_1000_3500_S00`.
fn noscribe_times(element: &Element) -> Option<(u64, u64)> {
    let mut pieces = element.attr("name")?.strip_prefix("ts_")?.split('_');
    Some((pieces.next()?.parse().ok()?, pieces.next()?.parse().ok()?))
}

/// The time of a stamp by oTranscribe, in seconds.
fn otranscribe_time(element: &Element) -> Option<u64> {
    let is_stamp = element.classes().any(|class| class == "timestamp");
    let seconds = element.attr("data-timestamp").filter(|_| is_stamp)?;
    milliseconds(seconds.trim().parse().ok()?)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
