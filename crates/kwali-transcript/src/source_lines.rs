//! On which lines of a file the words stand that a reader made of it.

use crate::Format;

/// So many letters are looked for where markup stands between the letters of a paragraph.
const FEW_LETTERS: usize = 24;

/// The letters and digits of a file in order, each with its line.
///
/// Markup, entities and white space do not count, so that what a reader shows is found again by
/// its letters.
pub(crate) struct SourceLines {
    letters: Vec<char>,
    /// The number of the first letter of each line.
    starts: Vec<usize>,
    /// Everything before this letter was found.
    reached: usize,
}

impl SourceLines {
    /// Takes the letters of a file; tags and entities of web pages are left out.
    pub(crate) fn of(source: &str, format: Format) -> SourceLines {
        let is_page = format == Format::Html;
        let (mut letters, mut starts) = (Vec::new(), vec![0]);
        let (mut in_tag, mut in_entity) = (false, false);
        for char in source.chars() {
            match char {
                '\n' => starts.push(letters.len()),
                '<' if is_page => in_tag = true,
                '>' if is_page => in_tag = false,
                '&' if is_page => in_entity = true,
                _ if in_tag => {}
                ';' if in_entity => in_entity = false,
                _ if in_entity && (char.is_alphanumeric() || char == '#') => {}
                _ => {
                    in_entity = false;
                    letters.extend(Some(char).filter(|char| char.is_alphanumeric()));
                }
            }
        }
        SourceLines { letters, starts, reached: 0 }
    }

    /// Finds the next words of the file, and returns where their lines begin: bytes of the words,
    /// each with its line from 1.
    pub(crate) fn find(&mut self, words: &str) -> Vec<(usize, usize)> {
        let wanted: Vec<char> = words.chars().filter(|char| char.is_alphanumeric()).collect();
        let few = &wanted[..wanted.len().min(FEW_LETTERS)];
        let at = self.place_of(&wanted).or_else(|| self.place_of(few)).unwrap_or(self.reached);
        self.reached = (at + wanted.len()).min(self.letters.len());
        let mut places: Vec<(usize, usize)> = vec![(0, self.line_of(at))];
        let mut number = at;
        for (byte, char) in words.char_indices() {
            if !char.is_alphanumeric() {
                continue;
            }
            let line = self.line_of(number);
            if places.last().is_some_and(|(_, last)| *last != line) {
                places.push((byte, line));
            }
            number += 1;
        }
        places
    }

    fn place_of(&self, wanted: &[char]) -> Option<usize> {
        let rest = self.letters.get(self.reached..)?;
        let first = *wanted.first()?;
        let is_here = |at: &usize| rest[*at] == first && rest[*at..].starts_with(wanted);
        (0..rest.len()).find(is_here).map(|at| at + self.reached)
    }

    fn line_of(&self, letter: usize) -> usize {
        self.starts.partition_point(|&start| start <= letter).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, format: Format, words: &[&str], expected: &[&[(usize, usize)]]) {
        let mut lines = SourceLines::of(source, format);
        let found: Vec<_> = words.iter().map(|words| lines.find(words)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_found_on_their_lines() {
        let source = "# Kop\n\nEen **vet**\nwoord.\n\n[wijs](http://a.b) hier\n";
        check(
            source,
            Format::Markdown,
            &["Kop", "Een vet woord.", "wijs hier"],
            &[&[(0, 1)], &[(0, 3), (8, 4)], &[(0, 6)]],
        );
        let page = "<h1 class=\"a\">Kop</h1>\n<p>Zo &amp; zo\n&eacute;&eacute;n</p>";
        check(page, Format::Html, &["Kop", "Zo & zo"], &[&[(0, 1)], &[(0, 2)]]);
        check("", Format::Text, &["niet", "–"], &[&[(0, 1)], &[(0, 1)]]);
    }
}
