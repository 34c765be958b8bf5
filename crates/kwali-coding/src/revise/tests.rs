//! What becomes of passages in corrected texts, and what must hold for all of them.

use kwali_text::Text;
use proptest::prelude::*;

use super::*;

/// Takes out the `[` and `]` around one passage, and returns the text and the passage.
fn marked(text: &str) -> (Text, Span) {
    let start = text.find('[').unwrap();
    let end = text.find(']').unwrap() - 1;
    let text = Text::new(&text.replace(['[', ']'], "")).unwrap();
    let span = text.span(start, end).unwrap();
    (text, span)
}

fn shown(carried: Carried, new: &Text) -> (&'static str, String) {
    let how = match carried {
        Carried::Exact(_) => "exact",
        Carried::Moved(_) => "moved",
        Carried::Fuzzy(_) => "fuzzy",
        Carried::Lost => "lost",
    };
    (how, carried.span().map(|span| new.slice(span).to_owned()).unwrap_or_default())
}

/// Checks what becomes of the passage between `[` and `]`.
#[track_caller]
fn check(old: &str, new: &str, how: &str, words: &str) {
    let (old, span) = marked(old);
    let new = Text::new(new).unwrap();
    let carried = Revision::between(&old, &new).carry(span);
    let (found, there) = shown(carried, &new);
    assert_eq!((found, there.as_str()), (how, words));
}

#[test]
fn words_that_did_not_change_are_exact() {
    check("Ik had [geen tijd] toen.", "Ik had geen tijd toen.", "exact", "geen tijd");
    check("Ik had [geen tijd] toen.", "Nou, ik had geen tijd.", "exact", "geen tijd");
    check("een [twee] drie", "nul een twee drie vier", "exact", "twee");
}

#[test]
fn text_at_the_very_edge_is_not_swallowed() {
    check("ik had [geen tijd] toen", "ik had echt geen tijd meer toen", "exact", "geen tijd");
    check("ik had [geen tijd.] Toen", "ik had geen tijd. Nooit. Toen", "exact", "geen tijd.");
    check("[geen tijd]", "nee: geen tijd!", "exact", "geen tijd");
    // Nobody can say which of the two words was added.
    check("ik [zei nee]", "ik zei zei nee", "exact", "zei nee");
    check("ik [zei nee]", "ik zei nee nee", "exact", "zei nee");
    check("ik [ja toch] wel", "ik ja ja toch wel", "exact", "ja toch");
}

#[test]
fn one_of_several_equal_passages_stays_where_it_was() {
    check("ja. nee. [ja]. nee. ja.", "ja. nee. ja. nee. ja.", "exact", "ja");
    let (old, span) = marked("ja. nee. [ja]. nee. ja.");
    let new = Text::new("ja. ja. nee. ja. nee. ja.").unwrap();
    let carried = Revision::between(&old, &new).carry(span);
    assert_eq!(carried.span().map(Span::start), Some(13));
    check("nee ja [ja] nee", "nee ja nee", "exact", "ja");
}

#[test]
fn words_added_within_belong_to_it() {
    check("ik had [geen tijd] toen", "ik had geen enkele tijd toen", "fuzzy", "geen enkele tijd");
}

#[test]
fn changed_words_are_fuzzy() {
    check("ik had [geen tijt voor] toen", "ik had geen tijd voor toen", "fuzzy", "geen tijd voor");
    check("zij [Ik had geen tijd] zei", "zij ik had geen tijd zei", "fuzzy", "ik had geen tijd");
    check("a [nooit geen tijd voor] b", "a nooit tijd voor b", "fuzzy", "nooit tijd voor");
    check("a [rode kop gezien] b", "a blauwe kop gezien b", "fuzzy", "blauwe kop gezien");
    check("nee [geen tijd]", "nee geen tijden", "fuzzy", "geen tijden");
    check("op [3%] na", "op 3 % na", "fuzzy", "3 %");
}

#[test]
fn an_edge_inside_a_word_stays_inside() {
    check("een on[betaald]e dag", "een onbetaalde dag", "exact", "betaald");
    check("nu een on[betaald]e dag", "een onbetaalde dag", "exact", "betaald");
}

#[test]
fn less_than_half_of_the_letters_is_lost() {
    check("ik had [geen tijd] toen", "ik had toen", "lost", "");
    check("ik had [geen tijd] toen", "ik had weinig geld toen", "lost", "");
    check("x [de tuin en het balkon] y", "x de fiets en het wegdek y", "lost", "");
    check("een [...] twee", "een twee", "lost", "");
}

#[test]
fn a_name_replaced_throughout_loses_nothing() {
    let old = "Bram kwam. Toen zei [Bram] iets. Bram zweeg.";
    let new = "Piet kwam. Toen zei Piet iets. Piet zweeg.";
    check(old, new, "fuzzy", "Piet");
    check("Toen kwam [Bram de Wit] thuis.", "Toen kwam [zoon] thuis.", "fuzzy", "[zoon]");
    check("Bram: [Ik ging.]\nBram: Ja.", "R1: Ik ging.\nR1: Ja.", "exact", "Ik ging.");
    check("[Bram: Ik]\nBram: Ja.", "R1: Ik\nR1: Ja.", "fuzzy", "R1: Ik");
}

const FIRST: &str = "Anna: We wonen hier al jaren met veel plezier.";
const SECOND: &str = "Bram: De buurvrouw brengt elke week soep en brood.";
const THIRD: &str = "Cees: Toen de winkel dichtging werd het stil op straat.";

#[test]
fn a_paragraph_put_elsewhere_takes_its_codings_along() {
    let old = format!("{FIRST}\n{}\n{THIRD}", SECOND.replace("soep", "[soep]"));
    check(&old, &format!("{SECOND}\n{FIRST}\n{THIRD}"), "moved", "soep");
    let edited = SECOND.replace("soep", "soepen");
    check(&old, &format!("{FIRST}\n{THIRD}\n{edited}"), "fuzzy", "soepen");
    check(&old, &format!("{FIRST}\n{THIRD}"), "lost", "");
    check(&old, FIRST, "lost", "");
}

#[test]
fn codings_that_come_to_touch_stay_two() {
    let old = Text::new("een twee drie vier").unwrap();
    let new = Text::new("een vier").unwrap();
    let mut revision = Revision::between(&old, &new);
    let spans = [(0, 4), (4, 9), (9, 14), (14, 18)];
    let carried =
        spans.map(|(start, end)| shown(revision.carry(old.span(start, end).unwrap()), &new));
    let carried: Vec<_> = carried.iter().map(|(how, words)| (*how, words.as_str())).collect();
    assert_eq!(carried, [("exact", "een "), ("lost", ""), ("lost", ""), ("exact", "vier")]);
}

#[test]
fn a_text_that_lost_its_last_half_loses_only_that() {
    let all = format!("{FIRST}\n{SECOND}\n{THIRD}\n{}", FIRST.replace("Anna", "Dirk"));
    let (old, new) = (Text::new(&all).unwrap(), Text::new(&all[..FIRST.len() + 20]).unwrap());
    let mut revision = Revision::between(&old, &new);
    let mut of = |words: &str| {
        let start = all.find(words).unwrap();
        shown(revision.carry(old.span(start, start + words.len()).unwrap()), &new).0
    };
    assert_eq!(
        [of("We wonen"), of("De buurvrouw"), of("stil"), of("Dirk")],
        ["exact", "exact", "lost", "lost"]
    );
}

#[test]
fn a_long_text_of_few_words_is_compared_in_bounded_time() {
    let words = |step: u32| -> String {
        let word = |n: u32| ["ja ", "nee ", "wel "][(n.wrapping_mul(step) >> 28) as usize % 3];
        (0..30_000).map(word).collect()
    };
    let (old, new) =
        (Text::new(&words(2_654_435_761)).unwrap(), Text::new(&words(2_246_822_519)).unwrap());
    let mut revision = Revision::between(&old, &new);
    for start in (0..old.bytes() - 20).step_by(5_000) {
        let span = old.span(start, start + 20).unwrap();
        if let Carried::Exact(found) | Carried::Moved(found) = revision.carry(span) {
            assert_eq!(new.slice(found), old.slice(span));
        }
    }
}

/// An edit of a text: so many words from a place on are replaced.
#[derive(Clone, Debug)]
struct Edit {
    at: usize,
    gone: usize,
    came: Vec<&'static str>,
}

/// Few enough words that many stand there often.
const VOCABULARY: [&str; 24] = [
    "ja", "nee", "de", "het", "een", "en", "wij", "ik", "tijd", "geen", "buurt", "koffie", "samen",
    "later", "toen", "huis", "straat", "Anna", "Bram", "werk", "druk", "zó", "cliënt", "iedereen",
];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(VOCABULARY.to_vec())
}

prop_compose! {
    fn edit()(at in 0usize..300, gone in 0usize..6, came in prop::collection::vec(word(), 0..5)) -> Edit {
        Edit { at, gone, came }
    }
}

/// Makes the edits, none of which touches a word at the places `kept`.
fn edited(
    words: &[&'static str],
    edits: &[Edit],
    kept: std::ops::Range<usize>,
) -> Vec<&'static str> {
    let mut gone = vec![false; words.len()];
    let mut before: Vec<Vec<&'static str>> = vec![Vec::new(); words.len() + 1];
    for edit in edits {
        let at = edit.at % (words.len() + 1);
        if kept.start < at && at < kept.end {
            continue;
        }
        before[at].extend(&edit.came);
        let end = (at + edit.gone).min(words.len());
        (at..end).filter(|place| !kept.contains(place)).for_each(|place| gone[place] = true);
    }
    let mut new = Vec::new();
    for (place, came) in before.iter().enumerate() {
        new.extend(came);
        new.extend(words.get(place).filter(|_| !gone[place]));
    }
    new
}

/// Words with a full stop and a new line behind every seventh.
fn text_of(words: &[&str]) -> String {
    let mut text = String::new();
    for (place, word) in words.iter().enumerate() {
        text.push_str(word);
        text.push_str(if place % 7 == 6 { ".\n" } else { " " });
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is done to a text: what is not reported as changed has the very same words.
    #[test]
    fn no_coding_ends_on_other_words_without_being_reported(
        words in prop::collection::vec(word(), 1..120),
        edits in prop::collection::vec(edit(), 0..8),
        a in 0usize..900, length in 1usize..60,
    ) {
        let old = Text::new(&text_of(&words)).unwrap();
        let new = Text::new(&text_of(&edited(&words, &edits, 0..0))).unwrap();
        let start = a % old.chars();
        let span = old.span_of_chars(start, (start + length).min(old.chars())).unwrap();
        match Revision::between(&old, &new).carry(span) {
            Carried::Exact(found) | Carried::Moved(found) => {
                prop_assert_eq!(new.slice(found), old.slice(span));
            }
            Carried::Fuzzy(found) => prop_assert!(new.slice(found) != old.slice(span)),
            Carried::Lost => {}
        }
    }

    /// Words that no edit touched are there still, and so is their coding, whatever comes and goes
    /// around them.
    #[test]
    fn codings_of_unchanged_words_keep_exactly_those_words(
        before in prop::collection::vec(word(), 0..60),
        coded in prop::collection::vec(word(), 3..12),
        behind in prop::collection::vec(word(), 0..60),
        edits in prop::collection::vec(edit(), 0..6),
    ) {
        let words = [before.clone(), coded.clone(), behind].concat();
        let kept = before.len()..before.len() + coded.len();
        let text = |words: &[&str]| words.join(" ");
        let old = Text::new(&text(&words)).unwrap();
        let new = Text::new(&text(&edited(&words, &edits, kept))).unwrap();
        let start = text(&before).len() + usize::from(!before.is_empty());
        let span = old.span(start, start + text(&coded).len()).unwrap();
        let carried = Revision::between(&old, &new).carry(span);
        let found = carried.span().map(|span| new.slice(span).to_owned());
        prop_assert_eq!(found, Some(text(&coded)), "{:?}\n{:?}", old, new);
        prop_assert!(!matches!(carried, Carried::Fuzzy(_)));
    }
}
