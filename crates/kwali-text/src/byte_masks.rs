//! Which bytes of a text are of some kind, as bits: eight bytes are tested in one step.
//!
//! Bit `n` of block `b` is byte `64 * b + n`. Bytes behind the end are taken as zeros.

/// Every byte 1; times a byte, that byte everywhere.
const ONES: u64 = 0x0101_0101_0101_0101;

const HIGH: u64 = ONES * 0x80;

/// Eight bytes of a text. Tests set the highest bit of each byte that passes, and no other.
#[derive(Clone, Copy)]
pub(crate) struct Eight(u64);

impl Eight {
    /// The bytes that are no ASCII.
    pub(crate) fn beyond_ascii(self) -> u64 {
        self.0 & HIGH
    }

    /// The bytes that are this ASCII byte.
    pub(crate) fn equal(self, byte: u8) -> u64 {
        let differing = self.0 ^ (ONES * u64::from(byte));
        // Without the highest bits no sum runs over into the next byte.
        let low = (differing & !HIGH) + !HIGH;
        !(low | differing) & HIGH
    }

    /// The ASCII letters and digits.
    pub(crate) fn alphanumeric(self) -> u64 {
        let small = Eight(self.0 | (ONES * 0x20));
        small.within(b'a', b'z') | self.within(b'0', b'9')
    }

    fn within(self, least: u8, most: u8) -> u64 {
        let low = self.0 & !HIGH;
        let reaches = low + ONES * u64::from(0x80 - least);
        let exceeds = low + ONES * u64::from(0x7F - most);
        reaches & !exceeds & !self.0 & HIGH
    }
}

/// Returns the results of `N` tests of every byte, block by block.
pub(crate) fn masks<const N: usize>(
    bytes: &[u8],
    tests: impl Fn(Eight) -> [u64; N],
) -> impl Iterator<Item = [u64; N]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if let Some((block, behind)) = rest.split_first_chunk::<64>() {
            rest = behind;
            return Some(masks_of(block, &tests));
        }
        let mut block = [0; 64];
        block.get_mut(..rest.len()).filter(|last| !last.is_empty())?.copy_from_slice(rest);
        rest = &[];
        Some(masks_of(&block, &tests))
    })
}

fn masks_of<const N: usize>(block: &[u8; 64], tests: &impl Fn(Eight) -> [u64; N]) -> [u64; N] {
    let mut found = [0; N];
    let (eights, _) = block.as_chunks::<8>();
    for (n, &eight) in eights.iter().enumerate() {
        let passed = tests(Eight(u64::from_le_bytes(eight)));
        for (found, passed) in found.iter_mut().zip(passed) {
            *found |= gathered(passed) << (8 * n);
        }
    }
    found
}

/// The highest bits of eight bytes side by side, that of the first byte lowest.
fn gathered(highest: u64) -> u64 {
    (highest >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
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
    fn every_byte_is_tested_as_by_itself() {
        let bytes: Vec<u8> = (0..=255).chain(0..=255).skip(3).collect();
        let tests = |eight: Eight| {
            [eight.alphanumeric(), eight.equal(b'-'), eight.equal(0), eight.beyond_ascii()]
        };
        for (block, found) in masks(&bytes, tests).enumerate() {
            for n in 0..64 {
                let byte = bytes.get(64 * block + n).copied().unwrap_or(0);
                let expected =
                    [byte.is_ascii_alphanumeric(), byte == b'-', byte == 0, !byte.is_ascii()];
                assert_eq!(found.map(|mask| mask >> n & 1 == 1), expected, "{byte}");
            }
        }
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
