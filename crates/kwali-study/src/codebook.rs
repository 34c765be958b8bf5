//! Codebooks in and out of the study.

mod plan;
mod revised_query;
mod revision;
mod tried;
mod uniting;

use std::collections::BTreeSet;

use kwali_codebook::{Codebook, ReadCodebook, write_csv, write_toml};
use kwali_model::{Code, CodePath};
use kwali_store::{Author, CodesPut};

pub use self::revised_query::{Found, QueryDoubt, RevisedQuery};
pub use self::revision::{CodebookRevision, FateOfCodings, RevisedCodes};
pub use self::tried::TriedRevision;
use crate::{Error, Notice, Study};

/// The form of a codebook file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodebookFormat {
    /// TOML, which holds everything.
    Toml,
    /// A table with one row a code.
    Csv,
}

impl CodebookFormat {
    /// Returns the form that a file's ending tells.
    pub fn of_file_name(name: &str) -> Option<CodebookFormat> {
        match name.rsplit_once('.')?.1 {
            "toml" => Some(CodebookFormat::Toml),
            "csv" => Some(CodebookFormat::Csv),
            _ => None,
        }
    }
}

/// What a codebook file changed.
#[derive(Debug)]
pub struct CodebookReport {
    /// What became of its codes; `None` if nothing was done, since the file has errors.
    pub put: Option<CodesPut>,
    /// What was not understood or doubted.
    pub notices: Vec<Notice>,
}

/// What is wrong with a codebook file.
#[derive(Debug)]
pub struct CodebookCheck {
    /// How many codes it has.
    pub codes: usize,
    /// What was not understood or doubted.
    pub notices: Vec<Notice>,
}

/// Checks a codebook file without touching any study.
pub fn check_codebook(file: &str, bytes: &[u8]) -> Result<CodebookCheck, Error> {
    let (codes, notices) = codes_of(file, bytes)?;
    Ok(CodebookCheck { codes: codes.len(), notices })
}

/// Returns the codes of a codebook file, which must have no errors, and what is doubted of it.
pub fn codes_in(file: &str, bytes: &[u8]) -> Result<(Vec<Code>, Vec<Notice>), Error> {
    let (codes, notices) = codes_of(file, bytes)?;
    match notices.iter().filter(|notice| notice.is_error()).count() {
        0 => Ok((codes, notices)),
        errors => Err(Error::CodebookErrors { file: file.to_owned(), errors }),
    }
}

impl Study {
    /// Adds the codes of a codebook file, or brings what is said of them up to date.
    ///
    /// A file with errors changes nothing: half a code system is worse than none.
    pub fn import_codebook(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<CodebookReport, Error> {
        let (codes, notices) = codes_of(file, bytes)?;
        if notices.iter().any(Notice::is_error) {
            return Ok(CodebookReport { put: None, notices });
        }
        let put = self.change(author, |change, _| Ok(change.put_codes(&codes)?))?;
        Ok(CodebookReport { put: Some(put), notices })
    }

    /// Returns the study's codes as a codebook file.
    pub fn export_codebook(&self, format: CodebookFormat) -> Result<Vec<u8>, Error> {
        let codebook = self.codebook()?;
        Ok(match format {
            CodebookFormat::Toml => write_toml(&codebook).into_bytes(),
            CodebookFormat::Csv => write_csv(&codebook),
        })
    }

    pub(crate) fn codebook(&self) -> Result<Codebook, Error> {
        let snapshot = self.snapshot()?;
        Ok(Codebook {
            name: snapshot.name().to_owned(),
            languages: snapshot.languages().to_vec(),
            codes: snapshot.codes().codes().to_vec(),
        })
    }
}

pub(crate) fn codes_of(file: &str, bytes: &[u8]) -> Result<(Vec<Code>, Vec<Notice>), Error> {
    let ReadCodebook { codebook, problems } = kwali_codebook::read(file, bytes)?;
    Ok((codebook.codes, problems.iter().map(Notice::from).collect()))
}

/// Returns the codes that a file of codings names, with their parents, where no codebook says more.
pub(crate) fn implied_codes(codings: &[u8]) -> Vec<Code> {
    let rows = kwali_coding::read_rows("codings.csv", codings).map(|read| read.rows);
    let mut seen = BTreeSet::new();
    let mut codes = Vec::new();
    for row in rows.unwrap_or_default() {
        let mut lineage = Vec::new();
        let mut next = CodePath::new(&row.code).ok();
        while let Some(path) = next {
            next = path.parent();
            lineage.push(path);
        }
        for path in lineage.into_iter().rev() {
            if seen.insert(path.clone()) {
                codes.push(Code::new(path));
            }
        }
    }
    codes
}
