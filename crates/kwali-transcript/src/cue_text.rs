//! What is written in a subtitle: words, without tags, and who speaks them.

use crate::speakers::has_label;

/// What one speaker says in a subtitle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    pub(crate) voice: Option<String>,
    pub(crate) words: String,
}

/// Returns what is said in a subtitle, a piece for every voice, dash or label; none if no words.
///
/// Lines are joined by a space, unless the first opens with a dash or a label: then every line
/// that does so is a piece of its own.
pub(crate) fn spoken(payload: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (voice, words) in voices(payload) {
        let mut joined: Vec<String> = Vec::new();
        let mut in_dialogue = false;
        for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let opens = opens_speech(line);
            in_dialogue |= opens && joined.is_empty();
            match joined.last_mut() {
                Some(last) if !(in_dialogue && opens) => {
                    last.push(' ');
                    last.push_str(line);
                }
                _ => joined.push(line.to_owned()),
            }
        }
        pieces.extend(joined.into_iter().map(|words| Piece { voice: voice.clone(), words }));
    }
    pieces
}

fn opens_speech(line: &str) -> bool {
    opens_with_dash(line) || has_label(line)
}

/// True for a line that begins as subtitles do where another person speaks.
pub(crate) fn opens_with_dash(line: &str) -> bool {
    line.starts_with(['-', '–', '—', '‐']) || line.starts_with(">>")
}

/// Splits at voice tags and takes out every tag; a voice may be empty or end before the text does.
fn voices(payload: &str) -> Vec<(Option<String>, String)> {
    let mut voices: Vec<(Option<String>, String)> = vec![(None, String::new())];
    let mut rest = payload;
    // Known beforehand, so that brackets that are never closed do not cost a search each.
    let last = |bracket: char| payload.rfind(bracket).unwrap_or(0);
    let (last_angle, last_brace) = (last('>'), last('}'));
    while let Some(next) = rest.find(['<', '&', '{']) {
        let (before, from) = rest.split_at(next);
        append(&mut voices, before);
        let place = payload.len() - from.len();
        let tag = if place < last_angle { tag_length(from) } else { None };
        let style = if place < last_brace { style_length(from) } else { None };
        let length = if let Some(length) = tag {
            if let Some(voice) = voice_change(&from[1..length - 1]) {
                voices.push((voice, String::new()));
            }
            length
        } else if let Some(length) = style {
            length
        } else {
            let (char, length) = reference(from).unwrap_or((char::from(from.as_bytes()[0]), 1));
            append(&mut voices, char.encode_utf8(&mut [0; 4]));
            length
        };
        rest = &from[length..];
    }
    append(&mut voices, rest);
    voices
}

fn append(voices: &mut [(Option<String>, String)], words: &str) {
    if let Some((_, last)) = voices.last_mut() {
        last.push_str(words);
    }
}

/// The length of the tag with which `text` begins, with both brackets.
///
/// A `<` before a space, or one that is never closed, is a character like any other.
fn tag_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let opens = inner.starts_with(|c: char| c.is_ascii_alphanumeric() || "/.>".contains(c));
    text.find('>').filter(|_| opens).map(|end| end + 1)
}

/// The length of `{\\an8}` and its like at the beginning of `text`.
fn style_length(text: &str) -> Option<usize> {
    text.starts_with("{\\").then(|| text.find('}').map(|end| end + 1))?
}

/// Who speaks behind a tag: `Some(None)` is nobody in particular, `None` whoever spoke before.
fn voice_change(tag: &str) -> Option<Option<String>> {
    if tag.trim() == "/v" {
        return Some(None);
    }
    let (name, annotation) = tag.split_once([' ', '\t', '\n']).unwrap_or((tag, ""));
    if name != "v" && !name.starts_with("v.") {
        return None;
    }
    let speaker = unescaped(annotation).split_whitespace().collect::<Vec<_>>().join(" ");
    Some((!speaker.is_empty()).then_some(speaker))
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.find('&').map(|at| rest.split_at(at)) {
        plain.push_str(before);
        let (char, length) = reference(from).unwrap_or(('&', 1));
        plain.push(char);
        rest = &from[length..];
    }
    plain + rest
}

/// The character for which `&amp;` or `&#39;` stands, and the length of that.
fn reference(text: &str) -> Option<(char, usize)> {
    let text = text.strip_prefix('&')?;
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[..end];
    let char = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        _ => numbered(name.strip_prefix('#')?)?,
    };
    Some((char, end + 2))
}

fn numbered(digits: &str) -> Option<char> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => digits.parse(),
    };
    char::from_u32(number.ok()?).filter(|char| !char.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(payload: &str, expected: &[(&str, &str)]) {
        let pieces = spoken(payload);
        let found: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.voice.as_deref().unwrap_or(""), piece.words.as_str()))
            .collect();
        assert_eq!(found, expected, "{payload}");
    }

    #[test]
    fn voices_are_told_apart() {
        check("<v Noor>Thee?</v>", &[("Noor", "Thee?")]);
        check("<v.luid.eerst Noor Bos>Thee?", &[("Noor Bos", "Thee?")]);
        check("<v Noor>Thee?</v> Ja.", &[("Noor", "Thee?"), ("", "Ja.")]);
        check("<v Noor>Thee?\n<v Els>Ja.", &[("Noor", "Thee?"), ("Els", "Ja.")]);
        check("<v Q&amp;A>Thee?", &[("Q&A", "Thee?")]);
        check("<v>Thee?", &[("", "Thee?")]);
    }

    #[test]
    fn tags_go_and_words_stay() {
        check("<i>Thee</i> <c.rood>of</c> <00:01.000>koffie?", &[("", "Thee of koffie?")]);
        check("{\\an8}<font color=\"#fff\">Thee?</font>", &[("", "Thee?")]);
        check(
            "2 < 3 & 4 &lt; 5 &amp; {zes} &#39;zeven&#x27; &acht;",
            &[("", "2 < 3 & 4 < 5 & {zes} 'zeven' &acht;")],
        );
        check("<v nooit gesloten", &[("", "<v nooit gesloten")]);
        check("{\\an8 <é", &[("", "{\\an8 <é")]);
    }

    #[test]
    fn lines_join_unless_they_are_a_dialogue() {
        check("Een zin op\ntwee regels.", &[("", "Een zin op twee regels.")]);
        check("- Thee?\n- Ja.", &[("", "- Thee?"), ("", "- Ja.")]);
        check("- Thee, of\nkoffie?\n- Ja.", &[("", "- Thee, of koffie?"), ("", "- Ja.")]);
        check("Noor: Thee?\nEls: Ja.", &[("", "Noor: Thee?"), ("", "Els: Ja.")]);
        check("Thee is dit:\n- van munt", &[("", "Thee is dit: - van munt")]);
    }

    #[test]
    fn a_subtitle_without_words_has_no_pieces() {
        check("", &[]);
        check(" \n<i></i>\n", &[]);
    }
}
