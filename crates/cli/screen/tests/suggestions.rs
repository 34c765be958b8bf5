//! Suggestions on the screen: seen, gone to, accepted, rejected, taken back.

use kwali_study::{SuggestRequest, Way, Whose};

use super::*;

/// The sentence for which both codes are suggested.
const SENTENCE: &str = "Zij zei: kom eens kijken, er is koffie en je hoeft niks.";

/// A seat at a study in which keywords suggested two codes for one sentence, and one for another.
fn suggested(size: (u16, u16)) -> Seat {
    let keywords = |code: &str, keywords: &str| {
        (format!("id = \"{code}\"\n"), format!("id = \"{code}\"\nkeywords.nl = [{keywords}]\n"))
    };
    let mut codebook = CODEBOOK.to_owned();
    for (code, with_keywords) in [
        keywords("form.dropin", "\"koffie\", \"kook\""),
        keywords("value.welcome", "\"hoeft niks\""),
    ] {
        codebook = codebook.replace(&code, &with_keywords);
    }
    let Seat { session, folder } = Seat::new(size);
    drop(session);
    let mut study = Study::open(&folder.path().join("buurt.kwali"), Duration::ZERO).unwrap();
    study.import_codebook(&author(), "codebook.toml", codebook.as_bytes()).unwrap();
    let request = SuggestRequest {
        way: Way::Dictionary,
        codes: Vec::new(),
        documents: Vec::new(),
        whose: Whose::Participants,
        coders: Vec::new(),
    };
    study.suggest(&author(), &request).unwrap();
    Seat { session: sit_down(study, size), folder }
}

#[track_caller]
fn check_message(seat: &Seat, expected: &str) {
    assert_eq!(seat.session.message.words, expected);
}

#[test]
fn suggestions_are_seen_and_gone_to() {
    let mut seat = suggested(SIZE);
    seat.press(")");
    assert_eq!(seat.selected(), SENTENCE);
    let screen = lines(&seat.screen());
    assert!(screen.contains("dropin? welcome?"), "{screen}");
    assert!(screen.contains("suggestion 1 form.dropin, y accepts, X rejects: koffie"), "{screen}");
    seat.press("tab");
    let screen = lines(&seat.screen());
    assert!(screen.contains("suggestion 3 value.welcome, y accepts"), "{screen}");
    seat.press(")");
    assert!(seat.selected().starts_with("Nu kook ik er"));
    seat.press(")");
    check_message(&seat, "no suggestion behind here");
    seat.press("( (");
    check_message(&seat, "no suggestion before here");
    check_screen(&suggested((120, 40)), "suggestions-120x40.txt");
}

#[test]
fn suggestions_are_accepted_rejected_and_taken_back() {
    let mut seat = suggested(SIZE);
    seat.press("y");
    check_message(&seat, "there is no suggestion here; ) goes to the next");
    // Keys for codings are not about a suggestion, nor about what lies under it.
    seat.press(") x");
    check_message(&seat, "here is a suggestion: y accepts it, X rejects it; ] goes to codings");
    seat.press("y");
    check_message(&seat, "accepted suggestion 1");
    seat.check_codings(&[("form.dropin", SENTENCE)]);
    seat.press("X");
    check_message(&seat, "rejected suggestion 3");
    let mut seat = seat.come_back(SIZE);
    assert_eq!(seat.session.desk.suggestions.len(), 1);
    seat.press("u u");
    check_message(
        &seat,
        "taken back: new coder A, coding 1 with form.dropin, acceptance of suggestion 1",
    );
    seat.check_codings(&[]);
    assert_eq!(seat.session.desk.suggestions.len(), 3);
    // Making suggestions is not coding: it is not to be undone by a slip of a key.
    seat.press("u");
    assert!(seat.session.message.words.starts_with("not taken back: suggestion.add"));
}

#[test]
fn suggestions_are_decided_line_by_line_as_well() {
    let Seat { session, folder } = suggested(SIZE);
    let typed = "suggestions\nnext\nsuggestions\naccept 1\nreject 3\nsuggestions\naccept 77\n";
    let mut output = Vec::new();
    super::super::plain::run(session.desk, typed.as_bytes(), &mut output).unwrap();
    drop(folder);
    let output = String::from_utf8(output).unwrap();
    let answers: Vec<&str> =
        output.lines().skip(2).filter(|line| !line.starts_with("2. ")).collect();
    assert_eq!(
        answers,
        [
            "no suggestions in this paragraph",
            &format!("1 form.dropin: {SENTENCE}"),
            &format!("3 value.welcome: {SENTENCE}"),
            "accepted suggestion 1",
            "rejected suggestion 3",
            "no suggestions in this paragraph",
            "error: there is no suggestion `77` in this study; `kwali suggest list --state all` tells \
             what there is",
        ]
    );
}
