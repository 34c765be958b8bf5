//! Characters of symbol fonts that mean something in a transcript.

/// What Word makes of `:-)`, `-->` and the like, and bullets: font, character, meaning.
const KNOWN: [(&str, u32, char); 16] = [
    ("Wingdings", 0x4a, '☺'),
    ("Wingdings", 0x4b, '😐'),
    ("Wingdings", 0x4c, '☹'),
    ("Wingdings", 0x6c, '●'),
    ("Wingdings", 0xa7, '▪'),
    ("Wingdings", 0xdf, '←'),
    ("Wingdings", 0xe0, '→'),
    ("Wingdings", 0xe1, '↑'),
    ("Wingdings", 0xe2, '↓'),
    ("Wingdings", 0xe8, '➔'),
    ("Wingdings", 0xf3, '⇔'),
    ("Wingdings", 0xfb, '✗'),
    ("Wingdings", 0xfc, '✓'),
    ("Symbol", 0xae, '→'),
    ("Symbol", 0xb7, '•'),
    ("Symbol", 0xbc, '…'),
];

/// Returns the character that a symbol of a font stands for, if that is known.
///
/// Symbol fonts put their signs at U+F000 and up, where Unicode has nothing; a character below
/// that of any other font is what it is.
pub(crate) fn symbol(font: &str, number: u32) -> Option<char> {
    let is_private = (0xf000..=0xf0ff).contains(&number);
    let sign = if is_private { number - 0xf000 } else { number };
    let known = KNOWN.iter().find(|(name, place, _)| *name == font && *place == sign);
    match known {
        Some(&(_, _, char)) => Some(char),
        None if is_private || font.starts_with("Wingdings") || font == "Symbol" => None,
        None => char::from_u32(number).filter(|char| !char.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_known_by_font_and_place() {
        assert_eq!(symbol("Wingdings", 0xf04a), Some('☺'));
        assert_eq!(symbol("Wingdings", 0x4a), Some('☺'));
        assert_eq!(symbol("Wingdings", 0xf001), None);
        assert_eq!(symbol("Arial", 0x20ac), Some('€'));
        assert_eq!(symbol("Arial", 0xd800), None);
    }
}
