//! WebVTT files with the parse that is expected of each, as the test suites of browsers have them.
//!
//! The files are not kept here: `KWALI_WEBVTT_CONFORMANCE=DIR cargo test -p kwali-transcript --test
//! conformance -- --ignored --nocapture`. `docs/reading.md` gives the reason for each difference.
#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::print_stdout, reason = "the figures are for who runs it by hand")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kwali_transcript::{ReadOptions, read};
use serde_json::Value;

/// Files that are read otherwise on purpose, below the folder of the suite.
const DELIBERATE: [&str; 4] = [
    "cue-times/minimum-spots-over-sixty.vtt",
    "cuetext/tag-format/end-tag-no-gt.vtt",
    "cuetext/timestamp/space-after-lt.vtt",
    "integration/id.vtt",
];

/// What one voice says between two times, in milliseconds; without words it is none.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Said {
    time: Option<(u64, u64)>,
    voice: String,
    words: String,
}

#[test]
#[ignore = "needs the files of a conformance suite, named by KWALI_WEBVTT_CONFORMANCE"]
fn cues_are_those_of_the_conformance_suite() {
    let folder = PathBuf::from(std::env::var("KWALI_WEBVTT_CONFORMANCE").unwrap());
    let mut files = Vec::new();
    collect(&folder, &mut files);
    let (mut n_compared, mut n_agreeing, mut differing) = (0, 0, BTreeSet::new());
    for file in &files {
        let (expected, found) = (expected(file), found(file));
        if expected.is_empty() || found.is_empty() {
            if expected.is_empty() != found.is_empty() {
                println!("{}: cues in one only: {expected:?}, {found:?}", file.display());
            }
            continue;
        }
        n_compared += 1;
        if agree(&expected, &found) {
            n_agreeing += 1;
        } else {
            let name = file.strip_prefix(&folder).unwrap().display().to_string();
            println!("{name}\n  expected {expected:?}\n  found    {found:?}");
            differing.insert(name);
        }
    }
    println!("{} files, {n_compared} with cues in both, {n_agreeing} agree", files.len());
    assert!(n_compared > 0);
    assert_eq!(differing, DELIBERATE.iter().map(|&name| name.to_owned()).collect());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "vtt") {
            files.push(path);
        }
    }
}

/// Times are compared where both know them.
fn agree(expected: &[Said], found: &[Said]) -> bool {
    let time = |a: &Said, b: &Said| a.time.is_none() || b.time.is_none() || a.time == b.time;
    let same = |(a, b): (&Said, &Said)| a.voice == b.voice && a.words == b.words && time(a, b);
    expected.len() == found.len() && expected.iter().zip(found).all(same)
}

fn found(file: &Path) -> Vec<Said> {
    let bytes = fs::read(file).unwrap();
    let Ok(read) = read("suite.vtt", &bytes, &ReadOptions::default()) else { return Vec::new() };
    let transcript = read.transcript;
    let said = transcript.layout.turns.iter().map(|turn| Said {
        time: turn.time.map(|time| (time.start, time.end.unwrap_or(time.start))),
        voice: transcript.speakers[turn.speaker.index()].0.clone(),
        words: transcript.text.as_str()[turn.words_start as usize..turn.span.end()].to_owned(),
    });
    joined(said.collect())
}

/// What the suite expects: times from `NAME.json`, voices and words from `NAME-proc.json`.
fn expected(file: &Path) -> Vec<Said> {
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    let beside = |name: String| -> Option<Value> {
        serde_json::from_slice(&fs::read(file.with_file_name(name)).ok()?).ok()
    };
    let shown = beside(format!("{stem}-proc.json"));
    let own = beside(format!("{stem}.json"));
    let cues_of = |file: &Option<Value>| {
        file.iter().flat_map(|file| file["cues"].as_array()).flatten().cloned().collect::<Vec<_>>()
    };
    let Some(cues) = shown.as_ref().and_then(Value::as_array) else {
        return joined(cues_of(&own).iter().map(unshown).collect());
    };
    // One file of the suite has the times of all that hold a single, plain subtitle.
    let timed = own.or_else(|| beside("with-data.json".into()).filter(|_| cues.len() == 1));
    let times: Vec<(u64, u64)> = cues_of(&timed).iter().map(times).collect();
    let mut said = Vec::new();
    for (number, cue) in cues.iter().enumerate() {
        let time = times.get(number).copied().filter(|_| times.len() == cues.len());
        let mut of_cue = Vec::new();
        spoken(cue, "", time, &mut of_cue);
        said.extend(of_cue);
    }
    joined(said)
}

/// A cue of which the suite does not say how it is shown: its words without tags.
fn unshown(cue: &Value) -> Said {
    let (mut words, mut in_tag) = (String::new(), false);
    for char in cue["text"].as_str().unwrap().chars() {
        match char {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            char if !in_tag => words.push(char),
            _ => {}
        }
    }
    Said { time: Some(times(cue)), voice: String::new(), words }
}

fn times(cue: &Value) -> (u64, u64) {
    let ms = |name: &str| (cue[name].as_f64().unwrap() * 1000.0).round() as u64;
    (ms("startTime"), ms("endTime"))
}

/// Adds the words in an element of a cue with the voice around them.
fn spoken(element: &Value, voice: &str, time: Option<(u64, u64)>, said: &mut Vec<Said>) {
    let title = element["title"].as_str().unwrap_or_default();
    let voice = if title.is_empty() { voice } else { title };
    if let Some(words) = element["data"].as_str() {
        match said.last_mut().filter(|last| last.voice == voice) {
            Some(last) => last.words.push_str(words),
            None => said.push(Said { time, voice: voice.to_owned(), words: words.to_owned() }),
        }
    }
    for child in element["childNodes"].as_array().into_iter().flatten() {
        spoken(child, voice, time, said);
    }
}

/// Joins what one voice says at one time; white space is one space.
fn joined(said: Vec<Said>) -> Vec<Said> {
    let mut joined: Vec<Said> = Vec::new();
    for one in said {
        match joined.last_mut().filter(|last| last.time == one.time && last.voice == one.voice) {
            Some(last) => {
                last.words.push('\n');
                last.words.push_str(&one.words);
            }
            None => joined.push(one),
        }
    }
    for one in &mut joined {
        one.words.retain(|char| char.is_whitespace() || !char.is_control());
        one.words = one.words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    joined.retain(|one| !one.words.is_empty());
    joined
}
