//! Ids as people and files know them.

use super::*;

/// Codings that come at once, each with the name it has from outside or `-` for none, and the ids
/// by which they are known then, in the same order. The study has two codings before.
#[track_caller]
fn check(names: &str, expected: &str) {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let one = store.snapshot().unwrap().codings()[0];
    let new = |name: &str| NewCoding {
        document: one.document,
        span: one.span,
        code: CodePath::new("b").unwrap(),
        coder: one.coder,
        weight: None,
        detail: CodingDetail {
            name: (name != "-").then(|| name.to_owned()),
            ..CodingDetail::default()
        },
    };
    let codings: Vec<NewCoding> = names.split(' ').map(new).collect();
    let mut change = store.begin(&author()).unwrap();
    let ids = change.add_codings(&codings).unwrap();
    let shown: Vec<String> = ids.iter().map(|&id| change.coding_name(id).unwrap()).collect();
    assert_eq!(shown.join(" "), expected, "{names}");
    for (name, id) in shown.iter().zip(ids) {
        assert_eq!(change.coding_named(name).unwrap(), Some(id), "{name}");
        let number = id.to_string();
        let is_shown = shown.contains(&number);
        assert_eq!(change.coding_named(&number).unwrap().is_some(), is_shown, "{number}");
    }
}

#[test]
fn what_has_a_name_does_not_answer_to_its_number() {
    check("k7 -", "k7 4");
    check("9 8", "9 8");
}

#[test]
fn no_name_is_the_number_of_another() {
    check("3", "3");
    check("4 -", "4 kwali-4");
    check("- 3", "kwali-3 3");
    check("- kwali-3 3", "kwali-3-2 kwali-3 3");
    check("4 3", "4 3");
    check("- 03", "3 03");
}

#[test]
fn of_memos_as_well() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let new = |name: Option<&str>| NewMemo {
        name: name.map(str::to_owned),
        target: MemoTarget::Study,
        code: None,
        coder: kwali_model::CoderId(1),
        created: None,
        title: String::new(),
        text: "x".into(),
    };
    let mut change = store.begin(&author()).unwrap();
    for (name, expected) in [(None, "1"), (Some("4"), "4"), (Some("1"), "1"), (None, "kwali-4")] {
        assert_eq!(change.add_memo(&new(name)).unwrap(), expected);
    }
    change.commit().unwrap();
    let memos = store.memos(&store.snapshot().unwrap()).unwrap();
    let names: Vec<Option<&str>> = memos.iter().map(|memo| memo.name.as_deref()).collect();
    assert_eq!(names, [Some("kwali-1"), Some("4"), Some("1"), Some("kwali-4")]);
}

#[test]
fn the_journal_tells_of_a_coding_by_the_id_that_is_shown() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let one = store.snapshot().unwrap().codings()[0];
    let mut change = store.begin(&author()).unwrap();
    let named = NewCoding {
        document: one.document,
        span: one.span,
        code: CodePath::new("b").unwrap(),
        coder: one.coder,
        weight: None,
        detail: CodingDetail { name: Some("k7".into()), ..CodingDetail::default() },
    };
    let id = change.add_codings(&[named]).unwrap()[0];
    change.set_coding(id, (Weight::new(9), None)).unwrap();
    change.change_coding(id, (None, Some(&CodePath::new("t").unwrap()))).unwrap();
    change.remove_coding(id).unwrap();
    change.remove_coding(one.id).unwrap();
    change.commit().unwrap();
    let journal = store.journal(5).unwrap();
    let subjects: Vec<&str> = journal.iter().map(|entry| entry.subject.as_str()).collect();
    assert_eq!(subjects, [one.id.to_string().as_str(), "k7", "k7", "k7", "k7"]);
}
