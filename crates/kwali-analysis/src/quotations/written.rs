//! Words as they are written, and what makes no difference between a quotation and a transcript.

use std::borrow::Cow;

use kwali_model::Layout;
use kwali_text::fold;

/// A word of a text with the punctuation that hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it begins and ends, in bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its letters, however they are written.
    pub(super) key: u64,
}

/// Returns the words of a text that stand in these ranges of it, in order.
///
/// What holds no letter or digit, such as a dash, hangs on the word before.
pub(super) fn words_in(
    text: &str,
    ranges: impl IntoIterator<Item = std::ops::Range<usize>>,
) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for range in ranges {
        let Some(part) = text.get(range.clone()) else { continue };
        for chunk in chunks(part) {
            let (start, end) = (range.start + chunk.start, range.start + chunk.end);
            match (key(&text[start..end]), words.last_mut()) {
                (Some(key), _) => words.push(Word { start, end, key }),
                // Not over the label of a turn.
                (None, Some(last)) if last.end >= range.start => last.end = end,
                (None, _) => {}
            }
        }
    }
    words
}

/// Returns the stretches of a document's text that were said: all but the labels of turns.
pub(super) fn said(text: &str, layout: Option<&Layout>) -> Vec<std::ops::Range<usize>> {
    let mut said = Vec::new();
    let mut reached = 0;
    for turn in layout.map_or(&[][..], |layout| &layout.turns) {
        said.push(reached..turn.span.start());
        said.push(turn.words_start as usize..turn.span.end());
        reached = turn.span.end();
    }
    said.push(reached..text.len());
    said.retain(|range| range.start < range.end);
    said
}

/// Returns the pieces of a text between white space.
fn chunks(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    text.split_whitespace().map(|chunk| {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        start..start + chunk.len()
    })
}

/// Returns a number for the letters and digits of a word, without case and accents; `None` if it
/// has none.
pub(super) fn key(word: &str) -> Option<u64> {
    let folded: Cow<'_, str> =
        if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) };
    let mut hash = FIRST;
    let mut is_word = false;
    for char in folded.chars().filter(|char| char.is_alphanumeric()) {
        is_word = true;
        hash = mixed(hash, u64::from(u32::from(char.to_ascii_lowercase())));
    }
    is_word.then_some(hash)
}

/// Returns a number for several words in a row.
pub(super) fn shingle(keys: impl IntoIterator<Item = u64>) -> u64 {
    keys.into_iter().fold(FIRST, mixed)
}

const FIRST: u64 = 0xcbf2_9ce4_8422_2325;

fn mixed(hash: u64, with: u64) -> u64 {
    let hash = (hash ^ with).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

/// Returns a word without what makes no difference: the kind of quotation marks, dashes and
/// spaces, square brackets, soft hyphens.
pub(super) fn plain(written: &str) -> String {
    let mut plain = String::with_capacity(written.len());
    for char in written.chars() {
        match char {
            '[' | ']' | '\u{ad}' => {}
            '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '"' | '‘' | '’' | '‚' | '‛' | '`'
            | '´' => plain.push('\''),
            '–' | '—' | '‒' | '―' | '\u{2011}' | '\u{2010}' | '\u{2212}' => plain.push('-'),
            '…' => plain.push_str("..."),
            char if char.is_whitespace() => plain.push(' '),
            char => plain.push(char),
        }
    }
    plain
}

/// Returns the word as it is compared at the beginning of a quotation or at its end.
pub(super) fn at_edge(written: &str, is_first: bool, is_last: bool) -> String {
    let mut word = plain(written);
    if is_first {
        let from = word.trim_start_matches(|char: char| !char.is_alphanumeric());
        let mut letters = from.chars();
        let first = letters.next().map(|char| char.to_lowercase().to_string()).unwrap_or_default();
        word = first + letters.as_str();
    }
    if is_last {
        word.truncate(word.trim_end_matches(|char: char| !char.is_alphanumeric()).len());
    }
    word
}

/// True for what stands for words that were left out: `…`, `...`, `[…]`, `(...)` and their like.
pub fn is_elision(chunk: &str) -> bool {
    let inner = chunk.trim_matches(['[', ']', '(', ')']);
    inner == "…" || (inner.len() > 1 && inner.bytes().all(|byte| byte == b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_punctuation_and_labels_are_none() {
        let text = "Els: ‘Ja’ – zei hij.\nBo: Nee";
        let at = |words: &str| text.find(words).unwrap_or_default();
        let words = words_in(text, [at("‘Ja")..at("Bo"), at("Nee")..text.len()]);
        let shown: Vec<&str> = words.iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(shown, ["‘Ja’ –", "zei", "hij.", "Nee"]);
        assert_eq!(key("‘Zoë’,"), key("zoe"));
        assert_eq!(key("–"), None);
    }

    #[test]
    fn what_makes_no_difference() {
        assert_eq!(plain("“Zo’n”"), plain("'Zo'n'"));
        assert_eq!(at_edge("‘Ja,", true, true), "ja");
        assert_eq!(at_edge("É?", true, false), "é?");
        for (chunk, expected) in
            [("…", true), ("[...]", true), ("(…)", true), (".", false), ("", false), ("ja…", false)]
        {
            assert_eq!(is_elision(chunk), expected, "{chunk}");
        }
    }
}
