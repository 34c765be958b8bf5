//! Which codes go together, and what is alike, as users ask for it.

use serde_json::json;

use crate::support::Folder;

/// Two interviews in which `b` stands on the words of `a` again and again, and one without codes.
fn folder() -> Folder {
    let folder = Folder::new();
    let line = "Wij komen elke week samen in de wijk en drinken koffie. Dat helpt ons.\n";
    let mut codings = "document,start,end,code,coder\n".to_owned();
    for document in ["d1", "d2"] {
        folder.write(&format!("b/documents/{document}.txt"), line.repeat(20));
        for number in 0..8 {
            let start = number * 71 * 2;
            codings.push_str(&format!("{document},{start},{},a,A\n", start + 10));
            codings.push_str(&format!("{document},{},{},b,A\n", start + 2, start + 12));
        }
        codings.push_str(&format!("{document},100,110,c,A\n"));
    }
    folder.write("b/documents/d3.txt", line);
    folder.write("b/codebook.csv", "id\na\nb\nc\n");
    folder.write("b/coders.csv", "coder\nA\n");
    folder.write("b/codings.csv", codings);
    folder.ok(&["import", "--bundle", "b", "--study", "s.kwali"]);
    folder
}

#[test]
fn what_goes_together_stands_out_against_chance() {
    let folder = folder();
    let table = folder.table(&["cooccurrence", "--against-chance", "--sort", "chance"]);
    assert_eq!((table.cell(0, "a"), table.cell(0, "b")), (&json!("a"), &json!("b")));
    assert_eq!(table.cell(0, "overlap_pairs"), 16);
    // Two codings of 10 characters meet in 19 of 1420 shifts: 2 · 8 · 8 · 19 / 1420.
    let mean = table.cell(0, "chance_mean").as_f64().unwrap();
    assert!((mean - 128.0 * 19.0 / 1420.0).abs() < 1e-9, "{mean}");
    assert_eq!(table.cell(0, "above_chance"), true);
    assert_eq!(table.cell(2, "above_chance"), false);
    let other_seed = folder.table(&["cooccurrence", "--against-chance", "--seed", "2"]);
    assert_eq!(other_seed.cell(0, "chance_mean"), table.cell(0, "chance_mean"));
}

#[test]
fn distances_have_the_units_of_queries() {
    let folder = folder();
    let table = folder.table(&["cooccurrence", "--near", "0 sentences,1 sentence,1 turn,3"]);
    for column in ["near_sentences0", "near_sentences1", "near_turns1", "near3"] {
        assert!(table.columns().contains(&column), "{column}");
    }
    // Each of the eight pairs of a document has a sentence of its own, two lines from the next.
    assert_eq!(table.cell(0, "near_sentences0"), 16);
    folder.fails_with(2, &["cooccurrence", "--near", "2 words"], &["turns, sentences"]);
    folder.fails_with(2, &["cooccurrence", "--sort", "chance"], &["--against-chance"]);
    folder.fails_with(2, &["cooccurrence", "--draws", "5"], &["--against-chance"]);
    folder.fails_with(2, &["cooccurrence", "--as", "network"], &["--chart"]);
}

#[test]
fn what_has_no_codes_is_like_nothing() {
    let folder = folder();
    let pairs = folder.table(&["similarity"]);
    assert_eq!(pairs.column("jaccard"), [&json!(1.0), &json!(null), &json!(null)]);
    assert!(pairs.explains("jaccard"));
    let clusters = folder.table(&["similarity", "--table", "clusters"]);
    assert_eq!(clusters.rows().len(), 1);
    let stress = folder.table(&["similarity", "--table", "map"]);
    let notes = stress.0["notes"].to_string();
    assert!(notes.contains("ongedefinieerd"), "{notes}");
    folder.fails_with(2, &["similarity", "--linkage", "ward"], &["--table clusters"]);
    folder.fails_with(2, &["cooccurrence", "--measure", "near"], &["--chart"]);
    folder.fails_with(2, &["similarity", "--table", "matrix", "--limit", "3"], &["pairs"]);
    let sets = folder.table(&["configurations", "--in", "document"]);
    assert_eq!(sets.column("codes"), ["a + b + c", ""]);
    assert_eq!(sets.column("documents"), [2, 1]);
    folder.fails_with(2, &["configurations", "--size", "3-2"], &["number of codes"]);
}

#[test]
fn a_turn_that_ends_before_it_begins_is_one_moment() {
    let folder = Folder::new();
    folder.write("b/documents/d.txt", "R: Geen tijd, wel geld.\n");
    folder.write(
        "b/turns.csv",
        "document,start,end,speaker,words_start,time_start,time_end\nd,0,23,R,3,9000,4000\n",
    );
    folder.write("b/codings.csv", "document,start,end,code,coder\nd,3,12,a,A\nd,14,22,b,A\n");
    folder.ok(&["import", "--bundle", "b", "--study", "study.kwali"]);
    let pairs = folder.table(&["cooccurrence", "--near", "0 seconds"]);
    assert_eq!(pairs.column("near_seconds0"), [&json!(1)]);
}
