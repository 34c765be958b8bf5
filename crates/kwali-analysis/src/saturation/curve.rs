//! Which documents a curve of saturation takes, and in which order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use kwali_model::{CodeId, Document, Snapshot, Value, Variable, VariableKind};

use super::{
    OrderBand, Saturation, SaturationRule, ThemeLevel, over_orders, saturation, themes_by_document,
};

/// Documents in an order, and how many themes they brought.
#[derive(Clone, PartialEq, Debug)]
pub struct SaturationCurve {
    /// Which part of the study it is of; `None` for all of it.
    pub name: Option<String>,
    /// The documents by place in study order, in the order in which they are taken.
    pub documents: Vec<usize>,
    /// Documents of the study that were not taken, as nothing in them is counted.
    pub left_out: usize,
    /// Documents among those taken that have no themes.
    pub without_themes: usize,
    /// What they brought.
    pub found: Saturation,
    /// What they bring in other orders, if that was looked at.
    pub band: Option<OrderBand>,
}

/// Of what a curve is made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CurveRequest {
    /// What the curve is called; `None` for one of the whole study.
    pub name: Option<String>,
    /// The codes that count; all where none are named.
    pub codes: Option<Vec<CodeId>>,
    /// What counts as a theme.
    pub level: ThemeLevel,
    /// Whether documents are taken in which nothing is counted.
    pub takes_all: bool,
    /// How many other orders are looked at, and from where drawing them starts.
    pub orders: Option<(usize, u64)>,
}

/// Returns how many themes the documents brought, taken in an order of their places.
pub fn saturation_curve(
    snapshot: &Snapshot,
    order: &[usize],
    request: &CurveRequest,
    rule: SaturationRule,
) -> SaturationCurve {
    let by_document = themes_by_document(snapshot, request.codes.as_deref(), request.level);
    let is_taken = |place: usize| request.takes_all || !snapshot.codings_at(place).is_empty();
    let documents: Vec<usize> = order.iter().copied().filter(|&place| is_taken(place)).collect();
    let themes: Vec<&BTreeSet<CodeId>> =
        documents.iter().map(|&place| &by_document[place]).collect();
    SaturationCurve {
        name: request.name.clone(),
        left_out: order.len() - documents.len(),
        without_themes: themes.iter().filter(|themes| themes.is_empty()).count(),
        found: saturation(&themes, rule),
        band: request
            .orders
            .filter(|&(most, _)| most > 0)
            .map(|orders| over_orders(&themes, rule, orders)),
        documents,
    }
}

/// Returns the places of the documents by a variable of theirs, else in study order; those without
/// a value come last.
pub fn documents_in_order(snapshot: &Snapshot, by: Option<&Variable>) -> Vec<usize> {
    let documents = snapshot.documents();
    let mut order: Vec<usize> = (0..documents.len()).collect();
    if let Some(by) = by {
        let value = |document: &Document| document.values.get(&by.id).cloned();
        let values: Vec<Option<String>> = documents.iter().map(value).collect();
        order.sort_by(|&a, &b| compare(values[a].as_deref(), values[b].as_deref(), by.kind));
    }
    order
}

/// Compares values by their kind, text by code point; none comes last.
fn compare(a: Option<&str>, b: Option<&str>, kind: VariableKind) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let read = |written| Value::read(written, kind).unwrap_or(Value::Text(written));
            read(a).compare(&read(b))
        }
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
