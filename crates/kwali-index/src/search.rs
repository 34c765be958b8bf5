//! Asking the index.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kwali_model::{CodingId, DocumentId, SpeakerNumber};
use kwali_text::{Analyser, Language, Phrase, PhraseElement};
use tantivy::SegmentReader;
use tantivy::schema::Field;

use crate::entry::{OWNER_COLUMN, PLACE_COLUMN, SEGMENT_WORDS, UNIT_WORDS, unpacked};
use crate::facts::{AnyOf, SEGMENT, SegmentFilter, UNIT, UnitFilter};
use crate::folder::generation_path;
use crate::lookup::{MAX_WORDS_OF_PART, TooBroad, Wanted, WordQuery, entries};
use crate::stamp::{self, StampFile, read_settled};
use crate::term_list::TermList;
use crate::tokens::{beginnings, terms_of_word};
use crate::{Condition, Error, Stamp, tantivy_index};

/// An index that can be asked; it goes on showing what it showed when it was opened.
pub struct Index {
    folder: PathBuf,
    stamp: Stamp,
    analysers: Vec<(String, Analyser)>,
    readers: Vec<SegmentReader>,
    generation: PathBuf,
    terms: OnceCell<TermList>,
}

/// A text unit that was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct UnitHit {
    /// The document.
    pub document: DocumentId,
    /// The byte of its text where the unit starts, behind the label of a turn.
    pub start: u32,
    /// The byte before which it ends.
    pub end: u32,
    /// Who speaks.
    pub speaker: Option<SpeakerNumber>,
}

impl Index {
    /// Returns how the index in `folder` stands to what is wanted.
    ///
    /// Looks at the stamp and the sizes and times of the files; only files that were touched since
    /// are read. While another process commits a change this waits for it, two seconds at most.
    pub fn condition(folder: &Path, wanted: &Stamp) -> Condition {
        stamp::condition(folder, wanted)
    }

    /// Opens the index in `folder` if it shows what is wanted; else says how it stands to that.
    ///
    /// # Errors
    ///
    /// If it shows what is wanted, and yet cannot be read.
    pub fn open_fresh(folder: &Path, wanted: &Stamp) -> Result<Result<Index, Condition>, Error> {
        match stamp::fresh(folder, wanted) {
            Ok(stamp) => Index::of_stamp(folder, &stamp).map(Ok),
            Err(condition) => Ok(Err(condition)),
        }
    }

    /// Opens the index in `folder`, whatever state it shows.
    pub fn open(folder: &Path) -> Result<Index, Error> {
        Index::of_stamp(folder, &read_settled(folder)?)
    }

    fn of_stamp(folder: &Path, stamp: &StampFile) -> Result<Index, Error> {
        let generation = generation_path(folder, stamp.generation);
        let index = tantivy_index::open(folder, &generation)?;
        let readers = tantivy_index::readers(folder, &index)?;
        let languages = stamp.languages.iter().filter_map(|code| Language::new(code));
        Ok(Index {
            folder: folder.to_owned(),
            stamp: stamp.shows(),
            analysers: languages
                .map(|language| (language.code().to_owned(), Analyser::new(&language)))
                .collect(),
            readers,
            generation,
            terms: OnceCell::new(),
        })
    }

    /// Returns what the index shows.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Returns the text units in which every phrase stands, by document id and start.
    ///
    /// They are exactly those in whose bytes [`Phrase::find`] finds each of the phrases, except
    /// that words of more than 255 bytes count as equal where they begin alike. Without a phrase
    /// all units are returned that the filter lets through.
    pub fn units(&self, phrases: &[Phrase], filter: &UnitFilter) -> Result<Vec<UnitHit>, Error> {
        let mut conditions = filter.conditions();
        if phrases.is_empty() {
            conditions.push(vec![UNIT.to_owned()]);
        }
        let columns = &[OWNER_COLUMN, PLACE_COLUMN];
        let rows = self.rows(UNIT_WORDS, phrases, conditions, columns)?.into_iter();
        let mut hits: Vec<UnitHit> = rows
            .map(|[owner, place]| UnitHit {
                document: DocumentId(unpacked(owner).0),
                start: unpacked(place).0,
                end: unpacked(place).1,
                speaker: unpacked(owner).1.checked_sub(1).map(SpeakerNumber),
            })
            .collect();
        hits.sort_unstable();
        Ok(hits)
    }

    /// Returns the codings in whose segment the phrase stands, in one of its
    /// [`pieces`](crate::pieces).
    pub fn segments(&self, phrase: &Phrase) -> Result<BTreeSet<CodingId>, Error> {
        self.segments_in(std::slice::from_ref(phrase), &SegmentFilter::default())
    }

    /// Returns the codings in whose segment every phrase stands and that the filter lets through.
    pub fn segments_in(
        &self,
        phrases: &[Phrase],
        filter: &SegmentFilter,
    ) -> Result<BTreeSet<CodingId>, Error> {
        let mut conditions = filter.conditions();
        if phrases.is_empty() {
            conditions.push(vec![SEGMENT.to_owned()]);
        }
        let rows = self.rows(SEGMENT_WORDS, phrases, conditions, &[OWNER_COLUMN])?;
        Ok(rows.into_iter().map(|[owner]| CodingId(unpacked(owner).1)).collect())
    }

    /// Returns the documents that have a coding in whose segment the phrase stands.
    pub fn documents_with(&self, phrase: &Phrase) -> Result<BTreeSet<DocumentId>, Error> {
        let phrases = std::slice::from_ref(phrase);
        let rows = self.rows(SEGMENT_WORDS, phrases, Vec::new(), &[OWNER_COLUMN])?;
        Ok(rows.into_iter().map(|[owner]| DocumentId(unpacked(owner).0)).collect())
    }

    /// Returns all codings of these documents.
    pub fn codings_of(&self, documents: BTreeSet<DocumentId>) -> Result<BTreeSet<CodingId>, Error> {
        let filter = SegmentFilter { documents: Some(documents), ..SegmentFilter::default() };
        self.segments_in(&[], &filter)
    }

    /// Returns these columns of every entry that has what is asked for.
    fn rows<const N: usize>(
        &self,
        field: Field,
        phrases: &[Phrase],
        conditions: Vec<AnyOf>,
        columns: &[&str; N],
    ) -> Result<Vec<[u64; N]>, Error> {
        let phrases = phrases.iter().map(|phrase| self.word_queries(phrase)).collect();
        let wanted = Wanted { field, phrases, conditions };
        match tantivy_index::guarded(&self.folder, || find(&self.readers, &wanted, columns))? {
            ControlFlow::Continue(rows) => Ok(rows),
            ControlFlow::Break(TooBroad(typed)) => {
                Err(Error::TooBroad { typed, most: MAX_WORDS_OF_PART })
            }
        }
    }

    pub(crate) fn analysers(&self) -> &[(String, Analyser)] {
        &self.analysers
    }

    /// Returns all terms of the words of units.
    ///
    /// They are read when first asked for. Should a change have been committed since the index was
    /// opened, they are those of the change: words may be among them that nothing is found under.
    pub(crate) fn terms(&self) -> Result<&TermList, Error> {
        match self.terms.get() {
            Some(terms) => Ok(terms),
            None => {
                let terms = TermList::read(&self.generation)?;
                Ok(self.terms.get_or_init(|| terms))
            }
        }
    }

    fn languages(&self) -> impl Iterator<Item = &str> {
        self.analysers.iter().map(|(language, _)| language.as_str())
    }

    fn word_queries(&self, phrase: &Phrase) -> Vec<WordQuery> {
        phrase.elements().iter().map(|element| self.word_query(element)).collect()
    }

    fn word_query(&self, element: &PhraseElement) -> WordQuery {
        match element {
            PhraseElement::Prefix(folded) => WordQuery::Prefix {
                folded: folded.clone(),
                beginnings: beginnings(self.languages(), folded),
            },
            PhraseElement::Word { word, compounds, .. } => {
                let keys = |(language, analyser): &(String, Analyser)| {
                    terms_of_word(language, analyser, word)
                };
                let forms = |compound: &String| beginnings(self.languages(), compound);
                let keys = self.analysers.iter().flat_map(keys);
                WordQuery::Terms(keys.chain(compounds.iter().flat_map(forms)).collect())
            }
            PhraseElement::Near { .. } | PhraseElement::Pattern(_) => {
                WordQuery::Folded(element.clone())
            }
        }
    }
}

fn find<const N: usize>(
    readers: &[SegmentReader],
    wanted: &Wanted,
    columns: &[&str; N],
) -> tantivy::Result<ControlFlow<TooBroad, Vec<[u64; N]>>> {
    let mut rows = Vec::new();
    for reader in readers {
        let entries = match entries(reader, wanted)? {
            ControlFlow::Continue(entries) => entries,
            ControlFlow::Break(too_broad) => return Ok(ControlFlow::Break(too_broad)),
        };
        let mut found = vec![[0; N]; entries.len()];
        for (number, name) in columns.iter().enumerate() {
            let column = reader.fast_fields().u64(name)?;
            for (row, &entry) in found.iter_mut().zip(&entries) {
                // Every entry has every column.
                row[number] = column.first(entry).unwrap_or_default();
            }
        }
        rows.extend(found);
    }
    Ok(ControlFlow::Continue(rows))
}
