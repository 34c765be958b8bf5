//! The codebooks of the published studies are read without a fault and are laid out as written.

use std::path::PathBuf;

use kwali_codebook::{read, write_toml};
use kwali_text::Severity;

#[test]
fn the_published_codebooks_are_whole() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../codebooks");
    for (name, n_codes) in [("eiw", 159), ("bto", 27), ("hkm", 71), ("ewsd", 139)] {
        let file = format!("{name}.toml");
        let content = std::fs::read_to_string(folder.join(&file)).unwrap();
        let read = read(&file, content.as_bytes()).unwrap();
        let faults = read.problems.iter().filter(|problem| problem.severity() > Severity::Note);
        assert_eq!(faults.map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
        let codes = &read.codebook.codes;
        // The root, which is called like the file, and the codes below it.
        assert_eq!((codes[0].path.as_str(), codes.len()), (name, n_codes + 1));
        assert!(content.ends_with(&write_toml(&read.codebook)), "{file}");
    }
}
