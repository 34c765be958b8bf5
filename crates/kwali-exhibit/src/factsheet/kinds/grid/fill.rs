//! The cells of every kind of column.

use std::collections::BTreeMap;

use kwali_analysis::{Query, Subcodes, query_of_code};
use kwali_model::{CodeId, Snapshot, VariableId};

use super::super::quote_choice::Chooser;
use super::super::quotes::{self, Quote};
use super::super::rows;
use super::super::values::values_of;
use super::Row;
use super::column::{Request, Show};
use super::selected::{Counted, Selected, Shared};
use crate::exhibits::{code_id, code_label};
use crate::factsheet::arguments::Problem;
use crate::factsheet::evidence::Evidence;
use crate::units::heading;
use crate::{Audience, Cell, Column, ColumnKind, Language};

/// A column with its cells, one a row.
pub(super) struct Filled {
    pub(super) column: Column,
    pub(super) cells: Vec<Cell>,
    /// The query for its segments, where it holds counts and has one.
    pub(super) query: Option<Query>,
    /// What its segments share with others.
    pub(super) shared: Option<Shared>,
}

impl Filled {
    pub(super) fn words(column: Column, cells: impl Iterator<Item = Cell>) -> Filled {
        Filled { column, cells: cells.collect(), query: None, shared: None }
    }

    /// Returns the column so that only machines see it.
    pub(super) fn hidden(mut self) -> Filled {
        self.column.audience = Audience::Machines;
        self
    }
}

/// What columns are filled from.
pub(super) struct Ground<'a> {
    evidence: &'a Evidence<'a>,
    language: Language,
    restriction: &'a Query,
    rows: &'a [Row],
    /// By row: its segments.
    selected: Vec<Selected>,
    labels: &'a BTreeMap<&'a str, &'a str>,
    chooser: Chooser<'a>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(
        evidence: &'a Evidence<'a>,
        restriction: &'a Query,
        rows: &'a [Row],
        labels: &'a BTreeMap<&'a str, &'a str>,
        language: Language,
    ) -> Result<Ground<'a>, Problem> {
        let all = Selected::by(evidence, restriction)?;
        let of_row = |row: &Row| Ok(all.and(&Selected::by(evidence, &row.query)?));
        let selected = rows.iter().map(of_row).collect::<Result<_, Problem>>()?;
        let chooser = Chooser::new(evidence);
        Ok(Ground { evidence, language, restriction, rows, selected, labels, chooser })
    }

    /// Returns the column that was asked for: several where it has one for every value.
    pub(super) fn fill(&mut self, request: &Request) -> Result<Vec<Filled>, Problem> {
        let cells = self.cells_of(request)?;
        let mut filled = match &request.show {
            Show::Id => vec![self.words(request, ("Id", "Id"), |row| row.name.clone())],
            Show::Definition => vec![self.definitions(request)],
            Show::Words(words) => vec![self.words(request, ("", ""), |row| {
                let given = words.get(&row.name).or_else(|| row.words.get(&request.name));
                given.cloned().unwrap_or_default()
            })],
            Show::Asked => vec![self.asked(request)],
            Show::Listed(codes) => vec![self.listed(request, codes)],
            Show::Count(unit) => vec![self.counts(request, &cells, *unit)],
            Show::By(variable, unit) => self.by(request, &cells, (*variable, *unit))?,
            Show::Ticks(variable) => self.ticks(request, &cells, *variable)?,
            Show::Codes { codes, counted } => self.codes(request, &cells, (codes, *counted))?,
            Show::Quote { n, most_words, by } => {
                self.quotes(request, &cells, (*n, *most_words), *by)
            }
        };
        if let (Some(last), Some(_)) = (filled.last_mut(), &request.together) {
            last.shared = Some(request.shared);
        }
        Ok(filled)
    }

    /// Returns by row the segments of the column.
    fn cells_of(&self, request: &Request) -> Result<Vec<Selected>, Problem> {
        let query = self.query_of(request);
        if query == Query::default() {
            return Ok(self.selected.clone());
        }
        let condition = Selected::by(self.evidence, &query)?;
        Ok(self.selected.iter().map(|cell| cell.and(&condition)).collect())
    }

    /// Returns what the segments of a column must meet besides those of the table.
    fn query_of(&self, request: &Request) -> Query {
        let condition = request.condition.clone();
        match &request.together {
            Some(together) => condition.and(self.together(request.shared, together)),
            None => condition,
        }
    }

    /// Returns the query for segments that occur together with others of the table.
    fn together(&self, shared: Shared, others: &Query) -> Query {
        shared.with(&self.restriction.clone().and(others.clone()))
    }

    fn snapshot(&self) -> &'a Snapshot {
        self.evidence.snapshot
    }

    fn label<'b>(&'b self, text: &'b str) -> &'b str {
        self.labels.get(text).copied().unwrap_or(text)
    }

    fn heading(&self, request: &Request, (english, dutch): (&str, &str)) -> String {
        let usual = self.language.choose(english, dutch);
        let usual = if usual.is_empty() { request.name.as_str() } else { usual };
        request.heading.clone().unwrap_or_else(|| usual.to_owned())
    }

    fn words(
        &self,
        request: &Request,
        usual: (&str, &str),
        words: impl Fn(&Row) -> String,
    ) -> Filled {
        let heading = self.heading(request, usual);
        let column = Column::new(&request.name, heading, ColumnKind::Text);
        Filled::words(column, self.rows.iter().map(|row| Cell::text(words(row))))
    }

    fn definitions(&self, request: &Request) -> Filled {
        let snapshot = self.snapshot();
        self.words(request, ("Definition", "Omschrijving"), |row| {
            let codes = rows::asked_for(snapshot, &row.query);
            let definition = |&code: &CodeId| {
                let wording = &snapshot.codes().code(code).definition;
                wording.get(&self.language.of_words()).or_else(|| wording.values().next()).cloned()
            };
            codes.first().and_then(definition).unwrap_or_default()
        })
    }

    fn asked(&self, request: &Request) -> Filled {
        let snapshot = self.snapshot();
        self.words(request, ("Codes", "Codes"), |row| {
            let codes = rows::asked_for(snapshot, &row.query);
            let labels =
                codes.iter().map(|&code| self.label(code_label(snapshot, code, self.language)));
            labels.collect::<Vec<_>>().join("; ")
        })
    }

    fn listed(&self, request: &Request, codes: &[CodeId]) -> Filled {
        let heading = self.heading(request, ("Listed", "Genoemd"));
        let is_listed = |row: &Row| {
            let asked = rows::asked_for(self.snapshot(), &row.query);
            asked.iter().any(|code| codes.contains(code))
        };
        Filled::words(
            Column::new(&request.name, heading, ColumnKind::Tick),
            self.rows.iter().map(|row| Cell::Flag(is_listed(row))),
        )
    }

    fn counts(&self, request: &Request, cells: &[Selected], unit: Counted) -> Filled {
        let usual = heading(unit.unit(), self.language);
        let heading = self.heading(request, (usual, usual));
        let count = |cell: &Selected| Cell::Count(cell.count(self.evidence, unit));
        Filled {
            column: Column::new(&request.name, heading, ColumnKind::Count).counting(unit.unit()),
            cells: cells.iter().map(count).collect(),
            query: Some(self.query_of(request)),
            shared: None,
        }
    }

    /// Returns for every value a column that only machines see, and all in one cell for people.
    fn by(
        &self,
        request: &Request,
        cells: &[Selected],
        (variable, unit): (VariableId, Counted),
    ) -> Result<Vec<Filled>, Problem> {
        let snapshot = self.snapshot();
        let name = snapshot.variable_by_id(variable).map_or("", |variable| variable.name.as_str());
        let mut filled = Vec::new();
        let mut told: Vec<Vec<(u64, String)>> = vec![Vec::new(); cells.len()];
        for value in values_of(snapshot, variable)? {
            let of_value = Selected::by(self.evidence, &value.query)?;
            let counts: Vec<u64> =
                cells.iter().map(|cell| cell.and(&of_value).count(self.evidence, unit)).collect();
            let shown = match value.is_missing {
                true => self.language.choose("(missing)", "(onbekend)"),
                false => self.label(&value.name),
            };
            for (told, &n) in told.iter_mut().zip(&counts).filter(|(_, n)| **n > 0) {
                told.push((n, format!("{shown}\u{a0}{n}")));
            }
            filled.push(Filled {
                column: Column::detail(format!("{name}:{}", value.name), shown, ColumnKind::Count)
                    .counting(unit.unit()),
                cells: counts.into_iter().map(Cell::Count).collect(),
                query: Some(self.query_of(request).and(value.query)),
                shared: None,
            });
        }
        let heading = self.heading(request, (name, name));
        let column = Column::wording(&request.name, heading, ColumnKind::Text);
        let column = column.counting(unit.unit());
        let cells = told.into_iter().map(|told| Cell::text(most_first(told)));
        filled.push(Filled::words(column, cells));
        Ok(filled)
    }

    fn ticks(
        &self,
        request: &Request,
        cells: &[Selected],
        variable: VariableId,
    ) -> Result<Vec<Filled>, Problem> {
        let snapshot = self.snapshot();
        let name = snapshot.variable_by_id(variable).map_or("", |variable| variable.name.as_str());
        let mut filled = Vec::new();
        for value in values_of(snapshot, variable)?.into_iter().filter(|value| !value.is_missing) {
            let of_value = Selected::by(self.evidence, &value.query)?;
            let is_any =
                |cell: &Selected| cell.and(&of_value).count(self.evidence, Counted::Segments) > 0;
            let machine = format!("{name}:{}", value.name);
            filled.push(Filled {
                column: Column::new(machine, self.label(&value.name), ColumnKind::Tick),
                cells: cells.iter().map(|cell| Cell::Flag(is_any(cell))).collect(),
                query: Some(self.query_of(request).and(value.query)),
                shared: None,
            });
        }
        Ok(filled)
    }

    /// Returns in one cell the codes that occur together with the row, and how often.
    fn codes(
        &self,
        request: &Request,
        cells: &[Selected],
        (codes, unit): (&[CodeId], Counted),
    ) -> Result<Vec<Filled>, Problem> {
        let snapshot = self.snapshot();
        let mut ids: Vec<Vec<(u64, String)>> = vec![Vec::new(); cells.len()];
        let mut labels = ids.clone();
        for &code in codes {
            let query = query_of_code(snapshot.codes(), code, Subcodes::Separate);
            let together = Selected::by(self.evidence, &self.together(request.shared, &query))?;
            for (row, cell) in cells.iter().enumerate() {
                let n = cell.and(&together).count(self.evidence, unit);
                if n > 0 {
                    ids[row].push((n, format!("{} {n}", code_id(snapshot, code))));
                    let label = code_label(snapshot, code, self.language);
                    labels[row].push((n, format!("{label} ({n})")));
                }
            }
        }
        let heading = self.heading(request, ("Codes", "Codes"));
        let machine = format!("{}_ids", request.name);
        let text = |told: Vec<Vec<(u64, String)>>| {
            told.into_iter().map(|told| Cell::text(most_first(told))).collect::<Vec<_>>()
        };
        let detail = Column::detail(machine, &heading, ColumnKind::Text).counting(unit.unit());
        let wording =
            Column::wording(&request.name, heading, ColumnKind::Text).counting(unit.unit());
        let mut shown = Filled::words(wording, text(labels).into_iter());
        shown.shared = Some(request.shared);
        Ok(vec![Filled::words(detail, text(ids).into_iter()), shown])
    }

    /// Returns the quotes, and in a column for machines the ids of their codings.
    ///
    /// A row with rows under it has none: they stand there.
    fn quotes(
        &mut self,
        request: &Request,
        cells: &[Selected],
        how_many: (usize, usize),
        by: Option<VariableId>,
    ) -> Vec<Filled> {
        let mut ids = Vec::new();
        let mut said = Vec::new();
        for (row, cell) in cells.iter().enumerate() {
            let codings =
                if self.has_rows_below(row) { Vec::new() } else { cell.codings().collect() };
            let chosen = self.chooser.choose(codings, how_many);
            let quote = |coding| quotes::quote(self.evidence, coding, by, self.language);
            let chosen: Vec<Quote> = chosen.into_iter().map(quote).collect();
            let all = |text: fn(&Quote) -> String, between| {
                chosen.iter().map(text).collect::<Vec<_>>().join(between)
            };
            ids.push(Cell::text(all(|quote| quote.id.clone(), "; ")));
            said.push(Cell::text(all(Quote::in_a_cell, "\n")));
        }
        let heading = self.heading(request, ("Quote", "Citaat"));
        let detail = Column::detail(format!("{}_ids", request.name), &heading, ColumnKind::Text);
        let wording = Column::wording(&request.name, heading, ColumnKind::Prose);
        vec![Filled::words(detail, ids.into_iter()), Filled::words(wording, said.into_iter())]
    }

    /// Whether the rows behind this one stand under it.
    fn has_rows_below(&self, row: usize) -> bool {
        self.rows.get(row + 1).is_some_and(|next| next.level > self.rows[row].level)
    }
}

/// Joins what was counted, what occurs most first.
fn most_first(mut told: Vec<(u64, String)>) -> String {
    told.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    told.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("; ")
}
