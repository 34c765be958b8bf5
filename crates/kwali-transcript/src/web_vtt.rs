//! WebVTT: subtitles with voices, as Teams and Zoom write them.

use crate::cleaning::Cleaning;
use crate::cues::{Dialect, cues, draft, has_arrow, lines};
use crate::draft::Draft;
use crate::{Error, NoteKind};

const DIALECT: Dialect =
    Dialect { other_blocks: &["NOTE", "STYLE", "REGION"], is_blank: str::is_empty };

/// Returns the draft of a WebVTT file; one without its header is read all the same, with a note.
pub(crate) fn read(text: &str, cleaning: &Cleaning) -> Result<Draft, Error> {
    let mut notes = Draft::default();
    let lines = lines(text);
    let body = match lines.first() {
        Some(first) if is_header(first) => end_of_header(&lines),
        _ => {
            notes.note(NoteKind::NoWebVttHeader, 1);
            0
        }
    };
    let cues = cues(&lines, body, &DIALECT, &mut notes);
    draft(&cues, notes, cleaning)
}

/// True if a text begins with the first line of a WebVTT file.
pub(crate) fn has_header(text: &str) -> bool {
    text.lines().next().is_some_and(is_header)
}

fn is_header(line: &str) -> bool {
    line.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The header may go on below its first line, up to a blank line or the first arrow.
fn end_of_header(lines: &[&str]) -> usize {
    let ends = |at: &usize| lines[*at].is_empty() || has_arrow(lines[*at]);
    (1..lines.len()).find(ends).unwrap_or(lines.len())
}
