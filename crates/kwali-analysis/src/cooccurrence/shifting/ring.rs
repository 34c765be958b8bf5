//! One document as a ring, around which the codings of each code are shifted.

use kwali_model::{Coding, Snapshot};

use crate::chance::SplitMix64;
use crate::cooccurrence::Choice;

/// The codings of a document whose last character is followed by its first.
pub(super) struct Ring {
    /// The characters of the document.
    length: u32,
    /// The codes it has, by their place among the chosen ones.
    codes: Vec<u32>,
    /// By code: where the draws of its shifts start.
    keys: Vec<u64>,
    arcs: Vec<Arc>,
}

/// A coding: where it starts, how long it is, and the number of its code among those of the ring.
#[derive(Clone, Copy)]
struct Arc {
    start: u32,
    length: u32,
    code: u32,
}

impl Ring {
    /// Returns the ring of a document; `None` where no two codes could meet.
    pub(super) fn of(
        snapshot: &Snapshot,
        place: usize,
        choice: &Choice,
        seed: u64,
    ) -> Option<Ring> {
        let counts = |coding: &&Coding| choice.coders[coding.coder.index()];
        let codings = snapshot.codings_at(place).iter().filter(counts);
        let mut chosen: Vec<(&Coding, u32)> = codings
            .filter_map(|coding| Some((coding, choice.places[coding.code.index()]?)))
            .collect();
        chosen.sort_by_key(|&(_, code)| code);
        let mut ring = Ring {
            length: snapshot.documents()[place].chars as u32,
            codes: Vec::new(),
            keys: Vec::new(),
            arcs: Vec::with_capacity(chosen.len()),
        };
        for (coding, code) in chosen {
            if ring.codes.last() != Some(&code) {
                ring.codes.push(code);
                ring.keys.push(coding.code.index() as u64);
            }
            ring.arcs.push(Arc {
                start: coding.span.start_char() as u32,
                length: coding.span.chars() as u32,
                code: ring.codes.len() as u32 - 1,
            });
        }
        for key in &mut ring.keys {
            *key = SplitMix64::keyed(seed, &[place as u64, *key]).below(u64::MAX);
        }
        (ring.codes.len() > 1).then_some(ring)
    }

    /// Adds the mean number of overlapping pairs over all shifts, for each two codes.
    ///
    /// Two codings of p and q characters overlap in p + q - 1 of the shifts, or in all of them.
    pub(super) fn add_means(&self, means: &mut [f64], n_codes: usize) {
        let lengths = |code: usize| {
            let of_code = self.arcs.iter().filter(move |arc| arc.code as usize == code);
            let mut lengths: Vec<u64> = of_code.map(|arc| u64::from(arc.length)).collect();
            lengths.sort_unstable();
            lengths
        };
        let by_code: Vec<Vec<u64>> = (0..self.codes.len()).map(lengths).collect();
        let all = u64::from(self.length);
        for (first, own) in by_code.iter().enumerate() {
            for (second, others) in by_code.iter().enumerate().skip(first + 1) {
                let sums: Vec<u64> = running_sums(others);
                let overlapping = |&length: &u64| {
                    let short = others.partition_point(|&other| length + other - 1 < all);
                    let n_long = (others.len() - short) as u64;
                    sums[short] + short as u64 * (length - 1) + n_long * all
                };
                let shifts: u64 = own.iter().map(overlapping).sum();
                let (a, b) = (self.codes[first] as usize, self.codes[second] as usize);
                means[a * n_codes + b] += shifts as f64 / all as f64;
            }
        }
    }

    /// Shifts the codings of each code as the draw of this number has it.
    pub(super) fn shift(&self, draw: usize, shifted: &mut Shifted) {
        let all = u64::from(self.length);
        let offset = |&key: &u64| SplitMix64::keyed(key, &[draw as u64]).below(all) as u32;
        shifted.offsets.clear();
        shifted.offsets.extend(self.keys.iter().map(offset));
        shifted.put(self);
    }
}

/// Returns the sums of the first none, one, two, … numbers.
fn running_sums(numbers: &[u64]) -> Vec<u64> {
    let mut sums = vec![0];
    for number in numbers {
        sums.push(sums[sums.len() - 1] + number);
    }
    sums
}

/// The arcs of a ring where a draw puts them; kept from one to the next for its memory.
#[derive(Default)]
pub(super) struct Shifted {
    /// By code.
    offsets: Vec<u32>,
    /// Where each arc starts, and behind that its place in the ring: whole numbers are sorted in a
    /// fraction of the time.
    starts: Vec<u64>,
    open: Vec<Open>,
}

/// An arc that may overlap what starts next.
#[derive(Clone, Copy)]
struct Open {
    start: u32,
    /// Where it ends; beyond the ring's length it goes on at the beginning.
    end: u32,
    code: u32,
    /// Whether it is the part that goes on at the beginning of an arc that starts further on.
    went_on: bool,
}

impl Shifted {
    fn put(&mut self, ring: &Ring) {
        self.starts.clear();
        for (place, arc) in ring.arcs.iter().enumerate() {
            let moved = arc.start + self.offsets[arc.code as usize];
            let start = if moved < ring.length { moved } else { moved - ring.length };
            self.starts.push(u64::from(start) << 32 | place as u64);
        }
        self.starts.sort_unstable();
    }

    /// Counts the pairs of arcs of different codes that share a character, each once.
    ///
    /// A pair is counted where the one starts and the other is open. Where each starts while the
    /// other is open, which takes an arc that goes on at the beginning, the second time counts.
    pub(super) fn count(&mut self, ring: &Ring, counts: &mut [u32], n_codes: usize) {
        let arc = |&key: &u64| {
            let (start, arc) = ((key >> 32) as u32, ring.arcs[key as u32 as usize]);
            Open { start, end: start + arc.length, code: arc.code, went_on: false }
        };
        let open = &mut self.open;
        open.clear();
        let going_on = self.starts.iter().map(arc).filter(|arc| arc.end > ring.length);
        open.extend(going_on.map(|arc| Open { end: arc.end - ring.length, went_on: true, ..arc }));
        for arc in self.starts.iter().map(arc) {
            let row = ring.codes[arc.code as usize] as usize * n_codes;
            let mut number = 0;
            while let Some(&other) = open.get(number) {
                if other.end <= arc.start {
                    open.swap_remove(number);
                    continue;
                }
                let comes_again = other.went_on && other.start < arc.end;
                if other.code != arc.code && !comes_again {
                    counts[row + ring.codes[other.code as usize] as usize] += 1;
                }
                number += 1;
            }
            open.push(arc);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters of an arc on a ring.
    fn characters(arc: &Arc, offset: u32, length: u32) -> Vec<u32> {
        (0..arc.length).map(|at| (arc.start + offset + at) % length).collect()
    }

    fn plain_count(ring: &Ring, offset: u32) -> u32 {
        let of = |code: u32, offset: u32| -> Vec<Vec<u32>> {
            let arcs = ring.arcs.iter().filter(move |arc| arc.code == code);
            arcs.map(|arc| characters(arc, offset, ring.length)).collect()
        };
        let (first, second) = (of(0, offset), of(1, 0));
        let meets = |x: &Vec<u32>, y: &Vec<u32>| x.iter().any(|at| y.contains(at));
        first.iter().map(|x| second.iter().filter(|y| meets(x, y)).count() as u32).sum()
    }

    /// Checks every shift of one code of a ring against comparing characters.
    #[track_caller]
    fn check(length: u32, first: &[(u32, u32)], second: &[(u32, u32)]) {
        let arc = |code| move |&(start, end): &(u32, u32)| Arc { start, length: end - start, code };
        let arcs = first.iter().map(arc(0)).chain(second.iter().map(arc(1))).collect();
        let ring = Ring { length, codes: vec![0, 1], keys: vec![0, 0], arcs };
        let mut total = 0;
        for offset in 0..length {
            for fixed in [0, 3 % length] {
                let offsets = vec![(offset + fixed) % length, fixed];
                let mut shifted = Shifted { offsets, ..Shifted::default() };
                shifted.put(&ring);
                let mut counts = vec![0; 4];
                shifted.count(&ring, &mut counts, 2);
                let expected = plain_count(&ring, offset);
                assert_eq!(counts[1] + counts[2], expected, "shifted by {offset}");
            }
            total += plain_count(&ring, offset);
        }
        let mut means = vec![0.0; 4];
        ring.add_means(&mut means, 2);
        assert!((means[1] - f64::from(total) / f64::from(length)).abs() < 1e-12);
    }

    #[test]
    fn every_shift_counts_what_comparing_characters_counts() {
        check(10, &[(0, 3)], &[(2, 5)]);
        check(10, &[(0, 10)], &[(4, 5), (4, 5)]);
        check(10, &[(0, 8)], &[(1, 9)]);
        check(7, &[(0, 1), (3, 7), (2, 4)], &[(0, 7), (6, 7), (1, 6)]);
        check(1, &[(0, 1)], &[(0, 1)]);
        check(12, &[(0, 7), (5, 12), (11, 12)], &[(0, 6), (6, 12)]);
    }
}
