//! A coded word is that word everywhere: behind emoji, line ends of Windows, combining marks, and in
//! text that is written from right to left.

use kwali_testkit::office::{Package, SheetCell, sheets, word_text};
use serde_json::Value;

use crate::support::Folder;

/// Codes `quote` where it stands in a file, and looks for it in the study and in all that is written
/// from it. `characters` is its place, counted by hand.
#[track_caller]
fn check(file: &str, (quote, words): (&str, &str), characters: (usize, usize)) {
    let folder = Folder::with_study();
    folder.write("Els.txt", file);
    folder.ok(&["import", "Els.txt"]);
    folder.write("book.csv", "id,label_nl\nwoord,Woord\n");
    folder.ok(&["codebook", "import", "book.csv"]);
    folder.ok(&["coding", "add", "Els", "woord", "--quote", quote, "--coder", "A"]);
    check_study_and_bundle(&folder, words, characters);
    check_retrieved(&folder, words, characters);
    check_shown(&folder, words, characters);
    check_factsheet(&folder, words);
    // The same place, given as characters, is the same coding.
    let (start, end) = (characters.0.to_string(), characters.1.to_string());
    let again = ["coding", "add", "Els", "woord", "--start", &start, "--end", &end, "--coder", "A"];
    folder.fails_with(2, &again, &["already"]);
}

/// What stands between two characters of a text.
fn between(text: &str, (start, end): (usize, usize)) -> String {
    text.chars().skip(start).take(end - start).collect()
}

#[track_caller]
fn check_study_and_bundle(folder: &Folder, words: &str, characters: (usize, usize)) {
    let study = rusqlite::Connection::open(folder.path("study.kwali")).unwrap();
    let sql = "SELECT start, end, start_char, end_char FROM codings";
    let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<[u32; 4]> {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
    };
    let [start, end, start_char, end_char] =
        study.query_row(sql, [], row).unwrap().map(|n| n as usize);
    assert_eq!((start_char, end_char), characters, "in the study file");
    folder.ok(&["export", "--bundle", "bundle"]);
    let text = String::from_utf8(folder.read("bundle/documents/Els.txt")).unwrap();
    assert_eq!(text.get(start..end), Some(words), "bytes of the study file");
    assert_eq!(between(&text, characters), words, "characters of the bundle");
    let file = folder.read("bundle/codings.csv");
    let mut reader = csv::Reader::from_reader(&file[..]);
    let headers = reader.headers().unwrap().clone();
    let record = reader.records().next().unwrap().unwrap();
    let cell = |name| &record[headers.iter().position(|header| header == name).unwrap()];
    let (start, end) = (characters.0.to_string(), characters.1.to_string());
    assert_eq!([cell("start"), cell("end"), cell("quote")], [&start, &end, words]);
    let copy = Folder::with_study();
    copy.ok(&["import", "--bundle", folder.path("bundle").to_str().unwrap()]);
    check_retrieved(&copy, words, characters);
}

#[track_caller]
fn check_retrieved(folder: &Folder, words: &str, (start, end): (usize, usize)) {
    let line = folder.ok(&["retrieve", "#woord", "--format", "jsonl"]).stdout;
    let coding: Value = serde_json::from_str(&line).unwrap();
    let found = (&coding["text"], &coding["start"], &coding["end"]);
    assert_eq!(found, (&words.into(), &start.into(), &end.into()), "jsonl");
    let table = folder.table(&["retrieve", "#woord"]);
    assert_eq!(table.cell(0, "text"), words, "json");
    for format in ["csv", "tsv"] {
        let list = folder.ok(&["retrieve", "#woord", "--format", format]).stdout;
        let delimiter = if format == "csv" { b',' } else { b'\t' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(list.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        assert!(record.iter().any(|cell| cell == words), "{format}: {list}");
    }
    for (format, before, behind) in [("plain", "│ ", "\n"), ("markdown", "| ", " |")] {
        let list = folder.ok(&["retrieve", "#woord", "--format", format]).stdout;
        assert!(list.contains(&format!("{before}{words}{behind}")), "{format}: {list}");
    }
    let page = folder.ok(&["retrieve", "#woord", "--format", "html"]).stdout;
    let quote = page.split_once("<blockquote>").unwrap().1.split_once("</blockquote>").unwrap().0;
    let beside = quote.split("<span class=\"beside\">");
    let bare = beside.map(|part| part.split_once("</span>").map_or(part, |(_, behind)| behind));
    assert_eq!(text_of(&bare.collect::<String>()), words, "html");
}

#[track_caller]
fn check_shown(folder: &Folder, words: &str, (start, end): (usize, usize)) {
    let page = folder.ok(&["show", "Els"]).stdout;
    assert!(page.contains(words), "{page}");
    assert!(page.contains(&format!("| woord  A  {start}..{end}  [1]\n")), "{page}");
    let page = folder.ok(&["show", "Els", "--format", "html"]).stdout;
    let mark = page.split_once("<mark").unwrap().1.split_once("</mark>").unwrap().0;
    let said = mark.split_once("</a>").unwrap().1.split_once("<span class=\"aside\">").unwrap().0;
    assert_eq!(said, words, "the page of the document");
}

#[track_caller]
fn check_factsheet(folder: &Folder, words: &str) {
    let template = "# Woorden\n\n{{ quotes(\"#woord\", n=1) }}\n\n{{ segments(id=\"s\", codes=\"#woord\") }}\n";
    folder.write("t.md", template);
    folder.ok(&["factsheet", "build", "t.md"]);
    let read = |ending: &str| folder.read(&format!("factsheet/t{ending}"));
    let page = String::from_utf8(read(".html")).unwrap();
    let quote = page.split_once("<blockquote").unwrap().1.split_once("</blockquote>").unwrap().0;
    assert!(text_of(quote).contains(words), "page: {quote}");
    let markdown = String::from_utf8(read(".md")).unwrap();
    assert!(markdown.contains(words), "{markdown}");
    let docx = word_text(&Package::read(&read(".docx")));
    assert!(docx.iter().any(|(_, text)| text.contains(words)), "{docx:?}");
    let book = sheets(&Package::read(&read(".xlsx")));
    let mut cells = book.iter().flat_map(|sheet| sheet.cells.values());
    let has_words =
        |cell: &SheetCell| matches!(cell, SheetCell::Text(text) if text.contains(words));
    assert!(cells.any(has_words), "{book:?}");
}

/// The text of a piece of HTML without its marks.
fn text_of(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let text = pieces.map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once('>').map_or("", |(_, text)| text),
    });
    text.collect::<String>().trim().to_owned()
}

#[test]
fn behind_emoji() {
    // 👍 is one character, 👍🏽 two, 👩‍👩‍👧 five.
    check("Els: 👍 geen tijd.\n", ("tijd", "tijd"), (12, 16));
    check("Els: 👍🏽 geen tijd.\n", ("tijd", "tijd"), (13, 17));
    check("Els: 👩‍👩‍👧 en 👩🏾‍⚕️ geen tijd.\n", ("geen tijd", "geen tijd"), (20, 29));
}

#[test]
fn emoji_themselves() {
    check("Els: ja 👩🏾‍⚕️ nee.\n", ("👩🏾‍⚕️", "👩🏾‍⚕️"), (8, 13));
    check("Els: fijn 👍🏽 hoor.\n", ("fijn 👍🏽 hoor", "fijn 👍🏽 hoor"), (5, 17));
}

#[test]
fn behind_line_ends_of_windows() {
    check("I: Hoe?\r\n\r\nEls: geen tijd.\r\n", ("tijd", "tijd"), (19, 23));
    check("I: Hoe?\rEls: 👍 geen tijd.\r", ("tijd", "tijd"), (20, 24));
}

#[test]
fn behind_a_byte_order_mark() {
    let folder = Folder::new();
    let text = "\u{feff}I: vraag\r\nR: antwoord werkdruk hier\r\n";
    let start = text.split("werkdruk").next().unwrap().chars().count();
    folder.write("b/documents/Els.txt", text);
    folder.write("b/codebook.toml", "[[code]]\nid = \"a\"\nlabel.nl = \"A\"\n");
    let row = format!("document,start,end,code,coder\nEls,{start},{},a,A\n", start + 8);
    folder.write("b/codings.csv", row);
    folder.ok(&["new", "s"]);
    folder.ok(&["import", "--bundle", "b"]);
    let coded = folder.table(&["coding", "list"]);
    assert_eq!(coded.column("text"), ["werkdruk"]);
}

#[test]
fn behind_combining_marks() {
    // Texts are composed as they come in: é is one character then.
    check("Els: e\u{301}e\u{301}n cafe\u{301} dicht.\n", ("dicht", "dicht"), (14, 19));
    check("Els: e\u{301}e\u{301}n dag.\n", ("e\u{301}e\u{301}n", "één"), (5, 8));
    // Of q with a tilde there is no composed form: two characters.
    check("Els: q\u{303} en tijd.\n", ("tijd", "tijd"), (11, 15));
    check("Els: q\u{303} en tijd.\n", ("q\u{303}", "q\u{303}"), (5, 7));
}

#[test]
fn in_text_from_right_to_left() {
    check("Dana: אין לי זמן לכתוב.\n", ("זמן", "זמן"), (13, 16));
    check("Amal: ليس لدي وقت كافٍ للعمل.\n", ("وقت كافٍ", "وقت كافٍ"), (14, 22));
    check("Amal: hij zei ליום אחד en ging.\n", ("ging", "ging"), (26, 30));
}

#[test]
fn all_of_it_together() {
    let file = "I: Hoe 👍🏽?\r\nEls: e\u{301}e\u{301}n 👩‍👩‍👧 שלום 漢字 geen tijd.\r\n";
    check(file, ("geen tijd", "geen tijd"), (34, 43));
    check(file, ("漢字", "漢字"), (31, 33));
}
