//! What two codebooks have differently.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{Code, CodePath, Wording};
use kwali_text::Language;

/// What a second codebook has otherwise than the first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Difference {
    /// Only the second has this code.
    Added(CodePath),
    /// Only the first has this code.
    Removed(CodePath),
    /// A code whose last part is another, under the same parent, and what is said of it is the same.
    Renamed {
        /// Its id in the first.
        from: CodePath,
        /// Its id in the second.
        to: CodePath,
    },
    /// A code that has another parent.
    Moved {
        /// Its id in the first.
        from: CodePath,
        /// Its id in the second.
        to: CodePath,
    },
    /// Something is said otherwise of a code.
    Changed {
        /// Its id in the second.
        code: CodePath,
        /// Of what: `label.nl`, `definition.en`, `include`, …
        field: String,
        /// In the first.
        before: Option<String>,
        /// In the second.
        after: Option<String>,
    },
}

/// Returns what the second codebook has otherwise than the first, in the order of the codes.
///
/// A code that has another id is told as renamed or moved if only one code of the other codebook
/// can be meant: under the same parent, with the same label or definition; or elsewhere, with the
/// same last part. Codes below it that keep their last parts go with it and are not told apart.
/// The order of codes does not matter.
pub fn compare(first: &[Code], second: &[Code]) -> Vec<Difference> {
    let matched = Matching::of(first, second);
    let mut differences = Vec::new();
    let by_path: BTreeMap<&CodePath, &Code> =
        second.iter().map(|code| (&code.path, code)).collect();
    for code in first {
        let Some(to) = matched.to.get(&code.path) else {
            differences.push(Difference::Removed(code.path.clone()));
            continue;
        };
        if *to != matched.expected(&code.path) {
            let (from, to) = (code.path.clone(), to.clone());
            let is_moved = matched.parent(&from) != to.parent();
            differences.push(match is_moved {
                true => Difference::Moved { from, to },
                false => Difference::Renamed { from, to },
            });
        }
        if let Some(other) = by_path.get(to) {
            changes(code, other, &mut differences);
        }
    }
    let known: BTreeSet<&CodePath> = matched.to.values().collect();
    let added = second.iter().map(|code| &code.path).filter(|path| !known.contains(path));
    differences.extend(added.cloned().map(Difference::Added));
    differences
}

/// Which code of the second codebook is which of the first.
struct Matching {
    to: BTreeMap<CodePath, CodePath>,
}

impl Matching {
    fn of(first: &[Code], second: &[Code]) -> Matching {
        let mut matching = Matching { to: BTreeMap::new() };
        let mut free: BTreeMap<&CodePath, &Code> =
            second.iter().map(|code| (&code.path, code)).collect();
        for code in first {
            if free.remove(&code.path).is_some() {
                matching.to.insert(code.path.clone(), code.path.clone());
            }
        }
        // Parents first, since what is below them goes with them.
        let mut left: Vec<&Code> =
            first.iter().filter(|code| !matching.to.contains_key(&code.path)).collect();
        left.sort_by_key(|code| code.path.depth());
        for (place, code) in left.iter().enumerate() {
            let expected = matching.expected(&code.path);
            let rivals = [&left[..place], &left[place + 1..]].concat();
            let found = match free.contains_key(&expected) {
                true => Some(expected),
                false => matching.other(code, &rivals, &free),
            };
            if let Some(to) = found {
                free.remove(&to);
                matching.to.insert(code.path.clone(), to);
            }
        }
        matching
    }

    /// The parent of a code, as it is called in the second codebook.
    fn parent(&self, path: &CodePath) -> Option<CodePath> {
        let parent = path.parent()?;
        Some(self.to.get(&parent).cloned().unwrap_or(parent))
    }

    /// The id that a code has in the second codebook if it only went with its parent.
    fn expected(&self, path: &CodePath) -> CodePath {
        let parent = self.parent(path);
        let joined =
            parent.and_then(|parent| CodePath::new(&format!("{parent}.{}", path.name())).ok());
        joined.unwrap_or_else(|| path.clone())
    }

    /// The only code of the second codebook that can be meant by one that is not there.
    fn other(
        &self,
        code: &Code,
        rivals: &[&Code],
        free: &BTreeMap<&CodePath, &Code>,
    ) -> Option<CodePath> {
        let is_renamed = |code: &Code, other: &Code| {
            other.path.parent() == self.parent(&code.path) && says_the_same(code, other)
        };
        let is_moved = |code: &Code, other: &Code| other.path.name() == code.path.name();
        only_match((code, rivals), free, is_renamed)
            .or_else(|| only_match((code, rivals), free, is_moved))
    }
}

/// The only code that follows a rule for this one, if it does so for no rival.
fn only_match(
    (code, rivals): (&Code, &[&Code]),
    free: &BTreeMap<&CodePath, &Code>,
    rule: impl Fn(&Code, &Code) -> bool,
) -> Option<CodePath> {
    let other = only(free.values().copied().filter(|other| rule(code, other)))?;
    let has_rival = rivals.iter().any(|rival| rule(rival, other));
    (!has_rival).then(|| other.path.clone())
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// True if two codes have a label or a definition in common.
fn says_the_same(a: &Code, b: &Code) -> bool {
    let shares =
        |a: &Wording, b: &Wording| a.iter().any(|(language, words)| b.get(language) == Some(words));
    shares(&a.label, &b.label) || shares(&a.definition, &b.definition)
}

/// Adds what is said otherwise of a code.
fn changes(old: &Code, new: &Code, differences: &mut Vec<Difference>) {
    let (before, after) = (fields(old), fields(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for field in names {
        let (before, after) = (before.get(field), after.get(field));
        if before != after {
            differences.push(Difference::Changed {
                code: new.path.clone(),
                field: field.clone(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
}

/// What is said of a code, by the names that a codebook file has for it.
fn fields(code: &Code) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for (name, wording) in [("label", &code.label), ("definition", &code.definition)] {
        let of_language = |(language, words): (&Language, &String)| {
            (format!("{name}.{}", language.code()), words.clone())
        };
        fields.extend(wording.iter().map(of_language));
    }
    for (language, keywords) in &code.keywords {
        fields.insert(format!("keywords.{}", language.code()), keywords.join("; "));
    }
    let rules =
        [("include", &code.include), ("exclude", &code.exclude), ("example", &code.example)];
    for (name, words) in rules {
        fields.extend(words.clone().map(|words| (name.to_owned(), words)));
    }
    fields.extend(code.colour.map(|colour| ("colour".to_owned(), colour.to_string())));
    fields.insert("kind".to_owned(), code.kind.name().to_owned());
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes as ids, with a label behind `=`.
    fn codes(typed: &str) -> Vec<Code> {
        let code = |typed: &str| {
            let (path, label) = typed.split_once('=').unwrap_or((typed, ""));
            let mut code = Code::new(CodePath::new(path).unwrap());
            if !label.is_empty() {
                code.label.insert(Language::dutch(), label.to_owned());
            }
            code
        };
        typed.split_whitespace().map(code).collect()
    }

    #[track_caller]
    fn check(first: &str, second: &str, expected: &[&str]) {
        let told = |difference: &Difference| match difference {
            Difference::Added(path) => format!("+{path}"),
            Difference::Removed(path) => format!("-{path}"),
            Difference::Renamed { from, to } => format!("{from}~{to}"),
            Difference::Moved { from, to } => format!("{from}>{to}"),
            Difference::Changed { code, field, .. } => format!("{code}:{field}"),
        };
        let differences = compare(&codes(first), &codes(second));
        assert_eq!(differences.iter().map(told).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn added_removed_and_changed_codes_are_told() {
        check("a b=B", "b=B a", &[]);
        check("a b=B", "a b=C c", &["b:label.nl", "+c"]);
        check("a b", "a", &["-b"]);
    }

    #[test]
    fn a_code_under_another_id_is_renamed_or_moved_if_only_one_can_be_meant() {
        check("a=A b=B", "c=A b=B", &["a~c"]);
        check("a=A a.x=X b=B", "c=A c.x=Y b=B", &["a~c", "c.x:label.nl"]);
        check("a b a.x=X", "a b b.x=X", &["a.x>b.x"]);
        check("a b a.x b.x c", "a b c c.x", &["-a.x", "-b.x", "+c.x"]);
        check("a=A b=A", "c=A", &["-a", "-b", "+c"]);
        check("a", "b", &["-a", "+b"]);
    }
}
