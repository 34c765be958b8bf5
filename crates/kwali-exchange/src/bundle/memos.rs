//! `memos.csv`.

use std::collections::BTreeSet;
use std::fmt;

use kwali_text::TableWriter;

use super::is_document;
use crate::ProblemKind;
use crate::records::{DocumentRecord, MemoRecord, MemoSubject, ParticipantRecord};
use crate::sheet::{Reader, Seen};

pub(crate) const FILE: &str = "memos.csv";

const COLUMNS: [&str; 6] = ["id", "attached_to", "coder", "created", "title", "text"];

pub(crate) fn read(
    reader: &mut Reader,
    documents: &[DocumentRecord],
    participants: &[ParticipantRecord],
) -> Vec<MemoRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &["attached_to"]) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let is_document = is_document(documents);
    let people: BTreeSet<&str> = participants.iter().map(|person| person.name.as_str()).collect();
    let mut seen = Seen::new("memo");
    let memos = sheet.records(|cells| {
        let expected = "`study`, `document:…`, `participant:…`, `code:…` or `coding:…`";
        let subject = cells.parsed("attached_to", expected, MemoSubject::parse)?;
        let subject = subject.ok_or(ProblemKind::EmptyCell("attached_to"))?;
        match &subject {
            MemoSubject::Document(name) => is_document(name)?,
            MemoSubject::Participant(name) if !people.contains(name.as_str()) => {
                return Err(ProblemKind::NoParticipant(name.clone()));
            }
            _ => {}
        }
        let id = cells.name("id");
        if let Some(id) = &id {
            seen.check(id.clone(), id, cells.row.line)?;
        }
        Ok(MemoRecord {
            line: cells.line(),
            id,
            subject,
            coder: cells.name("coder"),
            created: cells.name("created"),
            title: cells.verbatim("title"),
            text: cells.verbatim("text"),
        })
    });
    reader.close(sheet);
    memos
}

pub(crate) fn write(memos: &[MemoRecord]) -> Option<Vec<u8>> {
    if memos.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for memo in memos {
        let [id, coder, created] =
            [&memo.id, &memo.coder, &memo.created].map(|cell| cell.as_deref().unwrap_or(""));
        writer.row([id, &memo.subject.to_string(), coder, created, &memo.title, &memo.text]);
    }
    Some(writer.finish())
}

impl MemoSubject {
    fn parse(cell: &str) -> Option<MemoSubject> {
        let (kind, name) = cell.split_once(':').unwrap_or((cell, ""));
        let name = kwali_text::normalise(name.trim()).text;
        let subject = match kind {
            "study" => return name.is_empty().then_some(MemoSubject::Study),
            _ if name.is_empty() => return None,
            "document" => MemoSubject::Document(name),
            "participant" => MemoSubject::Participant(name),
            "code" => MemoSubject::Code(name),
            "coding" => MemoSubject::Coding(name),
            _ => return None,
        };
        Some(subject)
    }
}

impl fmt::Display for MemoSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MemoSubject::Study => f.write_str("study"),
            MemoSubject::Document(name) => write!(f, "document:{name}"),
            MemoSubject::Participant(name) => write!(f, "participant:{name}"),
            MemoSubject::Code(path) => write!(f, "code:{path}"),
            MemoSubject::Coding(id) => write!(f, "coding:{id}"),
        }
    }
}
