//! Bare programs: the least that any program would have to do.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};

/// As much memory as `kwali` gives its index.
const BUDGET: usize = 64 << 20;

/// As many threads as `kwali` indexes with.
const THREADS: usize = 2;

/// Reads all codings of a study, sums their lengths by code, and prints the sums.
pub(crate) fn sum(study: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(study, flags).unwrap();
    let sql = "SELECT id, document, start, end, start_char, end_char, code, coder, weight \
               FROM codings";
    let mut statement = connection.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut lengths: BTreeMap<u32, u64> = BTreeMap::new();
    let mut others = 0;
    while let Some(row) = rows.next().unwrap() {
        let number = |column| row.get::<_, u32>(column).unwrap();
        *lengths.entry(number(6)).or_default() += u64::from(number(5) - number(4));
        // Every column is read, as counting needs them.
        let weight: Option<u8> = row.get(8).unwrap();
        others ^= number(0) ^ number(1) ^ number(2) ^ number(3) ^ number(7);
        others ^= weight.map_or(0, u32::from);
    }
    println!("{lengths:?} {others}");
}

/// Unpacks the parts of Word files that have words or styles, and goes through their XML, knowing
/// the namespace of every element.
pub(crate) fn unpack_and_parse(folder: &Path) {
    let mut n_events = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for part in ["word/document.xml", "word/styles.xml"] {
            let mut part = archive.by_name(part).unwrap();
            let mut xml = String::with_capacity(part.size() as usize);
            part.read_to_string(&mut xml).unwrap();
            let mut reader = quick_xml::NsReader::from_str(&xml);
            while reader.read_resolved_event().unwrap().1 != quick_xml::events::Event::Eof {
                n_events += 1;
            }
        }
    }
    println!("{n_events}");
}

/// Indexes the paragraphs of transcripts, one document each, stemmed and with positions.
pub(crate) fn index(transcripts: &Path, index: &Path) {
    let analyser = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::Dutch))
        .build();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let text = TextOptions::default().set_indexing_options(indexing);
    let field = schema.add_text_field("text", text);
    let index = tantivy::Index::create_in_dir(index, schema.build()).unwrap();
    index.tokenizers().register("stem", analyser);
    let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(THREADS, BUDGET).unwrap();
    let mut paths: Vec<_> =
        fs::read_dir(transcripts).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let content = fs::read_to_string(path).unwrap();
        for paragraph in content.lines().filter(|line| !line.trim().is_empty()) {
            writer.add_document(tantivy::doc!(field => paragraph)).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}
