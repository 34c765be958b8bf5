//! Codes that occur together as a network.

use kwali_analysis::{Cooccurrence, Unit};
use kwali_model::{CodeId, Snapshot};

use super::measures::{find, measures};
use super::{base, codes_of, subtitle, title};
use crate::exhibits::chart::Chart;
use crate::exhibits::wording::{code_colour, code_label};
use crate::{Error, Language, Network, NetworkLink, NetworkNode};

/// Returns one measure of co-occurrence as a network of the codes that have any of it.
///
/// Circles show how often a code is used. Of a measure that can be negative, only what is above
/// zero makes a link.
///
/// # Errors
///
/// If there is no such measure, or no pair of codes has any of it.
pub fn cooccurrence_network(
    snapshot: &Snapshot,
    cooccurrence: &Cooccurrence,
    measure: &str,
    language: Language,
) -> Result<Chart, Error> {
    let measures = measures(cooccurrence, language);
    let measure = find(&measures, measure)?;
    let codes = codes_of(&cooccurrence.pairs.iter().collect::<Vec<_>>());
    let place = |code: CodeId| codes.binary_search(&code).unwrap_or_default();
    let mut sizes = vec![0; codes.len()];
    let mut links = Vec::new();
    for pair in &cooccurrence.pairs {
        let (a, b) = (place(pair.a), place(pair.b));
        (sizes[a], sizes[b]) = (pair.n1, pair.n2);
        if let Some(weight) = measure.value(pair).filter(|&weight| weight > 0.0) {
            links.push(NetworkLink { a, b, weight });
        }
    }
    if links.is_empty() {
        return Err(Error::NothingToDraw { measure: measure.label.clone() });
    }
    let node = |(&code, size): (&CodeId, u64)| NetworkNode {
        label: code_label(snapshot, code, language).to_owned(),
        size: size as f64,
        colour: code_colour(snapshot, code),
    };
    Ok(Chart::Network(Network {
        title: title(language).to_owned(),
        subtitle: subtitle(measure, &base(snapshot, cooccurrence, language), language),
        nodes: codes.iter().zip(sizes).map(node).collect(),
        links,
        size_label: crate::units::plural(Unit::Segments, language).to_owned(),
        weight_label: measure.label.clone(),
        kind: measure.value_kind(),
        language,
    }))
}
