//! The tables whose rows are recorded, as the file itself describes them: a table that a later schema
//! adds is among them without anybody's doing.

use rusqlite::Connection;

/// Tables that tell of changes or follow from other tables.
const NOT_RECORDED: &[&str] = &["changes", "steps", "row_images", "coding_totals", "content_sums"];

/// A column that says which change was the last: it never goes back.
const STAMP: (&str, &str) = ("documents", "changed");

/// Rows that take their ids from those of another table.
const IDS_FROM: (&str, &str) = ("lost_codings", "codings");

/// A table whose rows are recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// Its columns in order, without the stamp.
    pub(crate) columns: Vec<String>,
    /// The places among the columns of those that make up its key.
    pub(crate) key: Vec<usize>,
    /// The column that says which change was the last, if there is one.
    pub(crate) stamp: Option<&'static str>,
    /// The table that gives its rows their ids, never one twice.
    pub(crate) ids_from: Option<String>,
    /// Columns whose row takes this one with it when it goes, with the tables that give these ids.
    pub(crate) owners: Vec<(String, String)>,
}

impl Table {
    /// Returns the place of a column.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known == column)
    }

    /// Returns the names of the columns of its key.
    pub(crate) fn key_columns(&self) -> impl Iterator<Item = &str> {
        self.key.iter().map(|&place| self.columns[place].as_str())
    }

    /// Returns the columns, and the tables their ids come from, that tell a new row from an old one.
    pub(crate) fn told_new_by(&self) -> Vec<(&str, &str)> {
        let own = self.ids_from.as_deref().map(|from| ("id", from));
        let owners = self.owners.iter().map(|(column, from)| (column.as_str(), from.as_str()));
        own.into_iter().chain(owners).collect()
    }
}

/// Returns the tables that give ids, never one twice.
pub(crate) fn id_givers(tables: &[Table]) -> impl Iterator<Item = &str> {
    let gives = |table: &&Table| table.ids_from.as_ref() == Some(&table.name);
    tables.iter().filter(gives).map(|table| table.name.as_str())
}

/// A column that refers to a column of another table.
struct Reference {
    column: String,
    table: String,
    referred: String,
    is_owner: bool,
}

/// Returns the tables of a study, those that refer to others before these.
pub(crate) fn tables(conn: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut statement = conn.prepare(
        "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM main.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let names: Vec<(String, bool)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut tables: Vec<Table> = Vec::new();
    let mut references: Vec<Vec<Reference>> = Vec::new();
    for (name, gives_ids) in names {
        if NOT_RECORDED.contains(&name.as_str()) {
            continue;
        }
        let mut table = columns(conn, &name)?;
        table.ids_from = match name == IDS_FROM.0 {
            true => Some(IDS_FROM.1.to_owned()),
            false => gives_ids.then(|| name.clone()),
        };
        references.push(references_of(conn, &name)?);
        tables.push(table);
    }
    for place in 0..tables.len() {
        tables[place].owners = owners(place, &tables, &references);
    }
    Ok(referring_first(tables, &references))
}

fn columns(conn: &Connection, name: &str) -> rusqlite::Result<Table> {
    let stamp = (name == STAMP.0).then_some(STAMP.1);
    let mut statement = conn.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let mut rows = statement.query([name])?;
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let column: String = row.get(0)?;
        if Some(column.as_str()) == stamp {
            continue;
        }
        let in_key: i64 = row.get(1)?;
        if in_key > 0 {
            key.push((in_key, columns.len()));
        }
        columns.push(column);
    }
    key.sort_unstable();
    let key = key.into_iter().map(|(_, place)| place).collect();
    Ok(Table { name: name.to_owned(), columns, key, stamp, ids_from: None, owners: Vec::new() })
}

fn references_of(conn: &Connection, name: &str) -> rusqlite::Result<Vec<Reference>> {
    let mut statement = conn.prepare(
        "SELECT \"from\", \"table\", coalesce(\"to\", 'id'), on_delete = 'CASCADE'
         FROM pragma_foreign_key_list(?1) ORDER BY id, seq",
    )?;
    let rows = statement.query_map([name], |row| {
        let (column, table) = (row.get(0)?, row.get(1)?);
        Ok(Reference { column, table, referred: row.get(2)?, is_owner: row.get(3)? })
    })?;
    rows.collect()
}

/// Returns the columns of a table that refer, perhaps by way of others, to the ids of their owners.
fn owners(place: usize, tables: &[Table], references: &[Vec<Reference>]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for reference in references[place].iter().filter(|reference| reference.is_owner) {
        let Some(owner) = tables.iter().position(|table| table.name == reference.table) else {
            continue;
        };
        if reference.referred == "id" && tables[owner].ids_from.is_some() {
            found.push((reference.column.clone(), reference.table.clone()));
            continue;
        }
        let further = owners(owner, tables, references);
        let same = further.into_iter().filter(|(column, _)| *column == reference.referred);
        found.extend(same.map(|(_, giver)| (reference.column.clone(), giver)));
    }
    found
}

/// Puts the tables that refer to others before these.
fn referring_first(tables: Vec<Table>, references: &[Vec<Reference>]) -> Vec<Table> {
    let depth = |place: usize| depth(place, &tables, references);
    let mut depths: Vec<(usize, usize)> =
        (0..tables.len()).map(|place| (depth(place), place)).collect();
    depths.sort_by_key(|&(depth, place)| (std::cmp::Reverse(depth), place));
    depths.into_iter().map(|(_, place)| tables[place].clone()).collect()
}

/// How many references lead on from a table, one behind the other.
fn depth(place: usize, tables: &[Table], references: &[Vec<Reference>]) -> usize {
    let behind = references[place].iter().filter_map(|reference| {
        let at = tables.iter().position(|table| table.name == reference.table)?;
        (at != place).then(|| 1 + depth(at, tables, references))
    });
    behind.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations;

    fn of_newest_schema() -> Vec<Table> {
        let mut conn = Connection::open_in_memory().unwrap();
        migrations::run(&mut conn, 0, migrations::STEPS).unwrap();
        tables(&conn).unwrap()
    }

    #[track_caller]
    fn check(name: &str, key: &[&str], told_new_by: &[(&str, &str)]) {
        let tables = of_newest_schema();
        let table = tables.iter().find(|table| table.name == name).unwrap();
        assert_eq!(table.key_columns().collect::<Vec<_>>(), key);
        assert_eq!(table.told_new_by(), told_new_by);
    }

    #[test]
    fn a_new_row_is_told_by_its_id_or_by_its_owner() {
        check("codings", &["id"], &[("id", "codings")]);
        check("lost_codings", &["id"], &[("id", "codings")]);
        check("coding_details", &["coding"], &[("coding", "codings")]);
        check("turns", &["document", "number"], &[("document", "documents")]);
        check(
            "suggestions",
            &["id"],
            &[("id", "suggestions"), ("code", "codes"), ("document", "documents")],
        );
        check("study", &["key"], &[]);
        check(
            "document_values",
            &["document", "variable"],
            &[("variable", "variables"), ("document", "documents")],
        );
    }

    #[test]
    fn what_refers_to_others_comes_first_and_bookkeeping_not_at_all() {
        let tables = of_newest_schema();
        let place = |name: &str| tables.iter().position(|table| table.name == name);
        assert!(place("codings") < place("codes") && place("coding_details") < place("codings"));
        assert!(place("turns") < place("speakers") && place("speakers") < place("documents"));
        assert_eq!(place("row_images"), None);
        let documents = &tables[place("documents").unwrap()];
        assert_eq!((documents.stamp, documents.place("changed")), (Some("changed"), None));
    }
}
