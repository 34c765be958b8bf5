//! Bytes of a small file (a table, a codebook) as text: UTF-8, UTF-16 with a mark, else Windows-1252.

use std::borrow::Cow;

/// How the bytes of a file stand for letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// Windows-1252: taken where the bytes are not UTF-8.
    Windows1252,
}

/// A file's bytes read as text, without byte order mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// How it was written in bytes.
    pub encoding: Encoding,
}

/// The bytes are no text: a picture, a spreadsheet, a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this is not a text file")]
pub struct NotText;

/// Returns `bytes` as text; refused where they hold a NUL character, as no text does.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotText> {
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
            Ok(text) => Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8 },
            Err(_) => windows_1252(bytes),
        },
    };
    if decoded.text.contains('\0') { Err(NotText) } else { Ok(decoded) }
}

/// True if `bytes` begin with a byte order mark, of UTF-8 or UTF-16.
pub fn has_byte_order_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0xEF, 0xBB, 0xBF, ..])
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded<'static>, NotText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(NotText);
    }
    let units = pairs.iter().map(|&pair| unit(pair));
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| NotText)?;
    Ok(Decoded { text: Cow::Owned(text), encoding: Encoding::Utf16 })
}

fn windows_1252(bytes: &[u8]) -> Decoded<'static> {
    // Bytes 80 to 9F, from the WHATWG index; the five that Microsoft leaves open stay controls.
    const UPPER_CONTROLS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    let char = |&byte: &u8| match byte {
        0x80..=0x9F => UPPER_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    let text = bytes.iter().map(char).collect();
    Decoded { text: Cow::Owned(text), encoding: Encoding::Windows1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: Encoding) {
        assert_eq!(decode(bytes), Ok(Decoded { text: text.into(), encoding }));
    }

    #[test]
    fn the_usual_encodings_are_read() {
        check("één".as_bytes(), "één", Encoding::Utf8);
        check(b"\xEF\xBB\xBFa", "a", Encoding::Utf8);
        check(b"\xE9\xE9n \x96 \x80", "één – €", Encoding::Windows1252);
        check(b"\xFF\xFEa\0\xE9\0", "aé", Encoding::Utf16);
        check(b"\xFE\xFF\0a", "a", Encoding::Utf16);
        check(b"", "", Encoding::Utf8);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"PK\x03\x04\x00\x00"[..], b"\xFF\xFEa", b"\x89PNG\0", b"\xFF\xFE\x00\xD8"] {
            assert_eq!(decode(bytes), Err(NotText));
        }
    }
}
