//! The manifest of a factsheet: where it is found.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Where a factsheet is looked for, from the current folder.
const FOLDERS: [&str; 2] = [".", "factsheet"];
/// How the name of a manifest ends.
const ENDING: &str = ".manifest.json";

/// Returns the one manifest here or in the folder factsheet, if there is any.
pub(super) fn find() -> Result<Option<PathBuf>, Failure> {
    for folder in FOLDERS {
        let found = in_folder(Path::new(folder));
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Some(one.clone())),
            [first, ..] => {
                let message = format!("more than one manifest beside {}", first.display());
                return Err(Failure::usage(message, "say which one with --manifest FILE"));
            }
        }
    }
    Ok(None)
}

/// Returns the manifests in a folder, by name.
fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| is_one(path)).collect();
    found.sort();
    found
}

/// Returns all manifests here, beside the study, and in the folders factsheet in both places.
pub(super) fn all(study: &Path) -> Vec<PathBuf> {
    let beside = study.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut seen = BTreeSet::new();
    let mut manifests = Vec::new();
    for place in [Some(Path::new(".")), beside].into_iter().flatten() {
        for folder in FOLDERS.map(|folder| place.join(folder)) {
            if folder.canonicalize().is_ok_and(|folder| seen.insert(folder)) {
                manifests.extend(in_folder(&folder).into_iter().map(from_here));
            }
        }
    }
    manifests
}

/// Returns a path as seen from the current folder, where it is in there.
pub(super) fn from_here(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let within = path.strip_prefix(here).or_else(|_| path.strip_prefix("."));
    within.map(Path::to_owned).unwrap_or(path)
}

/// Whether a file is a manifest, by its name.
pub(super) fn is_one(path: &Path) -> bool {
    path.to_string_lossy().ends_with(ENDING)
}

/// Returns the manifest of the same name beside a report, if there is one.
pub(super) fn beside(report: &Path) -> Option<PathBuf> {
    let stem = report.file_stem()?.to_string_lossy();
    let path = report.with_file_name(format!("{stem}{ENDING}"));
    path.exists().then_some(path)
}

/// Reads a manifest.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::io(path, error))
}

/// The failure where there is no manifest and one is needed.
pub(super) fn missing() -> Failure {
    let hint = "build a factsheet with `kwali factsheet build`, or name one with --manifest FILE";
    Failure::usage("there is no manifest here", hint)
}
