//! Transcripts as Word files.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Size;
use super::transcripts::{Transcripts, name};

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
/// As many styles as Word writes into a file that uses three.
const STYLES: usize = 120;

/// Writes the transcripts as Word files into a folder, which is made.
///
/// Words are in runs of about a sentence, as Word cuts them; the speaker's letter is bold.
pub(crate) fn write_word_files(folder: &Path, size: Size) {
    fs::create_dir_all(folder).unwrap();
    let transcripts = Transcripts::new(size.words);
    let styles = styles();
    for interview in 0..size.interviews {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let document = document(&transcripts.text(interview));
        for (part, content) in [("word/document.xml", &document), ("word/styles.xml", &styles)] {
            archive.start_file(part, SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        let path = folder.join(name(interview)).with_extension("docx");
        fs::write(path, archive.finish().unwrap().into_inner()).unwrap();
    }
}

fn document(text: &str) -> String {
    let mut document = format!("<w:document {NAMESPACE}><w:body>");
    for paragraph in text.lines().filter(|line| !line.is_empty()) {
        document.push_str("<w:p w:rsidR=\"00A77B3E\"><w:pPr><w:pStyle w:val=\"S3\"/></w:pPr>");
        let (label, words) = paragraph.split_at(2);
        run(&mut document, "<w:rPr><w:b/><w:lang w:val=\"nl-NL\"/></w:rPr>", label);
        for sentence in words.split_inclusive(". ") {
            run(&mut document, "<w:rPr><w:lang w:val=\"nl-NL\"/></w:rPr>", sentence);
        }
        document.push_str("</w:p>");
    }
    document + "</w:body></w:document>"
}

fn run(document: &mut String, properties: &str, words: &str) {
    write!(document, "<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>").unwrap();
}

fn styles() -> String {
    let style = |n: usize| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"S{n}\"><w:name w:val=\"Style {n}\"/>\
             <w:basedOn w:val=\"S{}\"/><w:uiPriority w:val=\"99\"/><w:pPr><w:spacing w:after=\"0\"/>\
             </w:pPr><w:rPr><w:sz w:val=\"22\"/></w:rPr></w:style>",
            n / 2
        )
    };
    let styles: String = (1..=STYLES).map(style).collect();
    format!("<w:styles {NAMESPACE}>{styles}</w:styles>")
}
