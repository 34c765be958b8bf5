//! `turns.csv`: turns that the text does not show, such as those of subtitles; in code points.

use kwali_model::TimeRange;
use kwali_text::TableWriter;

use super::is_document;
use crate::ProblemKind;
use crate::records::{DocumentRecord, TurnRecord};
use crate::sheet::{Cells, Reader};

pub(crate) const FILE: &str = "turns.csv";

const COLUMNS: [&str; 7] =
    ["document", "start", "end", "speaker", "words_start", "time_start", "time_end"];

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<TurnRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &["document", "start", "end"]) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let is_document = is_document(documents);
    let turns = sheet.records(|cells| {
        let document = cells.required_name("document")?;
        is_document(&document)?;
        let start = cells.number("start")?.ok_or(ProblemKind::EmptyCell("start"))?;
        let end = cells.number("end")?.ok_or(ProblemKind::EmptyCell("end"))?;
        let words_start = cells.number("words_start")?.unwrap_or(start);
        if end <= start {
            return Err(ProblemKind::BadCell { column: "end", expected: "behind the start" });
        }
        if !(start..=end).contains(&words_start) {
            let expected = "between start and end";
            return Err(ProblemKind::BadCell { column: "words_start", expected });
        }
        let speaker = cells.name("speaker").unwrap_or_default();
        let time = time(cells)?;
        Ok(TurnRecord { line: cells.line(), document, start, end, speaker, words_start, time })
    });
    reader.close(sheet);
    turns
}

fn time(cells: &Cells<'_>) -> Result<Option<TimeRange>, ProblemKind> {
    let milliseconds = |cell: &str| cell.parse::<u64>().ok();
    let start = cells.parsed("time_start", "a number of milliseconds", milliseconds)?;
    let end = cells.parsed("time_end", "a number of milliseconds", milliseconds)?;
    match (start, end) {
        (None, Some(_)) => Err(ProblemKind::EmptyCell("time_start")),
        (start, end) => Ok(start.map(|start| TimeRange { start, end })),
    }
}

pub(crate) fn write(turns: &[TurnRecord]) -> Option<Vec<u8>> {
    if turns.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for turn in turns {
        let milliseconds =
            |time: Option<u64>| time.map_or_else(String::new, |time| time.to_string());
        writer.row([
            turn.document.clone(),
            turn.start.to_string(),
            turn.end.to_string(),
            turn.speaker.clone(),
            turn.words_start.to_string(),
            milliseconds(turn.time.map(|time| time.start)),
            milliseconds(turn.time.and_then(|time| time.end)),
        ]);
    }
    Some(writer.finish())
}
