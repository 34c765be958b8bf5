//! What is done to a text between file and study, and how it leads back.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod hyphenation;

use hyphenation::{Hyphens, wrapped};
use kwali_model::CleaningStep;
use kwali_text::{Language, words};
use kwali_transcript::{Cleaning, Format, ReadOptions, ReadTranscript, read};
use proptest::prelude::*;

fn read_with(source: &str, cleaning: Cleaning) -> ReadTranscript {
    let options = ReadOptions { format: Some(Format::Text), cleaning, ..ReadOptions::default() };
    read("", source.as_bytes(), &options).unwrap()
}

fn language(code: &str) -> Cleaning {
    Cleaning::of_language(Language::new(code).unwrap())
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let read = read_with(source, Cleaning::default());
    let transcript = &read.transcript;
    assert_eq!(transcript.text.as_str(), expected);
    assert_eq!(transcript.source_map.source_of(expected), source.trim_end());
    let again = read_with(expected, Cleaning::default());
    assert_eq!(again.transcript.text.as_str(), expected, "a second time");
    let mut nothing = Cleaning::default();
    nothing.switch_off(&["all".into()]).unwrap();
    let kept = read_with(source, nothing);
    let source = source.replace('\u{c}', "\n");
    assert_eq!(kept.transcript.text.as_str(), source.trim_end(), "without cleaning");
}

/// The texts of the sample studies, as they are before anyone wraps them.
fn sample_texts() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus-sample");
    let mut texts = Vec::new();
    for study in ["empowerment-in-de-wijk", "ervaringswerk"] {
        let files = std::fs::read_dir(format!("{folder}/{study}/transcripts")).unwrap();
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.retain(|path| {
            path.extension().is_some_and(|ending| ending == "txt" || ending == "docx")
        });
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy();
            let read =
                read(&name, &std::fs::read(&path).unwrap(), &ReadOptions::default()).unwrap();
            texts.push(read.transcript.text.as_str().to_owned());
        }
    }
    assert!(texts.len() > 30, "there are texts to wrap");
    texts
}

/// Wraps a text, reads it, and returns the words that differ from those of the text.
fn wrong_words(text: &str, source: &str, cleaning: Cleaning) -> Vec<String> {
    let read = read_with(source, cleaning);
    let transcript = &read.transcript;
    let found = transcript.text.as_str();
    assert_eq!(transcript.source_map.source_of(found), source.trim_end());
    for place in words(found) {
        let letters = |text: &str| text.chars().next().map(unaccented);
        let back = transcript.source_map.source_place(place.start);
        assert_eq!(letters(&found[place]), letters(&source[back..]), "a place leads back");
    }
    let all = |text: &str| words(text).map(|place| text[place].to_owned()).collect::<Vec<_>>();
    let (expected, found) = (all(text), all(found));
    let wrong = |(expected, found): (&String, &String)| {
        (expected != found).then(|| format!("{expected}: {found}"))
    };
    let wrong: Vec<String> = expected.iter().zip(&found).filter_map(wrong).collect();
    assert_eq!(expected.len(), found.len(), "{wrong:?}");
    wrong
}

/// A vowel that lost its trema at the end of a line is the same letter.
fn unaccented(char: char) -> char {
    match char {
        'ë' => 'e',
        'ï' => 'i',
        'ö' => 'o',
        'ü' => 'u',
        char => char,
    }
}

#[test]
fn dutch_that_was_wrapped_at_60_columns_comes_back() {
    let mut n_words = 0;
    for text in sample_texts() {
        n_words += words(&text).count();
        let source = wrapped(&text, 60, Hyphens::None);
        assert_eq!(wrong_words(&text, &source, language("nl")), [""; 0]);
    }
    assert!(n_words > 5000);
}

#[test]
fn dutch_that_was_hyphenated_at_60_columns_comes_back() {
    let (mut n_cuts, mut wrong) = (0, Vec::new());
    for text in sample_texts() {
        for width in (40..80).step_by(5) {
            let source = wrapped(&text, width, Hyphens::Dutch);
            n_cuts += source.matches("-\n").count();
            wrong.extend(wrong_words(&text, &source, language("nl")));
        }
    }
    // Hyphens of the words' own that happened to stand at a line's end, and nowhere else.
    assert_eq!(
        wrong,
        [
            "nullen-zessen: nullenzessen",
            "stress-sensitieve: stresssensitieve",
            "stress-sensitieve: stresssensitieve",
            "no-show: noshow",
        ]
    );
    assert!(n_cuts > 100_000, "{n_cuts}");
}

#[test]
fn english_comes_back() {
    let text = include_str!("../files/english.txt").trim_end();
    for (width, hyphens) in [(60, Hyphens::None), (60, Hyphens::English), (45, Hyphens::English)] {
        let source = wrapped(text, width, hyphens);
        assert_eq!(wrong_words(text, &source, language("en")), [""; 0]);
    }
}

#[test]
fn lines_that_nobody_wrapped_stay() {
    for text in sample_texts() {
        assert_eq!(read_with(&text, Cleaning::default()).transcript.text.as_str(), text);
    }
    let list = "Boodschappen voor zaterdag bij de markt\nbrood\nmelk en kaas van de boer\nthee\n\nAnna: Ja-\nhoor.";
    check(list, list);
}

#[test]
fn a_word_is_made_whole_where_lines_stay() {
    let mut cleaning = Cleaning::default();
    cleaning.switch_off(&["wrapped-lines".into()]).unwrap();
    let source =
        "Over het werken in de wijk is\nveel te doen, en van dat wer-\nken wordt men wijzer.";
    let read = read_with(source, cleaning);
    assert_eq!(
        read.transcript.text.as_str(),
        "Over het werken in de wijk is\nveel te doen, en van dat werken\nwordt men wijzer."
    );
}

fn page(head: &str, words: &str, foot: &str) -> String {
    format!("{head}\n\n{words}\n\n{foot}\n")
}

#[test]
fn heads_and_numbers_of_pages_go() {
    let texts = [
        "Het loket gaat om negen uur open en",
        "iedereen staat dan buiten.\n\nEls: Ik ook.",
        "Els: Daarna werd het stil.",
    ];
    let pages: Vec<String> = texts
        .iter()
        .zip(1..)
        .map(|(text, n)| page("Verslag van het gesprek", text, &format!("Pagina {n} van 3")))
        .collect();
    check(
        pages.join("\u{c}").trim_end(),
        "Het loket gaat om negen uur open en\niedereen staat dan buiten.\n\nEls: Ik ook.\n\nEls: Daarna werd het stil.",
    );
}

#[test]
fn what_only_looks_like_a_head_stays() {
    for text in [
        "Els: Ja.\n\nPagina 3 van 12 was leeg.\n\nEls: Ja.\n\nEls: Nee.",
        "Els:\n\nJa.\n\u{c}Els:\n\nNee.\n\u{c}Els:\n\nJa hoor.\n\u{c}Els:\n\nGoed.",
        "1\n\nWat is dit?\n\n2\n\nWat is dat?\n\n3\n\nEn dit?",
    ] {
        check(text, &text.replace('\u{c}', "\n"));
    }
}

#[test]
fn notes_say_how_often_each_step_changed_something() {
    let read = read_with("ﬁets\u{a0}en ﬂuit", Cleaning::default());
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["2 ligatures were written as letters (ligatures)", "1 odd space was made plain (spaces)"]
    );
    let steps: Vec<_> = read.transcript.source_map.edits().iter().map(|edit| edit.step).collect();
    assert_eq!(steps, [CleaningStep::Ligatures, CleaningStep::Spaces, CleaningStep::Ligatures]);
}

/// Pieces of texts that were printed, wrapped and scanned.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "wer-\nken",
        "in-\nen verkoop",
        "ge-\ninteresseerd",
        "oma-\ntje",
        "Zuid-\nHolland",
        "19-\n20",
        "wer\u{ad}ken",
        "wer\u{ad}\nken",
        "werken",
        "\n",
        "\n\n",
        "\n\u{c}",
        "Pagina 1 van 3",
        "Pagina 2 van 3",
        "Pagina 3 van 3",
        "Kop van de tekst\n",
        "1",
        "2",
        "3",
        "Els: ",
        "ken: ja",
        "ﬁ",
        "\u{a0}",
        "\u{200b}",
        "¹",
        "²",
        "e\u{301}",
        "\u{301}",
        "\u{7}",
        " ",
        "   ",
        "\t",
        "een regel van gewone lengte\n",
        "een andere regel, even lang\n",
        "- ",
        "het",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_leads_back_and_is_clean_the_second_time(text in pieces(), width in 20usize..60) {
        for source in [text.clone(), wrapped(&text, width, Hyphens::Dutch)] {
            let options = ReadOptions { format: Some(Format::Text), ..ReadOptions::default() };
            let Ok(read_once) = read("", source.as_bytes(), &options) else { continue };
            let clean = read_once.transcript.text.as_str();
            let back = read_once.transcript.source_map.source_of(clean);
            prop_assert_eq!(back, source.trim_end());
            let twice = read("", clean.as_bytes(), &options).unwrap();
            prop_assert_eq!(twice.transcript.text.as_str(), clean);
        }
    }
}
