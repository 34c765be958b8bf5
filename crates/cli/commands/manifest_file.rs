//! The manifest of a factsheet: where it is found.

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
    let is_manifest = |path: &PathBuf| path.to_string_lossy().ends_with(ENDING);
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_manifest).collect();
    found.sort();
    found
}

/// Returns all manifests here and in the folder factsheet.
pub(super) fn all() -> Vec<PathBuf> {
    FOLDERS.iter().flat_map(|folder| in_folder(Path::new(folder))).collect()
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
