//! What was changed in texts since their files were read: looked up, and shown beforehand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kwali_model::{CleaningStep, Edit, SourceMap, Transcript};
use kwali_text::{Language, Text};
use kwali_transcript::{Note, Suggestion, suggestions};

use crate::desk::document_called;
use crate::import::imported_document;
use crate::transcript_files::{Candidate, candidates, prepare};
use crate::{Error, FileReport, ImportOptions, ImportedDocument, Study};

/// At most so many characters are shown before and behind an edit.
const CONTEXT: usize = 24;

/// An edit of a text, or one that is suggested, as it is shown to people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownEdit {
    /// The step that made it; `None` for what is only suggested.
    pub step: Option<CleaningStep>,
    /// The page of the file, where it has pages.
    pub page: Option<u32>,
    /// The line of what was read, from 1.
    pub line: usize,
    /// Where what stands there now starts in the text, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What was read there.
    pub was: String,
    /// What stands there now, or might.
    pub now: String,
    /// What stands before it on its line.
    pub before: String,
    /// What stands behind it on its line.
    pub after: String,
}

/// A document as it would be imported.
#[derive(Debug)]
pub struct ExplainedDocument {
    /// What would be told of it.
    pub document: ImportedDocument,
    /// What was changed in it, and then what is suggested.
    pub edits: Vec<ShownEdit>,
}

/// A file as it would be imported, or why it would not be.
#[derive(Debug)]
pub struct ExplainedFile {
    /// The file.
    pub path: PathBuf,
    /// Its documents; or the report of a file that cannot be read.
    pub documents: Result<Vec<ExplainedDocument>, FileReport>,
    /// What concerns the file as a whole.
    pub notes: Vec<Note>,
}

impl Study {
    /// Returns what was changed in a document's words since its file was read, in order.
    pub fn cleaning_of(&self, name: &str) -> Result<Vec<ShownEdit>, Error> {
        let document = document_called(self.snapshot()?, name)?;
        let source_map = self.store.source_map(document.id)?;
        Ok(shown(&self.text(document)?, &source_map))
    }

    /// Returns the way back from every document's words to what was read, by place in study order.
    pub(crate) fn source_maps(&self) -> Result<Vec<SourceMap>, Error> {
        let documents = self.snapshot()?.documents().iter();
        documents.map(|document| Ok(self.store.source_map(document.id)?)).collect()
    }
}

/// Reads transcripts as [`Study::import`] would, and tells what that does; nothing is imported.
pub fn explain(paths: &[PathBuf], options: &ImportOptions) -> Result<Vec<ExplainedFile>, Error> {
    let read = options.read_as(options.language.as_ref());
    let explained = |candidate: Candidate| {
        let path = candidate.path.clone();
        match prepare(&candidate, &read, &BTreeMap::new()) {
            Err(outcome) => {
                let report = FileReport { path: path.clone(), outcome };
                ExplainedFile { path, documents: Err(report), notes: Vec::new() }
            }
            Ok(prepared) => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let documents = prepared.documents.into_iter().map(|(document, words)| {
                    let name = document.name.unwrap_or_else(|| stem.clone());
                    let transcript = &document.read.transcript;
                    let mut edits = shown(&transcript.text, &transcript.source_map);
                    edits.extend(suggested(transcript, &read.cleaning.language));
                    let document = imported_document(name, document.read, words);
                    ExplainedDocument { document, edits }
                });
                ExplainedFile { path, documents: Ok(documents.collect()), notes: prepared.notes }
            }
        }
    };
    Ok(candidates(paths, None)?.into_iter().map(explained).collect())
}

fn shown(text: &Text, source_map: &SourceMap) -> Vec<ShownEdit> {
    let content = text.as_str();
    let lines = source_map.source_lines(content);
    let show = |(edit, line): (&Edit, usize)| ShownEdit {
        step: Some(edit.step),
        page: edit.page,
        line,
        start: text.chars_before(edit.start).unwrap_or_default(),
        end: text.chars_before(edit.end).unwrap_or_default(),
        was: edit.was.clone(),
        now: content[edit.start..edit.end].to_owned(),
        before: before(&content[..edit.start]).to_owned(),
        after: after(&content[edit.end..]).to_owned(),
    };
    source_map.edits().iter().zip(lines).map(show).collect()
}

/// What a scanner may have misread.
fn suggested(transcript: &Transcript, language: &Language) -> Vec<ShownEdit> {
    let (text, source_map) = (&transcript.text, &transcript.source_map);
    let content = text.as_str();
    let source = source_map.source_of(content);
    let show = |suggestion: Suggestion| {
        let span = suggestion.span;
        let read = &source.as_bytes()[..source_map.source_place(span.start()).min(source.len())];
        ShownEdit {
            step: None,
            page: None,
            line: 1 + read.iter().filter(|&&byte| byte == b'\n').count(),
            start: span.start_char(),
            end: span.end_char(),
            was: text.slice(span).to_owned(),
            now: suggestion.instead,
            before: before(&content[..span.start()]).to_owned(),
            after: after(&content[span.end()..]).to_owned(),
        }
    };
    suggestions(text, language).into_iter().map(show).collect()
}

/// The end of the line that a text ends with, whole words of it.
fn before(text: &str) -> &str {
    let line = &text[text.rfind('\n').map_or(0, |end| end + 1)..];
    let Some((cut, _)) = line.char_indices().rev().nth(CONTEXT) else { return line };
    let kept = &line[cut..];
    kept.find(' ').map_or(kept, |space| &kept[space + 1..])
}

/// The beginning of the line that a text begins with, whole words of it.
fn after(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or_default();
    let Some((cut, _)) = line.char_indices().nth(CONTEXT) else { return line };
    let kept = &line[..cut];
    kept.rfind(' ').map_or(kept, |space| &kept[..space])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_of_the_same_line_and_of_whole_words() {
        assert_eq!(before("een\ntwee drie "), "twee drie ");
        assert_eq!(before("een hele lange regel van alles en nog wat "), "van alles en nog wat ");
        assert_eq!(after(" twee\ndrie"), " twee");
        assert_eq!(after(" een hele lange regel van alles en nog wat"), " een hele lange regel");
    }
}
