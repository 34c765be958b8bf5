//! What becomes of the words of a Word file.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{Error, ReadOptions, read};

mod support;
use support::zipped;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:x="urn:x""#;

fn story(element: &str, body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:{element} {NAMESPACES}>{body}</w:{element}>")
}

fn document(body: &str) -> (&'static str, String) {
    ("word/document.xml", story("document", &format!("<w:body>{body}</w:body>")))
}

/// A paragraph of runs.
fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A run.
fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A run in bold.
fn bold(words: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>")
}

fn row(cells: &[&str]) -> String {
    let cells: String =
        cells.iter().map(|words| format!("<w:tc>{}</w:tc>", p(&r(words)))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

#[track_caller]
fn check(body: &str, text: &str, notes: &[&str]) {
    check_parts(&[document(body)], text, notes);
}

#[track_caller]
fn check_parts(parts: &[(&str, String)], text: &str, notes: &[&str]) {
    let read = read("gesprek.docx", &zipped(parts), &ReadOptions::default()).unwrap();
    assert_eq!(read.transcript.text.as_str(), text);
    assert_eq!(support::notes(&read), notes);
}

#[track_caller]
fn check_turns(body: &str, expected: &[&str]) {
    let file = zipped(&[document(body)]);
    let read = read("gesprek.docx", &file, &ReadOptions::default()).unwrap();
    assert_eq!(support::turns(&read), expected);
}

#[test]
fn paragraphs_are_lines() {
    check(
        &(p(&(r("Een ") + &r("twee"))) + &p("") + &p("") + &p(&r("drie"))),
        "Een twee\n\ndrie",
        &[],
    );
    check(
        &p("<w:r><w:t>Een</w:t><w:br/><w:t>twee</w:t><w:tab/><w:t>drie</w:t></w:r>"),
        "Een\ntwee\tdrie",
        &[],
    );
    check(
        &p(&r("caf&#233; &lt;Een &amp; twee&gt; &quot;drie&quot;")),
        "café <Een & twee> \"drie\"",
        &[],
    );
    check(
        &p("<w:r><w:t>zo</w:t><w:noBreakHyphen/><w:t>n</w:t><w:softHyphen/><w:t>ding</w:t></w:r>"),
        "zo-nding",
        &[],
    );
    check(
        &p("<w:hyperlink>".to_owned().as_str()).replace(
            "<w:p><w:hyperlink></w:p>",
            &p(&format!("<w:hyperlink>{}</w:hyperlink>", r("Een"))),
        ),
        "Een",
        &[],
    );
    check(
        &p(&("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>".to_owned() + &r(" is som"))),
        "a+b is som",
        &[],
    );
}

#[test]
fn content_controls_and_other_wrappers_are_read() {
    let control = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"nee\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p(&r("Een"))
    );
    check(&control, "Een", &[]);
    check(
        &p(&format!("<w:smartTag>{}</w:smartTag><x:iets>{}</x:iets>", r("Een"), r(" twee"))),
        "Een twee",
        &[],
    );
}

#[test]
fn text_boxes_stand_behind_their_paragraph_and_once() {
    let text_box = format!("<w:txbxContent>{}</w:txbxContent>", p(&r("kader")));
    let shape = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{text_box}</mc:Choice><mc:Fallback>{text_box}</mc:Fallback></mc:AlternateContent></w:r>"
    );
    check(&p(&(r("Een ") + &shape + &r("twee"))), "Een twee\nkader", &[]);
}

#[test]
fn tracked_changes_are_accepted() {
    let deleted = |words: &str| format!("<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>");
    let inserted = format!("<w:ins>{}</w:ins>", r("drie"));
    check(
        &p(&(r("Een ") + &deleted("twee") + &inserted)),
        "Een drie",
        &["1 tracked deletion was left out"],
    );
    let moved = format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("weg"), r("hier"));
    check(&p(&moved), "hier", &["1 tracked deletion was left out"]);
    let joined = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>".to_owned() + &r("Een ");
    check(&(p(&joined) + &p(&r("twee"))), "Een twee", &[]);
    let row_gone = row(&["a", "b"]).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id=\"2\"/></w:trPr>");
    check(
        &format!("<w:tbl>{}{row_gone}</w:tbl>", row(&["c", "d"])),
        "c\td",
        &["1 tracked deletion was left out"],
    );
}

#[test]
fn what_is_left_out_is_noted() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>nee</w:t></w:r>";
    check(&p(&(r("Een") + hidden)), "Een", &["1 hidden passage was left out"]);
    let shown = "<w:r><w:rPr><w:vanish w:val=\"false\"/></w:rPr><w:t>ja</w:t></w:r>";
    check(&p(&(r("Een ") + shown)), "Een ja", &[]);
    let field = "<w:r><w:fldChar/><w:instrText> PAGE </w:instrText></w:r>";
    check(&p(&(r("Een ") + field + &r("1"))), "Een 1", &[]);
    let smiley = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/><w:sym w:font=\"Wingdings\" w:char=\"F001\"/></w:r>";
    check(&p(&(r("Een ") + smiley)), "Een ☺", &["1 character of a symbol font was left out"]);
}

#[test]
fn other_parts_are_counted_and_footnotes_appended() {
    let sign = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let body = p(&(r("Een") + &sign("footnote", 2) + &r(" twee") + &sign("endnote", 1)));
    let note = |kind: &str, id: u8, words: &str| {
        format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", p(&r(words)))
    };
    let footnotes = note("footnote", 0, "") + &note("footnote", 2, " bron");
    check_parts(
        &[
            document(&body),
            ("word/footnotes.xml", story("footnotes", &footnotes)),
            ("word/endnotes.xml", story("endnotes", &note("endnote", 1, "slot"))),
            ("word/comments.xml", story("comments", &note("comment", 1, "nee"))),
            ("word/header1.xml", story("hdr", &p(&r("Vertrouwelijk")))),
            ("word/footer1.xml", story("ftr", &p(&r("3")))),
        ],
        "Een[1] twee[2]\n\n[1] bron\n[2] slot",
        &["2 footnotes were put behind the text", "1 header or footer was left out"],
    );
}

#[test]
fn comments_are_kept_with_their_paragraph() {
    let hanging = "<w:commentRangeStart w:id=\"4\"/><w:r><w:t>Twee</w:t></w:r><w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r>";
    let comments = format!(
        "<w:comment w:id=\"4\" w:author=\"J. Bos &amp; zn\" w:date=\"2024-05-01T09:30:00Z\">{}{}</w:comment>\
         <w:comment w:id=\"5\">{}</w:comment><w:comment w:id=\"6\">{}</w:comment>\
         <w:comment w:id=\"7\">{}</w:comment>",
        p(&r("Nagaan.")),
        p(&r("Ook bij Els?")),
        p(&r("In de cel.")),
        p(""),
        p(&r("Nergens."))
    );
    let cell = row(&["Els", "Ja"]).replace(
        "<w:r><w:t xml:space=\"preserve\">Ja",
        "<w:r><w:commentReference w:id=\"5\"/></w:r><w:r><w:t>Ja",
    );
    let body = p(&r("Een")) + &p("") + &p(hanging) + &format!("<w:tbl>{cell}</w:tbl>");
    let file = zipped(&[document(&body), ("word/comments.xml", story("comments", &comments))]);
    let read = read("gesprek.docx", &file, &ReadOptions::default()).unwrap();
    assert_eq!(read.transcript.text.as_str(), "Een\n\nTwee\nEls\tJa");
    assert_eq!(
        support::asides(&read),
        [
            "J. Bos & zn, 2024-05-01T09:30:00Z, 2: Nagaan./Ook bij Els?",
            ", , 3: In de cel.",
            ", , : Nergens.",
        ]
    );
}

#[test]
fn styles_make_names_bold_and_paragraphs_headings() {
    let styles = story(
        "styles",
        "<w:style w:type=\"character\" w:styleId=\"Naam\"><w:name w:val=\"Spreker\"/><w:basedOn w:val=\"Vet\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Vet\"><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Weg\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Naamregel\"><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Tussenkop\"><w:name w:val=\"heading 2\"/></w:style>",
    );
    let styled = |style: &str, words: &str| {
        format!("<w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>{words}</w:t></w:r>")
    };
    let lines = |line: &dyn Fn(&str, &str) -> String| {
        line("I", "Een?") + &line("Els", "Twee.") + &line("I", "Drie?") + &line("Els", "Vier.")
    };
    let expected = ["I | Een?", "Els | Twee.", "I | Drie?", "Els | Vier."];
    let check = |body: String| {
        let file = zipped(&[document(&body), ("word/styles.xml", styles.clone())]);
        let read = read("gesprek.docx", &file, &ReadOptions::default()).unwrap();
        assert_eq!(support::turns(&read), expected, "{body}");
    };
    check(lines(&|name, words| {
        p(&(styled("Naam", name) + &r(&format!(" {words}")) + &styled("Weg", "nee")))
    }));
    for style in ["Naamregel", "Tussenkop"] {
        let named = |name: &str| format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", r(name));
        check(lines(&|name, words| p(&named(name)) + &p(&r(words))));
    }
}

#[test]
fn a_transcript_that_word_for_the_web_wrote() {
    let body = p(&bold("Audio file"))
        + &p(&r("gesprek.m4a"))
        + &p(&bold("Transcript"))
        + &p(&r("00:00:00 Speaker 1"))
        + &p(&r("Hoe gaat het?"))
        + &p(&r("00:00:03 Speaker 2"))
        + &p(&r("Goed."))
        + &p(&r("Echt."))
        + &p(&r("00:00:09 Speaker 1"))
        + &p(&r("Mooi."));
    check_turns(
        &body,
        &["Speaker 1 0 | Hoe gaat het?", "Speaker 2 3 | Goed./Echt.", "Speaker 1 9 | Mooi."],
    );
}

#[test]
fn speakers_in_bold_in_tables_and_in_headings() {
    let expected = ["I | Een?", "Els | Twee.", "I | Drie?", "Els | Vier."];
    let turns = [("I", "Een?"), ("Els", "Twee."), ("I", "Drie?"), ("Els", "Vier.")];
    let body = |turn: &dyn Fn(&str, &str) -> String| -> String {
        turns.iter().map(|(name, words)| turn(name, words)).collect()
    };
    check_turns(&body(&|name, words| p(&r(&format!("{name}: {words}")))), &expected);
    check_turns(&body(&|name, words| p(&(bold(name) + &r(&format!(" {words}"))))), &expected);
    check_turns(
        &body(&|name, words| p(&(bold(&format!("{name}:")) + &r(&format!(" {words}"))))),
        &expected,
    );
    check_turns(&body(&|name, words| p(&bold(name)) + &p(&r(words))), &expected);
    let table = format!("<w:tbl>{}</w:tbl>", body(&|name, words| row(&[name, words])));
    check_turns(&table, &expected);
    check_turns(
        &(p(&bold("Els Bos  0:03")) + &p(&r("Een.")) + &p(&bold("Piet  0:07")) + &p(&r("Twee."))),
        &["Els Bos 3 | Een.", "Piet 7 | Twee."],
    );
}

#[test]
fn nested_tables_and_long_cells() {
    let inner = format!("<w:tbl>{}</w:tbl>", row(&["c", "d"]));
    let outer = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{inner}{}</w:tc></w:tr></w:tbl>",
        p(&r("a")),
        p(&r("b"))
    );
    check(&outer, "a\tc\td\nb", &[]);
}

#[test]
fn the_document_may_have_another_name() {
    let relations = "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let (_, content) = document(&p(&r("Een")));
    let parts = [("_rels/.rels", relations.to_owned()), ("word/document2.xml", content)];
    check_parts(&parts, "Een", &[]);
}

#[track_caller]
fn check_refused(bytes: &[u8], expected: &str) {
    let error = read("gesprek.docx", bytes, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(error.hint().is_some());
}

#[test]
fn what_is_no_word_file_is_refused() {
    check_refused(b"Een gewone tekst", "it is not a Word file (.docx): it is no zip archive");
    check_refused(
        &zipped(&[("foto.txt", "nee".into())]),
        "it is not a Word file (.docx): it has no part word/document.xml",
    );
    check_refused(
        &zipped(&[("xl/workbook.xml", "nee".into())]),
        "it is an Excel file (.xlsx), not a Word file (.docx)",
    );
    check_refused(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "it is an Office file of before 2007 (.doc, .xls) or one under a password, not a Word file (.docx)",
    );
    check_refused(&zipped(&[document("")]), "there are no words in the file");
}

#[test]
fn damage_is_told_with_its_place() {
    let (name, content) = document(&p(&r("Een")));
    let broken = zipped(&[(name, content[..content.len() - 20].to_owned())]);
    let place = content.rfind("</w:body>").unwrap();
    let part = "the document (word/document.xml)";
    check_refused(&broken, &format!("{part} is damaged at byte {place}"));
    let crossed = zipped(&[(name, content.replace("</w:r>", "</w:x>"))]);
    let error = read("gesprek.docx", &crossed, &ReadOptions::default()).unwrap_err();
    assert!(matches!(error, Error::DamagedXml { .. }), "{error}");
    let whole = zipped(&[(name, content)]);
    check_refused(&whole[..whole.len() / 2], "the archive is damaged");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = zipped(&[document(&" ".repeat(70 * 1024 * 1024))]);
    assert!(bomb.len() < 1024 * 1024);
    let error = read("gesprek.docx", &bomb, &ReadOptions::default()).unwrap_err();
    assert!(matches!(error, Error::Inflated { .. }), "{error}");
}

#[test]
fn a_transcription_by_word_has_a_time_and_a_name_above_the_words() {
    let line = |words: &str| p(&r(words));
    check_turns(
        &(line("Audiobestand")
            + &line("thee.mp3")
            + &line("Transcript")
            + &line("00:00:01 Spreker 1")
            + &line("Drink je thee?")
            + &line("00:00:03 Spreker 2")
            + &line("Altijd.")),
        &["Spreker 1 1 | Drink je thee?", "Spreker 2 3 | Altijd."],
    );
}
