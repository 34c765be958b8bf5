//! Where in a factsheet counts stand, and what each of them answers.

mod sample;
mod segments;

use std::collections::BTreeSet;

use kwali_analysis::{Query, Unit};
use kwali_model::Snapshot;

use super::question::{Among, Condition, Conditions, Question};
use crate::factsheet::arguments::{Problem, parse_query};
use crate::factsheet::evidence::Evidence;
use crate::factsheet::kinds::{Content, Kind, Tabulated};
use crate::factsheet::recorder::Entry;
use crate::table::Place;
use crate::{Cell, ColumnKind, Language};

/// Where a count stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// In a cell: as a count, or as a percentage of it or by it.
    Cell(Place),
    /// In a sentence: as a count.
    Number,
    /// In a sentence: as a percentage of it or by it.
    Percent,
    /// Behind what several columns are headed with.
    Heading(String),
    /// In the words on what percentages are of.
    Base,
    /// In a note that begins so.
    Note(String),
}

/// A count in its place.
#[derive(Debug)]
pub(super) struct Found {
    /// The number of its exhibit.
    pub(super) entry: usize,
    pub(super) spot: Spot,
    pub(super) question: Question,
    /// The count, where it stands there as such.
    pub(super) value: Option<u64>,
    /// Whether it stands in a sentence, where readers can be told that it is small.
    pub(super) is_in_sentence: bool,
}

/// How an exhibit says that counts hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    AddsUp,
    HoldsApart,
    Covers,
    IsWithin,
}

/// What a factsheet tells of counts besides the numbers.
#[derive(Debug)]
pub(super) enum Told {
    /// The first count hangs together with the others.
    Tied(Tie, Question, Vec<Question>),
    /// A count is at least so high.
    AtLeast(Question, u64),
    /// A count is at most so high.
    AtMost(Question, u64),
    /// So many are all of these together.
    Sum(Vec<Question>, u64),
}

/// All counts of a factsheet.
#[derive(Default)]
pub(super) struct Places {
    pub(super) found: Vec<Found>,
    pub(super) told: Vec<Told>,
    pub(super) conditions: Conditions,
}

impl Places {
    pub(super) fn of(
        evidence: &Evidence<'_>,
        entries: &[Entry],
        language: Language,
    ) -> Result<Places, Problem> {
        let mut places = Places::default();
        for (number, entry) in entries.iter().enumerate() {
            let restriction = match &entry.finding.query {
                Some(query) => parse_query("query", query, evidence.snapshot)?,
                None => Query::default(),
            };
            let exhibit = Exhibit { evidence, number, entry, restriction, language };
            match (&entry.finding.content, entry.kind) {
                (Content::Number(number), _) => places.add_number(&exhibit, number.value)?,
                (Content::Quotes(_), _)
                | (_, Kind::Cooccurrence | Kind::QuoteRegister | Kind::Segments) => {}
                (Content::Table(table), Kind::SampleTable | Kind::Variables) => {
                    places.add_sample(&exhibit, table);
                }
                (Content::Table(table), Kind::Characteristics) => {
                    places.add_characteristics(&exhibit, table)?;
                }
                (Content::Table(table), Kind::NumberSummary) => {
                    places.add_number_summary(&exhibit, table);
                }
                (Content::Table(table), Kind::Configurations) => {
                    places.add_configurations(&exhibit, table);
                }
                (Content::Table(table), _) => places.add_of_segments(&exhibit, table)?,
            }
        }
        Ok(places)
    }

    /// Returns the counts of an exhibit.
    pub(super) fn of_entry(&self, number: usize) -> impl Iterator<Item = &Found> + '_ {
        self.found.iter().filter(move |found| found.entry == number)
    }

    fn add(&mut self, exhibit: &Exhibit<'_>, spot: Spot, question: Question, value: Option<u64>) {
        let is_in_sentence = spot == Spot::Number;
        let entry = exhibit.number;
        self.found.push(Found { entry, spot, question, value, is_in_sentence });
    }

    fn add_number(&mut self, exhibit: &Exhibit<'_>, value: Option<f64>) -> Result<(), Problem> {
        let Exhibit { evidence, entry, .. } = exhibit;
        let Some(unit) = entry.finding.unit.as_deref().and_then(counted) else { return Ok(()) };
        let snapshot = evidence.snapshot;
        let query = exhibit.query();
        let mut question = |among, query: &Query| {
            let conditions = self.conditions.of(&[query], snapshot);
            Question { unit, among, conditions }
        };
        let count = value.map(|value| value as u64);
        match entry.kind {
            Kind::CountAll => {
                let among = if unit == Unit::Segments { Among::Segments } else { Among::Sample };
                let question = question(among, &Query::default());
                self.add(exhibit, Spot::Number, question, count);
            }
            Kind::Percent | Kind::Share => {
                let of = entry.arguments.query("of", snapshot)?;
                let is_of_people = unit == Unit::Participants
                    && kwali_analysis::participants_asked_for(snapshot, &of).is_some();
                let is_of_all = of == Query::default() && unit != Unit::Segments;
                let among = if is_of_people || is_of_all { Among::Sample } else { Among::Segments };
                let (part, whole) = (question(Among::Segments, query), question(among, &of));
                self.add(exhibit, Spot::Percent, part, None);
                self.add(exhibit, Spot::Percent, whole.clone(), None);
                self.add(exhibit, Spot::Base, whole, None);
            }
            _ => {
                let question = question(Among::Segments, query);
                self.add(exhibit, Spot::Number, question, count);
            }
        }
        Ok(())
    }
}

/// An exhibit with what restricts all of it.
struct Exhibit<'a> {
    evidence: &'a Evidence<'a>,
    number: usize,
    entry: &'a Entry,
    restriction: Query,
    language: Language,
}

impl Exhibit<'_> {
    fn snapshot(&self) -> &Snapshot {
        self.evidence.snapshot
    }

    fn query(&self) -> &Query {
        &self.restriction
    }
}

/// Returns the unit of a name, if counts in it can tell how many people there are.
fn counted(name: &str) -> Option<Unit> {
    Unit::from_name(name).filter(tells_of_people)
}

fn tells_of_people(unit: &Unit) -> bool {
    !matches!(unit, Unit::Words | Unit::Characters)
}

/// Returns the columns that hold counts or percentages, each with its unit and its query.
fn columns(tabulated: &Tabulated) -> impl Iterator<Item = (usize, Unit, &Query)> + '_ {
    let columns = tabulated.table.columns().iter().enumerate();
    columns.filter_map(|(number, column)| {
        let is_number = matches!(column.kind, ColumnKind::Count | ColumnKind::Percent);
        let unit = column.unit.or_else(|| counted(&column.name)).filter(tells_of_people)?;
        let query = tabulated.column_queries.get(number)?.as_ref()?;
        is_number.then_some((number, unit, query))
    })
}

/// Returns the count in a cell; `None` outside if nothing is there, and inside if it is
/// something made of a count.
fn value_of(cell: &Cell) -> Option<Option<u64>> {
    match cell {
        Cell::Count(count) => Some(Some(*count)),
        Cell::Number(_) => Some(None),
        _ => None,
    }
}

/// Returns the conditions that are about documents, or about people.
pub(super) fn those(
    conditions: &BTreeSet<Condition>,
    is: fn(&Condition) -> bool,
) -> BTreeSet<Condition> {
    conditions.iter().filter(|condition| is(condition)).cloned().collect()
}
