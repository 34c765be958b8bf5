//! Who speaks where: labels at the beginning of paragraphs, and the turns they open.

mod choice;
mod label;
mod names;
mod stamp;
mod turns;

use std::collections::BTreeMap;

use kwali_model::Layout;
use kwali_text::Text;

use crate::Note;
use crate::draft::Mark;

use choice::choose;

/// The speakers of a text by number: name, and whether it is an interviewer.
pub(crate) type Speakers = Vec<(String, bool)>;

/// Which beginnings of paragraphs count as labels of speakers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum SpeakerLabels {
    /// Those that look like one and recur.
    #[default]
    Detect,
    /// None.
    Off,
    /// Exactly these names, whatever their case.
    Only(Vec<String>),
}

/// Returns paragraphs, turns and speakers (name, and whether it is an interviewer) of a text.
///
/// The text stays as it is: a label is part of its turn, the turn's words begin behind it. What
/// stands before the first label belongs to nobody, an unlabelled paragraph to the turn before it.
pub fn recognise_turns(text: &Text, labels: &SpeakerLabels) -> (Layout, Speakers, Vec<Note>) {
    recognise(text, &[], labels)
}

/// Like [`recognise_turns`], with a mark for every paragraph, or none at all.
pub(crate) fn recognise(
    text: &Text,
    marks: &[Mark],
    labels: &SpeakerLabels,
) -> (Layout, Speakers, Vec<Note>) {
    let paragraphs = text.paragraphs();
    let no_mark = Mark::default();
    let lines: Vec<Line> = paragraphs
        .iter()
        .enumerate()
        .map(|(n, &span)| Line {
            span,
            text: text.slice(span),
            mark: marks.get(n).unwrap_or(&no_mark),
        })
        .collect();
    let stated: BTreeMap<String, &str> = match labels {
        SpeakerLabels::Only(names) => {
            names.iter().map(|name| (names::key(name), name.as_str())).collect()
        }
        _ => BTreeMap::new(),
    };
    let choice = match labels {
        SpeakerLabels::Off => choice::nobody(&lines),
        SpeakerLabels::Only(_) => choice::stated(&lines, &stated),
        SpeakerLabels::Detect => choose(&lines),
    };
    let notes = choice.notes(text);
    let (turns, speakers) = turns::turns(text, &lines, choice);
    (Layout { paragraphs, turns }, speakers, notes)
}

/// A paragraph with its words and what its format says about it.
pub(super) struct Line<'a> {
    pub(super) span: kwali_text::Span,
    pub(super) text: &'a str,
    pub(super) mark: &'a Mark,
}

impl Line<'_> {
    fn voice(&self) -> Option<&str> {
        self.mark.cue.as_ref()?.voice.as_deref()
    }
}

/// True if a line begins with `Name:`.
pub(crate) fn has_label(line: &str) -> bool {
    let label = label::label_of(line, &Mark::default(), &label::Names::Plausible);
    label.is_some_and(|label| label.form == label::Form::Colon)
}

/// True if a line begins with a time stamp or with a name that something sets off as a label.
pub(crate) fn opens_turn(line: &str, mark: &Mark) -> bool {
    let label = label::label_of(line, mark, &label::Names::Plausible);
    label.is_some_and(|label| label.form <= label::Form::SetApart)
        || stamp::stamp_at(line.trim_start(), stamp::Bare::HoursToSeconds).is_some()
}

/// True if a text is a time stamp and nothing else.
pub(crate) fn is_stamp(text: &str) -> bool {
    let stamp = stamp::stamp_at(text, stamp::Bare::MinutesToSeconds);
    stamp.is_some_and(|stamp| stamp.length == text.len())
}
