//! Makes characters visible that would act on a terminal, or hide in a page, instead of showing.

use std::borrow::Cow;

/// Returns the text with control characters written out: `\n`, `\t`, `\u{1b}`.
///
/// Marks that turn the direction of writing count as control characters: they can make a line
/// read as something it is not.
pub(crate) fn show_controls(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Appends the character, written out if it is a control character.
pub(crate) fn push_visible(shown: &mut String, character: char) {
    if is_control(character) {
        shown.extend(character.escape_default());
    } else {
        shown.push(character);
    }
}

fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_show_and_the_rest_stays() {
        assert_eq!(show_controls("a\u{1b}[31mb\tc\nd\r"), r"a\u{1b}[31mb\tc\nd\r");
        assert_eq!(show_controls("\u{202e}om"), r"\u{202e}om");
        assert_eq!(show_controls("’s ë € \\"), "’s ë € \\");
    }
}
