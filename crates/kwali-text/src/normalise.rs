//! The one form in which texts are kept: NFC, line ends as LF; with a map back to the source.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::first_bytes::chars_beyond_ascii;

/// A normalised text and how its code points lie to those of the source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Normalised {
    /// The text in NFC with LF line ends.
    pub text: String,
    anchors: Vec<Anchor>,
}

/// From here on, source and text run alike until the next anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Anchor {
    source: usize,
    text: usize,
}

/// Returns `source` in NFC with CR LF and lone CR as LF.
pub fn normalise(source: &str) -> Normalised {
    if !source.contains('\r') && is_nfc_quick(source.chars()) == IsNormalized::Yes {
        return Normalised { text: source.to_owned(), anchors: Vec::new() };
    }
    let mut text = String::with_capacity(source.len());
    let mut anchors = Vec::new();
    let (mut at_source, mut at_text) = (0, 0);
    for cluster in clusters(source) {
        let normal: String = match cluster {
            "\r\n" | "\r" => "\n".to_owned(),
            _ => cluster.nfc().collect(),
        };
        let (n_source, n_text) = (cluster.chars().count(), normal.chars().count());
        if normal != cluster {
            anchors.push(Anchor { source: at_source, text: at_text });
            anchors.push(Anchor { source: at_source + n_source, text: at_text + n_text });
        }
        text.push_str(&normal);
        at_source += n_source;
        at_text += n_text;
    }
    Normalised { text, anchors }
}

/// Returns the stretches that are not in NFC, in bytes, each with what it is in NFC.
pub fn accents_apart(source: &str) -> Vec<(Range<usize>, String)> {
    // ASCII joins with nothing before it.
    let beyond_ascii = chars_beyond_ascii(source).map(|(_, char)| char);
    if is_nfc_quick(beyond_ascii) == IsNormalized::Yes {
        return Vec::new();
    }
    let mut apart = Vec::new();
    let mut start = 0;
    for cluster in clusters(source) {
        let end = start + cluster.len();
        let joined: String = cluster.nfc().collect();
        if joined != cluster {
            apart.push((start..end, joined));
        }
        start = end;
    }
    apart
}

impl Normalised {
    /// True if the source was in this form already.
    pub fn is_unchanged(&self) -> bool {
        self.anchors.is_empty()
    }

    /// Returns where code points `start..end` of the source stand in the text.
    ///
    /// A place inside a changed cluster (between a letter and its accent) moves outward to the
    /// cluster's edge.
    pub fn from_source(&self, start: usize, end: usize) -> (usize, usize) {
        (self.place(start, Edge::Before), self.place(end, Edge::Behind))
    }

    fn place(&self, source: usize, edge: Edge) -> usize {
        let next = self.anchors.partition_point(|anchor| anchor.source <= source);
        let Some(last) = next.checked_sub(1) else {
            return source;
        };
        let anchor = self.anchors[last];
        // Anchors come in pairs around a changed cluster, unless two clusters touch.
        let inside = source > anchor.source && self.is_opening(last);
        match (inside, edge) {
            (false, _) => anchor.text + (source - anchor.source),
            (true, Edge::Before) => anchor.text,
            (true, Edge::Behind) => self.anchors[last + 1].text,
        }
    }

    fn is_opening(&self, index: usize) -> bool {
        index.is_multiple_of(2)
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Before,
    Behind,
}

/// Splits at places that normalisation never reaches across.
fn clusters(source: &str) -> impl Iterator<Item = &str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let mut length = first.len_utf8();
        if first == '\r' {
            length += usize::from(rest[length..].starts_with('\n'));
        } else {
            let behind = &rest[length..];
            length += behind.find(starts_cluster).unwrap_or(behind.len());
        }
        let (cluster, after) = rest.split_at(length);
        rest = after;
        Some(cluster)
    })
}

/// True for a code point that never joins with the one before it.
fn starts_cluster(char: char) -> bool {
    char.is_ascii()
        || (canonical_combining_class(char) == 0
            && is_nfc_quick(std::iter::once(char)) != IsNormalized::Maybe)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Place = (usize, usize);

    #[track_caller]
    fn check(source: &str, text: &str, places: &[(Place, Place)]) {
        let normalised = normalise(source);
        assert_eq!(normalised.text, text);
        for &((start, end), expected) in places {
            assert_eq!(normalised.from_source(start, end), expected, "{start}..{end}");
        }
    }

    #[test]
    fn line_ends_become_line_feeds_and_places_follow() {
        check(
            "a\r\nb\rc",
            "a\nb\nc",
            &[((0, 1), (0, 1)), ((3, 4), (2, 3)), ((5, 6), (4, 5)), ((1, 2), (1, 2))],
        );
    }

    #[test]
    fn accents_join_and_places_move_outward() {
        check(
            "cafe\u{301} x",
            "café x",
            &[((0, 5), (0, 4)), ((4, 5), (3, 4)), ((0, 4), (0, 4)), ((6, 7), (5, 6))],
        );
        check("e\u{301}e\u{301}z", "ééz", &[((2, 4), (1, 2)), ((1, 3), (0, 2)), ((4, 5), (2, 3))]);
    }

    #[test]
    fn what_is_apart_is_found_with_its_place() {
        assert_eq!(accents_apart("é cafe\u{301}\r"), [(6..9, "é".to_owned())]);
        assert!(accents_apart("één").is_empty());
    }

    #[test]
    fn a_normal_text_stays_as_it_is() {
        let normalised = normalise("één 👍\n");
        assert!(normalised.is_unchanged());
        assert_eq!(normalised.from_source(2, 3), (2, 3));
        assert!(normalise("").is_unchanged());
    }

    proptest! {
        #[test]
        fn equals_the_reference_and_maps_every_place_in_order(source in "[ae\u{301}\u{308}\r\n\u{1100}\u{1161}é ]{0,40}") {
            let normalised = normalise(&source);
            let reference: String = source.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
            prop_assert_eq!(&normalised.text, &reference);
            let n = source.chars().count();
            let length = normalised.text.chars().count();
            prop_assert_eq!(normalised.from_source(0, n), (0, length));
            let starts: Vec<_> = (0..=n).map(|at| normalised.from_source(at, n).0).collect();
            prop_assert!(starts.is_sorted());
        }
    }
}
