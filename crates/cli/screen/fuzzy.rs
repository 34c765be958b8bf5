//! How well a name fits what was typed.

/// How well `name` fits `typed`, both folded; `None` if it does not, more for a better fit.
///
/// What was typed may be several words, all of which must fit. A word fits where its letters stand
/// in the name in this order; better where they stand together, best where a word begins.
pub(crate) fn fit(typed: &str, name: &str) -> Option<i64> {
    typed.split_whitespace().map(|word| word_fit(word, name)).sum()
}

fn word_fit(word: &str, name: &str) -> Option<i64> {
    // A long name is worth a little less than a short one in which the same was found.
    let length = name.chars().count() as i64;
    if let Some(start) =
        name.match_indices(word).map(|(start, _)| start).find(|&start| begins(name, start))
    {
        return Some(3000 - start as i64 - length);
    }
    if let Some(start) = name.find(word) {
        return Some(2000 - start as i64 - length);
    }
    let mut letters = name.char_indices();
    let mut jumps = 0;
    for (place, wanted) in word.chars().enumerate() {
        let (skipped, found) = skip_to(&mut letters, wanted);
        found?;
        jumps += i64::from(skipped && place > 0);
    }
    // Letters that lie all over the name are no sign of anything.
    (jumps * 2 < word.chars().count() as i64).then_some(1000 - 50 * jumps - length)
}

/// Goes on to a letter; says whether others were skipped, and where it is if it is there.
fn skip_to(letters: &mut std::str::CharIndices<'_>, wanted: char) -> (bool, Option<usize>) {
    let mut skipped = false;
    for (place, letter) in letters.by_ref() {
        if letter == wanted {
            return (skipped, Some(place));
        }
        skipped = true;
    }
    (skipped, None)
}

/// True if a word of the name begins at a byte.
fn begins(name: &str, byte: usize) -> bool {
    !name[..byte].chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What fits, the best first.
    #[track_caller]
    fn check(typed: &str, names: &[&str], expected: &[&str]) {
        let mut found: Vec<(i64, &str)> =
            names.iter().filter_map(|name| Some((fit(typed, name)?, *name))).collect();
        found.sort_by_key(|&(fit, _)| std::cmp::Reverse(fit));
        assert_eq!(found.iter().map(|&(_, name)| name).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_begins_a_word_comes_first() {
        check("werk", &["netwerk", "barrier.werkdruk", "geld"], &["barrier.werkdruk", "netwerk"]);
        check("bw", &["barrier.workload", "geld"], &[]);
        check("wrkl", &["barrier.workload", "geld"], &["barrier.workload"]);
    }

    #[test]
    fn all_words_must_fit() {
        check("barr tijd", &["barrier.tijd", "barrier.geld", "tijd"], &["barrier.tijd"]);
        check("", &["a"], &["a"]);
    }
}
