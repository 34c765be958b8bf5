//! The page of a factsheet as its readers meet it: in a browser, where there is one.

pub(crate) mod browser;
mod hostile;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use kwali_analysis::{Query, select};
use kwali_study::Study;
use kwali_text::words;
use serde_json::Value;

use self::browser::Browser;
use crate::support::Folder;

/// Reads every number of the page: its address, what it says, and its segments.
const READ_ALL: &str = r#"
const dialog = document.querySelector(".panel");
const segment = (item) => {
  const said = item.querySelector("blockquote").cloneNode(true);
  said.querySelectorAll("b").forEach((who) => who.remove());
  return { where: item.querySelector(".where").textContent, words: said.textContent };
};
const read = (node) => {
  const said = node.textContent;
  node.click();
  const more = dialog.querySelector(".more");
  // Long lists are read once, else their first portion.
  while (!more.hidden && node.id === "number-1") { more.click(); }
  const found = {
    address: decodeURIComponent(dialog.querySelector(".told a").getAttribute("href")),
    said,
    size: parseInt(dialog.querySelector(".size").textContent.replace(".", ""), 10),
    segments: [...dialog.querySelectorAll("ol > li")].map(segment),
  };
  dialog.close();
  return found;
};
return {
  numbers: [...document.querySelectorAll("main .count.leads")].map(read),
  requests: performance.getEntriesByType("resource").length,
};
"#;

/// The sample with its page.
fn sample() -> (Folder, PathBuf) {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    let page = folder.path("kwali-demo/factsheet/factsheet.html");
    (folder, page)
}

#[test]
fn every_number_of_the_sample_leads_to_its_segments() {
    let (folder, page) = sample();
    let size = std::fs::metadata(&page).unwrap().len();
    assert!(size < 1_500_000, "the page has {size} bytes");
    let Some(browser) = Browser::find("numbers of the page") else { return };
    let found = browser.evaluate(&page, "", READ_ALL);
    assert_eq!(found["requests"], 0, "{}", found["requests"]);
    let numbers = found["numbers"].as_array().expect("what was read");
    assert!(numbers.len() > 800, "only {} numbers lead anywhere", numbers.len());
    let expected = Expected::of(&folder);
    let mut traced = 0;
    for (place, number) in numbers.iter().enumerate() {
        expected.check(number);
        // What the query says is what the program says; asking it takes a process each.
        if place % 90 == 0 || number["address"].as_str().unwrap().contains("S1-17") {
            traced += usize::from(check_with_trace(&folder, number));
        }
    }
    assert!(traced > 15, "only {traced} numbers were traced");
}

/// What the manifest's queries select in the study.
struct Expected {
    study: Study,
    exhibits: BTreeMap<String, Value>,
    known: RefCell<BTreeMap<String, Vec<usize>>>,
}

impl Expected {
    fn of(folder: &Folder) -> Expected {
        let study = folder.path("kwali-demo/empowerment.kwali");
        let study = Study::open(&study, Duration::from_secs(5)).unwrap();
        let manifest = folder.read("kwali-demo/factsheet/factsheet.manifest.json");
        let manifest: Value = serde_json::from_slice(&manifest).unwrap();
        let exhibits = manifest["exhibits"].as_array().unwrap().iter();
        let named = exhibits.map(|one| (one["id"].as_str().unwrap().to_owned(), one.clone()));
        Expected { study, exhibits: named.collect(), known: RefCell::default() }
    }

    /// Returns the codings that a query selects; each is asked once.
    fn codings(&self, query: &str) -> Vec<usize> {
        if let Some(known) = self.known.borrow().get(query) {
            return known.clone();
        }
        let snapshot = self.study.snapshot().unwrap();
        let selection = Query::parse(query).unwrap().resolve(snapshot).unwrap();
        let codings = self.study.with_sources(|sources| select(snapshot, sources, &selection));
        let codings = codings.unwrap();
        self.known.borrow_mut().insert(query.to_owned(), codings.clone());
        codings
    }

    /// Returns the query behind an address; `None` where more than a query decides.
    fn query(&self, address: &str) -> Option<String> {
        let (id, cell) = match address.trim_start_matches('#').split_once(':') {
            Some((id, cell)) => (id, Some(cell)),
            None => (address.trim_start_matches('#'), None),
        };
        let exhibit = &self.exhibits[id];
        let mut parts = vec![exhibit["query"].as_str().unwrap_or_default().to_owned()];
        if exhibit["kind"] == "cooccurrence" || exhibit["quotes"].is_array() {
            return None;
        }
        if let Some(cell) = cell {
            let (row, column) = cell.rsplit_once(',').unwrap();
            let at = |list: &str, name: &str| {
                exhibit[list].as_array().unwrap().iter().position(|known| known == name)
            };
            let row = at("row_names", row).unwrap();
            parts.push(exhibit["row_queries"][row].as_str().unwrap().to_owned());
            // Totals for people are not in the manifest: they are of the whole row.
            let column = at("columns", column).map(|at| &exhibit["column_queries"][at]);
            parts.extend(column.and_then(Value::as_str).map(str::to_owned));
        }
        let asked = parts.into_iter().filter(|part| !part.is_empty());
        Some(asked.map(|part| format!("({part})")).collect::<Vec<_>>().join(" "))
    }

    #[track_caller]
    fn check(&self, number: &Value) {
        let address = number["address"].as_str().unwrap();
        let Some(query) = self.query(address) else { return };
        let snapshot = self.study.snapshot().unwrap();
        let codings = self.codings(&query);
        let segments = number["segments"].as_array().unwrap();
        assert_eq!(number["size"], codings.len(), "{address}: {query}");
        let is_whole = segments.len() == codings.len();
        assert!(is_whole || (segments.len() == 40 && address != "#number-1"), "{address}");
        for (segment, coding) in segments.iter().zip(codings) {
            let coding = snapshot.codings()[coding];
            let place = snapshot.document_place(coding.document).unwrap();
            let name = &snapshot.documents()[place].name;
            let place_said = segment["where"].as_str().unwrap();
            assert!(place_said.contains(&format!(" · {name} · ")), "{address}: {place_said}");
            let text = self.study.texts().unwrap()[place].as_str();
            let words = &text[coding.span.start()..coding.span.end()];
            assert!(is_said_in(segment["words"].as_str().unwrap(), words), "{address}: {segment}");
        }
    }
}

/// True if the words of a page stand in a transcript, one after the other; names are left out.
fn is_said_in(shown: &str, transcript: &str) -> bool {
    let spoken: Vec<&str> = words(transcript).map(|word| &transcript[word]).collect();
    let mut spoken = spoken.into_iter();
    let shown = shown.replace("[naam]", " ");
    let mut shown_words = words(&shown).map(|word| &shown[word]);
    !shown.trim().is_empty() && shown_words.all(|word| spoken.any(|said| said == word))
}

/// Compares a number with what `kwali trace` says; false where that takes no such address.
#[track_caller]
fn check_with_trace(folder: &Folder, number: &Value) -> bool {
    let address = number["address"].as_str().unwrap().trim_start_matches('#');
    if address.ends_with(",total") || address.ends_with(",quote") {
        return false;
    }
    let (id, cell) = address.split_once(':').map_or((address, None), |(id, cell)| (id, Some(cell)));
    let manifest = "kwali-demo/factsheet/factsheet.manifest.json";
    let study = "kwali-demo/empowerment.kwali";
    let mut arguments = vec!["trace", id];
    arguments.extend(cell);
    arguments.extend(["--manifest", manifest, "--study", study, "--format", "jsonl"]);
    let run = folder.ok(&arguments);
    let traced: Vec<String> = run
        .stdout
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["document"].as_str().unwrap().to_owned()
        })
        .collect();
    let segments = number["segments"].as_array().unwrap();
    assert_eq!(number["size"], traced.len(), "{address}");
    for (segment, document) in segments.iter().zip(traced) {
        let place = segment["where"].as_str().unwrap();
        assert!(place.contains(&format!(" · {document} · ")), "{address}: {place}");
    }
    true
}

#[test]
fn a_choice_of_perspective_and_place_counts_as_the_study_does() {
    let (folder, page) = sample();
    let Some(browser) = Browser::find("filter of the page") else { return };
    let script = r#"
    const choose = (kind, name) => {
      const select = document.querySelector(`select[data-kind=${kind}]`);
      select.value = [...select.options].find((option) => option.textContent === name).value;
      select.dispatchEvent(new Event("change"));
    };
    const rows = (id, column) => [...document.querySelectorAll(`[id="${id}"] tbody tr`)].map((row) => row.cells[column].textContent);
    const before = rows("S1-11", 1);
    choose("role", "sociaal werker");
    choose("site", "Utrecht");
    const found = {
      participants: rows("S1-11", 1),
      documents: rows("S1-11", 2),
      only: document.querySelector('[id="S1-11"] .only').textContent,
      greyPercent: document.querySelector('[id="number-1"]').classList.contains("of-all"),
      saidOfAll: document.querySelector('[id="number-1"]').nextElementSibling?.textContent,
      sentence: document.querySelector('[id="number-8"]').textContent,
    };
    document.querySelector(".page-filter button").click();
    return { ...found, before, after: rows("S1-11", 1), left: document.querySelectorAll(".only, .said-of-all, .of-all, .recounted").length };
    "#;
    let found = browser.evaluate(&page, "", script);
    let count = |query: &str, unit: &str| {
        let arguments = ["frequencies", "--where", query, "--unit", unit, "--subcodes", "included"];
        let study = "kwali-demo/empowerment.kwali";
        let run = folder.ok(&[&arguments[..], &["--study", study, "--format", "json"]].concat());
        let table: Value = serde_json::from_str(&run.stdout).unwrap();
        let names = table["columns"].as_array().unwrap();
        let column = names.iter().position(|column| column["name"] == unit).unwrap();
        let rows = table["rows"].as_array().unwrap().clone();
        rows.into_iter()
            .map(|row| (row[0].as_str().unwrap().to_owned(), row[column].as_u64().unwrap()))
            .collect::<BTreeMap<String, u64>>()
    };
    let manifest = folder.read("kwali-demo/factsheet/factsheet.manifest.json");
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let exhibits = manifest["exhibits"].as_array().unwrap();
    let barriers = exhibits.iter().find(|one| one["id"] == "S1-11").unwrap();
    let query = "coder:A role:\"sociaal werker\" document.site:Utrecht";
    for unit in ["participants", "documents"] {
        let counted = count(query, unit);
        let codes = barriers["row_names"].as_array().unwrap().iter();
        let expected: Vec<String> = codes
            .map(|code| counted.get(code.as_str().unwrap()).copied().unwrap_or(0).to_string())
            .collect();
        assert!(expected.iter().any(|n| n != "0"));
        assert_eq!(found[unit], serde_json::json!(expected), "{found:#}");
    }
    assert_eq!(found["only"].as_str().unwrap().trim(), "Alleen sociaal werker, Utrecht");
    assert_eq!(found["greyPercent"], true);
    assert_eq!(found["saidOfAll"].as_str().unwrap().trim(), "(hele studie)");
    let all = count(query, "participants")["eiw.barrier"].to_string();
    assert_eq!(found["sentence"], all.as_str());
    assert_eq!(found["before"], found["after"]);
    assert_eq!(found["left"], 0, "the choice leaves nothing behind");
}

#[test]
fn the_panel_is_reached_by_keyboard_and_by_address() {
    let (_folder, page) = sample();
    let Some(browser) = Browser::find("keyboard of the page") else { return };
    let script = r##"
    const dialog = document.querySelector(".panel");
    const addressed = { open: dialog.open, told: dialog.querySelector(".told")?.textContent, hash: location.hash };
    dialog.close();
    const number = document.querySelector('[id="S1-11"] .count.leads');
    number.focus();
    number.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    const opened = dialog.open;
    const choice = dialog.querySelector("[data-site]");
    const all = dialog.querySelectorAll("ol > li").length;
    choice.click();
    const some = dialog.querySelectorAll("ol > li").length;
    const context = dialog.querySelector("li > button");
    context.click();
    const marked = dialog.querySelector("li mark").textContent;
    const isWithin = dialog.querySelector("li blockquote").textContent.length > marked.length;
    dialog.close();
    const focusReturns = document.activeElement === number;
    const tip = document.querySelector("figure [data-mark]");
    tip.dispatchEvent(new PointerEvent("pointerenter"));
    const said = document.querySelector(".tip").textContent;
    tip.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true }));
    const bar = dialog.querySelector(".told").textContent;
    const table = document.querySelector("details table");
    return { addressed, opened, all, some, isWithin, focusReturns, said, bar, hasTable: Boolean(table), data: document.getElementById("kwali-data").textContent };
    "##;
    let found = browser.evaluate(&page, "#S1-11:eiw.barrier.workload,participants", script);
    assert_eq!(found["addressed"]["open"], true, "{found:#}");
    assert_eq!(
        found["addressed"]["told"].as_str().unwrap().trim(),
        "Werkdruk en tijdgebrek · 8 deelnemers #"
    );
    assert_eq!(found["opened"], true);
    assert!(found["some"].as_u64() < found["all"].as_u64(), "{found:#}");
    assert_eq!(found["isWithin"], true);
    assert_eq!(found["focusReturns"], true);
    assert_eq!(found["said"], "Kennisuitwisseling: 9");
    assert_eq!(found["bar"].as_str().unwrap().trim(), "Kennisuitwisseling · 9 deelnemers #");
    assert_eq!(found["hasTable"], true);
    let data = found["data"].as_str().unwrap();
    assert!(!data.contains("EIW-P"), "a participant is named");
}

#[test]
fn the_page_prints_without_what_cannot_be_clicked_on_paper() {
    let (folder, page) = sample();
    let Some(browser) = Browser::find("print of the page") else { return };
    let pdf = folder.path("printed.pdf");
    browser.print(&page, &pdf);
    folder.ok(&["new", "printed"]);
    folder.ok(&["import", "printed.pdf", "--study", "printed.kwali"]);
    let text = folder.ok(&["show", "printed", "--study", "printed.kwali"]).stdout;
    let said: BTreeSet<&str> = words(&text).map(|word| &text[word]).collect();
    assert!(said.contains("Werkdruk") && said.contains("Meerwaarde"), "{text}");
    for absent in ["alle perspectieven", "Toon context", "Tabel\n"] {
        assert!(!text.contains(absent), "printed: {absent}");
    }
}

#[test]
fn a_page_without_words_has_none_but_its_quotes() {
    let folder = Folder::new();
    folder.write("a.txt", "I: Hoe gaat het?\nAnna: Het is druk en er is geen geld.\n");
    folder.ok(&["new", "study"]);
    folder.ok(&["import", "a.txt"]);
    folder.write("book.csv", "id,label\ndruk,Druk\n");
    folder.ok(&["codebook", "import", "book.csv"]);
    folder.ok(&["coding", "add", "a", "druk", "--quote", "Het is druk", "--coder", "A"]);
    folder.write("t.md", "{{ count(\"#druk\") }} keer\n\n{{ frequencies(id=\"f\") }}\n");
    folder.ok(&["factsheet", "build", "t.md"]);
    let whole = String::from_utf8(folder.read("factsheet/t.html")).unwrap();
    assert!(whole.contains("Het is druk") && whole.contains("data-cells=\"0.0\""));
    folder.ok(&["factsheet", "build", "t.md", "--without-words"]);
    let bare = String::from_utf8(folder.read("factsheet/t.html")).unwrap();
    assert!(!bare.contains("Het is druk") && !bare.contains("<script"), "{bare}");
    assert!(!bare.contains("data-cells") && bare.contains("default-src 'none'"));
}
