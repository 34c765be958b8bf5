//! The study's own words: compounds among them, and what is spelled nearly so.

use std::collections::{BTreeMap, BTreeSet};

use kwali_text::{Analyser, Phrase, WordInCompounds, edit_distance, fold};
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{InvertedIndexReader, SegmentReader};

use crate::entry::UNIT_WORDS;
use crate::tokens::{all_terms, folded_form};
use crate::{Error, Index, tantivy_index};

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
        let mut candidates = BTreeSet::new();
        self.each_word(|folded, _| {
            if wanted.may_stand_in(folded) {
                candidates.insert(folded.to_owned());
            }
        })?;
        let language = analyser.language().code();
        tantivy_index::guarded(self.folder(), || {
            let dictionaries = self.dictionaries()?;
            let is_known = |part: &str| {
                let terms = all_terms(language, part);
                dictionaries.iter().any(|words| words.has_any(&terms).unwrap_or(false))
            };
            candidates.retain(|candidate| wanted.stands_in(candidate, &is_known));
            Ok(candidates)
        })
    }

    /// Calls `act` with every folded word of every part of the index, and in how many units of
    /// that part it is.
    fn each_word(&self, mut act: impl FnMut(&str, u32)) -> Result<(), Error> {
        tantivy_index::guarded(self.folder(), || {
            for words in self.dictionaries()? {
                let mut terms = words.index.terms().stream()?;
                while let Some((term, info)) = terms.next() {
                    let Some(folded) = folded_form(term) else { continue };
                    if words.is_alive(info)? {
                        act(folded, info.doc_freq);
                    }
                }
            }
            Ok(())
        })
    }

    fn dictionaries(&self) -> tantivy::Result<Vec<Dictionary<'_>>> {
        let dictionary = |reader| {
            let index = SegmentReader::inverted_index(reader, UNIT_WORDS)?;
            Ok(Dictionary { reader, index })
        };
        self.readers().iter().map(dictionary).collect()
    }
}

/// The words of one part of the index.
struct Dictionary<'a> {
    reader: &'a SegmentReader,
    index: std::sync::Arc<InvertedIndexReader>,
}

impl Dictionary<'_> {
    fn has_any(&self, terms: &[String]) -> tantivy::Result<bool> {
        for term in terms {
            if let Some(info) = self.index.terms().get(term)?
                && self.is_alive(&info)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// False where all the units that had the word were taken out since.
    fn is_alive(&self, info: &TermInfo) -> tantivy::Result<bool> {
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
