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
use quick_xml::events::Event;
use quick_xml::{NsReader, Reader};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
/// As many styles as Word writes into a file that uses three.
const STYLES: usize = 120;
/// Words in an interview, and in each of its paragraphs and runs.
const WORDS: [usize; 3] = [8_000, 80, 12];
/// How often each side runs, and with how many files before it is the other's turn.
const RUNS: usize = 7;
const AT_A_TIME: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // The test runner asks benches for their tests: there are none.
    if arguments.iter().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    println!("load: {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    println!(
        "{:>6} {:>12} {:>12} {:>6} {:>12} {:>6}   of each run",
        "files", "reading", "bare", "ratio", "no names", "ratio"
    );
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

/// Reads the files in each way, in turn, and prints what a file takes.
fn compare(files: &[Vec<u8>]) {
    let ways: [fn(&[u8]) -> usize; 3] = [read_words, unpack_and_parse, unpack_and_parse_plainly];
    let runs: Vec<[f64; 3]> = (0..RUNS).map(|_| in_turn(files, ways)).collect();
    let of_file = |way: usize| median(runs.iter().map(|run| run[way])) * 1e3 / files.len() as f64;
    let ratios: Vec<String> = runs.iter().map(|run| format!("{:.2}", run[0] / run[1])).collect();
    let [ours, bare, plain] = [0, 1, 2].map(of_file);
    println!(
        "{:>6} {ours:>9.3} ms {bare:>9.3} ms {:>6.2} {plain:>9.3} ms {:>6.2}   {}",
        files.len(),
        ours / bare,
        ours / plain,
        ratios.join(" ")
    );
}

/// Reads some files in the first way, the same in the second, and so on: what disturbs disturbs all.
fn in_turn(files: &[Vec<u8>], ways: [fn(&[u8]) -> usize; 3]) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for files in files.chunks(AT_A_TIME) {
        for (sum, way) in sums.iter_mut().zip(ways) {
            *sum += seconds(files, way);
        }
    }
    sums
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

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
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

/// Goes through all events, and knows the namespace of every element, as who reads Word files must.
fn unpack_and_parse(file: &[u8]) -> usize {
    each_part(file, |xml| {
        let mut reader = NsReader::from_str(xml);
        std::iter::from_fn(|| Some(reader.read_resolved_event().unwrap().1))
            .take_while(|event| *event != Event::Eof)
            .count()
    })
}

/// Goes through all events, whatever their names stand for.
fn unpack_and_parse_plainly(file: &[u8]) -> usize {
    each_part(file, |xml| {
        let mut reader = Reader::from_str(xml);
        std::iter::from_fn(|| Some(reader.read_event().unwrap()))
            .take_while(|event| *event != Event::Eof)
            .count()
    })
}

fn each_part(file: &[u8], parse: fn(&str) -> usize) -> usize {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut n_events = 0;
    for part in READ_PARTS {
        let Ok(mut part) = archive.by_name(part) else { continue };
        let mut xml = String::with_capacity(part.size() as usize);
        part.read_to_string(&mut xml).unwrap();
        n_events += parse(&xml);
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
