//! A codebook, and reading one in any format.

use kwali_model::Code;
use kwali_text::{Language, Severity};

use crate::check::findings;
use crate::draft::Draft;
use crate::tree::plant;
use crate::{Error, Problem, ProblemKind, csv_file, toml_reader};

/// A codebook: codes in order, each parent among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Codebook {
    /// What it is called.
    pub name: String,
    /// Its languages, the main one first.
    pub languages: Vec<Language>,
    /// The codes in order; a parent may stand behind its children.
    pub codes: Vec<Code>,
}

/// A codebook as it was read, and what was wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadCodebook {
    /// What was understood.
    pub codebook: Codebook,
    /// What was not, or looks wrong, by line.
    pub problems: Vec<Problem>,
}

impl ReadCodebook {
    /// True if something was left out.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity() == Severity::Error)
    }
}

/// What a file holds before codes have their places.
pub(crate) struct Drafts {
    /// The name, if the file says it.
    pub(crate) name: Option<String>,
    /// The languages that the file lists, then those that it uses.
    pub(crate) languages: Vec<Language>,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads a codebook in the format that its file name ends in: `.toml` or `.csv`.
///
/// Every code of the result has its parent in it, and no two have the same id.
pub fn read(file: &str, bytes: &[u8]) -> Result<ReadCodebook, Error> {
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let drafts = match extension.to_ascii_lowercase().as_str() {
        "toml" => toml_reader::read(file, bytes)?,
        "csv" => csv_file::read(file, bytes)?,
        _ => return Err(Error::UnknownFormat(file.to_owned())),
    };
    let Drafts { name, languages, drafts, mut problems } = drafts;
    if drafts.is_empty() {
        problems.push(Problem::of(file, ProblemKind::NoCodes));
    }
    let tree = plant(drafts, file, &mut problems);
    let base = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    let name = name.unwrap_or_else(|| base.to_owned());
    let codebook = Codebook { name, languages, codes: tree.codes };
    for (code, what) in findings(&codebook) {
        match code.map(|code| tree.lines[code]) {
            None => problems.push(Problem::of(file, what)),
            Some(Some(line)) => problems.push(Problem::at(file, line, what)),
            // That the code was added has been said.
            Some(None) => {}
        }
    }
    problems.sort_by_key(|problem| problem.line);
    Ok(ReadCodebook { codebook, problems })
}

impl Codebook {
    /// Returns the languages that the codebook lists, then those that only its codes are in.
    pub fn all_languages(&self) -> Vec<Language> {
        let mut languages = self.languages.clone();
        for code in &self.codes {
            let used = code.label.keys().chain(code.definition.keys()).chain(code.keywords.keys());
            used.for_each(|language| add_language(&mut languages, language));
        }
        languages
    }
}

/// Adds a language that is not yet among `languages`.
pub(crate) fn add_language(languages: &mut Vec<Language>, language: &Language) {
    if !languages.contains(language) {
        languages.push(language.clone());
    }
}
