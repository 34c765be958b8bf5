//! Records in lines of cells between tabs: what Whisper (`.tsv`) and InqScribe write.

use super::{Utterance, time_range};
use crate::draft::Draft;
use crate::speakers::time_written;
use crate::{Error, NoteKind};

/// Names of the columns that say when, who and what.
const STARTS: [&str; 5] = ["start", "start time", "begin", "in", "from"];
const ENDS: [&str; 5] = ["end", "end time", "stop", "out", "to"];
const SPEAKERS: [&str; 3] = ["speaker", "spreker", "name"];
const WORDS: [&str; 5] = ["text", "transcript", "words", "tekst", "content"];

/// Where each kind of cell stands.
struct Columns {
    start: usize,
    end: Option<usize>,
    speaker: Option<usize>,
    words: usize,
    /// The first line names them.
    has_header: bool,
}

/// True if a text is a table of what was said from when to when.
pub(crate) fn are_records(text: &str) -> bool {
    columns(text).is_some()
}

/// Returns the draft of such a table.
pub(crate) fn read(text: &str) -> Result<Draft, Error> {
    let columns = columns(text).ok_or(Error::NoRecords)?;
    let mut draft = Draft::default();
    let mut utterances = Vec::new();
    for (number, line) in text.lines().enumerate().skip(usize::from(columns.has_header)) {
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(unquoted).collect();
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
        let Some(start) = time(cell(columns.start)) else {
            draft.note(NoteKind::RecordMalformed, number + 1);
            continue;
        };
        let end = columns.end.and_then(|column| time(cell(column)));
        utterances.push(Utterance {
            speaker: columns.speaker.map(|column| cell(column).to_owned()),
            time: Some(time_range(start, end)),
            words: cells.get(columns.words..).unwrap_or_default().join(" "),
        });
    }
    draft.push_utterances(utterances);
    Ok(draft)
}

fn columns(text: &str) -> Option<Columns> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    named_columns(first).or_else(|| {
        let mut rows = std::iter::once(first).chain(lines).take(4).map(unnamed_columns);
        let columns = rows.next()??;
        // One line that begins with two times may be anything.
        let is_alike = |row: Option<Columns>| row.is_some_and(|row| row.words == columns.words);
        let others: Vec<bool> = rows.map(is_alike).collect();
        (!others.is_empty() && others.into_iter().all(|alike| alike)).then_some(columns)
    })
}

fn named_columns(header: &str) -> Option<Columns> {
    let names: Vec<String> =
        header.split('\t').map(|name| unquoted(name).to_lowercase().replace('_', " ")).collect();
    let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    Some(Columns {
        start: column(&STARTS)?,
        end: Some(column(&ENDS)?),
        speaker: column(&SPEAKERS),
        words: column(&WORDS)?,
        has_header: true,
    })
}

/// Start, end, words; or start, end, speaker, words.
fn unnamed_columns(line: &str) -> Option<Columns> {
    let cells: Vec<&str> = line.split('\t').collect();
    let n_times = cells.iter().take_while(|cell| time_written(unquoted(cell)).is_some()).count();
    if n_times != 2 || !(3..=4).contains(&cells.len()) {
        return None;
    }
    let words = cells.len() - 1;
    let speaker = (words == 3).then_some(2);
    Some(Columns { start: 0, end: Some(1), speaker, words, has_header: false })
}

/// Milliseconds, or a time as people write it.
fn time(cell: &str) -> Option<u64> {
    let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { cell.parse().ok() } else { time_written(cell) }
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timed::tests::check_draft;

    #[test]
    fn whisper_counts_milliseconds() {
        check_draft(
            read("start\tend\ttext\n1000\t3500\tThee?\n\n3620\t5000\tGraag,\ttwee.\n"),
            &["1000-3500 : Thee?", "3620-5000 : Graag, twee."],
        );
    }

    #[test]
    fn inqscribe_writes_times_with_or_without_names_of_columns() {
        let rows =
            "[00:00:01.00]\t[00:00:03.15]\tNoor\tThee?\n00:00:03.15\t00:00:05.00\tP1\tGraag.\n";
        let expected = ["1000-3150 Noor: Thee?", "3150-5000 P1: Graag."];
        check_draft(read(rows), &expected);
        check_draft(read(&format!("Start Time\tEnd Time\tSpeaker\tTranscript\n{rows}")), &expected);
    }

    #[test]
    fn a_row_without_a_time_costs_no_other() {
        let draft = read("start\tend\ttext\nnee\t3500\tThee?\n3620\t\tGraag.\n");
        assert_eq!(draft.as_ref().map(|draft| draft.notes.len()).ok(), Some(1));
        check_draft(draft, &["3620 : Graag."]);
    }

    #[test]
    fn other_tables_are_none() {
        for text in ["a\tb\n1\t2\n", "Thee?\n", "", "00:01\t00:02\tJa\n", "start\tend\n"] {
            assert!(!are_records(text), "{text}");
        }
    }
}
