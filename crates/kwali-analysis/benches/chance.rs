//! Co-occurrence with and without what chance would make of it, over 10,000 to 1,000,000 codings.
//!
//! `cargo bench -p kwali-analysis --bench chance [CODINGS…]` prints a table: 1,000 draws, 60 codes, 100 codings a
//! document, each up to 300 of 12,000 characters long.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod numbers;

use std::hint::black_box;
use std::time::Instant;

use kwali_analysis::{AtHand, CooccurrenceRequest, Draws, cooccurrence};
use kwali_model::{
    Code, CodeId, CodePath, CodeSystem, Coder, CoderId, Coding, CodingId, Document, DocumentId,
    Snapshot, SnapshotParts,
};
use kwali_text::{Digest, Language, Span};
use numbers::Chance;

const CODES: u32 = 60;
const CODINGS_EACH: u32 = 100;
const LENGTH: u32 = 12_000;
/// How often each is measured.
const RUNS: usize = 3;

fn main() {
    let asked: Vec<u32> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10_000, 100_000] } else { asked };
    println!("{:>9} {:>12} {:>28}", "codings", "overlap", "against chance, each run");
    for n_codings in sizes {
        let snapshot = snapshot(n_codings / CODINGS_EACH);
        let time = |chance: Option<Draws>| {
            let request = CooccurrenceRequest { chance, ..CooccurrenceRequest::default() };
            let started = Instant::now();
            black_box(cooccurrence(&snapshot, AtHand::default(), &request));
            started.elapsed().as_secs_f64()
        };
        let bare = time(None);
        let drawn: Vec<String> = (0..RUNS)
            .map(|_| format!("{:.2} s", time(Some(Draws { number: 1000, seed: 1 }))))
            .collect();
        println!("{n_codings:>9} {:>9.1} ms {:>28}", bare * 1e3, drawn.join("  "));
    }
}

fn snapshot(n_documents: u32) -> Snapshot {
    let mut chance = Chance(7);
    let mut codings = Vec::new();
    for document in 1..=n_documents {
        for _ in 0..CODINGS_EACH {
            let start = chance.below(LENGTH - 300);
            let end = start + 1 + chance.below(300);
            codings.push(Coding {
                id: CodingId(codings.len() as u32 + 1),
                document: DocumentId(document),
                span: Span::from_stored((start, end), (start, end)).unwrap(),
                code: CodeId(chance.below(CODES)),
                coder: CoderId(1),
                weight: None,
            });
        }
    }
    let code = |number| Code::new(CodePath::new(&format!("code-{number:02}")).unwrap());
    Snapshot::new(SnapshotParts {
        documents: (1..=n_documents).map(document).collect(),
        codes: CodeSystem::new((0..CODES).map(code).collect()).unwrap(),
        coders: vec![Coder { id: CoderId(1), name: "A".into(), full_name: None }],
        codings,
        ..SnapshotParts::default()
    })
}

fn document(id: u32) -> Document {
    Document {
        id: DocumentId(id),
        name: format!("d{id}"),
        group: None,
        language: Language::dutch(),
        revision: 1,
        source: None,
        digest: Digest::of(b""),
        bytes: LENGTH as usize,
        chars: LENGTH as usize,
        words: LENGTH as usize / 6,
        paragraphs: 1,
        speakers: Vec::new(),
        values: Default::default(),
    }
}
