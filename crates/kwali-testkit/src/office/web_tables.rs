//! The tables of a page of HTML that this program has written.

/// A table of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebTable {
    /// The lines of its caption: title, unit, base, query.
    pub caption: Vec<String>,
    /// The headings of its columns, without those that columns share.
    pub head: Vec<String>,
    /// The texts of its rows.
    pub rows: Vec<Vec<String>>,
    /// The texts of the rows under the table.
    pub bases: Vec<Vec<String>>,
    /// The notes under the table.
    pub notes: Vec<String>,
}

/// Returns the tables of a page that have a caption.
pub fn web_tables(html: &str) -> Vec<WebTable> {
    let tables = html.split("<table").skip(1);
    let tables = tables.map(|table| table.split("</table>").next().unwrap_or_default());
    tables.filter(|table| table.contains("<caption")).map(read).collect()
}

fn read(table: &str) -> WebTable {
    let part = |name: &str| {
        let inside = table.split_once(&format!("<{name}")).map_or("", |(_, rest)| rest);
        inside.split_once(&format!("</{name}>")).map_or("", |(inside, _)| inside)
    };
    let rows = |part: &str| -> Vec<Vec<String>> { part.split("<tr").skip(1).map(cells).collect() };
    let (notes, bases) = rows(part("tfoot"))
        .into_iter()
        .zip(part("tfoot").split("<tr").skip(1))
        .partition::<Vec<_>, _>(|(_, html)| html.contains("<td colspan="));
    WebTable {
        caption: part("caption")
            .split_once('>')
            .map_or("", |(_, caption)| caption)
            .split("<span>")
            .map(text)
            .collect(),
        head: rows(part("thead")).pop().unwrap_or_default(),
        rows: rows(part("tbody")),
        bases: bases.into_iter().map(|(row, _)| row).collect(),
        notes: notes.into_iter().flat_map(|(row, _)| row).collect(),
    }
}

/// The texts of the cells of a row.
fn cells(row: &str) -> Vec<String> {
    let row = row.replace("<th", "<td").replace("</th>", "</td>");
    row.split("<td")
        .skip(1)
        .map(|cell| text(cell.split_once('>').map_or("", |(_, cell)| cell)))
        .collect()
}

/// The text of what has only simple tags in it.
fn text(html: &str) -> String {
    let html = html.replace("<br>", "\n");
    let mut pieces = html.split('<');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str(piece.split_once('>').map_or("", |(_, behind)| behind));
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&").trim_matches('\n').to_owned()
}
