//! How names of a study stand in a template.

use kwali_model::{Scope, Variable};

/// Returns a text in quotes, as functions take it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns texts as a list, one of them by itself.
pub(super) fn listed(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    match texts.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

/// Returns a text as it stands between other words: as it is, or where it has signs that Markdown or
/// the template would take for their own, as what a tag prints.
pub(super) fn words(text: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '’' | '-' | '(' | ')');
    match text.starts_with(char::is_alphabetic) && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("{{{{ {} }}}}", quoted(text)),
    }
}

/// Returns a variable as functions take it: `participant.role`.
pub(super) fn variable(variable: &Variable) -> String {
    scoped(variable.scope, &variable.name)
}

/// Returns the variable of a name as functions take it.
pub(super) fn scoped(scope: Scope, name: &str) -> String {
    format!("{}.{name}", scope.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(words(text), expected);
    }

    #[test]
    fn signs_of_templates_and_of_markdown_are_printed() {
        check("Werkdruk en tijdgebrek", "Werkdruk en tijdgebrek");
        check("Thema’s (overig)", "Thema’s (overig)");
        check("*druk*", "{{ \"*druk*\" }}");
        check("a {{ b }}", "{{ \"a {{ b }}\" }}");
        check("\"a\" \\ b", "{{ \"\\\"a\\\" \\\\ b\" }}");
        check("1. a", "{{ \"1. a\" }}");
        check("", "{{ \"\" }}");
    }

    #[test]
    fn one_text_stands_by_itself() {
        assert_eq!(listed(&["#a".to_owned()]), "\"#a\"");
        assert_eq!(listed(&["#a".to_owned(), "#b".to_owned()]), "[\"#a\", \"#b\"]");
    }
}
