//! Who speaks where: labels at the beginning of paragraphs, and the turns they open.

mod choice;
mod cut;
mod join;
mod label;
mod names;
mod stamp;
mod stamps;
mod turns;
mod vocabulary;

use std::collections::BTreeMap;

use kwali_model::{Layout, Turn};
use kwali_text::{Span, Text};

use crate::cleaning::Change;
use crate::draft::{InRow, Mark};
use crate::{Note, NoteKind};

use choice::{Choice, choose};
use stamps::Stamps;

pub(crate) use cut::turns_moved;
pub(crate) use stamp::written_stamp;

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
/// The text stays as it is, its time stamps included: a label is part of its turn, the turn's words
/// begin behind it. What stands before the first label belongs to nobody, an unlabelled paragraph
/// to the turn before it.
pub fn recognise_turns(text: &Text, labels: &SpeakerLabels) -> (Layout, Speakers, Vec<Note>) {
    let paragraphs = text.paragraphs();
    let lines = lines(text, &paragraphs, &[]);
    let found = Found::in_lines(text, &lines, labels);
    let (turns, speakers) = turns::turns(&lines, found.choice, &found.stamps);
    (Layout { paragraphs, turns }, speakers, found.notes)
}

/// What was recognised in a text.
pub(crate) struct Recognised {
    pub(crate) turns: Vec<Turn>,
    pub(crate) speakers: Speakers,
    /// What takes the time stamps out of the text: they are times of the turns.
    pub(crate) stamps: Vec<Change>,
    /// What joins lines of subtitles once the stamps are out.
    pub(crate) joints: Vec<Change>,
    pub(crate) notes: Vec<Note>,
}

/// Returns who speaks where in the paragraphs of a text, with a mark for every one or none at all.
///
/// With `silence` successive subtitles of one speaker are joined to one turn, and their lines to
/// one paragraph unless more than so many milliseconds are between them. Stamps are taken out unless
/// they are to stay in the words.
pub(crate) fn recognise(
    text: &Text,
    (paragraphs, marks): (&[Span], &[Mark]),
    labels: &SpeakerLabels,
    (silence, takes_stamps): (Option<u64>, bool),
) -> Recognised {
    let lines = lines(text, paragraphs, marks);
    let Found { choice, stamps, mut notes } = Found::in_lines(text, &lines, labels);
    let (turns, speakers) = turns::turns(&lines, choice, &stamps);
    let (turns, mut joints) = match silence {
        Some(silence) => join::join_cues(&lines, (turns, &speakers), silence),
        None => (turns, Vec::new()),
    };
    let mut taken_out = Vec::new();
    let counted = |what: fn(usize) -> NoteKind, n: usize| (n > 0).then(|| what(n).at(None));
    if takes_stamps {
        taken_out = cut::beside(cut::changes(text.as_str(), &lines, &stamps), &joints);
        notes.extend(counted(NoteKind::StampsTakenOut, stamps.count()));
    } else {
        join::keep_stamps(&mut joints, text.as_str(), &lines, &stamps);
    }
    notes.extend(counted(NoteKind::FramesDropped, stamps.n_frames));
    notes.extend(counted(NoteKind::CuesJoined, joints.len()));
    let joints = cut::moved_past(joints, &taken_out);
    Recognised { turns, speakers, stamps: taken_out, joints, notes }
}

/// What was found in the lines of a text.
struct Found {
    choice: Choice,
    stamps: Stamps,
    notes: Vec<Note>,
}

impl Found {
    fn in_lines(text: &Text, lines: &[Line], labels: &SpeakerLabels) -> Found {
        let stated: BTreeMap<String, &str> = match labels {
            SpeakerLabels::Only(names) => {
                names.iter().map(|name| (names::key(name), name.as_str())).collect()
            }
            _ => BTreeMap::new(),
        };
        let choice = match labels {
            SpeakerLabels::Off => choice::nobody(lines),
            SpeakerLabels::Only(_) => choice::stated(lines, &stated),
            SpeakerLabels::Detect => choose(lines),
        };
        let notes = choice.notes(text);
        let stamps = Stamps::of(lines, &choice.openings);
        Found { choice, stamps, notes }
    }
}

fn lines<'a>(text: &'a Text, paragraphs: &[Span], marks: &'a [Mark]) -> Vec<Line<'a>> {
    let line = |(n, &span): (usize, &Span)| Line {
        span,
        text: text.slice(span),
        mark: marks.get(n).unwrap_or(&NO_MARK),
    };
    paragraphs.iter().enumerate().map(line).collect()
}

static NO_MARK: Mark = Mark {
    set_apart: 0..0,
    is_heading: false,
    in_row: InRow::No,
    quote: 0,
    goes_on: false,
    cue: None,
    asides: Vec::new(),
};

/// A paragraph with its words and what its format says about it.
pub(super) struct Line<'a> {
    pub(super) span: Span,
    pub(super) text: &'a str,
    pub(super) mark: &'a Mark,
}

impl Line<'_> {
    fn voice(&self) -> Option<&str> {
        self.mark.cue.as_ref()?.voice.as_deref()
    }
}

/// True if a speaker of that name asks the questions.
pub(crate) fn asks(name: &str) -> bool {
    names::is_interviewer(name)
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

/// Returns the milliseconds of a time, in brackets or not, if a text is one and nothing else.
pub(crate) fn time_written(text: &str) -> Option<u64> {
    let stamp = stamp::stamp_at(text, stamp::Bare::MinutesToSeconds)?;
    (stamp.length == text.len()).then_some(stamp.start)
}

/// True if a text is a time stamp and nothing else.
pub(crate) fn is_stamp(text: &str) -> bool {
    time_written(text).is_some()
}
