//! Codes by documents, participants, groups, coders, or the values of one or two variables.

mod expected;
mod plan;

use kwali_model::{CodeId, CoderId, DocumentId, Layout, ParticipantId, Snapshot, VariableId};

use self::plan::{Plan, is_shown, n_known};
use crate::rows::{Rows, SegmentSet};
use crate::tally::{Counts, Table};
use crate::undefined::percent;
use crate::{AnalysisError, Measure, PercentOf, ReadText, Subcodes, Undefined};

pub use expected::Residual;

/// What the columns of a crosstab are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Dimension {
    /// One column a document.
    Document,
    /// One column a participant.
    Participant,
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
    /// Rows of segments that queries select, below those of the codes.
    pub sets: Vec<SegmentSet>,
    /// What the columns are: one dimension, or two of which the second stands within the first.
    pub dimensions: Vec<Dimension>,
    /// How subcodes count.
    pub subcodes: Subcodes,
}

impl CrosstabRequest {
    /// Returns the request for codes by one dimension.
    pub fn new(rows: Vec<CodeId>, dimension: Dimension, subcodes: Subcodes) -> CrosstabRequest {
        CrosstabRequest { rows, sets: Vec::new(), dimensions: vec![dimension], subcodes }
    }
}

/// What one column stands for in one dimension.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ColumnKey {
    /// A document.
    Document(DocumentId),
    /// A participant; `None` for what belongs to nobody.
    Participant(Option<ParticipantId>),
    /// A document group; `None` for documents without one.
    Group(Option<String>),
    /// A value; `None` where it is unknown.
    Value(Option<String>),
    /// A coder.
    Coder(CoderId),
}

impl ColumnKey {
    /// True where the column holds what has no value.
    pub fn is_missing(&self) -> bool {
        matches!(
            self,
            ColumnKey::Participant(None) | ColumnKey::Group(None) | ColumnKey::Value(None)
        )
    }
}

/// A column with the bases of its percentages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// What it stands for, by dimension.
    pub keys: Vec<ColumnKey>,
    /// What it is called, by dimension: a name, a value, or [`MISSING`](crate::MISSING).
    pub names: Vec<String>,
    /// Documents that belong to it, coded or not; with coders, those with a segment in it.
    pub documents: u64,
    /// Participants that belong to it; `None` with coders where who speaks was not given.
    pub participants: Option<u64>,
    /// Segments in it with any code at all, each once.
    pub segments_total_in_group: u64,
}

impl Column {
    /// Returns the name in machine output; those of two dimensions are joined: `resident / Utrecht`.
    pub fn name(&self) -> String {
        self.names.join(" / ")
    }
}

/// Counts of codes by column.
#[derive(Clone, PartialEq, Debug)]
pub struct Crosstab {
    /// What the columns are.
    pub dimensions: Vec<Dimension>,
    /// How subcodes count.
    pub subcodes: Subcodes,
    /// The codes in the rows.
    pub rows: Vec<CodeId>,
    /// The sets in the rows below those of the codes.
    pub sets: Vec<SegmentSet>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Combinations of known values that no document and no participant has; they are no columns.
    pub n_empty: usize,
    /// By column: its place among those of all combinations of values.
    kept: Vec<usize>,
    /// Row 0 and column 0 hold everything.
    cells: Vec<Counts>,
}

impl Crosstab {
    /// Returns the number of rows: codes and sets.
    pub fn n_rows(&self) -> usize {
        self.rows.len() + self.sets.len()
    }

    /// Returns the counts of a cell.
    pub fn cell(&self, row: usize, column: usize) -> &Counts {
        self.at(row + 1, column + 1)
    }

    /// Returns the counts of a row in the whole study: what stands in several columns once.
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

    /// Returns what a measure gives for a cell: a count, or a percentage of a base.
    pub fn value(&self, cell: (usize, usize), measure: Measure) -> Result<f64, Undefined> {
        match measure.percent() {
            None => Ok(self.cell(cell.0, cell.1).of(measure.unit())? as f64),
            Some(of) => self.percent(cell, measure, of),
        }
    }

    fn percent(
        &self,
        (row, column): (usize, usize),
        measure: Measure,
        of: PercentOf,
    ) -> Result<f64, Undefined> {
        let unit = measure.unit();
        let part = self.cell(row, column).of(unit)?;
        let of_column = &self.columns[column];
        let (whole, undefined) = match of {
            PercentOf::Row => (self.row_total(row).of(unit)?, Undefined::EmptyBase),
            PercentOf::Column => (self.column_total(column).of(unit)?, Undefined::EmptyBase),
            PercentOf::Total => (self.total().of(unit)?, Undefined::EmptyBase),
            PercentOf::Documents => (of_column.documents, Undefined::NoDocuments),
            PercentOf::Participants => {
                let people = of_column.participants.ok_or(Undefined::ParticipantsNotCounted)?;
                (people, Undefined::NoParticipants)
            }
        };
        percent(part, whole, undefined)
    }

    /// Counts the words in every cell; they are undefined before.
    ///
    /// `snapshot` and `layouts` must be those that the crosstab was made from.
    pub fn count_words(
        &mut self,
        snapshot: &Snapshot,
        layouts: Option<&[Layout]>,
        read: &ReadText<'_>,
    ) -> Result<(), AnalysisError> {
        let plan = Plan::new(snapshot, layouts, &self.dimensions)?;
        let rows = Rows::new(snapshot, &self.rows, self.subcodes, &self.sets);
        let width = plan.columns.len();
        let words = Table { snapshot, layouts, rows, columns: plan.columns }.count_words(read);
        let kept = std::iter::once(0).chain(self.kept.iter().map(|place| place + 1));
        let places = words.chunks(width).flat_map(|row| kept.clone().map(|place| row[place]));
        for (cell, words) in self.cells.iter_mut().zip(places) {
            cell.words = Some(words);
        }
        Ok(())
    }

    fn at(&self, row: usize, column: usize) -> &Counts {
        &self.cells[row * (self.columns.len() + 1) + column]
    }
}

/// Counts codes by column, all coders pooled unless the columns are coders.
///
/// Columns stand in study order, values in the order of their kind with
/// [`MISSING`](crate::MISSING) last. With [`Subcodes::Separate`] a cell's `documents` are the
/// `documents_with_code` of the definitions. Without `layouts` participants are not counted, and
/// participants and their variables as columns give an error.
pub fn crosstab(
    snapshot: &Snapshot,
    layouts: Option<&[Layout]>,
    request: &CrosstabRequest,
) -> Result<Crosstab, AnalysisError> {
    if let Some(&code) = request.rows.iter().find(|code| code.index() >= snapshot.codes().len()) {
        return Err(AnalysisError::UnknownCode(code));
    }
    let plan = Plan::new(snapshot, layouts, &request.dimensions)?;
    let rows = Rows::new(snapshot, &request.rows, request.subcodes, &request.sets);
    let width = plan.columns.len();
    let cells = Table { snapshot, layouts, rows, columns: plan.columns }.fill();
    let mut all_columns = plan.heads;
    let has_coders = request.dimensions.contains(&Dimension::Coder);
    for (column, counts) in all_columns.iter_mut().zip(&cells[1..]) {
        column.segments_total_in_group = counts.segments;
        if has_coders {
            column.documents = counts.documents;
            column.participants = counts.participants;
        }
    }
    let shown = |&place: &usize| is_shown(&all_columns[place]);
    let kept: Vec<usize> = (0..all_columns.len()).filter(shown).collect();
    let columns: Vec<Column> = kept.iter().map(|&place| all_columns[place].clone()).collect();
    let of_row = |row: &[Counts]| -> Vec<Counts> {
        std::iter::once(row[0]).chain(kept.iter().map(|place| row[place + 1])).collect()
    };
    Ok(Crosstab {
        dimensions: request.dimensions.clone(),
        subcodes: request.subcodes,
        rows: request.rows.clone(),
        sets: request.sets.clone(),
        n_empty: plan.n_known - n_known(&columns),
        // A table can be large: it is not copied where all columns are shown.
        cells: match kept.len() == all_columns.len() {
            true => cells,
            false => cells.chunks(width).flat_map(of_row).collect(),
        },
        columns,
        kept,
    })
}
