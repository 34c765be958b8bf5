//! How long it takes from a key to the screen, over the path that draws.
//!
//! `cargo bench --bench screen` lays a document of 50,000 words with 5,000 codings out on screens of
//! three sizes, then the same with some thousand suggestions. It types keys, one in thirteen of which
//! changes the study, and prints the times that half of them and 99 of 100 stay below: for keys that move
//! and select, for keys that change the study, which is on the disk when the screen shows it, and for all.
//! Beside that stands how long a bare SQLite file takes for one row.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

#[path = "../crates/cli/screen/mod.rs"]
#[allow(dead_code, unused_imports, reason = "only what is drawn is measured; tests run elsewhere")]
mod screen;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kwali_study::{Author, ImportOptions, Language, Study, SuggestRequest, Whose};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rusqlite::Connection;
use screen::colours::Colours;
use screen::desk::Desk;
use screen::draw::draw;
use screen::session::Session;

const WORDS: usize = 50_000;
const CODINGS: usize = 5_000;
const CODES: usize = 80;
const LETTERS: [char; 3] = ['q', 'x', 'y'];
const SEED: u64 = 7;

/// Keys that move and select, as they may follow each other.
const MOVES: [&str; 24] = [
    "w",
    "w",
    "b",
    "s",
    "s",
    "S",
    "p",
    "P",
    "t",
    "T",
    "j",
    "k",
    "pagedown",
    "pageup",
    "]",
    "[",
    "o",
    "+",
    "+",
    "-",
    "G",
    "g",
    "shift-right",
    "esc",
];

/// Keys that change the study: a code, and away with it.
const ACTS: [&str; 2] = [".", "u"];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.kwali");
    make(&path, folder.path());
    measure(&path);
    suggest(&path);
    measure(&path);
    show("beside that, a row into a bare SQLite file", bare(folder.path()));
}

/// Types keys on screens of three sizes.
fn measure(path: &Path) {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let study = Study::open(path, Duration::from_secs(1)).unwrap();
        let desk = Desk::new(study, "long", "A", Box::new(author)).unwrap();
        let mut session = Session::new(desk, size).unwrap();
        let (columns, rows) = size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let start = Instant::now();
        session.resize(size).unwrap();
        println!("{columns} × {rows}: laid out in {:.1} ms", milliseconds(start.elapsed()));
        let mut press = |key: &str| {
            let start = Instant::now();
            session.take(key);
            terminal.draw(|frame| draw(frame, &session, Colours::Many).unwrap()).unwrap();
            start.elapsed()
        };
        let moves: Vec<Duration> = (0..100).flat_map(|_| MOVES).map(&mut press).collect();
        show("moves and selections", moves.clone());
        // In the middle of the document, on one word after the other.
        for _ in 0..40 {
            press("pagedown");
        }
        let mut acts = Vec::new();
        for _ in 0..100 {
            press("w");
            acts.extend(ACTS.map(&mut press));
        }
        show("codings made and taken back", acts.clone());
        show("all of these", [moves, acts].concat());
    }
}

/// Times a bare program that writes a row, and deletes one, as safely as a study does.
fn bare(folder: &Path) -> Vec<Duration> {
    let conn = Connection::open(folder.join("bare.sqlite")).unwrap();
    let settings = "PRAGMA synchronous = EXTRA; CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)";
    conn.execute_batch(settings).unwrap();
    let once = |sql: &str, number: i64| {
        let start = Instant::now();
        conn.execute(sql, [number]).unwrap();
        start.elapsed()
    };
    let both = |number| {
        let row = once("INSERT INTO t VALUES (?1, 'geen tijd', 3)", number);
        [row, once("DELETE FROM t WHERE id = ?1", number)]
    };
    (0..100).flat_map(both).collect()
}

fn author() -> Author {
    Author { who: "A".into(), at: "2019-02-05T10:00:00Z".into(), process: "bench".into() }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn show(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let below = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
    let (half, most, all) = (below(50), below(99), below(100));
    let n = times.len();
    println!(
        "  {what}, {n} keys: half below {half:.2} ms, 99 % below {most:.2} ms, all below {all:.2} ms"
    );
}

/// Makes a study with one long document and many codings.
fn make(path: &Path, folder: &Path) {
    let mut chance = ChaCha8Rng::seed_from_u64(SEED);
    let mut study = Study::create(path, "long", &[Language::dutch()], &author()).unwrap();
    let transcript = folder.join("long.txt");
    fs::write(&transcript, interview(&mut chance)).unwrap();
    study.import(&author(), &[transcript], &ImportOptions::default(), &mut |_, _| {}).unwrap();
    // The keywords of the first codes are words that begin with a letter, so that much is suggested.
    let code = |number: usize| {
        let keywords = match LETTERS.get(number) {
            Some(letter) => format!("keywords.nl = [\"{letter}*\"]\n"),
            None => String::new(),
        };
        format!("[[code]]\nid = \"c{number}\"\nlabel.nl = \"Code {number}\"\n{keywords}")
    };
    let codebook: String = (0..CODES).map(code).collect();
    study.import_codebook(&author(), "codebook.toml", codebook.as_bytes()).unwrap();
    let chars = study.snapshot().unwrap().documents()[0].chars;
    let mut table = "document,start,end,code,coder\n".to_owned();
    for number in 0..CODINGS {
        let start = chance.random_range(0..chars - 600);
        let end = start + chance.random_range(20..500);
        table.push_str(&format!("long,{start},{end},c{},A\n", number % CODES));
    }
    let report = study.import_codings(&author(), ("codings.csv", table.as_bytes()), None).unwrap();
    println!("{WORDS} words, {} codings", report.added);
}

/// Proposes passages for the codes that have keywords.
fn suggest(path: &Path) {
    let mut study = Study::open(path, Duration::from_secs(1)).unwrap();
    let request = SuggestRequest {
        way: kwali_study::Way::Dictionary,
        codes: Vec::new(),
        documents: Vec::new(),
        whose: Whose::Everybody,
        coders: Vec::new(),
    };
    study.suggest(&author(), &request).unwrap();
    let suggested = study.open_suggestions("long").unwrap().len();
    println!("the same with {suggested} suggestions");
}

fn interview(chance: &mut ChaCha8Rng) -> String {
    let mut text = String::new();
    let mut words = 0;
    while words < WORDS {
        let name = if words % 2 == 0 { "I" } else { "R" };
        text.push_str(name);
        text.push(':');
        let turn = chance.random_range(5..150);
        for word in 0..turn {
            let letters = chance.random_range(2..11);
            text.push(' ');
            (0..letters).for_each(|_| text.push(chance.random_range('a'..='z')));
            if word % 12 == 11 {
                text.push('.');
            }
        }
        text.push_str(".\n\n");
        words += turn + 1;
    }
    text
}
