//! Words: the commonest Dutch ones, and invented ones that look Dutch.

use std::collections::BTreeSet;

use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::SEED;

/// The commonest words of spoken Dutch, about in that order: half of what is said.
const COMMON: &str = "\
    de en ik het dat een is van in je die ja er maar met op te niet wat dan ook als zijn heb \
    voor aan we om zo bij naar ze of hebben wel nog had was heeft dus mensen moet ben kan hij \
    want gaat gewoon heel daar over weet mij gaan uit iets veel hoe geen meer door doen komt \
    toen zou ons goed zich alles zeg mijn worden hier kunnen zit zei wij deze echt altijd jij \
    haar wordt denk nou wil waar eigenlijk dit hoor twee zeggen jaar zien tijd doe moeten even \
    weer hele komen kom iemand alleen tot hun nu omdat andere natuurlijk vind ging niks beetje \
    buurt huis keer zelf maken kwam dag werk staan misschien anders samen vraag man vrouw \
    kinderen hem allemaal nooit bent zitten laten geld brief koffie cliënt één ideeën \
    coördinator";

const ONSETS: [&str; 24] = [
    "b", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "dr", "gr",
    "kl", "sch", "sl", "st", "tr", "vr",
];
const VOWELS: [&str; 18] = [
    "a", "aa", "e", "ee", "i", "ie", "o", "oo", "u", "uu", "ij", "ei", "ou", "oe", "eu", "ë", "é",
    "ï",
];
const CODAS: [&str; 14] = ["", "", "", "n", "r", "l", "t", "k", "s", "m", "cht", "nd", "rk", "lp"];
const ENDINGS: [&str; 9] = ["", "", "", "en", "heid", "lijk", "ing", "tje", "s"];

const N_WORDS: usize = 20_000;

/// Words, the commonest first.
pub(crate) struct Vocabulary(Vec<String>);

impl Vocabulary {
    pub(crate) fn new() -> Vocabulary {
        let mut chance = ChaCha8Rng::seed_from_u64(SEED);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut known: BTreeSet<String> = words.iter().cloned().collect();
        while words.len() < N_WORDS {
            let most = 1 + (words.len() / 100).min(3);
            let word = word(&mut chance, most);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        Vocabulary(words)
    }

    /// Draws a word by Zipf's law: the logarithm of the rank is evenly spread.
    pub(crate) fn draw(&self, chance: &mut ChaCha8Rng) -> &str {
        let rank = (N_WORDS as f64).powf(chance.random::<f64>()) - 1.0;
        &self.0[rank as usize]
    }
}

fn word(chance: &mut ChaCha8Rng, most_syllables: usize) -> String {
    let n_syllables = chance.random_range(1..=most_syllables);
    let mut word = String::new();
    for _ in 0..n_syllables {
        for part in [&ONSETS[..], &VOWELS, &CODAS] {
            word.push_str(part.choose(chance).unwrap());
        }
    }
    if n_syllables > 1 {
        word.push_str(ENDINGS.choose(chance).unwrap());
    }
    word
}
