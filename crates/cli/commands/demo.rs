//! `kwali demo`.

use std::path::{Path, PathBuf};

use clap::Args;
use kwali_exhibit::factsheet::{Form, Options};
use kwali_exhibit::{Language, Table};
use kwali_study::Study;

use super::demo_folder::DemoFolder;
use super::factsheet::{self, Recipe};
use super::sample::Sample;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{print, screen_width};

/// Build the sample study and show what Kwali makes of it
///
/// Writes the invented interviews of a sample, its codebook and codings to a folder, makes a study
/// of them, prints its main tables and writes a factsheet with charts.
#[derive(Args)]
#[command(after_help = examples!(
    "into the folder kwali-demo" => "kwali demo",
    "elsewhere" => "kwali demo ~/sample",
    "the other sample study" => "kwali demo --sample ervaringswerk ~/ervaringswerk",
))]
pub(crate) struct Demo {
    /// The folder to write to
    #[arg(default_value = "kwali-demo")]
    folder: PathBuf,
    /// Which of the two sample studies
    #[arg(long, value_enum, default_value = "empowerment")]
    sample: Sample,
}

impl Demo {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let sample = self.sample;
        let mut folder = DemoFolder::prepare(&self.folder, sample.study())?;
        sample.write(&mut folder)?;
        let path = folder.path(sample.study());
        let context = context.on_study(&path);
        let study = sample.make(&context, &folder)?;
        folder.mark(&study)?;
        study.index(&mut |_, _| {})?;
        for table in sample.main_tables(&study)? {
            print_table(&table, &study)?;
        }
        drop(study);
        let template = folder.path("factsheet.md").display().to_string();
        let recipe = Recipe {
            template: (sample.template(), &template),
            folder: &folder.path("factsheet"),
            forms: &Form::built_in(),
            options: Options { name: "factsheet".to_owned(), ..Options::default() },
        };
        let written = factsheet::build(&context, recipe)?;
        print(what_next(sample, &self.folder, &written).as_bytes())?;
        Ok(Outcome::Done)
    }
}

fn print_table(table: &Table, study: &Study) -> Result<(), Failure> {
    let language = Language::of(study.snapshot()?.language());
    let style = kwali_exhibit::Style { width: screen_width(), language };
    let mut bytes = Vec::new();
    table.write(kwali_exhibit::Format::Plain, style, &mut bytes)?;
    bytes.push(b'\n');
    print(&bytes)
}

fn what_next(sample: Sample, folder: &Path, written: &[PathBuf]) -> String {
    let study = folder.join(sample.study());
    let (study, folder) = (study.display(), folder.display());
    let mut pages = written.iter().filter(|path| path.extension().is_some_and(|end| end == "html"));
    let page = pages.next().map(|path| path.display().to_string()).unwrap_or_default();
    let charts = written.iter().filter(|path| path.extension().is_some_and(|end| end == "svg"));
    let commands: String =
        sample.what_next().iter().map(|command| format!("  {command}\n")).collect();
    format!(
        "The study is {study}; the interviews, codebook and codings it was made from are in {folder}.\n\
         The factsheet is {page}, with {} charts and a manifest beside it. Open it in a browser.\n\
         \n\
         Now try, in {folder}:\n{commands}",
        charts.count()
    )
}
