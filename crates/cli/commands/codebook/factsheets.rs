//! What a revision of the code system changes in factsheets: in templates and in manifests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kwali_exhibit::Language;
use kwali_exhibit::factsheet::{self, CallNow, ChangedCall, Form, Options, Verification};
use kwali_model::CodePath;
use kwali_study::{Notice, Study, TriedRevision};

use super::mentions::lines_with;
use crate::commands::manifest_file;
use crate::evidence::with_evidence;
use crate::failure::Failure;

/// A file from which a factsheet is made or counted again.
pub(super) struct Sheet {
    path: PathBuf,
    text: String,
    is_manifest: bool,
}

/// What a revision changes in a file.
#[derive(Default)]
pub(super) struct Changed {
    /// As they are printed.
    pub(super) lines: Vec<String>,
    /// Why something could not be compared.
    pub(super) notices: Vec<Notice>,
}

impl Changed {
    /// A file that cannot be read as what it seems to be is no reason not to revise the codebook.
    fn not_compared(failure: &Failure) -> Changed {
        let notice = Notice::note(format!("numbers that are not compared: {failure}"));
        Changed { notices: vec![notice], ..Changed::default() }
    }
}

/// Reads the files that are named; else the templates beside the study and all manifests that are
/// looked at to verify it.
pub(super) fn read(named: &[PathBuf], study: &Path) -> Result<Vec<Sheet>, Failure> {
    if !named.is_empty() {
        return named.iter().cloned().map(Sheet::read).collect();
    }
    let templates = templates_beside(study).into_iter().filter_map(|path| Sheet::read(path).ok());
    let manifests = manifest_file::all(study).into_iter().filter_map(|path| Sheet::read(path).ok());
    Ok(templates.chain(manifests).collect())
}

/// Returns what may be a template beside the study, by name.
fn templates_beside(study: &Path) -> Vec<PathBuf> {
    let folder = study.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten();
    let is_one = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_one).collect();
    files.sort();
    files.into_iter().map(manifest_file::from_here).collect()
}

impl Sheet {
    fn read(path: PathBuf) -> Result<Sheet, Failure> {
        let bytes = fs::read(&path).map_err(|error| Failure::io(&path, error))?;
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_other_form = Form::from_name(&ending).is_some_and(|form| form != Form::Markdown);
        match String::from_utf8(bytes) {
            Ok(text) if !is_other_form => {
                let is_manifest = manifest_file::is_one(&path);
                Ok(Sheet { path, text, is_manifest })
            }
            _ => {
                let message = format!("{}: this is no template and no manifest", path.display());
                let hint = "name templates (Markdown, as for `kwali factsheet build`) and \
                            manifests (*.manifest.json)";
                Err(Failure::usage(message, hint))
            }
        }
    }

    /// Returns what a revision changes here; `codes` are those that have another id behind it.
    pub(super) fn changed(
        &self,
        codes: &[CodePath],
        (study, tried): (&Study, &TriedRevision<'_>),
    ) -> Result<Changed, Failure> {
        if self.is_manifest {
            let changed = self.changed_manifest((study, tried.after()?));
            return Ok(changed.unwrap_or_else(|failure| Changed::not_compared(&failure)));
        }
        let named: Vec<(usize, &str)> = lines_with(&self.text, codes).collect();
        let mut changed = Changed::default();
        for (number, line) in &named {
            changed.lines.push(self.line("factsheet", Some(*number), line.trim()));
        }
        let has_tags = ["{{", "{%"].iter().any(|tag| self.text.contains(tag));
        if !has_tags {
            return Ok(changed);
        }
        let named: BTreeSet<usize> = named.into_iter().map(|(number, _)| number).collect();
        match self.changed_calls((study, tried.after()?)) {
            Ok(calls) => {
                changed.lines.extend(calls.iter().filter_map(|call| self.call(call, &named)));
            }
            Err(failure) => changed.notices.extend(Changed::not_compared(&failure).notices),
        }
        Ok(changed)
    }

    fn line(&self, what: &str, number: Option<usize>, words: &str) -> String {
        let path = self.path.display();
        let place = number.map_or_else(|| path.to_string(), |number| format!("{path}:{number}"));
        format!("{what:<9} {place}: {words}\n")
    }

    fn changed_calls(&self, (study, after): (&Study, &Study)) -> Result<Vec<ChangedCall>, Failure> {
        let name = self.path.display().to_string();
        let language = Language::of(study.snapshot()?.language());
        let options = Options { language, ..Options::default() };
        with_evidence(study, |before| {
            with_evidence(after, |after| {
                factsheet::changed_calls(&self.text, &name, (before, after), &options)
            })
        })
    }

    /// Tells a call that shows something else, unless it can no longer be made on a line that is named
    /// for its code.
    fn call(&self, call: &ChangedCall, named: &BTreeSet<usize>) -> Option<String> {
        let ChangedCall { line, function, id, now } = call;
        let words = match now {
            CallNow::Number(before, after) => format!("gives `{after}` instead of `{before}`"),
            CallNow::Others => "gives something else".to_owned(),
            CallNow::Nothing(_) if line.is_some_and(|line| named.contains(&line)) => return None,
            CallNow::Nothing(why) => format!("can no longer be counted: {why}"),
        };
        Some(self.line("counts", *line, &format!("{function} {id} {words}")))
    }

    fn changed_manifest(&self, (study, after): (&Study, &Study)) -> Result<Changed, Failure> {
        let verify = |study: &Study| {
            let verified = with_evidence(study, |evidence| factsheet::verify(&self.text, evidence));
            verified.map_err(|failure| failure.at(&self.path))
        };
        let before = verify(study)?;
        // Nothing changes in the factsheet of another study.
        if before.study != study.snapshot()?.name() {
            return Ok(Changed::default());
        }
        let words = drifts_in_words(&before, &verify(after)?);
        let lines = words.iter().map(|words| self.line("manifest", None, words)).collect();
        Ok(Changed { lines, ..Changed::default() })
    }
}

/// Tells what is no longer so behind a revision and was so before; `None` if that is nothing.
fn drifts_in_words(before: &Verification, after: &Verification) -> Option<String> {
    let is_new = |drift: &&factsheet::Drift| !before.drifts.contains(drift);
    let drifts: Vec<_> = after.drifts.iter().filter(is_new).collect();
    let mut exhibits: Vec<&str> = drifts.iter().map(|drift| drift.exhibit.as_str()).collect();
    exhibits.dedup();
    let n_drifts = drifts.len();
    (n_drifts > 0).then(|| {
        let (values, exhibits) = (after.values, exhibits.join(", "));
        format!("{n_drifts} of {values} values are no longer so then, in {exhibits}")
    })
}
