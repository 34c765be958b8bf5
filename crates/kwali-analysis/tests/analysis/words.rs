//! Words counted, against counts by hand and by the plainest loops.

use std::collections::BTreeMap;

use kwali_analysis::{
    CollocateCounter, Collocates, GroupWords, Spoken, SpokenText, StopWords, WordCounter,
    WordCounts, WordForms, WordGroups, WordRules, keyness, merged,
};
use kwali_model::{Scope, units};
use kwali_testkit::{MarkedStudy, study};
use kwali_text::{Phrase, counted_form, words};
use proptest::prelude::*;

fn all_words() -> WordRules {
    WordRules { stop_words: StopWords::None, forms: WordForms::Apart }
}

fn each_document(made: &MarkedStudy, mut act: impl FnMut(&SpokenText<'_>)) {
    let texts = made.texts.iter().zip(&made.layouts);
    for (place, (document, (text, layout))) in
        made.snapshot.documents().iter().zip(texts).enumerate()
    {
        act(&SpokenText { place, document, text, layout, within: None });
    }
}

fn count(made: &MarkedStudy, groups: WordGroups, rules: WordRules) -> WordCounts {
    let mut counter = WordCounter::new(groups, rules);
    each_document(made, |spoken| counter.add(spoken));
    counter.finish()
}

fn together(made: &MarkedStudy, rules: WordRules) -> WordCounts {
    count(made, WordGroups::new(&made.snapshot, GroupWords::Together).unwrap(), rules)
}

/// The words of a study with how often each is spoken by group.
#[track_caller]
fn check(counts: &WordCounts, expected: &[(&str, &[u64])]) {
    let found: Vec<(&str, &[u64])> =
        counts.rows.iter().map(|row| (row.word.as_str(), row.by_group.as_slice())).collect();
    assert_eq!(found, expected);
}

const TALK: &str = "\
== d1 site=Ede\n-- Interviewer\n-- Aaltje rol=bewoner\n-- Bert rol=werker\n\
Interviewer: Hoe is de tijd?\nAaltje: Géén tijd, geen Tijd.\nBert: De tijd.\n\
== d2 site=Zeist\n-- Aaltje rol=bewoner\nZomaar.\nAaltje: De tijden.";

#[test]
fn words_are_counted_in_their_counted_form_commonest_first() {
    let made = study(TALK);
    let counts = together(&made, all_words());
    check(
        &counts,
        &[
            ("tijd", &[4]),
            ("de", &[3]),
            ("geen", &[1]),
            ("géén", &[1]),
            ("hoe", &[1]),
            ("is", &[1]),
            ("tijden", &[1]),
            ("zomaar", &[1]),
        ],
    );
    let documents: Vec<u64> = counts.rows.iter().map(|row| row.documents).collect();
    assert_eq!(documents, [1, 2, 1, 1, 1, 1, 1, 1]);
}

#[test]
fn words_that_are_left_out_count_in_the_totals() {
    let made = study(TALK);
    let counts = together(&made, WordRules::default());
    check(&counts, &[("tijd", &[4]), ("géén", &[1]), ("tijden", &[1]), ("zomaar", &[1])]);
    let totals = &counts.groups[0];
    assert_eq!((totals.tokens, totals.types), (13, 8));
    assert_eq!((totals.counted_tokens, totals.counted_types), (7, 4));
    let own = StopWords::These(["tijd".to_owned()].into());
    let counts = together(&made, WordRules { stop_words: own, ..WordRules::default() });
    assert_eq!(counts.groups[0].counted_types, 7);
}

#[test]
fn forms_meet_in_their_stem() {
    let made = study("Lopen, loopt, gelopen, lopen.");
    let rules = WordRules { forms: WordForms::Stemmed, ..WordRules::default() };
    let counts = together(&made, rules);
    check(&counts, &[("loop", &[4])]);
    let forms: Vec<(&str, u64)> =
        counts.rows[0].forms.iter().map(|(form, count)| (form.as_str(), *count)).collect();
    assert_eq!(forms, [("lopen", 2), ("gelopen", 1), ("loopt", 1)]);
    assert_eq!(counts.stemmers, ["Snowball 3 `dutch` (Kraaij-Pohlmann)"]);
}

#[test]
fn words_belong_to_groups_by_document_speaker_and_value() {
    let made = study(TALK);
    let rol = made.snapshot.variable(Scope::Participant, "rol").unwrap().id;
    let site = made.snapshot.variable(Scope::Document, "site").unwrap().id;
    let tijd = |by| {
        let groups = WordGroups::new(&made.snapshot, by).unwrap();
        let counts = count(&made, groups, WordRules::default());
        let names: Vec<String> = counts.groups.iter().map(|group| group.name.clone()).collect();
        (names.join(" "), counts.rows[0].by_group.clone())
    };
    assert_eq!(tijd(GroupWords::ByDocument), ("d1 d2".into(), vec![4, 0]));
    assert_eq!(
        tijd(GroupWords::BySpeaker),
        ("Aaltje Bert Interviewer (missing)".into(), vec![2, 1, 1, 0])
    );
    assert_eq!(
        tijd(GroupWords::ByVariable(rol)),
        ("bewoner werker (missing)".into(), vec![2, 1, 1])
    );
    assert_eq!(tijd(GroupWords::ByVariable(site)), ("Ede Zeist (missing)".into(), vec![4, 0, 0]));
    assert_eq!(tijd(GroupWords::ByGroup), ("(missing)".into(), vec![4]));
}

#[test]
fn two_groups_are_compared_or_one_with_the_rest() {
    let made = study(TALK);
    let rol = made.snapshot.variable(Scope::Participant, "rol").unwrap().id;
    let role = |name: &str| Spoken::WithValue(rol, Some(name.to_owned()));
    let sizes = |second: Option<&Spoken>| {
        let second = second.map(|second| (second, "b"));
        let groups = WordGroups::two(&made.snapshot, (&role("bewoner"), "a"), second);
        let counts = count(&made, groups, all_words());
        (counts.groups[0].tokens, counts.groups[1].tokens)
    };
    assert_eq!(sizes(Some(&role("werker"))), (6, 2));
    assert_eq!(sizes(None), (6, 7));
    assert_eq!(sizes(Some(&Spoken::BySpeaker("Interviewer".into()))), (6, 4));
    assert_eq!(sizes(Some(&Spoken::InDocument("d2".into()))), (6, 1));
    assert_eq!(sizes(Some(&Spoken::WithValue(rol, None))), (6, 5));
}

#[test]
fn key_words_come_with_the_largest_difference_first() {
    let made = study("-- A\n-- B\nA: x x x y z\nB: y y y z w");
    let spoken = |name: &str| Spoken::BySpeaker(name.into());
    let groups = WordGroups::two(&made.snapshot, (&spoken("A"), "A"), Some((&spoken("B"), "B")));
    let words = keyness(count(&made, groups, all_words())).unwrap();
    let found: Vec<(&str, f64)> =
        words.iter().map(|word| (word.count.word.as_str(), word.log_ratio)).collect();
    assert_eq!(found, [("x", 6f64.log2()), ("w", -1.0), ("y", -(3f64.log2())), ("z", 0.0)]);
    // 2 · 3 ln 2, by hand.
    assert!((words[0].log_likelihood - 6.0 * 2f64.ln()).abs() < 1e-12);
    let groups = WordGroups::two(&made.snapshot, (&spoken("C"), "C"), None);
    assert!(keyness(count(&made, groups, all_words())).is_err());
}

#[test]
fn only_words_that_lie_whole_in_a_span_count() {
    let made = study("een twee drie vier");
    let text = &made.texts[0];
    let span = |start, end| text.span(start, end).unwrap();
    let within = merged(text, vec![span(9, 14), span(4, 8), span(6, 9)]);
    assert_eq!(within, [span(4, 14)]);
    let groups = WordGroups::new(&made.snapshot, GroupWords::Together).unwrap();
    let mut counter = WordCounter::new(groups, all_words());
    let document = &made.snapshot.documents()[0];
    let layout = &made.layouts[0];
    counter.add(&SpokenText { place: 0, document, text, layout, within: Some(&[span(4, 11)]) });
    check(&counter.finish(), &[("twee", &[1])]);
}

fn collocates(made: &MarkedStudy, node: &str, window: usize) -> Collocates {
    let groups = WordGroups::new(&made.snapshot, GroupWords::Together).unwrap();
    let node = Phrase::parse(node).unwrap();
    let mut counter = CollocateCounter::new(groups, all_words(), node, window);
    each_document(made, |spoken| counter.add(spoken));
    counter.finish(1)
}

#[test]
fn collocates_stand_in_the_window_of_their_paragraph() {
    let made = study("a b TIJD c d e\ntijd b a\nc");
    let found = collocates(&made, "tijd", 1);
    assert_eq!((found.nodes, found.tokens), (2, 10));
    let near: Vec<(&str, u64, u64)> =
        found.rows.iter().map(|row| (row.word.as_str(), row.near, row.tokens)).collect();
    assert_eq!(near, [("b", 2, 2), ("c", 1, 2)]);
    let b = &found.rows[0];
    // By hand: expected 2 · 2 · 2 / 10; logDice 14 + log2(4/4).
    assert_eq!((b.expected, b.log_dice), (0.8, 14.0));
    assert!((b.t_score - 1.2 / 2f64.sqrt()).abs() < 1e-12);
    assert!((b.mutual_information - 2.5f64.log2()).abs() < 1e-12);
    assert!((found.rows[1].log_dice - 13.0).abs() < 1e-12);
}

#[test]
fn a_word_near_two_nodes_counts_once_and_nodes_do_not() {
    let made = study("tijd a tijd tijden");
    let found = collocates(&made, "tijd", 3);
    assert_eq!(found.nodes, 3);
    assert_eq!(found.rows.len(), 1);
    assert_eq!((found.rows[0].near, found.rows[0].tokens), (1, 1));
}

fn talk() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(&["de", "tijd", "Tijd", "géén", "zo’n", "ex-man", "x", "–"][..]);
    let turn = (0..4usize, prop::collection::vec(word, 0..12));
    prop::collection::vec((turn, any::<bool>()), 1..12).prop_map(|turns| {
        let mut talk = "== d1 site=Ede\n-- I\n-- A rol=x\n-- B rol=y\n".to_owned();
        let mut in_first = true;
        for ((speaker, words), is_next) in turns {
            if is_next && in_first {
                talk.push_str("== d2\n-- I\n-- B rol=y\n-- A rol=x\n");
                in_first = false;
            }
            let label = ["", "I: ", "A: ", "B: "][speaker];
            talk.push_str(&format!("{label}{}\n", words.join(" ")));
        }
        talk
    })
}

/// Every word with its speaker's name and its document, by the plainest way.
fn plainly(made: &MarkedStudy) -> Vec<(usize, String, Vec<String>)> {
    let mut found = Vec::new();
    for (place, document) in made.snapshot.documents().iter().enumerate() {
        let text = &made.texts[place];
        for unit in units(text, &made.layouts[place]) {
            let said = &text.as_str()[unit.bytes];
            let name = unit
                .speaker
                .map_or(String::new(), |speaker| document.speakers[speaker.index()].name.clone());
            let said = words(said).map(|word| counted_form(&said[word])).collect();
            found.push((place, name, said));
        }
    }
    found
}

proptest! {
    #[test]
    fn counts_agree_with_plain_ones(marked in talk()) {
        let made = study(&marked);
        let groups = WordGroups::new(&made.snapshot, GroupWords::BySpeaker).unwrap();
        let names = groups.names().to_vec();
        let counts = count(&made, groups, all_words());
        let mut expected: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for (_, name, said) in plainly(&made) {
            let group = names.iter().position(|n| *n == name).unwrap_or(names.len() - 1);
            for word in said {
                expected.entry(word).or_insert_with(|| vec![0; names.len()])[group] += 1;
            }
        }
        let found: BTreeMap<String, Vec<u64>> =
            counts.rows.iter().map(|row| (row.word.clone(), row.by_group.clone())).collect();
        prop_assert_eq!(&found, &expected);
        for (group, totals) in counts.groups.iter().enumerate() {
            prop_assert_eq!(totals.tokens, expected.values().map(|of| of[group]).sum::<u64>());
            let types = expected.values().filter(|of| of[group] > 0).count() as u64;
            prop_assert_eq!((totals.types, totals.counted_types), (types, types));
        }
        prop_assert!(counts.rows.is_sorted_by_key(|row| (u64::MAX - row.tokens, row.word.clone())));
    }

    #[test]
    fn collocates_agree_with_plain_ones(marked in talk(), window in 1usize..4) {
        let made = study(&marked);
        let found = collocates(&made, "tijd!", window);
        let mut near: BTreeMap<String, u64> = BTreeMap::new();
        for (_, _, said) in plainly(&made) {
            for (at, word) in said.iter().enumerate().filter(|(_, word)| *word != "tijd") {
                let is_node = |other: usize| said.get(other).is_some_and(|word| word == "tijd");
                let is_near = (1..=window).any(|distance| {
                    is_node(at + distance) || at.checked_sub(distance).is_some_and(is_node)
                });
                *near.entry(word.clone()).or_default() += u64::from(is_near);
            }
        }
        near.retain(|_, count| *count > 0);
        let found: BTreeMap<String, u64> =
            found.rows.into_iter().map(|row| (row.word, row.near)).collect();
        prop_assert_eq!(found, near);
    }
}
