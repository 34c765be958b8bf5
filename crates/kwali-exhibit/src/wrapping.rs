//! Breaks a text into lines, for whatever measure of width the caller has.

/// Returns the text in lines none of which is wider than `room`, as `width` measures.
///
/// Lines break at spaces and after hyphens, slashes, dots and underscores; a piece that is too wide by itself
/// is broken between characters. Nothing is lost but the spaces at which lines break. Always at
/// least one line.
pub(crate) fn wrap(text: &str, room: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    wrap_with("", text, room, width)
}

/// Does what [`wrap`] does, with a hyphen where a word is broken.
pub(crate) fn wrap_hyphenated(text: &str, room: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    wrap_with("-", text, room, width)
}

fn wrap_with(hyphen: &str, text: &str, room: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&format!("{line}{}", piece.trim_end())) > room {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(piece);
        while width(line.trim_end()) > room {
            let room = room - width(hyphen);
            let Some(cut) = widest_beginning(line.trim_end(), room, &width) else { break };
            let rest = line.split_off(cut);
            let is_in_word = line.ends_with(char::is_alphabetic);
            if is_in_word && width(&line) <= room && rest.starts_with(char::is_alphabetic) {
                line.push_str(hyphen);
            }
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Returns what [`wrap`] keeps together: words with the spaces after them, cut after hyphens,
/// slashes, dots and underscores between letters as well.
pub(crate) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let Some(&(next, following)) = characters.peek() else { break };
        let after_space = character == ' ' && following != ' ';
        let after_mark = matches!(character, '-' | '/' | '.' | '_')
            && following.is_alphabetic()
            && at > start
            && text[start..at].chars().count() > 1;
        if after_space || after_mark {
            pieces.push(&text[start..next]);
            start = next;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// Where to cut so that the beginning fits; at least one character, `None` if that is all.
fn widest_beginning(line: &str, room: f64, width: &impl Fn(&str) -> f64) -> Option<usize> {
    let cuts = line.char_indices().map(|(at, _)| at).skip(1);
    let mut best = None;
    for cut in cuts {
        if best.is_some() && width(&line[..cut]) > room {
            break;
        }
        best = Some(cut);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, room: usize, lines: &[&str]) {
        assert_eq!(wrap(text, room as f64, |text| text.chars().count() as f64), lines);
    }

    #[test]
    fn lines_break_where_they_may() {
        check("", 5, &[""]);
        check("kort", 5, &["kort"]);
        check("een twee drie", 8, &["een twee", "drie"]);
        check("een  twee", 4, &["een", "twee"]);
        check("in- en uitstroom", 6, &["in- en", "uitstr", "oom"]);
        check("niet-werkend", 8, &["niet-", "werkend"]);
        check("ervaringsdeskundige", 8, &["ervaring", "sdeskund", "ige"]);
        check("a", 0, &["a"]);
        check("ab", 0, &["a", "b"]);
        check("barrier.workload", 12, &["barrier.", "workload"]);
        check("niet_gehoord", 8, &["niet_", "gehoord"]);
    }

    #[test]
    fn words_that_are_broken_can_have_a_hyphen() {
        let width = |text: &str| text.chars().count() as f64;
        let lines = wrap_hyphenated("een ervaringsdeskundige", 8.0, width);
        assert_eq!(lines, ["een", "ervarin-", "gsdesku-", "ndige"]);
        assert_eq!(wrap_hyphenated("1234567", 4.0, width), ["123", "4567"]);
        assert_eq!(wrap_hyphenated("ab", 1.0, width), ["a", "b"]);
    }
}
