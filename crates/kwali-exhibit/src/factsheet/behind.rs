//! The segments behind an exhibit and behind each of its cells.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use kwali_analysis::{Query, QueryError};
use kwali_model::Snapshot;

use super::arguments::{Problem, parse_query};
use super::evidence::Evidence;
use super::kinds::{Content, Kind, paired_codings};
use super::manifest::Recorded;
use super::recorder::Entry;

/// Places of codings in the snapshot, ascending.
pub(super) type Places = Rc<[usize]>;

/// What queries select; each is asked once.
pub(super) struct Selections<'a> {
    evidence: &'a Evidence<'a>,
    known: RefCell<BTreeMap<String, Places>>,
}

impl<'a> Selections<'a> {
    pub(super) fn new(evidence: &'a Evidence<'a>) -> Selections<'a> {
        Selections { evidence, known: RefCell::default() }
    }

    /// Returns the places of the codings that meet a query.
    pub(super) fn of(&self, query: &Query) -> Result<Places, QueryError> {
        let text = query.to_string();
        if let Some(places) = self.known.borrow().get(&text) {
            return Ok(places.clone());
        }
        let places: Places = self.evidence.select(query)?.into();
        self.known.borrow_mut().insert(text, places.clone());
        Ok(places)
    }
}

/// What an exhibit asks: of all of it, of each row and of each column.
pub(super) enum Asked {
    /// These codings, without asking.
    Codings(Vec<usize>),
    /// One question.
    Number(Query),
    /// A question for all of it, one more for each row, and one more for each column with counts.
    Table {
        all: Query,
        rows: Vec<Query>,
        columns: Vec<(String, Option<Query>)>,
        /// What is counted, where the rows are pairs of codes.
        pairs: Option<String>,
    },
}

impl Asked {
    /// Returns what an entry asks; columns are those of its table.
    pub(super) fn by_entry(entry: &Entry, snapshot: &Snapshot) -> Result<Asked, Problem> {
        let finding = &entry.finding;
        let query = finding.query.as_deref().unwrap_or_default();
        let all = parse_query("query", query, snapshot)?;
        Ok(match &finding.content {
            Content::Quotes(quotes) => {
                Asked::Codings(quotes.iter().map(|quote| quote.coding).collect())
            }
            Content::Number(_) => Asked::Number(all),
            Content::Table(tabulated) => {
                let names = tabulated.table.columns().iter().map(|column| column.name.clone());
                let queries = tabulated.column_queries.iter().cloned();
                let columns = names.zip(queries.chain(std::iter::repeat(None))).collect();
                let pairs = of_pairs(entry.kind, finding.unit.as_deref());
                Asked::Table { all, rows: tabulated.row_queries.clone(), columns, pairs }
            }
        })
    }

    /// Returns what an exhibit of a manifest asks; columns are those for machines.
    pub(super) fn by_recorded(recorded: &Recorded, snapshot: &Snapshot) -> Result<Asked, Problem> {
        let query = |text: &str| parse_query("query", text, snapshot);
        let all = query(recorded.query.as_deref().unwrap_or_default())?;
        let Some(table) = &recorded.table else { return Ok(Asked::Number(all)) };
        let names = table.columns.iter().cloned();
        let columns = names
            .zip(table.column_queries.iter().map(Option::as_deref))
            .map(|(name, text)| -> Result<_, Problem> { Ok((name, text.map(query).transpose()?)) });
        let pairs = recorded.kind().and_then(|kind| of_pairs(kind, recorded.unit.as_deref()));
        Ok(Asked::Table {
            all,
            rows: table.row_queries.iter().map(|text| query(text)).collect::<Result<_, _>>()?,
            columns: columns.collect::<Result<_, _>>()?,
            pairs,
        })
    }

    /// Returns the place of a column of a table.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let Asked::Table { columns, .. } = self else { return None };
        columns.iter().position(|(known, _)| known == name)
    }

    /// Returns the one query that selects a cell, or all of a table's codings and more.
    pub(super) fn query(&self, cell: Option<(usize, usize)>) -> Query {
        match self {
            Asked::Codings(_) => Query::default(),
            Asked::Number(all) => all.clone(),
            Asked::Table { all, rows, columns, .. } => {
                let Some((row, column)) = cell else { return all.clone() };
                let column = columns.get(column).and_then(|(_, query)| query.clone());
                let of_column = all.clone().and(column.unwrap_or_default());
                of_column.and(rows.get(row).cloned().unwrap_or_default())
            }
        }
    }
}

fn of_pairs(kind: Kind, unit: Option<&str>) -> Option<String> {
    (kind == Kind::Cooccurrence).then(|| unit.unwrap_or_default().to_owned())
}

/// The segments behind an exhibit.
///
/// The segments of a cell are those that meet the exhibit's query, its row's and its column's.
/// Behind a pair of codes stand the segments of either that go together with one of the other.
pub(super) struct Behind<'a> {
    selections: &'a Selections<'a>,
    asked: &'a Asked,
    all: Places,
    rows: Vec<Places>,
    columns: Vec<Option<Places>>,
}

impl<'a> Behind<'a> {
    pub(super) fn new(
        selections: &'a Selections<'a>,
        asked: &'a Asked,
    ) -> Result<Behind<'a>, QueryError> {
        let (all, rows, columns) = match asked {
            Asked::Codings(codings) => {
                let all: BTreeSet<usize> = codings.iter().copied().collect();
                (all.into_iter().collect(), Vec::new(), Vec::new())
            }
            Asked::Number(all) => (selections.of(all)?, Vec::new(), Vec::new()),
            Asked::Table { all, rows, columns, .. } => (
                selections.of(all)?,
                rows.iter().map(|query| selections.of(query)).collect::<Result<_, _>>()?,
                columns
                    .iter()
                    .map(|(_, query)| query.as_ref().map(|query| selections.of(query)).transpose())
                    .collect::<Result<_, _>>()?,
            ),
        };
        Ok(Behind { selections, asked, all, rows, columns })
    }

    /// Returns the segments behind a cell; none where the column holds no counts.
    pub(super) fn cell(&self, row: usize, column: usize) -> Vec<usize> {
        let Some(Some(of_column)) = self.columns.get(column) else { return Vec::new() };
        let Asked::Table { columns, .. } = self.asked else { return Vec::new() };
        self.paired(row, Some(of_column), &columns[column].0)
    }

    /// Returns the segments behind all of the exhibit.
    pub(super) fn whole(&self) -> Vec<usize> {
        let Asked::Table { rows, pairs, .. } = self.asked else { return self.all.to_vec() };
        let of_row = |row| self.paired(row, None, pairs.as_deref().unwrap_or_default());
        let all: BTreeSet<usize> = (0..rows.len()).flat_map(of_row).collect();
        all.into_iter().collect()
    }

    fn paired(&self, row: usize, column: Option<&Places>, measure: &str) -> Vec<usize> {
        let Some(of_row) = self.rows.get(row) else { return Vec::new() };
        let mut selected = common(&self.all, of_row);
        if let Some(column) = column {
            selected = common(&selected, column);
        }
        match self.asked {
            Asked::Table { rows, pairs: Some(_), .. } => {
                paired_codings(self.selections.evidence, &rows[row], &selected, measure)
            }
            _ => selected,
        }
    }
}

/// Returns what two ascending lists have in common.
fn common(one: &[usize], other: &[usize]) -> Vec<usize> {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() * 16 < long.len() {
        return short.iter().copied().filter(|place| long.binary_search(place).is_ok()).collect();
    }
    let mut long = long.iter().peekable();
    let mut is_in_both = |place: &usize| {
        while long.next_if(|other| *other < place).is_some() {}
        long.peek() == Some(&place)
    };
    short.iter().copied().filter(|place| is_in_both(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_meet_in_what_both_have() {
        #[track_caller]
        fn check(one: &[usize], other: &[usize], both: &[usize]) {
            assert_eq!(common(one, other), both);
            assert_eq!(common(other, one), both);
        }
        check(&[], &[1, 2], &[]);
        check(&[1, 3, 5, 9], &[0, 3, 4, 5, 10], &[3, 5]);
        let many: Vec<usize> = (0..100).map(|place| 3 * place).collect();
        check(&[1, 3, 299], &many, &[3]);
        check(&many, &many, &many);
    }
}
