//! The scale of an axis: from where to where, and which round numbers it names.

/// About how many steps an axis has.
const STEPS: f64 = 5.0;

/// A linear scale that begins and ends at round numbers and holds zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// Returns the axis on which all these values fit. `whole` forbids steps below one.
    pub(super) fn covering(values: impl Iterator<Item = f64>, whole: bool) -> Axis {
        let (low, high) =
            values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let span = if high > low { high / STEPS - low / STEPS } else { 1.0 / STEPS };
        let smallest = if whole { 1.0 } else { 0.0 };
        let step = round_up(span).max(smallest);
        let high = if high > low { (high / step).ceil() * step } else { step.max(1.0) };
        Axis { low: (low / step).floor() * step, high, step }
    }

    /// Returns the axis from zero to exactly this end; its last mark is a round number before it.
    pub(super) fn ending_at(end: f64) -> Axis {
        let high = if end > 0.0 { end } else { 1.0 };
        Axis { low: 0.0, high, step: round_up(high / STEPS).max(high.min(1.0)) }
    }

    /// The numbers at which the axis has a mark, from low to high.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let first = (self.low / self.step).round();
        // A multiple may come out a little lower than it is.
        let last = (self.high / self.step * (1.0 + 1e-9)).floor();
        (0..=(last - first) as usize).map(|number| (first + number as f64) * self.step).collect()
    }

    /// How far along the axis the value lies: 0 at its beginning, 1 at its end.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0)
    }
}

/// Returns the smallest of 1, 2, 5, 10, 20, 50, … (or such parts of one) not below the number.
fn round_up(number: f64) -> f64 {
    let magnitude = 10f64.powf(number.log10().floor());
    let choices = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * magnitude);
    choices.into_iter().find(|&choice| choice >= number * 0.999_999).unwrap_or(choices[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], whole: bool, ticks: &[f64]) {
        let axis = Axis::covering(values.iter().copied(), whole);
        let found = axis.ticks();
        assert_eq!(found.len(), ticks.len(), "{found:?}");
        for (found, expected) in found.iter().zip(ticks) {
            assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
        }
    }

    #[test]
    fn axes_have_round_ticks() {
        check(&[12.0, 7.0], true, &[0.0, 5.0, 10.0, 15.0]);
        check(&[3.0], true, &[0.0, 1.0, 2.0, 3.0]);
        check(&[100.0], false, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        check(&[0.31], false, &[0.0, 0.1, 0.2, 0.3, 0.4]);
        check(&[-0.2, 0.8], false, &[-0.2, 0.0, 0.2, 0.4, 0.6, 0.8]);
        check(&[-3.0], true, &[-3.0, -2.0, -1.0, 0.0]);
    }

    #[test]
    fn an_axis_can_end_where_a_document_does() {
        let axis = Axis::ending_at(63.0);
        assert_eq!((axis.ticks(), axis.share(63.0)), (vec![0.0, 20.0, 40.0, 60.0], 1.0));
        assert_eq!(Axis::ending_at(3.0).ticks(), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(Axis::ending_at(0.0).ticks(), [0.0, 1.0]);
    }

    #[test]
    fn nothing_to_show_still_has_an_axis() {
        check(&[], true, &[0.0, 1.0]);
        check(&[0.0], false, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
    }

    #[test]
    fn endless_numbers_do_not_break_the_axis() {
        let axis = Axis::covering([f64::MAX / 2.0, -1.0].into_iter(), false);
        assert!(axis.ticks().len() < 20);
        assert!((0.0..=1.0).contains(&axis.share(0.0)));
    }
}
