//! What becomes of the words of a PDF.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{ReadOptions, ReadTranscript, read};

mod support;
use support::pdf::{file, page, pdf, stream};

fn read_pdf(bytes: &[u8]) -> ReadTranscript {
    read("gesprek.pdf", bytes, &ReadOptions::default()).unwrap()
}

#[track_caller]
fn check(pages: &[String], text: &str) {
    assert_eq!(read_pdf(&pdf(pages)).transcript.text.as_str(), text);
}

/// Lines from the top of a page, with this distance; the first starts further in if wanted.
fn lines<'a>(x: u32, words: &[&'a str]) -> Vec<(u32, u32, char, &'a str)> {
    words.iter().enumerate().map(|(n, &words)| (x, 700 - 12 * n as u32, 'R', words)).collect()
}

#[test]
fn lines_that_are_full_go_on_in_the_next() {
    let words = [
        "Een regel die helemaal vol staat met woorden zoals",
        "deze gaat door, en dan is het klaar.",
        "Dit is een nieuwe alinea.",
    ];
    check(&[page(&lines(50, &words))], &format!("{} {}\n{}", words[0], words[1], words[2]));
    let mut apart = lines(50, &words[..2]);
    apart.push((50, 650, 'R', words[2]));
    check(&[page(&apart)], &format!("{} {}\n\n{}", words[0], words[1], words[2]));
}

#[test]
fn an_indent_begins_a_paragraph() {
    let full = "Een regel die helemaal vol staat met woorden zoals deze";
    check(
        &[page(&[
            (50, 700, 'R', full),
            (65, 688, 'R', "Nieuwe alinea die ook tot het einde van de regel"),
            (50, 676, 'R', "doorloopt."),
        ])],
        &format!("{full}\nNieuwe alinea die ook tot het einde van de regel doorloopt."),
    );
}

#[test]
fn speakers_in_bold_and_with_hanging_words() {
    let bold = page(&[
        (50, 700, 'B', "Els"),
        (75, 700, 'R', "Een regel die helemaal vol staat met heel veel woorden"),
        (50, 688, 'R', "en doorloopt tot hier."),
        (50, 676, 'B', "Bo"),
        (75, 676, 'R', "Nee."),
        (50, 664, 'B', "Els"),
        (75, 664, 'R', "Ja."),
        (50, 652, 'B', "Bo"),
        (75, 652, 'R', "Nee."),
    ]);
    let turns = [
        "Els | Een regel die helemaal vol staat met heel veel woorden en doorloopt tot hier.",
        "Bo | Nee.",
        "Els | Ja.",
        "Bo | Nee.",
    ];
    assert_eq!(support::turns(&read_pdf(&pdf(&[bold]))), turns);
    let hanging = page(&[
        (50, 700, 'R', "Els:"),
        (120, 700, 'R', "Een regel die helemaal vol staat met heel veel woorden"),
        (120, 688, 'R', "en doorloopt tot hier."),
        (50, 676, 'R', "Bo:"),
        (120, 676, 'R', "Nee."),
        (50, 664, 'R', "Els:"),
        (120, 664, 'R', "Ja."),
        (50, 652, 'R', "Bo:"),
        (120, 652, 'R', "Nee."),
    ]);
    assert_eq!(support::turns(&read_pdf(&pdf(&[hanging]))), turns);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = [
        "Een regel in de linker kolom",
        "en nog een regel die daar",
        "staat, en dan een derde die",
        "eindigt.",
    ];
    let right = [
        "Rechts staat iets anders in",
        "deze kolom, die pas daarna",
        "gelezen wordt en die verder",
        "loopt tot het eind.",
    ];
    let both = [lines(50, &left), lines(300, &right)].concat();
    check(&[page(&both)], &format!("{}\n{}", left.join(" "), right.join(" ")));
}

#[track_caller]
fn check_without(steps: &[&str], pages: &[String], text: &str) {
    let mut options = ReadOptions::default();
    let steps: Vec<String> = steps.iter().map(|&step| step.to_owned()).collect();
    options.cleaning.switch_off(&steps).unwrap();
    let read = read("gesprek.pdf", &pdf(pages), &options).unwrap();
    assert_eq!(read.transcript.text.as_str(), text);
}

#[test]
fn words_that_were_cut_are_whole() {
    let words = [
        "Zij is de ervarings-",
        "deskundige die wij ge-",
        "interesseerd zagen in-",
        "en buiten Zuid-",
        "Holland, zei ze toen.",
    ];
    let pages = [page(&lines(50, &words))];
    let whole = "Zij is de ervaringsdeskundige die wij geïnteresseerd zagen in- en buiten \
                 Zuid-Holland, zei ze toen.";
    check(&pages, whole);
    let read = read_pdf(&pdf(&pages));
    let transcript = &read.transcript;
    assert_eq!(transcript.source_map.source_of(whole), words.join("\n"));
    let place = transcript.source_map.source_place(whole.find("deskundige").unwrap());
    assert_eq!(&words.join("\n")[place..place + 10], "deskundige");
    assert_eq!(
        support::notes(&read),
        [
            "3 words cut at line ends were made whole (cut-words)",
            "1 line was joined with the next (wrapped-lines)",
        ]
    );
    check_without(&["all"], &pages, &words.join("\n"));
    check_without(
        &["wrapped-lines"],
        &pages,
        "Zij is de ervaringsdeskundige\ndie wij geïnteresseerd\nzagen in-\nen buiten \
         Zuid-Holland,\nzei ze toen.",
    );
    check_without(
        &["cut-words"],
        &pages,
        "Zij is de ervarings-\ndeskundige die wij ge-\ninteresseerd zagen in- en buiten \
         Zuid-\nHolland, zei ze toen.",
    );
}

#[test]
fn a_sentence_goes_on_over_columns_and_pages() {
    let left = ["In de linker kolom staat een", "zin die onderaan gewoon door-"];
    let more = ["Er staat hier ook nog iets in.", "En hier staat er nog wat meer."];
    let right = [
        "loopt naar de rechter kolom toe",
        "en daar pas helemaal ophoudt.",
        "Dan komt er een andere zin",
        "die hier nog onder staat.",
    ];
    let columns = page(&[lines(50, &[more, left].concat()), lines(300, &right)].concat());
    let read = read_pdf(&pdf(std::slice::from_ref(&columns)));
    let text = read.transcript.text.as_str();
    assert!(
        text.contains("onderaan gewoon doorloopt naar de rechter kolom toe en daar pas"),
        "{text}"
    );
    // The last line of a page is kept short where a long word follows.
    let last = [
        "Een regel die helemaal vol staat met heel veel woorden",
        "en onderaan de bladzijde gewoon",
    ];
    let first =
        ["ononderbroken doorloopt, en daarna is het pas echt", "helemaal uit. Dit is het eind."];
    let pages = [page(&lines(50, &last)), page(&lines(50, &first))];
    check(&pages, &format!("{} {}", last.join(" "), first.join(" ")));
    let ended =
        ["Een regel die helemaal vol staat met heel veel woorden", "die op de bladzijde eindigt."];
    let next = ["ja, zei ze, en daarna liep ze weg."];
    let pages = [page(&lines(50, &ended)), page(&lines(50, &next))];
    check(&pages, &format!("{}\n{}", ended.join(" "), next[0]));
}

#[test]
fn heads_of_two_pages_are_taken_out() {
    let pages = ["Ja.", "Nee."]
        .map(|words| page(&[(50, 760, 'R', "Verslag van het gesprek"), (50, 700, 'R', words)]));
    check(&pages, "Ja.\nNee.");
    let all = "Verslag van het gesprek\n\nJa.\nVerslag van het gesprek\n\nNee.";
    check_without(&["running-heads"], &pages, all);
}

#[test]
fn heads_and_page_numbers_are_taken_out() {
    let words = ["Ja.", "Nee.", "Misschien.", "Nooit."];
    let pages: Vec<String> = (0..4)
        .map(|n| {
            let number = (n + 1).to_string();
            page(&[
                (50, 760, 'R', "Gesprek 3, verzonnen"),
                (50, 700, 'R', words[n]),
                (300, 30, 'R', &number),
            ])
        })
        .collect();
    let read = read_pdf(&pdf(&pages));
    assert_eq!(read.transcript.text.as_str(), "Ja.\nNee.\nMisschien.\nNooit.");
    let edits = read.transcript.source_map.edits();
    let heads: Vec<_> = edits.iter().map(|edit| (edit.was.trim(), edit.page)).collect();
    assert_eq!(
        heads[..3],
        [("Gesprek 3, verzonnen", Some(1)), ("1", Some(1)), ("Gesprek 3, verzonnen", Some(2))]
    );
    // What the file itself calls a head is one, however often it stands there.
    let marked = "/Artifact << /Type /Pagination >> BDC\n".to_owned()
        + &page(&[(50, 760, 'R', "Kop")])
        + "EMC\n";
    check(&[marked + &page(&[(50, 700, 'R', "Ja.")])], "Ja.");
}

#[test]
fn characters_come_from_encodings_and_maps() {
    check(&[page(&[(50, 700, 'R', "caf\\351 \\(\\200\\) \\223ja\\224")])], "café (€) “ja”");
    let map = "1 beginbfchar <0001> <007A> endbfchar 1 beginbfrange <0002> <0003> [<00660069> <006E>] endbfrange";
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [<< /W [1 [500 600 500]] >>] >>";
    let composite = |map: &str| {
        file(
            &[
                "<< /Type /Catalog /Pages 2 0 R >>".into(),
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
                format!(
                    "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F {font} >> >> >>"
                ),
                stream("", "BT /F 10 Tf 50 700 Td [<0001> -20 <0002> -300 <0003>] TJ ET"),
                stream("", map),
            ],
            "",
        )
    };
    assert_eq!(read_pdf(&composite(map)).transcript.text.as_str(), "zfi n");
    let error = read("gesprek.pdf", &composite(""), &ReadOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "its words cannot be read: its fonts do not say which letters they show"
    );
}

#[test]
fn what_is_told_is_what_was_left_out() {
    let image = "<< /Type /XObject /Subtype /Image >>";
    let pages = |content: &str, other: &str| {
        file(
            &[
                "<< /Type /Catalog /Pages 2 0 R >>".into(),
                "<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> /XObject << /I 7 0 R >> >> >>".into(),
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".into(),
                stream("", content),
                "<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>".into(),
                stream("", other),
                stream(&image[2..image.len() - 2], "x"),
            ],
            "",
        )
    };
    let words = "BT /F 10 Tf 50 700 Td (Een tekst) Tj ET";
    let turned = "BT /F 10 Tf 0 1 -1 0 50 50 Tm (nee) Tj ET";
    let read_some = read_pdf(&pages(&format!("{words} {turned}"), "/I Do"));
    assert_eq!(read_some.transcript.text.as_str(), "Een tekst");
    assert_eq!(
        support::notes(&read_some)[..2],
        ["1 page is a picture without text", "3 letters that do not stand upright were left out"]
    );
    let scan = read("gesprek.pdf", &pages("/I Do", "/I Do"), &ReadOptions::default()).unwrap_err();
    assert_eq!(scan.to_string(), "it is a scan: its 2 pages are pictures without text");
    assert!(scan.hint().unwrap().contains("OCR"));
}

#[track_caller]
fn check_refused(bytes: &[u8], expected: &str) {
    let error = read("gesprek.pdf", bytes, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(error.hint().is_some());
}

#[test]
fn damage_is_told() {
    let whole = pdf(&[page(&[(50, 700, 'R', "Een tekst.")])]);
    // The table of objects is made anew where it is wrong.
    let place = whole.windows(4).rposition(|at| at == b"xref").unwrap();
    let mut shifted = whole.clone();
    shifted[place + 6..place + 8].copy_from_slice(b"99");
    assert_eq!(read_pdf(&shifted).transcript.text.as_str(), "Een tekst.");
    check_refused(&whole[..whole.len() / 4], "the PDF is damaged");
    check_refused(b"%PDF-1.4\nniets", "the PDF is damaged");
    check_refused(b"Een gewone tekst", "the PDF is damaged");
    let locked = "<< /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4 >>";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [] /Count 0 >>".into(),
        locked.into(),
    ];
    check_refused(
        &file(&objects, "/Encrypt 3 0 R /ID [<00> <00>]"),
        "it is locked with a password",
    );
}

#[test]
fn drawings_within_themselves_come_to_an_end() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>".into(),
        stream("", "/X Do"),
        stream("/Subtype /Form", "/X Do BT /F 10 Tf 50 700 Td (ja) Tj ET"),
    ];
    assert_eq!(read_pdf(&file(&objects, "")).transcript.text.as_str(), "ja");
}
