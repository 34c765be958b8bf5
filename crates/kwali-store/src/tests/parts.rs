//! Parts of a study are what the whole study says of them.

use std::collections::BTreeSet;

use kwali_model::{CodePath, CodingDetail, CodingTotals, DocumentId};

use super::{Bench, author, fill, marked};
use crate::{NewCoding, Store};

#[test]
fn many_codings_read_on_two_connections_are_all_there_once() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let snapshot = store.snapshot().unwrap();
    let one = snapshot.codings()[0];
    let new = NewCoding {
        document: one.document,
        span: one.span,
        code: CodePath::new("b").unwrap(),
        coder: one.coder,
        weight: None,
        detail: CodingDetail::default(),
    };
    let mut change = store.begin(&author()).unwrap();
    change.add_codings(&vec![new; 60_000]).unwrap();
    change.commit().unwrap();
    let mut ids: Vec<u32> =
        store.snapshot().unwrap().codings().iter().map(|coding| coding.id.0).collect();
    ids.sort_unstable();
    assert_eq!(ids, (1..=60_002).collect::<Vec<u32>>());
}

#[test]
fn some_codings_are_those_of_the_state_that_is_asked_for() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let snapshot = store.snapshot().unwrap();
    let ids = snapshot.codings().iter().map(|coding| coding.id).skip(1).step_by(2).collect();
    let state = snapshot.state().0;
    let some = store.some_codings(&ids, state).unwrap().unwrap();
    assert_eq!(some.totals, snapshot.totals());
    let wanted = snapshot.with_codings(|coding| ids.contains(&coding.id));
    assert_eq!(store.without_codings().unwrap().with_only(some.codings), wanted);
    let mut change = store.begin(&author()).unwrap();
    change.add_coder("Z", None).unwrap();
    change.commit().unwrap();
    assert_eq!(store.some_codings(&ids, state).unwrap(), None);
}

/// Adds two participants: one who speaks in the first document, and one who speaks nowhere.
fn give_people(store: &mut Store) {
    let document = store.snapshot().unwrap().documents()[0].clone();
    let mut change = store.begin(&author()).unwrap();
    let people = ["P1", "P2"].map(|name| change.add_participant(name).unwrap());
    let number = document.speaker("Aaltje").unwrap();
    change.set_speaker(document.id, number, (false, Some(people[0]))).unwrap();
    change.commit().unwrap();
}

/// Ids of documents, and the documents and participants that the study is read with for them.
#[track_caller]
fn check_documents(wanted: &[usize]) {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    give_people(&mut store);
    let whole = store.snapshot().unwrap();
    let ids: BTreeSet<DocumentId> = wanted.iter().map(|&at| whole.documents()[at].id).collect();
    let some = store.some_documents(&ids, whole.state().0).unwrap().unwrap();
    let documents: Vec<_> = wanted.iter().map(|&at| whole.documents()[at].clone()).collect();
    assert_eq!(some.documents(), documents);
    let speaks = |id| {
        let mut speakers = documents.iter().flat_map(|document| &document.speakers);
        speakers.any(|speaker| speaker.participant == Some(id))
    };
    let people: Vec<_> = whole.participants().iter().filter(|p| speaks(p.id)).cloned().collect();
    assert_eq!(some.participants(), people);
    let frame = store.frame().unwrap();
    assert_eq!((some.codes(), some.coders()), (whole.codes(), whole.coders()));
    assert_eq!((frame.codes(), frame.variables()), (whole.codes(), whole.variables()));
    assert!(frame.documents().is_empty() && frame.participants().is_empty());
    assert!(store.documents_at_most().unwrap() >= whole.documents().len());
    assert_eq!(store.some_documents(&ids, whole.state().0 + 1).unwrap(), None);
}

#[test]
fn some_documents_come_with_who_speaks_in_them() {
    check_documents(&[]);
    check_documents(&[0]);
    check_documents(&[1]);
    check_documents(&[0, 1]);
}

#[test]
fn the_number_of_codings_follows_every_change() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let whole = store.snapshot().unwrap();
    let totals = |store: &Store| {
        let state = store.state().unwrap();
        store.some_codings(&BTreeSet::new(), state).unwrap().unwrap().totals
    };
    assert!(whole.totals().codings > 0);
    assert_eq!(totals(&store), whole.totals());
    let ids: Vec<_> = whole.codings().iter().map(|coding| coding.id).collect();
    let mut change = store.begin(&author()).unwrap();
    for id in ids {
        change.remove_coding(id).unwrap();
    }
    change.commit().unwrap();
    assert_eq!(totals(&store), CodingTotals::default());
    assert_eq!(store.integrity_problems().unwrap(), Vec::<String>::new());
    store
        .conn
        .execute_batch(
            "INSERT INTO coding_totals VALUES (1, 3)
        ON CONFLICT (coder) DO UPDATE SET codings = 3",
        )
        .unwrap();
    assert_eq!(store.integrity_problems().unwrap().len(), 1);
}
