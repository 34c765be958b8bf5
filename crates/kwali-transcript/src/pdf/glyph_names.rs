//! Letters by their code in a font's encoding and by the names that fonts give them.

use lopdf::{Dictionary, Document, Object};

/// The text of each code of one byte.
pub(super) type Letters = Vec<Option<String>>;

/// Returns the letters of an encoding by name; of the standard one if there is none of that name.
pub(super) fn letters_of(encoding: &[u8]) -> Letters {
    let known: [&[u8]; 3] = [b"WinAnsiEncoding", b"MacRomanEncoding", b"MacExpertEncoding"];
    let encoding = if known.contains(&encoding) { encoding } else { b"StandardEncoding" };
    let font = font_with(Object::Name(encoding.to_vec()));
    (0..=u8::MAX).map(|code| letter(&font, code)).collect()
}

/// Returns the letters that a name of a glyph stands for, as `eacute`, `f_i`, `uni00E9` or `a.sc`.
pub(super) fn letters_of_glyph(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    name.split('_').map(letter_of_part).collect()
}

fn letter_of_part(name: &str) -> Option<String> {
    let hexadecimal = |digits: &str| {
        let is_hexadecimal = (4..=6).contains(&digits.len());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal)?;
        char::from_u32(number).map(String::from)
    };
    let by_number = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    if let Some(letter) = by_number.and_then(hexadecimal) {
        return Some(letter);
    }
    let differences = vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())];
    let mut encoding = Dictionary::new();
    encoding.set("Differences", differences);
    letter(&font_with(Object::Dictionary(encoding)), 0)
}

fn font_with(encoding: Object) -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    font
}

/// The library knows the names and encodings, but gives them by way of a font only.
fn letter(font: &Dictionary, code: u8) -> Option<String> {
    let document = Document::new();
    let encoding = font.get_font_encoding(&document).ok()?;
    let letter = encoding.bytes_to_string(&[code]).ok()?;
    let is_letter = !letter.is_empty() && !letter.contains(['\0', char::REPLACEMENT_CHARACTER]);
    is_letter.then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_by_code_and_by_name() {
        let letters = letters_of(b"WinAnsiEncoding");
        assert_eq!(letters[0xe9].as_deref(), Some("é"));
        assert_eq!(letters[usize::from(b'A')].as_deref(), Some("A"));
        for (name, letters) in [
            ("eacute", Some("é")),
            ("f_i", Some("fi")),
            ("uni20AC", Some("€")),
            ("u1F600", Some("😀")),
            ("A.sc", Some("A")),
            ("g123", None),
            ("", None),
        ] {
            assert_eq!(letters_of_glyph(name.as_bytes()).as_deref(), letters, "{name}");
        }
    }
}
