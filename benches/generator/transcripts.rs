//! Transcripts as text and as files.

use std::fs;
use std::path::Path;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::words::Vocabulary;
use super::{Size, chance};

/// Makes the transcripts of a study, one at a time, so that none need stay in memory.
pub(crate) struct Transcripts {
    vocabulary: Vocabulary,
    n_words: usize,
}

impl Transcripts {
    /// Returns what makes interviews of about this many words.
    pub(crate) fn new(n_words: usize) -> Transcripts {
        Transcripts { vocabulary: Vocabulary::new(), n_words }
    }

    /// Returns the text of one interview.
    pub(crate) fn text(&self, interview: u32) -> String {
        let mut chance = chance(interview);
        let mut text = String::with_capacity(self.n_words * 8);
        let mut n_words = 0;
        while n_words < self.n_words {
            let length = chance.random_range(40..=120).min(self.n_words - n_words);
            text.push_str(if chance.random_bool(1.0 / 3.0) { "I: " } else { "R: " });
            self.paragraph(&mut chance, length, &mut text);
            text.push_str("\n\n");
            n_words += length;
        }
        text
    }

    fn paragraph(&self, chance: &mut ChaCha8Rng, n_words: usize, text: &mut String) {
        let mut left_in_sentence = 0;
        for place in 0..n_words {
            let begins = left_in_sentence == 0;
            if begins {
                left_in_sentence = chance.random_range(5..=18);
            }
            push_word(self.vocabulary.draw(chance), begins, text);
            left_in_sentence -= 1;
            let ends = left_in_sentence == 0 || place + 1 == n_words;
            text.push_str(if ends { ". " } else { " " });
        }
        text.truncate(text.trim_end().len());
    }
}

fn push_word(word: &str, begins: bool, text: &mut String) {
    let mut letters = word.chars();
    if begins {
        text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    }
    text.push_str(letters.as_str());
}

/// Returns the name of an interview's document.
pub(crate) fn name(interview: u32) -> String {
    format!("interview-{:04}", interview + 1)
}

/// Writes the transcripts as files of text into a folder, which is made.
pub(crate) fn write_transcripts(folder: &Path, size: Size) {
    fs::create_dir_all(folder).unwrap();
    let transcripts = Transcripts::new(size.words);
    for interview in 0..size.interviews {
        let path = folder.join(name(interview)).with_extension("txt");
        fs::write(path, transcripts.text(interview)).unwrap();
    }
}
