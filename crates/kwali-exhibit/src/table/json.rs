//! The one JSON shape that every table has.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{Cell, Table};

/// Writes one object with a row a line, so that two answers can be compared line by line.
///
/// Numbers have full precision; undefined values, values that are not told, and a unit, base or
/// query that was not given, are `null`.
pub(super) fn write(table: &Table, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\"title\": {}", json(&table.title)?)?;
    write!(out, ", \"unit\": {}", json(&table.unit)?)?;
    write!(out, ", \"base\": {}", json(&table.base)?)?;
    writeln!(out, ", \"query\": {},", json(&table.query)?)?;
    let columns = table
        .machine_columns()
        .map(|column| json(&ColumnJson { name: &column.name, kind: column.kind.json_type() }));
    write_lines("columns", columns, out)?;
    writeln!(out, ",")?;
    let row = |row: &Vec<Cell>| json(&table.machine_cells(row).collect::<Vec<_>>());
    write_lines("rows", table.rows.iter().map(row), out)?;
    if !table.bases.is_empty() {
        writeln!(out, ",")?;
        write_lines("bases", table.bases.iter().map(row), out)?;
    }
    writeln!(out, ",\n\"notes\": {}}}", json(&table.notes)?)
}

/// Writes `"name": [` and the items, one a line.
fn write_lines(
    name: &str,
    items: impl Iterator<Item = io::Result<String>>,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "\"{name}\": [")?;
    for (number, item) in items.enumerate() {
        let before = if number == 0 { "\n  " } else { ",\n  " };
        write!(out, "{before}{}", item?)?;
    }
    write!(out, "]")
}

fn json(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// A column as the file has it.
#[derive(Serialize)]
struct ColumnJson<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Count(count) => serializer.serialize_u64(*count),
            Cell::Number(number) => serializer.serialize_f64(*number),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::Undefined | Cell::Suppressed => serializer.serialize_unit(),
        }
    }
}
