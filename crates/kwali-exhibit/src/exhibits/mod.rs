//! Results as tables and charts: one file an exhibit.
//!
//! Machine names of columns are those of the definitions and never change with the language;
//! headings, bases and notes are for people and follow it.

mod notes;
mod passages;
mod spoken_words;
mod wording;

mod chart;
mod collocates;
mod concordance;
mod configurations;
mod cooccurrence;
mod crosstab;
mod frequencies;
mod hit_counts;
mod hits;
mod keyness;
mod likes;
mod listings;
mod matrix;
mod perspectives;
mod portrait;
mod revision;
mod robustness;
mod saturation;
mod segments;
mod similarity;
mod spans;
mod speakers;
mod steps;
mod suggestions;
mod variables;
mod verification;
mod words;

pub use chart::{Chart, ChartForm};
pub use collocates::collocates_table;
pub use concordance::Concordance;
pub use configurations::{ConfigurationOptions, configurations_table};
pub use cooccurrence::{
    PairOptions, cooccurrence_chart, cooccurrence_map, cooccurrence_network, cooccurrence_table,
    near_column,
};
pub(crate) use cooccurrence::{leave_out_zeros, near_distance};
pub use crosstab::{Beside, CrosstabOptions, crosstab_chart, crosstab_table};
pub use frequencies::{FrequencyOptions, RowOrder, Zeros, frequencies_chart, frequencies_table};
pub use hit_counts::hit_counts_table;
pub use hits::{HitsSummary, hit_json, hits_table};
pub use keyness::keyness_table;
pub use likes::{LikeOptions, likes_jsonl, likes_table};
pub use listings::{
    DocumentFacts, DocumentList, coders_table, codes_table, documents_table, lost_codings_table,
    memos_table, participants_table, queries_table, speakers_table, speaking_participants_table,
    variables_table,
};
pub use matrix::{MatrixCells, MatrixOptions, MatrixRows, matrix_chart, matrix_table};
pub use passages::Passages;
pub(crate) use passages::on_one_line;
pub use perspectives::{ContrastOptions, contrasts_table, perspectives_chart, perspectives_table};
pub use portrait::{
    CodeLineScale, PortraitView, RibbonScale, codeline_chart, comparison_chart, portrait_chart,
    portrait_table,
};
pub use revision::{revision_list, revision_table};
pub use robustness::{
    RobustnessView, robustness_by_interview_table, robustness_chart, robustness_table,
};
pub use saturation::{SaturationView, saturation_chart, saturation_rules_table, saturation_table};
pub(crate) use segments::group_label;
pub use segments::{SegmentReport, segments_jsonl, segments_list, segments_page, segments_table};
pub use similarity::{
    SimilarityView, clusters_table, dendrogram, map_chart, map_table, similarity_heat_map,
    similarity_matrix, similarity_table,
};
pub use spans::{spans_jsonl, spans_table};
pub use speakers::{SpeakerOptions, speaker_frequencies_table};
pub use spoken_words::{SpokenWords, whose_in_words};
pub use steps::steps_table;
pub use suggestions::{CodeWorth, WorthOptions, suggestion_worth_table, suggestions_table};
pub use variables::{two_variables_table, variable_table, variables_frequencies_table};
pub use verification::verification_table;
pub(crate) use wording::{
    and_list, capital, code_colour, code_id, code_label, coders_in_words, levels, unit_and_base,
};
pub use words::{WordNumbers, WordOptions, words_chart, words_table};
