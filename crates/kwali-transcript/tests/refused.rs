//! Files that are refused, each with its reason and what to do.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_text::MAX_TEXT_BYTES;
use kwali_transcript::{Format, ReadOptions, decode, read};

#[track_caller]
fn check(file_name: &str, bytes: &[u8], message: &str, hint: &str) {
    let error = read(file_name, bytes, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), message);
    let given = error.hint().unwrap_or_default();
    assert!(given.contains(hint), "{given}");
}

#[test]
fn nothing_to_read() {
    for extension in Format::ALL.iter().flat_map(|format| format.extensions()) {
        check(&format!("leeg.{extension}"), b"", "the file is empty", "right file");
    }
    check("leeg.txt", b" \n\t--\n", "there are no words in the file", "right file");
    check("leeg.html", b"<p></p>", "there are no words in the file", "right file");
    check(
        "leeg.vtt",
        b"WEBVTT\n\n",
        "there is no subtitle in it: no line with `-->` between two times",
        ".txt",
    );
    check(
        "tekst.srt",
        b"Een gewone tekst.",
        "there is no subtitle in it: no line with `-->` between two times",
        ".txt",
    );
}

#[test]
fn other_kinds_of_files() {
    check("scan.txt", b"%PDF-1.4\n", "it is a PDF, not a plain text", ".pdf");
    check(
        "oud.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "it is an Office file of before 2007 (.doc, .xls) or one under a password, which cannot be imported",
        "save it as .docx",
    );
    check(
        "tekst.md",
        b"{\\rtf1 Een}",
        "it is a rich text file (.rtf), not a Markdown file",
        ".rtf",
    );
    check(
        "opname.vtt",
        b"RIFF\0\0\0\0WAVEfmt ",
        "it is a sound recording, not a WebVTT file",
        "transcribed",
    );
    check("map.txt", b"PK\x03\x04", "it is a zip archive, not a plain text", "unpack");
}

#[test]
fn unknown_names() {
    check("gesprek.pages", b"Een", "files with the extension .pages are not known", ".docx");
    check("gesprek", b"Een", "the file name has no extension", ".vtt");
}

#[test]
fn bytes_that_are_no_text() {
    let noise: Vec<u8> = (0..=255).cycle().take(512).collect();
    let error = read("ruis.txt", &noise, &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().starts_with("it is not a text: "), "{error}");
}

#[test]
fn files_that_are_too_large_are_not_even_looked_at() {
    let huge = vec![b'a'; MAX_TEXT_BYTES + 1];
    let message = "the file has 67108865 bytes, more than the 67108864 that fit";
    check("groot.txt", &huge, message, "split");
    check("groot.docx", &huge, message, "split");
    assert!(decode(&huge, None).is_err());
}

#[test]
fn encodings_that_do_not_fit() {
    let read_as = |encoding: &str| {
        let options = ReadOptions { encoding: Some(encoding.into()), ..ReadOptions::default() };
        read("gesprek.txt", b"Een\ncli\xebnt", &options).unwrap_err()
    };
    assert_eq!(read_as("utf-8").to_string(), "line 2 is not valid UTF-8");
    assert_eq!(read_as("klingon").to_string(), "no encoding is called `klingon`");
    assert!(read_as("klingon").hint().is_some_and(|hint| hint.contains("macintosh")));
}
