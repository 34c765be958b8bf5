//! Transcripts as tables: a row for each turn, with who speaks and when.

use kwali_model::{TimeRange, Transcript};

use super::header::Headed;
use super::script::Script;
use crate::sheet::SheetRow;
use crate::{Error, Note, TableNote, cues};

const WORDS: [&str; 11] = [
    "text",
    "tekst",
    "transcript",
    "transcriptie",
    "utterance",
    "uiting",
    "words",
    "woorden",
    "content",
    "inhoud",
    "zin",
];
const SPEAKERS: [&str; 7] =
    ["speaker", "spreker", "speaker name", "naam spreker", "speakername", "voice", "wie"];
/// These may be those of respondents as well: there must be times beside them.
const NAMES: [&str; 3] = ["naam", "name", "who"];
const STARTS: [&str; 14] = [
    "start",
    "start time",
    "starttime",
    "starttijd",
    "begin",
    "begintijd",
    "begin time",
    "from",
    "van",
    "time",
    "tijd",
    "timestamp",
    "timecode",
    "tijdcode",
];
const ENDS: [&str; 9] =
    ["end", "end time", "endtime", "eind", "einde", "eindtijd", "to", "tot", "stop"];

/// Where the parts of a turn stand in a row.
pub(super) struct TalkColumns {
    words: usize,
    speaker: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    /// Whether plain numbers are milliseconds, and not seconds.
    in_milliseconds: bool,
}

/// Returns the columns of a table of turns; `None` for any other table.
pub(super) fn columns(table: &Headed) -> Option<TalkColumns> {
    let keys: Vec<(String, bool)> = table.columns.iter().map(|column| key(&column.name)).collect();
    let find =
        |names: &[&str]| names.iter().find_map(|name| keys.iter().position(|(key, _)| key == name));
    let words = find(&WORDS)?;
    let (start, end) = (find(&STARTS), find(&ENDS));
    let speaker = find(&SPEAKERS).or_else(|| find(&NAMES).filter(|_| start.is_some()));
    if speaker.is_none() && (start.is_none() || end.is_none()) {
        return None;
    }
    let says_so = start.is_some_and(|column| keys[column].1);
    // Whisper's tables have these three columns, and whole milliseconds.
    let is_whole = |row: &SheetRow| {
        let start = row.cell(start.unwrap_or_default());
        start.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_whisper = keys.len() == 3 && speaker.is_none() && table.rows.iter().all(is_whole);
    Some(TalkColumns { words, speaker, start, end, in_milliseconds: says_so || is_whisper })
}

/// A column's name without what varies, and whether it says that it is in milliseconds.
fn key(name: &str) -> (String, bool) {
    let lower = name.to_lowercase().replace(['_', '-', '(', ')', '[', ']'], " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let in_milliseconds = words.contains(&"ms");
    let is_unit = |word: &&str| ["ms", "s", "sec", "seconds", "seconden"].contains(word);
    let plain: Vec<&str> = words.into_iter().filter(|word| !is_unit(word)).collect();
    (plain.join(" "), in_milliseconds)
}

/// Writes the rows as turns; a row without a speaker belongs to the one before it.
pub(super) fn transcript(
    table: &Headed,
    columns: &TalkColumns,
) -> Result<(Transcript, Vec<Note>), Error> {
    let mut script = Script::default();
    let (mut speaker, mut n_empty, mut untimed) = ("", 0, Vec::new());
    for row in &table.rows {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let named = cell(columns.speaker).trim_end_matches(':').trim_end();
        if !named.is_empty() {
            speaker = named;
        }
        let words = row.cell(columns.words);
        if words.is_empty() {
            n_empty += 1;
            continue;
        }
        let start = time(cell(columns.start), columns.in_milliseconds);
        let end = time(cell(columns.end), columns.in_milliseconds);
        if start.is_none() && !cell(columns.start).is_empty() {
            untimed.push(row.line);
        }
        let range = |start| TimeRange { start, end: end.filter(|end| *end >= start) };
        script.say(speaker, words, start.map(range));
    }
    let (transcript, mut notes) = script.finish()?;
    notes.insert(0, TableNote::Turns.at(None));
    if n_empty > 0 {
        notes.push(TableNote::RowsWithoutWords(n_empty).at(None));
    }
    if let Some(&first) = untimed.first() {
        notes.push(TableNote::TimesNotUnderstood(untimed.len()).at(first));
    }
    Ok((transcript, notes))
}

/// A moment in milliseconds: `1:02:03.5`, `62,5` seconds, or a number of milliseconds.
fn time(cell: &str, in_milliseconds: bool) -> Option<u64> {
    if cell.contains(':') {
        return cues::time(cell.trim_matches(['[', ']', '#', '(', ')', ' ']));
    }
    let number: f64 = cell.replace(',', ".").parse().ok()?;
    let milliseconds = if in_milliseconds { number } else { number * 1000.0 };
    (0.0..1e12).contains(&milliseconds).then(|| milliseconds.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_way() {
        for (cell, in_milliseconds, expected) in [
            ("00:01:02.5", false, Some(62_500)),
            ("[01:02]", false, Some(62_000)),
            ("62,5", false, Some(62_500)),
            ("62500", true, Some(62_500)),
            ("", false, None),
            ("straks", false, None),
            ("-1", false, None),
            ("inf", false, None),
        ] {
            assert_eq!(time(cell, in_milliseconds), expected, "{cell}");
        }
    }

    #[test]
    fn names_of_columns_say_their_unit() {
        assert_eq!(key("Start_Time (ms)"), ("start time".into(), true));
        assert_eq!(key("Begin [s]"), ("begin".into(), false));
    }
}
