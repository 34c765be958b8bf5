//! Memos.

use kwali_model::{CodePath, Memo, MemoTarget, Snapshot};
use kwali_store::{Author, NewMemo};

use crate::directory::Directory;
use crate::{Error, Study};

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
        let (kind, name) = request.about.split_once(':').unwrap_or((&request.about, ""));
        let (kind, name) = (kind.to_owned(), name.to_owned());
        let coding = match kind.as_str() {
            "coding" => self.store.coding_named(&name)?,
            _ => None,
        };
        self.change(author, |change, snapshot| {
            let coder = Directory::of(snapshot).coder(change, &request.coder, None)?;
            let target = match coding {
                Some(coding) => MemoTarget::Coding(coding),
                None => memo_target(snapshot, &kind, &name)?,
            };
            let code = match target {
                MemoTarget::Code(id) => Some(snapshot.codes().code(id).path.clone()),
                _ => None,
            };
            let id = change.add_memo(&NewMemo {
                name: None,
                target,
                code,
                coder,
                created: request.created.clone(),
                title: request.title.clone(),
                text: request.text.clone(),
            })?;
            Ok(id.to_string())
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
