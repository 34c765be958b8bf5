//! The words of the transcripts, by who speaks them.

use kwali_analysis::{GroupWords, SpokenText, Whose, WordGroups, merged};
use kwali_model::Snapshot;
use kwali_text::Span;

use crate::factsheet::arguments::Problem;
use crate::factsheet::evidence::Evidence;

/// Leaves out the words of all but those asked for, and of participants whom a narrowed study does
/// not mean.
pub(super) fn heard(
    evidence: &Evidence<'_>,
    narrowed: &Snapshot,
    by: GroupWords,
    whose: &Whose,
) -> Result<WordGroups, Problem> {
    let groups = WordGroups::new(evidence.snapshot, by)?.meant(evidence.snapshot, narrowed);
    let documents = evidence.snapshot.documents();
    Ok(groups.only(|place, speaker| {
        let document = documents.get(place).zip(speaker);
        whose.includes(
            document.and_then(|(document, speaker)| document.speakers.get(speaker.index())),
        )
    }))
}

/// Hands over every document; `within` are the codings of which only words count.
pub(super) fn each_text(
    evidence: &Evidence<'_>,
    within: Option<&Snapshot>,
    mut act: impl FnMut(&SpokenText<'_>),
) {
    let documents = evidence.snapshot.documents().iter().enumerate();
    for ((place, document), (text, layout)) in
        documents.zip(evidence.texts.iter().zip(evidence.layouts))
    {
        let codings = within.map(|narrowed| narrowed.codings_at(place));
        if codings.is_some_and(<[_]>::is_empty) {
            continue;
        }
        let spans: Option<Vec<Span>> =
            codings.map(|codings| merged(text, codings.iter().map(|coding| coding.span).collect()));
        act(&SpokenText { place, document, text, layout, within: spans.as_deref() });
    }
}

/// Returns by place in study order how many words all but the interviewer speak.
pub(super) fn words_of_participants(evidence: &Evidence<'_>) -> Result<Vec<u64>, Problem> {
    let (together, whose) = (GroupWords::Together, Whose::Participants);
    let groups = heard(evidence, evidence.snapshot, together, &whose)?;
    let mut words = vec![0; evidence.snapshot.documents().len()];
    each_text(evidence, None, |spoken| words[spoken.place] = spoken.n_words(&groups));
    Ok(words)
}
