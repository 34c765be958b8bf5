//! What is one word in a language, in whatever form, and which words tell nothing.

use std::collections::BTreeSet;

use kwali_text::{Analyser, Language, counted_form, stop_words};

/// The words of a language but for function words.
pub(crate) struct ContentWords {
    analyser: Analyser,
    stop_words: BTreeSet<String>,
}

impl ContentWords {
    pub(crate) fn new(language: &Language) -> ContentWords {
        ContentWords { analyser: Analyser::new(language), stop_words: stop_words(language) }
    }

    /// Returns the one or two keys of a word; `None` of a function word.
    pub(crate) fn keys(&self, word: &str) -> Option<(String, Option<String>)> {
        let tells_nothing = self.stop_words.contains(&counted_form(word));
        (!tells_nothing).then(|| self.analyser.keys(word))
    }
}
