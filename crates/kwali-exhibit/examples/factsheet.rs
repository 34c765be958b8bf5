//! Builds a small factsheet of an invented study into a folder: `factsheet FOLDER`.

use std::collections::BTreeMap;
use std::path::Path;

use kwali_analysis::Records;
use kwali_exhibit::Language;
use kwali_exhibit::factsheet::{Disclosure, Evidence, Form, Options, build};

const STUDY: &str = include_str!("factsheet-study.txt");
const TEMPLATE: &str = include_str!("factsheet-template.md");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to write to")?;
    let folder = Path::new(&folder);
    let made = kwali_testkit::study(STUDY);
    let details = BTreeMap::new();
    let (snapshot, layouts, texts) = (&made.snapshot, &made.layouts, &made.texts);
    let records = Records { snapshot, texts, details: None, memos: &[] };
    let evidence = Evidence {
        snapshot,
        layouts,
        texts,
        details: &details,
        found: &|lookup| records.find(lookup),
    };
    let options = Options {
        name: "wijk".to_owned(),
        language: Language::Dutch,
        program_version: "kwali 0.1.0".to_owned(),
        disclosure: Some(Disclosure::Off),
        ..Options::default()
    };
    let factsheet = build(TEMPLATE, "factsheet-template.md", &evidence, &options)?;
    std::fs::create_dir_all(folder.join("wijk-charts"))?;
    let mut files = BTreeMap::new();
    for form in Form::built_in() {
        files.extend(factsheet.files(form)?);
    }
    std::fs::write(folder.join("wijk.manifest.json"), factsheet.manifest_json(&files)?)?;
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
