//! Keeps a factsheet from pointing at single people.
//!
//! Small counts of people are left out, with as many others as it takes that nobody can work them
//! out ([`protect`](kwali_analysis::protect())). All counts of a factsheet are one web: the same
//! question has the same answer in every exhibit, and is left out in all of them or in none.
//!
//! The way goes from what was found ([`places`]: which cells are counts, and what they
//! answer) to what a reader knows ([`known`]) and back to the cells ([`leaving_out`]).

mod again;
mod among;
mod known;
mod leaving_out;
mod places;
mod question;
mod quoting;

use std::fmt;
use std::str::FromStr;

pub(super) use self::again::find_again;
use self::known::Web;
use self::leaving_out::LeavingOut;
use self::places::Places;
pub(super) use self::quoting::QuotesCounted;
use self::quoting::Quoting;
use super::arguments::Problem;
use super::evidence::Evidence;
use super::kinds::Content;
use super::recorder::Entry;
use crate::Language;

/// The smallest number of people that is told, where nobody says otherwise.
const USUAL: u64 = 3;

/// Whether counts of few people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disclosure {
    /// Counts of fewer people than this are not told, nor what they could be worked out from.
    AtLeast(u64),
    /// All counts are told.
    Off,
}

impl Default for Disclosure {
    fn default() -> Disclosure {
        Disclosure::AtLeast(USUAL)
    }
}

/// Why a setting of disclosure control cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write `off`, or the smallest number of people that may be told, from 2")]
pub struct NoDisclosure;

impl FromStr for Disclosure {
    type Err = NoDisclosure;

    fn from_str(typed: &str) -> Result<Disclosure, NoDisclosure> {
        match (typed, typed.parse()) {
            ("off", _) => Ok(Disclosure::Off),
            (_, Ok(least @ 2..)) => Ok(Disclosure::AtLeast(least)),
            _ => Err(NoDisclosure),
        }
    }
}

impl fmt::Display for Disclosure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Disclosure::AtLeast(least) => least.fmt(formatter),
            Disclosure::Off => formatter.pad("off"),
        }
    }
}

impl Disclosure {
    /// Returns what the page says of it at its foot.
    pub(super) fn in_words(self, language: Language) -> String {
        match self {
            Disclosure::AtLeast(least) => language.choose(
                format!("Counts of fewer than {least} people are not shown."),
                format!("Aantallen van minder dan {least} mensen staan er niet bij."),
            ),
            Disclosure::Off => language
                .choose(
                    "Disclosure control is off: small counts of people are shown.",
                    "Kleine aantallen mensen zijn niet afgeschermd: alle aantallen staan erbij.",
                )
                .to_owned(),
        }
    }

    /// Leaves out of what was found what must not be told.
    pub(super) fn apply(
        self,
        evidence: &Evidence<'_>,
        entries: &mut [Entry],
        language: Language,
    ) -> Result<Applied, Problem> {
        let Disclosure::AtLeast(least) = self else { return Ok(Applied::default()) };
        let places = Places::of(evidence, entries, language)?;
        let withholding = Web::of(evidence, &places)?.protect(least);
        let leaving_out =
            LeavingOut { evidence, places: &places, withholding: &withholding, least, language };
        for (number, entry) in entries.iter_mut().enumerate() {
            leaving_out.apply(number, entry)?;
        }
        let Quoting { counted, notices: of_quotes, .. } =
            Quoting::of(evidence, entries, (least, language))?;
        let mut notices = notices(entries, withholding.n_exposed(), least);
        notices.extend(of_quotes);
        Ok(Applied { quotes: Some(counted), notices })
    }
}

/// What disclosure control did.
#[derive(Default)]
pub(super) struct Applied {
    /// What it found of quotes, if it was on.
    pub(super) quotes: Option<QuotesCounted>,
    /// What whoever builds the factsheet should know.
    pub(super) notices: Vec<String>,
}

/// Returns what whoever builds the factsheet should know of counts.
fn notices(entries: &[Entry], n_exposed: usize, least: u64) -> Vec<String> {
    let is_hidden = |entry: &&Entry| matches!(&entry.finding.content, Content::Number(number) if number.is_withheld);
    let calculated = entries.iter().filter(|entry| entry.is_calculated).filter(is_hidden);
    let n_calculated = calculated.count();
    let mut notices = Vec::new();
    if n_calculated > 0 {
        notices.push(format!(
            "the template calculates with {n_calculated} of the counts that are left out; what it \
             makes of them is not checked"
        ));
    }
    if n_exposed > 0 {
        notices.push(format!(
            "{n_exposed} counts are left out of which readers can still tell that they are below \
             {least}: there are too few people besides"
        ));
    }
    notices
}
