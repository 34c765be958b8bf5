//! Which changes of a study made the numbers of a factsheet what they are now.

use std::collections::BTreeMap;

use serde_json::Value;

use super::evidence::Evidence;
use super::verify::{Drift, verify_only};
use crate::Error;

/// Finds the changes that made values other than they were.
///
/// `states` are the numbers of changes, ascending: the first is the state in which a value was what
/// it was, the last the state now. `values_at` gives all values after a change. Returns for each
/// value the changes that made it another, and none for a value that is what it was. States are tried
/// by halves, so that few of them are looked at: of changes between them that undo each other
/// some may not be found.
///
/// # Errors
///
/// Those of `values_at`.
pub fn causes<E>(
    states: &[u64],
    values_at: &mut dyn FnMut(u64) -> Result<Vec<Option<Value>>, E>,
) -> Result<Vec<Vec<u64>>, E> {
    let (Some(&first), Some(&last)) = (states.first(), states.last()) else {
        return Ok(Vec::new());
    };
    let mut known = BTreeMap::from([(0, values_at(first)?)]);
    let mut causes = vec![Vec::new(); known[&0].len()];
    if states.len() == 1 {
        return Ok(causes);
    }
    known.insert(states.len() - 1, values_at(last)?);
    let mut ranges = vec![(0, states.len() - 1, (0..causes.len()).collect::<Vec<usize>>())];
    while let Some((from, to, values)) = ranges.pop() {
        let differs = |value: &usize| known[&from][*value] != known[&to][*value];
        let values: Vec<usize> = values.into_iter().filter(differs).collect();
        if values.is_empty() {
            continue;
        }
        if to - from == 1 {
            values.into_iter().for_each(|value| causes[value].push(states[to]));
            continue;
        }
        let middle = from + (to - from) / 2;
        known.insert(middle, values_at(states[middle])?);
        // The later half is looked at last, so that causes come out in order.
        ranges.push((middle, to, values.clone()));
        ranges.push((from, middle, values));
    }
    Ok(causes)
}

/// Returns what each of some drifted values is in a state of the study; `None` where it is not
/// there.
///
/// # Errors
///
/// [`Error::Manifest`] if the manifest cannot be read.
pub fn values_of(
    manifest_json: &str,
    drifts: &[Drift],
    evidence: &Evidence<'_>,
) -> Result<Vec<Option<Value>>, Error> {
    let mut exhibits: Vec<&str> = drifts.iter().map(|drift| drift.exhibit.as_str()).collect();
    exhibits.dedup();
    let there = verify_only(manifest_json, &exhibits, evidence)?;
    let value = |drift: &Drift| {
        let mut there = there.iter();
        let found = there.find(|other| other.place() == drift.place());
        match found {
            None => drift.was.clone(),
            Some(found) => found.now.clone().or(found.problem.clone().map(Value::from)),
        }
    };
    Ok(drifts.iter().map(value).collect())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    /// `values` has a line a state: all values, separated by spaces.
    #[track_caller]
    fn check(values: &[&str], expected: &[&[u64]]) {
        let states: Vec<u64> = (0..values.len() as u64).map(|state| 10 + state).collect();
        let mut looked_at = Vec::new();
        let found = causes::<Infallible>(&states, &mut |state| {
            looked_at.push(state);
            let line = values[(state - 10) as usize].split(' ');
            Ok(line.map(|value| value.parse::<u64>().ok().map(Value::from)).collect())
        });
        assert_eq!(found, Ok(expected.iter().map(|causes| causes.to_vec()).collect()));
        let all = looked_at.len();
        looked_at.sort_unstable();
        looked_at.dedup();
        assert_eq!(looked_at.len(), all, "no state is looked at twice");
    }

    #[test]
    fn changes_are_found_by_halves() {
        check(&["1 2"], &[&[], &[]]);
        check(&["1 2", "1 3"], &[&[], &[11]]);
        check(&["1 2", "1 3", "4 3", "4 3", "4 5"], &[&[12], &[11, 14]]);
        check(&["1", "-", "-", "2"], &[&[11, 13]]);
    }

    #[test]
    fn a_value_that_is_what_it_was_has_no_cause() {
        check(&["1", "2", "1"], &[&[]]);
        check(&["1 1", "2 1", "1 1", "1 7"], &[&[], &[13]]);
    }
}
