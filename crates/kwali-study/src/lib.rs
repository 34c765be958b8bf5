//! One open study: every operation a user can name is one function here.
//!
//! ```
//! use kwali_study::{Author, Language, Study};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let author = Author { who: "A".into(), at: "2019-02-05T10:00:00Z".into(), process: "doc".into() };
//! let path = folder.path().join("buurt.kwali");
//! let mut study = Study::create(&path, "buurt", &[Language::dutch()], &author).unwrap();
//!
//! let codes = b"[[code]]\nid = \"time\"\nlabel.nl = \"Tijd\"\n";
//! study.import_codebook(&author, "codebook.toml", codes).unwrap();
//! assert_eq!(study.snapshot().unwrap().codes().len(), 1);
//! ```

mod ahead;
mod arranging;
mod asides;
mod asking;
mod bundle_in;
mod bundle_out;
mod cleaning;
mod codebook;
mod codings;
mod counting;
mod crosstabs;
mod desk;
mod directory;
mod error;
mod find;
mod health;
mod import;
mod indexing;
mod leaning;
mod liking;
mod lost;
mod memos;
mod notice;
mod part;
mod patterns;
mod perspectives;
mod portraying;
mod querying;
mod revising;
mod saturating;
mod saved;
mod searching;
mod settling;
mod speaking;
mod study;
mod suggesting;
mod suggestions;
mod transcript_files;
mod undoing;
mod unread;
mod variables;
mod words;

pub use asking::{Compounds, HitRange, SearchRequest};
pub use bundle_in::{BundleReport, bundle_name};
pub use bundle_out::coding_name;
pub use cleaning::{ExplainedDocument, ExplainedFile, ShownEdit, explain};
pub use codebook::{
    CodebookCheck, CodebookFormat, CodebookReport, CodebookRevision, FateOfCodings, Found,
    QueryDoubt, RevisedCodes, RevisedQuery, TriedRevision, check_codebook, codes_in,
};
pub use codings::{
    BatchAct, BatchDeed, BatchDone, BatchLine, BatchReport, CodingChange, CodingRequest,
    CodingsReport,
};
pub use counting::{Counted, PairRequest};
pub use crosstabs::CrosstabQuestion;
pub use desk::{ChosenCodings, DetailedCoding, OpenDocument};
pub use error::Error;
pub use find::{EXTENSION, find_study};
pub use health::Health;
pub use import::{FileOutcome, FileReport, ImportOptions, ImportedDocument, ImportedFile};
pub use indexing::Progress;
pub use liking::{LikeAnswer, LikeRequest, LikeWhat};
pub use lost::lost_name;
pub use memos::{MemoRequest, memo_id};
pub use notice::Notice;
pub use part::{Answer, Part};
pub use perspectives::Themes;
pub use querying::Retrieved;
pub use revising::{ReviseOptions, Revised, RevisedDocument, RevisionReport, Trial};
pub use saturating::SaturationRequest;
pub use searching::{HitCount, Search, Searched, TakeHit};
pub use settling::Settling;
pub use study::Study;
pub use suggesting::{MeasuredCode, SuggestReport, SuggestRequest};
pub use suggestions::{Decided, SuggestionChoice, SuggestionFilter};
pub use transcript_files::Reached;
pub use undoing::Past;
pub use unread::{MarkedRead, ReadDocuments};
pub use variables::TableReport;
pub use words::{Comparison, WordRequest};

pub use kwali_analysis::{
    Arrangement, ConcordanceLine, ConfigurationRequest, Context, ContextWidth, Distance, Draws,
    Grouping, HitOrder, LengthUnit, Linkage, MadeSpan, Measure, Page, PercentOf, Portrait,
    Residual, Sample, SampleOf, SaturationRule, SegmentOrder, SimilarityMeasure, SimilarityOf,
    SimilarityRequest, StopWords, Subcodes, ThemeLevel, TogetherIn, Unit, Whose, WordForms,
    WordRules, cluster, map,
};
pub use kwali_codebook::{Difference, compare as compare_codes};
pub use kwali_coding::{Carried, CarriedCoding, Passage};
pub use kwali_model::{CleaningStep, Code, SuggestionState, Verdict, Way};
pub use kwali_store::{
    Author, ChainProblem, CodesPut, JournalEntry, PastStep, QuerySaved, SoughtEntries, Step,
    StepKind, Touched,
};
pub use kwali_text::{Language, Severity, counted_form};
pub use kwali_transcript::{
    Cleaning, Format, Note, ReadOptions, SpeakerLabels, SurveyShape, TableOptions,
};
