//! Segments and hits with their words.

use std::collections::BTreeMap;

use kwali_analysis::{Context, ContextWidth};
use kwali_exhibit::{Hit, Passages, hits_jsonl, hits_table, segments_jsonl, segments_table};
use kwali_model::{CodingDetail, CodingId};

use super::*;

fn details() -> BTreeMap<CodingId, CodingDetail> {
    let detail = CodingDetail { name: Some("eiw-0002".into()), ..CodingDetail::default() };
    BTreeMap::from([(CodingId(2), detail)])
}

fn passages<'a>(
    made: &'a MarkedStudy,
    details: &'a BTreeMap<CodingId, CodingDetail>,
) -> Passages<'a> {
    let MarkedStudy { snapshot, layouts, texts } = made;
    Passages { snapshot, layouts, texts, details }
}

#[test]
fn segments_as_lines_of_json() {
    let (made, details) = (sample(), details());
    let lines = segments_jsonl(&passages(&made, &details), &[1, 4], Context::Turns(0));
    assert_eq!(
        lines,
        r#"{"id":"eiw-0002","document":"EIW-01","start":40,"end":44,"text":"tijd","code":"time","other_codes":["barrier.workload"],"coder":"B","weight":null,"speakers":["Aaltje"],"participants":["Aaltje"],"context":{"before":"Aaltje: Geen ","after":", zei ze."}}
{"id":"5","document":"EIW-02","start":7,"end":22,"text":"Er is geen geld","code":"barrier.money","other_codes":["time"],"coder":"A","weight":null,"speakers":["Carla"],"participants":["Carla"],"context":{"before":"Carla: ","after":" voor.\nEr is niets."}}
"#
    );
    assert_eq!(segments_jsonl(&passages(&made, &details), &[], Context::None), "");
}

#[test]
fn segments_for_people() {
    let (made, details) = (sample(), details());
    let codings = [0, 1, 5];
    let table =
        segments_table(&passages(&made, &details), &codings, Context::None, Language::Dutch);
    check(
        &table.unwrap(),
        Format::Plain,
        Language::Dutch,
        "\
Gecodeerde segmenten
Eenheid: segmenten
Basis: 3 van 7 segmenten; codeurs A en B

Document  Alinea  Spreker  Code              Codeur  Segment
──────────────────────────────────────────────────────────────
EIW-01         2  Aaltje   barrier.workload  A       Geen tijd
EIW-01         2  Aaltje   time              B       tijd
EIW-02         1  Carla    time              A       geen
",
    );
}

#[test]
fn hits_stand_under_each_other() {
    let (made, details) = (sample(), details());
    let hit = |coding: usize, place| Hit { place, span: made.snapshot.codings()[coding].span };
    let hits = [hit(1, 0), hit(4, 1)];
    let passages = passages(&made, &details);
    let table = hits_table(&passages, &hits, ContextWidth::Words(3), Language::Dutch).unwrap();
    check(
        &table,
        Format::Plain,
        Language::Dutch,
        "\
Woorden in hun verband
Eenheid: treffers
Basis: 2 treffers in 2 van 2 documenten

Document  Alinea  Spreker  Ervoor  Gevonden         Erachter
─────────────────────────────────────────────────────────────
EIW-01         2  Aaltje     Geen  tijd             , zei ze.
EIW-02         1  Carla            Er is geen geld  voor.
",
    );
    assert_eq!(
        hits_jsonl(&passages, &hits[..1], ContextWidth::Words(1)),
        "{\"document\":\"EIW-01\",\"start\":40,\"end\":44,\"text\":\"tijd\",\"left\":\"Geen \",\
         \"right\":\", zei\",\"speaker\":\"Aaltje\",\"participants\":[\"Aaltje\"],\"paragraph\":2}\n"
    );
}
