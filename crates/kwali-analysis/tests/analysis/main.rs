//! The analyses against numbers worked out elsewhere, by hand, and by plain loops.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod against_chance;
mod arranging;
mod asking;
mod crosstabs;
mod disclosure;
mod language;
mod likeness;
mod narrowing;
mod patterns;
mod perspectives;
mod plain_counts;
mod plain_loops;
mod query;
mod random_study;
mod relations;
mod retrieval;
mod robustness;
mod small_project;
mod suggesting;
mod tracing;
mod variables;
mod words;
