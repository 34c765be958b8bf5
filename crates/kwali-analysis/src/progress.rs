//! How far the coding of a document is: who coded it, how much of it, who last, what is still owed.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{CoderId, Coding, CodingDetail, CodingId, Document, Snapshot};
use kwali_text::union_chars;

use crate::Undefined;

/// How far the coding of a document is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// The coders who have a coding in it, in study order.
    pub coders: Vec<CoderId>,
    /// How many of its characters are covered by a coding, each once.
    pub coded_characters: usize,
    /// How many characters it has.
    pub characters: usize,
    /// The coding that was made last; of those of one moment the one that came into the study last.
    pub last: Option<CodingId>,
    /// For how many codes, younger than its coding, it has still to be read.
    pub unread_codes: usize,
}

/// Whether a document was read for the codes that there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Read {
    /// Nothing is coded in it.
    No,
    /// Something is, but it has still to be read for codes that are younger than its coding.
    Partly,
    /// Something is, and nothing is owed.
    Yes,
}

impl Progress {
    /// Returns how far the coding of the document at a place in the study is.
    pub fn of(
        snapshot: &Snapshot,
        (place, document): (usize, &Document),
        details: &BTreeMap<CodingId, CodingDetail>,
    ) -> Progress {
        let codings = snapshot.codings_at(place);
        let by: BTreeSet<CoderId> = codings.iter().map(|coding| coding.coder).collect();
        let coders = snapshot.coders().iter().map(|coder| coder.id);
        // Codings of which no time is known come before all others.
        let made = |coding: &&Coding| {
            let detail = details.get(&coding.id);
            (detail.and_then(|detail| detail.created.as_deref()), coding.id)
        };
        let unread = snapshot.unread().values();
        Progress {
            coders: coders.filter(|coder| by.contains(coder)).collect(),
            coded_characters: union_chars(codings.iter().map(|coding| coding.span)),
            characters: document.chars,
            last: codings.iter().max_by_key(made).map(|coding| coding.id),
            unread_codes: unread.filter(|documents| documents.contains(&document.id)).count(),
        }
    }

    /// Returns what share of the characters is covered, from 0 to 1.
    pub fn coded_share(&self) -> Result<f64, Undefined> {
        match self.characters {
            0 => Err(Undefined::NoCharacters),
            characters => Ok(self.coded_characters as f64 / characters as f64),
        }
    }

    /// Returns whether the document was read.
    pub fn read(&self) -> Read {
        match (self.last, self.unread_codes) {
            (None, _) => Read::No,
            (Some(_), 0) => Read::Yes,
            (Some(_), _) => Read::Partly,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUDY: &str = "\
== d1
Geen <druk>tijd <druk@B>voor</druk@B></druk> alles.
== d2
Niets.";

    fn progress(place: usize, created: &[(u32, &str)]) -> Progress {
        let made = kwali_testkit::study(STUDY);
        let detail = |&(id, at): &(u32, &str)| {
            let created = Some(at.to_owned());
            (CodingId(id), CodingDetail { created, ..CodingDetail::default() })
        };
        let details = created.iter().map(detail).collect();
        Progress::of(&made.snapshot, (place, &made.snapshot.documents()[place]), &details)
    }

    #[test]
    fn what_is_covered_counts_once() {
        let found = progress(0, &[]);
        // `tijd voor` of `Geen tijd voor alles.`
        assert_eq!((found.coded_characters, found.characters, found.coders.len()), (9, 21, 2));
        assert_eq!(found.coded_share(), Ok(9.0 / 21.0));
        assert_eq!(found.read(), Read::Yes);
        let none = progress(1, &[]);
        assert_eq!((none.coded_share(), none.read(), none.last), (Ok(0.0), Read::No, None));
        let empty = Progress { characters: 0, ..none };
        assert_eq!(empty.coded_share(), Err(Undefined::NoCharacters));
        assert_eq!(Progress { unread_codes: 2, ..found }.read(), Read::Partly);
    }

    #[test]
    fn the_last_coding_is_that_of_the_latest_moment() {
        let last = |created: &[(u32, &str)]| progress(0, created).last.map(|id| id.0);
        let (early, late) = ("2024-05-06T07:08:09Z", "2024-05-06T07:08:10Z");
        assert_eq!(last(&[(1, late), (2, early)]), Some(1));
        assert_eq!(last(&[(1, early), (2, early)]), Some(2));
        assert_eq!(last(&[(1, early)]), Some(1), "a time is later than none");
        assert_eq!(last(&[]), Some(2));
    }
}
