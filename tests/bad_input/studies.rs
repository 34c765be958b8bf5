//! Study files that are none, cannot be told, or cannot be written.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use super::{check_message, folder};
use crate::support::Folder;

/// Where SQLite keeps the schema number of the study.
const SCHEMA: std::ops::Range<usize> = 60..64;

#[test]
fn what_is_no_study_is_refused_and_not_touched() {
    let folder = folder();
    let study = folder.read("study.kwali");
    let mut newer = study.clone();
    newer[SCHEMA].copy_from_slice(&9999_u32.to_be_bytes());
    folder.write("text.kwali", "dit is geen studie\n");
    folder.write("empty.kwali", "");
    folder.write("newer.kwali", newer);
    folder.write("cut.kwali", &study[..50]);
    fs::create_dir(folder.path("folder.kwali")).unwrap();
    for (name, kind, said) in [
        ("text.kwali", "study-file", "text.kwali: this is not a Kwali study"),
        ("empty.kwali", "study-file", "empty.kwali: this is not a Kwali study"),
        ("cut.kwali", "study-file", "cut.kwali: this is not a Kwali study"),
        ("folder.kwali", "study-file", "folder.kwali: this is not a Kwali study"),
        ("newer.kwali", "study-file", "newer.kwali: made by a newer Kwali (schema 9999; this one"),
        ("nergens.kwali", "no-study", "nergens.kwali: there is no such study"),
    ] {
        let bytes = || fs::read(folder.path(name)).ok();
        let before = bytes();
        for args in [&["list", "codes"][..], &["import", "goed.txt"], &["doctor"]] {
            let args = [args, &["--study", name]].concat();
            check_message(&folder.fails_with(2, &args, &[&format!("error: {said}")]));
        }
        check_json_error(&folder, &["list", "codes", "--study", name], (kind, said));
        assert!(bytes() == before, "{name} was touched");
    }
}

/// Checks the one shape that errors have as JSON.
#[track_caller]
fn check_json_error(folder: &Folder, args: &[&str], (kind, said): (&str, &str)) {
    let run = folder.fails_with(2, &[args, &["--format", "json"]].concat(), &[]);
    let error: Value = serde_json::from_str(&run.stderr).unwrap();
    let keys: Vec<&String> = error.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["kind", "error", "hints"]);
    assert_eq!(error["kind"], kind);
    assert!(error["error"].as_str().unwrap().starts_with(said), "{error}");
    assert!(!error["hints"].as_array().unwrap().is_empty(), "{error}");
    assert_eq!(run.stdout, "");
}

#[test]
fn errors_of_every_kind_are_json_where_json_was_asked_for() {
    let folder = folder();
    for (args, kind, said) in [
        (&["retrieve", "#steum"][..], "query", "there is no code `steum`"),
        (&["search", "?"], "query", "`?` holds no word"),
        (&["crosstab", "--by", "rol"], "unknown", "there is no variable `rol`"),
        (&["frequencies", "--code", "steum"], "unknown", "there is no code `steum`"),
        (&["frequencies", "--coder", "Z"], "unknown", "there is no coder `Z`"),
        (&["frequencies", "--chart", "x.gif"], "usage", "x.gif: no chart can be drawn to this"),
        (&["list", "codes", "--output", "nergens/x.json"], "file", "nergens/x.json"),
    ] {
        check_json_error(&folder, args, (kind, said));
    }
    assert!(!folder.path("x.gif").exists());
}

#[test]
fn a_study_that_cannot_be_told_is_asked_for() {
    let folder = Folder::new();
    fs::create_dir(folder.path("leeg")).unwrap();
    check_message(&folder.fails_with(2, &["list", "codes"], &["error: no study in "]));
    folder.ok(&["new", "een"]);
    folder.ok(&["new", "twee"]);
    let said = ["error: more than one study here: ", "een.kwali", "twee.kwali", "--study PATH"];
    check_message(&folder.fails_with(2, &["list", "codes"], &said));
    folder.ok(&["list", "codes", "--study", "een.kwali"]);
    let said = "error: een.kwali: there is a file of that name already\nhint: ";
    let before = folder.read("een.kwali");
    check_message(&folder.fails_with(2, &["new", "een"], &[said]));
    assert!(folder.read("een.kwali") == before);
    let said = "error: nergens: there is no such folder\nhint: ";
    check_message(&folder.fails_with(2, &["new", "nergens/x"], &[said]));
    assert_eq!(folder.names(), ["een.kwali", "leeg", "twee.kwali"]);
}

#[test]
fn a_study_that_cannot_be_written_can_still_be_read() {
    let folder = folder();
    let study = folder.path("study.kwali");
    let allow = |file, here| {
        fs::set_permissions(&study, fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(folder.path(""), fs::Permissions::from_mode(here)).unwrap();
    };
    allow(0o444, 0o555);
    let may_write_all_the_same = fs::write(folder.path("proef"), "").is_ok();
    if !may_write_all_the_same {
        let before = folder.read("study.kwali");
        let args = ["coding", "add", "goed", "steun", "--start", "0", "--end", "5", "--coder", "A"];
        check_message(&folder.fails_with(2, &args, &["study.kwali: no permission to write"]));
        folder.ok(&["list", "codes"]);
        folder.ok(&["frequencies"]);
        assert!(folder.read("study.kwali") == before);
    }
    allow(0o644, 0o755);
}
