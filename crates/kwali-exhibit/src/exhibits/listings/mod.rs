//! Listings: what is in a study, one file a kind of thing.

mod coders;
mod codes;
mod documents;
mod lost_codings;
mod memos;
mod participants;
mod queries;
mod speakers;
mod time;
mod variables;

pub use coders::coders_table;
pub use codes::codes_table;
pub use documents::{DocumentFacts, DocumentList, documents_table};
pub use lost_codings::lost_codings_table;
pub use memos::memos_table;
pub use participants::participants_table;
pub use queries::queries_table;
pub use speakers::{speakers_table, speaking_participants_table};
pub(super) use time::clock;
pub use variables::variables_table;

use kwali_model::{Scope, Snapshot, Values, Variable};

use crate::Cell;

/// Returns a cell with the text, undefined where there is none.
fn optional(text: Option<&str>) -> Cell {
    text.map_or(Cell::Undefined, Cell::text)
}

/// Returns the variables of a scope in study order.
fn variables_of(snapshot: &Snapshot, scope: Scope) -> impl Iterator<Item = &Variable> {
    snapshot.variables().iter().filter(move |variable| variable.scope == scope)
}

/// Returns the value of each variable of a scope; what is unknown is undefined.
fn value_cells<'a>(
    snapshot: &'a Snapshot,
    scope: Scope,
    values: &'a Values,
) -> impl Iterator<Item = Cell> + 'a {
    variables_of(snapshot, scope)
        .map(|variable| optional(values.get(&variable.id).map(String::as_str)))
}
