//! Tables as XLSX and CSV.

use kwali_testkit::office::{Package, Sheet, SheetCell, sheets};

use super::*;

/// The most that a cell of a spreadsheet holds.
const MOST: usize = 32_767;

/// The workbook of a template, from a study.
fn workbook(made: &MarkedStudy, template: &str) -> Vec<Sheet> {
    let bytes = files_of(made, template, Form::Xlsx).remove("wijk.xlsx").unwrap();
    assert_eq!(bytes, files_of(made, template, Form::Xlsx)["wijk.xlsx"], "other bytes");
    let package = Package::read(&bytes);
    assert_eq!(package.faults(), Vec::<String>::new());
    sheets(&package)
}

fn text(words: &str) -> SheetCell {
    SheetCell::Text(words.to_owned())
}

fn number(number: f64, format: &str) -> SheetCell {
    SheetCell::Number(number, format.to_owned())
}

/// The texts of a sheet, one after the other.
fn texts<'a>(sheet: &'a Sheet) -> Vec<&'a str> {
    let text = |cell: &'a SheetCell| match cell {
        SheetCell::Text(text) => Some(text.as_str()),
        SheetCell::Number(..) => None,
    };
    sheet.cells.values().filter_map(text).collect()
}

#[test]
fn every_table_has_a_sheet_with_real_numbers() {
    let template = "# Wijk\n\n{{ frequencies(id=\"f\", codes=\"#barrier\", percent=\"total\") }}\n\n\
                    {{ frequencies(id=\"g\", codes=\"#time\", chart=true, table=false) }}";
    let sheets = workbook(&sample(), template);
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Overzicht", "f", "g"]);
    let contents = texts(&sheets[0]);
    assert_eq!(contents[..6], ["Wijk", "Tabel", "Titel", "Eenheid", "Basis", "Vraag"]);
    assert_eq!(contents[6], "f");
    let barriers = &sheets[1].cells;
    assert_eq!(barriers[&(0, 0)], text("Hoe vaak codes voorkomen"));
    assert_eq!(barriers[&(1, 0)], text("Eenheid: segmenten"));
    let head = (0..9).find(|&row| barriers.get(&(row, 0)) == Some(&text("Code"))).unwrap();
    let row = barriers.range((head + 1, 0)..(head + 2, 0)).map(|(_, cell)| cell);
    let row: Vec<&SheetCell> = row.collect();
    // Of six codings four are barriers, in two interviews, by three people.
    assert_eq!(
        row[..4],
        [&text("barrier"), &number(4.0, "0"), &number(2.0, "0"), &number(3.0, "0")]
    );
    let SheetCell::Number(share, format) = row.last().unwrap() else { panic!("no number") };
    assert!((share - 4.0 / 6.0).abs() < 1e-12 && format == "0.0%");
}

#[test]
fn what_could_be_a_formula_is_text() {
    let template = "{{ query_table(id=\"q\", title=\"=1+1\", heading=\"@a\", rows=[
        {\"label\": \"=HYPERLINK(0)\", \"query\": \"#barrier\"},
        {\"label\": \"+1\\u0001\\u202e\", \"query\": \"#time\"},
        {\"label\": \"-1_x0041_\", \"query\": \"#time\"}], columns=[\"segments\"]) }}";
    let sheets = workbook(&sample(), template);
    let texts = texts(&sheets[1]);
    for expected in ["=1+1", "@a", "=HYPERLINK(0)", "+1\\u{1}\\u{202e}"] {
        assert!(texts.contains(&expected), "{expected} in {texts:?}");
    }
    // Excel takes this for the letter A unless it is written in a roundabout way.
    assert!(texts.contains(&"-1_x005F_x0041_"), "{texts:?}");
    let tables = files_of(&sample(), template, Form::Csv);
    let csv = String::from_utf8(tables["wijk-tables/q.csv"].clone()).unwrap();
    assert!(csv.contains("'=HYPERLINK(0)"), "{csv}");
}

#[test]
fn every_table_is_a_csv_file_also_one_that_is_only_drawn() {
    let template = "{{ frequencies(id=\"f\", codes=\"#barrier\", chart=true, table=false) }} \
                    {{ codes_named(id=\"n\", codes=\"#barrier\") }} {{ count(\"#barrier\") }} \
                    {{ quotes(where=\"#barrier\") }}";
    let tables = files_of(&sample(), template, Form::Csv);
    let names: Vec<&String> = tables.keys().collect();
    assert_eq!(names, ["wijk-tables/f.csv", "wijk-tables/n.csv"]);
    // A sentence has no title; its sheet is called by its id.
    assert_eq!(workbook(&sample(), template)[2].cells[&(0, 0)], text("n"));
    let csv = String::from_utf8(tables["wijk-tables/f.csv"].clone()).unwrap();
    assert!(csv.starts_with("code,"), "{csv}");
    assert!(csv.ends_with('\n') && csv.lines().count() > 2, "{csv}");
}

#[test]
fn no_text_is_cut_in_silence() {
    let long = "lang ".repeat(8_000);
    let template = format!(
        "{{{{ theme_table(id=\"t\", codes=\"#barrier\", columns=[{{\"show\": \"words\", \
         \"heading\": \"W\", \"words\": {{\"barrier.money\": \"{long}\"}}}}, \"segments\"]) }}}}\n\n\
         {{{{ frequencies(id=\"f\", title=\"{long}\", codes=\"#barrier\") }}}}"
    );
    let sheets = workbook(&sample(), &template);
    let pieces: Vec<&str> =
        texts(&sheets[1]).into_iter().filter(|text| text.contains("lang lang")).collect();
    assert_eq!(pieces.concat(), long);
    assert_eq!(pieces[0].len(), MOST);
    let said = |sheet: &Sheet, words: &str| texts(sheet).iter().any(|text| text.contains(words));
    assert!(said(&sheets[1], "(2) W") && said(&sheets[1], "gaan verder in de kolommen (2)"));
    // A title goes on in the next row; in the list of tables it is cut, and that is said.
    assert_eq!(texts(&sheets[2])[..2].concat(), long);
    assert!(texts(&sheets[0]).iter().any(|text| text.ends_with('…') && text.len() > 32_000));
    assert!(said(&sheets[0], "op hun blad staan ze heel"));
}
