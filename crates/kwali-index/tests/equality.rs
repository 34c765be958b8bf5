//! The index finds what `Phrase::find` finds, no more and no less.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::collections::BTreeSet;

use common::indexed;
use kwali_index::{UnitFilter, pieces, units};
use kwali_model::{CodingId, DocumentId};
use kwali_testkit::study;
use kwali_text::{Analyser, Language, Phrase};
use proptest::prelude::*;

const WORDS: [&str; 25] = [
    "cliënt",
    "client",
    "Cliënten",
    "clienten",
    "loop",
    "lopen",
    "loopt",
    "gelopen",
    "één",
    "een",
    "zo'n",
    "zo’n",
    "’t",
    "'s",
    "werkdruk",
    "werk",
    "werken",
    "huis",
    "huisje",
    "huizen",
    "D66",
    "e\u{301}e\u{301}n",
    "in-huis",
    "werkhuis",
    "\u{301}",
];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&WORDS[..])
}

fn paragraph() -> impl Strategy<Value = String> {
    let between = prop::sample::select(&[" ", ", ", " – ", "/", ". ", "'", "-"][..]);
    prop::collection::vec((word(), between), 1..12)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, between)| [word, between]).collect())
}

fn phrase() -> impl Strategy<Value = Phrase> {
    let element = (word(), 1usize..6, 0..8).prop_map(|(word, length, kind)| {
        let beginning = word.chars().take(length).collect::<String>();
        match kind {
            0..3 => format!("{beginning}*"),
            3 => format!("{beginning}~{}", 1 + length % 2),
            4 => format!("/{beginning}.{{0,3}}/"),
            _ => word.to_owned(),
        }
    });
    prop::collection::vec(element, 1..4)
        .prop_filter_map("no words", |elements| Phrase::parse(&elements.join(" ")).ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_index_agrees_with_the_text(
        paragraphs in prop::collection::vec((paragraph(), 0usize..3, any::<bool>()), 1..30),
        phrases in prop::collection::vec(phrase(), 60),
    ) {
        let lines = paragraphs.iter().map(|(words, speaker, is_coded)| {
            let label = ["", "R: ", "I: "][*speaker];
            let words = words.trim();
            match *is_coded && !words.is_empty() {
                true => format!("<a>{label}{words}</a>\n"),
                false => format!("{label}{words}\n"),
            }
        });
        let marked = lines.collect::<String>().replace("</a>\n<a>", "\n");
        let made = study(&format!("== d1\n-- R rol=x\n-- I\n{marked}"));
        let (text, layout) = (&made.texts[0], &made.layouts[0]);
        let (_folder, index) = indexed(&made);
        let analyser = Analyser::new(&Language::dutch());
        let holds = |phrase: &Phrase, bytes: std::ops::Range<usize>| {
            !phrase.find(&text.as_str()[bytes], &analyser).is_empty()
        };
        for phrase in &phrases {
            let phrase = &index.with_compounds(phrase).unwrap();
            let expected: Vec<(DocumentId, usize, usize)> = units(text, layout)
                .into_iter()
                .filter(|unit| holds(phrase, unit.bytes.clone()))
                .map(|unit| (DocumentId(1), unit.bytes.start, unit.bytes.end))
                .collect();
            let found: Vec<(DocumentId, usize, usize)> = index
                .units(std::slice::from_ref(phrase), &UnitFilter::default())
                .unwrap()
                .into_iter()
                .map(|hit| (hit.document, hit.start as usize, hit.end as usize))
                .collect();
            prop_assert_eq!(found, expected, "{:?}", phrase);

            let codings = made.snapshot.codings_at(0).iter();
            let expected: BTreeSet<CodingId> = codings
                .filter(|coding| {
                    let pieces = pieces(text, layout, coding.span);
                    pieces.into_iter().any(|piece| holds(phrase, piece.bytes))
                })
                .map(|coding| coding.id)
                .collect();
            prop_assert_eq!(index.segments(phrase).unwrap(), expected, "{:?}", phrase);
        }
    }
}
