//! The factsheets of the sample studies as Word files and spreadsheets: they hold what the page
//! holds, and nothing is wrong with them.

use kwali_testkit::office::{
    Package, Sheet, SheetCell, WebTable, WordTable, sheets, web_tables, word_tables,
};

use crate::support::Folder;

const FACTSHEET: &str = "kwali-demo/factsheet/factsheet";

/// The factsheet of a sample study.
struct Built {
    page: Vec<WebTable>,
    word: Vec<WordTable>,
    sheets: Vec<Sheet>,
    csv: Vec<(String, Vec<Vec<String>>)>,
    manifest: serde_json::Value,
}

impl Built {
    fn of(sample: &str) -> Built {
        let folder = Folder::new();
        folder.ok(&["demo", "--sample", sample]);
        let read = |ending: &str| folder.read(&format!("{FACTSHEET}{ending}"));
        let package = |ending: &str| {
            let package = Package::read(&read(ending));
            assert_eq!(package.faults(), Vec::<String>::new(), "{sample}{ending}");
            package
        };
        let manifest: serde_json::Value = serde_json::from_slice(&read(".manifest.json")).unwrap();
        let with_table = manifest["exhibits"].as_array().unwrap().iter();
        let with_table = with_table.filter(|exhibit| !exhibit["columns"].is_null());
        let ids = with_table.map(|exhibit| exhibit["id"].as_str().unwrap().to_owned());
        let csv = ids.map(|id| {
            let bytes = read(&format!("-tables/{id}.csv"));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
            (id, rows.collect())
        });
        Built {
            page: web_tables(&unfolded(&String::from_utf8(read(".html")).unwrap())),
            word: word_tables(&package(".docx")),
            sheets: sheets(&package(".xlsx")),
            csv: csv.collect(),
            manifest: manifest.clone(),
        }
    }
}

/// The page without the tables that are folded beneath charts that stand alone.
fn unfolded(page: &str) -> String {
    let parts = page.split("<details>").enumerate();
    let behind = |(number, part): (usize, &str)| match number {
        0 => part.to_owned(),
        _ => part.split_once("</details>").unwrap().1.to_owned(),
    };
    parts.map(behind).collect()
}

/// How a cell of a Dutch workbook reads.
fn shown(cell: Option<&SheetCell>) -> String {
    let decimals = |format: &str| match format.split_once('.') {
        Some((_, rest)) => rest.bytes().take_while(|b| *b == b'0').count(),
        None => 0,
    };
    match cell {
        None => String::new(),
        Some(SheetCell::Text(text)) => text.clone(),
        Some(SheetCell::Number(_, format)) if format.starts_with('"') => format.replace('"', ""),
        Some(SheetCell::Number(number, format)) => {
            let is_percent = format.ends_with('%');
            let number = if is_percent { number * 100.0 } else { *number };
            // What spreadsheets have no need to name: 1 is whole numbers, 2 has two decimals.
            let decimals = match format.as_str() {
                "1" => 0,
                "2" => 2,
                format => decimals(format),
            };
            let text = format!("{number:.decimals$}").replace('.', ",");
            if is_percent { text + "%" } else { text }
        }
    }
}

/// The texts of as many rows of a sheet as are asked for, behind its headings.
fn rows_of(sheet: &Sheet, head: &[String], n: usize) -> Vec<Vec<String>> {
    let row = |row: usize| -> Vec<String> {
        (0..head.len()).map(|column| shown(sheet.cells.get(&(row, column)))).collect()
    };
    let at = (0..20).find(|&at| row(at) == head).unwrap_or(0);
    (at + 1..=at + n).map(row).collect()
}

fn check(sample: &str) {
    let built = Built::of(sample);
    assert!(built.page.len() > 10, "{sample} has {} tables", built.page.len());
    for table in &built.page {
        let rows = [&table.rows[..], &table.bases[..]].concat();
        let title = &table.caption[0];
        let alike = built.sheets.iter().filter(|sheet| {
            shown(sheet.cells.get(&(0, 0))) == *title
                && rows_of(sheet, &table.head, rows.len()) == rows
        });
        assert!(alike.count() >= 1, "{sample}: no sheet has the numbers of `{title}`");
        let same = WordTable { title: title.clone(), heads: Vec::new(), rows: rows.clone() };
        let alike = built.word.iter().filter(|found| {
            found.title == same.title
                && found.rows == same.rows
                && found.heads.last() == Some(&table.head)
        });
        assert!(alike.count() >= 1, "{sample}: no table in Word has the numbers of `{title}`");
    }
    assert_eq!(built.sheets.len(), built.csv.len() + 1);
    for (id, rows) in &built.csv {
        let exhibits = built.manifest["exhibits"].as_array().unwrap();
        let exhibit = exhibits.iter().find(|exhibit| exhibit["id"] == id.as_str()).unwrap();
        let columns: Vec<&str> =
            exhibit["columns"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        assert_eq!(rows[0], columns, "{id}");
        for (found, expected) in rows[1..].iter().zip(exhibit["rows"].as_array().unwrap()) {
            let numbers = found.iter().zip(expected.as_array().unwrap());
            for (found, expected) in numbers.filter(|(_, expected)| expected.is_number()) {
                let (found, expected): (f64, f64) =
                    (found.parse().unwrap(), expected.as_f64().unwrap());
                // Reading JSON can cost the last digit.
                assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{id}: {found}");
            }
        }
    }
}

#[test]
fn the_first_sample_reads_alike_in_word_and_in_spreadsheets() {
    check("empowerment");
}

#[test]
fn the_second_sample_reads_alike_in_word_and_in_spreadsheets() {
    check("ervaringswerk");
}
