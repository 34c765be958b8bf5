//! Searching finds what the study says now, whatever befell the study file and its index.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bench;

use std::fs;
use std::ops::ControlFlow;

use bench::Bench;
use kwali_study::{Compounds, ContextWidth, HitOrder, HitRange, SearchRequest};

#[test]
fn a_study_put_back_and_changed_otherwise_is_searched_as_it_is() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Er is geen tijd.")]);
    let copy = fs::read(bench.study.path()).unwrap();
    bench.import(&[("d2.txt", "Bas: Eerst een boek.")]);
    assert_eq!(bench.n_hits("boek"), 1);
    // As many changes as before, so that the number of the newest one is the same.
    bench.put_back(&copy);
    bench.import(&[("d2.txt", "Bas: Dan een fiets.")]);
    assert_eq!((bench.n_hits("boek"), bench.n_hits("fiets")), (0, 1));
    // More changes than the index has seen.
    bench.put_back(&copy);
    bench.import(&[("d2.txt", "Bas: Nu een tuin."), ("d3.txt", "Cor: En een kas.")]);
    assert_eq!((bench.n_hits("fiets"), bench.n_hits("tuin"), bench.n_hits("kas")), (0, 1, 1));
    // Fewer.
    bench.put_back(&copy);
    assert_eq!((bench.n_hits("tuin"), bench.n_hits("tijd")), (0, 1));
}

#[test]
fn a_study_beside_which_no_index_can_be_kept_is_searched_all_the_same() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Er is geen tijd.")]);
    // A file where the folder should be.
    fs::write(bench.study.index_folder(), "in the way").unwrap();
    assert_eq!(bench.n_hits("tijd"), 1);
    bench.import(&[("d2.txt", "Bas: Tijd genoeg.")]);
    assert_eq!(bench.n_hits("tijd"), 2);
    assert_eq!(fs::read(bench.study.index_folder()).unwrap(), b"in the way");
}

/// The words found with what stands beside them, and whether there are more.
fn found(bench: &Bench, request: SearchRequest) -> (Vec<String>, bool) {
    let mut lines = Vec::new();
    let searched = bench
        .study
        .search(&request, &mut |_, _| {})
        .unwrap()
        .each(&mut |line| {
            lines.push(format!("{}|{}|{}", line.left.trim(), line.text, line.right.trim()));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(searched.hits, lines.len());
    (lines, searched.goes_on)
}

fn tijd(order: HitOrder, page: HitRange) -> SearchRequest {
    let width = ContextWidth::Words(1);
    SearchRequest { phrases: vec!["tijd".into()], order, page, width, ..SearchRequest::default() }
}

const TWO: [(&str, &str); 2] = [
    ("d1.txt", "Bas: Meer tijd nu. Elke tijd dan.\n\nAaltje: Geen tijd ooit."),
    ("d2.txt", "Bas: Elke tijd altijd. Élke tijd alleen."),
];

#[test]
fn hits_come_in_the_order_that_is_asked_for() {
    let bench = Bench::with(&TWO);
    let all = |order| found(&bench, tijd(order, HitRange::default())).0;
    assert_eq!(
        all(HitOrder::Document),
        ["Meer|tijd|nu", "Elke|tijd|dan", "Geen|tijd|ooit", "Elke|tijd|altijd", "Élke|tijd|alleen"]
    );
    assert_eq!(
        all(HitOrder::Right),
        ["Élke|tijd|alleen", "Elke|tijd|altijd", "Elke|tijd|dan", "Meer|tijd|nu", "Geen|tijd|ooit"]
    );
    assert_eq!(
        all(HitOrder::Left),
        ["Elke|tijd|dan", "Elke|tijd|altijd", "Élke|tijd|alleen", "Geen|tijd|ooit", "Meer|tijd|nu"]
    );
}

#[test]
fn pages_together_are_all_hits() {
    let bench = Bench::with(&TWO);
    for order in [HitOrder::Document, HitOrder::Left, HitOrder::Right] {
        let all = found(&bench, tijd(order, HitRange::default())).0;
        for size in 1..7 {
            let mut paged = Vec::new();
            let mut goes_on = true;
            while goes_on {
                let page = HitRange { skip: paged.len(), size: Some(size) };
                let (lines, more) = found(&bench, tijd(order, page));
                paged.extend(lines);
                goes_on = more;
            }
            assert_eq!(paged, all, "{order:?} {size}");
        }
    }
}

#[test]
fn a_search_stops_when_it_is_told_to() {
    let bench = Bench::with(&TWO);
    let mut n_hits = 0;
    let mut stop = |_| {
        n_hits += 1;
        ControlFlow::Break(())
    };
    let request = tijd(HitOrder::Document, HitRange::default());
    bench.study.search(&request, &mut |_, _| {}).unwrap().each(&mut stop).unwrap();
    assert_eq!(n_hits, 1);
}

#[test]
fn hits_are_counted_by_speaker_and_document() {
    let bench = Bench::with(&TWO);
    let request = tijd(HitOrder::Document, HitRange::default());
    let count = |by: &str| -> Vec<(String, u64, u64)> {
        let counts = bench.study.count_hits(&request, by, &mut |_, _| {}).unwrap();
        counts.into_iter().map(|count| (count.name, count.hits, count.documents)).collect()
    };
    assert_eq!(
        count("speaker"),
        [("Aaltje".into(), 1, 1), ("Bas".into(), 4, 2), ("(missing)".into(), 0, 0)]
    );
    assert_eq!(count("document"), [("d1".into(), 3, 1), ("d2".into(), 2, 1)]);
}

#[test]
fn compounds_are_looked_into_unless_they_are_not_wanted_and_told() {
    let bench = Bench::with(&[("d1.txt", "Aaltje: Druk is het werk. Werkdruk dus.")]);
    let search = |typed: &str, compounds| {
        let phrases = vec![typed.to_owned()];
        let request = SearchRequest { phrases, compounds, ..SearchRequest::default() };
        let mut go_on = |_| ControlFlow::Continue(());
        let searched =
            bench.study.search(&request, &mut |_, _| {}).unwrap().each(&mut go_on).unwrap();
        (searched.hits, searched.compounds.into_iter().collect::<Vec<_>>())
    };
    assert_eq!(search("druk", Compounds::Included), (2, vec!["werkdruk".to_owned()]));
    assert_eq!(search("druk!", Compounds::Included), (1, vec![]));
    assert_eq!(search("druk", Compounds::LeftOut), (1, vec![]));
}

#[test]
fn a_search_without_hits_says_what_is_spelled_nearly_so() {
    let bench = Bench::with(&TWO);
    let near = |typed: &str| {
        let phrases = vec![typed.to_owned()];
        let request = SearchRequest { phrases, ..SearchRequest::default() };
        let mut go_on = |_| ControlFlow::Continue(());
        bench.study.search(&request, &mut |_, _| {}).unwrap().each(&mut go_on).unwrap().near
    };
    assert_eq!(near("tijt"), [("tijt".to_owned(), vec!["tijd".to_owned()])]);
    assert_eq!(near("meer geen"), []);
    assert_eq!(near("ooievaar"), [("ooievaar".to_owned(), vec![])]);
}
