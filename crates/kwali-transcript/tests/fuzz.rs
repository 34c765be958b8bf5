//! Every reader takes any bytes: kept files, damaged again and again in ways that a seed decides.
//!
//! `KWALI_FUZZ_ROUNDS=20000 cargo test -p kwali-transcript --test fuzz` runs for minutes. A file that
//! brings a reader down is named with the round; it belongs into `tests/corpus/` for good.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::{env, fs};

use kwali_transcript::{Format, ReadOptions, SpeakerLabels, read};
use zip::ZipArchive;

mod support;
use support::invariants::{check_layout, check_transcript};
use support::zipped;

/// How often each file is damaged, unless the environment says otherwise.
const ROUNDS: u64 = 100;

/// Pieces that mean something in one format or another.
const TOKENS: [&[u8]; 44] = [
    b"\0",
    b"\r\n",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc3",
    b"e\xcc\x81",
    b"\xf0\x9f\x98\x80",
    b"Els: ",
    b"**",
    b"[00:01]",
    b"#00:00:03-5#",
    b"-->",
    b"<v Els>",
    b"&#xD800;",
    b"&amp;",
    b"&x;",
    b"<!--",
    b"<!DOCTYPE a [<!ENTITY x \"&x;\">]>",
    b"<![CDATA[",
    b"]]>",
    b"<w:p>",
    b"</w:p>",
    b"<w:tc>",
    b"</w:tr>",
    b"<w:del/>",
    b"<text:p>",
    b"</text:p>",
    b"<text:note-body>",
    b"<text:s text:c=\"999999999\"/>",
    b"{",
    b"}",
    b"\\bin9 ",
    b"\\u-10179?",
    b"\\'",
    b"\\cell\\row ",
    b"\\itap99 ",
    b"\\uc99 ",
    b"{\\*\\annotation ",
    b"<<",
    b">>",
    b" 0 R",
    b"endobj",
    b"/Length 99999999",
    b"99999999999999999999",
];

/// A generator of numbers that are the same for the same seed.
struct Chance(u64);

impl Chance {
    /// A number below a limit, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        // SplitMix64 (Steele, Lea and Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = (length - start).min(64);
        start..start + self.below(most + 1)
    }
}

/// Damages bytes in one to four places.
fn damaged(mut bytes: Vec<u8>, other: &[u8], chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(4) {
        let range = chance.range(bytes.len());
        match chance.below(6) {
            0 if !range.is_empty() => bytes[range.start] ^= 1 << chance.below(8),
            1 => drop(bytes.drain(range)),
            2 => bytes.truncate(range.start),
            3 => {
                let piece = other[chance.range(other.len())].to_vec();
                drop(bytes.splice(range, piece));
            }
            4 => {
                let piece = bytes[range.clone()].repeat(1 + chance.below(20));
                drop(bytes.splice(range, piece));
            }
            _ => {
                let token = TOKENS[chance.below(TOKENS.len())];
                drop(bytes.splice(range.start..range.start, token.iter().copied()));
            }
        }
    }
    bytes
}

/// Damages one part of an archive and packs it anew, as damage to packed bytes is found at once.
fn damaged_within(file: &[u8], other: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let which = chance.below(names.len());
    let mut parts = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let mut content = Vec::new();
        archive.by_name(name).ok()?.read_to_end(&mut content).ok()?;
        if number == which {
            content = damaged(content, other, chance);
        }
        parts.push((name.as_str(), String::from_utf8_lossy(&content).into_owned()));
    }
    Some(zipped(&parts))
}

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn check(name: &str, bytes: &[u8]) {
    for speakers in [SpeakerLabels::Detect, SpeakerLabels::Only(vec!["Els".into(), "é".into()])] {
        let options = ReadOptions { speakers, ..ReadOptions::default() };
        match read(name, bytes, &options) {
            Ok(read) => {
                check_transcript(&read.transcript);
                let transcript = &read.transcript;
                check_layout(&transcript.text, &transcript.layout, transcript.speakers.len());
                let n_paragraphs = transcript.layout.paragraphs.len();
                let is_there = |number: usize| (1..=n_paragraphs).contains(&number);
                assert!(read.asides.iter().all(|aside| aside.paragraph.is_none_or(is_there)));
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let rounds = env::var("KWALI_FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let files: Vec<(String, Vec<u8>)> = corpus()
        .into_iter()
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())
        })
        .collect();
    for (number, (name, file)) in files.iter().enumerate() {
        check(name, file);
        for round in 0..rounds.unwrap_or(ROUNDS) {
            let mut chance = Chance(round << 8 | number as u64);
            let other = &files[chance.below(files.len())].1;
            let within =
                if round % 3 == 0 { None } else { damaged_within(file, other, &mut chance) };
            let bytes = within.unwrap_or_else(|| damaged(file.clone(), other, &mut chance));
            if catch_unwind(AssertUnwindSafe(|| check(name, &bytes))).is_err() {
                let kept = env::temp_dir().join(format!("kwali-{round}-{name}"));
                fs::write(&kept, &bytes).unwrap();
                panic!("{name} in round {round} brings its reader down: {}", kept.display());
            }
        }
    }
}

#[test]
fn every_format_has_a_file_in_the_corpus() {
    let names: Vec<String> =
        corpus().iter().map(|path| path.to_string_lossy().into_owned()).collect();
    for format in Format::ALL {
        assert!(names.iter().any(|name| Format::of_file_name(name) == Some(format)), "{format:?}");
    }
}
