//! Coded studies, written straight into a study file.

use std::fs;
use std::path::{Path, PathBuf};

use kwali_model::{
    Code, CodePath, CoderId, CodingDetail, DocumentId, Scope, SpeakerNumber, VariableId,
    VariableKind, Weight,
};
use kwali_store::{Author, Change, NewCoding, NewDocument, NewStudy, Store, ValueOf};
use kwali_text::{Language, Span, Text, count_words};
use kwali_transcript::ReadOptions;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::transcripts::{Transcripts, name};
use super::{Size, chance};

/// A change of this makes the studies anew that are kept from earlier runs.
const VERSION: u32 = 1;

const ROLES: [&str; 4] = ["bewoner", "ervaringsdeskundige", "werker", "coördinator"];
const SITES: [&str; 6] = ["noord", "oost", "zuid", "west", "midden", "haven"];
const GROUPS: [&str; 3] = ["groep", "individueel", "telefoon"];

/// How many codings in a hundred overlap an earlier one.
const OVERLAPPING: f64 = 0.35;

/// Returns who changes what is made for a measurement.
pub(crate) fn author() -> Author {
    Author { who: "A".into(), at: "2019-02-05T10:00:00Z".into(), process: "bench".into() }
}

/// Returns the file of a study of this size, which is made if it is not there from an earlier run.
///
/// It must not be changed: others measure with it too.
pub(crate) fn kept_study(size: Size) -> PathBuf {
    let Size { interviews, words, codings } = size;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("studies");
    let path = folder.join(format!("v{VERSION}-{interviews}-{words}-{codings}.kwali"));
    if !path.exists() {
        fs::create_dir_all(&folder).unwrap();
        let draft = path.with_extension("draft");
        let _ = fs::remove_file(&draft);
        write_study(&draft, size);
        fs::rename(draft, &path).unwrap();
    }
    path
}

/// Writes a study of this size to a new file.
pub(crate) fn write_study(path: &Path, size: Size) {
    let study = NewStudy { uuid: "generated", name: "generated", languages: &["nl"] };
    let mut store = Store::create(path, &study, &author()).unwrap();
    let mut change = store.begin(&author()).unwrap();
    let codes = codes();
    change.put_codes(&codes).unwrap();
    let coders = ["A", "B"].map(|coder| change.add_coder(coder, None).unwrap());
    let variables = Variables::new(&mut change);
    let transcripts = Transcripts::new(size.words);
    for number in 0..size.interviews {
        let mut chance = chance(number);
        let interview = add_document(&mut change, number, &transcripts.text(number));
        variables.add_person(&mut change, &mut chance, (number, &interview));
        let spans = spans(&mut chance, &interview.text, size.codings).into_iter();
        let place = |span| (interview.document, span);
        let codings: Vec<NewCoding> =
            spans.map(|span| coding(&mut chance, place(span), &codes, &coders)).collect();
        change.add_codings(&codings).unwrap();
    }
    change.commit().unwrap();
}

/// Sixty codes on three levels: six, with three below each, with two below each of those.
fn codes() -> Vec<Code> {
    let mut codes = Vec::new();
    let mut add = |path: &str| {
        let mut code = Code::new(CodePath::new(path).unwrap());
        code.label.insert(Language::dutch(), format!("Code {path}"));
        codes.push(code);
    };
    for top in 1..=6 {
        add(&format!("t{top}"));
        for middle in 1..=3 {
            add(&format!("t{top}.m{middle}"));
            for leaf in 1..=2 {
                add(&format!("t{top}.m{middle}.l{leaf}"));
            }
        }
    }
    codes
}

fn add_document(change: &mut Change<'_>, interview: u32, text: &str) -> Interview {
    let read = kwali_transcript::read("interview.txt", text.as_bytes(), &ReadOptions::default());
    let transcript = read.unwrap().transcript;
    let new = NewDocument {
        name: &name(interview),
        group: Some(GROUPS[interview as usize % GROUPS.len()]),
        language: "nl",
        transcript: &transcript,
        words: count_words(transcript.text.as_str()),
        revision: 1,
        source: None,
    };
    let document = change.add_document(&new).unwrap();
    let answers = transcript.speakers.iter().position(|(_, asks)| !asks).unwrap() as u32;
    Interview { document, answers: SpeakerNumber(answers), text: transcript.text }
}

/// A document that was added.
struct Interview {
    document: DocumentId,
    /// Who answers.
    answers: SpeakerNumber,
    text: Text,
}

/// The variables of participants and documents.
struct Variables {
    role: VariableId,
    site: VariableId,
    age: VariableId,
    date: VariableId,
}

impl Variables {
    fn new(change: &mut Change<'_>) -> Variables {
        let mut add = |scope, name, kind| change.add_variable(scope, name, kind).unwrap();
        Variables {
            role: add(Scope::Participant, "role", VariableKind::Text),
            site: add(Scope::Participant, "site", VariableKind::Text),
            age: add(Scope::Participant, "age", VariableKind::Number),
            date: add(Scope::Document, "date", VariableKind::Date),
        }
    }

    /// Adds the participant of an interview, and what is known of both.
    fn add_person(
        &self,
        change: &mut Change<'_>,
        chance: &mut ChaCha8Rng,
        (number, interview): (u32, &Interview),
    ) {
        let document = interview.document;
        let participant = change.add_participant(&format!("P{:04}", number + 1)).unwrap();
        change.set_speaker(document, interview.answers, (false, Some(participant))).unwrap();
        let of = ValueOf::Participant(participant);
        let date = format!("2019-{:02}-{:02}", 1 + number % 12, 1 + number / 12 % 28);
        for (of, variable, value) in [
            (of, self.role, (*ROLES.choose(chance).unwrap()).to_owned()),
            (of, self.site, (*SITES.choose(chance).unwrap()).to_owned()),
            (of, self.age, chance.random_range(18..80).to_string()),
            (ValueOf::Document(document), self.date, date),
        ] {
            change.set_value(of, variable, Some(&value)).unwrap();
        }
    }
}

/// Returns places for codings: stretches that do not overlap, and others within them.
///
/// The text is cut into as many equal lots as there are stretches. An overlapping span lies in the
/// same lot as the stretch before it.
fn spans(chance: &mut ChaCha8Rng, text: &Text, n_spans: usize) -> Vec<Span> {
    let n_lots = ((n_spans as f64) * (1.0 - OVERLAPPING)).ceil().max(1.0) as usize;
    let lot = text.chars() / n_lots;
    assert!(lot >= 4, "{n_spans} codings need a longer text");
    let mut spans = Vec::with_capacity(n_spans);
    for number in 0..n_spans {
        let fresh = number * n_lots / n_spans.max(1);
        let is_fresh = number == 0 || fresh != (number - 1) * n_lots / n_spans;
        let (from, upto) = (fresh * lot, (fresh + 1) * lot);
        let (start, end) = match (is_fresh, spans.last()) {
            (false, Some(last)) => within(chance, *last, upto),
            _ => {
                let start = chance.random_range(from..from + lot / 4 + 1);
                (start, chance.random_range(start + lot / 2..=upto))
            }
        };
        spans.push(text.span_of_chars(start, end.min(upto)).unwrap());
    }
    spans
}

/// Returns a start within `span` and an end behind it, before `upto`.
fn within(chance: &mut ChaCha8Rng, span: Span, upto: usize) -> (usize, usize) {
    let start = chance.random_range(span.start_char()..span.end_char());
    (start, chance.random_range(start + 1..=upto))
}

fn coding(
    chance: &mut ChaCha8Rng,
    (document, span): (DocumentId, Span),
    codes: &[Code],
    coders: &[CoderId],
) -> NewCoding {
    // Some codes are applied far more often than others.
    let code = (codes.len() as f64).powf(chance.random::<f64>()) as usize - 1;
    let weight = chance.random_bool(0.2).then(|| chance.random_range(0..=100));
    NewCoding {
        document,
        span,
        code: codes[code].path.clone(),
        coder: *coders.choose(chance).unwrap(),
        weight: weight.and_then(Weight::new),
        detail: CodingDetail::default(),
    }
}
