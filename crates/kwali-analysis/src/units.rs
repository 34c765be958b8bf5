//! What is counted, and how a code's descendants count.

use kwali_model::{CodeId, CodeSystem};

/// What a count counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Unit {
    /// Codings: two coders who mark the same words make two segments.
    #[default]
    Segments,
    /// Different stretches of text, however many codings they have.
    DistinctSpans,
    /// Stretches left when overlapping or touching segments of one coder are merged.
    MergedSpans,
    /// Documents with at least one segment.
    Documents,
    /// Participants who speak in at least one segment.
    Participants,
    /// Words by rule T1 that lie whole in what is covered, each once.
    Words,
    /// Code points covered, each once.
    Characters,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 7] = [
        Unit::Segments,
        Unit::DistinctSpans,
        Unit::MergedSpans,
        Unit::Documents,
        Unit::Participants,
        Unit::Words,
        Unit::Characters,
    ];

    /// Returns the unit's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Segments => "segments",
            Unit::DistinctSpans => "distinct_spans",
            Unit::MergedSpans => "merged_spans",
            Unit::Documents => "documents",
            Unit::Participants => "participants",
            Unit::Words => "words",
            Unit::Characters => "characters_union",
        }
    }

    /// Returns the unit of that name.
    pub fn from_name(name: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// How a code's descendants count for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Subcodes {
    /// Not: only codings of the code itself.
    #[default]
    Separate,
    /// With it: the code and all below it, once per unit.
    Included,
    /// Instead of it: all below it without the code's own codings.
    Only,
}

impl Subcodes {
    /// Every setting.
    pub const ALL: [Subcodes; 3] = [Subcodes::Separate, Subcodes::Included, Subcodes::Only];

    /// Returns the setting's name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Subcodes::Separate => "separate",
            Subcodes::Included => "included",
            Subcodes::Only => "only",
        }
    }

    /// Returns the setting of that name.
    pub fn from_name(name: &str) -> Option<Subcodes> {
        Subcodes::ALL.into_iter().find(|subcodes| subcodes.name() == name)
    }

    /// True if a coding of a code counts for the code itself.
    pub(crate) fn counts_own(self) -> bool {
        self != Subcodes::Only
    }

    /// True if a coding of a code counts for the codes above it.
    pub(crate) fn counts_above(self) -> bool {
        self != Subcodes::Separate
    }

    /// Returns for every code the rows of a table in which its codings count.
    ///
    /// Row 0 holds all codings; row `i + 1` is that of `rows[i]`.
    pub(crate) fn rows_of_codes(self, codes: &CodeSystem, rows: &[CodeId]) -> Vec<Vec<u32>> {
        let mut own_rows = vec![Vec::new(); codes.len()];
        for (number, code) in rows.iter().enumerate() {
            own_rows[code.index()].push(number as u32 + 1);
        }
        let rows_of = |code: CodeId| {
            let own = self.counts_own().then_some(code);
            let above = codes.ancestors(code).filter(|_| self.counts_above());
            let counted = own.into_iter().chain(above);
            let rows = counted.flat_map(|code| own_rows[code.index()].iter().copied());
            std::iter::once(0).chain(rows).collect()
        };
        codes.ids().map(rows_of).collect()
    }
}

/// Returns a code and its descendants down to `depth` levels below it, in code order.
///
/// Depth 0 is the code alone, `None` everything below it.
pub fn rows_below(codes: &CodeSystem, code: CodeId, depth: Option<usize>) -> Vec<CodeId> {
    let deepest = depth.map(|depth| codes.level(code) + depth);
    let below = codes.with_descendants(code).into_iter();
    below.filter(|&code| deepest.is_none_or(|deepest| codes.level(code) <= deepest)).collect()
}
