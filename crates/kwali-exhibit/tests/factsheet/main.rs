//! Factsheets: templates, pages, manifests, and the way back from a number to its segments.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod charts;
mod disclosing;
mod documented;
mod drafts;
mod live;
mod numbers;
mod page;
mod patterns;
#[cfg(feature = "pdf")]
mod pdf;
mod spreadsheets;
mod tables;
mod templates;
mod traces;
mod verifying;
mod word;

use std::collections::BTreeMap;

use kwali_analysis::{Lookup, Records};
use kwali_exhibit::factsheet::{Disclosure, Evidence, Form, Options, Trace, build, trace};
use kwali_exhibit::{Error, Language};
use kwali_testkit::MarkedStudy;

/// Two interviews: one with two residents, one with a social worker; coders A and B.
const STUDY: &str = "\
== EIW-01 site=Utrecht
-- Interviewer
-- Aaltje role=bewoner
-- Baran role=bewoner
Interviewer: Hoe gaat het?
Aaltje: <barrier.workload>Er is nooit <time@B>tijd</time@B> voor een kop koffie bij mij thuis</barrier.workload>.
Baran: <barrier.workload>Zij <barrier>hebben</barrier> het druk
Aaltje: en wij ook</barrier.workload>.
== EIW-02 site=Gouda
-- Carla role=werker
Carla: <barrier.money>Er is <time>geen</time> geld om het vol te houden</barrier.money>.";

fn sample() -> MarkedStudy {
    kwali_testkit::study(STUDY)
}

fn options() -> Options {
    Options {
        name: "wijk".into(),
        language: Language::Dutch,
        program_version: "kwali 0.1.0".into(),
        disclosure: Some(Disclosure::Off),
        ..Options::default()
    }
}

/// A factsheet in its forms.
#[derive(Debug, PartialEq)]
struct Built {
    markdown: String,
    html: String,
    manifest_json: String,
    /// The charts.
    files: BTreeMap<String, Vec<u8>>,
}

/// Builds the template from a study with all counts told, which the page says in its last line;
/// here that is left out.
fn built_from(made: &MarkedStudy, template: &str) -> Result<Built, Error> {
    let mut built = built_with(made, template, &options())?;
    let page = built.markdown.trim_end().rsplit_once('\n').map_or("", |(page, _)| page);
    built.markdown = format!("{}\n", page.trim_end());
    Ok(built)
}

fn built_with(made: &MarkedStudy, template: &str, options: &Options) -> Result<Built, Error> {
    with_evidence(made, |evidence| {
        let factsheet = build(template, "wijk.md", evidence, options)?;
        let mut files = factsheet.files(Form::Markdown)?;
        files.extend(factsheet.files(Form::Html)?);
        let manifest_json = factsheet.manifest_json(&files)?;
        let mut text = |name: &str| String::from_utf8(files.remove(name).unwrap()).unwrap();
        Ok(Built { markdown: text("wijk.md"), html: text("wijk.html"), manifest_json, files })
    })
}

/// Returns the files of one form.
fn files_of(made: &MarkedStudy, template: &str, form: Form) -> BTreeMap<String, Vec<u8>> {
    with_evidence(made, |evidence| {
        build(template, "wijk.md", evidence, &options()).unwrap().files(form).unwrap()
    })
}

fn built(template: &str) -> Built {
    built_from(&sample(), template).unwrap()
}

/// Traces an exhibit in a study.
fn traced(
    made: &MarkedStudy,
    manifest: &str,
    exhibit: &str,
    cell: Option<(&str, &str)>,
) -> Result<Trace, Error> {
    with_evidence(made, |evidence| trace(manifest, exhibit, cell, evidence))
}

fn with_evidence<T>(made: &MarkedStudy, work: impl FnOnce(&Evidence<'_>) -> T) -> T {
    let MarkedStudy { snapshot, layouts, texts } = made;
    let records = Records { snapshot, texts, details: None, memos: &[] };
    let found = |lookup: &Lookup| records.find(lookup);
    work(&Evidence { snapshot, layouts, texts, details: &BTreeMap::new(), found: &found })
}
