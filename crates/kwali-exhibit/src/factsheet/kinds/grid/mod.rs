//! Tables in which every row is a question, and every column asks something about its answer.
//!
//! The segments of a cell are those that meet the table's query, its row's and its column's. Rows
//! are codes or questions of the template; what columns can show is in [`column`].

pub(super) mod column;
mod fill;
pub(in crate::factsheet) mod selected;

use std::collections::BTreeMap;

use kwali_analysis::{Query, Unit};

use self::column::Request;
use self::fill::{Filled, Ground};
use self::selected::{Counted, Shared};
use super::{Finding, Form, Tabulated, charts};
use crate::exhibits::{and_list, coders_in_words};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::units::counted;
use crate::{Cell, Column, ColumnKind, Language, Table};

/// A row of the table.
pub(super) struct Row {
    /// What it is called when it is asked for.
    pub(super) name: String,
    /// What readers see.
    pub(super) label: String,
    pub(super) query: Query,
    /// How far its label stands in.
    pub(super) level: usize,
    /// What the template says of it besides.
    pub(super) words: BTreeMap<String, String>,
}

/// A table before it is filled.
pub(super) struct Grid {
    pub(super) title: String,
    /// What stands above the labels of the rows.
    pub(super) heading: String,
    pub(super) restriction: Query,
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<Request>,
}

impl Grid {
    /// Fills the table from the study.
    pub(super) fn fill(
        self,
        evidence: &Evidence<'_>,
        arguments: &Arguments,
        language: Language,
    ) -> Result<Finding, Problem> {
        let labels = arguments.wordings("labels")?;
        let mut ground = Ground::new(evidence, &self.restriction, &self.rows, &labels, language)?;
        let mut filled = vec![self.names(), self.labels()];
        for request in &self.columns {
            filled.extend(ground.fill(request)?);
        }
        // Machines have the plain counts of every row, shown or not.
        for unit in Counted::ALL {
            let name = unit.unit().name();
            if !filled.iter().any(|filled| filled.column.name == name) {
                filled.extend(ground.fill(&Request::plain(unit))?.into_iter().map(Filled::hidden));
            }
        }
        check_names(&filled)?;
        let rows = (0..self.rows.len())
            .map(|row| filled.iter().map(|column| column.cells[row].clone()).collect())
            .collect();
        let columns = filled.iter().map(|filled| filled.column.clone()).collect();
        let levels = self.rows.iter().map(|row| row.level).collect();
        let mut table =
            Table::new(self.title.clone(), columns, rows)?.with_outline("label", levels);
        table.base = Some(base_of(evidence, &self.restriction, language)?);
        table.notes = notes(&filled, language);
        let title = self.title;
        let tabulated = Tabulated {
            is_empty: self.rows.is_empty(),
            form: Form::of(arguments)?,
            table,
            chart: None,
            row_names: self.rows.iter().map(|row| row.name.clone()).collect(),
            row_queries: self.rows.iter().map(|row| row.query.clone()).collect(),
            column_queries: filled.into_iter().map(|filled| filled.query).collect(),
        };
        // Every column has a unit of its own.
        Ok(Finding { title, unit: None, ..Finding::of_table(&self.restriction, tabulated) })
    }

    /// The same with a chart of one unit, participants unless `unit` says otherwise, if `chart` asks
    /// for it.
    pub(super) fn fill_and_draw(
        self,
        evidence: &Evidence<'_>,
        arguments: &Arguments,
        language: Language,
    ) -> Result<Finding, Problem> {
        let unit = arguments.choice("unit", &Counted::named())?;
        if unit.is_some() && !charts::bars_wanted(arguments)? {
            return Err(Problem::new("`unit` is for a chart"));
        }
        let mut finding = self.fill(evidence, arguments, language)?;
        let unit = unit.unwrap_or(Counted::Participants).unit();
        charts::add_bars(&mut finding, arguments, unit.name(), language)?;
        Ok(finding)
    }

    fn names(&self) -> Filled {
        Filled::words(
            Column::detail("row", "row", ColumnKind::Text),
            self.rows.iter().map(|row| Cell::text(&row.name)),
        )
    }

    fn labels(&self) -> Filled {
        Filled::words(
            Column::new("label", &self.heading, ColumnKind::Text),
            self.rows.iter().map(|row| Cell::text(&row.label)),
        )
    }
}

/// Makes sure that columns can be told apart.
fn check_names(filled: &[Filled]) -> Result<(), Problem> {
    for (number, one) in filled.iter().enumerate() {
        let name = &one.column.name;
        if filled[..number].iter().any(|other| other.column.name == *name) {
            return Err(Problem {
                message: format!("two columns are called `{name}`"),
                hint: Some("give one of them another `name`".to_owned()),
            });
        }
    }
    Ok(())
}

/// Says what the segments of columns share with others, once for all columns of which it is so.
fn notes(filled: &[Filled], language: Language) -> Vec<String> {
    let note = |(_, shared): (&str, Shared)| {
        let columns = filled.iter().filter(|filled| filled.shared == Some(shared));
        let headings: Vec<String> =
            columns.map(|filled| format!("‘{}’", filled.column.label)).collect();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        (!headings.is_empty())
            .then(|| format!("{}: {}", and_list(&headings, language), shared.in_words(language)))
    };
    Shared::NAMED.into_iter().filter_map(note).collect()
}

/// Returns the size of the study, and whose codings count.
pub(super) fn base_of(
    evidence: &Evidence<'_>,
    restriction: &Query,
    language: Language,
) -> Result<String, Problem> {
    let snapshot = evidence.snapshot;
    let coders = coders_in_words(&evidence.narrowed(restriction)?, language);
    let people = counted(snapshot.participants().len() as u64, Unit::Participants, language);
    let documents = counted(snapshot.documents().len() as u64, Unit::Documents, language);
    Ok(format!("{people}, {documents}; {coders}"))
}
