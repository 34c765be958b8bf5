//! Texts compared loosely: runs of white space as one space, curly quotation marks as straight ones.

/// Returns the characters as they are compared.
pub(crate) fn loose_chars(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut in_space = false;
    chars.filter_map(move |char| {
        let was_in_space = std::mem::replace(&mut in_space, char.is_whitespace());
        (!(in_space && was_in_space)).then_some(straight(char))
    })
}

/// True if two texts are equal when compared loosely, whatever white space stands at their ends.
pub(crate) fn loosely_equal(a: &str, b: &str) -> bool {
    loose_chars(a.trim().chars()).eq(loose_chars(b.trim().chars()))
}

/// True if `chars`, after any white space, begin with those of `start`.
pub(crate) fn begin_with(
    chars: impl Iterator<Item = char>,
    start: impl Iterator<Item = char>,
) -> bool {
    let mut chars = loose_chars(chars.skip_while(|char| char.is_whitespace()));
    loose_chars(start).all(|char| chars.next() == Some(char))
}

/// A space for white space, the straight mark for a curly one.
fn straight(char: char) -> char {
    match char {
        '‘' | '’' | '‚' | '‛' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        _ if char.is_whitespace() => ' ',
        _ => char,
    }
}

/// A whole text as it is compared, with the way back to its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct LooseText {
    content: String,
    /// Byte here and byte of the text: from there on both run alike until the next pair.
    anchors: Vec<(usize, usize)>,
}

impl LooseText {
    pub(crate) fn of(text: &str) -> LooseText {
        let mut loose =
            LooseText { content: String::with_capacity(text.len()), anchors: vec![(0, 0)] };
        let mut in_space = false;
        for (byte, char) in text.char_indices() {
            let was_in_space = std::mem::replace(&mut in_space, char.is_whitespace());
            if in_space && was_in_space {
                continue;
            }
            let here = loose.content.len();
            if loose.text_byte(here) != byte {
                loose.anchors.push((here, byte));
            }
            loose.content.push(straight(char));
        }
        loose
    }

    /// Returns the byte ranges of `text`, from which this was made, where `quote` stands.
    pub(crate) fn find(&self, text: &str, quote: &str) -> Vec<(usize, usize)> {
        let wanted: String = loose_chars(quote.trim().chars()).collect();
        let Some(last) = wanted.chars().next_back() else {
            return Vec::new();
        };
        occurrences(&self.content, &wanted)
            .map(|start| {
                let last_start = self.text_byte(start + wanted.len() - last.len_utf8());
                let last_length = text[last_start..].chars().next().map_or(0, char::len_utf8);
                (self.text_byte(start), last_start + last_length)
            })
            .collect()
    }

    fn text_byte(&self, here: usize) -> usize {
        // The first anchor is (0, 0), so there is always one before.
        let next = self.anchors.partition_point(|&(loose, _)| loose <= here);
        let (loose, text) = self.anchors[next.saturating_sub(1)];
        text + (here - loose)
    }
}

/// Returns where `wanted`, which is not empty, stands in `text`, overlapping places too.
pub(crate) fn occurrences<'a>(text: &'a str, wanted: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = wanted.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let place = from + text.get(from..)?.find(wanted)?;
        from = place + step;
        Some(place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, quote: &str, expected: &[&str]) {
        let found = LooseText::of(text).find(text, quote);
        let words: Vec<&str> = found.into_iter().map(|(start, end)| &text[start..end]).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn white_space_and_quotation_marks_do_not_matter() {
        check("zo’n  lange\n\nweg", "zo'n lange weg", &["zo’n  lange\n\nweg"]);
        check("zij zei “nee” ", " „nee\"", &["“nee”"]);
        check("ja ja ja", "ja\u{a0}ja", &["ja ja", "ja ja"]);
        check("ja", "nee", &[]);
        check("ja", "  ", &[]);
    }

    #[test]
    fn contexts_begin_behind_white_space() {
        assert!(begin_with("\n een  twee".chars(), "een twee".chars()));
        assert!(!begin_with("een".chars(), "een twee".chars()));
        assert!(begin_with("x".chars(), "".chars()));
    }

    proptest! {
        #[test]
        fn what_is_found_equals_the_quote_loosely(text in "[ab ’'\n\u{a0}é]{0,30}", quote in "[ab ’'\né]{1,4}") {
            for (start, end) in LooseText::of(&text).find(&text, &quote) {
                prop_assert!(loosely_equal(&text[start..end], &quote));
            }
            if text.contains(quote.trim()) && !quote.trim().is_empty() {
                prop_assert!(!LooseText::of(&text).find(&text, &quote).is_empty());
            }
        }
    }
}
