//! The factsheet as a Word file.

use kwali_testkit::office::{Package, WordTable, word_tables, word_text};

use super::*;

/// The Word file of a template, from a study; nothing is wrong with it.
fn document(made: &MarkedStudy, template: &str) -> Package {
    let bytes = files_of(made, template, Form::Docx).remove("wijk.docx").unwrap();
    assert_eq!(bytes, files_of(made, template, Form::Docx)["wijk.docx"], "other bytes");
    let package = Package::read(&bytes);
    assert_eq!(package.faults(), Vec::<String>::new());
    package
}

/// The paragraphs with their styles, but for the last line of the page, on disclosure control.
fn paragraphs(package: &Package) -> Vec<(String, String)> {
    let mut paragraphs = word_text(package);
    let n_before = paragraphs.len();
    paragraphs.retain(|(_, text)| !text.starts_with("Kleine aantallen mensen"));
    assert_eq!(paragraphs.len() + 1, n_before);
    paragraphs
}

/// Checks the paragraphs: a style, `: `, and the text.
#[track_caller]
fn check(template: &str, expected: &[&str]) {
    let package = document(&sample(), template);
    let found = paragraphs(&package);
    let found: Vec<String> = found.iter().map(|(style, text)| format!("{style}: {text}")).collect();
    assert_eq!(found, expected);
}

#[test]
fn text_has_the_styles_of_word() {
    check(
        "# Wijk\n\n### Over *ons*\n\nEen **vet** woord.\\\nTwee\n\n> #### Vak\n> Apart\n\n\
         - a\n- b\n  1. c\n\n  verder\n\n```\nx = 1\n```\n\n---\n\n## Slot",
        &[
            "Title: Wijk",
            "Heading1: Over ons",
            ": Een vet woord.\nTwee",
            "Heading2: Vak",
            "BlockText: Apart",
            "ListBullet: a",
            "ListBullet: b",
            "ListNumber: c",
            "ListContinue: verder",
            "CodeBlock: x = 1",
            "Rule: ",
            "Heading1: Slot",
        ],
    );
}

#[test]
fn quotes_name_their_voice() {
    check(
        "{{ quotes(title=\"Stemmen\", where=\"#barrier.money\", by=\"participant.role\") }}",
        &[
            "Caption: Stemmen",
            "Quote: ‘Er is geen geld om het vol te houden’",
            "QuoteSource: — werker",
        ],
    );
}

#[test]
fn lists_with_numbers_begin_anew() {
    let package = document(&sample(), "1. a\n2. b\n\nx\n\n7. c");
    let numbering = package.xml("word/numbering.xml");
    let starts: Vec<&str> = numbering
        .within()
        .into_iter()
        .filter(|element| element.name == "w:startOverride")
        .filter_map(|element| element.attribute("w:val"))
        .collect();
    assert_eq!(starts, ["1", "7"]);
}

#[test]
fn notes_stand_at_the_foot_of_the_page_once() {
    let package = document(
        &sample(),
        "Eén[^a], twee[^b], weer[^a].\n\n[^a]: Noot [met](https://a.nl) link.\n\n[^c]: Los.\n\n[^b]: Twee.",
    );
    let notes = package.xml("word/footnotes.xml");
    assert_eq!(notes.all("w:footnote").count(), 4);
    let text = paragraphs(&package);
    let text: Vec<&str> = text.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(text, ["Eén, tweea.", "cLos."].map(|text| text.replace("tweea", "twee, weera")));
}

#[test]
fn tables_have_headings_facts_and_notes() {
    let package = document(
        &sample(),
        "{{ perspectives(id=\"c\", title=\"Wie\", codes=\"#barrier\", by=\"role\") }}",
    );
    let [table] = &word_tables(&package)[..] else { panic!("one table") };
    assert_eq!(table.title, "Wie");
    assert_eq!(table.heads.len(), 2, "groups and columns");
    assert_eq!(table.rows[0][0], "barrier");
    let text = paragraphs(&package);
    assert_eq!(text[0], ("Caption".to_owned(), "Wie".to_owned()));
    let (style, facts) = &text[1];
    assert_eq!(style, "TableFacts");
    assert!(facts.starts_with("Eenheid: deelnemers, met segmenten ernaast\nBasis: "), "{facts}");
    assert!(text.iter().any(|(style, note)| style == "TableNotes" && !note.is_empty()));
}

#[test]
fn long_headings_over_ticks_stand_on_their_end() {
    let package = document(
        &sample(),
        "{{ theme_table(codes=\"#barrier\", columns=[\"segments\", {\"show\": \"ticks\", \"by\": \"site\"}]) }}",
    );
    let document = package.xml("word/document.xml");
    let named = |name: &'static str| {
        document.within().into_iter().filter(move |element| element.name == name)
    };
    assert_eq!(named("w:textDirection").count(), 2, "Gouda and Utrecht");
    assert_eq!(named("w:trHeight").count(), 1);
    // Their columns are as wide as the ticks, not as the names.
    let widths: Vec<u32> = named("w:gridCol")
        .map(|column| column.attribute("w:w").unwrap().parse().unwrap())
        .collect();
    let [_, segments, gouda, utrecht] = widths[..] else { panic!("{widths:?}") };
    assert!(gouda == utrecht && gouda * 2 < segments, "{widths:?}");
}

#[test]
fn tables_that_the_template_wrote_out_are_tables() {
    let package =
        document(&sample(), "| a | b |\n|---|--:|\n| **c** {{ count(\"#barrier\") }} | 1 |");
    let expected = WordTable {
        title: "a, b".into(),
        heads: vec![vec!["a".into(), "b".into()]],
        rows: vec![vec!["c 4".into(), "1".into()]],
    };
    assert_eq!(word_tables(&package), [expected]);
}

#[test]
fn charts_are_pictures_with_words_and_links_lead_to_exhibits() {
    let package = document(
        &sample(),
        "Zie [daar](#f) en [nergens](#g).\n\n\
         {{ frequencies(id=\"f\", title=\"Wat & hoe\", codes=\"#barrier\", chart=true, table=false) }}",
    );
    assert!(package.names().any(|name| name == "word/media/chart-0.png"));
    let document = package.xml("word/document.xml");
    let pictures: Vec<_> =
        document.within().into_iter().filter(|element| element.name == "wp:docPr").collect();
    assert_eq!(pictures.len(), 1);
    assert!(pictures[0].attribute("descr").unwrap().starts_with("Staafdiagram: Wat & hoe."));
    let links = document.within().into_iter().filter(|element| element.name == "w:hyperlink");
    assert_eq!(links.count(), 1);
}

#[test]
fn a_wide_table_lies_on_a_page_of_its_own() {
    let columns = |n: usize| -> String {
        let column = |at| {
            format!(
                "{{\"show\": \"segments\", \"name\": \"s{at}\", \"heading\": \"Woensdag {at}\"}}"
            )
        };
        (0..n).map(column).collect::<Vec<_>>().join(", ")
    };
    let template = |n| {
        format!(
            "# A\n\nVoor\n\n## B\n\n{{{{ theme_table(codes=\"#barrier\", columns=[{}]) }}}}\n\nNa",
            columns(n)
        )
    };
    let sections = |n| {
        let package = document(&sample(), &template(n));
        let document = package.xml("word/document.xml");
        let sizes = document.within().into_iter().filter(|element| element.name == "w:pgSz");
        sizes.map(|size| size.attribute("w:orient").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(sections(3), [None]);
    assert_eq!(sections(14), [None, Some("landscape".to_owned()), None]);
}

#[test]
fn hostile_texts_are_texts() {
    let hostile = "<w:p/>&amp; ]]> \u{1}\u{202e}\u{fffe} _x0041_ \u{1f}";
    let made = kwali_testkit::study(STUDY);
    let template = format!(
        "# {hostile}\n\n[a](http://b/{hostile} \"c\") `{hostile}`\n\n\
         {{{{ frequencies(title=\"{}\", codes=\"#barrier\", chart=true) }}}}",
        hostile.replace('\\', "")
    );
    let package = document(&made, &template);
    let text = paragraphs(&package);
    assert!(text[0].1.contains("<w:p/>&"), "{:?}", text[0]);
    assert!(text[0].1.contains("\\u{202e}\\u{fffe}"), "{:?}", text[0]);
}

#[test]
fn a_very_long_text_stays_whole() {
    let long = "lang ".repeat(8_000);
    let template = format!(
        "{{{{ theme_table(codes=\"#barrier\", columns=[{{\"show\": \"words\", \"words\": \
         {{\"barrier.money\": \"{long}\"}}}}]) }}}}"
    );
    let tables = word_tables(&document(&sample(), &template));
    assert!(tables[0].rows.iter().flatten().any(|cell| *cell == long));
}

#[test]
fn the_language_is_that_of_the_factsheet() {
    let check = |template: &str, tag: &str, word: &str| {
        let package = document(&sample(), template);
        let styles = package.xml("word/styles.xml");
        let language = styles.within().into_iter().find(|element| element.name == "w:lang");
        assert_eq!(language.unwrap().attribute("w:val"), Some(tag));
        let footer = package.xml("word/footer.xml");
        assert!(footer.within().iter().any(|element| element.text.starts_with(word)));
    };
    check("# A", "nl-NL", "Pagina ");
    check("---\nlanguage: en\n---\n# A", "en-GB", "Page ");
}
