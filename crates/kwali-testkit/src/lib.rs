//! Marked-up text as fixtures for tests.
//!
//! ```text
//! == EIW-01 site=Utrecht            a document and its variables
//! -- Aaltje role=bewoner            someone who speaks in it: a participant and their variables
//! -- Interviewer                    without variables: a speaker who is no participant
//! Interviewer: Hoe gaat het?
//! Aaltje: <barrier.workload>Geen <time@B>tijd</time@B></barrier.workload>.
//! ```
//!
//! A tag is a code, `@B` behind it the coder (A where none is named); tags may overlap and are
//! closed by name. Codes come into being as they appear, parents included. Without a `==` line
//! there is one document, `d1`.

mod markup;
pub mod office;
mod study;

pub use study::{MarkedStudy, study};
