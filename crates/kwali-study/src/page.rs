//! A document as a page for reading: paragraphs with the codings that begin in them.

use kwali_model::{Coding, Document, Layout, Snapshot, Turn};
use kwali_text::Text;

use crate::bundle_out::coding_name;
use crate::{Error, Study};

/// Returns a document as plain text: every paragraph with its number, and below it the codings
/// that begin in it, longest first.
///
/// Control characters do not reach the page.
pub fn page(study: &Study, name: &str) -> Result<String, Error> {
    let snapshot = study.snapshot()?;
    let document = document_called(snapshot, name)?;
    let place = snapshot.document_place(document.id).unwrap_or_default();
    let text = study.text(document)?;
    let layout = &study.layouts()?[place];
    let details = study.coding_details()?;
    let mut page = heading(document, snapshot.codings_at(place).len());
    let mut codings = snapshot.codings_at(place).iter().peekable();
    for (number, paragraph) in layout.paragraphs.iter().enumerate() {
        let who = opening(document, layout, &text, paragraph.start());
        page.push_str(&format!("\n{:>4}  {who}{}\n", number + 1, visible(text.slice(*paragraph))));
        let next = layout.paragraphs.get(number + 1).map_or(usize::MAX, |next| next.start());
        while let Some(coding) = codings.next_if(|coding| coding.span.start() < next) {
            let id = coding_name(coding.id, &details);
            page.push_str(&line(study, coding, &id)?);
        }
    }
    Ok(page)
}

/// Returns the document of a name, or an error that names one like it.
pub(crate) fn document_called<'a>(
    snapshot: &'a Snapshot,
    name: &str,
) -> Result<&'a Document, Error> {
    snapshot.document_named(name).ok_or_else(|| {
        let names = snapshot.documents().iter().map(|document| document.name.as_str());
        let near = kwali_text::nearest(name, names).map(str::to_owned);
        Error::unknown("document", name, near.into_iter().collect())
    })
}

fn heading(document: &Document, codings: usize) -> String {
    let group = document.group.as_deref().map(|group| format!(", {group}")).unwrap_or_default();
    format!("{}{group}: {} words, {codings} codings\n", document.name, document.words)
}

/// Returns who begins to speak in a paragraph, and when, where the text itself does not say so.
fn opening(document: &Document, layout: &Layout, text: &Text, start: usize) -> String {
    let at_start = |turn: &&Turn| turn.span.start() == start;
    let Some(turn) = layout.turns.iter().find(at_start) else { return String::new() };
    let has_label = turn.words_start as usize > start;
    let name = document.speakers.get(turn.speaker.index()).map_or("", |s| s.name.as_str());
    let label = text.as_str().get(start..turn.words_start as usize).unwrap_or_default();
    let time = turn.time.map(|time| clock(time.start));
    // A bundle may have kept the stamp in the words.
    let time = time.filter(|time| !label.contains(&time[3..])).map(|time| format!("[{time}] "));
    let name = if has_label || name.is_empty() { String::new() } else { format!("{name}: ") };
    format!("{}{name}", time.unwrap_or_default())
}

fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn line(study: &Study, coding: &Coding, id: &str) -> Result<String, Error> {
    let snapshot = study.snapshot()?;
    let code = &snapshot.codes().code(coding.code).path;
    let coder = snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str());
    let (start, end) = (coding.span.start_char(), coding.span.end_char());
    let weight = coding.weight.map(|weight| format!(", weight {}", weight.get()));
    let weight = weight.unwrap_or_default();
    Ok(format!("      | {code}  {coder}  {start}..{end}{weight}  [{id}]\n"))
}

fn visible(words: &str) -> String {
    words
        .chars()
        .map(|char| if char.is_control() && char != '\t' { '\u{fffd}' } else { char })
        .collect()
}
