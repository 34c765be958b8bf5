//! Codes by documents, groups, coders, or the values of a variable.

use std::collections::BTreeSet;

use kwali_model::{
    CodeId, CoderId, DocumentId, Layout, ParticipantId, Scope, Snapshot, VariableId,
};

use crate::columns::Columns;
use crate::tally::{Counts, Table};
use crate::undefined::percent;
use crate::values::{MISSING, ValueList, value_of, variable};
use crate::voices::{Voices, people_in};
use crate::{AnalysisError, Subcodes, Undefined, Unit};

/// What the columns of a crosstab are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Dimension {
    /// One column a document.
    Document,
    /// One column a document group.
    Group,
    /// One column a value of a variable of documents or participants.
    Variable(VariableId),
    /// One column a coder.
    Coder,
}

/// What crosstab is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabRequest {
    /// The codes in the rows; see [`rows_below`](crate::rows_below).
    pub rows: Vec<CodeId>,
    /// What the columns are.
    pub dimension: Dimension,
    /// How subcodes count.
    pub subcodes: Subcodes,
}

/// What one column stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ColumnKey {
    /// A document.
    Document(DocumentId),
    /// A document group; `None` for documents without one.
    Group(Option<String>),
    /// A value; `None` where it is unknown.
    Value(Option<String>),
    /// A coder.
    Coder(CoderId),
}

/// A column with the bases of its percentages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// What it stands for.
    pub key: ColumnKey,
    /// How it is headed: a name, a value, or [`MISSING`].
    pub name: String,
    /// Documents that belong to it, coded or not; for a coder, those the coder coded.
    pub documents: u64,
    /// Participants that belong to it; `None` for coders where who speaks was not given.
    pub participants: Option<u64>,
    /// Segments in it with any code at all, each once.
    pub segments_total_in_group: u64,
}

/// What a percentage is a percentage of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PercentOf {
    /// The row's own total, in which what stands in several columns counts once.
    Row,
    /// All there is in the column, with any code, counted once.
    Column,
    /// All there is in the study, with any code, counted once.
    Total,
    /// The documents that belong to the column, coded or not.
    Documents,
    /// The participants that belong to the column.
    Participants,
}

/// Counts of codes by column.
#[derive(Clone, PartialEq, Debug)]
pub struct Crosstab {
    /// What the columns are.
    pub dimension: Dimension,
    /// How subcodes count.
    pub subcodes: Subcodes,
    /// The codes in the rows.
    pub rows: Vec<CodeId>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Row 0 and column 0 hold everything.
    cells: Vec<Counts>,
}

impl Crosstab {
    /// Returns the counts of a cell.
    pub fn cell(&self, row: usize, column: usize) -> &Counts {
        self.at(row + 1, column + 1)
    }

    /// Returns the counts of a row's code in the whole study: what stands in several columns once.
    pub fn row_total(&self, row: usize) -> &Counts {
        self.at(row + 1, 0)
    }

    /// Returns the counts of all codings in a column, also of codes without a row, each once.
    pub fn column_total(&self, column: usize) -> &Counts {
        self.at(0, column + 1)
    }

    /// Returns the counts of all codings of the study.
    pub fn total(&self) -> &Counts {
        self.at(0, 0)
    }

    /// Returns a cell's count in `unit` as a percentage of a base.
    pub fn percent(
        &self,
        (row, column): (usize, usize),
        unit: Unit,
        of: PercentOf,
    ) -> Result<f64, Undefined> {
        let counted = |n: Option<u64>| n.ok_or(Undefined::ParticipantsNotCounted);
        let part = counted(self.cell(row, column).of(unit))?;
        let column_of = &self.columns[column];
        let (whole, undefined) = match of {
            PercentOf::Row => (self.row_total(row).of(unit), Undefined::EmptyBase),
            PercentOf::Column => (self.column_total(column).of(unit), Undefined::EmptyBase),
            PercentOf::Total => (self.total().of(unit), Undefined::EmptyBase),
            PercentOf::Documents => (Some(column_of.documents), Undefined::NoDocuments),
            PercentOf::Participants => (column_of.participants, Undefined::NoParticipants),
        };
        percent(part, counted(whole)?, undefined)
    }

    fn at(&self, row: usize, column: usize) -> &Counts {
        &self.cells[row * (self.columns.len() + 1) + column]
    }
}

/// Counts codes by column, all coders pooled unless the columns are coders.
///
/// Columns stand in study order, values in the order of their kind with [`MISSING`] last. With
/// [`Subcodes::Separate`] a cell's `documents` are the `documents_with_code` of the definitions.
/// Without `layouts` participants are not counted, and variables of participants give an error.
pub fn crosstab(
    snapshot: &Snapshot,
    layouts: Option<&[Layout]>,
    request: &CrosstabRequest,
) -> Result<Crosstab, AnalysisError> {
    if let Some(&code) = request.rows.iter().find(|code| code.index() >= snapshot.codes().len()) {
        return Err(AnalysisError::UnknownCode(code));
    }
    let plan = Plan::new(snapshot, layouts, request.dimension)?;
    let table = Table {
        snapshot,
        layouts,
        rows_of_codes: request.subcodes.rows_of_codes(snapshot.codes(), &request.rows),
        n_rows: request.rows.len() + 1,
        columns: plan.columns,
    };
    let mut cells = table.fill();
    let mut columns = plan.heads;
    for (column, counts) in columns.iter_mut().zip(&cells[1..]) {
        column.segments_total_in_group = counts.segments;
        if matches!(column.key, ColumnKey::Coder(_)) {
            column.documents = counts.documents;
            column.participants = counts.participants;
        }
    }
    drop_empty_missing(&mut columns, &mut cells);
    Ok(Crosstab {
        dimension: request.dimension,
        subcodes: request.subcodes,
        rows: request.rows.clone(),
        columns,
        cells,
    })
}

/// Takes the last column away if it stands for what is missing, and nothing is.
fn drop_empty_missing(columns: &mut Vec<Column>, cells: &mut Vec<Counts>) {
    let is_empty = |column: &mut Column| {
        let is_missing = matches!(column.key, ColumnKey::Group(None) | ColumnKey::Value(None));
        is_missing && column.documents == 0 && column.participants.unwrap_or(0) == 0
    };
    let width = columns.len() + 1;
    if columns.pop_if(is_empty).is_some() {
        let mut number = 0;
        cells.retain(|_| {
            number += 1;
            number % width != 0
        });
    }
}

/// The columns before anything is counted.
struct Plan {
    columns: Columns,
    heads: Vec<Column>,
}

impl Plan {
    fn new(
        snapshot: &Snapshot,
        layouts: Option<&[Layout]>,
        dimension: Dimension,
    ) -> Result<Plan, AnalysisError> {
        let documents = snapshot.documents();
        Ok(match dimension {
            Dimension::Document => Plan::of_documents(
                snapshot,
                documents.iter().map(|d| (ColumnKey::Document(d.id), d.name.clone())).collect(),
                (0..documents.len()).collect(),
            ),
            Dimension::Group => {
                let groups = ValueList::of_groups(snapshot);
                let places = documents.iter().map(|d| groups.place(d.group.as_deref())).collect();
                Plan::of_documents(snapshot, keys(&groups, ColumnKey::Group), places)
            }
            Dimension::Coder => Plan::of_coders(snapshot),
            Dimension::Variable(id) => {
                let variable = variable(snapshot, id)?;
                let values = ValueList::of_variable(snapshot, variable);
                let keys = keys(&values, ColumnKey::Value);
                if variable.scope == Scope::Document {
                    let places = documents.iter().map(|d| values.place(value_of(d, id)));
                    return Ok(Plan::of_documents(snapshot, keys, places.collect()));
                }
                let needed = || AnalysisError::LayoutsNeeded(variable.name.clone());
                let value = |person: ParticipantId| {
                    let person = snapshot.participant(person);
                    values.place(person.and_then(|p| p.values.get(&id)).map(String::as_str))
                };
                Plan::of_participants(snapshot, layouts.ok_or_else(needed)?, keys, value)
            }
        })
    }

    /// `places` holds the column of every document.
    fn of_documents(
        snapshot: &Snapshot,
        keys: Vec<(ColumnKey, String)>,
        places: Vec<usize>,
    ) -> Plan {
        let mut heads: Vec<Column> = keys.into_iter().map(head).collect();
        let mut speaking: BTreeSet<(usize, ParticipantId)> = BTreeSet::new();
        for (document, &place) in snapshot.documents().iter().zip(&places) {
            heads[place].documents += 1;
            speaking.extend(people_in(document).into_iter().map(|person| (place, person)));
        }
        for (place, _) in speaking {
            heads[place].participants = heads[place].participants.map(|n| n + 1);
        }
        Plan { columns: Columns::by_document(heads.len(), places.into_iter()), heads }
    }

    fn of_coders(snapshot: &Snapshot) -> Plan {
        let coders = snapshot.coders().iter();
        let keys = coders.map(|coder| (ColumnKey::Coder(coder.id), coder.name.clone()));
        let heads: Vec<Column> = keys.map(head).collect();
        Plan { columns: Columns::by_coder(heads.len()), heads }
    }

    /// `value` gives the column of a participant; the last column is that of what is missing.
    fn of_participants(
        snapshot: &Snapshot,
        layouts: &[Layout],
        keys: Vec<(ColumnKey, String)>,
        value: impl Fn(ParticipantId) -> usize,
    ) -> Plan {
        let mut heads: Vec<Column> = keys.into_iter().map(head).collect();
        for person in snapshot.participants() {
            let participants = &mut heads[value(person.id)].participants;
            *participants = participants.map(|n| n + 1);
        }
        let mut by_document: Vec<Vec<usize>> = Vec::new();
        for (place, document) in snapshot.documents().iter().enumerate() {
            let values: Vec<usize> = people_in(document).into_iter().map(&value).collect();
            let mut present: BTreeSet<usize> = values.iter().copied().collect();
            if has_segment_of_nobody(snapshot, layouts, place) {
                present.insert(heads.len() - 1);
            }
            present.into_iter().for_each(|place| heads[place].documents += 1);
            by_document.push(values);
        }
        Plan { columns: Columns::by_participant(heads.len(), by_document), heads }
    }
}

fn has_segment_of_nobody(snapshot: &Snapshot, layouts: &[Layout], place: usize) -> bool {
    let mut voices = Voices::new(&snapshot.documents()[place], layouts.get(place));
    snapshot.codings_at(place).iter().any(|coding| voices.of(coding.span).is_empty())
}

fn keys(values: &ValueList, key: fn(Option<String>) -> ColumnKey) -> Vec<(ColumnKey, String)> {
    let name = |value: &Option<String>| value.clone().unwrap_or_else(|| MISSING.to_owned());
    values
        .with_missing()
        .map(|value| {
            let name = name(&value);
            (key(value), name)
        })
        .collect()
}

fn head((key, name): (ColumnKey, String)) -> Column {
    Column { key, name, documents: 0, participants: Some(0), segments_total_in_group: 0 }
}
