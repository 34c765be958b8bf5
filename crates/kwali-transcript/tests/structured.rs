//! Structured texts of MAXQDA: several documents in one file.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use kwali_transcript::{ReadFile, ReadOptions, read_documents};

fn read(file_name: &str, bytes: &[u8]) -> ReadFile {
    read_documents(file_name, bytes, &ReadOptions::default()).unwrap()
}

#[track_caller]
fn check(file: &str, documents: &[(Option<&str>, &str)], notes: &[&str]) {
    let read = read("map/wijk.txt", file.as_bytes());
    let found: Vec<_> = read
        .documents
        .iter()
        .map(|document| (document.name.as_deref(), document.read.transcript.text.as_str()))
        .collect();
    assert_eq!(found, documents);
    let found: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    assert_eq!(found, notes);
}

#[test]
fn every_tag_begins_a_document_of_that_name() {
    check(
        "#TEXTP01\nIk drink thee.\n\n#TEXT P02\nKoffie graag.\n",
        &[(Some("P01"), "Ik drink thee."), (Some("P02"), "Koffie graag.")],
        &["2 lines with #TEXT were read as names of documents"],
    );
}

#[test]
fn a_text_without_tags_is_one_document() {
    check("Ik drink thee.", &[(None, "Ik drink thee.")], &[]);
}

#[test]
fn what_is_odd_is_kept_and_told() {
    check(
        "Vooraf.\n#TEXT a\nEen.\n#TEXT a\nTwee.\n#TEXT b\n\n#TEXT\nDrie.",
        &[
            (Some("wijk"), "Vooraf."),
            (Some("a"), "Een."),
            (Some("a (2)"), "Twee."),
            (Some("wijk (2)"), "Drie."),
        ],
        &[
            "4 lines with #TEXT were read as names of documents",
            "line 1: what stands before the first line with #TEXT is document `wijk`",
            "line 4: its name is taken in this file, so the document is called `a (2)`",
            "line 6: document `b` has no words and was left out",
            "line 8: its name is taken in this file, so the document is called `wijk (2)`",
        ],
    );
}

#[test]
fn speakers_are_recognised_in_each_document() {
    let turns = "I: Hoe gaat het?\nR: Goed.\nI: Mooi.\nR: Ja.\n";
    let file = format!("#TEXT Noord\n{turns}#TEXT Zuid\nEen verslag.\n");
    let read = read("wijk.txt", file.as_bytes());
    let turns: Vec<usize> =
        read.documents.iter().map(|d| d.read.transcript.layout.turns.len()).collect();
    assert_eq!(turns, [4, 0]);
}

#[test]
fn each_document_leads_back_to_its_part_of_the_file() {
    let read =
        read("wijk.txt", "#TEXT a\nclie\u{308}nt\n#TEXT b\nTwee\u{7}.\nzoe\u{308}ven".as_bytes());
    let sources: Vec<String> = read
        .documents
        .iter()
        .map(|document| &document.read.transcript)
        .map(|transcript| transcript.source_map.source_of(transcript.text.as_str()))
        .collect();
    assert_eq!(sources, ["clie\u{308}nt", "Twee\u{7}.\nzoe\u{308}ven"]);
}

#[test]
fn comments_stay_wherever_they_hang() {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let hung = |number: usize| format!("<w:commentReference w:id=\"{number}\"/>");
    let p = |words: &str, comment: usize| {
        format!("<w:p><w:r><w:t>{words}</w:t>{}</w:r></w:p>", hung(comment))
    };
    let body =
        [p("#TEXT a", 1), p("Thee.", 2), p("#TEXT leeg", 3), p("#TEXT b", 9), p("Koffie.", 4)];
    let comment = |n: usize| {
        format!("<w:comment w:id=\"{n}\"><w:p><w:r><w:t>k{n}</w:t></w:r></w:p></w:comment>")
    };
    let comments: String = (1..6).map(comment).collect();
    let file = support::zipped(&[
        (
            "word/document.xml",
            format!("<w:document {space}><w:body>{}</w:body></w:document>", body.concat()),
        ),
        ("word/comments.xml", format!("<w:comments {space}>{comments}</w:comments>")),
    ]);
    let read = read("wijk.docx", &file);
    let asides: Vec<_> =
        read.documents.iter().map(|document| support::asides(&document.read)).collect();
    let [a, b] = asides.as_slice() else { panic!("two documents have words") };
    assert_eq!(*a, [", , 1: k2", ", , : k1", ", , : k3", ", , : k5"]);
    assert_eq!(*b, [", , 1: k4"]);
}

#[test]
fn a_file_without_any_words_is_refused() {
    let refused = read_documents("wijk.txt", b"#TEXT a\n\n#TEXT b\n", &ReadOptions::default());
    assert!(refused.is_err());
}
