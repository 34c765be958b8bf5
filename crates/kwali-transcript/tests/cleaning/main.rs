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
    assert!(n_cuts > 3900, "{n_cuts}");
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

#[track_caller]
fn check_page(page: &str, expected: &str, taken_out: &str) {
    let options = ReadOptions { format: Some(Format::Html), ..ReadOptions::default() };
    let page_read = read("", page.as_bytes(), &options).unwrap();
    assert_eq!(page_read.transcript.text.as_str(), expected, "{page}");
    let edits = page_read.transcript.source_map.edits().iter();
    let edits = edits.filter(|edit| edit.step == CleaningStep::Navigation);
    let was: Vec<&str> = edits.map(|edit| edit.was.as_str()).collect();
    assert_eq!(was.concat(), taken_out, "{page}");
    let mut kept = options;
    kept.cleaning.switch_off(&["navigation".into()]).unwrap();
    let all = read("", page.as_bytes(), &kept).unwrap();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let source = page_read.transcript.source_map.source_of(expected);
    assert_eq!(letters(all.transcript.text.as_str()), letters(&source), "{page}");
}

#[test]
fn navigation_of_a_page_goes() {
    let menu =
        "<ul><li><a href=1>Start</a><li><a href=2>Over ons</a><li><a href=3>Contact</a></ul>";
    check_page(&format!("<nav>{menu}</nav><p>Een"), "Een", "Start\nOver ons\nContact\n");
    check_page(&format!("{menu}<p>Een"), "Een", "Start\nOver ons\nContact\n");
    check_page("<div role=navigation>Terug</div><p>Een", "Een", "Terug\n");
    check_page(
        "<header>De wijk <a href=1>Start</a></header><main><p>Een</main><footer>Colofon</footer>",
        "Een",
        "De wijk\nStart\nColofon\n",
    );
    check_page("<p>Een<table><tr><td><nav>Terug</nav>twee</table>", "Een\n\ntwee", "Terug\n");
    check_page("<p>Een<footer><a href=1>Naar boven</a></footer>", "Een", "Naar boven\n");
}

#[test]
fn text_of_a_page_stays() {
    let links = "<ul><li><a href=1>Een</a><li><a href=2>Twee</a></ul>";
    check_page(links, "- Een\n- Twee", "");
    let mixed = "<ul><li><a href=1>Een</a>, lang<li><a href=2>Twee</a><li><a href=3>Drie</a></ul>";
    check_page(mixed, "- Een, lang\n- Twee\n- Drie", "");
    check_page("<header><h1>Gesprek</h1></header><main>Een</main>", "Gesprek\n\nEen", "");
    check_page(
        "<article><header>Kop</header>Een<footer>Slot</footer></article>",
        "Kop\nEen\nSlot",
        "",
    );
    check_page("<header>Verslag van 3 mei</header><p>Een", "Verslag van 3 mei\n\nEen", "");
    check_page("<p>Een<aside>Noot</aside>", "Een\n\nNoot", "");
    check_page("<dl><dt>Els<dd>Ja.<dt>Bo<dd>Nee.</dl>", "Els\nJa.\nBo\nNee.", "");
    check_page("<p style='display: none'>nee<p>Een<dialog>nee</dialog>", "Een", "");
    check_page("<dir><dir><p>Een</dir></dir><p>op de 20<sup>e</sup>", "Een\n\nop de 20e", "");
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

/// What was read comes back, and cleaning what is clean changes nothing.
fn check_twice(source: &str, cleaning: &Cleaning) {
    let cleaning = cleaning.clone();
    let options = ReadOptions { format: Some(Format::Text), cleaning, ..ReadOptions::default() };
    let Ok(once) = read("", source.as_bytes(), &options) else { return };
    let clean = once.transcript.text.as_str();
    assert_eq!(once.transcript.source_map.source_of(clean), source.trim_end());
    let twice = read("", clean.as_bytes(), &options).unwrap();
    assert_eq!(twice.transcript.text.as_str(), clean);
}

proptest! {
    #[test]
    fn any_text_leads_back_and_is_clean_the_second_time(text in pieces(), width in 20usize..60) {
        for source in [text.clone(), wrapped(&text, width, Hyphens::Dutch)] {
            check_twice(&source, &Cleaning::default());
        }
    }

    #[test]
    fn so_it_is_with_each_step_alone(text in pieces(), width in 20usize..60, n in 0usize..20) {
        let steps: Vec<CleaningStep> = Cleaning::optional().collect();
        let others = steps.iter().filter(|&&step| step != steps[n % steps.len()]);
        let others: Vec<String> = others.map(|step| step.name().to_owned()).collect();
        let mut cleaning = Cleaning::default();
        cleaning.switch_off(&others).unwrap();
        check_twice(&wrapped(&text, width, Hyphens::Dutch), &cleaning);
    }
}
