//! Random small studies.

use kwali_model::{
    Code, CodeId, CodePath, CodeSystem, Coder, CoderId, Coding, CodingId, Document, DocumentId,
    Layout, Participant, ParticipantId, Scope, Snapshot, SnapshotParts, Speaker, SpeakerNumber,
    Turn, Values, Variable, VariableId, VariableKind, Weight,
};
use kwali_text::{Language, Text, count_words};
use proptest::prelude::*;

/// The codes of every random study; one of them has no parent in front of it.
pub(crate) const CODES: [&str; 5] = ["a", "a.b", "a.b.c", "d", "e"];

/// What a coding is made of: document, start, end, code, coder, weight.
pub(crate) type Mark = (usize, usize, usize, u32, u32, Option<u8>);

#[derive(Clone, Debug)]
pub(crate) struct RandomStudy {
    pub(crate) snapshot: Snapshot,
    pub(crate) layouts: Vec<Layout>,
    pub(crate) texts: Vec<Text>,
}

impl RandomStudy {
    /// A coding of the first characters of the first document.
    pub(crate) fn any_coding(&self) -> Coding {
        Coding {
            id: CodingId(0),
            document: DocumentId(1),
            span: self.texts[0].span_of_chars(0, 1).unwrap(),
            code: CodeId(0),
            coder: CoderId(1),
            weight: None,
        }
    }
}

/// Studies of up to three documents of 40 characters, with turns of four speakers.
pub(crate) fn random_study() -> impl Strategy<Value = RandomStudy> {
    let text =
        proptest::collection::vec(proptest::sample::select(vec!['a', 'é', '€', '\n', ' ']), 40);
    let documents = proptest::collection::vec((text, 0..4usize), 1..4);
    let weight = proptest::option::of(0..=100u8);
    let mark = (0..3usize, 0..40usize, 1..20usize, 0..5u32, 1..3u32, weight);
    (documents, proptest::collection::vec(mark, 0..25)).prop_map(|(documents, marks)| {
        let documents: Vec<(String, usize)> = documents
            .into_iter()
            .map(|(text, first)| (text.into_iter().collect(), first))
            .collect();
        let marks = marks.into_iter().map(|(document, start, length, code, coder, weight)| {
            (document % documents.len(), start, (start + length).min(40), code, coder, weight)
        });
        study(&documents, &marks.collect::<Vec<Mark>>())
    })
}

/// A study with these texts, each with the number of its first speaker, and these codings.
///
/// Three speakers are participants; two have a role, two speak in every document.
pub(crate) fn study(documents: &[(String, usize)], marks: &[Mark]) -> RandomStudy {
    let texts: Vec<Text> = documents.iter().map(|(text, _)| Text::new(text).unwrap()).collect();
    let layouts: Vec<Layout> =
        texts.iter().zip(documents).map(|(text, (_, first))| layout(text, *first)).collect();
    let codes = CODES.iter().map(|code| Code::new(CodePath::new(code).unwrap())).collect();
    let coding = |(number, mark): (usize, &Mark)| {
        let &(document, start, end, code, coder, weight) = mark;
        Coding {
            id: CodingId(number as u32 + 1),
            document: DocumentId(document as u32 + 1),
            span: texts[document].span_of_chars(start, end).unwrap(),
            code: CodeId(code),
            coder: CoderId(coder),
            weight: weight.and_then(Weight::new),
        }
    };
    let snapshot = Snapshot::new(SnapshotParts {
        name: "random".into(),
        documents: texts.iter().zip(&layouts).enumerate().map(document).collect(),
        participants: (1..4).map(participant).collect(),
        variables: vec![
            variable(1, "site", Scope::Document),
            variable(2, "role", Scope::Participant),
        ],
        codes: CodeSystem::new(codes).unwrap(),
        coders: [(1, "A"), (2, "B")]
            .map(|(id, name)| Coder { id: CoderId(id), name: name.into(), full_name: None })
            .into(),
        codings: marks.iter().enumerate().map(coding).collect(),
        ..SnapshotParts::default()
    });
    RandomStudy { snapshot, layouts, texts }
}

/// Every paragraph but the first is a turn; speakers take turns.
fn layout(text: &Text, first: usize) -> Layout {
    let paragraphs = text.paragraphs();
    let turns = paragraphs.iter().enumerate().skip(1).map(|(number, &span)| Turn {
        speaker: SpeakerNumber(((first + number) % 4) as u32),
        span,
        words_start: span.start() as u32,
        time: None,
    });
    Layout { turns: turns.collect(), paragraphs }
}

fn document((place, (text, layout)): (usize, (&Text, &Layout))) -> Document {
    // The third speaker is somebody else in every second document; the fourth is nobody.
    let participants = [Some(1), Some(2), Some(3).filter(|_| place % 2 == 0), None];
    let speakers = ["Jan", "Aaltje", "", "Interviewer"].iter().zip(participants);
    let speakers = speakers.map(|(name, participant)| Speaker {
        name: (*name).into(),
        is_interviewer: *name == "Interviewer",
        participant: participant.map(ParticipantId),
    });
    let sites = ["Utrecht", "Arnhem"].into_iter().nth(place);
    Document {
        id: DocumentId(place as u32 + 1),
        name: format!("d{}", place + 1),
        group: (place > 0).then(|| "later".into()),
        language: Language::dutch(),
        revision: 1,
        source: None,
        digest: text.digest(),
        bytes: text.bytes(),
        chars: text.chars(),
        words: count_words(text.as_str()),
        paragraphs: layout.paragraphs.len(),
        speakers: speakers.collect(),
        values: sites.map(|site| (VariableId(1), site.to_owned())).into_iter().collect(),
    }
}

fn participant(id: u32) -> Participant {
    let role = ["bewoner", "sociaal werker"].get(id as usize - 1);
    let values: Values = role.map(|role| (VariableId(2), (*role).to_owned())).into_iter().collect();
    Participant { id: ParticipantId(id), name: format!("P{id}"), values }
}

fn variable(id: u32, name: &str, scope: Scope) -> Variable {
    Variable { id: VariableId(id), name: name.into(), scope, kind: VariableKind::Text }
}
