//! Units, bases and crosstabs through the program.

use serde_json::Value;

use crate::small_project::{SmallProject, small_project};
use crate::support::JsonTable;

fn numbers(table: &JsonTable, column: &str) -> Vec<f64> {
    table.column(column).iter().map(|cell| cell.as_f64().unwrap()).collect()
}

#[test]
fn words_of_a_code_are_those_in_its_segments() {
    let SmallProject { folder, paths, .. } = small_project();
    let table = folder.table(&["frequencies", "--unit", "words", "--percent", "total"]);
    assert_eq!(table.0["unit"], "words");
    let all = folder.table(&["crosstab", "--by", "coder", "--unit", "words"]);
    for (row, code) in paths.values().enumerate() {
        let query = format!("#{code}!");
        let words = folder.table(&["words", "--where", &query, "--no-stop-words"]);
        let tokens: f64 = words.column("tokens").iter().map(|cell| cell.as_f64().unwrap()).sum();
        assert_eq!(table.cell(row, "words").as_f64(), Some(tokens), "{code}");
        // Words that both coders coded are in both columns.
        let by_coder: f64 =
            ["A", "B"].map(|coder| all.cell(row, coder).as_f64().unwrap()).iter().sum();
        assert!(by_coder >= tokens);
    }
    assert!(numbers(&table, "percent").iter().all(|percent| (0.0..=100.0).contains(percent)));
}

#[test]
fn a_table_has_one_unit() {
    let SmallProject { folder, .. } = small_project();
    for command in ["frequencies", "crosstab"] {
        folder.fails_with(
            2,
            &[command, "--percent", "of-participants"],
            &["segments are no part of all participants", "--unit participants"],
        );
        folder.ok(&[command, "--unit", "documents", "--percent", "of-documents"]);
    }
    folder.fails_with(2, &["frequencies", "--percent", "row"], &["always 100%"]);
    let documents = ["crosstab", "--unit", "documents", "--expected"];
    folder.fails_with(2, &documents, &["expected counts are of segments"]);
    let three = ["crosstab", "--by", "document", "--by", "coder", "--by", "group"];
    folder.fails_with(2, &three, &["by one or two variables"]);
}

#[test]
fn expected_counts_are_those_of_the_margins() {
    let SmallProject { folder, .. } = small_project();
    let beside = ["crosstab", "--by", "document", "--expected", "--residuals"];
    let table = folder.table(&beside);
    let documents = ["d1", "d2", "d3"];
    let observed = documents.map(|document| numbers(&table, document));
    let of_columns = observed.clone().map(|column| column.iter().sum::<f64>());
    let all: f64 = of_columns.iter().sum();
    let mut chi_squared = 0.0;
    for row in 0..table.rows().len() {
        let of_row: f64 = observed.iter().map(|column| column[row]).sum();
        for (place, document) in documents.iter().enumerate() {
            let expected = of_row * of_columns[place] / all;
            let found = table.cell(row, &format!("{document}.expected")).as_f64().unwrap();
            assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
            let column = format!("{document}.residual");
            match table.cell(row, &column) {
                Value::Null => assert!(expected == 0.0 && table.explains(&column)),
                residual => chi_squared += residual.as_f64().unwrap().powi(2),
            }
        }
    }
    // Nobody coded anything in d4, and c6 is never applied: nothing is expected there.
    assert!(table.cell(0, "d4.residual").is_null() && table.explains("d4.residual"));
    // Worked out apart from the program from the table that the facts have.
    assert!((chi_squared - CHI_SQUARED).abs() < 1e-9, "{chi_squared}");
    let notes = table.0["notes"].to_string();
    assert!(notes.contains("p-waarden") && notes.contains("kleiner dan 5"), "{notes}");
}

/// Chi-squared of five codes by three documents: 1 2 1, 2 2 2, 2 0 1, 2 2 0, 2 0 2.
const CHI_SQUARED: f64 = 6.124999999999999;

#[test]
fn a_set_is_a_row_of_the_segments_that_a_query_selects() {
    let SmallProject { folder, paths, .. } = small_project();
    let (a, b) = (&paths["c1"], &paths["c2"]);
    let set = format!("both=#{a}! or #{b}!");
    let table = folder.table(&["crosstab", "--by", "coder", "--set", &set]);
    let apart = folder.table(&["crosstab", "--by", "coder"]);
    assert_eq!(table.column("code"), ["both"]);
    for coder in ["A", "B"] {
        let sum = apart.cell(0, coder).as_u64().unwrap() + apart.cell(1, coder).as_u64().unwrap();
        assert_eq!(table.cell(0, coder).as_u64(), Some(sum));
    }
    let with_codes = ["crosstab", "--by", "coder", "--code", b, "--set", &set];
    assert_eq!(folder.table(&with_codes).column("code").len(), 2);
    folder.fails_with(2, &["crosstab", "--set", "nothing"], &["a name, `=` and a query"]);
}

#[test]
fn two_variables_have_a_column_for_each_two_values() {
    let SmallProject { folder, .. } = small_project();
    let nested = folder.table(&["crosstab", "--by", "document", "--by", "coder"]);
    let by_coder = folder.table(&["crosstab", "--by", "coder"]);
    for row in 0..nested.rows().len() {
        for coder in ["A", "B"] {
            let ending = format!(" / {coder}");
            let columns = nested.columns();
            let of_coder = columns.iter().filter(|name| name.ends_with(&ending));
            let sum: u64 = of_coder.map(|name| nested.cell(row, name).as_u64().unwrap()).sum();
            assert_eq!(Some(sum), by_coder.cell(row, coder).as_u64());
        }
    }
    // Nobody coded d4: with either coder it is a combination to which nothing belongs.
    let n_empty = 4 * 2 - (nested.columns().len() - 1);
    assert!(n_empty >= 2 && !nested.columns().contains(&"d4 / A"));
    let notes = nested.0["notes"].to_string();
    assert!(notes.contains(&format!("{n_empty} combinaties waarbij")), "{notes}");
    let page = folder.ok(&["crosstab", "--by", "document", "--by", "coder", "--format", "html"]);
    assert!(page.stdout.contains("<th scope=\"colgroup\" colspan=\"2\">d1</th>"), "{page:#?}");
}

/// The matrix of codes and cases is the crosstab of them, either way round.
#[track_caller]
fn check_matrix(by: &str, name: &str) {
    let SmallProject { folder, .. } = small_project();
    let crosstab = folder.table(&["crosstab", "--by", by]);
    let matrix = folder.table(&["matrix", "--by", by]);
    let swapped = folder.table(&["matrix", "--by", by, "--swap"]);
    let binary = folder.table(&["matrix", "--by", by, "--swap", "--binary"]);
    let codes = crosstab.column("code");
    assert_eq!(matrix.column("code"), codes);
    let cases: Vec<&str> = crosstab.columns()[1..].to_vec();
    assert_eq!(swapped.column(name).len(), cases.len());
    for (row, code) in codes.iter().enumerate() {
        let code = code.as_str().unwrap();
        for (place, case) in cases.iter().enumerate() {
            let count = crosstab.cell(row, case);
            assert_eq!(matrix.cell(row, case), count);
            assert_eq!(swapped.cell(place, code), count);
            let present = u64::from(count.as_u64().unwrap() > 0);
            assert_eq!(binary.cell(place, code).as_u64(), Some(present));
        }
        assert_eq!(swapped.base("all", code), Some(matrix.cell(row, "total")));
        let ones: u64 = binary.column(code).iter().map(|cell| cell.as_u64().unwrap()).sum();
        assert_eq!(binary.base("all", code).unwrap().as_u64(), Some(ones));
    }
    for (place, case) in cases.iter().enumerate() {
        assert_eq!(matrix.base("total", case), Some(swapped.cell(place, "total")));
    }
    assert_eq!(matrix.base("total", "total").unwrap(), 21);
}

#[test]
fn a_matrix_is_the_crosstab_of_cases_either_way_round() {
    check_matrix("document", "document");
    check_matrix("participant", "participant");
}
