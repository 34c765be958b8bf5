//! `kwali demo`.

use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};
use kwali_exhibit::{Language, Table, two_variables_table};
use kwali_study::{ImportOptions, Study, Subcodes, Unit};

use super::demo_folder::DemoFolder;
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

/// The study in the demo's folder.
const STUDY: &str = "empowerment.kwali";

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
        let mut folder = DemoFolder::prepare(&self.folder, STUDY)?;
        write_sample(&mut folder)?;
        let path = folder.path(STUDY);
        let context = context.on_study(&path);
        let study = make_study(&context, &folder)?;
        folder.mark(&study)?;
        study.index(&mut |_, _| {})?;
        for table in main_tables(&study)? {
            print_table(&table, &study)?;
        }
        drop(study);
        let template = folder.path("factsheet.md").display().to_string();
        let (name, date) = ("factsheet".to_owned(), None);
        let to = folder.path("factsheet");
        let written = factsheet::build(&context, (TEMPLATE, &template), &to, (name, date))?;
        print(what_next(&self.folder, &written).as_bytes())?;
        Ok(Outcome::Done)
    }
}

fn write_sample(folder: &mut DemoFolder) -> Result<(), Failure> {
    for file in TRANSCRIPTS.files() {
        let name = file.path().file_name().unwrap_or_default().to_string_lossy();
        folder.write(&format!("transcripts/{name}"), file.contents())?;
    }
    let tables = [SPEAKERS, CODERS, MEMOS].into_iter().chain(VALUES).chain(CODINGS);
    for (name, bytes) in tables {
        folder.write(name, bytes)?;
    }
    folder.write("codebook.toml", CODEBOOK)?;
    folder.write("factsheet.md", TEMPLATE.as_bytes())
}

fn make_study(context: &Context, folder: &DemoFolder) -> Result<Study, Failure> {
    let author = context.author("demo");
    let name = "Empowerment in de wijk";
    let languages = [kwali_study::Language::dutch(), kwali_study::Language::english()];
    let mut study = Study::create(&folder.path(STUDY), name, &languages, &author)?;
    let transcripts = [folder.path("transcripts")];
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
           kwali retrieve '#eiw.barrier.workload role:\"sociaal werker\" coder:A'\n  \
           kwali crosstab --by role --code eiw.barrier --coder A --subcodes included --unit participants --chart barriers.svg\n  \
           kwali trace belemmeringen-naar-rol 'eiw.barrier.workload,sociaal werker'\n  \
           kwali show EIW-01\n",
        charts.count()
    )
}
