//! Values of documents and participants out of a table.

use kwali_model::{Scope, Snapshot, Value, VariableId};
use kwali_store::{Change, ValueOf};
use kwali_text::{Language, Row, Table, nearest};

use super::{TableReport, report_of};
use crate::directory::{Directory, Misfits, name, reserved_name};
use crate::{Error, Notice};

/// How many new participants are named one by one.
const MOST_NAMED: usize = 8;

/// A table of values that is being taken in.
pub(super) struct ValueTable<'a> {
    file: &'a str,
    table: &'a Table,
    scope: Scope,
    /// The column that says whose values they are.
    column: usize,
    directory: Directory,
    report: TableReport,
    /// The participants that are new, with their lines.
    new_participants: Vec<(String, usize)>,
    /// The values that were set, with their lines.
    taken: Vec<(VariableId, usize, String)>,
}

impl<'a> ValueTable<'a> {
    pub(super) fn new(
        (file, table): (&'a str, &'a Table),
        (scope, column): (Scope, usize),
        snapshot: &Snapshot,
    ) -> ValueTable<'a> {
        ValueTable {
            file,
            table,
            scope,
            column,
            directory: Directory::of(snapshot),
            report: report_of(file, table),
            new_participants: Vec::new(),
            taken: Vec::new(),
        }
    }

    pub(super) fn take(mut self, change: &mut Change<'_>) -> Result<TableReport, Error> {
        let columns = self.variables(change)?;
        for row in &self.table.rows {
            let Some(of) = self.whose(change, row)? else { continue };
            self.report.rows += 1;
            for &(column, variable) in &columns {
                let Some(value) = row.get(Some(column)).map(name) else { continue };
                let is_new = self.directory.set_value(change, of, (variable, &value))?;
                self.report.changed += usize::from(is_new);
                self.taken.push((variable, row.line, value));
            }
            if let ValueOf::Document(_) = of {
                self.take_properties(change, of, row)?;
            }
        }
        self.tell_new_participants();
        let misfits = self.directory.settle_kinds(change)?;
        let warnings: Vec<Notice> = misfits.iter().filter_map(|one| self.misfit(one)).collect();
        self.report.notices.extend(warnings);
        Ok(self.report)
    }

    /// Returns the columns that are variables; tells of those that cannot be.
    fn variables(&mut self, change: &mut Change<'_>) -> Result<Vec<(usize, VariableId)>, Error> {
        let known: &[&str] = match self.scope {
            Scope::Document => &["document", "group", "language"],
            Scope::Participant => &["participant"],
        };
        let mut variables = Vec::new();
        for column in self.table.columns_beside(known) {
            let written = self.table.header[column].as_str();
            match self.directory.variable(change, (self.scope, written), None)? {
                Some(variable) => variables.push((column, variable)),
                None => {
                    let place = format!("{}:{}", self.file, self.table.header_line);
                    self.report.notices.push(reserved_name(&place, written));
                }
            }
        }
        Ok(variables)
    }

    /// Takes what a document has beside its variables.
    fn take_properties(
        &mut self,
        change: &mut Change<'_>,
        of: ValueOf,
        row: &Row,
    ) -> Result<(), Error> {
        let ValueOf::Document(id) = of else { return Ok(()) };
        if let Some(group) = row.get(self.table.column("group")).map(name) {
            self.report.changed += usize::from(change.set_group(id, Some(&group))?);
        }
        let Some(code) = row.get(self.table.column("language")) else { return Ok(()) };
        match Language::new(code) {
            Some(language) => {
                self.report.changed += usize::from(change.set_language(id, &language)?);
            }
            None => {
                let hint = "write a code such as `nl`, `fy` or `en`".to_owned();
                self.problem(row, &format!("there is no language `{code}`"), Some(hint));
            }
        }
        Ok(())
    }

    fn whose(&mut self, change: &mut Change<'_>, row: &Row) -> Result<Option<ValueOf>, Error> {
        let Some(name) = row.get(Some(self.column)).map(name) else {
            self.problem(row, &format!("there is no {} in this row", self.scope.name()), None);
            return Ok(None);
        };
        if self.scope == Scope::Participant {
            if !self.directory.participants.contains_key(&name) {
                self.new_participants.push((name.clone(), row.line));
            }
            return Ok(Some(ValueOf::Participant(self.directory.participant(change, &name)?)));
        }
        let Some(&id) = self.directory.documents.get(&name) else {
            let near = nearest(&name, self.directory.documents.keys().map(String::as_str));
            let hint = near.map_or_else(
                || "`kwali list documents` tells what there is".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.problem(row, &format!("there is no document `{name}`"), Some(hint));
            return Ok(None);
        };
        Ok(Some(ValueOf::Document(id)))
    }

    fn problem(&mut self, row: &Row, message: &str, hint: Option<String>) {
        let message = format!("{}:{}: {message}", self.file, row.line);
        self.report.notices.push(Notice::error(message, hint));
    }

    /// A new name in a table is often another one misspelt.
    fn tell_new_participants(&mut self) {
        let new = &self.new_participants;
        let mut named: Vec<String> = new
            .iter()
            .take(MOST_NAMED)
            .map(|(name, line)| format!("{name} ({}:{line})", self.file))
            .collect();
        if new.len() > MOST_NAMED {
            named.push(format!("and {} more", new.len() - MOST_NAMED));
        }
        let (noun, verb) =
            if new.len() == 1 { ("participant", "speaks") } else { ("participants", "speak") };
        if !new.is_empty() {
            let (n, named) = (new.len(), named.join(", "));
            let message = format!("{n} new {noun}: {named}, who {verb} in no document");
            let hint = "link them to speakers with `kwali speakers import`, or correct the name";
            let warning = Notice { hint: Some(hint.into()), ..Notice::warning(message) };
            self.report.notices.push(warning);
        }
    }

    /// Tells by which value of the table a variable became of another kind.
    fn misfit(&self, misfits: &Misfits) -> Option<Notice> {
        let Misfits { variable, name, kind, other } = misfits;
        let (_, line, _) = self
            .taken
            .iter()
            .find(|(of, _, value)| of == variable && Value::read(value, *other).is_none())?;
        let (kind, other) = (kind.name(), other.name());
        let file = self.file;
        Some(Notice::warning(format!(
            "{file}:{line}: variable `{name}` is {kind} now, since this value is no {other}"
        )))
    }
}
