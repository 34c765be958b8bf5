//! Which counts are withheld: the small ones, and those from which these could be worked out.

use std::collections::BTreeSet;

use super::change::{Change, Search};
use super::{CountId, KnownCounts, Sight};

/// Why a count is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// It counts people, and fewer of them than the threshold.
    Small,
    /// A small one could be worked out from it.
    ForOthers,
}

/// Which counts are withheld.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Protection {
    withheld: Vec<Option<Withheld>>,
    /// Whether readers are told that it is small.
    told: Vec<bool>,
    known_small: Vec<CountId>,
    exposed: Vec<CountId>,
}

impl Protection {
    /// Returns why a count is withheld; `None` if it is shown, or never was to be.
    pub fn of(&self, id: CountId) -> Option<Withheld> {
        self.withheld[id.0]
    }

    /// Whether readers can be told that a count is small; not where that would give others away.
    pub fn is_told_small(&self, id: CountId) -> bool {
        self.told[id.0]
    }

    /// Returns the small counts of which readers can tell that they are small, though not which
    /// small number they are: where what they are part of is said to be small, for one.
    pub fn known_small(&self) -> &[CountId] {
        &self.known_small
    }

    /// Returns the small counts that readers may be able to work out, whatever is left out: in a
    /// study of hardly more people than the threshold, for one.
    pub fn exposed(&self) -> &[CountId] {
        &self.exposed
    }
}

/// Decides which counts are withheld so that none of fewer than `least` people can be worked out.
///
/// 0 is shown: nobody has the characteristic, so nobody is pointed at; what a reader learns of
/// the whole group by it is what the study is about. With a `least` of 0 or 1 nothing is small.
///
/// Of every count that is withheld it holds that there are other numbers that agree with all
/// that a reader knows and in which it has another value, and a small one a value that is not
/// small (or, where readers are told that it is small, another small one). Where what readers are
/// told would give a count away they are not told. Small counts of which
/// that cannot be had are in [`Protection::known_small`] and [`Protection::exposed`]. The same
/// counts give the same answer.
pub fn protect(counts: &KnownCounts, least: u64) -> Protection {
    let protection = protection_of(counts, least);
    let leaks: Vec<CountId> = [protection.known_small(), protection.exposed()].concat();
    let near: Vec<CountId> = connected(counts, &leaks);
    let told: Vec<CountId> =
        near.into_iter().filter(|id| counts.count(*id).sight == Sight::ToldIfSmall).collect();
    if told.is_empty() {
        return protection;
    }
    let mut quieter = counts.clone();
    told.iter().for_each(|&id| quieter.count_mut(id).sight = Sight::Shown);
    protection_of(&quieter, least)
}

/// Returns the counts that hang together with any of these, through however many others.
fn connected(counts: &KnownCounts, with: &[CountId]) -> Vec<CountId> {
    let mut found: BTreeSet<usize> = with.iter().map(|id| id.0).collect();
    let mut n_before = 0;
    while n_before < found.len() {
        n_before = found.len();
        for relation in &counts.relations {
            let mut places = relation.terms.iter().map(|&(place, _)| place);
            if places.clone().any(|place| found.contains(&place)) {
                found.extend(places.by_ref());
            }
        }
    }
    found.into_iter().map(CountId).collect()
}

fn protection_of(counts: &KnownCounts, least: u64) -> Protection {
    let is_small = |id: &CountId| {
        let count = counts.count(*id);
        count.of_people && (1..least).contains(&count.value) && count.sight != Sight::Public
    };
    let small: Vec<CountId> = counts.ids().filter(is_small).collect();
    let mut hidden: BTreeSet<usize> = small.iter().map(|id| id.0).collect();
    let unseen = counts.ids().filter(|id| counts.count(*id).sight == Sight::Unseen);
    hidden.extend(unseen.map(|id| id.0));
    let mut search = Search::new(counts, least, hidden);
    // By small count: other numbers that show it to be safe.
    let mut proofs: Vec<(usize, Change)> = Vec::new();
    let (mut known_small, mut exposed) = (Vec::new(), Vec::new());
    for id in small {
        let known = proofs.iter().find(|(_, proof)| search.proves(proof, id.0));
        let mut change = match known {
            Some((_, proof)) => Some(proof.clone()),
            None => search.cheapest(id.0),
        };
        if change.is_none() {
            search.let_be_known_small(id.0);
            change = search.cheapest(id.0);
            let list = if change.is_some() { &mut known_small } else { &mut exposed };
            list.push(id);
        }
        if let Some(change) = change {
            search.hide(&change);
            proofs.push((id.0, change));
        }
    }
    show_what_can_be(&mut search, &mut proofs);
    let withheld = counts.ids().map(|id| {
        let is_withheld = search.is_hidden(id.0) && counts.count(id).sight != Sight::Unseen;
        let why = if is_small(&id) { Withheld::Small } else { Withheld::ForOthers };
        is_withheld.then_some(why)
    });
    let told = |id| counts.count(id).sight == Sight::ToldIfSmall && is_small(&id);
    Protection {
        withheld: withheld.collect(),
        told: counts.ids().map(told).collect(),
        known_small,
        exposed,
    }
}

/// Shows again what later searches made needless: counts without which every small one has still
/// a proof. The largest are tried first.
fn show_what_can_be(search: &mut Search<'_>, proofs: &mut [(usize, Change)]) {
    for place in search.hidden_for_others() {
        search.show(place);
        let mut needing = proofs.iter().enumerate().filter(|(_, (_, proof))| proof.moves(place));
        let others: Option<Vec<(usize, Change)>> =
            needing.try_fold(Vec::new(), |mut others, (number, (small, _))| {
                others.push((number, search.free(*small)?));
                Some(others)
            });
        match others {
            Some(others) => others.into_iter().for_each(|(number, proof)| proofs[number].1 = proof),
            None => search.hide_again(place),
        }
    }
    let moved: BTreeSet<usize> = proofs.iter().flat_map(|(_, proof)| proof.places()).collect();
    for place in search.hidden_for_others() {
        if !moved.contains(&place) {
            search.show(place);
        }
    }
}
