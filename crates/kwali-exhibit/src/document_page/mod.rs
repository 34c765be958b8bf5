//! A document as a page: its words in lines, and its codings as stripes in the margin beside them.
//!
//! The lines and stripes are those of the screen on which one codes, too.

mod columns;
mod html;
mod html_lists;
mod html_words;
mod ink;
mod lines;
mod plain;
mod stripes;

use kwali_model::{Coding, Document, Layout, Snapshot};
use kwali_text::Text;

use crate::Language;

pub use columns::{PageColumns, shortened, shortened_inside, stripe_name};
pub use html::document_html;
pub use ink::{Ink, terminal_colour};
pub use lines::{DocumentLine, DocumentLines, LineKind, Opening, Openings, cells, clock, shown};
pub use plain::document_text;
pub use stripes::{Names, Stripe, names, stripes};

/// A document that is to be shown with codings.
#[derive(Clone, Copy, Debug)]
pub struct ShownDocument<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// The document.
    pub document: &'a Document,
    /// Its words.
    pub text: &'a Text,
    /// Its paragraphs and turns.
    pub layout: &'a Layout,
    /// The codings to be shown, in study order.
    pub codings: &'a [ShownCoding<'a>],
    /// How many codings the document has, shown or not.
    pub of_codings: usize,
    /// In which language the page speaks.
    pub language: Language,
}

/// A coding on a page.
#[derive(Clone, Copy, Debug)]
pub struct ShownCoding<'a> {
    /// The coding.
    pub coding: &'a Coding,
    /// Its id as people and files know it.
    pub id: &'a str,
    /// What its coder said of it.
    pub comment: Option<&'a str>,
}

impl ShownDocument<'_> {
    /// Returns the stripes beside the lines, in order of the codings.
    fn stripes(&self, lines: &DocumentLines) -> Vec<Stripe> {
        let spans = self.codings.iter().map(|shown| shown.coding.span);
        stripes(spans.map(|span| lines.lines_of(&(span.start()..span.end()))))
    }

    /// Returns the short name of who made a coding.
    fn coder(&self, coding: &Coding) -> &str {
        self.snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str())
    }

    /// True if more than one coder made what is shown.
    fn has_several_coders(&self) -> bool {
        let mut coders = self.codings.iter().map(|shown| shown.coding.coder);
        let first = coders.next();
        coders.any(|coder| Some(coder) != first)
    }

    /// Returns how many codings are shown, and of how many if not all are.
    fn n_codings(&self) -> String {
        let shown = self.codings.len();
        let word = self.language.choose(("coding", "codings"), ("codering", "coderingen"));
        let word = if self.of_codings == 1 { word.0 } else { word.1 };
        match shown == self.of_codings {
            true => format!("{shown} {word}"),
            false => {
                let of = self.language.choose("of", "van");
                format!("{shown} {of} {} {word}", self.of_codings)
            }
        }
    }
}
