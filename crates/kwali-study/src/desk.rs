//! What a coder has on the desk: one document with its codings, and whether it is still so.

use std::collections::{BTreeSet, HashMap, HashSet};

use kwali_model::{
    Code, CodeId, CodePath, CoderId, Coding, CodingDetail, CodingId, Document, Layout, Snapshot,
};
use kwali_store::Author;
use kwali_text::Text;

use crate::codings::placed_coding;
use crate::directory::Directory;
use crate::{CodingRequest, Error, Study};

/// The words of one document and how they are laid out.
#[derive(Clone, Debug, Default)]
pub struct OpenDocument {
    /// The words.
    pub text: Text,
    /// Paragraphs and turns.
    pub layout: Layout,
}

/// A coding with what belongs to it but to no count.
#[derive(Clone, Debug)]
pub struct DetailedCoding {
    /// The coding.
    pub coding: Coding,
    /// Its id as people and files know it.
    pub name: String,
    /// Comment, time and origin.
    pub detail: CodingDetail,
    /// True if there are memos on it.
    pub has_memos: bool,
}

/// Codings of some codes and coders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChosenCodings {
    codes: Option<BTreeSet<CodeId>>,
    coders: BTreeSet<CoderId>,
}

impl ChosenCodings {
    /// True for a coding that is among them.
    pub fn has(&self, coding: &Coding) -> bool {
        self.codes.as_ref().is_none_or(|codes| codes.contains(&coding.code))
            && (self.coders.is_empty() || self.coders.contains(&coding.coder))
    }
}

impl Study {
    /// Returns the document of a name.
    pub fn document(&self, name: &str) -> Result<&Document, Error> {
        document_called(self.snapshot()?, name)
    }

    /// Returns which codings have one of these codes, or one below it, and are of one of these
    /// coders; of no codes all, of no coders all.
    pub fn chosen_codings(
        &self,
        codes: &[String],
        coders: &[String],
    ) -> Result<ChosenCodings, Error> {
        let coders = coders.iter().map(|name| self.coder(name)).collect::<Result<_, _>>()?;
        let codes = self.rows(codes)?.map(|codes| codes.into_iter().collect());
        Ok(ChosenCodings { codes, coders })
    }

    /// Returns the words and the layout of one document.
    pub fn open_document(&self, name: &str) -> Result<OpenDocument, Error> {
        let document = document_called(self.snapshot()?, name)?;
        let (text, layout) = (self.text(document)?, self.store.layout(document.id)?);
        Ok(OpenDocument { text, layout })
    }

    /// Returns the codings of one document in study order, with their details.
    pub fn detailed_codings(&self, document: &str) -> Result<Vec<DetailedCoding>, Error> {
        self.chosen_detailed_codings(document, |_| true, &mut Vec::new())
    }

    /// Like [`Study::detailed_codings`], for some of the codings, of which details are `known` that have
    /// not changed since: these are not read again, and taken from there, unless there is an error.
    pub fn chosen_detailed_codings(
        &self,
        document: &str,
        is_chosen: impl Fn(&Coding) -> bool,
        known: &mut Vec<DetailedCoding>,
    ) -> Result<Vec<DetailedCoding>, Error> {
        let snapshot = self.snapshot()?;
        let id = document_called(snapshot, document)?.id;
        let codings = snapshot.codings_in(id).iter().filter(|coding| is_chosen(coding));
        let ids: HashSet<CodingId> = known.iter().map(|coding| coding.coding.id).collect();
        let unknown = codings.clone().map(|coding| coding.id).filter(|id| !ids.contains(id));
        let mut details = self.store.details_of(&unknown.collect())?;
        let with_memos = self.store.codings_with_memos()?;
        let mut known: HashMap<CodingId, DetailedCoding> =
            known.drain(..).map(|coding| (coding.coding.id, coding)).collect();
        let detailed = |coding: &Coding| {
            let has_memos = with_memos.contains(&coding.id);
            if let Some(known) = known.remove(&coding.id) {
                return DetailedCoding { coding: *coding, has_memos, ..known };
            }
            let detail = details.remove(&coding.id).unwrap_or_default();
            let name = detail.name.clone().unwrap_or_else(|| coding.id.to_string());
            DetailedCoding { coding: *coding, name, detail, has_memos }
        };
        Ok(codings.map(detailed).collect())
    }

    /// Forgets what was read if somebody has changed the study since, and says whether that is so.
    pub fn refresh(&mut self) -> Result<bool, Error> {
        let Some(read) = self.frame_state() else { return Ok(false) };
        let is_stale = self.store.state()? != read;
        if is_stale {
            self.keep_up();
        }
        Ok(is_stale)
    }

    /// Adds a code, with the codes above it that are not there yet, and gives it to a passage;
    /// returns the coding's id.
    ///
    /// The code that the request names is not asked for. A code that is there already is an error.
    pub fn add_code_to(
        &mut self,
        author: &Author,
        code: &Code,
        request: &CodingRequest,
    ) -> Result<String, Error> {
        self.change(author, |change, snapshot| {
            if snapshot.codes().id(&code.path).is_some() {
                return Err(Error::CodeTaken(code.path.to_string()));
            }
            let above = std::iter::successors(code.path.parent(), CodePath::parent);
            let missing = above.filter(|path| snapshot.codes().id(path).is_none());
            let mut codes: Vec<Code> = missing.map(Code::new).collect();
            codes.reverse();
            codes.push(code.clone());
            change.put_codes(&codes)?;
            let mut directory = Directory::of(snapshot);
            let known = (request, &code.path);
            let new = placed_coding(author, (&mut *change, snapshot), &mut directory, known)?;
            let ids = change.add_codings(&[new])?;
            ids.first().map_or(Ok(String::new()), |&id| Ok(change.coding_name(id)?))
        })
    }
}

/// Returns the document of a name, or an error that names one like it.
pub(crate) fn document_called<'a>(
    snapshot: &'a Snapshot,
    name: &str,
) -> Result<&'a Document, Error> {
    snapshot.document_named(name).ok_or_else(|| {
        let names = snapshot.documents().iter().map(|document| document.name.as_str());
        let near = kwali_text::nearest(name, names).map(str::to_owned);
        Error::unknown("document", name, near.into_iter().collect())
    })
}
