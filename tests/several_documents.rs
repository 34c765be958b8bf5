//! Files that hold several documents.

use crate::support::Folder;

const STRUCTURED: &str = "#TEXT P01\nIk drink thee.\n\n#TEXT P02\nKoffie graag.\n";

#[test]
fn a_structured_text_gives_a_document_for_each_tag() {
    let folder = Folder::with_study();
    folder.write("wijk.txt", STRUCTURED);
    let run = folder.ok(&["import", "wijk.txt"]);
    assert!(run.stderr.contains("wijk.txt: 2 documents, 5 words"), "{}", run.stderr);
    assert!(run.stderr.contains("P02: txt, UTF-8, 2 words"), "{}", run.stderr);
    let documents = folder.table(&["list", "documents"]);
    assert_eq!(documents.column("document"), ["P01", "P02"]);
    assert_eq!(documents.column("source"), ["wijk.txt", "wijk.txt"]);
    let again = folder.ok(&["import", "wijk.txt"]);
    let said = "wijk.txt: is in the study already, as `P01` and 1 more";
    assert!(again.stderr.contains(said), "{}", again.stderr);
    assert!(again.stderr.contains("imported 0 documents, 0 words; 2 already there"));
}

#[test]
fn a_file_of_which_half_came_in_is_completed() {
    let folder = Folder::with_study();
    folder.write("wijk.txt", "#TEXT P01\nIk drink thee.\n\n#TEXT P02\nVerse thee.\n");
    folder.ok(&["import", "wijk.txt"]);
    // The same file with a corrected answer and one more person.
    folder.write("wijk.txt", format!("{STRUCTURED}#TEXT P03\nNiets.\n"));
    let said = [
        "wijk.txt: 1 documents, 1 words; 1 already there",
        "error: wijk.txt: document `P02` is in the study with other words\nhint: ",
        "imported 1 documents, 1 words; 1 already there; 1 could not be read",
    ];
    folder.fails_with(1, &["import", "wijk.txt"], &said);
    folder.fails_with(1, &["import", "wijk.txt"], &["0 documents, 0 words; 2 already there"]);
    assert_eq!(folder.table(&["list", "documents"]).column("document"), ["P01", "P02", "P03"]);
}

#[test]
fn another_file_with_the_same_names_comes_in_beside_it() {
    let folder = Folder::with_study();
    folder.write("in/maart.txt", STRUCTURED);
    folder.write("in/mei.txt", STRUCTURED.replace("thee", "water"));
    folder.write("in/mei, kopie.txt", STRUCTURED.replace("thee", "water"));
    folder.ok(&["import", "in/maart.txt"]);
    let run = folder.ok(&["import", "in"]);
    assert!(
        run.stderr.contains("imported 2 documents, 5 words; 3 already there"),
        "{}",
        run.stderr
    );
    folder.ok(&["import", "in/mei.txt"]);
    let documents = folder.table(&["list", "documents"]);
    let names = ["P01", "P02", "mei, kopie: P01", "mei, kopie: P02"];
    assert_eq!(documents.column("document"), names);
}

#[test]
fn one_name_is_not_enough_for_several_documents() {
    let folder = Folder::with_study();
    folder.write("wijk.txt", STRUCTURED);
    let said = "error: wijk.txt: --name names one document, but there are 2 in it\nhint: ";
    folder.fails_with(1, &["import", "wijk.txt", "--name", "wijk"], &[said]);
}
