//! `variables.csv`: what kind of values a variable has, and the order of the variables.

use std::collections::BTreeSet;

use kwali_model::{Scope, VariableKind};
use kwali_text::{TableWriter, normalise};

use crate::records::VariableRecord;
use crate::sheet::{Reader, Seen};

pub(crate) const FILE: &str = "variables.csv";

const COLUMNS: [&str; 3] = ["scope", "variable", "kind"];

/// Returns the variables that the file lists, then the columns that it does not.
pub(crate) fn read(
    reader: &mut Reader,
    document_columns: &[String],
    participant_columns: &[String],
) -> Vec<VariableRecord> {
    let mut variables = read_rows(reader);
    let mut known: BTreeSet<(Scope, String)> =
        variables.iter().map(|variable| (variable.scope, variable.name.clone())).collect();
    let columns = [(Scope::Document, document_columns), (Scope::Participant, participant_columns)];
    for (scope, names) in columns {
        for name in names {
            let name = normalise(name).text;
            if known.insert((scope, name.clone())) {
                variables.push(VariableRecord { line: None, scope, name, kind: None });
            }
        }
    }
    variables
}

fn read_rows(reader: &mut Reader) -> Vec<VariableRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &["scope", "variable"]) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let mut seen = Seen::new("variable");
    let variables = sheet.records(|cells| {
        let scope = cells.parsed("scope", "`document` or `participant`", Scope::from_name)?;
        let scope = scope.ok_or(crate::ProblemKind::EmptyCell("scope"))?;
        let name = cells.required_name("variable")?;
        let kind = cells.parsed("kind", "`number`, `date` or `text`", VariableKind::from_name)?;
        seen.check((scope, name.clone()), &name, cells.row.line)?;
        Ok(VariableRecord { line: cells.line(), scope, name, kind })
    });
    reader.close(sheet);
    variables
}

pub(crate) fn write(variables: &[VariableRecord]) -> Option<Vec<u8>> {
    if variables.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for variable in variables {
        let kind = variable.kind.map_or("", VariableKind::name);
        writer.row([variable.scope.name(), &variable.name, kind]);
    }
    Some(writer.finish())
}
