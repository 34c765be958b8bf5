//! How far a ranking of codes leans on single documents and people.

use std::collections::BTreeMap;

use kwali_analysis::{Robustness, StopWords, Subcodes, Unit, WordRules, robustness};
use kwali_model::CodeId;

use crate::{Counted, CrosstabQuestion, Error, Study, Whose, WordRequest};

impl Study {
    /// Ranks codes by a unit, with all documents and without each of them.
    pub fn robustness(
        &self,
        counted: &Counted<'_>,
        rows: Option<Vec<CodeId>>,
        (unit, subcodes): (Unit, Subcodes),
        top: usize,
    ) -> Result<Robustness, Error> {
        let by = vec!["document".to_owned()];
        let question = CrosstabQuestion { rows, sets: Vec::new(), by, subcodes, unit };
        let by_document = self.crosstab(counted, &question)?;
        let layouts = self.layouts_for(unit)?;
        Ok(robustness(counted.snapshot(), &layouts, &by_document, (unit, top)))
    }

    /// Returns by place in study order how many words are spoken in a document by all but the
    /// interviewer.
    pub fn words_of_participants(&self) -> Result<Vec<u64>, Error> {
        let request = WordRequest {
            whose: Whose::Participants,
            query: None,
            rules: WordRules { stop_words: StopWords::None, ..WordRules::default() },
        };
        let counts = self.word_counts(&request, Some("document"))?;
        let words: BTreeMap<&str, u64> =
            counts.groups.iter().map(|group| (group.name.as_str(), group.tokens)).collect();
        let documents = self.snapshot()?.documents().iter();
        Ok(documents.map(|one| words.get(one.name.as_str()).copied().unwrap_or(0)).collect())
    }
}
