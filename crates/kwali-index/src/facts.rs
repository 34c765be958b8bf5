//! What is known of a unit or segment but for its words, as terms; and conditions on it.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{
    CodePath, CoderId, Coding, Document, DocumentId, ParticipantId, Scope, Snapshot, SpeakerNumber,
    Values, VariableId,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use kwali_model::Piece;

/// Who speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Voice {
    /// Whoever asks the questions.
    Interviewer,
    /// Anybody else, or nobody who is named.
    Others,
}

/// A variable with the values it may have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueCondition {
    /// Whether it is a variable of documents or of participants.
    pub scope: Scope,
    /// The variable's name.
    pub variable: String,
    /// The values, as they were written; one of them must be there.
    pub values: BTreeSet<String>,
}

/// Conditions on text units; all must hold, and what is `None` or empty is none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UnitFilter {
    /// It stands in one of these documents.
    pub documents: Option<BTreeSet<DocumentId>>,
    /// One of these participants speaks in it.
    pub participants: Option<BTreeSet<ParticipantId>>,
    /// Who speaks in it.
    pub voice: Option<Voice>,
    /// The document, or one of those who speak in it, has a value.
    pub values: Vec<ValueCondition>,
}

/// Conditions on coded segments; all must hold, and what is `None` or empty is none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SegmentFilter {
    /// It stands in one of these documents.
    pub documents: Option<BTreeSet<DocumentId>>,
    /// One of these participants speaks in it.
    pub participants: Option<BTreeSet<ParticipantId>>,
    /// Who speaks in it; where several do, one is enough.
    pub voice: Option<Voice>,
    /// The document, or one of those who speak in it, has a value.
    pub values: Vec<ValueCondition>,
    /// Its code is one of these.
    pub codes: Option<BTreeSet<CodePath>>,
    /// Its code is one of these or lies below one.
    pub codes_and_below: Option<BTreeSet<CodePath>>,
    /// It was coded by one of these.
    pub coders: Option<BTreeSet<CoderId>>,
}

/// Facts of which one must hold.
pub(crate) type AnyOf = Vec<String>;

impl UnitFilter {
    pub(crate) fn conditions(&self) -> Vec<AnyOf> {
        let mut all = Vec::new();
        any(&mut all, &self.documents, |id| document_fact(*id));
        any(&mut all, &self.participants, |id| participant_fact(*id));
        all.extend(self.voice.map(|voice| vec![voice_fact(voice).to_owned()]));
        all.extend(self.values.iter().map(value_facts));
        all
    }
}

impl SegmentFilter {
    pub(crate) fn conditions(&self) -> Vec<AnyOf> {
        let mut all = Vec::new();
        any(&mut all, &self.documents, |id| document_fact(*id));
        any(&mut all, &self.participants, |id| participant_fact(*id));
        any(&mut all, &self.codes, code_fact);
        any(&mut all, &self.codes_and_below, under_fact);
        any(&mut all, &self.coders, |id| coder_fact(*id));
        all.extend(self.voice.map(|voice| vec![voice_fact(voice).to_owned()]));
        all.extend(self.values.iter().map(value_facts));
        all
    }
}

fn any<T>(all: &mut Vec<AnyOf>, wanted: &Option<BTreeSet<T>>, fact: impl Fn(&T) -> String) {
    all.extend(wanted.as_ref().map(|wanted| wanted.iter().map(fact).collect()));
}

fn value_facts(condition: &ValueCondition) -> AnyOf {
    let fact = |value| value_fact(condition.scope, &condition.variable, value);
    condition.values.iter().map(|value| fact(value)).collect()
}

/// That it is a text unit.
pub(crate) const UNIT: &str = "is=unit";

/// That it is a coded segment.
pub(crate) const SEGMENT: &str = "is=segment";

pub(crate) fn document_fact(id: DocumentId) -> String {
    format!("document={id}")
}

fn participant_fact(id: ParticipantId) -> String {
    format!("participant={id}")
}

fn code_fact(path: &CodePath) -> String {
    tame(format!("code={path}"))
}

fn under_fact(path: &CodePath) -> String {
    tame(format!("under={path}"))
}

fn coder_fact(id: CoderId) -> String {
    format!("coder={id}")
}

fn voice_fact(voice: Voice) -> &'static str {
    match voice {
        Voice::Interviewer => "voice=interviewer",
        Voice::Others => "voice=others",
    }
}

fn value_fact(scope: Scope, variable: &str, value: &str) -> String {
    // The first `=` ends the name.
    let variable = variable.replace('=', "\u{1}");
    tame(format!("{}.{variable}={value}", scope.name()))
}

/// A fact without the sign that parts facts, and no longer than a term can be.
fn tame(fact: String) -> String {
    let end = fact.floor_char_boundary(1000);
    fact[..end].replace(PARTING, "\u{fffd}")
}

/// Stands between facts.
const PARTING: char = '\0';

/// Collects the facts of the units and segments of one document.
pub(crate) struct FactBook<'a> {
    snapshot: &'a Snapshot,
    document: &'a Document,
    variables: BTreeMap<VariableId, (Scope, &'a str)>,
}

impl<'a> FactBook<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, document: &'a Document) -> FactBook<'a> {
        let variables = snapshot.variables().iter();
        let variables = variables.map(|v| (v.id, (v.scope, v.name.as_str()))).collect();
        FactBook { snapshot, document, variables }
    }

    /// The facts of a unit of this speaker, joined.
    pub(crate) fn of_unit(&self, speaker: Option<SpeakerNumber>) -> String {
        let mut facts = BTreeSet::from([UNIT.to_owned()]);
        let participants = match speaker {
            Some(number) => self.participant(number),
            None => self.document.unnamed_participant(),
        };
        facts.insert(voice_fact(self.voice(speaker)).to_owned());
        self.add_people(&mut facts, participants);
        join(facts)
    }

    /// The facts of a coded segment, joined.
    pub(crate) fn of_segment(
        &self,
        coding: &Coding,
        participants: Vec<ParticipantId>,
        pieces: &[Piece],
    ) -> String {
        let mut facts = BTreeSet::from([SEGMENT.to_owned(), coder_fact(coding.coder)]);
        let codes = self.snapshot.codes();
        facts.insert(code_fact(&codes.code(coding.code).path));
        let above = codes.ancestors(coding.code);
        facts.extend(
            std::iter::once(coding.code).chain(above).map(|id| under_fact(&codes.code(id).path)),
        );
        facts.extend(pieces.iter().map(|p| voice_fact(self.voice(p.speaker)).to_owned()));
        self.add_people(&mut facts, participants);
        join(facts)
    }

    fn voice(&self, speaker: Option<SpeakerNumber>) -> Voice {
        let speaker = speaker.and_then(|number| self.document.speakers.get(number.index()));
        match speaker.is_some_and(|speaker| speaker.is_interviewer) {
            true => Voice::Interviewer,
            false => Voice::Others,
        }
    }

    fn participant(&self, number: SpeakerNumber) -> Option<ParticipantId> {
        self.document.speakers.get(number.index())?.participant
    }

    /// Adds the document and those who speak, with their values.
    fn add_people(
        &self,
        facts: &mut BTreeSet<String>,
        participants: impl IntoIterator<Item = ParticipantId>,
    ) {
        facts.insert(document_fact(self.document.id));
        self.add_values(facts, &self.document.values);
        for id in participants {
            facts.insert(participant_fact(id));
            if let Some(participant) = self.snapshot.participant(id) {
                self.add_values(facts, &participant.values);
            }
        }
    }

    fn add_values(&self, facts: &mut BTreeSet<String>, values: &Values) {
        facts.extend(values.iter().filter_map(|(id, value)| {
            let (scope, name) = self.variables.get(id)?;
            Some(value_fact(*scope, name, value))
        }));
    }
}

fn join(facts: BTreeSet<String>) -> String {
    let mut joined = String::new();
    for fact in facts {
        joined.push_str(&fact);
        joined.push(PARTING);
    }
    joined
}

/// Takes joined facts apart.
#[derive(Clone, Default)]
pub(crate) struct FactTokenizer {
    token: Token,
}

impl Tokenizer for FactTokenizer {
    type TokenStream<'a> = FactStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FactStream<'a> {
        self.token.reset();
        FactStream { facts: text.split_terminator(PARTING), token: &mut self.token }
    }
}

pub(crate) struct FactStream<'a> {
    facts: std::str::SplitTerminator<'a, char>,
    token: &'a mut Token,
}

impl TokenStream for FactStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(fact) = self.facts.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(fact);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
