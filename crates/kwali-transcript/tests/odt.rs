//! What becomes of the words of an OpenDocument text.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{ReadOptions, read};

mod support;
use support::zipped;

const NAMESPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/""#;
const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

/// Styles of the document itself: bold words, a bold paragraph, hidden words.
const AUTOMATIC: &str = r#"<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2" style:family="text" style:parent-style-name="Spreker"/><style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="700"/></style:style><style:style style:name="T4" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>"#;
/// Named styles and the page: a bold character style, a header with words and a bare number.
const NAMED: &str = r#"<office:styles><style:style style:name="Spreker" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:styles><office:master-styles><style:master-page><style:header><text:p>Vertrouwelijk</text:p></style:header><style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>"#;

fn content(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><office:document-content {NAMESPACES}><office:automatic-styles>\
         {AUTOMATIC}</office:automatic-styles><office:body><office:text>{body}</office:text>\
         </office:body></office:document-content>"
    )
}

fn odt(body: &str) -> Vec<u8> {
    let styles = format!("<office:document-styles {NAMESPACES}>{NAMED}</office:document-styles>");
    zipped(&[("mimetype", MIMETYPE.into()), ("content.xml", content(body)), ("styles.xml", styles)])
}

fn p(words: &str) -> String {
    format!("<text:p>{words}</text:p>")
}

#[track_caller]
fn check(body: &str, text: &str, notes: &[&str]) {
    let read = read("gesprek.odt", &odt(body), &ReadOptions::default()).unwrap();
    assert_eq!(read.transcript.text.as_str(), text);
    let header = "1 header or footer was left out";
    assert_eq!(support::notes(&read), [notes, &[header]].concat());
}

#[test]
fn paragraphs_are_lines() {
    check(
        &(p("Een\n   <text:span>twee</text:span>  ") + "\n" + &p("") + &p("drie &amp; vier")),
        "Een twee\n\ndrie & vier",
        &[],
    );
    check(
        &p(" a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/> d<text:s/>"),
        "a   b\tc\nd",
        &[],
    );
    check(&format!("<text:h text:outline-level=\"1\">Kop</text:h>{}", p("Een")), "Kop\nEen", &[]);
    check(
        &format!(
            "<text:list><text:list-item>{}<text:list><text:list-item>{}</text:list-item></text:list></text:list-item></text:list>",
            p("<text:number>1.</text:number>Een"),
            p("Twee")
        ),
        "Een\nTwee",
        &[],
    );
    check(&p("<text:a>een</text:a> <text:date>1 mei</text:date>"), "een 1 mei", &[]);
    check(
        &format!("<text:section>{}</text:section><text:soft-page-break/>{}", p("Een"), p("Twee")),
        "Een\nTwee",
        &[],
    );
}

#[test]
fn rows_of_tables_are_lines() {
    let cell = |words: &str| format!("<table:table-cell>{}</table:table-cell>", p(words));
    let row =
        |a: &str, b: &str| format!("<table:table-row>{}{}</table:table-row>", cell(a), cell(b));
    let table = format!(
        "<table:table><table:table-header-rows>{}</table:table-header-rows>{}</table:table>",
        row("a", "b"),
        row("c", "d")
    );
    check(&(table + &p("Een")), "a\tb\nc\td\nEen", &[]);
}

#[test]
fn footnotes_stand_behind_the_text() {
    let note = |words: &str| {
        format!(
            "<text:note><text:note-citation>9</text:note-citation><text:note-body>{}</text:note-body></text:note>",
            p(words)
        )
    };
    check(
        &(p(&format!("Een{} twee{}", note("bron"), note("slot"))) + &p("drie")),
        "Een[1] twee[2]\ndrie\n\n[1] bron\n[2] slot",
        &["2 footnotes were put behind the text"],
    );
}

#[test]
fn tracked_changes_are_accepted_and_hidden_words_left_out() {
    let changes = format!(
        "<text:tracked-changes><text:changed-region><text:deletion>{}</text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>",
        p("weg")
    );
    check(
        &(changes + &p("Een<text:change text:change-id=\"1\"/> twee")),
        "Een twee",
        &["1 tracked deletion was left out"],
    );
    check(
        &p(
            "Een<text:span text:style-name=\"T3\"> nee</text:span><text:hidden-text>nee</text:hidden-text> twee",
        ),
        "Een twee",
        &["1 hidden passage was left out"],
    );
    check(
        &(format!("<text:section text:display=\"none\">{}</text:section>", p("nee")) + &p("Een")),
        "Een",
        &["1 hidden passage was left out"],
    );
}

#[test]
fn boxes_stand_behind_their_paragraph() {
    let frame = format!(
        "<draw:frame><svg:title>nee</svg:title><draw:text-box>{}</draw:text-box></draw:frame>",
        p("kader")
    );
    check(&p(&format!("Een {frame}twee")), "Een twee\nkader", &[]);
}

#[test]
fn comments_are_kept_with_their_paragraph() {
    let comment = format!(
        "<office:annotation><dc:creator>Els Bos</dc:creator><dc:date>2024-05-01T09:30:00.5</dc:date>{}{}</office:annotation>",
        p("Nagaan."),
        p("Op <text:date>1 mei</text:date>.")
    );
    let body = p("Een") + &p("") + &p(&format!("Twee{comment} drie"));
    let read = read("gesprek.odt", &odt(&body), &ReadOptions::default()).unwrap();
    assert_eq!(read.transcript.text.as_str(), "Een\n\nTwee drie");
    assert_eq!(support::asides(&read), ["Els Bos, 2024-05-01T09:30:00Z, 2: Nagaan./Op 1 mei."]);
}

#[track_caller]
fn check_turns(line: &dyn Fn(&str, &str) -> String) {
    let turns = [("I", "Een?"), ("Els", "Twee."), ("I", "Drie?"), ("Els", "Vier.")];
    let body: String = turns.iter().map(|(name, words)| line(name, words)).collect();
    let read = read("gesprek.odt", &odt(&body), &ReadOptions::default()).unwrap();
    let expected = ["I | Een?", "Els | Twee.", "I | Drie?", "Els | Vier."];
    assert_eq!(support::turns(&read), expected, "{body}");
}

#[test]
fn speakers_in_bold_in_styles_and_in_tables() {
    let span = |style: &str, words: &str| {
        format!("<text:span text:style-name=\"{style}\">{words}</text:span>")
    };
    for style in ["T1", "T2", "Spreker"] {
        check_turns(&|name, words| p(&format!("{} {words}", span(style, name))));
    }
    let in_bold = |words: &str| format!("<text:p text:style-name=\"P2\">{words}</text:p>");
    check_turns(&|name, words| in_bold(&format!("{name} {}", span("T4", words))));
    check_turns(&|name, words| in_bold(name) + &p(words));
    check_turns(&|name, words| {
        format!("<text:p text:style-name=\"P1\">{name}</text:p>") + &p(words)
    });
    let cell = |words: &str| format!("<table:table-cell>{}</table:table-cell>", p(words));
    check_turns(&|name, words| {
        format!("<table:table-row>{}{}</table:table-row>", cell(name), cell(words))
    });
}

#[test]
fn one_xml_file_is_read_too() {
    let file = content(&p("Een")).replace("document-content", "document");
    let read = read("gesprek.fodt", file.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(read.transcript.text.as_str(), "Een");
}

#[track_caller]
fn check_refused(bytes: &[u8], expected: &str) {
    let error = read("gesprek.odt", bytes, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(error.hint().is_some());
}

#[test]
fn what_cannot_be_read_is_told() {
    check_refused(
        b"Een gewone tekst",
        "it is not an OpenDocument text (.odt): it is neither a zip archive nor OpenDocument XML",
    );
    check_refused(
        &zipped(&[("mimetype", MIMETYPE.into())]),
        "it is not an OpenDocument text (.odt): it has no content.xml",
    );
    let manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    check_refused(
        &zipped(&[("content.xml", "\u{1}".into()), ("META-INF/manifest.xml", manifest.into())]),
        "it is locked with a password",
    );
    let sheet = content("").replace("office:text", "office:spreadsheet");
    check_refused(
        &zipped(&[("content.xml", sheet)]),
        "it is not an OpenDocument text (.odt): it has no text in it (office:text)",
    );
    check_refused(
        &zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into())]),
        "it is an OpenDocument spreadsheet (.ods), not an OpenDocument text (.odt)",
    );
    let whole = odt(&p("Een"));
    check_refused(&whole[..whole.len() / 2], "the archive is damaged");
    check_refused(&odt(""), "there are no words in the file");
}
