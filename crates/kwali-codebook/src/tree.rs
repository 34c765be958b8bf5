//! From codes as they are written to codes at their places in the tree.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{Code, CodePath};
use kwali_text::nearest;

use crate::draft::Draft;
use crate::{Problem, ProblemKind};

/// Codes in order, each with the line on which it stands; `None` for those that were added.
pub(crate) struct Codes {
    pub(crate) codes: Vec<Code>,
    pub(crate) lines: Vec<Option<usize>>,
}

/// Returns the codes that the drafts describe.
///
/// Of two with the same id the first is kept; parents that are missing are added before their first
/// child; codes that are each other's parents come to the top.
pub(crate) fn plant(drafts: Vec<Draft>, file: &str, problems: &mut Vec<Problem>) -> Codes {
    let paths = Paths::of(&drafts, file, problems);
    let mut first_lines: BTreeMap<CodePath, usize> = BTreeMap::new();
    let mut placed: Vec<(Draft, CodePath)> = Vec::new();
    for (draft, path) in drafts.into_iter().zip(paths.by_draft) {
        let path = match path {
            Ok(path) => path,
            Err(what) => {
                problems.push(Problem::at(file, draft.line, what));
                continue;
            }
        };
        if let Some(&first) = first_lines.get(&path) {
            let what = ProblemKind::Duplicate { code: path, first };
            problems.push(Problem::at(file, draft.line, what));
            continue;
        }
        first_lines.insert(path.clone(), draft.line);
        placed.push((draft, path));
    }
    let mut known: BTreeSet<CodePath> = first_lines.into_keys().collect();
    let mut codes = Codes { codes: Vec::new(), lines: Vec::new() };
    for (draft, path) in placed {
        for parent in missing_parents(&path, &known) {
            let what = missing_parent(&path, &parent, &known);
            problems.push(Problem::at(file, draft.line, what));
            known.insert(parent.clone());
            codes.codes.push(Code::new(parent));
            codes.lines.push(None);
        }
        codes.lines.push(Some(draft.line));
        codes.codes.push(draft.into_code(path, file, problems));
    }
    codes
}

/// The ancestors that are not there, the highest first.
fn missing_parents(path: &CodePath, known: &BTreeSet<CodePath>) -> Vec<CodePath> {
    let ancestors = std::iter::successors(path.parent(), CodePath::parent);
    let mut missing: Vec<CodePath> = ancestors.filter(|parent| !known.contains(parent)).collect();
    missing.reverse();
    missing
}

fn missing_parent(code: &CodePath, parent: &CodePath, known: &BTreeSet<CodePath>) -> ProblemKind {
    let others = known.iter().filter(|other| *other != code && !parent.is_ancestor_of(other));
    let nearest = nearest(parent.as_str(), others.map(CodePath::as_str));
    let nearest = nearest.and_then(|path| CodePath::new(path).ok());
    ProblemKind::MissingParent { code: code.clone(), parent: parent.clone(), nearest }
}

/// The place of each draft, or why it has none.
struct Paths {
    by_draft: Vec<Result<CodePath, ProblemKind>>,
}

impl Paths {
    fn of(drafts: &[Draft], file: &str, problems: &mut Vec<Problem>) -> Paths {
        let mut resolver = Resolver::new(drafts);
        for draft in 0..drafts.len() {
            if let Some(cycle) = resolver.resolve(draft) {
                problems.push(resolver.cycle_problem(&cycle, file));
            }
        }
        for draft in drafts {
            if let Some(what) = resolver.disagreement(draft) {
                problems.push(Problem::at(file, draft.line, what));
            }
        }
        let path = |(draft, id): (&Draft, Option<String>)| {
            draft.written_id()?;
            CodePath::new(&id.unwrap_or_default()).map_err(ProblemKind::BadId)
        };
        Paths { by_draft: drafts.iter().zip(resolver.resolved).map(path).collect() }
    }
}

/// Follows `parent` from code to code.
struct Resolver<'a> {
    drafts: &'a [Draft],
    by_id: BTreeMap<&'a str, usize>,
    resolved: Vec<Option<String>>,
}

impl<'a> Resolver<'a> {
    fn new(drafts: &'a [Draft]) -> Resolver<'a> {
        let mut by_id = BTreeMap::new();
        for (number, draft) in drafts.iter().enumerate() {
            if let Some(id) = &draft.id {
                by_id.entry(id.as_str()).or_insert(number);
            }
        }
        Resolver { drafts, by_id, resolved: vec![None; drafts.len()] }
    }

    /// Works out the path of a draft and of all above it; returns a cycle where it meets one.
    fn resolve(&mut self, draft: usize) -> Option<Vec<usize>> {
        let mut chain: Vec<usize> = Vec::new();
        let mut on_chain = BTreeSet::new();
        let mut cycle = None;
        let mut next = Some(draft);
        while let Some(number) = next.filter(|&number| self.resolved[number].is_none()) {
            if !on_chain.insert(number) {
                let from = chain.iter().position(|&other| other == number).unwrap_or(0);
                let members = chain.split_off(from);
                for &member in &members {
                    self.resolved[member] = self.drafts[member].id.clone();
                }
                cycle = Some(members);
                break;
            }
            chain.push(number);
            next = self.parent(number);
        }
        for number in chain.into_iter().rev() {
            self.resolved[number] = self.path_below_parent(number);
        }
        cycle
    }

    /// The draft that a draft names as its parent; `None` where its id alone says its place.
    fn parent(&self, number: usize) -> Option<usize> {
        let draft = &self.drafts[number];
        if draft.id.as_ref()?.contains('.') {
            return None;
        }
        self.by_id.get(draft.parent.as_deref()?).copied()
    }

    fn path_below_parent(&self, number: usize) -> Option<String> {
        let draft = &self.drafts[number];
        let id = draft.id.clone()?;
        let Some(parent) = draft.parent.as_ref().filter(|_| !id.contains('.')) else {
            return Some(id);
        };
        let above = self.parent(number).and_then(|above| self.resolved[above].as_ref());
        Some(format!("{}.{id}", above.unwrap_or(parent)))
    }

    fn cycle_problem(&self, cycle: &[usize], file: &str) -> Problem {
        let first = cycle.iter().enumerate().min_by_key(|&(_, number)| number);
        let start = first.map_or(0, |(place, _)| place);
        let members = cycle.iter().cycle().skip(start).take(cycle.len() + 1);
        let ids = members.map(|&number| self.drafts[number].id.clone().unwrap_or_default());
        Problem::at(file, self.drafts[cycle[start]].line, ProblemKind::Cycle(ids.collect()))
    }

    /// Says where a dotted id and a parent do not fit together.
    fn disagreement(&self, draft: &Draft) -> Option<ProblemKind> {
        let (id, parent) = (draft.id.as_ref()?, draft.parent.as_ref()?);
        let (by_id, _) = id.rsplit_once('.')?;
        let named =
            self.by_id.get(parent.as_str()).and_then(|&above| self.resolved[above].as_deref());
        if by_id == parent || named == Some(by_id) {
            return None;
        }
        Some(ProblemKind::ParentDisagrees { code: id.clone(), parent: parent.clone() })
    }
}
