//! Templates made from what is in a study, to be changed by hand.
//!
//! A template that is made here can be built at once, on a study that has nothing yet too.

mod checklist;
mod material;
mod sections;
mod summary;
mod writing;

use std::collections::BTreeMap;

use kwali_analysis::top_codes;
use kwali_model::Snapshot;

pub use checklist::Checklist;

use self::material::Material;
use crate::Language;
use crate::exhibits::{code_id, code_label};

/// A part of a factsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftPart {
    /// What was found, in a few sentences with numbers.
    Summary,
    /// With whom and how was spoken.
    Sample,
    /// A section for each branch of the code system.
    Themes,
    /// Who names what.
    Perspectives,
    /// Codes that occur together.
    Cooccurrence,
    /// What people said.
    Quotes,
    /// How it was counted.
    Methods,
}

impl DraftPart {
    /// Every part, in the order in which they stand.
    pub const ALL: [DraftPart; 7] = [
        DraftPart::Summary,
        DraftPart::Sample,
        DraftPart::Themes,
        DraftPart::Perspectives,
        DraftPart::Cooccurrence,
        DraftPart::Quotes,
        DraftPart::Methods,
    ];

    /// Returns its name, as it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            DraftPart::Summary => "summary",
            DraftPart::Sample => "sample",
            DraftPart::Themes => "themes",
            DraftPart::Perspectives => "perspectives",
            DraftPart::Cooccurrence => "cooccurrence",
            DraftPart::Quotes => "quotes",
            DraftPart::Methods => "methods",
        }
    }

    /// Returns what it holds, in a few words.
    pub fn description(self) -> &'static str {
        match self {
            DraftPart::Summary => "a summary with numbers",
            DraftPart::Sample => "tables of the sample",
            DraftPart::Themes => "a section on each theme",
            DraftPart::Perspectives => "who names what",
            DraftPart::Cooccurrence => "codes that occur together",
            DraftPart::Quotes => "quotes",
            DraftPart::Methods => "how it was counted",
        }
    }
}

/// What a template is to have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftRequest {
    /// The language of its words.
    pub language: Language,
    /// The parts.
    pub parts: Vec<DraftPart>,
    /// The ids of the branches with a section of their own; those of [`branches`] where none is named.
    pub branches: Vec<String>,
    /// The variable of participants that says whose perspective something is.
    pub by: Option<String>,
    /// How often the code system was changed, by what was done: `add`, `change`, `remove`, ….
    pub code_changes: BTreeMap<String, usize>,
}

/// Returns the codes that make a section each, with what they are called.
pub fn branches(snapshot: &Snapshot, language: Language) -> Vec<(String, String)> {
    let codes = material::branches(snapshot).into_iter();
    let named = |code| {
        let label = code_label(snapshot, code, language).to_owned();
        (code_id(snapshot, code).to_owned(), label)
    };
    codes.map(named).collect()
}

/// Returns the variable of participants that seems to say whose perspective something is.
pub fn perspective(snapshot: &Snapshot) -> Option<&str> {
    material::perspective(snapshot).map(|variable| variable.name.as_str())
}

/// Returns the parts that make sense for a study as it is.
pub fn usual_parts(snapshot: &Snapshot, by: Option<&str>) -> Vec<DraftPart> {
    let is_coded = !snapshot.codings().is_empty();
    let makes_sense = |part: &DraftPart| match part {
        DraftPart::Perspectives => by.is_some() && is_coded,
        DraftPart::Cooccurrence => {
            snapshot.codings().len() >= material::ENOUGH_CODINGS
                && top_codes(snapshot.codes()).len() > 1
        }
        _ => true,
    };
    DraftPart::ALL.into_iter().filter(makes_sense).collect()
}

/// Returns a template for a study, with remarks how to change it.
pub fn draft(snapshot: &Snapshot, request: &DraftRequest) -> String {
    let material = Material::new(snapshot, request);
    let mut template = sections::head(&material);
    for part in DraftPart::ALL.into_iter().filter(|part| request.parts.contains(part)) {
        template.push_str(&match part {
            DraftPart::Summary => summary::write(&material),
            DraftPart::Sample => sections::sample(&material),
            DraftPart::Themes => sections::themes(&material),
            DraftPart::Perspectives => sections::perspectives(&material),
            DraftPart::Cooccurrence => sections::cooccurrence(&material),
            DraftPart::Quotes => sections::quotes(&material),
            DraftPart::Methods => sections::methods(&material),
        });
    }
    template
}

/// Returns the template of a reporting checklist: what the study can prove is filled in, the rest
/// are questions.
pub fn draft_checklist(
    snapshot: &Snapshot,
    checklist: Checklist,
    request: &DraftRequest,
) -> String {
    checklist::write(&Material::new(snapshot, request), checklist)
}
