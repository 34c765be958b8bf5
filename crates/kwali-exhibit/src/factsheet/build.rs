//! Builds a factsheet from a template.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::fragments::{Fragment, fragment};
use super::front_matter::{self, Parted};
use super::manifest::Manifest;
use super::page;
use super::recorder::Recorder;
use super::template::{Piece, Template, pieces, run};
use crate::{Error, Language};

/// How a factsheet is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What its files are called, without ending: charts go to the folder `NAME-charts`.
    pub name: String,
    /// The language of headings and notes, and of numbers, unless the template names one.
    pub language: Language,
    /// The program and its version, as in `kwali 0.1.0`.
    pub program_version: String,
    /// A date that the template can show as `date`; without it there is none.
    pub date: Option<String>,
}

/// A finished factsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factsheet {
    /// The factsheet as Markdown; its charts are links to [`Factsheet::files`].
    pub markdown: String,
    /// The factsheet as one HTML page with everything in it.
    pub html: String,
    /// What is needed to trace its numbers and to count them again; see [`trace`](super::trace()).
    pub manifest_json: String,
    /// The charts as SVG and PNG, by their names relative to the factsheet.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Fills a template in from a study; `template_name` is what messages call it.
///
/// # Errors
///
/// [`Error::Template`] with the template's line where it cannot be read or names what the study
/// does not have.
pub fn build(
    template: &str,
    template_name: &str,
    evidence: &Evidence<'_>,
    options: &Options,
) -> Result<Factsheet, Error> {
    let Parted { language, body, n_lines } = front_matter::part(template_name, template)?;
    let language = language.unwrap_or(options.language);
    let options = &Options { language, ..options.clone() };
    let template = Template { name: template_name, source: template };
    let mut recorder = Recorder::new(evidence, options.language);
    let facts = facts(evidence, options);
    let filled = run(Template { source: body, ..template }, n_lines, facts, language, |call| {
        recorder.answer(call)
    })?;
    let is_used = used(&filled, recorder.entries.len());
    let mut files = BTreeMap::new();
    let mut fragments: Vec<Option<Fragment>> = Vec::new();
    for (entry, is_used) in recorder.entries.iter().zip(is_used) {
        let made = if is_used { Some(fragment(entry, options, &mut files)?) } else { None };
        fragments.push(made);
    }
    let manifest = Manifest::new(evidence, template, &recorder.entries, options);
    Ok(Factsheet {
        markdown: markdown(&filled, &fragments),
        html: page::write(&filled, &fragments, evidence.snapshot.name(), options.language),
        manifest_json: manifest.write()?,
        files,
    })
}

/// What a template can show without asking.
fn facts(evidence: &Evidence<'_>, options: &Options) -> minijinja::Value {
    let snapshot = evidence.snapshot;
    let study = minijinja::context! {
        name => snapshot.name(),
        language => snapshot.language().code(),
    };
    let facts = minijinja::context! {
        study,
        documents => snapshot.documents().len(),
        participants => snapshot.participants().len(),
        segments => snapshot.codings().len(),
        codes => snapshot.codes().len(),
        coders => snapshot.coders().len(),
    };
    match &options.date {
        None => facts,
        Some(date) => minijinja::context! { date, ..facts },
    }
}

/// Returns which fragments the filled-in template has.
fn used(filled: &str, n_fragments: usize) -> Vec<bool> {
    let mut is_used = vec![false; n_fragments];
    for piece in pieces(filled) {
        if let Piece::Fragment(number) = piece
            && let Some(is_used) = is_used.get_mut(number)
        {
            *is_used = true;
        }
    }
    is_used
}

fn markdown(filled: &str, fragments: &[Option<Fragment>]) -> String {
    let mut markdown = String::with_capacity(filled.len());
    for piece in pieces(filled) {
        match piece {
            Piece::Text(text) => markdown.push_str(text),
            Piece::Fragment(number) => {
                let fragment = fragments.get(number).and_then(Option::as_ref);
                markdown.push_str(fragment.map_or("", |fragment| &fragment.markdown));
            }
        }
    }
    markdown.truncate(markdown.trim_end().len());
    markdown.push('\n');
    markdown
}
