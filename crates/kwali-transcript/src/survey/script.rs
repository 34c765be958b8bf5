//! A transcript that is written turn by turn, by a file that says who speaks.

use std::collections::BTreeMap;

use kwali_model::{Layout, SpeakerNumber, TimeRange, Transcript, Turn};
use kwali_text::{Text, normalise};

use crate::draft::{Draft, Finished, Mark};
use crate::encoding::is_stray_control;
use crate::speakers::asks;
use crate::{Error, Note};

/// A transcript in the making.
#[derive(Default)]
pub(super) struct Script {
    draft: Draft,
    speakers: Vec<(String, bool)>,
    numbers: BTreeMap<String, usize>,
    turns: Vec<Said>,
    /// For every line with words, the turn that it belongs to.
    lines: Vec<usize>,
}

/// A turn in the making.
struct Said {
    speaker: usize,
    /// The label before the first words, as it stands in the text.
    label: String,
    time: Option<TimeRange>,
}

impl Script {
    /// Adds a question, which is no participant's words.
    pub(super) fn ask(&mut self, asking: &str, question: &str) {
        let number = self.number(asking);
        self.speakers[number].1 = true;
        self.draft.push_blank();
        self.add(number, String::new(), (question, None), true);
        self.draft.push_blank();
    }

    /// Adds words whose speaker the text need not name.
    pub(super) fn answer(&mut self, speaker: &str, words: &str) {
        let number = self.number(speaker);
        self.add(number, String::new(), (words, None), false);
    }

    /// Adds a turn with its speaker's name before the words.
    pub(super) fn say(&mut self, speaker: &str, words: &str, time: Option<TimeRange>) {
        let number = self.number(speaker);
        let label = match speaker.is_empty() {
            true => String::new(),
            false => format!("{}: ", self.speakers[number].0),
        };
        self.add(number, label, (words, time), false);
    }

    fn number(&mut self, speaker: &str) -> usize {
        let visible: String = speaker.chars().filter(|char| !is_stray_control(*char)).collect();
        let words: Vec<&str> = visible.split_whitespace().collect();
        let name = normalise(&words.join(" ")).text;
        let (next, asking) = (self.speakers.len(), asks(&name));
        *self.numbers.entry(name.clone()).or_insert_with(|| {
            self.speakers.push((name, asking));
            next
        })
    }

    fn add(
        &mut self,
        speaker: usize,
        label: String,
        (words, time): (&str, Option<TimeRange>),
        is_heading: bool,
    ) {
        let is_visible = |char: char| !char.is_whitespace() && !is_stray_control(char);
        let lines = words.split(['\n', '\r']).filter(|line| line.contains(is_visible));
        for (number, line) in lines.enumerate() {
            let line = line.trim();
            let mark = Mark { is_heading, ..Mark::default() };
            match number {
                0 => self.draft.push(&format!("{label}{line}"), mark),
                _ => self.draft.push(line, mark),
            }
            if number == 0 {
                let label = label.clone();
                self.turns.push(Said { speaker, label, time });
            }
            self.lines.push(self.turns.len() - 1);
        }
    }

    /// Returns the transcript, and what became of its characters.
    pub(super) fn finish(self) -> Result<(Transcript, Vec<Note>), Error> {
        let Finished { text, source_map, notes, .. } = self.draft.finish();
        if !text.contains(char::is_alphanumeric) {
            return Err(Error::NoWords);
        }
        let text = Text::new(&text).map_err(|too_long| Error::TooLarge { bytes: too_long.0 })?;
        let paragraphs = text.paragraphs();
        let mut turns: Vec<Turn> = Vec::new();
        let mut reached = None;
        for (span, &turn) in paragraphs.iter().zip(&self.lines) {
            match turns.last_mut().filter(|_| reached == Some(turn)) {
                Some(last) => last.span = last.span.hull(*span),
                None => {
                    let Said { speaker, label, time } = &self.turns[turn];
                    let has_label = text.slice(*span).starts_with(label.as_str());
                    let behind = if has_label { label.len() } else { 0 };
                    turns.push(Turn {
                        speaker: SpeakerNumber(*speaker as u32),
                        span: *span,
                        words_start: (span.start() + behind) as u32,
                        time: *time,
                    });
                }
            }
            reached = Some(turn);
        }
        let layout = Layout { paragraphs, turns };
        Ok((Transcript { text, layout, speakers: self.speakers, source_map }, notes))
    }
}
