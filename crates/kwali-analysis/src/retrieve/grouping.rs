//! In which groups a coded segment stands.

use kwali_model::{Scope, Snapshot, VariableId};

use super::CodedSegment;
use super::arrange::{GroupKey, Grouping};
use crate::AnalysisError;
use crate::values::{ValueList, value_of, variable};

/// Groups in order, each with the numbers of its segments in order; none is empty.
pub(super) type Groups = Vec<(GroupKey, Vec<usize>)>;

/// All groups there may be, and the rule by which segments belong to them.
pub(super) struct Partition<'a> {
    snapshot: &'a Snapshot,
    keys: Vec<GroupKey>,
    rule: Rule,
}

enum Rule {
    All,
    Code,
    Coder,
    Participant,
    /// By the document's place: the group.
    Document(Vec<usize>),
    /// By the participant's place: the group. The last group is that of what is missing.
    Value(Vec<usize>),
}

impl<'a> Partition<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        grouping: Option<Grouping>,
    ) -> Result<Partition<'a>, AnalysisError> {
        let documents = snapshot.documents();
        let (keys, rule) = match grouping {
            None => (vec![GroupKey::All], Rule::All),
            Some(Grouping::Code) => {
                (snapshot.codes().ids().map(GroupKey::Code).collect(), Rule::Code)
            }
            Some(Grouping::Coder) => {
                let coders = snapshot.coders().iter();
                (coders.map(|coder| GroupKey::Coder(coder.id)).collect(), Rule::Coder)
            }
            Some(Grouping::Participant) => {
                let people = snapshot.participants().iter().map(|person| Some(person.id));
                let keys = people.chain([None]).map(GroupKey::Participant);
                (keys.collect(), Rule::Participant)
            }
            Some(Grouping::Document) => {
                let places = 0..documents.len();
                (places.clone().map(GroupKey::Document).collect(), Rule::Document(places.collect()))
            }
            Some(Grouping::DocumentGroup) => {
                let groups = ValueList::of_groups(snapshot);
                let places = documents.iter().map(|d| groups.place(d.group.as_deref()));
                (keys(&groups), Rule::Document(places.collect()))
            }
            Some(Grouping::Variable(id)) => by_variable(snapshot, id)?,
        };
        Ok(Partition { snapshot, keys, rule })
    }

    /// Returns the groups that have segments.
    pub(super) fn groups(self, segments: &[CodedSegment]) -> Groups {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.keys.len()];
        for (number, segment) in segments.iter().enumerate() {
            for group in self.groups_of(segment) {
                // A group is missing only where a segment is of another study.
                if let Some(members) = members.get_mut(group) {
                    members.push(number);
                }
            }
        }
        let groups = self.keys.into_iter().zip(members);
        groups.filter(|(_, members)| !members.is_empty()).collect()
    }

    /// Returns the places of a segment's groups, each once.
    fn groups_of(&self, segment: &CodedSegment) -> Vec<usize> {
        let coding = &segment.coding;
        let missing = self.keys.len() - 1;
        let of_people = |group: &dyn Fn(usize) -> usize| {
            let places = segment.participants.iter();
            let places = places.filter_map(|&person| self.snapshot.participant_place(person));
            let mut groups: Vec<usize> = places.map(group).collect();
            groups.sort_unstable();
            groups.dedup();
            if groups.is_empty() { vec![missing] } else { groups }
        };
        match &self.rule {
            Rule::All => vec![0],
            Rule::Code => vec![coding.code.index()],
            Rule::Coder => {
                let mut coders = self.snapshot.coders().iter();
                coders.position(|coder| coder.id == coding.coder).into_iter().collect()
            }
            Rule::Participant => of_people(&|place| place),
            Rule::Document(groups) => groups.get(segment.place).copied().into_iter().collect(),
            Rule::Value(groups) => {
                of_people(&|place| groups.get(place).copied().unwrap_or(missing))
            }
        }
    }
}

fn by_variable(
    snapshot: &Snapshot,
    id: VariableId,
) -> Result<(Vec<GroupKey>, Rule), AnalysisError> {
    let variable = variable(snapshot, id)?;
    let values = ValueList::of_variable(snapshot, variable);
    let rule = match variable.scope {
        Scope::Document => {
            let documents = snapshot.documents().iter();
            Rule::Document(documents.map(|d| values.place(value_of(d, id))).collect())
        }
        Scope::Participant => {
            let people = snapshot.participants().iter();
            let value = people.map(|person| person.values.get(&id).map(String::as_str));
            Rule::Value(value.map(|value| values.place(value)).collect())
        }
    };
    Ok((keys(&values), rule))
}

fn keys(values: &ValueList) -> Vec<GroupKey> {
    values.with_missing().map(GroupKey::Value).collect()
}
