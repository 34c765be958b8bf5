//! The analyses against numbers worked out elsewhere, by hand, and by plain loops.

mod plain_loops;
mod query;
mod random_study;
mod small_project;
