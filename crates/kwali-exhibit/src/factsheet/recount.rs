//! The exhibits of a manifest as they are now, ready to be compared with what a report says.

use super::arguments::{Argument, Arguments, Problem};
use super::context::Around;
use super::disclosure::find_again;
use super::evidence::Evidence;
use super::kinds::{Content, Finding, Form, Kind, Tabulated};
use super::manifest::{Manifest, Recorded};
use super::shown::for_readers;
use crate::table::Grid;
use crate::{Cell, Error, Language};

/// An exhibit of a manifest, counted again.
pub(crate) struct Recounted {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) now: Now,
}

/// What an exhibit shows now.
pub(crate) enum Now {
    /// A number in a sentence: its value, how it reads, how it read, and the words around it.
    Number { value: Option<f64>, shown: String, was_shown: String, around: Around },
    /// Several numbers in a sentence as it was, each in brackets behind its label; and what they
    /// are now, in the order in which they stood.
    Sentence { was_shown: String, numbers: Vec<f64>, around: Around },
    /// A table as readers see it.
    Table(Grid),
    /// It can no longer be counted; why, how it read, and the words around it.
    Gone { message: String, was_shown: String, around: Option<Around> },
    /// Nothing that has a number in it, or no number that can be found again.
    Other,
}

/// Counts all exhibits of a manifest again, and returns the language of its numbers with them.
///
/// # Errors
///
/// If the manifest cannot be read.
pub(crate) fn recount(
    manifest_json: &str,
    evidence: &Evidence<'_>,
) -> Result<(Language, Vec<Recounted>), Error> {
    let manifest = Manifest::read(manifest_json)?;
    let language = manifest.language();
    let found = find_again(&manifest, evidence, &|_| true);
    let again = |(recorded, found): (&Recorded, Option<Result<Finding, Problem>>)| {
        let found = found.unwrap_or_else(|| Err(Problem::new("it was not found again")));
        let now = found.and_then(|finding| now(recorded, &finding, (evidence, &manifest)));
        let now = now.unwrap_or_else(|problem| Now::Gone {
            message: problem.message,
            was_shown: recorded.shown.clone().unwrap_or_default(),
            around: recorded.around.clone(),
        });
        Recounted { id: recorded.id.clone(), title: recorded.title.clone(), now }
    };
    Ok((language, manifest.exhibits.iter().zip(found).map(again).collect()))
}

/// Counts what meets a query in a unit, as a number in a sentence is counted.
///
/// # Errors
///
/// If the query asks for what the study does not have.
pub(crate) fn count_in(
    evidence: &Evidence<'_>,
    (query, unit): (&str, &str),
    language: Language,
) -> Result<Option<f64>, Error> {
    let text = |name: &str, words: &str| (name.to_owned(), Argument::Text(words.to_owned()));
    let arguments = Arguments([text("where", query), text("unit", unit)].into());
    let found = Kind::Count.find(evidence, &arguments, language);
    let finding = found.map_err(|problem| problem.of_exhibit("count"))?;
    Ok(match finding.content {
        Content::Number(number) => number.value,
        _ => None,
    })
}

fn now(
    recorded: &Recorded,
    finding: &Finding,
    (evidence, manifest): (&Evidence<'_>, &Manifest),
) -> Result<Now, Problem> {
    let Some(kind) = recorded.kind() else { return Ok(Now::Other) };
    let language = manifest.language();
    let around = recorded.around.clone();
    let was_shown = recorded.shown.clone().unwrap_or_default();
    Ok(match &finding.content {
        Content::Number(number) => match around {
            Some(around) => {
                Now::Number { value: number.value, shown: number.shown.clone(), was_shown, around }
            }
            None => Now::Other,
        },
        Content::Table(tabulated) => match (&tabulated.form, around) {
            // Where small counts are left out, so are some of the codes that the sentence named.
            (Form::Sentence(_), Some(around)) if !manifest.leaves_out() => {
                let numbers = numbers_of_sentence(recorded, kind, evidence, language)?;
                Now::Sentence { was_shown, numbers, around }
            }
            // The page has the table of a chart that stands alone as well.
            (Form::Table | Form::Hidden, _) if !tabulated.is_empty => {
                let table = for_readers((kind, &recorded.parameters, finding), &tabulated.table);
                Now::Table(table.grid(language))
            }
            _ => Now::Other,
        },
        Content::Quotes(_) => Now::Other,
    })
}

/// Returns the counts now of the codes that a sentence named, in their order there.
fn numbers_of_sentence(
    recorded: &Recorded,
    kind: Kind,
    evidence: &Evidence<'_>,
    language: Language,
) -> Result<Vec<f64>, Problem> {
    let mut arguments = recorded.parameters.clone();
    // Codes that no longer reach the number that was asked for are counted as well.
    arguments.0.insert("at_least".to_owned(), Argument::Whole(0));
    arguments.0.remove("limit");
    let finding = kind.find(evidence, &arguments, language)?;
    let Content::Table(all) = &finding.content else { return Ok(Vec::new()) };
    let names = recorded.table.as_ref().map_or(&[][..], |table| &table.row_names);
    Ok(names.iter().map(|name| count_of(all, name)).collect())
}

/// Returns the count of a row, 0 where there is no such row any more.
fn count_of(all: &Tabulated, name: &str) -> f64 {
    let place = all.row_names.iter().position(|known| known == name);
    let row = place.and_then(|place| all.table.rows().get(place));
    let count = row.and_then(|row| {
        row.iter().find_map(|cell| match cell {
            Cell::Count(count) => Some(*count as f64),
            _ => None,
        })
    });
    count.unwrap_or(0.0)
}
