//! Others who change the study meanwhile.

use super::*;

#[test]
fn what_others_change_is_shown_before_the_next_act() {
    let mut seat = Seat::new(SIZE);
    let path = seat.folder.path().join("buurt.kwali");
    let other = Study::open(&path, Duration::from_millis(50)).unwrap();
    let mut other = Desk::new(other, "Nadia", "A", Box::new(author)).unwrap();
    let passage = other.passage(&(13..16));
    other.act(&Act::Code { passage, codes: vec!["form".into()] }).unwrap();
    seat.session.catch_up();
    seat.check_codings(&[("form", "Hoe")]);
    assert!(seat.session.message.words.starts_with("the study was changed elsewhere"));
}

#[test]
fn what_another_coded_since_does_not_keep_one_from_taking_back() {
    let mut seat = coded(SIZE);
    let path = seat.folder.path().join("buurt.kwali");
    let other = Study::open(&path, Duration::from_millis(50)).unwrap();
    let as_b = || Author { who: "B".into(), ..author() };
    let mut other = Desk::new(other, "Nadia", "B", Box::new(as_b)).unwrap();
    let mut code = |(start, end), code: &str| {
        let passage = other.passage(&(start..end));
        other.act(&Act::Code { passage, codes: vec![code.into()] }).unwrap();
    };
    code((13, 16), "form");
    seat.press("u");
    assert_eq!(seat.session.message.words, "taken back: coding 3 with value.confidence");
    code((17, 21), "form");
    seat.press("u u");
    assert_eq!(seat.session.message.words, "taken back: new coder A, coding 1 with form.dropin");
    seat.press("ctrl-r");
    assert_eq!(seat.codings().len(), 1, "{}", seat.session.message.words);
    seat.press("u A");
    seat.check_codings(&[("form", "Hoe"), ("form", "bent")]);
    // What others did is theirs.
    seat.press("u");
    assert!(seat.session.message.words.starts_with("not taken back: "));
    // Nor is it taken back where others built on it.
    seat.press("A G b s c").write("conf").press("enter");
    let mine = seat.session.desk.codings[0].name.clone();
    let about = format!("coding:{mine}");
    let memo = Act::Memo { about, before: None, title: "Echt?".into(), text: String::new() };
    other.catch_up().unwrap();
    other.act(&memo).unwrap();
    seat.press("u");
    let said = &seat.session.message.words;
    assert!(said.contains("what others did since bears on it"), "{said}");
    assert_eq!(seat.codings().len(), 1);
}

#[test]
fn who_must_wait_says_so_and_tries_again() {
    let mut seat = Seat::new(SIZE).come_back(SIZE);
    let path = seat.folder.path().join("buurt.kwali");
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    seat.press("c").write("welkom").press("enter");
    assert!(seat.session.waiting.is_some());
    assert!(seat.session.message.words.starts_with("waiting: "), "{}", seat.session.message.words);
    writer.execute_batch("ROLLBACK").unwrap();
    seat.session.try_again();
    assert!(seat.session.waiting.is_none());
    seat.check_codings(&[("value.welcome", "Hoe")]);
}
