//! Counts over the study, or over the part of it that a query selects.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kwali_analysis::{
    AtHand, Cooccurrence, CooccurrenceRequest, Distance, Draws, Frequencies, LengthUnit, Sources,
    Subcodes, Unit, VariableCrosstab, ZeroPairs, narrow, rows_below,
};
use kwali_model::{CodeId, CodePath, CoderId, Layout, Scope, Snapshot, VariableId};
use kwali_text::nearest;

use crate::memos::unknown_code;
use crate::{Error, Notice, Study};

/// The study with only those codings that are to be counted.
pub struct Counted<'a> {
    snapshot: Cow<'a, Snapshot>,
    /// The query in its canonical form.
    query: Option<String>,
    notices: Vec<Notice>,
}

impl Counted<'_> {
    /// Returns the study with only those codings.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns what is to be told: why the query selects nothing.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Returns the query that selected the codings, in its canonical form.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }
}

/// Which codes are paired, and what is counted of them.
#[derive(Clone, Debug, Default)]
pub struct PairRequest {
    /// The codes, or all.
    pub codes: Option<Vec<CodeId>>,
    /// With which they are paired, rather than with each other.
    pub with: Option<Vec<CodeId>>,
    /// Distances to count pairs within.
    pub near: Vec<Distance>,
    /// Whether pairs are left out that no document has together.
    pub hide_zero: bool,
    /// Whether what chance would make of the pairs is drawn, too.
    pub chance: Option<Draws>,
}

impl Study {
    /// Returns the study with only the codings that meet a query and are by these coders.
    ///
    /// Without either, with all of them. Where the query names participants or their values, only
    /// these count as speakers.
    pub fn counted(&self, query: Option<&str>, coders: &[String]) -> Result<Counted<'_>, Error> {
        let snapshot = self.snapshot()?;
        let coder_ids: BTreeSet<CoderId> =
            coders.iter().map(|name| self.coder(name)).collect::<Result<_, _>>()?;
        if query.is_none() && coders.is_empty() {
            let snapshot = Cow::Borrowed(snapshot);
            return Ok(Counted { snapshot, query: None, notices: Vec::new() });
        }
        let mut notices = Vec::new();
        let (narrowed, query) = match query {
            None => (snapshot.clone(), None),
            Some(typed) => {
                let (query, selection) = self.query(typed)?;
                let selected = self.select(&selection)?;
                if selected.is_empty() {
                    notices.extend(self.why_nothing(typed)?);
                }
                let narrowed = narrow(snapshot, &query, &selected);
                (narrowed, Some(query.to_string()))
            }
        };
        let by_them = |coder: CoderId| coder_ids.is_empty() || coder_ids.contains(&coder);
        let narrowed = narrowed.with_codings(|coding| by_them(coding.coder));
        Ok(Counted { snapshot: Cow::Owned(narrowed), query, notices })
    }

    /// Returns these codes and all below them, each once, in code order; `None` for all codes.
    pub fn rows(&self, codes: &[String]) -> Result<Option<Vec<CodeId>>, Error> {
        if codes.is_empty() {
            return Ok(None);
        }
        let system = self.snapshot()?.codes();
        let mut rows = BTreeSet::new();
        for code in codes {
            rows.extend(rows_below(system, self.code(code)?, None));
        }
        Ok(Some(rows.into_iter().collect()))
    }

    /// Returns a code and what is below it, down to so many levels.
    pub fn rows_to_depth(&self, code: &str, depth: usize) -> Result<Vec<CodeId>, Error> {
        Ok(rows_below(self.snapshot()?.codes(), self.code(code)?, Some(depth)))
    }

    /// Counts documents or participants by two of their variables, and says which these are.
    pub fn variable_crosstab(
        &self,
        rows: &str,
        columns: &str,
    ) -> Result<((VariableId, VariableId), VariableCrosstab), Error> {
        let ids = (self.variable(rows)?, self.variable(columns)?);
        Ok((ids, kwali_analysis::variable_crosstab(self.snapshot()?, ids.0, ids.1)?))
    }

    /// Counts every code; words only if they are the unit, since the texts must be read for them.
    pub fn frequencies(
        &self,
        counted: &Counted<'_>,
        subcodes: Subcodes,
        unit: Unit,
    ) -> Result<Frequencies, Error> {
        let snapshot = counted.snapshot();
        let layouts = self.layouts_for(unit)?;
        let mut found = kwali_analysis::frequencies(snapshot, Some(&layouts), subcodes);
        if unit == Unit::Words {
            let count = |from: &Sources<'_>| found.count_words(snapshot, Some(&layouts), from.text);
            self.with_sources(count)?;
        }
        Ok(found)
    }

    /// Counts which codes occur together.
    pub fn cooccurrence(
        &self,
        counted: &Counted<'_>,
        asked: &PairRequest,
    ) -> Result<Cooccurrence, Error> {
        let snapshot = counted.snapshot();
        let needs_words = asked.near.iter().any(|near| near.unit == LengthUnit::Sentences);
        let at_hand = AtHand {
            layouts: Some(self.layouts()?),
            texts: if needs_words { Some(self.texts()?) } else { None },
        };
        let all = || snapshot.codes().ids().collect();
        let sides = asked.with.as_ref().map(|with| (asked.codes.clone().unwrap_or_else(all), with));
        let codes = match &sides {
            None => asked.codes.clone(),
            Some((codes, with)) => {
                let both: BTreeSet<CodeId> = codes.iter().chain(*with).copied().collect();
                Some(both.into_iter().collect())
            }
        };
        let request = CooccurrenceRequest {
            near: asked.near.clone(),
            codes,
            coders: None,
            zero_pairs: if asked.hide_zero { ZeroPairs::LeftOut } else { ZeroPairs::Kept },
            chance: asked.chance,
        };
        let mut counts = kwali_analysis::cooccurrence(snapshot, at_hand, &request);
        if let Some((codes, with)) = sides {
            counts.keep_between(&codes, with);
        }
        Ok(counts)
    }

    /// Returns layouts for counts of participants, and of words, of which labels of turns are none;
    /// where neither is counted, nothing need be read.
    pub(crate) fn layouts_for(&self, unit: Unit) -> Result<Cow<'_, [Layout]>, Error> {
        let snapshot = self.snapshot()?;
        if snapshot.participants().is_empty() && unit != Unit::Words {
            return Ok(Cow::Owned(vec![Layout::default(); snapshot.documents().len()]));
        }
        Ok(Cow::Borrowed(self.turns()?))
    }

    /// Returns the variable of a name, or of a scope and a name: `role`, `participant.role`.
    pub(crate) fn variable(&self, by: &str) -> Result<VariableId, Error> {
        let snapshot = self.frame()?;
        let scoped = by
            .split_once('.')
            .and_then(|(scope, name)| snapshot.variable(Scope::from_name(scope)?, name));
        if let Some(variable) = scoped {
            return Ok(variable.id);
        }
        let of = |scope| snapshot.variable(scope, by);
        match (of(Scope::Participant), of(Scope::Document)) {
            (Some(_), Some(_)) => Err(Error::AmbiguousVariable(by.to_owned())),
            (Some(variable), None) | (None, Some(variable)) => Ok(variable.id),
            (None, None) => {
                let names = snapshot.variables().iter().map(|variable| variable.name.as_str());
                let near = nearest(by, names).map(str::to_owned);
                Err(Error::unknown("variable", by, near.into_iter().collect()))
            }
        }
    }

    /// Returns the code of an id.
    pub(crate) fn code(&self, id: &str) -> Result<CodeId, Error> {
        let snapshot = self.snapshot()?;
        let path = CodePath::new(id).ok();
        let found = path.and_then(|path| snapshot.codes().id(&path));
        found.ok_or_else(|| unknown_code(snapshot, id))
    }

    /// Returns the coder of a name.
    pub(crate) fn coder(&self, name: &str) -> Result<CoderId, Error> {
        let snapshot = self.snapshot()?;
        let coder = snapshot.coder_named(name);
        let names = || snapshot.coders().iter().map(|coder| coder.name.clone()).collect();
        coder.map(|coder| coder.id).ok_or_else(|| Error::unknown("coder", name, names()))
    }
}
