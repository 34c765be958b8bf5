//! A timeline of which some points have no time: it is interpolated between those that have one.

use std::collections::BTreeMap;

/// Points of a recording in order, by their id.
#[derive(Default)]
pub(super) struct Timeline {
    times: Vec<Option<u64>>,
    places: BTreeMap<String, usize>,
    n_interpolated: usize,
}

impl Timeline {
    /// Adds the next point.
    pub(super) fn push(&mut self, id: String, time: Option<u64>) {
        self.places.insert(id, self.times.len());
        self.times.push(time);
    }

    /// Gives the points between two times a time each, at equal distances.
    ///
    /// Points before the first or behind the last known time stay without.
    pub(super) fn interpolate(&mut self) {
        let mut known: Option<(usize, u64)> = None;
        for place in 0..self.times.len() {
            let Some(time) = self.times[place] else { continue };
            if let Some((first, start)) = known
                && time >= start
            {
                let n_steps = (place - first) as u64;
                for (step, missing) in (1..).zip(&mut self.times[first + 1..place]) {
                    *missing = Some(start + (time - start) * step / n_steps);
                    self.n_interpolated += 1;
                }
            }
            known = Some((place, time));
        }
    }

    /// Returns the time of a point.
    pub(super) fn time(&self, id: &str) -> Option<u64> {
        self.times[*self.places.get(id)?]
    }

    /// Returns the place of a point in the order of the recording.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Returns how many points were given a time.
    pub(super) fn n_interpolated(&self) -> usize {
        self.n_interpolated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(times: &[Option<u64>], expected: &[Option<u64>]) {
        let mut timeline = Timeline::default();
        for (n, &time) in times.iter().enumerate() {
            timeline.push(n.to_string(), time);
        }
        timeline.interpolate();
        assert_eq!(timeline.times, expected);
    }

    #[test]
    fn missing_times_lie_between_their_neighbours() {
        check(&[Some(0), None, None, Some(9)], &[Some(0), Some(3), Some(6), Some(9)]);
        check(&[None, Some(4), Some(5), None], &[None, Some(4), Some(5), None]);
        check(&[Some(9), None, Some(4)], &[Some(9), None, Some(4)]);
        check(&[], &[]);
    }
}
