//! A process that is killed while it writes leaves the old index, the new one or none.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{build, document, indexed, stamp};
use kwali_index::{Condition, DEFAULT_BUDGET, Error, Index, IndexWriter, UnitFilter};
use kwali_testkit::{MarkedStudy, study};
use kwali_text::Phrase;

const N_DOCUMENTS: usize = 20;

/// A study whose words say in which state it is.
fn study_in(state: u64) -> MarkedStudy {
    let document = |number| format!("== d{number}\nstaat{state} en meer\n");
    study(&(0..N_DOCUMENTS).map(document).collect::<String>())
}

/// Writes states for ever, in a process of its own.
#[test]
#[ignore = "the test below runs and kills it"]
fn endless_writer() {
    let Some(folder) = std::env::var_os("KWALI_TEST_INDEX") else { return };
    let is_update = std::env::var_os("KWALI_TEST_UPDATE").is_some();
    let folder = Path::new(&folder);
    let begin = if is_update { IndexWriter::update } else { IndexWriter::rebuild };
    for state in 2.. {
        let study = study_in(state);
        let mut writer = begin(folder, DEFAULT_BUDGET).unwrap();
        for place in 0..N_DOCUMENTS {
            writer.replace(&study.snapshot, document(&study, place)).unwrap();
        }
        writer.commit(&stamp(state)).unwrap();
    }
}

fn kill_a_writer(folder: &Path, after: Duration, is_update: bool) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "endless_writer"]);
    command.env("KWALI_TEST_INDEX", folder).stdout(Stdio::null()).stderr(Stdio::null());
    if is_update {
        command.env("KWALI_TEST_UPDATE", "yes");
    }
    let mut child = command.spawn().unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Opens what is left and checks that it shows what it says, all of it.
fn check_content(folder: &Path) -> Result<u64, Error> {
    let index = Index::open(folder)?;
    let state = index.stamp().state.0;
    let phrase = Phrase::parse(&format!("staat{state} en")).unwrap();
    assert_eq!(index.units(&[phrase], &UnitFilter::default())?.len(), N_DOCUMENTS);
    assert_eq!(index.units(&[], &UnitFilter::default())?.len(), N_DOCUMENTS);
    Ok(state)
}

#[test]
fn a_killed_rebuild_leaves_a_whole_index() {
    let (folder, _index) = indexed(&study_in(1));
    let mut newest = 0;
    for round in 0..12 {
        kill_a_writer(folder.path(), Duration::from_millis(40 + 60 * round), false);
        newest = newest.max(check_content(folder.path()).unwrap());
    }
    assert!(newest > 1, "no writer came as far as a commit");
    build(folder.path(), &study_in(1));
    assert_eq!(Index::condition(folder.path(), &stamp(1)), Condition::Fresh);
}

#[test]
fn a_killed_update_is_never_taken_for_whole() {
    let (folder, _index) = indexed(&study_in(1));
    for round in 0..12 {
        kill_a_writer(folder.path(), Duration::from_millis(40 + 60 * round), true);
        match check_content(folder.path()) {
            Ok(_) => {}
            Err(Error::Damaged { .. }) => build(folder.path(), &study_in(1)),
            Err(other) => panic!("{other:?}"),
        }
    }
}
