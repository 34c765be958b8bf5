//! Sets of codes, likeness, and overlaps beside those that chance makes.

use kwali_analysis::{
    AtHand, ConfigurationRequest, CooccurrenceRequest, Draws, Linkage, SimilarityMeasure,
    SimilarityRequest, Subcodes, TogetherIn, cluster, configurations, cooccurrence, map,
    similarity,
};
use kwali_exhibit::{
    Chart, ConfigurationOptions, PairOptions, SimilarityView, clusters_table, configurations_table,
    cooccurrence_network, cooccurrence_table, dendrogram, map_chart, map_table,
    similarity_heat_map, similarity_matrix, similarity_table,
};

use super::*;

/// Four interviews: d1 and d2 have the same two codes, d3 another one, d4 none.
const FOUR: &str = "== d1\n<a>een</a> <b>twee</b> <a>drie</a>\n== d2\n<a>een</a> <b>twee</b>\n\
                    == d3\n<c>vier</c>\n== d4\nniets";

#[track_caller]
fn check_configurations(together_in: TogetherIn, options: &ConfigurationOptions, expected: &str) {
    let made = sample();
    let request = ConfigurationRequest { together_in, ..ConfigurationRequest::default() };
    let found = configurations(&made.snapshot, &made.layouts, &request);
    let table = configurations_table(&made.snapshot, &found, options, Language::English).unwrap();
    check(&table, Format::Csv, Language::English, expected);
}

#[test]
fn sets_of_codes_come_with_their_number_and_first_place() {
    let all = ConfigurationOptions::default();
    check_configurations(
        TogetherIn::Participants,
        &all,
        "\
codes,size,participants,share,example
barrier + barrier.workload,2,1,0.3333333333333333,Baran
barrier.workload + time,2,1,0.3333333333333333,Aaltje
time + barrier.money + unused,3,1,0.3333333333333333,Carla
",
    );
    let two = ConfigurationOptions { size: (2, 2), minimum: 2, ..all };
    // By hand: `Geen tijd` stands behind 27 + 8 characters, `Altijd druk` behind 54 + 7, 7 stand before `Er is geen geld`.
    check_configurations(
        TogetherIn::Segments,
        &two,
        "\
codes,size,distinct_spans,share,example
barrier + barrier.workload,2,2,0.2857142857142857,EIW-01:61-72
barrier.workload + time,2,2,0.2857142857142857,EIW-01:35-44
time + barrier.money,2,2,0.2857142857142857,EIW-02:7-22
",
    );
}

fn with_view<T>(measure: SimilarityMeasure, act: impl Fn(&SimilarityView<'_>) -> T) -> T {
    let made = kwali_testkit::study(FOUR);
    let request = SimilarityRequest::default();
    let similarity = similarity(&made.snapshot, &made.layouts, &request);
    act(&SimilarityView {
        snapshot: &made.snapshot,
        similarity: &similarity,
        measure,
        subcodes: Subcodes::Separate,
        language: Language::English,
    })
}

#[test]
fn likeness_of_pairs_and_why_some_is_undefined() {
    let table = with_view(SimilarityMeasure::Jaccard, |view| {
        similarity_table(view, true, Some(4)).unwrap()
    });
    // By hand: x = (2, 1), y = (1, 1): cosine 3 / √10.
    check(
        &table,
        Format::Plain,
        Language::English,
        "\
How alike documents are in their codes
Unit: documents
Base: 3 codes; 6 segments; study of 4 documents, 0 participants; subcodes counted apart; coder A

A   B   Codes of both  Only A  Only B  Neither  Jaccard  Simple matching  Cosine
────────────────────────────────────────────────────────────────────────────────
d1  d2              2       0       0        1    1.000            1.000   0.949
d1  d3              0       2       1        0    0.000            0.000   0.000
d2  d3              0       2       1        0    0.000            0.000   0.000
d1  d4              0       2       0        1        –                –       –

1 of 4 documents have none of the codes: what they are like is undefined
the first 4 of 6 pairs are shown
jaccard is undefined where one of the two has none of the codes
simple_matching is undefined where one of the two has none of the codes
cosine is undefined where one of the two has none of the codes
",
    );
    let matrix =
        with_view(SimilarityMeasure::SimpleMatching, |view| similarity_matrix(view).unwrap());
    check(
        &matrix,
        Format::Csv,
        Language::English,
        "name,d1,d2,d3,d4\nd1,1,1,0,\nd2,1,1,0,\nd3,0,0,1,\nd4,,,,\n",
    );
}

#[test]
fn clusters_are_a_table_and_a_dendrogram() {
    with_view(SimilarityMeasure::Jaccard, |view| {
        let found = cluster(view.similarity, view.measure, Linkage::Single);
        let table = clusters_table(view, &found, Linkage::Single).unwrap();
        check(
            &table,
            Format::Csv,
            Language::English,
            "step,height,size,first,second\n1,0,2,d1,d2\n2,1,3,\"d1, d2\",d3\n",
        );
        let Chart::Dendrogram(chart) = dendrogram(view, &found, Linkage::Single) else {
            panic!("clusters are a dendrogram")
        };
        assert_eq!(chart.leaves, ["d1", "d2", "d3"]);
        assert!(chart.said.contains("1 of 4 documents have none of the codes"), "{}", chart.said);
        let alt_text = Chart::Dendrogram(chart).alt_text();
        assert!(alt_text.contains("Joined first: d1 – d2 0"), "{alt_text}");
    });
}

#[test]
fn a_map_says_how_far_it_can_be_believed() {
    with_view(SimilarityMeasure::Jaccard, |view| {
        let found = map(view.similarity, view.measure);
        let table = map_table(view, &found).unwrap();
        assert_eq!(table.rows().len(), 3);
        let said = "Kruskal's stress-1 is 0.000: 0 is a map without error, from 0.2 on it is poor";
        assert!(table.notes.iter().any(|note| note == said), "{:?}", table.notes);
        let Chart::Map(chart) = map_chart(view, &found) else { panic!("a map is a map") };
        assert_eq!((chart.warning.clone(), chart.points.len()), (None, 3));
        let poor = kwali_analysis::Map { stress: Ok(0.31), ..found };
        let Chart::Map(chart) = map_chart(view, &poor) else { panic!("a map is a map") };
        assert!(chart.warning.unwrap().starts_with("The stress of 0.310 is too large to read"));
        let Chart::Heat(matrix) = similarity_heat_map(view) else { panic!("cells are a heat map") };
        assert_eq!(matrix.values[0], [None, Some(1.0), Some(0.0), None]);
    });
}

#[test]
fn overlaps_stand_beside_those_that_chance_makes() {
    let made = sample();
    let chance = Some(Draws { number: 200, seed: 3 });
    let request = CooccurrenceRequest { chance, ..CooccurrenceRequest::default() };
    let at_hand = AtHand { layouts: Some(&made.layouts), texts: None };
    let counted = cooccurrence(&made.snapshot, at_hand, &request);
    let options = PairOptions { sort: Some("chance_ratio".into()), limit: Some(1) };
    let table = cooccurrence_table(&made.snapshot, &counted, &options, Language::English).unwrap();
    let place = |name: &str| table.columns().iter().position(|it| it.name == name).unwrap();
    let cell = |name: &str| table.rows()[0][place(name)].clone();
    // `tijd` and `Geen tijd`, 4 and 9 characters, meet in 12 shifts, `tijd` and `Altijd druk` of 11 in 14.
    let length = made.snapshot.documents()[0].chars as f64;
    assert_eq!(cell("a"), kwali_exhibit::Cell::text("barrier.workload"));
    assert_eq!(cell("b"), kwali_exhibit::Cell::text("time"));
    let kwali_exhibit::Cell::Number(mean) = cell("chance_mean") else { panic!("a mean") };
    assert!((mean - 26.0 / length).abs() < 1e-12, "{mean}");
    assert!(table.notes[0].contains("200 draws, seed 3"), "{:?}", table.notes);
    assert!(table.notes[1].starts_with("of 6 pairs that share a document"), "{:?}", table.notes);
    let network =
        cooccurrence_network(&made.snapshot, &counted, "chance_ratio", Language::English).unwrap();
    let Chart::Network(network) = network else { panic!("a network is a network") };
    assert_eq!(network.links.len(), 3);
    assert_eq!(network.nodes[1].label, "workload");
}
