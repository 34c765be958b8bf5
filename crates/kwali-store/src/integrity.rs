//! Whether the file is sound, as far as SQLite and its own rules tell.

use std::collections::BTreeMap;

use crate::{Error, Store};

/// How many rows are named of those that have the same problem.
const NAMED: usize = 10;

/// Rows that refer to what is not there, by their table and the one they refer to; rows of some tables
/// have no number.
type Dangling = BTreeMap<(String, String), Vec<Option<i64>>>;

impl Store {
    /// Returns the problems that SQLite finds in the file; none in a sound one.
    pub fn integrity_problems(&self) -> Result<Vec<String>, Error> {
        let mut problems = self.column("PRAGMA integrity_check")?;
        problems.retain(|line| line != "ok");
        problems.extend(self.dangling_rows()?);
        problems.extend(self.column(
            "SELECT 'coder ' || coders.name || ': the number of codings is kept as '
               || coalesce(kept.codings, 0) || ', but there are ' || count(codings.id)
             FROM coders LEFT JOIN codings ON codings.coder = coders.id
               LEFT JOIN coding_totals AS kept ON kept.coder = coders.id
             GROUP BY coders.id HAVING coalesce(kept.codings, 0) <> count(codings.id)",
        )?);
        Ok(problems)
    }

    /// Says of which rows what they refer to is not there, once for each pair of tables.
    fn dangling_rows(&self) -> Result<Vec<String>, Error> {
        let sql = "SELECT \"table\", parent, rowid FROM pragma_foreign_key_check";
        let fetch = || -> rusqlite::Result<Dangling> {
            let mut statement = self.conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            let mut dangling = Dangling::new();
            while let Some(row) = rows.next()? {
                dangling.entry((row.get(0)?, row.get(1)?)).or_default().push(row.get(2)?);
            }
            Ok(dangling)
        };
        let dangling = fetch().map_err(|error| Error::sql(&self.path, error))?;
        let told = dangling.iter().map(|((table, parent), rows)| {
            format!("table {table}: {} not there in {parent}", rows_that_refer(rows))
        });
        Ok(told.collect())
    }

    fn column(&self, sql: &str) -> Result<Vec<String>, Error> {
        let fetch = || -> rusqlite::Result<Vec<String>> {
            self.conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
        };
        fetch().map_err(|error| Error::sql(&self.path, error))
    }
}

/// Returns `row 3 refers to what is`, or `rows 3, 4 and 7 more refer to what is`.
fn rows_that_refer(rows: &[Option<i64>]) -> String {
    let mut numbers: Vec<i64> = rows.iter().flatten().copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let named: Vec<String> = numbers.iter().take(NAMED).map(i64::to_string).collect();
    let more = match numbers.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match (rows.len(), named.as_slice()) {
        (n, []) => format!("{n} rows refer to what is"),
        (_, [only]) => format!("row {only} refers to what is"),
        _ => format!("rows {}{more} refer to what is", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[Option<i64>], expected: &str) {
        assert_eq!(rows_that_refer(rows), expected);
    }

    #[test]
    fn rows_are_named_once_and_not_all_of_many() {
        check(&[Some(3)], "row 3 refers to what is");
        check(&[Some(4), Some(3), Some(4)], "rows 3, 4 refer to what is");
        check(&[None, None], "2 rows refer to what is");
        let many: Vec<Option<i64>> = (1..=17).map(Some).collect();
        check(&many, "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 7 more refer to what is");
    }
}
