//! Codebooks and tables with mistakes.

use super::{case, check, folder};

#[test]
fn a_codebook_with_errors_is_not_read() {
    let folder = folder();
    for (file, text, said) in [
        (
            "cycle.csv",
            "id,parent\na,b\nb,a\n",
            &[
                "error: cycle.csv:2: a → b → a are each other's parents",
                "hint: take one `parent` out",
            ],
        ),
        (
            "equal.toml",
            "[[code]]\nid = \"a\"\n\n[[code]]\nid = \"a\"\n",
            &["error: equal.toml:5: code `a` stands there already, on line 2", "hint: give one"],
        ),
        (
            "equal.csv",
            "id,label_nl\na,Een\na,Twee\n",
            &["error: equal.csv:3: code `a` stands there already, on line 2", "hint: give one"],
        ),
        (
            "broken.toml",
            "[[code]]\nid = \"a\"\nlabel.nl = \"zonder eind\n",
            &["error: broken.toml:3:", "hint: texts stand between quotation marks"],
        ),
        (
            "colour.toml",
            "[[code]]\nid = \"a\"\ncolour = \"rood\"\n",
            &[
                "error: colour.toml:3: `rood` is not a colour",
                "hint: write a colour like `#1f77b4`",
            ],
        ),
        ("noid.csv", "label_nl\nEen\n", &["error: noid.csv:1:", "hint: "]),
    ] {
        folder.write(file, text);
        let before = folder.read("study.kwali");
        folder.fails_with(2, &["codebook", "import", file], said);
        assert!(folder.read("study.kwali") == before, "{file} changed the study");
        let status = if ["broken.toml", "noid.csv"].contains(&file) { 2 } else { 1 };
        folder.fails_with(status, &["codebook", "check", file], said);
    }
    assert_eq!(folder.table(&["list", "codes"]).column("code"), ["steun", "drempel"]);
}

#[test]
fn a_table_that_does_not_say_what_it_is_about_is_not_read() {
    let folder = folder();
    folder.write("nokey.csv", "naam,rol\ngoed,bewoner\n");
    folder.write("empty.csv", "");
    folder.write("binary.csv", (0..=255).collect::<Vec<u8>>());
    for case in [
        case(
            "variables import nokey.csv",
            2,
            &["error: nokey.csv:1: there is no column `document` or `participant`\nhint: "],
        ),
        case(
            "speakers import nokey.csv",
            2,
            &["error: nokey.csv:1: there is no column `speaker`\nhint: "],
        ),
        case("coding import nokey.csv", 2, &["error: nokey.csv:1: there is no column `document`"]),
        case("variables import nergens.csv", 2, &["error: nergens.csv: No such file"]),
        case("codebook import nergens.toml", 2, &["error: nergens.toml: No such file"]),
        case("variables import empty.csv", 2, &["error: empty.csv"]),
        case("variables import binary.csv", 2, &["error: binary.csv"]),
        case("codebook import binary.csv", 2, &["error: binary.csv"]),
        case("coding import empty.csv", 2, &["error: empty.csv"]),
        case("import --bundle nergens", 2, &["error: nergens"]),
    ] {
        check(&folder, &case);
    }
}

#[test]
fn bad_rows_of_a_table_are_named_and_the_others_come_in() {
    let folder = folder();
    folder.write("v.csv", "document,site\ngoet,Utrecht\ngoed,Gouda\n,Delft\nniets hiervan,Breda\n");
    folder.fails_with(
        1,
        &["variables", "import", "v.csv"],
        &[
            "error: v.csv:2: there is no document `goet`\nhint: did you mean `goed`?",
            "error: v.csv:4: there is no document in this row",
            "error: v.csv:5: there is no document `niets hiervan`\nhint: `kwali list documents`",
            "read 1 rows",
        ],
    );
    assert_eq!(folder.table(&["list", "documents"]).column("site"), ["Gouda"]);
    folder.write("s.csv", "document,speaker,participant\ngoet,R,P1\ngoed,X,P2\ngoed,R,P3\n");
    folder.fails_with(
        1,
        &["speakers", "import", "s.csv"],
        &["error: s.csv:2: there is no document `goet`\nhint: ", "error: s.csv:3: ", "read 1 rows"],
    );
    assert_eq!(folder.table(&["list", "participants"]).column("participant"), ["P3"]);
}
