//! Drawing at random, the same on every machine and in every version.

/// The generator SplitMix64 of Steele, Lea and Flood (2014), which is a few lines and never changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    /// Returns the generator that starts from a seed.
    pub(crate) fn new(seed: u64) -> SplitMix64 {
        SplitMix64(seed)
    }

    /// Returns a generator of its own for each row of keys, which starts from the seed.
    pub(crate) fn keyed(seed: u64, keys: &[u64]) -> SplitMix64 {
        keys.iter()
            .fold(SplitMix64(seed), |before, key| SplitMix64(SplitMix64(before.0 ^ key).next()))
    }

    /// Returns the next 64 bits.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `n`, each as likely as any other; `n` is not 0.
    ///
    /// Numbers at the top that would favour some remainders are thrown away.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        let last_fair = u64::MAX - (u64::MAX % n + 1) % n;
        loop {
            let drawn = self.next();
            if drawn <= last_fair {
                return drawn % n;
            }
        }
    }

    /// Draws `n` of the numbers below `all`, each once, and returns them in order.
    ///
    /// All numbers where `n` is not smaller.
    pub(crate) fn draw(&mut self, all: usize, n: usize) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..all).collect();
        self.shuffle(&mut numbers, n);
        numbers.truncate(n);
        numbers.sort_unstable();
        numbers
    }

    /// Puts numbers drawn at random in the first `n` places.
    ///
    /// The first `n` steps of a shuffle by Fisher and Yates: for `i` from 0, the number at `i`
    /// changes places with the one at `i + below(all - i)`.
    pub(crate) fn shuffle(&mut self, numbers: &mut [usize], n: usize) {
        let all = numbers.len();
        for place in 0..n.min(all) {
            let other = place + self.below((all - place) as u64) as usize;
            numbers.swap(place, other);
        }
    }
}

/// Returns the number in order at `⌈p·n⌉`, the nearest rank of so many per mille; 0 of none.
pub(crate) fn nearest_rank<T: Copy + Default>(sorted: &[T], per_mille: usize) -> T {
    let rank = (per_mille * sorted.len()).div_ceil(1000).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // As Vigna's splitmix64.c gives them for the seed 1234567.
        let mut generator = SplitMix64::new(1_234_567);
        let numbers = [(); 3].map(|()| generator.next());
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn other_keys_draw_other_numbers() {
        let first = |keys: &[u64]| SplitMix64::keyed(7, keys).next();
        let keys: [&[u64]; 6] = [&[], &[0], &[1], &[0, 1], &[1, 0], &[1, 1]];
        let numbers: std::collections::BTreeSet<u64> =
            keys.iter().map(|keys| first(keys)).collect();
        assert_eq!(numbers.len(), keys.len());
        assert_eq!(first(&[3, 4]), first(&[3, 4]));
    }

    #[test]
    fn ranks_are_the_nearest() {
        let numbers: Vec<u32> = (1..=1000).collect();
        assert_eq!([25, 500, 975].map(|mille| nearest_rank(&numbers, mille)), [25, 500, 975]);
        assert_eq!([0, 25, 1000].map(|mille| nearest_rank(&[4, 5], mille)), [4, 4, 5]);
        assert_eq!(nearest_rank::<u32>(&[], 500), 0);
    }

    #[test]
    fn a_draw_never_changes() {
        let draw = |all, n, seed| SplitMix64::new(seed).draw(all, n);
        assert_eq!(draw(5, 9, 1), [0, 1, 2, 3, 4]);
        assert_eq!(draw(0, 3, 1), []);
        assert_eq!(draw(143, 5, 1), DRAWN);
        assert_ne!(draw(143, 5, 1), draw(143, 5, 2));
    }

    /// Worked out by a few lines of Python that follow the documentation.
    const DRAWN: [usize; 5] = [17, 38, 44, 80, 97];

    #[test]
    fn every_number_is_drawn_about_as_often() {
        let mut times = [0; 10];
        for seed in 0..2000 {
            SplitMix64::new(seed).draw(10, 3).into_iter().for_each(|number| times[number] += 1);
        }
        // Of 2000 draws of 3 in 10, 600 are expected; 100 is almost five standard deviations.
        assert!(times.iter().all(|times| (500..700).contains(times)), "{times:?}");
    }
}
