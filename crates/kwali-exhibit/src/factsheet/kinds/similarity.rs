//! How alike documents or participants are in their codes.

use kwali_analysis::{
    Linkage, SimilarityMeasure, SimilarityOf, SimilarityRequest, cluster, map, similarity,
};

use super::frequencies::first_texts;
use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{
    Chart, Language, SimilarityView, Table, clusters_table, dendrogram, map_chart, map_table,
    similarity_heat_map, similarity_matrix, similarity_table,
};

const OF: [(&str, SimilarityOf); 2] =
    [("documents", SimilarityOf::Documents), ("participants", SimilarityOf::Participants)];

const MEASURES: [(&str, SimilarityMeasure); 3] = [
    ("jaccard", SimilarityMeasure::Jaccard),
    ("simple-matching", SimilarityMeasure::SimpleMatching),
    ("cosine", SimilarityMeasure::Cosine),
];

const LINKAGES: [(&str, Linkage); 4] = [
    ("average", Linkage::Average),
    ("complete", Linkage::Complete),
    ("single", Linkage::Single),
    ("ward", Linkage::Ward),
];

/// What the table shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Pairs,
    Matrix,
    Clusters,
    Map,
}

const SHOWS: [(&str, Shows); 4] = [
    ("pairs", Shows::Pairs),
    ("matrix", Shows::Matrix),
    ("clusters", Shows::Clusters),
    ("map", Shows::Map),
];

/// The form of the chart.
#[derive(Clone, Copy)]
enum Drawn {
    Dendrogram,
    Map,
    HeatMap,
}

const DRAWN: [(&str, Drawn); 3] =
    [("dendrogram", Drawn::Dendrogram), ("map", Drawn::Map), ("heat-map", Drawn::HeatMap)];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let subcodes = arguments.subcodes()?;
    let request = SimilarityRequest {
        of: arguments.choice("of", &OF)?.unwrap_or_default(),
        codes: Some(rows::codes(&snapshot, arguments, "codes")?),
        subcodes,
    };
    let similarity = similarity(&snapshot, evidence.layouts, &request);
    let view = SimilarityView {
        snapshot: &snapshot,
        similarity: &similarity,
        measure: arguments.choice("measure", &MEASURES)?.unwrap_or_default(),
        subcodes,
        language,
    };
    let table = table(&view, arguments)?;
    let chart = charts::wanted(arguments, &DRAWN)?;
    let chart = chart.map(|form| drawn(&view, form, arguments)).transpose()?;
    let is_pairs = shows(arguments)? == Shows::Pairs;
    let name = |row: &Vec<crate::Cell>| format!("{} × {}", row[0].as_words(), row[1].as_words());
    let names = match is_pairs {
        true => table.rows().iter().map(name).collect(),
        false => first_texts(&table),
    };
    let form = Form::of(arguments)?;
    Ok(Finding::of_table(&restriction, Tabulated::untraced(table, chart, form, names)))
}

fn shows(arguments: &Arguments) -> Result<Shows, Problem> {
    Ok(arguments.choice("show", &SHOWS)?.unwrap_or(Shows::Pairs))
}

fn linkage(arguments: &Arguments) -> Result<Linkage, Problem> {
    Ok(arguments.choice("linkage", &LINKAGES)?.unwrap_or_default())
}

fn table(view: &SimilarityView<'_>, arguments: &Arguments) -> Result<Table, Problem> {
    let (similarity, measure, linkage) = (view.similarity, view.measure, linkage(arguments)?);
    let shows = shows(arguments)?;
    let most_alike = arguments.flag("most_alike", false)?;
    let limit = arguments.number("limit")?;
    if shows != Shows::Pairs && (most_alike || limit.is_some()) {
        return Err(Problem::new("`most_alike` and `limit` are for `show=\"pairs\"`"));
    }
    Ok(match shows {
        Shows::Pairs => similarity_table(view, most_alike, limit)?,
        Shows::Matrix => similarity_matrix(view)?,
        Shows::Clusters => clusters_table(view, &cluster(similarity, measure, linkage), linkage)?,
        Shows::Map => map_table(view, &map(similarity, measure))?,
    })
}

fn drawn(view: &SimilarityView<'_>, form: Drawn, arguments: &Arguments) -> Result<Chart, Problem> {
    let (similarity, measure, linkage) = (view.similarity, view.measure, linkage(arguments)?);
    Ok(match form {
        Drawn::Dendrogram => dendrogram(view, &cluster(similarity, measure, linkage), linkage),
        Drawn::Map => map_chart(view, &map(similarity, measure)),
        Drawn::HeatMap => similarity_heat_map(view),
    })
}
