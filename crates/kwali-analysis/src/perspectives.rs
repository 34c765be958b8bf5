//! Themes by perspective: of what people in different roles speak, and where they are opposed.

use kwali_model::{CodeId, CodePath, CodeSystem, Layout, Scope, Snapshot, VariableId};

use crate::values::variable;
use crate::{AnalysisError, ColumnKey, Crosstab, CrosstabRequest, Dimension, Subcodes, crosstab};

/// In how many perspectives a theme occurs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Spread {
    /// In every one of several.
    Shared,
    /// In several, but not in all.
    Some,
    /// In exactly one.
    Unique,
    /// In none.
    Absent,
}

impl Spread {
    /// Every spread.
    pub const ALL: [Spread; 4] = [Spread::Shared, Spread::Some, Spread::Unique, Spread::Absent];

    /// Returns the name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Spread::Shared => "shared",
            Spread::Some => "some",
            Spread::Unique => "unique",
            Spread::Absent => "absent",
        }
    }
}

/// Codes by perspective: a code occurs in a perspective if at least one participant who has it
/// speaks in a segment of the code or of a code below it.
#[derive(Clone, PartialEq, Debug)]
pub struct Perspectives {
    /// The counts; what is missing may have a column, but is no perspective.
    pub crosstab: Crosstab,
}

impl Perspectives {
    /// Returns the columns that are perspectives.
    pub fn columns(&self) -> Vec<usize> {
        let columns = self.crosstab.columns.iter().enumerate();
        let known = columns.filter(|(_, column)| !column.keys.iter().any(ColumnKey::is_missing));
        known.map(|(place, _)| place).collect()
    }

    /// Returns the perspectives in which a row occurs.
    pub fn present_in(&self, row: usize) -> Vec<usize> {
        let occurs = |&column: &usize| self.crosstab.cell(row, column).participants > Some(0);
        self.columns().into_iter().filter(occurs).collect()
    }

    /// Returns the perspectives in which a row is missing.
    pub fn missing_in(&self, row: usize) -> Vec<usize> {
        let present = self.present_in(row);
        self.columns().into_iter().filter(|column| !present.contains(column)).collect()
    }

    /// Returns in how many perspectives a row occurs.
    pub fn spread(&self, row: usize) -> Spread {
        match (self.present_in(row).len(), self.columns().len()) {
            (0, _) => Spread::Absent,
            (1, _) => Spread::Unique,
            (n, all) if n == all => Spread::Shared,
            _ => Spread::Some,
        }
    }

    /// Returns how the perspectives that speak of two rows are opposed.
    pub fn contrast(&self, a: usize, b: usize) -> Contrast {
        let (with_a, with_b) = (self.present_in(a), self.present_in(b));
        let only = |these: &[usize], those: &[usize]| these.iter().any(|p| !those.contains(p));
        let different = with_a.iter().any(|p| with_b.iter().any(|q| p != q));
        match (only(&with_a, &with_b) && only(&with_b, &with_a), different) {
            (true, _) => Contrast::Opposed,
            (false, true) => Contrast::Mixed,
            (false, false) => Contrast::Absent,
        }
    }
}

/// How perspectives are opposed that speak of two codes, such as a barrier and an enabler.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Contrast {
    /// One perspective speaks only of the first, another only of the second.
    Opposed,
    /// One speaks of the first and another of the second, but one of them or a third of both.
    Mixed,
    /// There are no two different perspectives of which one speaks of the first, the other of the
    /// second.
    Absent,
}

impl Contrast {
    /// Returns the name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Contrast::Opposed => "opposed",
            Contrast::Mixed => "mixed",
            Contrast::Absent => "absent",
        }
    }
}

/// Counts codes, with those below them, by the values of a variable of participants.
pub fn perspectives(
    snapshot: &Snapshot,
    layouts: &[Layout],
    rows: Vec<CodeId>,
    by: VariableId,
) -> Result<Perspectives, AnalysisError> {
    let variable = variable(snapshot, by)?;
    if variable.scope != Scope::Participant {
        let (name, found) = (variable.name.clone(), variable.scope);
        return Err(AnalysisError::WrongScope { name, found, wanted: Scope::Participant });
    }
    let request = CrosstabRequest::new(rows, Dimension::Variable(by), Subcodes::Included);
    Ok(Perspectives { crosstab: crosstab(snapshot, Some(layouts), &request)? })
}

/// Returns the pairs of codes below `a` and `b` that have the same name there.
///
/// `barrier.time.team` meets `enabler.time.team`, and else the only code below `enabler` whose last
/// part is `team`. Where no codes meet, `a` and `b` themselves are the pair.
pub fn opposed_codes(codes: &CodeSystem, a: CodeId, b: CodeId) -> Vec<(CodeId, CodeId)> {
    let below = |code: CodeId| codes.with_descendants(code).into_iter().filter(move |&c| c != code);
    let relative = |code: CodeId, above: CodeId| {
        let length = codes.code(above).path.as_str().len();
        codes.code(code).path.as_str().get(length..).unwrap_or_default().to_owned()
    };
    let name = |code: CodeId| -> &str { CodePath::name(&codes.code(code).path) };
    let partner = |of_a: CodeId| -> Option<CodeId> {
        let path = relative(of_a, a);
        let same_path = below(b).find(|&of_b| relative(of_b, b) == path);
        let mut same_name = below(b).filter(|&of_b| name(of_b) == name(of_a));
        same_path.or_else(|| same_name.next().filter(|_| same_name.next().is_none()))
    };
    let pairs: Vec<(CodeId, CodeId)> =
        below(a).filter_map(|of_a| Some((of_a, partner(of_a)?))).collect();
    if pairs.is_empty() { vec![(a, b)] } else { pairs }
}
