//! What tables of variables, speakers and coders change, and what they have to tell.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bench;

use bench::{Bench, author, told};
use kwali_study::TableReport;

const TALK: &str = "Interviewer: En?\nAaltje: Er is geen tijd.\nBas: Nee.\n\
                    Interviewer: Niet?\nAaltje: Nee.\nBas: Nooit.";

fn bench() -> Bench {
    Bench::with(&[("d1.txt", TALK), ("d2.txt", "Aaltje: Dag.\nBas: Dag.")])
}

impl Bench {
    fn speakers(&mut self, table: &str) -> TableReport {
        self.study.import_speakers(&author(), "speakers.csv", table.as_bytes()).unwrap()
    }

    fn variables(&mut self, table: &str) -> TableReport {
        self.study.import_variables(&author(), "v.csv", table.as_bytes()).unwrap()
    }

    fn participant_of(&self, speaker: &str) -> Option<String> {
        let snapshot = self.study.snapshot().unwrap();
        let speakers = &snapshot.documents()[0].speakers;
        let speaker = speakers.iter().find(|known| known.name == speaker).unwrap();
        let id = speaker.participant?;
        snapshot.participants().iter().find(|known| known.id == id).map(|known| known.name.clone())
    }

    /// The kinds of the variables.
    fn kinds(&self) -> Vec<(String, &'static str)> {
        let variables = self.study.snapshot().unwrap().variables();
        variables.iter().map(|variable| (variable.name.clone(), variable.kind.name())).collect()
    }
}

#[test]
fn a_table_without_participants_leaves_the_speakers_who_they_were() {
    let mut bench = bench();
    bench.speakers("speaker,participant\nAaltje,D01\nBas,D02\n");
    assert_eq!(bench.speakers("speaker,interviewer\nAaltje,no\nBas,no\n").changed, 0);
    assert_eq!(bench.speakers("speaker,participant,interviewer\nAaltje, ,\nBas,,yes\n").changed, 2);
    let who = ["Aaltje", "Bas"].map(|speaker| bench.participant_of(speaker));
    assert_eq!(who, [Some("D01".into()), Some("D02".into())]);
}

#[test]
fn names_are_the_same_with_white_space_and_other_accents() {
    let mut bench = bench();
    bench.speakers("speaker,participant\n Aaltje ,Ren\u{e9}\nBas,Bas\n");
    let report = bench.variables("participant,role\n Rene\u{301} ,bewoner\nBas\u{a0},bewoner\n");
    assert_eq!((told(&report), report.changed), (vec![], 2));
    bench.variables("participant, role \nBas,leider\n");
    assert_eq!(bench.kinds(), [("role".to_owned(), "text")]);
    let report = bench.variables(" document ,group\n d1 , A \n");
    assert_eq!((told(&report), report.changed), (vec![], 1));
    assert_eq!(bench.study.snapshot().unwrap().documents()[0].group.as_deref(), Some("A"));
}

#[test]
fn an_empty_name_is_a_problem_of_its_row() {
    let mut bench = bench();
    bench.speakers("speaker,participant\nAaltje,D01\n");
    let report = bench.variables("participant,role\n  ,bewoner\nD01,leider\n");
    assert_eq!(told(&report), ["v.csv:2: there is no participant in this row"]);
    assert_eq!(report.changed, 1);
    let coders = "coder,name\n \t ,Anna\nA,Anna\n";
    let report = bench.study.import_coders(&author(), "c.csv", coders.as_bytes()).unwrap();
    assert_eq!(told(&report), ["c.csv:2: there is no coder in this row"]);
    assert_eq!(report.changed, 1);
}

#[test]
fn a_name_that_means_something_else_is_no_variable() {
    let mut bench = bench();
    let report = bench.variables("document,code,site,weight\nd1,x,Utrecht,3\n");
    assert_eq!(
        told(&report),
        [
            "v.csv:1: no variable can be called `code`; it was left out; \
             give the column another name, such as `code_value`",
            "v.csv:1: no variable can be called `weight`; it was left out; \
             give the column another name, such as `weight_value`",
        ]
    );
    assert_eq!(bench.kinds(), [("site".to_owned(), "text")]);
    assert_eq!(report.changed, 1);
}

#[test]
fn the_language_of_a_document_comes_with_its_variables() {
    let mut bench = bench();
    assert_eq!(bench.n_hits("dag"), 2);
    let report = bench.variables("document,language,group\nd1,en,\nd2,klingon,2019\n");
    assert_eq!(
        told(&report),
        ["v.csv:3: there is no language `klingon`; write a code such as `nl`, `fy` or `en`"]
    );
    assert_eq!(report.changed, 2);
    let documents = bench.study.snapshot().unwrap().documents();
    let languages: Vec<&str> = documents.iter().map(|document| document.language.code()).collect();
    assert_eq!(languages, ["en", "nl"]);
    assert_eq!(documents[1].group.as_deref(), Some("2019"));
    let actions: Vec<String> =
        bench.study.journal(2).unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["document.group", "document.language"]);
    assert!(bench.study.examine().unwrap().problems.is_empty());
    assert_eq!(bench.n_hits("tijd"), 1);
}

#[test]
fn new_participants_are_told_of() {
    let mut bench = bench();
    bench.speakers("speaker,participant\nAaltje,D01\nBas,D02\n");
    let hint = "link them to speakers with `kwali speakers import`, or correct the name";
    let report = bench.variables("participant,role\nD01,a\nD09,b\n");
    assert_eq!(
        told(&report),
        [format!("1 new participant: D09 (v.csv:3), who speaks in no document; {hint}")]
    );
    let rows: String = (10..20).map(|number| format!("D{number},c\n")).collect();
    let report = bench.variables(&format!("participant,role\n{rows}"));
    assert_eq!(
        told(&report),
        [format!(
            "10 new participants: D10 (v.csv:2), D11 (v.csv:3), D12 (v.csv:4), D13 (v.csv:5), \
             D14 (v.csv:6), D15 (v.csv:7), D16 (v.csv:8), D17 (v.csv:9), and 2 more, \
             who speak in no document; {hint}"
        )]
    );
}

#[test]
fn a_value_that_makes_a_variable_of_another_kind_is_told_of() {
    let mut bench = bench();
    bench.speakers("speaker,participant\nAaltje,D01\nBas,D02\nInterviewer,D03\n");
    let report = bench.variables("participant,Leeftijd,rol\nD01,34,a\nD02,41,b\n");
    assert_eq!((told(&report), report.changed), (vec![], 4));
    let report = bench.variables("participant;Leeftijd\nD01;34\nD02;\"41,5\"\n");
    let expected = "v.csv:3: variable `Leeftijd` is text now, since this value is no number";
    assert_eq!(told(&report), [expected]);
    // At once, where all the others are numbers.
    let report = bench.variables("participant;jaren\nD01;3\nD02;4\nD03;\"4,5\"\n");
    let expected = "v.csv:4: variable `jaren` is text now, since this value is no number";
    assert_eq!(told(&report), [expected]);
    let kinds = [("Leeftijd", "text"), ("rol", "text"), ("jaren", "text")];
    assert_eq!(bench.kinds(), kinds.map(|(name, kind)| (name.to_owned(), kind)));
}
