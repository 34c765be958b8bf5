//! From words beside words to what is said of a quotation.

use super::align::{Aligned, Step};
use super::needle::{Item, Part};
use super::negations::{self, Negation};
use super::written::Word;
use super::{Alteration, WordChange};

/// Words that were left out silently or with a mark turn the meaning if one of so few denies.
const FEW_WORDS: usize = 3;

/// The words of a document.
#[derive(Clone, Copy)]
pub(super) struct Spoken<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [Word],
}

impl Spoken<'_> {
    /// Returns the words of these numbers as they stand in the text, on one line.
    pub(super) fn written(&self, words: std::ops::Range<usize>) -> String {
        let written = |word: &Word| &self.text[word.start..word.end];
        self.words.get(words).unwrap_or_default().iter().map(written).collect::<Vec<_>>().join(" ")
    }
}

/// Returns the words that differ, those that stand together as one change.
pub(super) fn changes(part: &Part, spoken: Spoken<'_>, aligned: &Aligned) -> Vec<Alteration> {
    let mut changes: Vec<Alteration> = Vec::new();
    let (mut quoted, mut said): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for step in &aligned.steps {
        let (item, words) = match step {
            Step::Same { .. } => {
                changes.extend(change(&mut quoted, &mut said));
                continue;
            }
            Step::Replaced { item, words } => {
                let inserted = &part.items[*item];
                let replaced = spoken.written(words.clone());
                if inserted.n_negations() == negations::count(&replaced) {
                    changes.extend(change(&mut quoted, &mut said));
                    continue;
                }
                (Some(*item), words.clone())
            }
            Step::Changed { item, word, .. } => (Some(*item), *word..*word + 1),
            Step::Added { item } => (Some(*item), 0..0),
            Step::Dropped { word } => (None, *word..*word + 1),
        };
        quoted.extend(item.map(|item| match &part.items[item] {
            Item::Word(word) => word.written.clone(),
            Item::Inserted { words, .. } => format!("[{words}]"),
        }));
        said.extend(Some(spoken.written(words)).filter(|words| !words.is_empty()));
    }
    changes.extend(change(&mut quoted, &mut said));
    changes
}

fn change(quoted: &mut Vec<String>, said: &mut Vec<String>) -> Option<Alteration> {
    if quoted.is_empty() && said.is_empty() {
        return None;
    }
    let (quoted, said) = (std::mem::take(quoted).join(" "), std::mem::take(said).join(" "));
    let negation = Negation::between(&quoted, &said);
    Some(Alteration::Words(WordChange { quoted, said, negation }))
}

/// Returns the change of a negation among few words that were left out between two parts.
pub(super) fn hidden_negation(
    spoken: Spoken<'_>,
    left_out: std::ops::Range<usize>,
) -> Option<Alteration> {
    let said = spoken.written(left_out.clone());
    let hides = left_out.len() <= FEW_WORDS && negations::count(&said) > 0;
    hides.then(|| {
        let quoted = "[…]".to_owned();
        Alteration::Words(WordChange { quoted, said, negation: Some(Negation::Dropped) })
    })
}
