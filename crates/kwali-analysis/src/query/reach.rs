//! In which documents a query can select anything.

use kwali_model::Snapshot;
use kwali_text::Phrase;

use super::{Condition, Lookup, Selection};

/// Documents by place in study order; `None` for all of them.
type Reach = Option<Vec<bool>>;

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
