//! Drawing at random, the same on every machine and in every version.

/// The generator SplitMix64 of Steele, Lea and Flood (2014), which is a few lines and never changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    /// Returns the generator that starts from a seed.
    pub(crate) fn new(seed: u64) -> SplitMix64 {
        SplitMix64(seed)
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
    fn below(&mut self, n: u64) -> u64 {
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
