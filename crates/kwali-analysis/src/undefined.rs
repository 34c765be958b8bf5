//! Why a number is undefined: nothing is ever shown as 0, 1 or NaN instead.

/// The reason why a ratio or a mean has no value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, thiserror::Error)]
pub enum Undefined {
    /// A mean over no segments, or a share of none.
    #[error("there are no segments")]
    NoSegments,
    /// A share of no documents.
    #[error("there are no documents")]
    NoDocuments,
    /// A share of no participants.
    #[error("there are no participants")]
    NoParticipants,
    /// A share of no text.
    #[error("there is no text")]
    NoCharacters,
    /// A share of something of which there is none.
    #[error("the base is 0")]
    EmptyBase,
    /// The themes of a base of more documents than there are.
    #[error("there are fewer documents than the base has")]
    FewerThanBase,
    /// A place in a row of documents that is not reached.
    #[error("saturation is not reached")]
    NotReached,
    /// How much rankings are alike of which one ranks nothing above anything else.
    #[error("all counts of a ranking are equal")]
    AllTied,
    /// Who speaks was not looked at.
    #[error("participants were not counted")]
    ParticipantsNotCounted,
    /// The texts were not read.
    #[error("words were not counted")]
    WordsNotCounted,
    /// A residual of a cell in which nothing is expected.
    #[error("nothing is expected there")]
    NothingExpected,
    /// A residual adjusted for margins of which one holds everything.
    #[error("one row or one column holds all segments")]
    HoldsEverything,
    /// An association with a code that occurs nowhere.
    #[error("one of the codes does not occur")]
    CodeAbsent,
    /// A correlation with a code that occurs everywhere or nowhere.
    #[error("one of the codes occurs everywhere or nowhere")]
    NoVariation,
    /// A count by what chance makes of it, which is nothing.
    #[error("by chance there would be none")]
    NoneByChance,
    /// A likeness to something that has none of the codes.
    #[error("one of the two has none of the codes")]
    WithoutCodes,
    /// A stress of a map on which nothing is apart.
    #[error("there are no two that differ")]
    NothingApart,
    /// How good suggestions are for a code with fewer human codings, or in fewer interviews, than it takes
    /// to tell.
    #[error("the code has too few examples to measure by")]
    TooFewExamples,
    /// Which share of no suggestions is right.
    #[error("nothing is proposed")]
    NothingProposed,
    /// A c-coefficient of codes that overlap more often than they occur.
    #[error("the codes overlap more often than they occur")]
    DenominatorNotPositive,
}

/// Returns `part` as a share of `whole` from 0 to 1, or `undefined` of nothing.
pub(crate) fn share(part: u64, whole: u64, undefined: Undefined) -> Result<f64, Undefined> {
    if whole == 0 { Err(undefined) } else { Ok(part as f64 / whole as f64) }
}

/// Returns `part` as a percentage of `whole`, or `undefined` of nothing.
pub(crate) fn percent(part: u64, whole: u64, undefined: Undefined) -> Result<f64, Undefined> {
    share(100 * part, whole, undefined)
}
