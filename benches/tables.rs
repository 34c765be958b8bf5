//! How long tables take, beside reading the codings it counts from SQLite alone.
//!
//! `cargo bench --bench tables -- NAME…` counts a study of 10^6 codings of 60 codes in 10,000
//! documents that is in memory, and reads its codings with a bare statement, in turn; then it runs
//! the program, and tells the most memory that it held, by coding. Medians of five.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod generator;
#[path = "ratios/process.rs"]
#[allow(dead_code, reason = "whole processes are not timed here")]
mod process;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use generator::Size;
use generator::study::kept_study;
use kwali_study::{
    ConfigurationRequest, CrosstabQuestion, Distance, LengthUnit, PairRequest, SaturationRequest,
    SaturationRule, Study, Subcodes, Themes, TogetherIn, Unit,
};
use process::{load, median, peak_memory};
use rusqlite::{Connection, OpenFlags};

const SIZE: Size = Size { interviews: 10_000, words: 2_000, codings: 100 };

const RUNS: usize = 5;

/// A table: its name, how it is counted in a study, and how the program is asked for it.
type TableOf = (&'static str, fn(&Study), &'static [&'static str]);

const TABLES: [TableOf; 10] = [
    ("frequencies", frequencies, &["frequencies", "--subcodes", "included"]),
    ("crosstab by role", |study| crosstab(study, "role"), &["crosstab", "--by", "role"]),
    ("crosstab by site", |study| crosstab(study, "site"), &["crosstab", "--by", "site"]),
    ("matrix of documents", |study| crosstab(study, "document"), &["matrix"]),
    ("co-occurrence", cooccurrence, &["cooccurrence", "--near", "0"]),
    ("configurations", configurations, &["configurations", "--in", "document"]),
    ("saturation", saturation, &["saturation"]),
    ("robustness", robustness, &["robustness"]),
    ("perspectives", perspectives, &["perspectives"]),
    ("frequencies of words", words, &["frequencies", "--unit", "words"]),
];

fn main() {
    let path = kept_study(SIZE);
    let study = Study::open(&path, Duration::ZERO).unwrap();
    // What is read once and kept is read before anything is timed.
    frequencies(&study);
    cooccurrence(&study);
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|one| !one.starts_with('-')).collect();
    println!("load: {}", load());
    println!(
        "{:<24} {:>10} {:>10} {:>7} {:>16}",
        "", "table", "reading", "ratio", "bytes a coding"
    );
    for (name, count, arguments) in TABLES {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| name.contains(wanted.as_str())) {
            continue;
        }
        let timed = |work: &dyn Fn()| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        };
        let runs = (0..RUNS)
            .map(|_| (timed(&|| count(&study)), timed(&|| drop(black_box(read_codings(&path))))));
        let (table, reading): (Vec<f64>, Vec<f64>) = runs.unzip();
        let (table, reading) = (median(table.into_iter()), median(reading.into_iter()));
        let ratio = table / reading;
        let memory = memory_by_coding(&path, arguments);
        println!("{name:<24} {table:>7.0} ms {reading:>7.0} ms {ratio:>7.2} {memory:>16.0}");
    }
    println!("load: {}", load());
}

fn frequencies(study: &Study) {
    let counted = study.counted(None, &[]).unwrap();
    black_box(study.frequencies(&counted, Subcodes::Included, Unit::Segments).unwrap());
}

fn crosstab(study: &Study, by: &str) {
    let counted = study.counted(None, &[]).unwrap();
    let question = CrosstabQuestion { by: vec![by.to_owned()], ..CrosstabQuestion::default() };
    black_box(study.crosstab(&counted, &question).unwrap());
}

fn cooccurrence(study: &Study) {
    let counted = study.counted(None, &[]).unwrap();
    let near = vec![Distance { number: 0, unit: LengthUnit::Paragraphs }];
    let request = PairRequest { near, ..PairRequest::default() };
    black_box(study.cooccurrence(&counted, &request).unwrap());
}

fn configurations(study: &Study) {
    let counted = study.counted(None, &[]).unwrap();
    let together_in = TogetherIn::Documents;
    let request = ConfigurationRequest { together_in, ..ConfigurationRequest::default() };
    black_box(study.configurations(&counted, &request).unwrap());
}

fn saturation(study: &Study) {
    let rules = [SaturationRule { base: 4, run: 2, threshold: 0.05 }];
    black_box(study.saturation(&SaturationRequest::default(), &rules).unwrap());
}

fn robustness(study: &Study) {
    let counted = study.counted(None, &[]).unwrap();
    black_box(study.robustness(&counted, None, (Unit::Segments, Subcodes::Separate), 5).unwrap());
}

fn perspectives(study: &Study) {
    let counted = study.counted(None, &[]).unwrap();
    let themes = Themes::Below { codes: Vec::new(), depth: 1 };
    black_box(study.perspectives(&counted, &themes, "role").unwrap());
}

fn words(study: &Study) {
    let counted = study.counted(None, &[]).unwrap();
    black_box(study.frequencies(&counted, Subcodes::Separate, Unit::Words).unwrap());
}

/// Reads all codings into memory and does nothing else.
fn read_codings(study: &Path) -> Vec<[u32; 9]> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(study, flags).unwrap();
    let sql = "SELECT id, document, start, end, start_char, end_char, code, coder, weight \
               FROM codings";
    let mut statement = connection.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut codings = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let mut coding = [0; 9];
        for (column, number) in coding.iter_mut().enumerate() {
            *number = row.get::<_, Option<u32>>(column).unwrap().unwrap_or(0);
        }
        codings.push(coding);
    }
    codings
}

/// Returns the most memory that the program holds when it makes the table, by coding of the study.
fn memory_by_coding(study: &Path, arguments: &[&str]) -> f64 {
    let run = || {
        let mut kwali = Command::new(env!("CARGO_BIN_EXE_kwali"));
        kwali.arg("--quiet").arg("--study").arg(study).args(arguments).args(["--format", "json"]);
        peak_memory(kwali)
    };
    run() / SIZE.all_codings() as f64
}
