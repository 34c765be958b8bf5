//! Every relation in every unit against plain loops over all pairs.

use std::cell::RefCell;
use std::collections::BTreeSet;

use kwali_analysis::{Query, Sources, select};
use kwali_model::{Coding, Layout, TimeRange};
use kwali_text::{Text, sentences, words};
use proptest::prelude::*;

use crate::asking::Asked;
use crate::random_study::{CODES, Mark, RandomStudy, study};

const UNITS: [&str; 6] = ["characters", "words", "sentences", "turns", "paragraphs", "seconds"];

/// Studies with sentences, several words, and turns of which some have times.
fn timed_study() -> impl Strategy<Value = RandomStudy> {
    let letters = vec!['a', 'é', 'B', '.', '…', '?', '\n', ' ', ' ', '-', '’'];
    let text = proptest::collection::vec(proptest::sample::select(letters), 40);
    let documents = proptest::collection::vec((text, 0..4usize), 1..3);
    let mark = (0..2usize, 0..40usize, 1..16usize, 0..5u32, 1..3u32);
    let time = proptest::option::of((0..20u64, proptest::option::of(0..5u64)));
    let times = proptest::collection::vec(time, 40);
    (documents, proptest::collection::vec(mark, 0..25), times).prop_map(
        |(documents, marks, times)| {
            let documents: Vec<(String, usize)> = documents
                .into_iter()
                .map(|(text, first)| (text.into_iter().collect(), first))
                .collect();
            let marks: Vec<Mark> = marks
                .into_iter()
                .map(|(document, start, length, code, coder)| {
                    let document = document % documents.len();
                    (document, start, (start + length).min(40), code, coder, None)
                })
                .collect();
            let mut made = study(&documents, &marks);
            let turns = made.layouts.iter_mut().flat_map(|layout| &mut layout.turns);
            for (turn, time) in turns.zip(times) {
                turn.time = time.map(|(start, length)| TimeRange {
                    start: start * 500,
                    end: length.map(|length| (start + length) * 500),
                });
            }
            made
        },
    )
}

/// Start and end in characters.
fn place(coding: &Coding) -> (usize, usize) {
    (coding.span.start_char(), coding.span.end_char())
}

/// Whether x lies so to y, by the words of the definitions.
fn lies(relation: &str, (s, e): (usize, usize), (t, f): (usize, usize)) -> bool {
    let mine: BTreeSet<usize> = (s..e).collect();
    let theirs: BTreeSet<usize> = (t..f).collect();
    let overlap = !mine.is_disjoint(&theirs);
    match relation {
        "overlaps" => overlap,
        "within" => mine.is_subset(&theirs),
        "encloses" => theirs.is_subset(&mine),
        "same" => mine == theirs,
        "crosses" => overlap && !mine.is_subset(&theirs) && !theirs.is_subset(&mine),
        "touches" => e == t || f == s,
        "precedes" => e < t,
        "meets" => e == t,
        "overlaps-start" => s < t && t < e && e < f,
        "starts" => s == t && e < f,
        "during" => t < s && e < f,
        "finishes" => e == f && s > t,
        "finished-by" => e == f && s < t,
        "contains" => s < t && f < e,
        "started-by" => s == t && e > f,
        "overlaps-end" => t < s && s < f && f < e,
        "met-by" => s == f,
        "follows" => s > f,
        _ => panic!("{relation}"),
    }
}

/// First and last unit, by counting what starts before; the units of a document are in order.
fn units(unit: &str, text: &Text, layout: &Layout, coding: &Coding) -> Option<(i64, i64)> {
    let (start, end) = (coding.span.start(), coding.span.end());
    let by_starts = |starts: Vec<usize>| {
        let number = |at: usize| starts.iter().filter(|&&start| start <= at).count().max(1) as i64;
        Some((number(start), number(end - 1)))
    };
    let paragraphs = || layout.paragraphs.iter().map(|p| p.start()).collect();
    match unit {
        "paragraphs" => by_starts(paragraphs()),
        "turns" if layout.turns.is_empty() => by_starts(paragraphs()),
        "turns" => by_starts(layout.turns.iter().map(|turn| turn.span.start()).collect()),
        "sentences" => by_starts(sentences(text.as_str()).iter().map(|s| s.start).collect()),
        "words" => {
            let words: Vec<_> = words(text.as_str()).collect();
            let before = words.iter().filter(|word| word.end <= start).count() as i64;
            let reached = words.iter().filter(|word| word.start < end).count() as i64;
            Some((before, reached - 1))
        }
        "seconds" => {
            let mut all = BTreeSet::new();
            for (number, turn) in layout.turns.iter().enumerate() {
                let Some(time) = turn.time.filter(|_| turn.span.overlaps(coding.span)) else {
                    continue;
                };
                all.extend([time.start as i64, time.end.unwrap_or(0) as i64]);
                let next = layout.turns[number + 1..].iter().find_map(|turn| turn.time);
                let is_last = layout.turns[number + 1..]
                    .iter()
                    .all(|later| !later.span.overlaps(coding.span));
                all.extend(next.filter(|_| time.end.is_none() && is_last).map(|t| t.start as i64));
                if time.end.is_none() {
                    all.insert(time.start as i64);
                }
            }
            let starts = layout.turns.iter().filter(|turn| turn.span.overlaps(coding.span));
            let first = starts.filter_map(|turn| turn.time).map(|time| time.start as i64).min()?;
            Some((first, *all.last()?))
        }
        _ => panic!("{unit}"),
    }
}

struct Plain<'a>(&'a RandomStudy);

impl Plain<'_> {
    fn codings(&self) -> &[Coding] {
        self.0.snapshot.codings()
    }

    fn distance(&self, unit: &str, x: &Coding, y: &Coding) -> Option<(i64, i64)> {
        if unit == "characters" {
            let ((s, e), (t, f)) = (place(x), place(y));
            return Some((t as i64 - e as i64, s as i64 - f as i64));
        }
        let at = self.0.snapshot.document_place(x.document).unwrap();
        let of = |coding| units(unit, &self.0.texts[at], &self.0.layouts[at], coding);
        let ((s, e), (t, f)) = (of(x)?, of(y)?);
        Some((t - e, s - f))
    }

    /// The codings of code `a` for which `holds` with some other coding of `b` in its document.
    fn with(&self, a: u32, b: u32, holds: impl Fn(&Coding, &Coding) -> bool) -> Vec<usize> {
        let is_pair = |x: &Coding, y: &Coding| {
            x.document == y.document && x.id != y.id && y.code.0 == b && holds(x, y)
        };
        let all = self.codings().iter().enumerate().filter(|(_, x)| x.code.0 == a);
        all.filter(|(_, x)| self.codings().iter().any(|y| is_pair(x, y)))
            .map(|(number, _)| number)
            .collect()
    }

    fn of(&self, code: u32) -> Vec<usize> {
        let codings = self.codings().iter().enumerate();
        codings.filter(|(_, x)| x.code.0 == code).map(|(number, _)| number).collect()
    }
}

fn check(study: &RandomStudy, (a, b): (u32, u32), n: u32) {
    let asked = Asked::new(&study.snapshot, &study.layouts, &study.texts);
    let plain = Plain(study);
    let (code, other) = (CODES[a as usize], CODES[b as usize]);
    for relation in [
        "overlaps",
        "within",
        "encloses",
        "same",
        "crosses",
        "touches",
        "precedes",
        "meets",
        "overlaps-start",
        "starts",
        "during",
        "finishes",
        "finished-by",
        "contains",
        "started-by",
        "overlaps-end",
        "met-by",
        "follows",
    ] {
        let query = format!("#{code}! {relation}(#{other}!)");
        let holds = |x: &Coding, y: &Coding| lies(relation, place(x), place(y));
        assert_eq!(asked.select(&query), plain.with(a, b, holds), "{query}");
        let query = format!("#{code}! {relation}(#{other}!, by the same coder)");
        let holds = |x: &Coding, y: &Coding| x.coder == y.coder && holds(x, y);
        assert_eq!(asked.select(&query), plain.with(a, b, holds), "{query}");
    }
    let overlapping = plain.with(a, b, |x, y| x.span.overlaps(y.span));
    let disjoint: Vec<usize> =
        plain.of(a).into_iter().filter(|number| !overlapping.contains(number)).collect();
    assert_eq!(asked.select(&format!("#{code}! disjoint(#{other}!)")), disjoint);
    for unit in UNITS {
        let n = if unit == "seconds" { n / 4 } else { n };
        let far = i64::from(n) * if unit == "seconds" { 1000 } else { 1 };
        let query = format!("#{code}! near({n} {unit}, #{other}!)");
        let near = |x: &Coding, y: &Coding| {
            plain.distance(unit, x, y).is_some_and(|(behind, before)| behind.max(before) <= far)
        };
        assert_eq!(asked.select(&query), plain.with(a, b, near), "{query}");
        let query = format!("#{code}! before({n} {unit}, #{other}!)");
        let before = |x: &Coding, y: &Coding| {
            let far_enough = plain.distance(unit, x, y).is_some_and(|(behind, _)| behind <= far);
            place(y).0 >= place(x).1 && far_enough
        };
        assert_eq!(asked.select(&query), plain.with(a, b, before), "{query}");
        let query = format!("#{code}! after({n} {unit}, #{other}!, by the same coder)");
        let after = |x: &Coding, y: &Coding| {
            let far_enough = plain.distance(unit, x, y).is_some_and(|(_, before)| before <= far);
            place(y).1 <= place(x).0 && far_enough && x.coder == y.coder
        };
        assert_eq!(asked.select(&query), plain.with(a, b, after), "{query}");
    }
    let ever = plain.with(a, b, |x, y| place(y).0 >= place(x).1);
    assert_eq!(asked.select(&format!("#{code}! before(#{other}!)")), ever);
    let ever = plain.with(a, b, |x, y| place(y).1 <= place(x).0);
    assert_eq!(asked.select(&format!("#{code}! after(#{other}!)")), ever);
}

fn check_alone(study: &RandomStudy) {
    let asked = Asked::new(&study.snapshot, &study.layouts, &study.texts);
    let codings = study.snapshot.codings();
    for (query, same_coder) in [("alone", false), ("alone(by the same coder)", true)] {
        let crowds = |x: &Coding, y: &Coding| {
            x.document == y.document
                && x.code != y.code
                && x.span.overlaps(y.span)
                && (!same_coder || x.coder == y.coder)
        };
        let alone: Vec<usize> = (0..codings.len())
            .filter(|&number| !codings.iter().any(|y| crowds(&codings[number], y)))
            .collect();
        assert_eq!(asked.select(query), alone, "{query}");
    }
}

/// Runs of characters by document, found one character after the other.
fn plain_runs(
    study: &RandomStudy,
    is_in: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, usize)> {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (place, text) in study.texts.iter().enumerate() {
        for at in (0..text.chars()).filter(|&at| is_in(place, at)) {
            match runs.last_mut() {
                Some(last) if last.0 == place && last.2 == at => last.2 = at + 1,
                _ => runs.push((place, at, at + 1)),
            }
        }
    }
    runs
}

fn check_spans(study: &RandomStudy, (a, b): (u32, u32)) {
    let asked = Asked::new(&study.snapshot, &study.layouts, &study.texts);
    let covered = |code: u32| -> BTreeSet<(usize, usize)> {
        let codings = study.snapshot.codings().iter().filter(|coding| coding.code.0 == code);
        let characters = codings.flat_map(|coding| {
            let at = study.snapshot.document_place(coding.document).unwrap();
            (place(coding).0..place(coding).1).map(move |character| (at, character))
        });
        characters.collect()
    };
    let (of_a, of_b) = (covered(a), covered(b));
    let (code, other) = (CODES[a as usize], CODES[b as usize]);
    let spans = |query: &str| -> Vec<(usize, usize, usize)> {
        let spans = asked.spans(query).into_iter();
        spans.map(|made| (made.place, made.span.start_char(), made.span.end_char())).collect()
    };
    let is_in = |set: &BTreeSet<(usize, usize)>, at, character| set.contains(&(at, character));
    assert_eq!(
        spans(&format!("intersect(#{code}!, #{other}!)")),
        plain_runs(study, |at, c| is_in(&of_a, at, c) && is_in(&of_b, at, c)),
    );
    assert_eq!(
        spans(&format!("minus(#{code}!, #{other}!)")),
        plain_runs(study, |at, c| is_in(&of_a, at, c) && !is_in(&of_b, at, c)),
    );
    let either = |at, c| is_in(&of_a, at, c) || is_in(&of_b, at, c);
    assert_eq!(spans(&format!("union(#{code}!, #{other}!)")), plain_runs(study, either));
    // A relation to made spans is one to the runs.
    let runs = plain_runs(study, either);
    let inside: Vec<usize> = (0..study.snapshot.codings().len())
        .filter(|&number| {
            let coding = &study.snapshot.codings()[number];
            let at = study.snapshot.document_place(coding.document).unwrap();
            runs.iter().any(|run| run.0 == at && lies("within", place(coding), (run.1, run.2)))
        })
        .collect();
    assert_eq!(asked.select(&format!("within(union(#{code}!, #{other}!))")), inside);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn relations_are_those_of_plain_loops(study in timed_study(), a in 0..5u32, b in 0..5u32, n in 0..12u32) {
        check(&study, (a, b), n);
        check_alone(&study);
        check_spans(&study, (a, b));
    }
}

/// Large studies are worked on by several threads, small ones by one.
#[test]
fn many_documents_give_what_one_gives_again_and_again() {
    const DOCUMENTS: usize = 300;
    let text = "Een woord. Zo'n dag?\nen ’s avonds dr. Ja… En\n".repeat(8);
    let n_chars = text.chars().count();
    let mark = |document, n: usize| {
        let start = n * 37 % (n_chars - 12);
        (document, start, start + 1 + n * 7 % 11, (n % 4) as u32, 1 + (n % 2) as u32, None)
    };
    let marks = |documents: usize| -> Vec<Mark> {
        (0..documents).flat_map(|document| (0..80).map(move |n| mark(document, n))).collect()
    };
    let one = study(&[(text.clone(), 0)], &marks(1));
    let many = study(&vec![(text, 0); DOCUMENTS], &marks(DOCUMENTS));
    let asked = |study: &RandomStudy, query: &str| {
        Asked::new(&study.snapshot, &study.layouts, &study.texts).select(query)
    };
    for query in [
        "#a! overlaps(#d)",
        "#a! near(2 words, #d)",
        "#a! before(1 sentence, #d, by the same coder) or near(0 words, #e)",
        "#a! not after(3 words, #a.b)",
        "#d near(2 words, #e)",
        "alone or near(1 turn, #a.b.c)",
    ] {
        let of_one = asked(&one, query);
        let expected: Vec<usize> =
            (0..DOCUMENTS).flat_map(|d| of_one.iter().map(move |place| d * 80 + place)).collect();
        assert_eq!(asked(&many, query), expected, "{query}");
    }
}

#[test]
fn texts_are_read_only_where_both_sides_are() {
    let text = ("een twee drie".to_owned(), 0);
    let marks = [(0, 0, 3, 0, 1, None), (1, 0, 3, 0, 1, None), (1, 4, 8, 3, 1, None)];
    let made = study(&[text.clone(), text.clone(), text], &marks);
    for (query, expected) in [
        ("#a near(2 words, #d)", vec![1]),
        ("#a near(2 words, #e)", vec![]),
        ("#a near(2 paragraphs, #d)", vec![]),
        ("#a near(2 sentences, minus(#a, #d))", vec![0, 1]),
    ] {
        let read = RefCell::new(Vec::new());
        let selection = Query::parse(query).unwrap().resolve(&made.snapshot).unwrap();
        let text = |place: usize, hand_over: &mut dyn FnMut(&Text)| {
            read.borrow_mut().push(place);
            hand_over(&made.texts[place]);
        };
        let sources = Sources { layouts: &made.layouts, found: &|_| BTreeSet::new(), text: &text };
        select(&made.snapshot, &sources, &selection);
        assert_eq!(read.into_inner(), expected, "{query}");
    }
}

/// A hundred thousand nested segments: what is quadratic would not end.
#[test]
fn deeply_nested_segments_take_no_time() {
    let n = 100_000;
    let text = "a".repeat(2 * n + 1);
    let marks: Vec<Mark> =
        (0..n).map(|depth| (0, depth, 2 * n + 1 - depth, (depth % 2) as u32, 1, None)).collect();
    let made = study(&[(text, 0)], &marks);
    let asked = Asked::new(&made.snapshot, &made.layouts, &made.texts);
    for (query, expected) in [
        ("#a! within(#a.b!)", n / 2 - 1),
        ("#a! encloses(#a.b!)", n / 2),
        ("#a! overlaps(#a.b!)", n / 2),
        ("#a! crosses(#a.b!)", 0),
        ("#a! during(#a!)", n / 2 - 1),
        ("#a! before(3 characters, #a.b!)", 0),
        ("#a! near(3 words, #a.b!)", n / 2),
        ("alone", 0),
        ("disjoint(#a)", 0),
    ] {
        assert_eq!(asked.select(query).len(), expected, "{query}");
    }
}

#[test]
fn seconds_of_a_segment_over_many_turns_are_from_its_first_to_its_last() {
    // Paragraph p is character 2p; each but the first is a turn that starts after p seconds.
    let marks = [(0, 2, 25, 0, 1, None), (0, 30, 31, 1, 1, None)];
    let mut made = study(&[("a\n".repeat(20), 0)], &marks);
    for (number, turn) in made.layouts[0].turns.iter_mut().enumerate() {
        turn.time = Some(TimeRange { start: 1000 * (number as u64 + 1), end: None });
    }
    let asked = Asked::new(&made.snapshot, &made.layouts, &made.texts);
    // The last of the twelve turns lasts until second 13; the other segment starts at 15.
    assert_eq!(asked.select("near(2 seconds, #a.b)"), [0]);
    assert_eq!(asked.select("near(1 second, #a.b)"), [] as [usize; 0]);
    assert_eq!(asked.select("#a.b after(2 seconds, #a)"), [1]);
}
