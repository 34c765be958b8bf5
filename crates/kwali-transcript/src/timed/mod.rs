//! Transcripts that are records of who said what when: by programs that listen, and for linguists.

mod elan;
mod exmaralda;
pub(crate) mod json;
pub(crate) mod records;
mod timeline;
mod xml;

use kwali_model::TimeRange;

use crate::Error;
use crate::draft::{CueMark, Draft, Mark};

/// Returns the draft of XML by one of the annotation programs, whichever its content tells.
pub(crate) fn read_annotations(text: &str) -> Result<Draft, Error> {
    if text.contains("<ANNOTATION_DOCUMENT") { elan::read(text) } else { exmaralda::read(text) }
}

/// What somebody says at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Utterance {
    /// Who, where the file says so.
    pub(crate) speaker: Option<String>,
    pub(crate) time: Option<TimeRange>,
    pub(crate) words: String,
}

impl Draft {
    /// Adds utterances, a line each, in order of their begin; those without words are left out.
    ///
    /// Where somebody speaks through somebody else, who began first comes first. What has no time
    /// stays behind what it followed.
    pub(crate) fn push_utterances(&mut self, utterances: Vec<Utterance>) {
        let mut reached = 0;
        let mut ordered: Vec<(u64, Utterance)> = Vec::with_capacity(utterances.len());
        for utterance in utterances {
            reached = utterance.time.map_or(reached, |time| time.start);
            ordered.push((reached, utterance));
        }
        ordered.sort_by_key(|&(start, _)| start);
        for (_, Utterance { speaker, time, words }) in ordered {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let voice = speaker.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
            if !words.is_empty() {
                self.push(&words, Mark { cue: Some(CueMark { time, voice }), ..Mark::default() });
            }
        }
    }
}

/// Returns a stretch of time; an end before its start is none.
fn time_range(start: u64, end: Option<u64>) -> TimeRange {
    TimeRange { start, end: end.filter(|&end| end >= start) }
}

/// Returns the milliseconds in a number of seconds; `None` for what is no time.
pub(crate) fn milliseconds(seconds: f64) -> Option<u64> {
    // A year is longer than any recording.
    let is_time = (0.0..=31_536_000.0).contains(&seconds);
    is_time.then(|| (seconds * 1000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the lines of a draft, as `start-end speaker: words`.
    #[track_caller]
    pub(super) fn check_draft(draft: Result<Draft, Error>, expected: &[&str]) {
        let Ok(draft) = draft else { panic!("it could not be read") };
        let shown = draft.text().lines().zip(&draft.marks).map(|(line, mark)| {
            let cue = mark.cue.clone().map(|cue| (cue.time, cue.voice));
            let (time, voice) = cue.unwrap_or_default();
            let ms = |ms: u64| ms.to_string();
            let time = time.map(|time| [Some(time.start), time.end].into_iter().flatten().map(ms));
            let time = time.map(|times| times.collect::<Vec<_>>().join("-")).unwrap_or_default();
            format!("{time} {}: {line}", voice.unwrap_or_default())
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[track_caller]
    pub(super) fn check_language(draft: Result<Draft, Error>, expected: Option<&str>) {
        assert_eq!(draft.ok().and_then(|draft| draft.language).as_deref(), expected);
    }
}
