//! Suggestions in the study file: decided, handed over, taken back.

use kwali_model::{
    CoderId, Decision, DocumentId, Score, SuggestedPlace, Suggestion, SuggestionState, Verdict, Way,
};

use super::*;
use crate::NewSuggestion;

/// A study of one document with codes `a` and `b`, and a suggestion for each of these codes and
/// places.
fn with_suggestions(bench: &Bench, suggested: &[(&str, usize, usize)]) -> Store {
    let mut store = bench.create();
    fill(&mut store, &kwali_testkit::study("== d\n<a>een</a> <b>twee</b> drie"));
    let text = store.text(DocumentId(1)).unwrap();
    let new = |&(code, start, end): &(&str, usize, usize)| NewSuggestion {
        document: DocumentId(1),
        place: SuggestedPlace::Standing(text.span(start, end).unwrap()),
        code: CodePath::new(code).unwrap(),
        way: Way::Likeness,
        score: Score(1500),
        reasons: vec!["drie".into()],
        created: None,
        decision: None,
    };
    let new: Vec<NewSuggestion> = suggested.iter().map(new).collect();
    let mut change = store.begin(&author()).unwrap();
    assert_eq!(change.add_suggestions(&new).unwrap().len(), new.len());
    change.commit().unwrap();
    store
}

fn decide(store: &mut Store, verdict: Verdict, places: &[usize]) {
    let all = suggestions(store);
    let decision = Decision { verdict, coder: CoderId(1), at: None, coding: None };
    let decisions: Vec<_> = places.iter().map(|&at| (all[at].id, decision.clone())).collect();
    let mut change = store.begin(&author()).unwrap();
    change.decide_suggestions(verdict, &decisions).unwrap();
    change.commit().unwrap();
}

fn suggestions(store: &Store) -> Vec<Suggestion> {
    store.suggestions(&store.snapshot().unwrap()).unwrap()
}

/// Code, first character and state of each.
fn told(store: &Store) -> Vec<String> {
    let snapshot = store.snapshot().unwrap();
    let told = |one: &Suggestion| {
        let code = &snapshot.codes().code(one.code).path;
        format!("{code} {} {}", one.place.position().0, one.state().name())
    };
    suggestions(store).iter().map(told).collect()
}

#[test]
fn what_is_decided_is_kept_and_taken_back() {
    let bench = Bench::new();
    let mut store = with_suggestions(&bench, &[("a", 9, 13), ("b", 9, 13), ("a", 0, 3)]);
    assert_eq!(told(&store), ["a 0 open", "a 9 open", "b 9 open"]);
    decide(&mut store, Verdict::Rejected, &[1]);
    decide(&mut store, Verdict::Accepted, &[0]);
    assert_eq!(told(&store), ["a 0 accepted", "a 9 rejected", "b 9 open"]);
    assert_eq!(suggestions(&store)[2].reasons, ["drie"]);
    store.undo(&author(), 2).unwrap();
    assert_eq!(told(&store), ["a 0 open", "a 9 open", "b 9 open"]);
    store.redo(&author(), 1).unwrap();
    assert_eq!(suggestions(&store)[1].state(), SuggestionState::Rejected);
    store.undo(&author(), 2).unwrap();
    assert_eq!(told(&store), [""; 0]);
    store.redo(&author(), 1).unwrap();
    assert_eq!(told(&store).len(), 3);
}

#[test]
fn of_two_for_the_same_passage_the_decided_one_stays_when_codes_become_one() {
    let bench = Bench::new();
    let places = [("a", 0, 3), ("b", 0, 3), ("a", 4, 8), ("b", 4, 8), ("a", 9, 13)];
    let mut store = with_suggestions(&bench, &places);
    // In order: a and b at 0, a and b at 4, a at 9.
    decide(&mut store, Verdict::Rejected, &[0, 3]);
    let before = told(&store);
    let path = |code| CodePath::new(code).unwrap();
    let mut change = store.begin(&author()).unwrap();
    change.hand_over_code(&path("a"), &path("b")).unwrap();
    change.commit().unwrap();
    assert_eq!(told(&store), ["b 0 rejected", "b 4 rejected", "b 9 open"]);
    store.undo(&author(), 1).unwrap();
    assert_eq!(told(&store), before);
}

#[test]
fn suggestions_for_a_deleted_code_go_and_come_back_with_it() {
    let bench = Bench::new();
    let mut store = with_suggestions(&bench, &[("a", 9, 13), ("b", 9, 13)]);
    let mut change = store.begin(&author()).unwrap();
    change.remove_coding(CodingId(1)).unwrap();
    change.delete_code(&CodePath::new("a").unwrap()).unwrap();
    change.commit().unwrap();
    assert_eq!(told(&store), ["b 9 open"]);
    store.undo(&author(), 1).unwrap();
    assert_eq!(told(&store), ["a 9 open", "b 9 open"]);
}
