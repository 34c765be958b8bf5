//! The same result in every format, the same bytes in every run, and files whole or not at all.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::support::{Folder, JsonTable};

const GROUP: &str = "\
Interviewer: Wat hielp u?

Zoë: De koffieochtend | met \"de buren\", voor cliënten; en <b>koffie</b>.

Bashir: Geen tijd was er nooit. De client kwam zelf.
";

const REPORT: &str = "\
Verslag van een telefoongesprek met een cliënt.

Zij had geen tijd en zag ons één keer per week.
";

/// A study with names and words that are awkward in every format.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("b/documents/groep, 1.txt", GROUP);
    folder.write("b/documents/tel|2.txt", REPORT);
    folder
        .write("b/documents.csv", "document,site\n\"groep, 1\",Gouda\ntel|2,\"a \"\"b\"\" <c>\"\n");
    folder.write("b/participants.csv", "participant,role\nP1,bewoner\n");
    folder.write(
        "b/speakers.csv",
        "document,speaker,participant,interviewer\n\
         \"groep, 1\",Interviewer,,yes\n\"groep, 1\",Zoë,P1,no\n\"groep, 1\",Bashir,,no\n",
    );
    folder.write(
        "b/codebook.csv",
        "id,label_nl,keywords_nl\nsteun,\"Steun | \"\"hulp\"\", <b>\",tijd\nsteun.koffie,Koffie,\nongebruikt,Niets,\n",
    );
    folder.write(
        "b/codings.csv",
        "id,document,start,end,code,coder,weight\n\
         k1,\"groep, 1\",32,100,steun.koffie,A,80\nk2,\"groep, 1\",27,110,steun,B,\n\
         k3,tel|2,0,60,steun,A,\n",
    );
    folder.ok(&["import", "--bundle", "b", "--study", "study.kwali"]);
    folder.ok(&["suggest", "dictionary", "--coder", "B"]);
    folder
}

/// A command for every kind of table.
const TABLES: [&[&str]; 35] = [
    &["matrix", "--by", "participant", "--swap"],
    &["perspectives", "--by", "role"],
    &["robustness"],
    &["portrait", "tel|2"],
    &["frequencies", "variables"],
    &["frequencies", "speakers"],
    &["frequencies"],
    &["frequencies", "--subcodes", "included", "--sort", "count", "--where", "site:Gouda"],
    &["crosstab", "--by", "document"],
    &["crosstab", "--by", "role", "--unit", "participants", "--percent", "of-participants"],
    &["cooccurrence"],
    &["cooccurrence", "--near", "1 sentence,0 turns", "--against-chance", "--draws", "20"],
    &["configurations"],
    &["similarity", "--subcodes", "included"],
    &["similarity", "--table", "matrix", "--of", "participants", "--measure", "cosine"],
    &["similarity", "--table", "clusters", "--linkage", "ward"],
    &["similarity", "--table", "map", "--measure", "simple-matching"],
    &["configurations", "--in", "participant", "--subcodes", "included", "--size", "1-"],
    &["list", "documents"],
    &["list", "participants"],
    &["list", "speakers"],
    &["list", "variables"],
    &["list", "codes"],
    &["list", "coders"],
    &["log"],
    &["retrieve", "#steun", "--context", "1"],
    &["coding", "list"],
    &["suggest", "measure", "likeness"],
    &["suggest", "list"],
    &["like", "client koffie"],
    &["search", "client"],
    &["words", "--no-stop-words", "--stemmed"],
    &["words", "--by", "role", "--per-1000"],
    &["words", "--compare", "role:bewoner", "--with", "speaker:Bashir"],
    &["words", "--collocates", "tijd", "--at-least", "1"],
];

#[test]
fn json_has_the_one_shape_of_every_table() {
    let folder = folder();
    for args in TABLES {
        let table = folder.table(args);
        let keys = table.0.as_object().unwrap().keys().map(String::as_str);
        // Totals under a table of columns or words stand apart from its rows.
        let keys: Vec<&str> = keys
            .filter(|key| {
                *key != "bases"
                    || !["crosstab", "matrix", "perspectives", "words"].contains(&args[0])
            })
            .collect();
        assert_eq!(
            keys,
            ["title", "unit", "base", "query", "columns", "rows", "notes"],
            "{args:?}"
        );
        assert!(!table.rows().is_empty(), "{args:?}");
        for column in table.0["columns"].as_array().unwrap() {
            let keys: Vec<&String> = column.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["name", "type"], "{args:?}");
        }
        check_cells(args, &table);
    }
}

/// Checks that cells are of their column's type, and that an undefined number says why.
#[track_caller]
fn check_cells(args: &[&str], table: &JsonTable) {
    let columns = table.0["columns"].as_array().unwrap();
    for row in table.rows() {
        let cells = row.as_array().unwrap();
        assert_eq!(cells.len(), columns.len(), "{args:?}");
        for (cell, column) in cells.iter().zip(columns) {
            let fits = match column["type"].as_str().unwrap() {
                _ if cell.is_null() => true,
                "text" => cell.is_string(),
                "count" => cell.is_u64(),
                "number" => cell.is_number(),
                "boolean" => cell.is_boolean(),
                other => panic!("{args:?}: type {other}"),
            };
            assert!(fits, "{args:?}: {cell} in {column}");
            if cell.is_null() && column["type"] == "number" {
                let name = column["name"].as_str().unwrap();
                assert!(table.explains(name), "{args:?}: {name} without a reason");
            }
        }
    }
}

/// What stands in a cell of CSV.
fn plainly(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap().to_string(),
        other => other.to_string(),
    }
}

#[test]
fn csv_and_tsv_have_the_cells_of_json() {
    let folder = folder();
    for args in TABLES {
        let table = folder.table(args);
        for (format, separator) in [("csv", b','), ("tsv", b'\t')] {
            let text = folder.ok(&[args, &["--format", format]].concat()).stdout;
            let mut builder = csv::ReaderBuilder::new();
            builder.delimiter(separator).has_headers(false).quoting(format == "csv");
            let records = builder.from_reader(text.as_bytes()).into_records();
            let records: Vec<csv::StringRecord> = records.map(|record| record.unwrap()).collect();
            assert_eq!(records[0], table.columns(), "{args:?}");
            assert_eq!(records.len(), table.rows().len() + 1, "{args:?} {format}");
            if format == "csv" {
                for (record, row) in records[1..].iter().zip(table.rows()) {
                    let cells: Vec<String> = row.as_array().unwrap().iter().map(plainly).collect();
                    assert_eq!(record, cells, "{args:?}");
                }
            }
        }
    }
}

#[test]
fn markdown_html_and_plain_have_every_row() {
    let folder = folder();
    for args in TABLES {
        let n_rows = folder.table(args).rows().len();
        let text = |format| folder.ok(&[args, &["--format", format]].concat()).stdout;
        let markdown = text("markdown");
        let bars = |line: &str| line.replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = markdown.lines().filter(|line| line.starts_with('|')).collect();
        assert!(lines.len() >= n_rows + 2, "{args:?}\n{markdown}");
        let widths: BTreeSet<usize> = lines.iter().map(|line| bars(line)).collect();
        assert_eq!(widths.len(), 1, "{args:?}\n{markdown}");
        let html = text("html");
        assert!(html.starts_with("<!DOCTYPE html>"), "{html}");
        // Segments are articles of a page for reading.
        let n_shown = html.matches("<tr").count().max(html.matches("<article ").count() + 1);
        assert!(n_shown > n_rows, "{args:?}\n{html}");
        assert!(!html.contains("<b>koffie") && !html.contains("http://"), "{args:?}\n{html}");
        let title = folder.table(args).0["title"].as_str().unwrap().to_owned();
        assert!(text("plain").starts_with(&title), "{args:?}");
    }
}

#[test]
fn jsonl_has_the_keys_of_the_contract() {
    let folder = folder();
    let lines = |args: &[&str]| -> Vec<Value> {
        let text = folder.ok(&[args, &["--format", "jsonl"]].concat()).stdout;
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let keys = |line: &Value| line.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let segments = lines(&["retrieve", "#steun", "--context", "1"]);
    assert_eq!(segments.len(), 3);
    for segment in &segments {
        let expected = [
            "id",
            "document",
            "start",
            "end",
            "text",
            "code",
            "other_codes",
            "coder",
            "weight",
            "speakers",
            "participants",
            "context",
            "codes",
            "comment",
            "paragraphs",
            "turns",
            "time",
            "origin",
        ];
        assert_eq!(keys(segment), expected);
    }
    let koffie = segments.iter().find(|segment| segment["id"] == "k1").unwrap();
    let text: String = GROUP.chars().skip(32).take(100 - 32).collect();
    assert_eq!(koffie["text"], text);
    assert_eq!(koffie["other_codes"], serde_json::json!(["steun"]));
    assert_eq!(koffie["weight"], 80);
    assert_eq!(koffie["participants"], serde_json::json!(["P1"]));
    for hit in lines(&["search", "client"]) {
        for key in ["document", "start", "end", "text", "participants"] {
            assert!(keys(&hit).iter().any(|known| known == key), "{key} in {hit}");
        }
    }
}

#[test]
fn diacritics_are_found_with_and_without() {
    let folder = folder();
    let hits = |words: &str| -> Vec<String> {
        let table = folder.table(&["search", words]);
        table.column("text").iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let clients: Vec<String> = vec!["cliënten".into(), "client".into(), "cliënt".into()];
    for words in ["client", "cliënt", "CLIËNTEN", "clie\u{308}nt", "clie*", "clië*"] {
        assert_eq!(hits(words), clients, "{words}");
    }
    assert_eq!(hits("een keer"), vec!["één keer".to_owned()]);
    assert_eq!(hits("één keer"), vec!["één keer".to_owned()]);
    let run = folder.fails_with(1, &["search", "nergens"], &[]);
    assert!(run.stdout.contains("0 treffers"), "{}", run.stdout);
}

/// Charts and the arguments that draw them, the file's name last.
const CHARTS: [&[&str]; 20] = [
    &["matrix", "--by", "participant", "--chart", "matrix.svg"],
    &["perspectives", "--by", "role", "--chart", "perspectives.png"],
    &["robustness", "--chart", "robustness.svg"],
    &["portrait", "tel|2", "--chart", "portrait.svg"],
    &["words", "--chart", "words.svg"],
    &["saturation", "--chart", "saturation.svg"],
    &["frequencies", "--chart", "frequencies.svg"],
    &["frequencies", "--subcodes", "included", "--unit", "participants", "--chart", "bars.png"],
    &["crosstab", "--by", "site", "--chart", "crosstab.svg"],
    &["crosstab", "--by", "role", "--percent", "row", "--chart", "crosstab.png"],
    &["crosstab", "--by", "role", "--as", "grouped", "--chart", "grouped.svg"],
    &["crosstab", "--by", "role", "--as", "stacked-percent", "--chart", "stacked.png"],
    &["crosstab", "--by", "document", "--as", "bubbles", "--chart", "bubbles.svg"],
    &["cooccurrence", "--chart", "pairs.svg"],
    &["similarity", "--of", "participants", "--chart", "dendrogram.svg"],
    &["similarity", "--as", "map", "--chart", "map.png"],
    &["similarity", "--as", "heat-map", "--chart", "alike.svg"],
    &["cooccurrence", "--against-chance", "--as", "network", "--chart", "network.svg"],
    &["cooccurrence", "--measure", "same-document", "--as", "network", "--chart", "network.png"],
    &["cooccurrence", "--measure", "c-coefficient", "--chart", "pairs.png"],
];

#[test]
fn charts_and_tables_have_the_same_bytes_in_every_run() {
    let folder = folder();
    for args in CHARTS {
        let file = *args.last().unwrap();
        let table = folder.ok(args).stdout;
        let chart = folder.read(file);
        let begins: &[u8] = if file.ends_with(".png") { b"\x89PNG\r\n\x1a\n" } else { b"<svg " };
        assert!(chart.starts_with(begins), "{file}: {:?}", &chart[..20]);
        let again = |mut command: Command, how: &str| {
            std::fs::remove_file(folder.path(file)).unwrap();
            let output = command.output().unwrap();
            assert!(output.status.success(), "{how}: {output:?}");
            assert_eq!(String::from_utf8(output.stdout).unwrap(), table, "{how}");
            assert!(folder.read(file) == chart, "{file} has other bytes {how}");
        };
        again(folder.command(args), "a second time");
        let mut one_thread = folder.command(args);
        one_thread.env("RAYON_NUM_THREADS", "1").env("TZ", "Pacific/Auckland").env("LANG", "C");
        again(one_thread, "on one thread, elsewhere");
        if Command::new("taskset").arg("-V").output().is_ok_and(|output| output.status.success()) {
            again(folder.on_one_cpu(args), "on one processor");
        }
    }
}

#[test]
fn output_goes_to_the_file_alone_in_the_format_of_its_ending() {
    let folder = folder();
    let before = folder.names();
    for (ending, format) in
        [("csv", "csv"), ("tsv", "tsv"), ("json", "json"), ("md", "markdown"), ("html", "html")]
    {
        let file = format!("tabel.{ending}");
        let printed = folder.ok(&["frequencies", "--format", format]).stdout;
        let run = folder.ok(&["frequencies", "--output", &file]);
        assert_eq!(run.stdout, "");
        assert_eq!(String::from_utf8(folder.read(&file)).unwrap(), printed, "{file}");
        std::fs::remove_file(folder.path(&file)).unwrap();
        assert_eq!(folder.names(), before);
    }
    folder.ok(&["retrieve", "--output", "segmenten.jsonl"]);
    assert_eq!(folder.read("segmenten.jsonl").split(|&byte| byte == b'\n').count(), 4);
    let run = folder.fails_with(2, &["frequencies", "--output", "nergens/x.csv"], &["nergens/x"]);
    assert_eq!(run.stdout, "");
}

#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let folder = Folder::with_study();
    let line = "R: Zó druk was het in de buurt.\n\n";
    folder.write("lang.txt", line.repeat(10_000));
    folder.ok(&["import", "lang.txt", "--no-index"]);
    for command in ["list codes", "show lang", "search druk --format json", "completions bash"] {
        let run = folder.shell(&format!("{{ \"$KWALI\" {command}; echo $? >&2; }} | head -1"));
        assert_eq!(run.stderr, "0\n", "{run:#?}");
        let run = folder.shell(&format!("{{ \"$KWALI\" {command}; echo $? >&2; }} | true"));
        assert_eq!(run.stderr, "0\n", "{run:#?}");
    }
}

#[test]
fn a_study_and_what_cannot_be_written_are_never_the_output() {
    let folder = Folder::with_study();
    let study = folder.names().into_iter().find(|name| name.ends_with(".kwali")).unwrap();
    let before = folder.read(&study);
    folder.fails_with(2, &["list", "codes", "--output", &study], &["study", "not touched"]);
    assert_eq!(folder.read(&study), before);
    folder.fails_with(2, &["list", "codes", "--output", "codes.xlsx"], &["codes.xlsx", ".csv"]);
    assert!(!folder.names().contains(&"codes.xlsx".to_owned()));
}

#[test]
fn arguments_that_make_no_sense_are_an_error_in_json_too() {
    let folder = Folder::with_study();
    let args = ["frequencies", "--unit", "ponden", "--format", "json"];
    let run = folder.fails_with(2, &args, &["ponden"]);
    let error: Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(error["kind"], "usage");
}

#[test]
fn a_subtitle_is_shown_with_who_speaks_and_when() {
    let folder = Folder::with_study();
    let cues = "WEBVTT\n\n00:01:02.000 --> 00:01:05.000\n<v Zoë>Geen tijd.</v>\n";
    folder.write("tel.vtt", cues);
    folder.ok(&["import", "tel.vtt"]);
    let page = folder.ok(&["show", "tel"]).stdout;
    assert!(page.contains("[00:01:02] Zoë: Geen tijd."), "{page}");
}

#[test]
fn stamps_are_times_and_no_words() {
    let folder = Folder::with_study();
    folder.write("f4.txt", "I: Tijd? #00:00:03-5#\nEls: Geen kwadrant. #00:01:05-0#\n");
    let import = folder.ok(&["import", "f4.txt"]);
    assert!(
        import.stderr.contains("2 time stamps were taken out of the text"),
        "{}",
        import.stderr
    );
    let page = folder.ok(&["show", "f4"]).stdout;
    assert!(page.contains("[00:00:03] Els: Geen kwadrant.\n"), "{page}");
    let words = folder.ok(&["words", "--speaker", "Els", "--format", "csv"]).stdout;
    assert!(words.contains("\nkwadrant,") && !words.contains("\n00,"), "{words}");
}

#[test]
fn joined_subtitles_are_one_turn() {
    let folder = Folder::with_study();
    let cue = |from: u32, words: &str| {
        format!("00:0{from}.000 --> 00:0{}.000\n<v Zoë>{words}</v>\n\n", from + 1)
    };
    folder.write(
        "tel.vtt",
        format!("WEBVTT\n\n{}{}{}", cue(1, "Geen"), cue(2, "tijd."), cue(6, "Nee.")),
    );
    let import = folder.ok(&["import", "tel.vtt", "--join-cues=1.5"]);
    assert!(import.stderr.contains("speakers Zoë (1)"), "{}", import.stderr);
    let page = folder.ok(&["show", "tel"]).stdout;
    assert!(page.contains("[00:00:01] Zoë: Geen tijd.\n\n   2  Nee.\n"), "{page}");
    folder.fails_with(2, &["import", "tel.vtt", "--join-cues=-1"], &["seconds of silence"]);
}

#[test]
fn a_file_that_names_its_language_is_in_it() {
    let folder = Folder::with_study();
    let file = r#"{"language": "en", "segments": [{"start": 1, "end": 2, "text": "The houses."}]}"#;
    folder.write("one.json", file);
    let import = folder.ok(&["import", "one.json"]);
    assert!(import.stderr.contains("its language is `en`"), "{}", import.stderr);
    folder.ok(&["export", "--bundle", "out"]);
    let documents = String::from_utf8(folder.read("out/documents.csv")).unwrap();
    let of_file = documents.lines().find(|line| line.starts_with("one,"));
    assert!(of_file.is_some_and(|line| line.split(',').any(|cell| cell == "en")), "{documents}");
}
