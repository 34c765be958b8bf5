//! Passages like an example.

use kwali_analysis::{Example, Likeness, Passage, PlaceError, Query, passages_where};
use kwali_testkit::{MarkedStudy, study};
use kwali_text::Language;

const STUDY: &str = "\
== een site=Utrecht
-- Interviewer
-- Aaltje role=bewoner
Interviewer: Hebben cliënten tijd?
Aaltje: <a>Geen client</a> heeft er tijd voor.
Niemand.
== twee site=Gouda
-- Baran role=werker
Baran: De cliënten lopen weg, en elke cliënt loopt.";

fn likeness(made: &MarkedStudy, example: &str) -> Likeness {
    let mut likeness = Likeness::new(Example::of([(&Language::dutch(), example)]));
    for (place, document) in made.snapshot.documents().iter().enumerate() {
        likeness.add(place, document, (&made.texts[place], &made.layouts[place]), &|_| true);
    }
    likeness
}

/// What is found, each passage behind its words in common, their first forms there and how often.
#[track_caller]
fn check(example: &str, expected: &[&str]) {
    let made = study(STUDY);
    let ranked = likeness(&made, example).ranked(&|_| true);
    let found: Vec<String> = ranked
        .iter()
        .map(|like| {
            let text = made.texts[like.passage.place].slice(like.passage.span);
            let shared: Vec<String> = like
                .shared
                .iter()
                .map(|word| {
                    format!("{} {} {}", word.word, &text[word.first.clone()], word.in_passage)
                })
                .collect();
            format!("{}: {}", shared.join(", "), text.trim())
        })
        .collect();
    assert_eq!(found, expected, "{example}");
}

#[test]
fn words_meet_in_all_their_forms_and_rare_ones_weigh_most() {
    check(
        "Cliënten die lopen",
        &[
            "lopen lopen 2, cliënten cliënten 2: De cliënten lopen weg, en elke cliënt loopt.",
            "cliënten cliënten 1: Hebben cliënten tijd?",
            "cliënten client 1: Geen client heeft er tijd voor.",
        ],
    );
    check("giraffe", &[]);
}

#[test]
fn weights_add_up_to_the_score_and_scores_go_down() {
    let made = study(STUDY);
    let ranked = likeness(&made, "tijd cliënt lopen weg").ranked(&|_| true);
    assert_eq!(ranked.len(), 3);
    assert!(ranked.windows(2).all(|pair| pair[0].score >= pair[1].score));
    for like in ranked {
        let sum: f64 = like.shared.iter().map(|word| word.weight).sum();
        assert!((sum - like.score).abs() < 1e-12);
    }
}

#[test]
fn an_example_of_function_words_is_empty() {
    let dutch = Language::dutch();
    assert!(Example::of([(&dutch, "en de het, ik")]).is_empty());
    assert!(!Example::of([(&dutch, "tijd")]).is_empty());
    assert!(Example::of([]).is_empty());
}

#[test]
fn a_query_for_places_selects_passages() {
    let made = study(STUDY);
    let passages: Vec<Passage> = likeness(&made, "tijd").passages().collect();
    let selected = |typed: &str| {
        let query = Query::parse(typed).unwrap();
        passages_where(&made.snapshot, &made.layouts, &passages, &query)
    };
    assert_eq!(passages.len(), 4);
    assert_eq!(selected("role:bewoner"), Ok(vec![1, 2]));
    assert_eq!(selected("site:Gouda or speaker:Interviewer"), Ok(vec![0, 3]));
    assert_eq!(selected("not document:een"), Ok(vec![3]));
    assert_eq!(selected(""), Ok(vec![0, 1, 2, 3]));
    for typed in ["#a", "coder:A", "tijd", "role:bewoner weight>5", "overlaps(#a)"] {
        assert_eq!(selected(typed), Err(PlaceError::AsksForCodings), "{typed}");
    }
    assert!(matches!(selected("rol:bewoner"), Err(PlaceError::Query(_))));
}
