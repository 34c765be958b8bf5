//! Characters of some kind in a text, found by their first byte, many bytes in one step.

use crate::byte_masks::{blocks, mask, places_in};

/// Returns the characters whose first byte passes a test, each with its place in bytes, in order.
///
/// Steps that look for a few characters in a long text pass over all others quickly. The test should
/// be a simple comparison. It is asked of every byte; within a character its answer does not matter.
///
/// ```
/// let signs: Vec<_> = kwali_text::chars_by_first_byte("één [ja]", |byte| byte == b'[').collect();
/// assert_eq!(signs, [(6, '[')]);
/// ```
pub fn chars_by_first_byte(
    text: &str,
    test: impl Fn(u8) -> bool,
) -> impl Iterator<Item = (usize, char)> {
    let masks = blocks(text.as_bytes()).map(move |block| mask(&block, &test)).enumerate();
    let places = masks.flat_map(|(number, mask)| places_in(number, mask));
    places.filter_map(|place| Some((place, text.get(place..)?.chars().next()?)))
}

/// Returns the characters beyond ASCII, each with its place in bytes, in order.
pub fn chars_beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    chars_by_first_byte(text, |byte| byte > 0x7f)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_those_that_plain_looking_finds(text in "[a é…👍\0\n]{0,150}") {
            let beyond: Vec<_> = text.char_indices().filter(|(_, char)| !char.is_ascii()).collect();
            prop_assert_eq!(chars_beyond_ascii(&text).collect::<Vec<_>>(), beyond);
            let nulls: Vec<_> = text.char_indices().filter(|&(_, char)| char == '\0').collect();
            prop_assert_eq!(chars_by_first_byte(&text, |byte| byte == 0).collect::<Vec<_>>(), nulls);
        }
    }
}
