//! Words of a text counted up to any place in it.

use std::ops::{Range, RangeInclusive};

use crate::byte_masks::{Places, blank, blocks, clear, mask, places_in, set};
use crate::words;

/// The words of a text, by the rule of [`words`], as places that can be counted.
///
/// Takes a fraction of the time that the words themselves take, and a third of the text's bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordPlaces {
    starts: Places,
    /// Ends, each the byte behind a word.
    ends: Places,
}

impl WordPlaces {
    /// Returns where the words of `text` are.
    pub fn of(text: &str) -> WordPlaces {
        let kinds = Kinds::of(text.as_bytes());
        let (mut starts, mut ends) = kinds.plain_words();
        for token in kinds.odd_tokens(text.as_bytes()) {
            clear(&mut starts, token.start..=token.end);
            clear(&mut ends, token.start..=token.end);
            for word in words(&text[token.clone()]) {
                set(&mut starts, token.start + word.start);
                set(&mut ends, token.start + word.end);
            }
        }
        WordPlaces { starts: Places::new(starts), ends: Places::new(ends) }
    }

    /// Returns the number of words.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns how many words start before a byte.
    pub fn starting_before(&self, byte: usize) -> usize {
        self.starts.below(byte)
    }

    /// Returns how many words end at a byte or before.
    pub fn ending_by(&self, byte: usize) -> usize {
        self.ends.below(byte + 1)
    }
}

/// The kinds of bytes of which the rule of words speaks.
struct Kinds {
    letters: Vec<u64>,
    /// Hyphens and apostrophes.
    joints: Vec<u64>,
    /// What makes a stretch odd: characters that must be looked up, or an apostrophe without a letter
    /// before it.
    odd: Vec<u64>,
}

impl Kinds {
    fn of(bytes: &[u8]) -> Kinds {
        let mut letters = blank(bytes.len());
        let (mut joints, mut odd) = (letters.clone(), letters.clone());
        let (mut last, mut last_lead) = (0, 0);
        for (number, block) in blocks(bytes).enumerate() {
            let mut letter = mask(&block, |byte| byte.is_ascii_alphanumeric());
            // Most blocks have none of the rest.
            let mut lead = 0;
            if mask(&block, |byte| !byte.is_ascii() || matches!(byte, b'\'' | b'-')) != 0 {
                lead = mask(&block, |byte| LATIN_LEADS.contains(&byte));
                letter |= lead | (mask(&block, ends_latin) & (lead << 1 | last_lead));
                let apostrophe = mask(&block, |byte| byte == b'\'');
                let beyond = mask(&block, |byte| !byte.is_ascii());
                joints[number] = apostrophe | mask(&block, |byte| byte == b'-');
                odd[number] = (beyond & !letter) | (apostrophe & !(letter << 1 | last));
            }
            letters[number] = letter;
            (last, last_lead) = (letter >> 63, lead >> 63);
        }
        Kinds { letters, joints, odd }
    }

    /// Starts and ends of runs of letters that single hyphens and apostrophes join.
    fn plain_words(&self) -> (Vec<u64>, Vec<u64>) {
        let n_blocks = self.letters.len();
        let (mut starts, mut ends) = (vec![0; n_blocks], vec![0; n_blocks]);
        let (mut last_letter, mut last) = (0, 0);
        for block in 0..n_blocks {
            let letters = self.letters[block];
            let next = self.letters.get(block + 1).map_or(0, |next| next << 63);
            let joined = self.joints[block] & (letters << 1 | last_letter) & (letters >> 1 | next);
            let inside = letters | joined;
            let behind = inside << 1 | last;
            (starts[block], ends[block]) = (inside & !behind, behind & !inside);
            (last_letter, last) = (letters >> 63, inside >> 63);
        }
        (starts, ends)
    }

    /// The stretches with something odd, from one ASCII byte that separates words to the next.
    ///
    /// Whether there is a word before or behind such a byte does not depend on what is on its other
    /// side.
    fn odd_tokens<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let blocks = self.odd.iter().enumerate();
        let odd = blocks.flat_map(|(number, &block)| places_in(number, block));
        let mut reached = 0;
        odd.filter_map(move |place| {
            if place < reached {
                return None;
            }
            let before = bytes[..place].iter().rposition(separates);
            let behind = bytes[place..].iter().position(separates);
            reached = behind.map_or(bytes.len(), |length| place + length);
            Some(before.map_or(0, |before| before + 1)..reached)
        })
    }
}

/// The first bytes of U+00C0 to U+023F, which are Latin letters, but for × and ÷.
const LATIN_LEADS: RangeInclusive<u8> = 0xC3..=0xC8;

/// True for the second bytes of such letters; those of × and ÷ are left to be looked up.
fn ends_latin(byte: u8) -> bool {
    matches!(byte, 0x80..=0xBF) && byte != 0x97 && byte != 0xB7
}

fn separates(byte: &u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'\'')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let places = WordPlaces::of(text);
        let words: Vec<Range<usize>> = words(text).collect();
        assert_eq!(places.count(), words.len(), "{text:?}");
        for byte in 0..text.len() + 70 {
            let starting = words.iter().filter(|word| word.start < byte).count();
            assert_eq!(places.starting_before(byte), starting, "{text:?} before {byte}");
            let ending = words.iter().filter(|word| word.end <= byte).count();
            assert_eq!(places.ending_by(byte), ending, "{text:?} by {byte}");
        }
    }

    #[test]
    fn a_word_at_the_edge_of_a_block_is_one() {
        for length in 60..70 {
            let filler = ".".repeat(length);
            for word in [
                "ab", "a-b", "zo'n", "'s", "’t", "cliënt", "één", "×", "a×b", "ėĀ", "é's", "a--b",
                "a-", "-a", "ⓐs", "",
            ] {
                check(&format!("{filler}{word}"));
                check(&format!("{filler}{word} {word}{filler}"));
            }
        }
    }

    proptest! {
        #[test]
        fn places_are_those_of_the_words(text in "([ a.'’s-]|[aBér3×ėȿ]|[\\n–…ⓐ\u{308} et]){0,200}") {
            check(&text);
        }

        #[test]
        fn places_are_those_of_the_words_of_anything(text in any::<String>()) {
            check(&text);
        }
    }
}
