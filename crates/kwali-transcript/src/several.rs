//! Files that hold several documents.

use std::collections::BTreeSet;

use crate::format::stem;
use crate::names::Names;
use crate::read::{checked_format, lines_of, transcript_of};
use crate::structured::sections;
use crate::survey;
use crate::{Error, Note, NoteKind, ReadOptions, ReadTranscript};

/// Everything that was read from one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadFile {
    /// Its documents, in order; at least one.
    pub documents: Vec<ReadDocument>,
    /// What concerns the file as a whole; every document has notes of its own.
    pub notes: Vec<Note>,
}

/// One of the documents of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadDocument {
    /// What the file calls it; `None` where it is the file's only one.
    pub name: Option<String>,
    /// The document group that the file puts it in.
    pub group: Option<String>,
    /// What is known about it, by the names of variables.
    pub values: Vec<(String, String)>,
    /// Which of its speakers are participants, and what is known about them.
    pub people: Vec<Person>,
    /// Words, layout and speakers.
    pub read: ReadTranscript,
}

/// A speaker of one document who is a participant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// What the document calls the speaker.
    pub speaker: String,
    /// The participant's name.
    pub participant: String,
    /// What is known about the participant, by the names of variables.
    pub values: Vec<(String, String)>,
}

impl From<ReadTranscript> for ReadDocument {
    fn from(read: ReadTranscript) -> ReadDocument {
        let (values, people) = (Vec::new(), Vec::new());
        ReadDocument { name: None, group: None, values, people, read }
    }
}

/// Reads every document of a file: most files have one, a structured text one for every `#TEXT`, a
/// survey one for every respondent.
pub fn read_documents(
    file_name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<ReadFile, Error> {
    let format = checked_format(file_name, bytes, options)?;
    if format.is_table() {
        return survey::read(format, file_name, bytes, options);
    }
    let lines = lines_of(format, bytes, options)?;
    let Some(found) = sections(&lines.finished.text) else {
        let read = transcript_of(lines, options)?;
        return Ok(ReadFile { documents: vec![read.into()], notes: Vec::new() });
    };
    let (mut notes, mut names) = (lines.finished.notes.clone(), Names::default());
    notes
        .push(NoteKind::StructuredText(found.iter().filter(|s| s.name.is_some()).count()).at(None));
    let (mut documents, mut kept) = (Vec::new(), BTreeSet::new());
    for section in &found {
        let file_stem = stem(file_name);
        let wanted = section.name.filter(|name| !name.is_empty()).unwrap_or(file_stem);
        if !section.text.contains(char::is_alphanumeric) {
            // Before the first tag nothing need stand.
            if section.name.is_some() {
                notes.push(NoteKind::EmptyDocument(wanted.to_owned()).at(section.line));
            }
            continue;
        }
        let (name, is_other) = names.free(wanted);
        if section.name.is_none() {
            notes.push(NoteKind::TextBeforeFirst(name.clone()).at(section.line));
        } else if is_other {
            notes.push(NoteKind::NameGivenAgain(name.clone()).at(section.line));
        }
        let read = transcript_of(section.lines(&lines), options)?;
        documents.push(ReadDocument { name: Some(name), ..read.into() });
        kept.extend(section.asides(&lines.finished.marks));
    }
    let Some(first) = documents.first_mut() else { return Err(Error::NoWords) };
    // Comments that hang on no line of a document.
    let asides = lines.finished.asides.into_iter().enumerate();
    first.read.asides.extend(asides.filter(|(n, _)| !kept.contains(n)).map(|(_, aside)| aside));
    Ok(ReadFile { documents, notes })
}
