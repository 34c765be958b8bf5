use std::collections::BTreeMap;

use kwali_model::{CleaningStep, Scope, Source, TimeRange, VariableKind};
use kwali_text::{Digest, Language};
use proptest::prelude::*;

use super::*;
use crate::MemoSubject;

fn files(contents: &[(&str, &str)]) -> Files {
    let owned = |(path, content): &(&str, &str)| ((*path).to_owned(), content.as_bytes().to_vec());
    contents.iter().map(owned).collect::<BTreeMap<_, _>>().into()
}

/// Two documents and what else is given.
fn read_with(contents: &[(&str, &str)]) -> ReadBundle {
    let documents = [("documents/d1.txt", "een"), ("documents/d2.txt", "twee")];
    read(files(&[&documents, contents].concat()))
}

#[track_caller]
fn check(contents: &[(&str, &str)], problems: &[&str]) -> Bundle {
    let read = read_with(contents);
    let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, problems);
    read.bundle
}

#[test]
fn texts_alone_are_a_bundle_in_natural_order() {
    let bundle = read(files(&[("documents/10.txt", "b"), ("documents/2.txt", "a")])).bundle;
    let names: Vec<_> = bundle.documents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["2", "10"]);
    assert_eq!(bundle.documents[0].bytes, b"a");
}

#[test]
fn documents_keep_their_order_and_their_variables() {
    let bundle = check(
        &[("documents.csv", "document;site;group;language;date\nd2;Arnhem;g1;nl;\nd1 ;;;;2019\n")],
        &[],
    );
    let [d2, d1] = &bundle.documents[..] else { panic!() };
    assert_eq!((d2.name.as_str(), d2.group.as_deref(), d2.line), ("d2", Some("g1"), Some(2)));
    assert_eq!(d2.language, Some(Language::dutch()));
    assert_eq!(d2.values, [("site".into(), "Arnhem".into())]);
    assert_eq!(d1.values, [("date".into(), "2019".into())]);
    let variables: Vec<_> =
        bundle.variables.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(variables, ["site", "date"]);
}

#[test]
fn documents_and_texts_that_miss_each_other_are_told() {
    let bundle = check(
        &[("documents.csv", "document,language\nd2,Dutch\nd3,\nd2,\n,nl\n")],
        &[
            "documents.csv:3: document `d3` has no text in `documents/`",
            "documents.csv:4: document `d2` stands there already, on line 2",
            "documents.csv:5: `document` is empty",
            "documents.csv:2: `language` is not a language code such as `nl`",
            "documents/d1.txt: document `d1` is not listed in `documents.csv` and was put at the end",
        ],
    );
    assert_eq!(bundle.documents.len(), 2);
    check(
        &[("documents/e\u{301}.txt", "a"), ("documents/é.txt", "b")],
        &["documents/é.txt: this is a second file of document `é`"],
    );
}

#[test]
fn speakers_belong_to_documents_and_participants() {
    let bundle = check(
        &[
            ("participants.csv", "participant,role\nP1,bewoner\nP1,\n"),
            (
                "speakers.csv",
                "document,speaker,participant,interviewer,note\nd1,Anna,P1,,\nd1,,P2,no,\nd9,Bram,P1,,\n\
                 d1,Anna,P1,,\nd2,Int,,maybe,\nd2,I,,ja,\n",
            ),
        ],
        &[
            "participants.csv:3: participant `P1` stands there already, on line 2",
            "speakers.csv:1: column `note` is not known and was left out",
            "speakers.csv:4: there is no document `d9`",
            "speakers.csv:5: a speaker of document `d1` stands there already, on line 2",
            "speakers.csv:6: `interviewer` is not `yes` or `no`",
            "speakers.csv:3: participant `P2` is not listed in `participants.csv` and was added",
        ],
    );
    let names: Vec<_> = bundle.speakers.iter().map(|speaker| speaker.speaker.as_str()).collect();
    assert_eq!(names, ["Anna", "", "I"]);
    assert_eq!(bundle.speakers[2].is_interviewer, Some(true));
    assert_eq!(bundle.participants.len(), 2);
}

#[test]
fn speakers_alone_make_the_participants() {
    let bundle =
        check(&[("speakers.csv", "document,speaker,participant\nd1,A,P2\nd2,A,P1\n")], &[]);
    let names: Vec<_> = bundle.participants.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["P2", "P1"]);
}

#[test]
fn variables_have_an_order_and_a_kind() {
    let bundle = check(
        &[
            ("documents.csv", "document,date,site\nd1,2019,\nd2,,\n"),
            (
                "variables.csv",
                "scope,variable,kind\nparticipant,age,number\ndocument,site,text\nx,y,z\n",
            ),
        ],
        &["variables.csv:4: `scope` is not `document` or `participant`"],
    );
    let variables: Vec<_> =
        bundle.variables.iter().map(|v| (v.scope, v.name.as_str(), v.kind)).collect();
    assert_eq!(
        variables,
        [
            (Scope::Participant, "age", Some(VariableKind::Number)),
            (Scope::Document, "site", Some(VariableKind::Text)),
            (Scope::Document, "date", None),
        ]
    );
}

#[test]
fn memos_are_about_something_that_is_there() {
    let bundle = check(
        &[(
            "memos.csv",
            "attached_to,coder,created,title,text\nstudy:,A,,t,\"een\n\ntwee\"\ncode:a:b,,,,\ndocument:d9,,,,\n\
             participant:P1,,,,\nelse:x,,,,\ncode:,,,,\n,A,,,x\n",
        )],
        &[
            "memos.csv:6: there is no document `d9`",
            "memos.csv:7: there is no participant `P1`",
            "memos.csv:8: `attached_to` is not `study`, `document:…`, `participant:…`, `code:…` or `coding:…`",
            "memos.csv:9: `attached_to` is not `study`, `document:…`, `participant:…`, `code:…` or `coding:…`",
            "memos.csv:10: `attached_to` is empty",
        ],
    );
    assert_eq!(bundle.memos[0].text, "een\n\ntwee");
    assert_eq!(bundle.memos[1].subject, MemoSubject::Code("a:b".into()));
}

#[test]
fn turns_are_code_points_in_order() {
    let bundle = check(
        &[(
            "turns.csv",
            "document,start,end,speaker,words_start,time_start,time_end\nd1,0,3,Anna,1,1000,\nd1,3,3,,,,\n\
             d1,0,3,,4,,\nd1,0,drie,,,,\nd1,0,1,,,,5\n",
        )],
        &[
            "turns.csv:3: `end` is not behind the start",
            "turns.csv:4: `words_start` is not between start and end",
            "turns.csv:5: `end` is not a whole number",
            "turns.csv:6: `time_start` is empty",
        ],
    );
    assert_eq!(bundle.turns[0].time, Some(TimeRange { start: 1000, end: None }));
}

#[test]
fn coders_and_sources_are_read_line_by_line() {
    let digest = Digest::of(b"x").to_string();
    let sources = format!(
        "document,file,sha256,format,encoding,revision\nd1,a.docx,{digest},docx,,2\nd2,b.txt,12,txt,,\nd9,,,,,\nd2,,,,,0\n"
    );
    let bundle = check(
        &[("coders.csv", "coder,name\nA,Anne\nA,\n"), ("sources.csv", &sources)],
        &[
            "coders.csv:3: coder `A` stands there already, on line 2",
            "sources.csv:3: `sha256` is not 64 hexadecimal digits",
            "sources.csv:4: there is no document `d9`",
            "sources.csv:5: `revision` is not a whole number from 1",
        ],
    );
    assert_eq!(bundle.coders[0].full_name.as_deref(), Some("Anne"));
    assert_eq!(bundle.sources[0].revision, 2);
}

#[test]
fn the_study_file_is_read_key_by_key() {
    let bundle = check(
        &[(
            "study.toml",
            "name = \"Wijk\"\nlanguages = [\"nl\", \"en\"]\nlanguage = 1\n[settings]\nunit = \"turn\"\nn = 3\nx = []\n",
        )],
        &[
            "study.toml:3: key `language` is not known and was left out",
            "study.toml:7: `x` is not a text",
        ],
    );
    assert_eq!(bundle.study.name.as_deref(), Some("Wijk"));
    assert_eq!(bundle.study.languages, [Language::dutch(), Language::english()]);
    assert_eq!(bundle.study.settings.get("n").map(String::as_str), Some("3"));
    let problems = read_with(&[("study.toml", "name = \"a\"\nlanguages = [\"nl\"\n")]).problems;
    assert_eq!(problems[0].line, Some(2));
    assert!(matches!(problems[0].what, ProblemKind::Toml { .. }), "{problems:?}");
}

#[test]
fn the_study_file_is_written_name_first() {
    let file = "name = \"Wijk\"\nlanguages = [\"nl\", \"en\"]\n\n[settings]\nunit = \"turn\"\n";
    let study = read_with(&[("study.toml", file)]).bundle.study;
    assert_eq!(study::write(&study).unwrap(), file.as_bytes());
}

#[test]
fn files_that_cannot_be_read_are_told_and_the_rest_comes_in() {
    let bundle = check(
        &[
            ("coder.csv", ""),
            ("documents/d3.docx", ""),
            ("coders.csv", ""),
            ("memos.csv", "a\0b"),
            ("speakers.csv", "document\nd1\n"),
            ("codebook.csv", "id\na\n"),
            ("codebook.toml", "x"),
        ],
        &[
            "coder.csv: a bundle has no such file; it was not read",
            "documents/d3.docx: a bundle has no such file; it was not read",
            "speakers.csv:1: there is no column `speaker`, so nothing was read",
            "codebook.csv: there is a `codebook.toml` too, which was taken instead",
            "coders.csv: the table is empty: there is no line with the names of the columns",
            "memos.csv: this is not a text file",
        ],
    );
    assert_eq!(bundle.documents.len(), 2);
    assert_eq!(bundle.codebook, Some(("codebook.toml".into(), b"x".to_vec())));
    let hint = read_with(&[("coder.csv", "")]).problems[0].hint();
    assert_eq!(hint.as_deref(), Some("did you mean `coders.csv`?"));
}

#[test]
fn a_bundle_without_documents_is_told() {
    let read = read(files(&[]));
    assert_eq!(read.problems[0].to_string(), "documents/: there is no text in `documents/`");
    assert!(!read.has_errors());
}

fn name() -> impl Strategy<Value = String> {
    "[aAé/%.;,\"' 0-9-]{0,8}[aBé:]".prop_map(|name| kwali_text::normalise(name.trim()).text)
}

fn names(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(name(), 1..most).prop_map(|names| names.into_iter().rev().collect())
}

fn text() -> impl Strategy<Value = String> {
    "[a-zé,;\"\n\t =]{0,20}"
}

prop_compose! {
    fn bundles()(
        documents in names(5),
        people in names(4),
        columns in names(4),
        cells in prop::collection::vec(prop::option::of(name()), 20),
        texts in prop::collection::vec(text(), 10),
        numbers in prop::collection::vec(0usize..50, 10),
    ) -> Bundle {
        let columns: Vec<String> = columns.into_iter().map(|column| format!("v{column}")).collect();
        let values = |from: usize| -> Vec<(String, String)> {
            let pair = |(n, column): (usize, &String)| Some((column.clone(), cells[from + n].clone()?));
            columns.iter().enumerate().filter_map(pair).collect()
        };
        let variable = |scope| columns.iter().map(move |column| VariableRecord {
            line: None, scope, name: column.clone(), kind: Some(VariableKind::Text),
        });
        Bundle {
            study: StudyRecord {
                name: cells[0].clone(),
                languages: vec![Language::english(), Language::dutch()],
                settings: cells[1].iter().map(|key| (key.clone(), texts[0].clone())).collect(),
            },
            documents: documents.iter().enumerate().map(|(n, name)| DocumentRecord {
                line: None,
                name: name.clone(),
                bytes: texts[n].clone().into_bytes(),
                group: cells[n].clone(),
                language: (n > 1).then(Language::dutch),
                values: values(n),
            }).collect(),
            participants: people.iter().enumerate().map(|(n, name)| ParticipantRecord {
                line: None, name: name.clone(), values: values(n + 2),
            }).collect(),
            variables: variable(Scope::Participant).chain(variable(Scope::Document)).collect(),
            speakers: documents.iter().enumerate().map(|(n, document)| SpeakerRecord {
                line: None,
                document: document.clone(),
                speaker: cells[n + 5].clone().unwrap_or_default(),
                participant: people.get(n).cloned(),
                is_interviewer: (n > 0).then_some(n > 1),
            }).collect(),
            coders: people.iter().enumerate().map(|(n, coder)| CoderRecord {
                line: None, coder: coder.clone(), full_name: cells[n].clone(),
            }).collect(),
            memos: people.iter().enumerate().map(|(n, name)| MemoRecord {
                line: None,
                id: (n > 0).then(|| name.clone()),
                subject: match n {
                    0 => MemoSubject::Study,
                    1 => MemoSubject::Document(documents[0].clone()),
                    2 => MemoSubject::Participant(name.clone()),
                    _ => MemoSubject::Code(name.clone()),
                },
                coder: cells[n].clone(),
                created: None,
                title: texts[n + 5].clone(),
                text: texts[n].clone(),
            }).collect(),
            queries: people.iter().enumerate().map(|(n, name)| QueryRecord {
                line: None, name: name.clone(), query: format!("x {}", texts[n]),
            }).collect(),
            lost_codings: documents.iter().enumerate().map(|(n, document)| LostCodingRecord {
                line: None,
                id: cells[n].clone(),
                document: document.clone(),
                revision: 1 + n as u32,
                position: (numbers[n], 100 + n),
                code: "a.b".into(),
                coder: "A".into(),
                weight: kwali_model::Weight::new(n as u8),
                comment: cells[n + 1].clone(),
                created: None,
                origin: kwali_model::Origin::ALL[n % 2],
                quote: texts[n].clone(),
            }).collect(),
            suggestions: documents.iter().enumerate().map(|(n, document)| SuggestionRecord {
                line: None,
                document: document.clone(),
                revision: 1 + n as u32,
                position: (numbers[n], 100 + n),
                code: "a.b".into(),
                way: kwali_model::Way::ALL[n % 2],
                score: kwali_model::Score(1234 * n as u32),
                reasons: vec!["geen tijd + *druk*".to_owned(), "uur".to_owned()][..n.min(2)].to_vec(),
                created: None,
                verdict: (n > 0).then(|| crate::VerdictRecord {
                    verdict: kwali_model::Verdict::ALL[n % 2],
                    coder: "A".into(),
                    decided: None,
                    coding: (n > 1).then(|| "k1".to_owned()),
                }),
                quote: texts[n].clone(),
            }).collect(),
            unread: documents.iter().map(|document| UnreadRecord {
                line: None, document: document.clone(), code: "a.b".into(),
            }).collect(),
            turns: documents.iter().enumerate().map(|(n, document)| TurnRecord {
                line: None,
                document: document.clone(),
                start: numbers[n],
                end: 100 + n,
                speaker: cells[n].clone().unwrap_or_default(),
                words_start: 60,
                time: (n > 0).then_some(TimeRange { start: 5, end: (n > 1).then_some(9) }),
            }).collect(),
            sources: documents.iter().enumerate().map(|(n, document)| SourceRecord {
                line: None,
                document: document.clone(),
                source: (n > 0).then(|| Source {
                    file: document.clone(),
                    digest: Digest::of(b"x"),
                    format: "txt".into(),
                    encoding: cells[n].clone(),
                }),
                revision: 1 + n as u32,
            }).collect(),
            cleanings: documents.iter().enumerate().map(|(n, document)| CleaningRecord {
                line: None,
                document: document.clone(),
                step: CleaningStep::ALL[n],
                start: numbers[n],
                end: numbers[n] + n,
                page: (n > 0).then_some(7),
                was: texts[n].clone(),
            }).collect(),
            codebook: cells[8].clone().map(|text| (CODEBOOK_TOML.into(), text.into_bytes())),
            codings: cells[9].clone().map(String::into_bytes),
        }
    }
}

fn without_lines(mut bundle: Bundle) -> Bundle {
    bundle.documents.iter_mut().for_each(|record| record.line = None);
    bundle.participants.iter_mut().for_each(|record| record.line = None);
    bundle.variables.iter_mut().for_each(|record| record.line = None);
    bundle.speakers.iter_mut().for_each(|record| record.line = None);
    bundle.coders.iter_mut().for_each(|record| record.line = None);
    bundle.lost_codings.iter_mut().for_each(|record| record.line = None);
    bundle.suggestions.iter_mut().for_each(|record| record.line = None);
    bundle.unread.iter_mut().for_each(|record| record.line = None);
    bundle.memos.iter_mut().for_each(|record| record.line = None);
    bundle.queries.iter_mut().for_each(|record| record.line = None);
    bundle.turns.iter_mut().for_each(|record| record.line = None);
    bundle.sources.iter_mut().for_each(|record| record.line = None);
    bundle.cleanings.iter_mut().for_each(|record| record.line = None);
    bundle
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(bundle in bundles()) {
        let files = write(&bundle);
        prop_assert_eq!(&write(&bundle), &files);
        let read = read(files.into());
        prop_assert_eq!(&read.problems, &[]);
        prop_assert_eq!(without_lines(read.bundle), bundle);
    }
}

#[test]
fn a_document_with_a_very_long_name_comes_back() {
    let name = "é".repeat(150);
    let document = DocumentRecord {
        line: None,
        name: name.clone(),
        bytes: b"x".to_vec(),
        group: None,
        language: None,
        values: Vec::new(),
    };
    let bundle = Bundle { documents: vec![document], ..Bundle::default() };
    let read = read(write(&bundle).into());
    assert_eq!(read.problems, []);
    assert_eq!(read.bundle.documents[0].name, name);
}
