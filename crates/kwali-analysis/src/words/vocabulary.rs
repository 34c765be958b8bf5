//! The different words of a count, each with a number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kwali_text::{Analyser, Language, counted_form, stop_words};

/// What is counted as one word, and which words are left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WordRules {
    /// The words to leave out.
    pub stop_words: StopWords,
    /// What is one word.
    pub forms: WordForms,
}

/// The words that a table leaves out; they count as words all the same.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum StopWords {
    /// The function words of a document's language.
    #[default]
    OfLanguage,
    /// None.
    None,
    /// These, in [`counted_form`].
    These(BTreeSet<String>),
}

/// What is one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WordForms {
    /// Every form by itself, in [`counted_form`].
    #[default]
    Apart,
    /// All forms with one stem in the language of the document.
    Stemmed,
}

/// The words met so far.
pub(super) struct Vocabulary {
    rules: WordRules,
    languages: Vec<Tongue>,
    /// By word, and whether it is left out: in another language it may not be.
    numbers: HashMap<(String, bool), u32>,
    words: Vec<Known>,
}

/// A word with its number.
pub(super) struct Known {
    pub(super) word: String,
    pub(super) is_left_out: bool,
    /// Its forms, each with how often it was met; none where forms are apart.
    pub(super) forms: BTreeMap<String, u64>,
}

/// What is known of the words of one language.
struct Tongue {
    language: Language,
    analyser: Analyser,
    stop_words: BTreeSet<String>,
    /// By word as it is written: words recur.
    met: HashMap<Box<str>, Met>,
}

#[derive(Clone)]
struct Met {
    number: u32,
    /// Where forms are not apart.
    form: Option<String>,
}

impl Vocabulary {
    pub(super) fn new(rules: WordRules) -> Vocabulary {
        Vocabulary { rules, languages: Vec::new(), numbers: HashMap::new(), words: Vec::new() }
    }

    /// Returns the number of a word as it is written in a text of this language.
    pub(super) fn number(&mut self, language: &Language, written: &str) -> usize {
        let tongue = self.tongue(language);
        let met = match self.languages[tongue].met.get(written) {
            Some(met) => met.clone(),
            None => self.meet(tongue, written),
        };
        if let Some(form) = met.form {
            *self.words[met.number as usize].forms.entry(form).or_default() += 1;
        }
        met.number as usize
    }

    pub(super) fn words(&self) -> &[Known] {
        &self.words
    }

    /// Takes the words out, by their numbers.
    pub(super) fn into_words(self) -> Vec<Known> {
        self.words
    }

    /// Returns the stemmers that were used, by name, each once.
    pub(super) fn stemmers(&self) -> Vec<&'static str> {
        if self.rules.forms == WordForms::Apart {
            return Vec::new();
        }
        let used = self.languages.iter().filter_map(|tongue| tongue.analyser.stemmer());
        used.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn meet(&mut self, tongue: usize, written: &str) -> Met {
        let tongue = &mut self.languages[tongue];
        let form = counted_form(written);
        let is_left_out = tongue.stop_words.contains(&form);
        let (word, form) = match self.rules.forms {
            WordForms::Apart => (form, None),
            WordForms::Stemmed => (tongue.analyser.stem(&form), Some(form)),
        };
        let next = self.words.len() as u32;
        let number = *self.numbers.entry((word.clone(), is_left_out)).or_insert(next);
        if number == next {
            self.words.push(Known { word, is_left_out, forms: BTreeMap::new() });
        }
        let met = Met { number, form };
        tongue.met.insert(written.into(), met.clone());
        met
    }

    fn tongue(&mut self, language: &Language) -> usize {
        let known = self.languages.iter().position(|tongue| tongue.language == *language);
        known.unwrap_or_else(|| {
            let stop_words = match &self.rules.stop_words {
                StopWords::OfLanguage => stop_words(language),
                StopWords::None => BTreeSet::new(),
                StopWords::These(words) => words.clone(),
            };
            self.languages.push(Tongue {
                language: language.clone(),
                analyser: Analyser::new(language),
                stop_words,
                met: HashMap::new(),
            });
            self.languages.len() - 1
        })
    }
}
