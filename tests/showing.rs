//! `kwali show`: a document with its codings in the margin, as text, as HTML and on paper.

use std::collections::BTreeSet;

use crate::page::browser::Browser;
use crate::support::Folder;

/// A conversation with three codings by two coders.
fn coded() -> Folder {
    let folder = Folder::with_study();
    folder.write("Els.txt", "I: Hoe gaat het?\nEls: Druk, er is geen tijd voor een praatje.\n");
    folder.write("Kaal.txt", "Hier spreekt niemand.\n");
    folder.ok(&["import", "Els.txt", "Kaal.txt"]);
    folder.write("book.csv", "id,label_nl\ndrempel,Drempel\ndrempel.tijd,Geen tijd\nsteun,Steun\n");
    folder.ok(&["codebook", "import", "book.csv"]);
    for (code, quote, coder) in [
        ("drempel.tijd", "geen tijd", "A"),
        ("steun", "een praatje", "A"),
        ("drempel", "Druk, er is geen tijd", "B"),
    ] {
        folder.ok(&["coding", "add", "Els", code, "--quote", quote, "--coder", coder]);
    }
    folder
}

/// What `kwali show` prints below the heading.
#[track_caller]
fn check(folder: &Folder, args: &[&str], expected: &str) {
    let page = folder.ok(&[&["show"], args].concat()).stdout;
    assert!(page == expected, "printed:\n{page}\nexpected:\n{expected}");
}

#[test]
fn a_document_is_shown_with_the_codings_that_are_asked_for() {
    let folder = coded();
    check(
        &folder,
        &["Els"],
        "\
Els: 13 woorden, 3 coderingen

   1  I: Hoe gaat het?

   2  Els: Druk, er is geen tijd voor een praatje.                         │║┆ B:drempel, A:tijd, A…
      | drempel  B  22..43  [3]
      | drempel.tijd  A  34..43  [1]
      | steun  A  49..60  [2]
",
    );
    let heading = "Els: 13 woorden, 2 van 3 coderingen\n";
    let page = folder.ok(&["show", "Els", "--code", "drempel"]).stdout;
    assert!(page.starts_with(heading) && !page.contains("| steun"), "{page}");
    let page = folder.ok(&["show", "Els", "--coder", "A"]).stdout;
    assert!(page.starts_with(heading) && page.contains("║┆ tijd, steun"), "{page}");
    let page = folder.ok(&["show", "Els", "--coder", "A,B", "--code", "steun"]).stdout;
    assert!(page.starts_with("Els: 13 woorden, 1 van 3 coderingen\n"), "{page}");
    check(&folder, &["Kaal"], "Kaal: 3 woorden, 0 coderingen\n\n   1  Hier spreekt niemand.\n");
}

#[test]
fn what_cannot_be_shown_is_named() {
    let folder = coded();
    folder.fails_with(2, &["show", "Elz"], &["`Elz`", "did you mean Els"]);
    folder.fails_with(2, &["show", "Els", "--code", "drempels"], &["`drempels`", "drempel"]);
    folder.fails_with(2, &["show", "Els", "--coder", "C"], &["`C`"]);
    for args in [["--format", "csv"], ["--output", "els.json"], ["--output", "els.docx"]] {
        folder.fails_with(2, &["show", "Els", args[0], args[1]], &["hint"]);
    }
    let two = "(`plain`) or as a page (`html`)";
    folder.fails_with(2, &["show", "Els", "--format", "markdown"], &[two]);
    folder.fails_with(2, &["show", "Els", "--format", "x"], &["[possible values: plain, html]"]);
    // A table may have any form.
    folder.ok(&["show", "Els", "--cleaning", "--format", "csv"]);
    assert!(!folder.names().iter().any(|name| name.starts_with("els.")));
}

#[test]
fn a_page_is_written_by_the_ending_of_its_file_and_needs_no_other() {
    let folder = coded();
    folder.ok(&["show", "Els", "--output", "els.html"]);
    let page = String::from_utf8(folder.read("els.html")).unwrap();
    assert_eq!(folder.ok(&["show", "Els", "--format", "html"]).stdout, page);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"));
    for address in ["src=", "http:", "https:", "@import", "url(", "<script"] {
        assert!(!page.contains(address), "{address}");
    }
    folder.ok(&["show", "Els", "--output", "els.txt"]);
    let text = String::from_utf8(folder.read("els.txt")).unwrap();
    assert_eq!(folder.ok(&["show", "Els"]).stdout, text);
}

#[test]
fn who_sees_no_stripes_can_go_from_coding_to_coding() {
    let folder = coded();
    folder.ok(&["show", "Els", "--output", "els.html"]);
    let Some(browser) = Browser::find("the page of a document by keyboard") else { return };
    let script = r##"
    const links = [...document.querySelectorAll(".transcript a:not([tabindex])")];
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const inFocus = rules.find((rule) => rule.selectorText === "a.aside:focus").style.cssText;
    const shown = links.map((link) => {
      link.focus();
      // In a window that lost the focus to another one nothing is in focus, but would look so.
      if (!link.matches(":focus") && link.matches("a.aside")) {
        link.style.cssText = inFocus;
      }
      const box = link.getBoundingClientRect();
      return [link.textContent, box.width > 20, document.querySelector(link.getAttribute("href")) !== null];
    });
    document.activeElement.blur();
    const lines = [...document.querySelectorAll(".line")].filter((line) => line.querySelector(".words"));
    const beside = lines.every((line) => [...line.querySelectorAll(".stripes i")].every((stripe) => {
      const [text, mark] = [line.querySelector(".words").getBoundingClientRect(), stripe.getBoundingClientRect()];
      return mark.left >= text.right && mark.height > 4 && mark.top >= text.top - 1 && mark.bottom <= text.bottom + 8;
    }));
    return { shown, beside, stripes: document.querySelectorAll(".stripes i").length,
      hidden: document.querySelectorAll(".names:not([aria-hidden]), .stripes:not([aria-hidden])").length,
      wide: document.documentElement.scrollWidth > innerWidth };
    "##;
    let found = browser.evaluate(&folder.path("els.html"), "", script);
    let expected = serde_json::json!([
        ["1", true, true],
        ["2", true, true],
        ["begin van Drempel, codeur B: ", true, true],
        ["begin van Geen tijd, codeur A: ", true, true],
        ["begin van Steun, codeur A: ", true, true],
    ]);
    assert_eq!(found["shown"], expected, "{found:#}");
    assert_eq!(found["beside"], true, "stripes stand beside their lines");
    assert_eq!((&found["stripes"], &found["hidden"]), (&3.into(), &0.into()));
    assert_eq!(found["wide"], false, "nothing is wider than the window");
}

#[test]
fn a_page_is_printed_with_words_names_and_codings() {
    let folder = coded();
    folder.ok(&["show", "Els", "--output", "els.html"]);
    let Some(browser) = Browser::find("print of a document") else { return };
    browser.print(&folder.path("els.html"), &folder.path("printed.pdf"));
    folder.ok(&["new", "printed"]);
    folder.ok(&["import", "printed.pdf", "--study", "printed.kwali"]);
    let text = folder.ok(&["show", "printed", "--study", "printed.kwali"]).stdout;
    let said: BTreeSet<&str> = text.split_whitespace().collect();
    for word in ["praatje.", "Drempel", "drempel.tijd", "22–43"] {
        assert!(said.contains(word), "{word} is not in\n{text}");
    }
    assert!(!text.contains("begin van"), "told to those who do not see: {text}");
}
