//! Coded segments with their context, and words where they stand.

use kwali_analysis::{Context, ContextWidth, coded_segments, context_span, keyword_in_context};
use kwali_model::Layout;
use kwali_testkit::study;
use kwali_text::Text;
use proptest::prelude::*;

use crate::random_study::random_study;

#[test]
fn a_segment_comes_with_who_speaks_and_what_else_is_coded_there() {
    let made = study(
        "== leeg\n== d\n-- Interviewer\n-- Aaltje role=a\nInterviewer: <c@B>Hoe\nAaltje: <a>is <b>het</b></a></c@B><d> nu</d>?",
    );
    let segments = coded_segments(&made.snapshot, &made.layouts, &[0, 1, 3]);
    let shown: Vec<String> = segments
        .iter()
        .map(|segment| {
            let path = |id| made.snapshot.codes().code(id).path.to_string();
            let others: Vec<String> = segment.other_codes.iter().map(|&id| path(id)).collect();
            let speakers: Vec<u32> = segment.speakers.iter().map(|number| number.0).collect();
            format!(
                "{} {} with {others:?} by {speakers:?} {:?} in {:?}",
                segment.place,
                path(segment.coding.code),
                segment.participants.iter().map(|person| person.0).collect::<Vec<_>>(),
                segment.paragraphs,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            r#"1 c with ["a", "b"] by [0, 1] [1] in (0, 1)"#,
            r#"1 a with ["c", "b"] by [1] [1] in (1, 1)"#,
            // Touching is no overlap.
            r#"1 d with [] by [1] [1] in (1, 1)"#,
        ]
    );
}

#[test]
fn a_segment_comes_with_all_codes_on_it_and_their_coders_and_its_turns() {
    let made = study(
        "-- Jan role=a\n-- Aaltje role=a\nJan: <a>Een <a@B>twee</a@B></a>\nAaltje: <b@B>dr<a>ie</a></b@B>",
    );
    let segments = coded_segments(&made.snapshot, &made.layouts, &[0, 3]);
    let told = |number: usize| -> Vec<(u32, Vec<u32>)> {
        let codes = segments[number].codes.iter();
        codes.map(|on| (on.code.0, on.coders.iter().map(|coder| coder.0).collect())).collect()
    };
    let coders: Vec<u32> = made.snapshot.coders().iter().map(|coder| coder.id.0).collect();
    assert_eq!(told(0), [(0, coders.clone())]);
    assert_eq!(told(1), [(0, vec![coders[0]]), (1, vec![coders[1]])]);
    assert_eq!((segments[0].turns, segments[1].turns), (Some((0, 0)), Some((1, 1))));
    assert_eq!(segments[0].time, None);
}

proptest! {
    #[test]
    fn other_codes_are_those_of_plain_loops(study in random_study()) {
        let codings = study.snapshot.codings();
        let all: Vec<usize> = (0..codings.len()).collect();
        for segment in coded_segments(&study.snapshot, &study.layouts, &all) {
            let coding = segment.coding;
            let mut others: Vec<_> = codings
                .iter()
                .filter(|other| other.document == coding.document && other.span.overlaps(coding.span))
                .map(|other| other.code)
                .filter(|&code| code != coding.code)
                .collect();
            others.sort();
            others.dedup();
            prop_assert_eq!(&segment.other_codes, &others);
            let mut pairs: Vec<_> = codings
                .iter()
                .filter(|other| other.document == coding.document && other.span.overlaps(coding.span))
                .map(|other| (other.code, other.coder))
                .collect();
            pairs.sort();
            pairs.dedup();
            let codes = segment.codes.iter();
            let found: Vec<_> =
                codes.flat_map(|on| on.coders.iter().map(|&coder| (on.code, coder))).collect();
            prop_assert_eq!(found, pairs);
        }
    }
}

#[track_caller]
fn check_context(marked: &str, context: Context, expected: &str) {
    let made = study(marked);
    let segment = made.snapshot.codings()[0].span;
    let span = context_span(&made.layouts[0], segment, context);
    assert_eq!(made.texts[0].slice(span), expected);
}

#[test]
fn context_is_whole_turns_or_paragraphs() {
    let marked = "-- A x=1\n-- B x=1\nA: een\nnog een\nB: <c>twee</c> en\nA: drie\nB: vier";
    check_context(marked, Context::None, "twee");
    check_context(marked, Context::Turns(0), "B: twee en");
    check_context(marked, Context::Turns(1), "A: een\nnog een\nB: twee en\nA: drie");
    check_context(marked, Context::Paragraphs(1), "nog een\nB: twee en\nA: drie");
    check_context(
        marked,
        Context::Turns(usize::MAX),
        "A: een\nnog een\nB: twee en\nA: drie\nB: vier",
    );
    check_context("een\n<c>twee</c>\ndrie", Context::Turns(1), "een\ntwee\ndrie");
    check_context("-- A x=1\n<c>Kop</c>\nA: een\nA: twee", Context::Turns(1), "Kop\nA: een");
}

#[track_caller]
fn check_keyword(marked: &str, width: ContextWidth, expected: [&str; 3]) {
    let start = marked.find('[').unwrap();
    let end = marked.find(']').unwrap() - 1;
    let text = Text::new(&marked.replace(['[', ']'], "")).unwrap();
    let layout = Layout { paragraphs: text.paragraphs(), turns: Vec::new() };
    let found = keyword_in_context(&text, &layout, start..end, width).unwrap();
    let part = |range| &text.as_str()[range];
    assert_eq!([part(found.left), text.slice(found.hit), part(found.right)], expected);
}

#[test]
fn a_keyword_has_context_up_to_the_ends_of_its_paragraph() {
    let marked = "Kop\nDé cliënt heeft [geen tijd], zegt zé vaak.\nEinde";
    check_keyword(marked, ContextWidth::Words(2), ["cliënt heeft ", "geen tijd", ", zegt zé"]);
    check_keyword(marked, ContextWidth::Characters(3), ["ft ", "geen tijd", ", z"]);
    check_keyword(marked, ContextWidth::Words(0), ["", "geen tijd", ""]);
    check_keyword(marked, ContextWidth::Characters(0), ["", "geen tijd", ""]);
    let all = ["Dé cliënt heeft ", "geen tijd", ", zegt zé vaak."];
    check_keyword(marked, ContextWidth::Words(9), all);
    check_keyword(marked, ContextWidth::Characters(99), all);
    check_keyword("een [ja\nnee] twee\nx", ContextWidth::Words(5), ["een ", "ja\nnee", " twee"]);
}

#[test]
fn the_context_of_a_keyword_in_a_long_line_is_the_same_as_in_a_short_one() {
    let long = "ervaringsdeskundigheid ’t zo’n é ".repeat(300);
    let text = Text::new(&format!("{long}hier")).unwrap();
    let layout = Layout { paragraphs: text.paragraphs(), turns: Vec::new() };
    let start = text.bytes() - 4;
    for n in [1, 2, 5, 40, 1199, 1200, 5000] {
        let hit = start..start + 4;
        let found = keyword_in_context(&text, &layout, hit, ContextWidth::Words(n)).unwrap();
        let left = &text.as_str()[found.left];
        assert_eq!(kwali_text::count_words(left), n.min(1200), "{n}");
    }
}

#[test]
fn the_context_of_a_keyword_leaves_out_the_label_of_its_turn() {
    let made = study("-- Anna x=1\nAnna: ja, geen tijd");
    let text = &made.texts[0];
    let start = text.as_str().find("tijd").unwrap();
    let width = ContextWidth::Words(9);
    let found = keyword_in_context(text, &made.layouts[0], start..start + 4, width).unwrap();
    assert_eq!(&text.as_str()[found.left], "ja, geen ");
}

#[test]
fn a_hit_that_is_not_in_the_text_is_an_error() {
    let text = Text::new("é").unwrap();
    for (start, end) in [(0, 1), (0, 3), (2, 2)] {
        let found =
            keyword_in_context(&text, &Layout::default(), start..end, ContextWidth::Words(1));
        assert!(found.is_err());
    }
}
