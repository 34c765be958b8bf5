//! `kwali import --revise`.

use std::path::{Path, PathBuf};

use kwali_exhibit::{Format, Language, revision_list, revision_table};
use kwali_study::{
    Carried, CarriedCoding, ReviseOptions, Revised, RevisedDocument, RevisionReport, Study, Trial,
};

use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::output::TableOutput;

/// Reads corrected transcripts and reports what became of their codings.
pub(super) fn revise(
    context: &Context,
    study: &mut Study,
    (paths, options): (&[PathBuf], &ReviseOptions),
    output: &TableOutput,
) -> Result<Outcome, Failure> {
    output.check_ending()?;
    let language = Language::of(study.without_codings()?.language());
    let bar = context.progress_of_files("reading");
    let is_trial = options.trial == Trial::On;
    let mut report = Report { is_trial, ..Report::default() };
    study.revise(&context.author("import"), paths, options, &mut |reached, file| {
        bar.aside(|| report.hear(context, file));
        bar.reach_files(reached);
    })?;
    bar.finish();
    if report.n_files == 0 {
        let message = "there is no file in what was named";
        return Err(Failure::usage(message, "name corrected transcripts"));
    }
    match output.chosen() {
        Format::Plain => output.write_text(context, &report.list)?,
        _ => output.write(context, &revision_table(&report.codings, language)?, language)?,
    }
    if is_trial {
        context.note("nothing was changed; leave --dry-run out to make it so");
    }
    Ok(if report.has_problems { Outcome::Problems } else { Outcome::Done })
}

/// What became of all files.
#[derive(Default)]
struct Report {
    n_files: usize,
    is_trial: bool,
    list: String,
    codings: Vec<CarriedCoding>,
    /// Whether a file was refused, or a coding lost.
    has_problems: bool,
}

impl Report {
    fn hear(&mut self, context: &Context, RevisionReport { path, outcomes }: RevisionReport) {
        self.n_files += 1;
        for outcome in outcomes {
            self.hear_of(context, &path, outcome);
        }
    }

    fn hear_of(&mut self, context: &Context, path: &Path, outcome: Revised) {
        match outcome {
            Revised::Done(document) => {
                for note in &document.notes {
                    let place = note.line.map(|line| format!("{line}:")).unwrap_or_default();
                    context.note(format!("{}:{place} {}", path.display(), note.what));
                }
                self.take(context, *document);
            }
            Revised::SameFile { document } => {
                self.list.push_str(&format!("{document}: nothing changed, this is its file\n"));
            }
            Revised::SameWords { document } => {
                let what = "the same words in another file, which is its source now";
                self.list.push_str(&format!("{document}: {what}\n"));
            }
            Revised::Refused(why) => {
                self.has_problems = true;
                context.notices(&[why]);
            }
        }
    }

    fn take(&mut self, context: &Context, mut document: RevisedDocument) {
        let RevisedDocument { name, revision, speakers, .. } = &document;
        context.note(format!(
            "{name}: {}revision {revision}",
            if self.is_trial { "would be " } else { "" }
        ));
        speakers.iter().for_each(|speaker| context.note(format!("{name}: {speaker}")));
        self.list.push_str(&revision_list(name, &document.codings));
        self.has_problems |= document.codings.iter().any(|coding| coding.carried == Carried::Lost);
        self.codings.append(&mut document.codings);
    }
}
