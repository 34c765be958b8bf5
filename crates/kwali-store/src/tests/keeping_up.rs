//! Codings that changed since a state, and where that does not say all.

use std::collections::BTreeSet;

use super::*;

/// A store with codings, and its state.
fn filled(bench: &Bench) -> (Store, u64) {
    let mut store = bench.create();
    fill(&mut store, &marked());
    let state = store.state().unwrap();
    (store, state)
}

/// Changes the store and returns which codings that changed, if it says so, after checking what
/// it says of them.
#[track_caller]
fn changed(act: impl FnOnce(&mut Store, &Snapshot)) -> Option<Vec<u32>> {
    let bench = Bench::new();
    let (mut store, state) = filled(&bench);
    let before = store.snapshot().unwrap();
    act(&mut store, &before);
    let changed = store.changed_codings(state).unwrap()?;
    let kept =
        before.with_changed(kwali_model::StateNumber(changed.state), &changed.ids, &changed.now);
    assert_eq!(kept, store.snapshot().unwrap());
    Some(changed.ids.iter().map(|id| id.0).collect())
}

/// Does something to the store as one change.
fn change(store: &mut Store, act: impl FnOnce(&mut crate::Change<'_>)) {
    let mut change = store.begin(&author()).unwrap();
    act(&mut change);
    change.commit().unwrap();
}

fn like(coding: &kwali_model::Coding, snapshot: &Snapshot) -> NewCoding {
    NewCoding {
        document: coding.document,
        span: coding.span,
        code: snapshot.codes().code(coding.code).path.clone(),
        coder: coding.coder,
        weight: Weight::new(7),
        detail: CodingDetail::default(),
    }
}

#[test]
fn codings_that_are_added_changed_and_removed_are_told() {
    assert_eq!(changed(|_, _| {}), Some(vec![]));
    let added = |store: &mut Store, snapshot: &Snapshot| {
        let new = like(&snapshot.codings()[0], snapshot);
        change(store, |change| drop(change.add_codings(&[new]).unwrap()));
    };
    assert_eq!(changed(added), Some(vec![3]));
    let removed = |store: &mut Store, _: &Snapshot| {
        change(store, |change| assert!(change.remove_coding(CodingId(1)).unwrap().is_some()));
    };
    assert_eq!(changed(removed), Some(vec![1]));
    let recoded = |store: &mut Store, snapshot: &Snapshot| {
        let code = &snapshot.codes().codes()[0].path;
        change(store, |change| {
            change.change_coding(CodingId(2), (None, Some(code))).unwrap();
            change.set_coding(CodingId(2), (Weight::new(9), Some("hm"))).unwrap();
        });
    };
    assert_eq!(changed(recoded), Some(vec![2]));
    // Taken back, done again, and taken back again: that is recorded once.
    let back_and_forth = |store: &mut Store, snapshot: &Snapshot| {
        added(store, snapshot);
        removed(store, snapshot);
        store.undo(&author(), 2).unwrap();
        store.redo(&author(), 2).unwrap();
        store.undo(&author(), 1).unwrap();
    };
    assert_eq!(changed(back_and_forth), Some(vec![1, 3]));
}

#[test]
fn what_else_changed_is_not_told_by_codings() {
    let with_coder = |store: &mut Store, snapshot: &Snapshot| {
        let new = like(&snapshot.codings()[0], snapshot);
        change(store, |change| {
            let coder = change.add_coder("D", None).unwrap();
            change.add_codings(&[NewCoding { coder, ..new }]).unwrap();
        });
    };
    assert_eq!(changed(with_coder), None);
    let renamed = |store: &mut Store, _: &Snapshot| {
        change(store, |change| change.set_study("name", "Anders").unwrap());
    };
    assert_eq!(changed(renamed), None);
    let too_many = |store: &mut Store, snapshot: &Snapshot| {
        let new = vec![like(&snapshot.codings()[0], snapshot); 2_001];
        change(store, |change| drop(change.add_codings(&new).unwrap()));
    };
    assert_eq!(changed(too_many), None);
}

#[test]
fn of_a_state_that_is_not_there_yet_nothing_is_told() {
    let bench = Bench::new();
    let (store, state) = filled(&bench);
    assert_eq!(store.changed_codings(state + 1).unwrap(), None);
    let now = store.changed_codings(state).unwrap().unwrap();
    assert_eq!((now.state, now.ids), (state, BTreeSet::new()));
}
