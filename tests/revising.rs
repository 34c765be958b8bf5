//! Corrected transcripts: codings, memos, speakers and counts before and after.

use std::fs;

use crate::support::{Folder, root};

const CODEBOOK: &str = "id,label_nl\ndrempel,Drempel\nsteun,Steun\n";

/// The words in the fenced blocks of the page on corrected transcripts.
fn documented() -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/revising.md")).unwrap();
    let blocks = page.split("```text\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

/// A study with the page's interview, its codings, and a memo on the one that will be lost.
fn coded() -> Folder {
    let folder = Folder::with_study();
    folder.write("codebook.csv", CODEBOOK);
    folder.write("gesprek.txt", &documented()[0]);
    folder.write(
        "codings.csv",
        "id,document,quote,code,coder,weight,comment\n\
         k1,gesprek,geen tijt,drempel,A,,\n\
         k2,gesprek,hielp ik elke week,steun,A,,\n\
         k3,gesprek,De buren kwamen vanzelf.,steun,A,,\n\
         k4,gesprek,Mijn zus bleef thuis.,drempel,A,70,navragen\n",
    );
    folder.write("speakers.csv", "document,speaker,participant,interviewer\n,Anneke,P1,no\n");
    folder.ok(&["import", "gesprek.txt"]);
    folder.ok(&["codebook", "import", "codebook.csv"]);
    folder.ok(&["coding", "import", "codings.csv"]);
    folder.ok(&["speakers", "import", "speakers.csv"]);
    folder.ok(&["memo", "add", "coding:k4", "--coder", "A", "--title", "Zus", "--text", "Wie?"]);
    folder
}

/// The same with the corrected interview beside it, in `new/`.
fn corrected() -> Folder {
    let folder = coded();
    folder.write("new/gesprek.txt", &documented()[1]);
    folder
}

fn segments(folder: &Folder) -> Vec<(String, String)> {
    let table = folder.table(&["retrieve"]);
    let text = |row, column| table.cell(row, column).as_str().unwrap().to_owned();
    (0..table.rows().len()).map(|row| (text(row, "id"), text(row, "text"))).collect()
}

#[test]
fn the_example_of_the_docs_is_what_the_program_says() {
    let folder = corrected();
    let before = segments(&folder);
    let trial = folder.fails_with(
        1,
        &["import", "--revise", "new/gesprek.txt", "--dry-run"],
        &["speaker `Anneke` is called `Bewoner 1` now", "leave --dry-run out"],
    );
    assert_eq!(trial.stdout, documented()[2]);
    assert_eq!(segments(&folder), before);
    let done = folder.fails_with(1, &["import", "--revise", "new/gesprek.txt"], &["revision 2"]);
    assert_eq!(done.stdout, documented()[2]);
    let words: Vec<String> = segments(&folder).into_iter().map(|(_, words)| words).collect();
    assert_eq!(words, ["geen tijd", "hielp ik elke week", "De buren kwamen vanzelf."]);
    folder.ok(&["doctor"]);
}

#[test]
fn counts_speakers_and_memos_follow() {
    let folder = corrected();
    folder.fails_with(1, &["import", "--revise", "new"], &[]);
    let counts = folder.table(&["frequencies"]);
    assert_eq!(counts.column("segments"), [1, 2]);
    assert_eq!(counts.column("participants"), [1, 1]);
    assert_eq!(
        counts.0["notes"][0],
        "1 verloren codering is niet geteld: zie kwali coding list --lost"
    );
    let speakers = folder.table(&["list", "speakers"]);
    assert_eq!(speakers.column("speaker"), ["Interviewer", "Bewoner 1"]);
    assert_eq!(speakers.cell(1, "participant"), "P1");
    let documents = folder.table(&["list", "documents"]);
    assert_eq!(documents.cell(0, "revision"), 2);
    assert_eq!(documents.cell(0, "characters"), documented()[1].trim_end().chars().count());
    assert_eq!(folder.table(&["list", "memos"]).cell(0, "attached_to"), "coding:k4");
    let found = folder.table(&["search", "tijd"]);
    assert_eq!(found.rows().len(), 1);
}

#[test]
fn a_lost_coding_is_listed_and_put_back() {
    let folder = corrected();
    folder.fails_with(1, &["import", "--revise", "new"], &[]);
    let lost = folder.table(&["coding", "list", "--lost"]);
    assert_eq!(lost.column("id"), ["k4"]);
    assert_eq!(lost.cell(0, "quote"), "Mijn zus bleef thuis.");
    assert_eq!(lost.cell(0, "weight"), 70);
    assert_eq!(lost.cell(0, "revision"), 1);
    let unknown = ["coding", "reattach", "k9", "--quote", "De buren"];
    folder.fails_with(2, &unknown, &["there is no lost coding `k9`", "coding list --lost"]);
    folder.fails_with(2, &["coding", "reattach", "k4", "--at", "5"], &["as in 1203-1248"]);
    folder.ok(&["coding", "reattach", "k4", "--quote", "De buren"]);
    assert!(segments(&folder).contains(&("k4".to_owned(), "De buren".to_owned())));
    assert_eq!(folder.table(&["coding", "list", "--lost"]).rows().len(), 0);
    assert_eq!(folder.table(&["frequencies"]).0["notes"], serde_json::json!([]));
    let comment = folder.table(&["retrieve", "memo:zus"]);
    assert_eq!(comment.column("comment"), ["navragen"]);
}

#[test]
fn a_lost_coding_can_be_dropped_with_its_memos() {
    let folder = corrected();
    folder.fails_with(1, &["import", "--revise", "new"], &[]);
    let removed = folder.ok(&["coding", "remove", "k4"]);
    assert!(removed.stderr.contains("removed 1 codings and 1 memos"), "{removed:?}");
    assert_eq!(folder.table(&["coding", "list", "--lost"]).rows().len(), 0);
}

#[test]
fn lost_codings_travel_in_the_bundle() {
    let folder = corrected();
    folder.fails_with(1, &["import", "--revise", "new"], &[]);
    folder.ok(&["export", "--bundle", "one", "--study", "study.kwali"]);
    folder.ok(&["import", "--bundle", "one", "--study", "again.kwali"]);
    folder.ok(&["import", "--bundle", "one", "--study", "again.kwali"]);
    folder.ok(&["export", "--bundle", "two", "--study", "again.kwali"]);
    for file in ["lost-codings.csv", "codings.csv", "memos.csv", "sources.csv", "speakers.csv"] {
        assert_eq!(
            folder.read(&format!("one/{file}")),
            folder.read(&format!("two/{file}")),
            "{file}"
        );
    }
    let lost = String::from_utf8(folder.read("two/lost-codings.csv")).unwrap();
    assert!(lost.contains("k4,gesprek,1,") && lost.contains("Mijn zus bleef thuis."), "{lost}");
    folder.ok(&["doctor", "--study", "again.kwali"]);
}

#[test]
fn the_same_file_and_the_same_words_change_nothing_else() {
    let folder = coded();
    let same = folder.ok(&["import", "--revise", "gesprek.txt"]);
    assert!(same.stdout.contains("nothing changed"), "{same:?}");
    folder.write("new/gesprek.md", documented()[0].replace("Anneke:", "**Anneke:**"));
    let other = folder.ok(&["import", "--revise", "new"]);
    assert!(other.stdout.contains("the same words in another file"), "{other:?}");
    let documents = folder.table(&["list", "documents"]);
    assert_eq!(
        (documents.cell(0, "revision"), documents.cell(0, "format")),
        (&1.into(), &"md".into())
    );
    folder.write("crlf/gesprek.txt", documented()[0].replace('\n', "\r\n"));
    let crlf = folder.ok(&["import", "--revise", "crlf"]);
    assert!(crlf.stdout.contains("the same words"), "{crlf:?}");
}

#[test]
fn a_file_that_is_of_no_document_is_refused() {
    let folder = coded();
    folder.write("gesprk.txt", &documented()[1]);
    let near = ["there is no document `gesprk`", "--name DOCUMENT`: `gesprek`?"];
    folder.fails_with(1, &["import", "--revise", "gesprk.txt"], &near);
    folder.write("leeg/gesprek.txt", "");
    folder.fails_with(1, &["import", "--revise", "leeg"], &["gesprek.txt"]);
    folder.write("twee/gesprek.txt", &documented()[1]);
    folder.write("twee/gesprek.md", "Interviewer: Iets heel anders.\n");
    let twice = "another of these files is a new version of `gesprek` already";
    folder.fails_with(1, &["import", "--revise", "twee", "--dry-run"], &[twice]);
    assert_eq!(folder.table(&["list", "documents"]).cell(0, "revision"), 1);
    folder.fails_with(
        1,
        &["import", "--revise", "gesprk.txt", "--name", "gesprek"],
        &["revision 2"],
    );
    let group = ["import", "--revise", "gesprek.txt", "--group", "x"];
    folder.fails_with(2, &group, &["cannot be used with"]);
    folder.fails_with(2, &["import", "gesprek.txt", "--dry-run"], &["--revise"]);
}

#[test]
fn the_report_is_a_table_where_asked_for() {
    let folder = corrected();
    let args = ["import", "--revise", "new", "--dry-run", "--format", "json"];
    let run = folder.fails_with(1, &args, &[]);
    let table = crate::support::JsonTable(serde_json::from_str(&run.stdout).unwrap());
    assert_eq!(table.column("outcome"), ["fuzzy", "exact", "exact", "lost"]);
    assert_eq!(table.cell(0, "start_before"), 70);
    assert_eq!(table.cell(0, "start_after"), 78);
    assert!(table.cell(3, "start_after").is_null());
}

/// In the sample study everybody gets another name, and nothing is lost.
#[test]
fn pseudonyms_throughout_lose_nothing() {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    let study = ["--study", "kwali-demo/empowerment.kwali"];
    let ask = |args: &[&str]| folder.table(&[args, &study].concat());
    let counts = |table: &crate::support::JsonTable| {
        ["segments", "documents", "participants"]
            .map(|column| table.column(column).into_iter().cloned().collect::<Vec<_>>())
    };
    let before = counts(&ask(&["frequencies"]));
    let transcript = "kwali-demo/transcripts/EIW-03.md";
    let text = String::from_utf8(folder.read(transcript)).unwrap();
    folder.write("EIW-03.md", text.replace("Gonda", "Coördinator 1").replace("Marga", "Bewoner 7"));
    let run = folder.ok(&[&["import", "--revise", "EIW-03.md"], &study[..]].concat());
    assert!(run.stdout.contains(" 0 lost\n"), "{run:?}");
    assert_eq!(counts(&ask(&["frequencies"])), before);
    folder.ok(&[&["doctor"], &study[..]].concat());
}
