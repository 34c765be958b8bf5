//! Whatever stands in a transcript, a label or a value is text on the page and does nothing.

use super::browser::{Browser, Lure};
use crate::support::Folder;

/// Makes a study in which every turn and the label of the code are hostile.
fn hostile_study(folder: &Folder, payloads: &[String]) {
    let turns = payloads.iter().enumerate().map(|(n, payload)| {
        format!("I: Vraag {n} {payload}?\nBewoner: Antwoord {n} begin {payload} einde.\n")
    });
    folder.write("kwaad.txt", turns.collect::<String>());
    folder.ok(&["new", "study"]);
    folder.ok(&["import", "kwaad.txt"]);
    let label = payloads[4].replace('"', "\"\"");
    folder.write("book.csv", format!("id,label,colour\nkwaad,\"{label}\",#aa0000\n"));
    folder.ok(&["codebook", "import", "book.csv"]);
}

/// The same on the page of a document.
#[test]
fn hostile_transcripts_do_nothing_on_the_page_of_a_document() {
    let folder = Folder::new();
    let lure = Lure::set();
    let payloads = payloads(&lure.address());
    hostile_study(&folder, &payloads);
    for (n, payload) in payloads.iter().enumerate() {
        let quote = format!("Antwoord {n} begin");
        let args = ["coding", "add", "kwaad", "kwaad", "--quote", &quote, "--coder", "<b>A"];
        let comment = format!("--comment={payload}");
        folder.ok(&[&args[..], &[&comment]].concat());
    }
    folder.ok(&["show", "kwaad", "--output", "kwaad.html"]);
    let Some(browser) = Browser::find("hostile transcripts on the page of a document") else {
        return;
    };
    let script = r##"
    document.querySelectorAll("*").forEach((node) => { node.dispatchEvent(new MouseEvent("mouseover")); });
    document.querySelectorAll("a.aside").forEach((node) => node.focus());
    return {
      hacked: window.hacked ?? null,
      said: document.querySelector(".transcript").textContent,
      tags: [...new Set([...document.querySelectorAll("main *")].map((node) => node.tagName.toLowerCase()))].sort(),
      handlers: [...document.querySelectorAll("*")].filter((node) => [...node.attributes].some(({ name }) => name.startsWith("on"))).length,
      blocked: window.blocked ?? 0,
      requests: performance.getEntriesByType("resource").length,
      scripts: document.scripts.length,
    };
    "##;
    let found = browser.evaluate(&folder.path("kwaad.html"), "", script);
    assert_eq!(found["hacked"], serde_json::Value::Null, "{found:#}");
    for none in ["handlers", "blocked", "requests"] {
        assert_eq!(found[none], 0, "{none}: {found:#}");
    }
    // That of this test.
    assert_eq!(found["scripts"], 1);
    let expected =
        "a b bdi dd div dl dt h1 h2 i li mark p section small span table tbody td th thead tr ul";
    let tags: Vec<&str> =
        found["tags"].as_array().unwrap().iter().filter_map(|tag| tag.as_str()).collect();
    assert_eq!(tags.join(" "), expected);
    let said = found["said"].as_str().unwrap().split_whitespace().collect::<String>();
    let names = said.matches("Antwoord").count();
    assert_eq!(names, payloads.len());
    assert!(said.contains("<script>window.hacked=1</script>"), "{said}");
    assert!(!said.contains('\u{202e}'));
    assert!(!lure.was_called(), "the page called somebody");
}

/// What acts where a page takes it for markup, script or an address.
fn payloads(lure: &str) -> Vec<String> {
    [
        "<script>window.hacked=1</script>",
        "</script><script>window.hacked=1</script>",
        "<!--<script>window.hacked=1",
        "--><img src=x onerror=\"window.hacked=1\">",
        "<img src=LURE/img>",
        "<svg onload=window.hacked=1><use href=LURE/use></svg>",
        "<iframe src=\"javascript:parent.hacked=1\"></iframe><iframe src=LURE/frame></iframe>",
        "<link rel=stylesheet href=LURE/css><style>@import 'LURE/import';</style>",
        "<style>body{background:url(LURE/url)}</style><base href=LURE>",
        "<meta http-equiv=refresh content=\"0;url=LURE/refresh\">",
        "<form action=LURE><button autofocus onfocus=window.hacked=1>x</button></form>",
        "<a href=\"javascript:window.hacked=1\">klik</a> [klik](javascript:window.hacked=1)",
        "&lt;script&gt;window.hacked=1&lt;/script&gt; &#60;b&#62; \\u003cb\\u003e",
        "\" onmouseover=\"window.hacked=1\" x=' autofocus onfocus='window.hacked=1",
        "${window.hacked=1} {{ 7*7 }} {% raw %} `window.hacked=1`",
        "__proto__ constructor ]]> <![CDATA[ <template><b>",
        "omkeer \u{202e}reek\u{2028}regel\u{2029}alinea\u{2066}binnen\u{200b}",
    ]
    .map(|payload| payload.replace("LURE", lure))
    .to_vec()
}

#[test]
fn hostile_transcripts_do_nothing_and_show_as_text() {
    let folder = Folder::new();
    let lure = Lure::set();
    let payloads = payloads(&lure.address());
    hostile_study(&folder, &payloads);
    folder.write("sites.csv", format!("document,site\nkwaad,\"{}\"\n", payloads[5]));
    folder.ok(&["variables", "import", "sites.csv"]);
    let text = folder.ok(&["show", "kwaad"]).stdout;
    for (n, _) in payloads.iter().enumerate() {
        let quote = format!("Antwoord {n} begin");
        assert!(text.contains(&quote));
        folder.ok(&["coding", "add", "kwaad", "kwaad", "--quote", &quote, "--coder", "A"]);
    }
    let template = "# {{ study.name }}\n\n{{ count(\"#kwaad\") }} keer\n\n\
                    {{ crosstab(id=\"x\", codes=\"#kwaad\", by=\"site\", chart=true) }}\n\n\
                    {{ frequencies(id=\"f\", chart=true) }}\n\n{{ quotes(\"#kwaad\", n=17) }}\n";
    folder.write("t.md", template);
    folder.ok(&["factsheet", "build", "t.md"]);
    let Some(browser) = Browser::find("hostile transcripts") else { return };
    let script = r##"
    const dialog = document.querySelector(".panel");
    document.querySelector(".fact").click();
    dialog.querySelectorAll("li > button").forEach((button) => button.click());
    const list = dialog.querySelector("ol");
    dialog.querySelectorAll("*").forEach((node) => { node.dispatchEvent(new MouseEvent("mouseover")); });
    return {
      hacked: window.hacked ?? null,
      said: list.textContent,
      tags: [...new Set([...list.querySelectorAll("*")].map((node) => node.tagName.toLowerCase()))].sort(),
      scripts: document.scripts.length,
      strangers: document.querySelectorAll("main :is(script, iframe, img, link, form, style, base, object, embed, template)").length,
      handlers: [...document.querySelectorAll("*")].filter((node) => [...node.attributes].some(({ name }) => name.startsWith("on"))).length,
      blocked: window.blocked ?? 0,
      requests: performance.getEntriesByType("resource").length,
    };
    "##;
    let found = browser.evaluate(&folder.path("factsheet/t.html"), "", script);
    assert_eq!(found["hacked"], serde_json::Value::Null, "{found:#}");
    assert_eq!(found["strangers"], 0, "{found:#}");
    assert_eq!(found["handlers"], 0, "{found:#}");
    assert_eq!(found["blocked"], 0, "nothing even tried");
    assert_eq!(found["requests"], 0);
    // The data, the page's script and that of this test.
    assert_eq!(found["scripts"], 3);
    let tags: Vec<&str> =
        found["tags"].as_array().unwrap().iter().filter_map(|t| t.as_str()).collect();
    assert_eq!(tags, ["b", "blockquote", "button", "li", "mark", "p", "span"]);
    let said = found["said"].as_str().unwrap();
    for payload in &payloads[..payloads.len() - 1] {
        assert!(said.contains(payload.as_str()), "not shown: {payload}");
    }
    assert!(said.contains(r"omkeer \u{202e}reek") && !said.contains('\u{202e}'));
    assert!(!lure.was_called(), "the page called somebody");
}
