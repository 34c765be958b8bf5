//! Bundles, codings and memos that come in over what is there already.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kwali_study::{Author, Language, MemoRequest, Notice, Study};

fn author() -> Author {
    Author { who: "A".into(), at: "2019-02-05T10:00:00Z".into(), process: "test".into() }
}

const CODEBOOK: &str = "[[code]]\nid = \"steun\"\n\n[[code]]\nid = \"tijd\"\n\n\
                        [[code]]\nid = \"slot\"\nkind = \"conclusion\"\n";

struct Bench {
    folder: tempfile::TempDir,
    study: Study,
}

impl Bench {
    /// A study with the documents `een` and `twee`, and three codes, from a bundle.
    fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.kwali");
        let study = Study::create(&path, "s", &[Language::dutch()], &author()).unwrap();
        let mut bench = Bench { folder, study };
        for (file, text) in [
            ("documents/een.txt", "Anna: Geen tijd.\n"),
            ("documents/twee.txt", "Bas: Wel tijd.\n"),
            ("codebook.toml", CODEBOOK),
        ] {
            bench.write(file, text);
        }
        assert_eq!(bench.import(), Vec::<String>::new());
        bench
    }

    fn bundle(&self) -> PathBuf {
        self.folder.path().join("bundle")
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.bundle().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Reads the bundle and returns what is told about it.
    fn import(&mut self) -> Vec<String> {
        let report = self.study.import_bundle(&author(), &self.bundle()).unwrap();
        told(&report.notices)
    }

    fn codings(&mut self, rows: &str, coder: Option<&str>) -> Vec<String> {
        let file = ("k.csv", rows.as_bytes());
        told(&self.study.import_codings(&author(), file, coder).unwrap().notices)
    }

    fn memos(&mut self, rows: &str) -> (usize, Vec<String>) {
        let report = self.study.import_memos(&author(), "m.csv", rows.as_bytes()).unwrap();
        (report.changed, told(&report.notices))
    }

    fn add_memo(&mut self, about: &str, title: &str) -> String {
        let request = MemoRequest {
            about: about.into(),
            coder: "A".into(),
            created: None,
            title: title.into(),
            text: String::new(),
        };
        self.study.add_memo(&author(), &request).unwrap()
    }

    /// The codings as `id document code coder weight`.
    fn listed(&self) -> Vec<String> {
        let snapshot = self.study.snapshot().unwrap();
        let files = self.study.bundle_files().unwrap();
        let table = String::from_utf8(files["codings.csv"].clone()).unwrap();
        assert_eq!(table.lines().count(), snapshot.codings().len() + 1);
        let row = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            [0, 1, 4, 5, 6].map(|cell| cells[cell]).join(" ").trim_end().to_owned()
        };
        table.lines().skip(1).map(row).collect()
    }

    fn titles(&self) -> Vec<String> {
        self.study.memos().unwrap().into_iter().map(|memo| memo.title).collect()
    }

    fn actions(&self, action: &str) -> Vec<serde_json::Value> {
        let entries = self.study.journal(100).unwrap().into_iter();
        entries.filter(|entry| entry.action == action).filter_map(|entry| entry.after).collect()
    }
}

/// What is told, but for the codebook and for documents that no table lists.
fn told(notices: &[Notice]) -> Vec<String> {
    let messages = notices.iter().map(|notice| notice.message.clone());
    messages
        .filter(|told| !told.starts_with("codebook") && !told.starts_with("documents/"))
        .collect()
}

fn exported(study: &Study, folder: &Path) -> Study {
    study.export_bundle(folder).unwrap();
    let path = folder.with_extension("kwali");
    let mut again = Study::create(&path, "t", &[Language::dutch()], &author()).unwrap();
    let report = again.import_bundle(&author(), folder).unwrap();
    assert_eq!(told(&report.notices), Vec::<String>::new());
    again
}

#[test]
fn speakers_keep_the_order_of_their_table() {
    let mut bench = Bench::new();
    bench.write("documents/drie.txt", "Welkom.\nAnna: Geen tijd.\n");
    let speakers = "document,speaker,participant,interviewer\n\
                    drie,Anna,,no\ndrie,Bas,,yes\ndrie,,,no\n";
    bench.write("speakers.csv", speakers);
    bench.write(
        "turns.csv",
        "document,start,end,speaker,words_start\ndrie,0,7,,0\ndrie,8,24,Anna,14\n",
    );
    assert_eq!(bench.import(), Vec::<String>::new());
    let again = exported(&bench.study, &bench.folder.path().join("out"));
    for study in [&bench.study, &again] {
        let files = study.bundle_files().unwrap();
        let rows = String::from_utf8(files["speakers.csv"].clone()).unwrap();
        let of_document = rows.lines().filter(|row| row.starts_with("drie,"));
        let speakers = ["drie,Anna,,no", "drie,Bas,,yes", "drie,,,no"];
        assert_eq!(of_document.collect::<Vec<_>>(), speakers);
    }
}

#[test]
fn rows_that_cannot_be_codings_are_told_with_their_line_and_the_others_come_in() {
    let rows = "id,document,start,end,code,coder\n\
                a,een,0,4,steun,A\nb,een,0,4,slot,A\nc,een,6,10,steun,\nd,twee,0,3,tijd,B\n";
    let expected = |file: &str| {
        [
            format!(
                "{file}:3: code `slot` is a conclusion of the researchers, not applied to people's words"
            ),
            format!("{file}:4: it is not said which coder makes this"),
        ]
    };
    let mut bench = Bench::new();
    assert_eq!(bench.codings(rows, Some("")), expected("k.csv"));
    assert_eq!(bench.listed(), ["a een steun A", "d twee tijd B"]);

    let mut bench = Bench::new();
    bench.write("codings.csv", rows);
    assert_eq!(bench.import(), expected("codings.csv"));
    assert_eq!(bench.listed(), ["a een steun A", "d twee tijd B"]);
}

#[test]
fn codings_in_any_order_are_one_entry_in_the_journal_for_each_document() {
    let mut bench = Bench::new();
    let rows = "document,start,end,code\n\
                een,0,1,steun\ntwee,0,1,steun\neen,0,2,steun\neen,0,3,steun\ntwee,0,4,steun\n";
    assert_eq!(bench.codings(rows, Some("A")), Vec::<String>::new());
    let mut entries = bench.actions("coding.add");
    entries.sort_by_key(|entry| entry["document"].as_u64());
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["ids"], serde_json::json!([[1, 1], [3, 4]]));
    assert_eq!(entries[1]["ids"], serde_json::json!([[2, 2], [5, 5]]));
    assert_eq!(bench.study.snapshot().unwrap().codings().len(), 5);
}

#[test]
fn what_was_edited_in_a_bundle_comes_in() {
    let mut bench = Bench::new();
    let columns = "id,document,start,end,code,coder,weight,comment\n";
    bench.codings(
        &format!("{columns}a,een,0,4,steun,A,10,oud\nb,twee,0,3,tijd,A,20,blijft\n"),
        None,
    );
    bench.write(
        "codings.csv",
        &format!("{columns}a,een,0,4,steun,A,80,nieuw\nb,twee,0,3,tijd,A,20,\n"),
    );
    bench.write("documents.csv", "document,group\ntwee,Noord\n");
    bench.import();
    bench.write("documents.csv", "document,group,language\neen,Zuid,en\ntwee,,nl\n");
    assert_eq!(
        bench.import(),
        [
            "documents.csv:3: `group` differs; kept as it was",
            "codings.csv:3: `comment` differs; kept as it was",
        ]
    );
    assert_eq!(bench.listed(), ["a een steun A 80", "b twee tijd A 20"]);
    let changed = bench.actions("coding.change");
    assert_eq!(changed.len(), 1);
    assert_eq!((&changed[0]["weight"], &changed[0]["comment"]), (&80.into(), &"nieuw".into()));
    let snapshot = bench.study.snapshot().unwrap();
    let document = |place: usize| {
        let document = &snapshot.documents()[place];
        (document.group.as_deref(), document.language.code())
    };
    assert_eq!((document(0), document(1)), ((Some("Zuid"), "en"), (Some("Noord"), "nl")));
}

#[test]
fn a_memo_of_the_same_id_is_there_only_if_it_says_the_same() {
    let mut bench = Bench::new();
    assert_eq!(bench.add_memo("code:steun", "een"), "1");
    let head = "id,attached_to,coder,created,title,text\n";
    bench.write("memos.csv", &format!("{head}1,code:steun,A,,een,\n1b,study,B,,nieuw,\n"));
    assert_eq!(bench.import(), Vec::<String>::new());
    bench.write("memos.csv", &format!("{head}1,code:steun,A,,anders,\n3,study,B,,drie,\n"));
    assert_eq!(bench.import(), ["memos.csv:2: another memo has the id `1`"]);
    assert_eq!(bench.titles(), ["een", "nieuw", "drie"]);
}

#[test]
fn a_new_memo_never_has_the_id_of_one_that_came_in() {
    let mut bench = Bench::new();
    bench.write("memos.csv", "id,attached_to,coder,title,text\n2,study,A,twee,\n");
    bench.import();
    assert_eq!(bench.add_memo("study", "mijn"), "kwali-2");
    let named: Vec<_> = bench.actions("memo.add").iter().map(|a| a["name"].clone()).collect();
    assert_eq!(named, ["kwali-2", "2"]);
    bench.study.edit_memo(&author(), "2", Some("ander"), None).unwrap();
    assert_eq!(bench.titles(), ["ander", "mijn"]);
}

#[test]
fn memos_on_codings_without_a_name_come_in_through_a_bundle() {
    let mut bench = Bench::new();
    bench.codings("document,start,end,code\neen,0,4,steun\n", Some("A"));
    bench.write("memos.csv", "attached_to,coder,title,text\ncoding:1,A,erbij,\n");
    assert_eq!(bench.import(), Vec::<String>::new());
    assert_eq!(bench.import(), Vec::<String>::new());
    assert_eq!(bench.titles(), ["erbij"]);
    let again = exported(&bench.study, &bench.folder.path().join("out"));
    assert_eq!(again.memos().unwrap().len(), 1);
}

#[test]
fn memos_that_a_table_has_twice_are_added_once_and_refused_rows_make_no_coder() {
    let mut bench = Bench::new();
    let rows = "attached_to,coder,title,text\n\
                study,A,een,x\nstudy,A,een,x\ncode:slo,C,een,x\nstudy,,een,x\n";
    let (added, notices) = bench.memos(rows);
    assert_eq!(added, 1);
    let expected = [
        "m.csv:4: there is no code `slo` in this study",
        "m.csv:5: it is not said which coder makes this",
    ];
    assert_eq!(notices, expected);
    let coders = bench.study.snapshot().unwrap().coders().iter().map(|c| c.name.clone());
    assert_eq!(coders.collect::<Vec<_>>(), ["A"]);
}

#[test]
fn removing_codings_tells_how_many_memos_went_with_them() {
    let mut bench = Bench::new();
    bench.codings("document,start,end,code\neen,0,4,steun\ntwee,0,4,steun\n", Some("A"));
    bench.add_memo("coding:1", "weg");
    bench.add_memo("coding:1", "ook weg");
    let ids = ["1".to_owned(), "2".to_owned()];
    assert_eq!(bench.study.remove_codings(&author(), &ids).unwrap(), 2);
    assert!(bench.titles().is_empty());
}

#[test]
fn an_edit_is_made_to_the_memo_as_it_is_now() {
    let mut bench = Bench::new();
    let id = bench.add_memo("study", "oud");
    let mut other = Study::open(bench.study.path(), Duration::from_secs(1)).unwrap();
    bench.study.memos().unwrap();
    other.edit_memo(&author(), &id, Some("nieuw"), None).unwrap();
    bench.study.edit_memo(&author(), &id, None, Some("tekst")).unwrap();
    assert_eq!(bench.titles(), ["nieuw"]);
}

#[test]
fn an_export_leaves_alone_what_it_did_not_write() {
    let mut bench = Bench::new();
    bench.add_memo("study", "een");
    let out = bench.folder.path().join("out");
    bench.study.export_bundle(&out).unwrap();
    fs::write(out.join("documents/nieuw.txt"), "Zelf: erbij.\n").unwrap();
    bench.study.export_bundle(&out).unwrap();
    assert!(out.join("documents/nieuw.txt").is_file());
    fs::write(out.join("memos.csv"), "id\n").unwrap();
    let error = bench.study.export_bundle(&out).unwrap_err();
    assert!(error.to_string().ends_with(": memos.csv"), "{error}");
    assert!(error.hint().is_some());
    assert!(bench.study.export_bundle(&bench.bundle()).is_err());
}
