//! Turns in a form that can be read in a test, and archives as word processors write them.
#![allow(dead_code, reason = "each test program uses some of it")]

pub(crate) mod invariants;
pub(crate) mod pdf;

use std::io::{Cursor, Write};

use kwali_model::{Layout, Turn};
use kwali_text::Text;
use kwali_transcript::ReadTranscript;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Returns the turns as `name | words`, with the seconds behind the name where there are any.
pub(crate) fn shown(text: &Text, layout: &Layout, speakers: &[(String, bool)]) -> Vec<String> {
    layout.turns.iter().map(|turn| shown_turn(text, turn, speakers)).collect()
}

fn shown_turn(text: &Text, turn: &Turn, speakers: &[(String, bool)]) -> String {
    let seconds = |ms: u64| ms as f64 / 1000.0;
    let name = &speakers[turn.speaker.index()].0;
    let time = match turn.time.map(|time| (seconds(time.start), time.end.map(seconds))) {
        None => String::new(),
        Some((start, None)) => format!(" {start}"),
        Some((start, Some(end))) => format!(" {start}-{end}"),
    };
    let words = &text.as_str()[turn.words_start as usize..turn.span.end()];
    format!("{name}{time} | {}", words.replace('\n', "/"))
}

/// Returns the turns of a transcript in the same form.
pub(crate) fn turns(read: &ReadTranscript) -> Vec<String> {
    shown(&read.transcript.text, &read.transcript.layout, &read.transcript.speakers)
}

/// Returns the comments as `author, when, paragraph: words`, with what is unknown left empty.
pub(crate) fn asides(read: &ReadTranscript) -> Vec<String> {
    let shown = |aside: &kwali_transcript::Aside| {
        let author = aside.author.as_deref().unwrap_or_default();
        let written = aside.written.as_deref().unwrap_or_default();
        let paragraph = aside.paragraph.map(|number| number.to_string()).unwrap_or_default();
        format!("{author}, {written}, {paragraph}: {}", aside.words.replace('\n', "/"))
    };
    read.asides.iter().map(shown).collect()
}

/// Returns the notes on the reading as people see them.
pub(crate) fn notes(read: &ReadTranscript) -> Vec<String> {
    read.notes.iter().map(|note| note.to_string()).collect()
}

/// Returns a zip archive of these parts; a part `mimetype` is not packed, as its readers want it.
pub(crate) fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let packed = match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(packed);
        archive.start_file(*name, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
