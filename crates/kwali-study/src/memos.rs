//! Memos.

use std::collections::BTreeMap;

use kwali_model::{CodePath, CoderId, CodingId, Memo, MemoTarget, Snapshot};
use kwali_store::{Author, NewMemo};
use kwali_text::Row;

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

impl Study {
    /// Adds a memo and returns its id.
    pub fn add_memo(&mut self, author: &Author, request: &MemoRequest) -> Result<String, Error> {
        let codings = self.codings_named([request.about.as_str()])?;
        self.change(author, |change, snapshot| {
            let coder = Directory::of(snapshot).coder(change, &request.coder, None)?;
            let new = new_memo((snapshot, &codings), request, coder)?;
            Ok(change.add_memo(&new)?.to_string())
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
        let codings =
            self.codings_named(requests.iter().map(|(_, request)| request.about.as_str()))?;
        let known = self.memos()?;
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            let mut report = report_of(file, &table);
            for (line, request) in &requests {
                let coder = directory.coder(change, &request.coder, None)?;
                match new_memo((snapshot, &codings), request, coder) {
                    Ok(new) if known.iter().any(|memo| is_same(memo, &new, snapshot)) => {}
                    Ok(new) => {
                        change.add_memo(&new)?;
                        report.changed += 1;
                    }
                    Err(error) => {
                        let message = format!("{file}:{line}: {error}");
                        report.notices.push(Notice::error(message, error.hint()));
                        continue;
                    }
                }
                report.rows += 1;
            }
            Ok(report)
        })
    }

    /// Finds the codings among what memos are about.
    fn codings_named<'a>(
        &self,
        subjects: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeMap<String, CodingId>, Error> {
        let mut codings = BTreeMap::new();
        for subject in subjects {
            if let Some(id) = subject.strip_prefix("coding:")
                && let Some(coding) = self.store.coding_named(id)?
            {
                codings.insert(id.to_owned(), coding);
            }
        }
        Ok(codings)
    }

    /// Changes title or text of a memo; what is `None` stays as it is.
    pub fn edit_memo(
        &mut self,
        author: &Author,
        id: &str,
        title: Option<&str>,
        text: Option<&str>,
    ) -> Result<(), Error> {
        let memos = self.memos()?;
        let memo = memos.into_iter().find(|memo| memo_id(memo) == id);
        let memo = memo.ok_or_else(|| Error::unknown("memo", id, Vec::new()))?;
        self.change(author, |change, _| {
            let title = title.unwrap_or(&memo.title);
            Ok(change.set_memo(&memo, title, text.unwrap_or(&memo.text))?)
        })
    }

    /// Returns all memos in the order in which they were added.
    pub fn memos(&self) -> Result<Vec<Memo>, Error> {
        Ok(self.store.memos(self.snapshot()?)?)
    }
}

/// Returns the id of a memo as people and files know it.
pub fn memo_id(memo: &Memo) -> String {
    memo.name.clone().unwrap_or_else(|| memo.id.to_string())
}

fn new_memo(
    (snapshot, codings): (&Snapshot, &BTreeMap<String, CodingId>),
    request: &MemoRequest,
    coder: CoderId,
) -> Result<NewMemo, Error> {
    let (kind, name) = request.about.split_once(':').unwrap_or((&request.about, ""));
    let target = match codings.get(name).filter(|_| kind == "coding") {
        Some(&coding) => MemoTarget::Coding(coding),
        None => memo_target(snapshot, kind, name)?,
    };
    let code = match target {
        MemoTarget::Code(id) => Some(snapshot.codes().code(id).path.clone()),
        _ => None,
    };
    Ok(NewMemo {
        name: None,
        target,
        code,
        coder,
        created: request.created.clone(),
        title: request.title.clone(),
        text: request.text.clone(),
    })
}

fn is_same(memo: &Memo, new: &NewMemo, snapshot: &Snapshot) -> bool {
    let code = match memo.target {
        MemoTarget::Code(id) => Some(&snapshot.codes().code(id).path),
        _ => None,
    };
    (memo.target, code, memo.coder, &memo.created, &memo.title, &memo.text)
        == (new.target, new.code.as_ref(), new.coder, &new.created, &new.title, &new.text)
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
