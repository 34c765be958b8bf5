//! `kwali import`, and `kwali import --revise`.

mod revise;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kwali_study::{
    Cleaning, CleaningStep, EXTENSION, FileOutcome, FileReport, Format, ImportOptions,
    ImportedDocument, ImportedFile, Note, Notice, ReadOptions, ReviseOptions, SpeakerLabels, Study,
    SurveyShape, TableOptions, Trial, bundle_name,
};

use super::explain::explain;
use super::new::language;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{TableFormat, TableOutput};

/// Read transcripts, or a whole study in plain text, into the study
///
/// Reads .txt, .md, .docx, .odt, .rtf, .pdf, .html, .vtt and .srt files, those of transcription
/// programs (.json, .otr, .tsv, .exb, .eaf), and folders of them. Each becomes a document named after
/// its file, or several where lines with `#TEXT NAME` begin them. Speakers are recognised where a
/// paragraph begins with one, and listed. A file that cannot be read is named with the reason; the
/// others come in all the same.
///
/// Of a survey (.csv, .tsv, .xlsx, .ods) every row is a respondent: open answers become the words of
/// a document, closed ones what is known about the participant. A table with columns for speaker,
/// text and times is read as a transcript.
#[derive(Args)]
#[command(after_help = examples!(
    "a folder of interviews" => "kwali import transcripts/",
    "one file, saying who speaks in it" => "kwali import gesprek.docx --speakers Interviewer,Aaltje",
    "a survey, saying who answers" => "kwali import enquete.xlsx --respondent Naam",
    "all answers to each question together" => "kwali import enquete.csv --answers toelichting,tips --as turns",
    "a corrected transcript, first to see what becomes of its codings" => "kwali import --revise EIW-03.docx --dry-run",
    "what reading a file would change in it" => "kwali import --explain gesprek.txt",
    "a whole study in plain text" => "kwali import --bundle study/",
))]
pub(crate) struct Import {
    /// Transcripts, and folders of them
    #[arg(value_name = "PATH", required_unless_present = "bundle")]
    paths: Vec<PathBuf>,

    /// Read a whole study in plain text from this folder; makes the study if there is none
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    bundle: Option<PathBuf>,

    /// Read corrected transcripts: each file is a new version of the document of its name
    #[arg(long, conflicts_with_all = ["bundle", "language", "group"])]
    revise: bool,

    /// Tell what would become of the codings, and change nothing
    #[arg(long, requires = "revise")]
    dry_run: bool,

    /// The form of the table of --revise or --explain; else what the ending of --output says, else plain
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<TableFormat>,

    /// Write the table of --revise or --explain to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The names that are speakers, instead of those that are recognised; none: --speakers ""
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    speakers: Option<Vec<String>>,

    /// The language of the words, if not the study's: nl, en, …
    #[arg(long, value_name = "CODE")]
    language: Option<String>,

    /// The document group; else the folder within PATH
    #[arg(long, value_name = "NAME")]
    group: Option<String>,

    /// The document's name, for a single file, also the document to revise; else the file's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// The encoding of plain files, if it is guessed wrong: windows-1252, macintosh, …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// The format, if the file's name does not tell it: txt, md, docx, odt, rtf, pdf, html, vtt, …
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<String>,

    /// In a survey, the columns with open answers; else those that look like it
    ///
    /// By their names, or by how these begin. A name with commas in it can stand alone: --answers may
    /// be given several times.
    #[arg(long, value_name = "COLUMN,…")]
    answers: Vec<String>,

    /// In a survey, the column that says who answers
    #[arg(long, value_name = "COLUMN")]
    respondent: Option<String>,

    /// What becomes of a survey: a document for each respondent, or one with all answers as turns
    #[arg(long = "as", value_enum, value_name = "SHAPE")]
    shape: Option<Shape>,

    /// The sheet of a spreadsheet, if not the first that has anything in it
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    /// Make successive subtitles of one speaker one turn, with a new paragraph after so many seconds
    /// of silence
    #[arg(
        long,
        value_name = "SECONDS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "2"
    )]
    join_cues: Option<f64>,

    /// Steps of cleaning that are not done, such as cut-words, or all; see docs/cleaning.md
    #[arg(long, value_name = "STEP,…", value_delimiter = ',', conflicts_with = "bundle")]
    no_clean: Vec<String>,

    /// Show what reading changes, where and why, and who speaks; nothing is imported
    #[arg(long, conflicts_with_all = ["bundle", "revise", "no_index"])]
    explain: bool,

    /// Do not bring the search index up to date; the next search does
    #[arg(long)]
    no_index: bool,
}

/// What becomes of the answers of a survey.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Shape {
    /// A document for each respondent
    Documents,
    /// One document with all answers below each question
    Turns,
}

impl Import {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        if !self.explain && !self.revise {
            self.report().refuse_without("--revise or --explain")?;
        }
        match &self.bundle {
            Some(folder) => self.import_bundle(context, &folder.clone()),
            None if self.revise => self.revise_files(context),
            None if self.explain => explain(context, &self.paths, self.options()?, &self.report()),
            None => self.import_files(context),
        }
    }

    pub(crate) fn wants_json(&self) -> bool {
        (self.revise || self.explain) && self.report().is_json()
    }

    fn report(&self) -> TableOutput {
        TableOutput { format: self.format, output: self.output.clone() }
    }

    fn revise_files(&self, context: &Context) -> Result<Outcome, Failure> {
        self.check_name()?;
        let options = ReviseOptions {
            document: self.name.clone(),
            read: self.options()?.read,
            trial: if self.dry_run { Trial::On } else { Trial::Off },
        };
        let mut study = context.open()?;
        let files = (self.paths.as_slice(), &options);
        let outcome = revise::revise(context, &mut study, files, &self.report())?;
        if !self.dry_run {
            self.bring_index_up(context, &study)?;
        }
        Ok(outcome)
    }

    fn check_name(&self) -> Result<(), Failure> {
        if self.name.is_some() && (self.paths.len() > 1 || self.paths[0].is_dir()) {
            let message = "--name names one document, but more than one file is imported";
            return Err(Failure::usage(message, "leave --name out, or name a single file"));
        }
        Ok(())
    }

    fn import_files(&self, context: &Context) -> Result<Outcome, Failure> {
        self.check_name()?;
        let options = self.options()?;
        let mut study = context.open()?;
        let bar = context.progress_of_files("reading");
        let mut tally = Tally::default();
        study.import(
            &context.author("import"),
            &self.paths,
            &options,
            &mut |reached, report| {
                bar.aside(|| tally.hear(context, report));
                bar.reach_files(reached);
            },
        )?;
        bar.finish();
        if tally.files == 0 {
            let message = "there is no file in what was named";
            return Err(Failure::usage(message, "name transcripts, or a folder that holds some"));
        }
        context.note(tally.summary());
        if tally.tables == 0 {
            context
                .notices(&self.unused_option().map(not_for_others).into_iter().collect::<Vec<_>>());
        }
        self.bring_index_up(context, &study)?;
        let is_whole = tally.refused == 0 && !tally.has_problems;
        Ok(if is_whole { Outcome::Done } else { Outcome::Problems })
    }

    /// Returns an option that was given and is for tables only.
    fn unused_option(&self) -> Option<&'static str> {
        let given = [
            (!self.answers.is_empty(), "--answers"),
            (self.respondent.is_some(), "--respondent"),
            (self.shape.is_some(), "--as"),
            (self.sheet.is_some(), "--sheet"),
        ];
        given.into_iter().find(|(is_given, _)| *is_given).map(|(_, name)| name)
    }

    fn options(&self) -> Result<ImportOptions, Failure> {
        let format = match &self.input_format {
            None => None,
            Some(name) => Some(Format::from_name(name).ok_or_else(|| {
                let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
                let hint = format!("choose one of {}", known.join(", "));
                Failure::usage(format!("`{name}` is no format that can be read"), hint)
            })?),
        };
        let speakers = match &self.speakers {
            None => SpeakerLabels::Detect,
            Some(names) if names.iter().all(|name| name.trim().is_empty()) => SpeakerLabels::Off,
            Some(names) => {
                SpeakerLabels::Only(names.iter().map(|name| name.trim().to_owned()).collect())
            }
        };
        let mut cleaning = Cleaning::default();
        cleaning.switch_off(&self.no_clean).map_err(|error| {
            let steps: Vec<&str> = Cleaning::optional().map(CleaningStep::name).collect();
            Failure::usage(error.to_string(), format!("choose from {}, all", steps.join(", ")))
        })?;
        Ok(ImportOptions {
            language: self.language.as_deref().map(language).transpose()?,
            group: self.group.clone(),
            name: self.name.clone(),
            read: ReadOptions {
                format,
                encoding: self.encoding.clone(),
                speakers,
                cleaning,
                table: TableOptions {
                    answers: self.answers.clone(),
                    respondent: self.respondent.clone(),
                    shape: match self.shape {
                        Some(Shape::Turns) => SurveyShape::Turns,
                        _ => SurveyShape::Documents,
                    },
                    sheet: self.sheet.clone(),
                },
                join_cues: self.join_cues.map(silence).transpose()?,
            },
        })
    }

    fn import_bundle(
        &self,
        context: &Context,
        folder: &std::path::Path,
    ) -> Result<Outcome, Failure> {
        let mut study = match context.open_or_missing()? {
            Ok(study) => study,
            Err(named) => {
                let (name, languages) = bundle_name(folder)?;
                let path = named.unwrap_or_else(|| PathBuf::from(format!("{name}.{EXTENSION}")));
                let study = Study::create(&path, &name, &languages, &context.author("import"))?;
                context.note(format!("made {}", path.display()));
                study
            }
        };
        let report = study.import_bundle(&context.author("import"), folder)?;
        context.notices(&report.notices);
        context.note(format!(
            "into {}: {} new documents, {} participants, {} codes, {} codings, {} suggestions, {} \
             memos and {} saved queries",
            study.path().display(),
            report.documents,
            report.participants,
            report.codes,
            report.codings,
            report.suggestions,
            report.memos,
            report.queries
        ));
        self.bring_index_up(context, &study)?;
        Ok(Outcome::of(&report.notices))
    }

    fn bring_index_up(&self, context: &Context, study: &Study) -> Result<(), Failure> {
        if self.no_index {
            return Ok(());
        }
        let bar = context.progress("indexing");
        let made = study.index(&mut |done, all| bar.reach(done, all));
        bar.finish();
        if let Err(error) = made {
            // The documents are safe; a search will try again.
            context.notices(&[Notice::warning(error.to_string())]);
        }
        Ok(())
    }
}

/// So many documents of one file are told one by one, and so many speakers of a document.
const MOST_SHOWN: usize = 12;

/// Tells that an option had nothing to work on.
fn not_for_others(option: &str) -> Notice {
    Notice::warning(format!("{option} is for tables (.csv, .tsv, .xlsx, .ods), and there was none"))
}

/// Returns a number of seconds as milliseconds.
fn silence(seconds: f64) -> Result<u64, Failure> {
    if (0.0..=86_400.0).contains(&seconds) {
        return Ok((seconds * 1000.0).round() as u64);
    }
    let message = format!("`{seconds}` is no number of seconds of silence");
    Err(Failure::usage(message, "write `--join-cues` alone for 2 seconds, or `--join-cues=3.5`"))
}

/// Counts what became of the files, and tells each as it comes.
#[derive(Default)]
struct Tally {
    files: usize,
    tables: usize,
    imported: usize,
    words: usize,
    already_there: usize,
    refused: usize,
    /// Something of a file that came in could not be kept.
    has_problems: bool,
}

impl Tally {
    fn hear(&mut self, context: &Context, report: &FileReport) {
        self.files += 1;
        let format = Format::of_file_name(&report.path.to_string_lossy());
        self.tables += usize::from(format.is_some_and(Format::is_table));
        let path = report.path.display();
        match &report.outcome {
            FileOutcome::Imported(imported) => {
                self.imported += imported.documents.len();
                self.already_there += imported.already_there;
                self.refused += imported.refused;
                self.has_problems |= imported.notices.iter().any(Notice::is_error);
                self.tell(context, report, imported);
            }
            FileOutcome::AlreadyThere { documents } => {
                self.already_there += documents.len();
                // An import that goes on after a break has many files that are called like their
                // documents; those are told only in the sum.
                let stem = report.path.file_stem().unwrap_or_default().to_string_lossy();
                if documents.len() > 1 || documents.first().is_some_and(|first| *first != stem) {
                    let (first, n) =
                        (documents.first().map_or("", String::as_str), documents.len());
                    let more = if n > 1 { format!(" and {} more", n - 1) } else { String::new() };
                    context.note(format!("{path}: is in the study already, as `{first}`{more}"));
                }
            }
            FileOutcome::Refused { .. } => self.refused += 1,
        }
        context.notices(&report.refusals());
    }

    /// Tells what came of a file; of many documents the first ones stand for all.
    fn tell(&mut self, context: &Context, report: &FileReport, imported: &ImportedFile) {
        let path = report.path.display();
        let documents = &imported.documents;
        let words: usize = documents.iter().map(|document| document.words).sum();
        self.words += words;
        tell_notes(context, report, &imported.notes);
        if documents.len() > 1 || imported.already_there > 0 {
            let (n, there) = (documents.len(), imported.already_there);
            let there = if there > 0 { format!("; {there} already there") } else { String::new() };
            context.note(format!("{path}: {n} documents, {words} words{there}"));
        }
        for document in documents.iter().take(MOST_SHOWN) {
            context.note(describe(document));
            tell_notes(context, report, &document.notes);
            if let Some(kept) = comments(document) {
                context.note(format!("  {path}: {kept}"));
            }
        }
        if documents.len() > MOST_SHOWN {
            let first = documents[MOST_SHOWN].name.as_str();
            let rest = documents.len() - MOST_SHOWN;
            context.note(format!("… and {rest} more documents, from `{first}` on"));
        }
    }

    fn summary(&self) -> String {
        let mut summary = format!("imported {} documents, {} words", self.imported, self.words);
        for (number, what) in
            [(self.already_there, "already there"), (self.refused, "could not be read")]
        {
            if number > 0 {
                summary.push_str(&format!("; {number} {what}"));
            }
        }
        summary
    }
}

fn tell_notes(context: &Context, report: &FileReport, notes: &[Note]) {
    for note in notes {
        let place = note.line.map(|line| format!("{line}:")).unwrap_or_default();
        context.note(format!("  {}:{place} {}", report.path.display(), note.what));
    }
}

fn comments(document: &ImportedDocument) -> Option<String> {
    match document.comments {
        0 => None,
        1 => Some("1 comment kept as a memo".to_owned()),
        n => Some(format!("{n} comments kept as memos")),
    }
}

/// Returns what is told of a document in one line.
pub(super) fn describe(document: &ImportedDocument) -> String {
    let named = |(name, asks, turns): &(String, bool, usize)| {
        let name = if name.is_empty() { "(no name)" } else { name };
        let asks = if *asks { ", asks" } else { "" };
        format!("{name} ({turns}{asks})")
    };
    let mut speakers: Vec<String> = document.speakers.iter().take(MOST_SHOWN).map(named).collect();
    if let Some(rest @ 1..) = document.speakers.len().checked_sub(MOST_SHOWN) {
        speakers.push(format!("and {rest} more"));
    }
    let speakers = match speakers.as_slice() {
        [] => "no speakers recognised".to_owned(),
        names => format!("speakers {}", names.join(", ")),
    };
    let encoding = document.encoding.as_deref().map(|name| format!(", {name}")).unwrap_or_default();
    format!(
        "{}: {}{encoding}, {} words, {} paragraphs, {speakers}",
        document.name,
        document.format.name(),
        document.words,
        document.paragraphs,
    )
}
