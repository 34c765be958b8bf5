//! Finding words in the transcripts.

use std::collections::{BTreeMap, HashMap};

use kwali_index::{UnitFilter, UnitHit};
use kwali_model::{CodingDetail, CodingId, Speaker};
use kwali_text::{Analyser, Language, Phrase, Span, Text, nearest};

use crate::indexing::Progress;
use crate::{Error, Study};

/// What to look for in the transcripts.
#[derive(Clone, Debug, Default)]
pub struct SearchRequest {
    /// Words, beginnings of words (`werk*`), phrases; all must stand in one paragraph of one
    /// speaker.
    pub phrases: Vec<String>,
    /// Whose words.
    pub whose: Whose,
    /// Whether words are found in compounds too.
    pub compounds: Compounds,
}

/// Whether a word is found in the compounds that it is a part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Compounds {
    /// `deskundige` finds `ervaringsdeskundige`; a `!` behind a word keeps it alone.
    #[default]
    Included,
    /// No word is, as if all had a `!`.
    LeftOut,
}

/// Whose words are looked through.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Whose {
    /// Everybody's, and what belongs to nobody.
    #[default]
    Everybody,
    /// All but the interviewer's.
    Participants,
    /// The interviewer's.
    Interviewer,
    /// Those of speakers with this name.
    Speaker(String),
}

impl Whose {
    /// True for the words of this speaker, or of nobody.
    pub(crate) fn includes(&self, speaker: Option<&Speaker>) -> bool {
        match self {
            Whose::Everybody => true,
            Whose::Participants => speaker.is_none_or(|speaker| !speaker.is_interviewer),
            Whose::Interviewer => speaker.is_some_and(|speaker| speaker.is_interviewer),
            Whose::Speaker(name) => speaker.is_some_and(|speaker| speaker.name == *name),
        }
    }
}

/// A place where the words were found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// The document's place in study order.
    pub place: usize,
    /// The words.
    pub span: Span,
}

impl Study {
    /// Finds words, phrases and beginnings of words in the transcripts, in study order.
    pub fn search(
        &self,
        request: &SearchRequest,
        progress: Progress<'_>,
    ) -> Result<Vec<Hit>, Error> {
        let phrases: Vec<Phrase> = request
            .phrases
            .iter()
            .map(|typed| Phrase::parse(typed).map_err(Error::Phrase))
            .collect::<Result<_, _>>()?;
        self.check_speaker(&request.whose)?;
        let index = self.index(progress)?;
        let phrases: Vec<Phrase> = match request.compounds {
            Compounds::LeftOut => phrases.iter().map(Phrase::without_compounds).collect(),
            Compounds::Included => {
                let expanded = phrases.iter().map(|phrase| index.with_compounds(phrase));
                expanded.collect::<Result<_, _>>()?
            }
        };
        let units = index.units(&phrases, &UnitFilter::default())?;
        let mut by_place: BTreeMap<usize, Vec<UnitHit>> = BTreeMap::new();
        for unit in units {
            if let Some(place) = self.snapshot()?.document_place(unit.document) {
                by_place.entry(place).or_default().push(unit);
            }
        }
        let mut analysers: HashMap<Language, Analyser> = HashMap::new();
        let mut hits = Vec::new();
        for (place, units) in by_place {
            let document = &self.snapshot()?.documents()[place];
            let language = document.language.clone();
            let analyser = analysers.entry(language).or_insert_with_key(Analyser::new);
            let text = self.text(document)?;
            let reader = HitReader { study: self, request, place, text: &text, analyser };
            for unit in units.iter().filter(|unit| reader.is_wanted(unit)) {
                reader.read(unit, &phrases, &mut hits);
            }
        }
        Ok(hits)
    }

    /// Refuses the name of somebody who speaks nowhere.
    pub(crate) fn check_speaker(&self, whose: &Whose) -> Result<(), Error> {
        let Whose::Speaker(wanted) = whose else { return Ok(()) };
        let documents = self.snapshot()?.documents().iter();
        let names = documents.flat_map(|document| &document.speakers).map(|s| s.name.as_str());
        if names.clone().any(|name| name == wanted) {
            return Ok(());
        }
        let near = nearest(wanted, names).map(str::to_owned);
        Err(Error::unknown("speaker", wanted, near.into_iter().collect()))
    }

    /// Returns what belongs to codings but to no count.
    pub fn coding_details(&self) -> Result<BTreeMap<CodingId, CodingDetail>, Error> {
        Ok(self.store.coding_details()?)
    }
}

/// Reads the hits in one document.
struct HitReader<'a> {
    study: &'a Study,
    request: &'a SearchRequest,
    place: usize,
    text: &'a Text,
    analyser: &'a Analyser,
}

impl HitReader<'_> {
    fn is_wanted(&self, unit: &UnitHit) -> bool {
        let speaker = || {
            let document = self.study.snapshot().ok()?.documents().get(self.place)?;
            document.speakers.get(unit.speaker?.index())
        };
        self.request.whose.includes(speaker())
    }

    fn read(&self, unit: &UnitHit, phrases: &[Phrase], hits: &mut Vec<Hit>) {
        let start = unit.start as usize;
        let words = self.text.as_str().get(start..unit.end as usize).unwrap_or_default();
        let mut places: Vec<_> =
            phrases.iter().flat_map(|phrase| phrase.find(words, self.analyser)).collect();
        places.sort_by_key(|place| (place.start, place.end));
        places.dedup();
        for found in places {
            // The index and the study agree on the text, so what was found is a span of it.
            if let Ok(span) = self.text.span(start + found.start, start + found.end) {
                hits.push(Hit { place: self.place, span });
            }
        }
    }
}
