//! A quotation in pieces: its words, what is left out, what is put in.

use super::negations;
use super::written::{Word, at_edge, is_elision, key, plain, words_in};

/// An insertion stands in place of at most so many words more than it has itself.
const MOST_REPLACED: usize = 4;

/// What stands at one place of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Word(NeedleWord),
    /// Words in square brackets, which were put in.
    Inserted {
        words: String,
        n_words: usize,
    },
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NeedleWord {
    pub(super) key: u64,
    /// As it is written.
    pub(super) written: String,
    /// As it is compared.
    plain: String,
    is_first: bool,
    is_last: bool,
}

impl NeedleWord {
    /// True if a word of a text is written like that.
    pub(super) fn is(&self, text: &str, word: &Word) -> bool {
        if self.key != word.key {
            return false;
        }
        let written = &text[word.start..word.end];
        match self.is_first || self.is_last {
            true => at_edge(written, self.is_first, self.is_last) == self.plain,
            false => written == self.written || plain(written) == self.plain,
        }
    }
}

/// Words one after the other, with nothing left out between them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Part {
    pub(super) items: Vec<Item>,
}

impl Part {
    /// Returns the part of these words and insertions.
    fn of(mut items: Vec<Item>) -> Part {
        let is_word = |item: &Item| matches!(item, Item::Word(_));
        let first = items.iter().position(is_word);
        let last = items.iter().rposition(is_word);
        let n_items = items.len();
        for (number, item) in items.iter_mut().enumerate() {
            let Item::Word(word) = item else { continue };
            // Words that were put in before the first or behind the last stand in place of others.
            word.is_first = Some(number) == first && number == 0;
            word.is_last = Some(number) == last && number + 1 == n_items;
            word.plain = match word.is_first || word.is_last {
                true => at_edge(&word.written, word.is_first, word.is_last),
                false => plain(&word.written),
            };
        }
        Part { items }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &NeedleWord> {
        self.items.iter().filter_map(|item| match item {
            Item::Word(word) => Some(word),
            Item::Inserted { .. } => None,
        })
    }

    pub(super) fn n_words(&self) -> usize {
        self.words().count()
    }

    /// Returns the words as they are written.
    pub(super) fn written(&self) -> String {
        let written = |item: &Item| match item {
            Item::Word(word) => word.written.clone(),
            Item::Inserted { words, .. } => format!("[{words}]"),
        };
        self.items.iter().map(written).collect::<Vec<_>>().join(" ")
    }
}

/// A quotation that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needle {
    /// All words, as if nothing were left out or put in.
    pub(super) whole: Part,
    /// The words between what is left out.
    pub(super) parts: Vec<Part>,
}

impl Needle {
    pub(super) fn of(quotation: &str) -> Needle {
        let words = words_in(quotation, std::iter::once(0..quotation.len()));
        let whole = words.iter().filter_map(|word| item(&quotation[word.start..word.end]));
        let parts = parts(quotation);
        Needle { whole: Part::of(whole.collect()), parts }
    }

    /// True if what is left out or put in is marked.
    pub(super) fn is_edited(&self) -> bool {
        let is_inserted = |item: &Item| matches!(item, Item::Inserted { .. });
        self.parts.len() != 1 || self.parts.iter().any(|part| part.items.iter().any(is_inserted))
    }

    /// Returns the number of the part with the most words.
    pub(super) fn anchor(&self) -> usize {
        let longest = self.parts.iter().map(Part::n_words).max().unwrap_or(0);
        self.parts.iter().position(|part| part.n_words() == longest).unwrap_or(0)
    }
}

fn item(written: &str) -> Option<Item> {
    Some(Item::Word(NeedleWord {
        key: key(written)?,
        written: written.to_owned(),
        plain: String::new(),
        is_first: false,
        is_last: false,
    }))
}

/// Cuts a quotation where something is left out; words in square brackets are insertions.
fn parts(quotation: &str) -> Vec<Part> {
    let mut parts: Vec<Vec<Item>> = vec![Vec::new()];
    let mut put = |items: Vec<Item>, ends: bool| {
        if let Some(part) = parts.last_mut() {
            part.extend(items);
        }
        if ends {
            parts.push(Vec::new());
        }
    };
    let mut rest = quotation;
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find(']').map(|at| open + at) else { break };
        unbracketed(&rest[..open], &mut put);
        let inner = rest[open + 1..close].trim();
        let n_words = inner.split_whitespace().filter(|word| key(word).is_some()).count();
        match n_words {
            0 => put(Vec::new(), true),
            n_words => put(vec![Item::Inserted { words: inner.to_owned(), n_words }], false),
        }
        rest = &rest[close + 1..];
    }
    unbracketed(rest, &mut put);
    parts.retain(|part| part.iter().any(|item| matches!(item, Item::Word(_))));
    parts.into_iter().map(Part::of).collect()
}

/// Hands over the words of a stretch without square brackets, cut where dots stand for words.
fn unbracketed(stretch: &str, put: &mut impl FnMut(Vec<Item>, bool)) {
    let mut run_start = 0;
    let mut put_run = |run: std::ops::Range<usize>, ends| {
        let words = words_in(stretch, [run]);
        put(words.iter().filter_map(|word| item(&stretch[word.start..word.end])).collect(), ends);
    };
    for chunk in stretch.split_whitespace() {
        let start = chunk.as_ptr() as usize - stretch.as_ptr() as usize;
        let end = start + chunk.len();
        if is_elision(chunk) {
            put_run(run_start..start, true);
            run_start = end;
            continue;
        }
        let from = without_dots(chunk, str::trim_start_matches, str::starts_with);
        if from.len() < chunk.len() {
            put_run(run_start..start, true);
            run_start = end - from.len();
        }
        let upto = without_dots(from, str::trim_end_matches, str::ends_with);
        if upto.len() < from.len() {
            put_run(run_start..end - (from.len() - upto.len()), true);
            run_start = end;
        }
    }
    put_run(run_start..stretch.len(), false);
}

/// Returns a word without the dots at one of its ends that stand for words; one full stop stays.
fn without_dots<'a>(
    word: &'a str,
    trim: impl Fn(&'a str, char) -> &'a str,
    has: impl Fn(&'a str, &'static str) -> bool,
) -> &'a str {
    let without = trim(word, '…');
    match has(word, "...") {
        true => trim(without, '.'),
        false => without,
    }
}

impl Item {
    /// Returns the most words of a text that it may stand in place of.
    pub(super) fn most_replaced(&self) -> usize {
        match self {
            Item::Word(_) => 1,
            Item::Inserted { n_words, .. } => n_words + MOST_REPLACED,
        }
    }

    /// Returns how many of its words deny.
    pub(super) fn n_negations(&self) -> usize {
        match self {
            Item::Word(word) => negations::count(&word.written),
            Item::Inserted { words, .. } => negations::count(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(quotation: &str, expected: &[&str]) {
        let needle = Needle::of(quotation);
        let parts: Vec<String> = needle.parts.iter().map(Part::written).collect();
        assert_eq!(parts, expected);
    }

    #[test]
    fn a_quotation_is_cut_where_something_is_left_out() {
        check("Ik ging naar huis.", &["Ik ging naar huis."]);
        check("Ik ging […] naar (...) huis", &["Ik ging", "naar", "huis"]);
        check("… en toen… ja", &["en toen", "ja"]);
        check("Hij [de buurman] zei", &["Hij [de buurman] zei"]);
        check("[Hoe?] Goed", &["[Hoe?] Goed"]);
        check("Goed [", &["Goed ["]);
        check("[…]", &[]);
        check("", &[]);
    }
}
