//! Recording what a change does to the rows, whatever it does: triggers of the writing connection
//! alone, made from the tables as they are.

use rusqlite::{Connection, Transaction, params};
use serde_json::{Map, Value, json};

use crate::tables::{Table, id_givers, tables};

/// The temporary table with the last ids that had been given out when the step began.
const LAST_IDS: &str = "last_ids";

/// A property of the study that says which change was the last: it never goes back.
pub(crate) const STAMP_KEY: &str = "all_changed";

/// Makes the connection record rows, unless it does already.
pub(crate) fn install(conn: &Connection) -> rusqlite::Result<()> {
    if is_installed(conn)? {
        return Ok(());
    }
    let tables = tables(conn)?;
    let givers: Vec<&str> = id_givers(&tables).collect();
    let columns: Vec<String> = givers.iter().map(|name| format!("{name} INTEGER")).collect();
    let mut sql = format!("CREATE TEMP TABLE {LAST_IDS} ({});\n", columns.join(", "));
    sql.push_str(&format!("INSERT INTO {LAST_IDS} DEFAULT VALUES;\n"));
    for table in &tables {
        sql.push_str(&triggers(table));
    }
    conn.execute_batch(&sql)
}

/// Makes the connection stop recording rows.
pub(crate) fn remove(conn: &Connection) -> rusqlite::Result<()> {
    let sql = "SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'";
    let names: Vec<String> =
        conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for name in names {
        conn.execute_batch(&format!("DROP TRIGGER temp.{name}"))?;
    }
    conn.execute_batch(&format!("DROP TABLE IF EXISTS temp.{LAST_IDS}"))
}

fn is_installed(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM temp.sqlite_schema WHERE name = ?1";
    Ok(conn.query_row(sql, [LAST_IDS], |row| row.get::<_, i64>(0))? > 0)
}

/// Returns the triggers that record the rows of a table.
fn triggers(table: &Table) -> String {
    let Table { name, columns, .. } = table;
    let is_old = |row: &str| {
        let mut conditions: Vec<String> = table
            .told_new_by()
            .iter()
            .map(|(column, giver)| {
                format!("{row}.{column} <= (SELECT {giver} FROM temp.{LAST_IDS})")
            })
            .collect();
        if name == "study" {
            conditions.push(format!("{row}.key <> '{STAMP_KEY}'"));
        }
        match conditions.is_empty() {
            true => "true".to_owned(),
            false => conditions.join(" AND "),
        }
    };
    let values = |row: &str, columns: &mut dyn Iterator<Item = &str>| {
        let values: Vec<String> = columns.map(|column| format!("{row}.\"{column}\"")).collect();
        format!("json_array({})", values.join(", "))
    };
    let all = |row| values(row, &mut columns.iter().map(String::as_str));
    let key = |row| values(row, &mut table.key_columns());
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let differs: Vec<String> =
        quoted.iter().map(|column| format!("old.{column} IS NOT new.{column}")).collect();
    let record = |event: &str, (on, condition): (&str, &str), (was, key): (&str, &str)| {
        format!(
            "CREATE TEMP TRIGGER {event}_{name} AFTER {on} ON main.{name} WHEN {condition} BEGIN
             INSERT INTO row_images (in_table, was, key) VALUES ('{name}', {was}, {key}); END;\n"
        )
    };
    let changed = format!("({}) AND ({})", is_old("old"), differs.join(" OR "));
    let update = format!("UPDATE OF {}", quoted.join(", "));
    [
        record("added", ("INSERT", &is_old("new")), ("NULL", &key("new"))),
        record("changed", (&update, &changed), (&all("old"), &key("new"))),
        record("removed", ("DELETE", &is_old("old")), (&all("old"), "NULL")),
    ]
    .concat()
}

/// Notes which ids have been given out, where a step begins.
pub(crate) fn begin_step(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let columns = givers(transaction)?;
    let set: Vec<String> = columns
        .iter()
        .map(|name| {
            format!("{name} = coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{name}'), 0)")
        })
        .collect();
    let sql = format!("UPDATE temp.{LAST_IDS} SET {}", set.join(", "));
    transaction.prepare_cached(&sql)?.execute([]).map(|_| ())
}

/// Returns the ids that were given out since the step began: `{"codings": [101, 1100]}`.
pub(crate) fn new_ids(transaction: &Transaction<'_>) -> rusqlite::Result<Value> {
    let mut new = Map::new();
    for name in givers(transaction)? {
        let sql = format!(
            "SELECT (SELECT {name} FROM temp.{LAST_IDS}),
               coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{name}'), 0)"
        );
        let (before, now): (i64, i64) = transaction
            .prepare_cached(&sql)?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if now > before {
            new.insert(name, json!([before + 1, now]));
        }
    }
    Ok(Value::Object(new))
}

/// The tables that give ids; none where rows are not recorded.
fn givers(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1, 'temp') ORDER BY cid";
    let mut statement = conn.prepare_cached(sql)?;
    statement.query_map(params![LAST_IDS], |row| row.get(0))?.collect()
}
