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

/// Returns the text as HTML that shows it and can do nothing else.
pub(crate) fn escape(text: &str) -> String {
    escape_markup(&show_controls(text))
}

/// Returns the text with the five characters replaced that HTML and XML would act on.
fn escape_markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
