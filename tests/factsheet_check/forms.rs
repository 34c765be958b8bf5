//! A report in other formats, as word processors and editors write it.

use kwali_transcript::{LineKind, ReadReport, ReportLine};

use crate::support::zipped;

type Write = fn(&ReadReport) -> Vec<u8>;

/// The formats, each by the name of a file.
pub(super) const FORMS: [(&str, Write); 3] = [("r.docx", docx), ("r.odt", odt), ("r.txt", text)];

/// A paragraph, or the rows of a table.
enum Piece<'a> {
    Paragraph(&'a ReportLine),
    /// By row, by cell, by line.
    Table(Vec<Vec<Vec<&'a str>>>),
}

fn pieces(report: &ReadReport) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for line in &report.lines {
        match (&line.kind, pieces.last_mut()) {
            (LineKind::Row(_), last) => {
                let row = line.cells().into_iter().map(|cell| vec![cell]).collect();
                match last {
                    Some(Piece::Table(rows)) => rows.push(row),
                    _ => pieces.push(Piece::Table(vec![row])),
                }
            }
            (LineKind::LastCell, Some(Piece::Table(rows))) => {
                let cell = rows.last_mut().and_then(|row| row.last_mut());
                cell.unwrap().push(&line.words);
            }
            _ => pieces.push(Piece::Paragraph(line)),
        }
    }
    pieces
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

fn docx(report: &ReadReport) -> Vec<u8> {
    let paragraph = |style: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}\
             </w:t></w:r></w:p>",
            escaped(words)
        )
    };
    let mut body = String::new();
    for piece in pieces(report) {
        match piece {
            Piece::Paragraph(line) => body.push_str(&paragraph(style(line), &line.words)),
            Piece::Table(rows) => {
                let cell = |lines: &Vec<&str>| {
                    let lines: String = lines.iter().map(|line| paragraph("Table", line)).collect();
                    format!("<w:tc>{lines}</w:tc>")
                };
                let row = |row: &Vec<Vec<&str>>| {
                    format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>())
                };
                let rows: String = rows.iter().map(row).collect();
                body.push_str(&format!("<w:tbl>{rows}</w:tbl>"));
            }
        }
    }
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    zipped(&[("word/document.xml", &document)])
}

fn style(line: &ReportLine) -> &'static str {
    match line.kind {
        LineKind::Heading => "Heading1",
        // What is set apart with a heading is a box.
        _ if line.quote.is_some_and(|quote| quote > 1) => "Quote",
        _ => "Standard",
    }
}

fn odt(report: &ReadReport) -> Vec<u8> {
    let paragraph = |style: &str, words: &str| {
        format!("<text:p text:style-name=\"{style}\">{}</text:p>", escaped(words))
    };
    let mut body = String::new();
    for piece in pieces(report) {
        match piece {
            Piece::Paragraph(line) => {
                let style =
                    style(line).replace("Heading1", "Heading").replace("Quote", "Quotations");
                body.push_str(&paragraph(&style, &line.words));
            }
            Piece::Table(rows) => {
                let cell = |lines: &Vec<&str>| {
                    let lines: String = lines.iter().map(|line| paragraph("Table", line)).collect();
                    format!("<table:table-cell>{lines}</table:table-cell>")
                };
                let row = |row: &Vec<Vec<&str>>| {
                    let cells: String = row.iter().map(cell).collect();
                    format!("<table:table-row>{cells}</table:table-row>")
                };
                let rows: String = rows.iter().map(row).collect();
                body.push_str(&format!("<table:table>{rows}</table:table>"));
            }
        }
    }
    let names = ["office", "text", "table", "style", "fo"];
    let namespaces: String = names
        .iter()
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .collect();
    let style =
        |name: &str| format!("<style:style style:name=\"{name}\" style:family=\"paragraph\"/>");
    let content = format!(
        "<office:document-content{namespaces}><office:automatic-styles>{}{}\
         </office:automatic-styles><office:body><office:text>{body}\
         </office:text></office:body></office:document-content>",
        style("Heading"),
        style("Quotations")
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

/// Paragraphs with blank lines between them, rows of tables with tabs.
fn text(report: &ReadReport) -> Vec<u8> {
    let mut text = String::new();
    for piece in pieces(report) {
        match piece {
            Piece::Paragraph(line) => text.push_str(&line.words),
            Piece::Table(rows) => {
                let cell = |lines: &Vec<&str>| lines.join(" ");
                let row =
                    |row: &Vec<Vec<&str>>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
                text.push_str(&rows.iter().map(row).collect::<Vec<_>>().join("\n"));
            }
        }
        text.push_str("\n\n");
    }
    text.into_bytes()
}
