//! One number in prose.

use kwali_analysis::{
    Query, Subcodes, Unit, count_spoken_words, frequencies, participants_asked_for,
};
use kwali_model::Snapshot;

use super::{Content, Finding, Found, Number, told};
use crate::Language;
use crate::exhibits::{capital, coders_in_words};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::language::UNDEFINED;
use crate::number_words::whole_in_words;
use crate::units::counted;

/// Counts what meets a query, in any unit.
pub(super) fn count(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    arguments.required("where")?;
    let query = arguments.query("where", evidence.snapshot)?;
    let unit = arguments.unit()?;
    let n = number_of(evidence, &query, unit)?;
    let all = counted(all(evidence, unit), unit, language);
    let coders = coders_in_words(evidence.snapshot, language);
    Ok(finding(
        told(&query),
        unit.name(),
        language.choose(format!("all {all}; {coders}"), format!("alle {all}; {coders}")),
        whole_number(n, arguments, language)?,
    ))
}

/// Counts all there is of something.
pub(super) fn count_all(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    language: Language,
) -> Found {
    let snapshot = evidence.snapshot;
    let documents = || snapshot.documents().iter();
    let numbers = [
        ("segments", snapshot.codings().len()),
        ("documents", snapshot.documents().len()),
        ("participants", snapshot.participants().len()),
        ("coders", snapshot.coders().len()),
        ("codes", snapshot.codes().len()),
        ("words", documents().map(|document| document.words).sum()),
        ("characters", documents().map(|document| document.chars).sum()),
    ];
    let typed = arguments.required("unit")?;
    let n = arguments.choice("unit", &numbers)?.unwrap_or_default();
    Ok(finding(
        None,
        typed,
        language.choose("the whole study", "de hele studie").to_owned(),
        whole_number(n as u64, arguments, language)?,
    ))
}

/// Returns what meets a query as a percentage of what meets another one, or of all.
pub(super) fn percent(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let decimals = arguments.number("decimals")?.unwrap_or(0).min(6);
    let Shared { query, unit, part, whole, base } = shared(evidence, arguments, language)?;
    let value = (whole > 0).then(|| 100.0 * part as f64 / whole as f64);
    let shown = match value {
        None => UNDEFINED.to_owned(),
        Some(value) => format!("{}%", language.number(value, decimals)),
    };
    Ok(finding(
        query,
        unit.name(),
        format!("% {base}"),
        Number { value, shown, ratio: Some((part, whole)), is_withheld: false },
    ))
}

/// A part of a whole, in a unit.
pub(super) struct Shared {
    /// What selects the part, as the manifest has it.
    pub(super) query: Option<String>,
    pub(super) unit: Unit,
    pub(super) part: u64,
    pub(super) whole: u64,
    /// What the whole is, and whose codings count.
    pub(super) base: String,
}

/// Counts what meets `where` among what meets `of`, or among all.
pub(super) fn shared(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    language: Language,
) -> Result<Shared, Problem> {
    arguments.required("where")?;
    let query = arguments.query("where", evidence.snapshot)?;
    let unit = arguments.unit()?;
    let of = arguments.query("of", evidence.snapshot)?;
    let part = number_of(evidence, &query.clone().and(of.clone()), unit)?;
    let (whole, among) = match told(&of) {
        None => (all(evidence, unit), String::new()),
        Some(told) => (base_of(evidence, &of, unit)?, told),
    };
    let all = counted(whole, unit, language);
    let coders = coders_in_words(evidence.snapshot, language);
    let base = language.choose(format!("of {all} {among}"), format!("van {all} {among}"));
    let base = format!("{}; {coders}", base.trim_end());
    Ok(Shared { query: told(&query.and(of)), unit, part, whole, base })
}

/// Returns a number as it stands in a sentence: in digits, or in words if the template asks.
fn whole_number(n: u64, arguments: &Arguments, language: Language) -> Result<Number, Problem> {
    let shown = match arguments.flag("words", false)? {
        false => language.whole(n),
        true => whole_in_words(n, language),
    };
    let shown = if arguments.flag("capital", false)? { capital(&shown) } else { shown };
    Ok(Number { value: Some(n as f64), shown, ratio: None, is_withheld: false })
}

pub(super) fn finding(query: Option<String>, unit: &str, base: String, number: Number) -> Finding {
    Finding {
        title: String::new(),
        query,
        unit: Some(unit.to_owned()),
        base: Some(base),
        published: Vec::new(),
        content: Content::Number(number),
    }
}

/// Returns how many there are of a unit in the whole study.
///
/// Of spans and characters these are all that are coded.
fn all(evidence: &Evidence<'_>, unit: Unit) -> u64 {
    let snapshot = evidence.snapshot;
    match unit {
        Unit::Documents => snapshot.documents().len() as u64,
        Unit::Participants => snapshot.participants().len() as u64,
        Unit::Segments => snapshot.codings().len() as u64,
        Unit::Characters => snapshot.documents().iter().map(|d| d.chars as u64).sum(),
        Unit::Words => count_spoken_words(evidence.texts, evidence.layouts),
        Unit::DistinctSpans | Unit::MergedSpans => total(evidence, snapshot, unit),
    }
}

/// Returns how many units a query leaves as the base of a percentage.
///
/// Of participants who are asked for by what is known of them, all count, coded or not.
fn base_of(evidence: &Evidence<'_>, of: &Query, unit: Unit) -> Result<u64, Problem> {
    match participants_asked_for(evidence.snapshot, of).filter(|_| unit == Unit::Participants) {
        Some(n) => Ok(n),
        None => number_of(evidence, of, unit),
    }
}

fn number_of(evidence: &Evidence<'_>, query: &Query, unit: Unit) -> Result<u64, Problem> {
    Ok(total(evidence, &evidence.narrowed(query)?, unit))
}

/// Returns the count of all codings of a snapshot.
fn total(evidence: &Evidence<'_>, snapshot: &Snapshot, unit: Unit) -> u64 {
    let layouts = Some(evidence.layouts);
    let mut counted = frequencies(snapshot, layouts, Subcodes::Separate);
    if unit == Unit::Words {
        evidence.with_texts(|read| counted.count_words(snapshot, layouts, read));
    }
    counted.all.of(unit).unwrap_or(0)
}
