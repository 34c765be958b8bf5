//! The README's tour, run as it is written.

use std::path::Path;
use std::process::Command;

/// A fenced block: its language and its lines.
struct Block {
    language: String,
    content: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        match (open.as_mut(), line.strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some(Block { language: language.to_owned(), content: String::new() });
            }
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some(block), _) => {
                block.content.push_str(line);
                block.content.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// Runs shell commands in `folder` with `kwali` on the path, and returns what they print.
fn run(folder: &Path, commands: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_kwali")).parent().expect("it lies in a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-e", "-c", commands])
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("KWALI_STUDY")
        .env_remove("KWALI_CODER")
        .output()
        .expect("there is a shell");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{commands}\n{errors}");
    String::from_utf8(output.stdout).expect("what is printed is UTF-8")
}

#[test]
fn the_tour_does_what_the_readme_says() {
    let page = include_str!("../README.md");
    let folder = tempfile::tempdir().unwrap();
    let mut printed = None;
    let mut n_compared = 0;
    for block in blocks(page) {
        match block.language.as_str() {
            "sh" => printed = Some(run(folder.path(), &block.content)),
            "text" => {
                let printed = printed.take().expect("what is printed stands behind a command");
                let trimmed: Vec<&str> = printed.lines().map(str::trim_end).collect();
                assert_eq!(trimmed.join("\n"), block.content.trim_end());
                n_compared += 1;
            }
            _ => {}
        }
    }
    assert!(n_compared >= 2);
    assert!(folder.path().join("factsheet/report.html").exists());
    assert!(folder.path().join("garden-text/codings.csv").exists());
}
