//! How keywords are written: `abc`, `abc*`, `*abc*`, several words, `a + b`.

/// What is wrong with a keyword.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeywordFault {
    /// Nothing stands before or behind a `+`, or a word is a bare `*`.
    #[error("it has a part without words")]
    EmptyPart,
    /// A `*` stands inside a word, or two stand together.
    #[error("`*` stands inside a word")]
    StarInside,
    /// A `*` stands before a word but not behind it.
    #[error("`*` stands before a word and not behind it")]
    StarOnlyBefore,
    /// It holds the sign that parts keywords from each other.
    #[error("it holds a `;`")]
    Semicolon,
}

impl KeywordFault {
    /// Returns what to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            KeywordFault::EmptyPart => "`a + b` means both in the same segment",
            KeywordFault::StarInside => "`abc*` means words that begin so",
            KeywordFault::StarOnlyBefore => "`*abc*` means words that hold this anywhere",
            KeywordFault::Semicolon => "make it two keywords",
        }
    }
}

/// Says what is wrong with a keyword, if anything.
pub(crate) fn check_keyword(keyword: &str) -> Result<(), KeywordFault> {
    if keyword.contains(';') {
        return Err(KeywordFault::Semicolon);
    }
    let words: Vec<&str> = keyword.split_whitespace().collect();
    words.split(|&word| word == "+").try_for_each(check_phrase)
}

fn check_phrase(words: &[&str]) -> Result<(), KeywordFault> {
    if !words.iter().any(|word| word.contains(char::is_alphanumeric)) {
        return Err(KeywordFault::EmptyPart);
    }
    words.iter().try_for_each(|word| check_word(word))
}

fn check_word(word: &str) -> Result<(), KeywordFault> {
    let (before, rest) = word.strip_prefix('*').map_or((false, word), |rest| (true, rest));
    let (behind, rest) = rest.strip_suffix('*').map_or((false, rest), |rest| (true, rest));
    if rest.is_empty() {
        Err(KeywordFault::EmptyPart)
    } else if rest.contains('*') {
        Err(KeywordFault::StarInside)
    } else if before && !behind {
        Err(KeywordFault::StarOnlyBefore)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keywords: &[&str], expected: Result<(), KeywordFault>) {
        for keyword in keywords {
            assert_eq!(check_keyword(keyword), expected, "{keyword}");
        }
    }

    #[test]
    fn the_five_forms_are_accepted() {
        check(&["abc", "abc*", "*abc*", "geen tijd", "geen tijd*", "a + b", "a* + *b* c"], Ok(()));
        check(&["anderen + 'moet'", "50+", "zo'n", "één"], Ok(()));
    }

    #[test]
    fn everything_else_is_told() {
        check(&["", "*", "**", "a + ", "+ a", "a + + b", "a *", "…"], Err(KeywordFault::EmptyPart));
        check(&["a*b", "a**", "**a**", "a*b*"], Err(KeywordFault::StarInside));
        check(&["*abc", "geen *tijd"], Err(KeywordFault::StarOnlyBefore));
        check(&["a;b"], Err(KeywordFault::Semicolon));
    }
}
