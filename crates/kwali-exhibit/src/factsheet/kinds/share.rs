//! A share in words: two thirds, almost half, just over a quarter.

use super::numbers::{Shared, finding, shared};
use super::{Found, Number};
use crate::Language;
use crate::exhibits::capital;
use crate::factsheet::arguments::Arguments;
use crate::factsheet::evidence::Evidence;

/// A simple fraction with its words.
struct Fraction {
    part: u64,
    whole: u64,
    english: &'static str,
    dutch: &'static str,
}

const fn fraction(
    (part, whole): (u64, u64),
    english: &'static str,
    dutch: &'static str,
) -> Fraction {
    Fraction { part, whole, english, dutch }
}

/// Those that a share is compared with; of two that are equally near, the first is taken.
const FRACTIONS: [Fraction; 11] = [
    fraction((1, 2), "half", "de helft"),
    fraction((1, 3), "a third", "een derde"),
    fraction((2, 3), "two thirds", "twee derde"),
    fraction((1, 4), "a quarter", "een kwart"),
    fraction((3, 4), "three quarters", "driekwart"),
    fraction((1, 5), "a fifth", "een vijfde"),
    fraction((2, 5), "two fifths", "twee vijfde"),
    fraction((3, 5), "three fifths", "drie vijfde"),
    fraction((4, 5), "four fifths", "vier vijfde"),
    fraction((1, 10), "a tenth", "een tiende"),
    fraction((9, 10), "nine tenths", "negen tiende"),
];

/// Up to one in so many from a fraction, a share is about that fraction.
const ABOUT_ONE_IN: u64 = 100;

/// Nearer to nothing, or to everything, than one in so many, there is no fraction for it.
const HARDLY_ONE_IN: u64 = 20;

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let Shared { query, unit, part, whole, base } = shared(evidence, arguments, language)?;
    let words = in_words((part, whole), arguments.text("among")?, language);
    let number = Number {
        value: (whole > 0).then(|| part as f64 / whole as f64),
        shown: if arguments.flag("capital", false)? { capital(&words) } else { words },
        ratio: Some((part, whole)),
        is_withheld: false,
    };
    Ok(finding(query, unit.name(), base, number))
}

/// Returns the share in words, with whose it is where that is given.
fn in_words((part, whole): (u64, u64), among: Option<&str>, language: Language) -> String {
    if whole == 0 {
        return language
            .choose("an undefined share (base 0)", "een onbepaald deel (basis 0)")
            .to_owned();
    }
    if part == whole {
        let all = language.choose("all", "alle");
        return among.map_or(all.to_owned(), |among| format!("{all} {among}"));
    }
    let share = below_all((part, whole), language);
    let is_hardly_missed = (whole - part) * HARDLY_ONE_IN < whole;
    match among {
        None => share,
        Some(among) if is_hardly_missed => format!("{share} {among}"),
        Some(among) => {
            language.choose(format!("{share} of the {among}"), format!("{share} van de {among}"))
        }
    }
}

/// Returns a share that is less than all in words.
fn below_all((part, whole): (u64, u64), language: Language) -> String {
    if part == 0 {
        return language.choose("none", "geen").to_owned();
    }
    if part * HARDLY_ONE_IN < whole {
        return language.choose("hardly any", "bijna geen").to_owned();
    }
    if (whole - part) * HARDLY_ONE_IN < whole {
        return language.choose("almost all", "bijna alle").to_owned();
    }
    // Of fractions with the same whole: how far the share is from one, and in which direction.
    let distance = |fraction: &Fraction| {
        let (share, fraction_part) = (part * fraction.whole, fraction.part * whole);
        (share.abs_diff(fraction_part), fraction.whole)
    };
    let nearer = |a: &&Fraction, b: &&Fraction| {
        let ((a, a_whole), (b, b_whole)) = (distance(a), distance(b));
        (a * b_whole).cmp(&(b * a_whole))
    };
    let Some(nearest) = FRACTIONS.iter().min_by(nearer) else { return String::new() };
    let words = language.choose(nearest.english, nearest.dutch);
    let (far, _) = distance(nearest);
    let is_above = part * nearest.whole > nearest.part * whole;
    let word = match far {
        0 => return words.to_owned(),
        _ if far * ABOUT_ONE_IN <= whole * nearest.whole => language.choose("about", "ongeveer"),
        _ if is_above => language.choose("just over", "ruim"),
        _ => language.choose("almost", "bijna"),
    };
    format!("{word} {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check((part, whole): (u64, u64), english: &str, dutch: &str) {
        assert_eq!(in_words((part, whole), None, Language::English), english);
        assert_eq!(in_words((part, whole), None, Language::Dutch), dutch);
    }

    #[test]
    fn fractions_have_their_words() {
        check((2, 3), "two thirds", "twee derde");
        check((28, 42), "two thirds", "twee derde");
        check((21, 42), "half", "de helft");
        check((3, 12), "a quarter", "een kwart");
        check((9, 12), "three quarters", "driekwart");
        check((9, 10), "nine tenths", "negen tiende");
    }

    // By hand: 20/42 is 0.476, 2.4 points below a half; 12/42 is 0.286, 3.6 above a quarter; 13/42 is
    // 0.310, 2.4 below a third; 14/43 is 0.326, 0.8 below a third; 23/42 is 0.548, 4.8 above a half.
    #[test]
    fn what_is_near_a_fraction_says_on_which_side() {
        check((20, 42), "almost half", "bijna de helft");
        check((12, 42), "just over a quarter", "ruim een kwart");
        check((13, 42), "almost a third", "bijna een derde");
        check((14, 43), "about a third", "ongeveer een derde");
        check((23, 42), "just over half", "ruim de helft");
        check((34, 100), "about a third", "ongeveer een derde");
    }

    #[test]
    fn of_two_fractions_equally_near_the_simpler_is_taken() {
        // 0.55 is as far from a half as from three fifths.
        check((11, 20), "just over half", "ruim de helft");
        check((9, 20), "almost half", "bijna de helft");
    }

    #[test]
    fn the_ends_have_words_of_their_own() {
        check((0, 5), "none", "geen");
        check((5, 5), "all", "alle");
        check((1, 21), "hardly any", "bijna geen");
        check((20, 21), "almost all", "bijna alle");
        check((1, 20), "almost a tenth", "bijna een tiende");
        check((0, 0), "an undefined share (base 0)", "een onbepaald deel (basis 0)");
    }

    #[test]
    fn whose_share_it_is_can_be_said() {
        let check = |ratio, english: &str, dutch: &str| {
            assert_eq!(in_words(ratio, Some("residents"), Language::English), english);
            assert_eq!(in_words(ratio, Some("bewoners"), Language::Dutch), dutch);
        };
        check((2, 3), "two thirds of the residents", "twee derde van de bewoners");
        check((0, 3), "none of the residents", "geen van de bewoners");
        check((3, 3), "all residents", "alle bewoners");
        check((20, 21), "almost all residents", "bijna alle bewoners");
        check((1, 21), "hardly any of the residents", "bijna geen van de bewoners");
    }
}
