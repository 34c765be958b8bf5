//! Keywords: `abc`, `abc*`, `*abc*`, several words, `a + b`; how they are written and found.

use kwali_text::{fold, hyphen_parts, words};

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

/// A keyword as it is looked for: parts that must all stand in one segment, in any order.
///
/// Each part is words in a row. Words are compared folded, so that neither accents nor capitals
/// matter, and as they are written: `werk` is not `werken`.
///
/// ```
/// use kwali_codebook::{FoldedWords, Keyword};
///
/// let keyword = Keyword::read("geen tijd + *druk*").unwrap();
/// assert!(keyword.stands_in(&FoldedWords::of("Door de werkdruk is er geen tijd.")));
/// assert!(!keyword.stands_in(&FoldedWords::of("Er is geen extra tijd; die druk!")));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keyword {
    parts: Vec<Vec<WordForm>>,
}

/// What a word of a keyword must be, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
enum WordForm {
    /// `abc`
    Whole(String),
    /// `abc*`
    Beginning(String),
    /// `*abc*`
    Anywhere(String),
}

/// The words of a segment, folded, in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoldedWords(Vec<FoldedWord>);

/// A word, and the parts of it that hyphens join.
#[derive(Clone, PartialEq, Eq, Debug)]
struct FoldedWord {
    whole: String,
    parts: Vec<String>,
}

impl Keyword {
    /// Reads a keyword as it stands in a codebook, or says what is wrong with it.
    pub fn read(keyword: &str) -> Result<Keyword, KeywordFault> {
        if keyword.contains(';') {
            return Err(KeywordFault::Semicolon);
        }
        let written: Vec<&str> = keyword.split_whitespace().collect();
        let parts = written.split(|&word| word == "+").map(part);
        Ok(Keyword { parts: parts.collect::<Result<_, _>>()? })
    }

    /// True if all parts of the keyword stand in the segment that has these words.
    pub fn stands_in(&self, words: &FoldedWords) -> bool {
        self.parts.iter().all(|part| words.have(part))
    }
}

impl FoldedWords {
    /// Returns the words of a segment, by the rule of [`words`].
    pub fn of(text: &str) -> FoldedWords {
        let folded = |word: &str| FoldedWord {
            whole: fold(word),
            parts: hyphen_parts(word).map(fold).collect(),
        };
        FoldedWords(words(text).map(|place| folded(&text[place])).collect())
    }

    fn have(&self, part: &[WordForm]) -> bool {
        let mut rows = self.0.windows(part.len());
        rows.any(|row| row.iter().zip(part).all(|(word, form)| word.is(form)))
    }
}

impl FoldedWord {
    fn is(&self, form: &WordForm) -> bool {
        form.fits(&self.whole) || self.parts.iter().any(|part| form.fits(part))
    }
}

impl WordForm {
    fn fits(&self, word: &str) -> bool {
        match self {
            WordForm::Whole(whole) => word == whole,
            WordForm::Beginning(beginning) => word.starts_with(beginning.as_str()),
            WordForm::Anywhere(inside) => word.contains(inside.as_str()),
        }
    }
}

/// Reads words in a row; what has no letter or digit is no word.
fn part(written: &[&str]) -> Result<Vec<WordForm>, KeywordFault> {
    if !written.iter().any(|word| word.contains(char::is_alphanumeric)) {
        return Err(KeywordFault::EmptyPart);
    }
    let forms: Vec<Vec<WordForm>> =
        written.iter().map(|word| word_forms(word)).collect::<Result<_, _>>()?;
    Ok(forms.concat())
}

/// Reads what stands between two spaces: mostly one word, but two in `en/of`, of which the last has
/// the star.
fn word_forms(written: &str) -> Result<Vec<WordForm>, KeywordFault> {
    let (before, rest) = written.strip_prefix('*').map_or((false, written), |rest| (true, rest));
    let (behind, rest) = rest.strip_suffix('*').map_or((false, rest), |rest| (true, rest));
    if rest.is_empty() {
        return Err(KeywordFault::EmptyPart);
    } else if rest.contains('*') {
        return Err(KeywordFault::StarInside);
    } else if before && !behind {
        return Err(KeywordFault::StarOnlyBefore);
    }
    let mut forms: Vec<WordForm> =
        words(rest).map(|place| WordForm::Whole(fold(&rest[place]))).collect();
    if let Some(last) = forms.last_mut()
        && let WordForm::Whole(word) = last
        && behind
    {
        let word = std::mem::take(word);
        *last = if before { WordForm::Anywhere(word) } else { WordForm::Beginning(word) };
    }
    Ok(forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keywords: &[&str], expected: Result<(), KeywordFault>) {
        for keyword in keywords {
            assert_eq!(Keyword::read(keyword).map(|_| ()), expected, "{keyword}");
        }
    }

    /// The segments of these in which a keyword stands.
    #[track_caller]
    fn check_found(keyword: &str, segments: &[&str], expected: &[&str]) {
        let keyword = Keyword::read(keyword).unwrap();
        let has = |segment: &&&str| keyword.stands_in(&FoldedWords::of(segment));
        let found: Vec<&str> = segments.iter().filter(has).copied().collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_word_is_found_whole_and_as_it_is_written() {
        check_found("druk", &["Druk!", "drukte", "werkdruk", "druk-druk"], &["Druk!", "druk-druk"]);
        check_found("cliënt", &["CLIENT", "cliënten", "ex-cliënt"], &["CLIENT", "ex-cliënt"]);
        check_found("zo’n", &["zo'n dag", "zon"], &["zo'n dag"]);
        check_found("een", &["één keer"], &["één keer"]);
    }

    #[test]
    fn stars_stand_for_the_rest_of_a_word() {
        check_found("druk*", &["drukte", "werkdruk", "Drúk"], &["drukte", "Drúk"]);
        check_found("*druk*", &["werkdrukte", "druk", "druppel"], &["werkdrukte", "druk"]);
    }

    #[test]
    fn a_phrase_is_words_in_a_row() {
        let segments = ["Geen tijd.", "geen, tijd", "geen vrije tijd", "geen tijdgebrek", "tijd"];
        check_found("geen tijd", &segments, &["Geen tijd.", "geen, tijd"]);
        check_found("geen tijd*", &segments, &["Geen tijd.", "geen, tijd", "geen tijdgebrek"]);
        check_found("en/of ja*", &["en of jaar", "en of"], &["en of jaar"]);
        check_found("geen … tijd", &["geen tijd"], &["geen tijd"]);
    }

    #[test]
    fn parts_stand_in_one_segment_in_any_order() {
        let segments = ["buren en tijd", "tijd voor de buren", "buren", ""];
        check_found("tijd + buren", &segments, &["buren en tijd", "tijd voor de buren"]);
        check_found(
            "geen tijd + *buur*",
            &["Geen tijd, buurt!", "geen buurttijd"],
            &["Geen tijd, buurt!"],
        );
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
