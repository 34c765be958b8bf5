//! Codings and memos that are made, changed and removed one at a time.

use crate::support::{Folder, Run};

/// A study with one document, two codes, two codings of A and one of B.
fn coded() -> Folder {
    let folder = Folder::with_study();
    folder.write("een.txt", "I: Hoe is het?\nR: - ja - ik heb geen tijd, echt niet.\n");
    folder.write("codes.csv", "id,label_nl\na,A\nb,B\n");
    folder.ok(&["import", "een.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    for (code, quote, coder) in [("a", "geen", "A"), ("b", "tijd", "A"), ("b", "echt", "B")] {
        folder.ok(&["coding", "add", "een", code, "--quote", quote, "--coder", coder]);
    }
    folder
}

#[track_caller]
fn says(run: &Run, lines: &[&str]) {
    assert_eq!(run.stderr.lines().collect::<Vec<_>>(), lines, "{run:#?}");
}

#[test]
fn a_coding_that_is_named_twice_is_removed_once() {
    let folder = coded();
    let run = folder.ok(&["coding", "remove", "2", "1", "2"]);
    says(&run, &["removed 2 codings and 0 memos on them"]);
    assert_eq!(folder.table(&["coding", "list"]).column("coder"), ["B"]);
}

#[test]
fn codings_of_another_coder_are_told_when_they_are_changed_or_removed() {
    let folder = coded();
    let run = folder.ok(&["coding", "change", "3", "--weight", "5", "--coder", "A"]);
    says(&run, &["changed coding 3, which is of coder B"]);
    let run = folder.ok(&["coding", "change", "3", "--weight", "6", "--coder", "B"]);
    says(&run, &["changed coding 3"]);
    let run = folder.ok(&["coding", "change", "3", "--weight", "7"]);
    says(&run, &["changed coding 3"]);
    let run = folder.ok(&["coding", "remove", "3", "1", "--coder", "A"]);
    let of_others = "among them those of coder B: 3";
    says(&run, &["removed 2 codings and 0 memos on them", of_others]);
}

#[test]
fn words_may_begin_with_a_hyphen() {
    let folder = coded();
    let words = ["--quote", "- ik heb", "--before", "- ja", "--after", " geen"];
    let add = ["coding", "add", "een", "a", "--comment", "-1", "--weight", "3", "--coder", "A"];
    folder.ok(&[&add[..], &words].concat());
    folder.ok(&["coding", "change", "4", "--comment", "--quote was te lang", "--coder", "A"]);
    let found = folder.ok(&["coding", "list", "weight=3", "--format", "jsonl"]).stdout;
    assert!(found.contains("\"- ik heb\"") && found.contains("\"--quote was te lang\""), "{found}");
    folder.ok(&[
        "memo",
        "add",
        "study",
        "--title",
        "- x",
        "--text",
        "- eerste punt",
        "--coder",
        "A",
    ]);
    folder.ok(&["memo", "edit", "1", "--text", "-- tweede punt"]);
    let memos = folder.table(&["memo", "list"]);
    assert_eq!(
        (memos.cell(0, "title"), memos.cell(0, "text")),
        (&"- x".into(), &"-- tweede punt".into())
    );
    folder.fails_with(
        2,
        &["coding", "add", "een", "a", "--quote", "--coder", "A"],
        &["unexpected"],
    );
}

#[test]
fn a_coders_name_stands_on_one_line() {
    let folder = coded();
    let said = ["error: a coder's name cannot hold line ends", "hint: give a name on one line"];
    let add = ["coding", "add", "een", "a", "--quote", "niet", "--coder"];
    let memo = ["memo", "add", "study", "--text", "x", "--coder"];
    for name in ["a\nb", "a\tb", "a\u{1b}[1mb", "a\u{2028}b"] {
        folder.fails_with(2, &[&add[..], &[name]].concat(), &said);
        folder.fails_with(2, &[&memo[..], &[name]].concat(), &said);
    }
    folder.write("c.csv", "document,start,end,code,coder\neen,0,2,a,\"a\nb\"\neen,3,6,a,C\n");
    folder.write("people.csv", "coder,name\n\"a\nb\",Anna\nD,Dirk\n");
    folder.write("memos.csv", "attached_to,coder,text\nstudy,\"a\nb\",x\nstudy,E,y\n");
    for (command, file) in [("coding", "c.csv"), ("coders", "people.csv"), ("memo", "memos.csv")] {
        let place = format!("error: {file}:2: a coder's name cannot hold");
        folder.fails_with(1, &[command, "import", file], &[&place, said[1]]);
    }
    assert_eq!(folder.table(&["list", "coders"]).column("coder"), ["A", "B", "C", "D", "E"]);
}

#[test]
fn a_coding_that_is_there_already_is_named() {
    let folder = coded();
    let there = "error: een: this coder gave exactly this passage that code already, as coding `2`";
    let hint =
        "hint: `kwali coding change 2` changes its weight or comment; another coder is named";
    let add = ["coding", "add", "een", "b", "--quote", "tijd", "--coder"];
    folder.fails_with(2, &[&add[..], &["A"]].concat(), &[there, hint]);
    folder.ok(&[&add[..], &["B"]].concat());
    folder.write("c.csv", "id,document,start,end,code,coder\nx7,een,0,2,a,A\n");
    folder.ok(&["coding", "import", "c.csv"]);
    let position = ["coding", "change", "1", "--start", "0", "--end", "2"];
    folder.fails_with(2, &position, &["as coding `x7`", "hint: `kwali coding change x7`"]);
}
