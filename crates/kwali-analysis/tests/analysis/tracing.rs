//! Every count of segments can be traced: its query selects as many.

use kwali_analysis::{
    Crosstab, CrosstabRequest, Dimension, Query, Subcodes, crosstab, query_of_code, select,
    words_in,
};
use kwali_model::VariableId;
use kwali_testkit::study;
use proptest::prelude::*;

use crate::random_study::{RandomStudy, random_study};

fn count(study: &RandomStudy, query: &Query) -> u64 {
    // As a manifest keeps it: as text.
    let query = Query::parse(&query.to_string()).unwrap();
    let selection = query.resolve(&study.snapshot).unwrap();
    let words = words_in(&study.snapshot, &study.texts);
    select(&study.snapshot, &study.layouts, &selection, &words).len() as u64
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
                let request = CrosstabRequest { rows, dimension, subcodes };
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
    let count = |query: &str| {
        let selection = Query::parse(query).unwrap().resolve(&made.snapshot).unwrap();
        select(&made.snapshot, &made.layouts, &selection, &words_in(&made.snapshot, &made.texts))
            .len()
    };
    assert_eq!((count("document:d*"), count("document:d*1"), count("document:*")), (1, 1, 2));
}
