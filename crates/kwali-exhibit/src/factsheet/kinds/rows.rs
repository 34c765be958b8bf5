//! Which codes stand in the rows.

use kwali_analysis::{CodeReach, Expression, Query, Term, rows_below};
use kwali_model::{CodeId, CodePath, Snapshot};

use crate::factsheet::arguments::{Arguments, Problem, parse_query};

/// Returns the codes that an argument such as `#barrier or #enabler!` names, in code order.
///
/// A code brings all below it, or as many levels as `level` says; with `!` it stands alone. All
/// codes where the argument was not given. `leaves` leaves out those that have codes below them.
pub(super) fn codes(
    snapshot: &Snapshot,
    arguments: &Arguments,
    name: &str,
) -> Result<Vec<CodeId>, Problem> {
    let mut codes = codes_as_given(snapshot, arguments, name)?;
    codes.sort_unstable();
    Ok(codes)
}

/// Returns the same codes in the order in which the argument names them.
pub(in crate::factsheet) fn codes_as_given(
    snapshot: &Snapshot,
    arguments: &Arguments,
    name: &str,
) -> Result<Vec<CodeId>, Problem> {
    let depth = arguments.number("level")?;
    let system = snapshot.codes();
    let mut codes = Vec::new();
    let typed = arguments.texts(name)?;
    if typed.is_empty() {
        let is_shown = |code: &CodeId| depth.is_none_or(|depth| system.level(*code) <= depth);
        codes.extend(system.ids().filter(is_shown));
    }
    for text in typed {
        let query = parse_query(name, text, snapshot)?;
        collect(query.expression(), snapshot, depth, &mut codes).ok_or_else(|| Problem {
            message: format!("`{name}` names codes only"),
            hint: Some("write `#barrier or #enabler`; conditions belong in `where`".to_owned()),
        })?;
    }
    if arguments.flag("leaves", false)? {
        codes.retain(|&code| system.is_leaf(code));
    }
    let mut seen = vec![false; system.len()];
    codes.retain(|code| !std::mem::replace(&mut seen[code.index()], true));
    Ok(codes)
}

/// Returns the codes that a query names where it does not exclude them, as they come.
pub(super) fn asked_for(snapshot: &Snapshot, query: &Query) -> Vec<CodeId> {
    let mut codes = Vec::new();
    named(query.expression(), snapshot, &mut codes);
    codes
}

fn named(expression: &Expression, snapshot: &Snapshot, codes: &mut Vec<CodeId>) {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => {
            parts.iter().for_each(|part| named(part, snapshot, codes));
        }
        Expression::Not(_) => {}
        Expression::Term(located) => codes.extend(code_of(&located.term, snapshot)),
    }
}

/// Adds the codes of an expression; `None` where there is anything else in it.
fn collect(
    expression: &Expression,
    snapshot: &Snapshot,
    depth: Option<usize>,
    codes: &mut Vec<CodeId>,
) -> Option<()> {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => {
            parts.iter().try_for_each(|part| collect(part, snapshot, depth, codes))
        }
        Expression::Not(_) => None,
        Expression::Term(located) => {
            let Term::Code { reach, .. } = &located.term else { return None };
            let code = code_of(&located.term, snapshot)?;
            let depth = if *reach == CodeReach::Alone { Some(0) } else { depth };
            codes.extend(rows_below(snapshot.codes(), code, depth));
            Some(())
        }
    }
}

fn code_of(term: &Term, snapshot: &Snapshot) -> Option<CodeId> {
    let Term::Code { path, .. } = term else { return None };
    snapshot.codes().id(&CodePath::new(path).ok()?)
}
