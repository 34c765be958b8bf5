//! `kwali suggest`: what is proposed, what becomes of it, and that it is in no count until then.

use crate::support::{Folder, JsonTable, root};

const FIRST: &str = "\
Interviewer: Heeft u geen tijd?

Zoë: Nee, er is géén tijd. De buurvrouw hielp. Zoveel werkdrukte!

Zoë: De tijd vliegt, zei de buurvrouw.
";

const SECOND: &str = "\
Bashir: Geen tijd gehad. Koffie wel.
";

const ENGLISH: &str = "\
Zoë: No time at all. Geen tijd.
";

const CODEBOOK: &str = r#"
[[code]]
id = "druk"
label.nl = "Druk"
keywords.nl = ["geen tijd", "*druk*"]

[[code]]
id = "druk.buren"
label.nl = "Buren"
keywords.nl = ["tijd + buurvrouw"]

[[code]]
id = "leeg"
label.nl = "Leeg"

[[code]]
id = "slot"
label.nl = "Slot"
kind = "conclusion"
keywords.nl = ["koffie"]
"#;

/// A study of three documents with a codebook of these codes, however good it is, and no codings.
fn folder_with(codebook: &str) -> Folder {
    let folder = Folder::new();
    folder.write("b/documents/een.txt", FIRST);
    folder.write("b/documents/twee.txt", SECOND);
    folder.write("b/documents/three.txt", ENGLISH);
    folder.write("b/documents.csv", "document,language\neen,nl\ntwee,nl\nthree,en\n");
    folder.write("b/codebook.toml", codebook);
    folder.kwali(&["import", "--bundle", "b", "--study", "study.kwali"]);
    folder
}

fn folder() -> Folder {
    folder_with(CODEBOOK)
}

/// The cells of a column that hold text.
fn texts(table: &JsonTable, column: &str) -> Vec<String> {
    table.column(column).iter().map(|cell| cell.as_str().unwrap().to_owned()).collect()
}

/// The suggestions in a state: id, code and words of each.
fn listed(folder: &Folder, state: &str) -> Vec<String> {
    let table = folder.table(&["suggest", "list", "--state", state]);
    let [id, code, text] = ["id", "code", "text"].map(|name| texts(&table, name));
    let row = |(n, id): (usize, &String)| format!("{id} {} {}", code[n], text[n]);
    id.iter().enumerate().map(row).collect()
}

const ALL: [&str; 4] = [
    "1 druk Nee, er is géén tijd.",
    "2 druk Zoveel werkdrukte!",
    "4 druk.buren De tijd vliegt, zei de buurvrouw.",
    "3 druk Geen tijd gehad.",
];

#[test]
fn keywords_propose_sentences_of_participants_in_their_language() {
    let folder = folder();
    let run = folder.ok(&["suggest", "dictionary"]);
    assert!(run.stderr.contains("2 of 2 codes have no keywords in `en`"), "{run:#?}");
    assert!(run.stderr.contains("new suggestions: 4; proposed before: 0"), "{run:#?}");
    assert_eq!(listed(&folder, "open"), ALL);
    let again = folder.ok(&["suggest", "dictionary"]);
    assert!(again.stderr.contains("new suggestions: 0; proposed before: 4"), "{again:#?}");
    let more = folder.ok(&["suggest", "dictionary", "--whose", "everybody"]);
    assert!(more.stderr.contains("new suggestions: 1; proposed before: 4"), "{more:#?}");
}

#[test]
fn only_what_was_asked_for_is_proposed() {
    let folder = folder();
    folder.ok(&["suggest", "dictionary", "--code", "druk.buren"]);
    assert_eq!(listed(&folder, "open").len(), 1);
    folder.ok(&["suggest", "dictionary", "--document", "twee"]);
    assert_eq!(listed(&folder, "open").len(), 2);
    let check = |args: &[&str], said: &str| {
        folder.fails_with(2, &[&["suggest"], args].concat(), &[said]);
    };
    check(&["dictionary", "--code", "drk"], "there is no code `drk`");
    check(&["dictionary", "--code", "slot"], "is a conclusion of the researchers");
    check(&["dictionary", "--document", "vier"], "there is no document `vier`");
    check(&["likeness", "--coder", "Z"], "there is no coder `Z`");
    check(&["accept", "1"], "which coder");
    check(&["accept", "--coder", "A"], "about which suggestions");
    check(&["accept", "99", "--coder", "A"], "there is no suggestion `99`");
}

#[test]
fn where_nothing_can_be_proposed_it_says_why() {
    let without = folder_with("[[code]]\nid = \"leeg\"\nlabel.nl = \"Leeg\"\n");
    let run = without.ok(&["suggest", "dictionary"]);
    assert!(run.stderr.contains("none of these codes has keywords"), "{run:#?}");
    let run = without.ok(&["suggest", "likeness"]);
    assert!(run.stderr.contains("no codings to learn from"), "{run:#?}");
    let star = folder_with("[[code]]\nid = \"a\"\nlabel.nl = \"A\"\nkeywords.nl = [\"*\"]\n");
    star.fails_with(1, &["suggest", "dictionary"], &["code `a`, keyword `*`: it has a part"]);
    Folder::with_study().ok(&["suggest", "likeness"]);
    let table = folder().table(&["suggest", "measure", "likeness", "--code", "leeg"]);
    assert_eq!(table.cell(0, "precision"), &serde_json::Value::Null);
    assert!(table.explains("precision"));
    assert_eq!(table.cell(0, "undefined_because"), "too few examples");
    let plain = folder().ok(&["suggest", "measure", "likeness", "--code", "leeg"]).stdout;
    let row = plain.lines().find(|line| line.starts_with("leeg")).unwrap();
    assert!(row.trim_end().ends_with("te weinig voorbeelden"), "{plain}");
}

#[test]
fn what_is_accepted_is_a_marked_coding_and_what_is_rejected_comes_no_more() {
    let folder = folder();
    folder.ok(&["suggest", "dictionary"]);
    assert!(folder.table(&["frequencies"]).column("segments").iter().all(|count| **count == 0));
    let run = folder.ok(&["suggest", "accept", "1", "--coder", "A"]);
    assert!(run.stderr.contains("accepted: 1; new codings: 1"), "{run:#?}");
    folder.ok(&["suggest", "reject", "--code", "druk.buren", "--coder", "B"]);
    assert_eq!(listed(&folder, "accepted"), [ALL[0]]);
    assert_eq!(listed(&folder, "rejected"), [ALL[2]]);
    let marked = folder.table(&["retrieve", "origin:suggestion"]);
    assert!((0..marked.rows().len()).all(|row| marked.cell(row, "origin") == "suggestion"));
    assert_eq!(texts(&marked, "text"), ["Nee, er is géén tijd."]);
    assert_eq!(texts(&marked, "coder"), ["A"]);
    let again = folder.ok(&["suggest", "dictionary"]);
    assert!(again.stderr.contains("new suggestions: 0; proposed before: 3"), "{again:#?}");
    // Whoever changes their mind may accept later; what is a coding is not refused.
    folder.ok(&["suggest", "accept", "4", "1", "--coder", "B"]);
    folder.fails_with(2, &["suggest", "reject", "1", "--coder", "A"], &["accepted already"]);
    let states = || {
        let list = ["suggest", "list", "--state", "accepted"];
        let states = texts(&folder.table(&list), "coding_state");
        (states, folder.ok(&list).stdout.contains("aangenomen, codering verwijderd"))
    };
    assert_eq!(states(), (vec!["there".to_owned(), "there".to_owned()], false));
    folder.ok(&["coding", "remove", "1"]);
    assert_eq!(states(), (vec!["removed".to_owned(), "there".to_owned()], true));
    folder.ok(&["suggest", "reject", "1", "--coder", "A"]);
    assert_eq!(listed(&folder, "rejected"), [ALL[0]]);
}

#[test]
fn who_coded_the_passage_meanwhile_has_it_accepted_without_a_second_coding() {
    let folder = folder();
    folder.ok(&["suggest", "dictionary"]);
    folder.ok(&["coding", "add", "twee", "druk", "--quote", "Geen tijd gehad.", "--coder", "A"]);
    let run = folder.ok(&["suggest", "accept", "--document", "twee", "--coder", "A"]);
    assert!(run.stderr.contains("new codings: 0; coded so already: 1"), "{run:#?}");
    assert_eq!(folder.table(&["coding", "list"]).rows().len(), 1);
}

#[test]
fn each_act_is_one_change_that_is_taken_back() {
    let folder = folder();
    let export = |name: &str| {
        folder.ok(&["export", "--bundle", name]);
        folder.read(&format!("{name}/suggestions.csv"))
    };
    folder.ok(&["suggest", "dictionary"]);
    let open = export("open");
    folder.ok(&["suggest", "accept", "--way", "dictionary", "--coder", "A"]);
    let accepted = export("accepted");
    folder.ok(&["undo"]);
    assert_eq!(export("undone"), open);
    assert_eq!(folder.table(&["coding", "list"]).rows().len(), 0);
    folder.ok(&["redo"]);
    assert_eq!(export("redone"), accepted);
    folder.ok(&["undo", "2"]);
    assert_eq!(listed(&folder, "all"), [""; 0]);
    let log = folder.table(&["log", "--code", "druk"]);
    assert!(texts(&log, "action").contains(&"suggestion.add".to_owned()));
    folder.ok(&["doctor"]);
}

#[test]
fn a_spreadsheet_decides() {
    let folder = folder();
    folder.ok(&["suggest", "dictionary"]);
    folder.ok(&["suggest", "list", "--output", "list.csv"]);
    let list = String::from_utf8(folder.read("list.csv")).unwrap();
    let decided: Vec<String> = list
        .lines()
        .map(|line| match line.split_once(',') {
            Some(("1" | "3", rest)) => format!("{},accept{rest}", &line[..1]),
            Some(("2", rest)) => format!("2,Reject{rest}"),
            Some(("4", rest)) => format!("4,misschien{rest}"),
            _ => line.to_owned(),
        })
        .collect();
    folder.write("decided.csv", decided.join("\n"));
    let accept = ["suggest", "accept", "--from", "decided.csv", "--coder", "A"];
    folder.fails_with(1, &accept, &["neither `accept` nor `reject`", "accepted: 2"]);
    let reject = ["suggest", "reject", "--from", "decided.csv", "--coder", "A"];
    folder.fails_with(1, &reject, &["rejected: 1"]);
    assert_eq!(listed(&folder, "open"), [ALL[2]]);
    folder.fails_with(1, &accept, &["accepted: 0", "accepted before: 2"]);
    // The list says itself what was decided, so that it can be read back without doing anything.
    folder.ok(&["suggest", "list", "--state", "all", "--output", "again.csv"]);
    folder.ok(&["suggest", "accept", "--from", "again.csv", "--coder", "A"]);
    folder.write("other.csv", "id,decision,code,document\n4,accept,druk,een\n77,accept,,\n");
    let other = ["suggest", "accept", "--from", "other.csv", "--coder", "A"];
    let said = ["about another passage or code", "there is no suggestion `77`"];
    folder.fails_with(1, &other, &said);
    folder.write("none.csv", "id,code\n4,druk\n");
    let none = ["suggest", "accept", "--from", "none.csv", "--coder", "A"];
    folder.fails_with(2, &none, &["there is no column `decision`"]);
}

#[test]
fn the_bundle_carries_suggestions_and_what_was_decided() {
    let folder = folder();
    folder.ok(&["suggest", "dictionary"]);
    folder.ok(&["suggest", "accept", "1", "--coder", "A"]);
    folder.ok(&["suggest", "reject", "2", "--coder", "A"]);
    folder.ok(&["export", "--bundle", "out"]);
    let run = folder.ok(&["import", "--bundle", "out", "--study", "copy.kwali"]);
    assert!(run.stderr.contains("4 suggestions"), "{run:#?}");
    folder.ok(&["export", "--bundle", "back", "--study", "copy.kwali"]);
    for file in ["suggestions.csv", "codings.csv"] {
        assert_eq!(folder.read(&format!("back/{file}")), folder.read(&format!("out/{file}")));
    }
    let again = folder.ok(&["import", "--bundle", "out", "--study", "copy.kwali"]);
    assert!(again.stderr.contains("0 suggestions"), "{again:#?}");
    let run = folder.ok(&["suggest", "dictionary", "--study", "copy.kwali"]);
    assert!(run.stderr.contains("new suggestions: 0"), "{run:#?}");
}

#[test]
fn suggestions_follow_a_corrected_transcript() {
    let folder = folder();
    folder.ok(&["suggest", "dictionary"]);
    folder.ok(&["suggest", "reject", "1", "--coder", "A"]);
    let corrected = FIRST.replace("Interviewer: Heeft u", "Interviewer: Goedemorgen! Heeft u");
    let corrected = corrected.replace("Zoveel werkdrukte!", "Wat een gedoe, ook al.");
    folder.write("een.txt", corrected);
    folder.ok(&["import", "--revise", "een.txt"]);
    assert_eq!(listed(&folder, "rejected"), [ALL[0]]);
    assert_eq!(listed(&folder, "lost"), [ALL[1]]);
    assert_eq!(listed(&folder, "open"), [ALL[2], ALL[3]]);
    let lost = "its words are not in the corrected transcript";
    folder.fails_with(2, &["suggest", "accept", "2", "--coder", "A"], &[lost]);
    let run = folder.ok(&["suggest", "dictionary"]);
    assert!(run.stderr.contains("new suggestions: 0"), "{run:#?}");
    folder.ok(&["export", "--bundle", "out"]);
    folder.ok(&["import", "--bundle", "out", "--study", "copy.kwali"]);
    folder.ok(&["export", "--bundle", "back", "--study", "copy.kwali"]);
    assert_eq!(folder.read("back/suggestions.csv"), folder.read("out/suggestions.csv"));
    folder.ok(&["doctor", "--study", "study.kwali"]);
    folder.ok(&["undo", "--study", "study.kwali"]);
    let open = folder.table(&["suggest", "list", "--study", "study.kwali"]);
    assert_eq!(open.rows().len(), 3);
}

#[test]
fn suggestions_go_along_when_codes_are_merged() {
    let folder = folder();
    folder.ok(&["suggest", "dictionary"]);
    let told = folder.ok(&["codebook", "merge", "druk.buren", "leeg", "--apply"]);
    assert!(told.stdout.contains("suggested 1 passages"), "{told:#?}");
    assert_eq!(listed(&folder, "open")[2], "4 leeg De tijd vliegt, zei de buurvrouw.");
    folder.ok(&["codebook", "delete", "leeg", "--apply"]);
    assert_eq!(listed(&folder, "open").len(), 3);
    folder.ok(&["undo", "2"]);
    assert_eq!(listed(&folder, "open"), ALL);
}

#[test]
fn one_coder_is_learned_from_and_not_proposed_to_again() {
    let folder = folder();
    folder.ok(&["coding", "add", "twee", "druk", "--quote", "Geen tijd gehad.", "--coder", "A"]);
    folder.ok(&["coding", "add", "een", "leeg", "--quote", "De buurvrouw", "--coder", "B"]);
    folder.ok(&["suggest", "dictionary"]);
    assert_eq!(listed(&folder, "open").len(), 3);
    let measured = folder.table(&["suggest", "measure", "dictionary", "--coder", "B"]);
    assert_eq!(measured.column("codings"), [0, 0]);
    assert_eq!(measured.column("interviews_measured"), [1, 1]);
    folder.ok(&["suggest", "dictionary", "--coder", "B"]);
    assert_eq!(listed(&folder, "open").len(), 4);
}

/// A sample study, with what suggestions are worth in it by dictionary and by likeness.
struct Sample {
    name: &'static str,
    measured: [JsonTable; 2],
}

const WAYS: [&str; 2] = ["dictionary", "likeness"];

impl Sample {
    fn of(name: &'static str) -> Sample {
        let folder = Folder::new();
        folder.ok(&["demo", "--sample", name, "s"]);
        let studies = std::fs::read_dir(folder.path("s")).unwrap();
        let is_study = |path: &std::path::PathBuf| path.extension().is_some_and(|e| e == "kwali");
        let study = studies.map(|entry| entry.unwrap().path()).find(is_study).unwrap();
        let measure =
            |way| folder.table(&["suggest", "measure", way, "--study", study.to_str().unwrap()]);
        Sample { name, measured: WAYS.map(measure) }
    }

    /// A row for each way: all codes that can be measured together.
    fn together(&self) -> String {
        let row = |(way, table): (&str, &JsonTable)| {
            let rows = 0..table.rows().len();
            let measured: Vec<usize> =
                rows.clone().filter(|&row| !table.cell(row, "recall").is_null()).collect();
            let sum = |column: &str| -> u64 {
                measured.iter().map(|&row| table.cell(row, column).as_u64().unwrap()).sum()
            };
            let share = |part: &str, whole: &str| {
                format!("{:.1}", 100.0 * sum(part) as f64 / sum(whole) as f64)
            };
            let precision = share("hits", "proposed");
            let recall = share("found", "codings");
            let by_chance = share("sentences_coded", "sentences");
            let said = format!(
                "codes die te meten zijn: {}, samen: precisie {precision}%, volledigheid {recall}%, \
                 precisie bij toeval {by_chance}%",
                measured.len()
            );
            let notes = table.0["notes"].as_array().unwrap();
            assert!(notes.iter().any(|note| *note == said.replace('.', ",")), "{notes:?}");
            format!(
                "| {} | {way} | {} | {} | {} | {} | {} | {} | {precision}% | {recall}% | {by_chance}% |\n",
                self.name,
                measured.len(),
                rows.len() - measured.len(),
                sum("codings"),
                sum("proposed"),
                sum("hits"),
                sum("found"),
            )
        };
        WAYS.into_iter().zip(&self.measured).map(row).collect()
    }

    /// A row for a code.
    fn code(&self, code: &str) -> String {
        let [dictionary, likeness] = &self.measured;
        let place = |table: &JsonTable| texts(table, "code").iter().position(|id| id == code);
        let cells = |table: &JsonTable| {
            let row = place(table).unwrap();
            let share = |column| match table.cell(row, column).as_f64() {
                Some(share) => format!("{:.0}%", 100.0 * share),
                None => "–".to_owned(),
            };
            let [proposed, hits] = ["proposed", "hits"].map(|column| table.cell(row, column));
            format!("{hits} of {proposed} | {} | {}", share("precision"), share("recall"))
        };
        let codings = likeness.cell(place(likeness).unwrap(), "codings");
        format!("| `{code}` | {codings} | {} | {} |\n", cells(dictionary), cells(likeness))
    }
}

/// Codes of all sorts: some that do well, some that do not.
const SHOWN: [(usize, &str); 12] = [
    (0, "eiw.barrier.workload"),
    (0, "eiw.barrier.unclear.terminology"),
    (0, "eiw.form.group.dropin"),
    (0, "eiw.need.concrete.outdoors"),
    (0, "eiw.value.res.equality"),
    (0, "eiw.enabler.trust"),
    (1, "ewsd.title.explicit"),
    (1, "ewsd.influence.middle"),
    (1, "ewsd.embed.training"),
    (1, "ewsd.role.hope"),
    (1, "ewsd.primary.tension"),
    (1, "ewsd.value.time"),
];

#[test]
fn what_it_is_worth_on_the_samples_is_what_the_documentation_says() {
    let samples = ["empowerment", "ervaringswerk"].map(Sample::of);
    let together: String = samples.iter().map(Sample::together).collect();
    let codes: String = SHOWN.iter().map(|&(sample, code)| samples[sample].code(code)).collect();
    let together = format!(
        "| sample study | way | codes measured | too few examples | codings | proposed | right | found | precision | recall | by chance |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n{together}"
    );
    let codes = format!(
        "| code | codings | dictionary: right | precision | recall | likeness: right | precision | recall |\n\
         |---|---|---|---|---|---|---|---|\n{codes}"
    );
    let path = root().join("docs/suggesting.md");
    let mut page = std::fs::read_to_string(&path).unwrap();
    for (name, table) in [("together", together), ("codes", codes)] {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let start = page.find(&begin).unwrap() + begin.len();
        let length = page[start..].find(&end).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            page.replace_range(start..start + length, &table);
        } else {
            assert_eq!(page[start..start + length], table);
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, page).unwrap();
    }
}
