//! How long it takes to count a factsheet again, beside counting its exhibits alone.
//!
//! `cargo bench --bench factsheets` makes a factsheet of 200 exhibits from a study of 10^5 codings
//! in 1,000 interviews and verifies it, in turn with the same tables and numbers asked of the study
//! one by one; then it writes all forms of the sample's factsheet. Medians of five.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod generator;
#[path = "ratios/process.rs"]
#[allow(dead_code, reason = "memory is not measured here")]
mod process;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use generator::Size;
use generator::study::kept_study;
use kwali_exhibit::factsheet::{Evidence, Options, build, verify};
use kwali_study::{CrosstabQuestion, Study, Subcodes, Unit};
use process::{load, median, usage};

const SIZE: Size = Size { interviews: 1_000, words: 2_000, codings: 100 };

const RUNS: usize = 5;

fn main() {
    let study = Study::open(&kept_study(SIZE), Duration::ZERO).unwrap();
    let codes: Vec<String> = study
        .snapshot()
        .unwrap()
        .codes()
        .codes()
        .iter()
        .map(|code| code.path.to_string())
        .collect();
    let asked = asked(&codes);
    let template: String = asked.iter().map(|asked| asked.in_template()).collect();
    println!("load: {}", load());
    println!("{} exhibits, {} codings", asked.len(), study.snapshot().unwrap().codings().len());
    let manifest = with_evidence(&study, |evidence| {
        let factsheet = build(&template, "bench.md", evidence, &Options::default()).unwrap();
        factsheet.manifest_json(&BTreeMap::new()).unwrap()
    });
    let alone = || asked.iter().for_each(|asked| asked.alone(&study));
    let verified = || {
        let verified = with_evidence(&study, |evidence| verify(&manifest, evidence)).unwrap();
        assert!(verified.holds());
        assert_eq!(verified.exhibits, asked.len());
    };
    let runs: Vec<(f64, f64)> = (0..RUNS).map(|_| (timed(&alone), timed(&verified))).collect();
    let alone = median(runs.iter().map(|(alone, _)| *alone));
    let verifying = median(runs.iter().map(|(_, verifying)| *verifying));
    println!(
        "exhibits alone {alone:.0} ms, verify {verifying:.0} ms, ratio {:.2}",
        verifying / alone
    );
    sample();
    println!("load: {}", load());
}

fn timed(work: &dyn Fn()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}

fn with_evidence<T>(study: &Study, work: impl FnOnce(&Evidence<'_>) -> T) -> T {
    let details = study.coding_details().unwrap();
    let (snapshot, layouts) = (study.snapshot().unwrap(), study.layouts().unwrap());
    let texts = study.texts().unwrap();
    let asked = study.with_sources(|sources| {
        let found = sources.found;
        work(&Evidence { snapshot, layouts, texts, details: &details, found })
    });
    asked.unwrap()
}

/// An exhibit of the factsheet.
enum Asked {
    Frequencies(String),
    Crosstab(String, &'static str),
    Count(String),
}

/// Two hundred exhibits: three for each code, and twenty more.
fn asked(codes: &[String]) -> Vec<Asked> {
    let mut asked = Vec::new();
    for code in codes {
        asked.push(Asked::Frequencies(code.clone()));
        asked.push(Asked::Crosstab(code.clone(), "role"));
        asked.push(Asked::Count(code.clone()));
    }
    let more = codes.iter().take(20).map(|code| Asked::Crosstab(code.clone(), "site"));
    asked.extend(more);
    asked
}

impl Asked {
    fn in_template(&self) -> String {
        match self {
            Asked::Frequencies(code) => {
                format!("{{{{ frequencies(codes=\"#{code}\", unit=\"participants\") }}}}\n\n")
            }
            Asked::Crosstab(code, by) => format!(
                "{{{{ crosstab(codes=\"#{code}\", by=\"{by}\", unit=\"participants\") }}}}\n\n"
            ),
            Asked::Count(code) => {
                format!("{{{{ count(\"#{code}\", unit=\"participants\") }}}}\n\n")
            }
        }
    }

    /// Counts the same as a user would ask the study for it.
    fn alone(&self, study: &Study) {
        let counted = |code: &str| study.counted(Some(&format!("#{code}")), &[]).unwrap();
        let frequencies = |code: &str| {
            let counted = counted(code);
            study.frequencies(&counted, Subcodes::Included, Unit::Participants).unwrap()
        };
        match self {
            Asked::Frequencies(code) | Asked::Count(code) => drop(black_box(frequencies(code))),
            Asked::Crosstab(code, by) => {
                let question = CrosstabQuestion {
                    by: vec![(*by).to_owned()],
                    subcodes: Subcodes::Included,
                    unit: Unit::Participants,
                    ..CrosstabQuestion::default()
                };
                drop(black_box(study.crosstab(&counted(code), &question).unwrap()));
            }
        }
    }
}

/// Writes all forms of the sample's factsheet with the program, from its start to its end.
fn sample() {
    let folder = tempfile::tempdir().unwrap();
    let kwali = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kwali"));
        command.args(arguments).current_dir(folder.path());
        command
    };
    usage(kwali(&["demo", "demo"]));
    let build = ["factsheet", "build", "demo/factsheet.md", "--study", "demo/empowerment.kwali"];
    let forms = median((0..RUNS).map(|_| usage(kwali(&build)).wall));
    let version = median((0..RUNS).map(|_| usage(kwali(&["--version"])).wall));
    println!("the sample's factsheet, all forms: {forms:.2} s; kwali --version: {version:.3} s");
}
