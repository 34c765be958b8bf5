//! Where codes stand along documents, and how far rankings lean on single interviews.

use serde_json::json;

use crate::support::Folder;

/// Three interviews, the second with times; Jan speaks in two of them.
fn folder() -> Folder {
    let folder = Folder::with_study();
    folder.write(
        "codes.csv",
        "id,label_nl,colour\nwerk,Werkdruk,#d62728\nwerk.tijd,Tijd,\ngeld,Geld,#1f77b4\n",
    );
    folder.write("d1.txt", "Aaltje: Geen tijd.\nJan: Geen geld en geen tijd.\n");
    folder.write("d2.vtt", "WEBVTT\n\n00:00.000 --> 00:30.000\n<v Jan>Druk, druk, druk.\n\n01:00.000 --> 02:00.000\n<v Jan>En geld.\n");
    folder.write("d3.txt", "Els: Geld, geld.\nEls: En geld.\n");
    folder.ok(&["import", "d1.txt", "d2.vtt", "d3.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    for (document, code, quote) in [
        ("d1", "werk.tijd", "Geen tijd."),
        ("d1", "geld", "Geen geld"),
        ("d1", "werk.tijd", "geen tijd."),
        ("d2", "werk", "Druk, druk, druk."),
        ("d2", "geld", "geld"),
        ("d3", "geld", "Geld, geld."),
    ] {
        folder.ok(&["coding", "add", document, code, "--quote", quote, "--coder", "A"]);
    }
    let speakers =
        "document,speaker,participant\nd1,Aaltje,Aaltje\nd1,Jan,Jan\nd2,Jan,Jan\nd3,Els,Els\n";
    folder.write("speakers.csv", speakers);
    folder.ok(&["speakers", "import", "speakers.csv"]);
    folder
}

#[test]
fn a_portrait_says_where_segments_stand() {
    let folder = folder();
    let table = folder.table(&["portrait", "d1"]);
    assert_eq!(json!(table.column("code")), json!(["werk.tijd", "geld", "werk.tijd"]));
    assert_eq!(json!(table.column("paragraph")), json!([1, 2, 2]));
    assert_eq!(json!(table.column("theme")), json!(["werk", "geld", "werk"]));
    // `Aaltje: ` has eight characters.
    assert_eq!((table.cell(0, "start"), table.cell(0, "end")), (&json!(8), &json!(18)));
    assert_eq!(table.cell(0, "seconds"), &json!(null));
    let table = folder.table(&["portrait", "d2", "--level", "codes"]);
    assert_eq!(table.cell(0, "seconds"), &json!(0.0));
    assert!((60.0..120.0).contains(&table.cell(1, "seconds").as_f64().unwrap()));
    assert_eq!(folder.table(&["portrait"]).rows().len(), 6);
}

#[test]
fn documents_are_drawn_along_their_text() {
    let folder = folder();
    let drawn = |args: &[&str], colours: [bool; 2]| {
        folder.ok(&[&["portrait"], args, &["--chart", "x.svg"]].concat());
        let svg = String::from_utf8(folder.read("x.svg")).unwrap();
        assert_eq!([svg.contains("#D62728"), svg.contains("#1F77B4")], colours, "{args:?}");
        svg
    };
    assert!(drawn(&["d1"], [true, true]).contains("Werkdruk"));
    let codeline = drawn(&["d1", "--as", "codeline"], [true, true]);
    assert!(codeline.contains("Tijd") && !codeline.contains("Werkdruk"));
    drawn(&["d3", "--as", "codeline", "--along", "characters"], [false, true]);
    assert!(
        drawn(&["d2", "--as", "codeline", "--along", "time"], [true, true]).contains("minuten")
    );
    let all = drawn(&["--scale", "characters"], [true, true]);
    assert!(["d1", "d2", "d3"].iter().all(|name| all.contains(name)));
}

#[test]
fn what_does_not_go_with_a_form_is_refused() {
    let folder = folder();
    let refused = |args: &[&str], said: &str| {
        folder.fails_with(2, &[&["portrait"], args, &["--chart", "x.svg"]].concat(), &[said]);
    };
    refused(&["d1", "d2", "--as", "codeline"], "this form shows one document");
    refused(&["d1", "--along", "time"], "--along is for a codeline");
    refused(&["d1", "--scale", "equal"], "--scale is for a comparison");
    refused(&["d1", "--as", "codeline", "--along", "time"], "does not say when turns begin");
    refused(&["d9"], "d9");
    assert!(!folder.names().contains(&"x.svg".to_owned()));
}

#[test]
fn rankings_say_what_they_lean_on() {
    let folder = folder();
    let table = folder.table(&["robustness", "--subcodes", "included", "--top", "1"]);
    // Money and work are said three times each; without d1 money is ahead, without d3 work is.
    assert_eq!(json!(table.column("code")), json!(["werk", "geld", "werk.tijd"]));
    assert_eq!(json!(table.column("segments")), json!([3, 3, 2]));
    assert_eq!(json!(table.column("rank")), json!([1, 1, 3]));
    assert_eq!(json!(table.column("rank_worst")), json!([2, 2, 3]));
    assert_eq!(json!(table.column("leans_on")), json!(["d1", "d1", "d1"]));
    assert_eq!(json!(table.column("most_talkative")), json!(["Jan", "Jan", "Aaltje"]));
    assert_eq!(json!(table.column("participants")), json!([2, 2, 2]));
    let by_interview =
        folder.table(&["robustness", "--subcodes", "included", "--top", "1", "--interviews"]);
    assert_eq!(json!(by_interview.column("leaves_top")), json!(["werk", "", "geld"]));
    // Of d3: `Geld, geld.` and `En geld.`
    assert_eq!(by_interview.cell(2, "words"), &json!(4));
    assert_eq!(by_interview.cell(2, "segments_per_1000_words"), &json!(250.0));
    folder.ok(&["robustness", "--chart", "ranks.svg"]);
    let svg = String::from_utf8(folder.read("ranks.svg")).unwrap();
    assert!(svg.contains("<circle") && svg.contains("Rangorde"));
    folder.fails_with(2, &["robustness", "--interviews", "--chart", "x.svg"], &["--interviews"]);
}
