//! A study comes back from its bundle as it went in.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::Folder;

const SUBTITLES: &str = "\
WEBVTT

1
00:00:01.000 --> 00:00:04.500
<v Interviewer>Hoe ging het in de buurt?

2
00:00:05.000 --> 00:00:09.250
<v Zoë van ’t Hof>Er was geen tijd, zó druk 👍 was het.

3
00:00:09.250 --> 00:00:12.000
<v Zoë van ’t Hof>En toen kwam de cliënt.
";

const GROUP: &str = "\
Interviewer: Wat hielp u?

Bashir: De koffieochtend. Geen tijd was er nooit.

O'Neil: De mensen, \"de buren\", hielpen.

Bashir: Ja; dat klopt.
";

const CODEBOOK: &str = r##"
[codebook]
name = "Drempels, \"en\" steun"
languages = ["nl", "en"]

[[code]]
id = "drempel"
label.nl = "Drempels"
label.en = "Barriers"
definition.nl = "Wat tegenhoudt.\nOok bij anderen."
colour = "#1f77b4"

[[code]]
id = "drempel.tijd & geld"
label.nl = "Geen tijd, geen geld"
include = "Ook \"haast\"."
exclude = "Vermoeidheid."
example = "geen tijd"
keywords.nl = ["druk*", "geen tijd"]

[[code]]
id = "steun"
kind = "modifier"

[[code]]
id = "slot"
kind = "conclusion"
label.en = "Nothing helps"
"##;

/// A study with everything in it that a study can hold, in `full.kwali`.
fn full_study() -> Folder {
    let folder = Folder::new();
    folder.write("begin/study.toml", "name = \"Buurt\"\nlanguages = [\"nl\", \"en\"]\n");
    folder.write("begin/documents/Brief 1.txt", "Beste cliënt,\n\n  ingesprongen\tregel\n");
    folder.write("begin/coders.csv", "coder,name\nA,\"Wit, Anna de\"\nB,\n");
    folder.ok(&["import", "--bundle", "begin", "--study", "full.kwali"]);
    folder.write("Gesprek, één.vtt", SUBTITLES);
    folder.write("groep.txt", GROUP);
    folder.write("english.md", "**I:** How was it?\n\n**R:** Not bad at all.\n");
    folder.ok(&["import", "Gesprek, één.vtt", "--group", "wijk Noord"]);
    folder.ok(&["import", "groep.txt", "--name", "a/b: \"50%\" <c>?*|\\", "--group", "Zuid, 2"]);
    folder.ok(&["import", "english.md", "--language", "en"]);
    read_tables(&folder);
    add_codings(&folder);
    add_memos(&folder);
    folder
}

fn read_tables(folder: &Folder) {
    folder.write(
        "people.csv",
        "participant,role,age,since,remark\n\
         P1,bewoner,47,2019-03-01,\"zei: \"\"ja\"\", en ging\"\n\
         \"P 2, de tweede\",\"sociaal werker\",8.5,2020-11-30,\n",
    );
    folder.write(
        "documents.csv",
        "document,date,site,rank\nenglish,2019-02-05,Gouda,1\nBrief 1,2018-01-01,,10\n",
    );
    folder.write(
        "speakers.csv",
        "document,speaker,participant,interviewer\n\
         ,Interviewer,,yes\n,Bashir,P1,no\n,Zoë van ’t Hof,\"P 2, de tweede\",no\n",
    );
    folder.ok(&["variables", "import", "people.csv"]);
    folder.ok(&["variables", "import", "documents.csv"]);
    folder.ok(&["speakers", "import", "speakers.csv"]);
}

fn add_codings(folder: &Folder) {
    folder.write("codebook.toml", CODEBOOK);
    folder.ok(&["codebook", "import", "codebook.toml"]);
    folder.write(
        "codings.csv",
        "id,document,start,end,code,coder,weight,comment,created\n\
         k1,Brief 1,0,13,drempel,A,0,\"komma, en \"\"aanhaling\"\"\",2019-03-01T09:00:00Z\n\
         k2,Brief 1,6,12,steun,B,100,,\n\
         eigen naam,english,3,10,steun,A,,\"twee\nregels\",\n\
         ,Brief 1,0,13,drempel,B,,,\n",
    );
    folder.ok(&["coding", "import", "codings.csv"]);
    let tijd = "drempel.tijd & geld";
    folder.ok(&[
        "coding",
        "add",
        "Gesprek, één",
        tijd,
        "--quote",
        "geen tijd, zó druk 👍",
        "--coder",
        "A",
        "--weight",
        "80",
        "--comment",
        "'=zelf gehoord",
    ]);
    folder.ok(&[
        "coding",
        "add",
        "Gesprek, één",
        "steun",
        "--quote",
        "druk 👍 was",
        "--coder",
        "B",
    ]);
}

fn add_memos(folder: &Folder) {
    for about in ["study", "document:Brief 1", "participant:P1", "code:drempel", "coding:k1"] {
        let text = format!("'=Over {about}:\n  «geen, tijd», \"zei\" ze\n");
        folder.ok(&[
            "memo",
            "add",
            about,
            "--coder",
            "A",
            "--title",
            " wat, nu? ",
            "--text",
            &text,
        ]);
    }
}

/// All files below a folder by their path in it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_bundle_of_a_bundle_has_the_same_bytes() {
    let folder = full_study();
    folder.ok(&["export", "--bundle", "one", "--study", "full.kwali"]);
    folder.ok(&["import", "--bundle", "one", "--study", "again.kwali"]);
    folder.ok(&["export", "--bundle", "two", "--study", "again.kwali"]);
    let (one, two) = (files(&folder.path("one")), files(&folder.path("two")));
    assert!(one.keys().eq(two.keys()), "{:?}\n{:?}", one.keys(), two.keys());
    for (name, text) in &one {
        assert_eq!(text, &two[name], "{name}");
    }
    for (name, words) in [
        ("codebook.toml", "keywords.nl = [\"druk*\", \"geen tijd\"]"),
        ("coders.csv", "A,\"Wit, Anna de\""),
        ("codings.csv", "drempel.tijd & geld,A,80,'=zelf gehoord"),
        ("documents.csv", "2019-02-05"),
        ("memos.csv", "coding:k1,A"),
        ("participants.csv", "\"zei: \"\"ja\"\", en ging\""),
        ("sources.csv", "groep.txt"),
        ("speakers.csv", "Zoë van ’t Hof,\"P 2, de tweede\",no"),
        ("study.toml", "name = \"Buurt\""),
        ("turns.csv", "5000,9250"),
        ("variables.csv", "participant,since,date"),
    ] {
        assert!(one[name].contains(words), "{words} in {name}:\n{}", one[name]);
    }
}

#[test]
fn a_study_from_a_bundle_lists_the_same() {
    let folder = full_study();
    folder.ok(&["export", "--bundle", "one", "--study", "full.kwali"]);
    folder.ok(&["import", "--bundle", "one", "--study", "again.kwali"]);
    let questions: [&[&str]; 11] = [
        &["list", "documents"],
        &["list", "participants"],
        &["list", "speakers"],
        &["list", "variables"],
        &["list", "codes"],
        &["list", "coders"],
        &["list", "memos"],
        &["retrieve"],
        &["frequencies", "--subcodes", "included"],
        &["crosstab", "--by", "role"],
        &["search", "tijd"],
    ];
    for question in questions {
        let ask =
            |study| folder.ok(&[question, &["--format", "json", "--study", study]].concat()).stdout;
        assert_eq!(ask("full.kwali"), ask("again.kwali"), "{question:?}");
    }
}

#[test]
fn importing_a_bundle_again_changes_nothing() {
    let folder = full_study();
    folder.ok(&["export", "--bundle", "one", "--study", "full.kwali"]);
    folder.ok(&["import", "--bundle", "one", "--study", "again.kwali"]);
    for study in ["again.kwali", "full.kwali"] {
        let log = |study| {
            folder.ok(&["log", "--limit", "100000", "--format", "json", "--study", study]).stdout
        };
        let (journal, bytes) = (log(study), folder.read(study));
        folder.ok(&["import", "--bundle", "one", "--study", study]);
        assert_eq!(log(study), journal, "{study}");
        assert!(folder.read(study) == bytes, "{study}: other bytes");
    }
}

#[test]
fn a_bundle_whose_files_got_other_line_ends_says_the_same() {
    let folder = Folder::with_study();
    folder.write("een.txt", "I: Hoe?\nR: Geen tijd, nee.\n\nR: Echt nooit.\n");
    let code = "[[code]]\nid = \"a\"\nlabel.nl = \"A\"\nkeywords.nl = [\"echt\"]\n";
    folder.write("codes.toml", code);
    folder.ok(&["import", "een.txt"]);
    folder.ok(&["codebook", "import", "codes.toml"]);
    folder.ok(&["coding", "add", "een", "a", "--quote", "nee", "--coder", "A"]);
    folder.ok(&["suggest", "dictionary"]);
    folder.ok(&["export", "--bundle", "before"]);
    // As git does on Windows.
    for (name, text) in files(&folder.path("before")) {
        folder.write(&format!("kept/{name}"), text.replace('\n', "\r\n"));
    }
    folder.ok(&["new", "other"]);
    let run = folder.ok(&["import", "--bundle", "kept", "--study", "other.kwali"]);
    assert!(!run.stderr.contains("stand"), "{run:#?}");
    folder.ok(&["export", "--bundle", "again", "--study", "other.kwali"]);
    let (before, again) = (files(&folder.path("before")), files(&folder.path("again")));
    for file in ["codings.csv", "suggestions.csv", "documents/een.txt"] {
        assert_eq!(again[file], before[file], "{file}");
    }
}

/// Texts that are made safe for spreadsheets in CSV, some of which look so already, and some that are not.
const REMARKS: [&str; 5] = ["-1+2", "'=x", "''+y", "'s avonds", "@\n- z"];

#[test]
fn codings_memos_and_values_that_are_listed_as_csv_are_read_as_they_were() {
    let folder = Folder::with_study();
    folder.write("een.txt", "Het was druk.\n");
    folder.write("codes.csv", "id,label_nl\na,A\n");
    folder.ok(&["import", "een.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    let place = |at: usize| [at.to_string(), (at + 1).to_string()];
    for (at, remark) in REMARKS.iter().enumerate() {
        let [start, end] = place(at);
        let add = ["coding", "add", "een", "a", "--start", &start, "--end", &end, "--coder=-K"];
        folder.ok(&[&add[..], &["--comment", remark]].concat());
        let memo = ["memo", "add", "study", "--coder", "A", "--title", remark, "--text", remark];
        folder.ok(&memo);
    }
    folder.ok(&["export", "--bundle", "before"]);
    folder.ok(&["coding", "list", "--format", "csv", "--output", "codings.csv"]);
    folder.ok(&["memo", "list", "--format", "csv", "--output", "memos.csv"]);
    let run = folder.ok(&["coding", "import", "codings.csv"]);
    assert!(run.stderr.ends_with("0 codings added, 5 there already\n"), "{run:#?}");
    folder.ok(&["memo", "import", "memos.csv"]);
    folder.ok(&["export", "--bundle", "again"]);
    assert!(files(&folder.path("again")) == files(&folder.path("before")));
    let ids = ["1", "2", "3", "4", "5"];
    folder.ok(&[&["coding", "remove"], &ids[..]].concat());
    folder.ok(&["coding", "import", "codings.csv"]);
    let codings = folder.table(&["coding", "list"]);
    assert_eq!(codings.column("comment"), REMARKS);
    assert_eq!(codings.column("coder"), ["-K"; 5]);
    folder.write("people.csv", "participant,rol\nP1,''=x\nP2,'-1\n");
    folder.ok(&["variables", "import", "people.csv"]);
    assert_eq!(folder.table(&["list", "participants"]).column("rol"), ["'=x", "-1"]);
}
