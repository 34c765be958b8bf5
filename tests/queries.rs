//! The query language through the program: every query of a small study that was worked out by
//! another program, and the same answer wherever a query can stand.

use serde_json::Value;

use crate::small_project::{SmallProject, small_project};
use crate::support::Folder;

/// The query for what the facts call `name`, of codings of `a` and `b`.
fn query(name: &str, a: &str, b: &str) -> String {
    let (a, b) = (format!("#{a}!"), format!("#{b}!"));
    let parts: Vec<&str> = name.split('_').collect();
    match parts[..] {
        ["inside"] => format!("{a} within({b})"),
        ["inside", "strict"] => format!("{a} (starts({b}) or during({b}) or finishes({b}))"),
        ["enclosing"] => format!("{a} encloses({b})"),
        ["same", "span"] => format!("{a} same({b})"),
        ["overlapping"] => format!("{a} overlaps({b})"),
        ["crossing"] => format!("{a} crosses({b})"),
        ["outside"] => format!("{a} disjoint({b})"),
        ["near", n, unit] => format!("{a} near({n} {unit}, {b})"),
        ["followed", "by", n, unit] => format!("{a} before({n} {unit}, {b})"),
        ["preceded", "by", n, unit] => format!("{a} after({n} {unit}, {b})"),
        ["only"] => format!("{a} alone"),
        ["char", "intersection"] => format!("intersect({a}, {b})"),
        ["char", "A", "minus", "B"] => format!("minus({a}, {b})"),
        ["char", "union"] => format!("union({a}, {b})"),
        _ => panic!("{name}"),
    }
}

fn lines(folder: &Folder, query: &str) -> Vec<Value> {
    let run = folder.ok(&["retrieve", query, "--format", "jsonl"]);
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ids(folder: &Folder, query: &str) -> Vec<String> {
    let mut ids: Vec<String> =
        lines(folder, query).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    ids.sort_by_key(|id| id[1..].parse::<u32>().unwrap());
    ids
}

#[test]
fn every_query_of_the_facts_gives_the_listed_ids_and_runs() {
    let SmallProject { folder, paths, expected } = small_project();
    let mut n_queries = 0;
    for pair in expected["queries"].as_array().unwrap() {
        let [a, b] = ["A", "B"].map(|side| &paths[pair[side].as_str().unwrap()]);
        for (name, expected) in pair["results"].as_object().unwrap() {
            let query = query(name, a, b);
            n_queries += 1;
            let Some(runs) = expected.get("runs") else {
                let listed: Vec<&str> = expected["ids"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|id| id.as_str().unwrap())
                    .collect();
                assert_eq!(ids(&folder, &query), listed, "{query}");
                continue;
            };
            let found = lines(&folder, &query);
            let run = |line: &Value| {
                assert!(line["id"].is_null() && line["code"].is_null());
                serde_json::json!([line["document"], line["start"], line["end"]])
            };
            assert_eq!(found.iter().map(run).collect::<Vec<_>>(), *runs.as_array().unwrap());
            let characters = folder.table(&["retrieve", &query]);
            let characters = characters.column("characters");
            let characters: u64 = characters.iter().map(|cell| cell.as_u64().unwrap()).sum();
            assert_eq!(characters, expected["characters"], "{query}");
        }
    }
    assert_eq!(n_queries, 14 * 22);
}

#[test]
fn a_query_means_the_same_wherever_it_stands() {
    let SmallProject { folder, paths, .. } = small_project();
    let (a, b) = (&paths["c2"], &paths["c1"]);
    for query in [
        format!("#{a}! overlaps(#{b}!)"),
        format!("#{a}! near(1 paragraph, #{b}!, by the same coder)"),
        "alone".to_owned(),
        "ronde>=1 disjoint(alone)".to_owned(),
    ] {
        let n = ids(&folder, &query).len() as u64;
        let explained = folder.table(&["retrieve", "--explain", &query]);
        assert_eq!(explained.cell(0, "selects").as_u64(), Some(n), "{query}");
        let separate = ["--subcodes", "separate", "--where", &query];
        let frequencies = folder.table(&[&["frequencies"][..], &separate].concat());
        let counted: u64 =
            frequencies.column("segments").iter().map(|cell| cell.as_u64().unwrap()).sum();
        assert_eq!(counted, n, "{query}");
        let crosstab = folder.table(&[&["crosstab", "--by", "coder"][..], &separate].concat());
        let of = |coder: &str| crosstab.base("total", coder).unwrap().as_u64().unwrap();
        assert_eq!(of("A") + of("B"), n, "{query}");
        let template = format!("{{{{ count(\"{query}\") }}}}\n");
        folder.write("template.md", template);
        folder.ok(&["factsheet", "build", "template.md"]);
        let manifest: Value =
            serde_json::from_slice(&folder.read("factsheet/template.manifest.json")).unwrap();
        let exhibit = &manifest["exhibits"][0];
        assert_eq!(exhibit["value"].as_u64(), Some(n), "{query}: {exhibit}");
        let traced = folder.table(&["trace", exhibit["id"].as_str().unwrap()]);
        assert_eq!(traced.rows().len() as u64, n, "{query}");
    }
}

#[test]
fn made_spans_are_shown_but_not_counted() {
    let SmallProject { folder, paths, .. } = small_project();
    let (a, b) = (&paths["c2"], &paths["c1"]);
    let query = format!("intersect(#{a}!, #{b}!)");
    folder.fails_with(
        2,
        &["frequencies", "--where", &query],
        &[
            "`intersect` makes new spans, which are no codings: they have no code, coder or weight",
            "^^^^^^^^^^",
            "as in `overlaps(intersect(#a, #b))`",
        ],
    );
    assert_eq!(ids(&folder, &format!("within({query})")).len(), 4);
}

#[test]
fn a_query_without_an_answer_says_which_part_emptied_it() {
    let SmallProject { folder, paths, .. } = small_project();
    let (a, b) = (&paths["c2"], &paths["c4"]);
    for (query, why) in [
        (
            format!("#{a} overlaps(#{b})"),
            format!("nothing was found: `#{a}` selects 6 and `overlaps(#{b})` selects"),
        ),
        (
            format!("#{a} overlaps(memo:*)"),
            "nothing was found: no coding meets `memo:*`".to_owned(),
        ),
        (format!("intersect(#{a}!, #{b}!)"), "share no character".to_owned()),
    ] {
        let run = folder.ok(&["retrieve", &query]);
        assert!(run.stderr.contains(&why), "{why}\n{run:#?}");
    }
}

#[test]
fn a_saved_query_stands_for_what_it_says() {
    let SmallProject { folder, paths, .. } = small_project();
    let (a, b) = (&paths["c2"], &paths["c1"]);
    folder.ok(&["query", "save", "werk", &format!("#{b}!")]);
    let run = folder.ok(&["query", "save", "binnen", &format!("#{a}!"), "within(@werk)"]);
    assert!(run.stderr.contains("saved query binnen"));
    assert_eq!(
        ids(&folder, "@binnen coder:A"),
        ids(&folder, &format!("{} coder:A", query("inside", a, b)))
    );
    let table = folder.table(&["query", "list"]);
    let queries = [format!("#{a}! within(@werk)"), format!("#{b}!")];
    assert_eq!(table.column("name"), [&"binnen".into(), &Value::from("werk")]);
    assert_eq!(
        table.column("query"),
        queries.iter().map(|q| Value::from(&**q)).collect::<Vec<_>>().iter().collect::<Vec<_>>()
    );

    // What is shown and kept says in full what was asked.
    let in_full = format!("#{a}! within(#{b}!)");
    assert_eq!(folder.ok(&["query", "show", "binnen", "--in-full"]).stdout.trim_end(), in_full);
    let counted = folder.table(&["frequencies", "--where", "@binnen"]);
    assert_eq!(counted.0["query"], in_full);

    folder.ok(&["query", "rename", "werk", "het werk"]);
    let shown = folder.ok(&["query", "show", "binnen"]).stdout;
    assert_eq!(shown.trim_end(), format!("#{a}! within(@\"het werk\")"));
    let run = folder.ok(&["query", "save", "binnen", "alone"]);
    assert!(run.stderr.contains("saved query binnen; it was: #"), "{run:#?}");
    let log = folder.ok(&["log", "--format", "csv"]).stdout;
    for action in ["query.add", "query.rename", "query.change"] {
        assert!(log.contains(action), "{action}\n{log}");
    }
}

#[test]
fn what_cannot_be_saved_or_deleted_says_why() {
    let SmallProject { folder, paths, .. } = small_project();
    let code = &paths["c1"];
    folder.ok(&["query", "save", "a", &format!("#{code}")]);
    folder.ok(&["query", "save", "b", "@a"]);
    let circle = "this saved query asks for itself: @b → @a → @b";
    folder.fails_with(2, &["query", "save", "a", "near(1 word, @b)"], &[circle]);
    folder.fails_with(2, &["query", "save", "c", "#nergens"], &["there is no code `nergens`"]);
    folder.fails_with(2, &["query", "save", " ", "alone"], &["a saved query's name"]);
    folder.fails_with(2, &["query", "rename", "a", "b"], &["there is a saved query `b` already"]);
    folder.fails_with(2, &["query", "delete", "a"], &["other saved queries ask for `@a`: b"]);
    folder.fails_with(
        2,
        &["query", "show", "aa"],
        &["there is no saved query `aa`", "did you mean a?"],
    );
    folder.ok(&["query", "delete", "b"]);
    folder.ok(&["query", "delete", "a"]);
    folder.fails_with(
        2,
        &["retrieve", "@a"],
        &["there is no saved query `@a` in this study", "^^"],
    );
}

#[test]
fn saved_queries_travel_in_the_bundle() {
    let SmallProject { folder, paths, .. } = small_project();
    folder.ok(&["query", "save", "zwaar, \"echt\"", &format!("#{} weight>50", paths["c1"])]);
    folder.ok(&["query", "save", "anders", "not @\"zwaar, \\\"echt\\\"\""]);
    folder.ok(&["export", "--bundle", "out"]);
    folder.ok(&["import", "--bundle", "out", "--study", "copy.kwali"]);
    let list =
        |study: &str| folder.ok(&["query", "list", "--format", "csv", "--study", study]).stdout;
    assert_eq!(list("copy.kwali"), list("small.kwali"));
    assert!(list("copy.kwali").contains("zwaar"));
    folder.ok(&["export", "--bundle", "again", "--study", "copy.kwali"]);
    assert_eq!(folder.read("again/queries.csv"), folder.read("out/queries.csv"));

    folder.write("bad/documents/d.txt", "Ja.\n");
    folder.write("bad/queries.csv", "name,query\nx,@y\ny,@x\nz,#a or\ngoed,alone\nleeg,\n");
    let run = folder.kwali(&["import", "--bundle", "bad", "--study", "bad.kwali"]);
    for said in [
        "queries.csv:2: this saved query asks for itself: @y → @x → @y",
        "queries.csv:4: a condition is missing behind `or`",
        "queries.csv:6: `query` is empty",
        "1 saved quer",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{run:#?}");
    }
}

#[test]
fn a_study_without_saved_queries_is_brought_to_the_new_schema() {
    let SmallProject { folder, .. } = small_project();
    let path = folder.path("small.kwali");
    let older = rusqlite::Connection::open(&path).unwrap();
    older
        .execute_batch(
            "DROP TABLE queries; DROP TABLE lost_codings; DROP TRIGGER coding_added; DROP TRIGGER coding_removed;
         DROP TRIGGER coding_given; DROP TABLE coding_totals; DROP TABLE source_maps; DROP TABLE unread;
         DROP TABLE content_sums; DROP TABLE row_images; DROP TABLE steps; DROP TABLE suggestions; ALTER TABLE changes DROP COLUMN hash;
               ALTER TABLE changes DROP COLUMN step_hash;
         PRAGMA user_version = 1;",
        )
        .unwrap();
    drop(older);
    let before = ids_of_everything(&folder);
    assert!(folder.names().contains(&"small.kwali.schema-1".to_owned()));
    folder.ok(&["query", "save", "alles", "not alone"]);
    assert_eq!(ids_of_everything(&folder), before);
    let kept = rusqlite::Connection::open(folder.path("small.kwali.schema-1")).unwrap();
    let schema: u32 = kept.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(schema, 1);
}

fn ids_of_everything(folder: &Folder) -> Vec<String> {
    ids(folder, "weight>=0 or not weight>=0")
}
