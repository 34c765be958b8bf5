//! What a revision of the codebook would change is told before: in saved queries and in factsheets.

use crate::support::{Folder, Run};

/// A study with two documents, five codes and five codings.
fn coded() -> Folder {
    let folder = Folder::with_study();
    for name in ["een", "twee"] {
        let text = format!("I: Wat is er met {name}?\nR: Ik heb geen tijd, echt niet.\n");
        folder.write(&format!("{name}.txt"), text);
        folder.ok(&["import", &format!("{name}.txt")]);
    }
    folder
        .write("speakers.csv", "document,speaker,participant,rol\neen,R,P1,buur\ntwee,R,P2,arts\n");
    folder.ok(&["speakers", "import", "speakers.csv"]);
    folder.write("codes.csv", "id,label_nl\na,A\na.x,X\na.z,Z\nb,B\nb.y,Y\n");
    folder.ok(&["codebook", "import", "codes.csv"]);
    for (document, code, quote, coder) in [
        ("een", "a", "geen tijd", "A"),
        ("een", "b", "geen tijd", "A"),
        ("twee", "b.y", "geen tijd", "B"),
        ("twee", "a.x", "echt niet", "A"),
        ("een", "a.x", "echt niet", "B"),
    ] {
        folder.ok(&["coding", "add", document, code, "--quote", quote, "--coder", coder]);
    }
    folder
}

/// The lines of a preview that begin so, without what they begin with.
fn lines<'a>(run: &'a Run, kind: &str) -> Vec<&'a str> {
    let of_kind = run.stdout.lines().filter_map(|line| line.strip_prefix(kind));
    of_kind.map(str::trim).collect()
}

/// How many segments a query finds.
fn found(folder: &Folder, query: &str) -> usize {
    folder.kwali(&["retrieve", query, "--format", "jsonl"]).stdout.lines().count()
}

/// Holds what a revision tells of saved queries against what is expected, and against what they find
/// once it is made.
#[track_caller]
fn check(queries: &[(&str, &str)], revision: &[&str], expected: &[&str]) {
    let folder = coded();
    for (name, query) in queries {
        folder.ok(&["query", "save", name, query]);
    }
    let count = || -> Vec<usize> {
        queries.iter().map(|(name, _)| found(&folder, &format!("@{name}"))).collect()
    };
    let before = count();
    let run = folder.ok(&[&["codebook"], revision].concat());
    let told = lines(&run, "query ");
    assert_eq!(told, expected, "{revision:?}");
    folder.ok(&[&["codebook"], revision, &["--apply"]].concat());
    for (((name, _), before), after) in queries.iter().zip(before).zip(count()) {
        let line = told.iter().find(|line| line.starts_with(&format!("@{name}:")));
        let says = match line {
            None => before == after,
            Some(line) if before == after => line.contains(&format!(" {after} segments")),
            Some(line) => line.ends_with(&format!("finds {after} segments instead of {before}")),
        };
        assert!(says, "@{name} found {before}, and now {after}: {line:?}");
    }
}

#[test]
fn queries_that_find_something_else_are_told_by_moves() {
    let queries = [
        ("a", "#a"),
        ("alleen", "#a!"),
        ("b", "#b coder:A"),
        ("door", "@b or @a"),
        ("niet", "not #b"),
        ("x", "#a.x"),
        ("z", "#a.z"),
    ];
    let expected = [
        "@a: #a; finds 1 segments instead of 3",
        "@b: #b coder:A; finds 2 segments instead of 1",
        "@door: @b or @a; finds 3 segments instead of 4",
        "@niet: not #b; finds 1 segments instead of 3",
        "@x: #a.x becomes #b.x; finds the same 2 segments",
    ];
    check(&queries, &["move", "a.x", "b"], &expected);
    let within = [
        "@x: #a.x becomes #a.z.x; finds the same 2 segments",
        "@z: #a.z; finds 2 segments instead of 0",
    ];
    check(&queries, &["move", "a.x", "a.z"], &within);
}

#[test]
fn queries_that_find_something_else_are_told_by_splits_merges_and_deletions() {
    let queries =
        [("a", "#a"), ("b", "#b"), ("x", "#a.x"), ("z", "#a.z"), ("bij", "#a and overlaps #b")];
    let split = [
        "@a: #a; finds 2 segments instead of 3",
        "@b: #b; finds 3 segments instead of 2",
        "@x: #a.x; finds 1 segments instead of 2",
    ];
    check(&queries, &["split", "a.x", "b.nieuw", "coder:B"], &split);
    let split_within =
        ["@x: #a.x; finds 1 segments instead of 2", "@z: #a.z; finds 1 segments instead of 0"];
    check(&queries, &["split", "a.x", "a.z.nieuw", "coder:B"], &split_within);
}

/// A template of which lines 4, 5, 7 and 9 count what is below `a`.
const TEMPLATE: &str = r##"---
disclosure: off
---
{% set bij = "#a" %}{{ count(bij) }} keer {{ count("#b") }}
{% if count("#a.x") > 1 %}vaak{% endif %}

{{ frequencies(id="alle",
  codes="#a", unit="documents") }}
{{ perspectives(id="wie", codes=["#a", "#b!"], by="participant.rol") }}
{{ count("#b!") }} en {{ quotes(where="#a.z", n=1) }}
"##;

#[test]
fn lines_of_templates_that_count_something_else_are_told() {
    let folder = coded();
    folder.write("sheet.md", TEMPLATE);
    folder.write("leesmij.md", "Over deze studie.\n");
    let run = folder.ok(&["codebook", "move", "a.x", "b"]);
    let expected = [
        "sheet.md:4: count number-1 gives `1` instead of `3`",
        "sheet.md:4: count number-2 gives `4` instead of `2`",
        "sheet.md:7: frequencies alle gives something else",
        "sheet.md:9: perspectives wie gives something else",
    ];
    assert_eq!(lines(&run, "counts "), expected, "{run:#?}");
    let named = ["sheet.md:5: {% if count(\"#a.x\") > 1 %}vaak{% endif %}"];
    assert_eq!(lines(&run, "factsheet "), named, "{run:#?}");
    // Nothing else is there to be counted when a code that no line names is called otherwise.
    let run = folder.ok(&["codebook", "rename", "b.y", "nieuw"]);
    assert_eq!(lines(&run, "counts "), [""; 0], "{run:#?}");
}

#[test]
fn what_manifests_say_that_is_no_longer_so_is_told_as_verify_tells_it() {
    let folder = coded();
    folder.write("bron/sheet.md", TEMPLATE);
    folder.ok(&["factsheet", "build", "bron/sheet.md"]);
    let move_it = ["codebook", "move", "a.x", "b"];
    let run = folder.ok(&move_it);
    let told = lines(&run, "manifest ");
    assert_eq!(told.len(), 1, "{run:#?}");
    let (file, words) = told[0].split_once(": ").unwrap();
    assert_eq!(file, "factsheet/sheet.manifest.json");
    let (values, exhibits) = words.split_once(" values are no longer so then, in ").unwrap();
    assert_eq!(exhibits, "number-1, number-2, number-3, alle, wie");
    // Both look into the same files, also from a folder within.
    let within = folder.shell("cd bron && \"$KWALI\" codebook move a.x b");
    assert_eq!(lines(&within, "manifest ").len(), 1, "{within:#?}");
    folder.ok(&[&move_it[..], &["--apply"]].concat());
    folder.fails_with(1, &["verify"], &[&format!("{values} values are no longer so")]);
    let within = folder.shell("cd bron && \"$KWALI\" verify");
    assert_eq!(within.status, 1, "{within:#?}");
    let run = folder.ok(&["codebook", "move", "b.x", "--top", "--factsheet", "factsheet/sheet.md"]);
    assert_eq!(lines(&run, "manifest "), [""; 0], "{run:#?}");
}

#[test]
fn a_damaged_manifest_is_told_and_stops_no_revision() {
    let folder = coded();
    folder.write("factsheet/oud.manifest.json", "{");
    let run = folder.ok(&["codebook", "rename", "a", "c", "--apply"]);
    let said = "not compared: factsheet/oud.manifest.json: the manifest cannot be used";
    assert!(run.stderr.contains(said), "{run:#?}");
    assert_eq!(found(&folder, "#c"), 3);
}

#[test]
fn files_that_are_no_factsheets_are_refused() {
    let folder = coded();
    folder.write("report.docx", [b'P', b'K', 3, 4, 0xff]);
    folder.write("report.html", "<p>a</p>");
    folder.write("report.md", [0xff, 0xfe]);
    for file in ["report.docx", "report.html", "report.md"] {
        let args = ["codebook", "rename", "a", "c", "--factsheet", file];
        let said = [file, "no template and no manifest", "*.manifest.json"];
        folder.fails_with(2, &args, &said);
    }
}

/// Holds what a revision warns of in the saved query `q` against what is expected.
#[track_caller]
fn check_warnings(query: &str, revision: &[&str], expected: &[&str]) {
    let folder = coded();
    folder.ok(&["query", "save", "helft", "#a.x"]);
    folder.ok(&["query", "save", "q", query]);
    let run = folder.ok(&[&["codebook"], revision].concat());
    let warned = run.stderr.lines().filter_map(|line| line.strip_prefix("warning: @q: "));
    assert_eq!(warned.collect::<Vec<&str>>(), expected, "{query} {revision:?} {run:#?}");
}

#[test]
fn queries_that_say_something_else_are_warned_of() {
    let more = |then: &str, code: &str| {
        format!("{then}, which comes instead of {code}, is more than {code} was")
    };
    let delete = ["delete", "b.y", "--codings-to", "b"];
    let same = "#b and #b.y are two codes now, and both are #b then";
    check_warnings("#b not #b.y", &delete, &[same, &more("#b", "#b.y")]);
    check_warnings("#b.y", &delete, &[&more("#b", "#b.y")]);
    check_warnings("#b!", &delete, &[]);
    let merge = ["merge", "a.x", "b"];
    check_warnings("#a.x", &merge, &[&more("#b", "#a.x")]);
    check_warnings(
        "#b and overlaps @helft",
        &merge,
        &["#b and #a.x are two codes now, and both are #b then", &more("#b", "#a.x")],
    );
    // Below `a` there is a code that has no segments yet, but may get some; below `a.z` there is none.
    check_warnings("#a.x!", &["merge", "a.x", "a.z"], &[]);
    check_warnings("#a.x", &["merge", "a.x", "a.z"], &[]);
    check_warnings("#b.y", &["move", "b.y", "a"], &[]);
    check_warnings("#b", &["rename", "b", "c"], &[]);
    check_warnings("#b", &["merge", "b", "a.z"], &[]);
    check_warnings("#b", &["delete", "b", "--codings-to", "a.z"], &[]);
}
