//! Comments in the margin of a document: kept beside its text.

use crate::passage::Passage;

/// A comment that somebody wrote on a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Aside {
    /// By whom, as the file says.
    pub author: Option<String>,
    /// When, as an RFC 3339 time stamp.
    pub written: Option<String>,
    /// The paragraph it hangs on, from 1; none if it hangs on none that has words.
    pub paragraph: Option<usize>,
    /// What it says, a line for each of its paragraphs.
    pub words: String,
}

impl Aside {
    /// Returns a comment of these lines that does not hang on anything yet.
    pub(crate) fn new(author: Option<&str>, written: Option<&str>, lines: &[Passage]) -> Aside {
        let lines = lines.iter().filter(|line| !line.is_blank()).map(|line| line.words.trim());
        let words = lines.collect::<Vec<_>>().join("\n");
        let author = author.map(str::trim).filter(|author| !author.is_empty());
        Aside {
            author: author.map(|author| kwali_text::normalise(author).text),
            written: written.and_then(time_stamp),
            paragraph: None,
            words: kwali_text::normalise(&words).text,
        }
    }
}

/// Returns a time as an RFC 3339 time stamp; one without a zone is taken for universal time.
fn time_stamp(time: &str) -> Option<String> {
    let pattern = b"0000-00-00T00:00:00";
    let fits = |(byte, pattern): (u8, &u8)| match pattern {
        b'0' => byte.is_ascii_digit(),
        sign => byte == *sign,
    };
    let (head, rest) = time.trim().split_at_checked(pattern.len())?;
    if !head.bytes().zip(pattern).all(fits) {
        return None;
    }
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    Some(if zone.is_empty() { format!("{head}Z") } else { format!("{head}{zone}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_get_a_zone() {
        let stamp = |time| time_stamp(time).unwrap_or_default();
        assert_eq!(stamp("2024-05-01T09:30:00"), "2024-05-01T09:30:00Z");
        assert_eq!(stamp("2024-05-01T09:30:00.120000"), "2024-05-01T09:30:00Z");
        assert_eq!(stamp("2024-05-01T09:30:00+02:00"), "2024-05-01T09:30:00+02:00");
        assert_eq!(stamp("1 mei 2024"), "");
    }
}
