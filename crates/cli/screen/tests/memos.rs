//! Memos are written.

use super::*;

#[test]
fn a_memo_is_written_and_opened_again() {
    let mut seat = Seat::new(SIZE);
    seat.press("m enter").write("Eerste indruk").press("enter").write("Rustig.").press("esc");
    let memos = seat.session.desk.study().memos().unwrap();
    assert_eq!((memos[0].title.as_str(), memos[0].text.as_str()), ("Eerste indruk", "Rustig."));
    seat.press("m enter").write("!").press("esc");
    let memos = seat.session.desk.study().memos().unwrap();
    assert_eq!((memos.len(), memos[0].text.as_str()), (1, "Rustig.!"));
    // A memo of which nothing is left goes, and comes back.
    seat.press("m enter");
    for _ in 0..30 {
        seat.press("backspace");
    }
    seat.session.keep_draft();
    assert_eq!(seat.session.desk.study().memos().unwrap().len(), 1);
    seat.press("esc");
    assert_eq!(seat.session.message.words, "removed memo 1");
    assert!(seat.session.desk.study().memos().unwrap().is_empty());
    seat.press("u");
    assert_eq!(seat.session.message.words, "taken back: removal of memo 1");
    assert_eq!(seat.session.desk.study().memos().unwrap(), memos);
}

#[test]
fn what_is_written_is_kept_before_it_is_closed() {
    let mut seat = Seat::new(SIZE);
    seat.press("m").write("study").press("enter").write("Vraag");
    assert!(seat.session.has_draft());
    assert!(lines(&seat.screen()).contains("memo not kept yet"));
    seat.session.keep_draft();
    assert!(!seat.session.has_draft());
    seat.press("enter").write("Wie?");
    let titles = |seat: &Seat| -> Vec<String> {
        let memos = seat.session.desk.study().memos().unwrap();
        memos.into_iter().map(|memo| format!("{}/{}", memo.title, memo.text)).collect()
    };
    // The program is killed: what was kept is there.
    let mut seat = seat.come_back(SIZE);
    assert_eq!(titles(&seat), ["Vraag/"]);
    // Somebody else writes into the memo while it is open: neither is lost.
    seat.press("m").write("study").press("enter").write(" 1");
    let path = seat.folder.path().join("buurt.kwali");
    let mut other = Study::open(&path, Duration::from_millis(50)).unwrap();
    other.edit_memo(&author(), "1", Some("Vraag 2"), None).unwrap();
    seat.press("esc");
    assert!(seat.session.message.words.ends_with("was changed elsewhere meanwhile"));
    assert_eq!(titles(&seat), ["Vraag 2/", "Vraag 1/"]);
    // Nor does it go because somebody emptied what they had opened.
    seat.press("m").write("study").press("enter");
    other.edit_memo(&author(), "2", Some("Vraag 3"), None).unwrap();
    for _ in 0..10 {
        seat.press("backspace");
    }
    seat.press("esc");
    assert_eq!(seat.session.message.words, "memo 2 stays: it was changed elsewhere meanwhile");
    assert_eq!(titles(&seat), ["Vraag 2/", "Vraag 3/"]);
}
