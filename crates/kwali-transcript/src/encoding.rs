//! From bytes to characters: byte order marks, UTF-16 without one, UTF-8, and guessing.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use kwali_text::{MAX_TEXT_BYTES, Normalised, chars_by_first_byte, normalise};

use crate::{Error, FileKind, Format};

/// One control character in so many characters makes a file no text, unless there are only a few
/// and no zeros among them.
const CHARS_PER_CONTROL: usize = 50;
const FEW_CONTROLS: usize = 4;

/// How many bytes are looked at to recognise UTF-16 without a byte order mark.
const SAMPLE: usize = 4096;

/// A text as it stands in its file, decoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The characters, without byte order mark, otherwise exactly as in the file.
    pub text: String,
    /// The name of the encoding.
    pub encoding: String,
    /// True if nothing in the file told the encoding.
    pub guessed: bool,
}

impl Decoded {
    /// Returns the text as Kwali keeps it, with the map from places in the file.
    pub fn normalised(&self) -> Normalised {
        normalise(&self.text)
    }
}

/// Decodes a plain text exactly as it stands: nothing is trimmed or removed but a byte order mark.
///
/// Without a stated encoding it is told by the byte order mark, the zeros of UTF-16 or valid
/// UTF-8, and guessed otherwise. Empty bytes give an empty text.
pub fn decode(bytes: &[u8], encoding: Option<&str>) -> Result<Decoded, Error> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(Error::TooLarge { bytes: bytes.len() });
    }
    if let Some(really) = FileKind::of(bytes) {
        return Err(Error::Disguised { named: Format::Text, really });
    }
    let decoded = match encoding {
        Some(name) => decode_as(bytes, named(name)?)?,
        None => decode_by_content(bytes),
    };
    check_is_text(&decoded)?;
    Ok(decoded)
}

/// Decodes a web page, which may name its encoding in its head.
///
/// Comes with the encoding it names where that cannot be: valid UTF-8 beyond ASCII is hardly ever
/// anything else, and what is not valid is no UTF-8 whatever the page says.
pub(crate) fn decode_page(
    bytes: &[u8],
    stated: Option<&str>,
) -> Result<(Decoded, Option<String>), Error> {
    let declared = declared_encoding(bytes);
    let is_utf_8 = std::str::from_utf8(bytes).is_ok() && !bytes.is_ascii();
    let is_marked = Encoding::for_bom(bytes).is_some();
    let other = declared.filter(|&encoding| (encoding == UTF_8) != is_utf_8 && !bytes.is_ascii());
    match declared {
        Some(encoding) if stated.is_none() && !is_marked && !is_utf_8 && encoding != UTF_8 => {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let decoded = decoded(text.into_owned(), encoding, false);
            check_is_text(&decoded)?;
            Ok((decoded, None))
        }
        _ => {
            let decoded = decode(bytes, stated)?;
            let other = other.map(|encoding| encoding.name().to_owned());
            Ok((decoded, other.filter(|_| stated.is_none() && !is_marked)))
        }
    }
}

/// The encoding of `<meta charset="…">` and its older forms, in the first bytes of a page.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE)]).to_ascii_lowercase();
    let (_, behind) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let behind = behind.trim_start_matches(['"', '\'', ' ']);
    let end = behind.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))?;
    // A page whose head can be read like this is not in UTF-16, whatever it says.
    Encoding::for_label(&behind.as_bytes()[..end]).map(|encoding| encoding.output_encoding())
}

/// Returns the encoding of a name, in any case, also under some names that only people use.
pub(crate) fn named(name: &str) -> Result<&'static Encoding, Error> {
    let plain = name.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    let label = match plain.as_str() {
        "macroman" | "mac-roman" | "mac-os-roman" | "apple-roman" => "macintosh",
        "ansi" | "windows" | "win-1252" | "win1252" => "windows-1252",
        "utf16" => "utf-16",
        other => other,
    };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| Error::UnknownEncoding(name.into()))
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Error> {
    let mark = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding);
    let bytes = &bytes[mark.map_or(0, |(_, length)| length)..];
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(decoded(text.into_owned(), encoding, false)),
        None => Err(Error::Undecodable {
            encoding: encoding.name(),
            line: line_of_first_error(bytes, encoding),
        }),
    }
}

fn decode_by_content(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return decoded(text.into_owned(), encoding, false);
    }
    if let Some(encoding) = utf_16_by_its_zeros(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return decoded(text.into_owned(), encoding, false);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return decoded(text.to_owned(), UTF_8, false);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    decoded(text.into_owned(), encoding, true)
}

fn decoded(text: String, encoding: &'static Encoding, guessed: bool) -> Decoded {
    Decoded { text, encoding: encoding.name().to_owned(), guessed }
}

/// In UTF-16 every second byte of most European text is zero, and hardly any of the others.
fn utf_16_by_its_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) / 2 * 2];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs < 2 || bytes.len() % 2 == 1 {
        return None;
    }
    if odd * 2 > pairs && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 2 > pairs && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn line_of_first_error(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut rest, mut line) = (bytes, 1);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        line += buffer[..written].iter().filter(|&&byte| byte == b'\n').count();
        if !matches!(result, DecoderResult::OutputFull) {
            return line;
        }
        rest = &rest[read..];
    }
}

fn check_is_text(decoded: &Decoded) -> Result<(), Error> {
    let strange = |char: &char| is_stray_control(*char) || *char == char::REPLACEMENT_CHARACTER;
    let controls = decoded.text.chars().filter(strange).count();
    let chars = decoded.text.chars().count();
    let are_few = controls <= FEW_CONTROLS && !decoded.text.contains('\0');
    if controls * CHARS_PER_CONTROL > chars && !are_few {
        return Err(Error::NotText { controls, chars });
    }
    Ok(())
}

/// True for a control character that has no place in a text; tabs and line ends have.
pub(crate) fn is_stray_control(char: char) -> bool {
    char.is_control() && !matches!(char, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// Returns the control characters that have no place in a text, each with the byte where it stands.
pub(crate) fn stray_controls(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Those beyond ASCII begin with 0xc2.
    let may_be_one =
        |byte: u8| (byte < b' ' && !matches!(byte, b'\t' | b'\n')) || matches!(byte, 0x7f | 0xc2);
    chars_by_first_byte(text, may_be_one).filter(|&(_, char)| is_stray_control(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Aaltje: één cliënt zei “ja”.\nInterviewer: Mooi.\n";

    #[track_caller]
    fn check(bytes: &[u8], stated: Option<&str>, encoding: &str, guessed: bool) {
        let decoded = decode(bytes, stated).unwrap();
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding.as_str(), decoded.guessed),
            (WORDS, encoding, guessed)
        );
    }

    fn utf_16(mark: bool, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(WORDS.encode_utf16()).flat_map(to_bytes).collect()
    }

    #[test]
    fn the_encoding_is_told_by_the_bytes() {
        check(WORDS.as_bytes(), None, "UTF-8", false);
        check(format!("\u{feff}{WORDS}").as_bytes(), None, "UTF-8", false);
        for mark in [true, false] {
            check(&utf_16(mark, u16::to_le_bytes), None, "UTF-16LE", false);
            check(&utf_16(mark, u16::to_be_bytes), None, "UTF-16BE", false);
        }
    }

    #[test]
    fn other_encodings_are_guessed_and_said_so() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(WORDS);
        check(&bytes, None, "windows-1252", true);
    }

    #[test]
    fn a_stated_encoding_is_believed() {
        let (bytes, _, _) = encoding_rs::MACINTOSH.encode(WORDS);
        check(&bytes, Some("MacRoman"), "macintosh", false);
        check(&bytes, Some("macintosh"), "macintosh", false);
        check(&utf_16(true, u16::to_le_bytes), Some("utf-16"), "UTF-16LE", false);
        check(WORDS.as_bytes(), Some("UTF8"), "UTF-8", false);
    }

    #[test]
    fn what_does_not_fit_the_stated_encoding_is_refused_with_its_line() {
        let result = decode(b"een\ntwee\ncli\xebnt", Some("utf-8"));
        assert!(matches!(result, Err(Error::Undecodable { encoding: "UTF-8", line: 3 })));
        assert!(matches!(decode(b"een", Some("klingon")), Err(Error::UnknownEncoding(_))));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let noise: Vec<u8> = (0..=255).cycle().take(4000).collect();
        assert!(matches!(decode(&noise, None), Err(Error::NotText { .. })));
        assert!(matches!(decode(b"a\0b\0\0", None), Err(Error::NotText { .. })));
        assert!(matches!(
            decode(b"%PDF-1.4 ...", None),
            Err(Error::Disguised { really: FileKind::Pdf, .. })
        ));
    }

    #[test]
    fn nothing_is_trimmed() {
        let decoded = decode(b" \r\n a \r\n\r\n", None).unwrap();
        assert_eq!(decoded.text, " \r\n a \r\n\r\n");
        assert_eq!(decoded.normalised().text, " \n a \n\n");
        assert_eq!(decode(b"", None).unwrap().text, "");
    }
}
