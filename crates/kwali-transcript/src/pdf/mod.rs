//! PDF: the text layer in reading order, as paragraphs.
//!
//! The library says which objects are in the file; what they show, and in which order it is read,
//! is worked out here.

mod columns;
mod contained;
mod font;
mod furniture;
mod glyph_names;
mod matrix;
mod page;
mod paragraphs;
mod rows;
mod standard_widths;
mod text_state;
mod unicode_map;

use kwali_model::CleaningStep;
use lopdf::{Document, LoadOptions};

use crate::cleaning::Cleaning;
use crate::draft::Draft;
use crate::{Error, NoteKind};

use columns::{Line, reading_order};
use contained::contained;
use page::{Page, PageReader};
use paragraphs::{Follows, Placed, Usual};

/// What holds other objects unpacks to no more, in bytes.
const LARGEST_STREAM: usize = 64 * 1024 * 1024;
/// No transcript has more pages.
const MOST_PAGES: usize = 20_000;
/// A page with fewer letters and a picture is a scan.
const FEWEST_LETTERS: usize = 3;

/// Returns the draft of a PDF in reading order; its marks say which lines go on with the one before.
pub(crate) fn read(bytes: &[u8], cleaning: &Cleaning) -> Result<Draft, Error> {
    let takes_heads = cleaning.does(CleaningStep::RunningHeads);
    // What is wrong with a file may be more than the library expects.
    contained(|| read_pages(bytes, takes_heads)).unwrap_or(Err(Error::DamagedPdf { source: None }))
}

fn read_pages(bytes: &[u8], takes_heads: bool) -> Result<Draft, Error> {
    let document = open(bytes)?;
    let mut reader = PageReader::new(&document);
    let mut pages = Vec::new();
    for id in document.page_iter().take(MOST_PAGES) {
        pages.push(Laid::of(reader.read(id)?, takes_heads));
    }
    if pages.is_empty() {
        return Err(Error::DamagedPdf { source: None });
    }
    check_has_text(&pages)?;
    Ok(draft(pages, takes_heads))
}

fn open(bytes: &[u8]) -> Result<Document, Error> {
    let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM);
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword
            | lopdf::Error::Decryption(_)
            | lopdf::Error::UnsupportedSecurityHandler(_) => Error::Locked,
            error => Error::DamagedPdf { source: Some(error.into()) },
        })?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(Error::Locked);
    }
    Ok(document)
}

/// A page with its lines in reading order.
#[derive(Default)]
struct Laid {
    lines: Vec<Line>,
    /// What the file itself says are heads and feet.
    furniture: Vec<Line>,
    n_letters: usize,
    n_unknown: usize,
    n_turned: usize,
    has_image: bool,
}

impl Laid {
    fn of(page: Page, takes_heads: bool) -> Laid {
        let Page { glyphs, n_unknown, n_turned, has_image } = page;
        let n_letters =
            glyphs.iter().filter(|glyph| glyph.text.contains(char::is_alphanumeric)).count();
        let (furniture, glyphs) =
            glyphs.into_iter().partition(|glyph| takes_heads && glyph.is_furniture);
        Laid {
            lines: reading_order(rows::rows(glyphs)),
            furniture: reading_order(rows::rows(furniture)),
            n_letters,
            n_unknown,
            n_turned,
            has_image,
        }
    }

    fn is_scan(&self) -> bool {
        self.has_image && self.n_letters < FEWEST_LETTERS
    }
}

fn check_has_text(pages: &[Laid]) -> Result<(), Error> {
    let sum = |count: fn(&Laid) -> usize| pages.iter().map(count).sum::<usize>();
    let (n_letters, n_unknown) = (sum(|page| page.n_letters), sum(|page| page.n_unknown));
    if n_unknown > n_letters {
        return Err(Error::UnknownLetters);
    }
    if pages.iter().any(Laid::is_scan) && n_letters < pages.len() * FEWEST_LETTERS {
        return Err(Error::Scan { pages: pages.len() });
    }
    Ok(())
}

fn draft(pages: Vec<Laid>, takes_heads: bool) -> Draft {
    let mut draft = Draft::default();
    let count = |what: fn(&Laid) -> usize| pages.iter().map(what).sum::<usize>();
    draft.note_count(NoteKind::PagesWithoutText, count(|page| usize::from(page.is_scan())));
    draft.note_count(NoteKind::UnknownLettersLeftOut, count(|page| page.n_unknown));
    draft.note_count(NoteKind::TurnedLettersLeftOut, count(|page| page.n_turned));
    let (mut lines, mut heads): (Vec<_>, Vec<_>) =
        pages.into_iter().map(|page| (page.lines, page.furniture)).unzip();
    if takes_heads {
        let furniture = furniture::furniture(&lines);
        for ((lines, heads), furniture) in lines.iter_mut().zip(&mut heads).zip(&furniture) {
            let mut number = 0..;
            let is_head = |_: &mut Line| number.next().is_some_and(|n| furniture.contains(&n));
            let found: Vec<Line> = lines.extract_if(.., is_head).collect();
            heads.splice(0..0, found);
        }
    }
    push_lines(&mut draft, &lines, &heads);
    draft
}

/// Adds the lines of each page, and keeps its heads and feet for the source map.
fn push_lines(draft: &mut Draft, lines: &[Vec<Line>], heads: &[Vec<Line>]) {
    let usual = Usual::of(lines);
    let mut before: Option<Placed> = None;
    for (page, (lines, heads)) in lines.iter().zip(heads).enumerate() {
        draft.begin_page();
        for head in heads {
            draft.take_out(CleaningStep::RunningHeads, &(furniture::text(head) + "\n"));
        }
        for line in lines {
            let mut placed = Placed::new(line, page, &usual);
            if placed.passage.is_blank() {
                continue;
            }
            let follows = before.as_ref().map(|before| placed.follow(before, &usual));
            if follows == Some(Follows::AfterSpace) {
                draft.push_blank();
            }
            placed.passage.mark.goes_on = follows == Some(Follows::InParagraph);
            draft.push_all([placed.passage.clone()]);
            before = Some(placed);
        }
    }
}
