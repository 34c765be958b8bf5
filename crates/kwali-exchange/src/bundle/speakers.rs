//! `speakers.csv`: who speaks in which document, and which participant that is.

use kwali_text::TableWriter;

use super::is_document;
use crate::records::{DocumentRecord, SpeakerRecord};
use crate::sheet::{Reader, Seen};

pub(crate) const FILE: &str = "speakers.csv";

const COLUMNS: [&str; 4] = ["document", "speaker", "participant", "interviewer"];

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<SpeakerRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &["document", "speaker"]) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let is_document = is_document(documents);
    let mut seen = Seen::new("a speaker of document");
    let speakers = sheet.records(|cells| {
        let document = cells.required_name("document")?;
        is_document(&document)?;
        let speaker = cells.name("speaker").unwrap_or_default();
        let participant = cells.name("participant");
        let is_interviewer = cells.parsed("interviewer", "`yes` or `no`", yes_or_no)?;
        seen.check((document.clone(), speaker.clone()), &document, cells.row.line)?;
        Ok(SpeakerRecord { line: cells.line(), document, speaker, participant, is_interviewer })
    });
    reader.close(sheet);
    speakers
}

pub(crate) fn write(speakers: &[SpeakerRecord]) -> Option<Vec<u8>> {
    if speakers.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for speaker in speakers {
        let interviewer = match speaker.is_interviewer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let participant = speaker.participant.as_deref().unwrap_or("");
        writer.row([&speaker.document, &speaker.speaker, participant, interviewer]);
    }
    Some(writer.finish())
}

fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "x" | "ja" => Some(true),
        "no" | "false" | "0" | "nee" => Some(false),
        _ => None,
    }
}
