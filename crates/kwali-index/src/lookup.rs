//! Finds entries in one tantivy segment, by words and facts.

use std::ops::ControlFlow;

use kwali_text::PhraseElement;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::facts::AnyOf;
use crate::tokens::{folded_form, is_key};

/// For how many words one part of a phrase of several may stand.
pub(crate) const MAX_WORDS_OF_PART: usize = 10_000;

/// Lists that are so many times as long as what is looked up in them are not read through.
const MANY_TIMES: usize = 4;

/// So many places of several terms are sorted; from more a set of bits is made.
const SORTED_AT_MOST: usize = 4_096;

/// What one word of a phrase must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum WordQuery {
    /// It has one of these terms.
    Terms(Vec<String>),
    /// Its folded form begins like this, and so it has a term that begins in one of these ways.
    Prefix { folded: String, beginnings: Vec<String> },
    /// Its folded form is what the element wants, for which all words must be looked at.
    Folded(PhraseElement),
}

/// What an entry must have.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Where words are looked for.
    pub(crate) field: Field,
    /// Every phrase must be there.
    pub(crate) phrases: Vec<Vec<WordQuery>>,
    /// Of each, one fact must hold.
    pub(crate) conditions: Vec<AnyOf>,
}

/// A part of a phrase that stands for too many words, as it would be typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TooBroad(pub(crate) String);

/// What was found, unless a part of a phrase is too broad.
type Found<T> = tantivy::Result<ControlFlow<TooBroad, T>>;

/// Takes the value out, or returns early with the part that is too broad.
macro_rules! found {
    ($found:expr) => {
        match $found? {
            ControlFlow::Continue(value) => value,
            ControlFlow::Break(too_broad) => return Ok(ControlFlow::Break(too_broad)),
        }
    };
}

/// Returns the entries of a segment that have what is wanted, in order.
pub(crate) fn entries(reader: &SegmentReader, wanted: &Wanted) -> Found<Vec<DocId>> {
    let mut entries: Option<Vec<DocId>> = None;
    let words = reader.inverted_index(wanted.field)?;
    for phrase in &wanted.phrases {
        let with_phrase = found!(phrase_entries(&words, phrase));
        narrow(&mut entries, with_phrase);
    }
    for any_of in &wanted.conditions {
        narrow_to_facts(reader, &mut entries, any_of)?;
    }
    let mut entries = entries.unwrap_or_default();
    if let Some(alive) = reader.alive_bitset() {
        entries.retain(|&entry| alive.is_alive(entry));
    }
    Ok(ControlFlow::Continue(entries))
}

fn narrow(entries: &mut Option<Vec<DocId>>, by: Vec<DocId>) {
    match entries {
        Some(entries) => entries.retain(|entry| by.binary_search(entry).is_ok()),
        None => *entries = Some(by),
    }
}

/// Keeps the entries for which one of these facts holds.
fn narrow_to_facts(
    reader: &SegmentReader,
    entries: &mut Option<Vec<DocId>>,
    facts: &AnyOf,
) -> tantivy::Result<()> {
    let index = reader.inverted_index(crate::entry::FACTS)?;
    let mut infos = Vec::new();
    for fact in facts {
        infos.extend(index.get_term_info(&Term::from_field_text(crate::entry::FACTS, fact))?);
    }
    let n_with_facts: usize = infos.iter().map(|info| info.doc_freq as usize).sum();
    match entries {
        Some(few) if few.len() * infos.len() < n_with_facts / MANY_TIMES => {
            keep_with_terms(&index, &infos, few)
        }
        _ => {
            narrow(entries, with_terms(&index, &infos)?);
            Ok(())
        }
    }
}

/// Keeps the entries that have any of these terms, and looks at no others.
fn keep_with_terms(
    index: &InvertedIndexReader,
    infos: &[TermInfo],
    entries: &mut Vec<DocId>,
) -> tantivy::Result<()> {
    let mut kept = Vec::new();
    for info in infos {
        let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        kept.extend(entries.iter().filter(|&&entry| reaches(&mut postings, entry)));
    }
    kept.sort_unstable();
    kept.dedup();
    *entries = kept;
    Ok(())
}

/// Whether the entry is among the postings, which are moved to it; entries are asked for in order.
fn reaches(postings: &mut SegmentPostings, entry: DocId) -> bool {
    if postings.doc() < entry {
        postings.seek(entry);
    }
    postings.doc() == entry
}

/// The entries with any of these terms.
fn with_terms(index: &InvertedIndexReader, infos: &[TermInfo]) -> tantivy::Result<Vec<DocId>> {
    let n_places: usize = infos.iter().map(|info| info.doc_freq as usize).sum();
    if infos.len() > 1 && n_places > SORTED_AT_MOST {
        let mut entries = EntrySet::default();
        for_each_block(index, infos, |block| {
            block.iter().for_each(|&entry| entries.insert(entry));
        })?;
        return Ok(entries.entries());
    }
    let mut entries = Vec::with_capacity(n_places);
    for_each_block(index, infos, |block| entries.extend_from_slice(block))?;
    if infos.len() > 1 {
        entries.sort_unstable();
        entries.dedup();
    }
    Ok(entries)
}

fn for_each_block(
    index: &InvertedIndexReader,
    infos: &[TermInfo],
    mut take: impl FnMut(&[DocId]),
) -> tantivy::Result<()> {
    for info in infos {
        let mut block = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while !block.docs().is_empty() {
            take(block.docs());
            block.advance();
        }
    }
    Ok(())
}

/// A set of entries, one bit each: a prefix may stand for every word there is, and then a list of
/// the places of all of them would be many times as long as the list of entries.
#[derive(Default)]
struct EntrySet(Vec<u64>);

impl EntrySet {
    fn insert(&mut self, entry: DocId) {
        let (word, bit) = (entry as usize / 64, entry % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    /// The entries in order.
    fn entries(&self) -> Vec<DocId> {
        let mut entries = Vec::new();
        for (word, &bits) in self.0.iter().enumerate() {
            let mut left = bits;
            while left != 0 {
                entries.push(word as DocId * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
        entries
    }
}

fn phrase_entries(index: &InvertedIndexReader, phrase: &[WordQuery]) -> Found<Vec<DocId>> {
    let mut words = Vec::with_capacity(phrase.len());
    for (offset, word) in phrase.iter().enumerate() {
        let most = if phrase.len() == 1 { usize::MAX } else { MAX_WORDS_OF_PART };
        words.push((offset as u32, found!(terms_of(index, word, most))));
    }
    let entries = match words.as_slice() {
        [(_, infos)] => with_terms(index, infos)?,
        _ => in_a_row(index, words)?,
    };
    Ok(ControlFlow::Continue(entries))
}

fn terms_of(index: &InvertedIndexReader, word: &WordQuery, most: usize) -> Found<Vec<TermInfo>> {
    let mut infos = Vec::new();
    match word {
        WordQuery::Terms(terms) => {
            for term in terms {
                infos.extend(index.terms().get(term)?);
            }
        }
        WordQuery::Prefix { folded, beginnings } => {
            for beginning in beginnings {
                let mut terms = index.terms().range().ge(beginning).into_stream()?;
                while let Some((term, info)) = terms.next() {
                    if !term.starts_with(beginning.as_bytes()) {
                        break;
                    }
                    if is_key(term) {
                        continue;
                    }
                    if infos.len() == most {
                        return Ok(ControlFlow::Break(TooBroad(format!("{folded}*"))));
                    }
                    infos.push(info.clone());
                }
            }
        }
        WordQuery::Folded(element) => {
            let mut terms = index.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                if !folded_form(term).is_some_and(|folded| element.fits_folded(folded)) {
                    continue;
                }
                if infos.len() == most {
                    return Ok(ControlFlow::Break(TooBroad(as_typed(element))));
                }
                infos.push(info.clone());
            }
        }
    }
    Ok(ControlFlow::Continue(infos))
}

fn as_typed(element: &PhraseElement) -> String {
    match element {
        PhraseElement::Word { word, .. } => word.clone(),
        PhraseElement::Prefix(folded) => format!("{folded}*"),
        PhraseElement::Near { folded, edits } => format!("{folded}~{edits}"),
        PhraseElement::Pattern(pattern) => format!("/{}/", pattern.as_str()),
    }
}

/// The entries in which words stand in a row; each comes with its place in the phrase.
fn in_a_row(
    index: &InvertedIndexReader,
    mut words: Vec<(u32, Vec<TermInfo>)>,
) -> tantivy::Result<Vec<DocId>> {
    // The rarest word first: the others are looked up only where it stands.
    words.sort_by_key(|(_, infos)| infos.iter().map(|info| u64::from(info.doc_freq)).sum::<u64>());
    let mut starts: Option<Vec<Start>> = None;
    for (offset, infos) in &words {
        let within = starts.as_ref().map(|starts| entries_of(starts));
        let found = starts_of(index, infos, *offset, within.as_deref())?;
        match &mut starts {
            Some(starts) => starts.retain(|start| found.binary_search(start).is_ok()),
            None => starts = Some(found),
        }
    }
    Ok(entries_of(&starts.unwrap_or_default()))
}

/// Where the phrase would start: in which entry, at which position.
type Start = (DocId, u32);

fn entries_of(starts: &[Start]) -> Vec<DocId> {
    let mut entries: Vec<DocId> = starts.iter().map(|&(entry, _)| entry).collect();
    entries.dedup();
    entries
}

fn starts_of(
    index: &InvertedIndexReader,
    infos: &[TermInfo],
    offset: u32,
    within: Option<&[DocId]>,
) -> tantivy::Result<Vec<Start>> {
    let mut starts = Vec::new();
    let mut positions = Vec::new();
    let mut add = |postings: &mut SegmentPostings| {
        postings.positions(&mut positions);
        let fitting = positions.iter().filter_map(|position| position.checked_sub(offset));
        starts.extend(fitting.map(|position| (postings.doc(), position)));
    };
    for info in infos {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = index.read_postings_from_terminfo(info, option)?;
        match within {
            Some(entries) if entries.len() < info.doc_freq as usize => {
                for &entry in entries {
                    if reaches(&mut postings, entry) {
                        add(&mut postings);
                    }
                }
            }
            _ => {
                while postings.doc() != TERMINATED {
                    let entry = postings.doc();
                    if within.is_none_or(|entries| entries.binary_search(&entry).is_ok()) {
                        add(&mut postings);
                    }
                    postings.advance();
                }
            }
        }
    }
    starts.sort_unstable();
    starts.dedup();
    Ok(starts)
}
