//! Tables of what is known about documents and participants, and of who the speakers are.

mod values;

use kwali_model::{DocumentId, ParticipantId, Scope, Speaker, SpeakerNumber};
use kwali_store::{Author, Change};
use kwali_text::{Row, Table};

use crate::directory::{Directory, name};
use crate::{Error, Notice, Study};
use values::ValueTable;

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
    /// documents the columns `group` and `language` are the document's group and language.
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
            ValueTable::new((file, &table), (scope, column), snapshot).take(change)
        })
    }

    /// Reads who the speakers are from a table with the columns `document`, `speaker`,
    /// `participant` and, if wanted, `interviewer`.
    ///
    /// An empty document means every document with such a speaker; an empty speaker means whoever
    /// speaks where the transcript names nobody. Without a participant, the speaker stays who it was.
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
        let full_name = table.column("name");
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            let mut report = report_of(file, &table);
            for row in &table.rows {
                let Some(coder) = row.get(Some(coder)).map(name) else {
                    let message = format!("{file}:{}: there is no coder in this row", row.line);
                    report.notices.push(Notice::error(message, None));
                    continue;
                };
                let full_name = row.get(full_name).map(name);
                let known = snapshot.coder_named(&coder);
                let is_new =
                    known.is_none_or(|known| full_name.is_some() && known.full_name != full_name);
                directory.coder(change, &coder, full_name.as_deref())?;
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
    /// What the document calls the speaker.
    pub(crate) speaker: &'a str,
    /// The participant; `None` leaves it as it is.
    pub(crate) participant: Option<&'a str>,
    /// `None` leaves it as it is, but a participant that is new does not ask.
    pub(crate) is_interviewer: Option<bool>,
}

impl SpeakerColumns {
    fn link<'a>(&self, row: &'a Row) -> SpeakerLink<'a> {
        let yes = |cell: &str| matches!(cell.to_lowercase().as_str(), "yes" | "true" | "1" | "ja");
        SpeakerLink {
            document: row.get(self.document),
            speaker: row.get(Some(self.speaker)).unwrap_or_default(),
            participant: row.get(self.participant),
            is_interviewer: row.get(self.interviewer).map(yes),
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
    let (document, speaker) = (link.document.map(name), name(link.speaker));
    let link = &SpeakerLink { document: document.as_deref(), speaker: &speaker, ..*link };
    let documents = match documents_of(directory, link) {
        Ok(documents) => documents,
        Err(message) => return Ok(Linked::Nowhere(message)),
    };
    let given: Option<ParticipantId> = match link.participant {
        Some(name) => Some(directory.participant(change, name)?),
        None => None,
    };
    let mut changed = 0;
    for document in documents {
        let speakers = directory.speakers.entry(document).or_default();
        match speakers.iter_mut().zip(0..).find(|(speaker, _)| speaker.name == link.speaker) {
            Some((speaker, number)) => {
                let asks = speaker.is_interviewer && given.is_none();
                let asks = link.is_interviewer.unwrap_or(asks);
                let participant = given.or(speaker.participant);
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
                    participant: given,
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
