//! The query language: relations, comparisons and the rest of it, read, written and refused.

use kwali_analysis::{Query, QueryError, QueryProblem};
use kwali_model::{
    CodePath, CoderId, CodingId, DocumentId, Memo, MemoId, MemoTarget, SavedQuery, Scope,
};
use kwali_testkit::study;
use proptest::prelude::*;

use crate::asking::Asked;

const STUDY: &str = "\
== EIW-01 datum=2019-02-05 duur=60
-- Aaltje role=bewoner leeftijd=70 sinds=2018
-- Jan role=werker leeftijd=41 sinds=2019-03-05
Aaltje: <a>Onbetaald werk</a> en <b>tijdt</b>.
Jan: <a.sub@B>Werkdruk, <b@B>geen tijd</b@B></a.sub@B>. <c>Klaar</c>.
== EIW-02 datum=2019-04 duur=9
-- Piet leeftijd=9
Piet: <c>Zó 'n <b>drukte</b></c>!
== EIW-03 datum=2019
<c>Niets</c>
";

/// The first words of the segments that a query selects in the study above.
#[track_caller]
fn check(query: &str, expected: &[&str]) {
    let made = study(STUDY);
    let memo = |id, target, title: &str, text: &str| Memo {
        id: MemoId(id),
        name: None,
        target,
        coder: CoderId(1),
        created: None,
        title: title.into(),
        text: text.into(),
    };
    let coding = made.snapshot.codings().iter().find(|coding| coding.id == CodingId(1)).unwrap();
    let code = made.snapshot.codes().id(&CodePath::new("b").unwrap()).unwrap();
    let memos = [
        memo(1, MemoTarget::Coding(coding.id), "Twijfel", "Hoort dit hier?"),
        memo(2, MemoTarget::Code(code), "Grens", "Over de tijden."),
        memo(3, MemoTarget::Document(DocumentId(3)), "Sfeer", "Rustig."),
        memo(4, MemoTarget::Study, "Twijfel", "Over alles."),
    ];
    let asked = Asked { memos: &memos, ..Asked::new(&made.snapshot, &made.layouts, &made.texts) };
    let first_word = |number: usize| {
        let coding = &made.snapshot.codings()[number];
        let place = made.snapshot.document_place(coding.document).unwrap();
        let words = made.texts[place].slice(coding.span);
        words.split([' ', ',']).next().unwrap().to_owned()
    };
    let found: Vec<String> = asked.select(query).into_iter().map(first_word).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn numbers_are_compared_by_value() {
    check("leeftijd>=41", &["Onbetaald", "tijdt", "Werkdruk", "geen", "Klaar"]);
    check("leeftijd<41", &["Zó", "drukte"]);
    check("participant.leeftijd=70", &["Onbetaald", "tijdt"]);
    check("duur>9 not leeftijd<50", &["Onbetaald", "tijdt"]);
    check("leeftijd<9", &[]);
    check("not leeftijd>0", &["Niets"]);
}

#[test]
fn a_date_compares_only_where_that_is_certain() {
    check("datum<2019-03", &["Onbetaald", "tijdt", "Werkdruk", "geen", "Klaar"]);
    check("datum>=2019-03", &["Zó", "drukte"]);
    check("datum>2019-02-05", &["Zó", "drukte"]);
    check(
        "datum<=2019",
        &["Onbetaald", "tijdt", "Werkdruk", "geen", "Klaar", "Zó", "drukte", "Niets"],
    );
    // A year is neither before nor after a month in it.
    check("document:EIW-03 (datum<2019-03 or datum>=2019-03)", &[]);
    check("datum=2019-04", &["Zó", "drukte"]);
    check("sinds<2019", &["Onbetaald", "tijdt"]);
    check("sinds=2019-03", &["Werkdruk", "geen", "Klaar"]);
}

#[test]
fn words_are_found_though_mistyped_and_patterns_across_words() {
    check("tijdt~1", &["tijdt", "Werkdruk", "geen"]);
    check("tijd~1", &["tijdt", "Werkdruk", "geen"]);
    check("drukt~1", &["Zó", "drukte"]);
    check("wekrdruk~2", &["Werkdruk"]);
    check("/onbeta(a)?ld/", &["Onbetaald"]);
    check("/.*druk.*/", &["Werkdruk", "Zó", "drukte"]);
    check("\"geen /uur|tijd/\"", &["Werkdruk", "geen"]);
}

#[test]
fn memos_on_the_coding_its_code_and_its_document_are_looked_at() {
    check("memo:twijfel", &["Onbetaald"]);
    check("memo:*", &["Onbetaald", "tijdt", "geen", "drukte", "Niets"]);
    check("coding.memo:*", &["Onbetaald"]);
    check("code.memo:tijd", &["tijdt", "geen", "drukte"]);
    check("document.memo:rustig", &["Niets"]);
    check("memo:(missing)", &["Werkdruk", "Klaar", "Zó"]);
}

#[test]
fn origins_are_a_persons_unless_told_otherwise() {
    check("origin:suggestion", &[]);
    check("#c origin:person", &["Klaar", "Zó", "Niets"]);
}

#[test]
fn relations_look_at_other_codings_in_the_document() {
    check("#a overlaps(#b)", &["Werkdruk"]);
    check("#a! overlaps(#b)", &[]);
    check("#b within(#a, by the same coder)", &["geen"]);
    check("#a near(1 turn, #c)", &["Onbetaald", "Werkdruk"]);
    check("#c after(1 sentence, #a)", &["Klaar"]);
    check("alone", &["Onbetaald", "tijdt", "Klaar", "Niets"]);
    // No coding stands in a relation to itself.
    check("#b overlaps(#b)", &[]);
    check("#a before(#a.sub)", &["Onbetaald"]);
    check("within(minus(#a, #b))", &["Onbetaald"]);
    check("#b same(intersect(#a, #b))", &["geen"]);
    check("#c disjoint(alone)", &["Klaar", "Zó", "Niets"]);
    check("#c (encloses(#b) or touches(#b))", &["Zó"]);
}

/// Fills in saved queries in a query.
fn filled_in(query: &str, saved: &[(&str, &str)]) -> Result<String, QueryError> {
    let saved: Vec<SavedQuery> = saved
        .iter()
        .map(|(name, text)| SavedQuery { name: (*name).into(), text: (*text).into() })
        .collect();
    Query::parse(query).unwrap().filled_in(&saved).map(|query| query.to_string())
}

#[test]
fn saved_queries_are_filled_in() {
    let saved = [("druk", "#a or tijd"), ("jong", "leeftijd<41"), ("beide", "@druk not @jong")];
    let filled = |query| filled_in(query, &saved).unwrap();
    assert_eq!(filled("@druk #c"), "(#a or tijd) #c");
    assert_eq!(filled("overlaps(@beide)"), "overlaps((#a or tijd) not leeftijd<41)");
    let names = Query::parse("@b @a or near(1 word, @b)").unwrap().saved_names();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn saved_queries_in_a_circle_are_refused() {
    let problem = |query, saved: &[(&str, &str)]| filled_in(query, saved).unwrap_err();
    let error = problem("x @a", &[("a", "@b"), ("b", "overlaps(@a)")]);
    assert_eq!(error.to_string(), "this saved query asks for itself: @a → @b → @a");
    assert_eq!(error.at, 2..4);
    let error = problem("@dr", &[("druk", "#a"), ("dru", "#b")]);
    assert_eq!(error.hint().unwrap(), "did you mean `@dru`?");
    let error = problem("@a", &[("a", "#b or")]);
    let told = "the saved query `@a` cannot be read: a condition is missing behind `or`";
    assert_eq!(error.to_string(), told);
}

#[test]
fn saved_queries_cannot_grow_without_bound() {
    let names: Vec<String> = (0..40).map(|n| format!("q{n}")).collect();
    let texts: Vec<String> = (1..41).map(|n| format!("@q{n} or @q{n}")).collect();
    let mut saved: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    saved[39].1 = "#a";
    assert_eq!(filled_in("@q0", &saved).unwrap_err().problem, QueryProblem::TooLong);
    let deep = format!("{}#a{}", "not (".repeat(25), ")".repeat(25));
    let nested =
        [("x", deep.as_str()), ("y", &deep.replace("#a", "@x")), ("z", &deep.replace("#a", "@y"))];
    assert_eq!(filled_in("@z", &nested).unwrap_err().problem, QueryProblem::TooDeep);
}

#[test]
fn names_can_be_changed_in_a_query() {
    let query = Query::parse(
        "#a or #a.b! overlaps(#a.b.c, by the same coder) #ab rol:x participant.rol>=3 document.rol:y @rol",
    )
    .unwrap();
    let path = |id: &str| CodePath::new(id).unwrap();
    assert_eq!(
        query.with_code_renamed(&path("a.b"), &path("z")).to_string(),
        "#a or #z! overlaps(#z.c, by the same coder) #ab rol:x participant.rol>=3 document.rol:y @rol"
    );
    assert_eq!(
        query.with_variable_renamed(Scope::Participant, "rol", "de rol").to_string(),
        "#a or #a.b! overlaps(#a.b.c, by the same coder) #ab \"de rol\":x \"participant.de rol\">=3 \
         document.rol:y @rol"
    );
    assert_eq!(
        query.with_saved_renamed("rol", "taak").to_string(),
        query.to_string().replace("@rol", "@taak")
    );
}

#[test]
fn every_part_of_the_language_is_written_in_one_way() {
    for (typed, written) in [
        ("overlaps( #a )", "overlaps(#a)"),
        ("#a near(2 paragraphs,#b or #c)", "#a near(2 paragraphs, #b or #c)"),
        ("near(1 words, x, by the same coder)", "near(1 word, x, by the same coder)"),
        ("before(#a) after(3 turn, #b)", "before(#a) after(3 turns, #b)"),
        ("before((3 x)) before(\"3\")", "before((3 x)) before((3))"),
        ("not alone or alone( by the same coder )", "not alone or alone(by the same coder)"),
        ("intersect(#a,union(#b,#c d))", "intersect(#a, union(#b, #c d))"),
        ("\"alone\" \"/x\" \"@x\" near (x)", "\"alone\" \"/x\" \"@x\" near x"),
        ("age>=40 document.date<2019-03", "age>=40 document.date<2019-03"),
        ("\"aantal jaren\"<=\"3\"", "\"aantal jaren\"<=3"),
        ("tijd~1 \"zo'n~2\" \"werk!\"", "tijd~1 zo'n~2 werk!"),
        ("/a b\\/(c)/x", "/a b\\/(c)/ x"),
        ("@druk @\"heel druk\"", "@druk @\"heel druk\""),
        (
            "memo:\"geen tijd\" memo:* code.memo:(missing)",
            "memo:\"geen tijd\" memo:* code.memo:(missing)",
        ),
        ("site:a,b", "site:\"a,b\""),
        ("origin:suggestion weight=100", "origin:suggestion weight=100"),
    ] {
        let query = Query::parse(typed).unwrap();
        assert_eq!(query.to_string(), written, "{typed}");
        assert_eq!(Query::parse(written), Ok(query), "{written}");
    }
}

#[track_caller]
fn check_refused(query: &str, expected: &str) {
    let snapshot = study(STUDY).snapshot;
    let error = Query::read(query, &snapshot).and_then(|query| query.resolve(&snapshot));
    let error = error.unwrap_err();
    let hint = error.hint().map(|hint| format!("\n{hint}")).unwrap_or_default();
    assert_eq!(format!("{}\n{error}{hint}", error.caret(query)), expected);
}

#[test]
fn what_cannot_be_read_points_to_the_place_and_says_what_to_do() {
    for (query, mark, told) in [
        (
            "#a overlap(#b)",
            "   ^^^^^^^",
            "there is no relation `overlap`\ndid you mean `overlaps`?",
        ),
        (
            "tijd(#b)",
            "^^^^",
            "there is no relation `tijd`\nput a space before the parenthesis if these are words",
        ),
        (
            "near(2 paragrafs, #b)",
            "       ^^^^^^^^^",
            "there is no unit `paragrafs`\ndid you mean `paragraphs`?",
        ),
        (
            "near(2 uur, #b)",
            "       ^^^",
            "there is no unit `uur`\nunits are `characters`, `words`, `sentences`, `turns`, \
             `paragraphs`, `seconds`",
        ),
        ("near(#b)", "^^^^^", "`near` needs a distance first\nas in `near(2 paragraphs, #code)`"),
        (
            "before(3, #b)",
            "       ^",
            "`before` needs a distance first\nas in `before(2 paragraphs, #code)`",
        ),
        (
            "before(3 turns #b)",
            "       ^^^^^^^",
            "a comma is missing behind this distance\nas in `near(2 paragraphs, #code)`",
        ),
        (
            "near(2.5 words, #b)",
            "     ^^^",
            "a distance is a whole number up to 4294967295\nas in `near(2 paragraphs, #code)`",
        ),
        (
            "overlaps()",
            "^^^^^^^^^^",
            "`overlaps` lacks a query\nas in `overlaps(#code)` or `overlaps(#code, by the same coder)`",
        ),
        (
            "overlaps(#a, #b)",
            "             ^^",
            "`overlaps` takes no more than this\n\
             as in `overlaps(#code)` or `overlaps(#code, by the same coder)`",
        ),
        ("intersect(#a)", "^^^^^^^^^^^^^", "`intersect` lacks a query\nas in `intersect(#a, #b)`"),
        (
            "overlaps((#a, #b))",
            "            ^",
            "a comma stands only between the parts of a relation\nput words with a comma in quotes",
        ),
        ("overlaps(#a", "        ^", "this parenthesis is never closed"),
        ("overlaps(#a or)", "            ^^", "a condition is missing behind `or`"),
        (
            "#a intersect(#a, #b)",
            "   ^^^^^^^^^^^^^^^^^",
            "`intersect` makes new spans, which are no codings: they have no code, coder or weight\n\
             let `kwali retrieve` show these spans, or put `intersect` into a relation, as in \
             `overlaps(intersect(#a, #b))`",
        ),
        (
            "tijd~3",
            "^^^^^^",
            "`tijd~3`: `~` stands behind a word, with 1 or 2 behind it\nas in `tijd~1`",
        ),
        ("/a(/ b", "^^^^", "`/a(/` is no pattern: unclosed group"),
        (
            "x /ab",
            "  ^",
            "this pattern is never closed with `/`\n\
             put words with signs in quotes; in a pattern write `\\/` for `/`",
        ),
        ("leeftijd>oud", "^^^^^^^^^^^^", "`leeftijd` holds numbers, and `oud` is none"),
        (
            "datum>5-2-2019",
            "^^^^^^^^^^^^^^",
            "`datum` holds dates, and `5-2-2019` is none\n\
             dates are written as 2019, 2019-03 or 2019-03-05",
        ),
        ("leeftijd>=", "^^^^^^^^^^", "a value is missing behind the comparison"),
        ("coder=A", "^^^^^^^", "a coder is not compared but named\nwrite `coder:NAME`"),
        (
            "origin:machine",
            "^^^^^^^^^^^^^^",
            "there is no origin `machine`\norigins are `person`, `suggestion`",
        ),
        ("x @", "  ^", "a saved query's name is missing behind `@`"),
        ("@druk", "^^^^^", "there is no saved query `@druk` in this study"),
        ("overlaps(#aa)", "         ^^^", "there is no code `aa` in this study\ndid you mean `a`?"),
    ] {
        check_refused(query, &format!("{query}\n{mark}\n{told}"));
    }
}

#[test]
fn a_hundred_thousand_of_anything_is_read_or_refused() {
    for part in ["(", "not ", "overlaps(", "near(1 word, ", "intersect(#a, ", "not (", "((", ")"] {
        assert!(Query::parse(&part.repeat(100_000)).is_err(), "{part}");
    }
    assert!(Query::parse(&"#a or ".repeat(100_000)).is_err());
    for part in ["x ", "#a "] {
        assert!(Query::parse(&part.repeat(100_000)).is_ok(), "{part}");
    }
}

/// Conditions as they can be typed, nested a few times.
fn typed() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        "#[a-c](\\.[a-c])?!?",
        "(document|group|coder|speaker|participant|role|participant\\.role):([a-z]{1,3}\\*?|\\(missing\\)|\"[a-z (),]{1,4}\")",
        "(weight|age|\"a b\"|document\\.date)(>=|<=|<|>|=)[1-9]{1,2}",
        "[a-z0-9]{1,4}(~[12]|\\*)?|\"[a-z]{1,3} ?[a-z]{1,3}\"",
        "/[a-z]{1,3}(\\\\/)?/|@[a-z]{1,3}|memo:(\\*|x)|origin:person|alone",
        "alone\\(by the same coder\\)",
    ];
    term.prop_recursive(4, 24, 3, |inner| {
        let relation = "overlaps|within|encloses|same|crosses|touches|disjoint|before|after|met-by";
        let unit = "(characters|words|sentences|turns|paragraphs|seconds)";
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            (relation, inner.clone(), any::<bool>()).prop_map(|(name, a, same)| {
                let same = if same { ", by the same coder" } else { "" };
                format!("{name}(({a}){same})")
            }),
            ("near|before|after", 0..30u32, unit, inner.clone())
                .prop_map(|(name, n, unit, a)| format!("{name}({n} {unit}, {a})")),
            ("intersect|minus|union", inner.clone(), inner)
                .prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
        ]
    })
}

#[track_caller]
fn check_robust(text: &str) {
    match Query::parse(text) {
        Ok(query) => assert_eq!(Query::parse(&query.to_string()), Ok(query), "{text}"),
        Err(error) => {
            assert!(error.at.start <= error.at.end && error.at.end <= text.len(), "{text}");
            error.caret(text);
            error.hint();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_written_is_read_as_the_same(text in typed()) {
        let query = Query::parse(&text);
        let query = query.unwrap_or_else(|error| panic!("{text}: {error}"));
        prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
    }

    /// Stands in for a fuzzer: any bytes, and queries with a few characters changed.
    #[test]
    fn no_text_makes_it_stumble(
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
        text in typed(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), "[#@/()\",:~<>=! a-zé0-9]|"), 1..4),
    ) {
        check_robust(&String::from_utf8_lossy(&bytes));
        let mut chars: Vec<String> = text.chars().map(String::from).collect();
        for (place, replacement) in changes {
            let place = place.index(chars.len());
            chars[place] = replacement;
        }
        check_robust(&chars.concat());
    }
}
