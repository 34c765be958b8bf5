//! A document with its codings in the margin, as plain text and as HTML.

use kwali_exhibit::Language;
use kwali_exhibit::document_page::{Ink, ShownCoding, ShownDocument, document_html, document_text};
use kwali_model::Snapshot;
use kwali_testkit::MarkedStudy;

/// Returns what is written of the first document of a study.
fn written<T>(marked: &str, write: impl FnOnce(&ShownDocument<'_>) -> T) -> T {
    let made = kwali_testkit::study(marked);
    let MarkedStudy { snapshot, layouts, texts } = &made;
    write(&shown(snapshot, (texts, layouts), &codings(snapshot)))
}

fn codings(snapshot: &Snapshot) -> Vec<ShownCoding<'_>> {
    let comment = |place| (place == 0).then_some("twijfel <i>");
    let shown = |(place, coding)| ShownCoding { coding, id: "x1", comment: comment(place) };
    snapshot.codings_at(0).iter().enumerate().map(shown).collect()
}

fn shown<'a>(
    snapshot: &'a Snapshot,
    (texts, layouts): (&'a [kwali_text::Text], &'a [kwali_model::Layout]),
    codings: &'a [ShownCoding<'a>],
) -> ShownDocument<'a> {
    ShownDocument {
        snapshot,
        document: &snapshot.documents()[0],
        text: &texts[0],
        layout: &layouts[0],
        codings,
        of_codings: codings.len(),
        language: Language::Dutch,
    }
}

/// What stands below the heading.
#[track_caller]
fn check(marked: &str, width: usize, expected: &str) {
    let page = written(marked, |shown| document_text(shown, width, Ink::Plain));
    let lines = page.split_once("\n\n").unwrap().1;
    assert!(lines == expected, "written:\n{lines}\nexpected:\n{expected}");
}

#[test]
fn stripes_stand_beside_the_lines_they_cover() {
    check(
        "== d1\n-- I\n-- Aaltje\n-- Baran\nI: Hoe gaat het daar?\nAaltje: <druk>Er is altijd <tijd@B>te weinig tijd voor alles</tijd@B> en \
         iedereen.</druk>\nBaran: Niets.",
        60,
        "   1  I: Hoe gaat het daar?

   2  Aaltje: Er is altijd te weinig tijd    │║ A:druk *
      voor alles en iedereen.                │║ B:tijd
      | druk  A  30..81  [x1]
      | tijd  B  43..68  [x1]

   3  Baran: Niets.
",
    );
}

#[test]
fn a_coding_over_several_turns_goes_on_beside_what_is_between() {
    check(
        "== d1\n-- A\n-- B\nA: <druk>Een.\nB: Twee.</druk>",
        50,
        "   1  A: Een.                         │ druk *
      | druk  A  3..16  [x1]          │
                                      │
   2  B: Twee.                        │
",
    );
}

#[test]
fn stripes_that_have_no_room_share_a_place() {
    let open: String = (0..12).map(|n| format!("<c{n}>")).collect();
    let close: String = (0..12).rev().map(|n| format!("</c{n}>")).collect();
    let page =
        written(&format!("{open}woord{close}"), |shown| document_text(shown, 40, Ink::Plain));
    assert!(page.contains("   1  woord                   │║+ c0 *…\n"), "{page}");
    // What the margin has no room for stands below.
    assert_eq!(page.matches("  A  0..5  [x1]\n").count(), 12, "{page}");
}

#[test]
fn lines_fit_whatever_the_width() {
    let words = "漢字 e\u{301}e\u{301}n 👩‍⚕️ zorgverzekeringsmaatschappij שלום ".repeat(9);
    for width in [0, 30, 40, 77, 100, 400] {
        let marked = format!("Interviewer: Hm.\nAnna: <druk>{words}</druk>");
        let page = written(&marked, |shown| document_text(shown, width, Ink::Plain));
        let is_listed = |line: &&str| line.starts_with("      | ");
        for line in page.lines().skip(2).filter(|line| !is_listed(line)) {
            let columns: usize = unicode_columns(line);
            assert!(columns <= width.max(30), "{columns} of {width}: {line}");
        }
        let found = page.split_whitespace().filter(|word| word.contains("שלום")).count();
        assert_eq!(found, 9, "{page}");
    }
}

fn unicode_columns(line: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    line.graphemes(true).map(kwali_exhibit::document_page::cells).sum()
}

#[test]
fn colours_are_those_of_a_terminal_and_change_no_words() {
    let marked = "Aaltje: <druk>Geen tijd</druk>.";
    let coloured = written(marked, |shown| document_text(shown, 60, Ink::Coloured));
    assert!(coloured.contains("\u{1b}[38;5;33m▌\u{1b}[39m \u{1b}[38;5;33mdruk *\u{1b}[39m\n"));
    let plain = written(marked, |shown| document_text(shown, 60, Ink::Plain));
    let bare = coloured.replace("\u{1b}[38;5;33m", "").replace("\u{1b}[39m", "");
    assert_eq!(bare.replace('▌', "│"), plain);
}

#[test]
fn controls_do_not_reach_the_text() {
    let page =
        written("Anna: a\u{1b}[31mb\tc <x>d</x>", |shown| document_text(shown, 60, Ink::Plain));
    assert!(page.contains("Anna: a\u{fffd}[31mb c d "), "{page}");
}

/// The transcript of a page with nothing but its marks; what is told beside them in brackets.
fn marks(page: &str) -> String {
    let transcript = page.split_once("<h2>Transcript</h2>").unwrap().1;
    let transcript = transcript.split_once("</section>").unwrap().0;
    let mut marks = String::new();
    let words = transcript.split("<span class=\"words\"").skip(1);
    for line in words.map(|rest| rest.split_once("<span class=\"stripes\"").unwrap().0) {
        let line = line.split_once('>').unwrap().1;
        for piece in line.split('<') {
            let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
            match tag.split(' ').next() {
                Some("mark") => marks.push('<'),
                Some("/mark") => marks.push('>'),
                _ => {}
            }
            marks.push_str(text);
        }
        marks.push('\n');
    }
    marks
}

#[test]
fn coded_words_are_marked_and_told() {
    let page = written(
        "== d1\n-- I\n-- Aaltje\nI: Hoe?\nAaltje: <druk>Er is <tijd@B>geen</druk> tijd</tijd@B> hier.",
        document_html,
    );
    assert_eq!(
        marks(&page),
        "I: Hoe?\n\
         Aaltje: <begin van druk, codeur A: Er is ><begin van tijd, codeur B: geen (einde van druk)>\
         < tijd (einde van tijd)> hier.\n"
    );
    for part in [
        "<a class=\"aside\" id=\"b1\" href=\"#c1\">",
        "<tr id=\"c1\" style=\"--code:#0072b2\">",
        "<a href=\"#b1\">2</a>",
        "<b>Aaltje: </b>",
        "title=\"B:tijd [tijd]\"",
        "<i class=\"first last\" style=\"--lane:1;",
        "twijfel &lt;i&gt;",
        "<dt>Coderingen</dt><dd>2 coderingen</dd>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn a_coding_over_paragraphs_is_told_once() {
    let page = written("== d1\n-- A\n-- B\nA: <druk>Een.\nB: Twee.</druk> Drie.", document_html);
    let told = "A: <begin van druk, codeur A: Een.>\n<B: ><Twee. (einde van druk)> Drie.\n";
    assert_eq!(marks(&page), told);
}

#[test]
fn a_page_without_codings_has_no_lists() {
    let page = written("Anna: Niets.", document_html);
    assert!(page.contains("Anna:") && page.contains("0 coderingen"), "{page}");
    assert!(!page.contains("<table") && !page.contains("<ul>") && !page.contains("<mark"));
}

#[test]
fn nothing_in_a_document_acts_on_its_page() {
    let hostile = "Anna: <druk>\u{202e}x & y\u{1b}</druk> \u{2039}b";
    let page = written(hostile, document_html);
    assert!(page.contains("\\u{202e}x &amp; y\\u{1b}"), "{page}");
    assert!(!page.contains(['\u{202e}', '\u{1b}']) && !page.contains("<script"), "{page}");
    assert!(page.contains("default-src 'none'") && !page.contains("script-src"));
}
