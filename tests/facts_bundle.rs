//! The facts of a study without words, made into a bundle with invented texts.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::Folder;

/// Writes the facts as a bundle and returns the ids of the codes there by their ids in the facts.
pub(crate) fn write_bundle(
    facts: &Value,
    folder: &Folder,
    bundle: &str,
) -> BTreeMap<String, String> {
    let paths = code_paths(list(facts, "codes"));
    for document in list(facts, "documents") {
        let name = word(&document["id"]);
        folder.write(&format!("{bundle}/documents/{name}.txt"), text(document));
    }
    folder.write(&format!("{bundle}/documents.csv"), documents(facts));
    folder.write(&format!("{bundle}/coders.csv"), table(&["coder"], coders(facts)));
    folder.write(&format!("{bundle}/codebook.toml"), codebook(list(facts, "codes"), &paths));
    folder.write(&format!("{bundle}/codings.csv"), codings(facts, &paths));
    paths
}

/// A text of the stated length whose lines are the stated paragraphs, in characters of one to
/// four bytes.
fn text(document: &Value) -> String {
    let mut chars: Vec<char> = "aé€👍".chars().cycle().take(number(&document["length"])).collect();
    for paragraph in list(document, "paragraphs").iter().skip(1) {
        chars[number(&paragraph[0]) - 1] = '\n';
    }
    chars.into_iter().collect()
}

fn documents(facts: &Value) -> Vec<u8> {
    let documents = list(facts, "documents");
    let mut names: Vec<&String> = Vec::new();
    for name in documents.iter().flat_map(|document| document["variables"].as_object().unwrap()) {
        if !names.contains(&name.0) {
            names.push(name.0);
        }
    }
    let header: Vec<&str> = ["document"].into_iter().chain(names.iter().map(|n| &***n)).collect();
    let row = |document: &Value| {
        let values = names.iter().map(|name| word(&document["variables"][name.as_str()]));
        [word(&document["id"])].into_iter().chain(values).collect()
    };
    table(&header, documents.iter().map(row).collect())
}

fn coders(facts: &Value) -> Vec<Vec<String>> {
    list(facts, "coders").iter().map(|coder| vec![word(coder)]).collect()
}

/// `c2` below `c1` is `c1.c2`.
fn code_paths(codes: &[Value]) -> BTreeMap<String, String> {
    let path = |code: &Value| {
        let mut parts = vec![word(&code["id"])];
        let mut above = &code["parent"];
        while let Some(id) = above.as_str() {
            parts.insert(0, id.to_owned());
            above = &codes.iter().find(|code| code["id"] == id).unwrap()["parent"];
        }
        (word(&code["id"]), parts.join("."))
    };
    codes.iter().map(path).collect()
}

fn codebook(codes: &[Value], paths: &BTreeMap<String, String>) -> String {
    let entry = |code: &Value| {
        let path = &paths[&word(&code["id"])];
        format!("[[code]]\nid = \"{path}\"\nlabel.nl = {}\n", code["name"])
    };
    codes.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn codings(facts: &Value, paths: &BTreeMap<String, String>) -> Vec<u8> {
    let row = |coding: &Value| {
        ["id", "doc", "start", "end", "code", "coder", "weight"]
            .map(|key| match key {
                "code" => paths[&word(&coding[key])].clone(),
                _ => word(&coding[key]),
            })
            .to_vec()
    };
    let header = ["id", "document", "start", "end", "code", "coder", "weight"];
    table(&header, list(facts, "codings").iter().map(row).collect())
}

fn table(header: &[&str], rows: Vec<Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().unwrap()
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// What stands in a cell; nothing for null.
fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
