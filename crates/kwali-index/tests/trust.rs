//! When an index is trusted, and that damage never goes unnoticed or panics.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{build, document, indexed, stamp};
use kwali_index::{Condition, DEFAULT_BUDGET, Error, Index, IndexWriter, Stamp, UnitFilter};
use kwali_model::DocumentId;
use kwali_testkit::{MarkedStudy, study};
use kwali_text::Phrase;

fn example() -> MarkedStudy {
    study("== d1\n-- R rol=x\nR: <a>Geen tijd</a>.\n== d2\nVeel tijd.")
}

fn built() -> tempfile::TempDir {
    indexed(&example()).0
}

/// Every file of the index, the folder's own and tantivy's.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}

fn finds_time(folder: &Path) -> Result<usize, Error> {
    let phrase = Phrase::parse("tijd").unwrap();
    Ok(Index::open(folder)?.units(&[phrase], &UnitFilter::default())?.len())
}

#[test]
fn an_index_knows_what_it_shows() {
    let folder = built();
    let condition = |wanted: &Stamp| Index::condition(folder.path(), wanted);
    assert_eq!(condition(&stamp(1)), Condition::Fresh);
    let stale = Condition::Stale { shows: stamp(1) };
    assert_eq!(condition(&stamp(2)), stale);
    assert_eq!(condition(&stamp(0)), stale);
    assert_eq!(condition(&Stamp { token: "u".into(), ..stamp(1) }), stale);
    let other = Stamp { study: "other".into(), ..stamp(1) };
    assert_eq!(condition(&other), Condition::OtherStudy);
    let nowhere = folder.path().join("nowhere");
    assert_eq!(Index::condition(&nowhere, &stamp(1)), Condition::Missing);
    assert!(matches!(Index::open(&nowhere), Err(Error::Missing { .. })));
    assert!(!nowhere.exists());
}

#[test]
fn other_rules_are_noticed() {
    let folder = built();
    let path = folder.path().join("stamp.json");
    let content = fs::read_to_string(&path).unwrap();
    let changed = content.replace("kwali-2", "kwali-0");
    assert_ne!(changed, content);
    // The digest of the changed stamp, as another version of the program would have written it.
    let at = changed.rfind("\"sha256\": \"").unwrap() + 11;
    let blank = format!("{}{}", &changed[..at], &changed[at + 64..]);
    let digest = kwali_text::Digest::of(blank.as_bytes());
    fs::write(&path, format!("{}{digest}{}", &changed[..at], &changed[at + 64..])).unwrap();
    assert_eq!(Index::condition(folder.path(), &stamp(1)), Condition::OtherAnalyser);
    assert!(matches!(Index::open(folder.path()), Err(Error::OtherAnalyser { .. })));
    assert!(IndexWriter::update(folder.path(), DEFAULT_BUDGET).is_err());
}

/// Copies an index with the times of its files, as a backup program does.
fn copied(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for path in files(folder) {
        let target = copy.path().join(path.strip_prefix(folder).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&path, &target).unwrap();
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        fs::File::options().write(true).open(&target).unwrap().set_modified(modified).unwrap();
    }
    copy
}

/// Does harm to every file in turn: whatever is not noticed must do no harm to the answer.
fn check_damage(harm: impl Fn(&Path)) {
    let original = built();
    let n_files = files(original.path()).len();
    let mut n_noticed = 0;
    for number in 0..n_files {
        let folder = copied(original.path());
        let path = files(folder.path()).remove(number);
        harm(&path);
        let condition = Index::condition(folder.path(), &stamp(1));
        match finds_time(folder.path()) {
            Ok(n_hits) => assert_eq!((n_hits, condition), (2, Condition::Fresh)),
            Err(Error::Damaged { .. } | Error::Missing { .. }) => {
                n_noticed += 1;
                let updated = IndexWriter::update(folder.path(), DEFAULT_BUDGET);
                assert!(updated.is_err(), "{}", path.display());
            }
            Err(other) => panic!("{}: {other:?}", path.display()),
        }
    }
    // Locks, the marker and tantivy's own list may be lost.
    assert!(n_noticed >= n_files - 5, "{n_noticed} of {n_files}");
}

#[test]
fn a_damaged_index_is_made_anew() {
    let original = built();
    for name in ["stamp.json", "tantivy-1/meta.json", "tantivy-1/made-by-kwali"] {
        let folder = copied(original.path());
        fs::write(folder.path().join(name), "garbage").unwrap();
        build(folder.path(), &example());
        assert_eq!(finds_time(folder.path()).unwrap(), 2);
    }
}

#[test]
fn a_lost_file_is_noticed() {
    check_damage(|path| fs::remove_file(path).unwrap());
}

#[test]
fn a_truncated_file_is_noticed() {
    check_damage(|path| {
        let content = fs::read(path).unwrap();
        fs::write(path, &content[..content.len() / 2]).unwrap();
    });
    check_damage(|path| fs::write(path, "").unwrap());
}

#[test]
fn garbage_is_noticed() {
    check_damage(|path| {
        let length = fs::metadata(path).unwrap().len() as usize;
        fs::write(path, vec![0xA7; length]).unwrap();
    });
    check_damage(|path| fs::write(path, "garbage").unwrap());
}

#[test]
fn one_changed_byte_is_noticed() {
    for place in [0.3, 0.99] {
        check_damage(|path| {
            let mut content = fs::read(path).unwrap();
            if !content.is_empty() {
                let at = (content.len() as f64 * place) as usize;
                content[at] ^= 0x15;
                fs::write(path, content).unwrap();
            }
        });
    }
}

#[test]
fn a_copied_folder_is_trusted() {
    let folder = built();
    let copy = copied(folder.path());
    for path in files(copy.path()) {
        let content = fs::read(&path).unwrap();
        fs::write(&path, content).unwrap();
    }
    assert_eq!(Index::condition(copy.path(), &stamp(1)), Condition::Fresh);
    assert_eq!(finds_time(copy.path()).unwrap(), 2);
}

#[test]
fn only_one_can_write_and_all_can_read_meanwhile() {
    let folder = built();
    for begin in [IndexWriter::rebuild, IndexWriter::update] {
        let mut writer = begin(folder.path(), DEFAULT_BUDGET).unwrap();
        let study = example();
        writer.replace(&study.snapshot, document(&study, 0)).unwrap();
        let second = IndexWriter::update(folder.path(), DEFAULT_BUDGET);
        assert!(matches!(second, Err(Error::Busy { .. })));
        assert_eq!(finds_time(folder.path()).unwrap(), 2);
        assert_eq!(Index::condition(folder.path(), &stamp(1)), Condition::Fresh);
    }
}

#[test]
fn an_index_that_was_never_committed_leaves_the_old_one() {
    let folder = built();
    let study = example();
    let mut writer = IndexWriter::update(folder.path(), DEFAULT_BUDGET).unwrap();
    writer.remove(DocumentId(1));
    drop(writer);
    let mut writer = IndexWriter::rebuild(folder.path(), DEFAULT_BUDGET).unwrap();
    writer.add(&study.snapshot, document(&study, 0)).unwrap();
    drop(writer);
    assert_eq!(Index::condition(folder.path(), &stamp(1)), Condition::Fresh);
    assert_eq!(finds_time(folder.path()).unwrap(), 2);
    // What was left over goes with the next writing.
    build(folder.path(), &example());
    let folders =
        fs::read_dir(folder.path()).unwrap().filter(|e| e.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), 1);
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["tantivy-1", "tantivy-2", "tantivy"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("thesis.txt"), "years of work").unwrap();
    }
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let before = files(folder.path());
    build(folder.path(), &example());
    build(folder.path(), &example());
    assert_eq!(finds_time(folder.path()).unwrap(), 2);
    assert!(before.iter().all(|path| path.is_file()));
}

#[test]
fn a_file_in_the_place_of_the_folder_is_no_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.kwali-index");
    fs::write(&path, "not a folder").unwrap();
    assert_eq!(Index::condition(&path, &stamp(1)), Condition::Missing);
    assert!(matches!(IndexWriter::rebuild(&path, DEFAULT_BUDGET), Err(Error::NotWritable { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "not a folder");
}

#[test]
fn tantivys_list_of_files_cannot_point_outside() {
    let folder = built();
    let victim = folder.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    let list = files(folder.path()).into_iter().find(|p| p.ends_with(".managed.json")).unwrap();
    fs::write(list, r#"["meta.json", "../victim"]"#).unwrap();
    assert!(matches!(
        IndexWriter::update(folder.path(), DEFAULT_BUDGET),
        Err(Error::Damaged { .. })
    ));
    assert!(victim.is_file());
}

#[test]
fn a_change_rewrites_only_its_like() {
    let marked: String = (0..400).map(|n| format!("== d{n}\nGeen tijd.\n\nNooit.\n")).collect();
    let study = study(&marked);
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), &study);
    let before = files(folder.path());
    let mut writer = IndexWriter::update(folder.path(), DEFAULT_BUDGET).unwrap();
    writer.replace(&study.snapshot, document(&study, 7)).unwrap();
    writer.commit(&stamp(2)).unwrap();
    let after = files(folder.path());
    let is_kept = |path: &&PathBuf| after.contains(path);
    assert_eq!(before.iter().filter(is_kept).count(), before.len());
    assert_eq!(finds_time(folder.path()).unwrap(), 400);
}
