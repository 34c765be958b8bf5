//! Documents as the codes that they carry along their text.

use kwali_analysis::{Portrait, ThemeLevel, portrait, themes_of_codes};
use kwali_model::Snapshot;

use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{
    Chart, CodeLineScale, Language, PortraitView, RibbonScale, codeline_chart, comparison_chart,
    portrait_chart, portrait_table,
};

const LEVELS: [(&str, ThemeLevel); 2] =
    [("codes", ThemeLevel::Codes), ("top", ThemeLevel::TopLevel)];

const ALONG: [(&str, CodeLineScale); 3] = [
    ("paragraphs", CodeLineScale::Paragraphs),
    ("characters", CodeLineScale::Characters),
    ("time", CodeLineScale::Time),
];

const SCALES: [(&str, RibbonScale); 2] =
    [("equal", RibbonScale::Equal), ("characters", RibbonScale::Characters)];

/// The form of the chart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Codeline,
    Portrait,
    Comparison,
}

/// The forms, the usual one first: a portrait of one document, a comparison of several.
fn forms(n_documents: usize) -> [(&'static str, Drawn); 3] {
    let codeline = ("codeline", Drawn::Codeline);
    let (portrait, comparison) = (("portrait", Drawn::Portrait), ("comparison", Drawn::Comparison));
    match n_documents {
        1 => [portrait, comparison, codeline],
        _ => [comparison, portrait, codeline],
    }
}

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let places = places(&snapshot, &arguments.texts("documents")?)?;
    let form = charts::wanted(arguments, &forms(places.len()))?;
    let usual = match form {
        Some(Drawn::Codeline) => ThemeLevel::Codes,
        _ => ThemeLevel::TopLevel,
    };
    let level = arguments.choice("themes", &LEVELS)?.unwrap_or(usual);
    let codes = rows::codes(&snapshot, arguments, "codes")?;
    let themes = themes_of_codes(snapshot.codes(), Some(&codes), level);
    let of_place = |&place: &usize| {
        let layout = evidence.layouts.get(place)?;
        Some(portrait(&snapshot, layout, place, &themes))
    };
    let portraits: Vec<Portrait> = places.iter().filter_map(of_place).collect();
    let view = PortraitView { snapshot: &snapshot, level, language };
    let table = portrait_table(&view, &portraits)?;
    let scales = scales(arguments, form)?;
    let chart = form.map(|form| drawn(&view, &portraits, form, scales)).transpose()?;
    let names = (1..=table.rows().len()).map(|number| number.to_string()).collect();
    let form = Form::of(arguments)?;
    Ok(Finding::of_table(&restriction, Tabulated::untraced(table, chart, form, names)))
}

/// Returns the places of the documents with these names; of all where none are given.
fn places(snapshot: &Snapshot, names: &[&str]) -> Result<Vec<usize>, Problem> {
    let documents = snapshot.documents();
    if names.is_empty() {
        return Ok((0..documents.len()).collect());
    }
    let place = |name: &&str| {
        let found = documents.iter().position(|document| document.name == *name);
        found.ok_or_else(|| {
            let known = documents.iter().map(|document| document.name.as_str());
            Problem::unknown("document", name, known)
        })
    };
    names.iter().map(place).collect()
}

/// Returns along what a codeline is drawn, and how long the documents of a comparison are.
fn scales(
    arguments: &Arguments,
    form: Option<Drawn>,
) -> Result<(CodeLineScale, RibbonScale), Problem> {
    let along = arguments.choice("along", &ALONG)?;
    let scale = arguments.choice("scale", &SCALES)?;
    if along.is_some() && form != Some(Drawn::Codeline) {
        return Err(Problem::new("`along` is for `chart=\"codeline\"`"));
    }
    if scale.is_some() && form != Some(Drawn::Comparison) {
        return Err(Problem::new("`scale` is for `chart=\"comparison\"`"));
    }
    Ok((along.unwrap_or_default(), scale.unwrap_or_default()))
}

fn drawn(
    view: &PortraitView<'_>,
    portraits: &[Portrait],
    form: Drawn,
    (along, scale): (CodeLineScale, RibbonScale),
) -> Result<Chart, Problem> {
    match (form, portraits) {
        (Drawn::Comparison, portraits) => Ok(comparison_chart(view, portraits, scale)),
        (Drawn::Codeline, [one]) => Ok(codeline_chart(view, one, along)?),
        (Drawn::Portrait, [one]) => Ok(portrait_chart(view, one)),
        _ => Err(Problem {
            message: "this form shows one document".to_owned(),
            hint: Some("name one in `documents`, or write `chart=\"comparison\"`".to_owned()),
        }),
    }
}
