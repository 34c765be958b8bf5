//! Factsheets: a template in which tables, charts, quotes and numbers are filled in from a study.
//!
//! A template is Markdown with the tags of Jinja. Everything it can show is a function with keyword
//! arguments; queries are in the language of [`Query`](kwali_analysis::Query):
//!
//! ```text
//! # {{ study.name }}
//!
//! In {{ count_all("documents") }} interviews noemden {{ count("#barrier", unit="participants") }}
//! deelnemers een belemmering.
//!
//! {{ frequencies(id="barriers", codes="#barrier", unit="participants", chart=true) }}
//!
//! {{ quotes(where="#barrier role:bewoner", n=2, by="participant.role") }}
//! ```
//!
//! There are functions for tables of codes (`frequencies`, `crosstab`, `cooccurrence`, `theme_table`,
//! `query_table`, `code_matrix`), of the sample (`variables`, `sample_table`, `characteristics`,
//! `number_summary`), for what people said (`quotes`, `quote`, `quote_register`), and for numbers and
//! codes in a sentence (`count`, `count_all`, `percent`, `codes_named`); [`functions`] lists them
//! with their arguments.
//!
//! Front matter between lines of `---` is left out; `language: en` or `language: nl` in it chooses
//! the language of the factsheet.
//!
//! All but plain facts (`study.name`, `documents`, `participants`) take `id` and `title`, other words
//! for headings and values (`labels`), and what was published before (`published`). A number
//! is a number in tags such as `{% if count("#barrier") > 5 %}`. Where a query names participants
//! or what is known of them, only these participants count, not those who speak in the same
//! segments.
//!
//! Beside the page stands a [manifest](Factsheet::manifest_json) with everything that is needed
//! to [`trace`] a number to its segments and to count it again.

mod arguments;
mod behind;
mod blocks;
mod build;
mod causes;
mod changed_calls;
mod context;
mod digests;
mod disclosure;
mod draft;
mod evidence;
mod front_matter;
mod kinds;
mod manifest;
mod markdown;
mod office;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod placed;
mod printed;
mod published;
mod recorder;
mod recount;
mod shown;
mod template;
mod trace;
mod verify;

pub use build::{Factsheet, Form, Options, SegmentsInPage, build};
pub use causes::{causes, values_of};
pub use changed_calls::{CallNow, ChangedCall, changed_calls};
pub(crate) use context::Around;
pub use disclosure::{Disclosure, NoDisclosure};
pub use draft::{
    Checklist, DraftPart, DraftRequest, branches, draft, draft_checklist, perspective, usual_parts,
};
pub use evidence::Evidence;
pub(crate) use kinds::{Chooser, Quote};
pub(crate) use recount::{Now, Recounted, count_in, recount};
pub use trace::{Trace, trace};
pub use verify::{Changed, Drift, Verification, verify, verify_only};

/// Returns the functions of templates, each with the names of its own arguments.
pub fn functions() -> Vec<(&'static str, &'static [&'static str])> {
    kinds::Kind::ALL.into_iter().map(|kind| (kind.name(), kind.parameters())).collect()
}
