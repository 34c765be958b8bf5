//! What reading changes in a text: told, looked up later, switched off.

use crate::support::Folder;

const WRAPPED: &str = "Els: Ik kwam voor de koffie en bleef voor de gesprekken, en\n\
                       na een jaar was ik zelf een ervaringsdeskundige van het wijk-\n\
                       team geworden, zonder dat iemand mij daarvoor had gevraagd of\n\
                       opgeleid. De ﬁets stond buiten, en lk zat binnen.\n";
const CLEAN: &str = "Els: Ik kwam voor de koffie en bleef voor de gesprekken, en na een jaar was ik zelf een \
                     ervaringsdeskundige van het wijkteam geworden, zonder dat iemand mij daarvoor had gevraagd of \
                     opgeleid. De fiets stond buiten, en lk zat binnen.";

fn text(folder: &Folder, document: &str) -> String {
    folder.ok(&["export", "--bundle", "uit"]);
    String::from_utf8_lossy(&folder.read(&format!("uit/documents/{document}.txt"))).into_owned()
}

#[test]
fn a_wrapped_text_is_cleaned_and_what_was_done_can_be_looked_up() {
    let folder = Folder::with_study();
    folder.write("Els.txt", WRAPPED);
    let run = folder.ok(&["import", "Els.txt"]);
    for note in [
        "1 ligature was written as letters (ligatures)",
        "1 word cut at a line end was made whole (cut-words)",
        "2 lines were joined with the next (wrapped-lines)",
    ] {
        assert!(run.stderr.contains(note), "{}", run.stderr);
    }
    assert_eq!(text(&folder, "Els"), CLEAN);
    let table = folder.table(&["show", "Els", "--cleaning"]);
    let steps = ["wrapped-lines", "cut-words", "wrapped-lines", "ligatures"];
    assert_eq!(table.column("step"), steps);
    assert_eq!(table.column("line"), [1, 2, 3, 4]);
    assert_eq!(table.column("was"), ["\n", "-\n", "\n", "ﬁ"]);
    assert_eq!(table.column("now"), [" ", "", " ", "fi"]);
    let place = |column| table.cell(1, column).as_u64().unwrap_or_default() as usize;
    let head: String = CLEAN.chars().take(place("start")).collect();
    assert!(head.ends_with("het wijk"), "{head}");
    assert_eq!(place("start"), place("end"));
}

#[test]
fn a_bundle_keeps_what_was_done() {
    let folder = Folder::with_study();
    folder.write("Els.txt", WRAPPED);
    folder.ok(&["import", "Els.txt"]);
    folder.ok(&["export", "--bundle", "uit"]);
    let cleanings = String::from_utf8_lossy(&folder.read("uit/cleanings.csv")).into_owned();
    assert!(cleanings.contains("Els,cut-words,"), "{cleanings}");
    folder.ok(&["--study", "kopie.kwali", "import", "--bundle", "uit"]);
    let copy = ["show", "Els", "--cleaning", "--study", "kopie.kwali", "--format", "csv"];
    let original = ["show", "Els", "--cleaning", "--study", "study.kwali", "--format", "csv"];
    assert_eq!(folder.ok(&copy).stdout, folder.ok(&original).stdout);
    folder.write("uit/cleanings.csv", cleanings.replace(",59,60,", ",959,960,"));
    let said = ["cleanings.csv:2: these edits do not fit their document\nhint: "];
    folder.fails_with(1, &["--study", "derde.kwali", "import", "--bundle", "uit"], &said);
}

#[test]
fn what_is_switched_off_is_not_done() {
    let folder = Folder::with_study();
    folder.write("Els.txt", WRAPPED);
    folder.ok(&["import", "Els.txt", "--no-clean", "all"]);
    assert_eq!(text(&folder, "Els"), WRAPPED.trim_end());
    assert!(folder.table(&["show", "Els", "--cleaning"]).rows().is_empty());
    let said = ["no cleaning step is called `kleuren`", "hint: choose from ", "cut-words"];
    folder.fails_with(2, &["import", "Els.txt", "--no-clean", "kleuren"], &said);
    let said = ["`accents` cannot be switched off"];
    folder.fails_with(2, &["import", "Els.txt", "--no-clean", "spaces,accents"], &said);
}

#[test]
fn explaining_imports_nothing_and_needs_no_study() {
    let folder = Folder::new();
    folder.write("Els.txt", WRAPPED);
    let table = folder.table(&["import", "--explain", "Els.txt"]);
    let steps = ["wrapped-lines", "cut-words", "wrapped-lines", "ligatures", "suggestion"];
    assert_eq!(table.column("step"), steps);
    assert_eq!((table.cell(4, "was"), table.cell(4, "now")), (&"lk".into(), &"Ik".into()));
    assert_eq!(table.cell(4, "line"), 4);
    let plain = folder.ok(&["import", "--explain", "Els.txt"]).stdout;
    assert!(plain.contains("het wijk- ⏎ team geworden"), "{plain}");
    assert!(plain.contains("het wijkteam geworden"), "{plain}");
    assert!(
        plain.contains("Els.txt: Els: txt, UTF-8, 41 words, 1 paragraphs, speakers Els (1)"),
        "{plain}"
    );
    assert_eq!(folder.names(), ["Els.txt"]);
    let said = ["nergens.txt: ", "No such file"];
    folder.fails_with(1, &["import", "--explain", "nergens.txt"], &said);
    let said = ["--format and --output are for the table of --revise or --explain"];
    folder.fails_with(2, &["import", "Els.txt", "--format", "json"], &said);
}
