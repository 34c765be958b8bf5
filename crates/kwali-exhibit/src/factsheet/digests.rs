//! Digests of what a factsheet was counted from: texts, codes, codings, people.

use std::collections::BTreeSet;

use kwali_model::{CodeId, Coding, DocumentId, Snapshot, Wording};
use kwali_text::Digest;

/// Digests of everything that an exhibit can depend on, made once for a factsheet.
pub(super) struct Digests<'a> {
    snapshot: &'a Snapshot,
    /// By place.
    codings: Vec<Digest>,
    /// By code.
    codes: Vec<Digest>,
}

/// The segments behind an exhibit, what they say and how they are coded, as digests.
pub(super) struct DependsOn {
    pub(super) n_codings: usize,
    pub(super) codings: Digest,
    pub(super) codes: Digest,
    pub(super) texts: Digest,
}

impl<'a> Digests<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Digests<'a> {
        let coding = |coding| Digest::of(coding_line(snapshot, coding).as_bytes());
        let code = |code| Digest::of(code_line(code).as_bytes());
        Digests {
            snapshot,
            codings: snapshot.codings().iter().map(coding).collect(),
            codes: snapshot.codes().codes().iter().map(code).collect(),
        }
    }

    /// Returns the digest of all codings.
    pub(super) fn codings(&self) -> Digest {
        of_digests(self.codings.iter())
    }

    /// Returns the digest of the code system.
    pub(super) fn codes(&self) -> Digest {
        of_digests(self.codes.iter())
    }

    /// Returns the digest of participants, speakers and all values of variables.
    pub(super) fn people(&self) -> Digest {
        let mut lines = String::new();
        let values = |values: &kwali_model::Values| -> Vec<(String, String)> {
            let value = |(id, value): (&kwali_model::VariableId, &String)| {
                let variable = self.snapshot.variables().iter().find(|known| known.id == *id);
                (variable.map_or(String::new(), |known| known.name.clone()), value.clone())
            };
            let mut values: Vec<_> = values.iter().map(value).collect();
            values.sort();
            values
        };
        for participant in self.snapshot.participants() {
            push_json(&mut lines, &(&participant.name, values(&participant.values)));
        }
        for document in self.snapshot.documents() {
            let speaker = |speaker: &kwali_model::Speaker| {
                let person = speaker.participant.and_then(|id| self.snapshot.participant(id));
                (person.map(|person| person.name.clone()), speaker.is_interviewer)
            };
            let speakers: Vec<_> = document.speakers.iter().map(speaker).collect();
            let said = (&document.name, &document.group, values(&document.values), speakers);
            push_json(&mut lines, &said);
        }
        Digest::of(lines.as_bytes())
    }

    /// Returns what codings depend on, by their places.
    pub(super) fn behind(&self, places: &[usize]) -> DependsOn {
        let mut documents: BTreeSet<DocumentId> = BTreeSet::new();
        let mut codes: BTreeSet<CodeId> = BTreeSet::new();
        for coding in places.iter().filter_map(|&place| self.snapshot.codings().get(place)) {
            documents.insert(coding.document);
            if codes.insert(coding.code) {
                codes.extend(self.snapshot.codes().ancestors(coding.code));
            }
        }
        let texts = documents.iter().filter_map(|&id| Some(&self.snapshot.document(id)?.digest));
        DependsOn {
            n_codings: places.len(),
            codings: of_digests(places.iter().filter_map(|&place| self.codings.get(place))),
            codes: of_digests(codes.iter().filter_map(|code| self.codes.get(code.index()))),
            texts: of_digests(texts),
        }
    }
}

fn of_digests<'a>(digests: impl Iterator<Item = &'a Digest>) -> Digest {
    let mut bytes = Vec::new();
    digests.for_each(|digest| bytes.extend_from_slice(digest.as_bytes()));
    Digest::of(&bytes)
}

/// A code as one line of JSON.
fn code_line(code: &kwali_model::Code) -> String {
    let wording = |wording: &Wording| -> Vec<(String, String)> {
        wording.iter().map(|(language, text)| (language.to_string(), text.clone())).collect()
    };
    let keywords: Vec<(String, &Vec<String>)> =
        code.keywords.iter().map(|(language, words)| (language.to_string(), words)).collect();
    let line = serde_json::json!([
        code.path.as_str(),
        wording(&code.label),
        wording(&code.definition),
        code.include,
        code.exclude,
        code.example,
        keywords,
        code.colour.map(|colour| colour.to_string()),
        code.kind.name(),
    ]);
    line.to_string()
}

/// A coding as one line: document, start and end in code points, code, coder and weight,
/// separated by tabs.
fn coding_line(snapshot: &Snapshot, coding: &Coding) -> String {
    let document = snapshot.document(coding.document).map_or("", |d| d.name.as_str());
    let coder = snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str());
    let code = &snapshot.codes().code(coding.code).path;
    let (start, end) = (coding.span.start_char(), coding.span.end_char());
    let weight = coding.weight.map(|weight| weight.get().to_string()).unwrap_or_default();
    format!("{document}\t{start}\t{end}\t{code}\t{coder}\t{weight}")
}

fn push_json(lines: &mut String, value: &impl serde::Serialize) {
    // Names and values are always JSON.
    lines.push_str(&serde_json::to_string(value).unwrap_or_default());
    lines.push('\n');
}
