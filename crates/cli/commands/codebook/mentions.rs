//! Lines of templates that mention a code.

use kwali_model::CodePath;

/// Returns the lines of a text that mention one of the codes or one below it, counted from 1.
pub(super) fn lines_with<'a>(
    text: &'a str,
    codes: &[CodePath],
) -> impl Iterator<Item = (usize, &'a str)> {
    let has = |line: &str| codes.iter().any(|code| mentions(line, code.as_str()));
    (1..).zip(text.lines()).filter(move |(_, line)| has(line))
}

/// True if the code stands in the line as a whole id, or as the beginning of one below it.
fn mentions(line: &str, code: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    line.match_indices(code).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + code.len()..].chars().next();
        !before.is_some_and(|c| is_part(c) || c == '.') && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: bool) {
        assert_eq!(mentions(line, "a.b"), expected, "{line}");
    }

    #[test]
    fn a_code_is_mentioned_as_a_whole_id() {
        check("{{ n('#a.b') }}", true);
        check("\"code\": \"a.b\",", true);
        check("a.b.c", true);
        check("Over a.b.", true);
        check("x.a.b a.bc ba.b a.b-c", false);
    }
}
