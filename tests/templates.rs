//! `kwali factsheet new`: templates made from what is in a study, which build as they are.

use crate::small_project::small_project;
use crate::support::Folder;

/// Makes every kind of template and builds it.
#[track_caller]
fn check(folder: &Folder, language: &str) {
    for list in [None, Some("coreq"), Some("srqr")] {
        let file = format!("{}-{language}.md", list.unwrap_or("factsheet"));
        let mut arguments = vec!["factsheet", "new", &file, "--language", language];
        list.iter().for_each(|list| arguments.extend(["--checklist", list]));
        folder.ok(&arguments);
        folder.ok(&["factsheet", "build", &file, "--form", "md"]);
    }
}

#[test]
fn templates_of_any_study_can_be_built() {
    let empty = Folder::new();
    empty.ok(&["new", "leeg"]);
    check(&empty, "nl");
    let small = small_project().folder;
    check(&small, "en");
}

#[test]
fn templates_of_the_sample_studies_can_be_built() {
    for sample in ["empowerment", "ervaringswerk"] {
        let folder = Folder::new();
        folder.ok(&["demo", "--sample", sample, "."]);
        folder.ok(&["factsheet", "new", "new.md", "--yes"]);
        folder.ok(&["factsheet", "build", "new.md", "--form", "md"]);
        folder.ok(&["factsheet", "new", "--checklist", "coreq"]);
        folder.ok(&["factsheet", "build", "coreq.md", "--form", "md"]);
    }
}

#[test]
fn a_template_never_takes_the_place_of_a_file() {
    let folder = Folder::new();
    folder.ok(&["new", "leeg"]);
    folder.write("factsheet.md", "# Van mij\n");
    folder.fails_with(2, &["factsheet", "new"], &["factsheet.md: there is such a file already"]);
    assert_eq!(folder.read("factsheet.md"), b"# Van mij\n");
}

#[test]
fn parts_and_variables_that_are_not_there_are_refused() {
    let folder = small_project().folder;
    let refused = |arguments: &[&str], message: &str| {
        let arguments = [&["factsheet", "new"][..], arguments].concat();
        folder.fails_with(2, &arguments, &[message]);
    };
    refused(&["--include", "sampel"], "did you mean sample?");
    refused(&["--by", "geen"], "participants have no variable `geen`");
    refused(&["--include", "sample", "--checklist", "coreq"], "cannot be used with");
}
