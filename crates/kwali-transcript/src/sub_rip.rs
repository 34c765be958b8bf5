//! SubRip (`.srt`): numbered subtitles.

use crate::Error;
use crate::cleaning::Cleaning;
use crate::cues::{Dialect, cues, draft, has_arrow, lines};
use crate::draft::Draft;

const DIALECT: Dialect =
    Dialect { other_blocks: &[], is_blank: |line: &str| line.trim().is_empty() };

/// Returns the draft of an SRT file.
pub(crate) fn read(text: &str, cleaning: &Cleaning) -> Result<Draft, Error> {
    let mut notes = Draft::default();
    let cues = cues(&lines(text), 0, &DIALECT, &mut notes);
    draft(&cues, notes, cleaning)
}

/// True if a text begins with a number and a line with an arrow.
pub(crate) fn begins_with_cue(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let number = lines.next().unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && lines.next().is_some_and(has_arrow)
}
