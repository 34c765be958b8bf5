//! Markdown: the text that a reader of the rendered page sees, paragraph by paragraph.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::draft::Draft;
use crate::passage::Passage;
use crate::{Error, NoteKind, html, table};

/// Returns the draft of a Markdown file.
pub(crate) fn read(text: &str) -> Result<Draft, Error> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut renderer = Renderer::default();
    for event in Parser::new_ext(text, options) {
        renderer.take(event);
    }
    Ok(renderer.finish())
}

#[derive(Default)]
struct Renderer {
    draft: Draft,
    /// The lines of the paragraph that is open, as they stand in the file.
    lines: Vec<Passage>,
    /// For each line but the first whether the file breaks it off for good.
    hard_breaks: Vec<bool>,
    /// The number of the next item of each list that is open, if it is numbered.
    lists: Vec<Option<u64>>,
    /// What stands before the first line of a list item or footnote.
    sign: String,
    cells: Vec<Vec<Passage>>,
    html: String,
    bold: usize,
    /// How many block quotes are open, and the number of the last that stands in no other.
    open_quotes: usize,
    quotes: usize,
    in_front_matter: bool,
    n_comments: usize,
}

impl Renderer {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if !self.in_front_matter => self.words(&words),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.words(&words);
            }
            Event::FootnoteReference(name) => self.words(&format!("[{name}]")),
            Event::TaskListMarker(done) => self.words(if done { "[x] " } else { "[ ] " }),
            Event::SoftBreak => self.break_line(false),
            Event::HardBreak => self.break_line(true),
            Event::Rule => self.draft.push_blank(),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Text(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_) => {
                self.end_paragraph(false);
                self.draft.push_blank();
                if let Tag::BlockQuote(_) = tag {
                    self.quotes += usize::from(self.open_quotes == 0);
                    self.open_quotes += 1;
                }
            }
            Tag::List(first) => {
                self.end_paragraph(false);
                if self.lists.is_empty() {
                    self.draft.push_blank();
                }
                self.lists.push(first);
            }
            Tag::Item => self.sign = self.item_sign(),
            Tag::FootnoteDefinition(name) => self.sign = format!("[{name}] "),
            Tag::MetadataBlock(_) => {
                self.in_front_matter = true;
                self.draft.note(NoteKind::FrontMatterLeftOut, 1);
            }
            Tag::Strong => self.bold += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.lists.is_empty() => {
                self.end_paragraph(false);
                self.draft.push_blank();
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end_paragraph(false);
            }
            TagEnd::Heading(level) => {
                self.end_paragraph(level <= HeadingLevel::H6);
                self.draft.push_blank();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::BlockQuote(_) | TagEnd::Table => {
                self.end_paragraph(false);
                self.draft.push_blank();
                if let TagEnd::BlockQuote(_) = tag {
                    self.open_quotes = self.open_quotes.saturating_sub(1);
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.draft.push_blank();
                }
            }
            TagEnd::TableCell => {
                self.hard_breaks.clear();
                self.cells.push(std::mem::take(&mut self.lines));
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.draft.push_all(table::row(std::mem::take(&mut self.cells)));
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::MetadataBlock(_) => self.in_front_matter = false,
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let is_bold = self.bold > 0;
        if self.lines.is_empty() {
            self.lines.push(Passage::default());
            let sign = std::mem::take(&mut self.sign);
            self.last_line().push(&sign, false);
        }
        self.last_line().push(words, is_bold);
    }

    fn last_line(&mut self) -> &mut Passage {
        if self.lines.is_empty() {
            self.lines.push(Passage::default());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn break_line(&mut self, is_hard: bool) {
        self.words("");
        self.hard_breaks.push(is_hard);
        self.lines.push(Passage::default());
    }

    /// Joins the lines of the file to one, but for hard breaks and for lines that open a turn.
    ///
    /// Transcripts are typed with one turn a line, which Markdown takes for one paragraph.
    fn end_paragraph(&mut self, is_heading: bool) {
        let lines = std::mem::take(&mut self.lines);
        let hard_breaks = std::mem::take(&mut self.hard_breaks);
        let opens: Vec<bool> = lines.iter().map(Passage::opens_turn).collect();
        let are_turns = opens.first() == Some(&true) || opens.iter().filter(|&&o| o).count() > 1;
        let mut joined: Vec<Passage> = Vec::new();
        for (number, line) in lines.into_iter().enumerate() {
            let breaks = number == 0 || hard_breaks.get(number - 1) == Some(&true);
            match joined.last_mut() {
                Some(last) if !(breaks || (are_turns && opens[number])) => last.join(&line),
                _ => joined.push(line),
            }
        }
        for line in &mut joined {
            line.mark.is_heading = is_heading;
            line.mark.quote = if self.open_quotes > 0 { self.quotes } else { 0 };
        }
        self.draft.push_all(joined.into_iter().filter(|line| !line.is_blank()));
    }

    fn end_code(&mut self) {
        let code: String = self.lines.drain(..).map(|line| line.words).collect();
        self.draft.push_all(code.lines().map(Passage::plain));
        self.draft.push_blank();
    }

    /// Markup written out in the text: a break breaks the line, all else shows nothing.
    fn inline_html(&mut self, html: &str) {
        if html.starts_with("<!--") {
            self.n_comments += 1;
        } else if html.starts_with("<br") {
            self.break_line(true);
        }
    }

    fn end_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        self.n_comments += html.matches("<!--").count();
        match html::depth(&html) {
            depth if depth > html::DEEPEST => {
                self.draft.push_all(html.lines().map(Passage::plain));
            }
            _ => {
                let lines = html::lines(&html).into_iter();
                self.draft.push_all(lines.filter(|line| !line.is_blank()));
            }
        }
        self.draft.push_blank();
    }

    fn item_sign(&mut self) -> String {
        let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{indent}{}. ", *number - 1)
            }
            _ => format!("{indent}- "),
        }
    }

    fn finish(mut self) -> Draft {
        self.end_paragraph(false);
        let n_comments = self.n_comments;
        self.draft.note_count(NoteKind::CommentsLeftOut, n_comments);
        self.draft
    }
}
