//! The encodings of rich text: of the file, and of each font.

use std::collections::BTreeMap;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};

/// A font of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    pub(super) name: String,
    /// None if the font says nothing, so that the file's counts.
    pub(super) encoding: Option<&'static Encoding>,
    /// Its characters are signs, not letters.
    pub(super) has_signs: bool,
}

/// The fonts of a file by number, and the encoding of those that say nothing.
#[derive(Debug)]
pub(super) struct Fonts {
    pub(super) of_file: &'static Encoding,
    fonts: BTreeMap<i32, Font>,
}

impl Default for Fonts {
    fn default() -> Fonts {
        Fonts { of_file: WINDOWS_1252, fonts: BTreeMap::new() }
    }
}

impl Fonts {
    /// Returns a font to be told more about, which is added if new.
    pub(super) fn entry(&mut self, number: i32) -> &mut Font {
        self.fonts.entry(number).or_default()
    }

    pub(super) fn get(&self, number: i32) -> Option<&Font> {
        self.fonts.get(&number)
    }

    /// Returns the encoding of words in a font.
    pub(super) fn encoding(&self, number: i32) -> &'static Encoding {
        self.get(number).and_then(|font| font.encoding).unwrap_or(self.of_file)
    }
}

/// Returns the encoding that a code page number stands for.
pub(super) fn of_code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

/// Returns the encoding that a font's character set stands for.
pub(super) fn of_charset(number: i32) -> Option<&'static Encoding> {
    let code_page = match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    of_code_page(code_page)
}

/// The number of the character set whose characters are signs.
pub(super) const SIGNS: i32 = 2;
