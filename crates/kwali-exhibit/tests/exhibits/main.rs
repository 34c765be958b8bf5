//! Results as tables: what people and machines see of a small study.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod counts;
mod document_page;
mod listings;
mod passages;
mod patterns;
mod perspectives;
mod segments;
mod words;

use std::collections::BTreeMap;

use kwali_exhibit::{Format, Language, Passages, Style, Table};
use kwali_model::{CodeId, CodingDetail, CodingId, Layout, Snapshot};
use kwali_testkit::MarkedStudy;

/// Two interviews: one with two residents, one with a social worker; coders A and B.
const STUDY: &str = "\
== EIW-01 site=Utrecht
-- Interviewer
-- Aaltje role=bewoner
-- Baran role=bewoner
Interviewer: Hoe gaat het?
Aaltje: <barrier.workload>Geen <time@B>tijd</time@B></barrier.workload>, zei ze.
Baran: <barrier.workload><barrier>Altijd</barrier> druk</barrier.workload> in de wijk.
== EIW-02 site=Gouda
-- Carla role=sociaal_werker
Carla: <barrier.money>Er is <time>geen</time> geld</barrier.money> voor.
Er is <unused>niets</unused>.";

fn sample() -> MarkedStudy {
    kwali_testkit::study(STUDY)
}

fn all_codes(snapshot: &Snapshot) -> Vec<CodeId> {
    snapshot.codes().ids().collect()
}

fn layouts(made: &MarkedStudy) -> Option<&[Layout]> {
    Some(&made.layouts)
}

fn details() -> BTreeMap<CodingId, CodingDetail> {
    let detail = CodingDetail {
        name: Some("eiw-0002".into()),
        comment: Some("twijfel\n<b>".into()),
        ..CodingDetail::default()
    };
    BTreeMap::from([(CodingId(2), detail)])
}

fn passages<'a>(
    made: &'a MarkedStudy,
    details: &'a BTreeMap<CodingId, CodingDetail>,
) -> Passages<'a> {
    let MarkedStudy { snapshot, layouts, texts } = made;
    Passages { snapshot, layouts, texts, details }
}

#[track_caller]
fn check(table: &Table, format: Format, language: Language, expected: &str) {
    let mut out = Vec::new();
    table.write(format, Style { width: None, language }, &mut out).unwrap();
    let written = String::from_utf8(out).unwrap();
    assert!(written == expected, "written:\n{written}\nexpected:\n{expected}");
}
