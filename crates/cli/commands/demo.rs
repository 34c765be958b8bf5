//! `kwali demo`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};
use kwali_exhibit::{Language, Table, two_variables_table};
use kwali_study::{ImportOptions, Study, Subcodes, Unit};

use super::factsheet;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{print, screen_width};

static TRANSCRIPTS: Dir<'_> =
    include_dir!("$CARGO_MANIFEST_DIR/corpus-sample/empowerment-in-de-wijk/transcripts");
const CODEBOOK: &[u8] = include_bytes!("../../../codebooks/eiw.toml");
const TEMPLATE: &str = include_str!("../../../corpus-sample/empowerment-in-de-wijk/factsheet.md");

macro_rules! sample {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../corpus-sample/empowerment-in-de-wijk/", $name)))
    };
}

/// A file of the sample: its name and its bytes.
type SampleFile = (&'static str, &'static [u8]);

const SPEAKERS: SampleFile = sample!("speakers.csv");
const VALUES: [SampleFile; 2] = [sample!("participants.csv"), sample!("documents.csv")];
const CODERS: SampleFile = sample!("coders.csv");
const CODINGS: [SampleFile; 2] = [sample!("codings-A.csv"), sample!("codings-B.csv")];
const MEMOS: SampleFile = sample!("memos.csv");

/// The study in the demo's folder, and the file that says that the folder is the demo's.
const STUDY: &str = "empowerment.kwali";
const MARK: &str = "about-this-demo.txt";

/// Build the sample study and show what Kwali makes of it
///
/// Writes the invented interviews of the sample, a codebook and two coders' codings to a folder,
/// makes a study of them, prints its main tables and writes a factsheet with charts.
#[derive(Args)]
#[command(after_help = examples!(
    "into the folder kwali-demo" => "kwali demo",
    "elsewhere" => "kwali demo ~/sample",
))]
pub(crate) struct Demo {
    /// The folder to write to
    #[arg(default_value = "kwali-demo")]
    folder: PathBuf,
}

impl Demo {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let folder = self.folder;
        prepare(&folder)?;
        write_sample(&folder)?;
        let path = folder.join(STUDY);
        let context = context.on_study(&path);
        let study = make_study(&context, &path, &folder)?;
        mark(&folder, &study)?;
        study.index(&mut |_, _| {})?;
        for table in main_tables(&study)? {
            print_table(&table, &study)?;
        }
        drop(study);
        let template = folder.join("factsheet.md");
        let template_name = template.display().to_string();
        let name = ("factsheet".to_owned(), None);
        let written = factsheet::build(
            &context,
            (TEMPLATE, &template_name),
            &folder.join("factsheet"),
            name,
        )?;
        print(what_next(&folder, &written).as_bytes())?;
        Ok(Outcome::Done)
    }
}

/// Makes sure that the folder may be filled: it is new, empty, or an untouched demo.
fn prepare(folder: &Path) -> Result<(), Failure> {
    let in_folder = |error| Failure::io(folder, error);
    if !folder.exists() {
        return fs::create_dir_all(folder).map_err(in_folder);
    }
    let is_empty = fs::read_dir(folder).map_err(in_folder)?.next().is_none();
    if is_empty || is_untouched_demo(folder) {
        // The index goes with the study it was made for.
        for name in [STUDY, MARK] {
            let _ = fs::remove_file(folder.join(name));
        }
        return Ok(());
    }
    let message = format!("{}: there is something in this folder already", folder.display());
    Err(Failure::usage(message, "name another folder: kwali demo DIR"))
}

/// True where nothing was changed in the study since the demo made it.
fn is_untouched_demo(folder: &Path) -> bool {
    let Ok(mark) = fs::read_to_string(folder.join(MARK)) else { return false };
    if !folder.join(STUDY).exists() {
        return true;
    }
    let state = || {
        let study = Study::open(&folder.join(STUDY), std::time::Duration::from_secs(1)).ok()?;
        Some(state_line(&study.snapshot().ok()?.state().0.to_string()))
    };
    state().is_some_and(|state| mark.contains(&state))
}

fn state_line(state: &str) -> String {
    format!("Changes in the study when it was made: {state}\n")
}

fn mark(folder: &Path, study: &Study) -> Result<(), Failure> {
    let state = state_line(&study.snapshot()?.state().0.to_string());
    let text = format!(
        "This folder was made by `kwali demo`. The interviews are invented; nobody in them exists.\n\
         {state}As long as nothing else is changed, `kwali demo` makes it anew.\n"
    );
    write(folder, MARK, text.as_bytes())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = folder.join(name);
    let parent = path.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(|error| Failure::io(parent, error))?;
    fs::write(&path, bytes).map_err(|error| Failure::io(&path, error))
}

fn write_sample(folder: &Path) -> Result<(), Failure> {
    for file in TRANSCRIPTS.files() {
        let name = file.path().file_name().unwrap_or_default().to_string_lossy();
        write(folder, &format!("transcripts/{name}"), file.contents())?;
    }
    let tables = [SPEAKERS, CODERS, MEMOS].into_iter().chain(VALUES).chain(CODINGS);
    for (name, bytes) in tables {
        write(folder, name, bytes)?;
    }
    write(folder, "codebook.toml", CODEBOOK)?;
    write(folder, "factsheet.md", TEMPLATE.as_bytes())
}

fn make_study(context: &Context, path: &Path, folder: &Path) -> Result<Study, Failure> {
    let author = context.author("demo");
    let name = "Empowerment in de wijk";
    let languages = [kwali_study::Language::dutch(), kwali_study::Language::english()];
    let mut study = Study::create(path, name, &languages, &author)?;
    let transcripts = [folder.join("transcripts")];
    let options = ImportOptions::default();
    let mut refused = Vec::new();
    study.import(&author, &transcripts, &options, &mut |_, report| {
        refused.extend(report.refusal());
    })?;
    context.notices(&refused);
    study.import_codebook(&author, "codebook.toml", CODEBOOK)?;
    let (file, bytes) = SPEAKERS;
    context.notices(&study.import_speakers(&author, file, bytes)?.notices);
    for (file, bytes) in VALUES {
        context.notices(&study.import_variables(&author, file, bytes)?.notices);
    }
    let (file, bytes) = CODERS;
    context.notices(&study.import_coders(&author, file, bytes)?.notices);
    for coded in CODINGS {
        context.notices(&study.import_codings(&author, coded, None)?.notices);
    }
    let (file, bytes) = MEMOS;
    context.notices(&study.import_memos(&author, file, bytes)?.notices);
    Ok(study)
}

/// The tables that show what the study is about; coder A coded all of it.
fn main_tables(study: &Study) -> Result<Vec<Table>, Failure> {
    let snapshot = study.snapshot()?;
    let language = Language::of(snapshot.language());
    let by_a = study.counted(None, &["A".to_owned()])?;
    let mut tables = Vec::new();
    for (rows, columns) in
        [("document.site", "document.interview_mode"), ("participant.role", "participant.site")]
    {
        let (ids, spread) = study.variable_crosstab(rows, columns)?;
        tables.push(two_variables_table(snapshot, ids, &spread, language)?);
    }
    for (code, depth) in [("eiw.value", 1), ("eiw.barrier", 1), ("eiw.enabler", 1)] {
        let rows = study.rows_to_depth(code, depth)?;
        let crosstab = study.crosstab(&by_a, Some(rows), "role", Subcodes::Included)?;
        let unit = Unit::Participants;
        tables.push(kwali_exhibit::crosstab_table(
            by_a.snapshot(),
            &crosstab,
            unit,
            None,
            language,
        )?);
    }
    Ok(tables)
}

fn print_table(table: &Table, study: &Study) -> Result<(), Failure> {
    let language = Language::of(study.snapshot()?.language());
    let style = kwali_exhibit::Style { width: screen_width(), language };
    let mut bytes = Vec::new();
    table.write(kwali_exhibit::Format::Plain, style, &mut bytes)?;
    bytes.push(b'\n');
    print(&bytes)
}

fn what_next(folder: &Path, written: &[PathBuf]) -> String {
    let study = folder.join(STUDY);
    let (study, folder) = (study.display(), folder.display());
    let page = written.first().map(|path| path.display().to_string()).unwrap_or_default();
    let charts = written.iter().filter(|path| path.extension().is_some_and(|end| end == "svg"));
    format!(
        "The study is {study}; the interviews, codebook and codings it was made from are in {folder}.\n\
         The factsheet is {page}, with {} charts and a manifest beside it. Open it in a browser.\n\
         \n\
         Now try, in {folder}:\n  \
           kwali search 'geen tijd'\n  \
           kwali retrieve '#eiw.barrier.workload role:bewoner or #eiw.barrier.workload role:projectcoördinator'\n  \
           kwali crosstab --by role --code eiw.barrier --subcodes included --unit participants --chart barriers.svg\n  \
           kwali trace belemmeringen-naar-rol 'eiw.barrier.workload,sociaal werker'\n  \
           kwali show EIW-01\n",
        charts.count()
    )
}
