//! Relations between two codes beside a bare sort of their spans, as ratios.
//!
//! `cargo bench -p kwali-analysis --bench relations` prints a table. A million codings of two codes lie in
//! 10,000 documents. The bare side sorts their spans, which lie in disorder, and does nothing else.
//! Both sides run in turn, and the median of several runs is taken: the machine may be busy.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod numbers;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use kwali_analysis::{Query, Sources, select};
use kwali_model::{
    Code, CodeId, CodePath, CodeSystem, Coder, CoderId, Coding, CodingId, Document, DocumentId,
    Layout, Snapshot, SnapshotParts, Speaker, SpeakerNumber, TimeRange, Turn,
};
use kwali_text::{Digest, Language, Span, Text};
use numbers::Chance;

const DOCUMENTS: u32 = 10_000;
const CODINGS: u32 = 100;
/// A paragraph, which is a turn too, is so long.
const PARAGRAPH: u32 = 120;
const PARAGRAPHS: u32 = 100;
/// How often each side runs.
const RUNS: usize = 5;

const QUERIES: [&str; 28] = [
    "overlaps(#b)",
    "within(#b)",
    "encloses(#b)",
    "same(#b)",
    "crosses(#b)",
    "touches(#b)",
    "disjoint(#b)",
    "precedes(#b)",
    "meets(#b)",
    "overlaps-start(#b)",
    "starts(#b)",
    "during(#b)",
    "finishes(#b)",
    "contains(#b)",
    "overlaps-end(#b)",
    "follows(#b)",
    "overlaps(#b, by the same coder)",
    "alone",
    "near(50 characters, #b)",
    "near(2 paragraphs, #b)",
    "near(2 turns, #b)",
    "near(30 seconds, #b)",
    "before(2 paragraphs, #b)",
    "after(30 seconds, #b)",
    "near(10 words, #b)",
    "near(1 sentence, #b)",
    "before(10 words, #b)",
    "after(1 sentence, #b)",
];

fn main() {
    let chosen: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let mut chance = Chance(7);
    let snapshot = snapshot(&mut chance);
    let layouts = vec![layout(); DOCUMENTS as usize];
    let text = text();
    let sources =
        Sources { layouts: &layouts, found: &|_| BTreeSet::new(), text: &|_, read| read(&text) };
    let disorder = in_disorder(&snapshot, &mut chance);
    println!("{:<36} {:>9} {:>9} {:>6}", "#a …", "query", "bare sort", "ratio");
    for query in QUERIES.iter().filter(|query| {
        chosen.is_empty() || chosen.iter().any(|chosen| query.contains(chosen.as_str()))
    }) {
        let selection = Query::parse(&format!("#a {query}")).unwrap().resolve(&snapshot).unwrap();
        let mut times = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let started = Instant::now();
            black_box(select(&snapshot, &sources, &selection));
            times.0.push(started.elapsed());
            let mut spans = disorder.clone();
            let started = Instant::now();
            spans.sort_unstable();
            times.1.push(started.elapsed());
            black_box(spans);
        }
        let (ours, bare) = (median(times.0), median(times.1));
        let ratio = ours.as_secs_f64() / bare.as_secs_f64();
        let told = [ours, bare].map(|time| format!("{:.1} ms", time.as_secs_f64() * 1e3));
        println!("{query:<36} {:>9} {:>9} {ratio:>6.2}", told[0], told[1]);
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn span(start: u32, end: u32) -> Span {
    Span::from_stored((start, end), (start, end)).unwrap()
}

fn snapshot(chance: &mut Chance) -> Snapshot {
    let code = |path| Code::new(CodePath::new(path).unwrap());
    let coder = |id, name: &str| Coder { id: CoderId(id), name: name.into(), full_name: None };
    let mut codings = Vec::new();
    for document in 1..=DOCUMENTS {
        for _ in 0..CODINGS {
            let start = chance.below(PARAGRAPH * (PARAGRAPHS - 3));
            let id = CodingId(codings.len() as u32 + 1);
            let span = span(start, start + 1 + chance.below(300));
            let (code, coder) = (CodeId(chance.below(2)), CoderId(1 + chance.below(2)));
            let document = DocumentId(document);
            codings.push(Coding { id, document, span, code, coder, weight: None });
        }
    }
    Snapshot::new(SnapshotParts {
        documents: (1..=DOCUMENTS).map(document).collect(),
        codes: CodeSystem::new(vec![code("a"), code("b")]).unwrap(),
        coders: vec![coder(1, "A"), coder(2, "B")],
        codings,
        ..SnapshotParts::default()
    })
}

fn document(id: u32) -> Document {
    let length = (PARAGRAPH * PARAGRAPHS) as usize;
    Document {
        id: DocumentId(id),
        name: format!("d{id}"),
        group: None,
        language: Language::dutch(),
        revision: 1,
        source: None,
        digest: Digest::of(b""),
        bytes: length,
        chars: length,
        words: length / 6,
        paragraphs: PARAGRAPHS as usize,
        speakers: vec![Speaker { name: "A".into(), is_interviewer: false, participant: None }],
        values: Default::default(),
    }
}

fn layout() -> Layout {
    let paragraphs: Vec<Span> =
        (0..PARAGRAPHS).map(|n| span(n * PARAGRAPH, (n + 1) * PARAGRAPH - 1)).collect();
    let turn = |(number, &span): (usize, &Span)| Turn {
        speaker: SpeakerNumber(0),
        span,
        words_start: span.start() as u32,
        time: Some(TimeRange { start: number as u64 * 9_000, end: None }),
    };
    Layout { turns: paragraphs.iter().enumerate().map(turn).collect(), paragraphs }
}

/// Paragraphs of words of six bytes with what is behind them; every tenth ends a sentence, one in
/// twenty has letters beyond ASCII, and one an apostrophe.
fn text() -> Text {
    let word = |n: u32| match n {
        3 => "één ",
        13 => "zo'n, ",
        9 | 19 => "woor. ",
        _ => "woord ",
    };
    let line = |_| {
        let line: String = (0..PARAGRAPH / 6).map(word).collect();
        format!("{}\n", line.trim_end())
    };
    Text::new(&(0..PARAGRAPHS).map(line).collect::<String>()).unwrap()
}

/// The spans of all codings, as a program finds them that has not sorted them.
fn in_disorder(snapshot: &Snapshot, chance: &mut Chance) -> Vec<(u32, u32, u32)> {
    let key =
        |coding: &Coding| (coding.document.0, coding.span.start() as u32, coding.span.end() as u32);
    let mut spans: Vec<(u32, u32, u32)> = snapshot.codings().iter().map(key).collect();
    for last in (1..spans.len()).rev() {
        let other = chance.below(last as u32 + 1) as usize;
        spans.swap(last, other);
    }
    spans
}
