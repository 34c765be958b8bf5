//! The lines between `---` with which a template may begin, as pandoc and many editors have them.

use super::disclosure::{Disclosure, NoDisclosure};
use crate::{Error, Language};

/// The line that opens and closes front matter.
const FENCE: &str = "---";

/// A template without its front matter and the blank lines behind it.
pub(super) struct Parted<'a> {
    /// What the front matter says of the language, if it does.
    pub(super) language: Option<Language>,
    /// What it says of small counts of people, if it does.
    pub(super) disclosure: Option<Disclosure>,
    /// The template itself.
    pub(super) body: &'a str,
    /// How many lines stand before it.
    pub(super) n_lines: usize,
}

/// Takes the front matter off a template; `name` is what messages call it.
///
/// # Errors
///
/// [`Error::Template`] if it names a language in which there are no factsheets, or a setting of
/// disclosure control that there is not.
pub(super) fn part<'a>(name: &str, template: &'a str) -> Result<Parted<'a>, Error> {
    let none = Parted { language: None, disclosure: None, body: template, n_lines: 0 };
    let mut lines = template.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == FENCE) else {
        return Ok(none);
    };
    let mut length = first.len();
    let (mut language, mut disclosure) = (None, None);
    let problem = |line, message, hint: String| Error::Template {
        template: name.to_owned(),
        line: Some(line),
        message,
        hint: Some(hint),
    };
    for (number, line) in (2..).zip(lines) {
        length += line.len();
        let line = line.trim_end();
        if line == FENCE || line == "..." {
            let blank = template[length..].split_inclusive('\n');
            let blank: Vec<&str> = blank.take_while(|line| line.trim().is_empty()).collect();
            let body = &template[length + blank.concat().len()..];
            return Ok(Parted { language, disclosure, body, n_lines: number + blank.len() });
        }
        let value =
            |key| line.strip_prefix(key).map(|typed| typed.trim().trim_matches(['"', '\'']));
        if let Some(typed) = value("language:") {
            language = Some(language_of(typed).ok_or_else(|| {
                let typed = typed.escape_debug();
                let message = format!("there are no factsheets in language `{typed}`");
                problem(number, message, "write `nl` or `en`".to_owned())
            })?);
        } else if let Some(typed) = value("disclosure:") {
            disclosure = Some(typed.parse().map_err(|error: NoDisclosure| {
                let typed = typed.escape_debug();
                let message = format!("`{typed}` is no setting of disclosure control");
                problem(number, message, error.to_string())
            })?);
        }
    }
    // A rule that nothing closes is a rule.
    Ok(none)
}

fn language_of(tag: &str) -> Option<Language> {
    let main = tag.split('-').next().unwrap_or_default();
    [Language::English, Language::Dutch].into_iter().find(|language| language.tag() == main)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, language: Option<Language>, body: &str, n_lines: usize) {
        let parted = part("t.md", template).ok();
        let parted = parted.map(|parted| (parted.language, parted.body, parted.n_lines));
        assert_eq!(parted, Some((language, body, n_lines)));
    }

    #[test]
    fn front_matter_is_taken_off() {
        check("# A\n", None, "# A\n", 0);
        check("---\nauthor: B\n---\n# A\n", None, "# A\n", 3);
        check("---\r\nlanguage: \"en-GB\"\r\n...\r\n# A", Some(Language::English), "# A", 3);
        check("---\nlanguage: nl\n---\n", Some(Language::Dutch), "", 3);
        check("---\n---\n\n \n# A\n", None, "# A\n", 4);
        check("---\n# A\n", None, "---\n# A\n", 0);
        check("# A\n---\nb\n---\n", None, "# A\n---\nb\n---\n", 0);
    }

    #[test]
    fn an_unknown_language_is_told_with_its_line() {
        let error = part("t.md", "---\na: b\nlanguage: fr\n---\n").err();
        let error = error.map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("t.md:3: there are no factsheets in language `fr`"));
    }
}
