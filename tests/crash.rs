//! `kill -9` at any moment: the study opens, is sound, has all that was acknowledged, no half of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::Folder;

/// Numbers that look like chance and are the same in every run (splitmix64).
struct Chance(u64);

impl Chance {
    /// The next number from 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The moments of `n` kills, spread evenly over a while, with some chance.
fn moments(n: usize, whole: Duration, seed: u64) -> Vec<Duration> {
    let mut chance = Chance(seed);
    (0..n).map(|kill| whole.mul_f64((kill as f64 + chance.next()) / n as f64)).collect()
}

/// What became of a program that was killed.
struct Killed {
    /// It had not ended by itself.
    in_time: bool,
    stderr: String,
}

/// Runs the program and kills it after a while.
fn kill_after(folder: &Folder, args: &[&str], moment: Duration) -> Killed {
    let said = folder.path("said.txt");
    let mut command = folder.command(args);
    command.stdout(Stdio::null()).stderr(File::create(&said).unwrap());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(moment);
    child.kill().unwrap();
    let in_time = child.wait().unwrap().code().is_none();
    Killed { in_time, stderr: fs::read_to_string(said).unwrap() }
}

fn time(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

/// Small transcripts, enough for several transactions.
const N_FILES: usize = 80;

fn write_transcripts(folder: &Folder) {
    for file in 0..N_FILES {
        let turn = |turn| format!("I: Vraag {file}-{turn}?\n\nR: Zó druk 👍 was het, {turn}.\n\n");
        let text: String = (0..5 + file % 7).map(turn).collect();
        folder.write(&format!("in/gesprek-{file}.txt"), text);
    }
}

/// Words, paragraphs, characters and fingerprint of every document, by its name.
fn documents(folder: &Folder) -> BTreeMap<String, Vec<Value>> {
    let table = folder.table(&["list", "documents", "--study", "study.kwali"]);
    let row = |row| {
        let facts = ["words", "paragraphs", "characters", "speakers", "text_sha256"];
        let facts = facts.map(|column| table.cell(row, column).clone()).to_vec();
        (table.cell(row, "document").as_str().unwrap().to_owned(), facts)
    };
    (0..table.rows().len()).map(row).collect()
}

/// The documents that the import said are in the study, with their words and paragraphs.
fn acknowledged(stderr: &str) -> Vec<(String, u64, u64)> {
    let number = |part: &str| part.split(' ').next()?.parse().ok();
    let document = |line: &str| {
        let (name, facts) = line.split_once(": txt, UTF-8, ")?;
        let mut facts = facts.split(", ");
        Some((name.to_owned(), number(facts.next()?)?, number(facts.next()?)?))
    };
    // A last line without its end was cut off by the kill.
    let whole = stderr.rfind('\n').map_or("", |end| &stderr[..end]);
    whole.lines().filter_map(document).collect()
}

fn check_killed_import(folder: &Folder, killed: &Killed, whole: &BTreeMap<String, Vec<Value>>) {
    folder.ok(&["doctor", "--study", "study.kwali"]);
    let found = documents(folder);
    for (name, facts) in &found {
        assert_eq!(facts, &whole[name], "{name} is not whole");
    }
    for (name, words, paragraphs) in acknowledged(&killed.stderr) {
        let facts = found.get(&name).unwrap_or_else(|| panic!("{name} was acknowledged"));
        assert_eq!(facts[..2], [Value::from(words), Value::from(paragraphs)], "{name}");
    }
    if killed.stderr.contains("\nimported ") {
        assert_eq!(found.len(), N_FILES);
    }
}

#[track_caller]
fn check_import_survives_kills(n_kills: usize, seed: u64, import: &[&str]) {
    let folder = Folder::new();
    folder.ok(&["new", "empty"]);
    write_transcripts(&folder);
    let begin = |folder: &Folder| {
        for trace in ["study.kwali", "study.kwali-journal", "study.kwali-wal", "study.kwali-shm"] {
            let _ = fs::remove_file(folder.path(trace));
        }
        let _ = fs::remove_dir_all(folder.path("study.kwali-index"));
        fs::copy(folder.path("empty.kwali"), folder.path("study.kwali")).unwrap();
    };
    begin(&folder);
    let run_time = time(|| drop(folder.ok(import)));
    let whole = documents(&folder);
    assert_eq!(whole.len(), N_FILES);
    let mut n_in_time = 0;
    for moment in moments(n_kills, run_time, seed) {
        begin(&folder);
        let killed = kill_after(&folder, import, moment);
        check_killed_import(&folder, &killed, &whole);
        n_in_time += usize::from(killed.in_time);
    }
    assert!(n_in_time > n_kills / 5, "only {n_in_time} of {n_kills} came before the end");
    // What was left is finished by the same command, and found.
    folder.ok(import);
    assert_eq!(documents(&folder), whole);
    let hits = folder.table(&["search", "vraag", "--study", "study.kwali"]);
    let mut found = hits.column("document");
    found.dedup();
    assert_eq!(found.len(), N_FILES);
}

#[test]
fn an_import_survives_60_kills() {
    let import = ["import", "in", "--study", "study.kwali", "--no-index"];
    check_import_survives_kills(60, 1, &import);
}

#[test]
fn an_import_with_its_index_survives_40_kills() {
    check_import_survives_kills(40, 2, &["import", "in", "--study", "study.kwali"]);
}

/// The command that makes coding number `n`, which differs from every other.
fn coding_add(n: usize) -> String {
    let (end, weight) = (n + 3, n % 101);
    format!("coding add gesprek steun --start {n} --end {end} --coder A --weight {weight}")
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// The codings of the study by where they start; each must be whole.
fn whole_codings(folder: &Folder) -> BTreeMap<usize, String> {
    let lines = folder.ok(&["coding", "list", "--format", "jsonl"]).stdout;
    let coding = |line: &str| {
        let coding: Value = serde_json::from_str(line).unwrap();
        let start = coding["start"].as_u64().unwrap() as usize;
        assert_eq!(coding["end"], start + 3);
        assert_eq!(coding["weight"], start % 101);
        assert_eq!((&coding["code"], &coding["coder"]), (&"steun".into(), &"A".into()));
        (start, coding["id"].as_str().unwrap().to_owned())
    };
    lines.lines().map(coding).collect()
}

/// The number of codings that the journal tells of.
fn journal_entries(folder: &Folder) -> usize {
    let log = folder.table(&["log", "--limit", "100000"]);
    log.column("action").iter().filter(|action| **action == "coding.add").count()
}

#[test]
fn codings_survive_100_kills() {
    let folder = Folder::with_study();
    folder.write("gesprek.txt", "Het was zó druk 👍 in de buurt. ".repeat(40));
    folder.write("codes.csv", "id,label_nl\nsteun,Steun\n");
    folder.ok(&["import", "gesprek.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    folder.ok(&words(&coding_add(0)));
    let run_time = time(|| drop(folder.ok(&words(&coding_add(1)))));
    let mut made: BTreeMap<usize, String> = whole_codings(&folder);
    assert_eq!(made.len(), 2);
    let mut n_in_time = 0;
    for (kill, moment) in moments(100, run_time.mul_f64(1.2), 3).into_iter().enumerate() {
        let n = kill + 2;
        let killed = kill_after(&folder, &words(&coding_add(n)), moment);
        n_in_time += usize::from(killed.in_time);
        if let Some((_, id)) = killed.stderr.trim_end().split_once("made coding ") {
            made.insert(n, id.to_owned());
        }
        folder.ok(&["doctor"]);
        let found = whole_codings(&folder);
        for (start, id) in &made {
            assert_eq!(found.get(start), Some(id), "coding {start} was acknowledged");
        }
        assert_eq!(journal_entries(&folder), found.len());
        // What came through without being acknowledged must stay too.
        made = found;
    }
    assert!(n_in_time > 20, "only {n_in_time} of 100 came before the end");
}

/// The files of the study as plain text, by name.
fn bundle(folder: &Folder, name: &str) -> BTreeMap<String, Vec<u8>> {
    folder.ok(&["export", "--bundle", name]);
    let files = fs::read_dir(folder.path(name)).unwrap().map(|entry| entry.unwrap().path());
    let named = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
    };
    files.filter(|path| path.is_file()).map(named).collect()
}

/// A step that made some thousand codings is taken back and done again, and killed at that: the
/// study is as it was before the step, or as it was behind it.
#[test]
fn undo_and_redo_of_a_large_step_survive_60_kills() {
    const N_CODINGS: usize = 3000;
    let folder = Folder::with_study();
    folder.write("gesprek.txt", "Het was zó druk 👍 in de buurt. ".repeat(120));
    folder.write("codes.csv", "id,label_nl\nsteun,Steun\n");
    folder.ok(&["import", "gesprek.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    let row = |n| format!("gesprek,{n},{},steun,A,remark {n}\n", n + 3);
    let rows: String = (0..N_CODINGS).map(row).collect();
    folder.write("codings.csv", format!("document,start,end,code,coder,comment\n{rows}"));
    let before = bundle(&folder, "before");
    folder.ok(&["coding", "import", "codings.csv"]);
    let behind = bundle(&folder, "behind");
    assert_ne!(before, behind);
    let back = time(|| drop(folder.ok(&["undo"])));
    let again = time(|| drop(folder.ok(&["redo"])));
    let (mut n_in_time, mut n_back, mut n_again) = (0, 0, 0);
    let mut chance = Chance(4);
    // How much slower the machine is by now: seven of ten kills are to come before the end.
    let mut pace = 1.0_f64;
    for kill in 0..60 {
        let is_there = count(&folder) > 0;
        let (step, whole) = if is_there { ("undo", back) } else { ("redo", again) };
        let killed = kill_after(&folder, &[step], whole.mul_f64(chance.next() * pace));
        pace *= if killed.in_time { 1.1 } else { 0.8 };
        n_in_time += usize::from(killed.in_time);
        folder.ok(&["doctor"]);
        let n_codings = count(&folder);
        assert!([0, N_CODINGS].contains(&n_codings), "{n_codings} behind kill {kill}");
        let was_told = killed.stderr.contains("took back") || killed.stderr.contains("did again");
        let has_changed = (n_codings > 0) != is_there;
        assert!(has_changed || !was_told, "{step} was told and is not there");
        n_back += usize::from(has_changed && is_there);
        n_again += usize::from(has_changed && !is_there);
        if kill % 10 == 9 {
            let state = if n_codings > 0 { &behind } else { &before };
            assert_eq!(bundle(&folder, &format!("kill-{kill}")), *state);
        }
    }
    assert!(n_in_time > 20, "only {n_in_time} of 60 came before the end");
    assert!(n_back > 0 && n_again > 0, "{n_back} undone, {n_again} done again");
}

fn count(folder: &Folder) -> usize {
    let table = folder.table(&["frequencies"]);
    table.cell(0, "segments").as_u64().unwrap() as usize
}
