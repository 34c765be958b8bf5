//! Tells numbers that are printed from numbers that are calculated with.
//!
//! `{{ count("#barrier") }}` prints a number that a reader can follow to its segments;
//! `{% if count("#barrier") > 5 %}` needs the bare number. Jinja does not tell a function which of
//! the two it is wanted for, so the tags of the first kind get a function of their own.

/// What is put before the name of a function whose number is printed.
pub(super) const PREFIX: &str = "printed_";

/// Returns the template with every tag that holds one call of a number's function, and nothing
/// else, renamed. Lines stay where they are.
pub(super) fn mark(template: &str, functions: &[&str]) -> String {
    let mut marked = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        marked.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = unmarked_length(rest);
        if length > 0 {
            marked.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        match call_at(rest, functions) {
            Some(name_at) => {
                marked.push_str(&rest[..name_at]);
                marked.push_str(PREFIX);
                rest = &rest[name_at..];
            }
            None => {
                marked.push('{');
                rest = &rest[1..];
            }
        }
    }
    marked.push_str(rest);
    marked
}

/// The length of a comment or a `raw` block at the start of `rest`, 0 if there is none.
pub(super) fn unmarked_length(rest: &str) -> usize {
    if rest.starts_with("{#") {
        return rest.find("#}").map_or(rest.len(), |end| end + 2);
    }
    let is_raw = rest.strip_prefix("{%").is_some_and(|tag| {
        let word = tag.trim_start_matches(['-', '+']).trim_start();
        word.strip_prefix("raw").is_some_and(|end| !end.starts_with(char::is_alphanumeric))
    });
    if is_raw { rest.find("endraw").map_or(rest.len(), |end| end + "endraw".len()) } else { 0 }
}

/// Where the name of one of the functions begins, if `rest` begins with a tag that only calls it.
fn call_at(rest: &str, functions: &[&str]) -> Option<usize> {
    let tag = rest.strip_prefix("{{")?;
    let tag = tag.trim_start_matches(['-', '+']).trim_start();
    let name_at = rest.len() - tag.len();
    let name_length = tag.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    let arguments = tag[name_length..].trim_start();
    if !functions.contains(&&tag[..name_length]) || !arguments.starts_with('(') {
        return None;
    }
    let behind = arguments[closing_parenthesis(arguments)? + 1..].trim_start();
    behind.trim_start_matches(['-', '+']).starts_with("}}").then_some(name_at)
}

/// Where the parenthesis closes that opens at the start; what is in quotes does not count.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote: Option<char> = None;
    let mut is_escaped = false;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            _ if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, marked: &str) {
        assert_eq!(mark(template, &["count", "count_all"]), marked);
    }

    #[test]
    fn only_tags_that_print_one_number_are_marked() {
        check("a {{ count(\"#a\") }} b", "a {{ printed_count(\"#a\") }} b");
        check("{{-count_all('x') -}}", "{{-printed_count_all('x') -}}");
        check("{{ count(\"a) }}\") }}", "{{ printed_count(\"a) }}\") }}");
        for unmarked in [
            "{{ count(\"#a\") + 1 }}",
            "{% if count(\"#a\") > 1 %}",
            "{{ counts(\"#a\") }}",
            "{# {{ count(1) }} #}",
            "{% raw %}{{ count(1) }}{% endraw %}",
            "{{ count",
            "{{ count(",
            "{ {{",
        ] {
            check(unmarked, unmarked);
        }
    }
}
