//! How the columns of a screen or sheet are divided, and what fits into them.

use kwali_model::Coding;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The longest line that reads well.
const WIDEST_TEXT: usize = 80;
/// More names than this has no line.
const WIDEST_MARGIN: usize = 60;
/// Columns between text and margin.
const GAP: usize = 2;

/// Where words and margin of a page stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageColumns {
    /// How many columns the words have.
    pub text: usize,
    /// Where the margin begins.
    pub margin_at: usize,
    /// How many columns the margin has, for stripes and names.
    pub margin: usize,
}

impl PageColumns {
    /// Divides so many columns, of which the first `before` are not for words.
    pub fn new(columns: usize, before: usize) -> PageColumns {
        let wanted = (columns / 4).clamp(10, 40).min(columns);
        let text = columns.saturating_sub(wanted + before + GAP).clamp(1, WIDEST_TEXT);
        let margin_at = before + text + GAP;
        let margin = columns.saturating_sub(margin_at).min(WIDEST_MARGIN);
        PageColumns { text, margin_at, margin }
    }

    /// Returns how many stripes stand side by side at most: the names want room too.
    pub fn lanes(self) -> usize {
        (self.margin / 3).max(1)
    }
}

/// Returns what stands beside a stripe: whose it is, if that is to be told, what its code is called,
/// its weight, and a sign if there is a comment.
pub fn stripe_name(code: &str, coding: &Coding, whose: Option<&str>, has_comment: bool) -> String {
    let whose = whose.map(|coder| format!("{coder}:")).unwrap_or_default();
    let weight = coding.weight.map(|weight| format!(" ({})", weight.get())).unwrap_or_default();
    let comment = if has_comment { " *" } else { "" };
    format!("{whose}{code}{weight}{comment}")
}

/// Returns as much of a text as fits into some columns, with a sign where the rest is missing.
pub fn shortened(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    for grapheme in text.graphemes(true) {
        if short.width() + grapheme.width() + 1 > columns {
            break;
        }
        short.push_str(grapheme);
    }
    if columns > 0 {
        short.push('…');
    }
    short
}

/// Returns a text with its start and its end, if it does not fit into some columns, and a sign between.
pub fn shortened_inside(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let start = shortened(text, columns.div_ceil(2));
    let room = columns.saturating_sub(start.width());
    let mut width = 0;
    let fits = |grapheme: &&str| {
        width += grapheme.width();
        width <= room
    };
    let end: Vec<&str> = text.graphemes(true).rev().take_while(fits).collect();
    start + &end.into_iter().rev().collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_may_be_shortened_inside() {
        assert_eq!(shortened_inside("werkdruk", 8), "werkdruk");
        assert_eq!(shortened_inside("werkdruk", 6), "we…ruk");
        assert_eq!(shortened_inside("漢字漢字", 5), "漢…字");
        assert_eq!(shortened_inside("werkdruk", 1), "…");
        assert_eq!(shortened_inside("werkdruk", 0), "");
    }

    #[test]
    fn what_is_too_long_is_shortened() {
        assert_eq!(shortened("werkdruk", 8), "werkdruk");
        assert_eq!(shortened("werkdruk", 5), "werk…");
        assert_eq!(shortened("漢字漢", 4), "漢…");
        assert_eq!(shortened("werk", 0), "");
    }

    #[test]
    fn words_and_margin_share_what_there_is() {
        let check = |columns, text, margin_at, margin| {
            assert_eq!(PageColumns::new(columns, 6), PageColumns { text, margin_at, margin });
        };
        check(40, 22, 30, 10);
        check(80, 52, 60, 20);
        check(100, 67, 75, 25);
        check(200, 80, 88, 60);
        check(5, 1, 9, 0);
    }
}
