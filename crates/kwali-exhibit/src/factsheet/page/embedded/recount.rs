//! Counts what is behind a number from its segments alone, as the page's script does.

use std::collections::BTreeSet;

use kwali_analysis::Unit;
use kwali_model::{DocumentId, ParticipantId};

use crate::factsheet::evidence::Evidence;

/// Returns how many segments, documents or participants there are.
///
/// Of participants only those count whom every `among` holds that is given.
pub(super) fn recount(
    evidence: &Evidence<'_>,
    unit: Unit,
    places: &[usize],
    among: &[Option<&BTreeSet<ParticipantId>>],
) -> u64 {
    let codings = || places.iter().map(|&place| evidence.snapshot.codings()[place]);
    let n = match unit {
        Unit::Documents => {
            codings().map(|coding| coding.document).collect::<BTreeSet<DocumentId>>().len()
        }
        Unit::Participants => {
            let counts =
                |person: &ParticipantId| among.iter().flatten().all(|who| who.contains(person));
            let heard = codings().flat_map(|coding| {
                let place = evidence.snapshot.document_place(coding.document);
                let layout = place.and_then(|place| evidence.layouts.get(place));
                let document = place.map(|place| &evidence.snapshot.documents()[place]);
                let heard = layout.zip(document);
                heard.map_or(Vec::new(), |(layout, document)| {
                    layout.participants_of(document, coding.span)
                })
            });
            heard.filter(counts).collect::<BTreeSet<ParticipantId>>().len()
        }
        _ => places.len(),
    };
    n as u64
}
