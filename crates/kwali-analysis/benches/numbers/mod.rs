//! Numbers for the studies that are measured.

/// Numbers that look random and are the same on every run: a xorshift.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as u32 % end
    }
}
