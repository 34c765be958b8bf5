//! In which documents a query can select anything.

use std::collections::BTreeSet;

use kwali_model::{DocumentId, Snapshot};
use kwali_text::Phrase;

use super::{Condition, Expression, Located, Lookup, NamedKind, Query, Selection, Term, Wanted};

/// Documents by place in study order; `None` for all of them.
type Reach = Option<Vec<bool>>;

impl Query {
    /// Returns the only documents in which the words in it let a coding meet it, or `None` if it may
    /// be any of them; before it is known whether the study has what else is named.
    ///
    /// Saved queries must be [filled in](Query::filled_in). A query in which `*` stands in the name
    /// of a document, group, speaker or participant may be met anywhere: what it means depends on
    /// all names of the study. So may one that makes spans. `documents_with` returns the documents
    /// that have a coding with a phrase in its segment.
    ///
    /// # Errors
    ///
    /// Those of `documents_with`.
    pub fn reach_of_words<E>(
        &self,
        documents_with: &dyn Fn(&Phrase) -> Result<BTreeSet<DocumentId>, E>,
    ) -> Result<Option<BTreeSet<DocumentId>>, E> {
        let mut has_pattern = false;
        self.expression().each_term(&mut |term| has_pattern |= is_pattern(term));
        match has_pattern {
            true => Ok(None),
            false => words_of(self.expression(), documents_with),
        }
    }
}

/// True if a term means all names of the study that are like one.
fn is_pattern(term: &Term) -> bool {
    match term {
        Term::Named { kind, name: Wanted::Is(name) } => {
            *kind != NamedKind::Coder && name.contains('*')
        }
        _ => false,
    }
}

fn words_of<E>(
    expression: &Expression,
    documents_with: &dyn Fn(&Phrase) -> Result<BTreeSet<DocumentId>, E>,
) -> Result<Option<BTreeSet<DocumentId>>, E> {
    match expression {
        Expression::All(parts) => {
            let mut all: Option<BTreeSet<DocumentId>> = None;
            for part in parts {
                let of_part = words_of(part, documents_with)?;
                all = match (all, of_part) {
                    (Some(all), Some(part)) => Some(&all & &part),
                    (all, part) => all.or(part),
                };
            }
            Ok(all)
        }
        Expression::Any(parts) => {
            let mut any = BTreeSet::new();
            for part in parts {
                let Some(of_part) = words_of(part, documents_with)? else { return Ok(None) };
                any.extend(of_part);
            }
            Ok(Some(any))
        }
        Expression::Term(Located { term: Term::Words(typed), .. }) => match Phrase::parse(typed) {
            Ok(phrase) => documents_with(&phrase).map(Some),
            // What is wrong with it is said where names are checked.
            Err(_) => Ok(None),
        },
        Expression::Not(_) | Expression::Term(_) => Ok(None),
    }
}

impl Selection {
    /// Returns the only documents in which a coding can meet it, by place in study order, or `None`
    /// if it may be any of them.
    ///
    /// Whether one does is not looked at: codings need not be in the snapshot. `has_phrase` says by
    /// place which documents have a coding with a phrase in its segment.
    ///
    /// # Errors
    ///
    /// Those of `has_phrase`.
    pub fn reach<E>(
        &self,
        snapshot: &Snapshot,
        has_phrase: &dyn Fn(&Phrase) -> Result<Vec<bool>, E>,
    ) -> Result<Option<Vec<bool>>, E> {
        Reaching { selection: self, snapshot, has_phrase }.of(&self.condition)
    }
}

struct Reaching<'a, E> {
    selection: &'a Selection,
    snapshot: &'a Snapshot,
    has_phrase: &'a dyn Fn(&Phrase) -> Result<Vec<bool>, E>,
}

impl<E> Reaching<'_, E> {
    fn of(&self, condition: &Condition) -> Result<Reach, E> {
        Ok(match condition {
            Condition::All(parts) => {
                let mut reach = None;
                for part in parts {
                    reach = in_both(reach, self.of(part)?);
                }
                reach
            }
            Condition::Any(parts) => {
                let mut reach = Some(vec![false; self.snapshot.documents().len()]);
                for part in parts {
                    reach = in_either(reach, self.of(part)?);
                }
                reach
            }
            Condition::Document(documents) => Some(documents.clone()),
            Condition::Found(lookup) => match &self.selection.lookups()[*lookup] {
                Lookup::Phrase(phrase) => Some((self.has_phrase)(phrase)?),
                Lookup::Origin(_) | Lookup::Memo { .. } => None,
            },
            Condition::Speaker(speakers) => {
                Some(speakers.iter().map(|speakers| speakers.contains(&true)).collect())
            }
            Condition::Participant { members, nobody: false } => Some(self.with_any_of(members)),
            // What does not meet a condition, and what stands in a relation, may be anywhere.
            Condition::Participant { nobody: true, .. }
            | Condition::Not(_)
            | Condition::Code(_)
            | Condition::Coder(_)
            | Condition::Weight(..)
            | Condition::Alone(_)
            | Condition::Related(_) => None,
        })
    }

    /// The documents in which one of these participants speaks.
    fn with_any_of(&self, members: &[bool]) -> Vec<bool> {
        let documents = self.snapshot.documents().iter();
        let is_member = |index: usize| members.get(index).copied().unwrap_or(false);
        documents
            .map(|document| {
                let mut people = document.speakers.iter().filter_map(|s| s.participant);
                people.any(|person| is_member(person.index()))
            })
            .collect()
    }
}

fn in_both(one: Reach, other: Reach) -> Reach {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.iter().zip(other).map(|(&a, b)| a && b).collect()),
        (one, other) => one.or(other),
    }
}

fn in_either(one: Reach, other: Reach) -> Reach {
    let (one, other) = (one?, other?);
    Some(one.iter().zip(other).map(|(&a, b)| a || b).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query, and the documents with `a` (1, 2), `b` (2, 3) or neither that are left.
    #[track_caller]
    fn check(query: &str, expected: Option<&[u32]>) {
        let with = |phrase: &Phrase| {
            let is = |word| *phrase == Phrase::parse(word).unwrap();
            let ids: &[u32] = if is("a") {
                &[1, 2]
            } else if is("b") {
                &[2, 3]
            } else {
                &[]
            };
            Ok::<_, ()>(ids.iter().map(|&id| DocumentId(id)).collect())
        };
        let expected = expected.map(|ids| ids.iter().map(|&id| DocumentId(id)).collect());
        assert_eq!(Query::parse(query).unwrap().reach_of_words(&with), Ok(expected), "{query}");
    }

    #[test]
    fn words_leave_the_documents_in_which_they_stand() {
        check("a", Some(&[1, 2]));
        check("a b", Some(&[2]));
        check("a or b", Some(&[1, 2, 3]));
        check("a role:bewoner #x (b or c)", Some(&[2]));
        check("a not b", Some(&[1, 2]));
        check("a document:d", Some(&[1, 2]));
        check("a coder:A*", Some(&[1, 2]));
        check("c", Some(&[]));
    }

    #[test]
    fn without_words_that_must_be_there_it_may_be_any_document() {
        for query in [
            "",
            "not a",
            "a or #x",
            "document:d",
            "overlaps(a)",
            "a document:d*",
            "a within(speaker:*)",
        ] {
            check(query, None);
        }
    }
}
