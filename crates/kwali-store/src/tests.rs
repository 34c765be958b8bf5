//! The study file under everything that can happen to it.

mod history;
mod keeping_up;
mod names;
mod parts;
mod reach;
mod revisions;
mod suggestions;

pub(crate) use reach::Reach;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kwali_model::{
    Code, CodePath, CodingDetail, CodingId, MemoTarget, Scope, Snapshot, SourceMap, Speaker,
    SpeakerNumber, Transcript, VariableKind, Weight,
};
use kwali_testkit::MarkedStudy;

use crate::{
    Author, DEFAULT_WAIT, Error, NewCoding, NewDocument, NewMemo, NewStudy, Store, ValueOf,
};

fn author() -> Author {
    Author {
        who: "A".into(),
        at: "2019-02-05T10:00:00Z".into(),
        process: "kwali test, process 7".into(),
    }
}

struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Bench {
        Bench { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("s.kwali")
    }

    fn create(&self) -> Store {
        let study = NewStudy { uuid: "u", name: "Studie", languages: &["nl", "en"] };
        Store::create(&self.path(), &study, &author()).unwrap()
    }
}

/// Puts a marked-up study into a study file.
fn fill(store: &mut Store, marked: &MarkedStudy) {
    let snapshot = &marked.snapshot;
    let mut change = store.begin(&author()).unwrap();
    change.put_codes(snapshot.codes().codes()).unwrap();
    let coders: Vec<_> = snapshot
        .coders()
        .iter()
        .map(|coder| change.add_coder(&coder.name, None).unwrap())
        .collect();
    for (place, document) in snapshot.documents().iter().enumerate() {
        let speakers = document.speakers.iter();
        let transcript = Transcript {
            text: marked.texts[place].clone(),
            layout: marked.layouts[place].clone(),
            speakers: speakers.map(|s| (s.name.clone(), s.is_interviewer)).collect(),
            source_map: SourceMap::default(),
        };
        let new = NewDocument {
            name: &document.name,
            group: None,
            language: "nl",
            transcript: &transcript,
            words: document.words,
            revision: 1,
            source: None,
        };
        let id = change.add_document(&new).unwrap();
        let codings: Vec<NewCoding> = snapshot
            .codings_at(place)
            .iter()
            .map(|coding| NewCoding {
                document: id,
                span: coding.span,
                code: snapshot.codes().code(coding.code).path.clone(),
                coder: coders[coding.coder.index() - 1],
                weight: coding.weight,
                detail: CodingDetail::default(),
            })
            .collect();
        change.add_codings(&codings).unwrap();
    }
    change.commit().unwrap();
}

fn marked() -> MarkedStudy {
    kwali_testkit::study(
        "== d1\n-- Interviewer\n-- Aaltje role=bewoner\nInterviewer: En?\n\
         Aaltje: <b.w>Géén <t@B>tijd</b.w> hoor</t@B>. 👍\n\nEcht niet.\n== d2\nNiets.",
    )
}

fn words(store: &Store, snapshot: &Snapshot) -> Vec<String> {
    let text = |coding: &kwali_model::Coding| store.text(coding.document).unwrap();
    snapshot.codings().iter().map(|coding| text(coding).slice(coding.span).to_owned()).collect()
}

#[test]
fn what_is_stored_comes_back() {
    let bench = Bench::new();
    let marked = marked();
    fill(&mut bench.create(), &marked);
    let store = Store::open(&bench.path(), DEFAULT_WAIT).unwrap();
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.codes(), marked.snapshot.codes());
    assert_eq!(words(&store, &snapshot), ["Géén tijd", "tijd hoor"]);
    assert_eq!(store.layouts(&snapshot).unwrap(), marked.layouts);
    assert_eq!(store.layout(snapshot.documents()[0].id).unwrap(), marked.layouts[0]);
    assert_eq!(snapshot.documents()[0].speakers[1].name, "Aaltje");
    assert_eq!(snapshot.documents()[0].digest, marked.texts[0].digest());
    assert_eq!(snapshot.languages().len(), 2);
    assert_eq!(store.integrity_problems().unwrap(), Vec::<String>::new());
}

#[test]
fn a_change_that_is_not_committed_leaves_nothing() {
    let bench = Bench::new();
    let mut store = bench.create();
    let state = store.state().unwrap();
    let mut change = store.begin(&author()).unwrap();
    change.add_coder("B", None).unwrap();
    drop(change);
    assert_eq!(store.state().unwrap(), state);
    assert!(store.snapshot().unwrap().coders().is_empty());
    assert!(!bench.folder.path().join("s.kwali-writer").exists());
}

#[test]
fn a_file_of_that_name_is_never_overwritten() {
    let bench = Bench::new();
    fs::write(bench.path(), "mine").unwrap();
    let study = NewStudy { uuid: "u", name: "n", languages: &["nl"] };
    let made = Store::create(&bench.path(), &study, &author());
    assert!(matches!(made, Err(Error::AlreadyExists(_))));
    assert_eq!(fs::read(bench.path()).unwrap(), b"mine");
}

#[test]
fn a_study_in_a_folder_that_does_not_exist_is_refused() {
    let bench = Bench::new();
    let study = NewStudy { uuid: "u", name: "n", languages: &["nl"] };
    let made = Store::create(&bench.folder.path().join("no/s.kwali"), &study, &author());
    assert!(matches!(made, Err(Error::NoFolder(folder)) if folder.ends_with("no")));
}

/// Writes `content` where a study should be; opening must refuse it and leave it as it is.
#[track_caller]
fn check_refused(content: &[u8], expected: fn(&Error) -> bool) {
    let bench = Bench::new();
    fs::write(bench.path(), content).unwrap();
    let error = Store::open(&bench.path(), DEFAULT_WAIT).err().expect("it is no study");
    assert!(expected(&error), "{error:?}");
    assert_eq!(fs::read(bench.path()).unwrap(), content);
    assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_no_study_is_refused_without_touching_it() {
    let not_a_study = |error: &Error| matches!(error, Error::NotAStudy(_));
    check_refused(b"", not_a_study);
    check_refused(b"SQLite format 3\0", not_a_study);
    check_refused("een gewone tekst".repeat(100).as_bytes(), not_a_study);
    let other = tempfile::NamedTempFile::new().unwrap();
    let conn = rusqlite::Connection::open(other.path()).unwrap();
    conn.execute_batch("CREATE TABLE a (x); PRAGMA user_version = 1;").unwrap();
    check_refused(&fs::read(other.path()).unwrap(), not_a_study);
}

#[test]
fn a_newer_schema_is_refused_without_touching_it() {
    let bench = Bench::new();
    drop(bench.create());
    let conn = rusqlite::Connection::open(bench.path()).unwrap();
    conn.pragma_update(None, "user_version", 999).unwrap();
    drop(conn);
    let newer = fs::read(bench.path()).unwrap();
    check_refused(&newer, |error| matches!(error, Error::NewerSchema { found: 999, .. }));
}

#[test]
fn no_file_and_a_folder_are_no_study() {
    let bench = Bench::new();
    let open = |path: &Path| Store::open(path, DEFAULT_WAIT).err();
    assert!(matches!(open(&bench.path()), Some(Error::NotFound(_))));
    assert!(matches!(open(bench.folder.path()), Some(Error::NotAStudy(_))));
}

#[test]
fn a_second_writer_waits_and_is_told_who_holds_the_study() {
    let bench = Bench::new();
    let mut first = bench.create();
    let change = first.begin(&author()).unwrap();
    let mut second = Store::open(&bench.path(), Duration::from_millis(50)).unwrap();
    let Err(Error::Busy { holder: Some(holder), .. }) = second.begin(&author()) else {
        panic!("the second writer got in");
    };
    assert_eq!(holder, "kwali test, process 7, since 2019-02-05T10:00:00Z");
    drop(change);
    second.begin(&author()).unwrap().commit().unwrap();
}

#[test]
fn a_reader_sees_the_study_as_it_was_while_another_writes() {
    let bench = Bench::new();
    let mut writer = bench.create();
    let reader = Store::open(&bench.path(), DEFAULT_WAIT).unwrap();
    let mut change = writer.begin(&author()).unwrap();
    change.add_coder("B", None).unwrap();
    assert!(reader.snapshot().unwrap().coders().is_empty());
    change.commit().unwrap();
    assert_eq!(reader.snapshot().unwrap().coders().len(), 1);
}

#[test]
fn a_full_disk_is_said_and_leaves_the_study_as_it_was() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let before = store.snapshot().unwrap();
    let pages: i64 = store.conn.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.conn.pragma_update(None, "max_page_count", pages + 2).unwrap();
    let mut change = store.begin(&author()).unwrap();
    let code = |n: usize| Code::new(CodePath::new(&format!("code{n}")).unwrap());
    let error = change.put_codes(&(0..5_000).map(code).collect::<Vec<_>>()).unwrap_err();
    assert!(matches!(error, Error::DiskFull(_)), "{error:?}");
    drop(change);
    assert_eq!(store.snapshot().unwrap(), before);
    assert_eq!(store.integrity_problems().unwrap(), Vec::<String>::new());
}

#[test]
fn the_journal_says_who_did_what_from_what_to_what() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let snapshot = store.snapshot().unwrap();
    let coding = snapshot.codings()[0].id;
    let mut change = store.begin(&author()).unwrap();
    let memo = NewMemo {
        name: None,
        target: MemoTarget::Coding(coding),
        code: None,
        coder: snapshot.coders()[0].id,
        created: None,
        title: "Weg".into(),
        text: "Toch niet.".into(),
    };
    change.add_memo(&memo).unwrap();
    assert_eq!(change.remove_coding(coding).unwrap(), Some(1));
    assert_eq!(change.remove_coding(CodingId(999)).unwrap(), None);
    change.commit().unwrap();
    let journal = store.journal(1).unwrap();
    let entry = &journal[0];
    assert_eq!((entry.action.as_str(), entry.who.as_str()), ("coding.remove", "A"));
    let before = entry.before.as_ref().unwrap();
    assert_eq!((before["code"].as_str(), before["start_char"].as_u64()), (Some("b.w"), Some(25)));
    assert_eq!(before["memos"][0]["title"], "Weg");
    assert_eq!(entry.after, None);
    assert_eq!(entry.number, store.state().unwrap());
}

#[test]
fn an_id_is_never_used_twice() {
    let bench = Bench::new();
    let mut store = bench.create();
    let marked = marked();
    fill(&mut store, &marked);
    let snapshot = store.snapshot().unwrap();
    let last = *snapshot.codings().iter().max_by_key(|coding| coding.id).unwrap();
    let again = NewCoding {
        document: last.document,
        span: last.span,
        code: snapshot.codes().code(last.code).path.clone(),
        coder: last.coder,
        weight: None,
        detail: CodingDetail::default(),
    };
    let mut change = store.begin(&author()).unwrap();
    change.remove_coding(last.id).unwrap();
    assert!(change.add_codings(&[again]).unwrap()[0] > last.id);
    change.commit().unwrap();
}

#[test]
fn values_memos_and_details_come_back_and_say_what_they_bear_on() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let snapshot = store.snapshot().unwrap();
    let state = store.state().unwrap();
    let document = snapshot.documents()[1].id;
    let coder = snapshot.coders()[0].id;
    let mut change = store.begin(&author()).unwrap();
    let detail = CodingDetail { name: Some("s1".into()), ..CodingDetail::default() };
    let coding = NewCoding {
        document,
        span: store_text(&marked(), 1).span(0, 5).unwrap(),
        code: CodePath::new("b").unwrap(),
        coder,
        weight: Weight::new(80),
        detail: detail.clone(),
    };
    let ids = change.add_codings(&[coding]).unwrap();
    change
        .add_memo(&NewMemo {
            name: None,
            target: MemoTarget::Study,
            code: Some(CodePath::new("b.w").unwrap()),
            coder,
            created: None,
            title: "Twijfel".into(),
            text: "Of niet.".into(),
        })
        .unwrap();
    change.commit().unwrap();
    assert_eq!(store.changed_since(state).unwrap(), Some(vec![document]));
    assert_eq!(store.coding_named("s1").unwrap(), Some(ids[0]));
    assert_eq!(store.coding_details().unwrap()[&ids[0]], detail);
    let snapshot = store.snapshot().unwrap();
    let memo = &store.memos(&snapshot).unwrap()[0];
    let code = snapshot.codes().id(&CodePath::new("b.w").unwrap()).unwrap();
    assert_eq!(memo.target, MemoTarget::Code(code));

    let mut change = store.begin(&author()).unwrap();
    let site = change.add_variable(Scope::Document, "site", VariableKind::Text).unwrap();
    assert!(change.set_value(ValueOf::Document(document), site, Some("Utrecht")).unwrap());
    assert!(!change.set_value(ValueOf::Document(document), site, Some("Utrecht")).unwrap());
    change.put_codes(&[Code::new(CodePath::new("new").unwrap())]).unwrap();
    change.commit().unwrap();
    assert_eq!(store.changed_since(state).unwrap(), Some(vec![document]));
    assert_eq!(store.snapshot().unwrap().documents()[1].values[&site], "Utrecht");

    let mut change = store.begin(&author()).unwrap();
    let role = change.add_variable(Scope::Participant, "rol", VariableKind::Text).unwrap();
    let participant = change.add_participant("D01").unwrap();
    assert!(change.set_value(ValueOf::Participant(participant), role, Some("b")).unwrap());
    change.commit().unwrap();
    assert_eq!(store.changed_since(state).unwrap(), None);
}

#[test]
fn the_journal_says_who_speaks_where() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let document = store.snapshot().unwrap().documents()[0].id;
    let mut change = store.begin(&author()).unwrap();
    let participant = change.add_participant("D01").unwrap();
    change.set_speaker(document, SpeakerNumber(1), (false, Some(participant))).unwrap();
    let nobody = Speaker { name: String::new(), is_interviewer: true, participant: None };
    change.add_speaker(document, &nobody).unwrap();
    change.set_language(document, &kwali_text::Language::english()).unwrap();
    assert!(change.set_group(document, Some("2019")).unwrap());
    assert!(!change.set_group(document, Some("2019")).unwrap());
    let variable = change.add_variable(Scope::Participant, "rol", VariableKind::Text).unwrap();
    change.set_value(ValueOf::Participant(participant), variable, Some("b")).unwrap();
    change.commit().unwrap();
    let journal: Vec<String> = store
        .journal(8)
        .unwrap()
        .iter()
        .rev()
        .map(|entry| {
            let [before, after] = [&entry.before, &entry.after]
                .map(|json| json.as_ref().map_or("-".into(), ToString::to_string));
            format!("{} {} {before} {after}", entry.action, entry.subject)
        })
        .collect();
    let aaltje = r#"{"document":1,"number":1,"name":"Aaltje","is_interviewer":false,"#;
    let expected = [
        "participant.add D01 - {}".to_owned(),
        format!(
            "speaker.set document:d1 speaker:Aaltje {aaltje}\"participant\":null}} \
             {aaltje}\"participant\":1}}"
        ),
        r#"speaker.add document:d1 speaker: - {"document":1,"number":2,"name":"","is_interviewer":true,"participant":null}"#.into(),
        r#"document.language d1 "nl" "en""#.into(),
        r#"document.group d1 - "2019""#.into(),
        r#"variable.add participant.rol - {"kind":"text"}"#.into(),
        r#"value.set participant:D01 variable:rol - "b""#.into(),
    ];
    assert_eq!(journal[1..], expected);
    let added = store.journal(100).unwrap().into_iter().find(|e| e.action == "document.add");
    assert_eq!(added.unwrap().subject, "d2");
}

#[test]
fn an_empty_name_is_not_taken_for_a_change_by_somebody_else() {
    let bench = Bench::new();
    let mut store = bench.create();
    let mut change = store.begin(&author()).unwrap();
    assert!(matches!(change.add_coder("", None), Err(Error::Failed { .. })));
    change.add_coder("A", None).unwrap();
    assert!(matches!(change.add_coder("A", None), Err(Error::Conflict { .. })));
}

#[test]
fn a_wait_of_months_is_no_problem() {
    let bench = Bench::new();
    drop(bench.create());
    Store::open(&bench.path(), Duration::from_secs(9_000_000)).unwrap();
    Store::open(&bench.path(), Duration::MAX).unwrap();
}

#[test]
fn a_writer_takes_away_its_own_note_only() {
    let bench = Bench::new();
    let mut store = bench.create();
    let note = bench.folder.path().join("s.kwali-writer");
    let change = store.begin(&author()).unwrap();
    fs::write(&note, "somebody else").unwrap();
    change.commit().unwrap();
    assert_eq!(fs::read(&note).unwrap(), b"somebody else");
    store.begin(&author()).unwrap().commit().unwrap();
    assert!(!note.exists());
}

/// Spoils the file with SQL; reading it must name `table` and row.
#[track_caller]
fn check_damaged(sql: &str, named: &str) {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let spoil = format!("PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1; {sql}");
    store.conn.execute_batch(&spoil).unwrap();
    let Err(Error::Damaged { source, .. }) = store.snapshot() else {
        panic!("the damage went unnoticed");
    };
    assert_eq!(source.to_string(), named);
}

#[test]
fn a_damaged_row_is_named_not_left_out() {
    check_damaged(
        "UPDATE codings SET end = 0 WHERE id = 2",
        "table codings, row 2: its place is none",
    );
    check_damaged(
        "UPDATE codings SET code = 9 WHERE id = 1",
        "table codings, row 1: its code is not there",
    );
    check_damaged(
        "UPDATE codes SET path = '..' WHERE id = 1",
        "table codes, row 1: its path is none",
    );
}

fn store_text(marked: &MarkedStudy, place: usize) -> kwali_text::Text {
    marked.texts[place].clone()
}
