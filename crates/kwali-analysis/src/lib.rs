//! Retrieval, frequencies, crosstabs and co-occurrence as pure functions of a
//! [`Snapshot`](kwali_model::Snapshot), and of layouts and texts where those are needed.
//!
//! Layouts and texts stand by place in study order: `layouts[place]` belongs to
//! `snapshot.documents()[place]`. An undefined number is an [`Undefined`] with its reason, never
//! 0, 1 or NaN.
//!
//! ```
//! use kwali_analysis::{Query, Records, Sources, Subcodes, frequencies, select};
//!
//! let made = kwali_testkit::study(
//!     "-- Aaltje role=bewoner\nAaltje: <barrier.workload>Geen tijd</barrier.workload>, zei ze.",
//! );
//! let found = frequencies(&made.snapshot, Some(&made.layouts), Subcodes::Included);
//! assert_eq!(found.rows[0].counts.segments, 1);
//! assert_eq!(found.rows[0].counts.participants, Some(1));
//!
//! let selection = Query::parse("#barrier role:bewoner tijd").unwrap().resolve(&made.snapshot);
//! let (snapshot, layouts, texts) = (&made.snapshot, &made.layouts, &made.texts);
//! let records = Records { snapshot, texts, details: None, memos: &[] };
//! let sources = Sources { layouts, found: &|lookup| records.find(lookup), text: &|_, _| {} };
//! assert_eq!(select(snapshot, &sources, &selection.unwrap()), [0]);
//! ```

mod error;
mod undefined;
mod units;

mod chance;
mod columns;
mod measure;
mod narrow;
mod parallel;
mod rows;
mod tally;
mod values;
mod voices;

mod code_choice;
mod configurations;
mod cooccurrence;
mod crosstab;
mod disclosure;
mod frequencies;
mod perspectives;
mod portrait;
mod robustness;
mod saturation;
mod similarity;
mod variables;

mod content_words;
mod explain;
mod keyword_in_context;
mod likeness;
mod position;
mod progress;
mod query;
mod quotations;
mod records;
mod retrieve;
mod select;
mod speaker_segments;
mod speaking;
mod suggest;
mod trace;
mod unread;
mod words;

pub use configurations::{
    Configuration, ConfigurationRequest, Configurations, TogetherIn, UnitPlace, configurations,
};
pub use cooccurrence::{
    AtHand, CodePair, Cooccurrence, CooccurrenceRequest, Draws, Fourfold, PairChance, PairUnits,
    ZeroPairs, cooccurrence,
};
pub use crosstab::{Column, ColumnKey, Crosstab, CrosstabRequest, Dimension, Residual, crosstab};
pub use disclosure::{CountId, KnownCount, KnownCounts, Protection, Sight, Withheld, protect};
pub use error::AnalysisError;
pub use explain::{Step, explain, why_nothing};
pub use frequencies::{CodeFrequency, Frequencies, Totals, frequencies};
pub use keyword_in_context::{
    ConcordanceLine, ContextWidth, HitOrder, KeywordInContext, keyword_in_context,
};
pub use likeness::{
    Example, LikePassage, Likeness, Passage, PlaceError, SharedWord, passages_where,
};
pub use measure::{Measure, PercentOf};
pub use narrow::{narrow, participants_asked_for, participants_meant};
pub use perspectives::{Contrast, Perspectives, Spread, opposed_codes, perspectives};
pub use portrait::{PlacedCoding, Portrait, portrait};
pub use progress::{Progress, Read};
pub use query::{
    CodeReach, CodersMeant, Comparison, Distance, Expression, LengthUnit, Located, Lookup,
    MemoHolds, MemoPlace, NamedKind, Query, QueryError, QueryProblem, Relation, RelationKind,
    Selection, SpanOperation, SpanOperator, SpanSelection, Term, Wanted,
};
pub use quotations::{
    Alteration, MarkedQuotation, Negation, QuotationMatch, QuotationVerdict, QuotedPlace,
    WordChange, find_quotations, is_elision, marked_quotations,
};
pub use records::Records;
pub use retrieve::{
    Arranged, Arrangement, CodeOn, CodedSegment, Context, GroupKey, Grouping, Page, Sample,
    SampleOf, SegmentGroup, SegmentOrder, arrange, coded_segments, context_span,
};
pub use robustness::{
    CodeRobustness, Robustness, WithoutDocument, kendalls_tau_b, ranks, robustness,
};
pub use rows::SegmentSet;
pub use saturation::{
    CurveRequest, OrderBand, Saturation, SaturationCurve, SaturationRule, SaturationRun,
    ThemeLevel, documents_in_order, over_orders, saturation, saturation_curve, themes_by_document,
    themes_of_codes, top_codes,
};
pub use select::{MadeSpan, ReadText, Sources, select, select_spans};
pub use similarity::{
    Clustering, Linkage, Map, Merge, Resemblance, Similarity, SimilarityMeasure, SimilarityOf,
    SimilarityRequest, cluster, map, similarity,
};
pub use speaker_segments::segments_by_speaker;
pub use speaking::{Speaking, speaking};
pub use suggest::{
    Dictionary, FEWEST_CODINGS, FEWEST_INTERVIEWS, HumanCodings, Learner, Measured, Proposal,
    Sentence, Sentences,
};
pub use tally::{Counts, count_spoken_words};
pub use trace::query_of_code;
pub use undefined::Undefined;
pub use units::{Subcodes, Unit, rows_below};
pub use unread::unread_documents;
pub use values::MISSING;
pub use variables::{
    SEVERAL_DOCUMENTS_NOTE, ValueFrequency, VariableCrosstab, VariableFrequencies,
    participants_by_document_variable, variable_crosstab, variable_frequencies,
};
pub use words::{
    Collocate, CollocateCounter, Collocates, GroupWords, KeyWord, Spoken, SpokenText, StopWords,
    Whose, WordCount, WordCounter, WordCounts, WordForms, WordGroups, WordRules, WordTotals,
    keyness, log_likelihood, log_ratio, merged,
};
