//! The PDF: that it has what the page has, and is fit for every reader.

use kwali_transcript::ReadOptions;
use lopdf::{Dictionary, Document, Object};

use super::*;

const TEMPLATE: &str = "\
# Wijk *en* stad

Er waren {{ count(\"#time\") }} tijden, zie [de tabel](#f) en [de site](https://example.org).[^1]

[^1]: Geteld met `kwali`.

### Tabellen

{{ frequencies(id=\"f\", title=\"Codes\", unit=\"segments\", chart=true) }}

{{ crosstab(id=\"k\", title=\"Codes naar rol\", by=\"participant.role\", unit=\"participants\") }}

{{ theme_table(id=\"t\", title=\"Thema’s\", codes=\"#barrier\", columns=[\"participants\", {\"show\": \"ticks\", \"by\": \"document.site\"}, \"quote\"]) }}

| naam | aantal |
|---|--:|
| appel | 31 |

> ### Kort
>
> - [x] gedaan

{{ quotes(where=\"#barrier\", n=2, title=\"Wat zij zeggen\") }}
";

fn pdf(template: &str) -> Vec<u8> {
    with_evidence(&sample(), |evidence| {
        let factsheet = build(template, "wijk.md", evidence, &options()).unwrap();
        let files = factsheet.files(Form::Pdf).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["wijk.pdf"]);
        files["wijk.pdf"].clone()
    })
}

/// The text of a PDF as our own reader finds it, without white space.
fn text(pdf: &[u8]) -> String {
    let read = kwali_transcript::read("a.pdf", pdf, &ReadOptions::default()).unwrap();
    without_space(read.transcript.text.as_str())
}

fn without_space(text: &str) -> String {
    text.chars().filter(|&c| !c.is_whitespace() && c != '\u{ad}').collect()
}

/// The texts of the rows of all tables of a page.
fn rows(html: &str) -> Vec<String> {
    let body = |table: &str| table.split("</table>").next().unwrap().to_owned();
    let rows = html.split("<table>").skip(1).flat_map(|table| {
        let rows: Vec<String> = body(table).split("<tr>").skip(1).map(str::to_owned).collect();
        rows
    });
    rows.map(|row| without_space(&without_tags(&row))).collect()
}

fn without_tags(html: &str) -> String {
    let texts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.collect()
}

/// All dictionaries in the file that have a key.
fn with_key<'a>(document: &'a Document, key: &'a [u8]) -> impl Iterator<Item = &'a Dictionary> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries.filter(move |dictionary| dictionary.has(key))
}

fn words(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

#[test]
fn rows_have_the_numbers_of_the_html() {
    let found = text(&pdf(TEMPLATE));
    let rows = rows(&built(TEMPLATE).html);
    assert!(rows.len() > 15, "{rows:?}");
    // Headings over several columns stand apart, and turned ones are read after the others.
    let in_one_line = rows.iter().filter(|row| row.chars().any(|c| c.is_ascii_digit()));
    let missing: Vec<&String> = in_one_line.filter(|row| !found.contains(*row)).collect();
    assert_eq!(missing, [""; 0], "in {found}");
}

#[test]
fn text_is_read_in_order() {
    let found = text(&pdf(TEMPLATE));
    let parts = [
        "Wijkenstad",
        "Erwaren2tijden,ziedetabelendesite.",
        "Tabellen",
        "Codes",
        "Codesnaarrol",
        "Thema’s",
        "appel31",
        "Kort",
        "\u{2611}gedaan",
        "Watzijzeggen",
    ];
    let mut rest = found.as_str();
    for part in parts {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("no {part} in {rest}"));
        rest = after;
    }
    assert!(found.contains("Geteldmetkwali."));
}

#[test]
fn the_pdf_is_tagged_titled_and_the_same_every_time() {
    let bytes = pdf(TEMPLATE);
    assert!(bytes.starts_with(b"%PDF-1."));
    assert_eq!(bytes, pdf(TEMPLATE));
    let document = Document::load_mem(&bytes).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"nl");
    let marks = document.dereference(catalog.get(b"MarkInfo").unwrap()).unwrap().1;
    assert!(marks.as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines"));
    let titles: Vec<String> =
        with_key(&document, b"Creator").map(|info| words(info.get(b"Title").unwrap())).collect();
    assert_eq!(titles, ["Wijk en stad"]);
    assert_eq!(with_key(&document, b"CreationDate").count(), 0, "a date would change the bytes");
}

#[test]
fn readers_who_do_not_see_are_told_what_there_is() {
    let document = Document::load_mem(&pdf(TEMPLATE)).unwrap();
    let kinds: Vec<&[u8]> =
        with_key(&document, b"S").filter_map(|tag| tag.get(b"S").ok()?.as_name().ok()).collect();
    let n_of = |kind: &[u8]| kinds.iter().filter(|known| **known == kind).count();
    // The heading of level 3 follows one of level 1, so it counts as level 2.
    assert_eq!((n_of(b"H1"), n_of(b"H2"), n_of(b"H3")), (1, 1, 1));
    assert_eq!((n_of(b"Table"), n_of(b"Caption"), n_of(b"BlockQuote")), (4, 3, 2));
    let alt_texts: Vec<String> =
        with_key(&document, b"Alt").map(|tag| words(tag.get(b"Alt").unwrap())).collect();
    assert!(alt_texts.iter().any(|text| text.starts_with("Staafdiagram: Codes.")), "{alt_texts:?}");
}

#[test]
fn a_wide_table_lies_on_its_side() {
    let document = |template: &str| Document::load_mem(&pdf(template)).unwrap();
    let n_lying = |document: &Document| {
        let boxes = with_key(document, b"MediaBox").map(|page| page.get(b"MediaBox").unwrap());
        let sides = boxes.map(|sides| sides.as_array().unwrap());
        sides.filter(|s| s[2].as_float().unwrap() > s[3].as_float().unwrap()).count()
    };
    let table = |n_columns: usize| {
        let row = |text: &str| format!("|{}\n", format!(" {text} |").repeat(n_columns));
        [row("verantwoordelijk"), row("---"), row("1")].concat()
    };
    assert_eq!(n_lying(&document(&table(4))), 0);
    assert_eq!(n_lying(&document(&table(11))), 1);
}
