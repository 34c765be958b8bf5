//! What stands above coded segments: how many, of how many, which of them; and what groups are called.

use kwali_analysis::{Arranged, GroupKey, Grouping, MISSING, SampleOf, Unit};
use kwali_model::Snapshot;

use super::SegmentReport;
use crate::Language;
use crate::exhibits::wording::{code_id, code_label, missing, who_coded};
use crate::table::facts;
use crate::units::counted;

/// The unit of every list of segments.
pub(super) const UNIT: &str = "segments";

/// Returns what the list is called.
pub(super) fn title(language: Language) -> &'static str {
    language.choose("Coded segments", "Gecodeerde segmenten")
}

/// Returns which segments these are, out of how many, by whom.
pub(super) fn base(report: &SegmentReport<'_>) -> String {
    let SegmentReport { passages, totals, arranged, language, .. } = *report;
    let all = counted(totals.codings as u64, Unit::Segments, language);
    let of = language.choose("of", "van");
    let found = format!("{} {of} {all}", language.whole(arranged.found as u64));
    let coders = who_coded(passages.snapshot, totals, language);
    let parts = [sample(arranged, language), Some(found), groups(report), page(arranged, language)];
    let parts: Vec<String> = parts.into_iter().flatten().chain([coders]).collect();
    parts.join("; ")
}

/// Returns unit, base and query, each with its word.
pub(super) fn heading<'a>(
    report: &SegmentReport<'a>,
    base: &'a str,
) -> Vec<(&'static str, &'a str)> {
    facts(Some(UNIT), Some(base), report.query, report.language)
}

fn sample(arranged: &Arranged, language: Language) -> Option<String> {
    let sample = arranged.arrangement.sample?;
    let of = language.choose("of", "van");
    let whole = |n: usize| language.whole(n as u64);
    let drawn = format!("{} {of} {}", whole(arranged.drawn), whole(arranged.found));
    Some(match sample.of {
        SampleOf::All => format!("{drawn}, seed {}", sample.seed),
        SampleOf::EachGroup => {
            let each = language.choose("of each group", "van elke groep");
            format!("{drawn}, {} {each}, seed {}", whole(sample.n), sample.seed)
        }
    })
}

fn groups(report: &SegmentReport<'_>) -> Option<String> {
    let SegmentReport { passages, arranged, language, .. } = *report;
    let grouping = arranged.arrangement.group_by?;
    let by = grouping_in_words(passages.snapshot, grouping, language);
    let by = format!("{} {by}", language.choose("grouped by", "gegroepeerd naar"));
    if arranged.rows == arranged.drawn {
        return Some(by);
    }
    let drawn = counted(arranged.drawn as u64, Unit::Segments, language);
    let rows = language.whole(arranged.rows as u64);
    Some(language.choose(
        format!(
            "{by}: a segment in which several people speak stands in the group of each, so that \
             {drawn} fill {rows} places"
        ),
        format!(
            "{by}: een segment waarin meer mensen spreken staat in de groep van elk, zodat {drawn} \
             {rows} plaatsen vullen"
        ),
    ))
}

fn page(arranged: &Arranged, language: Language) -> Option<String> {
    let page = arranged.arrangement.page?;
    let whole = |n: usize| language.whole(n as u64);
    let (first, last) = (arranged.before + 1, arranged.before + arranged.shown());
    let (number, pages) = (whole(page.number), whole(arranged.pages()));
    let rows = whole(arranged.rows);
    if arranged.shown() == 0 {
        return Some(language.choose(
            format!("page {number} of {pages} is empty"),
            format!("pagina {number} van {pages} is leeg"),
        ));
    }
    let (first, last) = (whole(first), whole(last));
    Some(language.choose(
        format!("page {number} of {pages}: {first} to {last} of {rows}"),
        format!("pagina {number} van {pages}: {first} tot en met {last} van {rows}"),
    ))
}

fn grouping_in_words(snapshot: &Snapshot, grouping: Grouping, language: Language) -> String {
    match grouping {
        Grouping::Code => "code".to_owned(),
        Grouping::Document => "document".to_owned(),
        Grouping::DocumentGroup => {
            language.choose("group of documents", "groep van documenten").to_owned()
        }
        Grouping::Participant => language.choose("participant", "deelnemer").to_owned(),
        Grouping::Coder => language.choose("coder", "codeur").to_owned(),
        Grouping::Variable(id) => {
            snapshot.variable_by_id(id).map(|variable| variable.name.clone()).unwrap_or_default()
        }
    }
}

/// Returns the name of a group as machines and queries know it; empty where there are no groups.
pub(super) fn group_id<'a>(snapshot: &'a Snapshot, key: &'a GroupKey) -> &'a str {
    match key {
        GroupKey::All => "",
        GroupKey::Code(code) => code_id(snapshot, *code),
        GroupKey::Document(place) => {
            snapshot.documents().get(*place).map_or("", |document| document.name.as_str())
        }
        GroupKey::Coder(id) => snapshot.coder(*id).map_or("", |coder| coder.name.as_str()),
        GroupKey::Participant(person) => person
            .and_then(|id| snapshot.participant(id))
            .map_or(MISSING, |person| person.name.as_str()),
        GroupKey::Value(value) => value.as_deref().unwrap_or(MISSING),
    }
}

/// Returns what people call a group.
pub(crate) fn group_label(snapshot: &Snapshot, key: &GroupKey, language: Language) -> String {
    match key {
        GroupKey::Code(code) => {
            let (id, label) = (code_id(snapshot, *code), code_label(snapshot, *code, language));
            if label == id { id.to_owned() } else { format!("{label} ({id})") }
        }
        GroupKey::Participant(None) => {
            language.choose("nobody who was interviewed", "niemand van de deelnemers").to_owned()
        }
        GroupKey::Value(None) => missing(language).to_owned(),
        other => group_id(snapshot, other).to_owned(),
    }
}

/// Returns how many segments of a group stand in the list: `12 segments`, `3 of 12 segments`.
pub(super) fn group_size(found: usize, drawn: usize, language: Language) -> String {
    let all = counted(found as u64, Unit::Segments, language);
    match found == drawn {
        true => all,
        false => format!("{} {} {all}", language.whole(drawn as u64), language.choose("of", "van")),
    }
}
