//! What plain text, Markdown and HTML share: which columns people see, and how a value reads.

use kwali_analysis::Unit;

use super::{Audience, Cell, Column, ColumnKind, SUPPRESSED, Table};
use crate::language::{MOST_DECIMALS, UNDEFINED, decimals_needed};
use crate::units::{base_in_words, unit_in_words};
use crate::{Language, Style};

/// Decimals of rates and measures.
const DECIMALS_OF_MEASURES: usize = 2;

/// The base of counts of segments: all segments of a column, with any code.
const SEGMENTS_BASE: &str = "segments_total_in_group";

/// The row under a table that counts all of a column, with any code.
const ANY_CODE: &str = "total";

/// What stands where something holds, in columns of ticks.
const TICK: &str = "✓";

/// The part of a table that people see, with its numbers ready to print.
pub(crate) struct ForPeople<'a> {
    table: &'a Table,
    language: Language,
    columns: Vec<Shown>,
}

/// A column that is shown: where it stands in the table, and its decimals.
struct Shown {
    index: usize,
    decimals: usize,
}

/// A value as people see it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    /// How it reads, unescaped.
    pub(crate) text: String,
    /// What it is if it is a number, with all its digits; as it stands in the table.
    pub(crate) number: Option<f64>,
    /// How deep its row is, in the column in which rows are a tree.
    pub(crate) level: usize,
}

impl<'a> ForPeople<'a> {
    pub(crate) fn new(table: &'a Table, style: Style) -> ForPeople<'a> {
        let columns = (0..table.columns.len())
            .filter(|&index| table.columns[index].audience != Audience::Machines)
            .map(|index| Shown { index, decimals: decimals_of_column(table, index) })
            .collect();
        ForPeople { table, language: style.language, columns }
    }

    /// The columns that people see.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &'a Column> {
        self.columns.iter().map(|shown| &self.table.columns[shown.index])
    }

    /// The decimals of the numbers in the columns that people see; percentages have one.
    pub(crate) fn decimals(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|shown| shown.decimals)
    }

    /// The places of these columns in the table.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|shown| shown.index)
    }

    /// The rows, each a text for every column that people see; unescaped.
    ///
    /// Where rows are a tree, `indent` stands once a level before what they are called.
    pub(crate) fn rows(&self, indent: &str) -> impl Iterator<Item = Vec<String>> {
        let indented = |value: Value| indent.repeat(value.level) + &value.text;
        self.values().map(move |row| row.into_iter().map(indented).collect())
    }

    /// The rows under the table, likewise.
    pub(crate) fn bases(&self) -> impl Iterator<Item = Vec<String>> {
        self.base_values().map(|row| row.into_iter().map(|value| value.text).collect())
    }

    /// The rows, each a value for every column that people see.
    pub(crate) fn values(&self) -> impl Iterator<Item = Vec<Value>> {
        let outline = self.table.outline.as_ref();
        let column = outline
            .and_then(|outline| self.columns().position(|column| column.name == outline.column));
        self.table.rows.iter().enumerate().map(move |(number, row)| {
            let mut values = self.values_of(row);
            let level = outline.and_then(|outline| outline.levels.get(number));
            if let (Some(column), Some(&level)) = (column, level) {
                values[column].level = level;
            }
            values
        })
    }

    /// The rows under the table, likewise: totals, and of the bases that of the table's unit.
    pub(crate) fn base_values(&self) -> impl Iterator<Item = Vec<Value>> {
        let unit_base = match self.table.unit.as_deref().and_then(Unit::from_name) {
            Some(unit @ (Unit::Documents | Unit::Participants)) => unit.name(),
            _ => SEGMENTS_BASE,
        };
        let others = [SEGMENTS_BASE, Unit::Documents.name(), Unit::Participants.name()];
        self.table.bases.iter().filter_map(move |row| {
            let Some(Cell::Text(name)) = row.first() else { return None };
            if others.contains(&name.as_str()) && name != unit_base {
                return None;
            }
            if name == ANY_CODE && self.says_the_same(row, unit_base) {
                return None;
            }
            let mut values = self.values_of(row);
            for (value, shown) in values.iter_mut().zip(&self.columns) {
                // What stands beside a count under a common heading is of rows only.
                let is_beside = self.table.columns[shown.index].group.is_some();
                if is_beside && row[shown.index] == Cell::Undefined {
                    value.text.clear();
                }
            }
            if let Some(first) = values.first_mut() {
                first.text = base_in_words(name, self.language).to_owned();
            }
            Some(values)
        })
    }

    /// Whether the base of this name has the numbers of a row under the table.
    fn says_the_same(&self, row: &[Cell], base: &str) -> bool {
        let mut bases = self.table.bases.iter();
        let base = bases.find(|row| matches!(row.first(), Some(Cell::Text(name)) if name == base));
        base.is_some_and(|base| base.get(1..) == row.get(1..))
    }

    fn values_of(&self, row: &[Cell]) -> Vec<Value> {
        let value = |shown: &Shown| Value {
            text: self.text(row, shown),
            number: match row[shown.index] {
                Cell::Count(count) => Some(count as f64),
                Cell::Number(number) => Some(number),
                _ => None,
            },
            level: 0,
        };
        self.columns.iter().map(value).collect()
    }

    fn text(&self, row: &[Cell], shown: &Shown) -> String {
        match &row[shown.index] {
            Cell::Text(text) => text.clone(),
            Cell::Count(count) => count.to_string(),
            Cell::Number(number) => match self.table.columns[shown.index].kind {
                ColumnKind::Percent => self.language.percent(*number),
                ColumnKind::Share => self.language.percent(100.0 * number),
                _ => self.language.number(*number, shown.decimals),
            },
            Cell::Flag(flag) if self.table.columns[shown.index].kind == ColumnKind::Tick => {
                if *flag { TICK.to_owned() } else { String::new() }
            }
            Cell::Flag(flag) => self.language.flag(*flag).to_owned(),
            Cell::Undefined => UNDEFINED.to_owned(),
            Cell::Suppressed => SUPPRESSED.to_owned(),
        }
    }

    /// The notes but for those on columns that people do not see.
    pub(crate) fn notes(&self) -> impl Iterator<Item = &'a str> {
        let hidden = |note: &&str| {
            let columns = self.table.columns.iter();
            let mut hidden = columns.filter(|column| column.audience == Audience::Machines);
            hidden.any(|column| {
                note.strip_prefix(column.name.as_str()).is_some_and(|rest| rest.starts_with(' '))
            })
        };
        self.table.notes.iter().map(String::as_str).filter(move |note| !hidden(note))
    }

    /// What the header says besides the title: pairs of a word and what it stands for.
    pub(crate) fn facts(&self) -> Vec<(&'static str, &'a str)> {
        let Table { unit, base, query, .. } = self.table;
        facts(unit.as_deref(), base.as_deref(), query.as_deref(), self.language)
    }
}

/// What a header says: pairs of a word and what it stands for.
pub(crate) fn facts<'a>(
    unit: Option<&'a str>,
    base: Option<&'a str>,
    query: Option<&'a str>,
    language: Language,
) -> Vec<(&'static str, &'a str)> {
    let facts = [
        (language.choose("Unit", "Eenheid"), unit.map(|unit| unit_in_words(unit, language))),
        (language.choose("Base", "Basis"), base),
        (language.choose("Query", "Vraag"), query),
    ];
    facts.into_iter().filter_map(|(word, fact)| Some((word, fact?))).collect()
}

fn decimals_of_column(table: &Table, index: usize) -> usize {
    match table.columns[index].kind {
        ColumnKind::Coefficient => return MOST_DECIMALS,
        ColumnKind::Measure => return DECIMALS_OF_MEASURES,
        _ => {}
    }
    decimals_needed(table.rows.iter().filter_map(|row| match row[index] {
        Cell::Number(number) => Some(number),
        _ => None,
    }))
}
