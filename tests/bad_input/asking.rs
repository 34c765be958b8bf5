//! Words and lists of words that cannot be read.

use super::folder;

#[test]
fn nothing_is_printed_before_what_was_asked_is_understood() {
    let folder = folder();
    for words in ["", "/(/", "…"] {
        let run = folder.fails_with(2, &["search", words], &["error: ", "hint: look for words"]);
        assert_eq!(run.stdout, "", "{words}");
    }
}

#[test]
fn a_list_of_function_words_may_have_any_encoding_but_must_be_text() {
    let folder = folder();
    std::fs::write(folder.path("old.txt"), b"\xe9\xe9n # een\nde\n").unwrap();
    folder.ok(&["words", "--stop-words", "old.txt"]);
    std::fs::write(folder.path("binary.txt"), b"de\0het").unwrap();
    folder.fails_with(
        2,
        &["words", "--stop-words", "binary.txt"],
        &["error: binary.txt: this is not a text file", "hint: give the words as plain text"],
    );
}

#[test]
fn a_query_that_cannot_be_answered_says_where_to_look() {
    let folder = folder();
    for (query, hint) in [
        ("foo:bar", "`kwali list variables` tells what there is"),
        ("#nope", "`kwali list codes` tells what there is"),
        ("#steum", "did you mean `steun`?"),
        ("group:x", "`kwali list documents` tells what there is"),
        ("document:x", "`kwali list documents` tells what there is"),
        ("@zz", "`kwali query list` tells what there is"),
        ("(", "`kwali retrieve --help` tells how a query is written"),
        ("x or", "`kwali retrieve --help` tells how a query is written"),
    ] {
        let said = format!("\nhint: {hint}\n");
        folder.fails_with(2, &["coding", "list", query], &["error: ", &said]);
        let run = folder.kwali(&["coding", "list", query, "--format", "json"]);
        let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(error["hints"], serde_json::json!([hint]), "{query}");
    }
}
