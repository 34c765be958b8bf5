//! Word (`.docx`): the document as it reads with every tracked change accepted.

mod package;
mod story;
mod symbols;
mod xml;

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::passage::Passage;
use crate::{Error, NoteKind};

use package::Package;
use story::{Note, Story};
use xml::{Step, attribute, walk};

/// Returns the draft of a Word file: a line for every paragraph, footnotes at the end.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let mut package = Package::open(bytes)?;
    let name = package.document_name()?;
    let part = package.part(&name, "the document (word/document.xml)")?;
    let part = part.ok_or(Error::NotDocx("it has no part word/document.xml"))?;
    let mut story = story::read(&part)?;
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();

    let mut draft = Draft::default();
    draft.push_all(std::mem::take(&mut story.lines));
    append_footnotes(&mut package, &folder, &mut story, &mut draft)?;
    draft.note_count(NoteKind::DeletionsLeftOut, story.n_deletions);
    draft.note_count(NoteKind::HiddenTextLeftOut, story.n_hidden);
    draft.note_count(NoteKind::SymbolsLeftOut, story.n_symbols);
    draft.note_count(NoteKind::CommentsLeftOut, n_comments(&mut package, &folder)?);
    draft.note_count(NoteKind::HeadersLeftOut, n_headers(&mut package, &folder)?);
    Ok(draft)
}

/// Puts the words of foot- and endnotes behind the text, in the order of their signs.
fn append_footnotes(
    package: &mut Package,
    folder: &str,
    story: &mut Story,
    draft: &mut Draft,
) -> Result<(), Error> {
    if story.footnotes.is_empty() {
        return Ok(());
    }
    let mut notes = notes_of(package, folder, Note::Footnote, story)?;
    notes.extend(notes_of(package, folder, Note::Endnote, story)?);
    draft.push_blank();
    let mut n_appended = 0;
    for (number, sign) in story.footnotes.iter().enumerate() {
        let mut lines = notes.remove(sign).unwrap_or_default().into_iter();
        let Some(first) = lines.find(|line| !line.is_blank()) else { continue };
        n_appended += 1;
        draft.push_all([Passage::plain(format!("[{}] {}", number + 1, first.words.trim_start()))]);
        draft.push_all(lines.filter(|line| !line.is_blank()));
    }
    draft.note_count(NoteKind::FootnotesAppended, n_appended);
    Ok(())
}

type Notes = BTreeMap<(Note, String), Vec<Passage>>;

/// Reads all notes of a list, each by itself.
fn notes_of(
    package: &mut Package,
    folder: &str,
    note: Note,
    story: &mut Story,
) -> Result<Notes, Error> {
    let (name, element, what) = match note {
        Note::Footnote => ("footnotes.xml", "footnote", "the footnotes (word/footnotes.xml)"),
        Note::Endnote => ("endnotes.xml", "endnote", "the endnotes (word/endnotes.xml)"),
    };
    let Some(part) = package.part(&in_folder(folder, name), what)? else {
        return Ok(Notes::new());
    };
    let mut notes = Notes::new();
    for (id, mut read) in story::read_each(&part, element)? {
        story.n_deletions += read.n_deletions;
        story.n_hidden += read.n_hidden;
        story.n_symbols += read.n_symbols;
        notes.insert((note, id), std::mem::take(&mut read.lines));
    }
    Ok(notes)
}

fn n_comments(package: &mut Package, folder: &str) -> Result<usize, Error> {
    let part =
        package.part(&in_folder(folder, "comments.xml"), "the comments (word/comments.xml)")?;
    let Some(part) = part else { return Ok(0) };
    let mut n_comments = 0;
    walk(&part, &mut |step| {
        if let Step::Start("comment", start) = step {
            n_comments += usize::from(attribute(start, "id").is_some());
        }
    })?;
    Ok(n_comments)
}

/// Headers and footers that have more in them than page numbers.
fn n_headers(package: &mut Package, folder: &str) -> Result<usize, Error> {
    let is_header = |name: &String| {
        let file = name.strip_prefix(&in_folder(folder, "")).unwrap_or_default();
        (file.starts_with("header") || file.starts_with("footer")) && file.ends_with(".xml")
    };
    let mut n_headers = 0;
    for name in package.names().into_iter().filter(is_header) {
        let Some(part) = package.part(&name, "a header or footer")? else { continue };
        let has_words = |line: &Passage| line.words.contains(char::is_alphabetic);
        n_headers += usize::from(story::read(&part)?.lines.iter().any(has_words));
    }
    Ok(n_headers)
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
