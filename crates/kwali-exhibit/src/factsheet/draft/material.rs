//! What is in a study that a template can be about.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{
    NamedKind, Query, Subcodes, Term, Unit, Wanted, query_of_code, rows_below, top_codes,
};
use kwali_model::{
    CodeId, CodeKind, CodePath, CoderId, Scope, Snapshot, Values, Variable, VariableKind,
};

use super::DraftRequest;
use crate::Language;
use crate::exhibits::code_label;

/// From so many codings on it is worth looking which codes occur together.
pub(super) const ENOUGH_CODINGS: usize = 50;

/// A variable with more values than so many is no table that can be read.
const MOST_VALUES: usize = 12;

/// The most rows that a table of a section has; if there are more, only the highest codes are shown.
const MOST_ROWS: usize = 30;

/// Parts of names of variables that say how people were interviewed.
const MODES: [&str; 5] = ["mode", "vorm", "method", "type", "wijze"];

/// What is in a study, and what is wanted of it.
pub(super) struct Material<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) language: Language,
    /// The codes that make a section each.
    pub(super) branches: Vec<CodeId>,
    /// The variable that says whose perspective something is.
    pub(super) by: Option<String>,
    pub(super) code_changes: &'a BTreeMap<String, usize>,
}

impl<'a> Material<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, request: &'a DraftRequest) -> Material<'a> {
        let code = |id: &String| snapshot.codes().id(&CodePath::new(id).ok()?);
        let named: Vec<CodeId> = request.branches.iter().filter_map(code).collect();
        Material {
            snapshot,
            language: request.language,
            branches: if named.is_empty() { branches(snapshot) } else { named },
            by: request.by.clone(),
            code_changes: &request.code_changes,
        }
    }

    /// Returns one of two wordings.
    pub(super) fn choose<T>(&self, english: T, dutch: T) -> T {
        self.language.choose(english, dutch)
    }

    /// People are counted, or documents where nobody is known.
    pub(super) fn unit(&self) -> Unit {
        match self.snapshot.participants().is_empty() {
            true => Unit::Documents,
            false => Unit::Participants,
        }
    }

    /// Returns what people or documents are called in a sentence.
    pub(super) fn units(&self) -> &'static str {
        match self.unit() {
            Unit::Participants => self.choose("participants", "deelnemers"),
            _ => self.choose("interviews", "interviews"),
        }
    }

    pub(super) fn label(&self, code: CodeId) -> &str {
        code_label(self.snapshot, code, self.language)
    }

    /// Returns the query for a code with those below it.
    pub(super) fn query(&self, code: CodeId) -> String {
        query_of_code(self.snapshot.codes(), code, Subcodes::Included).to_string()
    }

    /// Returns how many levels below a code are shown, `None` for all.
    pub(super) fn depth(&self, codes: &[CodeId]) -> Option<usize> {
        let n_rows = |depth: Option<usize>| -> usize {
            codes.iter().map(|&code| rows_below(self.snapshot.codes(), code, depth).len()).sum()
        };
        if n_rows(None) <= MOST_ROWS {
            return None;
        }
        Some(if n_rows(Some(1)) <= MOST_ROWS { 1 } else { 0 })
    }

    /// Returns the branches with the most codings, in the order of the code system.
    pub(super) fn busiest(&self, most: usize) -> Vec<CodeId> {
        let n_codings = |branch: CodeId| {
            let below = rows_below(self.snapshot.codes(), branch, None);
            self.snapshot.codings().iter().filter(|coding| below.contains(&coding.code)).count()
        };
        let mut branches: Vec<(usize, CodeId)> =
            self.branches.iter().map(|&branch| (n_codings(branch), branch)).collect();
        branches.sort_by_key(|(n, _)| Reverse(*n));
        branches.truncate(most);
        let mut busiest: Vec<CodeId> = branches.into_iter().map(|(_, branch)| branch).collect();
        busiest.sort_unstable();
        busiest
    }

    /// Returns the query for the codings that count: of the busiest coder, where several coded.
    pub(super) fn counted(&self) -> String {
        let mut codings: BTreeMap<CoderId, usize> = BTreeMap::new();
        for coding in self.snapshot.codings() {
            *codings.entry(coding.coder).or_default() += 1;
        }
        // Of two who coded as much, the first.
        let busiest = codings.iter().rev().max_by_key(|(_, n)| **n);
        let coder = busiest.and_then(|(&id, _)| self.snapshot.coder(id));
        let query = coder.filter(|_| codings.len() > 1).map(|coder| {
            let name = Wanted::Is(coder.name.clone());
            Query::of(Term::Named { kind: NamedKind::Coder, name })
        });
        query.unwrap_or_default().to_string()
    }

    /// Returns the variables whose values make a table that can be read.
    pub(super) fn groupings(&self, scope: Scope) -> Vec<&'a Variable> {
        let variables = self.snapshot.variables().iter();
        variables.filter(|v| v.scope == scope && groups(self.snapshot, v)).collect()
    }

    /// Returns the variables with numbers that anybody has.
    pub(super) fn numbers(&self, scope: Scope) -> Vec<&'a Variable> {
        let is_number = |variable: &&Variable| {
            variable.scope == scope
                && variable.kind == VariableKind::Number
                && values(self.snapshot, variable).next().is_some()
        };
        self.snapshot.variables().iter().filter(is_number).collect()
    }

    /// Returns the variable of documents that says when they were made.
    pub(super) fn date(&self) -> Option<&'a Variable> {
        self.snapshot.variables().iter().find(|variable| {
            variable.scope == Scope::Document && variable.kind == VariableKind::Date
        })
    }

    /// Returns the variables of documents for the rows and the columns of a table of interviews.
    pub(super) fn of_interviews(&self) -> (Option<&'a Variable>, Option<&'a Variable>) {
        let variables = self.groupings(Scope::Document);
        let is_mode = |variable: &&&Variable| MODES.iter().any(|mode| variable.name.contains(mode));
        let mode = variables.iter().find(is_mode).copied();
        let place = variables.iter().copied().find(|variable| Some(*variable) != mode);
        if place.is_some() { (place, mode) } else { (mode, None) }
    }
}

/// Returns the codes that make a section each: those at the top, but not conclusions.
pub(super) fn branches(snapshot: &Snapshot) -> Vec<CodeId> {
    let codes = snapshot.codes();
    let is_applied = |code: &CodeId| codes.code(*code).kind != CodeKind::Conclusion;
    top_codes(codes).into_iter().filter(is_applied).collect()
}

/// Returns `role`, or else the first variable of participants whose values make a table.
pub(super) fn perspective(snapshot: &Snapshot) -> Option<&Variable> {
    let role = snapshot.variable(Scope::Participant, "role");
    role.filter(|role| values(snapshot, role).next().is_some()).or_else(|| {
        let mut variables = snapshot.variables().iter();
        variables.find(|v| v.scope == Scope::Participant && groups(snapshot, v))
    })
}

/// The values that documents or participants have.
fn values<'a>(snapshot: &'a Snapshot, variable: &'a Variable) -> impl Iterator<Item = &'a str> {
    let of: Vec<&Values> = match variable.scope {
        Scope::Document => snapshot.documents().iter().map(|document| &document.values).collect(),
        Scope::Participant => snapshot.participants().iter().map(|person| &person.values).collect(),
    };
    of.into_iter().filter_map(|values| values.get(&variable.id)).map(String::as_str)
}

/// True if the values put people or documents into groups: words, not too many, and not one each.
fn groups(snapshot: &Snapshot, variable: &Variable) -> bool {
    let known = values(snapshot, variable).count();
    let different: BTreeSet<&str> =
        values(snapshot, variable).flat_map(|value| value.split(';')).map(str::trim).collect();
    variable.kind == VariableKind::Text
        && (2..=MOST_VALUES).contains(&different.len())
        && different.len() < known
}
