//! All segments of a code, and going to one of them.

use kwali_model::{CodeId, CodePath, Coding};
use kwali_study::Error;

use super::{Choice, Message, Pane, Session};
use crate::screen::areas::ROOM_FOR_TREE;
use crate::screen::desk::Counts;
use crate::screen::finder::{Entry, Finder};
use crate::screen::selection::Selection;

/// How many characters of a segment stand in the list.
const EXCERPT: usize = 200;

impl Session {
    /// Asks of which code the segments are to be listed; that of the coding here comes first.
    pub(super) fn choose_segments(&mut self) -> Result<(), Error> {
        let mut entries = self.counted_entries()?;
        if let Some(at) = self.here() {
            let code = self.desk.path(self.desk.codings[at].coding.code)?.as_str();
            entries.sort_by_key(|entry| entry.id != code);
        }
        self.pane = Pane::Finder(Finder::new(entries), Choice::SegmentsOf);
        Ok(())
    }

    /// Returns the code tree as a list: how many segments each code has here and in the study.
    fn counted_entries(&self) -> Result<Vec<Entry>, Error> {
        let snapshot = self.desk.snapshot()?;
        let (codes, language) = (snapshot.codes(), snapshot.language());
        let entry = |id: CodeId| {
            let (code, counts) = (codes.code(id), self.desk.counts[id.index()]);
            let label = code.label_in(language);
            let Counts { here, everywhere } = counts;
            let told = format!("{label}  {here} here, {everywhere} in the study");
            Entry::new(code.path.as_str(), &told, code.label.values().map(String::as_str))
        };
        Ok(codes.in_tree_order().into_iter().map(entry).collect())
    }

    /// Shows the code tree beside the page, or hides it; on a narrow screen, shows it as a list.
    pub(super) fn toggle_tree(&mut self) -> Result<(), Error> {
        if self.areas.whole.width >= ROOM_FOR_TREE {
            self.shows_tree = !self.shows_tree;
            return self.lay_out();
        }
        let entries = self.counted_entries()?;
        self.pane = Pane::Finder(Finder::new(entries), Choice::SegmentsOf);
        Ok(())
    }

    /// Lists the segments of a code in all documents, of the coders whose codings are shown.
    pub(super) fn list_segments(&mut self, code: &str) -> Result<(), Error> {
        let snapshot = self.desk.snapshot()?;
        let id = CodePath::new(code).ok().and_then(|path| snapshot.codes().id(&path));
        let mut entries = Vec::new();
        for document in snapshot.documents() {
            let place = snapshot.document_place(document.id).unwrap_or_default();
            let codings = snapshot.codings_at(place).iter();
            let listed: Vec<&Coding> = codings
                .filter(|coding| Some(coding.code) == id && self.desk.shows(coding))
                .collect();
            if listed.is_empty() {
                continue;
            }
            let text = self.desk.study().text(document)?;
            entries.extend(listed.into_iter().map(|coding| {
                let words =
                    text.slice(coding.span).split_whitespace().collect::<Vec<_>>().join(" ");
                let excerpt: String = words.chars().take(EXCERPT).collect();
                let label = format!("{}: {excerpt}", document.name);
                Entry::new(&coding.id.to_string(), &label, [label.as_str()])
            }));
        }
        match entries.is_empty() {
            true => self.message = Message::said(format!("{code} has no segments yet")),
            false => {
                let choice = Choice::Segment(code.to_owned());
                self.pane = Pane::Finder(Finder::new(entries), choice);
            }
        }
        Ok(())
    }

    /// Goes to a coding, wherever it is.
    pub(super) fn go_to_segment(&mut self, id: &str) -> Result<(), Error> {
        let snapshot = self.desk.snapshot()?;
        let coding = snapshot.codings().iter().find(|coding| coding.id.to_string() == id);
        let Some(coding) = coding.copied() else {
            self.message = Message::said("this coding is not there any more");
            return Ok(());
        };
        let document = snapshot.document(coding.document).map(|document| document.name.clone());
        if let Some(name) = document.filter(|name| name != self.desk.name()) {
            self.desk.go_to(&name)?;
            self.begin()?;
        }
        self.selection = Selection::of(coding.span.start()..coding.span.end());
        self.turn_here = 0;
        self.keep_in_view();
        Ok(())
    }
}
