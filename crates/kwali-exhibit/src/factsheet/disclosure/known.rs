//! What a reader knows of the counts of a factsheet: a web in which each hangs together with others.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{
    CountId, KnownCount, KnownCounts, Protection, Sight, Unit, Withheld, protect,
};

use super::among::number;
use super::places::{Places, Tie, Told, those};
use super::question::{Among, Condition, Conditions, Division, Question};
use crate::factsheet::arguments::Problem;
use crate::factsheet::evidence::Evidence;

/// What answers the same questions under all but one condition: what stands beside the other
/// conditions, by that one.
type Parts = Vec<(Condition, CountId)>;

/// The counts of a factsheet, each once, with how they hang together.
pub(super) struct Web<'a> {
    evidence: &'a Evidence<'a>,
    conditions: &'a Conditions,
    counts: KnownCounts,
    ids: BTreeMap<Question, CountId>,
}

impl<'a> Web<'a> {
    pub(super) fn of(evidence: &'a Evidence<'a>, places: &'a Places) -> Result<Web<'a>, Problem> {
        let mut web = Web {
            evidence,
            conditions: &places.conditions,
            counts: KnownCounts::default(),
            ids: BTreeMap::new(),
        };
        web.add_found(places)?;
        web.add_people_behind_documents()?;
        let wholes = web.wholes()?;
        web.tie_divisions(&wholes);
        web.tie_codes(&wholes);
        web.tie_parts();
        web.tie_units();
        web.tie_samples();
        web.tie_as_told(&places.told);
        Ok(web)
    }

    /// Decides what is not told.
    pub(super) fn protect(self, least: u64) -> Withholding {
        let protection = protect(&self.counts, least);
        Withholding { ids: self.ids, protection }
    }

    fn add_found(&mut self, places: &Places) -> Result<(), Problem> {
        for found in &places.found {
            let is_whole = self.is_size_of_study(&found.question, found.value);
            let is_told = found.is_in_sentence && found.question.unit == Unit::Participants;
            let sight = match (is_whole, is_told) {
                (true, _) => Sight::Public,
                (_, true) => Sight::ToldIfSmall,
                _ => Sight::Shown,
            };
            let known = self.ids.get(&found.question).copied();
            let id = match (known, found.value) {
                (Some(id), _) => Some(id),
                (None, Some(value)) => Some(self.add(&found.question, value, sight)),
                (None, None) => self.count(&found.question, sight)?,
            };
            if let Some(id) = id.filter(|_| sight == Sight::ToldIfSmall) {
                self.counts.count_mut(id).sight = sight;
            }
        }
        Ok(())
    }

    /// Whether all participants or documents are counted: their number stands in every base.
    fn is_size_of_study(&self, question: &Question, value: Option<u64>) -> bool {
        let snapshot = self.evidence.snapshot;
        let size = match question.unit {
            Unit::Participants => snapshot.participants().len(),
            Unit::Documents => snapshot.documents().len(),
            _ => return false,
        };
        let is_all = question.among == Among::Sample || value == Some(size as u64);
        is_all && question.among != Among::Segments && question.conditions.is_empty()
    }

    fn add(&mut self, question: &Question, value: u64, sight: Sight) -> CountId {
        let count = match question.unit {
            Unit::Participants => KnownCount::of_people(value),
            _ => KnownCount::of_things(value),
        };
        let id = self.counts.add(count.seen(sight));
        self.ids.insert(question.clone(), id);
        id
    }

    /// Counts what stands in no exhibit as such.
    fn count(&mut self, question: &Question, sight: Sight) -> Result<Option<CountId>, Problem> {
        let value = number(self.evidence, question, self.conditions)?;
        Ok(value.map(|value| self.add(question, value, sight)))
    }

    /// Adds how many people there are in interviews that are counted: to count interviews with one
    /// person each is to count people.
    fn add_people_behind_documents(&mut self) -> Result<(), Problem> {
        let questions: Vec<Question> = self.ids.keys().cloned().collect();
        for question in questions.iter().filter(|question| question.unit == Unit::Documents) {
            let among = match question.among {
                Among::Sample => Among::Heard,
                among => among,
            };
            let people = Question { unit: Unit::Participants, among, ..question.clone() };
            if !self.ids.contains_key(&people) {
                self.count(&people, Sight::Unseen)?;
            }
        }
        Ok(())
    }

    /// Returns all questions by what is left of them without one condition; a whole that no exhibit
    /// has is counted where it is divided in two ways.
    fn wholes(&mut self) -> Result<BTreeMap<Question, Parts>, Problem> {
        let mut wholes: BTreeMap<Question, Parts> = BTreeMap::new();
        for (question, &id) in &self.ids {
            for condition in &question.conditions {
                let mut rest = question.clone();
                rest.conditions.remove(condition);
                wholes.entry(rest).or_default().push((condition.clone(), id));
            }
        }
        for (whole, parts) in &wholes {
            let divisions: BTreeSet<Division> =
                parts.iter().filter_map(|(condition, _)| condition.division()).collect();
            let n_apart = divisions.iter().filter(|d| d.is_apart(whole.unit)).count();
            if n_apart > 1 && !self.ids.contains_key(whole) {
                self.count(whole, Sight::Unseen)?;
            }
        }
        Ok(wholes)
    }

    /// Ties the values of a variable, or the names of documents, to what they are parts of.
    fn tie_divisions(&mut self, wholes: &BTreeMap<Question, Parts>) {
        for (question, parts) in wholes {
            let Some(&whole) = self.ids.get(question) else { continue };
            let mut divisions: BTreeMap<Division, Vec<CountId>> = BTreeMap::new();
            for (condition, id) in parts {
                if let Some(division) = condition.division() {
                    divisions.entry(division).or_default().push(*id);
                }
            }
            for (division, parts) in divisions {
                match division.is_apart(question.unit) {
                    true => self.tie_apart(whole, &parts),
                    false => {
                        self.counts.covers(&parts, whole);
                        // As it is where everybody is interviewed once: then the sites, or the
                        // coders, add up, and readers may know.
                        self.counts.adds_up(whole, &parts);
                    }
                }
            }
        }
    }

    fn tie_apart(&mut self, whole: CountId, parts: &[CountId]) {
        if !self.counts.adds_up(whole, parts) {
            self.counts.holds_apart(whole, parts);
        }
    }

    /// Ties codes to the codes above them, and those with none above them to the whole.
    fn tie_codes(&mut self, wholes: &BTreeMap<Question, Parts>) {
        for (question, parts) in wholes {
            let whole = self.ids.get(question).copied();
            let codes: Vec<(&str, bool, CountId)> = parts
                .iter()
                .filter_map(|(condition, id)| match condition {
                    Condition::Code { path, is_alone } => Some((path.as_str(), *is_alone, *id)),
                    _ => None,
                })
                .collect();
            let mut below: BTreeMap<CountId, Vec<CountId>> = BTreeMap::new();
            for &(path, is_alone, id) in &codes {
                let above = codes.iter().filter(|(other, other_alone, _)| {
                    let is_above =
                        path.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'));
                    !other_alone && (is_above || (is_alone && path == *other))
                });
                let nearest = above.max_by_key(|(other, ..)| other.len()).map(|(.., id)| *id);
                if let Some(above) = nearest.or(whole) {
                    below.entry(above).or_default().push(id);
                }
            }
            for (above, parts) in below {
                self.counts.covers(&parts, above);
                parts.iter().for_each(|&part| {
                    self.counts.is_within(part, above);
                });
                if question.unit == Unit::Segments {
                    self.tie_apart(above, &parts);
                }
            }
        }
    }

    /// Ties every count to what it is a part of by one condition.
    fn tie_parts(&mut self) {
        let mut pairs = Vec::new();
        for (question, &part) in &self.ids {
            for condition in &question.conditions {
                let mut rest = question.clone();
                rest.conditions.remove(condition);
                pairs.extend(self.ids.get(&rest).map(|&whole| (part, whole)));
            }
        }
        pairs.into_iter().for_each(|(part, whole)| {
            self.counts.is_within(part, whole);
        });
    }

    /// Ties people to the documents, segments and passages that answer the same question.
    fn tie_units(&mut self) {
        let of_unit = |(question, _): &(&Question, &CountId)| question.unit == Unit::Participants;
        let people: Vec<(Question, CountId)> =
            self.ids.iter().filter(of_unit).map(|(q, &id)| (q.clone(), id)).collect();
        for (question, people) in people {
            for unit in Unit::ALL.into_iter().filter(|&unit| unit != Unit::Participants) {
                let mut same = Question { unit, ..question.clone() };
                let mut others: Vec<CountId> = self.ids.get(&same).copied().into_iter().collect();
                if same.among == Among::Heard {
                    same.among = Among::Sample;
                    others.extend(self.ids.get(&same));
                }
                for other in others {
                    self.tie_people(people, (unit, other));
                }
            }
        }
    }

    /// States how many people there are at most for so many interviews or segments, as few as it can
    /// be, and the other way round for interviews.
    fn tie_people(&mut self, people: CountId, (unit, other): (Unit, CountId)) {
        let (n, n_others) = (self.counts.count(people).value, self.counts.count(other).value);
        if n == 0 || n_others == 0 {
            return;
        }
        self.counts.is_at_most(people, n.div_ceil(n_others), other);
        if unit == Unit::Documents {
            self.counts.is_at_most(other, n_others.div_ceil(n), people);
        }
    }

    /// Ties those who speak of something to all who have the same characteristics.
    fn tie_samples(&mut self) {
        let mut pairs = Vec::new();
        for (question, &part) in &self.ids {
            let is: fn(&Condition) -> bool = match question.unit {
                Unit::Participants => Condition::is_of_people,
                Unit::Documents => Condition::is_of_documents,
                _ => continue,
            };
            let conditions = those(&question.conditions, is);
            let whole = Question { among: Among::Sample, conditions, ..question.clone() };
            pairs.extend(self.ids.get(&whole).map(|&whole| (part, whole)));
        }
        pairs.into_iter().filter(|(part, whole)| part != whole).for_each(|(part, whole)| {
            self.counts.is_within(part, whole);
        });
    }

    fn tie_as_told(&mut self, told: &[Told]) {
        for told in told {
            match told {
                Told::Tied(tie, whole, parts) => {
                    let parts = parts.iter().map(|part| self.ids.get(part).copied());
                    let parts: Option<Vec<CountId>> = parts.collect();
                    let (Some(&whole), Some(parts)) = (self.ids.get(whole), parts) else {
                        continue;
                    };
                    match tie {
                        Tie::AddsUp => self.counts.adds_up(whole, &parts),
                        Tie::HoldsApart => self.counts.holds_apart(whole, &parts),
                        Tie::Covers => self.counts.covers(&parts, whole),
                        Tie::IsWithin => {
                            parts.iter().all(|&part| self.counts.is_within(part, whole))
                        }
                    };
                }
                Told::Sum(parts, n) => {
                    let parts = parts.iter().map(|part| self.ids.get(part).copied());
                    let whole = self.counts.add(KnownCount::of_things(*n).seen(Sight::Public));
                    if let Some(parts) = parts.collect::<Option<Vec<CountId>>>() {
                        self.counts.adds_up(whole, &parts);
                    }
                }
                Told::AtLeast(question, n) => {
                    let bound = self.counts.add(KnownCount::of_things(*n).seen(Sight::Public));
                    if let Some(&id) = self.ids.get(question) {
                        self.counts.is_within(bound, id);
                    }
                }
                Told::AtMost(question, n) => {
                    let bound = self.counts.add(KnownCount::of_things(*n).seen(Sight::Public));
                    if let Some(&id) = self.ids.get(question) {
                        self.counts.is_within(id, bound);
                    }
                }
            }
        }
    }
}

/// What is not told.
pub(super) struct Withholding {
    ids: BTreeMap<Question, CountId>,
    protection: Protection,
}

impl Withholding {
    /// Returns why the answer to a question is not told, if it is not.
    pub(super) fn of(&self, question: &Question) -> Option<Withheld> {
        self.protection.of(*self.ids.get(question)?)
    }

    /// Whether readers can be told that there are few.
    pub(super) fn is_told_small(&self, question: &Question) -> bool {
        self.ids.get(question).is_some_and(|&id| self.protection.is_told_small(id))
    }

    /// Returns how many counts are known to readers that should not be.
    pub(super) fn n_exposed(&self) -> usize {
        self.protection.exposed().len() + self.protection.known_small().len()
    }
}
