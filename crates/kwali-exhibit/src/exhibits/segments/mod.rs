//! Coded segments with their words: as a table, as lines of JSON, to be read in a terminal or on a
//! page.

mod article;
mod heading;
mod lines;
mod list;
mod page;
mod place;
mod said;
mod shown;
mod table;

use kwali_analysis::{Arranged, Context};
use kwali_model::CodingTotals;

pub(crate) use heading::group_label;
pub use lines::segments_jsonl;
pub use list::segments_list;
pub use page::segments_page;
pub use table::segments_table;

use super::Passages;
use crate::Language;

/// Coded segments that are to be shown, and how.
#[derive(Debug, Clone, Copy)]
pub struct SegmentReport<'a> {
    /// The study.
    pub passages: &'a Passages<'a>,
    /// How much is coded in the whole study, of which the passages may be a part.
    pub totals: &'a CodingTotals,
    /// The segments in groups and in order.
    pub arranged: &'a Arranged,
    /// How much stands around each.
    pub context: Context,
    /// The query that found them.
    pub query: Option<&'a str>,
    /// In which language the exhibit speaks.
    pub language: Language,
}
