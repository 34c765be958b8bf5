//! Memos.

use std::collections::BTreeSet;

use kwali_model::{CodePath, CoderId, Memo, MemoTarget, Snapshot};
use kwali_store::{Author, Change, NewMemo};
use kwali_text::Row;

use crate::codings::filled;
use crate::directory::Directory;
use crate::variables::{read_table, report_of};
use crate::{Error, Notice, Study, TableReport};

/// A memo as it was asked for.
#[derive(Clone, Debug)]
pub struct MemoRequest {
    /// `study`, `document:NAME`, `participant:NAME`, `code:ID` or `coding:ID`.
    pub about: String,
    /// By whom.
    pub coder: String,
    /// When it was written, as an RFC 3339 time stamp.
    pub created: Option<String>,
    /// A few words.
    pub title: String,
    /// The note itself.
    pub text: String,
}

/// Adds a memo and returns its id.
pub(crate) fn add(
    (change, snapshot): (&mut Change<'_>, &Snapshot),
    directory: &mut Directory,
    request: &MemoRequest,
) -> Result<String, Error> {
    let about = target(change, snapshot, &request.about)?;
    let coder = filled(Some(&request.coder)).ok_or(Error::NoCoder)?;
    let coder = directory.coder(change, coder, None)?;
    Ok(change.add_memo(&new_memo(about, request, coder))?)
}

impl Study {
    /// Adds a memo and returns its id.
    pub fn add_memo(&mut self, author: &Author, request: &MemoRequest) -> Result<String, Error> {
        self.change(author, |change, snapshot| {
            add((change, snapshot), &mut Directory::of(snapshot), request)
        })
    }

    /// Reads memos from a table with the columns `attached_to`, `coder`, `created`, `title` and
    /// `text`; a memo that is there already is not added again.
    pub fn import_memos(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<TableReport, Error> {
        let table = read_table(file, bytes)?;
        let (Some(about), Some(coder)) = (table.column("attached_to"), table.column("coder"))
        else {
            let wanted = "`attached_to` or `coder`";
            return Err(Error::NoColumn { file: file.to_owned(), wanted });
        };
        let columns = ["created", "title", "text"].map(|name| table.column(name));
        let request = |row: &Row| {
            let cell = |at: usize| columns[at].map_or("", |column| row.cell(column)).to_owned();
            MemoRequest {
                about: row.cell(about).to_owned(),
                coder: row.cell(coder).to_owned(),
                created: Some(cell(0)).filter(|created| !created.is_empty()),
                title: cell(1),
                text: cell(2),
            }
        };
        let requests: Vec<(usize, MemoRequest)> =
            table.rows.iter().map(|row| (row.line, request(row))).collect();
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            let mut known: BTreeSet<NewMemo> =
                change.memos(snapshot)?.iter().map(|memo| content(memo, snapshot)).collect();
            let mut report = report_of(file, &table);
            for (line, request) in &requests {
                let about = target(change, snapshot, &request.about);
                let coder = directory.coder_name(&request.coder);
                let (about, coder) = match about.and_then(|about| Ok((about, coder?))) {
                    Ok(found) => found,
                    Err(error) => {
                        let message = format!("{file}:{line}: {error}");
                        let hint = match error {
                            Error::NoCoder => Some("fill its cell `coder`".to_owned()),
                            error => error.hint(),
                        };
                        report.notices.push(Notice::error(message, hint));
                        continue;
                    }
                };
                let coder = directory.coder(change, &coder, None)?;
                let new = new_memo(about, request, coder);
                if !known.contains(&new) {
                    change.add_memo(&new)?;
                    known.insert(new);
                    report.changed += 1;
                }
                report.rows += 1;
            }
            Ok(report)
        })
    }

    /// Changes title or text of a memo; what is `None` stays as it is.
    pub fn edit_memo(
        &mut self,
        author: &Author,
        id: &str,
        title: Option<&str>,
        text: Option<&str>,
    ) -> Result<(), Error> {
        self.change(author, |change, snapshot| {
            let mut memos = change.memos(snapshot)?.into_iter();
            let memo = memos.find(|memo| memo_id(memo) == id);
            let memo = memo.ok_or_else(|| Error::unknown("memo", id, Vec::new()))?;
            let title = title.unwrap_or(&memo.title);
            Ok(change.set_memo(&memo, title, text.unwrap_or(&memo.text))?)
        })
    }

    /// Removes memos by their ids, all or none of them; one that is named twice is removed once.
    pub fn remove_memos(&mut self, author: &Author, ids: &[String]) -> Result<(), Error> {
        self.change(author, |change, snapshot| {
            let memos = change.memos(snapshot)?;
            let mut seen = BTreeSet::new();
            for id in ids.iter().filter(|id| seen.insert(*id)) {
                let memo = memos.iter().find(|memo| memo_id(memo) == *id);
                change.remove_memo(memo.ok_or_else(|| Error::unknown("memo", id, Vec::new()))?)?;
            }
            Ok(())
        })
    }

    /// Returns all memos in the order in which they were added.
    pub fn memos(&self) -> Result<Vec<Memo>, Error> {
        Ok(self.store.memos(self.without_codings()?)?)
    }
}

/// Returns the id of a memo as people and files know it.
pub fn memo_id(memo: &Memo) -> String {
    memo.name.clone().unwrap_or_else(|| memo.id.to_string())
}

/// What a memo is about; a code is named by its path.
type About = (MemoTarget, Option<CodePath>);

fn new_memo((target, code): About, request: &MemoRequest, coder: CoderId) -> NewMemo {
    NewMemo {
        name: None,
        target,
        code,
        coder,
        created: request.created.clone(),
        title: request.title.clone(),
        text: request.text.clone(),
    }
}

/// Returns what a memo says, about what, by whom and when, but for the id: memos that are equal in
/// that are the same memo.
pub(crate) fn content(memo: &Memo, snapshot: &Snapshot) -> NewMemo {
    let (target, code) = by_path(memo.target, snapshot);
    NewMemo {
        name: None,
        target,
        code,
        coder: memo.coder,
        created: memo.created.clone(),
        title: memo.title.clone(),
        text: memo.text.clone(),
    }
}

fn by_path(target: MemoTarget, snapshot: &Snapshot) -> About {
    match target {
        MemoTarget::Code(id) => (MemoTarget::Study, Some(snapshot.codes().code(id).path.clone())),
        target => (target, None),
    }
}

fn target(change: &Change<'_>, snapshot: &Snapshot, about: &str) -> Result<About, Error> {
    let (kind, name) = about.split_once(':').unwrap_or((about, ""));
    let coding = match kind {
        "coding" => change.coding_named(name)?,
        _ => None,
    };
    match coding {
        Some(coding) => Ok((MemoTarget::Coding(coding), None)),
        None => Ok(by_path(memo_target(snapshot, kind, name)?, snapshot)),
    }
}

fn memo_target(snapshot: &Snapshot, kind: &str, name: &str) -> Result<MemoTarget, Error> {
    let unknown = |what| Error::unknown(what, name, Vec::new());
    match kind {
        "study" => Ok(MemoTarget::Study),
        "document" => {
            let document = snapshot.document_named(name);
            document.map(|d| MemoTarget::Document(d.id)).ok_or_else(|| unknown("document"))
        }
        "participant" => {
            let person = snapshot.participants().iter().find(|person| person.name == name);
            person.map(|p| MemoTarget::Participant(p.id)).ok_or_else(|| unknown("participant"))
        }
        "code" => {
            let id = CodePath::new(name).ok().and_then(|path| snapshot.codes().id(&path));
            id.map(MemoTarget::Code).ok_or_else(|| unknown_code(snapshot, name))
        }
        "coding" => Err(unknown("coding")),
        _ => Err(Error::MemoAbout(kind.to_owned())),
    }
}

/// Returns the error for a code that is not there, with those that come near.
pub(crate) fn unknown_code(snapshot: &Snapshot, name: &str) -> Error {
    let near = snapshot.codes().near(name).into_iter().map(ToString::to_string).collect();
    Error::unknown("code", name, near)
}
