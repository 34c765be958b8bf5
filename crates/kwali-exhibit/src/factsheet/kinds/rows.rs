//! Which codes stand in the rows.

use kwali_analysis::{CodeReach, Expression, Term, rows_below};
use kwali_model::{CodeId, CodePath, Snapshot};

use crate::factsheet::arguments::{Arguments, Problem, parse_query};

/// Returns the codes that an argument such as `#barrier or #enabler!` names, in code order.
///
/// A code brings all below it, or as many levels as `level` says; with `!` it stands alone. All
/// codes where the argument was not given.
pub(super) fn codes(
    snapshot: &Snapshot,
    arguments: &Arguments,
    name: &str,
) -> Result<Vec<CodeId>, Problem> {
    let depth = arguments.number("level")?;
    let typed = arguments.texts(name)?;
    if typed.is_empty() {
        let system = snapshot.codes();
        let is_shown = |code: &CodeId| depth.is_none_or(|depth| system.level(*code) <= depth);
        return Ok(system.ids().filter(is_shown).collect());
    }
    let mut codes = Vec::new();
    for text in typed {
        let query = parse_query(name, text, snapshot)?;
        collect(query.expression(), snapshot, depth, &mut codes).ok_or_else(|| Problem {
            message: format!("`{name}` names codes only"),
            hint: Some("write `#barrier or #enabler`; conditions belong in `where`".to_owned()),
        })?;
    }
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
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
            let Term::Code { path, reach } = &located.term else { return None };
            let code = snapshot.codes().id(&CodePath::new(path).ok()?)?;
            let depth = if *reach == CodeReach::Alone { Some(0) } else { depth };
            codes.extend(rows_below(snapshot.codes(), code, depth));
            Some(())
        }
    }
}
