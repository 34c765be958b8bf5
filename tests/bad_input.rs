//! What cannot be done is named with its place and a hint, and nothing is half done.

mod asking;
mod codings;
mod damage;
mod studies;
mod tables;
mod transcripts;

use crate::support::{Folder, Run};

/// A word of the participants, which no message may repeat.
const SECRET: &str = "geheimwoord";

/// What a command must say, and how it must end.
struct Case {
    args: &'static str,
    status: i32,
    /// All of this stands on standard error.
    said: &'static [&'static str],
}

const fn case(args: &'static str, status: i32, said: &'static [&'static str]) -> Case {
    Case { args, status, said }
}

/// Runs a case in a folder whose study must stay as it is, byte for byte.
#[track_caller]
fn check(folder: &Folder, Case { args, status, said }: &Case) {
    let before = folder.read("study.kwali");
    let args: Vec<&str> = args.split(' ').collect();
    let run = folder.fails_with(*status, &args, said);
    check_message(&run);
    assert!(folder.read("study.kwali") == before, "the study was changed by {args:?}");
}

#[track_caller]
fn check_message(run: &Run) {
    assert!(run.stderr.starts_with("error: "), "{run:#?}");
    assert!(run.stderr.contains("\nhint: "), "no hint\n{run:#?}");
    assert!(!run.stderr.contains(SECRET), "words of the transcript\n{run:#?}");
}

/// A folder with a study that has one document, `goed`, and the codes `steun` and `drempel`.
fn folder() -> Folder {
    let folder = Folder::with_study();
    folder.write("goed.txt", transcript());
    folder.write("codes.csv", "id,label_nl\nsteun,Steun\ndrempel,Drempel\n");
    folder.ok(&["import", "goed.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    folder
}

/// A transcript of 72 characters with the word three times.
fn transcript() -> String {
    format!("I: Wat is {SECRET}?\n\nR: Het {SECRET}, en nog eens het {SECRET}.\n")
}
