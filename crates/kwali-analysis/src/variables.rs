//! How documents and participants spread over the values of variables: the tables of a method section.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{ParticipantId, Scope, Snapshot, Variable, VariableId};

use crate::values::{ValueList, value_of, variable};
use crate::voices::people_in;
use crate::{AnalysisError, MISSING, Undefined, undefined};

/// How a participant counts who speaks in documents with different values; for notes of a table.
pub const SEVERAL_DOCUMENTS_NOTE: &str =
    "a participant who speaks in documents with different values counts for each of them";

/// A value with how many documents or participants have it.
#[derive(Clone, PartialEq, Debug)]
pub struct ValueFrequency {
    /// The value; `None` where it is unknown.
    pub value: Option<String>,
    /// Documents or participants with it.
    pub count: u64,
    /// As a percentage of all, known or not.
    pub percent: Result<f64, Undefined>,
    /// As a percentage of those whose value is known; undefined for what is missing.
    pub percent_of_known: Result<f64, Undefined>,
}

impl ValueFrequency {
    /// Returns the value, or [`MISSING`].
    pub fn name(&self) -> &str {
        self.value.as_deref().unwrap_or(MISSING)
    }
}

/// How often each value of a variable occurs.
#[derive(Clone, PartialEq, Debug)]
pub struct VariableFrequencies {
    /// The variable.
    pub variable: VariableId,
    /// What is counted.
    pub unit: Scope,
    /// All documents or participants: the base.
    pub total: u64,
    /// Those whose value is known.
    pub known: u64,
    /// The values in the order of their kind, what is missing last if any is.
    pub rows: Vec<ValueFrequency>,
}

/// Counts the documents or participants by their value of a variable.
pub fn variable_frequencies(
    snapshot: &Snapshot,
    id: VariableId,
) -> Result<VariableFrequencies, AnalysisError> {
    let variable = variable(snapshot, id)?;
    Ok(by_value(snapshot, variable, variable.scope))
}

/// Counts the participants who speak in documents, by the documents' value of a variable.
///
/// A participant counts once a value, and for each value of the documents they speak in; who
/// speaks in none is missing. The rows can sum to more than the total.
pub fn participants_by_document_variable(
    snapshot: &Snapshot,
    id: VariableId,
) -> Result<VariableFrequencies, AnalysisError> {
    let variable = variable(snapshot, id)?;
    match variable.scope {
        Scope::Document => Ok(by_value(snapshot, variable, Scope::Participant)),
        found => {
            let name = variable.name.clone();
            Err(AnalysisError::WrongScope { name, found, wanted: Scope::Document })
        }
    }
}

fn by_value(snapshot: &Snapshot, variable: &Variable, unit: Scope) -> VariableFrequencies {
    let axis = Axis::new(snapshot, variable, unit);
    let total = axis.places.len() as u64;
    let count = |place: usize| axis.places.iter().filter(|has| has.contains(&place)).count() as u64;
    let known =
        axis.places.iter().filter(|has| has.iter().any(|&p| p < axis.last())).count() as u64;
    let frequency = |place: usize, value: &Option<String>| ValueFrequency {
        value: value.clone(),
        count: count(place),
        percent: undefined::percent(count(place), total, nothing(unit)),
        percent_of_known: match value {
            Some(_) => undefined::percent(count(place), known, nothing(unit)),
            None => Err(Undefined::EmptyBase),
        },
    };
    let rows = axis.values.iter().enumerate().map(|(place, value)| frequency(place, value));
    let rows = rows.filter(|row| row.value.is_some() || row.count > 0).collect();
    VariableFrequencies { variable: variable.id, unit, total, known, rows }
}

fn nothing(unit: Scope) -> Undefined {
    match unit {
        Scope::Document => Undefined::NoDocuments,
        Scope::Participant => Undefined::NoParticipants,
    }
}

/// Documents or participants by the values of two variables.
#[derive(Clone, PartialEq, Debug)]
pub struct VariableCrosstab {
    /// What is counted: documents if both variables describe documents, else participants.
    pub unit: Scope,
    /// The values of the first variable, `None` last if any is missing.
    pub rows: Vec<Option<String>>,
    /// The values of the second variable, `None` last if any is missing.
    pub columns: Vec<Option<String>>,
    /// All documents or participants.
    pub total: u64,
    /// Those with each value of the first variable.
    pub row_totals: Vec<u64>,
    /// Those with each value of the second variable.
    pub column_totals: Vec<u64>,
    /// By row and column.
    pub counts: Vec<Vec<u64>>,
}

/// Counts documents or participants by two variables.
///
/// Where one variable describes participants and the other documents, participants are counted
/// by the documents they speak in, see [`SEVERAL_DOCUMENTS_NOTE`]; then the cells of a row can sum
/// to more than its total.
pub fn variable_crosstab(
    snapshot: &Snapshot,
    rows: VariableId,
    columns: VariableId,
) -> Result<VariableCrosstab, AnalysisError> {
    let (rows, columns) = (variable(snapshot, rows)?, variable(snapshot, columns)?);
    let unit = rows.scope.max(columns.scope);
    let (rows, columns) = (Axis::new(snapshot, rows, unit), Axis::new(snapshot, columns, unit));
    let mut counts: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (of_rows, of_columns) in rows.places.iter().zip(&columns.places) {
        for &row in of_rows {
            of_columns.iter().for_each(|&column| *counts.entry((row, column)).or_default() += 1);
        }
    }
    let cells = |row: usize| -> Vec<u64> {
        let cell = |column| counts.get(&(row, column)).copied().unwrap_or(0);
        (0..columns.shown()).map(cell).collect()
    };
    Ok(VariableCrosstab {
        unit,
        rows: rows.values[..rows.shown()].to_vec(),
        columns: columns.values[..columns.shown()].to_vec(),
        total: rows.places.len() as u64,
        row_totals: rows.totals(),
        column_totals: columns.totals(),
        counts: (0..rows.shown()).map(cells).collect(),
    })
}

/// A variable's values, and which of them each document or participant has.
struct Axis {
    /// In order, the missing one last.
    values: Vec<Option<String>>,
    /// By document or participant in study order: the places of its values.
    places: Vec<BTreeSet<usize>>,
}

impl Axis {
    fn new(snapshot: &Snapshot, variable: &Variable, unit: Scope) -> Axis {
        let list = ValueList::of_variable(snapshot, variable);
        let id = variable.id;
        let documents = snapshot.documents().iter();
        let places = match (unit, variable.scope) {
            (Scope::Document, _) => documents
                .map(|document| BTreeSet::from([list.place(value_of(document, id))]))
                .collect(),
            (Scope::Participant, Scope::Participant) => {
                let value = |person: &kwali_model::Participant| {
                    BTreeSet::from([list.place(person.values.get(&id).map(String::as_str))])
                };
                snapshot.participants().iter().map(value).collect()
            }
            (Scope::Participant, Scope::Document) => {
                let mut heard: BTreeMap<ParticipantId, BTreeSet<usize>> = BTreeMap::new();
                for document in documents {
                    let place = list.place(value_of(document, id));
                    for person in people_in(document) {
                        heard.entry(person).or_default().insert(place);
                    }
                }
                let nowhere = || BTreeSet::from([list.place(None)]);
                let people = snapshot.participants().iter();
                people.map(|person| heard.remove(&person.id).unwrap_or_else(nowhere)).collect()
            }
        };
        Axis { values: list.with_missing().collect(), places }
    }

    /// The place of what is missing.
    fn last(&self) -> usize {
        self.values.len() - 1
    }

    /// The number of values that are shown: all, and the missing one if any is missing.
    fn shown(&self) -> usize {
        let is_any_missing = self.places.iter().any(|has| has.contains(&self.last()));
        self.last() + usize::from(is_any_missing)
    }

    fn totals(&self) -> Vec<u64> {
        let total = |place| self.places.iter().filter(|has| has.contains(&place)).count() as u64;
        (0..self.shown()).map(total).collect()
    }
}
