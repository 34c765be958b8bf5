//! What coding in a document works with.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bench;

use std::time::Duration;

use bench::{Bench, author};
use kwali_model::{Code, CodePath};
use kwali_study::{CodingRequest, Error, Passage, Study};

fn code(id: &str) -> Code {
    Code::new(CodePath::new(id).unwrap())
}

fn request(code: &str, (start, end): (usize, usize)) -> CodingRequest {
    CodingRequest {
        document: "a".into(),
        passage: Passage { position: Some((start, end)), ..Passage::default() },
        code: code.into(),
        coder: "A".into(),
        weight: None,
        comment: None,
    }
}

fn bench() -> Bench {
    Bench::with(&[("a.txt", "I: Hoe?\n\nR: Zo. 👍 Goed.\n")])
}

#[test]
fn a_code_comes_with_those_above_it_and_only_once() {
    let bench = bench();
    let mut study = bench.study;
    let dog = request("", (12, 15));
    assert_eq!(study.add_code_to(&author(), &code("form.walk.dog"), &dog).unwrap(), "1");
    let codes = study.snapshot().unwrap().codes().codes().iter();
    let codes: Vec<&str> = codes.map(|code| code.path.as_str()).collect();
    assert_eq!(codes, ["form", "form.walk", "form.walk.dog"]);
    let again = study.add_code_to(&author(), &code("form.walk"), &dog);
    assert!(matches!(again, Err(Error::CodeTaken(id)) if id == "form.walk"));
    // It is one step: the code goes with its coding.
    study.undo(&author(), 1).unwrap();
    assert!(study.snapshot().unwrap().codes().is_empty());
}

#[test]
fn what_another_codes_is_kept_up_with() {
    let mut bench = bench();
    let study = &mut bench.study;
    study.add_code_to(&author(), &code("form"), &request("", (0, 1))).unwrap();
    let mut other = Study::open(study.path(), Duration::from_secs(10)).unwrap();
    assert_eq!(other.snapshot().unwrap().codings().len(), 1);
    for place in [(12, 15), (16, 17)] {
        study.add_coding(&author(), &request("form", place)).unwrap();
    }
    study.remove_codings(&author(), &["1".into()]).unwrap();
    assert!(other.refresh().unwrap());
    assert_eq!(other.snapshot().unwrap(), study.snapshot().unwrap());
    // A coding with a code that the other has not seen.
    study.add_code_to(&author(), &code("new"), &request("", (18, 22))).unwrap();
    assert!(other.refresh().unwrap() && !other.refresh().unwrap());
    assert_eq!(other.snapshot().unwrap(), study.snapshot().unwrap());
}

#[test]
fn codings_come_all_or_none() {
    let bench = bench();
    let mut study = bench.study;
    study.add_code_to(&author(), &code("form"), &request("", (0, 1))).unwrap();
    let two = [request("form", (12, 15)), request("form", (16, 17))];
    let ids = study.add_codings(&author(), &two).unwrap();
    assert_eq!(ids.len(), 2);
    let one_is_there = [request("form", (18, 22)), request("form", (16, 17))];
    let refused = study.add_codings(&author(), &one_is_there);
    assert!(matches!(refused, Err(Error::SameCoding { .. })));
    let detailed = study.detailed_codings("a").unwrap();
    let names: Vec<&str> = detailed.iter().map(|coding| coding.name.as_str()).collect();
    assert_eq!(names[1..], ids);
    assert_eq!(detailed[1].detail.created.as_deref(), Some("2019-02-05T10:00:00Z"));
    let open = study.open_document("a").unwrap();
    assert_eq!(open.text.slice(detailed[2].coding.span), "👍");
}

#[test]
fn what_others_changed_is_noticed_once() {
    let bench = bench();
    let mut study = bench.study;
    study.snapshot().unwrap();
    assert!(!study.refresh().unwrap());
    let mut other = Study::open(study.path(), Duration::from_secs(1)).unwrap();
    other.add_code_to(&author(), &code("form"), &request("", (0, 1))).unwrap();
    assert!(study.refresh().unwrap());
    assert_eq!(study.snapshot().unwrap().codes().len(), 1);
    assert!(!study.refresh().unwrap());
}
