//! Who of the old text goes on speaking in the new one, perhaps under another name.

use std::collections::BTreeMap;

use kwali_model::{Layout, SpeakerNumber, TimeRange, Turn};

use super::Revision;

/// Returns for each speaker of the new text which one of the old text it is.
///
/// A speaker of the same name is the same. Of the others, a new name is that of an old speaker who
/// has it no more, if most of what the old one said and is still there is said under the new name,
/// and most of what is said under the new name and was there is of the old one.
pub fn continued_speakers(
    revision: &Revision<'_>,
    (old_names, old): (&[&str], &Layout),
    (new_names, new): (&[&str], &Layout),
) -> Vec<Option<SpeakerNumber>> {
    let said = said_by(revision, old, new);
    let total = |pick: &dyn Fn(&(usize, usize)) -> bool| -> usize {
        said.iter().filter(|(who, _)| pick(who)).map(|(_, letters)| letters).sum()
    };
    let renamed = |name: usize| {
        (0..old_names.len()).find(|&before| {
            let common = said.get(&(before, name)).copied().unwrap_or(0);
            !new_names.contains(&old_names[before])
                && 2 * common > total(&|who| who.0 == before)
                && 2 * common > total(&|who| who.1 == name)
        })
    };
    let continued = new_names.iter().enumerate().map(|(number, name)| {
        let same = old_names.iter().position(|old| old == name);
        same.or_else(|| renamed(number)).map(|place| SpeakerNumber(place as u32))
    });
    continued.collect()
}

/// How much that stayed was said by an old speaker, and by a new one, in bytes.
fn said_by(revision: &Revision<'_>, old: &Layout, new: &Layout) -> BTreeMap<(usize, usize), usize> {
    let mut said = BTreeMap::new();
    for (at, at_new, length) in revision.kept() {
        let first = old.turns.partition_point(|turn| turn.span.end() <= at);
        for turn in old.turns[first..].iter().take_while(|turn| turn.span.start() < at + length) {
            let from = (turn.words_start as usize).max(at) - at;
            let to = turn.span.end().min(at + length) - at;
            let first = new.turns.partition_point(|other| other.span.end() <= at_new + from);
            let others = new.turns[first..].iter();
            for other in others.take_while(|other| other.span.start() < at_new + to) {
                let start = (other.words_start as usize).max(at_new + from);
                let common = other.span.end().min(at_new + to).saturating_sub(start);
                *said.entry((turn.speaker.index(), other.speaker.index())).or_default() += common;
            }
        }
    }
    said
}

/// Returns for each turn of the new text the time of the old one that begins with the same words.
pub fn continued_times(
    revision: &Revision<'_>,
    old: &Layout,
    new: &Layout,
) -> Vec<Option<TimeRange>> {
    let kept: Vec<(usize, usize, usize)> = revision.kept().collect();
    let time_at = |turn: &Turn| {
        let start = turn.words_start as usize;
        let (at, at_new, length) = kept[kept.partition_point(|k| k.1 <= start).checked_sub(1)?];
        let before = (start < at_new + length).then_some(at + start.checked_sub(at_new)?)?;
        let turns = &old.turns;
        let found = turns.binary_search_by_key(&before, |turn| turn.words_start as usize);
        turns[found.ok()?].time
    };
    new.turns.iter().map(time_at).collect()
}
