//! A whole study in memory, as every count sees it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use kwali_text::Language;

use crate::{
    CodeId, CodeSystem, CoderId, Coding, CodingId, Document, DocumentId, ParticipantId, Scope,
    StateNumber, Values, Variable, VariableId,
};

/// A coder: a person who makes codings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coder {
    /// Which coder.
    pub id: CoderId,
    /// The short name used in files, such as `A`; unique in the study.
    pub name: String,
    /// The full name, if it is known.
    pub full_name: Option<String>,
}

/// A person who was interviewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    /// Which participant.
    pub id: ParticipantId,
    /// The name used in files, such as `EIW-P01`; unique in the study.
    pub name: String,
    /// What is known about the person.
    pub values: Values,
}

/// A query that was given a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedQuery {
    /// The name, unique in the study.
    pub name: String,
    /// The query as text.
    pub text: String,
}

/// How many codings a study has, and who made them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodingTotals {
    /// How many.
    pub codings: usize,
    /// Who made at least one of them, in study order.
    pub coders: Vec<CoderId>,
}

/// The parts of a [`Snapshot`], in any order of codings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SnapshotParts {
    /// The study's name.
    pub name: String,
    /// The study's languages, the main one first; Dutch where none is given.
    pub languages: Vec<Language>,
    /// How many changes the study has seen.
    pub state: u64,
    /// The documents in study order.
    pub documents: Vec<Document>,
    /// The participants in study order.
    pub participants: Vec<Participant>,
    /// The variables of documents and participants, in study order.
    pub variables: Vec<Variable>,
    /// The tree of codes.
    pub codes: CodeSystem,
    /// The coders in study order.
    pub coders: Vec<Coder>,
    /// The codings.
    pub codings: Vec<Coding>,
    /// The saved queries by name.
    pub queries: Vec<SavedQuery>,
    /// How many codings corrected transcripts lost.
    pub lost_codings: usize,
    /// The documents that were coded before a code was there and not read again for it since.
    pub unread: BTreeMap<CodeId, BTreeSet<DocumentId>>,
}

/// A whole study in memory but for words and layout, in a fixed order.
///
/// Codings are sorted by document (in study order), start, longest first, code, coder and id, so
/// that every result that follows their order is the same from run to run.
#[derive(Clone, PartialEq, Debug)]
pub struct Snapshot {
    parts: SnapshotParts,
    document_places: Vec<u32>,
    participant_places: Vec<u32>,
    coder_places: Vec<u32>,
    /// Where the codings of each document begin, and behind the last one where they end.
    coding_starts: Vec<usize>,
}

const NOWHERE: u32 = u32::MAX;

impl Snapshot {
    /// Returns the snapshot of these parts.
    ///
    /// Codings that name a document, code or coder that is not there are left out: a study file
    /// cannot hold any.
    pub fn new(mut parts: SnapshotParts) -> Snapshot {
        if parts.languages.is_empty() {
            parts.languages.push(Language::dutch());
        }
        let document_places = places(parts.documents.iter().map(|document| document.id.0));
        let participant_places = places(parts.participants.iter().map(|person| person.id.0));
        let coder_places = places(parts.coders.iter().map(|coder| coder.id.0));
        let place = |id: u32| document_places.get(id as usize).copied().unwrap_or(NOWHERE);
        let n_codes = parts.codes.len();
        parts.codings.retain(|coding| {
            let known_coder = coder_places.get(coding.coder.index()).is_some_and(|&p| p != NOWHERE);
            place(coding.document.0) != NOWHERE && coding.code.index() < n_codes && known_coder
        });
        sort(&mut parts.codings, |coding| place(coding.document.0));
        let coding_starts = (0..=parts.documents.len() as u32)
            .map(|at| parts.codings.partition_point(|coding| place(coding.document.0) < at))
            .collect();
        Snapshot { parts, document_places, participant_places, coder_places, coding_starts }
    }

    /// Returns the study's name.
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// Returns the study's languages, the main one first; never empty.
    pub fn languages(&self) -> &[Language] {
        &self.parts.languages
    }

    /// Returns the study's main language.
    pub fn language(&self) -> &Language {
        &self.parts.languages[0]
    }

    /// Returns how many changes the study has seen.
    pub fn state(&self) -> StateNumber {
        StateNumber(self.parts.state)
    }

    /// Returns the documents in study order.
    pub fn documents(&self) -> &[Document] {
        &self.parts.documents
    }

    /// Returns the participants in study order.
    pub fn participants(&self) -> &[Participant] {
        &self.parts.participants
    }

    /// Returns the variables in study order.
    pub fn variables(&self) -> &[Variable] {
        &self.parts.variables
    }

    /// Returns the code system.
    pub fn codes(&self) -> &CodeSystem {
        &self.parts.codes
    }

    /// Returns the coders in study order.
    pub fn coders(&self) -> &[Coder] {
        &self.parts.coders
    }

    /// Returns all codings, sorted as [`Snapshot`] says.
    pub fn codings(&self) -> &[Coding] {
        &self.parts.codings
    }

    /// Returns the saved queries by name.
    pub fn queries(&self) -> &[SavedQuery] {
        &self.parts.queries
    }

    /// Returns how many codings corrected transcripts lost; none of them is in any count.
    pub fn lost_codings(&self) -> usize {
        self.parts.lost_codings
    }

    /// Returns the documents that had been coded when codes came into the codebook, and were not
    /// read again for them since: back-coding debt, by the code they have to be read for.
    pub fn unread(&self) -> &BTreeMap<CodeId, BTreeSet<DocumentId>> {
        &self.parts.unread
    }

    /// Returns the codings of the document at a place in study order.
    pub fn codings_at(&self, place: usize) -> &[Coding] {
        &self.parts.codings[self.coding_range(place)]
    }

    /// Returns the codings in a document; none if it is not in the study.
    pub fn codings_in(&self, document: DocumentId) -> &[Coding] {
        self.document_place(document).map_or(&[], |place| self.codings_at(place))
    }

    /// Returns where in [`codings`](Snapshot::codings) those of the document at a place are.
    pub fn coding_range(&self, place: usize) -> Range<usize> {
        self.coding_starts[place]..self.coding_starts[place + 1]
    }

    /// Returns the place of a document in study order.
    pub fn document_place(&self, id: DocumentId) -> Option<usize> {
        let place = *self.document_places.get(id.index())?;
        (place != NOWHERE).then_some(place as usize)
    }

    /// Returns the document of an id.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.document_place(id).map(|place| &self.parts.documents[place])
    }

    /// Returns the document of that name.
    pub fn document_named(&self, name: &str) -> Option<&Document> {
        self.parts.documents.iter().find(|document| document.name == name)
    }

    /// Returns the place of a participant in study order.
    pub fn participant_place(&self, id: ParticipantId) -> Option<usize> {
        let place = *self.participant_places.get(id.index())?;
        (place != NOWHERE).then_some(place as usize)
    }

    /// Returns the participant of an id.
    pub fn participant(&self, id: ParticipantId) -> Option<&Participant> {
        self.participant_place(id).map(|place| &self.parts.participants[place])
    }

    /// Returns the coder of an id.
    pub fn coder(&self, id: CoderId) -> Option<&Coder> {
        let place = *self.coder_places.get(id.index())?;
        self.parts.coders.get(place as usize)
    }

    /// Returns the coder of that short name.
    pub fn coder_named(&self, name: &str) -> Option<&Coder> {
        self.parts.coders.iter().find(|coder| coder.name == name)
    }

    /// Returns the variable of that name in a scope.
    pub fn variable(&self, scope: Scope, name: &str) -> Option<&Variable> {
        self.parts
            .variables
            .iter()
            .find(|variable| variable.scope == scope && variable.name == name)
    }

    /// Returns the variable of an id.
    pub fn variable_by_id(&self, id: VariableId) -> Option<&Variable> {
        self.parts.variables.iter().find(|variable| variable.id == id)
    }

    /// Returns the same study with only the codings that `keep` says.
    pub fn with_codings(&self, keep: impl Fn(&Coding) -> bool) -> Snapshot {
        let codings = self.parts.codings.iter().copied().filter(|coding| keep(coding)).collect();
        self.with_only(codings)
    }

    /// Returns the same study with these codings instead of its own.
    pub fn with_only(&self, codings: Vec<Coding>) -> Snapshot {
        Snapshot::new(SnapshotParts { codings, ..self.parts_without_codings() })
    }

    /// Returns the study in a later state, in which these codings alone have changed: they are gone,
    /// but for those that are given as they are now.
    pub fn with_changed(
        mut self,
        state: StateNumber,
        changed: &BTreeSet<CodingId>,
        now: &[Coding],
    ) -> Snapshot {
        self.parts.codings.retain(|coding| !changed.contains(&coding.id));
        self.parts.codings.extend_from_slice(now);
        self.parts.state = state.0;
        Snapshot::new(self.parts)
    }

    /// Returns how many codings there are, and whose.
    pub fn totals(&self) -> CodingTotals {
        let mut has_coded = vec![false; self.coder_places.len()];
        self.codings().iter().for_each(|coding| has_coded[coding.coder.index()] = true);
        let coders = self.coders().iter().map(|coder| coder.id);
        CodingTotals {
            codings: self.codings().len(),
            coders: coders.filter(|id| has_coded[id.index()]).collect(),
        }
    }

    fn parts_without_codings(&self) -> SnapshotParts {
        SnapshotParts {
            name: self.parts.name.clone(),
            languages: self.parts.languages.clone(),
            state: self.parts.state,
            documents: self.parts.documents.clone(),
            participants: self.parts.participants.clone(),
            variables: self.parts.variables.clone(),
            codes: self.parts.codes.clone(),
            coders: self.parts.coders.clone(),
            codings: Vec::new(),
            queries: self.parts.queries.clone(),
            lost_codings: self.parts.lost_codings,
            unread: self.parts.unread.clone(),
        }
    }
}

/// Sorts codings as [`Snapshot`] says; mostly they come by document, and some in order.
fn sort(codings: &mut [Coding], place: impl Fn(&Coding) -> u32) {
    if !codings.is_sorted_by_key(&place) {
        codings.sort_by_key(&place);
    }
    let order = |c: &Coding| (c.span.start(), Reverse(c.span.end()), c.code, c.coder, c.id);
    for of_document in codings.chunk_by_mut(|a, b| a.document == b.document) {
        if !of_document.is_sorted_by_key(order) {
            of_document.sort_unstable_by_key(order);
        }
    }
}

fn places(ids: impl Iterator<Item = u32> + Clone) -> Vec<u32> {
    let length = ids.clone().max().map_or(0, |most| most as usize + 1);
    let mut places = vec![NOWHERE; length];
    for (place, id) in ids.enumerate() {
        places[id as usize] = place as u32;
    }
    places
}
