//! `kwali verify`.

use std::path::{Path, PathBuf};

use clap::Args;
use kwali_exhibit::factsheet::{self, Drift, Verification, causes, values_of};
use kwali_exhibit::{Language, verification_table};
use kwali_study::Study;

use super::manifest_file;
use crate::context::{Context, Outcome};
use crate::evidence::with_evidence;
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Count everything in factsheets again and name what is no longer so
///
/// Reads the manifests that stand beside factsheets and counts every table, number and quote in
/// them again. Each value that is now another is named with what it was, what it is, and which
/// changes in the journal made it so. Exit status 1 if anything is no longer so.
#[derive(Args)]
#[command(after_help = examples!(
    "every factsheet here and in the folder factsheet" => "kwali verify",
    "one of them, for a script" => "kwali verify factsheet/report.manifest.json --format json",
))]
pub(crate) struct Verify {
    /// Manifests; else all *.manifest.json here and beside the study, and in the folders factsheet there
    #[arg(value_name = "FILE")]
    manifests: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

/// A factsheet that was counted again.
struct Verified {
    verification: Verification,
    /// By drift: the changes that made it so.
    causes: Vec<Vec<u64>>,
    /// Why the causes are not known, if they are not.
    unexplained: Option<String>,
}

impl Verify {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let manifests = match self.manifests.is_empty() {
            true => manifest_file::all(study.path()),
            false => self.manifests,
        };
        if manifests.is_empty() {
            return Err(manifest_file::missing());
        }
        let language = Language::of(study.snapshot()?.language());
        let mut all = Vec::new();
        for path in &manifests {
            let json = manifest_file::read(path)?;
            let verified = Verified::new(&study, &json).map_err(|failure| failure.at(path))?;
            for file in verified.files_that_changed(path) {
                context.note(format!("note: {file} is not as it was built"));
            }
            if let Some(why) = &verified.unexplained {
                context.note(format!("note: {}: {why}", verified.verification.factsheet));
            }
            all.push(verified);
        }
        let drifts: usize = all.iter().map(|one| one.verification.drifts.len()).sum();
        let rows: Vec<(&Verification, &[Vec<u64>])> =
            all.iter().map(|one| (&one.verification, one.causes.as_slice())).collect();
        let table = verification_table(&rows, language)?;
        self.output.write(context, &table, language)?;
        context.note(summary(&all, drifts));
        Ok(if drifts == 0 { Outcome::Done } else { Outcome::Problems })
    }
}

fn summary(all: &[Verified], drifts: usize) -> String {
    let values: usize = all.iter().map(|one| one.verification.values).sum();
    match drifts {
        0 => format!("all {values} values are as they were"),
        1 => format!("1 of {values} values is no longer so"),
        _ => format!("{drifts} of {values} values are no longer so"),
    }
}

impl Verified {
    fn new(study: &Study, json: &str) -> Result<Verified, Failure> {
        let verification = with_evidence(study, |evidence| factsheet::verify(json, evidence))?;
        let name = study.snapshot()?.name();
        if verification.study != name {
            let message =
                format!("the factsheet was made from the study {}, not {name}", verification.study);
            return Err(Failure::usage(message, "name the study with --study FILE"));
        }
        let (causes, unexplained) = match verification.drifts.as_slice() {
            [] => (Vec::new(), None),
            drifts => explain(study, json, &verification, drifts)?,
        };
        Ok(Verified { verification, causes, unexplained })
    }

    /// Returns the files that were written beside the manifest and are others now.
    fn files_that_changed(&self, manifest: &Path) -> Vec<String> {
        let is_other = |name: &&String| {
            let bytes = std::fs::read(manifest.with_file_name(name.as_str()));
            bytes.is_ok_and(|bytes| !self.verification.is_as_built(name, &bytes))
        };
        self.verification.files.keys().filter(is_other).cloned().collect()
    }
}

/// Finds the changes in the journal that made values what they are now.
fn explain(
    study: &Study,
    json: &str,
    verification: &Verification,
    drifts: &[Drift],
) -> Result<(Vec<Vec<u64>>, Option<String>), Failure> {
    let unexplained = |why: String| Ok((vec![Vec::new(); drifts.len()], Some(why)));
    let now = study.snapshot()?.state().0;
    if verification.state > now {
        return unexplained(format!(
            "it was made at change {}, and the study has only {now}: it was put back since",
            verification.state
        ));
    }
    let steps = study.steps_in_effect_since(verification.state)?;
    // Behind the first entry of a step the study is as behind its last: they are one transaction.
    let states: Vec<u64> =
        std::iter::once(verification.state).chain(steps.iter().map(|step| step.first)).collect();
    let newest = states.last().copied();
    let mut values_at = |state: u64| -> Result<_, Failure> {
        let values =
            |study: &Study| with_evidence(study, |evidence| values_of(json, drifts, evidence));
        if Some(state) == newest { values(study) } else { values(&study.at(state)?) }
    };
    match causes(&states, &mut values_at) {
        Ok(causes) if causes.iter().all(Vec::is_empty) => Ok((
            causes,
            Some("no change in the journal explains it; it was made by another program, or from a study that is not this one".to_owned()),
        )),
        Ok(causes) => Ok((causes, None)),
        Err(failure) => unexplained(failure.to_string()),
    }
}
