//! Hits with their words.

use kwali_analysis::{ConcordanceLine, ContextWidth, keyword_in_context};
use kwali_exhibit::{Concordance, HitsSummary, hit_json, hits_table};

use super::*;

#[test]
fn hits_stand_under_each_other() {
    let made = sample();
    let hits = [line(&made, 1, 0), line(&made, 4, 1)];
    let summary = HitsSummary { hits: 2, documents: 2, ..HitsSummary::default() };
    let table = hits_table(&made.snapshot, &hits, &summary, Language::Dutch).unwrap();
    check(
        &table,
        Format::Plain,
        Language::Dutch,
        "\
Woorden in hun verband
Eenheid: treffers
Basis: 2 treffers in 2 van 2 documenten

Document  Alinea  Spreker  Ervoor  Gevonden         Erachter
────────────────────────────────────────────────────────────
EIW-01         2  Aaltje     Geen  tijd             , zei ze
EIW-02         1  Carla            Er is geen geld  voor.
",
    );
    assert_eq!(
        hit_json(&made.snapshot, &hits[0]),
        "{\"document\":\"EIW-01\",\"start\":40,\"end\":44,\"text\":\"tijd\",\"left\":\"Geen \",\
         \"right\":\", zei ze\",\"speaker\":\"Aaltje\",\"participants\":[\"Aaltje\"],\"paragraph\":2}\n"
    );
}

/// The segment of a coding as if it were found by a search.
fn line(made: &MarkedStudy, coding: usize, place: usize) -> ConcordanceLine {
    let (text, layout) = (&made.texts[place], &made.layouts[place]);
    let document = &made.snapshot.documents()[place];
    let hit = made.snapshot.codings()[coding].span;
    let width = ContextWidth::Words(2);
    let context = keyword_in_context(text, layout, hit.start()..hit.end(), width).unwrap();
    ConcordanceLine::new((place, document), text, layout, &context)
}

#[test]
fn hits_are_written_line_by_line_in_the_room_there_is() {
    let made = sample();
    let hits = [line(&made, 1, 0), line(&made, 4, 1)];
    let written = |width, room| -> String {
        let concordance = Concordance::new(&made.snapshot, width, room);
        hits.iter().map(|hit| concordance.line(hit)).collect()
    };
    assert_eq!(
        written(ContextWidth::Words(2), None),
        "\
EIW-01:2     Aaltje                 Geen  tijd, zei ze
EIW-02:1     Carla                        Er is geen geld voor.
"
    );
    assert_eq!(
        written(ContextWidth::Characters(10), Some(51)),
        "\
EIW-01:2     Aaltje             Geen  tijd, zei ze
EIW-02:1     Carla                    Er is geen g…
"
    );
}

#[test]
fn what_is_said_of_hits_beside_them() {
    let made = sample();
    let compounds = ["werkdruk".to_owned()];
    let near = [("tijt".to_owned(), vec!["tijd".to_owned()])];
    let summary = HitsSummary {
        hits: 2,
        documents: 1,
        skipped: 2,
        goes_on: true,
        compounds: &compounds,
        near: &near,
    };
    assert_eq!(
        summary.in_words(&made.snapshot, Language::English),
        "2 hits in 1 of 2 documents; numbers 3–4; there are more"
    );
    assert_eq!(
        summary.notes(Language::English),
        [
            "found in compounds as well (werkdruk); a ! behind a word keeps it alone",
            "`tijt` is nowhere; spelled nearly so: tijd"
        ]
    );
}
