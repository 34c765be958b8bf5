//! Two processes with one study: one writes, one reads; two write.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::support::Folder;

/// How long a process waits for another before it gives up; nobody may have to.
const WAIT: &str = "20";

fn folder() -> Folder {
    let folder = Folder::with_study();
    folder.write("gesprek.txt", "Het was zó druk 👍 in de buurt. ".repeat(40));
    folder.write("codes.csv", "id,label_nl\na,Eerst\nb,Dan\n");
    folder.ok(&["import", "gesprek.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    folder
}

/// The segments of both codes, as one answer tells them.
fn counts(folder: &Folder) -> (u64, u64) {
    let table = folder.table(&["frequencies", "--wait", WAIT]);
    let count = |row| table.cell(row, "segments").as_u64().unwrap();
    (count(0), count(1))
}

/// The codings that the journal tells of.
fn in_journal(folder: &Folder) -> u64 {
    let log = folder.table(&["log", "--limit", "1000", "--wait", WAIT]);
    log.column("action").iter().filter(|action| **action == "coding.add").count() as u64
}

/// Codes a and b in turn, so that every state has as many of both, or one more of a.
#[test]
fn who_counts_while_another_codes_sees_whole_states() {
    const N_CODINGS: u64 = 100;
    let folder = folder();
    let is_done = AtomicBool::new(false);
    let n_between = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 0..N_CODINGS {
                let (start, end) = ((n / 2).to_string(), (n / 2 + 3).to_string());
                let code = if n % 2 == 0 { "a" } else { "b" };
                let add = ["coding", "add", "gesprek", code, "--start", &start, "--end", &end];
                folder.ok(&[&add[..], &["--coder", "A", "--wait", WAIT]].concat());
            }
            is_done.store(true, Ordering::SeqCst);
        });
        let (mut last, mut n_between) = (0, 0);
        while !is_done.load(Ordering::SeqCst) && !writer.is_finished() {
            let at_least = in_journal(&folder);
            let (a, b) = counts(&folder);
            let at_most = in_journal(&folder);
            assert!(a == b || a == b + 1, "{a} of a and {b} of b are no state that was");
            assert!((at_least..=at_most).contains(&(a + b)), "{at_least}, {}, {at_most}", a + b);
            assert!(a + b >= last, "{} codings after {last}", a + b);
            last = a + b;
            n_between += usize::from(last > 0 && last < N_CODINGS);
        }
        writer.join().unwrap();
        n_between
    });
    assert!(n_between > 2, "it was counted only {n_between} times in between");
    assert_eq!((counts(&folder), in_journal(&folder)), ((50, 50), N_CODINGS));
    folder.ok(&["doctor"]);
}

/// A process that has begun to write, and is stopped at that until it may go on.
struct Stopped(Child);

impl Stopped {
    fn at_writing(folder: &Folder) -> Stopped {
        let row = |n| format!("gesprek,{n},{},a,B,remark {n}\n", n + 3);
        let rows: String = (0..1000).map(row).collect();
        folder.write("codings.csv", format!("document,start,end,code,coder,comment\n{rows}"));
        let mut command = folder.command(&["coding", "import", "codings.csv"]);
        let child = command.stderr(Stdio::null()).spawn().unwrap();
        let stopped = Stopped(child);
        let note = folder.path("study.kwali-writer");
        let patience = Instant::now() + Duration::from_secs(60);
        // Written whole, and not yet gone.
        while !std::fs::read_to_string(&note).is_ok_and(|note| note.ends_with('Z')) {
            assert!(Instant::now() < patience, "it does not come to writing");
        }
        stopped.signal("-STOP");
        stopped
    }

    fn signal(&self, signal: &str) {
        let status = Command::new("kill").args([signal, &self.0.id().to_string()]).status();
        assert!(status.unwrap().success());
    }

    fn go_on(mut self) {
        self.signal("-CONT");
        assert!(self.0.wait().unwrap().success());
    }
}

#[test]
fn a_second_writer_is_told_of_the_first_and_goes_on_behind_it() {
    let folder = folder();
    let first = Stopped::at_writing(&folder);
    let add = ["coding", "add", "gesprek", "b", "--start", "0", "--end", "3", "--coder", "A"];
    let began = Instant::now();
    let process = format!("process {}", first.0.id());
    let said = ["another process is writing to it", "coding import", process.as_str()];
    folder.fails_with(2, &[&add[..], &["--wait", "1"]].concat(), &said);
    assert!(began.elapsed() >= Duration::from_secs(1), "it waits as long as it is told to");
    let second = folder.command(&[&add[..], &["--wait", "60"]].concat()).spawn().unwrap();
    first.go_on();
    assert!(second.wait_with_output().unwrap().status.success());
    assert_eq!(counts(&folder), (1000, 1));
    folder.ok(&["doctor"]);
}
