//! Reading Word files beside unpacking them and going through their XML alone, as ratios.
//!
//! `cargo bench -p kwali-transcript --bench word_files` prints them for 250, 500 and 1,000 invented files;
//! with paths of Word files behind `--`, for those. Both sides run in turn on one thread, and medians of
//! several runs are compared, in processor time, which other work on the machine disturbs least.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read, Write};

use kwali_transcript::{ReadOptions, read};
use quick_xml::NsReader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
/// As many styles as Word writes into a file that uses three.
const STYLES: usize = 120;
/// Words in an interview, and in each of its paragraphs and runs.
const WORDS: [usize; 3] = [8_000, 80, 12];
/// How often each side runs.
const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // The test runner asks benches for their tests: there are none.
    if arguments.iter().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    println!("load: {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    println!("{:>6} {:>12} {:>12} {:>6}   of each run", "files", "reading", "bare", "ratio");
    let paths = arguments.iter().filter(|argument| !argument.starts_with('-'));
    let named: Vec<Vec<u8>> = paths.map(|path| fs::read(path).unwrap()).collect();
    if !named.is_empty() {
        return compare(&named);
    }
    let files: Vec<Vec<u8>> = (0..1_000).map(word_file).collect();
    for n_files in [250, 500, 1_000] {
        compare(&files[..n_files]);
    }
    println!("load: {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
}

/// Reads the files in both ways, in turn, and prints what a file takes.
fn compare(files: &[Vec<u8>]) {
    let (mut ours, mut bare): (Vec<f64>, Vec<f64>) =
        (0..RUNS).map(|_| (seconds(files, read_words), seconds(files, unpack_and_parse))).unzip();
    let ratios: Vec<String> =
        ours.iter().zip(&bare).map(|(ours, bare)| format!("{:.2}", ours / bare)).collect();
    let of_file = |times: &mut [f64]| median(times) * 1e3 / files.len() as f64;
    let (ours, bare) = (of_file(&mut ours), of_file(&mut bare));
    let (n_files, ratio, ratios) = (files.len(), ours / bare, ratios.join(" "));
    println!("{n_files:>6} {ours:>9.3} ms {bare:>9.3} ms {ratio:>6.2}   {ratios}");
}

fn seconds(files: &[Vec<u8>], act: fn(&[u8]) -> usize) -> f64 {
    let start = processor_seconds();
    let found: usize = files.iter().map(|file| act(file)).sum();
    assert!(found > files.len());
    processor_seconds() - start
}

/// How long this thread has had a processor, as Linux tells.
fn processor_seconds() -> f64 {
    let times = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    times.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn read_words(file: &[u8]) -> usize {
    let read = read("gesprek.docx", file, &ReadOptions::default()).unwrap();
    read.transcript.layout.paragraphs.len()
}

/// The parts that reading opens, but for headers and footers, which it goes through as well.
const READ_PARTS: [&str; 5] = [
    "word/document.xml",
    "word/styles.xml",
    "word/comments.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
];

fn unpack_and_parse(file: &[u8]) -> usize {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut n_events = 0;
    for part in READ_PARTS {
        let Ok(mut part) = archive.by_name(part) else { continue };
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let mut reader = NsReader::from_str(&xml);
        while reader.read_resolved_event().unwrap().1 != Event::Eof {
            n_events += 1;
        }
    }
    n_events
}

/// An invented interview of two speakers in bold, in runs of some words, as Word cuts them.
fn word_file(number: usize) -> Vec<u8> {
    let [n_words, in_paragraph, in_run] = WORDS;
    let mut document = format!("<w:document {NAMESPACE}><w:body>");
    for paragraph in 0..n_words / in_paragraph {
        document.push_str("<w:p w:rsidR=\"00A77B3E\"><w:pPr><w:pStyle w:val=\"S3\"/></w:pPr>");
        run(&mut document, "<w:b/>", if paragraph % 2 == 0 { "I:" } else { "R:" });
        for place in 0..in_paragraph / in_run {
            let word =
                |n: usize| WORD_LIST[(number * 31 + paragraph * 17 + place * 7 + n * n) % 16];
            let words: String = (0..in_run).map(|n| format!(" {}", word(n))).collect();
            run(&mut document, "", &words);
        }
        document.push_str("</w:p>");
    }
    document.push_str("</w:body></w:document>");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, content) in [("word/document.xml", document), ("word/styles.xml", styles())] {
        archive.start_file(part, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const WORD_LIST: [&str; 16] = [
    "de",
    "koffieochtend",
    "helpt",
    "wel",
    "zó",
    "druk",
    "is",
    "het",
    "in",
    "buurt",
    "geen",
    "tijd",
    "cliënten",
    "wonen",
    "hier",
    "graag",
];

fn run(document: &mut String, properties: &str, words: &str) {
    let properties = format!("<w:rPr>{properties}<w:lang w:val=\"nl-NL\"/></w:rPr>");
    write!(document, "<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>").unwrap();
}

fn styles() -> String {
    let style = |n: usize| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"S{n}\"><w:name w:val=\"Style {n}\"/>\
             <w:basedOn w:val=\"S{}\"/><w:pPr><w:spacing w:after=\"0\"/></w:pPr>\
             <w:rPr><w:sz w:val=\"22\"/></w:rPr></w:style>",
            n / 2
        )
    };
    let styles: String = (1..=STYLES).map(style).collect();
    format!("<w:styles {NAMESPACE}>{styles}</w:styles>")
}
