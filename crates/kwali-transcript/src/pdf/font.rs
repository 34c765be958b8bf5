//! Fonts of a PDF: from the codes in a page's content to letters and their widths.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::glyph_names::{Letters, letters_of, letters_of_glyph};
use super::standard_widths::standard_width;
use super::unicode_map::UnicodeMap;

/// No map from codes to text needs more, in bytes.
const LARGEST_MAP: usize = 4 * 1024 * 1024;
/// The flag of a font that is to be shown bold.
const FORCE_BOLD: i64 = 1 << 18;
/// From this weight on a font is bold.
const BOLD_WEIGHT: f32 = 600.0;

/// A font as far as its words are concerned.
#[derive(Debug)]
pub(super) struct Font {
    pub(super) is_bold: bool,
    code_bytes: usize,
    unicode: UnicodeMap,
    letters: Letters,
    widths: Widths,
}

/// A character as a font shows it.
pub(super) struct Shown<'a> {
    /// None if the font does not say which letter it is.
    pub(super) text: Option<&'a str>,
    /// Its width as a share of the font's size.
    pub(super) width: f32,
    /// Spaces of one byte are as wide as the page wants them.
    pub(super) is_space_code: bool,
}

#[derive(Debug, Default)]
struct Widths {
    known: BTreeMap<u32, f32>,
    ranges: Vec<(u32, u32, f32)>,
    other: Option<f32>,
    /// From the font's units to shares of its size.
    scale: f32,
    is_bold: bool,
    is_serif: bool,
}

impl Font {
    /// Reads what a font says; what it does not say gets the usual values.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Font {
        let name = name_of(document, font, b"BaseFont").unwrap_or_default();
        let subtype = name_of(document, font, b"Subtype").unwrap_or_default();
        let is_composite = subtype == "Type0";
        let descendant = descendant(document, font).filter(|_| is_composite);
        let described = descendant.unwrap_or(font);
        let descriptor = dictionary(document, described, b"FontDescriptor");
        let unicode = unicode_map(document, font);
        let is_bold = is_bold(document, &name, descriptor);
        let mut widths = match descendant {
            Some(descendant) => composite_widths(document, descendant),
            None => simple_widths(document, font, descriptor, subtype == "Type3"),
        };
        widths.is_bold = is_bold;
        widths.is_serif = name.contains("Times") || name.contains("Serif");
        if name.contains("Courier") {
            widths.other.get_or_insert(600.0);
        }
        let letters = if is_composite { Vec::new() } else { letters(document, font) };
        let code_bytes = match is_composite {
            true => unicode.code_bytes.unwrap_or(2).clamp(1, 4),
            false => 1,
        };
        Font { is_bold, code_bytes, unicode, letters, widths }
    }

    /// Returns the characters that a string of the content shows.
    pub(super) fn shown<'a>(&'a self, string: &'a [u8]) -> impl Iterator<Item = Shown<'a>> {
        string.chunks(self.code_bytes).map(move |bytes| {
            let code = bytes.iter().fold(0u32, |code, &byte| code << 8 | u32::from(byte));
            let letter = || self.letters.get(code as usize)?.as_deref();
            let text = self.unicode.get(code).or_else(letter);
            let is_space_code = self.code_bytes == 1 && code == 32;
            Shown { text, width: self.widths.of(code, text), is_space_code }
        })
    }
}

impl Widths {
    fn of(&self, code: u32, text: Option<&str>) -> f32 {
        let in_range = || {
            let range = self.ranges.iter().find(|range| (range.0..=range.1).contains(&code));
            range.map(|range| range.2)
        };
        let known = self.known.get(&code).copied().or_else(in_range).or(self.other);
        match known {
            Some(width) => width * self.scale,
            None => {
                let letter = text.and_then(|text| text.chars().next()).unwrap_or('n');
                standard_width(letter, self.is_serif, self.is_bold)
            }
        }
    }
}

fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get_deref(key, document).ok()
}

fn dictionary<'a>(
    document: &'a Document,
    of: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    get(document, of, key)?.as_dict().ok()
}

fn name_of(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let name = get(document, dictionary, key)?.as_name().ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

fn number(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<f32> {
    get(document, dictionary, key)?.as_float().ok()
}

/// The font within a composite one that has its widths.
fn descendant<'a>(document: &'a Document, font: &'a Dictionary) -> Option<&'a Dictionary> {
    let descendants = get(document, font, b"DescendantFonts")?.as_array().ok()?;
    let (_, descendant) = document.dereference(descendants.first()?).ok()?;
    descendant.as_dict().ok()
}

fn unicode_map(document: &Document, font: &Dictionary) -> UnicodeMap {
    let stream = get(document, font, b"ToUnicode").and_then(|object| object.as_stream().ok());
    let program = stream.and_then(|stream| stream.get_plain_content_with_limit(LARGEST_MAP).ok());
    program.map(|program| UnicodeMap::read(&program)).unwrap_or_default()
}

fn is_bold(document: &Document, name: &str, descriptor: Option<&Dictionary>) -> bool {
    let name = name.to_ascii_lowercase();
    let is_named = ["bold", "black", "heavy"].iter().any(|weight| name.contains(weight));
    let said = |descriptor: &Dictionary| {
        let flags = get(document, descriptor, b"Flags").and_then(|flags| flags.as_i64().ok());
        let weight = number(document, descriptor, b"FontWeight");
        flags.is_some_and(|flags| flags & FORCE_BOLD != 0)
            || weight.is_some_and(|weight| weight >= BOLD_WEIGHT)
    };
    is_named || descriptor.is_some_and(said)
}

/// The letters of a font with codes of one byte.
fn letters(document: &Document, font: &Dictionary) -> Letters {
    match get(document, font, b"Encoding") {
        Some(Object::Name(name)) => letters_of(name),
        Some(Object::Dictionary(encoding)) => {
            let base = name_of(document, encoding, b"BaseEncoding").unwrap_or_default();
            let mut letters = letters_of(base.as_bytes());
            let differences = get(document, encoding, b"Differences");
            let differences = differences.and_then(|differences| differences.as_array().ok());
            let mut code = 0usize;
            for difference in differences.into_iter().flatten() {
                match difference {
                    Object::Integer(number) => code = usize::try_from(*number).unwrap_or(0),
                    Object::Name(name) => {
                        if let Some(letter) = letters.get_mut(code) {
                            *letter = letters_of_glyph(name);
                        }
                        code = code.saturating_add(1);
                    }
                    _ => {}
                }
            }
            letters
        }
        _ => letters_of(b"StandardEncoding"),
    }
}

fn simple_widths(
    document: &Document,
    font: &Dictionary,
    descriptor: Option<&Dictionary>,
    has_matrix: bool,
) -> Widths {
    let first = get(document, font, b"FirstChar").and_then(|first| first.as_i64().ok());
    let first = first.and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    let widths = get(document, font, b"Widths").and_then(|widths| widths.as_array().ok());
    let listed = widths.into_iter().flatten().enumerate().filter_map(|(offset, width)| {
        let (_, width) = document.dereference(width).ok()?;
        Some((first.checked_add(offset as u32)?, width.as_float().ok()?))
    });
    let known: BTreeMap<u32, f32> = listed.collect();
    let missing = descriptor.and_then(|descriptor| number(document, descriptor, b"MissingWidth"));
    let other = missing.filter(|_| !known.is_empty());
    let scale = match has_matrix {
        true => matrix_scale(document, font).unwrap_or(0.001),
        false => 0.001,
    };
    Widths { known, other, scale, ..Widths::default() }
}

fn matrix_scale(document: &Document, font: &Dictionary) -> Option<f32> {
    let matrix = get(document, font, b"FontMatrix")?.as_array().ok()?;
    matrix.first()?.as_float().ok()
}

/// Widths as `code [width width …]` and `first last width`.
fn composite_widths(document: &Document, font: &Dictionary) -> Widths {
    let other = Some(number(document, font, b"DW").unwrap_or(1000.0));
    let mut widths = Widths { other, scale: 0.001, ..Widths::default() };
    let listed = get(document, font, b"W").and_then(|listed| listed.as_array().ok());
    let mut numbers: Vec<f32> = Vec::new();
    for object in listed.into_iter().flatten() {
        let Ok((_, object)) = document.dereference(object) else { continue };
        match object {
            Object::Array(row) => {
                let first = numbers.pop().unwrap_or(0.0) as u32;
                for (offset, width) in row.iter().enumerate() {
                    if let Ok(width) = width.as_float() {
                        widths.known.insert(first.saturating_add(offset as u32), width);
                    }
                }
                numbers.clear();
            }
            object => numbers.extend(object.as_float()),
        }
        if let [first, last, width] = numbers[..] {
            widths.ranges.push((first as u32, last as u32, width));
            numbers.clear();
        }
    }
    widths
}
