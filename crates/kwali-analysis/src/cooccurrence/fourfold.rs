//! Two codes over units: a two-by-two table and its coefficients.

use crate::Undefined;
use crate::undefined::share;

/// In how many units two codes occur together, alone, and not at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fourfold {
    /// Units with both.
    pub a: u64,
    /// Units with only the first.
    pub b: u64,
    /// Units with only the second.
    pub c: u64,
    /// Units with neither.
    pub d: u64,
}

impl Fourfold {
    /// Returns the table of `both` units with both codes, and how many have each, out of all.
    pub(crate) fn new(both: u64, first: u64, second: u64, all: u64) -> Fourfold {
        let only = |one: u64| one.saturating_sub(both);
        let d = all.saturating_sub((first + second).saturating_sub(both));
        Fourfold { a: both, b: only(first), c: only(second), d }
    }

    /// Returns Jaccard's coefficient a / (a + b + c).
    pub fn jaccard(&self) -> Result<f64, Undefined> {
        share(self.a, self.a + self.b + self.c, Undefined::CodeAbsent)
    }

    /// Returns the lift aN / ((a + b)(a + c)): 1 where the codes know nothing of each other.
    pub fn lift(&self) -> Result<f64, Undefined> {
        let [a, b, c, d] = self.numbers();
        let expected = (a + b) * (a + c);
        if expected == 0.0 {
            return Err(Undefined::CodeAbsent);
        }
        Ok(a * (a + b + c + d) / expected)
    }

    /// Returns phi, the correlation (ad - bc) / sqrt(product of the four margins).
    pub fn phi(&self) -> Result<f64, Undefined> {
        let [a, b, c, d] = self.numbers();
        let margins = (a + b) * (c + d) * (a + c) * (b + d);
        if margins == 0.0 {
            return Err(Undefined::NoVariation);
        }
        Ok((a * d - b * c) / margins.sqrt())
    }

    fn numbers(&self) -> [f64; 4] {
        [self.a, self.b, self.c, self.d].map(|n| n as f64)
    }
}
