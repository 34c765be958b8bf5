//! Files that are no transcripts.

use std::fs::File;

use super::{SECRET, case, check, check_message, folder, transcript};
use crate::support::{Folder, zipped};

/// Writes files that are no transcripts, whatever their names say.
fn write_bad_transcripts(folder: &Folder) {
    let page = format!("<w:document>{}", format!("{SECRET} ").repeat(200));
    let word_file = zipped(&[("word/document.xml", &page)]);
    folder.write("in/leeg.txt", "");
    folder.write("in/wit.txt", " \n\n \n");
    folder.write("in/binair.txt", (0..=255).cycle().take(5000).collect::<Vec<u8>>());
    folder.write("in/zip.txt", zipped(&[("a.txt", SECRET)]));
    folder.write("in/word.txt", &word_file);
    folder.write("in/half.docx", &word_file[..word_file.len() / 2]);
    folder.write("in/kapot.docx", &word_file);
    folder.write("in/tekst.docx", SECRET);
    folder.write("in/pdf.txt", format!("%PDF-1.4\n{SECRET}\n"));
    folder.write("in/los.xyz", SECRET);
    folder.write("in/geen.vtt", SECRET);
    File::create(folder.path("in/groot.txt")).unwrap().set_len(200 << 20).unwrap();
}

#[test]
fn bad_transcripts_are_named_and_the_others_come_in() {
    let folder = Folder::with_study();
    write_bad_transcripts(&folder);
    folder.write("in/goed.txt", transcript());
    folder.write("in/zo ook.md", "**I:** Hoe gaat het?\n\n**R:** Goed.\n");
    let run = folder.fails_with(
        1,
        &["import", "in", "nergens.txt"],
        &[
            "error: in/leeg.txt: the file is empty\nhint: ",
            "error: in/wit.txt: there are no words in the file\nhint: ",
            "error: in/binair.txt: it is not a text",
            "error: in/zip.txt: it is a zip archive",
            "error: in/word.txt: it is a Word file (.docx), not a plain text\nhint: ",
            "error: in/half.docx: the archive is damaged",
            "error: in/kapot.docx: the document (word/document.xml) is damaged",
            "error: in/tekst.docx: it is not a Word file (.docx)",
            "error: in/pdf.txt: it is a PDF, not a plain text\nhint: ",
            "error: in/los.xyz: files with the extension .xyz are not known\nhint: known are .txt",
            "error: in/geen.vtt: there is no subtitle in it",
            "error: in/groot.txt: the file has 209715200 bytes, more than the 67108864 that fit",
            "error: nergens.txt: No such file or directory",
            "imported 2 documents, 18 words; 13 could not be read",
        ],
    );
    assert_eq!(run.stderr.matches("\nhint: ").count(), 13, "{}", run.stderr);
    assert!(!run.stderr.contains(SECRET), "{}", run.stderr);
    assert_eq!(folder.table(&["list", "documents"]).column("document"), ["goed", "zo ook"]);
    folder.ok(&["doctor"]);
    let hits = folder.table(&["search", SECRET]);
    assert_eq!(hits.rows().len(), 3);
}

#[test]
fn every_bad_transcript_alone_leaves_the_study_as_it_is() {
    let folder = folder();
    write_bad_transcripts(&folder);
    let files = [
        "leeg.txt",
        "wit.txt",
        "binair.txt",
        "zip.txt",
        "word.txt",
        "half.docx",
        "kapot.docx",
        "tekst.docx",
        "pdf.txt",
        "los.xyz",
        "geen.vtt",
        "groot.txt",
        "nergens.txt",
    ];
    for file in files {
        let before = folder.read("study.kwali");
        let file = format!("in/{file}");
        check_message(&folder.fails_with(1, &["import", &file], &[&format!("error: {file}: ")]));
        assert!(folder.read("study.kwali") == before, "the study was changed by {file}");
    }
    std::fs::create_dir(folder.path("leeg")).unwrap();
    check(&folder, &case("import leeg", 2, &["error: there is no file in what was named"]));
    folder.write("nieuw.txt", "R: Dit is nieuw.\n");
    check(&folder, &case("import nieuw.txt --encoding klinkklaar", 1, &["error: nieuw.txt: "]));
    check(&folder, &case("import nieuw.txt --input-format klank", 2, &["`klank` is no format"]));
    check(&folder, &case("import nieuw.txt --language klinkklaar", 2, &["is no language code"]));
}

#[test]
fn a_folder_with_a_study_a_pipe_and_a_loop_gives_its_transcripts() {
    let folder = Folder::with_study();
    folder.write("gesprek.txt", "Zij had geen tijd.\n");
    folder.ok(&["import", "gesprek.txt"]);
    let made = folder.shell("mkfifo pijp.txt && ln -s . kring");
    assert_eq!(made.status, 0);
    let run = folder.fails_with(1, &["import", "."], &["pijp.txt", "it is no file"]);
    assert!(run.stderr.contains("1 already there; 1 could not be read"), "{}", run.stderr);
}
