//! The README's tour, run as it is written.

use std::path::Path;
use std::process::Command;

use crate::support::root;

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

/// Runs every command of a page in `folder` and compares what it prints with what the page says;
/// returns how many blocks were compared. With `UPDATE=1` the page is changed to what is printed.
fn follow(page_path: &str, folder: &Path) -> usize {
    let page_path = root().join(page_path);
    let page = std::fs::read_to_string(&page_path).unwrap();
    let mut updated = page.clone();
    let update = std::env::var_os("UPDATE").is_some();
    let mut printed = None;
    let mut n_compared = 0;
    for block in blocks(&page) {
        match block.language.as_str() {
            "sh" => printed = Some(run(folder, &block.content)),
            "text" => {
                // What stands behind no command is no output.
                let Some(printed) = printed.take() else { continue };
                let trimmed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
                let trimmed = trimmed.join("\n");
                n_compared += 1;
                match update {
                    true => {
                        let [before, after] = [block.content.trim_end(), &trimmed]
                            .map(|text| format!("```text\n{text}\n```"));
                        updated = updated.replacen(&before, &after, 1);
                    }
                    false => assert_eq!(trimmed, block.content.trim_end()),
                }
            }
            _ => {}
        }
    }
    if updated != page {
        std::fs::write(page_path, updated).unwrap();
    }
    n_compared
}

#[test]
fn the_tutorial_of_queries_does_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(follow("docs/query.md", folder.path()), 10);
}

#[test]
fn the_tutorial_of_counting_does_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(follow("docs/counting.md", folder.path()), 10);
}

#[test]
fn the_tour_does_what_the_readme_says() {
    let folder = tempfile::tempdir().unwrap();
    assert!(follow("README.md", folder.path()) >= 2);
    assert!(folder.path().join("factsheet/report.html").exists());
    assert!(folder.path().join("garden-text/codings.csv").exists());
}
