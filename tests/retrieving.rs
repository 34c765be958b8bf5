//! `kwali retrieve`: groups, samples, pages and forms.

use serde_json::Value;

use crate::support::Folder;

/// Two group interviews in which people of two roles speak.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write(
        "b/documents/een.txt",
        "Interviewer: Hoe gaat het?\nAnna: Er is geen tijd.\nBert: Nee, en ook geen geld.\n",
    );
    folder.write("b/documents/twee.txt", "Carla: Geld is er wel, tijd niet.\n");
    folder.write("b/participants.csv", "participant,role\nP1,bewoner\nP2,werker\nP3,bewoner\n");
    folder.write(
        "b/speakers.csv",
        "document,speaker,participant,interviewer\neen,Interviewer,,yes\neen,Anna,P1,no\n\
         een,Bert,P2,no\ntwee,Carla,P3,no\n",
    );
    folder
        .write("b/codebook.csv", "id,label_nl,colour\ntijd,Geen tijd,#ffee00\ngeld,Geld,#0072b2\n");
    folder.write(
        "b/codings.csv",
        "id,document,start,end,code,coder,weight,comment\n\
         k1,een,33,78,tijd,A,80,over twee mensen\nk2,een,60,78,geld,B,20,\nk3,twee,7,33,geld,A,,\n\
         k4,twee,24,33,tijd,B,90,\n",
    );
    folder.ok(&["import", "--bundle", "b", "--study", "study.kwali"]);
    folder
}

/// The ids in the order in which they are shown.
fn ids(folder: &Folder, options: &[&str]) -> Vec<String> {
    let table = folder.table(&[&["retrieve"], options].concat());
    table.column("id").iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn check(folder: &Folder, options: &[&str], expected: &[&str]) {
    assert_eq!(ids(folder, options), expected, "{options:?}");
}

#[test]
fn segments_are_put_in_groups_in_order_and_on_pages() {
    let folder = folder();
    check(&folder, &["--sort", "weight"], &["k4", "k1", "k2", "k3"]);
    check(&folder, &["--sort", "length", "#geld"], &["k3", "k2"]);
    check(&folder, &["--group-by", "code"], &["k1", "k4", "k2", "k3"]);
    check(&folder, &["--group-by", "role"], &["k1", "k3", "k4", "k1", "k2"]);
    check(&folder, &["--group-by", "participant", "--limit", "2", "--page", "2"], &["k2", "k3"]);
    let roles = folder.table(&["retrieve", "--group-by", "role"]);
    let base = roles.0["base"].as_str().unwrap();
    assert!(base.contains("staat in de groep van elk, zodat 4 segmenten 5 plaatsen"), "{base}");
    let groups: Vec<&Value> = roles.column("in_group");
    assert_eq!(groups, ["bewoner", "bewoner", "bewoner", "werker", "werker"]);
    let run = folder.fails_with(
        2,
        &["retrieve", "--group-by", "codes"],
        &["`codes`", "did you mean code"],
    );
    assert_eq!(run.stdout, "");
    folder.fails_with(2, &["retrieve", "--page", "2"], &["--limit"]);
    let made = ["retrieve", "intersect(#tijd, #geld)", "--sample", "1"];
    folder.fails_with(2, &made, &["not codings", "--sample"]);
    folder.fails_with(2, &["retrieve", "--sample", "0"], &["from 1"]);
    folder.fails_with(2, &["retrieve", "--sample", "1", "--per-group"], &["--group-by"]);
}

#[test]
fn a_sample_says_its_seed_and_never_changes() {
    let folder = folder();
    check(&folder, &["--sample", "2"], &["k2", "k3"]);
    check(&folder, &["--sample", "2", "--seed", "1"], &["k2", "k3"]);
    let plain = folder.ok(&["retrieve", "--sample", "2"]).stdout;
    assert!(plain.contains("Basis: 2 van 4, seed 1; 4 van 4 segmenten;"), "{plain}");
    let each = ids(&folder, &["--group-by", "coder", "--sample", "1", "--per-group"]);
    assert_eq!(each.len(), 2);
}

#[test]
fn people_see_ids_weights_comments_and_the_codes_of_others() {
    let folder = folder();
    let plain = folder.ok(&["retrieve", "#tijd", "coder:A"]).stdout;
    let expected = "\
een · alinea’s 2–3 · beurten 2–3 · Anna (bewoner, P1), Bert (werker, P2)
  │ Er is geen tijd.
  │ Bert: Nee, en ook geen geld.
  Geen tijd (tijd) · A · gewicht 80 · k1
  ook erop: geld (B)
  opmerking: over twee mensen
";
    assert!(plain.ends_with(expected), "{plain}");
    let page = folder.ok(&["retrieve", "--group-by", "code", "--format", "html"]).stdout;
    for part in [
        "style=\"--code:#ffee00;--on:#000\"",
        "style=\"--code:#0072b2;--on:#fff\"",
        "<bdi>Geen tijd (tijd)</bdi> <small>2 segmenten</small>",
        "Opmerking (A): <span dir=\"auto\">over twee mensen</span>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
    let lines = folder.ok(&["retrieve", "#tijd", "coder:A", "--format", "jsonl"]).stdout;
    let line: Value = serde_json::from_str(lines.trim()).unwrap();
    let codes = serde_json::json!([
        {"code": "tijd", "coders": ["A"]}, {"code": "geld", "coders": ["B"]}
    ]);
    assert_eq!(line["codes"], codes);
    assert_eq!(line["comment"], "over twee mensen");
}
