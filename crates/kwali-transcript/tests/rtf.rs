//! What becomes of the words of a rich text.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{Error, Format, ReadOptions, ReadTranscript, read};

mod support;

fn read_rtf(body: &[u8]) -> ReadTranscript {
    let file = [b"{\\rtf1\\ansi\\ansicpg1252\\deff0".as_slice(), body, b"}"].concat();
    read("gesprek.rtf", &file, &ReadOptions::default()).unwrap()
}

#[track_caller]
fn check(body: &str, text: &str, notes: &[&str]) {
    let read = read_rtf(body.as_bytes());
    assert_eq!(read.transcript.text.as_str(), text);
    assert_eq!(support::notes(&read), notes);
}

#[track_caller]
fn check_turns(body: &str, expected: &[&str]) {
    assert_eq!(support::turns(&read_rtf(body.as_bytes())), expected);
}

#[test]
fn paragraphs_are_lines() {
    check(
        "{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 Een\\par\r\n\\par Twee\r\n drie\\par",
        "Een\n\nTwee drie",
        &[],
    );
    check("Een\\line twee\\tab drie\\\nvier", "Een\ntwee\tdrie\nvier", &[]);
    let said = ["1 odd space was made plain (spaces)"];
    check("a\\{b\\}c\\\\d\\~e\\_f\\-g", "a{b}c\\d e-fg", &said);
    check("\\ldblquote Ja\\rdblquote\\emdash nee\\rquote s \\bullet", "“Ja”—nee’s •", &[]);
    check("{\\listtext 1.\\tab}Een\\par{\\pntext\\'b7\\tab}Twee", "Een\nTwee", &[]);
    check("{\\*\\onbekend nee{nog}}{\\info{\\title nee}}{\\pict 89504e47}Een", "Een", &[]);
    check("Een {\\b twee} drie{}", "Een twee drie", &[]);
    check(
        "{\\field{\\*\\fldinst{HYPERLINK \"http://x\"}}{\\fldrslt{\\ul een}}} twee",
        "een twee",
        &[],
    );
    check("{\\upr{nee}{\\*\\ud{zo\\u233?}}}", "zoé", &[]);
    check("Een\\bin4 }}{{ twee", "Een twee", &[]);
}

#[test]
fn characters_come_in_every_encoding() {
    check("caf\\'e9 \\'80", "café €", &[]);
    check("\\u233?\\u8364 \\'80x\\uc0\\u233 y\\uc2\\u233 ??z", "é€xéyéz", &[]);
    check("\\u233\\par Nee", "é\nNee", &[]);
    check("Ja {\\uc0\\u-10179 \\u-8704 } \\u55357?\\u56397?", "Ja 😀 👍", &[]);
    check("\\u-10179?x", "x", &[]);
    check(
        "{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial;}{\\f2\\fcharset238 Arial;}}\\f1\\'c4\\'e0\\f2 \\'9a\\plain\\'e9",
        "Даšé",
        &[],
    );
    check(
        "{\\fonttbl\\f0\\fcharset0 A;\\f1\\fcharset128 B;}{\\f1\\'93\\'fa\\'96\\'7b}",
        "日本",
        &[],
    );
    check(
        "{\\fonttbl{\\f0 A;}{\\f3\\fcharset2 Wingdings;}}a{\\f3\\'4a}{\\f3 \\u-4022?}b{\\f3 ~}",
        "a☺☺b",
        &["1 character of a symbol font was left out"],
    );
    let raw = read_rtf(b"clie\xebnt");
    assert_eq!(raw.transcript.text.as_str(), "clieënt");
    let mac = read("g.rtf", b"{\\rtf1\\mac caf\\'8e}", &ReadOptions::default()).unwrap();
    assert_eq!(mac.transcript.text.as_str(), "café");
}

#[test]
fn what_people_do_not_see_is_left_out() {
    check(
        "Een {\\v nee}twee{\\deleted weg}",
        "Een twee",
        &["1 tracked deletion was left out", "1 hidden passage was left out"],
    );
    check(
        "Een {\\v nee\\v0 ja} {\\deleted weg\\par }twee",
        "Een ja twee",
        &["1 tracked deletion was left out", "1 hidden passage was left out"],
    );
    check(
        "{\\header Vertrouwelijk\\par}{\\footer{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par}Een",
        "Een",
        &["1 header or footer was left out"],
    );
}

#[test]
fn footnotes_and_boxes_stand_behind() {
    check(
        "Een{\\super\\chftn{\\footnote\\pard {\\super\\chftn} bron}}\\par twee{\\footnote\\ftnalt slot\\par nog}\\par",
        "Een[1]\ntwee[2]\n\n[1] bron\n[2] slot\nnog",
        &["2 footnotes were put behind the text"],
    );
    check(
        "Een {\\shp{\\*\\shpinst{\\sp{\\sn naam}{\\sv 1}}{\\shptxt kader\\par}}{\\shprslt nee}}twee\\par",
        "Een twee\nkader",
        &[],
    );
}

#[test]
fn comments_are_kept_with_their_paragraph() {
    let read = read_rtf(b"Een\\par Twee {\\*\\atrfstart 1}drie{\\*\\atrfend 1}{\\*\\atnid EB}{\\*\\atnauthor Els Bos}\\chatn{\\*\\annotation{\\*\\atnref 1}{\\*\\atndate 130353758}\\pard Nagaan.\\par Ook hier.}\\par");
    assert_eq!(read.transcript.text.as_str(), "Een\nTwee drie");
    assert_eq!(support::asides(&read), ["Els Bos, 2024-05-01T09:30:00Z, 2: Nagaan./Ook hier."]);
}

#[test]
fn rows_of_tables_are_lines() {
    let row = "\\trowd\\cellx100\\cellx200\\pard\\intbl Els\\cell Ja.\\par Nee.\\cell\\row ";
    check(&format!("{row}{row}\\pard Slot"), "Els\tJa.\nNee.\nEls\tJa.\nNee.\nSlot", &[]);
    check("\\trowd Els\\cell Ja.\\cell\\row\\pard Slot", "Els\tJa.\nSlot", &[]);
    check(
        "\\trowd\\pard\\intbl a\\cell\\pard\\intbl\\itap2 c\\nestcell d\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl\\itap1 b\\cell\\row\\pard e",
        "a\tc\td\nb\ne",
        &[],
    );
    check("\\cell\\row\\nestcell a\\nestrow\\row b", "a\nb", &[]);
}

const TURNS: [(&str, &str); 4] =
    [("I", "Een?"), ("Els", "Twee."), ("I", "Drie?"), ("Els", "Vier.")];
const EXPECTED: [&str; 4] = ["I | Een?", "Els | Twee.", "I | Drie?", "Els | Vier."];

#[test]
fn speakers_in_bold_in_tables_and_in_headings() {
    let body = |turn: &dyn Fn(&str, &str) -> String| -> String {
        TURNS.iter().map(|(name, words)| turn(name, words)).collect()
    };
    check_turns(&body(&|name, words| format!("{{\\b {name}}} {words}\\par ")), &EXPECTED);
    check_turns(&body(&|name, words| format!("\\b {name}: \\b0 {words}\\par\n")), &EXPECTED);
    check_turns(&body(&|name, words| format!("\\b {name}\\plain\\par\n{words}\\par\n")), &EXPECTED);
    let styles = "{\\stylesheet{Normal;}{\\s2\\b heading 2;}{\\*\\cs3 Title of a style;}}";
    let headed = body(&|name, words| format!("\\pard\\s2 {name}\\par\\pard {words}\\par "));
    check_turns(&format!("{styles}{headed}"), &EXPECTED);
    check_turns(
        &body(&|name, words| format!("\\trowd\\pard\\intbl {name}\\cell {words}\\cell\\row ")),
        &EXPECTED,
    );
}

#[test]
fn the_dialects_of_four_programs() {
    let f4 = "{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 I: Lust u thee? #00:00:03-5#\\par\r\nB: Altijd, in het caf\\u233?. #00:00:05-0#\\par\r\n";
    check_turns(f4, &["I 0-3.5 | Lust u thee?", "B 3.5-5 | Altijd, in het café."]);
    let text_edit = "\\cocoartf2639\n\\cocoatextscaling0{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica-Bold;\\f1\\fswiss\\fcharset0 Helvetica;}\n{\\colortbl;\\red255\\green255\\blue255;}\n{\\*\\expandedcolortbl;;}\n\\pard\\tx720\\pardirnatural\n\n\\f0\\b\\fs24 \\cf0 Els:\n\\f1\\b0  \\'c9\\'e9n.\\\n\\\n\\f0\\b Bo:\\f1\\b0  Twee.\\\n\\f0\\b Els:\\f1\\b0  Drie \\uc0\\u55357 \\u56397 .\\\n\\f0\\b Bo:\\f1\\b0  Vier.";
    check_turns(text_edit, &["Els | Één.", "Bo | Twee.", "Els | Drie 👍.", "Bo | Vier."]);
    let word = "\\adeflang1025{\\fonttbl{\\f31506\\fbidi \\fswiss\\fcharset0\\fprq2{\\*\\panose 020f}Calibri;}}{\\stylesheet{\\ql \\snext0 Normal;}}{\\*\\rsidtbl \\rsid1}{\\*\\generator Microsoft Word 11;}\\pard\\plain \\ltrpar\\ql {\\rtlch\\fcs1 \\af31507 \\ltrch\\fcs0 \\b\\insrsid1 I:}{\\ltrch\\insrsid1  Een?\\par }\\pard\\plain {\\b R:}{ Twee\\rquote s.\\par }\\pard\\plain{\\b I:}{ Drie?\\par }{\\b R:}{ Vier.\\par }{\\*\\themedata 504b}{\\*\\datastore 01}";
    check_turns(word, &["I | Een?", "R | Twee’s.", "I | Drie?", "R | Vier."]);
    let libre_office = "\\deftab720{\\fonttbl{\\f0\\froman\\fprq2\\fcharset0 Liberation Serif;}}{\\stylesheet{\\s0\\snext0\\rtlch Standaard;}}{\\*\\generator LibreOffice/7.4}{\\info{\\creatim\\yr2024}}\\formshade{\\*\\pgdscno0}\\pard\\plain \\s0\\rtlch \\ltrch{\\b\\ltrch\\loch\nI: }{\\b0\\ltrch\\loch\nEen?}\n\\par \\pard\\plain {R: Tw}{\\u233\\'e9}{\\loch .}\n\\par I: Drie?\\par R: Vier.\\par }";
    check_turns(libre_office, &["I | Een?", "R | Twé.", "I | Drie?", "R | Vier."]);
}

#[test]
fn damage_is_told() {
    let error = |bytes: &[u8]| read("gesprek.rtf", bytes, &ReadOptions::default()).unwrap_err();
    assert_eq!(
        error(b"Een gewone tekst").to_string(),
        "it is not a rich text file (.rtf): it does not begin with {\\rtf"
    );
    assert!(matches!(error(b"{\\rtf1 }"), Error::NoWords));
    let deep = [b"{\\rtf1 ".to_vec(), b"{".repeat(100_000), b"een".to_vec()].concat();
    assert!(matches!(error(&deep), Error::NestedTooDeep { .. }));
    let cut = read("gesprek.rtf", b"{\\rtf1 Een {\\b twee", &ReadOptions::default()).unwrap();
    assert_eq!(cut.transcript.text.as_str(), "Een twee");
    assert_eq!(
        support::notes(&cut),
        ["the file breaks off in the middle; it was read as far as it goes"]
    );
    let more = read("gesprek.rtf", b"{\\rtf1 Een}}} twee", &ReadOptions::default()).unwrap();
    assert_eq!(more.transcript.text.as_str(), "Een");
}

#[test]
fn a_rich_text_under_another_name_is_recognised() {
    for name in ["oud.doc", "zonder"] {
        let read = read(name, b"{\\rtf1 Een}", &ReadOptions::default()).unwrap();
        assert_eq!((read.format, read.transcript.text.as_str()), (Format::Rtf, "Een"));
    }
}
