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
//! | function | shows | arguments |
//! |---|---|---|
//! | `frequencies` | how often codes occur | `codes`, `where`, `unit`, `subcodes`, `level`, `sort`, `limit`, `zeros`, `chart`, `table` |
//! | `crosstab` | codes by `document`, `group`, `coder` or a variable | `codes`, `by`, `where`, `unit`, `subcodes`, `level`, `percent`, `chart`, `table` |
//! | `cooccurrence` | which codes occur together | `codes`, `with`, `where`, `measure`, `level`, `limit`, `chart`, `table` |
//! | `variables` | how documents or participants spread over values | `of`, `rows`, `columns` |
//! | `quotes`, `quote` | what people said, with their role and without their name | `where`, `n`, `by`; `coding`, `by` |
//! | `count`, `count_all`, `percent` | one number in prose | a query or a unit, `unit`, `of`, `decimals` |
//!
//! Front matter between lines of `---` is left out; `language: en` or `language: nl` in it chooses
//! the language of the factsheet.
//!
//! All but plain facts (`study.name`, `documents`, `participants`) take `id` and `title`. A number
//! is a number in tags such as `{% if count("#barrier") > 5 %}`. Where a query names participants
//! or what is known of them, only these participants count, not those who speak in the same
//! segments.
//!
//! Beside the page stands a [manifest](Factsheet::manifest_json) with everything that is needed
//! to [`trace`] a number to its segments and to count it again.

mod arguments;
mod build;
mod evidence;
mod fragments;
mod front_matter;
mod kinds;
mod manifest;
mod page;
mod printed;
mod recorder;
mod template;
mod trace;

pub use build::{Factsheet, Options, build};
pub use evidence::Evidence;
pub use trace::{Trace, trace};
