//! Differences between coders are settled.

use super::*;

#[test]
fn differences_are_settled_one_by_one() {
    let mut seat = coded(SIZE);
    let path = seat.folder.path().join("buurt.kwali");
    let other = Study::open(&path, Duration::from_millis(50)).unwrap();
    let mut other = Desk::new(other, "Nadia", "B", Box::new(author)).unwrap();
    let passage = |words: &str| {
        let start = seat.session.desk.text().find(words).unwrap();
        start..start + words.len()
    };
    let (own, less) = (passage("Die werkt in de zorg."), passage("Nu kook ik er op dinsdag"));
    let own = other.passage(&own);
    let less = other.passage(&less);
    other.act(&Act::Code { passage: own, codes: vec!["form".into()] }).unwrap();
    other.act(&Act::Code { passage: less, codes: vec!["value.confidence".into()] }).unwrap();
    seat.session.catch_up();
    // Only you: it goes. Only B: it is yours as well. Other ends: theirs.
    seat.press("D").write("dropin").press("enter").write("theirs").press("enter");
    // The list comes again after each decision.
    let before = seat.codings();
    seat.write("only B").press("enter").write("both").press("enter");
    // What was decided and what was done are one change.
    seat.press("esc");
    let mine = seat.codings();
    seat.press("u");
    assert_eq!(seat.session.message.words, "taken back: coding 6 with form, memo 2");
    assert_eq!(seat.codings().len(), mine.len() - 1);
    seat.press("A");
    assert_eq!(seat.codings(), before);
    seat.press("A D").write("only B").press("enter").write("both").press("enter");
    seat.write("ends").press("enter").write("theirs").press("enter");
    seat.write("welcome").press("enter").write("keep").press("enter");
    assert_eq!(
        seat.session.message.words,
        "keep mine: your codings stay as they are; there is no difference that is not settled"
    );
    seat.check_codings(&[
        ("form", "Die werkt in de zorg."),
        ("value.welcome", WELCOME),
        ("value.confidence", "Nu kook ik er op dinsdag"),
    ]);
    let memos = seat.session.desk.study().memos().unwrap();
    let decisions: Vec<&str> = memos.iter().map(|memo| memo.text.as_str()).collect();
    assert_eq!(decisions, ["take theirs", "both", "take theirs", "keep mine"]);
    assert!(memos[0].title.ends_with("form.dropin"), "{}", memos[0].title);
}

#[test]
fn a_passage_is_coded_anew_once_a_code_is_chosen() {
    let mut seat = coded(SIZE);
    seat.press("D");
    assert_eq!(seat.session.message.words, "nobody else has coded anything here");
    let path = seat.folder.path().join("buurt.kwali");
    let other = Study::open(&path, Duration::from_millis(50)).unwrap();
    let mut other = Desk::new(other, "Nadia", "B", Box::new(author)).unwrap();
    let passage = other.passage(&(13..16));
    other.act(&Act::Code { passage, codes: vec!["form".into()] }).unwrap();
    seat.session.catch_up();
    let before = seat.codings();
    seat.press("D").write("dropin").press("enter").write("new").press("enter");
    let screen = lines(&seat.screen());
    assert!(screen.contains("A, form.dropin: “"), "{screen}");
    seat.press("esc");
    assert_eq!(seat.codings(), before);
    // However one leaves the list, one sees what one saw before.
    seat.press("D f1 esc").write("zzz").press("enter");
    assert_eq!(seat.codings(), before);
    assert!(seat.session.desk.study().memos().unwrap().is_empty());
    seat.press("D").write("dropin").press("enter").write("new").press("enter");
    seat.write("zelf").press("enter esc");
    let codes =
        |seat: &Seat| -> Vec<String> { seat.codings().into_iter().map(|(code, _)| code).collect() };
    assert_eq!(codes(&seat), ["value.confidence", "value.welcome", "value.confidence"]);
    // A memo on the document is not the record of a decision.
    seat.press("m").write("document").press("enter").write("Sfeer").press("esc");
    let memos = seat.session.desk.study().memos().unwrap();
    assert_eq!(
        (memos[0].text.as_str(), memos[1].title.as_str()),
        ("new: value.confidence", "Sfeer")
    );
    seat.press("u u");
    assert_eq!(seat.codings(), before);
}
