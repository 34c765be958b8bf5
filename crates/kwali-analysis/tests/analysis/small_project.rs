//! Every count of a small study that was worked out by another program.

use kwali_analysis::{
    AtHand, CodeFrequency, CodePair, CooccurrenceRequest, Crosstab, CrosstabRequest, Dimension,
    Distance, Fourfold, LengthUnit, Subcodes, Undefined, ZeroPairs, cooccurrence, crosstab,
    frequencies,
};
use kwali_model::{
    Code, CodeId, CodePath, CodeSystem, Coder, CoderId, Coding, CodingId, Document, DocumentId,
    Layout, Scope, Snapshot, SnapshotParts, Values, Variable, VariableId, VariableKind, Weight,
};
use kwali_text::{Language, Text, count_words};
use serde_json::Value;

const PROJECT: &str = include_str!("../../../../tests/fixtures/small-project.json");
const EXPECTED: &str = include_str!("../../../../tests/fixtures/small-project.expected.json");

struct SmallProject {
    snapshot: Snapshot,
    layouts: Vec<Layout>,
    /// The code ids of the file, by code.
    codes: Vec<String>,
}

/// The study of the file; its texts mix characters of one to four bytes.
fn small_project() -> SmallProject {
    let project: Value = serde_json::from_str(PROJECT).unwrap();
    let list = |key: &str| project[key].as_array().unwrap().clone();
    let mut parts = SnapshotParts { name: "small".into(), ..SnapshotParts::default() };
    let mut texts = Vec::new();
    let mut layouts = Vec::new();
    for document in list("documents") {
        let text = text(&document);
        let id = DocumentId(parts.documents.len() as u32 + 1);
        let layout = Layout { paragraphs: text.paragraphs(), turns: Vec::new() };
        let values = values(&mut parts.variables, &document["variables"]);
        parts.documents.push(Document {
            id,
            name: document["name"].as_str().unwrap().into(),
            group: None,
            language: Language::dutch(),
            revision: 1,
            source: None,
            digest: text.digest(),
            bytes: text.bytes(),
            chars: text.chars(),
            words: count_words(text.as_str()),
            paragraphs: layout.paragraphs.len(),
            speakers: Vec::new(),
            values,
        });
        texts.push(text);
        layouts.push(layout);
    }
    for (number, name) in list("coders").iter().enumerate() {
        let name = name.as_str().unwrap().to_owned();
        parts.coders.push(Coder { id: CoderId(number as u32 + 1), name, full_name: None });
    }
    let codes: Vec<String> =
        list("codes").iter().map(|code| code["id"].as_str().unwrap().to_owned()).collect();
    parts.codes =
        CodeSystem::new(paths(&list("codes")).into_iter().map(Code::new).collect()).unwrap();
    parts.codings =
        list("codings").iter().map(|coding| read_coding(coding, &project, &texts)).collect();
    SmallProject { snapshot: Snapshot::new(parts), layouts, codes }
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn text(document: &Value) -> Text {
    let mut chars: Vec<char> = "aé€👍".chars().cycle().take(number(&document["length"])).collect();
    for paragraph in document["paragraphs"].as_array().unwrap().iter().skip(1) {
        chars[number(&paragraph[0]) - 1] = '\n';
    }
    let text = Text::new(&chars.into_iter().collect::<String>()).unwrap();
    let paragraphs = text.paragraphs();
    let places = paragraphs.iter().map(|span| vec![span.start_char(), span.end_char()]);
    assert_eq!(serde_json::json!(places.collect::<Vec<_>>()), document["paragraphs"]);
    text
}

fn values(variables: &mut Vec<Variable>, given: &Value) -> Values {
    let mut values = Values::new();
    for (name, value) in given.as_object().unwrap() {
        if !variables.iter().any(|variable| variable.name == *name) {
            let id = VariableId(variables.len() as u32 + 1);
            let kind = if value.is_number() { VariableKind::Number } else { VariableKind::Text };
            variables.push(Variable { id, name: name.clone(), scope: Scope::Document, kind });
        }
        let id = variables.iter().find(|variable| variable.name == *name).unwrap().id;
        match value {
            Value::Null => None,
            Value::String(text) => values.insert(id, text.clone()),
            other => values.insert(id, other.to_string()),
        };
    }
    values
}

fn paths(codes: &[Value]) -> Vec<CodePath> {
    let path = |code: &Value| {
        let mut parts = vec![code["id"].as_str().unwrap()];
        let mut above = code["parent"].as_str();
        while let Some(id) = above {
            parts.insert(0, id);
            above = codes.iter().find(|code| code["id"] == id).unwrap()["parent"].as_str();
        }
        CodePath::new(&parts.join(".")).unwrap()
    };
    codes.iter().map(path).collect()
}

fn read_coding(coding: &Value, project: &Value, texts: &[Text]) -> Coding {
    let place = |key: &str, of: &str| {
        let list = project[of].as_array().unwrap();
        list.iter().position(|known| *known == coding[key] || known["id"] == coding[key]).unwrap()
    };
    let document = place("doc", "documents");
    let weight = number(&coding["weight"]) as u8;
    Coding {
        id: CodingId(coding["id"].as_str().unwrap()[1..].parse().unwrap()),
        document: DocumentId(document as u32 + 1),
        span: texts[document]
            .span_of_chars(number(&coding["start"]), number(&coding["end"]))
            .unwrap(),
        code: CodeId(place("code", "codes") as u32),
        coder: CoderId(place("coder", "coders") as u32 + 1),
        // The file writes an absent weight as 0.
        weight: Weight::new(weight).filter(|weight| weight.get() > 0),
    }
}

fn expected() -> Value {
    serde_json::from_str(EXPECTED).unwrap()
}

#[track_caller]
fn check_counts(found: &[(&str, u64)], expected: &Value) {
    for (name, count) in found {
        assert_eq!(Some(*count), expected[*name].as_u64(), "{name}");
    }
}

#[track_caller]
fn check_numbers(found: &[(&str, Result<f64, Undefined>)], expected: &Value) {
    for (name, number) in found {
        match (number, expected[*name].as_f64()) {
            (Err(_), None) => assert!(expected[*name].is_null(), "{name}"),
            (Ok(found), Some(number)) => {
                assert!((found - number).abs() < 1e-12 * number.abs().max(1.0), "{name}: {found}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn totals() {
    let SmallProject { snapshot, layouts, .. } = small_project();
    let totals = frequencies(&snapshot, Some(&layouts), Subcodes::Separate).totals;
    let found = [
        ("documents", totals.documents),
        ("codes", totals.codes),
        ("codings", totals.codings),
        ("characters", totals.characters),
        ("coded_characters_union", totals.coded_characters_union),
        ("paragraphs", totals.paragraphs),
    ];
    assert_eq!(found.len(), expected()["totals"].as_object().unwrap().len());
    check_counts(&found, &expected()["totals"]);
}

#[track_caller]
fn check_frequency(row: &CodeFrequency, expected: &Value) {
    let counts = [
        ("segments", row.counts.segments),
        ("distinct_spans", row.counts.distinct_spans),
        ("documents", row.counts.documents),
        ("coders", row.counts.coders),
        ("characters_sum", row.counts.characters_sum),
        ("characters_union", row.counts.characters_union),
        ("weight_sum", row.counts.weight_sum),
    ];
    let numbers = [
        ("coverage_of_project", row.coverage_of_project),
        ("percent_of_segments", row.percent_of_segments),
        ("percent_of_documents", row.percent_of_documents),
        ("weight_mean", row.weight_mean),
    ];
    assert_eq!(counts.len() + numbers.len(), expected.as_object().unwrap().len());
    check_counts(&counts, expected);
    check_numbers(&numbers, expected);
}

#[test]
fn code_frequencies() {
    let SmallProject { snapshot, codes, .. } = small_project();
    for (subcodes, name) in [(Subcodes::Separate, "direct"), (Subcodes::Included, "aggregated")] {
        let found = frequencies(&snapshot, None, subcodes);
        assert_eq!(found.rows.len(), codes.len());
        for (row, code) in found.rows.iter().zip(&codes) {
            check_frequency(row, &expected()["code_frequencies"][code][name]);
        }
    }
}

fn table(project: &SmallProject, dimension: Dimension, subcodes: Subcodes) -> Crosstab {
    let rows = project.snapshot.codes().ids().collect();
    crosstab(&project.snapshot, None, &CrosstabRequest::new(rows, dimension, subcodes)).unwrap()
}

fn rows_of(table: &Crosstab, count: fn(&kwali_analysis::Counts) -> u64) -> Value {
    let row = |row| -> Vec<u64> {
        (0..table.columns.len()).map(|column| count(table.cell(row, column))).collect()
    };
    serde_json::json!((0..table.rows.len()).map(row).collect::<Vec<_>>())
}

#[test]
fn codes_by_document() {
    let project = small_project();
    let expected = &expected()["crosstabs"];
    for (subcodes, name) in [(Subcodes::Separate, ""), (Subcodes::Included, "aggregated_")] {
        let table = table(&project, Dimension::Document, subcodes);
        let segments = rows_of(&table, |cell| cell.segments);
        assert_eq!(segments, expected[format!("code_x_document_{name}segments")]);
        let characters = rows_of(&table, |cell| cell.characters_union);
        assert_eq!(characters, expected[format!("code_x_document_{name}characters_union")]);
    }
}

#[test]
fn codes_by_variable() {
    let project = small_project();
    let all = expected();
    for (name, order) in [("gender", &["m", "v", "(missing)"][..]), ("ronde", &["1", "2"])] {
        let variable = project.snapshot.variable(Scope::Document, name).unwrap();
        let direct = table(&project, Dimension::Variable(variable.id), Subcodes::Separate);
        let aggregated = table(&project, Dimension::Variable(variable.id), Subcodes::Included);
        let names: Vec<String> = direct.columns.iter().map(|column| column.name()).collect();
        assert_eq!(names, order);
        let expected = &all["crosstabs"]["code_x_group"][name];
        assert_eq!(expected.as_object().unwrap().len(), order.len());
        for (number, column) in direct.columns.iter().enumerate() {
            let expected = &expected[&column.name()];
            let counts = |table: &Crosstab, count: fn(&kwali_analysis::Counts) -> u64| {
                let rows = 0..table.rows.len();
                serde_json::json!(
                    rows.map(|row| count(table.cell(row, number))).collect::<Vec<_>>()
                )
            };
            assert_eq!(column.documents, expected["documents"]);
            assert_eq!(column.segments_total_in_group, expected["segments_total_in_group"]);
            assert_eq!(counts(&direct, |cell| cell.segments), expected["segments"]);
            assert_eq!(counts(&direct, |cell| cell.documents), expected["documents_with_code"]);
            assert_eq!(counts(&direct, |cell| cell.characters_union), expected["characters_union"]);
            assert_eq!(counts(&aggregated, |cell| cell.segments), expected["aggregated_segments"]);
        }
    }
}

#[track_caller]
fn check_fourfold(found: &Fourfold, expected: &Value) {
    check_counts(&[("a", found.a), ("b", found.b), ("c", found.c), ("d", found.d)], expected);
    let numbers = [("jaccard", found.jaccard()), ("lift", found.lift()), ("phi", found.phi())];
    check_numbers(&numbers, expected);
}

#[track_caller]
fn check_pair(pair: &CodePair, codes: &[String], expected: &Value) {
    assert_eq!(codes[pair.a.index()], expected["a"]);
    assert_eq!(codes[pair.b.index()], expected["b"]);
    let near = |number: usize| pair.near[number].unwrap();
    let counts = [
        ("overlap_pairs", pair.overlap_pairs),
        ("a_segments_overlapping_b", pair.a_segments_overlapping_b),
        ("b_segments_overlapping_a", pair.b_segments_overlapping_a),
        ("overlap_characters", pair.overlap_characters),
        ("near0", near(0)),
        ("near1", near(1)),
        ("near2", near(2)),
        ("same_document", pair.same_document),
        ("n1", pair.n1),
        ("n2", pair.n2),
    ];
    check_counts(&counts, expected);
    check_numbers(&[("c_coefficient", pair.c_coefficient())], expected);
    assert_eq!(pair.is_c_out_of_range(), expected["c_coefficient_out_of_range"]);
    check_fourfold(&pair.by_document, &expected["by_document"]);
    check_fourfold(&pair.by_span, &expected["by_span"]);
    check_fourfold(&pair.by_paragraph.unwrap(), &expected["by_paragraph"]);
}

#[test]
fn code_pairs() {
    let SmallProject { snapshot, layouts, codes } = small_project();
    let near = [0, 1, 2].map(|number| Distance { number, unit: LengthUnit::Paragraphs });
    let request = CooccurrenceRequest { near: near.to_vec(), ..CooccurrenceRequest::default() };
    let found = cooccurrence(&snapshot, AtHand { layouts: Some(&layouts), texts: None }, &request);
    let expected = &expected()["cooccurrence"];
    let units = [
        ("documents", found.units.documents),
        ("distinct_spans", found.units.distinct_spans),
        ("paragraphs", found.units.paragraphs.unwrap()),
    ];
    check_counts(&units, &expected["units"]);
    let pairs = expected["pairs"].as_array().unwrap();
    assert_eq!(found.pairs.len(), pairs.len());
    for (pair, expected) in found.pairs.iter().zip(pairs) {
        check_pair(pair, &codes, expected);
    }
}

#[test]
fn pairs_that_never_meet_can_be_left_out() {
    let SmallProject { snapshot, .. } = small_project();
    let near = vec![Distance { number: 1, unit: LengthUnit::Turns }];
    let zero_pairs = ZeroPairs::LeftOut;
    let request = CooccurrenceRequest { near, zero_pairs, ..CooccurrenceRequest::default() };
    let found = cooccurrence(&snapshot, AtHand::default(), &request);
    // Code c6 was never used: its five pairs are gone.
    assert_eq!(found.pairs.len(), 10);
    assert_eq!(found.pairs[0].near, [None]);
    assert_eq!(found.pairs[0].by_paragraph, None);
}
