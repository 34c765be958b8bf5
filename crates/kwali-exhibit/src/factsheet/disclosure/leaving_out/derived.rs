//! What is made of counts, or tells of few people without being a count.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kwali_analysis::{Query, Unit};
use kwali_model::{CodePath, Scope, Value, VariableKind};

use super::{Asked, LeavingOut, is_of_people};
use crate::exhibits::code_label;
use crate::factsheet::disclosure::among::{number, people};
use crate::factsheet::disclosure::places::{Found, Spot};
use crate::factsheet::disclosure::question::{Among, Condition, Conditions, Question};
use crate::factsheet::kinds::{Form, Kind, Tabulated, named_in_a_sentence};
use crate::table::{Place, SUPPRESSED};
use crate::{Audience, Cell, ColumnKind, Table};

/// How a column is called that has the words for people of another one.
const IN_WORDS: &str = "_in_words";

impl LeavingOut<'_> {
    /// Leaves out what is made of what is left out, and what tells too much by itself.
    pub(super) fn derive(&self, asked: &Asked, tabulated: &mut Tabulated) {
        match asked.kind {
            Kind::NumberSummary => self.leave_out_extremes(asked, tabulated),
            Kind::Cooccurrence => self.leave_out_people_in_pairs(&mut tabulated.table),
            Kind::CodesNamed => self.name_codes(asked, tabulated),
            Kind::Configurations => leave_out_examples(&mut tabulated.table),
            _ if tabulated.column_queries.iter().all(Option::is_none) => {
                leave_out_people(&mut tabulated.table);
            }
            _ => {}
        }
        self.leave_out_single_people(tabulated);
        let names: Vec<String> =
            tabulated.table.columns().iter().map(|column| column.name.clone()).collect();
        for (column, name) in names.iter().enumerate() {
            let head = &tabulated.table.columns()[column];
            let is_text = head.kind == ColumnKind::Text && head.audience == Audience::People;
            if let Some(of) = name.strip_suffix(IN_WORDS)
                && let Some(of) = names.iter().position(|name| name == of)
            {
                mark_where(&mut tabulated.table, column, &|row| row[of] == Cell::Suppressed);
            } else if name == "check" && asked.kind == Kind::Characteristics {
                let is_said = |cell: &Cell| *cell != Cell::text("");
                mark_where(&mut tabulated.table, column, &|row| {
                    is_said(&row[column]) && row.contains(&Cell::Suppressed)
                });
            } else if is_text && head.unit.is_some() {
                self.tell_in_one_cell(tabulated, column);
            }
        }
    }

    /// Tells several counts in one cell anew.
    fn tell_in_one_cell(&self, tabulated: &mut Tabulated, column: usize) {
        let columns = tabulated.table.columns();
        let is_beside = |&at: &usize| {
            columns[at].audience == Audience::Machines
                && columns[at].kind == ColumnKind::Count
                && columns[at].unit == columns[column].unit
                && tabulated.column_queries.get(at).is_some_and(Option::is_some)
        };
        let mut beside: Vec<usize> = (0..column).rev().take_while(is_beside).collect();
        beside.reverse();
        if beside.is_empty() {
            self.tell_codes(&mut tabulated.table, column);
            return;
        }
        let labels: Vec<String> = beside.iter().map(|&at| columns[at].label.clone()).collect();
        for row in 0..tabulated.table.rows().len() {
            let cells = &tabulated.table.rows()[row];
            if beside.iter().all(|&at| cells[at] != Cell::Suppressed) {
                continue;
            }
            // What is left out comes last: its place must not tell how high it is.
            let mut told: Vec<(Option<u64>, &str)> = Vec::new();
            for (&at, label) in beside.iter().zip(&labels) {
                match cells[at] {
                    Cell::Count(count) if count > 0 => told.push((Some(count), label)),
                    Cell::Suppressed => told.push((None, label)),
                    _ => {}
                }
            }
            told.sort_by_key(|(count, _)| Reverse(*count));
            let words = told.iter().map(|(count, label)| {
                let count = count.map_or(SUPPRESSED.to_owned(), |count| count.to_string());
                format!("{label}\u{a0}{count}")
            });
            let words = words.collect::<Vec<_>>().join("; ");
            tabulated.table.replace(Place::Row(row, column), Cell::text(words));
        }
    }

    /// Tells anew which codes occur together with a row, and how often; the column before has
    /// their ids. These counts hang together with no others, so that only the small ones are left
    /// out.
    fn tell_codes(&self, table: &mut Table, column: usize) {
        let Some(ids) =
            column.checked_sub(1).filter(|_| is_of_people(table.columns()[column].unit))
        else {
            return;
        };
        let snapshot = self.evidence.snapshot;
        for row in 0..table.rows().len() {
            let Cell::Text(told) = &table.rows()[row][ids] else { continue };
            let pairs = told.split("; ").filter_map(|pair| pair.rsplit_once(' '));
            let counted: Vec<(String, Option<u64>)> = pairs
                .map(|(id, n)| (id.to_owned(), n.parse().ok().filter(|n| *n >= self.least)))
                .collect();
            if counted.iter().all(|(_, n)| n.is_some()) {
                continue;
            }
            let told = |n: &Option<u64>| n.map_or(SUPPRESSED.to_owned(), |n| n.to_string());
            let label = |id: &String| {
                let code = CodePath::new(id).ok().and_then(|path| snapshot.codes().id(&path));
                code.map_or(id.clone(), |code| code_label(snapshot, code, self.language).to_owned())
            };
            let words: Vec<String> =
                counted.iter().map(|(id, n)| format!("{} ({})", label(id), told(n))).collect();
            let machine: Vec<String> =
                counted.iter().map(|(id, n)| format!("{id} {}", told(n))).collect();
            table.replace(Place::Row(row, ids), Cell::text(machine.join("; ")));
            table.replace(Place::Row(row, column), Cell::text(words.join("; ")));
        }
    }

    /// Names the codes of a sentence anew, with words for counts that are left out.
    fn name_codes(&self, asked: &Asked, tabulated: &mut Tabulated) {
        let left_out = |row: usize| {
            let is_here =
                |found: &&Found| matches!(found.spot, Spot::Cell(Place::Row(r, _)) if r == row);
            let found = self.places.of_entry(asked.number).find(is_here);
            let few = found.filter(|found| self.withholding.is_told_small(&found.question));
            few.map_or(SUPPRESSED.to_owned(), |found| self.in_words(found))
        };
        let table = &tabulated.table;
        let sentence = named_in_a_sentence(table, asked.with_counts, &left_out, self.language);
        tabulated.form = Form::Sentence(sentence);
    }

    /// Leaves out the lowest and the highest number where fewer people have it than may be
    /// told, and the mean of so few.
    fn leave_out_extremes(&self, asked: &Asked, tabulated: &mut Tabulated) {
        if tabulated.table.unit.as_deref() != Some(Unit::Participants.name()) {
            return;
        }
        let place =
            |name: &str| tabulated.table.columns().iter().position(|column| column.name == name);
        let [Some(n), Some(low), Some(mean), Some(high)] = ["n", "min", "mean", "max"].map(place)
        else {
            return;
        };
        for (row, variable) in tabulated.row_names.clone().iter().enumerate() {
            let cells = &tabulated.table.rows()[row];
            let is_few = !matches!(cells[n], Cell::Count(n) if n >= self.least);
            let with = |at: usize| match cells[at] {
                Cell::Number(number) => self.n_with(variable, number, &asked.restriction),
                _ => 0,
            };
            let hidden: Vec<usize> = [(low, with(low)), (high, with(high))]
                .into_iter()
                .filter(|(at, n)| cells[*at] != Cell::Undefined && (is_few || *n < self.least))
                .map(|(at, _)| at)
                .chain((is_few && cells[mean] != Cell::Undefined).then_some(mean))
                .collect();
            for at in hidden {
                tabulated.table.replace(Place::Row(row, at), Cell::Suppressed);
            }
        }
    }

    /// Returns how many participants have a number as the value of a variable.
    fn n_with(&self, variable: &str, number: f64, restriction: &Query) -> u64 {
        let snapshot = self.evidence.snapshot;
        let Some(variable) = snapshot.variable(Scope::Participant, variable) else { return 0 };
        let meant = people(snapshot, restriction);
        let has = |written: &String| {
            Value::read(written, VariableKind::Number) == Some(Value::Number(number))
        };
        let people = snapshot.participants().iter().filter(|person| meant.contains(&person.id));
        people.filter(|person| person.values.get(&variable.id).is_some_and(has)).count() as u64
    }

    /// Leaves out columns and rows of single people, and ticks of groups of few: who looks at one
    /// looks at them.
    fn leave_out_single_people(&self, tabulated: &mut Tabulated) {
        let is_named = |condition: &Condition| matches!(condition, Condition::Named { .. });
        for column in 0..tabulated.table.columns().len() {
            let head = &tabulated.table.columns()[column];
            let Some(query) = tabulated.column_queries.get(column).and_then(Option::as_ref) else {
                continue;
            };
            let is_tick = head.kind.json_type() == "boolean";
            let is_of_people = is_tick || head.unit == Some(Unit::Participants);
            let few = self.are_few(query, &|condition| is_tick || is_named(condition));
            if few && is_of_people || self.is_one_person(query) {
                mark_where(&mut tabulated.table, column, &|_| true);
                for row in 0..tabulated.table.bases().len() {
                    tabulated.table.replace(Place::Base(row, column), Cell::Suppressed);
                }
            }
        }
        for row in 0..tabulated.table.rows().len() {
            let query = tabulated.row_queries.get(row);
            if query.is_some_and(|query| self.is_one_person(query)) {
                for column in 0..tabulated.table.columns().len() {
                    if tabulated.table.columns()[column].kind.json_type() != "text" {
                        tabulated.table.replace(Place::Row(row, column), Cell::Suppressed);
                    }
                }
            }
        }
    }

    /// Whether a query names a participant.
    fn is_one_person(&self, query: &Query) -> bool {
        let conditions = Conditions::default().of(&[query], self.evidence.snapshot);
        conditions.iter().any(|condition| {
            matches!(condition, Condition::Named { .. }) && condition.is_of_people()
        })
    }

    /// Whether fewer people than may be told meet those conditions of a query that count.
    fn are_few(&self, query: &Query, counts: &dyn Fn(&Condition) -> bool) -> bool {
        let mut conditions = Conditions::default();
        let mut of_group = conditions.of(&[query], self.evidence.snapshot);
        of_group.retain(|condition| condition.division().is_some() && counts(condition));
        let among = match of_group.iter().any(Condition::is_of_documents) {
            true => Among::Heard,
            false => Among::Sample,
        };
        let question = Question { unit: Unit::Participants, among, conditions: of_group };
        let n = number(self.evidence, &question, &conditions).ok().flatten();
        n.is_some_and(|n| (1..self.least).contains(&n))
    }

    /// Leaves out how many people speak of both codes of a pair, and what is made of that, where they
    /// are few.
    fn leave_out_people_in_pairs(&self, table: &mut Table) {
        let of_people: BTreeMap<usize, bool> = table
            .columns()
            .iter()
            .enumerate()
            .filter(|(_, column)| {
                column.name == "same_participant" || column.name.starts_with("by_participant_")
            })
            .map(|(at, column)| (at, column.kind == ColumnKind::Count))
            .collect();
        for row in 0..table.rows().len() {
            let cells = &table.rows()[row];
            let is_small = |(&at, &is_count): (&usize, &bool)| {
                is_count && matches!(cells[at], Cell::Count(n) if (1..self.least).contains(&n))
            };
            if of_people.iter().any(is_small) {
                for &at in of_people.keys() {
                    table.replace(Place::Row(row, at), Cell::Suppressed);
                }
            }
        }
    }
}

/// Marks the cells of a column in rows of which something holds.
fn mark_where(table: &mut Table, column: usize, holds: &dyn Fn(&[Cell]) -> bool) {
    for row in 0..table.rows().len() {
        if holds(&table.rows()[row]) {
            table.replace(Place::Row(row, column), Cell::Suppressed);
        }
    }
}

/// Leaves out who is the first of those who have a set of codes.
fn leave_out_examples(table: &mut Table) {
    let example = table.columns().iter().position(|column| column.name == "example");
    if let Some(example) = example.filter(|_| table.unit.as_deref() != Some("distinct_spans")) {
        mark_where(table, example, &|_| true);
    }
}

/// Leaves all counts of people out of a table whose cells cannot be told apart by questions.
fn leave_out_people(table: &mut Table) {
    for column in 0..table.columns().len() {
        if table.columns()[column].name == Unit::Participants.name() {
            mark_where(table, column, &|row| row[column] != Cell::Count(0));
        }
    }
}
