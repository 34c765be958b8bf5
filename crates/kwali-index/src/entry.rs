//! One unit or segment on its way into the index, and the fields it fills.

use std::iter;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tantivy::Document;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use crate::facts::FactTokenizer;
use crate::tokens::WordTokenizer;

/// The words of text units.
pub(crate) const UNIT_WORDS: Field = Field::from_field_id(0);
/// The words of coded segments.
pub(crate) const SEGMENT_WORDS: Field = Field::from_field_id(1);
/// What else is known of either.
pub(crate) const FACTS: Field = Field::from_field_id(2);
/// Where it starts and ends, see [`packed`].
const PLACE: Field = Field::from_field_id(3);
/// The document, and behind it the coding or one more than the speaker's number.
const OWNER: Field = Field::from_field_id(4);

/// The names of the columns.
pub(crate) const PLACE_COLUMN: &str = "place";
pub(crate) const OWNER_COLUMN: &str = "owner";

/// Names the fields and terms; an index made under another version must be made anew.
pub(crate) const SCHEMA_VERSION: u32 = 3;

/// Returns the fields, in the order of their numbers above.
pub(crate) fn schema() -> Schema {
    let indexing = |tokenizer, option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing.set_index_option(option))
    };
    let words = indexing("words", IndexRecordOption::WithFreqsAndPositions);
    let column = NumericOptions::default().set_fast();
    let mut schema = Schema::builder();
    schema.add_text_field("unit", words.clone());
    schema.add_text_field("segment", words);
    schema.add_text_field("facts", indexing("facts", IndexRecordOption::Basic));
    schema.add_u64_field(PLACE_COLUMN, column.clone());
    schema.add_u64_field(OWNER_COLUMN, column);
    schema.build()
}

pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register("words", WordTokenizer::default());
    manager.register("facts", FactTokenizer::default());
    manager
}

/// Puts two numbers in one column value.
pub(crate) fn packed(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// Takes them out again.
pub(crate) fn unpacked(both: u64) -> (u32, u32) {
    ((both >> 32) as u32, both as u32)
}

/// A unit or segment.
pub(crate) struct Entry {
    pub(crate) field: Field,
    pub(crate) words: String,
    pub(crate) facts: Arc<str>,
    pub(crate) place: u64,
    pub(crate) owner: u64,
    #[expect(dead_code, reason = "held until the entry is indexed")]
    pub(crate) ticket: Ticket,
}

impl Document for Entry {
    type Value<'a> = EntryValue<'a>;
    type FieldsValuesIter<'a> = std::array::IntoIter<(Field, EntryValue<'a>), 4>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        [
            (self.field, EntryValue::Text(&self.words)),
            (FACTS, EntryValue::Text(&self.facts)),
            (PLACE, EntryValue::Number(self.place)),
            (OWNER, EntryValue::Number(self.owner)),
        ]
        .into_iter()
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum EntryValue<'a> {
    Text(&'a str),
    Number(u64),
}

impl<'a> Value<'a> for EntryValue<'a> {
    type ArrayIter = iter::Empty<Self>;
    type ObjectIter = iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            EntryValue::Text(text) => ReferenceValueLeaf::Str(text),
            EntryValue::Number(number) => ReferenceValueLeaf::U64(number),
        })
    }
}

/// How many bytes of words wait to be indexed: the queue in front of the writer's threads counts
/// entries, and these may be long.
#[derive(Clone, Default)]
pub(crate) struct Queue(Arc<AtomicUsize>);

/// The most bytes that may wait.
const MAX_WAITING: usize = 8 << 20;

impl Queue {
    /// Waits until there is room, then takes it until the ticket is dropped.
    pub(crate) fn enter(&self, bytes: usize) -> Ticket {
        // Tickets are dropped even where a thread of the writer has failed: this always ends.
        while self.0.load(Ordering::Relaxed) > MAX_WAITING {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.0.fetch_add(bytes, Ordering::Relaxed);
        Ticket { queue: self.clone(), bytes }
    }
}

pub(crate) struct Ticket {
    queue: Queue,
    bytes: usize,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.queue.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_the_numbers_they_are_used_by() {
        let schema = schema();
        for (name, field) in [
            ("unit", UNIT_WORDS),
            ("segment", SEGMENT_WORDS),
            ("facts", FACTS),
            (PLACE_COLUMN, PLACE),
            (OWNER_COLUMN, OWNER),
        ] {
            assert_eq!(schema.get_field(name).unwrap(), field);
        }
    }

    #[test]
    fn two_numbers_fit_in_one() {
        for pair in [(0, 0), (1, u32::MAX), (u32::MAX, 7)] {
            assert_eq!(unpacked(packed(pair.0, pair.1)), pair);
        }
    }
}
