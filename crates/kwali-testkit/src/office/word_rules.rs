//! What Word asks of its files beyond XML: it refuses those that break these rules.

use std::collections::{BTreeMap, BTreeSet};

use super::Element;

/// The order in which elements stand in others, as the schema (ECMA-376, part 1) has it.
const ORDERS: [(&str, &[&str]); 8] = [
    (
        "w:pPr",
        &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
            "suppressAutoHyphens",
            "spacing",
            "ind",
            "contextualSpacing",
            "jc",
            "textAlignment",
            "outlineLvl",
            "rPr",
            "sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "noProof",
            "color",
            "spacing",
            "sz",
            "szCs",
            "highlight",
            "u",
            "shd",
            "vertAlign",
            "lang",
        ],
    ),
    (
        "w:tblPr",
        &[
            "tblStyle",
            "tblStyleRowBandSize",
            "tblStyleColBandSize",
            "tblW",
            "jc",
            "tblInd",
            "tblBorders",
            "shd",
            "tblLayout",
            "tblCellMar",
            "tblLook",
            "tblCaption",
            "tblDescription",
        ],
    ),
    (
        "w:tcPr",
        &[
            "tcW",
            "gridSpan",
            "vMerge",
            "tcBorders",
            "shd",
            "noWrap",
            "tcMar",
            "textDirection",
            "vAlign",
        ],
    ),
    ("w:tbl", &["tblPr", "tblGrid", "tr"]),
    (
        "w:sectPr",
        &["headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols"],
    ),
    (
        "w:style",
        &[
            "name",
            "aliases",
            "basedOn",
            "next",
            "link",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "pPr",
            "rPr",
            "tblPr",
            "trPr",
            "tcPr",
            "tblStylePr",
        ],
    ),
    ("w:lvl", &["start", "numFmt", "pStyle", "suff", "lvlText", "lvlJc", "pPr", "rPr"]),
];

/// Elements of which several may stand after each other.
const REPEATED: [&str; 4] = ["tr", "tblStylePr", "footerReference", "headerReference"];

/// Returns what is wrong with the parts of a Word file; nothing is wrong with other files.
pub(super) fn faults(trees: &BTreeMap<&str, Element>) -> Vec<String> {
    let Some(document) = trees.get("word/document.xml") else { return Vec::new() };
    let mut faults = Vec::new();
    for (name, tree) in trees.iter().filter(|(name, _)| name.starts_with("word/")) {
        for element in tree.within() {
            faults.extend(order_fault(element).map(|fault| format!("{name}: {fault}")));
            faults.extend(table_faults(element).map(|fault| format!("{name}: {fault}")));
            let is_open = element.text.starts_with(' ') || element.text.ends_with(' ');
            if element.name == "w:t" && is_open && element.attribute("xml:space").is_none() {
                faults.push(format!("{name}: spaces of a text would be lost"));
            }
        }
        faults.extend(undefined(tree, trees).map(|fault| format!("{name}: {fault}")));
    }
    faults.extend(body_faults(document));
    faults
}

/// Returns what stands where it may not.
fn order_fault(element: &Element) -> Option<String> {
    let (_, order) = ORDERS.iter().find(|(name, _)| *name == element.name)?;
    let place = |child: &Element| {
        let name = child.name.trim_start_matches("w:");
        order.iter().position(|known| *known == name).ok_or(child.name.clone())
    };
    let mut last = None;
    for child in &element.children {
        match place(child) {
            Err(name) => return Some(format!("{name} is not known in {}", element.name)),
            Ok(at) => {
                let is_repeated = REPEATED.contains(&order[at]);
                if last.is_some_and(|last| last > at || (last == at && !is_repeated)) {
                    return Some(format!("{} stands too late in {}", child.name, element.name));
                }
                last = Some(at);
            }
        }
    }
    None
}

/// Returns what is wrong with a table: rows that do not fill its grid, cells without a paragraph
/// at their end.
fn table_faults(element: &Element) -> impl Iterator<Item = String> {
    let mut faults = Vec::new();
    if element.name == "w:tbl" {
        let n_columns = element.child("w:tblGrid").map_or(0, |grid| grid.children.len());
        for (number, row) in element.all("w:tr").enumerate() {
            let span = |cell: &Element| {
                let span = cell.child("w:tcPr").and_then(|looks| looks.child("w:gridSpan"));
                span.and_then(|span| span.attribute("w:val")).map_or(1, |n| n.parse().unwrap_or(0))
            };
            let filled: usize = row.all("w:tc").map(span).sum();
            if filled != n_columns {
                faults.push(format!("row {number} fills {filled} of {n_columns} columns"));
            }
        }
        if element.child("w:tr").is_none() {
            faults.push("a table has no rows".to_owned());
        }
    }
    if element.name == "w:tc" && element.children.last().is_none_or(|last| last.name != "w:p") {
        faults.push("a cell does not end in a paragraph".to_owned());
    }
    faults.into_iter()
}

/// Returns the styles, lists and notes that are used in a part and defined nowhere.
fn undefined(tree: &Element, trees: &BTreeMap<&str, Element>) -> impl Iterator<Item = String> {
    let ids = |part: &str, element: &str, attribute: &str| -> BTreeSet<String> {
        let elements = trees.get(part).map(Element::within).unwrap_or_default();
        let elements = elements.into_iter().filter(|known| known.name == element);
        elements.filter_map(|known| known.attribute(attribute).map(str::to_owned)).collect()
    };
    let styles = ids("word/styles.xml", "w:style", "w:styleId");
    let lists = ids("word/numbering.xml", "w:num", "w:numId");
    let kinds = ids("word/numbering.xml", "w:abstractNum", "w:abstractNumId");
    let notes = ids("word/footnotes.xml", "w:footnote", "w:id");
    let is_style = ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"];
    let mut faults = Vec::new();
    for element in tree.within() {
        let (known, attribute) = match element.name.as_str() {
            name if is_style.contains(&name) => (&styles, "w:val"),
            "w:numId" => (&lists, "w:val"),
            "w:abstractNumId" => (&kinds, "w:val"),
            "w:footnoteReference" => (&notes, "w:id"),
            _ => continue,
        };
        let used = element.attribute(attribute).unwrap_or_default();
        if !known.contains(used) {
            faults.push(format!("{} `{used}` is not defined", element.name));
        }
    }
    faults.into_iter()
}

/// Returns what is wrong with the document as a whole.
fn body_faults(document: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    let all = document.within();
    let values = |name: &str, attribute: &str| -> Vec<&str> {
        let named = all.iter().filter(|element| element.name == name);
        named.filter_map(|element| element.attribute(attribute)).collect()
    };
    for (name, attribute) in
        [("w:bookmarkStart", "w:id"), ("w:bookmarkStart", "w:name"), ("wp:docPr", "id")]
    {
        let values = values(name, attribute);
        if values.iter().collect::<BTreeSet<_>>().len() != values.len() {
            faults.push(format!("{name} has the same {attribute} twice"));
        }
    }
    if values("w:bookmarkStart", "w:id") != values("w:bookmarkEnd", "w:id") {
        faults.push("bookmarks do not end where they should".to_owned());
    }
    let bookmarks = values("w:bookmarkStart", "w:name");
    for anchor in values("w:hyperlink", "w:anchor") {
        if !bookmarks.contains(&anchor) {
            faults.push(format!("a link leads to `{anchor}`, which is nowhere"));
        }
    }
    let body = document.child("w:body");
    let last = body.and_then(|body| body.children.last());
    if last.is_none_or(|last| last.name != "w:sectPr") {
        faults.push("the document does not end with its page".to_owned());
    }
    faults
}
