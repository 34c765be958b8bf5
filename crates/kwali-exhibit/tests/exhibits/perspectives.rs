//! The perspective matrix, contrasts and the matrix of codes and cases, as people see them.

use kwali_analysis::{CrosstabRequest, Dimension, Measure, Subcodes, crosstab, perspectives};
use kwali_exhibit::{MatrixCells, MatrixOptions, MatrixRows, matrix_table, perspectives_table};
use kwali_model::Scope;

use super::*;

const STUDY: &str = "\
== EIW-01
-- Aaltje role=bewoner
-- Jan role=werker
Aaltje: <barrier.time>Geen tijd</barrier.time>.
Jan: <barrier.time>Druk</barrier.time>, <enabler.time>soms ruimte</enabler.time>.
== EIW-02
-- Piet role=bewoner
Piet: <barrier.trust>Argwaan</barrier.trust>.
";

#[test]
fn perspectives_have_people_and_segments_side_by_side() {
    let made = kwali_testkit::study(STUDY);
    let role = made.snapshot.variable(Scope::Participant, "role").unwrap().id;
    let rows = made.snapshot.codes().ids().collect();
    let found = perspectives(&made.snapshot, &made.layouts, rows, role).unwrap();
    let table = perspectives_table(&made.snapshot, &found, Language::English).unwrap();
    check(
        &table,
        Format::Csv,
        Language::English,
        "\
code,bewoner.participants,bewoner.segments,bewoner.percent_of_participants,werker.participants,\
werker.segments,werker.percent_of_participants,perspectives,spread,missing_in
barrier,2,2,100,1,1,100,2,shared,
barrier.time,1,1,50,1,1,100,2,shared,
enabler,0,0,0,1,1,100,1,unique,bewoner
enabler.time,0,0,0,1,1,100,1,unique,bewoner
barrier.trust,1,1,50,0,0,0,1,unique,werker
",
    );
}

fn matrix(options: &MatrixOptions) -> Table {
    let made = kwali_testkit::study(STUDY);
    let rows = made.snapshot.codes().ids().collect();
    let request = CrosstabRequest::new(rows, Dimension::Document, Subcodes::Separate);
    let counted = crosstab(&made.snapshot, Some(&made.layouts), &request).unwrap();
    matrix_table(&made.snapshot, &counted, options, Language::English).unwrap()
}

#[test]
fn a_matrix_for_a_screen_says_what_it_leaves_out() {
    let cells = MatrixCells::Numbers(Measure::default());
    let options = MatrixOptions { cells, rows: MatrixRows::Cases, most_columns: Some(2) };
    check(
        &matrix(&options),
        Format::Plain,
        Language::English,
        "\
Documents by code
Unit: segments
Base: 4 segments; study of 2 documents, 3 participants; subcodes counted apart; coder A

Document  barrier  time  any code at all
────────────────────────────────────────
EIW-01          0     2                3
EIW-02          0     0                1
Total           0     2                4

the first 2 of 5 columns are shown here; csv, json and --output have all
",
    );
}

#[test]
fn a_binary_matrix_counts_ones_at_both_sides() {
    let (cells, rows) = (MatrixCells::Binary, MatrixRows::Codes);
    check(
        &matrix(&MatrixOptions { cells, rows, most_columns: None }),
        Format::Json,
        Language::English,
        r#"{"title": "Codes by document", "unit": "presence", "base": "4 segments; study of 2 documents, 3 participants; subcodes counted apart; coder A", "query": null,
"columns": [
  {"name":"code","type":"text"},
  {"name":"EIW-01","type":"count"},
  {"name":"EIW-02","type":"count"},
  {"name":"total","type":"count"}],
"rows": [
  ["barrier",0,0,0],
  ["barrier.time",1,0,1],
  ["enabler",0,0,0],
  ["enabler.time",1,0,1],
  ["barrier.trust",0,1,1]],
"bases": [
  ["present",2,1,3]],
"notes": []}
"#,
    );
}
