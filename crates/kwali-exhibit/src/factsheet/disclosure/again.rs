//! What a manifest's exhibits hold now, with as much left out as when the factsheet was made.

use super::Disclosure;
use crate::factsheet::arguments::Problem;
use crate::factsheet::evidence::Evidence;
use crate::factsheet::kinds::Finding;
use crate::factsheet::manifest::{Manifest, Recorded};
use crate::factsheet::recorder::Entry;

/// Finds the exhibits asked for again, in the order of the manifest; `None` for the others.
///
/// Where small counts are left out all exhibits are found: what is left out of one depends on all.
pub(in crate::factsheet) fn find_again(
    manifest: &Manifest,
    evidence: &Evidence<'_>,
    is_asked: &dyn Fn(&Recorded) -> bool,
) -> Vec<Option<Result<Finding, Problem>>> {
    let disclosure = Disclosure::from(manifest.disclosure);
    let needs_all = disclosure != Disclosure::Off;
    let mut entries = Vec::new();
    let mut found = Vec::new();
    for recorded in manifest.exhibits.iter().filter(|one| needs_all || is_asked(one)) {
        match find(recorded, manifest, evidence) {
            Ok(entry) => entries.push(entry),
            Err(problem) => found.push((recorded.id.clone(), Err(problem))),
        }
    }
    let applied = disclosure.apply(evidence, &mut entries, manifest.language());
    found.extend(entries.into_iter().map(|entry| match &applied {
        Ok(_) => (entry.id, Ok(entry.finding)),
        Err(problem) => (entry.id, Err(problem.clone())),
    }));
    let mut take = |recorded: &Recorded| {
        let place = found.iter().position(|(id, _)| *id == recorded.id && is_asked(recorded))?;
        Some(found.swap_remove(place).1)
    };
    manifest.exhibits.iter().map(&mut take).collect()
}

fn find(
    recorded: &Recorded,
    manifest: &Manifest,
    evidence: &Evidence<'_>,
) -> Result<Entry, Problem> {
    let unknown = || Problem::new(format!("this program has no exhibit `{}`", recorded.kind));
    let kind = recorded.kind().ok_or_else(unknown)?;
    Ok(Entry {
        id: recorded.id.clone(),
        kind,
        arguments: recorded.parameters.clone(),
        finding: kind.find(evidence, &recorded.parameters, manifest.language())?,
        is_calculated: false,
    })
}
