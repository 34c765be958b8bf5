//! Crosstabs by participant variables, their percentages, and what is refused.

use kwali_analysis::{
    AnalysisError, Column, Crosstab, CrosstabRequest, Dimension, Measure, PercentOf, Subcodes,
    Undefined, Unit, crosstab, frequencies, rows_below,
};
use kwali_model::{CodeId, Scope, VariableId};
use kwali_testkit::{MarkedStudy, study};

const STUDY: &str = "\
== d1
-- Aaltje role=bewoner
-- Jan role=werker
-- Interviewer
Interviewer: <a.b>Hoe gaat het?</a.b>
Aaltje: <a.b>Goed</a.b>, <a>zei
Jan: ze</a>.
== d2
-- Piet leeftijd=41
-- Truus role=bewoner
Piet: <a.c>Niets</a.c>.
";

fn by_role(made: &MarkedStudy, subcodes: Subcodes) -> Crosstab {
    let role = made.snapshot.variable(Scope::Participant, "role").unwrap().id;
    let rows = made.snapshot.codes().ids().collect();
    let request = CrosstabRequest::new(rows, Dimension::Variable(role), subcodes);
    crosstab(&made.snapshot, Some(&made.layouts), &request).unwrap()
}

fn percent(
    table: &Crosstab,
    cell: (usize, usize),
    unit: Unit,
    of: PercentOf,
) -> Result<f64, Undefined> {
    table.value(cell, Measure::new(unit, Some(of)).unwrap())
}

fn counts(table: &Crosstab, unit: Unit) -> Vec<Vec<u64>> {
    let row = |row| (0..table.columns.len()).map(move |column| (row, column));
    (0..table.rows.len())
        .map(|number| row(number).map(|(r, c)| table.cell(r, c).of(unit).unwrap()).collect())
        .collect()
}

#[test]
fn a_segment_of_two_people_counts_for_the_role_of_each() {
    let made = study(STUDY);
    let table = by_role(&made, Subcodes::Separate);
    let head = |column: &Column| {
        (
            column.name(),
            column.documents,
            column.participants.unwrap(),
            column.segments_total_in_group,
        )
    };
    assert_eq!(
        table.columns.iter().map(head).collect::<Vec<_>>(),
        [
            ("bewoner".into(), 2, 2, 2),
            ("werker".into(), 1, 1, 1),
            // The interviewer's segment and Piet's.
            ("(missing)".into(), 2, 1, 2),
        ]
    );
    // Rows: a, a.b, a.c.
    assert_eq!(counts(&table, Unit::Segments), [[1, 1, 0], [1, 0, 1], [0, 0, 1]]);
    assert_eq!(counts(&table, Unit::Participants), [[1, 1, 0], [1, 0, 0], [0, 0, 1]]);
    assert_eq!(table.row_total(0).segments, 1);
    let included = by_role(&made, Subcodes::Included);
    assert_eq!(counts(&included, Unit::Segments)[0], [2, 1, 2]);
    assert_eq!(counts(&by_role(&made, Subcodes::Only), Unit::Segments)[0], [1, 0, 2]);
}

#[test]
fn percentages_name_their_base() {
    let made = study(STUDY);
    let table = by_role(&made, Subcodes::Included);
    for (of, expected) in
        [(PercentOf::Row, 50.0), (PercentOf::Column, 100.0), (PercentOf::Total, 50.0)]
    {
        assert_eq!(percent(&table, (0, 0), Unit::Segments, of), Ok(expected), "{of:?}");
    }
    assert_eq!(percent(&table, (0, 0), Unit::Documents, PercentOf::Documents), Ok(50.0));
    assert_eq!(percent(&table, (0, 0), Unit::Participants, PercentOf::Participants), Ok(50.0));
}

#[test]
fn without_layouts_participants_are_unknown_and_not_none() {
    let made = study(STUDY);
    let request = CrosstabRequest::new(vec![CodeId(0)], Dimension::Document, Subcodes::Separate);
    let table = crosstab(&made.snapshot, None, &request).unwrap();
    assert_eq!(table.cell(0, 0).participants, None);
    assert_eq!(
        percent(&table, (0, 0), Unit::Participants, PercentOf::Row),
        Err(Undefined::ParticipantsNotCounted)
    );
    assert_eq!(percent(&table, (0, 1), Unit::Segments, PercentOf::Row), Ok(0.0));
    let role = made.snapshot.variable(Scope::Participant, "role").unwrap().id;
    let refused = |rows: Vec<CodeId>, dimension| {
        let request = CrosstabRequest::new(rows, dimension, Subcodes::Separate);
        crosstab(&made.snapshot, None, &request)
    };
    assert_eq!(
        refused(vec![], Dimension::Variable(role)),
        Err(AnalysisError::LayoutsNeeded("role".into()))
    );
    let unknown = VariableId(99);
    assert_eq!(
        refused(vec![], Dimension::Variable(unknown)),
        Err(AnalysisError::UnknownVariable(unknown))
    );
    assert_eq!(
        refused(vec![CodeId(9)], Dimension::Coder),
        Err(AnalysisError::UnknownCode(CodeId(9)))
    );
}

#[test]
fn rows_can_be_a_branch_down_to_a_depth() {
    let codes = study("<a.b.c>x</a.b.c> <a.d>y</a.d> <e>z</e>").snapshot.codes().clone();
    let paths = |depth| -> Vec<String> {
        let rows = rows_below(&codes, CodeId(0), depth).into_iter();
        rows.map(|code| codes.code(code).path.to_string()).collect()
    };
    assert_eq!(paths(None), ["a", "a.b", "a.b.c", "a.d"]);
    assert_eq!(paths(Some(1)), ["a", "a.b", "a.d"]);
    assert_eq!(paths(Some(0)), ["a"]);
}

#[test]
fn an_empty_study_has_undefined_shares() {
    let empty = study("").snapshot;
    let found = frequencies(&empty, Some(&[]), Subcodes::Separate);
    assert_eq!((found.totals.documents, found.rows.len()), (0, 0));
    let uncoded = study("== d1\nniets").snapshot.with_codings(|_| true);
    assert_eq!(frequencies(&uncoded, None, Subcodes::Included).totals.characters, 5);
    let made = study("<a.b>x</a.b>");
    let found = frequencies(&made.snapshot, Some(&made.layouts), Subcodes::Separate);
    assert_eq!(found.rows[0].weight_mean, Err(Undefined::NoSegments));
    assert_eq!(found.rows[0].percent_of_participants, Err(Undefined::NoParticipants));
    assert_eq!(found.rows[0].percent_of_segments, Ok(0.0));
}
