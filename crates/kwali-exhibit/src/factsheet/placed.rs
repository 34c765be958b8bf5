//! Tells calls in a template on which line they stand.
//!
//! Jinja does not tell a function from where it is called. So each call gets a name of its own with
//! the line in it: `count(` on line 12 becomes `count_on_line_12(`.

use std::collections::BTreeSet;

use super::printed::unmarked_length;

/// A template in which calls have their lines in their names.
#[derive(Default)]
pub(super) struct Placed {
    pub(super) template: String,
    /// The functions that are called, with the lines, counted from 1.
    pub(super) calls: BTreeSet<(String, usize)>,
    /// How many lines are ended by now.
    n_ended: usize,
}

/// Returns the name of a function that is called on a line.
pub(super) fn name_on_line(function: &str, line: usize) -> String {
    format!("{function}_on_line_{line}")
}

/// Names the calls of some functions after their lines. Lines stay where they are.
pub(super) fn mark(template: &str, functions: &[&str]) -> Placed {
    let mut placed = Placed::default();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        placed.push(&rest[..at]);
        rest = &rest[at..];
        let length = match unmarked_length(rest) {
            0 if rest.starts_with("{{") || rest.starts_with("{%") => {
                placed.push_tag(rest, functions)
            }
            0 => placed.push("{"),
            length => placed.push(&rest[..length]),
        };
        rest = &rest[length..];
    }
    placed.push(rest);
    placed
}

impl Placed {
    /// Takes a text over as it is and returns its length.
    fn push(&mut self, text: &str) -> usize {
        self.n_ended += text.matches('\n').count();
        self.template.push_str(text);
        text.len()
    }

    /// Takes the tag over with which a text begins and returns its length; what is in quotes is no
    /// call.
    fn push_tag(&mut self, text: &str, functions: &[&str]) -> usize {
        let end = if text.starts_with("{%") { "%}" } else { "}}" };
        let mut at = self.push(&text[..2]);
        while let Some(character) = text[at..].chars().next() {
            let rest = &text[at..];
            if rest.starts_with(end) {
                return at + self.push(end);
            }
            at += match character {
                '"' | '\'' => self.push(&rest[..quoted_length(rest, character)]),
                _ if is_in_name(character) => self.push_name(rest, functions),
                _ => self.push(&rest[..character.len_utf8()]),
            };
        }
        at
    }

    /// Takes the name over with which a text begins, with the line if it is called, and returns its
    /// length.
    fn push_name(&mut self, text: &str, functions: &[&str]) -> usize {
        let length = text.find(|c| !is_in_name(c)).unwrap_or(text.len());
        let name = &text[..length];
        let is_method = self.template.ends_with('.');
        let is_called = text[length..].trim_start().starts_with('(');
        if is_method || !is_called || !functions.contains(&name) {
            return self.push(name);
        }
        let line = self.n_ended + 1;
        self.push(&name_on_line(name, line));
        self.calls.insert((name.to_owned(), line));
        length
    }
}

fn is_in_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The length of what stands in quotes at the start of a text, with the quotes.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + character.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, marked: &str) {
        assert_eq!(mark(template, &["count", "share"]).template, marked);
    }

    #[test]
    fn calls_are_named_after_their_lines() {
        check("a {{ count('#a') }} b", "a {{ count_on_line_1('#a') }} b");
        check(
            "\n{%- if count (1) > share(2) %}",
            "\n{%- if count_on_line_2 (1) > share_on_line_2(2) %}",
        );
        check(
            "{{ x(\n count(1),\n share(2)) }}",
            "{{ x(\n count_on_line_2(1),\n share_on_line_3(2)) }}",
        );
        check(
            "{% raw %}\n{% endraw %}{{ share(1) }}",
            "{% raw %}\n{% endraw %}{{ share_on_line_2(1) }}",
        );
    }

    #[test]
    fn what_is_no_call_stays_as_it_is() {
        for unmarked in [
            "count(1) { count(1) }",
            "{{ 'count(1)' }} {{ \"\\\"count(1)\" }}",
            "{# count(1) #} {% raw %}{{ count(1) }}{% endraw %}",
            "{{ x.count(1) }} {{ counts(1) }} {{ count }}",
            "{{ 'count(1)",
            "{",
        ] {
            check(unmarked, unmarked);
        }
    }
}
