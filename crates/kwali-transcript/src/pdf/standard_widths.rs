//! Widths of letters in the fonts that every reader of PDF has, so that files leave them out.
//!
//! The numbers are those of Adobe's metrics of Helvetica and Times, in thousandths of the size.

/// From space to tilde.
const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// Bold letters are wider by about this.
const BOLD: f32 = 1.05;

/// Returns the width of a letter as a share of the size; an accent does not make it wider.
pub(super) fn standard_width(letter: char, is_serif: bool, is_bold: bool) -> f32 {
    let plain = kwali_text::fold(letter.encode_utf8(&mut [0; 4])).chars().next();
    let plain = if letter.is_ascii() { letter } else { plain.unwrap_or(letter) };
    let table = if is_serif { &SERIF } else { &SANS };
    let place = (plain as usize).checked_sub(usize::from(b' '));
    let width = match (place.and_then(|place| table.get(place)), letter) {
        (Some(&width), _) => width,
        (None, '‘' | '’' | '‚') => 222,
        (None, '“' | '”' | '„') => 333,
        (None, '—' | '…') => 1000,
        (None, _) => 556,
    };
    f32::from(width) / 1000.0 * if is_bold { BOLD } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_width_of_their_font() {
        for (letter, is_serif, width) in [
            ('A', false, 0.667),
            ('é', false, 0.556),
            ('~', true, 0.541),
            (' ', true, 0.25),
            ('—', false, 1.0),
        ] {
            assert_eq!(standard_width(letter, is_serif, false), width, "{letter}");
        }
    }
}
