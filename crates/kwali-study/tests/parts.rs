//! A query that is answered from a part of the study gives what the whole study gives.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bench;

use std::fmt::Write as _;
use std::time::Duration;

use bench::{Bench, author};
use kwali_analysis::{Arranged, GroupKey};
use kwali_study::{
    Answer, Arrangement, Grouping, Page, Part, Retrieved, Sample, SampleOf, SegmentOrder, Study,
};

const N_DOCUMENTS: usize = 40;
const NAMES: [&str; 4] = ["Interviewer", "Anna", "Bert", "Carla"];
const WORDS: [&str; 8] = ["de", "tijd", "buurt", "geld", "werkdruk", "ik", "niet", "huis"];
const CODES: [&str; 4] = ["last", "last.tijd", "last.geld", "hulp"];

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % n
    }

    fn one_of<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Forty interviews; in each third one a word that three of them have.
fn transcripts(chance: &mut Chance) -> Vec<(String, String)> {
    let transcript = |number: usize| {
        let mut text = String::new();
        for _ in 0..8 {
            write!(text, "{}: Ja", chance.one_of(&NAMES)).unwrap();
            (0..8).for_each(|_| write!(text, " {}", chance.one_of(&WORDS)).unwrap());
            if number.is_multiple_of(3) && chance.below(2) == 0 {
                write!(text, " zeldzaam{}", char::from(b'a' + (number / 9) as u8)).unwrap();
            }
            text.push_str(".\n");
        }
        (format!("d{number:02}.txt"), text)
    };
    (0..N_DOCUMENTS).map(transcript).collect()
}

/// A study whose search index shows it as it is.
fn bench() -> Bench {
    let mut chance = Chance(7);
    let files = transcripts(&mut chance);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut bench = Bench::with(&files);
    let codebook: String =
        CODES.iter().map(|code| format!("[[code]]\nid = \"{code}\"\n")).collect();
    bench.study.import_codebook(&author(), "codebook.toml", codebook.as_bytes()).unwrap();
    let (mut speakers, mut groups) = (String::new(), String::from("document,group,site\n"));
    speakers.push_str("document,speaker,participant,interviewer\n");
    for (number, (_, text)) in files.iter().enumerate() {
        for name in ["Anna", "Bert", "Carla"] {
            if text.contains(name) {
                writeln!(speakers, "d{number:02},{name},{name}{},no", number / 2).unwrap();
            }
        }
        writeln!(groups, "d{number:02},g{},s{}", number / 8, number / 6).unwrap();
    }
    let study = &mut bench.study;
    study.import_speakers(&author(), "speakers.csv", speakers.as_bytes()).unwrap();
    study.import_variables(&author(), "documents.csv", groups.as_bytes()).unwrap();
    let roles = "participant,role\nAnna0,bewoner\nBert1,bewoner\nCarla3,werker\nAnna9,werker\n";
    study.import_variables(&author(), "participants.csv", roles.as_bytes()).unwrap();
    study.import_coders(&author(), "c.csv", b"coder\nA\nB\nC\n").unwrap();
    let codings = codings(study, &mut chance);
    study.import_codings(&author(), ("codings.csv", codings.as_bytes()), None).unwrap();
    let memos =
        "attached_to,coder,title,text\ndocument:d03,A,Sfeer,Druk.\ncode:hulp,B,Let op,Ja.\n";
    study.import_memos(&author(), "memos.csv", memos.as_bytes()).unwrap();
    study.index(&mut |_, _| {}).unwrap();
    bench
}

/// Codings in no order of documents, two thirds with a name.
fn codings(study: &Study, chance: &mut Chance) -> String {
    let mut table = String::from("id,document,start,end,code,coder,weight,origin\n");
    for number in 0..600_u32 {
        let place = chance.below(N_DOCUMENTS);
        let n_chars = study.texts().unwrap()[place].chars();
        let start = chance.below(n_chars - 10);
        let end = start + 1 + chance.below((n_chars - start - 1).min(90));
        let id = if number.is_multiple_of(3) { String::new() } else { format!("k{number}") };
        let (code, coder) = (chance.one_of(&CODES), chance.one_of(&["A", "B"]));
        let (weight, origin) = (chance.below(100), chance.one_of(&["person", "suggestion"]));
        writeln!(table, "{id},d{place:02},{start},{end},{code},{coder},{weight},{origin}").unwrap();
    }
    table
}

/// Everything that is shown of an answer, in several arrangements.
fn shown(study: &Study, Answer { found, part }: &Answer<'_>) -> Vec<String> {
    let mut shown = vec![format!("{:?}", part.totals())];
    match found {
        Retrieved::Spans(spans) => shown.push(format!("{spans:?}")),
        Retrieved::Codings(codings) => {
            let role = study.grouping("role").unwrap();
            let document = Some(Grouping::Document);
            for group_by in [None, document, Some(Grouping::Participant), Some(role)] {
                let page = Some(Page { size: 20, number: 1 });
                let sample = Some(Sample { n: 7, seed: 3, of: SampleOf::All });
                for (page, sample) in [(None, None), (page, None), (None, sample)] {
                    let order = SegmentOrder::Weight;
                    let arrangement = Arrangement { group_by, order, sample, page };
                    let mut arranged = part.arrange(codings, &arrangement).unwrap();
                    let places = arranged.segments().map(|(_, segment)| segment.place);
                    let texts = part.texts_at(places).unwrap();
                    for (_, segment) in arranged.segments() {
                        shown.push(texts[segment.place].slice(segment.coding.span).to_owned());
                        shown.push(format!("{:?}", part.layouts()[segment.place]));
                        shown
                            .push(format!("{:?}", part.details().unwrap().get(&segment.coding.id)));
                    }
                    name_documents(part, &mut arranged);
                    shown.push(format!("{arranged:?}"));
                }
            }
        }
    }
    shown
}

/// Puts ids in the place of places, which are those in the part.
fn name_documents(part: &Part<'_>, arranged: &mut Arranged) {
    let id = |place: usize| part.snapshot().documents()[place].id.index();
    for group in &mut arranged.groups {
        if let GroupKey::Document(place) = &mut group.key {
            *place = id(*place);
        }
        group.segments.iter_mut().for_each(|segment| segment.place = id(segment.place));
    }
}

/// Whether all codings are read to answer a query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reads {
    Part,
    Whole,
}

#[track_caller]
fn check(bench: &Bench, whole: &Study, query: &str, reads: Reads) {
    let study = Study::open(bench.study.path(), Duration::from_secs(10)).unwrap();
    let (part, all) = (study.ask(query).unwrap(), whole.ask(query).unwrap());
    let n_codings = part.part.snapshot().codings().len();
    let is_part = n_codings < all.part.snapshot().codings().len();
    assert_eq!(is_part, reads == Reads::Part, "`{query}` was answered from {n_codings} codings");
    assert_eq!(shown(&study, &part), shown(whole, &all), "{query}");
}

#[test]
fn a_part_gives_what_the_whole_gives() {
    let bench = bench();
    let whole = Study::open(bench.study.path(), Duration::from_secs(10)).unwrap();
    assert_eq!(whole.snapshot().unwrap().codings().len(), 600);
    for query in [
        "zeldzaama",
        "zeldzaamb or zeldzaamc",
        "/zeldzaam(b|c)/",
        "zeldzaama #last",
        "zeldzaama not #last",
        "zeldzaamb overlaps(#hulp)",
        "zeldzaamb overlaps(werkdruk, by the same coder)",
        "zeldzaamc near(10 words, #hulp)",
        "zeldzaamc not alone",
        "zeldzaama (tijd or not geld)",
        "zeldzaama coder:A weight>=50",
        "zeldzaamb memo:*",
        "zeldzaamb origin:suggestion",
        "zeldzaama (role:bewoner or speaker:Anna)",
        "document:d07",
        "document:d0* #last",
        "group:g2 disjoint(#hulp)",
        "site:s1 role:(missing)",
        "participant:Anna3 or document:d11",
        "role:bewoner alone",
        "werkdruk document:d2* not document:d21",
        "zeldzaama document:d30",
    ] {
        check(&bench, &whole, query, Reads::Part);
    }
    for query in [
        "",
        "tijd",
        "#last",
        "zeldzaama or #hulp",
        "zeldzaama or coder:A",
        "not zeldzaama",
        "overlaps(zeldzaama)",
        "role:(missing)",
        "not document:d07",
        "weight>=50 alone",
        "memo:*",
        "intersect(zeldzaama, #hulp)",
    ] {
        check(&bench, &whole, query, Reads::Whole);
    }
}

#[test]
fn an_answer_is_of_the_study_as_it_is() {
    let mut bench = bench();
    let n_found = |bench: &Bench| {
        let study = Study::open(bench.study.path(), Duration::from_secs(10)).unwrap();
        match study.ask("document:d07").unwrap().found {
            Retrieved::Codings(codings) => codings.len(),
            Retrieved::Spans(_) => unreachable!("the query makes no spans"),
        }
    };
    let before = n_found(&bench);
    let more = b"document,start,end,code,coder\nd07,0,9,hulp,A\nd08,0,9,hulp,A\n";
    bench.study.import_codings(&author(), ("more.csv", more), None).unwrap();
    // The index does not know of it yet.
    assert_eq!(n_found(&bench), before + 1);
    bench.study.index(&mut |_, _| {}).unwrap();
    assert_eq!(n_found(&bench), before + 1);
}
