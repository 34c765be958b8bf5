//! PDF files as small as they can be.

/// A page of lines, each with its place in points from the left and the bottom, and its font:
/// `R` for regular, `B` for bold.
pub(crate) fn page(lines: &[(u32, u32, char, &str)]) -> String {
    let line = |&(x, y, font, words): &(u32, u32, char, &str)| {
        format!("BT /{font} 10 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n")
    };
    lines.iter().map(line).collect()
}

/// A PDF with a page for each of these contents.
pub(crate) fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 600 800] /Resources << /Font << /R 3 0 R /B 4 0 R >> /XObject << /I 1 0 R >> >> >>",
            kids.join(" "),
            pages.len()
        ),
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    for (n, content) in pages.iter().enumerate() {
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 6 + 2 * n));
        objects.push(stream("", content));
    }
    file(&objects, "")
}

fn font(name: &str) -> String {
    format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
}

/// A stream object with further entries of its dictionary.
pub(crate) fn stream(entries: &str, content: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A file of these objects, numbered from 1; the first is its catalogue.
pub(crate) fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", n + 1).as_bytes());
    }
    let xref = file.len();
    let size = objects.len() + 1;
    let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
    for place in places {
        table.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.extend_from_slice(table.as_bytes());
    let end =
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n");
    file.extend_from_slice(end.as_bytes());
    file
}
