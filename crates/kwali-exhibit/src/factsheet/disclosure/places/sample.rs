//! Counts in tables of the sample: of participants and documents whether they are coded or not.

use std::collections::BTreeSet;

use kwali_analysis::{MISSING, Unit};

use super::{Exhibit, Found, Places, Spot, Tie, Told, columns, value_of};
use crate::Cell;
use crate::factsheet::arguments::Problem;
use crate::factsheet::disclosure::question::{Among, Condition, Question};
use crate::factsheet::kinds::Tabulated;
use crate::table::Place;

impl Places {
    /// Adds the cells of a table of one or two variables, or several in its rows.
    pub(super) fn add_sample(&mut self, exhibit: &Exhibit<'_>, tabulated: &Tabulated) {
        let snapshot = exhibit.snapshot();
        let table = &tabulated.table;
        let of_table = table.unit.as_deref().and_then(Unit::from_name);
        for (column, unit, of_column) in columns(tabulated) {
            let rows = table.rows().iter().zip(&tabulated.row_queries).enumerate();
            let rows =
                rows.map(|(row, (cells, query))| (Place::Row(row, column), cells, Some(query)));
            let bases = table.bases().iter().enumerate();
            let bases = bases.map(|(row, cells)| (Place::Base(row, column), cells, None));
            for (place, cells, of_row) in rows.chain(bases) {
                let Some(value) = value_of(&cells[column]) else { continue };
                let mut queries = vec![exhibit.query(), of_column];
                queries.extend(of_row);
                let conditions = self.conditions.of(&queries, snapshot);
                let is_heard = unit == Unit::Participants
                    && (of_table == Some(Unit::Documents)
                        || conditions.iter().any(Condition::is_of_documents));
                let among = if is_heard { Among::Heard } else { Among::Sample };
                let question = Question { unit, among, conditions };
                self.add(exhibit, Spot::Cell(place), question, value);
            }
            if table.columns()[column].name == "percent_of_known" {
                self.add_unknown(exhibit, tabulated, (column, unit));
            }
        }
        self.add_base(exhibit, of_table);
    }

    /// Adds that percentages of those whose value is known tell of how many it is not.
    fn add_unknown(
        &mut self,
        exhibit: &Exhibit<'_>,
        tabulated: &Tabulated,
        (column, unit): (usize, Unit),
    ) {
        let is_unknown = |found: &&Found| {
            let of_row = |row: usize| tabulated.row_names.get(row).is_some_and(|n| n == MISSING);
            matches!(found.spot, Spot::Cell(Place::Row(row, _)) if of_row(row))
                && found.question.unit == unit
        };
        let unknown = self.of_entry(exhibit.number).find(is_unknown);
        let Some(question) = unknown.map(|found| found.question.clone()) else { return };
        for row in 0..tabulated.table.rows().len() {
            let spot = Spot::Cell(Place::Row(row, column));
            self.add(exhibit, spot, question.clone(), None);
        }
        self.add(exhibit, Spot::Base, question, None);
    }

    /// Adds the size of the sample, which stands above the table.
    fn add_base(&mut self, exhibit: &Exhibit<'_>, unit: Option<Unit>) {
        let Some(unit) = unit else { return };
        let question = self.in_sample(exhibit, unit, &[]);
        self.add(exhibit, Spot::Base, question, None);
    }

    /// Returns the question for those in the sample of whom something is said besides.
    fn in_sample(&mut self, exhibit: &Exhibit<'_>, unit: Unit, more: &[&str]) -> Question {
        let mut conditions = self.conditions.of(&[exhibit.query()], exhibit.snapshot());
        conditions.extend(more.iter().map(|said| Condition::Other((*said).to_owned())));
        Question { unit, among: Among::Sample, conditions }
    }

    /// Adds the cells of a table of characteristics, and that they add up.
    pub(super) fn add_characteristics(
        &mut self,
        exhibit: &Exhibit<'_>,
        tabulated: &Tabulated,
    ) -> Result<(), Problem> {
        let table = &tabulated.table;
        let Some(unit) = table.unit.as_deref().and_then(Unit::from_name) else { return Ok(()) };
        self.add_base(exhibit, Some(unit));
        let items = exhibit.entry.arguments.items("variables", "variable")?;
        let mut starts: Vec<usize> = Vec::new();
        let place = |name: &str| table.columns().iter().position(|column| column.name == name);
        let is_head = |cells: &[Cell]| cells.get(1) == Some(&Cell::text(""));
        let rows = table.rows();
        starts.extend((0..rows.len()).filter(|&row| is_head(&rows[row])));
        for (number, (&start, item)) in starts.iter().zip(&items).enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(rows.len());
            let own = item.query("where", exhibit.snapshot())?;
            let queries = [exhibit.query(), &own];
            let all = self.conditions.of(&queries, exhibit.snapshot());
            let block = Block { exhibit, tabulated, unit, all, name: format!("{number}") };
            self.add_block(&block, start..end, &place);
        }
        Ok(())
    }

    /// Adds the lines of one variable.
    fn add_block(
        &mut self,
        block: &Block<'_>,
        rows: std::ops::Range<usize>,
        place: &dyn Fn(&str) -> Option<usize>,
    ) {
        let Block { exhibit, tabulated, unit, .. } = block;
        let start = rows.start;
        let mut values = Vec::new();
        let own = ["n", "percent", "unknown", "sum", "with_several"];
        let base = Question { unit: *unit, among: Among::Sample, conditions: block.all.clone() };
        let [known, _, unknown, sum, several] = own.map(|said| block.question(said));
        for row in rows {
            let query = &tabulated.row_queries[row];
            let mut conditions = self.conditions.of(&[query], exhibit.snapshot());
            conditions.extend(block.all.iter().cloned());
            let of_value = Question { unit: *unit, among: Among::Sample, conditions };
            for name in own {
                let Some(column) = place(name) else { continue };
                let cell = &tabulated.table.rows()[row][column];
                let Some(value) = value_of(cell) else { continue };
                let question = match name {
                    "n" | "percent" if row > start => of_value.clone(),
                    "n" | "percent" => known.clone(),
                    other => block.question(other),
                };
                let spot = Spot::Cell(Place::Row(row, column));
                if name == "percent" {
                    self.add(exhibit, spot.clone(), base.clone(), None);
                }
                self.add(exhibit, spot, question, value);
            }
            if row > start {
                values.push(of_value);
            }
        }
        let mut tie = |tie, whole: &Question, parts: &[&Question]| {
            let parts = parts.iter().map(|&part| part.clone()).collect();
            self.told.push(Told::Tied(tie, whole.clone(), parts));
        };
        tie(Tie::AddsUp, &base, &[&known, &unknown]);
        let said: Vec<&Question> = values.iter().collect();
        tie(Tie::AddsUp, &sum, &[said.clone(), vec![&unknown]].concat());
        tie(Tie::Covers, &known, &said);
        said.iter().for_each(|value| tie(Tie::IsWithin, &known, &[value]));
        // Whoever has several values is mentioned at least twice.
        tie(Tie::HoldsApart, &sum, &[&unknown, &known, &several]);
        tie(Tie::AddsUp, &sum, &[&unknown, &known, &several]);
    }

    /// Adds how many have each set of codes: everybody has one set, and all that are shown together
    /// are told.
    pub(super) fn add_configurations(&mut self, exhibit: &Exhibit<'_>, tabulated: &Tabulated) {
        let table = &tabulated.table;
        let Some(unit) = table.unit.as_deref().and_then(Unit::from_name) else { return };
        let place = |name: &str| table.columns().iter().position(|column| column.name == name);
        let Some(columns) = place(unit.name()).zip(place("share")) else { return };
        if !matches!(unit, Unit::Participants | Unit::Documents) {
            return;
        }
        let (mut sets, mut sum) = (Vec::new(), 0);
        for (row, cells) in table.rows().iter().enumerate() {
            let Cell::Count(count) = cells[columns.0] else { continue };
            let said = format!("set {} in {}", row + 1, exhibit.entry.id);
            let question = self.in_sample(exhibit, unit, &[&said]);
            for (column, value) in [(columns.0, Some(count)), (columns.1, None)] {
                let spot = Spot::Cell(Place::Row(row, column));
                self.add(exhibit, spot, question.clone(), value);
            }
            sets.push(question);
            sum += count;
        }
        self.told.push(Told::Sum(sets, sum));
    }

    /// Adds the cells of a table of numbers.
    pub(super) fn add_number_summary(&mut self, exhibit: &Exhibit<'_>, tabulated: &Tabulated) {
        let table = &tabulated.table;
        let Some(unit) = table.unit.as_deref().and_then(Unit::from_name) else { return };
        self.add_base(exhibit, Some(unit));
        let base = self.in_sample(exhibit, unit, &[]);
        for (row, cells) in table.rows().iter().enumerate() {
            let mut parts = Vec::new();
            for (column, head) in table.columns().iter().enumerate() {
                let Cell::Count(count) = cells[column] else { continue };
                let said = format!("{}: {}", tabulated.row_names[row], head.name);
                let question = self.in_sample(exhibit, unit, &[&said]);
                let spot = Spot::Cell(Place::Row(row, column));
                self.add(exhibit, spot, question.clone(), Some(count));
                if ["n", "other", "unknown"].contains(&head.name.as_str()) {
                    parts.push(question);
                }
            }
            self.told.push(Told::Tied(Tie::AddsUp, base.clone(), parts));
        }
    }
}

/// The lines of one variable of a table of characteristics.
struct Block<'a> {
    exhibit: &'a Exhibit<'a>,
    tabulated: &'a Tabulated,
    unit: Unit,
    /// What all of them must meet.
    all: BTreeSet<Condition>,
    /// What tells it from other variables of the table.
    name: String,
}

impl Block<'_> {
    /// Returns the question of a number in its first line; no other exhibit asks it.
    fn question(&self, said: &str) -> Question {
        let said = format!("{} of variable {} in {}", said, self.name, self.exhibit.entry.id);
        let mut conditions = self.all.clone();
        conditions.insert(Condition::Other(said));
        Question { unit: self.unit, among: Among::Sample, conditions }
    }
}
