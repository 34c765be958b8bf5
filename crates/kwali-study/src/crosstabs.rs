//! Codes, and sets of segments, by documents, people, coders and variables.

use std::collections::BTreeSet;

use kwali_analysis::{
    Crosstab, CrosstabRequest, Dimension, SegmentSet, Sources, Subcodes, Unit, crosstab,
};
use kwali_model::{CodeId, CodingId};

use crate::{Counted, Error, Study};

/// What crosstab is asked for.
#[derive(Clone, Debug, Default)]
pub struct CrosstabQuestion {
    /// The codes in the rows; where none are given, all, or none if there are sets.
    pub rows: Option<Vec<CodeId>>,
    /// Rows of segments, each with a name and the query that selects them.
    pub sets: Vec<(String, String)>,
    /// What the columns are: `document`, `participant`, `group`, `coder`, or a variable; the second
    /// stands within the first.
    pub by: Vec<String>,
    /// How subcodes count.
    pub subcodes: Subcodes,
    /// What will be looked at: words are counted only if they are it.
    pub unit: Unit,
}

impl Study {
    /// Counts codes and sets of segments by column.
    pub fn crosstab(
        &self,
        counted: &Counted<'_>,
        question: &CrosstabQuestion,
    ) -> Result<Crosstab, Error> {
        let snapshot = counted.snapshot();
        let all = || match question.sets.is_empty() {
            true => snapshot.codes().ids().collect(),
            false => Vec::new(),
        };
        let set = |(name, query): &(String, String)| self.segment_set(name, query);
        let request = CrosstabRequest {
            rows: question.rows.clone().unwrap_or_else(all),
            sets: question.sets.iter().map(set).collect::<Result<_, _>>()?,
            dimensions: question
                .by
                .iter()
                .map(|by| self.dimension(by))
                .collect::<Result<_, _>>()?,
            subcodes: question.subcodes,
        };
        let layouts = self.layouts_for(question.unit)?;
        let mut found = crosstab(snapshot, Some(&layouts), &request)?;
        if question.unit == Unit::Words {
            let count = |from: &Sources<'_>| found.count_words(snapshot, Some(&layouts), from.text);
            self.with_sources(count)??;
        }
        Ok(found)
    }

    fn segment_set(&self, name: &str, typed: &str) -> Result<SegmentSet, Error> {
        let (query, selection) = self.query(typed)?;
        let codings = self.snapshot()?.codings();
        let selected: BTreeSet<CodingId> =
            self.select(&selection)?.into_iter().map(|place| codings[place].id).collect();
        Ok(SegmentSet { name: name.to_owned(), query, codings: selected.into_iter().collect() })
    }

    /// Returns what the columns of a crosstab are.
    fn dimension(&self, by: &str) -> Result<Dimension, Error> {
        match by {
            "document" => Ok(Dimension::Document),
            "participant" => Ok(Dimension::Participant),
            "group" => Ok(Dimension::Group),
            "coder" => Ok(Dimension::Coder),
            name => Ok(Dimension::Variable(self.variable(name)?)),
        }
    }
}
