//! Crates use only crates of lower layers, and every outside tool has one owner.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::root;

/// The layer of every crate; an arrow goes from a higher to a lower number.
const LAYERS: [(&str, u8); 13] = [
    ("kwali-text", 0),
    ("kwali-model", 1),
    ("kwali-testkit", 2),
    ("kwali-transcript", 2),
    ("kwali-codebook", 2),
    ("kwali-coding", 2),
    ("kwali-exchange", 2),
    ("kwali-store", 3),
    ("kwali-index", 3),
    ("kwali-analysis", 3),
    ("kwali-study", 4),
    ("kwali-exhibit", 4),
    ("kwali", 5),
];

/// The crate with fixtures for tests, which no program may contain.
const TESTKIT: &str = "kwali-testkit";

/// The only crate that may use a tool.
const OWNERS: [(&str, &str); 10] = [
    ("rusqlite", "kwali-store"),
    ("tantivy", "kwali-index"),
    ("plotters", "kwali-exhibit"),
    ("rust_xlsxwriter", "kwali-exhibit"),
    ("typst", "kwali-exhibit"),
    ("clap", "kwali"),
    ("clap_complete", "kwali"),
    ("clap_mangen", "kwali"),
    ("ratatui", "kwali"),
    ("ratatui-textarea", "kwali"),
];

/// What the benches of the program measure themselves against.
const RIVALS: [&str; 2] = ["rusqlite", "tantivy"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Normal,
    Dev,
}

fn layer(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(known, _)| *known == name).map(|(_, layer)| *layer)
}

/// Returns what is wrong with the dependencies of a crate.
fn breaches(name: &str, dependencies: &[(&str, Kind)]) -> Vec<String> {
    let Some(own) = layer(name) else { return vec![format!("{name} has no layer")] };
    let mut breaches = Vec::new();
    for &(used, kind) in dependencies {
        let arrow = format!("{name} -> {used}");
        let is_ours = used == "kwali" || used.starts_with("kwali-");
        match layer(used) {
            None if is_ours => breaches.push(format!("{arrow}: has no layer")),
            Some(_) if used == TESTKIT && kind == Kind::Normal => {
                breaches.push(format!("{arrow}: is for tests only"));
            }
            Some(layer) if layer >= own && kind == Kind::Normal => {
                breaches.push(format!("{arrow}: from layer {own} to {layer}"));
            }
            _ => {}
        }
        let is_rival = name == "kwali" && kind == Kind::Dev && RIVALS.contains(&used);
        let owner = OWNERS.iter().find(|(tool, _)| *tool == used).map(|(_, owner)| *owner);
        if owner.is_some_and(|owner| owner != name) && !is_rival {
            breaches.push(format!("{arrow}: belongs to {}", owner.unwrap_or_default()));
        }
    }
    breaches
}

/// The packages of the workspace as cargo sees them.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn dependencies(package: &Value) -> Vec<(&str, Kind)> {
    let all = package["dependencies"].as_array().unwrap().iter();
    all.map(|dependency| {
        let kind = if dependency["kind"] == "dev" { Kind::Dev } else { Kind::Normal };
        (dependency["name"].as_str().unwrap(), kind)
    })
    .collect()
}

#[test]
fn every_arrow_goes_to_a_lower_layer_and_tools_stay_with_their_owner() {
    let packages = packages();
    let breaches: Vec<String> = packages
        .iter()
        .flat_map(|package| breaches(package["name"].as_str().unwrap(), &dependencies(package)))
        .collect();
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn every_crate_has_a_layer_and_every_layer_its_crates() {
    let listed: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let of_cargo: BTreeSet<String> =
        packages().iter().map(|package| package["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(of_cargo, listed);
    let folders = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap());
    let of_folders: BTreeSet<String> = folders
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .chain(["kwali".to_owned()])
        .collect();
    assert_eq!(of_folders, listed);
}

#[test]
fn forged_arrows_are_found() {
    use Kind::{Dev, Normal};
    let check = |name: &str, used: &str, kind: Kind, expected: &str| {
        let found = breaches(name, &[("serde", Normal), (used, kind)]);
        assert_eq!(found.join("; "), expected, "{name} -> {used}");
    };
    check("kwali-coding", "kwali-text", Normal, "");
    check("kwali", "kwali-text", Normal, "");
    check("kwali-coding", TESTKIT, Dev, "");
    check("kwali", "rusqlite", Dev, "");
    check(
        "kwali-coding",
        "kwali-codebook",
        Normal,
        "kwali-coding -> kwali-codebook: from layer 2 to 2",
    );
    check("kwali-model", "kwali-study", Normal, "kwali-model -> kwali-study: from layer 1 to 4");
    check(TESTKIT, "kwali-coding", Normal, "kwali-testkit -> kwali-coding: from layer 2 to 2");
    check("kwali-study", TESTKIT, Normal, "kwali-study -> kwali-testkit: is for tests only");
    check("kwali-study", "rusqlite", Normal, "kwali-study -> rusqlite: belongs to kwali-store");
    check("kwali-study", "tantivy", Dev, "kwali-study -> tantivy: belongs to kwali-index");
    check("kwali", "plotters", Dev, "kwali -> plotters: belongs to kwali-exhibit");
    check("kwali-exhibit", "clap", Normal, "kwali-exhibit -> clap: belongs to kwali");
    check("kwali-study", "kwali-new", Normal, "kwali-study -> kwali-new: has no layer");
    check("kwali-new", "serde", Normal, "kwali-new has no layer");
}
