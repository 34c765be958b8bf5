//! Every command explains itself, and the manual says the same.

use std::fs;

use crate::support::{Folder, root};

/// The manual of the command line, generated from the helps.
const MANUAL: &str = "docs/cli.md";

/// A command and what its `--help` says.
struct Help {
    /// `kwali`, `kwali coding`, `kwali coding add`, …
    command: String,
    text: String,
}

/// The helps of the program and of every command and subcommand.
fn helps() -> Vec<Help> {
    let mut helps = Vec::new();
    collect(&Folder::new(), &[], &mut helps);
    helps
}

fn collect(folder: &Folder, command: &[&str], helps: &mut Vec<Help>) {
    let text = folder.ok(&[command, &["--help"]].concat()).stdout;
    let names = subcommands(&text);
    helps.push(Help { command: [&["kwali"], command].concat().join(" "), text });
    for name in &names {
        collect(folder, &[command, &[name]].concat(), helps);
    }
}

/// The names under `Commands:`; those of the command `help` itself aside.
fn subcommands(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !["", "help"].contains(name)).map(str::to_owned).collect()
}

fn manual(helps: &[Help]) -> String {
    let mut manual =
        "# The command line\n\nWhat `--help` says of every command. This page is made by \
                      a test: `UPDATE=1 cargo test --test kwali help` writes it anew.\n"
            .to_owned();
    for Help { command, text } in helps {
        let level = "#".repeat(command.split(' ').count() + 1);
        let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
        manual.push_str(&format!("\n{level} {command}\n\n```text\n{}\n```\n", lines.join("\n")));
    }
    manual
}

#[test]
fn every_help_begins_with_an_imperative_and_has_an_example() {
    let helps = helps();
    assert!(helps.len() > 30, "only {} commands", helps.len());
    for Help { command, text } in helps {
        let first = text.lines().next().unwrap();
        let verb = first.split(' ').next().unwrap();
        assert!(!first.ends_with('.'), "{command}: {first}");
        assert!(
            first.starts_with(char::is_uppercase) && !verb.ends_with('s'),
            "{command}: {first}"
        );
        assert!(text.contains("\nExample: "), "{command} has no example");
        assert!(text.contains("\n  kwali "), "{command} has no example to run");
    }
}

#[test]
fn every_example_is_a_command_that_is_understood() {
    for Help { command, text } in helps() {
        for line in text.lines().filter_map(|line| line.strip_prefix("  kwali ")) {
            // In an empty folder all fail, but none because of its options.
            let run = Folder::new().shell(&format!("\"$KWALI\" {line}"));
            assert!(!run.stderr.contains("Usage: "), "{command}: kwali {line}\n{}", run.stderr);
        }
    }
}

#[test]
fn the_manual_says_what_the_helps_say() {
    let path = root().join(MANUAL);
    let expected = manual(&helps());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{MANUAL} is out of date: run `UPDATE=1 cargo test --test kwali help`"
    );
}

#[test]
fn completions_and_the_manual_page_know_the_commands() {
    let folder = Folder::new();
    for args in [["completions", "bash"], ["completions", "zsh"], ["completions", "fish"]] {
        let script = folder.ok(&args).stdout;
        assert!(script.contains("frequencies") && script.contains("subcodes"), "{args:?}");
    }
    let page = folder.ok(&["man"]).stdout;
    assert!(page.starts_with(".ie") || page.starts_with(".TH"), "{page}");
    assert!(page.contains("frequencies"), "{page}");
}
