//! The study as one coder works in it: one document, its codings, and every act, saved as it happens.

use std::collections::BTreeMap;
use std::ops::Range;

use kwali_model::{Code, CodeId, CodeKind, CodePath, Document, Snapshot};
use kwali_study::{
    Author, CodingRequest, DetailedCoding, Error, MemoRequest, OpenDocument, Passage, Study,
};
use kwali_text::{Language, Span, union_chars};

/// Makes the time stamp and the name of the process of an act.
pub(crate) type Clock = Box<dyn Fn() -> Author>;

/// Whose codings are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Whose {
    /// Those of the coder who codes.
    Mine,
    /// Those of all coders.
    Everyones,
}

/// The study as one coder works in it.
pub(crate) struct Desk {
    study: Study,
    coder: String,
    clock: Clock,
    name: String,
    /// The words of the document.
    pub(crate) open: OpenDocument,
    /// The codings that are shown, in order of their places.
    pub(crate) codings: Vec<DetailedCoding>,
    /// Whose codings are shown.
    pub(crate) whose: Whose,
    /// How many segments each code has, by its place in the code system.
    pub(crate) counts: Vec<Counts>,
    /// How many of the document's characters carry a code of the coder's.
    coded_chars: usize,
    revision: u32,
}

/// How many segments a code has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Counts {
    /// In the document.
    pub(crate) here: usize,
    /// In the study.
    pub(crate) everywhere: usize,
}

/// Something that a coder does to the study.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Gives a passage codes.
    Code {
        /// Its bytes.
        passage: Range<usize>,
        /// The codes' ids.
        codes: Vec<String>,
    },
    /// Makes a code, and gives it to a passage.
    NewCode {
        /// Its id.
        id: String,
        /// What it is called, if that is not the last part of its id.
        label: Option<String>,
        /// The passage that gets it.
        passage: Range<usize>,
    },
    /// Takes a coding away.
    Remove(String),
    /// Writes a memo, or changes one.
    Memo {
        /// What it is about, as `kwali memo add` takes it.
        about: String,
        /// The memo that is changed; else it is a new one.
        id: Option<String>,
        /// The title.
        title: String,
        /// The note itself.
        text: String,
    },
}

impl Desk {
    /// Opens a document for a coder.
    pub(crate) fn new(
        study: Study,
        document: &str,
        coder: &str,
        clock: Clock,
    ) -> Result<Desk, Error> {
        let mut desk = Desk {
            study,
            coder: coder.to_owned(),
            clock,
            name: document.to_owned(),
            open: OpenDocument::default(),
            codings: Vec::new(),
            whose: Whose::Mine,
            counts: Vec::new(),
            coded_chars: 0,
            revision: 0,
        };
        desk.load()?;
        Ok(desk)
    }

    /// Reads the document and its codings; says whether the words are others than before.
    pub(crate) fn load(&mut self) -> Result<bool, Error> {
        // The document first: without it there is nothing to show.
        let open = self.study.open_document(&self.name)?;
        let revision = self.document()?.revision;
        let has_changed = self.revision != revision || open.text != self.open.text;
        self.open = open;
        self.revision = revision;
        self.load_codings()?;
        Ok(has_changed)
    }

    fn load_codings(&mut self) -> Result<(), Error> {
        let all = self.study.detailed_codings(&self.name)?;
        let snapshot = self.study.snapshot()?;
        let me = snapshot.coder_named(&self.coder).map(|coder| coder.id);
        let is_mine = |coding: &kwali_model::Coding| Some(coding.coder) == me;
        let shown = |coding: &kwali_model::Coding| self.whose == Whose::Everyones || is_mine(coding);
        let mut counts = vec![Counts::default(); snapshot.codes().len()];
        for coding in snapshot.codings().iter().filter(|coding| shown(coding)) {
            counts[coding.code.index()].everywhere += 1;
        }
        for coding in all.iter().filter(|coding| shown(&coding.coding)) {
            counts[coding.coding.code.index()].here += 1;
        }
        let mine = all.iter().filter(|coding| is_mine(&coding.coding));
        self.coded_chars = union_chars(mine.map(|coding| coding.coding.span));
        self.codings = all.into_iter().filter(|coding| shown(&coding.coding)).collect();
        self.counts = counts;
        Ok(())
    }

    /// Reads anew what others have changed meanwhile; says what that was, `None` if nothing.
    pub(crate) fn catch_up(&mut self) -> Result<Option<CaughtUp>, Error> {
        if !self.study.refresh()? {
            return Ok(None);
        }
        let words = self.load()?;
        Ok(Some(if words { CaughtUp::Words } else { CaughtUp::Codings }))
    }

    /// Opens another document.
    pub(crate) fn go_to(&mut self, document: &str) -> Result<(), Error> {
        let before = std::mem::replace(&mut self.name, document.to_owned());
        self.load().map(|_| ()).inspect_err(|_| self.name = before)
    }

    /// Shows the codings of others as well, or no longer.
    pub(crate) fn show(&mut self, whose: Whose) -> Result<(), Error> {
        self.whose = whose;
        self.load_codings()
    }

    /// Returns the study without words.
    pub(crate) fn snapshot(&self) -> Result<&Snapshot, Error> {
        self.study.snapshot()
    }

    /// Returns the study.
    pub(crate) fn study(&self) -> &Study {
        &self.study
    }

    /// Returns the document.
    pub(crate) fn document(&self) -> Result<&Document, Error> {
        let named = self.study.snapshot()?.document_named(&self.name);
        // It was there when it was opened; another process may have taken it away.
        named.ok_or_else(|| Error::Unknown {
            what: "document",
            name: self.name.clone(),
            near: Vec::new(),
        })
    }

    /// Returns the document's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the coder's short name.
    pub(crate) fn coder(&self) -> &str {
        &self.coder
    }

    /// Returns the words of the document.
    pub(crate) fn text(&self) -> &str {
        self.open.text.as_str()
    }

    /// Returns the share of the document's characters that carry a code of the coder's, in percent.
    pub(crate) fn coded_percent(&self) -> usize {
        self.coded_chars * 100 / self.open.text.chars().max(1)
    }

    /// Returns the language in which codes are named.
    pub(crate) fn language(&self) -> Result<Language, Error> {
        Ok(self.study.snapshot()?.language().clone())
    }

    /// Returns a code's id.
    pub(crate) fn path(&self, code: CodeId) -> Result<&CodePath, Error> {
        Ok(&self.study.snapshot()?.codes().code(code).path)
    }

    /// Returns the short name of who made a coding.
    pub(crate) fn coder_of(&self, coding: &DetailedCoding) -> Result<&str, Error> {
        let coder = self.study.snapshot()?.coder(coding.coding.coder);
        Ok(coder.map_or("", |coder| coder.name.as_str()))
    }

    /// Returns the codings that lie on a byte, the shortest first, by place in the list.
    pub(crate) fn codings_at(&self, bytes: &Range<usize>) -> Vec<usize> {
        let touches =
            |span: Span| span.start() < bytes.end.max(bytes.start + 1) && bytes.start < span.end();
        let mut found: Vec<usize> =
            (0..self.codings.len()).filter(|&at| touches(self.codings[at].coding.span)).collect();
        found.sort_by_key(|&at| (self.codings[at].coding.span.chars(), at));
        found
    }

    /// Returns the codes that can be given to passages, in order.
    pub(crate) fn codes(&self) -> Result<Vec<CodeId>, Error> {
        let codes = self.study.snapshot()?.codes();
        let applies = |id: &CodeId| codes.code(*id).kind != CodeKind::Conclusion;
        Ok(codes.ids().filter(applies).collect())
    }

    /// Returns the ids of the coder's codes, those that were applied last first.
    pub(crate) fn recent_codes(&self) -> Result<Vec<String>, Error> {
        let snapshot = self.study.snapshot()?;
        let me = snapshot.coder_named(&self.coder).map(|coder| coder.id);
        let mut last: BTreeMap<CodeId, u32> = BTreeMap::new();
        for coding in snapshot.codings().iter().filter(|coding| Some(coding.coder) == me) {
            let latest = last.entry(coding.code).or_default();
            *latest = coding.id.0.max(*latest);
        }
        let mut last: Vec<(CodeId, u32)> = last.into_iter().collect();
        last.sort_by_key(|&(code, id)| (std::cmp::Reverse(id), code));
        last.into_iter().map(|(code, _)| Ok(self.path(code)?.to_string())).collect()
    }

    /// Does something and says what was done, when that is on the disk.
    pub(crate) fn act(&mut self, act: &Act) -> Result<String, Error> {
        let said = self.try_act(act)?;
        self.load()?;
        Ok(said)
    }

    fn try_act(&mut self, act: &Act) -> Result<String, Error> {
        let author = (self.clock)();
        match act {
            Act::Code { passage, codes } => {
                let ids = self.add_codings(&author, passage, codes)?;
                Ok(format!("coded {} [{}]", codes.join(", "), ids.join(", ")))
            }
            Act::NewCode { id, label, passage } => {
                let code = self.new_code(id, label.as_deref())?;
                self.study.add_code(&author, &code)?;
                self.add_codings(&author, passage, std::slice::from_ref(id))?;
                Ok(format!("made the code {id} and applied it"))
            }
            Act::Remove(id) => {
                let memos = self.study.remove_codings(&author, std::slice::from_ref(id))?;
                let memos = match memos {
                    0 => String::new(),
                    1 => " and the memo on it".to_owned(),
                    memos => format!(" and {memos} memos on it"),
                };
                Ok(format!("removed coding {id}{memos}"))
            }
            Act::Memo { about, id, title, text } => self.write_memo(&author, (about, id), title, text),
        }
    }

    fn add_codings(
        &mut self,
        author: &Author,
        passage: &Range<usize>,
        codes: &[String],
    ) -> Result<Vec<String>, Error> {
        let chars = |byte| self.open.text.chars_before(byte).unwrap_or_default();
        let position = Some((chars(passage.start), chars(passage.end)));
        let quote = self.text().get(passage.clone()).map(str::to_owned);
        let request = |code: &String| CodingRequest {
            document: self.name.clone(),
            // With its words: should the text have been corrected meanwhile, they are looked for.
            passage: Passage { position, quote: quote.clone(), before: None, after: None },
            code: code.clone(),
            coder: self.coder.clone(),
            weight: None,
            comment: None,
        };
        let requests: Vec<CodingRequest> = codes.iter().map(request).collect();
        self.study.add_codings(author, &requests)
    }

    fn new_code(&self, id: &str, label: Option<&str>) -> Result<Code, Error> {
        let mut code = Code::new(CodePath::new(id).map_err(Error::CodeId)?);
        if let Some(label) = label {
            code.label.insert(self.language()?, label.to_owned());
        }
        Ok(code)
    }

    fn write_memo(
        &mut self,
        author: &Author,
        (about, id): (&str, &Option<String>),
        title: &str,
        text: &str,
    ) -> Result<String, Error> {
        if let Some(id) = id {
            self.study.edit_memo(author, id, Some(title), Some(text))?;
            return Ok(format!("changed memo {id}"));
        }
        let request = MemoRequest {
            about: about.to_owned(),
            coder: self.coder.clone(),
            created: Some(author.at.clone()),
            title: title.to_owned(),
            text: text.to_owned(),
        };
        Ok(format!("wrote memo {} on {about}", self.study.add_memo(author, &request)?))
    }
}

/// What others have changed while one was coding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CaughtUp {
    /// The words of the document.
    Words,
    /// Anything else.
    Codings,
}
