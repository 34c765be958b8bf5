//! Measures indexing beside a bare tantivy writer that is fed the same paragraphs.
//!
//! `cargo run --release -p kwali-index --example speed -- [DOCUMENTS] [WORDS] [CODINGS]`, and with
//! `facets` in front asking beside tantivy alone, once.

#![expect(clippy::unwrap_used, reason = "a measurement may panic")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod facets;

use std::path::Path;
use std::time::Instant;

use kwali_index::{
    DEFAULT_BUDGET, Index, IndexWriter, IndexedDocument, SegmentFilter, Stamp, UnitFilter,
};
use kwali_model::{
    CoderId, Coding, CodingId, Document, DocumentId, Layout, Participant, ParticipantId, Scope,
    Snapshot, SnapshotParts, Speaker, SpeakerNumber, StateNumber, Turn, Variable, VariableId,
    VariableKind,
};
use kwali_text::{Digest, Language, Phrase, Text};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_facets = arguments.first().is_some_and(|first| first == "facets");
    let mut arguments =
        arguments.iter().skip(usize::from(is_facets)).map(|typed| typed.parse::<usize>().unwrap());
    let n_documents = arguments.next().unwrap_or(300) as u32;
    let n_words = arguments.next().unwrap_or(8_000);
    let codings_per_document = arguments.next().unwrap_or(100);
    let study = Study::new(n_documents, n_words);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kwali-index");
    if is_facets {
        return facets::compare(&study, folder.path(), codings_per_document);
    }
    for round in 1..=3 {
        let bare = Cost::of(|| study.feed_bare(&folder.path().join(format!("bare-{round}"))));
        let ours = Cost::of(|| study.feed(&path, 0));
        let coded = Cost::of(|| study.feed(&path, codings_per_document));
        println!("round {round}: bare {bare}, units {ours}: {:.2} times", ours.times(&bare));
        println!("         with {codings_per_document} segments a document {coded}");
    }
    study.ask(&path);
}

/// What a piece of work takes. Processor time tells more where other programs run.
struct Cost {
    wall: f64,
    processor: f64,
}

impl Cost {
    fn of(work: impl FnOnce()) -> Cost {
        let before = processor_seconds();
        let wall = seconds(work);
        Cost { wall, processor: processor_seconds() - before }
    }

    fn times(&self, other: &Cost) -> f64 {
        match other.processor > 0.0 {
            true => self.processor / other.processor,
            false => self.wall / other.wall,
        }
    }
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s ({:.2} s of processor)", self.wall, self.processor)
    }
}

/// Processor time of this process so far where the system tells (Linux), else 0.
fn processor_seconds() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = status.rsplit(") ").next().unwrap_or_default();
    let ticks = behind_name.split(' ').skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// A generated study; texts are made anew each time, so that no more than one is in memory.
struct Study {
    vocabulary: Vec<String>,
    snapshot: Snapshot,
    n_words: usize,
}

impl Study {
    fn new(n_documents: u32, n_words: usize) -> Study {
        let variable = |id, name: &str| Variable {
            id: VariableId(id),
            name: name.into(),
            scope: Scope::Participant,
            kind: VariableKind::Text,
        };
        let participant = |id| Participant {
            id: ParticipantId(id),
            name: format!("P{id}"),
            values: [
                (VariableId(1), ["bewoner", "werker", "coordinator"][id as usize % 3].into()),
                (VariableId(2), format!("plaats {}", id % 6)),
            ]
            .into(),
        };
        let parts = SnapshotParts {
            documents: (1..=n_documents).map(document).collect(),
            participants: (1..=2 * n_documents).map(participant).collect(),
            variables: vec![variable(1, "rol"), variable(2, "plaats")],
            codes: kwali_model::CodeSystem::new(vec![kwali_model::Code::new(
                kwali_model::CodePath::new("druk").unwrap(),
            )])
            .unwrap(),
            ..SnapshotParts::default()
        };
        Study { vocabulary: vocabulary(), snapshot: Snapshot::new(parts), n_words }
    }

    fn content(&self, document: u32) -> String {
        let mut chance = Chance(u64::from(document) + 1);
        let mut content = String::new();
        let mut n_words = 0;
        while n_words < self.n_words {
            content.push_str(if chance.below(3) == 0 { "Interviewer: " } else { "Aaltje: " });
            let length = 5 + chance.below(90);
            for place in 0..length {
                content.push_str(self.word(&mut chance));
                content.push_str(if place % 12 == 11 { ". " } else { " " });
            }
            content.push('\n');
            n_words += length;
        }
        content
    }

    /// A word by Zipf's law: the rank is about the reciprocal of an even chance.
    fn word(&self, chance: &mut Chance) -> &str {
        let most = self.vocabulary.len() as f64;
        let rank = most.powf(chance.below(1 << 30) as f64 / f64::from(1 << 30)) - 1.0;
        &self.vocabulary[rank as usize]
    }

    fn feed_bare(&self, path: &Path) {
        std::fs::create_dir(path).unwrap();
        let mut schema = Schema::builder();
        let field = schema
            .add_text_field("text", TextOptions::default().set_indexing_options(stem_indexing()));
        let index = tantivy::Index::create_in_dir(path, schema.build()).unwrap();
        index.tokenizers().register("stem", stemmer());
        let mut writer: tantivy::IndexWriter =
            index.writer_with_num_threads(2, DEFAULT_BUDGET).unwrap();
        for document in self.snapshot.documents() {
            let text = Text::new(&self.content(document.id.0)).unwrap();
            for &paragraph in &layout(&text).paragraphs {
                writer.add_document(tantivy::doc!(field => text.slice(paragraph))).unwrap();
            }
        }
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
    }

    fn feed(&self, path: &Path, n_codings: usize) {
        let mut writer = IndexWriter::rebuild(path, DEFAULT_BUDGET).unwrap();
        for document in self.snapshot.documents() {
            let text = Text::new(&self.content(document.id.0)).unwrap();
            let layout = layout(&text);
            let codings = codings(&text, document.id, n_codings);
            let indexed =
                IndexedDocument { document, text: &text, layout: &layout, codings: &codings };
            writer.add(&self.snapshot, indexed).unwrap();
        }
        let stamp = Stamp { study: "speed".into(), state: StateNumber(1), token: String::new() };
        writer.commit(&stamp).unwrap();
    }

    fn ask(&self, path: &Path) {
        let mut index = None;
        let opening = seconds(|| index = Some(Index::open(path).unwrap()));
        let index = index.unwrap();
        println!("open: {:.2} ms", opening * 1e3);
        let (common, rare) = (&self.vocabulary[3], &self.vocabulary[5_000]);
        let two = format!("{} {}", self.vocabulary[1], self.vocabulary[2]);
        let begun = format!("{} {}*", self.vocabulary[1], &self.vocabulary[2][..2]);
        for typed in [common, rare, &two, &begun, "ge*"] {
            let phrase = Phrase::parse(typed).unwrap();
            let (mut units, mut segments) = (0, 0);
            let asking = seconds(|| {
                let found = index.units(std::slice::from_ref(&phrase), &UnitFilter::default());
                units = found.unwrap().len();
            });
            let filtering = seconds(|| {
                let found = index.segments_in(&[phrase], &SegmentFilter::default());
                segments = found.unwrap().len();
            });
            println!(
                "{typed}: {units} units in {:.2} ms, {segments} segments in {:.2} ms",
                asking * 1e3,
                filtering * 1e3
            );
        }
    }
}

/// What bare tantivy makes of words.
fn stemmer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(Stemmer::new(tantivy::tokenizer::Language::Dutch))
        .build()
}

fn stem_indexing() -> TextFieldIndexing {
    TextFieldIndexing::default()
        .set_tokenizer("stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
}

fn document(id: u32) -> Document {
    let speaker = |name: &str, participant| Speaker {
        name: name.into(),
        is_interviewer: name == "Interviewer",
        participant,
    };
    Document {
        id: DocumentId(id),
        name: format!("D{id}"),
        group: None,
        language: Language::dutch(),
        revision: 1,
        source: None,
        digest: Digest::of(b""),
        bytes: 0,
        chars: 0,
        words: 0,
        paragraphs: 0,
        speakers: vec![speaker("Interviewer", None), speaker("Aaltje", Some(ParticipantId(id)))],
        values: [].into(),
    }
}

fn layout(text: &Text) -> Layout {
    let paragraphs = text.paragraphs();
    let turn = |&span: &kwali_text::Span| {
        let words = text.slice(span);
        Turn {
            speaker: SpeakerNumber(u32::from(words.starts_with('A'))),
            span,
            words_start: (span.start() + words.find(' ').unwrap_or(0)) as u32,
            time: None,
        }
    };
    let turns = paragraphs.iter().map(turn).collect();
    Layout { paragraphs, turns }
}

fn codings(text: &Text, document: DocumentId, n_codings: usize) -> Vec<Coding> {
    let step = text.chars() / (n_codings + 1);
    let coding = |number: usize| Coding {
        id: CodingId(document.0 * 10_000 + number as u32),
        document,
        span: text.span_of_chars(number * step, (number * step + 360).min(text.chars())).unwrap(),
        code: kwali_model::CodeId(0),
        coder: CoderId(1),
        weight: None,
    };
    (0..n_codings).map(coding).collect()
}

/// Dutch-like words, the commonest first and shortest.
fn vocabulary() -> Vec<String> {
    let syllables = [
        "de",
        "ge",
        "ver",
        "be",
        "en",
        "er",
        "ing",
        "heid",
        "lijk",
        "ste",
        "woon",
        "wijk",
        "zorg",
        "werk",
        "team",
        "druk",
        "tijd",
        "cliënt",
        "huis",
        "hulp",
        "vraag",
        "man",
        "vrouw",
        "kind",
        "loop",
        "praat",
        "één",
        "op",
        "uit",
        "aan",
        "voor",
        "mee",
        "ont",
        "schap",
        "baar",
        "tje",
        "s",
        "t",
        "nen",
        "len",
        "mogelijk",
        "straat",
        "buurt",
        "ervaring",
        "deskundig",
        "gesprek",
    ];
    let mut chance = Chance(7);
    let mut words = std::collections::BTreeSet::new();
    let mut vocabulary = Vec::new();
    while vocabulary.len() < 40_000 {
        let n_syllables = 1 + chance.below((2 + vocabulary.len() / 300).min(4));
        let word: String =
            (0..n_syllables).map(|_| syllables[chance.below(syllables.len())]).collect();
        if words.insert(word.clone()) {
            vocabulary.push(word);
        }
    }
    vocabulary
}

/// Numbers that look random and are the same every time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x2545_F491_4F6C_DD1D);
        let mixed = (self.0 ^ self.0 >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((mixed >> 33) % limit as u64) as usize
    }
}
