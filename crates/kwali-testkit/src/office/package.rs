//! A file of an office program as a package of parts, and what would make such a program complain.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Element, word_rules};

/// The parts of an office file by their names.
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Takes a file apart.
    ///
    /// # Panics
    ///
    /// If it is no zip file.
    pub fn read(bytes: &[u8]) -> Package {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for place in 0..archive.len() {
            let mut file = archive.by_index(place).unwrap();
            let mut part = Vec::new();
            file.read_to_end(&mut part).unwrap();
            parts.insert(file.name().unwrap().into_owned(), part);
        }
        Package { parts }
    }

    /// Returns the names of the parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Returns the bytes of a part.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    /// Returns a part that is XML.
    ///
    /// # Panics
    ///
    /// If there is no such part, or it cannot be read.
    pub fn xml(&self, name: &str) -> Element {
        Element::read(self.part(name).unwrap_or_else(|| panic!("there is no {name}"))).unwrap()
    }

    /// Returns what is wrong with the file: parts that are no XML or have no type, links between
    /// parts that lead nowhere, and what Word does not read.
    pub fn faults(&self) -> Vec<String> {
        let is_xml = |name: &&str| name.ends_with(".xml") || name.ends_with(".rels");
        let mut faults = Vec::new();
        let mut trees = BTreeMap::new();
        for name in self.names().filter(is_xml) {
            match Element::read(&self.parts[name]) {
                Ok(tree) => _ = trees.insert(name, tree),
                Err(error) => faults.push(format!("{name}: {error}")),
            }
        }
        self.check_types(&trees, &mut faults);
        for (name, tree) in &trees {
            if name.ends_with(".rels") {
                self.check_targets(name, tree, &mut faults);
            } else {
                check_ids(name, tree, trees.get(relations_of(name).as_str()), &mut faults);
            }
        }
        faults.extend(word_rules::faults(&trees));
        faults
    }

    fn check_types(&self, trees: &BTreeMap<&str, Element>, faults: &mut Vec<String>) {
        let Some(types) = trees.get("[Content_Types].xml") else {
            return faults.push("there are no content types".to_owned());
        };
        let ending = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
        let defaults: BTreeSet<&str> =
            types.all("Default").filter_map(|one| one.attribute("Extension")).collect();
        let overrides: BTreeSet<&str> =
            types.all("Override").filter_map(|one| one.attribute("PartName")).collect();
        for name in self.names().filter(|name| *name != "[Content_Types].xml") {
            let is_typed = overrides.contains(format!("/{name}").as_str());
            if !is_typed && !defaults.contains(ending(name).as_str()) {
                faults.push(format!("{name} has no content type"));
            }
        }
        for name in overrides {
            if !self.parts.contains_key(name.trim_start_matches('/')) {
                faults.push(format!("there is a content type for {name}, but no such part"));
            }
        }
    }

    fn check_targets(&self, name: &str, relations: &Element, faults: &mut Vec<String>) {
        let folder = name.split("_rels/").next().unwrap_or_default();
        let mut ids = BTreeSet::new();
        for relation in relations.all("Relationship") {
            let id = relation.attribute("Id").unwrap_or_default();
            let target = relation.attribute("Target").unwrap_or_default();
            if !ids.insert(id) {
                faults.push(format!("{name}: {id} is there twice"));
            }
            if relation.attribute("TargetMode") == Some("External") {
                let is_plain = |b: u8| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b);
                if !target.bytes().all(is_plain) {
                    faults.push(format!("{name}: {target} is no address"));
                }
            } else if !self.parts.contains_key(&resolved(folder, target)) {
                faults.push(format!("{name}: there is no {target}"));
            }
        }
    }
}

/// Returns the part that a relative address leads to.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." {
            _ = steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

fn check_ids(name: &str, tree: &Element, relations: Option<&Element>, faults: &mut Vec<String>) {
    let known: BTreeSet<&str> = relations
        .iter()
        .flat_map(|relations| relations.all("Relationship"))
        .filter_map(|relation| relation.attribute("Id"))
        .collect();
    for element in tree.within() {
        for (attribute, value) in &element.attributes {
            let is_id = matches!(attribute.as_str(), "r:id" | "r:embed" | "r:link");
            if is_id && !known.contains(value.as_str()) {
                faults.push(format!("{name}: {} names {value}, which leads nowhere", element.name));
            }
        }
    }
}
