//! A square of counts, one row and column a code.

/// Counts by an ordered pair of codes.
#[derive(Clone)]
pub(crate) struct Matrix {
    width: usize,
    counts: Vec<u64>,
}

impl Matrix {
    pub(crate) fn new(width: usize) -> Matrix {
        Matrix { width, counts: vec![0; width * width] }
    }

    /// Returns the counts of `first` with every second code.
    pub(crate) fn row_mut(&mut self, first: usize) -> &mut [u64] {
        &mut self.counts[first * self.width..(first + 1) * self.width]
    }

    pub(crate) fn count(&mut self, first: u32, second: u32, n: u64) {
        self.counts[first as usize * self.width + second as usize] += n;
    }

    pub(crate) fn get(&self, first: usize, second: usize) -> u64 {
        self.counts[first * self.width + second]
    }

    /// Returns the count of two codes in either order.
    pub(crate) fn both(&self, (a, b): (usize, usize)) -> u64 {
        self.get(a, b) + self.get(b, a)
    }

    pub(crate) fn add(&mut self, other: &Matrix) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, n)| *sum += n);
    }
}
