//! How many segments each speaker of a document speaks in.

use kwali_model::{Document, Layout, Snapshot};
use kwali_text::Span;

/// Returns by the document's place in study order and the speaker's number how many segments touch
/// a turn of the speaker.
///
/// A segment of several speakers counts for each. One that touches no turn belongs to the speaker
/// without a name, if there is one.
pub fn segments_by_speaker(snapshot: &Snapshot, layouts: &[Layout]) -> Vec<Vec<u64>> {
    let of_document = |(place, document): (usize, &Document)| {
        let mut segments = vec![0; document.speakers.len()];
        let Some(layout) = layouts.get(place) else { return segments };
        for coding in snapshot.codings_at(place) {
            for speaker in speakers_of(document, layout, coding.span) {
                segments[speaker] += 1;
            }
        }
        segments
    };
    snapshot.documents().iter().enumerate().map(of_document).collect()
}

/// The numbers of those who speak in a span, each once.
fn speakers_of(document: &Document, layout: &Layout, span: Span) -> Vec<usize> {
    let turns = layout.turns_of(span);
    if turns.is_empty() {
        return document.speaker("").into_iter().map(|speaker| speaker.index()).collect();
    }
    let known = |speaker: &usize| *speaker < document.speakers.len();
    let mut speakers: Vec<usize> =
        turns.iter().map(|turn| turn.speaker.index()).filter(known).collect();
    speakers.sort_unstable();
    speakers.dedup();
    speakers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, expected: &[&[u64]]) {
        let made = kwali_testkit::study(marked);
        assert_eq!(segments_by_speaker(&made.snapshot, &made.layouts), expected);
    }

    #[test]
    fn a_segment_is_everybodys_whose_turn_it_touches() {
        let people = "-- Aaltje role=bewoner\n-- Jan role=werker\n";
        check(&format!("{people}Aaltje: <a>ja</a> <b>nee</b>\nJan: nou"), &[&[2, 0]]);
        check(&format!("{people}Aaltje: <a>ja\nJan: nou\nAaltje: ja</a>"), &[&[1, 1]]);
        check(&format!("{people}<a>Kop</a>\nAaltje: ja"), &[&[0, 0]]);
        check("== d1\n<a>x</a>\n== d2\n-- Jan role=werker\nJan: <a>x</a>", &[&[], &[1]]);
    }
}
