//! Text within a paragraph, as runs that look alike.

use crate::visible::escape;

/// The font of ticks and other signs, which fonts for text do not have.
const SIGNS: &str = "Segoe UI Symbol";

/// How a run looks beside what its paragraph says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
    pub(super) linked: bool,
    pub(super) raised: bool,
}

/// Adds a text; its line ends are line ends, other control characters are written out.
pub(super) fn push(text: &str, look: Look, xml: &mut String) {
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            xml.push_str("<w:r><w:br/></w:r>");
        }
        let line = line.trim_end_matches('\r');
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let signs = is_sign(first);
            let end = rest.find(|c| is_sign(c) != signs).unwrap_or(rest.len());
            push_run(&rest[..end], look, signs, xml);
            rest = &rest[end..];
        }
    }
}

fn push_run(text: &str, look: Look, signs: bool, xml: &mut String) {
    let looks = properties(look, signs);
    xml.push_str(&format!("<w:r>{looks}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text)));
}

/// Whether a character is a sign such as a tick or a box.
fn is_sign(character: char) -> bool {
    matches!(character, '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
}

fn properties(look: Look, signs: bool) -> String {
    let style = match look {
        Look { linked: true, .. } => "<w:rStyle w:val=\"Hyperlink\"/>",
        Look { code: true, .. } => "<w:rStyle w:val=\"CodeText\"/>",
        _ => "",
    };
    let fonts = match signs {
        true => format!(
            "<w:rFonts w:ascii=\"{SIGNS}\" w:hAnsi=\"{SIGNS}\" w:eastAsia=\"{SIGNS}\" w:cs=\"{SIGNS}\"/>"
        ),
        false => String::new(),
    };
    let flags = [
        (look.bold, "<w:b/><w:bCs/>"),
        (look.italic, "<w:i/><w:iCs/>"),
        (look.struck, "<w:strike/>"),
        (look.raised, "<w:vertAlign w:val=\"superscript\"/>"),
    ];
    let flags: String = flags.iter().filter(|(is_so, _)| *is_so).map(|(_, xml)| *xml).collect();
    match style.len() + fonts.len() + flags.len() {
        0 => String::new(),
        _ => format!("<w:rPr>{style}{fonts}{flags}</w:rPr>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, look: Look, expected: &str) {
        let mut xml = String::new();
        push(text, look, &mut xml);
        assert_eq!(xml.replace(" xml:space=\"preserve\"", ""), expected);
    }

    #[test]
    fn texts_are_runs() {
        let plain = Look::default();
        check("a & <b>", plain, "<w:r><w:t>a &amp; &lt;b&gt;</w:t></w:r>");
        check("a\nb", plain, "<w:r><w:t>a</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>b</w:t></w:r>");
        check("\u{1}\u{202e}", plain, "<w:r><w:t>\\u{1}\\u{202e}</w:t></w:r>");
        let look = Look { bold: true, raised: true, ..plain };
        let looks = "<w:rPr><w:b/><w:bCs/><w:vertAlign w:val=\"superscript\"/></w:rPr>";
        check("a", look, &format!("<w:r>{looks}<w:t>a</w:t></w:r>"));
        check("", plain, "");
    }

    #[test]
    fn signs_have_a_font_that_has_them() {
        let mut xml = String::new();
        push("ja ✓", Look::default(), &mut xml);
        assert!(
            xml.starts_with(
                "<w:r><w:t xml:space=\"preserve\">ja </w:t></w:r><w:r><w:rPr><w:rFonts"
            )
        );
        assert!(xml.ends_with("✓</w:t></w:r>"));
    }
}
