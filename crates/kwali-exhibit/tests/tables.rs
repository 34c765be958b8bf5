//! What tables look like in every format.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_exhibit::{
    Cell, Column, ColumnKind, Error, Format, Language, Style, Table, write_html_page,
};

const ENGLISH: Style = Style { width: None, language: Language::English };
const DUTCH: Style = Style { width: None, language: Language::Dutch };

/// A table with every kind of cell, and with detail columns.
fn sample() -> Table {
    let mut table = Table::new(
        "Codes",
        vec![
            Column::new("code", "Code", ColumnKind::Text),
            Column::new("segments", "Segments", ColumnKind::Count),
            Column::new("percent_of_segments", "% of segments", ColumnKind::Percent),
            Column::new("weight_mean", "Mean weight", ColumnKind::Number),
            Column::new("leaf", "Leaf", ColumnKind::Flag),
            Column::detail("id", "Id", ColumnKind::Text),
        ],
        vec![
            vec![
                Cell::text("Werkdruk"),
                Cell::Count(12),
                Cell::Number(200.0 / 3.0),
                Cell::Number(1.5),
                Cell::Flag(true),
                Cell::text("c1"),
            ],
            vec![
                Cell::text("Geld"),
                Cell::Count(0),
                Cell::Number(0.0),
                Cell::Undefined,
                Cell::Flag(false),
                Cell::text("c2"),
            ],
        ],
    )
    .unwrap();
    table.unit = Some("segments".to_owned());
    table.base = Some("18 segments".to_owned());
    table.query = Some("kwali frequencies".to_owned());
    table.notes = vec!["Mean weight of Geld: undefined, no segments".to_owned()];
    table
}

/// A table of one column of texts, without heading facts.
fn texts(texts: &[&str]) -> Table {
    let rows = texts.iter().map(|&text| vec![Cell::text(text)]).collect();
    Table::new("T", vec![Column::new("text", "Text", ColumnKind::Text)], rows).unwrap()
}

fn written(table: &Table, format: Format, style: Style) -> String {
    let mut out = Vec::new();
    table.write(format, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn check(table: &Table, format: Format, style: Style, expected: &str) {
    assert_eq!(written(table, format, style), expected);
}

#[test]
fn plain() {
    check(
        &sample(),
        Format::Plain,
        DUTCH,
        "\
Codes
Eenheid: segmenten
Basis: 18 segments
Vraag: kwali frequencies

Code      Segments  % of segments  Mean weight  Leaf
────────────────────────────────────────────────────
Werkdruk        12          66,7%          1,5  ja
Geld             0           0,0%            –  nee

Mean weight of Geld: undefined, no segments
",
    );
    check(&texts(&[]), Format::Plain, ENGLISH, "T\n\nText\n────\n(no rows)\n");
    check(
        &texts(&["a\u{1b}[2Jb\nc"]),
        Format::Plain,
        ENGLISH,
        "T\n\nText\n───────────────\na\\u{1b}[2Jb ⏎ c\n",
    );
}

#[test]
fn plain_counts_wide_characters_double() {
    let table = Table::new(
        "T",
        vec![
            Column::new("text", "Text", ColumnKind::Text),
            Column::new("n", "N", ColumnKind::Count),
        ],
        vec![
            vec![Cell::text("日本"), Cell::Count(1)],
            vec![Cell::text("één"), Cell::Count(10)],
            vec![Cell::text("e\u{301}e\u{301}n"), Cell::Count(2)],
        ],
    )
    .unwrap();
    check(
        &table,
        Format::Plain,
        ENGLISH,
        "T\n\nText   N\n────────\n日本   1\néén   10\ne\u{301}e\u{301}n    2\n",
    );
}

#[test]
fn plain_wraps_to_the_width() {
    let mut table = Table::new(
        "Wat bewoners zeggen over de wijkteams",
        vec![
            Column::new("text", "Tekst", ColumnKind::Text),
            Column::new("n", "Aantal", ColumnKind::Count),
        ],
        vec![vec![Cell::text("ze komen nooit bij de mensen thuis kijken"), Cell::Count(7)]],
    )
    .unwrap();
    table.notes = vec!["invented, and long enough to go on over the line".to_owned()];
    check(
        &table,
        Format::Plain,
        Style { width: Some(30), ..ENGLISH },
        "\
Wat bewoners zeggen over de
wijkteams

Tekst                  Aantal
─────────────────────────────
ze komen nooit bij de       7
mensen thuis kijken

invented, and long enough to
go on over the line
",
    );
    for width in [0, 1, 5, 100_000] {
        written(&table, Format::Plain, Style { width: Some(width), ..ENGLISH });
        written(&sample(), Format::Plain, Style { width: Some(width), ..ENGLISH });
    }
}

/// A crosstab as people see it: ids and labels of codes, and a column a role.
fn roles() -> Table {
    let roles = ["bewoner", "ervaringsdeskundige", "projectcoördinator"];
    let mut columns = vec![
        Column::new("code", "Code", ColumnKind::Text),
        Column::wording("label", "Omschrijving", ColumnKind::Text),
    ];
    columns.extend(roles.map(|role| Column::new(role, role, ColumnKind::Count)));
    let row = |id: &str, label: &str, n: [u64; 3]| {
        let cells = [Cell::text(id), Cell::text(label)].into_iter();
        cells.chain(n.map(Cell::Count)).collect::<Vec<_>>()
    };
    let rows = vec![
        row("barrier", "Belemmering", [0, 2, 7]),
        row("barrier.unclear.expectations", "Onduidelijke verwachtingen van het team", [1, 12, 0]),
    ];
    let mut table = Table::new("T", columns, rows).unwrap();
    table.unit = Some("documents".to_owned());
    let bases = vec![row("documents", "", [3, 4, 5])];
    table.with_bases(bases).unwrap().with_outline("label", vec![0, 1])
}

#[track_caller]
fn check_at(width: usize, expected: &str) {
    let style = Style { width: Some(width), ..DUTCH };
    let written = written(&roles(), Format::Plain, style);
    assert!(written == expected, "written:\n{written}\nexpected:\n{expected}");
}

#[test]
fn plain_leaves_ids_out_before_it_breaks_labels() {
    check_at(
        105,
        "\
T
Eenheid: documenten

Code                          Omschrijving             bewoner  ervaringsdeskundige  projectcoördinator
───────────────────────────────────────────────────────────────────────────────────────────────────────
barrier                       Belemmering                    0                    2                   7
barrier.unclear.expectations    Onduidelijke                 1                   12                   0
                                verwachtingen van het
                                team
alle documenten                                              3                    4                   5
",
    );
    check_at(
        80,
        "\
T
Eenheid: documenten

Omschrijving                  bewoner  ervaringsdeskundige  projectcoördinator
──────────────────────────────────────────────────────────────────────────────
Belemmering                         0                    2                   7
  Onduidelijke verwachtingen        1                   12                   0
  van het team
alle documenten                     3                    4                   5

de id’s van de codes passen hier niet; csv en json hebben ze
",
    );
}

#[test]
fn plain_splits_a_table_before_it_breaks_words() {
    check_at(
        60,
        "\
T
Eenheid: documenten

Omschrijving         bewoner  ervaringsdeskundige
─────────────────────────────────────────────────
Belemmering                0                    2
  Onduidelijke             1                   12
  verwachtingen van
  het team
alle documenten            3                    4

Omschrijving         projectcoördinator
───────────────────────────────────────
Belemmering                           7
  Onduidelijke                        0
  verwachtingen van
  het team
alle documenten                       5

de id’s van de codes passen hier niet; csv en json hebben ze
",
    );
}

#[test]
fn trees_of_codes_are_indented_in_every_format_for_people() {
    let markdown = written(&roles(), Format::Markdown, DUTCH);
    assert!(markdown.contains("| barrier | Belemmering | 0 |"), "{markdown}");
    assert!(markdown.contains("| – Onduidelijke verwachtingen"), "{markdown}");
    let html = written(&roles(), Format::Html, DUTCH);
    assert!(html.contains("<td>Belemmering</td>"), "{html}");
    assert!(html.contains("<td><div style=\"margin-left:1em\">Onduidelijke"), "{html}");
}

#[test]
fn csv() {
    check(
        &sample(),
        Format::Csv,
        DUTCH,
        "\
code,segments,percent_of_segments,weight_mean,leaf,id
Werkdruk,12,66.66666666666667,1.5,true,c1
Geld,0,0,,false,c2
",
    );
    check(&texts(&[]), Format::Csv, ENGLISH, "text\n");
    check(
        &texts(&["a,b", "zei \"ja\"", "twee\nregels", ""]),
        Format::Csv,
        ENGLISH,
        "text\n\"a,b\"\n\"zei \"\"ja\"\"\"\n\"twee\nregels\"\n\"\"\n",
    );
}

#[test]
fn csv_guards_against_formulas() {
    check(
        &texts(&["=1+1", "+31", "-onbekend", "@a", "\ta", "\ra", "'s avonds", "a=b", "'=1"]),
        Format::Csv,
        ENGLISH,
        "text\n'=1+1\n'+31\n'-onbekend\n'@a\n'\ta\n\"'\ra\"\n's avonds\na=b\n''=1\n",
    );
    let columns = vec![Column::new("=a", "a", ColumnKind::Number)];
    let negative = Table::new("T", columns, vec![vec![Cell::Number(-0.5)]]).unwrap();
    check(&negative, Format::Csv, ENGLISH, "'=a\n-0.5\n");
}

#[test]
fn tsv() {
    check(
        &texts(&["a\tb", "twee\nregels", "c:\\map", "\"ja\"", "\tx", "a,b"]),
        Format::Tsv,
        ENGLISH,
        "text\na\\tb\ntwee\\nregels\nc:\\\\map\n\"\"\"ja\"\"\"\n'\\tx\na,b\n",
    );
    check(
        &sample(),
        Format::Tsv,
        DUTCH,
        "code\tsegments\tpercent_of_segments\tweight_mean\tleaf\tid\n\
         Werkdruk\t12\t66.66666666666667\t1.5\ttrue\tc1\n\
         Geld\t0\t0\t\tfalse\tc2\n",
    );
}

#[test]
fn json() {
    check(
        &sample(),
        Format::Json,
        DUTCH,
        r#"{"title": "Codes", "unit": "segments", "base": "18 segments", "query": "kwali frequencies",
"columns": [
  {"name":"code","type":"text"},
  {"name":"segments","type":"count"},
  {"name":"percent_of_segments","type":"number"},
  {"name":"weight_mean","type":"number"},
  {"name":"leaf","type":"boolean"},
  {"name":"id","type":"text"}],
"rows": [
  ["Werkdruk",12,66.66666666666667,1.5,true,"c1"],
  ["Geld",0,0.0,null,false,"c2"]],
"notes": ["Mean weight of Geld: undefined, no segments"]}
"#,
    );
    check(
        &texts(&[]),
        Format::Json,
        ENGLISH,
        "{\"title\": \"T\", \"unit\": null, \"base\": null, \"query\": null,\n\"columns\": [\n  \
         {\"name\":\"text\",\"type\":\"text\"}],\n\"rows\": [],\n\"notes\": []}\n",
    );
}

#[test]
fn json_is_read_back_as_it_was() {
    let text = "\"ja\" \\ \u{1b} \n \u{2028} é 日本";
    let json = written(&texts(&[text]), Format::Json, ENGLISH);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["rows"][0][0], text);
    assert_eq!(value["columns"][0]["type"], "text");
}

#[test]
fn markdown() {
    check(
        &sample(),
        Format::Markdown,
        DUTCH,
        "\
**Codes**

*Eenheid: segmenten; Basis: 18 segments; Vraag: kwali frequencies*

| Code | Segments | % of segments | Mean weight | Leaf |
| --- | ---: | ---: | ---: | --- |
| Werkdruk | 12 | 66,7% | 1,5 | ja |
| Geld | 0 | 0,0% | – | nee |

Mean weight of Geld: undefined, no segments
",
    );
    check(
        &texts(&["a|b", "werkdruk*", "een\r\ntwee", "<b>", "no_such _x_", "a\\b", "\u{1b}"]),
        Format::Markdown,
        ENGLISH,
        "**T**\n\n| Text |\n| --- |\n| a\\|b |\n| werkdruk\\* |\n| een<br>twee |\n| \\<b> |\n\
         | no_such \\_x\\_ |\n| a\\\\b |\n| \\u{1b} |\n",
    );
}

#[test]
fn html() {
    let mut table = texts(&["<script>\"&'", "a\nb"]);
    table.unit = Some("<i>".to_owned());
    table.notes = vec!["n < m".to_owned()];
    check(
        &table,
        Format::Html,
        ENGLISH,
        "\
<table>
<caption><strong>T</strong>
<span>Unit: &lt;i&gt;</span></caption>
<thead>
<tr>
<th scope=\"col\">Text</th>
</tr>
</thead>
<tbody>
<tr>
<th scope=\"row\">&lt;script&gt;&quot;&amp;&#39;</th>
</tr>
<tr>
<th scope=\"row\">a<br>b</th>
</tr>
</tbody>
<tfoot>
<tr><td colspan=\"1\">n &lt; m</td></tr>
</tfoot>
</table>
",
    );
    let sample = written(&sample(), Format::Html, DUTCH);
    assert!(sample.contains("<td class=\"number\">66,7%</td>"), "{sample}");
    assert!(!sample.contains("c1"), "{sample}");
}

#[test]
fn html_page_stands_alone() {
    let mut out = Vec::new();
    write_html_page(&texts(&["a"]), DUTCH, &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"), "{page}");
    assert!(page.contains("<title>T</title>") && page.contains("<th scope=\"row\">a</th>"));
}

#[test]
fn a_table_is_a_rectangle_of_the_right_kinds() {
    let columns = || vec![Column::new("n", "N", ColumnKind::Number)];
    assert_eq!(
        Table::new("T", columns(), vec![vec![Cell::Undefined], vec![]]),
        Err(Error::RowLength { title: "T".to_owned(), row: 1, expected: 1, found: 0 })
    );
    let wrong = Table::new("T", columns(), vec![vec![Cell::Count(1)]]).unwrap_err();
    assert_eq!(wrong.to_string(), "row 0 of table `T` has a cell in column `n` that is no number");
    let undefined = Table::new("T", columns(), vec![vec![Cell::Number(f64::NAN)]]).unwrap();
    assert_eq!(undefined.rows(), [[Cell::Undefined]]);
}

#[test]
fn no_columns_no_panic() {
    let table = Table::new("T", vec![], vec![vec![]]).unwrap();
    for format in Format::ALL {
        written(&table, format, Style { width: Some(40), ..ENGLISH });
    }
    check(&table, Format::Csv, ENGLISH, "");
}
