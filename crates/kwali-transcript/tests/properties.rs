//! What holds of every file, however odd.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Cursor, Write};

use kwali_model::Transcript;
use kwali_text::Text;
use kwali_transcript::{Format, ReadOptions, SpeakerLabels, decode, read, recognise_turns};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

mod support;
use support::invariants::{check_layout, check_transcript};

/// What was read comes back, but for the kind of line ends and blank space at the end.
fn check_way_back(transcript: &Transcript, source: &str) {
    let read = source.replace("\r\n", "\n").replace('\r', "\n");
    let text = transcript.text.as_str();
    assert_eq!(transcript.source_map.source_of(text), read.trim_end());
}

fn read_everywhere(bytes: &[u8]) {
    for format in Format::ALL {
        for speakers in [
            SpeakerLabels::Detect,
            SpeakerLabels::Off,
            SpeakerLabels::Only(vec!["I".into(), "é".into()]),
        ] {
            let join_cues = (speakers != SpeakerLabels::Off).then_some(500);
            let options =
                ReadOptions { format: Some(format), speakers, join_cues, ..ReadOptions::default() };
            if let Ok(read) = read("", bytes, &options) {
                check_transcript(&read.transcript);
                if format == Format::Text {
                    check_way_back(&read.transcript, &decode(bytes, None).unwrap().text);
                }
            }
        }
    }
    let _ = decode(bytes, None);
    let _ = decode(bytes, Some("utf-16"));
}

/// Pieces of which transcripts and their traps are made.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "I: ",
        "R1:",
        "Els",
        "**",
        "[",
        "]",
        ":",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\t",
        "00:01:23",
        "[00:01]",
        "#00:01:23-4#",
        "(1:2)",
        "[00:00:07.12]",
        "0:09",
        "¤<1000>",
        "WEBVTT\n\n",
        "00:01.000 --> 00:02.000\n",
        "-->",
        "<v Els>",
        "</v>",
        "<",
        ">",
        "&amp;",
        "&#",
        ";",
        "{\\an8}",
        "- ",
        "# ",
        "> ",
        "| a | b |\n|-|-|\n",
        "---\n",
        "<p>",
        "<td>",
        "<tr>",
        "<table>",
        "</table>",
        "<li>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "ja",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{a0}",
        "👍",
        "\u{c}",
        "\u{7}",
        "\u{2028}",
        "12:30",
        "http://",
        "Zoë",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Pieces of the body of a Word file, well-formed or not.
fn xml_pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:pPr>",
        "</w:pPr>",
        "<w:rPr>",
        "</w:rPr>",
        "<w:del>",
        "</w:del>",
        "<w:del/>",
        "<w:b/>",
        "<w:vanish/>",
        "<w:br/>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<mc:Choice>",
        "</mc:Choice>",
        "Els: ",
        "ja",
        "&amp;",
        "&x;",
        "e\u{301}",
        "<w:p><w:r><w:t>I: ja</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Els</w:t></w:r></w:p>",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn docx(body: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    write!(
        archive,
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">{body}</w:document>"
    )
    .unwrap();
    archive.finish().unwrap().into_inner()
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_everywhere(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in pieces()) {
        read_everywhere(text.as_bytes());
    }

    #[test]
    fn any_word_file_is_read_or_refused(body in xml_pieces(), cut in 0usize..400) {
        let file = docx(&body);
        read_everywhere(&file);
        read_everywhere(&file[..file.len().saturating_sub(cut)]);
    }

    #[test]
    fn turns_of_a_fixed_text_leave_it_alone(content in pieces()) {
        let text = Text::new(&content).unwrap();
        let (layout, speakers, _) = recognise_turns(&text, &SpeakerLabels::Detect);
        check_layout(&text, &layout, speakers.len());
    }
}

/// Reads a megabyte or more; with anything that is not linear this test would not come to its end.
#[track_caller]
fn check_large(format: Format, file: &str) {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    if let Ok(read) = read("", file.as_bytes(), &options) {
        check_transcript(&read.transcript);
    }
}

#[test]
fn long_lines_and_many_speakers_come_to_an_end() {
    let line = "Els: ja [".repeat(150_000);
    let speakers: String =
        (0..100_000).map(|n| format!("Spreker {n}: ja\nP{n}x: nee [lacht]\n")).collect();
    let cues: String =
        (0..50_000).map(|n| format!("00:00:01.000 --> 00:00:02.000\n<v S{n}>ja\n\n")).collect();
    for format in [Format::Text, Format::Markdown, Format::Html, Format::SubRip] {
        check_large(format, &line);
    }
    check_large(Format::Text, &speakers);
    check_large(Format::WebVtt, &format!("WEBVTT\n\n{cues}"));
    check_large(
        Format::WebVtt,
        &format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", "<v <& {\\".repeat(100_000)),
    );
    check_large(Format::Html, &"<div>".repeat(100_000));
    check_large(Format::Html, &"<p><font size=2>ja".repeat(20_000));
}
