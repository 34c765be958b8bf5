//! Codebooks written as TOML, as a person would: dotted keys, one code below the other.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use kwali_model::Code;
use kwali_text::Language;
use toml::Value;

use crate::Codebook;

/// A list longer than this is written with one item a line.
const MAX_WIDTH: usize = 100;

/// Returns the codebook as TOML; [`read`](crate::read()) gives the same codebook back.
pub fn write_toml(codebook: &Codebook) -> String {
    let mut file = String::from("[codebook]\n");
    if !codebook.name.is_empty() {
        line(&mut file, "name", text(&codebook.name));
    }
    let languages = codebook.all_languages();
    line(&mut file, "languages", list("languages", languages.iter().map(Language::code)));
    for code in &codebook.codes {
        file.push_str("\n[[code]]\n");
        write_code(&mut file, code, &languages);
    }
    file
}

fn write_code(file: &mut String, code: &Code, languages: &[Language]) {
    line(file, "id", text(code.path.as_str()));
    for (key, wording) in [("label", &code.label), ("definition", &code.definition)] {
        for (language, words) in in_order(wording, languages) {
            line(file, format_args!("{key}.{language}"), text(words));
        }
    }
    let rules =
        [("include", &code.include), ("exclude", &code.exclude), ("example", &code.example)];
    for (key, rule) in rules {
        if let Some(rule) = rule {
            line(file, key, text(rule));
        }
    }
    for (language, keywords) in in_order(&code.keywords, languages) {
        let key = format!("keywords.{language}");
        let keywords = list(&key, keywords.iter().map(String::as_str));
        line(file, key, keywords);
    }
    if let Some(colour) = code.colour {
        line(file, "colour", text(&colour.to_string()));
    }
    line(file, "kind", text(code.kind.name()));
}

/// The entries in the order of `languages`, which are all there are.
fn in_order<'a, T>(
    by_language: &'a BTreeMap<Language, T>,
    languages: &'a [Language],
) -> impl Iterator<Item = (&'a Language, &'a T)> {
    languages.iter().filter_map(|language| by_language.get_key_value(language))
}

fn line(file: &mut String, key: impl Display, value: String) {
    // Writing to a string cannot fail.
    let _ = writeln!(file, "{key} = {value}");
}

fn text(text: &str) -> String {
    Value::from(text).to_string()
}

fn list<'a>(key: &str, items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.map(text).collect();
    let one_line = format!("[{}]", items.join(", "));
    if key.len() + " = ".len() + one_line.chars().count() <= MAX_WIDTH {
        return one_line;
    }
    let lines: String = items.iter().map(|item| format!("    {item},\n")).collect();
    format!("[\n{lines}]")
}
