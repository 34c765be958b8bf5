//! `kwali codebook diff`.

use std::path::{Path, PathBuf};

use clap::Args;
use kwali_exhibit::{Cell, Column, ColumnKind, Language, Table};
use kwali_study::{Code, Difference, codes_in};

use crate::commands::variables::read_file;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Compare the study's codes with a codebook file, or two files with each other
///
/// Tells codes that were added, removed, renamed or moved, and what is said otherwise of a code. Exit
/// status 1 if anything differs, as with `diff`.
#[derive(Args)]
#[command(after_help = examples!(
    "what the file has otherwise than the study" => "kwali codebook diff codebook.toml",
    "two files" => "kwali codebook diff codebook-1.toml codebook-2.csv",
))]
pub(crate) struct DiffCodebook {
    /// The codebook, .toml or .csv, that is held against the study; or the first of two
    file: PathBuf,
    /// The second codebook
    other: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: TableOutput,
}

impl DiffCodebook {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let (first, second, language) = match &self.other {
            Some(other) => (read(context, &self.file)?, read(context, other)?, Language::English),
            None => {
                let study = context.open()?;
                let frame = study.frame()?;
                let language = Language::of(frame.language());
                (frame.codes().codes().to_vec(), read(context, &self.file)?, language)
            }
        };
        let differences = kwali_study::compare_codes(&first, &second);
        self.output.write(context, &table(&differences, language)?, language)?;
        Ok(match differences.is_empty() {
            true => Outcome::Done,
            false => Outcome::Problems,
        })
    }
}

/// Returns the codes of a file; that there are none is told, since then all others were removed.
fn read(context: &Context, file: &Path) -> Result<Vec<Code>, Failure> {
    let bytes = read_file(file)?;
    let (codes, notices) = codes_in(&file.display().to_string(), &bytes)?;
    if codes.is_empty() {
        context.notices(&notices);
    }
    Ok(codes)
}

fn table(differences: &[Difference], language: Language) -> Result<Table, Failure> {
    let text = |(name, shown): (&&str, &str)| Column::new(*name, shown, ColumnKind::Text);
    let (title, columns) = match language {
        Language::Dutch => {
            ("Verschillen tussen codeboeken", ["verschil", "code", "wat", "eerst", "nu"])
        }
        Language::English => {
            ("Differences between codebooks", ["difference", "code", "field", "before", "after"])
        }
    };
    let names = ["difference", "code", "field", "before", "after"];
    let columns = names.iter().zip(columns).map(text).collect();
    Ok(Table::new(title, columns, differences.iter().map(row).collect())?)
}

fn row(difference: &Difference) -> Vec<Cell> {
    let cells = |kind: &str, code: &str, rest: [Option<&str>; 3]| {
        let [field, before, after] = rest.map(|words| words.map_or(Cell::Undefined, Cell::text));
        vec![Cell::text(kind), Cell::text(code), field, before, after]
    };
    match difference {
        Difference::Added(code) => cells("added", code.as_str(), [None; 3]),
        Difference::Removed(code) => cells("removed", code.as_str(), [None; 3]),
        Difference::Renamed { from, to } => {
            cells("renamed", to.as_str(), [Some("id"), Some(from.as_str()), Some(to.as_str())])
        }
        Difference::Moved { from, to } => {
            cells("moved", to.as_str(), [Some("id"), Some(from.as_str()), Some(to.as_str())])
        }
        Difference::Changed { code, field, before, after } => {
            cells("changed", code.as_str(), [Some(field), before.as_deref(), after.as_deref()])
        }
    }
}
