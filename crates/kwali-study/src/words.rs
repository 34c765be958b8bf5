//! Words of the transcripts counted, compared, and with what stands near them.

use std::collections::BTreeSet;

use kwali_analysis::{
    CollocateCounter, Collocates, GroupWords, KeyWord, Spoken, SpokenText, WordCounter, WordCounts,
    WordGroups, WordRules, WordTotals, keyness, merged,
};
use kwali_model::{Coding, Scope, Values, VariableId};
use kwali_text::{Phrase, Span, nearest};

use crate::counting::Counted;
use crate::{Error, Study, Whose};

/// Which words are counted, and how.
#[derive(Clone, Debug, Default)]
pub struct WordRequest {
    /// Whose words.
    pub whose: Whose,
    /// Only words in coded segments that meet this query.
    pub query: Option<String>,
    /// What is one word, and which are left out.
    pub rules: WordRules,
}

/// Two groups and how their words differ.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The groups.
    pub groups: Vec<WordTotals>,
    /// The words, those first in which the groups differ most.
    pub words: Vec<KeyWord>,
    /// The names of the stemmers that were used.
    pub stemmers: Vec<&'static str>,
}

impl Study {
    /// Counts words by `document`, `group`, `speaker` or a variable; together where `by` is `None`.
    pub fn word_counts(
        &self,
        request: &WordRequest,
        by: Option<&str>,
    ) -> Result<WordCounts, Error> {
        let by = match by {
            None => GroupWords::Together,
            Some("document") => GroupWords::ByDocument,
            Some("group") => GroupWords::ByGroup,
            Some("speaker") => GroupWords::BySpeaker,
            Some(name) => GroupWords::ByVariable(self.variable(name)?),
        };
        let counted = self.counted_for(request)?;
        let groups = WordGroups::new(self.snapshot()?, by)?;
        let mut counter =
            WordCounter::new(self.heard(groups, request, &counted)?, request.rules.clone());
        self.each_spoken(&counted, |spoken| counter.add(spoken))?;
        Ok(counter.finish())
    }

    /// Compares the words of two groups, such as `role:bewoner`; the second is all others if it is
    /// not given.
    pub fn compare_words(
        &self,
        request: &WordRequest,
        first: &str,
        second: Option<&str>,
    ) -> Result<Comparison, Error> {
        let wanted = (self.spoken(first)?, second.map(|typed| self.spoken(typed)).transpose()?);
        let counted = self.counted_for(request)?;
        let second = wanted.1.as_ref().zip(second);
        let groups = WordGroups::two(self.snapshot()?, (&wanted.0, first), second);
        let mut counter =
            WordCounter::new(self.heard(groups, request, &counted)?, request.rules.clone());
        self.each_spoken(&counted, |spoken| counter.add(spoken))?;
        let counts = counter.finish();
        let groups = counts.groups.clone();
        if let Some(silent) = groups.iter().find(|group| group.tokens == 0) {
            return Err(Error::NoWordsIn(silent.name.clone()));
        }
        let stemmers = counts.stemmers.clone();
        Ok(Comparison { groups, words: keyness(counts).unwrap_or_default(), stemmers })
    }

    /// Counts what stands up to `window` words beside a word or phrase, at least so many times.
    ///
    /// The word is found in all its forms as in a search, but in no compounds.
    pub fn collocates(
        &self,
        request: &WordRequest,
        node: &str,
        window: usize,
        at_least: u64,
    ) -> Result<Collocates, Error> {
        let node = Phrase::parse(node).map_err(Error::Phrase)?;
        let counted = self.counted_for(request)?;
        let groups = WordGroups::new(self.snapshot()?, GroupWords::Together)?;
        let groups = self.heard(groups, request, &counted)?;
        let mut counter = CollocateCounter::new(groups, request.rules.clone(), node, window);
        self.each_spoken(&counted, |spoken| counter.add(spoken))?;
        Ok(counter.finish(at_least))
    }

    /// Returns by place in study order how many words are spoken in a document by all but the
    /// interviewer.
    pub fn words_of_participants(&self) -> Result<Vec<u64>, Error> {
        let request = WordRequest { whose: Whose::Participants, ..WordRequest::default() };
        let groups = WordGroups::new(self.snapshot()?, GroupWords::Together)?;
        let groups = self.heard(groups, &request, &None)?;
        let mut words = vec![0; self.snapshot()?.documents().len()];
        self.each_spoken(&None, |spoken| words[spoken.place] = spoken.n_words(&groups))?;
        Ok(words)
    }

    /// Returns the query of a request in its canonical form.
    pub fn word_query(&self, request: &WordRequest) -> Result<Option<String>, Error> {
        request.query.as_deref().map(|typed| Ok(self.query(typed)?.0.to_string())).transpose()
    }

    fn counted_for(&self, request: &WordRequest) -> Result<Option<Counted<'_>>, Error> {
        request.query.as_deref().map(|query| self.counted(Some(query), &[])).transpose()
    }

    /// Leaves out the words of those who are not asked for: by whose words are counted, and by a
    /// query that names participants.
    fn heard(
        &self,
        groups: WordGroups,
        request: &WordRequest,
        counted: &Option<Counted<'_>>,
    ) -> Result<WordGroups, Error> {
        self.check_speaker(&request.whose)?;
        let snapshot = self.snapshot()?;
        let narrowed = counted.as_ref().map_or(snapshot, Counted::snapshot);
        Ok(groups.meant(snapshot, narrowed).only(|place, speaker| {
            let document = snapshot.documents().get(place);
            let speaker = document
                .zip(speaker)
                .and_then(|(document, speaker)| document.speakers.get(speaker.index()));
            request.whose.includes(speaker)
        }))
    }

    /// Reads the documents one after the other: no more than one is in memory.
    fn each_spoken(
        &self,
        counted: &Option<Counted<'_>>,
        mut act: impl FnMut(&SpokenText<'_>),
    ) -> Result<(), Error> {
        for (place, document) in self.snapshot()?.documents().iter().enumerate() {
            let codings = counted.as_ref().map(|counted| counted.snapshot().codings_at(place));
            if codings.is_some_and(<[_]>::is_empty) {
                continue;
            }
            let (text, layout) = (self.text(document)?, self.store.layout(document.id)?);
            let spans = |codings: &[Coding]| -> Vec<Span> {
                merged(&text, codings.iter().map(|coding| coding.span).collect())
            };
            let within = codings.map(spans);
            let within = within.as_deref();
            act(&SpokenText { place, document, text: &text, layout: &layout, within });
        }
        Ok(())
    }

    /// Reads which words make a group: `role:bewoner`, `document:EIW-01`, `speaker:Aaltje`, …
    fn spoken(&self, typed: &str) -> Result<Spoken, Error> {
        let Some((kind, name)) = typed
            .split_once(':')
            .filter(|(kind, name)| !kind.trim().is_empty() && !name.trim().is_empty())
        else {
            return Err(Error::NoWordGroup(typed.to_owned()));
        };
        let name = name.trim().trim_matches(['"', '“', '”']).to_owned();
        let snapshot = self.snapshot()?;
        let is_missing = name == kwali_analysis::MISSING;
        match kind.trim() {
            "document" => {
                let names = snapshot.documents().iter().map(|document| document.name.as_str());
                known("document", names, &name)?;
                Ok(Spoken::InDocument(name))
            }
            "group" if is_missing => Ok(Spoken::InGroup(None)),
            "group" => {
                let names = snapshot.documents().iter().filter_map(|d| d.group.as_deref());
                known("document group", names, &name)?;
                Ok(Spoken::InGroup(Some(name)))
            }
            "speaker" => {
                self.check_speaker(&Whose::Speaker(name.clone()))?;
                Ok(Spoken::BySpeaker(name))
            }
            "participant" => {
                let people = snapshot.participants();
                known("participant", people.iter().map(|person| person.name.as_str()), &name)?;
                let person = people.iter().find(|person| person.name == name);
                let unknown = || Error::unknown("participant", &name, Vec::new());
                person.map(|person| Spoken::ByParticipant(person.id)).ok_or_else(unknown)
            }
            variable if is_missing => Ok(Spoken::WithValue(self.variable(variable)?, None)),
            variable => {
                let id = self.variable(variable)?;
                let values = self.values_of(id)?;
                known("value", values.iter().map(String::as_str), &name)?;
                Ok(Spoken::WithValue(id, Some(name)))
            }
        }
    }

    /// Returns the values that a variable has.
    fn values_of(&self, id: VariableId) -> Result<BTreeSet<String>, Error> {
        let snapshot = self.snapshot()?;
        let scope = snapshot.variable_by_id(id).map(|variable| variable.scope);
        let values: Box<dyn Iterator<Item = &Values>> = match scope {
            Some(Scope::Participant) => Box::new(snapshot.participants().iter().map(|p| &p.values)),
            _ => Box::new(snapshot.documents().iter().map(|document| &document.values)),
        };
        Ok(values.filter_map(|values| values.get(&id)).cloned().collect())
    }
}

/// Refuses a name that is not among those of the study.
fn known<'a>(
    what: &'static str,
    names: impl Iterator<Item = &'a str> + Clone,
    name: &str,
) -> Result<(), Error> {
    if names.clone().any(|known| known == name) {
        return Ok(());
    }
    let near = nearest(name, names).map(str::to_owned);
    Err(Error::unknown(what, name, near.into_iter().collect()))
}
