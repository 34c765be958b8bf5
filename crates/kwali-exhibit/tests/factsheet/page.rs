//! The HTML page.

use super::*;

#[track_caller]
fn check_has(html: &str, expected: &str) {
    assert!(html.contains(expected), "no {expected} in:\n{html}");
}

#[test]
fn exhibits_stand_in_the_page_with_ids_captions_and_scopes() {
    let html = built(
        "# Wijk\n\n{{ frequencies(id=\"f\", codes=\"#barrier\", chart=true) }}\n\nEr waren \
         {{ count(\"#time\") }} tijden.\n",
    )
    .html;
    check_has(&html, "<!DOCTYPE html>\n<html lang=\"nl\">");
    check_has(&html, "<title>Wijk</title>");
    check_has(&html, "<section class=\"exhibit\" id=\"f\">\n<table>\n<caption><strong>");
    check_has(&html, "<th scope=\"row\">barrier.workload</th>");
    check_has(&html, "<figure>\n<svg");
    check_has(&html, "role=\"img\"");
    assert!(!html.contains("figcaption"), "the chart has its title in it");
    check_has(
        &html,
        "<p>Er waren <span class=\"fact\" id=\"number-1\" title=\"segments #time\">2</span> tijden.</p>",
    );
    assert!(!html.contains("<p><section"), "blocks stand outside of paragraphs");
    assert!(!html.contains("src=") && !html.contains("href="), "the page needs no other file");
}

#[test]
fn hostile_words_stay_words() {
    let made =
        kwali_testkit::study("== d\n-- A role=b\nA: <a>een x twee drie vier vijf zes zeven</a>");
    let hostile = made.texts[0].as_str().replace(" x ", " \u{3c}script>alert(1)\u{3c}/script> ");
    let text = kwali_text::Text::new(&hostile).unwrap();
    let span = text.span("A: ".len(), text.bytes()).unwrap();
    let coding = kwali_model::Coding { span, ..made.snapshot.codings()[0] };
    let parts = kwali_model::SnapshotParts {
        name: "\u{3c}b>naam\u{3c}/b>".into(),
        documents: made.snapshot.documents().to_vec(),
        participants: made.snapshot.participants().to_vec(),
        variables: made.snapshot.variables().to_vec(),
        codes: made.snapshot.codes().clone(),
        coders: made.snapshot.coders().to_vec(),
        codings: vec![coding],
        ..kwali_model::SnapshotParts::default()
    };
    let mut layout = made.layouts[0].clone();
    layout.turns[0].span = text.span(0, text.bytes()).unwrap();
    let made = MarkedStudy {
        snapshot: kwali_model::Snapshot::new(parts),
        layouts: vec![layout],
        texts: vec![text],
    };
    let factsheet = built_from(&made, "# {{ study.name }}\n\n{{ quotes(\"#a\") }}").unwrap();
    assert!(!factsheet.html.contains("<script>alert") && !factsheet.html.contains("<b>"));
    check_has(&factsheet.html, "een &lt;script&gt;alert(1)&lt;/script&gt; twee");
    check_has(&factsheet.html, "<title>&lt;b&gt;naam");
    check_has(&factsheet.markdown, r"een \<script>alert(1)\</script> twee");
}

#[test]
fn a_template_cannot_make_the_page_run_or_fetch() {
    let html = built(
        "<img src=x onerror=alert(1)>\n\n![plaatje](https://example.org/a.png)\n\n\
         [klik](javascript:alert(1)) [hier](https://example.org) [daar](#f)",
    )
    .html;
    assert!(!html.contains("<img") && !html.contains("javascript:"));
    check_has(&html, "<a href=\"https://example.org/a.png\">plaatje</a>");
    check_has(
        &html,
        "<a href=\"#\">klik</a> <a href=\"https://example.org\">hier</a> <a href=\"#f\">daar</a>",
    );
}

#[test]
fn charts_are_files_beside_the_markdown() {
    let files = built("{{ frequencies(id=\"f\", chart=true, table=false) }}").files;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["wijk-charts/f.png", "wijk-charts/f.svg"]);
    assert!(files["wijk-charts/f.png"].starts_with(b"\x89PNG"));
}
