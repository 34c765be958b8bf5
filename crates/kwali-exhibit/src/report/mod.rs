//! A report that somebody wrote or edited by hand, compared with the study it is about.
//!
//! Quotations are looked for in the transcripts, numbers and tables are counted again. What each
//! verdict means is told in `docs/definitions.md`.

mod amounts;
mod attribution;
mod beside_labels;
mod flags;
mod numbers;
mod quotations;
mod quoted;
mod shares;
mod surroundings;
mod table;
mod tables;

use kwali_transcript::{Place, ReadReport};

use crate::factsheet::{Evidence, Recounted, recount};
use crate::{Error, Language};

pub use table::{Show, checked_table};

/// Compares reports with a study, which it counts once for all of them.
pub struct Checker<'a> {
    evidence: &'a Evidence<'a>,
    language: Language,
    /// The language of the numbers in the report.
    numbers_language: Language,
    voices: attribution::Voices,
    flags: flags::Flags,
    /// The exhibits of the factsheet as they are now.
    exhibits: Vec<Recounted>,
}

/// Something in a report that was compared with the study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Where it stands in the report.
    pub place: Place,
    /// What it is.
    pub kind: CheckedKind,
    /// What came out.
    pub verdict: Verdict,
    /// What stands in the report.
    pub stands: String,
    /// What the study has instead; empty where it is the same.
    pub study: String,
    /// The exhibit of the factsheet that a number is from.
    pub exhibit: Option<String>,
    /// The document that is quoted.
    pub document: Option<String>,
    /// The number of the turn in it, from 1.
    pub turn: Option<usize>,
    /// Line and byte in the report as it was read: its order.
    order: (usize, usize),
}

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckedKind {
    /// What somebody is said to have said.
    Quotation,
    /// A number in a sentence.
    Number,
    /// A cell of a table.
    Table,
    /// A name of somebody in a quotation.
    Pseudonym,
    /// The name of a place in a quotation.
    Place,
}

impl CheckedKind {
    /// Returns the name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            CheckedKind::Quotation => "quotation",
            CheckedKind::Number => "number",
            CheckedKind::Table => "table",
            CheckedKind::Pseudonym => "pseudonym",
            CheckedKind::Place => "place",
        }
    }
}

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A quotation is as it was said.
    Exact,
    /// A quotation is as it was said, and what was left out or put in is marked.
    Elided,
    /// A quotation differs from what was said.
    Altered,
    /// A quotation differs by a negation.
    Negation,
    /// A quotation is said to be somebody else's than it is.
    OtherVoice,
    /// Nobody said anything like it.
    NotFound,
    /// A number is what the study gives.
    Holds,
    /// A number is not what the study gives.
    Differs,
    /// A quotation names somebody or some place.
    Named,
}

impl Verdict {
    /// Returns the name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Elided => "elided",
            Verdict::Altered => "altered",
            Verdict::Negation => "negation",
            Verdict::OtherVoice => "other_voice",
            Verdict::NotFound => "not_found",
            Verdict::Holds => "holds",
            Verdict::Differs => "differs",
            Verdict::Named => "named",
        }
    }

    /// True if somebody should look at it.
    pub fn is_problem(self) -> bool {
        !matches!(self, Verdict::Exact | Verdict::Elided | Verdict::Holds)
    }
}

impl<'a> Checker<'a> {
    /// Prepares to compare reports with a study; exhibits of a factsheet are counted again if its
    /// manifest is given.
    ///
    /// # Errors
    ///
    /// If the manifest cannot be read.
    pub fn new(
        evidence: &'a Evidence<'a>,
        manifest_json: Option<&str>,
        language: Language,
    ) -> Result<Checker<'a>, Error> {
        let snapshot = evidence.snapshot;
        let (numbers_language, exhibits) = match manifest_json {
            Some(json) => recount(json, evidence)?,
            None => (language, Vec::new()),
        };
        Ok(Checker {
            evidence,
            language,
            numbers_language,
            voices: attribution::Voices::of(snapshot),
            flags: flags::Flags::of(snapshot),
            exhibits,
        })
    }

    /// Returns what was compared, in the order of the report.
    ///
    /// # Errors
    ///
    /// Never in practice: what is counted beside labels is in the study.
    pub fn check(&self, report: &ReadReport) -> Result<Vec<Checked>, Error> {
        let written = self.written(report);
        let (numbers, known) = self.numbers(report, &written);
        let mut checked = self.quotations(report);
        checked.extend(numbers);
        checked.extend(self.shares(report));
        checked.extend(self.beside_labels(report, &written, &known)?);
        checked.extend(self.tables(report));
        checked.sort_by_key(|one| (one.order, one.kind, one.verdict));
        Ok(checked)
    }
}
