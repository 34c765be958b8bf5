//! `kwali code --batch`: a file of commands, done whole or not at all.

use crate::support::Folder;

/// Two conversations and three codes.
fn folder() -> Folder {
    let folder = Folder::with_study();
    folder.write(
        "Els.txt",
        "I: Hoe gaat het?\nEls: Druk. Ik heb geen tijd 👍🏽 voor Jan. Geen tijd voor niets.\n",
    );
    folder.write("Bo.txt", "Bo: Goed hoor.\n");
    folder.ok(&["import", "Els.txt", "Bo.txt"]);
    folder.write("book.csv", "id,label_nl\ndruk,Druk\ntijd,Tijd\ngoed,Goed\n");
    folder.ok(&["codebook", "import", "book.csv"]);
    folder
}

fn batch(folder: &Folder, commands: &str) -> [&'static str; 6] {
    folder.write("els.batch", commands);
    ["code", "Els", "--coder", "A", "--batch", "els.batch"]
}

/// Code, coder, words, weight and comment of all codings.
fn codings(folder: &Folder) -> Vec<String> {
    let lines = folder.ok(&["retrieve", "--format", "jsonl"]).stdout;
    let told = |line: &str| {
        let coding: serde_json::Value = serde_json::from_str(line).unwrap();
        let parts = ["code", "coder", "text", "weight", "comment"].map(|part| &coding[part]);
        parts.map(|part| part.as_str().map_or(part.to_string(), str::to_owned)).join("|")
    };
    lines.lines().map(told).collect()
}

#[test]
fn a_file_of_commands_is_done_at_once_and_taken_back_at_once() {
    let folder = folder();
    let commands = "# gesprek met Els\n\nshow 2\ncode 1 druk\ncode s2 tijd druk\nweight 80\n\
                    comment zegt ze twee keer\ncode \"Geen tijd voor\" tijd\ncode @53-56 goed\n\
                    document Bo\ncode all goed\n";
    let args = batch(&folder, commands);
    let before = folder.ok(&["log"]).stdout;
    let dry = folder.ok(&[&args[..], &["--dry-run"]].concat());
    assert!(dry.stdout.contains("els.batch:4: would have coded druk  Els 22..26\n"), "{dry:?}");
    assert!(codings(&folder).is_empty());
    assert_eq!(folder.ok(&["log"]).stdout, before, "a trial leaves no trace");
    let run = folder.ok(&args);
    assert!(run.stdout.ends_with("els.batch:11: coded goed  Bo 4..14 [6]\n"), "{run:?}");
    assert!(run.stderr.contains("codings made: 6; removed: 0"), "{run:?}");
    let expected = [
        "druk|A|Druk|null|null",
        "druk|A|Ik heb geen tijd 👍🏽 voor Jan.|80|zegt ze twee keer",
        "tijd|A|Ik heb geen tijd 👍🏽 voor Jan.|80|zegt ze twee keer",
        "goed|A|Jan|null|null",
        "tijd|A|Geen tijd voor|null|null",
        "goed|A|Goed hoor.|null|null",
    ];
    assert_eq!(codings(&folder), expected);
    folder.ok(&["undo"]);
    assert!(codings(&folder).is_empty());
    folder.ok(&["redo"]);
    assert_eq!(codings(&folder).len(), 6);
    folder.ok(&["doctor"]);
}

#[test]
fn codings_are_removed_by_id_by_words_and_by_characters() {
    let folder = folder();
    folder.ok(&batch(&folder, "code \"Druk\" druk tijd\ncode \"Jan\" goed\ncode \"niets\" druk\n"));
    // What is removed can be made anew in the same file.
    let run = folder.ok(&batch(
        &folder,
        "remove 1\nremove \"Jan\" goed\nremove @22-26 tijd\ncode \"Druk\" druk\nweight 5\n",
    ));
    assert!(run.stdout.starts_with("els.batch:1: removed druk  Els 22..26 [1]\n"), "{run:?}");
    assert!(run.stderr.contains("codings made: 1; removed: 3"), "{run:?}");
    assert_eq!(codings(&folder), ["druk|A|Druk|5|null", "druk|A|niets|null|null"]);
}

#[test]
fn all_that_is_wrong_is_told_with_its_line_and_nothing_is_done() {
    let folder = folder();
    let run = folder.fails_with(
        2,
        &batch(
            &folder,
            "weight 3\ncode \"geen tijd\" drukte\nshow 9\ncode \"Druk\"\ncode \"Druk\" druk\n\
             weight 101\nkode \"Jan\" goed\ncode \"Jaap\" goed\ncode \"eb\" goed\ncode @9-2 goed\n\
             code \"Druk\" druk\nremove 77\nremove \"Jan\" goed\ndocument Elz\ncode \"Goed\" goed\n",
        ),
        &["els.batch: nothing was done; problems: 13"],
    );
    // Line 5 is well, and the one word `eb` stands once.
    let told: Vec<&str> = run
        .stderr
        .lines()
        .filter_map(|line| line.split_once("els.batch:")?.1.split_once(": ").map(|(line, _)| line))
        .collect();
    let wrong = ["1", "2", "3", "4", "6", "7", "8", "10", "11", "12", "13", "14", "15"];
    assert_eq!(told[..13], wrong);
    assert!(run.stderr.contains("did you mean Els"), "{run:?}");
    for words in ["Jaap", "Jan", "geen tijd", "Druk\""] {
        assert!(!run.stderr.contains(words), "the words `{words}` are told: {}", run.stderr);
    }
    assert!(codings(&folder).is_empty());
    let empty = folder.ok(&batch(&folder, "# niets\n"));
    assert!(empty.stderr.contains("codings made: 0"), "{empty:?}");
    folder.fails_with(2, &["code", "Els", "--coder", "A", "--batch", "weg"], &["weg"]);
    folder.fails_with(2, &["code", "Els", "--coder", "A", "--dry-run"], &["--batch"]);
}
