//! Documents and participants by the values of variables.

use kwali_analysis::{
    AnalysisError, MISSING, Undefined, VariableFrequencies, participants_by_document_variable,
    variable_crosstab, variable_frequencies,
};
use kwali_model::{Scope, Snapshot, VariableId};
use kwali_testkit::study;

const STUDY: &str = "\
== d1 site=Utrecht mode=groep duur=9
-- Aaltje role=bewoner
-- Jan role=werker
-- Interviewer
== d2 site=Arnhem mode=groep duur=10
-- Jan role=werker
== d3 site=Utrecht mode=telefoon duur=10.0
-- Piet leeftijd=41
== d4 mode=telefoon
";

fn variable(snapshot: &Snapshot, scope: Scope, name: &str) -> VariableId {
    snapshot.variable(scope, name).unwrap().id
}

fn rows(found: &VariableFrequencies) -> Vec<(&str, u64)> {
    found.rows.iter().map(|row| (row.name(), row.count)).collect()
}

#[test]
fn values_stand_in_their_order_and_what_is_missing_last() {
    let snapshot = study(STUDY).snapshot;
    for (scope, name, expected, known) in [
        (Scope::Document, "site", &[("Arnhem", 1), ("Utrecht", 2), (MISSING, 1)][..], 3),
        (Scope::Document, "mode", &[("groep", 2), ("telefoon", 2)], 4),
        // A number written in two ways is one value.
        (Scope::Document, "duur", &[("9", 1), ("10", 2), (MISSING, 1)], 3),
        (Scope::Participant, "role", &[("bewoner", 1), ("werker", 1), (MISSING, 1)], 2),
    ] {
        let found = variable_frequencies(&snapshot, variable(&snapshot, scope, name)).unwrap();
        assert_eq!(rows(&found), expected);
        assert_eq!((found.known, found.unit), (known, scope));
    }
    let site = variable(&snapshot, Scope::Document, "site");
    let found = variable_frequencies(&snapshot, site).unwrap();
    assert_eq!(found.total, 4);
    assert_eq!(found.rows[1].percent, Ok(50.0));
    assert_eq!(found.rows[1].percent_of_known, Ok(200.0 / 3.0));
    assert_eq!(found.rows[2].percent_of_known, Err(Undefined::EmptyBase));
}

#[test]
fn participants_count_once_for_each_value_of_their_documents() {
    let snapshot = study(STUDY).snapshot;
    let site = variable(&snapshot, Scope::Document, "site");
    let found = participants_by_document_variable(&snapshot, site).unwrap();
    // Jan speaks in Utrecht and in Arnhem.
    assert_eq!(rows(&found), [("Arnhem", 1), ("Utrecht", 3)]);
    assert_eq!((found.total, found.known), (3, 3));
    let role = variable(&snapshot, Scope::Participant, "role");
    assert_eq!(
        participants_by_document_variable(&snapshot, role),
        Err(AnalysisError::WrongScope {
            name: "role".into(),
            found: Scope::Participant,
            wanted: Scope::Document
        })
    );
    assert_eq!(
        variable_frequencies(&snapshot, VariableId(99)),
        Err(AnalysisError::UnknownVariable(VariableId(99)))
    );
}

#[track_caller]
fn check(rows: (Scope, &str), columns: (Scope, &str), expected: &str) {
    let snapshot = study(STUDY).snapshot;
    let id = |(scope, name): (Scope, &str)| variable(&snapshot, scope, name);
    let found = variable_crosstab(&snapshot, id(rows), id(columns)).unwrap();
    let heads = |values: &[Option<String>]| -> Vec<String> {
        values.iter().map(|value| value.clone().unwrap_or(MISSING.into())).collect()
    };
    let mut lines =
        vec![format!("{} {}: {}", found.unit.name(), found.total, heads(&found.columns).join(" "))];
    for ((row, counts), total) in
        heads(&found.rows).iter().zip(&found.counts).zip(&found.row_totals)
    {
        lines.push(format!("{row} {counts:?} {total}"));
    }
    lines.push(format!("{:?}", found.column_totals));
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn two_variables_of_documents_count_documents() {
    check(
        (Scope::Document, "site"),
        (Scope::Document, "mode"),
        "document 4: groep telefoon\nArnhem [1, 0] 1\nUtrecht [1, 1] 2\n(missing) [0, 1] 1\n[2, 2]",
    );
}

#[test]
fn participants_are_counted_where_one_variable_is_theirs() {
    check(
        (Scope::Participant, "role"),
        (Scope::Document, "site"),
        "participant 3: Arnhem Utrecht\nbewoner [0, 1] 1\nwerker [1, 1] 1\n(missing) [0, 1] 1\n[1, 3]",
    );
    check(
        (Scope::Participant, "role"),
        (Scope::Participant, "leeftijd"),
        "participant 3: 41 (missing)\nbewoner [0, 1] 1\nwerker [0, 1] 1\n(missing) [1, 0] 1\n[1, 2]",
    );
}
