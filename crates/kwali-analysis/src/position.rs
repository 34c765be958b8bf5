//! Where segments stand to each other: relations, distances, and spans made of spans.

mod intervals;
mod measure;
mod reaches;
mod relate;
mod runs;

pub(crate) use measure::{CutText, Measures};
pub(crate) use relate::{Mark, related};
pub(crate) use runs::{combine, runs};
