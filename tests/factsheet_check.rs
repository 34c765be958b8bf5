//! `kwali factsheet check`: the untouched factsheet of the sample holds in every format, and each
//! of a hundred seeded errors is found at its place, with nothing else.

mod errors;
mod forms;

use std::collections::BTreeMap;
use std::time::Duration;

use kwali_exhibit::Language;
use kwali_exhibit::factsheet::Evidence;
use kwali_exhibit::report::{Checked, CheckedKind, Checker, Verdict};
use kwali_study::Study;
use kwali_transcript::{Format, Place, ReadReport, read_report};

use crate::support::Folder;
use errors::{ErrorKind, seeded};

/// So many errors of all kinds stand in one report.
const ERRORS_IN_ONE: usize = 10;
const ROUNDS: usize = 10;

/// The factsheet of a sample study in a folder of its own.
struct Sample {
    folder: Folder,
    study: Study,
}

impl Sample {
    fn new() -> Sample {
        let folder = Folder::new();
        folder.ok(&["demo"]);
        let path = folder.path("kwali-demo/empowerment.kwali");
        Sample { study: Study::open(&path, Duration::from_secs(5)).unwrap(), folder }
    }

    fn file(&self, ending: &str) -> String {
        let name = format!("kwali-demo/factsheet/factsheet.{ending}");
        String::from_utf8(self.folder.read(&name)).unwrap()
    }

    /// Calls `act` with what compares reports with the study.
    fn with_checker(&self, act: impl Fn(&Checker<'_>)) {
        let manifest = self.file("manifest.json");
        let details: BTreeMap<_, _> = self.study.coding_details().unwrap();
        let snapshot = self.study.snapshot().unwrap();
        let (layouts, texts) = (self.study.layouts().unwrap(), self.study.texts().unwrap());
        let checked = self.study.with_sources(|sources| {
            let found = sources.found;
            let evidence = Evidence { snapshot, layouts, texts, details: &details, found };
            act(&Checker::new(&evidence, Some(&manifest), Language::Dutch).unwrap());
        });
        checked.unwrap();
    }
}

fn read(name: &str, bytes: &[u8]) -> ReadReport {
    read_report(name, bytes, None).unwrap()
}

/// What is wrong in a report: place and verdict.
fn problems(checked: &[Checked]) -> Vec<(Place, Verdict)> {
    let problems = checked.iter().filter(|one| one.verdict.is_problem());
    problems.map(|one| (one.place, one.verdict)).collect()
}

fn count(checked: &[Checked], kind: CheckedKind) -> usize {
    checked.iter().filter(|one| one.kind == kind).count()
}

#[test]
fn every_seeded_error_is_found_and_nothing_else() {
    let sample = Sample::new();
    let markdown = sample.file("md");
    sample.with_checker(|checker| {
        let untouched = checker.check(&read("r.md", markdown.as_bytes())).unwrap();
        assert_eq!(problems(&untouched), []);
        for (kind, least) in
            [(CheckedKind::Quotation, 130), (CheckedKind::Number, 30), (CheckedKind::Table, 1000)]
        {
            assert!(count(&untouched, kind) >= least, "{kind:?}");
        }
        let mut n_of_kind: BTreeMap<ErrorKind, usize> = BTreeMap::new();
        for round in 0..ROUNDS {
            let (seeded, errors) = seeded(&markdown, ERRORS_IN_ONE, round);
            errors.iter().for_each(|error| *n_of_kind.entry(error.kind).or_default() += 1);
            let expected: Vec<(Place, Verdict)> = errors
                .iter()
                .map(|error| (Place::Line(error.line), error.kind.verdict()))
                .collect();
            let checked = checker.check(&read("r.md", seeded.as_bytes())).unwrap();
            assert_eq!(problems(&checked), expected, "round {round}");
            assert_eq!(checked.len(), untouched.len(), "round {round}");
        }
        assert!(n_of_kind.values().all(|n| *n == ERRORS_IN_ONE * ROUNDS / 5), "{n_of_kind:?}");
    });
}

#[test]
fn other_formats_say_the_same() {
    let sample = Sample::new();
    let markdown = sample.file("md");
    sample.with_checker(|checker| {
        let of = |markdown: &str| read("r.md", markdown.as_bytes());
        let untouched = checker.check(&of(&markdown)).unwrap();
        let page = checker.check(&read("r.html", sample.file("html").as_bytes())).unwrap();
        assert_eq!(problems(&page), []);
        // The page has the tables of charts that stand alone as well.
        assert!(page.len() >= untouched.len(), "{} of {}", page.len(), untouched.len());
        let (seeded, errors) = seeded(&markdown, ERRORS_IN_ONE, 0);
        for (name, write) in forms::FORMS {
            let whole = checker.check(&read(name, &write(&of(&markdown)))).unwrap();
            assert_eq!(problems(&whole), [], "{name}");
            assert_eq!(whole.len(), untouched.len(), "{name}");
            let checked = checker.check(&read(name, &write(&of(&seeded)))).unwrap();
            let verdicts: Vec<Verdict> =
                problems(&checked).into_iter().map(|(_, verdict)| verdict).collect();
            let expected: Vec<Verdict> = errors.iter().map(|error| error.kind.verdict()).collect();
            assert_eq!(verdicts, expected, "{name}");
        }
    });
}

/// The same report as a PDF is read: which column a number stands in is a guess there.
fn as_pdf(markdown: &str) -> ReadReport {
    ReadReport { format: Format::Pdf, ..read("r.md", markdown.as_bytes()) }
}

#[test]
fn numbers_in_tables_of_a_pdf_are_compared_in_their_order() {
    let sample = Sample::new();
    let markdown = sample.file("md");
    let row = "| Werkdruk en tijdgebrek | 0 | 0 | 6 | 2 | 8 |";
    sample.with_checker(|checker| {
        let untouched = checker.check(&as_pdf(&markdown)).unwrap();
        assert_eq!(problems(&untouched), []);
        assert!(count(&untouched, CheckedKind::Table) > 800);
        let check = |other: &str, n_problems: usize, n_fewer: usize| {
            let other = markdown.replace(row, other);
            assert_ne!(other, markdown);
            let checked = checker.check(&as_pdf(&other)).unwrap();
            let verdicts: Vec<Verdict> =
                problems(&checked).into_iter().map(|(_, verdict)| verdict).collect();
            assert_eq!(verdicts, vec![Verdict::Differs; n_problems], "{other}");
            assert_eq!(checked.len() + n_fewer, untouched.len(), "{other}");
        };
        // In other columns, in one column, with another number, and with one that was lost.
        check("| Werkdruk en tijdgebrek | 0 0 | | 6 | 2 | 8 |", 0, 0);
        check("| Werkdruk en tijdgebrek | 0 0 6 2 8 | | | | |", 0, 0);
        check("| Werkdruk en tijdgebrek | 0 | 0 | 7 | 2 | 8 |", 1, 0);
        check("| Werkdruk en tijdgebrek | 0 | 0 | 6 | 8 | |", 0, 5);
    });
}

/// Runs the command on a report beside the sample study; returns status and rows.
#[track_caller]
fn rows(folder: &Folder, report: &str, more: &[&str]) -> (i32, Vec<String>) {
    folder.write("kwali-demo/rapport.md", report);
    let args: Vec<&str> = [
        &["--study", "kwali-demo/empowerment.kwali", "factsheet", "check", "kwali-demo/rapport.md"]
            [..],
        &["--manifest", "kwali-demo/factsheet/factsheet.manifest.json", "--format", "tsv"],
        more,
    ]
    .concat();
    let run = folder.kwali(&args);
    let short = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        [cells[1], cells[2], cells[3], cells[5]].join(" ").trim_end().to_owned()
    };
    (run.status, run.stdout.lines().skip(1).map(short).collect())
}

#[test]
fn a_report_written_by_hand_is_compared() {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    let check = |report: &str, expected: &[&str]| {
        let (status, found) = rows(&folder, report, &[]);
        assert_eq!(found, expected);
        assert_eq!(status, i32::from(!expected.is_empty()));
    };
    check("# Niets\n\nEr staat hier 's avonds niets over foto's.\n", &[]);
    check("‘Dat scheelde alles’, zei een bewoner.\n", &[]);
    check("‘Dat scheelde alles’, zei een coördinator.\n", &["1 quotation other_voice bewoner"]);
    check(
        "# A\n\n“Ik sprak soms van vrijdag\n\n“tot maandag geen mens.”\n\n> Had ik maar een fiets gehad.\n",
        &["7 quotation not_found"],
    );
    check(
        "Het thema Urgentie ontbreekt noemden 9 van de 43 mensen, en 4 van de 6 projectcoördinatoren.\n",
        &["1 number differs 4", "1 number differs 42"],
    );
    check("We report nothing here: “one two”.\n", &[]);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    folder.write("kwali-demo/leeg.md", "");
    folder.write("kwali-demo/tabel.csv", "a,b\n");
    let study = ["--study", "kwali-demo/empowerment.kwali", "factsheet", "check"];
    let check = |report: &str, said: &str| {
        folder.fails_with(2, &[&study[..], &[report]].concat(), &[said]);
    };
    check("kwali-demo/leeg.md", "leeg.md: the file is empty");
    check("kwali-demo/tabel.csv", "no report is written as one");
    check("kwali-demo/nergens.md", "nergens.md");
    folder.write("kwali-demo/kaal.md", "Tekst zonder iets.\n");
    let run = folder.ok(&[&study[..], &["kwali-demo/kaal.md"]].concat());
    assert!(run.stderr.contains("there is no manifest"), "{}", run.stderr);
    assert!(run.stdout.contains("niets te vergelijken"), "{}", run.stdout);
}
