//! Every count of segments can be traced: its query selects as many.

use kwali_analysis::{
    Crosstab, CrosstabRequest, Dimension, Query, Subcodes, crosstab, query_of_code,
};
use kwali_model::VariableId;
use kwali_testkit::study;
use proptest::prelude::*;

use crate::asking::Asked;
use crate::random_study::{RandomStudy, random_study};

fn count(study: &RandomStudy, query: &Query) -> u64 {
    // As a manifest keeps it: as text.
    let query = Query::parse(&query.to_string()).unwrap();
    let asked = Asked::new(&study.snapshot, &study.layouts, &study.texts);
    asked.codings(&query).unwrap().len() as u64
}

fn check_cells(study: &RandomStudy, table: &Crosstab) {
    let query = |row, column| table.query_of(&study.snapshot, row, column);
    assert_eq!(count(study, &query(None, None)), table.total().segments);
    for row in 0..table.rows.len() {
        assert_eq!(count(study, &query(Some(row), None)), table.row_total(row).segments);
        for column in 0..table.columns.len() {
            let query = query(Some(row), Some(column));
            assert_eq!(count(study, &query), table.cell(row, column).segments, "{query}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn cells_hold_what_their_queries_select(study in random_study()) {
        for dimension in [
            Dimension::Document,
            Dimension::Group,
            Dimension::Coder,
            Dimension::Variable(VariableId(1)),
            Dimension::Variable(VariableId(2)),
        ] {
            for subcodes in Subcodes::ALL {
                let rows = study.snapshot.codes().ids().collect();
                let request = CrosstabRequest::new(rows, dimension, subcodes);
                let table = crosstab(&study.snapshot, Some(&study.layouts), &request).unwrap();
                check_cells(&study, &table);
            }
        }
    }
}

#[test]
fn a_codes_query_says_how_its_subcodes_count() {
    let snapshot = study("<a.b>x</a.b>").snapshot;
    for (subcodes, query) in
        [(Subcodes::Separate, "#a!"), (Subcodes::Included, "#a"), (Subcodes::Only, "#a not #a!")]
    {
        let code = snapshot.codes().ids().next().unwrap();
        assert_eq!(query_of_code(snapshot.codes(), code, subcodes).to_string(), query);
    }
}

#[test]
fn a_name_with_a_star_means_itself_before_it_means_others() {
    let made = study("== d*\n<a>x</a>\n== d1\n<a>y</a>");
    let asked = Asked::new(&made.snapshot, &made.layouts, &made.texts);
    let count = |query: &str| asked.select(query).len();
    assert_eq!((count("document:d*"), count("document:d*1"), count("document:*")), (1, 1, 2));
}
