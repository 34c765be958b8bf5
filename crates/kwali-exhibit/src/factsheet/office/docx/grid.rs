//! Tables as Word has them: real columns and rows, with headings that come back on every page.

use super::fit::{Fit, Type};
use super::writer::{Looks, Writer};
use crate::table::fitting::{Block, GAP};
use crate::visible::escape;

/// A table that is ready to be written.
pub(super) struct Grid {
    /// What it is called, for who cannot see it.
    pub(super) title: String,
    pub(super) columns: Vec<GridColumn>,
    /// The rows, the runs of each cell.
    pub(super) rows: Vec<Vec<GridCell>>,
    /// How many of them, the last, stand under the table.
    pub(super) n_bases: usize,
}

/// A column of a table.
pub(super) struct GridColumn {
    /// The runs of the heading that it shares with its neighbours.
    pub(super) group: Option<String>,
    /// The runs of its heading.
    pub(super) head: String,
    /// How high the heading is, in characters, where it stands on its end.
    pub(super) height: Option<usize>,
    /// `right` or `center`; texts have none.
    pub(super) align: Option<&'static str>,
}

/// A cell of a table.
#[derive(Default)]
pub(super) struct GridCell {
    pub(super) runs: String,
    /// How deep it is in the tree of rows.
    pub(super) level: usize,
}

/// How far a level of a tree stands in, in twentieths of a point.
const STEP: usize = 170;

/// A line under headings.
const UNDERLINED: &str = "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" \
                          w:color=\"222222\"/></w:tcBorders>";

impl Writer<'_> {
    /// Writes a table, in as many as it takes to fit the page.
    pub(super) fn grid(&mut self, grid: &Grid, fit: &Fit) {
        for (number, block) in fit.blocks.iter().enumerate() {
            if number > 0 {
                self.table_end();
            }
            self.part.xml.push_str(&table(grid, fit, block));
        }
    }

    /// Writes the room behind a table, without which it would grow together with the next.
    pub(super) fn table_end(&mut self) {
        self.paragraph("TableEnd", Looks::default(), "");
    }
}

fn table(grid: &Grid, fit: &Fit, block: &Block) -> String {
    let widths = fit.widths(block);
    let all: u32 = widths.iter().sum();
    let padding = fit.padding();
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"FactsheetTable\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{padding}\" w:type=\"dxa\"/>\
         <w:right w:w=\"{padding}\" w:type=\"dxa\"/></w:tblCellMar>\
         <w:tblLook w:val=\"06A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" \
         w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr>\n<w:tblGrid>",
        escape(&grid.title)
    );
    for width in &widths {
        xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    xml.push_str("</w:tblGrid>\n");
    let style = |kind: &str| format!("Table{kind}{}", fit.size.ending());
    let columns: Vec<&GridColumn> = block.columns.iter().map(|&at| &grid.columns[at]).collect();
    push_heads(&columns, &widths, fit.size, &mut xml);
    let first_base = grid.rows.len() - grid.n_bases;
    for (number, row) in grid.rows.iter().enumerate() {
        let style = style(if number < first_base { "Text" } else { "Base" });
        let cells = block.columns.iter().map(|&at| &row[at]).zip(&columns).zip(&widths);
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for ((cell, column), width) in cells {
            let looks = of_cell(&style, cell.level, column.align);
            push_cell(&width_of(*width), &looks, &cell.runs, &mut xml);
        }
        xml.push_str("</w:tr>\n");
    }
    xml + "</w:tbl>\n"
}

/// Adds the rows of the headings; a heading that columns share stands over all of them.
fn push_heads(columns: &[&GridColumn], widths: &[u32], size: Type, xml: &mut String) {
    const ROW: &str = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    let style = format!("TableHeading{}", size.ending());
    if columns.iter().any(|column| column.group.is_some()) {
        xml.push_str(ROW);
        let mut first = 0;
        for group in columns.chunk_by(|a, b| a.group == b.group) {
            let width = widths[first..first + group.len()].iter().sum();
            first += group.len();
            let name = group[0].group.as_deref();
            let span = match group.len() {
                1 => String::new(),
                n => format!("<w:gridSpan w:val=\"{n}\"/>"),
            };
            let line = if name.is_some() { UNDERLINED } else { "" };
            let looks = of_cell(&style, 0, name.map(|_| "center"));
            let cell = format!("{}{span}{line}", width_of(width));
            push_cell(&cell, &looks, name.unwrap_or_default(), xml);
        }
        xml.push_str("</w:tr>\n");
    }
    match columns.iter().filter_map(|column| column.height).max() {
        None => xml.push_str(ROW),
        Some(height) => xml.push_str(&format!(
            "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>\
             <w:tblHeader/></w:trPr>",
            (height + GAP) as u32 * size.character()
        )),
    }
    for (column, width) in columns.iter().zip(widths) {
        // On its end the line begins at the foot, and the middle is that of the column.
        let (turned, stands, align) = match column.height {
            Some(_) => ("<w:textDirection w:val=\"btLr\"/>", "center", None),
            None => ("", "bottom", column.align),
        };
        let cell =
            format!("{}{UNDERLINED}{turned}<w:vAlign w:val=\"{stands}\"/>", width_of(*width));
        push_cell(&cell, &of_cell(&style, 0, align), &column.head, xml);
    }
    xml.push_str("</w:tr>\n");
}

fn push_cell(cell: &str, looks: &str, runs: &str, xml: &mut String) {
    xml.push_str(&format!("<w:tc><w:tcPr>{cell}</w:tcPr><w:p>{looks}{runs}</w:p></w:tc>"));
}

fn width_of(width: u32) -> String {
    format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>")
}

fn of_cell(style: &str, level: usize, align: Option<&str>) -> String {
    let indent = match level {
        0 => String::new(),
        level => format!("<w:ind w:left=\"{}\"/>", STEP * level),
    };
    let align = align.map(|align| format!("<w:jc w:val=\"{align}\"/>")).unwrap_or_default();
    format!("<w:pPr><w:pStyle w:val=\"{style}\"/>{indent}{align}</w:pPr>")
}
