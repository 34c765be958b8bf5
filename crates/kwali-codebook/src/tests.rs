//! Codebooks read and written: what comes out, and what is told about it.

use kwali_model::{Code, CodeKind, CodePath, Colour};
use kwali_text::{Finding as _, Language, Severity};
use proptest::prelude::*;

use crate::{Codebook, Error, ReadCodebook, check, read, write_csv, write_toml};

/// A codebook in TOML without what is said of labels and definitions, which most cases leave out.
fn read_toml(file: &str) -> ReadCodebook {
    let mut read = read("c.toml", file.as_bytes()).unwrap();
    read.problems.retain(|problem| {
        let message = problem.to_string();
        !message.contains("label") && !message.contains("definition")
    });
    read
}

#[track_caller]
fn check_toml(file: &str, paths: &[&str], problems: &[&str]) -> Codebook {
    check_read(read_toml(file), paths, problems)
}

#[track_caller]
fn check_csv(file: &str, paths: &[&str], problems: &[&str]) -> Codebook {
    check_read(read("c.csv", file.as_bytes()).unwrap(), paths, problems)
}

#[track_caller]
fn check_read(read: ReadCodebook, paths: &[&str], problems: &[&str]) -> Codebook {
    let found: Vec<&str> = read.codebook.codes.iter().map(|code| code.path.as_str()).collect();
    assert_eq!(found, paths);
    let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, problems);
    read.codebook
}

/// Codes with an id and perhaps a parent: `a`, `b<a`.
fn tree(codes: &[&str]) -> String {
    let code = |code: &&str| match code.split_once('<') {
        Some((id, parent)) => format!("[[code]]\nid = \"{id}\"\nparent = \"{parent}\"\n"),
        None => format!("[[code]]\nid = \"{code}\"\n"),
    };
    codes.iter().map(code).collect()
}

#[test]
fn every_field_of_the_contract_is_read() {
    let codebook = check_toml(
        r##"
[codebook]
name = "Zorg"
languages = ["nl", "en"]

[[code]]
id = "barrier"

[[code]]
id = "barrier.workload"
label.nl = "Werkdruk"
label.en = "Workload"
definition.nl = """
Te veel werk,
te weinig tijd."""
include = "a"
exclude = "b"
example = "c"
keywords.nl = ["werkdruk*", "geen tijd"]
colour = "#1F77B4"
kind = "modifier"
"##,
        &["barrier", "barrier.workload"],
        &[],
    );
    assert_eq!(codebook.name, "Zorg");
    let code = &codebook.codes[1];
    assert_eq!(code.label[&Language::english()], "Workload");
    assert_eq!(code.definition[&Language::dutch()], "Te veel werk,\nte weinig tijd.");
    assert_eq!(code.keywords[&Language::dutch()], ["werkdruk*", "geen tijd"]);
    assert_eq!((code.colour, code.kind), (Colour::from_hex("#1f77b4"), CodeKind::Modifier));
    let rules = [&code.include, &code.exclude, &code.example];
    assert_eq!(rules.map(|rule| rule.as_deref()), [Some("a"), Some("b"), Some("c")]);
}

#[test]
fn parents_may_be_named() {
    check_toml(&tree(&["c<b", "a", "b<a"]), &["a.b.c", "a", "a.b"], &[]);
    check_toml(
        &tree(&["a", "a.b", "c<a.b", "a.b.d<a.b", "x<a"]),
        &["a", "a.b", "a.b.c", "a.b.d", "a.x"],
        &[],
    );
    check_toml(&tree(&["a", "b", "x<a", "x<b"]), &["a", "b", "a.x", "b.x"], &[]);
    check_toml(
        &tree(&["a", "b", "a.c<b"]),
        &["a", "b", "a.c"],
        &["c.toml:6: code `a.c` has another parent by its id than `b`; its id counts"],
    );
}

#[test]
fn the_first_of_two_equal_ids_is_kept() {
    check_toml(
        &tree(&["a", "b", "a"]),
        &["a", "b"],
        &["c.toml:6: code `a` stands there already, on line 2; the first one counts"],
    );
}

#[test]
fn a_cycle_is_named_in_full() {
    check_toml(
        &tree(&["x<b", "a<b", "b<c", "c<a"]),
        &["b.x", "a", "b", "c"],
        &["c.toml:5: a → b → c → a are each other's parents; all were put at the top"],
    );
    check_toml(
        &tree(&["a<a"]),
        &["a"],
        &["c.toml:2: a → a are each other's parents; all were put at the top"],
    );
}

#[test]
fn a_missing_parent_is_added_before_its_first_child() {
    let file = tree(&["top", "barrier.workload.x", "barrier.y", "z<bariers"]);
    check_toml(
        &file,
        &[
            "top",
            "barrier",
            "barrier.workload",
            "barrier.workload.x",
            "barrier.y",
            "bariers",
            "bariers.z",
        ],
        &[
            "c.toml:4: code `barrier.workload.x` has no parent: `barrier` was added",
            "c.toml:4: code `barrier.workload.x` has no parent: `barrier.workload` was added",
            "c.toml:8: code `bariers.z` has no parent: `bariers` was added",
        ],
    );
    let read = read_toml(&file);
    assert_eq!(read.problems[2].hint().as_deref(), Some("did you mean `barrier`?"));
    assert_eq!(read.problems[2].severity(), Severity::Warning);
}

#[test]
fn ids_that_are_none_leave_their_code_out() {
    check_toml(
        "[[code]]\n[[code]]\nid = \"\"\n[[code]]\nid = \"a..b\"\n[[code]]\nid = \"ok\"\n",
        &["ok"],
        &[
            "c.toml:1: a code has no id and was left out",
            "c.toml:3: a code has no id and was left out",
            "c.toml:5: `a..b` has an empty part; a code's id is words joined by single dots; the code was left out",
        ],
    );
}

#[test]
fn values_that_cannot_be_read_are_told_with_their_line() {
    let file = r##"[[code]]
id = "a"
colour = "#12345"
kind = "thema"
color = "#123456"
keywords.nl = "werk"
keywords.en = ["*work"]
include.nl = "x"
label.Nederlands = "x"
example = 3
"##;
    let problems = [
        "c.toml:2: keyword `*work` of code `a`: `*` stands before a word and not behind it",
        "c.toml:3: `#12345` is not a colour",
        "c.toml:4: `thema` is not a kind of code",
        "c.toml:5: key `color` is not known and was left out",
        "c.toml:6: `keywords` is not a list of texts",
        "c.toml:8: `include` is not a text",
        "c.toml:9: `Nederlands` is not a language code",
        "c.toml:10: `example` is not a text",
    ];
    check_toml(file, &["a"], &problems);
    let hints: Vec<_> = read_toml(file).problems.iter().map(|problem| problem.hint()).collect();
    assert_eq!(hints[2].as_deref(), Some("did you mean `theme`?"));
    assert_eq!(hints[3].as_deref(), Some("did you mean `colour`?"));
}

#[test]
fn the_head_is_read_key_by_key() {
    let codebook = check_toml(
        "title = 1\n[codebook]\nnames = \"x\"\nlanguages = [\"nl\", 3, \"Frysk\"]\n\
         [[code]]\nid = \"a\"\nlabel = \"A\"\n",
        &["a"],
        &[
            "c.toml:1: key `title` is not known and was left out",
            "c.toml:3: key `names` is not known and was left out",
            "c.toml:4: `languages` is not a list of texts",
            "c.toml:4: `Frysk` is not a language code",
        ],
    );
    assert_eq!(codebook.name, "c");
    assert_eq!(codebook.codes[0].label[&Language::dutch()], "A");
}

#[test]
fn languages_that_are_not_listed_count_as_they_appear() {
    let codebook =
        read_toml("[[code]]\nid = \"a\"\nlabel.nl = \"A\"\ndefinition.en = \"x\"\n").codebook;
    assert_eq!(codebook.languages, [Language::dutch(), Language::english()]);
}

#[test]
fn a_file_without_codes_is_told() {
    check_toml("", &[], &["c.toml: there is no code in this file"]);
    check_toml(
        "[code]\nid = \"a\"\n",
        &[],
        &[
            "c.toml: there is no code in this file",
            "c.toml:1: `code` is not a list of tables, each below a line `[[code]]`",
        ],
    );
}

#[test]
fn csv_has_the_same_fields_as_columns() {
    let codebook = check_csv(
        "id;parent;label_nl;Label_EN;definition_nl;keywords_nl;colour;kind;lable_nl;notes\n\
         a;;A;A;x;\"werk*; geen tijd;\";#123456;;;\n\
         b;a;B;;y;;red;conclusion;;\n",
        &["a", "a.b"],
        &[
            "c.csv:1: key `lable_nl` is not known and was left out",
            "c.csv:1: key `notes` is not known and was left out",
            "c.csv:3: `red` is not a colour",
            "c.csv:3: code `a.b` has no label in `en`",
            "c.csv:3: code `a.b` is a conclusion, never applied to what people say",
        ],
    );
    assert_eq!(codebook.codes[0].keywords[&Language::dutch()], ["werk*", "geen tijd"]);
    assert_eq!(codebook.codes[1].kind, CodeKind::Conclusion);
    let read = read("c.csv", b"id,lable_nl\n").unwrap();
    assert_eq!(read.problems[1].hint().as_deref(), Some("did you mean `label_nl`?"));
}

#[test]
fn a_bare_list_of_ids_is_told_once() {
    check_csv(
        "id\na\nb\n",
        &["a", "b"],
        &["c.csv: no code has a label", "c.csv: no code has a definition"],
    );
}

#[test]
fn what_is_no_codebook_is_refused_with_its_place() {
    let error = |file, bytes: &[u8]| read(file, bytes).unwrap_err().to_string();
    assert_eq!(error("c.qdc", b""), "c.qdc: this is not a format of codebooks");
    assert_eq!(error("c.toml", b"\0"), "c.toml: this is not a text file");
    assert_eq!(
        error("c.csv", b""),
        "c.csv: the table is empty: there is no line with the names of the columns"
    );
    assert_eq!(error("c.csv", b"code,label\n"), "c.csv:1: there is no column `id`");
    let broken = read("c.toml", "[[code]]\nid = \"é\" x\n".as_bytes()).unwrap_err();
    assert!(matches!(broken, Error::Toml { line: 2, column: 10, .. }), "{broken}");
    let twice = read("c.toml", b"[[code]]\nid = \"a\"\nid = \"b\"\n").unwrap_err();
    assert!(matches!(twice, Error::Toml { line: 3, .. }), "{twice}");
}

#[test]
fn toml_is_written_as_a_person_would() {
    let file = r##"[codebook]
name = "Zorg"
languages = ["nl", "en"]

[[code]]
id = "barrier"
label.nl = "Belemmering"
label.en = "Barrier"
definition.nl = """
Wat het werk
in de weg zit."""
include = 'Ook "geen tijd"'
keywords.nl = ["werkdruk*", "geen tijd"]
colour = "#1f77b4"
kind = "theme"
"##;
    assert_eq!(write_toml(&read("c.toml", file.as_bytes()).unwrap().codebook), file);
}

fn text() -> impl Strategy<Value = String> {
    "[a-zé \"'\\\\\n,;#=\u{7}-]{0,12}[a-z\"]".prop_map(|text| text.trim().to_owned())
}

fn keywords() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(
        "[a-z'\"]{1,9}( \\+)? ?[a-z]\\*?".prop_map(|word| word.trim().to_owned()),
        1..15,
    )
}

prop_compose! {
    fn code()(
        names in prop::collection::vec("[a-cé-]{1,3}", 1..4),
        texts in prop::collection::vec(prop::option::of(text()), 7),
        keywords in prop::option::of(keywords()),
        colour in prop::option::of(any::<[u8; 3]>()),
        kind in 0usize..3,
    ) -> Code {
        let wording = |n: usize, m: usize| {
            let dutch = texts[n].clone().map(|text| (Language::dutch(), text));
            dutch.into_iter().chain(texts[m].clone().map(|text| (Language::english(), text))).collect()
        };
        Code {
            path: CodePath::new(&names.join(".")).unwrap(),
            label: wording(0, 1),
            definition: wording(2, 3),
            include: texts[4].clone(),
            exclude: texts[5].clone(),
            example: texts[6].clone(),
            keywords: keywords.map(|words| (Language::english(), words)).into_iter().collect(),
            colour: colour.map(Colour),
            kind: CodeKind::ALL[kind],
        }
    }
}

/// A codebook in which every parent is there and no id stands twice.
fn codebooks() -> impl Strategy<Value = Codebook> {
    prop::collection::vec(code(), 0..6).prop_map(|mut codes: Vec<Code>| {
        let paths: Vec<CodePath> = codes.iter().map(|code| code.path.clone()).collect();
        for path in paths {
            let ancestors = std::iter::successors(path.parent(), CodePath::parent);
            codes.extend(ancestors.map(Code::new));
        }
        let mut seen = std::collections::BTreeSet::new();
        codes.retain(|code| seen.insert(code.path.clone()));
        let languages = vec![Language::english(), Language::dutch()];
        Codebook { name: "Zorg".into(), languages, codes }
    })
}

proptest! {
    #[test]
    fn toml_is_read_as_it_was_written(codebook in codebooks()) {
        let file = write_toml(&codebook);
        prop_assert_eq!(read("x.toml", file.as_bytes()).unwrap().codebook, codebook);
    }

    #[test]
    fn csv_is_read_as_it_was_written(codebook in codebooks()) {
        let file = write_csv(&codebook);
        prop_assert_eq!(read("codebooks/Zorg.csv", &file).unwrap().codebook, codebook);
    }

    #[test]
    fn no_tree_of_names_makes_the_reader_fall_over(codes in prop::collection::vec("[a-c.]{0,3}(<[a-c.]{0,3})?", 0..7)) {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let codebook = read_toml(&tree(&codes)).codebook;
        prop_assert!(kwali_model::CodeSystem::new(codebook.codes.clone()).is_ok());
        prop_assert!(check(&codebook).iter().all(|what| what.severity() < Severity::Error));
    }
}
