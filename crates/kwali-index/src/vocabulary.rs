//! The study's own words: compounds among them, and what is spelled nearly so.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use kwali_text::{Analyser, Phrase, WordInCompounds, edit_distance, fold};
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{InvertedIndexReader, SegmentReader};

use crate::entry::UNIT_WORDS;
use crate::tokens::{all_terms, folded_form};
use crate::{Error, Index};

impl Index {
    /// Returns the phrase with the compounds of the study in which its words are to be found too.
    ///
    /// Only Dutch is split; see [`WordInCompounds`]. A word typed with `!` stays alone. The answer
    /// depends on the words that the study has now and on nothing else.
    pub fn with_compounds(&self, phrase: &Phrase) -> Result<Phrase, Error> {
        let dutch = self.analysers().iter().find(|(_, analyser)| analyser.language().is_dutch());
        let Some((_, analyser)) = dutch else { return Ok(phrase.clone()) };
        let mut failed = None;
        let with_compounds = phrase.with_compounds(|word| {
            self.compounds_of(word, analyser).unwrap_or_else(|error| {
                failed = Some(error);
                BTreeSet::new()
            })
        });
        failed.map_or(Ok(with_compounds), Err)
    }

    /// Returns the words of the study that are spelled most nearly as the typed one, folded.
    ///
    /// At most a third of the letters differ; the nearest come first, of those the commonest. The
    /// word itself is not among them.
    pub fn nearest_words(&self, typed: &str, most: usize) -> Result<Vec<String>, Error> {
        let wanted = fold(typed);
        let allowed = (wanted.chars().count() + 1) / 3;
        let mut near: BTreeMap<String, (usize, u32)> = BTreeMap::new();
        self.each_word(|folded, count| {
            // Every letter that differs changes the length by no more than four bytes.
            if folded.len().abs_diff(wanted.len()) > 4 * allowed {
                return;
            }
            let distance = edit_distance(folded, &wanted);
            if (1..=allowed).contains(&distance) {
                near.entry(folded.to_owned()).or_insert((distance, 0)).1 += count;
            }
        })?;
        let mut near: Vec<(String, (usize, u32))> = near.into_iter().collect();
        near.sort_by_key(|&(_, (distance, count))| (distance, std::cmp::Reverse(count)));
        Ok(near.into_iter().take(most).map(|(word, _)| word).collect())
    }

    fn compounds_of(&self, word: &str, analyser: &Analyser) -> Result<BTreeSet<String>, Error> {
        let Some(wanted) = WordInCompounds::new(word, analyser) else {
            return Ok(BTreeSet::new());
        };
        let terms = self.terms()?;
        let mut candidates = BTreeSet::new();
        terms.each_with(wanted.cue(), |term| {
            let folded = folded_form(term.as_bytes());
            candidates.extend(folded.filter(|f| wanted.may_stand_in(f)).map(str::to_owned));
        });
        let language = analyser.language().code();
        let judged: RefCell<HashMap<String, bool>> = RefCell::default();
        let is_known = |part: &str| {
            let known = judged.borrow().get(part).copied();
            known.unwrap_or_else(|| {
                let is_known = all_terms(language, part).iter().any(|term| terms.has(term));
                judged.borrow_mut().insert(part.to_owned(), is_known);
                is_known
            })
        };
        candidates.retain(|candidate| wanted.stands_in(candidate, &is_known));
        Ok(candidates)
    }

    /// Calls `act` with every folded word, and in how many units it is under one of its terms.
    fn each_word(&self, mut act: impl FnMut(&str, u32)) -> Result<(), Error> {
        self.terms()?.each(|term, count| {
            if let Some(folded) = folded_form(term.as_bytes()) {
                act(folded, count);
            }
        });
        Ok(())
    }
}

/// The words of one part of the index.
pub(crate) struct Dictionary<'a> {
    reader: &'a SegmentReader,
    index: std::sync::Arc<InvertedIndexReader>,
}

impl<'a> Dictionary<'a> {
    pub(crate) fn of(reader: &'a SegmentReader) -> tantivy::Result<Dictionary<'a>> {
        Ok(Dictionary { reader, index: reader.inverted_index(UNIT_WORDS)? })
    }

    /// Returns all terms in order.
    pub(crate) fn stream(&self) -> tantivy::Result<TermStreamer<'_>> {
        Ok(self.index.terms().stream()?)
    }

    /// False where all the units that had the word were taken out since.
    pub(crate) fn is_alive(&self, info: &TermInfo) -> tantivy::Result<bool> {
        let Some(alive) = self.reader.alive_bitset() else { return Ok(true) };
        let option = IndexRecordOption::Basic;
        let mut block = self.index.read_block_postings_from_terminfo(info, option)?;
        while !block.docs().is_empty() {
            if block.docs().iter().any(|&entry| alive.is_alive(entry)) {
                return Ok(true);
            }
            block.advance();
        }
        Ok(false)
    }
}
