//! Results into tables and charts, and tables and charts into files.
//!
//! A [`Table`] is what every command prints: it names its unit and its base, and is written in any
//! [`Format`]. A result never goes to a file by any other way, so that the plain text, the CSV and
//! the JSON of one answer always hold the same numbers.
//!
//! ```
//! use kwali_exhibit::{Cell, Column, ColumnKind, Format, Style, Table};
//!
//! let mut table = Table::new(
//!     "Frequencies of codes",
//!     vec![
//!         Column::new("code", "Code", ColumnKind::Text),
//!         Column::new("segments", "Segments", ColumnKind::Count),
//!         Column::new("percent_of_segments", "% of segments", ColumnKind::Percent),
//!     ],
//!     vec![
//!         vec![Cell::text("barrier.workload"), Cell::Count(12), Cell::Number(75.0)],
//!         vec![Cell::text("barrier.money"), Cell::Count(4), Cell::Number(25.0)],
//!     ],
//! )?;
//! table.unit = Some("segments".to_owned());
//! table.base = Some("16 segments in 2 documents".to_owned());
//!
//! let mut out = Vec::new();
//! table.write(Format::Plain, Style::default(), &mut out)?;
//! assert_eq!(
//!     String::from_utf8(out)?,
//!     "\
//! Frequencies of codes
//! Unit: segments
//! Base: 16 segments in 2 documents
//!
//! Code              Segments  % of segments
//! ─────────────────────────────────────────
//! barrier.workload        12          75.0%
//! barrier.money            4          25.0%
//! "
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Chart`] of any kind is drawn as SVG or PNG without any font of the machine, the same
//! bytes every time, and says in words what it shows.
//!
//! ```
//! use kwali_exhibit::{Bar, BarChart, Chart, Language};
//!
//! let chart = Chart::Bars(BarChart {
//!     title: "Belemmeringen".to_owned(),
//!     subtitle: "Eenheid: segmenten. Basis: 16 segmenten in 2 documenten".to_owned(),
//!     bars: vec![
//!         Bar { label: "Werkdruk".to_owned(), value: Some(12.0), ..Bar::default() },
//!         Bar { label: "Geld".to_owned(), value: Some(4.0), ..Bar::default() },
//!     ],
//!     language: Language::Dutch,
//!     ..BarChart::default()
//! });
//! assert!(chart.render_svg()?.contains("Werkdruk"));
//! assert!(chart.render_png()?.starts_with(b"\x89PNG"));
//! assert_eq!(
//!     chart.alt_text(),
//!     "Staafdiagram: Belemmeringen. Eenheid: segmenten. Basis: 16 segmenten in 2 documenten. \
//!      Werkdruk 12; Geld 4."
//! );
//! # Ok::<(), kwali_exhibit::Error>(())
//! ```

mod error;
mod language;
mod names;
mod number_words;
mod page;
mod units;
mod visible;
mod wrapping;

mod format;
mod table;

mod chart;

mod exhibits;

pub mod document_page;
pub mod factsheet;
pub mod report;

pub use chart::{
    Bar, BarArrangement, BarChart, BarGroups, BubbleMatrix, CellShape, CodeLine, CodeLineRow,
    Colour, Dendrogram, HeatMap, Join, MapPoint, Network, NetworkLink, NetworkNode, PointMap,
    RangeChart, RangeRow, Ribbon, RibbonTheme, Ribbons, StepChart, StepPanel, ValueKind,
};
pub use error::Error;
pub use exhibits::{
    Beside, Chart, ChartForm, CodeLineScale, CodeWorth, Concordance, ConfigurationOptions,
    ContrastOptions, CrosstabOptions, DocumentFacts, DocumentList, FrequencyOptions, HitsSummary,
    LikeOptions, MatrixCells, MatrixOptions, MatrixRows, PairOptions, Passages, PortraitView,
    RibbonScale, RobustnessView, RowOrder, SaturationView, SegmentReport, SimilarityView,
    SpeakerOptions, SpokenWords, WordNumbers, WordOptions, WorthOptions, Zeros, clusters_table,
    codeline_chart, coders_table, codes_table, collocates_table, comparison_chart,
    configurations_table, contrasts_table, cooccurrence_chart, cooccurrence_map,
    cooccurrence_network, cooccurrence_table, crosstab_chart, crosstab_table, dendrogram,
    documents_table, frequencies_chart, frequencies_table, hit_counts_table, hit_json, hits_table,
    keyness_table, likes_jsonl, likes_table, lost_codings_table, map_chart, map_table,
    matrix_chart, matrix_table, memos_table, near_column, participants_table, perspectives_chart,
    perspectives_table, portrait_chart, portrait_table, queries_table, revision_list,
    revision_table, robustness_by_interview_table, robustness_chart, robustness_table,
    saturation_chart, saturation_rules_table, saturation_table, segments_jsonl, segments_list,
    segments_page, segments_table, similarity_heat_map, similarity_matrix, similarity_table,
    spans_jsonl, spans_table, speaker_frequencies_table, speakers_table,
    speaking_participants_table, steps_table, suggestion_worth_table, suggestions_table,
    two_variables_table, variable_table, variables_frequencies_table, variables_table,
    verification_table, whose_in_words, words_chart, words_table,
};
pub use format::{Format, Style};
pub use language::Language;
pub use table::{Audience, Cell, Column, ColumnKind, Side, Table, write_html_page};
