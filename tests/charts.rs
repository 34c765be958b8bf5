//! Forms of charts on the command line: what is drawn, and what is refused with its reason.

use crate::support::Folder;

/// Two roles say something about two codes; of a third code nobody says anything.
fn folder() -> Folder {
    let folder = Folder::with_study();
    folder.write(
        "codes.csv",
        "id,label_nl,colour\nwerk,Werkdruk,#d62728\ngeld,Geld,\nstil,Stilte,\n",
    );
    folder.write("EIW-01.txt", "Aaltje: Geen tijd.\nJan: Geen geld en geen tijd.\n");
    folder.ok(&["import", "EIW-01.txt"]);
    folder.ok(&["codebook", "import", "codes.csv"]);
    for (code, quote) in [("werk", "Geen tijd."), ("geld", "Geen geld"), ("werk", "geen tijd.")] {
        folder.ok(&["coding", "add", "EIW-01", code, "--quote", quote, "--coder", "A"]);
    }
    folder.write("who.csv", "participant,role\nAaltje,bewoner\nJan,sociaal werker\n");
    folder.write(
        "speakers.csv",
        "document,speaker,participant\nEIW-01,Aaltje,Aaltje\nEIW-01,Jan,Jan\n",
    );
    folder.ok(&["speakers", "import", "speakers.csv"]);
    folder.ok(&["variables", "import", "who.csv"]);
    folder
}

#[test]
fn rows_and_columns_are_drawn_in_every_form() {
    let folder = folder();
    for form in ["heat-map", "bubbles", "grouped", "stacked", "stacked-percent"] {
        let crosstab = ["crosstab", "--by", "role", "--chart", "x.svg", "--as", form];
        folder.ok(&crosstab);
        let svg = String::from_utf8(folder.read("x.svg")).unwrap();
        for word in
            ["Werkdruk", "Geld", "Stilte", "bewoner", "sociaal werker", "Eenheid: segmenten"]
        {
            assert!(svg.contains(word), "{word} in {form}");
        }
        // A share of nothing is undefined; no count is.
        assert_eq!(svg.contains(">\n– (n = 0)\n"), form == "stacked-percent", "{form}");
        assert_eq!(svg.contains("<circle"), form == "bubbles", "{form}");
    }
}

#[test]
fn what_has_no_sum_is_not_stacked() {
    let folder = folder();
    let chart = ["crosstab", "--by", "role", "--chart", "x.svg", "--as", "stacked", "--percent"];
    for (base, unit) in
        [("column", "segments"), ("of-documents", "documents"), ("of-participants", "participants")]
    {
        let said = ["have different bases, and no sum", "hint: draw them with --as grouped"];
        folder.fails_with(2, &[&chart[..], &[base, "--unit", unit]].concat(), &said);
    }
    let chart = ["matrix", "--chart", "x.svg", "--as", "stacked", "--percent", "column"];
    let run = folder.fails_with(2, &chart, &["have different bases, and no sum"]);
    assert_eq!(run.stdout, "");
    let swapped = ["matrix", "--swap", "--chart", "x.svg", "--as", "stacked", "--percent", "row"];
    folder.fails_with(2, &swapped, &["have different bases, and no sum"]);
    assert!(!folder.names().contains(&"x.svg".to_owned()));
    let chart = ["crosstab", "--by", "role", "--chart", "x.svg", "--as", "stacked", "--percent"];
    folder.ok(&[&chart[..], &["row"]].concat());
    folder.fails_with(2, &["crosstab", "--as", "stacked"], &["--chart"]);
}

#[test]
fn bars_have_the_colours_of_the_codebook() {
    let folder = folder();
    folder.ok(&["frequencies", "--chart", "x.svg"]);
    let svg = String::from_utf8(folder.read("x.svg")).unwrap();
    assert_eq!(svg.matches("#D62728").count(), 1, "werk has a colour of its own");
    assert_eq!(svg.matches("#0072B2").count(), 1, "geld has none");
}
