//! The suggestions of a study, and deciding about them.

use std::collections::{BTreeMap, BTreeSet};

use kwali_coding::is_same;
use kwali_model::{
    CodeId, CodePath, CoderId, Coding, CodingDetail, CodingId, Decision, DocumentId, Origin,
    Snapshot, Suggestion, SuggestionState, Verdict, Way,
};
use kwali_store::{Author, Change, NewCoding};
use kwali_text::Table;

use crate::codings::filled;
use crate::desk::document_called;
use crate::directory::Directory;
use crate::memos::unknown_code;
use crate::variables::{read_table, report_of};
use crate::{Error, Notice, Study};

/// Which suggestions are meant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SuggestionFilter {
    /// For these codes and those below them; where none is named, for all.
    pub codes: Vec<String>,
    /// In these documents; where none is named, in all.
    pub documents: Vec<String>,
    /// Found this way; `None` for either.
    pub way: Option<Way>,
    /// What has become of them; `None` for whatever.
    pub state: Option<SuggestionState>,
}

/// Suggestions about which somebody decides.
#[derive(Clone, Debug)]
pub enum SuggestionChoice {
    /// Those with these numbers.
    Numbered(Vec<String>),
    /// The open ones that are meant.
    Matching(SuggestionFilter),
    /// Those for which a table has this verdict in its column `decision`.
    Table {
        /// The name of the file.
        file: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
}

/// What was decided.
#[derive(Debug, Default)]
pub struct Decided {
    /// About how many suggestions.
    pub decided: usize,
    /// How many of them became codings; the others were coded so by the same coder already.
    pub codings: usize,
    /// How many had been decided so before.
    pub before: usize,
    /// Rows of the table that were left out, and why.
    pub notices: Vec<Notice>,
}

impl Study {
    /// Returns the suggestions that are meant, by document in study order and by where they stand.
    pub fn suggestions(&self, filter: &SuggestionFilter) -> Result<Vec<Suggestion>, Error> {
        let snapshot = self.without_codings()?;
        let mut suggestions = self.store.suggestions(snapshot)?;
        suggestions.retain(meant(snapshot, filter)?);
        Ok(suggestions)
    }

    /// Returns the suggestions in one document about which nobody has decided, by where they stand.
    pub fn open_suggestions(&self, document: &str) -> Result<Vec<Suggestion>, Error> {
        let snapshot = self.snapshot()?;
        let id = document_called(snapshot, document)?.id;
        let mut suggestions = self.store.suggestions_in(snapshot, id)?;
        suggestions.retain(|suggestion| suggestion.state() == SuggestionState::Open);
        Ok(suggestions)
    }

    /// Decides about suggestions, in one change: what is accepted becomes codings of the coder.
    pub fn decide_suggestions(
        &mut self,
        author: &Author,
        (verdict, coder): (Verdict, &str),
        choice: &SuggestionChoice,
    ) -> Result<Decided, Error> {
        let coder = filled(Some(coder)).ok_or(Error::NoCoder)?;
        self.change(author, |change, snapshot| {
            let known = change.suggestions(snapshot)?;
            let mut decided = Decided::default();
            let (chosen, notices) = chosen(snapshot, &known, (verdict, choice))?;
            decided.notices = notices;
            let is_new = |suggestion: &&&Suggestion| {
                suggestion.decision.as_ref().is_none_or(|decision| decision.verdict != verdict)
            };
            let new: Vec<&Suggestion> = chosen.iter().filter(is_new).copied().collect();
            decided.before = chosen.len() - new.len();
            decided.decided = new.len();
            if new.is_empty() {
                return Ok(decided);
            }
            let coder = Directory::of(snapshot).coder(change, coder, None)?;
            let codings = match verdict {
                Verdict::Accepted => accept((change, snapshot), (author, coder), &new)?,
                Verdict::Rejected => refuse(change, &new)?,
            };
            decided.codings = codings.made;
            let decision = |coding: &Option<CodingId>| Decision {
                verdict,
                coder,
                at: Some(author.at.clone()),
                coding: *coding,
            };
            let decisions = new.iter().zip(&codings.ids);
            let decisions: Vec<_> =
                decisions.map(|(suggestion, coding)| (suggestion.id, decision(coding))).collect();
            change.decide_suggestions(verdict, &decisions)?;
            Ok(decided)
        })
    }
}

/// Returns whether a suggestion is meant, where all that is named is there.
fn meant(
    snapshot: &Snapshot,
    filter: &SuggestionFilter,
) -> Result<impl Fn(&Suggestion) -> bool + use<>, Error> {
    let documents: BTreeSet<DocumentId> = filter
        .documents
        .iter()
        .map(|name| Ok(document_called(snapshot, name)?.id))
        .collect::<Result<_, Error>>()?;
    let mut codes: BTreeSet<CodeId> = BTreeSet::new();
    for typed in &filter.codes {
        let code = CodePath::new(typed).ok().and_then(|path| snapshot.codes().id(&path));
        let code = code.ok_or_else(|| unknown_code(snapshot, typed))?;
        codes.extend(snapshot.codes().with_descendants(code));
    }
    let (way, state) = (filter.way, filter.state);
    Ok(move |suggestion: &Suggestion| {
        (documents.is_empty() || documents.contains(&suggestion.document))
            && (codes.is_empty() || codes.contains(&suggestion.code))
            && way.is_none_or(|way| way == suggestion.way)
            && state.is_none_or(|state| state == suggestion.state())
    })
}

/// Returns the suggestions about which is to be decided, and what is wrong with a table of them.
fn chosen<'a>(
    snapshot: &Snapshot,
    known: &'a [Suggestion],
    (verdict, choice): (Verdict, &SuggestionChoice),
) -> Result<(Vec<&'a Suggestion>, Vec<Notice>), Error> {
    match choice {
        SuggestionChoice::Numbered(ids) => Ok((numbered(known, ids)?, Vec::new())),
        SuggestionChoice::Matching(filter) => {
            let is_meant = meant(snapshot, filter)?;
            let is_open = |one: &&Suggestion| one.state() == SuggestionState::Open;
            let open = known.iter().filter(|one| is_open(one) && is_meant(one));
            Ok((open.collect(), Vec::new()))
        }
        SuggestionChoice::Table { file, bytes } => {
            let table = read_table(file, bytes)?;
            Rows { file, table: &table, snapshot, known }.with(verdict)
        }
    }
}

/// The codings that suggestions became, in their order.
struct Became {
    ids: Vec<Option<CodingId>>,
    /// How many are new.
    made: usize,
}

/// Makes codings of suggestions; where the coder gave the very passage that code already, that is
/// the coding it became.
fn accept(
    (change, snapshot): (&mut Change<'_>, &Snapshot),
    (author, coder): (&Author, CoderId),
    suggestions: &[&Suggestion],
) -> Result<Became, Error> {
    let mut ids = Vec::with_capacity(suggestions.len());
    let mut new = Vec::new();
    for suggestion in suggestions {
        let span = suggestion.place.span();
        let span = span.ok_or_else(|| Error::LostSuggestion(suggestion.id.to_string()))?;
        let (document, code) = (suggestion.document, suggestion.code);
        let wanted = Coding { id: CodingId(0), document, span, code, coder, weight: None };
        let there = snapshot.codings_in(document).iter();
        let same = there.copied().find(|coding| is_same(coding, &wanted));
        ids.push(same.map(|coding| coding.id));
        if same.is_none() {
            new.push(NewCoding {
                document,
                span,
                code: snapshot.codes().code(code).path.clone(),
                coder,
                weight: None,
                detail: CodingDetail {
                    name: None,
                    comment: None,
                    created: Some(author.at.clone()),
                    origin: Origin::Suggestion,
                },
            });
        }
    }
    let mut made = change.add_codings(&new)?.into_iter();
    for id in ids.iter_mut().filter(|id| id.is_none()) {
        *id = made.next();
    }
    Ok(Became { ids, made: new.len() })
}

/// Makes sure that none of the suggestions is a coding.
fn refuse(change: &Change<'_>, suggestions: &[&Suggestion]) -> Result<Became, Error> {
    for suggestion in suggestions {
        let became = suggestion.decision.as_ref().and_then(|decision| decision.coding);
        if let Some(coding) = became
            && change.has_coding(coding)?
        {
            let (suggestion, coding) = (suggestion.id.to_string(), change.coding_name(coding)?);
            return Err(Error::AcceptedSuggestion { suggestion, coding });
        }
    }
    Ok(Became { ids: vec![None; suggestions.len()], made: 0 })
}

/// Returns the suggestions with these numbers, each once.
fn numbered<'a>(known: &'a [Suggestion], ids: &[String]) -> Result<Vec<&'a Suggestion>, Error> {
    let by_number = by_number(known);
    let mut chosen: BTreeMap<&str, &Suggestion> = BTreeMap::new();
    for id in ids {
        let suggestion = by_number.get(id.as_str()).copied();
        let suggestion = suggestion.ok_or_else(|| Error::unknown("suggestion", id, Vec::new()))?;
        chosen.insert(id, suggestion);
    }
    Ok(chosen.into_values().collect())
}

fn by_number(known: &[Suggestion]) -> BTreeMap<String, &Suggestion> {
    known.iter().map(|suggestion| (suggestion.id.to_string(), suggestion)).collect()
}

/// A table in which somebody decided, as `kwali suggest list` writes it.
struct Rows<'t, 'a> {
    file: &'t str,
    table: &'t Table,
    snapshot: &'t Snapshot,
    known: &'a [Suggestion],
}

impl<'a> Rows<'_, 'a> {
    /// Returns the suggestions for which a row has this verdict, and what is wrong with rows.
    fn with(&self, verdict: Verdict) -> Result<(Vec<&'a Suggestion>, Vec<Notice>), Error> {
        let column = |name: &'static str, wanted| {
            let no_column = || Error::NoColumn { file: self.file.to_owned(), wanted };
            self.table.column(name).ok_or_else(no_column)
        };
        let (id, decision) = (column("id", "`id`")?, column("decision", "`decision`")?);
        let by_number = by_number(self.known);
        let mut notices = report_of(self.file, self.table).notices;
        let mut chosen: BTreeMap<String, &Suggestion> = BTreeMap::new();
        for row in &self.table.rows {
            let mut problem = |message: String, hint: &str| {
                let message = format!("{}:{}: {message}", self.file, row.line);
                notices.push(Notice::error(message, Some(hint.to_owned())));
            };
            let Some(written) = row.get(Some(decision)) else { continue };
            let Some(decided) = verdict_of(written) else {
                problem(
                    "its `decision` is neither `accept` nor `reject`".to_owned(),
                    "leave the cell empty to decide later",
                );
                continue;
            };
            let number = row.get(Some(id)).unwrap_or_default();
            match by_number.get(number) {
                None => problem(
                    format!("there is no suggestion `{number}`"),
                    "`kwali suggest list --state all` tells what there is",
                ),
                Some(suggestion) if !self.is_about(row, suggestion) => problem(
                    format!("suggestion {number} is about another passage or code"),
                    "write the list anew: the table is of another study, or the study has changed",
                ),
                Some(suggestion) if decided == verdict => {
                    chosen.insert(number.to_owned(), suggestion);
                }
                Some(_) => {}
            }
        }
        Ok((chosen.into_values().collect(), notices))
    }

    /// True unless the row names another document or code, or another place, than the suggestion.
    fn is_about(&self, row: &kwali_text::Row, suggestion: &Suggestion) -> bool {
        let document = self.snapshot.document(suggestion.document);
        let code = self.snapshot.codes().code(suggestion.code).path.as_str();
        let start = suggestion.place.position().0.to_string();
        let is = |column: &str, expected: &str| {
            row.get(self.table.column(column)).is_none_or(|cell| cell == expected)
        };
        is("document", document.map_or("", |document| document.name.as_str()))
            && is("code", code)
            && is("start", &start)
    }
}

/// Returns what a cell says, `accept` and `accepted` alike.
fn verdict_of(written: &str) -> Option<Verdict> {
    match written.trim().to_lowercase().as_str() {
        "accept" | "accepted" => Some(Verdict::Accepted),
        "reject" | "rejected" => Some(Verdict::Rejected),
        _ => None,
    }
}
