//! Where two coders differ: a coding that only one of them has, or that begins or ends elsewhere.

use kwali_model::Coding;

/// Two coders' codings that should be one, or one that the other does not have; by place in a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Difference {
    /// The coder's own coding.
    pub(crate) mine: Option<usize>,
    /// The coding of somebody else.
    pub(crate) theirs: Option<usize>,
}

/// Returns where the codings of one coder differ from those of all others, in order of their places.
///
/// Codings of the same words with the same code agree. Of others with the same code that overlap the
/// first is the one that is meant.
pub(crate) fn differences(
    codings: &[Coding],
    is_mine: impl Fn(&Coding) -> bool,
) -> Vec<Difference> {
    let (mine, theirs): (Vec<usize>, Vec<usize>) =
        (0..codings.len()).partition(|&at| is_mine(&codings[at]));
    let agrees = |a: usize, b: usize| {
        codings[a].code == codings[b].code && codings[a].span == codings[b].span
    };
    let overlaps = |a: usize, b: usize| {
        codings[a].code == codings[b].code && codings[a].span.overlaps(codings[b].span)
    };
    let mut found = Vec::new();
    for &own in &mine {
        if theirs.iter().any(|&other| agrees(own, other)) {
            continue;
        }
        let other = theirs.iter().copied().find(|&other| overlaps(own, other));
        found.push(Difference { mine: Some(own), theirs: other });
    }
    for &other in &theirs {
        if !mine.iter().any(|&own| overlaps(own, other)) {
            found.push(Difference { mine: None, theirs: Some(other) });
        }
    }
    found.sort_by_key(|difference| difference.mine.or(difference.theirs));
    found
}

#[cfg(test)]
mod tests {
    use kwali_model::{CodeId, CoderId, CodingId, DocumentId};
    use kwali_text::Text;

    use super::*;

    /// Codings as start, end, code and coder, coder 0 being oneself; places of mine and theirs.
    #[track_caller]
    fn check(codings: &[(usize, usize, u32, u32)], expected: &[(Option<usize>, Option<usize>)]) {
        let text = Text::new(&"x".repeat(100)).unwrap();
        let coding = |&(start, end, code, coder): &(usize, usize, u32, u32)| Coding {
            id: CodingId(0),
            document: DocumentId(0),
            span: text.span(start, end).unwrap(),
            code: CodeId(code),
            coder: CoderId(coder),
            weight: None,
        };
        let codings: Vec<Coding> = codings.iter().map(coding).collect();
        let found = differences(&codings, |coding| coding.coder == CoderId(0));
        let found: Vec<_> = found.iter().map(|found| (found.mine, found.theirs)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_same_code_on_the_same_words_agrees() {
        check(&[(0, 9, 1, 0), (0, 9, 1, 1)], &[]);
        check(&[(0, 9, 1, 0), (0, 9, 2, 1)], &[(Some(0), None), (None, Some(1))]);
    }

    #[test]
    fn overlapping_codings_with_one_code_differ_in_their_ends() {
        check(&[(0, 9, 1, 0), (4, 20, 1, 1)], &[(Some(0), Some(1))]);
        check(&[(0, 9, 1, 0), (9, 20, 1, 1)], &[(Some(0), None), (None, Some(1))]);
    }

    #[test]
    fn nothing_differs_from_nothing() {
        check(&[], &[]);
        check(&[(0, 9, 1, 1)], &[(None, Some(0))]);
    }
}
