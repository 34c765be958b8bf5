//! Names that must differ within a file.

use std::collections::BTreeMap;

/// The names that were given.
#[derive(Default)]
pub(crate) struct Names {
    /// Each with how often it was wanted.
    wanted: BTreeMap<String, usize>,
}

impl Names {
    /// Returns a name that nobody has yet, and whether it is another than the one wanted.
    ///
    /// Where `Anneke` is taken, it is `Anneke (2)`.
    pub(crate) fn free(&mut self, wanted: &str) -> (String, bool) {
        let n_wanted = self.wanted.entry(wanted.to_owned()).or_default();
        *n_wanted += 1;
        if *n_wanted == 1 {
            return (wanted.to_owned(), false);
        }
        let mut number = *n_wanted;
        loop {
            let name = format!("{wanted} ({number})");
            if !self.wanted.contains_key(&name) {
                self.wanted.insert(name.clone(), 1);
                return (name, true);
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ() {
        let mut names = Names::default();
        let given: Vec<String> =
            ["a", "a", "a (3)", "a", "b"].map(|wanted| names.free(wanted).0).into();
        assert_eq!(given, ["a", "a (2)", "a (3)", "a (4)", "b"]);
    }
}
