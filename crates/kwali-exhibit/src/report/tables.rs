//! Tables of a report, compared cell by cell with those of the factsheet as they are now.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use kwali_text::fold;
use kwali_transcript::{Format, LineKind, ReadReport};

use super::amounts::{Amount, amounts};
use super::{Checked, CheckedKind, Checker, Verdict};
use crate::ColumnKind;
use crate::factsheet::{Now, Recounted};
use crate::table::Grid;

/// A title stands at most so many lines above its table.
const LINES_OF_TITLE: usize = 4;
/// From this share of the rows or of the headings on two tables are the same, in percent.
const LEAST_ALIKE: usize = 50;

/// A table of a report.
struct Written {
    /// What stands above it, folded, the nearest first.
    above: Vec<String>,
    headings: Vec<String>,
    rows: Vec<Row>,
}

/// A row of a table of a report.
struct Row {
    /// The number of its line.
    line: usize,
    cells: Vec<String>,
    /// Where the cells begin in the line.
    starts: Vec<usize>,
}

impl Checker<'_> {
    /// Returns what came out for each cell of each table that is one of the factsheet.
    pub(super) fn tables(&self, report: &ReadReport) -> Vec<Checked> {
        let tables = written(report);
        let mut checked = self.gone(report, &tables);
        let grids: Vec<(&Recounted, &Grid)> = self
            .exhibits
            .iter()
            .filter_map(|exhibit| match &exhibit.now {
                Now::Table(grid) => Some((exhibit, grid)),
                _ => None,
            })
            .collect();
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (table_number, table) in tables.iter().enumerate() {
            for (number, (exhibit, grid)) in grids.iter().enumerate() {
                pairs.extend(
                    likeness(table, exhibit, grid).map(|alike| (alike, number, table_number)),
                );
            }
        }
        pairs.sort_by_key(|&(alike, exhibit, table)| (Reverse(alike), exhibit, table));
        let (mut used_exhibits, mut used_tables) = (BTreeSet::new(), BTreeSet::new());
        for (_, exhibit, table) in pairs {
            if used_exhibits.contains(&exhibit) || used_tables.contains(&table) {
                continue;
            }
            used_exhibits.insert(exhibit);
            used_tables.insert(table);
            let (exhibit, grid) = grids[exhibit];
            checked.extend(self.table(report, &tables[table], (&exhibit.id, grid)));
        }
        checked
    }

    /// Returns the tables of the report, by their titles, that can no longer be counted.
    fn gone(&self, report: &ReadReport, tables: &[Written]) -> Vec<Checked> {
        let mut gone = Vec::new();
        for exhibit in &self.exhibits {
            let Now::Gone { message, around: None, .. } = &exhibit.now else { continue };
            let title = folded(&exhibit.title);
            let is_it = |table: &&Written| !title.is_empty() && table.above.contains(&title);
            if let Some(row) = tables.iter().find(is_it).and_then(|table| table.rows.first()) {
                gone.push(Checked {
                    place: report.lines[row.line].place(0),
                    kind: CheckedKind::Table,
                    verdict: Verdict::Differs,
                    stands: exhibit.title.clone(),
                    study: message.clone(),
                    exhibit: Some(exhibit.id.clone()),
                    document: None,
                    turn: None,
                    order: (row.line, 0),
                });
            }
        }
        gone
    }

    fn table(
        &self,
        report: &ReadReport,
        table: &Written,
        (exhibit, grid): (&str, &Grid),
    ) -> Vec<Checked> {
        let n_keys = n_key_columns(grid);
        let columns = columns(table, grid, n_keys);
        let mut rows: BTreeMap<String, Vec<&Vec<String>>> = BTreeMap::new();
        for row in &grid.rows {
            rows.entry(key(row, n_keys)).or_default().push(row);
        }
        let mut checked = Vec::new();
        for row in &table.rows {
            let now = rows.get_mut(&key(&row.cells, n_keys));
            let Some(now) = now.filter(|rows| !rows.is_empty()).map(|rows| rows.remove(0)) else {
                continue;
            };
            let compared = match report.format {
                Format::Pdf => self.in_order(row, now, (grid, n_keys)),
                _ => self.by_column(row, now, (grid, &columns)),
            };
            let named = row.cells.first().map_or("", |name| name.trim_start_matches(['–', ' ']));
            checked.extend(compared.into_iter().map(
                |Compared { of_grid, stands, start, holds }| Checked {
                    place: report.lines[row.line].place(start),
                    kind: CheckedKind::Table,
                    verdict: if holds { Verdict::Holds } else { Verdict::Differs },
                    stands: format!("{named} / {}: {stands}", grid.headings[of_grid]),
                    study: if holds { String::new() } else { on_one_line(&now[of_grid]) },
                    exhibit: Some(exhibit.to_owned()),
                    document: None,
                    turn: None,
                    order: (row.line, start),
                },
            ));
        }
        checked
    }

    /// Compares the cells of a row, each with that of its column.
    fn by_column<'r>(
        &self,
        row: &'r Row,
        now: &[String],
        (grid, columns): (&Grid, &[(usize, usize)]),
    ) -> Vec<Compared<'r>> {
        let compare = |&(column, of_grid): &(usize, usize)| {
            let stands = row.cells.get(column).map_or("", String::as_str);
            let holds = self.holds(stands, &now[of_grid], grid.kinds[of_grid])?;
            let start = row.starts.get(column).or(row.starts.last()).copied().unwrap_or(0);
            Some(Compared { of_grid, stands, start, holds })
        };
        columns.iter().filter_map(compare).collect()
    }

    /// Compares the numbers of a row one after the other, if they are as many as they should be: in
    /// a PDF columns are guessed from where words stand, and are often not those that were printed.
    fn in_order<'r>(
        &self,
        row: &'r Row,
        now: &[String],
        (grid, n_keys): (&Grid, usize),
    ) -> Vec<Compared<'r>> {
        let numbers = |text: &str| amounts(text, self.numbers_language);
        let standing: Vec<(usize, Amount)> = (n_keys..row.cells.len())
            .flat_map(|at| numbers(&row.cells[at]).into_iter().map(move |amount| (at, amount)))
            .collect();
        let counted = |at: &usize| !matches!(grid.kinds[*at], ColumnKind::Prose | ColumnKind::Tick);
        let expected: Vec<(usize, Amount)> = (n_keys..now.len())
            .filter(counted)
            .flat_map(|at| numbers(&now[at]).into_iter().map(move |amount| (at, amount)))
            .collect();
        if standing.len() != expected.len() {
            return Vec::new();
        }
        let compare =
            |((at, stands), (of_grid, is)): ((usize, Amount), (usize, Amount))| Compared {
                of_grid,
                stands: &row.cells[at],
                start: row.starts.get(at).or(row.starts.last()).copied().unwrap_or(0),
                holds: stands.is(is.value) && stands.is_percent == is.is_percent,
            };
        standing.into_iter().zip(expected).map(compare).collect()
    }

    /// Returns whether a cell says what the study gives, if it holds something that was counted.
    fn holds(&self, stands: &str, now: &str, kind: ColumnKind) -> Option<bool> {
        let numbers = |text: &str| -> Vec<Amount> { amounts(text, self.numbers_language) };
        match kind {
            ColumnKind::Prose => None,
            ColumnKind::Tick | ColumnKind::Flag => {
                Some(stands.trim().is_empty() == now.trim().is_empty())
            }
            ColumnKind::Text => {
                // Quotations are looked for in the transcripts.
                let is_quoted = now.contains(['‘', '“']);
                let (stand, are) = (numbers(stands), numbers(now));
                let is_counted = !is_quoted && !are.is_empty();
                let values = |amounts: &[Amount]| -> Vec<f64> {
                    amounts.iter().map(|amount| amount.value).collect()
                };
                is_counted.then(|| values(&stand) == values(&are))
            }
            _ => {
                let (stand, are) = (numbers(stands), numbers(now));
                Some(match (stand.first(), are.first()) {
                    (Some(stands), Some(is)) => {
                        stands.is(is.value) && stands.is_percent == is.is_percent
                    }
                    (None, None) => true,
                    _ => false,
                })
            }
        }
    }
}

/// A cell of a report's table beside the one that the study gives.
struct Compared<'r> {
    of_grid: usize,
    stands: &'r str,
    /// Where it stands in its line.
    start: usize,
    holds: bool,
}

/// Returns the tables of a report: rows one below the other.
fn written(report: &ReadReport) -> Vec<Written> {
    let mut tables: Vec<Written> = Vec::new();
    let mut above: Vec<String> = Vec::new();
    let mut is_open = false;
    for (number, line) in report.lines.iter().enumerate() {
        match &line.kind {
            LineKind::Row(cells) => {
                let of_row: Vec<String> = line.cells().into_iter().map(str::to_owned).collect();
                let starts = cells.iter().map(|cell: &Range<usize>| cell.start).collect();
                match tables.last_mut().filter(|_| is_open) {
                    None => tables.push(Written {
                        above: above.iter().rev().take(LINES_OF_TITLE).cloned().collect(),
                        headings: of_row,
                        rows: Vec::new(),
                    }),
                    Some(table) => table.rows.push(Row { line: number, cells: of_row, starts }),
                }
                is_open = true;
            }
            LineKind::LastCell if is_open => {
                let row = tables.last_mut().and_then(|table| table.rows.last_mut());
                if let Some(last) = row.and_then(|row| row.cells.last_mut()) {
                    last.push(' ');
                    last.push_str(line.words.trim());
                }
            }
            _ => {
                above.push(folded(&line.words));
                is_open = false;
            }
        }
    }
    tables
}

fn folded(text: &str) -> String {
    let text = text.trim().trim_start_matches(['–', ' ']);
    fold(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn on_one_line(text: &str) -> String {
    match text.trim() {
        "" => "–".to_owned(),
        text => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// Returns how much a table is like one of the factsheet; `None` where it is another.
fn likeness(table: &Written, exhibit: &Recounted, grid: &Grid) -> Option<usize> {
    let share = |these: Vec<String>, those: BTreeSet<String>| {
        let n_common = these.iter().filter(|one| those.contains(*one)).count();
        n_common * 100 / these.len().max(1)
    };
    let first = |row: &Vec<String>| row.first().map_or(String::new(), |cell| folded(cell));
    let of_rows = share(
        table.rows.iter().map(|row| first(&row.cells)).collect(),
        grid.rows.iter().map(first).collect(),
    );
    let of_headings = share(
        table.headings.iter().map(|heading| folded(heading)).collect(),
        grid.headings.iter().map(|heading| folded(heading)).collect(),
    );
    let title = folded(&exhibit.title);
    let titled = table.above.iter().position(|above| is_title(above, &title));
    let is_it = of_rows >= LEAST_ALIKE && (titled.is_some() || of_headings >= LEAST_ALIKE);
    // What stands just above a table is its title rather than a heading further up.
    let of_title = match titled {
        Some(0) => 200,
        Some(_) => 100,
        None => 0,
    };
    is_it.then_some(of_rows + of_headings + of_title)
}

/// True if a line, folded, is a title, ends with it, or goes on with unit, base or query behind it,
/// as captions do.
fn is_title(line: &str, title: &str) -> bool {
    let facts = ["unit:", "eenheid:", "base:", "basis:", "query:", "vraag:"];
    let goes_on = |rest: &str| facts.iter().any(|fact| rest.trim_start().starts_with(fact));
    !title.is_empty() && (line.ends_with(title) || line.strip_prefix(title).is_some_and(goes_on))
}

/// Returns how many columns say which row it is: the fewest texts that tell all rows apart.
fn n_key_columns(grid: &Grid) -> usize {
    let is_text = |kind: &ColumnKind| matches!(kind, ColumnKind::Text | ColumnKind::Prose);
    let n_texts = grid.kinds.iter().take_while(|kind| is_text(kind)).count().max(1);
    let tells_apart = |n: &usize| {
        let keys: BTreeSet<String> = grid.rows.iter().map(|row| key(row, *n)).collect();
        keys.len() == grid.rows.len()
    };
    (1..=n_texts).find(tells_apart).unwrap_or(n_texts)
}

fn key(cells: &[String], n_keys: usize) -> String {
    cells.iter().take(n_keys).map(|cell| folded(cell)).collect::<Vec<_>>().join("\t")
}

/// Returns which column of a report's table is which of the factsheet's, keys aside: by heading,
/// else by place where there are as many.
fn columns(table: &Written, grid: &Grid, n_keys: usize) -> Vec<(usize, usize)> {
    let headings: Vec<String> = table.headings.iter().map(|heading| folded(heading)).collect();
    let as_many = headings.len() == grid.headings.len();
    let mut used = BTreeSet::new();
    let mut place = |of_grid: usize| {
        let heading = folded(&grid.headings[of_grid]);
        let by_heading =
            (0..headings.len()).find(|at| headings[*at] == heading && !used.contains(at));
        let column = by_heading.or(as_many.then_some(of_grid))?;
        used.insert(column);
        Some((column, of_grid))
    };
    (n_keys..grid.headings.len()).filter_map(&mut place).collect()
}
