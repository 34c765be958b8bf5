//! The tree of codes.

use std::collections::BTreeMap;

use kwali_text::edit_distance;

use crate::{Code, CodeId, CodePath};

/// All codes of a study in their order, each with its parent before it or behind it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodeSystem {
    codes: Vec<Code>,
    by_path: BTreeMap<CodePath, CodeId>,
    parents: Vec<Option<CodeId>>,
}

/// Why codes do not make a tree.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CodeSystemError {
    /// Two codes have the same id.
    #[error("code `{0}` stands there twice")]
    Duplicate(CodePath),
    /// A code's parent is missing.
    #[error("code `{code}` has no parent: `{parent}` is not in the code system")]
    NoParent {
        /// The code.
        code: CodePath,
        /// What should have been its parent.
        parent: CodePath,
    },
}

impl CodeSystem {
    /// Returns the codes as a tree; their order is kept.
    pub fn new(codes: Vec<Code>) -> Result<CodeSystem, CodeSystemError> {
        let mut by_path = BTreeMap::new();
        for (number, code) in codes.iter().enumerate() {
            if by_path.insert(code.path.clone(), CodeId(number as u32)).is_some() {
                return Err(CodeSystemError::Duplicate(code.path.clone()));
            }
        }
        let parent_of = |code: &Code| match code.path.parent() {
            None => Ok(None),
            Some(parent) => match by_path.get(&parent) {
                Some(&id) => Ok(Some(id)),
                None => Err(CodeSystemError::NoParent { code: code.path.clone(), parent }),
            },
        };
        let parents = codes.iter().map(parent_of).collect::<Result<_, _>>()?;
        Ok(CodeSystem { codes, by_path, parents })
    }

    /// Returns the codes in order.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// Returns the number of codes.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// True if there is no code.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Returns the ids in order.
    pub fn ids(&self) -> impl Iterator<Item = CodeId> + use<> {
        (0..self.codes.len() as u32).map(CodeId)
    }

    /// Returns the code of an id of this code system.
    pub fn code(&self, id: CodeId) -> &Code {
        &self.codes[id.index()]
    }

    /// Returns the id of a path.
    pub fn id(&self, path: &CodePath) -> Option<CodeId> {
        self.by_path.get(path).copied()
    }

    /// Returns the parent, `None` at the top.
    pub fn parent(&self, id: CodeId) -> Option<CodeId> {
        self.parents[id.index()]
    }

    /// Returns the parent, its parent and so on up to the top.
    pub fn ancestors(&self, id: CodeId) -> impl Iterator<Item = CodeId> + '_ {
        std::iter::successors(self.parent(id), |&above| self.parent(above))
    }

    /// Returns the code and all below it, in order.
    pub fn with_descendants(&self, id: CodeId) -> Vec<CodeId> {
        self.ids()
            .filter(|&other| other == id || self.ancestors(other).any(|above| above == id))
            .collect()
    }

    /// Returns the codes so that each stands below its parent, those of one parent in study order.
    pub fn in_tree_order(&self) -> Vec<CodeId> {
        let mut children: BTreeMap<Option<CodeId>, Vec<CodeId>> = BTreeMap::new();
        for id in self.ids() {
            children.entry(self.parent(id)).or_default().push(id);
        }
        let mut order = Vec::with_capacity(self.len());
        let mut next: Vec<CodeId> = children.remove(&None).unwrap_or_default();
        next.reverse();
        while let Some(id) = next.pop() {
            order.push(id);
            next.extend(children.remove(&Some(id)).unwrap_or_default().into_iter().rev());
        }
        order
    }

    /// True if no code has this one as its parent.
    pub fn is_leaf(&self, id: CodeId) -> bool {
        !self.parents.contains(&Some(id))
    }

    /// Returns the depth in the tree, 0 at the top.
    pub fn level(&self, id: CodeId) -> usize {
        self.ancestors(id).count()
    }

    /// Returns the codes nearest to `typed`, best first: for "did you mean".
    ///
    /// A code counts as near when its last part or its whole id equals what was typed but for case,
    /// contains it, or differs in at most a third of the letters.
    pub fn near(&self, typed: &str) -> Vec<&CodePath> {
        let wanted = kwali_text::fold(typed);
        let last = wanted.rsplit('.').next().unwrap_or(&wanted);
        let mut scored: Vec<(usize, &CodePath)> = self
            .codes
            .iter()
            .filter_map(|code| {
                distance(&kwali_text::fold(code.path.as_str()), &wanted, last)
                    .map(|d| (d, &code.path))
            })
            .collect();
        scored.sort_by_key(|&(distance, _)| distance);
        scored.into_iter().map(|(_, path)| path).take(3).collect()
    }
}

fn distance(path: &str, wanted: &str, last: &str) -> Option<usize> {
    let name = path.rsplit('.').next().unwrap_or(path);
    if path == wanted || name == last {
        return Some(0);
    }
    let edits = edit_distance(path, wanted).min(edit_distance(name, last));
    let allowed = (last.chars().count() / 3).max(1);
    let contained = last.len() > 2 && path.contains(last);
    (edits <= allowed || contained).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(paths: &[&str]) -> Result<CodeSystem, CodeSystemError> {
        let code = |path: &&str| Code::new(CodePath::new(path).unwrap());
        CodeSystem::new(paths.iter().map(code).collect())
    }

    #[test]
    fn the_tree_follows_the_paths_and_keeps_the_order() {
        let system = system(&["b.y", "a", "b", "b.y.z", "b.x"]).unwrap();
        let paths = |ids: Vec<CodeId>| -> Vec<String> {
            ids.into_iter().map(|id| system.code(id).path.to_string()).collect()
        };
        assert_eq!(paths(system.with_descendants(CodeId(2))), ["b.y", "b", "b.y.z", "b.x"]);
        assert_eq!(paths(system.ancestors(CodeId(3)).collect()), ["b.y", "b"]);
        assert_eq!(system.level(CodeId(3)), 2);
        assert!(system.is_leaf(CodeId(1)) && !system.is_leaf(CodeId(0)));
    }

    #[test]
    fn in_the_tree_each_code_stands_below_its_parent() {
        let system = system(&["b.y", "a", "b", "b.x", "b.y.z"]).unwrap();
        let order = system.in_tree_order();
        let order: Vec<&str> = order.iter().map(|id| system.code(*id).path.as_str()).collect();
        assert_eq!(order, ["a", "b", "b.y", "b.y.z", "b.x"]);
    }

    #[test]
    fn twins_and_orphans_are_refused() {
        let path = |id: &str| CodePath::new(id).unwrap();
        assert_eq!(system(&["a", "a"]), Err(CodeSystemError::Duplicate(path("a"))));
        assert_eq!(
            system(&["a.b"]),
            Err(CodeSystemError::NoParent { code: path("a.b"), parent: path("a") })
        );
        assert!(system(&[]).unwrap().is_empty());
    }

    #[test]
    fn a_mistyped_code_has_a_near_one() {
        let system = system(&["barrier", "barrier.workload", "enabler"]).unwrap();
        for typed in ["workload", "barrier.worklaod", "Barrier.Workload", "x.workload"] {
            assert_eq!(system.near(typed)[0].as_str(), "barrier.workload", "{typed}");
        }
        assert!(system.near("qqqqqq").is_empty());
    }
}
