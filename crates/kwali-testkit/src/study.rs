//! A whole study from marked-up text.

use std::collections::BTreeMap;

use kwali_model::{
    Code, CodeId, CodePath, CodeSystem, Coder, CoderId, Coding, CodingId, Document, DocumentId,
    Layout, Participant, ParticipantId, Scope, Snapshot, SnapshotParts, Speaker, SpeakerNumber,
    Turn, Values, Variable, VariableId, VariableKind,
};
use kwali_text::{Language, Text, count_words};

use crate::markup::{Mark, strip};

/// A study made from marked-up text, with layout and words by place in study order.
#[derive(Clone, Debug)]
pub struct MarkedStudy {
    /// The study but for words and layout.
    pub snapshot: Snapshot,
    /// The layout of each document.
    pub layouts: Vec<Layout>,
    /// The words of each document.
    pub texts: Vec<Text>,
}

/// Returns the study that `marked` describes; see the crate's front page.
///
/// Panics on markup that makes no sense: fixtures are ours.
pub fn study(marked: &str) -> MarkedStudy {
    let mut builder = Builder::default();
    for block in blocks(marked) {
        builder.document(&block);
    }
    builder.finish()
}

struct Block<'a> {
    name: &'a str,
    values: Vec<(&'a str, &'a str)>,
    speakers: Vec<(&'a str, Vec<(&'a str, &'a str)>)>,
    lines: Vec<&'a str>,
}

fn blocks(marked: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in marked.lines() {
        if let Some(head) = line.strip_prefix("== ") {
            let (name, values) = name_and_values(head);
            blocks.push(Block { name, values, speakers: Vec::new(), lines: Vec::new() });
            continue;
        }
        if blocks.is_empty() {
            let (name, values) = name_and_values("d1");
            blocks.push(Block { name, values, speakers: Vec::new(), lines: Vec::new() });
        }
        let block = blocks.last_mut().expect("one was just made");
        match line.strip_prefix("-- ") {
            Some(speaker) => block.speakers.push(name_and_values(speaker)),
            None => block.lines.push(line),
        }
    }
    blocks
}

fn name_and_values(head: &str) -> (&str, Vec<(&str, &str)>) {
    let mut words = head.split_whitespace();
    let name = words.next().expect("a name stands behind the dashes");
    (name, words.map(|pair| pair.split_once('=').expect("a variable is name=value")).collect())
}

#[derive(Default)]
struct Builder {
    parts: SnapshotParts,
    paths: Vec<CodePath>,
    layouts: Vec<Layout>,
    texts: Vec<Text>,
}

impl Builder {
    fn document(&mut self, block: &Block<'_>) {
        let (content, marks) = strip(&block.lines.join("\n"));
        let text = Text::new(&content).expect("a fixture is short");
        let id = DocumentId(self.parts.documents.len() as u32 + 1);
        let speakers = block.speakers.iter().map(|speaker| self.speaker(speaker)).collect();
        let layout = layout(&text, block);
        let document = Document {
            id,
            name: block.name.to_owned(),
            group: None,
            language: Language::dutch(),
            revision: 1,
            source: None,
            digest: text.digest(),
            bytes: text.bytes(),
            chars: text.chars(),
            words: count_words(text.as_str()),
            paragraphs: layout.paragraphs.len(),
            speakers,
            values: self.values(Scope::Document, &block.values),
        };
        self.parts.documents.push(document);
        for mark in &marks {
            self.coding(id, &text, mark);
        }
        self.layouts.push(layout);
        self.texts.push(text);
    }

    fn speaker(&mut self, (name, values): &(&str, Vec<(&str, &str)>)) -> Speaker {
        let participant = (!values.is_empty()).then(|| {
            let known = self.parts.participants.iter().find(|person| person.name == *name);
            known.map(|person| person.id).unwrap_or_else(|| self.participant(name, values))
        });
        let is_interviewer = *name == "Interviewer";
        Speaker { name: (*name).to_owned(), is_interviewer, participant }
    }

    fn participant(&mut self, name: &str, values: &[(&str, &str)]) -> ParticipantId {
        let id = ParticipantId(self.parts.participants.len() as u32 + 1);
        let values = self.values(Scope::Participant, values);
        self.parts.participants.push(Participant { id, name: name.to_owned(), values });
        id
    }

    fn values(&mut self, scope: Scope, pairs: &[(&str, &str)]) -> Values {
        pairs
            .iter()
            .map(|(name, value)| (self.variable(scope, name), (*value).to_owned()))
            .collect()
    }

    fn variable(&mut self, scope: Scope, name: &str) -> VariableId {
        let known = self.parts.variables.iter().find(|v| v.scope == scope && v.name == name);
        if let Some(variable) = known {
            return variable.id;
        }
        let id = VariableId(self.parts.variables.len() as u32 + 1);
        let kind = VariableKind::Text;
        self.parts.variables.push(Variable { id, name: name.to_owned(), scope, kind });
        id
    }

    fn coding(&mut self, document: DocumentId, text: &Text, mark: &Mark) {
        let span = text.span(mark.start, mark.end).expect("a tag encloses words");
        let code = self.code(CodePath::new(&mark.code).expect("a tag is a code's id"));
        let coder = self.coder(&mark.coder);
        let id = CodingId(self.parts.codings.len() as u32 + 1);
        self.parts.codings.push(Coding { id, document, span, code, coder, weight: None });
    }

    fn code(&mut self, path: CodePath) -> CodeId {
        if let Some(parent) = path.parent() {
            self.code(parent);
        }
        let known = self.paths.iter().position(|known| *known == path);
        let place = known.unwrap_or_else(|| {
            self.paths.push(path);
            self.paths.len() - 1
        });
        CodeId(place as u32)
    }

    fn coder(&mut self, name: &str) -> CoderId {
        if let Some(coder) = self.parts.coders.iter().find(|coder| coder.name == name) {
            return coder.id;
        }
        let id = CoderId(self.parts.coders.len() as u32 + 1);
        self.parts.coders.push(Coder { id, name: name.to_owned(), full_name: None });
        id
    }

    fn finish(mut self) -> MarkedStudy {
        self.parts.name = "fixture".into();
        let codes = self.paths.into_iter().map(Code::new).collect();
        self.parts.codes = CodeSystem::new(codes).expect("parents were made first");
        self.parts.variables = kinds(&self.parts);
        MarkedStudy {
            snapshot: Snapshot::new(self.parts),
            layouts: self.layouts,
            texts: self.texts,
        }
    }
}

/// The variables with the kind that fits their values.
fn kinds(parts: &SnapshotParts) -> Vec<Variable> {
    let mut written: BTreeMap<VariableId, Vec<&str>> = BTreeMap::new();
    let documents = parts.documents.iter().map(|document| &document.values);
    let participants = parts.participants.iter().map(|person| &person.values);
    for (&id, value) in documents.chain(participants).flatten() {
        written.entry(id).or_default().push(value);
    }
    let kind = |id| VariableKind::of(written.get(&id).into_iter().flatten().copied());
    let variables = parts.variables.iter().cloned();
    variables.map(|variable| Variable { kind: kind(variable.id), ..variable }).collect()
}

fn layout(text: &Text, block: &Block<'_>) -> Layout {
    let paragraphs = text.paragraphs();
    let mut turns: Vec<Turn> = Vec::new();
    for &paragraph in &paragraphs {
        let words = text.slice(paragraph);
        let label =
            |name: &str| words.strip_prefix(name).is_some_and(|rest| rest.starts_with(": "));
        match block.speakers.iter().position(|(name, _)| label(name)) {
            Some(number) => turns.push(Turn {
                speaker: SpeakerNumber(number as u32),
                span: paragraph,
                words_start: (paragraph.start() + block.speakers[number].0.len() + 2) as u32,
                time: None,
            }),
            None => {
                if let Some(turn) = turns.last_mut() {
                    turn.span = turn.span.hull(paragraph);
                }
            }
        }
    }
    Layout { paragraphs, turns }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_has_what_its_markup_says() {
        let made = study(
            "== EIW-01 site=Utrecht n=2\n-- Interviewer\n-- Aaltje role=bewoner\n\
             Interviewer: En?\nAaltje: <b.w>Géén tijd</b.w>.\nMaar <b@B>wel</b@B> zin.\n== leeg",
        );
        let snapshot = &made.snapshot;
        let paths: Vec<&str> =
            snapshot.codes().codes().iter().map(|code| code.path.as_str()).collect();
        assert_eq!(paths, ["b", "b.w"]);
        let codings = snapshot.codings_at(0);
        let words: Vec<&str> = codings.iter().map(|c| made.texts[0].slice(c.span)).collect();
        assert_eq!(words, ["Géén tijd", "wel"]);
        assert_eq!(snapshot.codings_at(1), []);
        let document = &snapshot.documents()[0];
        let people = made.layouts[0].participants_of(document, codings[1].span);
        assert_eq!(people, [ParticipantId(1)]);
        let kinds: Vec<VariableKind> = snapshot.variables().iter().map(|v| v.kind).collect();
        assert_eq!(kinds, [VariableKind::Text, VariableKind::Text, VariableKind::Number]);
    }
}
