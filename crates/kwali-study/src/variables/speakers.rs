//! Speakers of documents, and what is known about the participants they are, out of a table.

use kwali_model::{Scope, Snapshot, VariableId};
use kwali_store::{Change, ValueOf};
use kwali_text::{Row, Table};

use super::links::{Linked, SpeakerLink, link_speaker};
use super::{TableReport, report_of};
use crate::directory::{Directory, name, reserved_name};
use crate::{Error, Notice};

/// What the columns of a table of speakers are.
pub(super) struct SpeakerColumns {
    document: Option<usize>,
    group: Option<usize>,
    speaker: usize,
    participant: Option<usize>,
    interviewer: Option<usize>,
    /// Those that are variables of participants.
    others: Vec<usize>,
}

impl SpeakerColumns {
    /// Returns the columns of a table; `None` where none says who speaks.
    pub(super) fn of(table: &Table) -> Option<SpeakerColumns> {
        let known = ["document", "group", "speaker", "participant", "interviewer"];
        Some(SpeakerColumns {
            document: table.column("document"),
            group: table.column("group"),
            speaker: table.column("speaker")?,
            participant: table.column("participant"),
            interviewer: table.column("interviewer"),
            others: table.columns_beside(&known),
        })
    }

    fn link<'a>(&self, row: &'a Row) -> SpeakerLink<'a> {
        let yes = |cell: &str| matches!(cell.to_lowercase().as_str(), "yes" | "true" | "1" | "ja");
        SpeakerLink {
            document: row.get(self.document),
            group: row.get(self.group),
            speaker: row.get(Some(self.speaker)).unwrap_or_default(),
            participant: row.get(self.participant),
            is_interviewer: row.get(self.interviewer).map(yes),
        }
    }
}

/// A table of speakers that is being taken in.
pub(super) struct SpeakerTable<'a> {
    file: &'a str,
    table: &'a Table,
    columns: SpeakerColumns,
    directory: Directory,
    report: TableReport,
}

impl<'a> SpeakerTable<'a> {
    pub(super) fn new(
        (file, table): (&'a str, &'a Table),
        columns: SpeakerColumns,
        snapshot: &Snapshot,
    ) -> SpeakerTable<'a> {
        let (directory, report) = (Directory::of(snapshot), report_of(file, table));
        SpeakerTable { file, table, columns, directory, report }
    }

    pub(super) fn take(mut self, change: &mut Change<'_>) -> Result<TableReport, Error> {
        let variables = self.variables(change)?;
        for row in &self.table.rows {
            let link = self.columns.link(row);
            match link_speaker(change, &mut self.directory, &link)? {
                Linked::Nowhere(message) => {
                    let hint = "`kwali list speakers` tells who speaks where";
                    self.problem(row, &message, hint);
                }
                Linked::Places(changed) => {
                    self.report.rows += 1;
                    self.report.changed += changed;
                    self.take_values(change, row, &variables)?;
                }
            }
        }
        if !variables.is_empty() {
            self.directory.settle_kinds(change)?;
        }
        Ok(self.report)
    }

    /// Returns the columns that are variables; tells of those that cannot be.
    fn variables(&mut self, change: &mut Change<'_>) -> Result<Vec<(usize, VariableId)>, Error> {
        let mut variables = Vec::new();
        for &column in &self.columns.others {
            let written = self.table.header[column].as_str();
            match self.directory.variable(change, (Scope::Participant, written), None)? {
                Some(variable) => variables.push((column, variable)),
                None => {
                    let place = format!("{}:{}", self.file, self.table.header_line);
                    self.report.notices.push(reserved_name(&place, written));
                }
            }
        }
        Ok(variables)
    }

    fn take_values(
        &mut self,
        change: &mut Change<'_>,
        row: &Row,
        variables: &[(usize, VariableId)],
    ) -> Result<(), Error> {
        let mut values = variables.iter().filter(|(column, _)| row.get(Some(*column)).is_some());
        let Some(participant) = row.get(self.columns.participant) else {
            if values.next().is_some() {
                let hint = "name the participant in this row";
                self.problem(row, "it is not said of which participant the values are", hint);
            }
            return Ok(());
        };
        let of = ValueOf::Participant(self.directory.participant(change, participant)?);
        for &(column, variable) in values {
            let value = name(row.cell(column));
            let is_new = self.directory.set_value(change, of, (variable, &value))?;
            self.report.changed += usize::from(is_new);
        }
        Ok(())
    }

    fn problem(&mut self, row: &Row, message: &str, hint: &str) {
        let message = format!("{}:{}: {message}", self.file, row.line);
        self.report.notices.push(Notice::error(message, Some(hint.to_owned())));
    }
}
