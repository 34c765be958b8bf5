//! Coded segments with their words: as a table, as lines, to be read.

use kwali_analysis::{
    Arranged, Arrangement, Context, Grouping, Page, Sample, SampleOf, arrange, coded_segments,
};
use kwali_exhibit::{SegmentReport, segments_jsonl, segments_list, segments_page, segments_table};
use kwali_model::Scope;

use super::*;

fn arranged(made: &MarkedStudy, codings: &[usize], arrangement: &Arrangement) -> Arranged {
    let segments = coded_segments(&made.snapshot, &made.layouts, codings);
    arrange(&made.snapshot, &segments, arrangement).unwrap()
}

/// Calls `write` with some of the sample's codings.
fn report<T>(
    codings: &[usize],
    arrangement: &Arrangement,
    context: Context,
    write: impl FnOnce(&SegmentReport<'_>) -> T,
) -> T {
    let (made, details) = (sample(), details());
    let passages = passages(&made, &details);
    let arranged = arranged(&made, codings, arrangement);
    let language = Language::Dutch;
    let query = Some("#time or #barrier");
    let totals = &made.snapshot.totals();
    let (passages, arranged) = (&passages, &arranged);
    write(&SegmentReport { passages, totals, arranged, context, query, language })
}

fn by_role() -> Arrangement {
    let role = sample().snapshot.variable(Scope::Participant, "role").unwrap().id;
    Arrangement { group_by: Some(Grouping::Variable(role)), ..Arrangement::default() }
}

#[test]
fn segments_as_lines_of_json() {
    let lines = |codings: &[usize], arrangement: &Arrangement| {
        report(codings, arrangement, Context::Turns(0), segments_jsonl)
    };
    assert_eq!(
        lines(&[1, 4], &Arrangement::default()),
        r#"{"id":"eiw-0002","document":"EIW-01","start":40,"end":44,"text":"tijd","code":"time","other_codes":["barrier.workload"],"coder":"B","weight":null,"speakers":["Aaltje"],"participants":["Aaltje"],"context":{"before":"Aaltje: Geen ","after":", zei ze."},"codes":[{"code":"barrier.workload","coders":["A"]},{"code":"time","coders":["B"]}],"comment":"twijfel\n<b>","paragraphs":[2,2],"turns":[2,2],"time":null,"origin":"person"}
{"id":"5","document":"EIW-02","start":7,"end":22,"text":"Er is geen geld","code":"barrier.money","other_codes":["time"],"coder":"A","weight":null,"speakers":["Carla"],"participants":["Carla"],"context":{"before":"Carla: ","after":" voor.\nEr is niets."},"codes":[{"code":"time","coders":["A"]},{"code":"barrier.money","coders":["A"]}],"comment":null,"paragraphs":[1,1],"turns":[1,1],"time":null,"origin":"person"}
"#
    );
    assert_eq!(lines(&[], &Arrangement::default()), "");
    assert!(lines(&[4], &by_role()).contains(r#","in_group":"sociaal_werker"}"#));
}

#[test]
fn a_table_shows_people_what_there_is() {
    let table =
        |codings: &[usize]| report(codings, &Arrangement::default(), Context::None, segments_table);
    check(
        &table(&[0, 1, 5]).unwrap(),
        Format::Markdown,
        Language::Dutch,
        "\
**Gecodeerde segmenten**

*Eenheid: segmenten; Basis: 3 van 7 segmenten; codeurs A en B; Vraag: #time or #barrier*

| Id | Document | Alinea | Spreker | Code | Codeur | Segment | Opmerking |
| --- | --- | ---: | --- | --- | --- | --- | --- |
| 1 | EIW-01 | 2 | Aaltje | barrier.workload | A | Geen tijd |  |
| eiw-0002 | EIW-01 | 2 | Aaltje | time | B | tijd | twijfel<br>\\<b> |
| 6 | EIW-02 | 1 | Carla | time | A | geen |  |
",
    );
    let columns = |codings: &[usize]| -> Vec<String> {
        let table = report(codings, &by_role(), Context::None, segments_table).unwrap();
        table.columns().iter().map(|column| column.name.clone()).take(3).collect()
    };
    assert_eq!(columns(&[0]), ["in_group", "group_label", "group_segments"]);
}

#[track_caller]
fn check_list(codings: &[usize], arrangement: &Arrangement, context: Context, expected: &str) {
    let written = report(codings, arrangement, context, |report| segments_list(report, Some(60)));
    assert!(written == expected, "written:\n{written}\nexpected:\n{expected}");
}

#[test]
fn a_list_is_read_from_top_to_bottom() {
    check_list(
        &[0, 1, 4],
        &by_role(),
        Context::Turns(1),
        "\
Gecodeerde segmenten
Eenheid: segmenten
Basis: 3 van 7 segmenten; gegroepeerd naar role; codeurs A
en B
Vraag: #time or #barrier

bewoner: 2 segmenten
════════════════════

EIW-01 · alinea 2 · beurt 2 · Aaltje (bewoner)
    Interviewer: Hoe gaat het?
    Aaltje:
  │ Geen tijd
    , zei ze.
    Baran: Altijd druk in de wijk.
  workload (barrier.workload) · A · 1
  ook erop: time (B)

EIW-01 · alinea 2 · beurt 2 · Aaltje (bewoner)
    Interviewer: Hoe gaat het?
    Aaltje: Geen
  │ tijd
    , zei ze.
    Baran: Altijd druk in de wijk.
  time · B · eiw-0002
  ook erop: barrier.workload (A)
  opmerking: twijfel <b>

sociaal_werker: 1 segment
═════════════════════════

EIW-02 · alinea 1 · beurt 1 · Carla (sociaal_werker)
    Carla:
  │ Er is geen geld
    voor.
    Er is niets.
  money (barrier.money) · A · 5
  ook erop: time (A)
",
    );
    let nothing = "\
Gecodeerde segmenten
Eenheid: segmenten
Basis: 0 van 7 segmenten; codeurs A en B
Vraag: #time or #barrier

(geen segmenten)
";
    check_list(&[], &Arrangement::default(), Context::None, nothing);
}

#[test]
fn the_base_says_what_was_drawn_and_which_page_is_shown() {
    let base = |arrangement: &Arrangement| {
        let all = [0, 1, 2, 3, 4, 5, 6];
        report(&all, arrangement, Context::None, segments_table).unwrap().base.unwrap()
    };
    let sample = |of| Some(Sample { n: 3, seed: 1, of });
    let drawn = Arrangement { sample: sample(SampleOf::All), ..Arrangement::default() };
    assert_eq!(base(&drawn), "3 van 7, seed 1; 7 van 7 segmenten; codeurs A en B");
    let page = Some(Page { size: 3, number: 3 });
    let last = Arrangement { page, ..Arrangement::default() };
    assert_eq!(
        base(&last),
        "7 van 7 segmenten; pagina 3 van 3: 7 tot en met 7 van 7; codeurs A en B"
    );
    let page = Some(Page { size: 3, number: 4 });
    let empty = Arrangement { page, ..Arrangement::default() };
    assert_eq!(base(&empty), "7 van 7 segmenten; pagina 4 van 3 is leeg; codeurs A en B");
    let each = Arrangement { sample: sample(SampleOf::EachGroup), ..by_role() };
    assert_eq!(
        base(&each),
        "6 van 7, 3 van elke groep, seed 1; 7 van 7 segmenten; gegroepeerd naar role; codeurs A en B"
    );
}

/// A study in which everything that can be named tries to act.
const HOSTILE: &str = "\
== </title><script>x
-- Zo\"ë role=\"><img
Vooraf & meer.
Zo\"ë: <c>Ja \u{202e}mooi\u{202c} & zo\u{1b}[31m</c>";

#[test]
fn a_page_shows_whatever_stands_in_the_study() {
    let page = report(&[0, 1, 4], &by_role(), Context::Turns(1), segments_page);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"), "{page}");
    assert_eq!(page.matches("<article ").count(), 3);
    for part in [
        "<li><a href=\"#g1\"><bdi>bewoner</bdi></a> <small>2</small></li>",
        "<h2><bdi>sociaal_werker</bdi> <small>1 segment</small></h2>",
        "<details class=\"around\"><summary>Ervoor</summary>\n<p dir=\"auto\"><b>Interviewer:</b> Hoe",
        "<p dir=\"auto\"><span class=\"beside\"><b>Aaltje:</b> Geen</span> tijd<span class=\"beside\">, zei",
        "twijfel\\n&lt;b&gt;",
        "<span class=\"tag own\" title=\"time\"><bdi>time</bdi> · B</span>",
        "<span class=\"tag\" title=\"barrier.workload\"><bdi>workload</bdi> · A</span>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    let nothing = report(&[], &Arrangement::default(), Context::None, segments_page);
    assert!(nothing.contains("<p>Geen segmenten.</p>") && !nothing.contains("<script"));
}

#[test]
fn nothing_in_a_study_acts_on_a_page() {
    let made = kwali_testkit::study(HOSTILE);
    let details = BTreeMap::new();
    let passages = passages(&made, &details);
    let group_by = Some(Grouping::Participant);
    let arrangement = Arrangement { group_by, ..Arrangement::default() };
    let arranged = arranged(&made, &[0], &arrangement);
    let (context, language) = (Context::Turns(1), Language::English);
    let query = Some("<u>");
    let page = segments_page(&SegmentReport {
        passages: &passages,
        totals: &made.snapshot.totals(),
        arranged: &arranged,
        context,
        query,
        language,
    });
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert_eq!(page.matches("</title>").count(), 1, "{page}");
    assert!(!page.contains("<img") && !page.contains("<u>"), "{page}");
    assert!(page.contains("\\u{202e}mooi\\u{202c} &amp; zo\\u{1b}[31m"), "{page}");
    assert!(!page.contains(['\u{202e}', '\u{1b}']), "{page}");
}
