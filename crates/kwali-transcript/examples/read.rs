//! Shows what is read from transcript files: `cargo run --example read -- [--text] [--turns] FILE…`
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::{env, fs};

use kwali_transcript::{ReadOptions, ReadTranscript, read};

fn main() -> std::io::Result<()> {
    let wants = |flag: &str| env::args().any(|argument| argument == flag);
    for path in env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        let bytes = fs::read(&path)?;
        println!("== {path}");
        match read(&path, &bytes, &ReadOptions::default()) {
            Ok(read) => {
                show(&read);
                if wants("--turns") {
                    show_turns(&read);
                }
                if wants("--text") {
                    println!("{}", read.transcript.text.as_str());
                }
            }
            Err(error) => {
                println!("error: {error}");
                println!("hint: {}", error.hint().unwrap_or_default());
            }
        }
    }
    Ok(())
}

fn show(read: &ReadTranscript) {
    let transcript = &read.transcript;
    println!(
        "{} {} {} paragraphs {} turns",
        read.format.name(),
        read.encoding.as_deref().unwrap_or("-"),
        transcript.layout.paragraphs.len(),
        transcript.layout.turns.len()
    );
    for (number, (name, is_interviewer)) in transcript.speakers.iter().enumerate() {
        let turns = transcript.layout.turns.iter();
        let n_turns = turns.filter(|turn| turn.speaker.index() == number).count();
        let role = if *is_interviewer { " (interviewer)" } else { "" };
        println!("  speaker `{name}`{role}: {n_turns}");
    }
    for note in &read.notes {
        println!("  note: {note}");
    }
}

fn show_turns(read: &ReadTranscript) {
    let transcript = &read.transcript;
    for turn in &transcript.layout.turns {
        let name = &transcript.speakers[turn.speaker.index()].0;
        let time = turn.time.map_or(String::new(), |time| {
            format!("{}-{}", time.start, time.end.map_or(String::new(), |end| end.to_string()))
        });
        let words = &transcript.text.as_str()[turn.words_start as usize..turn.span.end()];
        println!("  [{time}] {name} | {}", words.replace('\n', " / "));
    }
}
