//! What holds of every transcript that was read, however odd its file.

use kwali_model::{Layout, Transcript};
use kwali_text::Text;

/// Turns are in order, within the text, and of speakers there are.
pub(crate) fn check_layout(text: &Text, layout: &Layout, n_speakers: usize) {
    assert_eq!(layout.paragraphs, text.paragraphs());
    let mut reached = 0;
    for turn in &layout.turns {
        assert!(turn.span.start() >= reached, "turns are in order and do not overlap");
        assert_eq!(text.span(turn.span.start(), turn.span.end()), Ok(turn.span));
        let words = turn.words_start as usize;
        assert!(turn.span.start() <= words && words <= turn.span.end());
        assert!(text.as_str().is_char_boundary(words));
        assert!(turn.speaker.index() < n_speakers);
        assert!(turn.time.is_none_or(|time| time.end.is_none_or(|end| end >= time.start)));
        reached = turn.span.end();
    }
}

/// The text is in NFC with line feeds, and its layout fits.
pub(crate) fn check_transcript(transcript: &Transcript) {
    check_layout(&transcript.text, &transcript.layout, transcript.speakers.len());
    let text = transcript.text.as_str();
    assert!(kwali_text::normalise(text).is_unchanged());
    assert!(!text.contains(['\r', '\0']));
    assert_eq!(text, text.trim_end());
}
