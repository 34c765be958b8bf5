//! Which bytes of a text are of some kind, as bits, 64 bytes at a time.
//!
//! Bit `n` of block `b` is byte `64 * b + n`. Bytes behind the end are taken as zeros.

use wide::u8x16;

/// Returns the bytes of a text by 64.
pub(crate) fn blocks(bytes: &[u8]) -> impl Iterator<Item = [u8; 64]> + '_ {
    bytes.chunks(64).map(|chunk| {
        chunk.try_into().unwrap_or_else(|_| {
            let mut last = [0; 64];
            last[..chunk.len()].copy_from_slice(chunk);
            last
        })
    })
}

/// Returns which bytes of a block pass a test; a simple one is made for many bytes in one step.
#[inline]
pub(crate) fn mask(block: &[u8; 64], test: impl Fn(u8) -> bool) -> u64 {
    let mut passed = [0; 64];
    for (passed, &byte) in passed.iter_mut().zip(block) {
        *passed = if test(byte) { u8::MAX } else { 0 };
    }
    gathered(&passed)
}

/// Returns the highest bit of each byte.
#[inline]
fn gathered(bytes: &[u8; 64]) -> u64 {
    let (sixteens, _) = bytes.as_chunks::<16>();
    let bits = sixteens.iter().map(|&sixteen| u8x16::new(sixteen).to_bitmask());
    bits.enumerate().fold(0, |mask, (n, bits)| mask | u64::from(bits) << (16 * n))
}

/// Returns the places of the bits that are set in a block, in order.
pub(crate) fn places_in(number: usize, mut block: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if block == 0 {
            return None;
        }
        let place = block.trailing_zeros() as usize;
        block &= block - 1;
        Some(64 * number + place)
    })
}

/// Places in a text that can be counted up to any byte in the same short time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Places {
    blocks: Vec<u64>,
    /// How many stand before each block, and in the end how many there are.
    before: Vec<u32>,
}

impl Places {
    pub(crate) fn new(blocks: Vec<u64>) -> Places {
        let mut before = Vec::with_capacity(blocks.len() + 1);
        let mut count = 0;
        before.push(0);
        before.extend(blocks.iter().map(|block| {
            count += block.count_ones();
            count
        }));
        Places { blocks, before }
    }

    /// How many are less than `byte`.
    pub(crate) fn below(&self, byte: usize) -> usize {
        let Some(block) = self.blocks.get(byte / 64) else { return self.len() };
        let within = block & ((1 << (byte % 64)) - 1);
        (self.before[byte / 64] + within.count_ones()) as usize
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.before.last().map_or(0, |&count| count as usize)
    }
}

/// Returns blocks in which no place of a text is set, nor the one at its end.
pub(crate) fn blank(bytes: usize) -> Vec<u64> {
    vec![0; bytes / 64 + 1]
}

/// Sets a place.
pub(crate) fn set(blocks: &mut [u64], place: usize) {
    blocks[place / 64] |= 1 << (place % 64);
}

/// Takes back every place of a range.
pub(crate) fn clear(blocks: &mut [u64], range: std::ops::RangeInclusive<usize>) {
    let (first, last) = range.into_inner();
    for (number, block) in blocks.iter_mut().enumerate().take(last / 64 + 1).skip(first / 64) {
        let from = if number == first / 64 { u64::MAX << (first % 64) } else { u64::MAX };
        let upto = if number == last / 64 { u64::MAX >> (63 - last % 64) } else { u64::MAX };
        *block &= !(from & upto);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_tested() {
        let bytes: Vec<u8> = (0..=255).chain(0..=255).skip(3).collect();
        for (number, block) in blocks(&bytes).enumerate() {
            let letters = mask(&block, |byte| byte.is_ascii_alphabetic());
            let zeros = mask(&block, |byte| byte == 0);
            for n in 0..64 {
                let byte = bytes.get(64 * number + n).copied().unwrap_or(0);
                assert_eq!(letters >> n & 1 == 1, byte.is_ascii_alphabetic(), "{byte}");
                assert_eq!(zeros >> n & 1 == 1, byte == 0, "{byte}");
            }
        }
        assert_eq!(blocks(b"").count(), 0);
    }

    #[test]
    fn places_are_counted_up_to_any_byte() {
        for (set_places, length) in [(vec![0, 1, 63, 64, 130], 131), (vec![], 0), (vec![64], 64)] {
            let mut blocks = blank(length);
            set_places.iter().for_each(|&place| set(&mut blocks, place));
            let places = Places::new(blocks);
            for byte in 0..300 {
                let expected = set_places.iter().filter(|&&place| place < byte).count();
                assert_eq!(places.below(byte), expected, "{set_places:?} below {byte}");
            }
        }
    }

    #[test]
    fn a_range_is_cleared_and_nothing_beside_it() {
        for (first, last) in [(0, 0), (3, 64), (63, 63), (64, 191), (10, 130)] {
            let mut blocks = vec![u64::MAX; 3];
            clear(&mut blocks, first..=last);
            let left: Vec<usize> =
                blocks.iter().enumerate().flat_map(|(n, &block)| places_in(n, block)).collect();
            let expected: Vec<usize> = (0..192).filter(|at| !(first..=last).contains(at)).collect();
            assert_eq!(left, expected);
        }
    }
}
