//! The language of exhibits for people: how numbers look, and the few words an exhibit adds itself.

/// The language in which an exhibit speaks to people. Machine formats never depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// English: a decimal point.
    #[default]
    English,
    /// Dutch: a decimal comma.
    Dutch,
}

/// What stands where a number is undefined, in exhibits for people.
pub(crate) const UNDEFINED: &str = "–";

/// The most decimals a number shows to people.
pub(crate) const MOST_DECIMALS: usize = 3;

impl Language {
    /// Returns the IETF tag, as in `<html lang="nl">`.
    pub fn tag(self) -> &'static str {
        self.choose("en", "nl")
    }

    /// Returns the language in which exhibits of a study in `language` speak.
    ///
    /// Dutch for Dutch, English for all others.
    pub fn of(language: &kwali_text::Language) -> Language {
        if language.is_dutch() { Language::Dutch } else { Language::English }
    }

    /// Returns the same language as the one of words and labels.
    pub(crate) fn of_words(self) -> kwali_text::Language {
        self.choose(kwali_text::Language::english(), kwali_text::Language::dutch())
    }

    /// Returns one of two wordings.
    pub(crate) fn choose<T>(self, english: T, dutch: T) -> T {
        match self {
            Language::English => english,
            Language::Dutch => dutch,
        }
    }

    /// Returns the number with exactly so many decimals.
    ///
    /// A number that would look like zero and is not says so: `<0.001`.
    pub(crate) fn number(self, number: f64, decimals: usize) -> String {
        let smallest = 10f64.powi(-(decimals as i32));
        let text = if number != 0.0 && decimals > 0 && number.abs() < smallest / 2.0 {
            if number > 0.0 {
                format!("<{smallest:.decimals$}")
            } else {
                format!(">-{smallest:.decimals$}")
            }
        } else {
            format!("{:.decimals$}", number + 0.0)
        };
        self.choose(text.clone(), text.replace('.', ","))
    }

    /// Returns the whole number as it stands in a sentence, its digits in groups of three.
    pub(crate) fn whole(self, number: u64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(self.choose(',', '.'));
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Returns the percentage with one decimal and its sign.
    pub(crate) fn percent(self, percent: f64) -> String {
        format!("{}%", self.number(percent, 1))
    }

    /// Returns `yes` or `no`.
    pub(crate) fn flag(self, flag: bool) -> &'static str {
        if flag { self.choose("yes", "ja") } else { self.choose("no", "nee") }
    }
}

/// Returns how many decimals show all these numbers to three decimals: none if all are whole.
pub(crate) fn decimals_needed(numbers: impl Iterator<Item = f64>) -> usize {
    numbers.map(decimals_of).max().unwrap_or(0)
}

fn decimals_of(number: f64) -> usize {
    let text = format!("{number:.MOST_DECIMALS$}");
    if number != 0.0 && number.abs() < 0.0005 {
        return MOST_DECIMALS;
    }
    let trimmed = text.trim_end_matches('0');
    trimmed.len() - trimmed.find('.').map_or(trimmed.len(), |point| point + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: f64, decimals: usize, english: &str, dutch: &str) {
        assert_eq!(Language::English.number(number, decimals), english);
        assert_eq!(Language::Dutch.number(number, decimals), dutch);
    }

    #[test]
    fn numbers_in_two_languages() {
        check(12.5, 1, "12.5", "12,5");
        check(0.0, 3, "0.000", "0,000");
        check(-0.0, 1, "0.0", "0,0");
        check(0.00001, 3, "<0.001", "<0,001");
        check(-0.00001, 3, ">-0.001", ">-0,001");
        check(1234567.0, 0, "1234567", "1234567");
    }

    #[test]
    fn whole_numbers_in_sentences_have_groups_of_three_digits() {
        let check = |number, english: &str, dutch: &str| {
            assert_eq!(Language::English.whole(number), english);
            assert_eq!(Language::Dutch.whole(number), dutch);
        };
        check(0, "0", "0");
        check(999, "999", "999");
        check(1000, "1,000", "1.000");
        check(1_234_567, "1,234,567", "1.234.567");
    }

    #[test]
    fn decimals_follow_the_column() {
        assert_eq!(decimals_needed([1.0, 2.0, 1200.0].into_iter()), 0);
        assert_eq!(decimals_needed([1.0, 2.5].into_iter()), 1);
        assert_eq!(decimals_needed([1.0 / 3.0].into_iter()), 3);
        assert_eq!(decimals_needed([1e-9].into_iter()), 3);
        assert_eq!(decimals_needed(std::iter::empty()), 0);
    }
}
