//! Which passages a query for documents and speakers selects.

use std::collections::BTreeSet;

use kwali_model::{
    Code, CodeId, CodePath, CodeSystem, Coder, CoderId, Coding, CodingId, Layout, Snapshot,
    SnapshotParts,
};

use super::Passage;
use crate::{Expression, NamedKind, Query, QueryError, Sources, Term, select};

/// Why a query selects no passages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlaceError {
    /// It asks for something that only codings have.
    AsksForCodings,
    /// It names what is not in the study.
    Query(QueryError),
}

/// Returns which of some passages, in study order, a query selects: their numbers, in order.
///
/// The query may ask for documents, groups, speakers, participants and variables.
pub fn passages_where(
    snapshot: &Snapshot,
    layouts: &[Layout],
    passages: &[Passage],
    query: &Query,
) -> Result<Vec<usize>, PlaceError> {
    if !is_of_places(query.expression()) {
        return Err(PlaceError::AsksForCodings);
    }
    // The query asks for nothing that makes a coding, so any code and coder will do.
    let code = CodePath::new("passage").map(Code::new);
    let codes = CodeSystem::new(code.into_iter().collect()).unwrap_or_default();
    let coder = Coder { id: CoderId(0), name: String::new(), full_name: None };
    let coding = |(number, passage): (usize, &Passage)| {
        Some(Coding {
            id: CodingId(number as u32),
            document: snapshot.documents().get(passage.place)?.id,
            span: passage.span,
            code: CodeId(0),
            coder: CoderId(0),
            weight: None,
        })
    };
    let study = Snapshot::new(SnapshotParts {
        documents: snapshot.documents().to_vec(),
        participants: snapshot.participants().to_vec(),
        variables: snapshot.variables().to_vec(),
        codes,
        coders: vec![coder],
        codings: passages.iter().enumerate().filter_map(coding).collect(),
        ..SnapshotParts::default()
    });
    let selection = query.resolve(&study).map_err(PlaceError::Query)?;
    let sources = Sources { layouts, found: &|_| BTreeSet::new(), text: &|_, _| () };
    Ok(select(&study, &sources, &selection))
}

fn is_of_places(expression: &Expression) -> bool {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => parts.iter().all(is_of_places),
        Expression::Not(inner) => is_of_places(inner),
        Expression::Term(located) => match &located.term {
            Term::Named { kind, .. } => *kind != NamedKind::Coder,
            Term::Variable { .. } | Term::Compared { .. } => true,
            _ => false,
        },
    }
}
