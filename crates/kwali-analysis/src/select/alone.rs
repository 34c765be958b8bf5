//! Which codings overlap one of another code.

use kwali_model::{CodeId, Coding};

/// Marks the codings that overlap one of another code; `places` are in order of the starts.
pub(super) fn mark_crowded(
    codings: &[Coding],
    places: impl DoubleEndedIterator<Item = usize> + Clone,
    crowded: &mut [bool],
) {
    // Of those before, the one that ends last, whatever its code and of another code.
    let mut ends = BestOfOthers::default();
    for place in places.clone() {
        let Coding { span, code, .. } = codings[place];
        crowded[place] |= ends.than(code).is_some_and(|end| end > span.start() as i64);
        ends.add(code, span.end() as i64);
    }
    // Of those behind, the one that starts first; turned around, so that it is the greatest.
    let mut starts = BestOfOthers::default();
    for place in places.rev() {
        let Coding { span, code, .. } = codings[place];
        crowded[place] |= starts.than(code).is_some_and(|start| -start < span.end() as i64);
        starts.add(code, -(span.start() as i64));
    }
}

/// The greatest number seen, and the greatest seen with any other code.
#[derive(Default)]
struct BestOfOthers {
    best: Option<(CodeId, i64)>,
    of_others: Option<(CodeId, i64)>,
}

impl BestOfOthers {
    fn add(&mut self, code: CodeId, number: i64) {
        match self.best {
            Some((best, known)) if best == code => self.best = Some((code, known.max(number))),
            Some((_, known)) if number <= known => {
                let is_less = self.of_others.is_some_and(|(_, other)| other >= number);
                if !is_less {
                    self.of_others = Some((code, number));
                }
            }
            _ => {
                self.of_others = self.best;
                self.best = Some((code, number));
            }
        }
    }

    /// Returns the greatest number of a code other than this one.
    fn than(&self, code: CodeId) -> Option<i64> {
        let of_another = |kept: &Option<(CodeId, i64)>| kept.filter(|(other, _)| *other != code);
        of_another(&self.best).or(of_another(&self.of_others)).map(|(_, number)| number)
    }
}
