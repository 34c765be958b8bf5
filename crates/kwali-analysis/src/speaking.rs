//! How much each speaker of a document says.

use kwali_model::{Layout, TimeRange, Turn};
use kwali_text::{Text, count_words};

/// How much somebody says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Speaking {
    /// Number of turns.
    pub turns: u64,
    /// Number of words in them by rule T1, without labels.
    pub words: u64,
    /// How long the turns of known length last together, in milliseconds.
    pub milliseconds: u64,
    /// Turns of which it is not known how long they last.
    pub untimed: u64,
}

impl Speaking {
    /// Returns how long somebody speaks in milliseconds; `None` where that is not known of any turn.
    pub fn time(&self) -> Option<u64> {
        (self.untimed < self.turns).then_some(self.milliseconds)
    }

    /// Adds what is said elsewhere.
    pub fn add(&mut self, other: &Speaking) {
        self.turns += other.turns;
        self.words += other.words;
        self.milliseconds += other.milliseconds;
        self.untimed += other.untimed;
    }
}

/// Returns how much each speaker of a document says, by number.
///
/// A turn whose end is not known lasts until the next one with a time begins; the last such turn
/// has no known length, nor has one that begins after the next.
pub fn speaking(n_speakers: usize, layout: &Layout, text: &Text) -> Vec<Speaking> {
    let mut speaking = vec![Speaking::default(); n_speakers];
    let mut next_start = None;
    for turn in layout.turns.iter().rev() {
        if let Some(own) = speaking.get_mut(turn.speaker.index()) {
            own.turns += 1;
            own.words += count_words(words(turn, text)) as u64;
            match turn.time.and_then(|time| length(time, next_start)) {
                Some(milliseconds) => own.milliseconds += milliseconds,
                None => own.untimed += 1,
            }
        }
        next_start = turn.time.map(|time| time.start).or(next_start);
    }
    speaking
}

fn words<'a>(turn: &Turn, text: &'a Text) -> &'a str {
    text.as_str().get(turn.words_start as usize..turn.span.end()).unwrap_or_default()
}

fn length(time: TimeRange, next_start: Option<u64>) -> Option<u64> {
    time.end.or(next_start)?.checked_sub(time.start)
}

#[cfg(test)]
mod tests {
    use kwali_model::SpeakerNumber;

    use super::*;

    /// Turns as `speaker start end`, with `-` for what is not known, one a line of the text.
    #[track_caller]
    fn check(
        lines: &[(&str, u32, Option<u64>, Option<u64>)],
        expected: &[(u64, u64, Option<u64>)],
    ) {
        let words: Vec<&str> = lines.iter().map(|(words, ..)| *words).collect();
        let text = Text::new(&words.join("\n")).unwrap();
        let paragraphs = text.paragraphs();
        let turns = lines.iter().zip(&paragraphs).map(|(&(_, speaker, start, end), &span)| Turn {
            speaker: SpeakerNumber(speaker),
            span,
            words_start: span.start() as u32,
            time: start.map(|start| TimeRange { start, end }),
        });
        let layout = Layout { turns: turns.collect(), paragraphs: paragraphs.clone() };
        let found: Vec<_> = speaking(expected.len(), &layout, &text)
            .iter()
            .map(|own| (own.turns, own.words, own.time()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn time_is_known_from_ends_and_from_the_next_turn() {
        check(
            &[
                ("Een twee", 0, Some(0), Some(1500)),
                ("drie", 1, Some(2000), None),
                ("vier", 0, Some(5000), None),
            ],
            &[(2, 3, Some(1500)), (1, 1, Some(3000))],
        );
    }

    #[test]
    fn what_is_not_known_is_not_zero() {
        check(
            &[("Een", 0, None, None), ("twee", 1, Some(5), Some(5))],
            &[(1, 1, None), (1, 1, Some(0))],
        );
        check(&[("Een", 0, Some(9000), None), ("twee", 0, Some(3000), None)], &[(2, 2, None)]);
        check(&[], &[(0, 0, None)]);
    }
}
