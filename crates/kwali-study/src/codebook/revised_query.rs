//! What becomes of saved queries when the code system is revised.

use std::collections::BTreeSet;

use kwali_analysis::{CodeReach, Query, Term};
use kwali_model::{Code, CodePath, CodingId, DocumentId, SavedQuery};
use kwali_text::Span;

use super::plan::Plan;
use crate::{Error, Retrieved, Study};

/// A saved query that a revision of the code system rewrites, or that finds something else behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RevisedQuery {
    /// Its name.
    pub name: String,
    /// What it says now.
    pub before: String,
    /// What it says behind the revision: the same, unless it names a code that has another id then.
    pub after: String,
    /// What it finds; `None` where it has no answer, now or behind the revision.
    pub found: Option<Found>,
    /// Why it may say something else behind the revision, whatever it finds.
    pub doubts: Vec<QueryDoubt>,
}

/// Why a query may say something else when a code in it becomes another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QueryDoubt {
    /// Two codes in it, as they are asked for, become the same.
    SameCode {
        /// The two.
        codes: [String; 2],
        /// What both become.
        then: String,
    },
    /// The code that comes instead has segments that the code did not have, or has codes below it
    /// that may get some.
    OtherSegments {
        /// The code, as it is asked for.
        code: String,
        /// What comes instead.
        then: String,
    },
}

/// What a query finds before and behind a revision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// What it finds: `segments`, or `spans` that it makes of them.
    pub unit: &'static str,
    /// How many it finds now.
    pub before: usize,
    /// How many behind the revision.
    pub after: usize,
    /// Whether they are the same.
    pub is_same: bool,
}

/// What a query finds, to be compared.
#[derive(PartialEq, Eq)]
enum Findings {
    Codings(BTreeSet<CodingId>),
    Spans(BTreeSet<(DocumentId, Span)>),
}

impl RevisedQuery {
    /// Returns the saved queries that say or find something else in the study behind a revision.
    pub(super) fn all(
        plan: &Plan,
        (before, after): (&Study, &Study),
    ) -> Result<Vec<RevisedQuery>, Error> {
        let (now, then) = (before.snapshot()?.queries(), after.snapshot()?.queries());
        let mut queries = Vec::new();
        for saved in now {
            // A revision neither deletes queries nor gives them other names.
            let Some(rewritten) = then.iter().find(|other| other.name == saved.name) else {
                continue;
            };
            let found = found((before, saved), (after, rewritten));
            let query = RevisedQuery {
                name: saved.name.clone(),
                before: saved.text.clone(),
                after: rewritten.text.clone(),
                found,
                doubts: doubts(plan, (before, after), saved)?,
            };
            if query.is_rewritten() || query.finds_others() || !query.doubts.is_empty() {
                queries.push(query);
            }
        }
        Ok(queries)
    }

    /// True if it names a code that has another id behind the revision.
    pub fn is_rewritten(&self) -> bool {
        self.before != self.after
    }

    /// True if it finds other segments behind the revision.
    pub fn finds_others(&self) -> bool {
        self.found.is_some_and(|found| !found.is_same)
    }
}

/// Returns why a query may say something else behind a plan, with the saved queries in it.
fn doubts(
    plan: &Plan,
    (before, after): (&Study, &Study),
    saved: &SavedQuery,
) -> Result<Vec<QueryDoubt>, Error> {
    let snapshot = before.snapshot()?;
    // One that cannot be read stays as it is.
    let Ok(query) = Query::read(&saved.text, snapshot) else { return Ok(Vec::new()) };
    let becomes = |term: Term| (Query::of(term.clone()), plan.rewritten(&Query::of(term)));
    let codes: Vec<(Query, Query)> = query.code_terms().into_iter().map(becomes).collect();
    let mut doubts = Vec::new();
    for (place, (code, then)) in codes.iter().enumerate() {
        if let Some((other, _)) = codes[..place].iter().find(|(_, other)| other == then) {
            let codes = [other.to_string(), code.to_string()];
            doubts.push(QueryDoubt::SameCode { codes, then: then.to_string() });
        }
        if code != then && has_others((before, code), (after, then))? {
            let (code, then) = (code.to_string(), then.to_string());
            doubts.push(QueryDoubt::OtherSegments { code, then });
        }
    }
    Ok(doubts)
}

/// True if a code that comes instead of another has other segments than it, or was there before and
/// has codes below it.
fn has_others(
    (before, code): (&Study, &Query),
    (after, then): (&Study, &Query),
) -> Result<bool, Error> {
    let (codes_before, codes_after) = (before.snapshot()?.codes(), after.snapshot()?.codes());
    let stays = |code: &&Code| codes_after.id(&code.path).is_some();
    let staying: Vec<&CodePath> =
        codes_before.codes().iter().filter(stays).map(|code| &code.path).collect();
    if then.code_terms().iter().any(|term| is_above_one_of(term, &staying)) {
        return Ok(true);
    }
    let [was, is] = [(before, code), (after, then)]
        .map(|(study, query)| Findings::of(study, &query.to_string()));
    Ok(was? != is?)
}

fn is_above_one_of(term: &Term, codes: &[&CodePath]) -> bool {
    let Term::Code { path, reach: CodeReach::WithDescendants } = term else { return false };
    CodePath::new(path).is_ok_and(|path| codes.iter().any(|code| path.is_ancestor_of(code)))
}

/// Compares what a query finds in two studies; `None` where one of them has no answer.
fn found(before: (&Study, &SavedQuery), after: (&Study, &SavedQuery)) -> Option<Found> {
    let findings = |(study, saved): (&Study, &SavedQuery)| Findings::of(study, &saved.text).ok();
    let (before, after) = (findings(before)?, findings(after)?);
    let (unit, is_same) = (before.unit(), before == after);
    Some(Found { unit, before: before.len(), after: after.len(), is_same })
}

impl Findings {
    fn of(study: &Study, query: &str) -> Result<Findings, Error> {
        let answer = study.ask(query)?;
        let codings = answer.part.snapshot().codings();
        Ok(match answer.found {
            Retrieved::Codings(places) => {
                Findings::Codings(places.into_iter().map(|place| codings[place].id).collect())
            }
            Retrieved::Spans(spans) => {
                Findings::Spans(spans.into_iter().map(|made| (made.document, made.span)).collect())
            }
        })
    }

    fn unit(&self) -> &'static str {
        match self {
            Findings::Codings(_) => "segments",
            Findings::Spans(_) => "spans",
        }
    }

    fn len(&self) -> usize {
        match self {
            Findings::Codings(codings) => codings.len(),
            Findings::Spans(spans) => spans.len(),
        }
    }
}
