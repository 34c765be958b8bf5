//! Surveys in spreadsheets: Excel and OpenDocument files made here.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write;

use kwali_transcript::{Error, ReadFile, ReadOptions, TableOptions, read_documents};
use zip::write::SimpleFileOptions;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An Excel file with the sheets `Leeg`, without cells, `Antwoorden` and, with one cell, `Uitleg`.
fn xlsx(strings: &str, cells: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
    };
    let relations = [
        relation("r1", "worksheet", "worksheets/sheet1.xml"),
        relation("r2", "worksheet", "/xl/worksheets/sheet2.xml"),
        relation("r3", "worksheet", "worksheets/sheet3.xml"),
        relation("r4", "styles", "styles.xml"),
        relation("r5", "sharedStrings", "sharedStrings.xml"),
    ]
    .concat();
    let sheet = |cells: &str| format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let answers = match cells.split_once("<mergeCells>") {
        Some((cells, merged)) => {
            sheet(cells).replace("</worksheet>", &format!("<mergeCells>{merged}</worksheet>"))
        }
        None => sheet(cells),
    };
    archive(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='y'><sheets><sheet name='Leeg' r:id='r1'/>\
             <sheet name='Antwoorden' r:id='r2'/><sheet name='Uitleg &amp; zo' r:id='r3'/></sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>")),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='d\\-m\\-yyyy'/></numFmts>\
             <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>\
             <cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>",
        ),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", &sheet("<row r='1'><c r='A1' s='1'/></row>")),
        ("xl/worksheets/sheet2.xml", &answers),
        (
            "xl/worksheets/sheet3.xml",
            &sheet("<row><c t='inlineStr'><is><t>Uitleg</t></is></c></row>"),
        ),
    ])
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

fn read(file_name: &str, bytes: &[u8], table: TableOptions) -> Result<ReadFile, Error> {
    read_documents(file_name, bytes, &ReadOptions { table, ..ReadOptions::default() })
}

/// Every respondent as `name | last line of the text | values`.
fn shown(file: &ReadFile) -> Vec<String> {
    let respondent = |document: &kwali_transcript::ReadDocument| {
        let name = document.name.as_deref().unwrap_or_default();
        let text = document.read.transcript.text.as_str();
        let values =
            document.people[0].values.iter().map(|(name, value)| format!("{name}={value}"));
        let last = text.lines().last().unwrap_or_default();
        format!("{name} | {last} | {}", values.collect::<Vec<_>>().join(" "))
    };
    file.documents.iter().map(respondent).collect()
}

fn named(answers: &str, respondent: &str) -> TableOptions {
    TableOptions {
        answers: vec![answers.to_owned()],
        respondent: Some(respondent.to_owned()),
        ..TableOptions::default()
    }
}

const STRINGS: &str = "<si><t>naam</t></si><si><t>v</t></si><si><r><t>E</t></r><r><t>ls</t></r>\
    <rPh><t>x</t></rPh></si><si><t>datum</t></si><si><t>rol</t></si><si><t>n</t></si>";

#[test]
fn cells_of_an_excel_file_are_what_a_person_sees() {
    let cells = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>3</v></c>\
         <c r='C1' t='s'><v>4</v></c><c r='D1' t='s'><v>5</v></c><c r='E1' t='s'><v>1</v></c></row>\
        <row r='3'><c r='A3' t='s'><v>2</v></c><c r='B3' s='1'><v>43501</v></c>\
         <c r='C3' t='str'><f>A1</f><v>buur</v></c><c r='D3'><v>0.30000000000000004</v></c>\
         <c r='E3' t='inlineStr'><is><t>=1+1 &amp; meer</t></is></c></row>\
        <row r='4'><c r='A4' t='inlineStr'><is><t>Bas</t></is></c><c r='B4' t='d'><v>2019-02-06T00:00:00</v></c>\
         <c r='C4' t='e'><v>#N/A</v></c><c r='D4'><f>D3</f></c><c r='E4' t='b'><v>1</v></c></row>";
    let file = read("wijk.xlsx", &xlsx(STRINGS, cells), named("v", "naam")).unwrap();
    assert_eq!(
        shown(&file),
        [
            "Els | =1+1 & meer | datum=2019-02-05 rol=buur n=0.30000000000000004",
            "Bas | TRUE | datum=2019-02-06",
        ]
    );
    let notes: Vec<String> = file.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "1 formula without a saved value was left out",
            "1 cell that shows an error was left out",
            "sheet `Antwoorden` was read, and not `Uitleg & zo` (--sheet)",
        ]
    );
    assert_eq!(
        (file.documents[0].read.format.name(), &file.documents[0].read.encoding),
        ("xlsx", &None)
    );
}

#[test]
fn merged_cells_have_their_value_everywhere() {
    let cells = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>4</v></c><c r='C1' t='s'><v>1</v></c></row>\
        <row r='2'><c r='A2' t='s'><v>2</v></c><c r='B2' t='s'><v>4</v></c><c r='C2'><v>1</v></c></row>\
        <row r='3'><c r='A3'><v>7</v></c><c r='C3'><v>2</v></c></row><mergeCells>\
        <mergeCell ref='B2:B3'/><mergeCell ref='F1:XFD1048576'/></mergeCells>";
    let file = read("wijk.xlsx", &xlsx(STRINGS, cells), named("v", "naam")).unwrap();
    assert_eq!(shown(&file), ["Els | 1 | rol=rol", "7 | 2 | rol=rol"]);
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let bytes = xlsx(STRINGS, "<row><c t='s'><v>0</v></c></row>");
    let table = |sheet: &str| TableOptions { sheet: Some(sheet.into()), ..TableOptions::default() };
    let error = read("wijk.xlsx", &bytes, table("antwoord")).unwrap_err();
    assert_eq!(error.to_string(), "there is no sheet `antwoord`");
    assert_eq!(error.hint().unwrap(), "there are `Leeg`, `Antwoorden`, `Uitleg & zo`");
    let error = read("wijk.xlsx", &bytes, table("uitleg & zo")).unwrap_err();
    assert_eq!(error.to_string(), "there is nothing below the header in line 1");
}

#[test]
fn cells_of_an_opendocument_file_are_what_a_person_sees() {
    let tables = "<table:table table:name='Leeg'><table:table-row table:number-rows-repeated='1048576'>\
         <table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>\
        <table:table table:name='A'><table:table-row>\
         <table:table-cell><text:p>naam</text:p></table:table-cell>\
         <table:table-cell><text:p>datum</text:p></table:table-cell>\
         <table:table-cell><text:p>n</text:p></table:table-cell>\
         <table:table-cell><text:p>v</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='2'><table:table-cell office:value-type='string'>\
         <office:annotation><text:p>aside</text:p></office:annotation><text:p>Els</text:p></table:table-cell>\
         <table:table-cell office:value-type='date' office:date-value='2019-02-05T00:00:00'><text:p>5 feb</text:p></table:table-cell>\
         <table:table-cell office:value-type='float' office:value='1.5'><text:p>1,5</text:p></table:table-cell>\
         <table:table-cell><text:p>Het<text:s text:c='2'/>is <text:span>zo</text:span>.</text:p><text:p>Ja.</text:p></table:table-cell>\
         </table:table-row><table:table-row table:number-rows-repeated='1048000'>\
         <table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>";
    let file = read("wijk.ods", &ods(tables), named("v", "naam")).unwrap();
    let expected = "Ja. | datum=2019-02-05 n=1.5";
    assert_eq!(shown(&file), [format!("Els | {expected}"), format!("Els (2) | {expected}")]);
    assert!(file.documents[0].read.transcript.text.as_str().contains("\nHet  is zo.\nJa."));
}

#[test]
fn sheets_that_are_far_too_large_are_refused() {
    let tables = "<table:table table:name='A'><table:table-row table:number-rows-repeated='1048576'>\
        <table:table-cell table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell>\
        </table:table-row></table:table>";
    let error = read("wijk.ods", &ods(tables), TableOptions::default()).unwrap_err();
    assert!(error.to_string().starts_with("there are too many cells"), "{error}");
    // Sixty megabytes of blanks in sixty kilobytes.
    let bomb = xlsx(STRINGS, &" ".repeat(60 << 20));
    assert!(bomb.len() < 100_000);
    let error = read("wijk.xlsx", &bomb, TableOptions::default()).unwrap_err();
    assert!(error.to_string().contains("unpacks to more than"), "{error}");
}

#[test]
fn damaged_spreadsheets_are_refused() {
    let whole = xlsx(STRINGS, "<row><c><v>1</v></c></row>");
    let refused = |name: &str, bytes: &[u8]| {
        let error = read(name, bytes, TableOptions::default()).unwrap_err();
        assert!(error.hint().is_some(), "{error}");
        error.to_string()
    };
    assert!(refused("a.xlsx", &whole[..whole.len() / 2]).contains("damaged"));
    assert!(refused("a.ods", &whole).contains("it is an Excel file"));
    assert!(refused("a.csv", &whole).contains("it is an Excel file"));
    assert!(refused("a.xlsx", b"naam,v\nEls,ja\n").contains("no zip archive"));
    assert!(
        refused("a.xlsx", &archive(&[("xl/workbook", "")])).contains("no part xl/workbook.xml")
    );
    let broken = xlsx(STRINGS, "<row><c><v>1</v></c>");
    assert!(refused("a.xlsx", &broken).contains("the sheet is damaged at byte"));
}
