//! The examples of `docs/factsheets.md` can be built.

use super::*;

const DOCS: &str = include_str!("../../../../docs/factsheets.md");

/// A study with everything that the examples name.
const STUDY: &str = "\
== N-01 site=Utrecht mode=group
-- Aaltje role=resident counted=yes age=50
-- Baran role=peer paid=yes counted=yes age=40 sectors=care;housing
Aaltje: <barrier.time>Nobody has the time to sit down with me for a while</barrier.time>.
Baran: <enabler.trust>We trust each other, so it takes less time</enabler.trust>.
== N-02 site=Gouda mode=alone
-- Carla role=peer paid=no counted=no sectors=unknown
Carla: <barrier.money>There is no money to go on with this next year</barrier.money>.";

/// The blocks of templates in the documentation.
fn examples() -> Vec<&'static str> {
    let blocks = DOCS.split("```jinja\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

#[test]
fn every_example_can_be_built() {
    let made = kwali_testkit::study(STUDY);
    assert!(examples().len() >= 9);
    for example in examples() {
        let built = built_from(&made, example);
        assert!(built.is_ok(), "{example}\n{}", built.unwrap_err());
    }
}

#[test]
fn every_function_is_documented_with_all_its_arguments() {
    for (function, parameters) in kwali_exhibit::factsheet::functions() {
        let head = format!("| `{function}` |");
        let line = DOCS.lines().find(|line| line.starts_with(&head));
        let line = line.unwrap_or_else(|| panic!("{function} is not in the table"));
        let is_said_otherwise = |name: &str| {
            matches!(
                (function, name),
                ("count" | "percent" | "share", "where") | ("count_all", "unit")
            )
        };
        for name in parameters.iter().filter(|name| !is_said_otherwise(name)) {
            assert!(line.contains(&format!("`{name}`")), "{function}: {name}");
        }
    }
}
