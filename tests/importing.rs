//! Many files at once: in parallel, with breaks, and with one among them that is far larger.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::support::Folder;

/// The files of a bundle by name.
type Bundle = BTreeMap<String, Vec<u8>>;

/// So many small files, a few of one name, and one that is far larger than all others together.
fn write_files(folder: &Folder) {
    let turn = |file, turn| format!("I: Vraag {file}-{turn}?\n\nR: Zó druk was het, {turn}.\n\n");
    for file in 0..45 {
        let text: String = (0..4 + file % 5).map(|number| turn(file, number)).collect();
        folder.write(&format!("in/groep-{}/gesprek-{file}.txt", file % 3), text);
    }
    for group in 0..3 {
        folder.write(&format!("in/groep-{group}/dagboek.txt"), turn(100 + group, 1).repeat(3));
    }
    let long: String = (0..4_000).map(|number| turn(200, number)).collect();
    folder.write("in/groep-1/gesprek-0-lang.txt", long);
}

/// The bundle of the study of this name.
fn bundle(folder: &Folder, study: &str) -> Bundle {
    let to = format!("bundle-{study}");
    folder.ok(&["export", "--bundle", &to, "--study", &format!("{study}.kwali")]);
    let read = |entry: fs::DirEntry, within: &str| {
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        entry.path().is_file().then(|| (name, fs::read(entry.path()).unwrap()))
    };
    let files = |folder: &std::path::Path, within: &'static str| {
        let entries = fs::read_dir(folder).unwrap();
        entries.filter_map(|entry| read(entry.unwrap(), within)).collect::<Vec<_>>()
    };
    let top = folder.path(&to);
    let documents = files(&top.join("documents"), "documents/");
    let mut all: Bundle = files(&top, "").into_iter().chain(documents).collect();
    // Both are named after the study's own name.
    all.remove("study.toml");
    all.remove("codebook.toml");
    all.remove("kwali-bundle.sha256");
    all
}

fn import(study: &str) -> [&str; 5] {
    ["import", "in", "--no-index", "--study", study]
}

fn check_same(one: &Bundle, other: &Bundle) {
    assert!(one.keys().eq(other.keys()), "{:?}\n{:?}", one.keys(), other.keys());
    assert!(one.len() > 45);
    for (name, bytes) in one {
        assert!(bytes == &other[name], "{name} differs");
    }
}

#[test]
fn one_processor_and_several_give_the_same_study() {
    let folder = Folder::new();
    write_files(&folder);
    for study in ["one", "several"] {
        folder.ok(&["new", study]);
    }
    let run = folder.on_one_cpu(&import("one.kwali")).output().unwrap();
    assert!(run.status.success());
    let again = folder.ok(&import("several.kwali"));
    assert_eq!(String::from_utf8(run.stderr).unwrap(), again.stderr);
    check_same(&bundle(&folder, "one"), &bundle(&folder, "several"));
}

/// Killed again and again and begun anew, until it comes to its end.
#[test]
fn an_import_with_breaks_gives_the_study_of_one_without() {
    let folder = Folder::new();
    write_files(&folder);
    for study in ["whole", "broken"] {
        folder.ok(&["new", study]);
    }
    folder.ok(&import("whole.kwali"));
    let args = import("broken.kwali");
    let mut n_killed = 0;
    for step in 0.. {
        let mut command = folder.command(&args);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Each time it may come further, whatever the machine.
        std::thread::sleep(Duration::from_millis(30).mul_f64(1.4_f64.powi(step)));
        child.kill().unwrap();
        match child.wait().unwrap().code() {
            None => n_killed += 1,
            Some(code) => {
                assert_eq!(code, 0);
                break;
            }
        }
    }
    assert!(n_killed > 2, "only {n_killed} kills came in time");
    folder.ok(&["doctor", "--study", "broken.kwali"]);
    let last = folder.ok(&args);
    assert_eq!(last.stderr.lines().count(), 3, "{last:?}");
    assert!(last.stderr.contains("imported 0 documents, 0 words; 49 already there"), "{last:?}");
    check_same(&bundle(&folder, "whole"), &bundle(&folder, "broken"));
}
