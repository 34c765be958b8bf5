//! A report as its readers see it: paragraphs, headings, rows of tables, and where they stand.
//!
//! Nobody is taken for a speaker, and time stamps stay.

use kwali_model::{CleaningStep, SourceMap};

use crate::draft::{InRow, Mark};
use crate::encoding::{decode, decode_page};
use crate::read::{FileLines, checked_format, lines_of};
use crate::source_lines::SourceLines;
use crate::{Error, Format, Note, ReadOptions};

/// A report in lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadReport {
    /// The format it was read as.
    pub format: Format,
    /// Paragraphs, headings and rows that have more in them than white space.
    pub lines: Vec<ReportLine>,
    /// What was left out or doubted.
    pub notes: Vec<Note>,
}

/// A paragraph, a heading or the row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportLine {
    /// What it says.
    pub words: String,
    /// What it is.
    pub kind: LineKind,
    /// The number of the block quote that it stands in.
    pub quote: Option<usize>,
    /// True if it begins with bold words.
    pub begins_bold: bool,
    /// From which bytes on it stands where, the first at 0.
    places: Vec<(usize, Place)>,
}

/// What a line is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// Running words.
    Paragraph,
    /// A heading.
    Heading,
    /// A row of a table: its cells, where in the words they stand.
    Row(Vec<std::ops::Range<usize>>),
    /// A further line of the last cell of the row before.
    LastCell,
}

/// Where something stands in a report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// A line of the file, from 1.
    Line(usize),
    /// A page of the file, from 1.
    Page(usize),
    /// A paragraph or row with words, from 1, in files that have neither lines nor pages.
    Paragraph(usize),
}

impl ReportLine {
    /// Returns where a byte of the words stands.
    pub fn place(&self, byte: usize) -> Place {
        let behind = self.places.partition_point(|(from, _)| *from <= byte);
        self.places.get(behind.saturating_sub(1)).map_or(Place::Line(1), |(_, place)| *place)
    }

    /// Returns the cells of a row, in order; none where it is no row.
    pub fn cells(&self) -> Vec<&str> {
        match &self.kind {
            LineKind::Row(cells) => {
                cells.iter().map(|cell| self.words[cell.clone()].trim()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Reads a report from the bytes of a file; the name tells the format.
///
/// # Errors
///
/// If the file cannot be read, has no words, or is of a format that no report is written in.
pub fn read_report(
    file_name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<ReadReport, Error> {
    let mut options = ReadOptions { encoding: encoding.map(str::to_owned), ..Default::default() };
    let format = checked_format(file_name, bytes, &options)?;
    // A plain text is one, whatever it looks like; all that a page shows is part of the report.
    options.format = Some(format);
    let _ = options.cleaning.switch_off(&[CleaningStep::Navigation.to_string()]);
    let source = match format {
        Format::Text | Format::Markdown => Some(decode(bytes, encoding)?.text),
        Format::Html => Some(without_scripts(&decode_page(bytes, encoding)?.0.text)),
        Format::Docx | Format::Odt | Format::Rtf | Format::Pdf => None,
        other => return Err(Error::NoReport(other)),
    };
    let FileLines { finished, .. } = lines_of(format, bytes, &options)?;
    let mut source_lines = source.map(|source| SourceLines::of(&source, format));
    let pages = Pages { starts: &finished.pages, map: &finished.source_map };
    let (mut lines, mut at): (Vec<ReportLine>, usize) = (Vec::new(), 0);
    for line in finished.text.split('\n') {
        let start = at;
        at += line.len() + 1;
        if line.trim().is_empty() {
            continue;
        }
        let number = lines.len();
        let places = match &mut source_lines {
            Some(source_lines) => {
                let places = source_lines.find(line).into_iter();
                places.map(|(byte, line)| (byte, Place::Line(line))).collect()
            }
            None if pages.starts.is_empty() => vec![(0, Place::Paragraph(number + 1))],
            None => pages.of(start, line),
        };
        let mark = finished.marks.get(number).cloned().unwrap_or_default();
        lines.push(report_line(line, &mark, places, format));
    }
    if lines.is_empty() {
        return Err(Error::NoWords);
    }
    Ok(ReadReport { format, lines, notes: finished.notes })
}

/// Returns a page without what stands in scripts and styles but for its line ends.
fn without_scripts(page: &str) -> String {
    let mut left = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((at, tag)) = ["script", "style"]
        .iter()
        .filter_map(|tag| Some((rest.find(&format!("<{tag}"))?, tag)))
        .min()
    {
        let inside = &rest[at..];
        let end = inside.find(&format!("</{tag}")).unwrap_or(inside.len());
        left.push_str(&rest[..at]);
        left.extend(inside[..end].chars().filter(|char| *char == '\n'));
        rest = &inside[end..];
    }
    left + rest
}

fn report_line(
    words: &str,
    mark: &Mark,
    places: Vec<(usize, Place)>,
    format: Format,
) -> ReportLine {
    let is_row = mark.in_row == InRow::Cells || (format == Format::Text && words.contains('\t'));
    let kind = match mark.in_row {
        _ if is_row => LineKind::Row(cells(words)),
        InRow::LastCell => LineKind::LastCell,
        _ if mark.is_heading => LineKind::Heading,
        _ => LineKind::Paragraph,
    };
    ReportLine {
        words: words.to_owned(),
        kind,
        quote: (mark.quote > 0).then_some(mark.quote),
        begins_bold: !mark.set_apart.is_empty(),
        places,
    }
}

/// Returns where the cells of a row stand, which have tabs between them.
fn cells(words: &str) -> Vec<std::ops::Range<usize>> {
    let mut start = 0;
    let cell = |cell: &str| {
        let range = start..start + cell.len();
        start = range.end + 1;
        range
    };
    words.split('\t').map(cell).collect()
}

/// Where the pages of a file begin, in what was read.
struct Pages<'a> {
    starts: &'a [usize],
    map: &'a SourceMap,
}

impl Pages<'_> {
    /// Returns from which bytes of a line on it stands on which page.
    fn of(&self, start: usize, line: &str) -> Vec<(usize, Place)> {
        let page_at = |byte: usize| {
            let place = self.map.source_place(start + byte);
            self.starts.partition_point(|&begin| begin <= place).max(1)
        };
        let (first, last) = (page_at(0), page_at(line.len()));
        let mut places = vec![(0, Place::Page(first))];
        // A line that goes on over the edge of a page is rare: only then is the edge looked for.
        if last > first {
            for (byte, _) in line.char_indices() {
                let place = Place::Page(page_at(byte));
                if places.last().is_some_and(|(_, before)| *before != place) {
                    places.push((byte, place));
                }
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows each line with its place and what it is.
    #[track_caller]
    fn check(file_name: &str, report: &str, expected: &[&str]) {
        let read = read_report(file_name, report.as_bytes(), None);
        let read = read.unwrap_or_else(|error| panic!("{error}"));
        let shown = |line: &ReportLine| {
            let kind = match &line.kind {
                LineKind::Paragraph => "",
                LineKind::Heading => "#",
                LineKind::Row(_) => "|",
                LineKind::LastCell => "/",
            };
            let quote = line.quote.map(|number| format!(">{number}")).unwrap_or_default();
            let Place::Line(at) = line.place(0) else { return format!("{:?}", line.place(0)) };
            let words = line.cells().join("|");
            let words = if words.is_empty() { line.words.clone() } else { words };
            format!("{at}{kind}{quote} {words}")
        };
        let found: Vec<String> = read.lines.iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_say_what_they_are_and_where() {
        check(
            "r.md",
            "# Kop\n\nI: een\nregel.\n\n> ‘Ja.’\n>\n> — bewoner\n\n> Nee.\n\n| A | B |\n| - | -: |\n| a |  |\n|  | 2 |\n",
            &[
                "1# Kop",
                "3 I: een regel.",
                "6>1 ‘Ja.’",
                "8>1 — bewoner",
                "10>2 Nee.",
                "12| A|B",
                "14| a",
                "15| |2",
            ],
        );
        check(
            "r.html",
            "<h2>Kop</h2>\n<blockquote>\n<p>Ja.</p>\n</blockquote>\n<table><tr><td>a<td>1<br>2</table>",
            &["1# Kop", "3>1 Ja.", "5| a|1", "5/ 2"],
        );
        check("r.txt", "Kop\n\nA\t1\n", &["1 Kop", "3| A|1"]);
    }

    #[test]
    fn what_no_report_is_written_as_is_refused() {
        let error = |name: &str, bytes: &str| {
            let read = read_report(name, bytes.as_bytes(), None);
            read.err().map(|error| error.to_string()).unwrap_or_default()
        };
        assert_eq!(
            error("r.csv", "a,b\n"),
            "it is a table as text (.csv), and no report is written as one"
        );
        assert_eq!(error("r.md", ""), "the file is empty");
        assert_eq!(error("r.md", " \n\n"), "there are no words in the file");
    }
}
