//! The study as one coder works in it: one document, its codings, and every act, saved as it happens.

mod acts;
mod differing;
mod past;

use std::collections::BTreeMap;
use std::ops::Range;

use kwali_model::{
    CodeId, CodeKind, CodePath, CoderId, Coding, Document, DocumentId, Snapshot, Suggestion,
};
use kwali_study::{Author, DetailedCoding, Error, OpenDocument, Passage, Study};
use kwali_text::{Digest, Language, Span, union_chars};

use super::passage::passage_at;
use acts::Touched;
pub(crate) use acts::{Act, Done, whole_memo};
pub(crate) use differing::{Decision, SETTLED, anew_in_words};

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
    /// The coder, once they have coded anything.
    me: Option<CoderId>,
    clock: Clock,
    name: String,
    /// The words of the document.
    pub(crate) open: OpenDocument,
    /// The codings that are shown, in order of their places.
    pub(crate) codings: Vec<DetailedCoding>,
    /// The open suggestions in the document, in order of their places.
    pub(crate) suggestions: Vec<Suggested>,
    /// Whose codings are shown.
    pub(crate) whose: Whose,
    /// How many segments each code has, by its place in the code system.
    pub(crate) counts: Vec<Counts>,
    /// How many of the document's characters carry a code of the coder's.
    coded_chars: usize,
    /// True if something was done that is not read here yet.
    is_stale: bool,
    /// Of which document the words are, in which revision, and their digest.
    words: Option<(DocumentId, u32, Digest)>,
}

/// A passage that the program proposes for a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Suggested {
    /// Its id.
    pub(crate) id: String,
    /// Its bytes.
    pub(crate) passage: Range<usize>,
    /// The code.
    pub(crate) code: CodeId,
    /// What speaks for it.
    pub(crate) reasons: Vec<String>,
}

/// How many segments a code has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Counts {
    /// In the document.
    pub(crate) here: usize,
    /// In the study.
    pub(crate) everywhere: usize,
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
            me: None,
            clock,
            name: document.to_owned(),
            open: OpenDocument::default(),
            codings: Vec::new(),
            suggestions: Vec::new(),
            whose: Whose::Mine,
            counts: Vec::new(),
            coded_chars: 0,
            is_stale: false,
            words: None,
        };
        desk.load()?;
        Ok(desk)
    }

    /// Reads the document, if its words are others than before, and its codings; says whether they
    /// are.
    pub(crate) fn load(&mut self) -> Result<bool, Error> {
        let words = Some(self.words_now()?);
        let has_changed = self.words != words;
        if has_changed {
            self.open = self.study.open_document(&self.name)?;
            self.words = words;
        }
        let suggestions = self.study.open_suggestions(&self.name)?;
        self.suggestions = suggestions.into_iter().filter_map(suggested).collect();
        self.suggestions.sort_by_key(|one| one.passage.start);
        self.load_codings(Vec::new())?;
        self.is_stale = false;
        Ok(has_changed)
    }

    /// Reads what an act may have changed, of all that was read when the study was in this state; says
    /// whether the words are others than before.
    fn load_after(&mut self, touched: Touched, state: u64) -> Result<bool, Error> {
        let changes = self.study.changes_since(state)?;
        // Somebody else may have been quicker.
        let is_alone = changes.iter().all(|change| change.who == self.coder);
        if !is_alone || touched == Touched::Anything || self.words != Some(self.words_now()?) {
            return self.load();
        }
        match touched {
            Touched::Presence => self.load_known_codings()?,
            Touched::Codings | Touched::Anything => self.load_codings(Vec::new())?,
        }
        self.is_stale = false;
        Ok(false)
    }

    /// Tells the words of the document from others.
    fn words_now(&self) -> Result<(DocumentId, u32, Digest), Error> {
        let document = self.document()?;
        Ok((document.id, document.revision, document.digest))
    }

    /// Reads the codings that are shown; details of those that are here already are not read again.
    fn load_known_codings(&mut self) -> Result<(), Error> {
        let known = std::mem::take(&mut self.codings);
        self.load_codings(known)
    }

    /// Reads the codings that are shown, but for details that are known. Where that fails, those stay.
    fn load_codings(&mut self, mut known: Vec<DetailedCoding>) -> Result<(), Error> {
        let loaded = self.read_codings(&mut known);
        if loaded.is_err() && self.codings.is_empty() {
            self.codings = known;
        }
        loaded
    }

    fn read_codings(&mut self, known: &mut Vec<DetailedCoding>) -> Result<(), Error> {
        let snapshot = self.study.snapshot()?;
        let me = snapshot.coder_named(&self.coder).map(|coder| coder.id);
        let is_mine = |coding: &Coding| Some(coding.coder) == me;
        let shown = |coding: &Coding| self.whose == Whose::Everyones || is_mine(coding);
        let mut counts = vec![Counts::default(); snapshot.codes().len()];
        for coding in snapshot.codings().iter().filter(|coding| shown(coding)) {
            counts[coding.code.index()].everywhere += 1;
        }
        let here = snapshot.codings_in(self.document()?.id);
        for coding in here.iter().filter(|coding| shown(coding)) {
            counts[coding.code.index()].here += 1;
        }
        let mine = here.iter().filter(|coding| is_mine(coding));
        let coded_chars = union_chars(mine.map(|coding| coding.span));
        let codings = self.study.chosen_detailed_codings(&self.name, shown, known)?;
        (self.coded_chars, self.codings, self.counts) = (coded_chars, codings, counts);
        self.me = me;
        Ok(())
    }

    /// Reads anew what others have changed meanwhile; says what that was, `None` if nothing.
    pub(crate) fn catch_up(&mut self) -> Result<Option<CaughtUp>, Error> {
        if !self.study.refresh()? && !self.is_stale {
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
        self.load_known_codings()
    }

    /// True for a coding of a coder whose codings are shown.
    pub(crate) fn shows(&self, coding: &Coding) -> bool {
        self.whose == Whose::Everyones || self.is_mine(coding)
    }

    /// True for a coding of the coder who codes.
    pub(crate) fn is_mine(&self, coding: &Coding) -> bool {
        Some(coding.coder) == self.me
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

    /// Returns some bytes of the document as a passage that can be coded.
    pub(crate) fn passage(&self, bytes: &Range<usize>) -> Passage {
        passage_at(&self.open, bytes)
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

    /// Returns how many codings of the coder's a document has.
    pub(crate) fn n_own_codings(&self, document: &Document) -> usize {
        let codings = self.study.snapshot().map(|snapshot| snapshot.codings_in(document.id));
        codings.unwrap_or_default().iter().filter(|coding| self.is_mine(coding)).count()
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

    /// Returns the suggestions that begin within bytes of the text.
    pub(crate) fn suggestions_from(&self, bytes: Range<usize>) -> &[Suggested] {
        let before = |byte| self.suggestions.partition_point(|one| one.passage.start < byte);
        let first = before(bytes.start);
        &self.suggestions[first..before(bytes.end).max(first)]
    }

    /// Returns the suggestions that lie on a byte, the shortest first, by place in the list.
    pub(crate) fn suggestions_at(&self, bytes: &Range<usize>) -> Vec<usize> {
        let touches = |passage: &Range<usize>| {
            passage.start < bytes.end.max(bytes.start + 1) && bytes.start < passage.end
        };
        let all = 0..self.suggestions.len();
        let mut found: Vec<usize> =
            all.filter(|&at| touches(&self.suggestions[at].passage)).collect();
        found.sort_by_key(|&at| (self.suggestions[at].passage.len(), at));
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
}

fn suggested(suggestion: Suggestion) -> Option<Suggested> {
    let span = suggestion.place.span()?;
    Some(Suggested {
        id: suggestion.id.to_string(),
        passage: span.start()..span.end(),
        code: suggestion.code,
        reasons: suggestion.reasons,
    })
}

/// What others have changed while one was coding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CaughtUp {
    /// The words of the document.
    Words,
    /// Anything else.
    Codings,
}
