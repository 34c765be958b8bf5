//! `kwali code` as a coder meets it: the real program in a terminal of `tmux`, keys in, screen read.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Folder, PROGRAM, root};

/// How long to wait for what must come onto the screen.
const LONG: Duration = Duration::from_secs(60);

/// A terminal in which the program runs; gone when the test is done.
struct Terminal<'a> {
    folder: &'a Folder,
    /// The socket of a server of its own, so that no other is touched.
    socket: String,
}

impl<'a> Terminal<'a> {
    /// Starts `kwali code EIW-01` as coder C.
    fn start(folder: &'a Folder, size: (&str, &str)) -> Terminal<'a> {
        Terminal::start_with(folder, size, "")
    }

    /// The same, with more options.
    fn start_with(folder: &'a Folder, size: (&str, &str), options: &str) -> Terminal<'a> {
        let socket = folder.path("tmux.socket").display().to_string();
        let terminal = Terminal { folder, socket };
        let line = format!("NO_COLOR=1 exec '{PROGRAM}' code EIW-01 --coder C {options}");
        terminal.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", size.0, "-y", size.1, &line]);
        terminal.wait_for("coder C");
        terminal
    }

    fn tmux(&self, args: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(&self.socket).args(args).current_dir(self.folder.path("."));
        command.env_remove("TMUX").env("TERM", "xterm-256color").env("LC_ALL", "C.UTF-8");
        for name in ["KWALI_STUDY", "KWALI_CODER"] {
            command.env_remove(name);
        }
        let output = command.stdin(Stdio::null()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Types keys, as tmux calls them.
    fn press(&self, keys: &str) -> &Self {
        keys.split(' ').for_each(|key| {
            self.tmux(&["send-keys", key]);
        });
        self
    }

    /// Types letters as they stand.
    fn write(&self, letters: &str) -> &Self {
        self.tmux(&["send-keys", "-l", letters]);
        self
    }

    fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    /// Waits until something stands on the screen.
    #[track_caller]
    fn wait_for(&self, words: &str) -> &Self {
        let start = Instant::now();
        while start.elapsed() < LONG {
            if self.screen().contains(words) {
                return self;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("`{words}` did not come onto the screen:\n{}", self.screen());
    }

    /// Chooses a code by a part of its name, and waits until the screen says that it is done.
    #[track_caller]
    fn code(&self, typed: &str, done: &str) -> &Self {
        self.press("c").wait_for("enter: apply").write(typed).press("Enter").wait_for(done)
    }

    /// The program's number.
    fn process(&self) -> String {
        self.tmux(&["list-panes", "-F", "#{pane_pid}"]).trim().to_owned()
    }

    /// Waits until the program has ended.
    #[track_caller]
    fn wait_for_end(&self) {
        let start = Instant::now();
        while start.elapsed() < LONG {
            if self.tmux(&["list-sessions"]).is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it goes on:\n{}", self.screen());
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

/// A study with an interview and its codebook, in which nothing is coded; `None` without `tmux`.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn uncoded() -> Option<Folder> {
    let there = Command::new("tmux").arg("-V").stdout(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        eprintln!("left out: there is no tmux here");
        return None;
    }
    let folder = Folder::with_study();
    let sample = root().join("corpus-sample/empowerment-in-de-wijk/transcripts/EIW-01.docx");
    folder.ok(&["import", &sample.display().to_string()]);
    let codebook = root().join("codebooks/eiw.toml");
    folder.ok(&["codebook", "import", &codebook.display().to_string()]);
    Some(folder)
}

/// Code and words of each coding, in order of their places.
fn codings(folder: &Folder) -> Vec<(String, String)> {
    let table = folder.table(&["retrieve", "document:EIW-01"]);
    let cell = |row, column| table.cell(row, column).as_str().unwrap().to_owned();
    let mut codings: Vec<(u64, String, String)> = (0..table.rows().len())
        .map(|row| {
            (table.cell(row, "start").as_u64().unwrap(), cell(row, "code"), cell(row, "text"))
        })
        .collect();
    codings.sort();
    codings.into_iter().map(|(_, code, text)| (code, text)).collect()
}

#[test]
fn an_interview_is_coded_from_nothing_to_finished() {
    let Some(folder) = uncoded() else { return };
    let terminal = Terminal::start(&folder, ("100", "30"));
    // A passage that is searched for, and made longer word by word.
    terminal.press("/").write("koffie").press("Enter").wait_for("places");
    terminal.press("S-Left S-Left").code("dropin", "coded eiw.form.group.dropin [1]");
    // The sentence around, with another code.
    terminal.press("s").code("humanity", "coded eiw.value.res.humanity [2]");
    // The next sentence with the same code again.
    terminal.press("s .").wait_for("coded eiw.value.res.humanity [3]");
    // A coding that was a slip.
    terminal.press("x").wait_for("removed coding 3");
    // A whole turn with two codes at once.
    terminal.press("t t c").wait_for("enter: apply").press("Tab Tab Enter");
    terminal.wait_for("coded eiw");
    // And away with both, in one go.
    terminal.press("u").wait_for("taken back: coding");
    terminal.press("q").wait_for_end();
    drop(terminal);
    let before = codings(&folder);
    let codes: Vec<&str> = before.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["eiw.value.res.humanity", "eiw.form.group.dropin"]);
    let (sentence, passage) = (&before[0].1, &before[1].1);
    assert!(passage.ends_with("koffie") && passage.split(' ').count() == 3, "{passage}");
    assert!(sentence.contains(passage.as_str()) && sentence.ends_with('.'), "{sentence}");

    // Back again: what was taken back is done again, and taken back for good.
    let terminal = Terminal::start(&folder, ("80", "24"));
    terminal.press("C-r").wait_for("done again: coding");
    assert_eq!(codings(&folder).len(), 4);
    terminal.press("u").wait_for("taken back: coding");
    assert_eq!(codings(&folder), before);
    // A paragraph that grew from a word, and words that become a code.
    terminal.press("G b + +").code("sociab", "coded eiw.value.res.sociability");
    terminal.press("g i").wait_for("below which code").write("at the top").press("Enter");
    terminal.wait_for("id of the new code").press("C-u").write("begin").press("Enter");
    terminal.wait_for("made the code begin");
    terminal.press("q").wait_for_end();
    drop(terminal);
    let coded = codings(&folder);
    let codes: Vec<&str> = coded.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes[0], "begin");
    assert_eq!(codes.last(), Some(&"eiw.value.res.sociability"));
    assert_eq!(coded[1..coded.len() - 1], before);
}

#[test]
fn a_kill_between_two_keys_loses_nothing_that_was_shown() {
    let Some(folder) = uncoded() else { return };
    for round in 1..=3 {
        let terminal = Terminal::start(&folder, ("80", "24"));
        let moves = "s ".repeat(round);
        terminal
            .press(moves.trim())
            .code("patience", &format!("coded eiw.value.res.patience [{round}]"));
        let status = Command::new("kill").args(["-9", &terminal.process()]).status().unwrap();
        assert!(status.success());
        terminal.wait_for_end();
        drop(terminal);
        assert_eq!(codings(&folder).len(), round);
        folder.ok(&["doctor"]);
    }
}

#[test]
fn what_could_not_be_done_is_said_until_the_coder_has_seen_it() {
    let Some(folder) = uncoded() else { return };
    let terminal = Terminal::start_with(&folder, ("100", "30"), "--wait 1");
    let other = rusqlite::Connection::open(folder.path("study.kwali")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    terminal.press("c").wait_for("enter: apply").write("workload").press("Enter");
    terminal.wait_for("waiting: ");
    assert!(terminal.screen().contains("not saved yet"), "{}", terminal.screen());
    // Typed ahead, for a study in which it is done.
    terminal.write("www");
    terminal.wait_for("not done: ");
    std::thread::sleep(Duration::from_millis(300));
    let screen = terminal.screen();
    assert!(screen.contains("not done: ") && !screen.contains("all saved"), "{screen}");
    other.execute_batch("ROLLBACK").unwrap();
    terminal.code("workload", "coded eiw.barrier.workload").wait_for("all saved");
    assert_eq!(codings(&folder).len(), 1);
}

#[test]
fn without_a_terminal_there_is_an_error_that_says_what_to_do() {
    let folder = Folder::with_study();
    folder.write("in/a.txt", "I: Hoe?\n\nR: Zo.\n");
    folder.ok(&["import", "in"]);
    folder.fails_with(2, &["code", "a"], &["coder", "--coder NAME"]);
    folder.fails_with(2, &["code", "a", "--coder", "A"], &["needs a terminal", "--plain"]);
    folder.fails_with(2, &["code", "b", "--coder", "A", "--plain"], &["no document `b`"]);
}
