//! Passages like a coding, a code or a sentence, that are not coded so yet.

use std::collections::BTreeSet;

use kwali_analysis::{Example, LikePassage, Likeness, Passage, PlaceError, Query, passages_where};
use kwali_model::{CodeId, CodePath, Coding, Document, SpeakerNumber, pieces};
use kwali_text::{Span, Text};

use crate::bundle_out::coding_name;
use crate::querying::query_error;
use crate::{Error, Study, Whose};

/// What passages are to be like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LikeWhat {
    /// The segment of a coding, by its id.
    Coding(String),
    /// All segments of a code and of those below it, by its id.
    Code(String),
    /// A sentence.
    Words(String),
}

/// Which passages are looked for.
#[derive(Clone, Debug)]
pub struct LikeRequest {
    /// What they are to be like.
    pub what: LikeWhat,
    /// Whose words are looked through, and read of the example.
    pub whose: Whose,
    /// Only passages of documents and speakers that meet this query.
    pub query: Option<String>,
}

/// Passages that are like an example.
#[derive(Clone, PartialEq, Debug)]
pub struct LikeAnswer {
    /// The passages that have a word of the example, the most alike first.
    pub passages: Vec<LikePassage>,
    /// The code that all of them lack, with those below it.
    pub code: Option<CodePath>,
    /// How many segments the example is made of; none where it is a sentence.
    pub segments: usize,
    /// How many passages were compared, those that carry the code too.
    pub compared: usize,
    /// How many were left out since they carry the code.
    pub coded: usize,
}

impl Study {
    /// Finds the passages that are most like an example.
    ///
    /// Left out is what overlaps a coding, by anybody, of the example's code or one below it.
    pub fn like(&self, request: &LikeRequest) -> Result<LikeAnswer, Error> {
        self.check_speaker(&request.whose)?;
        let snapshot = self.snapshot()?;
        let (code, segments) = self.example_of(&request.what)?;
        let example = match &request.what {
            LikeWhat::Words(words) => Example::of([(snapshot.language(), words.as_str())]),
            _ => self.example_from(&segments, &request.whose)?,
        };
        if example.is_empty() {
            return Err(Error::NothingToCompare);
        }
        let is_meant = |passage: &Passage| {
            let document = snapshot.documents().get(passage.place);
            document.is_some_and(|document| includes(&request.whose, document, passage.speaker))
        };
        let mut likeness = Likeness::new(example);
        for (place, document) in snapshot.documents().iter().enumerate() {
            let (text, layout) = (self.text(document)?, self.store.layout(document.id)?);
            likeness.add(place, document, (&text, &layout), &is_meant);
        }
        let passages: Vec<Passage> = likeness.passages().collect();
        let wanted = self.wanted(&passages, request.query.as_deref())?;
        let codes: BTreeSet<CodeId> =
            code.iter().flat_map(|&code| snapshot.codes().with_descendants(code)).collect();
        let is_coded = |passage: &Passage| {
            let codings = snapshot.codings_at(passage.place).iter();
            let mut so = codings.filter(|coding| codes.contains(&coding.code));
            so.any(|coding| coding.span.overlaps(passage.span))
        };
        let is_wanted = |passage: &Passage| {
            wanted.as_ref().is_none_or(|wanted| wanted.contains(&(passage.place, passage.span)))
        };
        let coded = passages.iter().filter(|passage| is_wanted(passage) && is_coded(passage));
        Ok(LikeAnswer {
            coded: coded.count(),
            compared: wanted.as_ref().map_or(passages.len(), BTreeSet::len),
            passages: likeness.ranked(&|passage| is_wanted(passage) && !is_coded(passage)),
            code: code.map(|code| snapshot.codes().code(code).path.clone()),
            segments: segments.len(),
        })
    }

    /// Returns the code and the segments of an example.
    fn example_of(&self, what: &LikeWhat) -> Result<(Option<CodeId>, Vec<Coding>), Error> {
        let snapshot = self.snapshot()?;
        match what {
            LikeWhat::Words(_) => Ok((None, Vec::new())),
            LikeWhat::Code(id) => {
                let code = self.code(id)?;
                let codes: BTreeSet<CodeId> =
                    snapshot.codes().with_descendants(code).into_iter().collect();
                let codings = snapshot.codings().iter().copied();
                Ok((Some(code), codings.filter(|coding| codes.contains(&coding.code)).collect()))
            }
            LikeWhat::Coding(id) => {
                let details = self.coding_details()?;
                let mut codings = snapshot.codings().iter();
                let coding = codings.find(|coding| coding_name(coding.id, &details) == *id);
                let coding = coding.ok_or_else(|| Error::unknown("coding", id, Vec::new()))?;
                Ok((Some(coding.code), vec![*coding]))
            }
        }
    }

    /// Returns the words of segments, so far as those say them whose words are meant.
    fn example_from(&self, segments: &[Coding], whose: &Whose) -> Result<Example, Error> {
        let snapshot = self.snapshot()?;
        let mut read: Vec<(&Document, String)> = Vec::new();
        for of_document in segments.chunk_by(|a, b| a.document == b.document) {
            let Some(document) = snapshot.document(of_document[0].document) else { continue };
            let (text, layout) = (self.text(document)?, self.store.layout(document.id)?);
            for coding in of_document {
                let said = pieces(&text, &layout, coding.span).into_iter();
                let said = said.filter(|piece| includes(whose, document, piece.speaker));
                read.extend(said.map(|piece| (document, words(&text, piece.bytes))));
            }
        }
        Ok(Example::of(read.iter().map(|(document, words)| (&document.language, words.as_str()))))
    }

    /// Returns the passages that a query for documents and speakers selects.
    fn wanted(
        &self,
        passages: &[Passage],
        typed: Option<&str>,
    ) -> Result<Option<BTreeSet<(usize, Span)>>, Error> {
        let Some(typed) = typed else { return Ok(None) };
        let snapshot = self.snapshot()?;
        let query = Query::read(typed, snapshot).map_err(|error| query_error(typed, error))?;
        let selected = passages_where(snapshot, self.layouts()?, passages, &query);
        let selected = selected.map_err(|error| match error {
            PlaceError::AsksForCodings => Error::NotOfPassages(typed.to_owned()),
            PlaceError::Query(error) => query_error(typed, error),
        })?;
        let place = |number: usize| (passages[number].place, passages[number].span);
        Ok(Some(selected.into_iter().map(place).collect()))
    }
}

fn words(text: &Text, bytes: std::ops::Range<usize>) -> String {
    text.as_str().get(bytes).unwrap_or_default().to_owned()
}

fn includes(whose: &Whose, document: &Document, speaker: Option<SpeakerNumber>) -> bool {
    whose.includes(speaker.and_then(|speaker| document.speakers.get(speaker.index())))
}
