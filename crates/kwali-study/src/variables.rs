//! Tables of what is known about documents and participants, and of who the speakers are.

use kwali_model::{DocumentId, ParticipantId, Scope, Snapshot, Speaker, SpeakerNumber};
use kwali_store::{Author, Change, ValueOf};
use kwali_text::{Row, Table, nearest};

use crate::directory::Directory;
use crate::{Error, Notice, Study};

/// What a table changed.
#[derive(Debug, Default)]
pub struct TableReport {
    /// Rows that were understood.
    pub rows: usize,
    /// Values, links or memos that are new or other than before.
    pub changed: usize,
    /// Rows and cells that were not, and why.
    pub notices: Vec<Notice>,
}

impl Study {
    /// Reads values of documents or participants from a table with a column `document` or
    /// `participant`; every other column is a variable, an empty cell says nothing.
    ///
    /// A participant that is not there yet is added; a document must be there. In a table of
    /// documents the column `group` is the document group.
    pub fn import_variables(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<TableReport, Error> {
        let table = read_table(file, bytes)?;
        let (scope, column) = match (table.column("document"), table.column("participant")) {
            (Some(column), _) => (Scope::Document, column),
            (None, Some(column)) => (Scope::Participant, column),
            (None, None) => {
                let wanted = "`document` or `participant`";
                return Err(Error::NoColumn { file: file.to_owned(), wanted });
            }
        };
        self.change(author, |change, snapshot| {
            let mut values = ValueTable { file, table: &table, scope, column };
            values.apply(change, snapshot)
        })
    }

    /// Reads who the speakers are from a table with the columns `document`, `speaker`,
    /// `participant` and, if wanted, `interviewer`.
    ///
    /// An empty document means every document with such a speaker; an empty speaker means whoever
    /// speaks where the transcript names nobody.
    pub fn import_speakers(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<TableReport, Error> {
        let table = read_table(file, bytes)?;
        let (Some(speaker), participant) = (table.column("speaker"), table.column("participant"))
        else {
            return Err(Error::NoColumn { file: file.to_owned(), wanted: "`speaker`" });
        };
        let columns = SpeakerColumns {
            document: table.column("document"),
            speaker,
            participant,
            interviewer: table.column("interviewer"),
        };
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            let mut report = report_of(file, &table);
            for row in &table.rows {
                let link = columns.link(row);
                match link_speaker(change, &mut directory, &link)? {
                    Linked::Nowhere(message) => {
                        let message = format!("{file}:{}: {message}", row.line);
                        let hint = "`kwali list speakers` tells who speaks where".to_owned();
                        report.notices.push(Notice::error(message, Some(hint)));
                    }
                    Linked::Places(changed) => {
                        report.rows += 1;
                        report.changed += changed;
                    }
                }
            }
            Ok(report)
        })
    }

    /// Reads who the coders are from a table with the columns `coder` and `name`.
    pub fn import_coders(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<TableReport, Error> {
        let table = read_table(file, bytes)?;
        let Some(coder) = table.column("coder") else {
            return Err(Error::NoColumn { file: file.to_owned(), wanted: "`coder`" });
        };
        let name = table.column("name");
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            let mut report = report_of(file, &table);
            for row in &table.rows {
                let (coder, full_name) = (row.cell(coder), row.get(name).filter(|n| !n.is_empty()));
                if coder.is_empty() {
                    let message = format!("{file}:{}: there is no coder in this row", row.line);
                    report.notices.push(Notice::error(message, None));
                    continue;
                }
                let known = snapshot.coder_named(coder);
                let is_new = known.is_none_or(|known| {
                    full_name.is_some() && known.full_name.as_deref() != full_name
                });
                directory.coder(change, coder, full_name)?;
                report.rows += 1;
                report.changed += usize::from(is_new);
            }
            Ok(report)
        })
    }
}

pub(crate) fn read_table(file: &str, bytes: &[u8]) -> Result<Table, Error> {
    Table::read(bytes).map_err(|source| Error::Table { file: file.to_owned(), source })
}

pub(crate) fn report_of(file: &str, table: &Table) -> TableReport {
    let notice = |(line, problem): &(usize, kwali_text::TableProblem)| {
        Notice::from(&kwali_text::Problem::at(file, *line, problem.clone()))
    };
    TableReport { notices: table.problems.iter().map(notice).collect(), ..TableReport::default() }
}

struct ValueTable<'a> {
    file: &'a str,
    table: &'a Table,
    scope: Scope,
    column: usize,
}

impl ValueTable<'_> {
    fn apply(
        &mut self,
        change: &mut Change<'_>,
        snapshot: &Snapshot,
    ) -> Result<TableReport, Error> {
        let mut directory = Directory::of(snapshot);
        let mut report = report_of(self.file, self.table);
        let known = [self.scope.name(), "group"];
        let known = if self.scope == Scope::Document { &known[..] } else { &known[..1] };
        let columns = self.table.columns_beside(known);
        let variables = columns
            .iter()
            .map(|&column| {
                let name = (self.scope, self.table.header[column].as_str());
                directory.variable(change, name, None)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let group = self.table.column("group").filter(|_| self.scope == Scope::Document);
        for row in &self.table.rows {
            let Some(of) = self.whose(change, &mut directory, row, &mut report)? else { continue };
            report.rows += 1;
            for (&column, &variable) in columns.iter().zip(&variables) {
                let value = row.cell(column);
                if !value.is_empty() {
                    let new = directory.set_value(change, of, (variable, value))?;
                    report.changed += usize::from(new);
                }
            }
            if let Some(group) = row.get(group).filter(|group| !group.is_empty()) {
                change.set_group(row.cell(self.column), Some(group))?;
            }
        }
        directory.settle_kinds(change)?;
        Ok(report)
    }

    fn whose(
        &self,
        change: &mut Change<'_>,
        directory: &mut Directory,
        row: &Row,
        report: &mut TableReport,
    ) -> Result<Option<ValueOf>, Error> {
        let name = row.cell(self.column);
        let problem = |message: String, hint: Option<String>| {
            Notice::error(format!("{}:{}: {message}", self.file, row.line), hint)
        };
        if name.is_empty() {
            let message = format!("there is no {} in this row", self.scope.name());
            report.notices.push(problem(message, None));
            return Ok(None);
        }
        if self.scope == Scope::Participant {
            return Ok(Some(ValueOf::Participant(directory.participant(change, name)?)));
        }
        let Some(&id) = directory.documents.get(name) else {
            let near = nearest(name, directory.documents.keys().map(String::as_str));
            let hint = near.map_or_else(
                || "`kwali list documents` tells what there is".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            report.notices.push(problem(format!("there is no document `{name}`"), Some(hint)));
            return Ok(None);
        };
        Ok(Some(ValueOf::Document(id)))
    }
}

struct SpeakerColumns {
    document: Option<usize>,
    speaker: usize,
    participant: Option<usize>,
    interviewer: Option<usize>,
}

/// Who a speaker is.
pub(crate) struct SpeakerLink<'a> {
    /// The document; `None` for every document that has such a speaker.
    pub(crate) document: Option<&'a str>,
    pub(crate) speaker: &'a str,
    pub(crate) participant: Option<&'a str>,
    pub(crate) is_interviewer: Option<bool>,
}

impl SpeakerColumns {
    fn link<'a>(&self, row: &'a Row) -> SpeakerLink<'a> {
        let filled = |column: Option<usize>| row.get(column).filter(|cell| !cell.is_empty());
        let yes = |cell: &str| matches!(cell.to_lowercase().as_str(), "yes" | "true" | "1" | "ja");
        SpeakerLink {
            document: filled(self.document),
            speaker: row.cell(self.speaker),
            participant: filled(self.participant),
            is_interviewer: filled(self.interviewer).map(yes),
        }
    }
}

/// What became of a link between a speaker and a participant.
pub(crate) enum Linked {
    /// How many speakers are other than before.
    Places(usize),
    /// There is no such speaker, and why.
    Nowhere(String),
}

/// Says who a speaker is; a speaker without a name is added where there is none yet.
pub(crate) fn link_speaker(
    change: &mut Change<'_>,
    directory: &mut Directory,
    link: &SpeakerLink<'_>,
) -> Result<Linked, Error> {
    let documents = match documents_of(directory, link) {
        Ok(documents) => documents,
        Err(message) => return Ok(Linked::Nowhere(message)),
    };
    let participant: Option<ParticipantId> = match link.participant {
        Some(name) => Some(directory.participant(change, name)?),
        None => None,
    };
    let mut changed = 0;
    for document in documents {
        let speakers = directory.speakers.entry(document).or_default();
        match speakers.iter_mut().zip(0..).find(|(speaker, _)| speaker.name == link.speaker) {
            Some((speaker, number)) => {
                let asks = speaker.is_interviewer && participant.is_none();
                let asks = link.is_interviewer.unwrap_or(asks);
                if (speaker.is_interviewer, speaker.participant) != (asks, participant) {
                    change.set_speaker(document, SpeakerNumber(number), (asks, participant))?;
                    (speaker.is_interviewer, speaker.participant) = (asks, participant);
                    changed += 1;
                }
            }
            None => {
                let speaker = Speaker {
                    name: link.speaker.to_owned(),
                    is_interviewer: link.is_interviewer.unwrap_or(false),
                    participant,
                };
                change.add_speaker(document, &speaker)?;
                speakers.push(speaker);
                changed += 1;
            }
        }
    }
    Ok(Linked::Places(changed))
}

/// Returns the documents in which such a speaker is, or may be added without a name.
fn documents_of(directory: &Directory, link: &SpeakerLink<'_>) -> Result<Vec<DocumentId>, String> {
    let speaks = |id: &DocumentId| {
        let speakers = directory.speakers.get(id).into_iter().flatten();
        speakers.into_iter().any(|speaker| speaker.name == link.speaker)
    };
    let Some(name) = link.document else {
        let documents: Vec<_> = directory.documents.values().copied().filter(speaks).collect();
        return match documents.is_empty() {
            true => Err(format!("nobody called `{}` speaks in any document", link.speaker)),
            false => Ok(documents),
        };
    };
    match directory.documents.get(name) {
        None => Err(format!("there is no document `{name}`")),
        Some(id) if link.speaker.is_empty() || speaks(id) => Ok(vec![*id]),
        Some(_) => Err(format!("nobody called `{}` speaks in `{name}`", link.speaker)),
    }
}
