//! Makes studies to measure with: always the same ones for the same size.
//!
//! A study has any number of interviews of about as many words, coded about as often. Everything
//! comes from one seed through ChaCha8, with a stream of its own for each interview: interview 7
//! is the same in a study of ten and of a thousand.
//!
//! - **Words** are 20,000, drawn by Zipf's law: first the commonest of spoken Dutch, which make half
//!   of the text, then invented ones of syllables that look Dutch, some with diacritics ([`words`]).
//! - **Transcripts** begin every paragraph of 40 to 120 words with `I:` or `R:`, two thirds of them
//!   with `R:` ([`transcripts`]).
//! - **Word files** hold transcripts as `.docx` ([`word_files`]).
//! - **Studies** are written through `kwali-store`: one participant an interview with `role`,
//!   `site` and `age`, documents with a `date` and in one of three groups, two coders, 60 codes
//!   on three levels, and codings of which 35 % overlap an earlier one, added document by document
//!   ([`study`]).

// Each bench is a program of its own and uses a part of this.
#![allow(dead_code, reason = "no bench uses everything")]

pub(crate) mod study;
pub(crate) mod transcripts;
pub(crate) mod word_files;
mod words;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// Where all chance comes from; a change of this or of the generator makes other studies.
const SEED: u64 = 2019;

/// How large a study is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Size {
    /// Number of interviews.
    pub(crate) interviews: u32,
    /// Words in each, within one paragraph.
    pub(crate) words: usize,
    /// Codings in each.
    pub(crate) codings: usize,
}

/// The numbers of interviews to measure with.
pub(crate) const INTERVIEWS: [u32; 3] = [10, 100, 1_000];

impl Size {
    /// Returns the size of a study to count in: long interviews with a thousand codings each.
    pub(crate) fn coded(interviews: u32) -> Size {
        Size { interviews, words: 8_000, codings: 1_000 }
    }

    /// Returns the number of codings in the whole study.
    pub(crate) fn all_codings(self) -> u64 {
        u64::from(self.interviews) * self.codings as u64
    }
}

/// Returns the chance that makes one interview.
fn chance(interview: u32) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(SEED);
    // Stream 0 makes the words.
    chance.set_stream(u64::from(interview) + 1);
    chance
}
