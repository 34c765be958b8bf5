//! Hits with their words.

use kwali_analysis::ContextWidth;
use kwali_exhibit::{Hit, hits_jsonl, hits_table};

use super::*;

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
