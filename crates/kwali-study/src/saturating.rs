//! When further documents bring little that is new.

use std::collections::BTreeSet;

use kwali_analysis::{
    CurveRequest, NamedKind, Query, SaturationCurve, SaturationRule, Term, ThemeLevel, Wanted,
    documents_in_order, rows_below, saturation_curve, top_codes, variable_frequencies,
};
use kwali_model::{CodeId, Scope, Snapshot};

use crate::querying::query_error;
use crate::{Counted, Error, Study};

/// Of what saturation is asked.
#[derive(Clone, Debug, Default)]
pub struct SaturationRequest {
    /// Which codings are counted.
    pub query: Option<String>,
    /// Whose codings are counted; everybody's where none is named.
    pub coders: Vec<String>,
    /// The codes that count, with those below them; all where none is named.
    pub codes: Vec<String>,
    /// What counts as a theme.
    pub level: ThemeLevel,
    /// What makes curves of their own: `family` (the codes named, or those at the top), `group` (of
    /// documents), or a variable.
    pub by: Option<String>,
    /// The variable of documents by which they are taken; else they are taken in study order.
    pub order_by: Option<String>,
    /// How many other orders are looked at, and from where drawing them starts.
    pub orders: Option<(usize, u64)>,
}

/// A part of the study of which a curve is made.
struct PartOf<'a> {
    name: Option<String>,
    counted: Counted<'a>,
    codes: Option<Vec<CodeId>>,
}

impl Study {
    /// Returns by rule, and then by part of the study, how many themes the documents brought.
    ///
    /// Without a query, coders or groups every document is taken, also one that nobody coded. With
    /// them, a document is taken if any coding in it is counted: of the others it is not known what
    /// they would have brought.
    pub fn saturation(
        &self,
        request: &SaturationRequest,
        rules: &[SaturationRule],
    ) -> Result<Vec<Vec<SaturationCurve>>, Error> {
        let order = self.documents_in_order(request.order_by.as_deref())?;
        let by_family = request.by.as_deref().is_none_or(|by| by == "family");
        let takes_all = request.query.is_none() && request.coders.is_empty() && by_family;
        let parts = self.saturation_parts(request)?;
        let curves = |rule: &SaturationRule| {
            let curve = |part: &PartOf<'_>| {
                let curve = CurveRequest {
                    name: part.name.clone(),
                    codes: part.codes.clone(),
                    level: request.level,
                    takes_all,
                    orders: request.orders,
                };
                saturation_curve(part.counted.snapshot(), &order, &curve, *rule)
            };
            parts.iter().map(curve).collect()
        };
        Ok(rules.iter().map(curves).collect())
    }

    fn saturation_parts(&self, request: &SaturationRequest) -> Result<Vec<PartOf<'_>>, Error> {
        let codes = self.rows(&request.codes)?;
        let counted = |query: Option<&str>| self.counted(query, &request.coders);
        let all = counted(request.query.as_deref())?;
        let Some(by) = request.by.as_deref() else {
            return Ok(vec![PartOf { name: None, counted: all, codes }]);
        };
        if by == "family" {
            let families = self.families(&request.codes)?.into_iter();
            return families
                .map(|family| {
                    let name = Some(all.snapshot().codes().code(family).path.to_string());
                    let codes = Some(rows_below(all.snapshot().codes(), family, None));
                    Ok(PartOf { name, counted: counted(request.query.as_deref())?, codes })
                })
                .collect();
        }
        let typed = request.query.as_deref().unwrap_or_default();
        let asked = Query::parse(typed).map_err(|error| query_error(typed, error))?;
        let terms = self.terms_of_groups(by, all.snapshot())?.into_iter();
        terms
            .map(|(name, term)| {
                let query = Query::of(term).and(asked.clone()).to_string();
                let codes = codes.clone();
                Ok(PartOf { name: Some(name), counted: counted(Some(&query))?, codes })
            })
            .collect()
    }

    /// The codes of which each makes a curve.
    fn families(&self, named: &[String]) -> Result<Vec<CodeId>, Error> {
        let system = self.snapshot()?.codes();
        match named {
            [] => Ok(top_codes(system)),
            named => named.iter().map(|code| self.code(code)).collect(),
        }
    }

    /// The groups, each with the condition that selects its codings.
    fn terms_of_groups(&self, by: &str, snapshot: &Snapshot) -> Result<Vec<(String, Term)>, Error> {
        if by == "group" {
            let groups = snapshot.documents().iter().filter_map(|document| document.group.clone());
            let term = |name: String| {
                let wanted = Wanted::Is(name.clone());
                (name, Term::Named { kind: NamedKind::Group, name: wanted })
            };
            return Ok(groups.collect::<BTreeSet<String>>().into_iter().map(term).collect());
        }
        let id = self.variable(by)?;
        let values = variable_frequencies(snapshot, id)?;
        let variable = snapshot.variable_by_id(id);
        let Some(variable) = variable else { return Ok(Vec::new()) };
        let term = |value: Option<&str>| Term::Variable {
            scope: Some(variable.scope),
            name: variable.name.clone(),
            value: value.map_or(Wanted::Missing, |value| Wanted::Is(value.to_owned())),
        };
        let some = values.rows.iter().filter(|row| row.count > 0);
        Ok(some.map(|row| (row.name().to_owned(), term(row.value.as_deref()))).collect())
    }

    /// The places of the documents in the order in which they are taken; those without a value of
    /// the variable come last.
    fn documents_in_order(&self, by: Option<&str>) -> Result<Vec<usize>, Error> {
        let snapshot = self.snapshot()?;
        let Some(by) = by else { return Ok(documents_in_order(snapshot, None)) };
        let name = by.strip_prefix("document.").unwrap_or(by);
        let variable = snapshot.variable(Scope::Document, name).ok_or_else(|| {
            let of_documents = snapshot.variables().iter().filter(|v| v.scope == Scope::Document);
            let names = of_documents.map(|variable| variable.name.clone()).collect();
            Error::unknown("variable of documents", by, names)
        })?;
        Ok(documents_in_order(snapshot, Some(variable)))
    }
}
