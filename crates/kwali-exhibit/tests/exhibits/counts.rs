//! Frequencies, crosstabs, co-occurrence and variables.

use kwali_analysis::{
    AtHand, CooccurrenceRequest, Crosstab, CrosstabRequest, Dimension, Distance, LengthUnit,
    Measure, PercentOf, Residual, Subcodes, Unit, ZeroPairs, cooccurrence, crosstab, frequencies,
    variable_crosstab, variable_frequencies,
};
use kwali_exhibit::{
    Beside, Chart, CrosstabOptions, Error, FrequencyOptions, PairOptions, RowOrder, Zeros,
    cooccurrence_chart, cooccurrence_table, crosstab_chart, crosstab_table, frequencies_chart,
    frequencies_table, two_variables_table, variable_table,
};
use kwali_model::{Scope, VariableId};

use super::*;

#[test]
fn frequencies_for_people() {
    let made = sample();
    let counted = frequencies(&made.snapshot, layouts(&made), Subcodes::Included);
    let options =
        FrequencyOptions { order: RowOrder::Count, limit: Some(3), ..FrequencyOptions::default() };
    let table = frequencies_table(&made.snapshot, &counted, &options, Language::Dutch).unwrap();
    // By hand: 4 of 7 segments are under barrier; they cover 35 of 125 code points.
    check(
        &table,
        Format::Plain,
        Language::Dutch,
        "\
Hoe vaak codes voorkomen
Eenheid: segmenten
Basis: 7 segmenten; studie van 2 documenten, 3 deelnemers; subcodes bij hun hoofdcode geteld; codeurs A en B

Code              Segmenten  Documenten  Deelnemers  Deel van de tekst
──────────────────────────────────────────────────────────────────────
barrier                   4           2           3              28,0%
barrier.workload          2           1           2              16,0%
time                      2           2           2               6,4%

de eerste 3 van 5 codes staan hier
",
    );
}

#[test]
fn frequencies_for_machines() {
    let made = sample();
    let counted = frequencies(&made.snapshot, None, Subcodes::Separate);
    let rows = Some(vec![CodeId(1), CodeId(2)]);
    let options = FrequencyOptions { rows, ..FrequencyOptions::default() };
    let table = frequencies_table(&made.snapshot, &counted, &options, Language::English).unwrap();
    check(
        &table,
        Format::Csv,
        Language::English,
        "\
code,label,segments,distinct_spans,documents,participants,coders,characters_sum,characters_union,\
coverage_of_project,percent_of_segments,percent_of_documents,percent_of_participants,weight_sum,\
weight_mean,merged_spans,unread_documents
barrier.workload,workload,2,2,1,,1,20,20,0.16,28.571428571428573,50,,0,0,2,0
time,time,2,2,2,,2,8,8,0.064,28.571428571428573,100,,0,0,2,0
",
    );
    assert_eq!(
        table.notes,
        [
            "participants is undefined where it was not looked at who speaks",
            "percent_of_participants is undefined where it was not looked at who speaks"
        ]
    );
}

#[test]
fn what_does_not_occur_can_be_left_out() {
    let made = sample();
    let snapshot = made.snapshot.with_codings(|coding| coding.code == CodeId(2));
    let counted = frequencies(&snapshot, layouts(&made), Subcodes::Separate);
    let options = FrequencyOptions { zeros: Zeros::LeftOut, ..FrequencyOptions::default() };
    let table = frequencies_table(&snapshot, &counted, &options, Language::English).unwrap();
    assert_eq!(table.rows().len(), 1);
    assert_eq!(table.notes, ["4 codes that do not occur are left out"]);
    // A query leaves fewer segments, but not a smaller study.
    let base = "2 segments; study of 2 documents, 3 participants; subcodes counted apart; ";
    assert!(table.base.unwrap().starts_with(base));
}

#[test]
fn bars_show_one_unit() {
    let made = sample();
    let counted = frequencies(&made.snapshot, layouts(&made), Subcodes::Included);
    let options = FrequencyOptions {
        measure: Measure::counts(Unit::Participants),
        ..FrequencyOptions::default()
    };
    let chart = frequencies_chart(&made.snapshot, &counted, &options, Language::Dutch);
    let Chart::Bars(bars) = &chart else { panic!("frequencies are bars") };
    let told: Vec<_> = bars.bars.iter().map(|bar| (bar.value.unwrap(), bar.level)).collect();
    assert_eq!(told, [(3.0, 0), (2.0, 1), (2.0, 0), (1.0, 1), (1.0, 0)]);
    assert_eq!(bars.value_label, "deelnemers");
    assert!(chart.render_svg().unwrap().contains("deelnemers"));
    assert!(chart.alt_text().contains("Eenheid: deelnemers"));
}

fn counts_in(unit: Unit) -> CrosstabOptions {
    CrosstabOptions::of(Measure::counts(unit))
}

fn by_role(made: &MarkedStudy) -> Crosstab {
    let role = made.snapshot.variable(Scope::Participant, "role").unwrap().id;
    let rows = all_codes(&made.snapshot);
    let request = CrosstabRequest::new(rows, Dimension::Variable(role), Subcodes::Included);
    crosstab(&made.snapshot, layouts(made), &request).unwrap()
}

#[test]
fn a_crosstab_for_people_has_totals_and_bases() {
    let made = sample();
    let unit = Unit::Participants;
    let table = crosstab_table(&made.snapshot, &by_role(&made), &counts_in(unit), Language::Dutch);
    check(
        &table.unwrap(),
        Format::Plain,
        Language::Dutch,
        "\
Codes naar role
Eenheid: deelnemers
Basis: 7 segmenten; studie van 2 documenten, 3 deelnemers; subcodes bij hun hoofdcode geteld; codeurs A en B

Code              bewoner  sociaal_werker  Totaal
─────────────────────────────────────────────────
barrier                 2               1       3
barrier.workload        2               0       2
time                    1               1       2
barrier.money           0               1       1
unused                  0               1       1
alle deelnemers         2               1       3
",
    );
}

#[test]
fn a_crosstab_says_which_segments_belong_to_several_columns_or_to_nobody() {
    let role_table = |marked: &str| {
        let made = kwali_testkit::study(marked);
        crosstab_table(&made.snapshot, &by_role(&made), &counts_in(Unit::Segments), Language::Dutch)
    };
    let table = role_table("-- Aaltje role=bewoner\n-- Bo role=werker\nAaltje: <a>ja\nBo: ja</a>");
    assert_eq!(
        table.unwrap().notes,
        ["een segment waarin deelnemers met verschillende waarden spreken telt in elk van hun \
          kolommen, en daar alleen voor de deelnemers met die waarde"]
    );
    let table = role_table("-- V\n-- Aaltje role=bewoner\nV: <a>ja?</a>\nAaltje: <a>ja</a>");
    assert_eq!(
        table.unwrap().notes,
        ["een segment waarin geen deelnemer spreekt telt bij (onbekend)"]
    );
}

#[test]
fn a_crosstab_for_machines_has_rows_of_codes_only() {
    let made = sample();
    let counted = by_role(&made);
    let unit = Unit::Documents;
    let mut table =
        crosstab_table(&made.snapshot, &counted, &counts_in(unit), Language::English).unwrap();
    check(
        &table,
        Format::Csv,
        Language::English,
        "\
code,bewoner,sociaal_werker
barrier,1,1
barrier.workload,1,0
time,1,1
barrier.money,0,1
unused,0,1
",
    );
    table.notes.clear();
    check(
        &table,
        Format::Json,
        Language::English,
        r#"{"title": "Codes by role", "unit": "documents", "base": "7 segments; study of 2 documents, 3 participants; subcodes counted with their parent; coders A and B", "query": null,
"columns": [
  {"name":"code","type":"text"},
  {"name":"bewoner","type":"count"},
  {"name":"sociaal_werker","type":"count"}],
"rows": [
  ["barrier",1,1],
  ["barrier.workload",1,0],
  ["time",1,1],
  ["barrier.money",0,1],
  ["unused",0,1]],
"bases": [
  ["total",1,1],
  ["segments_total_in_group",4,3],
  ["documents",1,1],
  ["participants",2,1]],
"notes": []}
"#,
    );
}

#[test]
fn expected_counts_stand_beside_the_counts_with_a_warning() {
    let made = sample();
    let beside = vec![Beside::Expected, Beside::Residual(Residual::Pearson)];
    let options = CrosstabOptions { beside, ..counts_in(Unit::Segments) };
    let rows = all_codes(&made.snapshot);
    let request = CrosstabRequest::new(rows, Dimension::Document, Subcodes::Separate);
    let counted = crosstab(&made.snapshot, layouts(&made), &request).unwrap();
    let table = crosstab_table(&made.snapshot, &counted, &options, Language::English).unwrap();
    // 4 of 7 segments are in EIW-01, 2 of 7 are of barrier.workload: 8/7 are expected, 2 found.
    check(
        &table,
        Format::Plain,
        Language::English,
        "\
Codes by document
Unit: segments
Base: 7 segments; study of 2 documents, 3 participants; subcodes counted apart; coders A and B; \
expected counts and residuals describe this study and test nothing

                  EIW-01    EIW-01    EIW-01  EIW-02    EIW-02    EIW-02
Code                   n  expected  residual       n  expected  residual  Total
───────────────────────────────────────────────────────────────────────────────
barrier                1      0.57      0.57       0      0.43     -0.65      1
barrier.workload       2      1.14      0.80       0      0.86     -0.93      2
time                   1      1.14     -0.13       1      0.86      0.15      2
barrier.money          0      0.57     -0.76       1      0.43      0.87      1
unused                 0      0.57     -0.76       1      0.43      0.87      1
any code at all        4                           3                          7

expected: as many as if the row had the same share of all segments with any code in every column
residual: (n − expected) / √expected (Pearson)
do not read p-values from these: people were chosen on purpose and not at random, and segments of \
one person or interview are not independent of each other
10 of 10 expected counts are below 5: residuals there are unstable
",
    );
}

#[test]
fn percentages_say_of_what() {
    let made = sample();
    let rows = all_codes(&made.snapshot);
    let subcodes = Subcodes::Separate;
    let request = CrosstabRequest::new(rows, Dimension::Document, subcodes);
    let counted = crosstab(&made.snapshot, layouts(&made), &request).unwrap();
    let measure = Measure::new(Unit::Segments, Some(PercentOf::Column)).unwrap();
    let options = CrosstabOptions::of(measure);
    let table = crosstab_table(&made.snapshot, &counted, &options, Language::English);
    check(
        &table.unwrap(),
        Format::Plain,
        Language::English,
        "\
Codes by document
Unit: segments
Base: % of the segments with any code in the column; 7 segments; study of 2 documents, 3 participants; \
subcodes counted apart; coders A and B

Code              EIW-01  EIW-02
────────────────────────────────
barrier            25.0%    0.0%
barrier.workload   50.0%    0.0%
time               25.0%   33.3%
barrier.money       0.0%   33.3%
unused              0.0%   33.3%

any code at all: EIW-01 4, EIW-02 3
all documents: EIW-01 1, EIW-02 1
all participants: EIW-01 2, EIW-02 1
",
    );
    let chart = crosstab_chart(&made.snapshot, &counted, Measure::default(), Language::English);
    let Chart::Heat(map) = &chart else { panic!("a crosstab is a heat map") };
    assert_eq!(map.values[1], [Some(2.0), Some(0.0)]);
    assert_eq!(map.column_labels, ["EIW-01", "EIW-02"]);
    assert!(chart.render_svg().is_ok());
}

fn paragraphs(number: u32) -> Distance {
    Distance { number, unit: LengthUnit::Paragraphs }
}

fn at_hand(made: &MarkedStudy) -> AtHand<'_> {
    AtHand { layouts: Some(&made.layouts), texts: Some(&made.texts) }
}

#[test]
fn pairs_of_codes() {
    let made = sample();
    let request = CooccurrenceRequest {
        near: vec![paragraphs(0)],
        zero_pairs: ZeroPairs::LeftOut,
        ..CooccurrenceRequest::default()
    };
    let counted = cooccurrence(&made.snapshot, at_hand(&made), &request);
    let options = PairOptions { sort: Some("overlap_pairs".into()), limit: Some(2) };
    let table = cooccurrence_table(&made.snapshot, &counted, &options, Language::English).unwrap();
    let names: Vec<&str> = table.columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(
        names.join(" "),
        "a b overlap_pairs a_segments_overlapping_b b_segments_overlapping_a overlap_characters \
         near0 same_document same_participant n1 n2 c_coefficient c_coefficient_out_of_range \
         by_document_a by_document_b by_document_c by_document_d by_document_jaccard by_document_lift \
         by_document_phi by_span_a by_span_b by_span_c by_span_d by_span_jaccard by_span_lift \
         by_span_phi by_paragraph_a by_paragraph_b by_paragraph_c by_paragraph_d \
         by_paragraph_jaccard by_paragraph_lift by_paragraph_phi by_participant_a \
         by_participant_b by_participant_c by_participant_d by_participant_jaccard \
         by_participant_lift by_participant_phi"
    );
    let pair = |row: usize| format!("{:?}", &table.rows()[row][..6]);
    // `Altijd` within `Altijd druk` is 6 code points, `tijd` in `Geen tijd` is 4.
    let barrier =
        r#"[Text("barrier"), Text("barrier.workload"), Count(1), Count(1), Count(1), Count(6)]"#;
    let workload =
        r#"[Text("barrier.workload"), Text("time"), Count(1), Count(1), Count(1), Count(4)]"#;
    assert_eq!((pair(0), pair(1)), (barrier.to_owned(), workload.to_owned()));
    assert_eq!(table.notes[0], "the first 2 of 6 pairs are shown");

    let chart = cooccurrence_chart(&made.snapshot, &counted, "overlap_pairs", Language::English);
    let Ok(Chart::Heat(map)) = chart else { panic!("pairs are a heat map") };
    assert_eq!(map.row_labels, ["barrier", "workload", "time", "money"]);
    assert_eq!(map.values[1], [Some(1.0), None, Some(1.0), Some(0.0)]);
}

#[test]
fn labels_are_indented_under_that_of_their_parent() {
    let made = sample();
    let mut labelled = made.snapshot.codes().codes().to_vec();
    for (code, label) in labelled.iter_mut().zip(["Belemmering", "Werkdruk"]) {
        code.label.insert(kwali_text::Language::dutch(), label.to_owned());
    }
    let parts = kwali_model::SnapshotParts {
        codes: kwali_model::CodeSystem::new(labelled).unwrap(),
        documents: made.snapshot.documents().to_vec(),
        coders: made.snapshot.coders().to_vec(),
        codings: made.snapshot.codings().to_vec(),
        ..kwali_model::SnapshotParts::default()
    };
    let snapshot = Snapshot::new(parts);
    let counted = frequencies(&snapshot, None, Subcodes::Included);
    let labels = |order, rows: &[CodeId]| {
        let rows = Some(rows.to_vec());
        let options = FrequencyOptions { order, rows, ..FrequencyOptions::default() };
        let table = frequencies_table(&snapshot, &counted, &options, Language::Dutch).unwrap();
        let mut out = Vec::new();
        table.write(Format::Markdown, Style::default(), &mut out).unwrap();
        let rows = String::from_utf8(out).unwrap();
        let rows = rows.lines().filter(|line| line.starts_with("| barrier"));
        let label = |row: &str| row.split(" | ").nth(1).unwrap().to_owned();
        rows.map(label).collect::<Vec<_>>()
    };
    assert_eq!(labels(RowOrder::Codes, &[CodeId(0), CodeId(1)]), ["Belemmering", "– Werkdruk"]);
    assert_eq!(labels(RowOrder::Codes, &[CodeId(1)]), ["Werkdruk"]);
    assert_eq!(labels(RowOrder::Count, &[CodeId(0), CodeId(1)]), ["Belemmering", "Werkdruk"]);
}

#[test]
fn pairs_for_people() {
    let made = sample();
    let near = [0, 1, 2].map(paragraphs).to_vec();
    let mut request = CooccurrenceRequest { near, ..CooccurrenceRequest::default() };
    request.codes = Some(vec![CodeId(0), CodeId(1)]);
    let counted = cooccurrence(&made.snapshot, at_hand(&made), &request);
    let options = PairOptions::default();
    // By hand: 1 overlapping pair of 1 and 2 codings; c = 1 / (1 + 2 - 1).
    check(
        &cooccurrence_table(&made.snapshot, &counted, &options, Language::Dutch).unwrap(),
        Format::Markdown,
        Language::Dutch,
        "\
**Codes die samen voorkomen**

*Eenheid: paren van coderingen; Basis: 7 segmenten; studie van 2 documenten, 3 deelnemers; \
subcodes apart geteld; codeurs A en B; 7 verschillende passages; 5 alinea’s*

| Code A | Code B | Overlappende paren | In dezelfde alinea | ≤ 1 alinea uiteen | \
≤ 2 alinea’s uiteen | Documenten met beide | Deelnemers met beide | Alle A | Alle B | c-coëfficiënt |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| barrier | barrier.workload | 1 | 1 | 2 | 2 | 1 | 1 | 1 | 2 | 0,500 |
",
    );
}

#[test]
fn a_map_of_nothing_is_an_error() {
    let made = kwali_testkit::study("<a>een</a> <b>twee</b>");
    let counted = cooccurrence(&made.snapshot, AtHand::default(), &CooccurrenceRequest::default());
    let error = cooccurrence_chart(&made.snapshot, &counted, "overlap_pairs", Language::Dutch);
    assert_eq!(
        error.unwrap_err().to_string(),
        "there is nothing to draw: no pair of these codes has any `Overlappende paren`"
    );
}

#[test]
fn an_unknown_measure_is_named() {
    let made = sample();
    let counted = cooccurrence(&made.snapshot, AtHand::default(), &CooccurrenceRequest::default());
    let error = cooccurrence_chart(&made.snapshot, &counted, "overlap", Language::English);
    let Err(error @ Error::UnknownMeasure { .. }) = error else { panic!("no such measure") };
    assert!(error.to_string().starts_with("unknown measure `overlap` (known: overlap_pairs, "));
}

#[test]
fn variables_for_a_method_section() {
    let made = sample();
    let snapshot = &made.snapshot;
    let id = |scope, name| -> VariableId { snapshot.variable(scope, name).unwrap().id };
    let (site, role) = (id(Scope::Document, "site"), id(Scope::Participant, "role"));
    let roles = variable_frequencies(snapshot, role).unwrap();
    check(
        &variable_table(snapshot, &roles, Language::Dutch).unwrap(),
        Format::Plain,
        Language::Dutch,
        "\
Deelnemers naar role
Eenheid: deelnemers
Basis: alle 3 deelnemers; de waarde is bekend van 3

role            Deelnemers      %
─────────────────────────────────
bewoner                  2  66,7%
sociaal_werker           1  33,3%
",
    );
    let both = variable_crosstab(snapshot, site, role).unwrap();
    let table = two_variables_table(snapshot, (site, role), &both, Language::Dutch).unwrap();
    check(
        &table,
        Format::Plain,
        Language::Dutch,
        "\
Deelnemers naar site en role
Eenheid: deelnemers
Basis: alle 3 deelnemers

site     bewoner  sociaal_werker  Totaal
────────────────────────────────────────
Gouda          0               1       1
Utrecht        2               0       2
Totaal         2               1       3

een deelnemer die in documenten met verschillende waarden spreekt telt bij elk daarvan
",
    );
    check(
        &table,
        Format::Csv,
        Language::Dutch,
        "value,bewoner,sociaal_werker\nGouda,0,1\nUtrecht,2,0\n",
    );
}
