//! Damage as it happens, and files that are made to do harm, in one folder with good transcripts.

#[path = "../../crates/kwali-transcript/tests/support/pdf.rs"]
mod pdf;

use super::{SECRET, transcript};
use crate::support::{Folder, zipped};

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OFFICE: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                      xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";

/// A Word file with these words, behind what stands before its first element.
fn word_file(before: &str, words: &str) -> Vec<u8> {
    let body = format!("<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>");
    let document = format!("{before}<w:document {WORD}>{body}</w:document>");
    zipped(&[("word/document.xml", &document)])
}

fn office_text(before: &str, words: &str) -> Vec<u8> {
    let body =
        format!("<office:body><office:text><text:p>{words}</text:p></office:text></office:body>");
    let content =
        format!("{before}<office:document-content {OFFICE}>{body}</office:document-content>");
    zipped(&[("content.xml", &content)])
}

/// Entities each of which is ten of the one before.
fn laughs() -> String {
    let entity = |n: usize| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10));
    let entities: String = (1..10).map(entity).collect();
    format!("<!DOCTYPE a [<!ENTITY e0 \"{SECRET}\">{entities}]>")
}

fn write_harmful(folder: &Folder) {
    let whole = word_file("", SECRET);
    folder.write("in/half.docx", &whole[..whole.len() * 2 / 3]);
    folder.write("in/bom.docx", word_file("", &" ".repeat(70 << 20)));
    folder.write("in/bom.odt", office_text("", &" ".repeat(70 << 20)));
    let names: Vec<String> = (0..20_001).map(|n| n.to_string()).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    folder.write("in/veel.docx", zipped(&parts));
    folder.write("in/lach.docx", word_file(&laughs(), "&e9;"));
    let other = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    folder.write("in/ander.odt", office_text(other, "&x;"));
    folder.write("in/kapot.pdf", format!("%PDF-1.4\n{SECRET}"));
    folder.write("in/diep.rtf", format!("{{\\rtf1 {}{SECRET}", "{".repeat(1 << 20)));
    folder.write("in/nul.txt", format!("{SECRET}\0\0{SECRET}"));
    folder.write("in/oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned();
    let page =
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>";
    let image = pdf::stream("/Subtype /Image", "x");
    let scan = [catalogue.clone(), pages.clone(), page.to_owned(), pdf::stream("", "/I Do"), image];
    folder.write("in/scan.pdf", pdf::file(&scan, ""));
    let key = "12345678901234567890123456789012";
    let lock = format!("<< /Filter /Standard /V 1 /R 2 /O ({key}) /U ({key}) /P -4 >>");
    let locked = pdf::file(&[catalogue, pages, lock], "/Encrypt 3 0 R /ID [<00> <00>]");
    folder.write("in/slot.pdf", locked);
}

#[test]
fn harmful_files_are_named_and_the_others_come_in() {
    let folder = Folder::with_study();
    write_harmful(&folder);
    folder.write("in/goed.txt", transcript());
    folder.write("in/goed.pdf", pdf::pdf(&[pdf::page(&[(50, 700, 'R', "Een tekst.")])]));
    let units = [0xfeff, 0x49, 0x3a, 0x20, 0xd800, 0x6a, 0x61].map(u16::to_le_bytes).concat();
    folder.write("in/half-teken.txt", units);
    folder.write("in/gemengd.txt", b"I: Wat?\nR: E\xc3\xa9n caf\xe9.\n".as_slice());
    folder.write("in/regel.txt", "woord ".repeat(10 << 20 >> 3));
    let speakers: String = (0..20_000).map(|n| format!("Spreker {n}: ja\n")).collect();
    folder.write("in/sprekers.txt", speakers);
    let run = folder.fails_with(
        1,
        &["import", "in", "--no-index"],
        &[
            "error: in/half.docx: the archive is damaged",
            "error: in/bom.docx: the document (word/document.xml) unpacks to more than",
            "error: in/bom.odt: the document (content.xml) unpacks to more than",
            "error: in/veel.docx: it is not a Word file (.docx): it has far too many parts",
            "error: in/lach.docx: the document (word/document.xml) is damaged at byte",
            "error: in/ander.odt: the document (content.xml) is damaged at byte",
            "it declares a document type",
            "error: in/kapot.pdf: the PDF is damaged",
            "error: in/diep.rtf: its elements are nested 1001 deep",
            "error: in/nul.txt: it is not a text",
            "error: in/oud.doc: it is an Office file of before 2007",
            "error: in/scan.pdf: it is a scan: its 1 pages are pictures without text",
            "error: in/slot.pdf: it is locked with a password",
            "imported 6 documents",
            "; 12 could not be read",
        ],
    );
    assert_eq!(run.stderr.matches("\nhint: ").count(), 12, "{}", run.stderr);
    assert!(!run.stderr.contains(SECRET) && !run.stderr.contains("panicked"), "{}", run.stderr);
    let imported = ["gemengd", "goed", "goed.txt", "half-teken", "regel", "sprekers"];
    let documents = folder.table(&["list", "documents"]);
    assert_eq!(documents.column("document").len(), imported.len());
    folder.ok(&["doctor"]);
}
