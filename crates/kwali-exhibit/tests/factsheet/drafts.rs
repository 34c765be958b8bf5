//! Templates made from what is in a study can be built as they are.

use kwali_exhibit::factsheet::{
    Checklist, DraftPart, DraftRequest, branches, draft, draft_checklist, perspective, usual_parts,
};

use super::*;

/// People of two roles, with what is known of them, in two kinds of interviews.
const STUDY: &str = "\
== N-01 site=Utrecht mode=groep
-- Aaltje role=bewoner age=50 paid=nee
-- Baran role=werker age=41 paid=ja
Aaltje: <barrier.time>Er is nooit tijd om rustig bij elkaar te zitten</barrier.time>.
Baran: <enabler>Wij kennen elkaar al jaren en dat scheelt veel</enabler>.
== N-02 site=Gouda mode=alleen
-- Carla role=werker age=36 paid=ja
Carla: <barrier.money>Er is geen geld om hier mee door te gaan</barrier.money>.
== N-03 site=Gouda mode=groep
-- Driss role=bewoner age=28 paid=nee
Driss: <barrier.time@B>Ze hebben het druk en komen niet meer langs</barrier.time@B>.";

fn request(made: &MarkedStudy, language: Language) -> DraftRequest {
    let by = perspective(&made.snapshot).map(str::to_owned);
    let parts = usual_parts(&made.snapshot, by.as_deref());
    DraftRequest { language, parts, by, ..DraftRequest::default() }
}

/// Builds the usual template of a study.
#[track_caller]
fn drafted(study: &str, language: Language) -> (String, Built) {
    let made = kwali_testkit::study(study);
    let template = draft(&made.snapshot, &request(&made, language));
    let built = built_from(&made, &template);
    (template.clone(), built.unwrap_or_else(|error| panic!("{error}\n{template}")))
}

#[test]
fn a_template_has_what_is_in_the_study() {
    let (template, built) = drafted(STUDY, Language::Dutch);
    let headings: Vec<&str> =
        built.markdown.lines().filter(|line| line.starts_with("## ")).collect();
    let expected = [
        "## Met wie is gesproken",
        "## barrier",
        "## enabler",
        "## Wie noemt wat",
        "## In hun eigen woorden",
        "## Hoe dit is geteld",
    ];
    assert_eq!(headings, expected);
    for said in [
        "Deze factsheet berust op 3 interviews met\n4 deelnemers, waarin 3 segmenten zijn gecodeerd.",
        "> **barrier**: de helft van de deelnemers (2 van de 4); het vaakst time (1) en money (1).",
        "> **enabler**: een kwart van de deelnemers (1 van de 4).",
        "| Gouda | 1 | 1 | 2 | 2 |",
        "| – bewoner | 2 | 50,0% |",
        "| Age | 4 |",
        "voldoen aan deze vraag: coder:A.",
    ] {
        assert!(built.markdown.contains(said), "{said}\n{}", built.markdown);
    }
    assert!(template.contains("{% set counted = \"coder:A\" %}"), "{template}");
    assert!(template.matches("{#").count() > 8, "{template}");
    for name in ["Aaltje", "Baran", "Carla", "Driss"] {
        assert!(!built.markdown.contains(name));
    }
}

#[test]
fn a_template_speaks_english() {
    let (_, built) = drafted(STUDY, Language::English);
    let said = "> **enabler**: a quarter of the participants (1 of 4).";
    assert!(built.markdown.contains(said), "{}", built.markdown);
    assert!(built.html.contains("<html lang=\"en\">"));
}

#[test]
fn where_nothing_is_there_yet_the_template_says_so() {
    let (_, built) = drafted("", Language::Dutch);
    for said in
        ["nog geen interviews", "nog niets meer bekend", "nog geen codes", "**Citaten**: geen"]
    {
        assert!(built.markdown.contains(said), "{said}\n{}", built.markdown);
    }
    // Words without speakers: documents are counted.
    let (_, built) = drafted("== N-01\n<a>Er is geen tijd</a>.\n== N-02\nNiets.", Language::Dutch);
    assert!(
        built.markdown.contains("**a**: de helft van de interviews (1 van de 2)"),
        "{}",
        built.markdown
    );
    // Nothing coded.
    let (_, built) = drafted("== N-01\n-- Aaltje role=bewoner\nAaltje: Niets.", Language::English);
    assert!(built.markdown.contains("1 interview with\n1 participant,"), "{}", built.markdown);
}

#[test]
fn parts_and_branches_are_chosen() {
    let made = kwali_testkit::study(STUDY);
    let names: Vec<String> =
        branches(&made.snapshot, Language::Dutch).into_iter().map(|(id, _)| id).collect();
    assert_eq!(names, ["barrier", "enabler"]);
    for part in DraftPart::ALL {
        let parts = vec![part];
        let template =
            draft(&made.snapshot, &DraftRequest { parts, ..request(&made, Language::Dutch) });
        assert!(built_from(&made, &template).is_ok(), "{template}");
    }
    let chosen = DraftRequest {
        parts: vec![DraftPart::Themes],
        branches: vec!["barrier.money".to_owned()],
        ..request(&made, Language::Dutch)
    };
    let template = draft(&made.snapshot, &chosen);
    assert!(template.contains("## money\n") && !template.contains("enabler"), "{template}");
}

#[test]
fn checklists_prove_what_the_study_can_and_ask_the_rest() {
    let made = kwali_testkit::study(STUDY);
    let request = DraftRequest {
        code_changes: [("add".to_owned(), 5), ("change".to_owned(), 2)].into(),
        ..request(&made, Language::Dutch)
    };
    let build = |checklist| {
        let template = draft_checklist(&made.snapshot, checklist, &request);
        let built =
            built_from(&made, &template).unwrap_or_else(|error| panic!("{error}\n{template}"));
        built.markdown
    };
    let coreq = build(Checklist::Coreq);
    let section = |name: &str| {
        let (_, rest) = coreq.split_once(name).unwrap_or_else(|| panic!("{name}\n{coreq}"));
        rest.split("\n### ").next().unwrap().to_owned()
    };
    assert!(section("### 12. Omvang").contains("4 deelnemers in 3 interviews."));
    assert!(!section("### 12. Omvang").contains("Nog te beantwoorden"));
    assert!(section("### 10. Steekproef").contains("**Nog te beantwoorden:** …"));
    assert!(section("### 26. Herkomst").contains("5 × toegevoegd, 2 × gewijzigd"));
    assert!(section("### 27. Software").contains("kwali 0.1.0."));
    // By number, never by name: Carla is the third participant of the study.
    let quotations = section("### 29. Citaten");
    assert!(quotations.contains("| werker | 3 |") && !quotations.contains("Carla"), "{quotations}");
    assert!(coreq.contains("### 32. ") && !coreq.contains("### 33. "));
    let srqr = build(Checklist::Srqr);
    assert!(srqr.contains("### 21. ") && !srqr.contains("### 22. "));
}

#[test]
fn a_checklist_of_an_empty_study_asks_all_but_the_software() {
    let made = kwali_testkit::study("");
    for checklist in Checklist::ALL {
        let template =
            draft_checklist(&made.snapshot, checklist, &request(&made, Language::English));
        let markdown = built_from(&made, &template).unwrap().markdown;
        let proved: Vec<&str> =
            markdown.lines().filter(|line| line.starts_with("**From the study:**")).collect();
        assert!(proved.iter().any(|line| line.contains("kwali 0.1.0")), "{markdown}");
        assert!(proved.len() <= 2, "{proved:?}");
    }
}
