//! How long a cold process takes to its first answer about words, and what takes the time.
//!
//! `cargo bench --bench cold -- WORD…` asks a study of 10^6 codings in 10,000 interviews, whose index
//! is made first: whole processes of `kwali retrieve WORD --limit 20` and `kwali search WORD --limit
//! 20`, beside one that does nothing, and then the steps of retrieving, each in a study that was
//! opened anew. Medians of five.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod generator;
#[path = "ratios/process.rs"]
#[allow(dead_code, reason = "memory is not measured here")]
mod process;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use generator::Size;
use generator::study::kept_study;
use kwali_study::{Answer, Arrangement, Page, Retrieved, Study};
use process::{load, median, usage};

const SIZE: Size = Size { interviews: 10_000, words: 2_000, codings: 100 };

const RUNS: usize = 5;

/// Words of the study, the rarest first; asked for where none is named.
const WORDS: [&str; 3] = ["galvantolp", "booltriemen", "reekuuken"];

fn main() {
    let path = kept_study(SIZE);
    open(&path).index(&mut |_, _| {}).unwrap();
    let named = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let named: Vec<String> = named.collect();
    let version = || {
        let mut kwali = Command::new(env!("CARGO_BIN_EXE_kwali"));
        kwali.arg("--version");
        usage(kwali).wall
    };
    let walls: Vec<f64> = (0..RUNS).map(|_| version()).collect();
    show("kwali --version, the whole process", &walls);
    for word in if named.is_empty() { WORDS.map(str::to_owned).to_vec() } else { named } {
        println!("{word}; load: {}", load());
        for command in ["retrieve", "search"] {
            let run = || {
                let mut kwali = Command::new(env!("CARGO_BIN_EXE_kwali"));
                kwali.arg("--study").arg(&path).args([command, &word, "--limit", "20"]);
                usage(kwali).wall
            };
            // The first run warms the file cache.
            run();
            let walls: Vec<f64> = (0..RUNS).map(|_| run()).collect();
            show(&format!("kwali {command}, the whole process"), &walls);
        }
        steps(&path, &word);
    }
}

fn open(path: &Path) -> Study {
    Study::open(path, Duration::ZERO).unwrap()
}

/// Shows how long the steps of retrieving take.
fn steps(path: &Path, word: &str) {
    let mut times: Vec<(&str, Vec<f64>)> = Vec::new();
    for _ in 0..RUNS {
        let study = &open(path);
        let mut n_step = 0;
        let mut step = |name, act: &mut dyn FnMut()| {
            let start = Instant::now();
            act();
            let took = start.elapsed().as_secs_f64();
            match times.get_mut(n_step) {
                Some((_, known)) => known.push(took),
                None => times.push((name, vec![took])),
            }
            n_step += 1;
        };
        step("  opening the study", &mut || drop(open(path)));
        step("  codes, coders and variables", &mut || {
            study.frame().unwrap();
        });
        step("  whether the index is fresh", &mut || {
            study.index_condition().unwrap();
        });
        step("  the same, and opening it", &mut || drop(study.index(&mut |_, _| {}).unwrap()));
        let mut answer = None;
        step("  asking, with those of the index again", &mut || {
            answer = Some(study.ask(word).unwrap());
        });
        let Some(Answer { found: Retrieved::Codings(codings), part }) = answer else { return };
        let page = Some(Page { size: 20, number: 1 });
        let arrangement = Arrangement { page, ..Arrangement::default() };
        let mut arranged = None;
        step("  arranging", &mut || arranged = Some(part.arrange(&codings, &arrangement).unwrap()));
        step("  texts and details", &mut || {
            let segments = arranged.iter().flat_map(|arranged| arranged.segments());
            part.texts_at(segments.map(|(_, segment)| segment.place)).unwrap();
            part.details().unwrap();
        });
    }
    times.iter().for_each(|(name, times)| show(name, times));
    let study = open(path);
    let Answer { found, part } = study.ask(word).unwrap();
    let found = if let Retrieved::Codings(codings) = found { codings.len() } else { 0 };
    let read = part.snapshot().codings().len();
    println!("  {found} segments, out of {read} codings that were read");
}

fn show(what: &str, seconds: &[f64]) {
    let all: Vec<String> = seconds.iter().map(|wall| format!("{:.0}", wall * 1e3)).collect();
    let middle = median(seconds.iter().copied()) * 1e3;
    println!("{what:<44} {middle:>8.1} ms  ({})", all.join(" "));
}
