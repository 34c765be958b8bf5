//! Whatever a text holds, the PDF shows it as it is.

use kwali_transcript::ReadOptions;
use proptest::prelude::*;

use super::*;
use crate::factsheet::blocks::{Block, Inline};

fn of(blocks: Vec<Block>) -> Blocks {
    Blocks { title: "Wijk".to_owned(), blocks, shown: Vec::new() }
}

fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

/// Returns the text that our own reader finds in the PDF of these blocks, without white space.
fn read_back(blocks: Vec<Block>) -> String {
    let options = Options { program_version: "kwali".to_owned(), ..Options::default() };
    let pdf = write(&of(blocks), &options).unwrap();
    let read = kwali_transcript::read("a.pdf", &pdf, &ReadOptions::default()).unwrap();
    without_space(read.transcript.text.as_str())
}

fn without_space(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace() || c == '\u{ad}';
    text.chars().filter(|&c| !is_space(c)).collect()
}

/// Checks that texts show as they are: as paragraphs, headings, items, cells and notes.
#[track_caller]
fn check(texts: &[&str]) {
    let all = |block: fn(Vec<Inline>) -> Block| texts.iter().map(move |words| block(text(words)));
    let items = all(Block::Line).map(|block| vec![block]).collect();
    let rows = texts.iter().map(|words| vec![text(words)]).collect();
    let table = Block::Table { head: vec![text("kop")], sides: Vec::new(), rows };
    let noted = |words: &&str| {
        let blocks = vec![Block::Paragraph(text(words))];
        let mark = Block::Paragraph(vec![Inline::NoteMark((*words).to_owned())]);
        [mark, Block::Note { label: (*words).to_owned(), blocks }]
    };
    let typed = texts.iter().map(|words| Block::Code((*words).to_owned()));
    let forms: [Vec<Block>; 6] = [
        all(Block::Paragraph).collect(),
        all(|words| Block::Heading { level: 2, words }).collect(),
        vec![Block::List { first: None, items }],
        vec![table],
        texts.iter().flat_map(noted).collect(),
        typed.collect(),
    ];
    let found = read_back(forms.concat());
    for text in texts {
        let n_found = found.matches(&without_space(text)).count();
        assert!(n_found >= forms.len(), "{text:?} stands {n_found} times in {found}");
    }
}

#[test]
fn markup_of_the_typesetter_is_text() {
    check(&[
        "#import \"@preview/a:1.0.0\": *",
        "#panic(\"x\") #sys.version #read(\"/etc/hostname\")",
        "*vet* _schuin_ `code` $x^2$ = kop - item + item / term: uitleg",
        "<label> @verwijzing https://example.org // geen commentaar /* ook niet */",
        "] } ) #] [#",
        "\\ \\u{41} ~ -- --- ... ' \" 'a' \"b\"",
        "{\"is\": \"break\"} \u{2713}",
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, ..ProptestConfig::default() })]

    // Without the grave accent: to Noto Sans it is a mark, and two of them stand in one place.
    #[test]
    fn any_text_shows_as_it_is(
        texts in prop::collection::vec("x[#$*_<>@\\\\/=+\\-~{}()\\[\\]\"'.,:;&%^|a-z0-9é€–’ ]{1,40}x", 12)
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        check(&texts);
    }
}

#[test]
fn what_the_typeface_lacks_is_said() {
    let words = words::Words::new().unwrap();
    assert_eq!(words.line("é ✓ e\u{fe0f} \u{202e}om"), "é ✓ e \\u{202e}om");
    assert!(!words.has_lost());
    assert_eq!(words.line("\u{1f600} \u{5d0}"), "\u{fffd} \u{fffd}");
    assert!(words.has_lost());
    let said = without_space("Characters that the typeface lacks stand as");
    assert!(read_back(vec![Block::Paragraph(text("een \u{1f600}"))]).contains(&said));
    assert!(!read_back(vec![Block::Paragraph(text("een"))]).contains(&said));
}

#[test]
fn notes_that_lead_nowhere_or_in_a_circle_are_set() {
    let mark = || Block::Paragraph(vec![Inline::NoteMark("a".to_owned())]);
    let circle = Block::Note { label: "a".to_owned(), blocks: vec![mark()] };
    let alone = Block::Note { label: "b".to_owned(), blocks: vec![Block::Paragraph(text("los"))] };
    assert_eq!(read_back(vec![mark(), circle, alone]), "1los11");
}
