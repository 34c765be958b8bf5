//! The single conditions of a query.

use kwali_model::{Origin, Scope};

use super::{CodersMeant, Relation, SpanOperation};

/// A single condition on a coding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term {
    /// `#code` or `#code!`.
    Code {
        /// The code's id as typed.
        path: String,
        /// Which codes it stands for.
        reach: CodeReach,
    },
    /// `document:`, `group:`, `coder:`, `speaker:` or `participant:` with a name.
    Named {
        /// What is named.
        kind: NamedKind,
        /// Its name, or `(missing)`.
        name: Wanted,
    },
    /// A variable with a value.
    Variable {
        /// What the variable describes, where the query says so.
        scope: Option<Scope>,
        /// The variable's name.
        name: String,
        /// The value.
        value: Wanted,
    },
    /// `age>=40`: a variable of numbers or dates compared with a value.
    Compared {
        /// What the variable describes, where the query says so.
        scope: Option<Scope>,
        /// The variable's name.
        name: String,
        /// How it is compared.
        comparison: Comparison,
        /// With what, as typed.
        value: String,
    },
    /// `weight>=50`: codings without a weight never meet it.
    Weight(Comparison, u8),
    /// Words in the segment, as typed: `werk*`, `tijd~1`, `/onbeta(a)?ld/`, `geen tijd`.
    Words(String),
    /// `origin:suggestion`: how the coding came about.
    Origin(Origin),
    /// `memo:twijfel`: a memo with these words.
    Memo {
        /// On what the memo is.
        on: MemoPlace,
        /// Its words; `*` for any memo, `(missing)` for none.
        holds: Wanted,
    },
    /// `alone`: the segment overlaps no coding of any other code.
    Alone(CodersMeant),
    /// `overlaps(…)`, `near(2 paragraphs, …)` and the like.
    Related(Box<Relation>),
    /// `intersect(…, …)` and the like: spans that are made, not codings.
    Spans(Box<SpanOperation>),
    /// `@name`: a saved query.
    Saved(String),
}

/// On what a memo is that a query asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MemoPlace {
    /// On the coding, its code or its document.
    Anywhere,
    /// On the coding itself.
    Coding,
    /// On its code; not on one above or below.
    Code,
    /// On its document.
    Document,
}

impl MemoPlace {
    /// Every place.
    pub const ALL: [MemoPlace; 4] =
        [MemoPlace::Anywhere, MemoPlace::Coding, MemoPlace::Code, MemoPlace::Document];

    /// Returns the words for it in a query.
    pub fn name(self) -> &'static str {
        match self {
            MemoPlace::Anywhere => "memo",
            MemoPlace::Coding => "coding.memo",
            MemoPlace::Code => "code.memo",
            MemoPlace::Document => "document.memo",
        }
    }
}

/// Which codes a code in a query stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CodeReach {
    /// The code and all below it.
    WithDescendants,
    /// The code alone.
    Alone,
}

/// What can be named in a query.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NamedKind {
    /// A document.
    Document,
    /// A document group.
    Group,
    /// A coder, by the short name.
    Coder,
    /// Whoever speaks, by the name in the transcript.
    Speaker,
    /// A participant.
    Participant,
}

impl NamedKind {
    /// Every kind.
    pub const ALL: [NamedKind; 5] = [
        NamedKind::Document,
        NamedKind::Group,
        NamedKind::Coder,
        NamedKind::Speaker,
        NamedKind::Participant,
    ];

    /// Returns the word for it in a query.
    pub fn name(self) -> &'static str {
        match self {
            NamedKind::Document => "document",
            NamedKind::Group => "group",
            NamedKind::Coder => "coder",
            NamedKind::Speaker => "speaker",
            NamedKind::Participant => "participant",
        }
    }
}

/// A name or value that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// This one; in names `*` stands for any characters.
    Is(String),
    /// None is known.
    Missing,
}

/// How a number is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
    /// `=`
    Equal,
}

impl Comparison {
    /// Every comparison; those of two characters first.
    pub const ALL: [Comparison; 5] = [
        Comparison::AtLeast,
        Comparison::AtMost,
        Comparison::Above,
        Comparison::Below,
        Comparison::Equal,
    ];

    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => ">=",
            Comparison::AtMost => "<=",
            Comparison::Above => ">",
            Comparison::Below => "<",
            Comparison::Equal => "=",
        }
    }

    /// True if `one` compares so with `other`.
    pub fn holds<T: PartialOrd>(self, one: &T, other: &T) -> bool {
        match self {
            Comparison::AtLeast => one >= other,
            Comparison::AtMost => one <= other,
            Comparison::Above => one > other,
            Comparison::Below => one < other,
            Comparison::Equal => one == other,
        }
    }
}
