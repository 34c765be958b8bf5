//! SubRip (`.srt`): numbered subtitles.

use crate::Error;
use crate::cues::{Dialect, cues, draft, lines};
use crate::draft::Draft;

const DIALECT: Dialect =
    Dialect { other_blocks: &[], is_blank: |line: &str| line.trim().is_empty() };

/// Returns the draft of an SRT file.
pub(crate) fn read(text: &str) -> Result<Draft, Error> {
    let mut notes = Draft::default();
    let cues = cues(&lines(text), 0, &DIALECT, &mut notes);
    draft(&cues, notes)
}
