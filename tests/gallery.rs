//! The gallery of charts in the documentation is what the program draws of the sample study.
//!
//! `UPDATE=1 cargo test --test kwali gallery` writes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{Folder, root};

/// A chart of the gallery: its file, what it is, what it shows, and the arguments that draw it.
struct Shown {
    file: &'static str,
    name: &'static str,
    says: &'static str,
    args: &'static [&'static str],
}

const GALLERY: [Shown; 19] = [
    Shown {
        file: "bars.svg",
        name: "Bars",
        says: "How often codes occur, in the colours of the codebook.",
        args: &["frequencies", "--code", "eiw.barrier", "--sort", "count", "--hide-zero"],
    },
    Shown {
        file: "heat-map.svg",
        name: "Heat map",
        says: "Rows and columns as cells, the darker the more.",
        args: &["crosstab", "--by", "role", "--code", "eiw.barrier"],
    },
    Shown {
        file: "bubbles.svg",
        name: "Bubble matrix",
        says: "The same as discs whose area is the count.",
        args: &["crosstab", "--by", "role", "--code", "eiw.barrier", "--as", "bubbles"],
    },
    Shown {
        file: "grouped.svg",
        name: "Grouped bars",
        says: "A bar for every row and column; a percentage of each column has its own base.",
        args: &[
            "crosstab",
            "--by",
            "role",
            "--code",
            "eiw.collab",
            "--percent",
            "column",
            "--as",
            "grouped",
        ],
    },
    Shown {
        file: "stacked.svg",
        name: "Stacked bars",
        says: "The parts of a row in one bar.",
        args: &["crosstab", "--by", "role", "--code", "eiw.barrier", "--as", "stacked"],
    },
    Shown {
        file: "stacked-percent.svg",
        name: "Stacked bars in per cent",
        says: "The parts of a row as shares of their sum, which stands behind the bar.",
        args: &["crosstab", "--by", "role", "--code", "eiw.barrier", "--as", "stacked-percent"],
    },
    Shown {
        file: "matrix.svg",
        name: "Matrix",
        says: "Codes by documents.",
        args: &["matrix", "--code", "eiw.barrier", "--as", "bubbles"],
    },
    Shown {
        file: "perspectives.svg",
        name: "Perspectives",
        says: "Who speaks of which themes, by role.",
        args: &["perspectives", "--by", "role", "--theme", "eiw.barrier", "--depth", "1"],
    },
    Shown {
        file: "pairs.svg",
        name: "Co-occurrence",
        says: "Which codes overlap.",
        args: &["cooccurrence", "--code", "eiw.barrier", "--with", "eiw.form"],
    },
    Shown {
        file: "network.svg",
        name: "Network of codes",
        says: "Codes that overlap, the thicker the line the more often.",
        args: &["cooccurrence", "--code", "eiw.value", "--as", "network"],
    },
    Shown {
        file: "dendrogram.svg",
        name: "Dendrogram",
        says: "Which interviews are alike in their codes, and at what distance they are joined.",
        args: &["similarity", "--as", "dendrogram"],
    },
    Shown {
        file: "map.svg",
        name: "Map",
        says: "Interviews as points, the nearer the more alike; the stress says how well the map fits.",
        args: &["similarity", "--as", "map"],
    },
    Shown {
        file: "saturation.svg",
        name: "Saturation",
        says: "What further interviews brought, in their own order and in others.",
        args: &["saturation"],
    },
    Shown {
        file: "robustness.svg",
        name: "Ranks without each interview",
        says: "How far a ranking leans on single interviews.",
        args: &["robustness", "--code", "eiw.barrier", "--top", "5"],
    },
    Shown {
        file: "words.svg",
        name: "Words",
        says: "The commonest words of all but the interviewer.",
        args: &["words", "--limit", "25"],
    },
    Shown {
        file: "codeline.svg",
        name: "Codeline",
        says: "Codes along the text of one interview.",
        args: &["portrait", "EIW-02", "--code", "eiw.value", "--as", "codeline"],
    },
    Shown {
        file: "similarity.svg",
        name: "Likeness as a heat map",
        says: "Every two interviews, the darker the more codes they share.",
        args: &["similarity", "--as", "heat-map"],
    },
    Shown {
        file: "portrait.svg",
        name: "Document portrait",
        says: "One interview as squares in the order of its text, in the colours of its codes.",
        args: &["portrait", "EIW-01"],
    },
    Shown {
        file: "comparison.svg",
        name: "Comparison of documents",
        says: "Several interviews under each other, with the same colours.",
        args: &["portrait", "EIW-01", "EIW-02", "EIW-05", "EIW-09", "EIW-13"],
    },
];

/// All files together stay below this many bytes.
const MOST_BYTES: usize = 1_000_000;

const BEGINNING: &str = "\
# Gallery of charts

Every chart of the program, drawn from the sample study (`kwali demo`), which is invented. Each command also
prints the table that the chart draws. A chart speaks the language of its study, here Dutch; its title says what
was counted and out of what. A name that ends in `.png` gives a picture for word processors. This page is made
by a test; `UPDATE=1 cargo test --test kwali gallery` makes it anew.
";

fn page() -> String {
    let mut page = BEGINNING.to_owned();
    for Shown { file, name, says, args } in GALLERY {
        let command = format!("kwali {} --chart {file}", args.join(" "));
        page.push_str(&format!(
            "\n## {name}\n\n{says}\n\n```sh\n{command}\n```\n\n![{name}](gallery/{file})\n"
        ));
    }
    page
}

#[test]
fn the_gallery_is_what_the_program_draws() {
    let folder = Folder::new();
    folder.ok(&["demo", "."]);
    let docs = root().join("docs");
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut stale = Vec::new();
    let mut check = |name: String, made: Vec<u8>| {
        let path = docs.join(&name);
        if is_update {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &made).unwrap();
        } else if fs::read(&path).ok().as_ref() != Some(&made) {
            stale.push(name);
        }
        made.len()
    };
    let mut n_bytes = check("gallery.md".to_owned(), page().into_bytes());
    for Shown { file, args, .. } in GALLERY {
        folder.ok(&[args, &["--chart", file]].concat());
        n_bytes += check(format!("gallery/{file}"), folder.read(file));
    }
    assert!(stale.is_empty(), "not what the program draws: {stale:?}; set UPDATE=1");
    assert!(n_bytes < MOST_BYTES, "{n_bytes} bytes");
    assert_eq!(files_in(&docs.join("gallery")), GALLERY.map(|shown| shown.file.to_owned()).into());
}

fn files_in(folder: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(folder).unwrap();
    files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
