//! Whole programs beside bare ones that do the least that is needed, as ratios.
//!
//! `cargo bench --bench ratios` prints a table of ratios and targets. The machine may be busy with
//! other work: both sides of a ratio run in turn, and the median of several runs is taken.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made must not go on")]
#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod bare;
#[path = "../generator/mod.rs"]
mod generator;
mod process;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::Size;
use generator::study::kept_study;
use generator::transcripts::write_transcripts;
use generator::word_files::write_word_files;
use process::{Usage, median, peak_memory, usage};

/// How often each side of a comparison runs.
const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["bare-sum", study] => bare::sum(Path::new(study)),
        ["bare-index", transcripts, index] => {
            bare::index(Path::new(transcripts), Path::new(index));
        }
        ["bare-documents", folder] => bare::unpack_and_parse(Path::new(folder)),
        others => compare(|name| {
            let mut chosen = others.iter().filter(|other| !other.starts_with('-')).peekable();
            chosen.peek().is_none() || chosen.any(|chosen| *chosen == name)
        }),
    }
}

/// Makes the comparisons that are `wanted` and prints each when it is made.
fn compare(wanted: impl Fn(&str) -> bool) {
    println!("load: {}", process::load());
    println!("{:<44} {:>8} {:>8} {:>8}", "", "wall", "cpu", "target");
    let comparisons: [(&str, fn()); 6] = [
        ("count", count),
        ("list", list),
        ("import", import),
        ("documents", documents),
        ("memory", memory),
        ("scale", scale),
    ];
    for (name, compare) in comparisons {
        if wanted(name) {
            compare();
        }
    }
    println!("load: {}", process::load());
}

/// Frequencies of a million codings beside a bare program that sums them.
fn count() {
    let study = kept_study(Size::coded(1_000));
    let ours =
        || kwali([OsStr::new("--study"), study.as_os_str()], &["frequencies", "--format=json"]);
    let bare = || bare_program(&[OsStr::new("bare-sum"), study.as_os_str()]);
    let (ours, bare) = in_turn(|| usage(ours()), || usage(bare()));
    show_ratio("frequencies / bare sum, 10^6 codings", &ours, &bare, "< 1.5");
}

/// Listing the codes of the sample study.
fn list() {
    let folder = tempfile::tempdir().unwrap();
    let study = sample(folder.path());
    let ours = || kwali([OsStr::new("--study"), study.as_os_str()], &["list", "codes"]);
    let nothing = || kwali([], &["--version"]);
    let (ours, nothing) = in_turn(|| usage(ours()), || usage(nothing()));
    show_ratio("list codes of the sample / --version", &ours, &nothing, "");
    let wall = median(ours.iter().map(|usage| usage.wall)) * 1e3;
    println!("{:<44} {wall:>6.1}ms {:>8} {:>8}", "list codes of the sample", "", "< 50ms");
}

/// Import with index beside a bare tantivy writer that is fed the same paragraphs.
fn import() {
    let folder = tempfile::tempdir().unwrap();
    let transcripts = folder.path().join("transcripts");
    write_transcripts(&transcripts, Size { interviews: 300, words: 8_000, codings: 0 });
    let ours = || usage(import_into_new_study(folder.path(), &transcripts));
    let bare = || usage(bare_index(folder.path(), &transcripts));
    let (ours, bare) = in_turn(ours, bare);
    show_ratio("import with index / bare tantivy, 300 x 8,000", &ours, &bare, "< 2.0");
}

/// Import of Word files without the index beside unpacking them and going through their XML.
fn documents() {
    let folder = tempfile::tempdir().unwrap();
    for interviews in [250, 500, 1_000] {
        let files = folder.path().join(format!("documents-{interviews}"));
        write_word_files(&files, Size { interviews, words: 8_000, codings: 0 });
        let import = || {
            let mut command = import_into_new_study(folder.path(), &files);
            command.arg("--no-index");
            usage(command)
        };
        let bare = || usage(bare_program(&[OsStr::new("bare-documents"), files.as_os_str()]));
        let (ours, bare) = in_turn(import, bare);
        let what = format!("import {interviews} .docx, no index / unpacking, XML");
        show_ratio(&what, &ours, &bare, "< 1.5");
        let of_file = |usage: &Usage| usage.cpu * 1e3 / f64::from(interviews);
        let cpu = median(ours.iter().map(of_file));
        println!("{:<44} {cpu:>6.2}ms of processor", "a file of these");
    }
}

/// Peak memory of importing more and more interviews, beside the bare tantivy writer's.
fn memory() {
    let folder = tempfile::tempdir().unwrap();
    let transcripts = folder.path().join("transcripts");
    for interviews in [30, 300, 1_000] {
        write_transcripts(&transcripts, Size { interviews, words: 8_000, codings: 0 });
        let ours = || peak_memory(import_into_new_study(folder.path(), &transcripts));
        let bare = || peak_memory(bare_index(folder.path(), &transcripts));
        let (ours, bare): (Vec<f64>, Vec<f64>) = (0..3).map(|_| (ours(), bare())).unzip();
        let (ours, bare) = (median(ours.into_iter()) / 1e6, median(bare.into_iter()) / 1e6);
        let what = format!("peak memory of importing {interviews} interviews");
        println!("{what:<44} {ours:>6.0}MB, bare tantivy {bare:.0}MB");
    }
}

/// What one file costs when there are many, beside what it costs when there are few, without the
/// index; and the memory that they take.
fn scale() {
    let folder = tempfile::tempdir().unwrap();
    let write = |interviews| {
        let transcripts = folder.path().join(format!("transcripts-{interviews}"));
        write_transcripts(&transcripts, Size { interviews, words: 2_000, codings: 0 });
        transcripts
    };
    let import = |transcripts: &Path| {
        let mut command = import_into_new_study(folder.path(), transcripts);
        command.arg("--no-index");
        command
    };
    let few = write(300);
    for interviews in [1_000, 3_000] {
        let many = write(interviews);
        let (many_usage, few_usage) = in_turn(|| usage(import(&many)), || usage(import(&few)));
        let times = f64::from(interviews) / 300.0;
        let of_each = |usage: &Usage| Usage { wall: usage.wall / times, cpu: usage.cpu / times };
        let many_usage: Vec<Usage> = many_usage.iter().map(of_each).collect();
        let what = format!("a file of {interviews} / a file of 300, no index");
        show_ratio(&what, &many_usage, &few_usage, "1.0");
        let memory = [&few, &many].map(|files| peak_memory(import(files)) / 1e6);
        println!(
            "{:<44} {:>6.0}MB and {:.0}MB",
            "peak memory of 300 and of these", memory[0], memory[1]
        );
    }
}

/// Runs both sides in turn, and returns what each used in every run but the first.
fn in_turn(
    mut ours: impl FnMut() -> Usage,
    mut bare: impl FnMut() -> Usage,
) -> (Vec<Usage>, Vec<Usage>) {
    // The first run of each warms the file cache.
    ours();
    bare();
    (0..RUNS).map(|_| (ours(), bare())).unzip()
}

fn show_ratio(what: &str, ours: &[Usage], bare: &[Usage], target: &str) {
    let ratio =
        |part: fn(&Usage) -> f64| median(ours.iter().map(part)) / median(bare.iter().map(part));
    let (wall, cpu) = (ratio(|usage| usage.wall), ratio(|usage| usage.cpu));
    // Processor time is known to a hundredth of a second: a short run may have none.
    let cpu = if cpu.is_finite() { format!("{cpu:.2}") } else { "-".to_owned() };
    println!("{what:<44} {wall:>8.2} {cpu:>8} {target:>8}");
}

/// Returns the command that runs `kwali` quietly.
fn kwali<const N: usize>(global: [&OsStr; N], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kwali"));
    command.arg("--quiet").args(global).args(arguments);
    command
}

/// Returns the command that runs this program in one of its bare modes.
fn bare_program(arguments: &[&OsStr]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments);
    command
}

/// Returns the command that indexes transcripts with tantivy alone.
fn bare_index(folder: &Path, transcripts: &Path) -> Command {
    let index = folder.join("bare");
    let _ = std::fs::remove_dir_all(&index);
    std::fs::create_dir(&index).unwrap();
    bare_program(&[OsStr::new("bare-index"), transcripts.as_os_str(), index.as_os_str()])
}

/// Makes an empty study and returns the command that imports transcripts into it.
fn import_into_new_study(folder: &Path, transcripts: &Path) -> Command {
    let study = folder.join("study.kwali");
    let _ = std::fs::remove_file(&study);
    let _ = std::fs::remove_dir_all(folder.join("study.kwali-index"));
    let mut new = kwali([], &["new"]);
    new.arg(&study);
    usage(new);
    let mut command = kwali([OsStr::new("--study"), study.as_os_str()], &["import"]);
    command.arg(transcripts);
    command
}

/// Makes the sample study: its transcripts, codebook and both coders' codings.
fn sample(folder: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = root.join("corpus-sample/empowerment-in-de-wijk");
    let study = folder.join("study.kwali");
    usage(import_into_new_study(folder, &sample.join("transcripts")));
    for (arguments, file) in [
        (["codebook", "import"], root.join("codebooks/eiw.toml")),
        (["coding", "import"], sample.join("codings-A.csv")),
        (["coding", "import"], sample.join("codings-B.csv")),
    ] {
        let mut command = kwali([OsStr::new("--study"), study.as_os_str()], &arguments);
        command.arg(file);
        usage(command);
    }
    study
}
