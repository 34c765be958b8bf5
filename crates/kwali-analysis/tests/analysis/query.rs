//! Queries: how they are read, written, refused, and what they select.

use kwali_analysis::{Query, QueryError};
use kwali_testkit::study;
use proptest::prelude::*;

use crate::asking::Asked;
use crate::random_study::random_study;

const STUDY: &str = "\
== EIW-01 site=Utrecht duur=60
-- Interviewer
-- Aaltje role=bewoner leeftijd=70
-- Jan role=sociaal_werker
Interviewer: <barrier>Hoe gaat het?</barrier>
Aaltje: <barrier.workload>Geen tijd voor cliënten</barrier.workload>, <enabler@B>maar leuk</enabler@B>.
Jan: <barrier.workload@B>Te veel werkdruk</barrier.workload@B>.
== EIW-02 site=Arnhem
-- Piet leeftijd=41
Piet: <enabler>Tijd genoeg, geen zorgen.</enabler>
== Kort
<barrier>Niemand zegt dit.</barrier>
";

/// The first words of the segments that a query selects in the study above.
#[track_caller]
fn check(query: &str, expected: &[&str]) {
    let made = study(STUDY);
    let found = Asked::new(&made.snapshot, &made.layouts, &made.texts).select(query);
    let first_word = |&number: &usize| {
        let coding = &made.snapshot.codings()[number];
        let place = made.snapshot.document_place(coding.document).unwrap();
        made.texts[place].slice(coding.span).split(' ').next().unwrap().to_owned()
    };
    assert_eq!(found.iter().map(first_word).collect::<Vec<_>>(), expected, "{query}");
}

#[test]
fn codes_bring_their_subcodes_unless_told_otherwise() {
    check("", &["Hoe", "Geen", "maar", "Te", "Tijd", "Niemand"]);
    check("#barrier", &["Hoe", "Geen", "Te", "Niemand"]);
    check("#barrier!", &["Hoe", "Niemand"]);
    check("#barrier not #barrier!", &["Geen", "Te"]);
    check("#barrier.workload", &["Geen", "Te"]);
    check("#\"barrier\"!", &["Hoe", "Niemand"]);
}

#[test]
fn documents_coders_and_speakers_are_named() {
    check("document:EIW-02", &["Tijd"]);
    check("document:EIW*", &["Hoe", "Geen", "maar", "Te", "Tijd"]);
    check("document:*W*2", &["Tijd"]);
    check("group:(missing) coder:B", &["maar", "Te"]);
    check("speaker:Interviewer", &["Hoe"]);
    check("speaker:*a*", &["Geen", "maar", "Te"]);
    check("participant:Jan", &["Te"]);
    check("participant:(missing)", &["Hoe", "Niemand"]);
}

#[test]
fn variables_are_those_of_documents_or_of_who_speaks() {
    check("site:Utrecht #enabler", &["maar"]);
    check("site:(missing)", &["Niemand"]);
    check("role:bewoner", &["Geen", "maar"]);
    check("participant.role:\"sociaal_werker\"", &["Te"]);
    // Piet has no role; where nobody speaks there is none either.
    check("role:(missing)", &["Hoe", "Tijd", "Niemand"]);
    check("document.duur:60.0 leeftijd:70", &["Geen", "maar"]);
}

#[test]
fn words_are_looked_for_in_the_segment() {
    check("client", &["Geen"]);
    check("\"geen tijd\"", &["Geen"]);
    check("geen tijd", &["Geen", "Tijd"]);
    check("werkdr*", &["Te"]);
    check("“geen tijd” or leuk", &["Geen", "maar"]);
    check("not (tijd or werkdruk) #barrier", &["Hoe", "Niemand"]);
}

#[test]
fn or_binds_less_than_and() {
    check("#enabler coder:A or #barrier coder:B", &["Te", "Tijd"]);
    check("#enabler and (coder:A or coder:B)", &["maar", "Tijd"]);
    check("not not coder:B", &["maar", "Te"]);
}

#[test]
fn a_segment_of_two_participants_has_the_values_of_both() {
    let made = study(
        "-- Aaltje role=a\n-- Jan role=b\nAaltje: Ja, <c>dat is\nJan: zo</c>.\nAaltje: <c>Nee</c>.",
    );
    for (query, count) in [("role:a", 2), ("role:b", 1), ("role:a role:b", 1), ("not role:b", 1)] {
        let found = Asked::new(&made.snapshot, &made.layouts, &made.texts).select(query);
        assert_eq!(found.len(), count, "{query}");
    }
}

#[test]
fn codings_without_a_weight_meet_no_comparison() {
    check("weight>=0", &[]);
    check("not weight>=0 #enabler", &["maar", "Tijd"]);
}

#[test]
fn a_query_is_always_written_in_the_same_way() {
    for (typed, written) in [
        ("", ""),
        ("  #a   and\t#b ", "#a #b"),
        ("(#a)", "#a"),
        ("#a or (#b or #c) AND x", "#a or (#b or #c) x"),
        ("#a (#b #c)", "#a (#b #c)"),
        ("not (#a #b) or not not #c", "not (#a #b) or not not #c"),
        ("role:“sociaal werker”", "role:\"sociaal werker\""),
        ("\"aantal jaren\":3", "\"aantal jaren\":3"),
        ("document.site:(missing)", "document.site:(missing)"),
        ("site:\"(missing)\"", "site:\"(missing)\""),
        ("\"document\":x", "document:x"),
        ("#\"geen tijd\"!", "#\"geen tijd\"!"),
        ("\"or\" zo'n", "\"or\" zo'n"),
        ("coder:\"a\\\"b\\\\\"", "coder:\"a\\\"b\\\\\""),
        ("weight<10 weight=5", "weight<10 weight=5"),
        ("tijd:12:30", "tijd:\"12:30\""),
    ] {
        let query = Query::parse(typed).unwrap();
        assert_eq!(query.to_string(), written);
        assert_eq!(Query::parse(written), Ok(query), "{written}");
    }
}

#[track_caller]
fn check_refused(query: &str, expected: &str) {
    let resolve = |query: Query| query.resolve(&study(STUDY).snapshot);
    let error: QueryError = Query::parse(query).and_then(resolve).unwrap_err();
    let hint = error.hint().map(|hint| format!("\n{hint}")).unwrap_or_default();
    assert_eq!(format!("{}\n{error}{hint}", error.caret(query)), expected);
}

#[test]
fn what_cannot_be_read_is_shown() {
    check_refused(
        "#enabler \"geen tijd",
        "#enabler \"geen tijd\n         ^\nthis quotation mark is never closed",
    );
    check_refused("é (tijd", "é (tijd\n  ^\nthis parenthesis is never closed");
    check_refused("tijd) x", "tijd) x\n    ^\nthis parenthesis was never opened");
    check_refused("x ( )", "x ( )\n  ^^^\nthere is nothing between these parentheses");
    check_refused("x or", "x or\n  ^^\na condition is missing behind `or`");
    check_refused("and x", "and x\n^^^\na condition is missing before `and`");
    check_refused("x not or y", "x not or y\n  ^^^\na condition is missing behind `not`");
    check_refused("#! x", "#! x\n^^\na code's id is missing behind `#`");
    check_refused(
        "role: x",
        "role: x\n^^^^^\na value is missing behind `role:`\n\
         put a value with spaces in quotes, or write `(missing)`",
    );
    check_refused(":x", ":x\n^\na name is missing before `:`");
    for query in ["weight>=101", "weight>", "weight>=+5", "weight=>5"] {
        let mark = "^".repeat(query.len());
        let told = "a weight is compared with a whole number from 0 to 100, as in `weight>=50`";
        check_refused(query, &format!("{query}\n{mark}\n{told}"));
    }
    check_refused(
        "role=x",
        "role=x\n^^^^^^\n`role` holds text, which has no order\nwrite `role:VALUE`",
    );
    check_refused(
        "-#enabler",
        "-#enabler\n^^^^^^^^^\n`-` cannot stand in a word\nput `not` before what should not hold",
    );
    check_refused(
        "x *druk",
        "x *druk\n  ^^^^^\n`*druk`: `*` can only stand at the end of a word\n\
         put words with signs in quotes; `*` may end a word",
    );
    check_refused("a\nb (", "a b (\n    ^\nthis parenthesis is never closed");
}

#[test]
fn what_the_study_does_not_have_is_named_with_the_nearest() {
    check_refused(
        "tijd #barier.workload",
        "tijd #barier.workload\n     ^^^^^^^^^^^^^^^^\n\
         there is no code `barier.workload` in this study\ndid you mean `barrier.workload`?",
    );
    check_refused(
        "document:EIW-03",
        "document:EIW-03\n^^^^^^^^^^^^^^^\n\
         there is no document `EIW-03` in this study\ndid you mean `EIW-01`?",
    );
    check_refused("coder:Z*", "coder:Z*\n^^^^^^^^\nthere is no coder `Z*` in this study");
    check_refused(
        "coder:(missing)",
        "coder:(missing)\n^^^^^^^^^^^^^^^\nno coding is without a coder",
    );
    check_refused(
        "rol:bewoner",
        "rol:bewoner\n^^^^^^^^^^^\n\
         there is no variable `rol` in this study\ndid you mean `role`?",
    );
    check_refused(
        "site:utrecht",
        "site:utrecht\n^^^^^^^^^^^^\nno document has site `utrecht`\ndid you mean `Utrecht`?",
    );
    check_refused(
        "document.role:bewoner",
        "document.role:bewoner\n^^^^^^^^^^^^^^^^^^^^^\nthere is no variable `role` in this study",
    );
}

#[test]
fn a_variable_of_both_kinds_must_say_which() {
    let snapshot = study("== d1 jaar=1\n-- Jan jaar=2\nJan: <a>ja</a>").snapshot;
    let error = Query::parse("jaar:1").unwrap().resolve(&snapshot).unwrap_err();
    assert_eq!(error.to_string(), "`jaar` is a variable of documents and of participants");
    assert_eq!(error.hint().unwrap(), "write `document.jaar:` or `participant.jaar:`");
    assert!(Query::parse("document.jaar:1").unwrap().resolve(&snapshot).is_ok());
}

#[test]
fn deep_nesting_is_refused_and_no_crash() {
    for query in ["(".repeat(100_000), "not ".repeat(100_000)] {
        assert!(Query::parse(&query).is_err());
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[a#:()\"“”\\\\!*= <>é-]{0,20}|(and|or|not|#a|b|\\(|\\)| ){0,12}") {
        match Query::parse(&text) {
            Ok(query) => prop_assert_eq!(Query::parse(&query.to_string()), Ok(query)),
            Err(error) => {
                prop_assert!(error.at.start <= error.at.end && error.at.end <= text.len());
                error.caret(&text);
            }
        }
    }

    #[test]
    fn not_is_the_rest_and_or_the_union(study in random_study()) {
        let asked = Asked::new(&study.snapshot, &study.layouts, &study.texts);
        let count = |query: &str| asked.select(query).len();
        let all = study.snapshot.codings().len();
        for [a, b] in [["#a", "role:bewoner"], ["aé*", "coder:A"], ["weight>50", "site:Utrecht"]] {
            prop_assert_eq!(count(&format!("not {a}")) + count(a), all);
            let both = count(&format!("{a} {b}"));
            prop_assert_eq!(count(&format!("{a} or {b}")) + both, count(a) + count(b));
            prop_assert_eq!(count(&format!("not (not {a} or not {b})")), both);
        }
    }
}
