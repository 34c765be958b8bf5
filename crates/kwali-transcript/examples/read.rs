//! Shows what is read from transcript files: `cargo run --example read -- FILE…`
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::{env, fs};

use kwali_transcript::{ReadOptions, ReadTranscript, read};

fn main() -> std::io::Result<()> {
    let show_text = env::args().any(|argument| argument == "--text");
    for path in env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        let bytes = fs::read(&path)?;
        println!("== {path}");
        match read(&path, &bytes, &ReadOptions::default()) {
            Ok(read) => show(&read, show_text),
            Err(error) => {
                println!("error: {error}");
                println!("hint: {}", error.hint().unwrap_or_default());
            }
        }
    }
    Ok(())
}

fn show(read: &ReadTranscript, show_text: bool) {
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
    if show_text {
        println!("{}", transcript.text.as_str());
    }
}
