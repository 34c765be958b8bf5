//! What a revision of the code system comes to in a study.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::Query;
use kwali_model::{
    Code, CodeId, CodePath, CodingDetail, CodingId, DocumentId, LostCoding, Snapshot,
};
use kwali_store::Change;

use super::FateOfCodings;
use super::uniting::Uniting;
use crate::Error;
use crate::memos::unknown_code;
use crate::saved::rewrite;

/// A revision that was held against the study.
pub(super) enum Plan {
    Renamed {
        from: CodePath,
        to: CodePath,
    },
    Merged {
        from: CodePath,
        into: CodePath,
    },
    Split {
        from: CodePath,
        new: CodePath,
        codings: Vec<CodingId>,
    },
    /// The lowest codes first.
    Deleted {
        codes: Vec<CodePath>,
        to: Option<CodePath>,
    },
}

impl Plan {
    pub(super) fn renamed(
        snapshot: &Snapshot,
        from: CodePath,
        to: CodePath,
    ) -> Result<Plan, Error> {
        if from == to {
            return Err(Error::CodeThereAlready(from.to_string()));
        }
        if from.is_ancestor_of(&to) {
            let to = to.parent().unwrap_or(to).to_string();
            return Err(Error::CodeIntoItself { code: from.to_string(), to });
        }
        let to = new_path(snapshot, to.as_str())?;
        Ok(Plan::Renamed { from, to })
    }

    pub(super) fn merged(
        snapshot: &Snapshot,
        from: CodePath,
        into: CodePath,
    ) -> Result<Plan, Error> {
        if from == into {
            return Err(Error::CodeWithItself(from.to_string()));
        }
        if from.is_ancestor_of(&into) {
            let (code, to) = (from.to_string(), into.to_string());
            return Err(Error::CodeIntoItself { code, to });
        }
        for below in below(snapshot, &from) {
            let to = CodePath::new(&below.as_str().replacen(from.as_str(), into.as_str(), 1));
            if let Ok(to) = to
                && snapshot.codes().id(&to).is_some()
                && !from.is_ancestor_of(&to)
            {
                return Err(Error::CodeTaken(to.to_string()));
            }
        }
        Ok(Plan::Merged { from, into })
    }

    pub(super) fn deleted(
        (snapshot, lost): (&Snapshot, &[LostCoding]),
        code: CodePath,
        codings: &FateOfCodings,
    ) -> Result<Plan, Error> {
        let mut codes = below(snapshot, &code);
        codes.push(code.clone());
        codes.sort_by_key(|path| std::cmp::Reverse(path.depth()));
        let to = match codings {
            FateOfCodings::To(to) => Some(known(snapshot, to)?),
            FateOfCodings::None | FateOfCodings::Removed => None,
        };
        if let Some(to) = to.as_ref().filter(|to| codes.contains(to)) {
            return Err(Error::CodingsToDeleted(to.to_string()));
        }
        let is_lost = |lost: &&LostCoding| codes.contains(&snapshot.codes().code(lost.code).path);
        let n_lost = lost.iter().filter(is_lost).count();
        let n_codings = codings_of(snapshot, &codes).count() + n_lost;
        if *codings == FateOfCodings::None && n_codings > 0 {
            return Err(Error::CodeHasCodings { code: code.to_string(), codings: n_codings });
        }
        if to.is_none() {
            let by: Vec<String> = snapshot
                .queries()
                .iter()
                .filter(|saved| Query::parse(&saved.text).is_ok_and(|query| names(&query, &code)))
                .map(|saved| saved.name.clone())
                .collect();
            if !by.is_empty() {
                return Err(Error::CodeInQueries { code: code.to_string(), by });
            }
        }
        Ok(Plan::Deleted { codes, to })
    }

    /// The codes that a plan bears on, as they are called before it.
    pub(super) fn codes(&self, snapshot: &Snapshot) -> Vec<CodePath> {
        match self {
            Plan::Renamed { from, .. } | Plan::Merged { from, .. } => {
                [vec![from.clone()], below(snapshot, from)].concat()
            }
            Plan::Split { from, .. } => vec![from.clone()],
            Plan::Deleted { codes, .. } => codes.clone(),
        }
    }

    /// Returns a saved query as it is behind the revision.
    pub(super) fn rewritten(&self, query: &Query) -> Query {
        match self {
            Plan::Renamed { from, to } | Plan::Merged { from, into: to } => {
                query.with_code_renamed(from, to)
            }
            Plan::Deleted { codes, to: Some(to) } => {
                codes.iter().fold(query.clone(), |query, code| query.with_code_renamed(code, to))
            }
            Plan::Split { .. } | Plan::Deleted { .. } => query.clone(),
        }
    }

    /// The ids of codes before and after.
    pub(super) fn paths(&self, codes: &[CodePath]) -> Vec<(Option<CodePath>, Option<CodePath>)> {
        let along = |from: &CodePath, to: &CodePath, code: &CodePath| {
            CodePath::new(&code.as_str().replacen(from.as_str(), to.as_str(), 1)).ok()
        };
        let after = |code: &CodePath| match self {
            Plan::Renamed { from, to } => along(from, to, code),
            Plan::Merged { from, into } if code != from => along(from, into, code),
            Plan::Merged { .. } | Plan::Split { .. } | Plan::Deleted { .. } => None,
        };
        match self {
            Plan::Split { new, .. } => vec![(None, Some(new.clone()))],
            _ => codes.iter().map(|code| (Some(code.clone()), after(code))).collect(),
        }
    }

    /// Returns which codings become one, where codings get the code of others.
    pub(super) fn uniting(
        &self,
        snapshot: &Snapshot,
        details: &BTreeMap<CodingId, CodingDetail>,
    ) -> Option<Uniting> {
        match self {
            Plan::Merged { from, into } => {
                Some(Uniting::of(snapshot, details, (std::slice::from_ref(from), into)))
            }
            Plan::Deleted { codes, to: Some(to) } => {
                Some(Uniting::of(snapshot, details, (codes, to)))
            }
            _ => None,
        }
    }

    pub(super) fn carry_out(
        &self,
        change: &mut Change<'_>,
        snapshot: &Snapshot,
    ) -> Result<(), Error> {
        let uniting = self.uniting(snapshot, &change.coding_details()?);
        match self {
            Plan::Renamed { from, to } => {
                change.rename_code(from, to)?;
                change.order_codes(&order(&all_codes(snapshot), from, to))?;
            }
            Plan::Merged { from, into } => {
                recode(change, uniting, into)?;
                let mut codes = all_codes(snapshot);
                for child in children(snapshot, from) {
                    let to = under(Some(into), child.name())?;
                    change.rename_code(&child, &to)?;
                    codes = order(&codes, &child, &to);
                }
                change.order_codes(&codes)?;
                change.hand_over_code(from, into)?;
                change.delete_code(from)?;
            }
            Plan::Split { from, new, codings } => {
                change.add_code_of_others(&Code::new(new.clone()))?;
                change.order_codes(&placed(all_codes(snapshot), vec![new.clone()]))?;
                change.recode(codings, new)?;
                change.copy_unread(from, new)?;
            }
            Plan::Deleted { codes, to: Some(to) } => {
                recode(change, uniting, to)?;
                for code in codes {
                    change.hand_over_code(code, to)?;
                    change.delete_code(code)?;
                }
            }
            Plan::Deleted { codes, to: None } => {
                for (coding, _) in codings_of(snapshot, codes) {
                    change.remove_coding(coding)?;
                }
                for lost in change.lost_codings(snapshot)? {
                    if codes.contains(&snapshot.codes().code(lost.code).path) {
                        change.remove_coding(lost.id)?;
                    }
                }
                for code in codes {
                    change.delete_code(code)?;
                }
            }
        }
        rewrite(change, snapshot, |query| self.rewritten(query))
    }
}

fn recode(change: &mut Change<'_>, uniting: Option<Uniting>, to: &CodePath) -> Result<(), Error> {
    let Some(uniting) = uniting else { return Ok(()) };
    for same in &uniting.same {
        change.unite_codings(same)?;
    }
    Ok(change.recode(&uniting.moved, to)?)
}

/// Returns the code of this id, which must be there.
pub(super) fn known(snapshot: &Snapshot, code: &str) -> Result<CodePath, Error> {
    let path = CodePath::new(code).ok().filter(|path| snapshot.codes().id(path).is_some());
    path.ok_or_else(|| unknown_code(snapshot, code))
}

/// Returns an id that no code has, and whose parent is there.
pub(super) fn new_path(snapshot: &Snapshot, id: &str) -> Result<CodePath, Error> {
    let path = CodePath::new(id).map_err(Error::CodeId)?;
    if snapshot.codes().id(&path).is_some() {
        return Err(Error::CodeTaken(id.to_owned()));
    }
    match path.parent() {
        Some(parent) if snapshot.codes().id(&parent).is_none() => {
            Err(unknown_code(snapshot, parent.as_str()))
        }
        _ => Ok(path),
    }
}

pub(super) fn under(parent: Option<&CodePath>, name: &str) -> Result<CodePath, Error> {
    let path = match parent {
        Some(parent) => CodePath::new(&format!("{parent}.{name}")),
        None => CodePath::new(name),
    };
    path.map_err(Error::CodeId)
}

/// All codes in order.
fn all_codes(snapshot: &Snapshot) -> Vec<CodePath> {
    snapshot.codes().codes().iter().map(|code| code.path.clone()).collect()
}

/// The codes below a code, in order.
fn below(snapshot: &Snapshot, code: &CodePath) -> Vec<CodePath> {
    let codes = snapshot.codes().codes().iter().map(|code| &code.path);
    codes.filter(|path| code.is_ancestor_of(path)).cloned().collect()
}

fn children(snapshot: &Snapshot, code: &CodePath) -> Vec<CodePath> {
    let is_child = |path: &CodePath| path.parent().as_ref() == Some(code);
    below(snapshot, code).into_iter().filter(is_child).collect()
}

pub(super) fn codings_of<'a>(
    snapshot: &'a Snapshot,
    codes: &[CodePath],
) -> impl Iterator<Item = (CodingId, DocumentId)> + use<'a> {
    let ids: BTreeSet<CodeId> = codes.iter().filter_map(|path| snapshot.codes().id(path)).collect();
    let codings = snapshot.codings().iter().filter(move |coding| ids.contains(&coding.code));
    codings.map(|coding| (coding.id, coding.document))
}

/// True if a query names a code or one below it.
fn names(query: &Query, code: &CodePath) -> bool {
    // Another id that no code has shows whether it would be put in.
    CodePath::new("\u{fffd}").is_ok_and(|other| query.with_code_renamed(code, &other) != *query)
}

/// The order of all codes when one has another id: behind the last code under its new parent, or
/// where it was if it stays under the same.
fn order(codes: &[CodePath], from: &CodePath, to: &CodePath) -> Vec<CodePath> {
    let renamed = |path: &CodePath| {
        let is_going = path == from || from.is_ancestor_of(path);
        let new = is_going.then(|| path.as_str().replacen(from.as_str(), to.as_str(), 1));
        new.and_then(|new| CodePath::new(&new).ok())
    };
    if from.parent() == to.parent() {
        return codes.iter().map(|path| renamed(path).unwrap_or_else(|| path.clone())).collect();
    }
    let going: Vec<CodePath> = codes.iter().filter_map(renamed).collect();
    let staying = codes.iter().filter(|path| renamed(path).is_none()).cloned().collect();
    placed(staying, going)
}

/// Puts codes behind the last one under the parent of the first of them, or at the end.
fn placed(mut codes: Vec<CodePath>, new: Vec<CodePath>) -> Vec<CodePath> {
    let parent = new.first().and_then(CodePath::parent);
    let is_beside = |path: &CodePath| match &parent {
        Some(parent) => path == parent || parent.is_ancestor_of(path),
        None => true,
    };
    let behind = codes.iter().rposition(is_beside).map_or(codes.len(), |place| place + 1);
    codes.splice(behind..behind, new);
    codes
}
