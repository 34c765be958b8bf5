//! Finding words in the transcripts, one document after the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{ControlFlow, Range};

use kwali_analysis::{ConcordanceLine, GroupWords, HitOrder, WordGroups, keyword_in_context};
use kwali_index::{Index, UnitFilter, UnitHit};
use kwali_model::{Document, Snapshot};
use kwali_text::{Analyser, Language, Phrase, PhraseElement};

use crate::asking::HitRange;
use crate::indexing::Progress;
use crate::{Compounds, ContextWidth, Error, SearchRequest, Study};

/// What a search has found beside the hits themselves.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Searched {
    /// How many hits were given.
    pub hits: usize,
    /// In how many documents these are.
    pub documents: usize,
    /// Whether there are more hits behind them.
    pub goes_on: bool,
    /// The compounds of the study in which words were looked for as well, folded.
    pub compounds: BTreeSet<String>,
    /// Where nothing was found: words that the study has nowhere, each with what is spelled nearly
    /// so.
    pub near: Vec<(String, Vec<String>)>,
}

/// Hits counted in one group.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HitCount {
    /// The group.
    pub name: String,
    /// How many hits.
    pub hits: u64,
    /// In how many documents.
    pub documents: u64,
}

/// How many near spellings are told.
const MOST_NEAR: usize = 5;

/// Takes a hit, and says whether to go on.
pub type TakeHit<'a> = &'a mut dyn FnMut(ConcordanceLine) -> ControlFlow<()>;

/// Words that were looked for in the transcripts, and the paragraphs that have them.
pub struct Search<'a> {
    study: &'a Study,
    request: &'a SearchRequest,
    index: Index,
    phrases: Vec<Phrase>,
    /// The study, with at least the documents that have hits.
    outline: Cow<'a, Snapshot>,
    units: Vec<UnitHit>,
}

impl Study {
    /// Looks for words in the transcripts; the hits themselves are found one after the other, when
    /// [`Search::each`] is called.
    pub fn search<'a>(
        &'a self,
        request: &'a SearchRequest,
        progress: Progress<'_>,
    ) -> Result<Search<'a>, Error> {
        let index = self.index(progress)?;
        let phrases = self.phrases(request, &index)?;
        let units = index.units(&phrases, &UnitFilter::default())?;
        let documents = units.iter().map(|unit| unit.document).collect();
        let outline = self.with_documents(&documents)?;
        Ok(Search { study: self, request, index, phrases, outline, units })
    }

    /// Counts hits by `document`, `group`, `speaker` or a variable; the page does not matter.
    pub fn count_hits(
        &self,
        request: &SearchRequest,
        by: &str,
        progress: Progress<'_>,
    ) -> Result<Vec<HitCount>, Error> {
        let by = match by {
            "document" => GroupWords::ByDocument,
            "group" => GroupWords::ByGroup,
            "speaker" => GroupWords::BySpeaker,
            name => GroupWords::ByVariable(self.variable(name)?),
        };
        // All documents are read before any is searched, as every group is to be told.
        let groups = WordGroups::new(self.without_codings()?, by)?;
        let count = |name: &String| HitCount { name: name.clone(), ..HitCount::default() };
        let mut counts: Vec<HitCount> = groups.names().iter().map(count).collect();
        let mut last_documents = vec![None; counts.len()];
        let request = SearchRequest { width: ContextWidth::Words(0), ..request.clone() };
        self.search(&request, progress)?.each_hit(&mut |line| {
            if let Some(group) = groups.group(line.place, line.speaker) {
                counts[group].hits += 1;
                let is_new = last_documents[group] != Some(line.place);
                counts[group].documents += u64::from(is_new);
                last_documents[group] = Some(line.place);
            }
            ControlFlow::Continue(())
        })?;
        Ok(counts)
    }

    fn phrases(&self, request: &SearchRequest, index: &Index) -> Result<Vec<Phrase>, Error> {
        self.check_speaker(&request.whose)?;
        let read = |typed: &String| {
            let phrase = Phrase::parse(typed).map_err(Error::Phrase)?;
            match request.compounds {
                Compounds::LeftOut => Ok(phrase.without_compounds()),
                Compounds::Included => Ok(index.with_compounds(&phrase)?),
            }
        };
        request.phrases.iter().map(read).collect()
    }
}

impl Search<'_> {
    /// Returns the study that places of documents in hits are of: all of it but its codings, or the
    /// documents that have hits with those who speak in them.
    pub fn outline(&self) -> &Snapshot {
        &self.outline
    }

    /// Gives the hits of the page that was asked for, one after the other.
    ///
    /// One document is in memory at a time, beside a list of the paragraphs found. In another order
    /// than that of documents, as many hits are kept as there are up to the end of the page.
    pub fn each(&self, take: TakeHit<'_>) -> Result<Searched, Error> {
        let SearchRequest { page, order, .. } = *self.request;
        let mut giver = Giver { page, places: BTreeSet::new(), searched: Searched::default() };
        if order == HitOrder::Document {
            self.each_hit(&mut |line| giver.give(line, take))?;
        } else {
            let until = page.size.map(|size| page.skip + size + 1);
            let mut first = FirstHits { order, until, hits: Vec::new() };
            self.each_hit(&mut |line| {
                first.add(line);
                ControlFlow::Continue(())
            })?;
            for line in first.finish() {
                if giver.give(line, take).is_break() {
                    break;
                }
            }
        }
        let mut searched = giver.searched;
        searched.compounds = self.phrases.iter().flat_map(compounds).collect();
        if searched.hits == 0 {
            searched.near = near(&self.index, &self.phrases)?;
        }
        Ok(searched)
    }

    /// Gives every hit in the order of documents.
    fn each_hit(&self, take: TakeHit<'_>) -> Result<(), Error> {
        let outline = &self.outline;
        let mut by_place: BTreeMap<usize, Vec<UnitHit>> = BTreeMap::new();
        for unit in &self.units {
            let Some(place) = outline.document_place(unit.document) else { continue };
            let document = &outline.documents()[place];
            let speaker = unit.speaker.and_then(|number| document.speakers.get(number.index()));
            if self.request.whose.includes(speaker) {
                by_place.entry(place).or_default().push(*unit);
            }
        }
        let mut analysers: HashMap<Language, Analyser> = HashMap::new();
        for (place, units) in by_place {
            let document = &outline.documents()[place];
            let language = document.language.clone();
            let analyser = analysers.entry(language).or_insert_with_key(Analyser::new);
            let find = |words: &str| hits_of(&self.phrases, words, analyser);
            for line in self.hits_in((place, document), &units, find)? {
                if take(line).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn hits_in(
        &self,
        (place, document): (usize, &Document),
        units: &[UnitHit],
        find: impl Fn(&str) -> Vec<Range<usize>>,
    ) -> Result<Vec<ConcordanceLine>, Error> {
        let text = self.study.text(document)?;
        let layout = self.study.store.layout(document.id)?;
        let mut lines = Vec::new();
        for unit in units {
            let start = unit.start as usize;
            let words = text.as_str().get(start..unit.end as usize).unwrap_or_default();
            for hit in find(words) {
                // The index and the study agree on the text, so what was found is a span of it.
                let hit = start + hit.start..start + hit.end;
                let context = keyword_in_context(&text, &layout, hit, self.request.width);
                let Ok(context) = context else { continue };
                lines.push(ConcordanceLine::new((place, document), &text, &layout, &context));
            }
        }
        Ok(lines)
    }
}

/// Where any of the phrases stands, each place once, in order.
fn hits_of(phrases: &[Phrase], words: &str, analyser: &Analyser) -> Vec<Range<usize>> {
    let mut hits: Vec<Range<usize>> =
        phrases.iter().flat_map(|phrase| phrase.find(words, analyser)).collect();
    hits.sort_by_key(|hit| (hit.start, hit.end));
    hits.dedup();
    hits
}

fn compounds(phrase: &Phrase) -> BTreeSet<String> {
    let of_element = |element: &PhraseElement| match element {
        PhraseElement::Word { compounds, .. } => compounds.clone(),
        _ => BTreeSet::new(),
    };
    phrase.elements().iter().flat_map(of_element).collect()
}

/// Of the words that are nowhere in the study, what is spelled nearly so.
fn near(index: &Index, phrases: &[Phrase]) -> Result<Vec<(String, Vec<String>)>, Error> {
    let mut found = Vec::new();
    for element in phrases.iter().flat_map(Phrase::elements) {
        let PhraseElement::Word { word, .. } = element else { continue };
        let alone = Phrase::parse(word).map_err(Error::Phrase)?;
        if index.units(&[alone], &UnitFilter::default())?.is_empty() {
            found.push((word.clone(), index.nearest_words(word, MOST_NEAR)?));
        }
    }
    Ok(found)
}

/// Gives the hits of one page, and looks whether there is one more.
struct Giver {
    page: HitRange,
    places: BTreeSet<usize>,
    searched: Searched,
}

impl Giver {
    fn give(&mut self, line: ConcordanceLine, take: TakeHit<'_>) -> ControlFlow<()> {
        if self.page.skip > 0 {
            self.page.skip -= 1;
            return ControlFlow::Continue(());
        }
        if self.page.size.is_some_and(|size| self.searched.hits >= size) {
            self.searched.goes_on = true;
            return ControlFlow::Break(());
        }
        self.searched.hits += 1;
        self.places.insert(line.place);
        self.searched.documents = self.places.len();
        take(line)
    }
}

/// The hits that come first in an order, no more than are needed.
struct FirstHits {
    order: HitOrder,
    until: Option<usize>,
    hits: Vec<(Vec<String>, ConcordanceLine)>,
}

impl FirstHits {
    fn add(&mut self, line: ConcordanceLine) {
        self.hits.push((line.sort_key(self.order), line));
        if self.until.is_some_and(|until| self.hits.len() >= 2 * until.max(500)) {
            self.tidy();
        }
    }

    /// Sorts, equal hits as they stand in the documents, and drops those that come too late.
    fn tidy(&mut self) {
        self.hits.sort_by(|(a, at_a), (b, at_b)| {
            (a, at_a.place, at_a.hit.start()).cmp(&(b, at_b.place, at_b.hit.start()))
        });
        self.hits.truncate(self.until.unwrap_or(usize::MAX));
    }

    fn finish(mut self) -> impl Iterator<Item = ConcordanceLine> {
        self.tidy();
        self.hits.into_iter().map(|(_, line)| line)
    }
}
