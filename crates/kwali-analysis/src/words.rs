//! Words counted: how often, by whom, in one group more than in another, and near which word.

mod collocates;
mod counts;
mod groups;
mod keyness;
mod spoken;
mod vocabulary;
mod whose;

pub use collocates::{Collocate, CollocateCounter, Collocates};
pub use counts::{WordCount, WordCounter, WordCounts, WordTotals};
pub use groups::{GroupWords, Spoken, WordGroups};
pub use keyness::{KeyWord, keyness, log_likelihood, log_ratio};
pub use spoken::{SpokenText, merged};
pub use vocabulary::{StopWords, WordForms, WordRules};
pub use whose::Whose;
