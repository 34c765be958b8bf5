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
