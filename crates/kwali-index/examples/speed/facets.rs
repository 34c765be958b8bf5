//! A word in coded segments of people with one role, beside the same question to tantivy alone.

use std::collections::BTreeSet;
use std::path::Path;

use kwali_index::{DEFAULT_BUDGET, Index, SegmentFilter, ValueCondition};
use kwali_model::Scope;
use kwali_text::{Phrase, Text};
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextOptions};

use super::{Study, codings, layout, seconds, stem_indexing, stemmer};

/// How often each side is asked.
const RUNS: usize = 21;

/// How common the words are that are asked for.
const RANKS: [usize; 3] = [3, 40, 5_000];

/// What the people have of whom segments are asked for.
const ROLE: &str = "bewoner";

/// Indexes the segments on either side, and asks both in turn for a common and a rare word.
pub(super) fn compare(study: &Study, folder: &Path, n_codings: usize) {
    let (ours, bare) = (folder.join("ours"), folder.join("bare"));
    study.feed(&ours, n_codings);
    let fields = feed_bare(study, &bare, n_codings);
    for rank in RANKS {
        let word = &study.vocabulary[rank];
        let (mut times, mut found) = ((Vec::new(), Vec::new()), (0, 0));
        for _ in 0..RUNS {
            times.0.push(seconds(|| found.0 = ask_ours(&ours, word)));
            times.1.push(seconds(|| found.1 = ask_bare(&bare, fields, word)));
        }
        let (ours, bare) = (median(times.0), median(times.1));
        println!(
            "{word} of {ROLE}: {} and {} segments, {:.2} ms and bare {:.2} ms: {:.2} times",
            found.0,
            found.1,
            ours * 1e3,
            bare * 1e3,
            ours / bare
        );
    }
    for rank in RANKS {
        ask_open(&ours, &bare, fields, &study.vocabulary[rank]);
    }
}

/// The same with indexes that are open, and with the compounds of the word looked up.
fn ask_open(ours: &Path, bare: &Path, fields: Fields, word: &str) {
    let index = Index::open(ours).unwrap();
    let searcher = tantivy::Index::open_in_dir(bare).unwrap().reader().unwrap().searcher();
    let phrase = Phrase::parse(word).unwrap();
    let mut times = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        times.0.push(seconds(|| {
            drop(index.segments_in(std::slice::from_ref(&phrase), &filter()).unwrap());
        }));
        times.1.push(seconds(|| drop(ids(&searcher, fields, word))));
        times.2.push(seconds(|| drop(index.with_compounds(&phrase).unwrap())));
    }
    let (ours, bare) = (median(times.0), median(times.1));
    println!(
        "open, {word}: {:.2} ms and bare {:.2} ms: {:.2} times; compounds {:.2} ms",
        ours * 1e3,
        bare * 1e3,
        ours / bare,
        median(times.2) * 1e3
    );
}

fn filter() -> SegmentFilter {
    let values = BTreeSet::from([ROLE.to_owned()]);
    let role = ValueCondition { scope: Scope::Participant, variable: "rol".into(), values };
    SegmentFilter { values: vec![role], ..SegmentFilter::default() }
}

fn ask_ours(path: &Path, word: &str) -> usize {
    let index = Index::open(path).unwrap();
    index.segments_in(&[Phrase::parse(word).unwrap()], &filter()).unwrap().len()
}

/// The fields of the bare index.
#[derive(Clone, Copy)]
struct Fields {
    text: Field,
    role: Field,
    id: Field,
}

fn feed_bare(study: &Study, path: &Path, n_codings: usize) -> Fields {
    std::fs::create_dir(path).unwrap();
    let mut schema = Schema::builder();
    let text = TextOptions::default().set_indexing_options(stem_indexing());
    let fields = Fields {
        text: schema.add_text_field("text", text),
        role: schema.add_text_field("role", STRING),
        id: schema.add_u64_field("id", FAST),
    };
    let index = tantivy::Index::create_in_dir(path, schema.build()).unwrap();
    index.tokenizers().register("stem", stemmer());
    let mut writer: tantivy::IndexWriter =
        index.writer_with_num_threads(2, DEFAULT_BUDGET).unwrap();
    for document in study.snapshot.documents() {
        let text = Text::new(&study.content(document.id.0)).unwrap();
        let layout = layout(&text);
        for coding in codings(&text, document.id, n_codings) {
            let mut entry = tantivy::doc!(
                fields.text => text.slice(coding.span), fields.id => u64::from(coding.id.0)
            );
            for person in layout.participants_of(document, coding.span) {
                let person = study.snapshot.participant(person).unwrap();
                entry.add_text(fields.role, person.values.values().next().unwrap());
            }
            writer.add_document(entry).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    fields
}

fn ask_bare(path: &Path, fields: Fields, word: &str) -> usize {
    let searcher = tantivy::Index::open_in_dir(path).unwrap().reader().unwrap().searcher();
    ids(&searcher, fields, word).len()
}

fn ids(searcher: &tantivy::Searcher, fields: Fields, word: &str) -> BTreeSet<u64> {
    let mut stem = String::new();
    stemmer().token_stream(word).process(&mut |token| stem.clone_from(&token.text));
    let term = |field, text: &str| -> Box<dyn Query> {
        let term = Term::from_field_text(field, text);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    let query = BooleanQuery::intersection(vec![term(fields.text, &stem), term(fields.role, ROLE)]);
    let found = searcher.search(&query, &DocSetCollector).unwrap();
    let readers = searcher.segment_readers();
    let columns: Vec<_> = readers.iter().map(|r| r.fast_fields().u64("id").unwrap()).collect();
    let id = |at: tantivy::DocAddress| columns[at.segment_ord as usize].first(at.doc_id);
    debug_assert!(searcher.schema().get_field_name(fields.id) == "id");
    found.into_iter().filter_map(id).collect()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
