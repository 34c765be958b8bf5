//! The part of a study from which a query can be answered.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{
    Arranged, Arrangement, Lookup, Query, Records, Selection, Sources, coded_segments,
};
use kwali_index::Index;
use kwali_model::{CodingDetail, CodingId, CodingTotals, DocumentId, Layout, Snapshot};
use kwali_text::{Phrase, Text};

use crate::querying::query_error;
use crate::study::{WORTH_A_PART, get_or_load};
use crate::{Error, Retrieved, Study};

/// What was read of a study to answer a query: all of it, or the documents in which the answer is.
///
/// Of these it has all codings, so that relations between codings and the codes on a segment are
/// those of the whole study. Places of documents and codings are its own, in the order of the
/// study.
pub struct Part<'a> {
    study: &'a Study,
    snapshot: Cow<'a, Snapshot>,
    layouts: Cow<'a, [Layout]>,
    /// Of the whole study, where this is less.
    totals: Option<CodingTotals>,
    index: OnceCell<Index>,
    details: OnceCell<BTreeMap<CodingId, CodingDetail>>,
}

/// The answer to a query.
pub struct Answer<'a> {
    /// What was found; places are those among the codings of the part.
    pub found: Retrieved,
    /// In what.
    pub part: Part<'a>,
}

impl Study {
    /// Answers a query: an empty one with all codings.
    ///
    /// Where words, documents or people in the query leave few documents, and the index shows the
    /// study as it is, no others are read. What is found is the same.
    pub fn ask(&self, typed: &str) -> Result<Answer<'_>, Error> {
        let part = match self.part_for(typed)? {
            Some(part) => part,
            None => self.whole()?,
        };
        Ok(Answer { found: part.retrieve(typed)?, part })
    }

    /// Returns the whole study.
    pub fn whole(&self) -> Result<Part<'_>, Error> {
        let (snapshot, layouts) = (self.snapshot()?, self.layouts()?);
        Ok(Part {
            study: self,
            snapshot: Cow::Borrowed(snapshot),
            layouts: Cow::Borrowed(layouts),
            totals: None,
            index: OnceCell::new(),
            details: OnceCell::new(),
        })
    }

    /// Returns the part in which the answer is, or `None` if the whole study had better be read.
    fn part_for(&self, typed: &str) -> Result<Option<Part<'_>>, Error> {
        if self.is_read() {
            return Ok(None);
        }
        let state = self.frame()?.state();
        let Some(index) = self.fresh_index()? else { return Ok(None) };
        let query = Query::read(typed, self.frame()?).map_err(|error| query_error(typed, error))?;
        let Some((outline, selection)) = self.outline_for(&query, &index)? else {
            return Ok(None);
        };
        if outline.state() != state {
            return Ok(None);
        }
        let places = match reached(&outline, &index, &selection)? {
            Some(places) => places,
            None => (0..outline.documents().len()).collect(),
        };
        match places.len() * WORTH_A_PART <= self.store.documents_at_most()? {
            true => self.part_of(&outline, &places, index),
            false => Ok(None),
        }
    }

    /// Returns the study without codings, and of its documents no more than a query needs, with what
    /// the query means there; `None` if it makes spans or is wrong.
    fn outline_for(
        &self,
        query: &Query,
        index: &Index,
    ) -> Result<Option<(Cow<'_, Snapshot>, Selection)>, Error> {
        let meant = |outline: &Snapshot| match query.resolve_spans(outline) {
            Ok(None) => query.resolve(outline).ok(),
            _ => None,
        };
        if let Some(documents) = query.reach_of_words(&|phrase| with_phrase(index, phrase))? {
            let outline = self.with_documents(&documents)?;
            if let Some(selection) = meant(&outline) {
                return Ok(Some((outline, selection)));
            }
            // It may name what other documents have.
        }
        let outline = self.without_codings()?;
        Ok(meant(outline).map(|selection| (Cow::Borrowed(outline), selection)))
    }

    /// Reads the documents at these places, unless the study has changed by now.
    fn part_of<'a>(
        &'a self,
        outline: &Snapshot,
        places: &[usize],
        index: Index,
    ) -> Result<Option<Part<'a>>, Error> {
        let documents = outline.documents();
        let ids: BTreeSet<DocumentId> = places.iter().map(|&place| documents[place].id).collect();
        let codings = index.codings_of(ids)?;
        let Some(some) = self.store.some_codings(&codings, outline.state().0)? else {
            return Ok(None);
        };
        let mut layouts = vec![Layout::default(); documents.len()];
        for &place in places {
            layouts[place] = self.store.layout(documents[place].id)?;
        }
        Ok(Some(Part {
            study: self,
            snapshot: Cow::Owned(outline.with_only(some.codings)),
            layouts: Cow::Owned(layouts),
            totals: Some(some.totals),
            index: OnceCell::from(index),
            details: OnceCell::new(),
        }))
    }
}

/// Returns the documents that have a coding with a phrase in its segment.
fn with_phrase(index: &Index, phrase: &Phrase) -> Result<BTreeSet<DocumentId>, Error> {
    Ok(index.documents_with(&index.with_compounds(phrase)?)?)
}

/// Returns the places of the documents in which something can meet a selection; `None` for all.
fn reached(
    outline: &Snapshot,
    index: &Index,
    selection: &Selection,
) -> Result<Option<Vec<usize>>, Error> {
    let has_phrase = |phrase: &Phrase| -> Result<Vec<bool>, Error> {
        let with = with_phrase(index, phrase)?;
        Ok(outline.documents().iter().map(|document| with.contains(&document.id)).collect())
    };
    let reach = selection.reach(outline, &has_phrase)?;
    Ok(reach.map(|reach| (0..reach.len()).filter(|&place| reach[place]).collect()))
}

impl<'a> Part<'a> {
    /// Returns the study that this is a part of.
    pub fn study(&self) -> &'a Study {
        self.study
    }

    /// Returns the documents of the part with those who speak in them and their codings, and the codes,
    /// coders and variables of the study. There may be more documents, without their codings.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns paragraphs and turns by place; documents whose codings were not read have none.
    pub fn layouts(&self) -> &[Layout] {
        &self.layouts
    }

    /// Returns how many codings the whole study has, and whose.
    pub fn totals(&self) -> CodingTotals {
        self.totals.clone().unwrap_or_else(|| self.snapshot.totals())
    }

    /// Returns the words of the documents at some places, by place; all other texts are empty.
    pub fn texts_at(&self, places: impl IntoIterator<Item = usize>) -> Result<Vec<Text>, Error> {
        let documents = self.snapshot.documents();
        let mut texts = vec![Text::default(); documents.len()];
        for place in places.into_iter().collect::<BTreeSet<usize>>() {
            texts[place] = self.study.text(&documents[place])?;
        }
        Ok(texts)
    }

    /// Returns what belongs to the codings of the part but to no count.
    pub fn details(&self) -> Result<&BTreeMap<CodingId, CodingDetail>, Error> {
        get_or_load(&self.details, || {
            if self.totals.is_none() {
                return self.study.coding_details();
            }
            let ids = self.snapshot.codings().iter().map(|coding| coding.id).collect();
            Ok(self.study.store.details_of(&ids)?)
        })
    }

    /// Arranges the segments of codings, which are places among those of the part in ascending
    /// order.
    pub fn arrange(&self, codings: &[usize], arrangement: &Arrangement) -> Result<Arranged, Error> {
        let segments = coded_segments(&self.snapshot, &self.layouts, codings);
        Ok(kwali_analysis::arrange(&self.snapshot, &segments, arrangement)?)
    }

    pub(crate) fn retrieve(&self, typed: &str) -> Result<Retrieved, Error> {
        let snapshot = self.snapshot();
        let failed = |error| query_error(typed, error);
        let query = Query::read(typed, snapshot).map_err(failed)?;
        if let Some(selection) = query.resolve_spans(snapshot).map_err(failed)? {
            let made =
                |sources: &Sources<'_>| kwali_analysis::select_spans(snapshot, sources, &selection);
            return self.with_sources(made).map(Retrieved::Spans);
        }
        let selection = query.resolve(snapshot).map_err(failed)?;
        let select = |sources: &Sources<'_>| kwali_analysis::select(snapshot, sources, &selection);
        self.with_sources(select).map(Retrieved::Codings)
    }

    /// Calls `act` with what queries need beside the snapshot, read when it is asked for.
    pub(crate) fn with_sources<T>(&self, act: impl FnOnce(&Sources<'_>) -> T) -> Result<T, Error> {
        let failed: RefCell<Option<Error>> = RefCell::new(None);
        let note = |error| {
            failed.borrow_mut().get_or_insert(error);
        };
        let found = |lookup: &Lookup| self.answer(lookup).map_err(note).unwrap_or_default();
        let documents = self.snapshot.documents();
        let text = |place: usize, read: &mut dyn FnMut(&Text)| {
            let text = documents.get(place).map(|document| self.study.text(document));
            match text.transpose() {
                Ok(text) => text.iter().for_each(read),
                Err(error) => note(error),
            }
        };
        let result = act(&Sources { layouts: &self.layouts, found: &found, text: &text });
        match failed.into_inner() {
            Some(error) => Err(error),
            None => Ok(result),
        }
    }

    /// Returns the codings that a question asks for which the snapshot leaves open.
    fn answer(&self, lookup: &Lookup) -> Result<BTreeSet<CodingId>, Error> {
        let nothing = Records { snapshot: &self.snapshot, texts: &[], details: None, memos: &[] };
        match lookup {
            Lookup::Phrase(phrase) => {
                let index = get_or_load(&self.index, || self.study.index(&mut |_, _| {}))?;
                Ok(index.segments(&index.with_compounds(phrase)?)?)
            }
            Lookup::Origin(_) => {
                Ok(Records { details: Some(self.details()?), ..nothing }.find(lookup))
            }
            Lookup::Memo { .. } => {
                let memos = self.study.memos()?;
                Ok(Records { memos: &memos, ..nothing }.find(lookup))
            }
        }
    }
}
