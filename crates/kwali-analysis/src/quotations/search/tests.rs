use proptest::prelude::*;

use super::*;
use crate::{Alteration, WordChange};

const STUDY: &str = "== d1\n-- Els role=bewoner\n-- Interviewer\nEls: Ik kwam er 's avonds niet graag, maar overdag wel. Dat is nou eenmaal zo, dat snap je wel.\n\
    Interviewer: En nu dan?\nEls: Nu kom ik er elke dag, ook als het regent. De koffie is er goed.\n\
    == d2\n-- Bo role=werker\nBo: Wij zien dat mensen rustiger worden. Dat is nou eenmaal zo, zeg ik altijd.\n";

/// Shows the verdict on a quotation with what differs and where it was said.
#[track_caller]
fn check(quotation: &str, expected: &str) {
    let made = kwali_testkit::study(STUDY);
    let found = find_quotations(&made.texts, &made.layouts, &[quotation]);
    let QuotationMatch { verdict, places } = &found[0];
    let shown = match verdict {
        QuotationVerdict::Exact => "exact".to_owned(),
        QuotationVerdict::Elided => "elided".to_owned(),
        QuotationVerdict::NotFound => "not found".to_owned(),
        QuotationVerdict::Altered(alterations) => {
            let shown = |alteration: &Alteration| match alteration {
                Alteration::Words(WordChange { quoted, said, negation }) => {
                    let sign = negation.map(|negation| format!(" {negation:?}"));
                    format!("{quoted}<{said}{}", sign.unwrap_or_default())
                }
                other => format!("{other:?}"),
            };
            alterations.iter().map(shown).collect::<Vec<_>>().join("; ")
        }
    };
    let documents: Vec<String> =
        places.iter().map(|place| format!("d{}", place.document + 1)).collect();
    assert_eq!(format!("{shown} {}", documents.join(",")).trim(), expected);
}

#[test]
fn words_as_they_were_said_are_exact() {
    check("Ik kwam er ’s avonds niet graag", "exact d1");
    check("maar overdag wel", "exact d1");
    check("Dat is nou eenmaal zo", "exact d1,d2");
    check("dat snap je wel. En nu dan? Nu kom ik er elke dag", "exact d1");
    check("dat snap je wel. [En nu dan?] Nu kom ik er elke dag", "exact d1");
}

#[test]
fn marked_elisions_and_insertions_are_proper() {
    check("Ik kwam er 's avonds niet graag […] Dat is nou eenmaal zo", "elided d1");
    check("… elke dag, ook als het regent…", "exact d1");
    check("Nu kom ik [in het huis] elke dag (...) De koffie is er goed", "elided d1");
    check("Wij zien dat [bewoners] rustiger worden", "elided d2");
}

#[test]
fn what_differs_is_told_word_by_word() {
    check("Ik kwam er 's avonds wel graag, maar overdag wel", "wel<niet Dropped d1");
    check("Ik kwam er 's avonds graag, maar overdag wel", "<niet Dropped d1");
    check("Wij zien niet dat mensen rustiger worden", "niet< Added d2");
    check("Nu kom ik er elke week, ook als het regent", "week,<dag, d1");
    check("Nu kom ik er elke dag ook als het regent", "dag<dag, d1");
    check("Ik kwam er 's avonds […] graag, maar overdag wel", "[…]<niet Dropped d1");
    check("Wij zien dat mensen [niet] rustiger worden", "[niet]< Added d2");
}

#[test]
fn parts_must_stand_in_order_in_one_document() {
    check("Nu kom ik er elke dag […] Ik kwam er 's avonds niet graag", "Order d1");
    check("Ik kwam er 's avonds niet graag […] mensen rustiger worden", "SeveralDocuments d1");
}

#[test]
fn what_nobody_said_is_not_found() {
    check("De gemeente stelt jaarlijks het beleidskader vast", "not found");
    check("Ik kwam er toen met de trein en zonder mijn hond", "not found");
    check("", "not found");
    check("[…]", "not found");
}

/// Returns a text of numbered words, so that no two passages are alike.
fn text_of(n_words: usize) -> String {
    let word = |number: usize| match number % 7 {
        6 => format!("w{number}.\n"),
        3 => format!("w{number}, "),
        _ => format!("w{number} "),
    };
    (0..n_words).map(word).collect()
}

fn verdict(texts: &[String], quotation: &str) -> QuotationVerdict {
    let texts: Vec<Text> = texts.iter().filter_map(|text| Text::new(text).ok()).collect();
    find_quotations(&texts, &[], &[quotation]).remove(0).verdict
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_passage_is_exact_altered_or_elided(
        start in 0usize..80,
        length in 4usize..40,
        at in 0usize..40,
        left_out in 1usize..20,
    ) {
        let texts = [text_of(120), "iets heel anders\n".to_owned()];
        let words: Vec<&str> = texts[0].split_whitespace().collect();
        let passage = &words[start..start + length];
        prop_assert_eq!(verdict(&texts, &passage.join(" ")), QuotationVerdict::Exact);

        let mut altered = passage.to_vec();
        altered[at % length] = "anders";
        let found = verdict(&texts, &altered.join(" "));
        prop_assert!(matches!(found, QuotationVerdict::Altered(_)), "{found:?}");

        // At least three words before and two behind what is left out.
        if length >= left_out + 5 {
            let from = 3 + at % (length - left_out - 4);
            let kept = [&passage[..from], &["[…]"], &passage[from + left_out..]].concat();
            prop_assert_eq!(verdict(&texts, &kept.join(" ")), QuotationVerdict::Elided);
        }
    }

    #[test]
    fn any_text_gets_a_verdict(said in "\\PC{0,60}", quotation in "[a-c …\\[\\]().,‘’']{0,30}") {
        let _ = verdict(&[said], &quotation);
        let _ = super::super::marked_quotations(&[&quotation, &quotation]);
    }
}
