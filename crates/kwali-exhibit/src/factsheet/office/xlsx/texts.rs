//! Texts as a cell can hold them.

use unicode_width::UnicodeWidthStr;

use crate::visible::show_controls;

/// The most that a cell holds, in units of UTF-16 as spreadsheets count.
pub(super) const MOST: usize = 32_767;

/// Returns the text in pieces that a cell can hold, at least one; no character is lost.
///
/// Line ends stay, other control characters are written out.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut length = 0;
    for character in readable(text).chars() {
        if length + character.len_utf16() > MOST {
            pieces.push(std::mem::take(&mut piece));
            length = 0;
        }
        piece.push(character);
        length += character.len_utf16();
    }
    pieces.push(piece);
    pieces
}

/// Returns how many cells the text needs.
pub(super) fn n_pieces(text: &str) -> usize {
    // No character takes more units than bytes, nor more than six when it is written out.
    if text.len() < MOST / 10 { 1 } else { pieces(text).len() }
}

/// Returns the text as one cell can hold it, and whether it had to be cut for that.
pub(super) fn cut(text: &str) -> (String, bool) {
    let mut pieces = pieces(text);
    let is_cut = pieces.len() > 1;
    let mut first = pieces.swap_remove(0);
    if is_cut {
        first.pop();
        first.push('…');
    }
    (first, is_cut)
}

/// The width of the longest line of a text.
pub(super) fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn readable(text: &str) -> String {
    let lines = text.split('\n').map(|line| show_controls(line.trim_end_matches('\r')));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_in_pieces_and_nothing_is_lost() {
        assert_eq!(pieces(""), [""]);
        assert_eq!(pieces(&"a".repeat(MOST)).len(), 1);
        // One unit too long: the second half of a character outside the basic plane.
        let text = "a".repeat(MOST - 1) + "🙂b";
        assert_eq!(pieces(&text), ["a".repeat(MOST - 1), "🙂b".to_owned()]);
        let text = "ë".repeat(3 * MOST + 5);
        assert_eq!(pieces(&text).len(), 4);
        assert_eq!(pieces(&text).concat(), text);
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(cut("a"), ("a".to_owned(), false));
        let (text, is_cut) = cut(&"a".repeat(MOST + 1));
        assert!(is_cut && text.ends_with("a…"));
        assert_eq!(text.encode_utf16().count(), MOST);
    }

    #[test]
    fn controls_show_and_line_ends_stay() {
        assert_eq!(pieces("a\r\nb\u{1}\u{202e}"), ["a\nb\\u{1}\\u{202e}"]);
    }
}
