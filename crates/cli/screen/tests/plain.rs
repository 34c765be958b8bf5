//! Coding line by line.

use super::*;

/// What coding line by line answers to some lines, but for the greeting.
fn plainly(lines: &str) -> String {
    let Seat { session, folder } = Seat::new(SIZE);
    let mut output = Vec::new();
    crate::screen::plain::run(session.desk, lines.as_bytes(), &mut output).unwrap();
    drop(folder);
    let output = String::from_utf8(output).unwrap();
    output.lines().skip(2).map(|line| format!("{line}\n")).collect()
}

#[test]
fn only_own_codings_are_changed_line_by_line() {
    let seat = coded(SIZE);
    let path = seat.folder.path().join("buurt.kwali");
    drop(seat.session);
    let other = Study::open(&path, Duration::from_millis(50)).unwrap();
    let other = Desk::new(other, "Nadia", "B", Box::new(author)).unwrap();
    let mut output = Vec::new();
    let lines = "remove 1\nweight 1 50\nremove 99\n";
    let n_refused = crate::screen::plain::run(other, lines.as_bytes(), &mut output).unwrap();
    let output = String::from_utf8(output).unwrap();
    let answers: Vec<&str> = output.lines().skip(2).collect();
    assert_eq!(
        answers,
        [
            "error: that is a coding of A, not of yours",
            "error: that is a coding of A, not of yours",
            "error: there is no coding of this id in this document",
        ]
    );
    assert_eq!(n_refused, 3);
}

#[test]
fn it_is_coded_line_by_line_as_well() {
    let answers = plainly("\nwords\nquit\nhelp\n");
    assert!(answers.starts_with("2. Nadia: Via een buurvrouw. 👩‍⚕️ Die werkt"), "{answers}");
    assert!(answers.contains("\n3 buurvrouw\n4 Die\n5 werkt\n"), "{answers}");
    assert!(!answers.contains("leave; everything"), "{answers}");
    let answers = plainly(
        "next\ncode 5 value.welcome\ncode s2 form form.dropin\ncodings\nundo\nundo\ncodings\nredo\n",
    );
    let (_, answers) = answers.split_once('\n').unwrap();
    assert_eq!(
        answers,
        "coded value.welcome [1]\n\
         coded form, form.dropin [2, 3]\n\
         1 value.welcome: werkt\n\
         2 form: 👩‍⚕️ Die werkt in de zorg.\n\
         3 form.dropin: 👩‍⚕️ Die werkt in de zorg.\n\
         taken back: coding 2..3\n\
         taken back: new coder A, coding 1 with value.welcome\n\
         no codings in this paragraph\n\
         done again: new coder A, coding 1 with value.welcome\n"
    );
}

#[test]
fn what_cannot_be_understood_line_by_line_is_told() {
    for (line, answer) in [
        ("code 1-2 forn", "error: there is no code `forn` in this study; did you mean form?\n"),
        ("show 99", "there is no paragraph behind this one\n"),
        ("search zzz", "these words do not stand here\n"),
        ("fly", "error: `fly` is no command; help tells what can be typed\n"),
        ("codes behoefte", "no code fits\n"),
    ] {
        assert_eq!(plainly(line), answer, "{line}");
    }
    for (line, answer) in [
        ("code", "error: there is no passage behind the command; passages are \"words\", "),
        ("code 1", "error: say which code, behind the passage"),
        ("code 9-9 form", "error: there is no such passage: the paragraph has words 1 to 5 and "),
        ("new 1", "error: say the id of the new code, behind the passage"),
    ] {
        let found = plainly(line);
        assert!(found.starts_with(answer), "{found}");
    }
    for line in
        ["ends 1", "ends 1 \"koffie\"", "recode 1", "memo study", "weight 1 101", "weight 1 x"]
    {
        let answers = plainly(&format!("code all form\n{line}\ncodings"));
        let (_, answer) = answers.split_once('\n').unwrap();
        assert!(answer.starts_with("error: "), "{line}: {answer}");
    }
}

#[test]
fn codings_are_changed_line_by_line() {
    let answers = plainly(
        "next\ncode \"Die werkt\" form\nends 1 s2\nrecode 1 form.dropin\nweight 1 70\n\
         comment 1 zegt ze twee keer\nnew 3 form.walk Wandelen\ncode @0-4 form\n\
         memo coding:1 Toon | Ze lacht erbij.\nuncoded\nback\ncodings\n",
    );
    let (_, answers) = answers.split_once('\n').unwrap();
    assert_eq!(
        answers,
        "coded form [1]\n\
         coding 1: has other ends\n\
         coding 1: has another code\n\
         coding 1: has another weight\n\
         coding 1: has another comment\n\
         made the code form.walk and applied it [2]\n\
         coded form [3]\n\
         wrote memo 1 on coding:1\n\
         3. Interviewer: En toen?\n\
         2. Nadia: Via een buurvrouw. 👩‍⚕️ Die werkt in de zorg. Zij zei: kom eens kijken, er is \
         koffie en je hoeft niks. Dat was in het begin best spannend, want ik kende daar niemand \
         en ik was lang niet buiten geweest.\n\
         (2 codings)\n\
         2 form.walk: buurvrouw\n\
         1 form.dropin, weight 70: 👩‍⚕️ Die werkt in de zorg.\n  comment: zegt ze twee keer\n"
    );
}

/// What the second coder B is answered to some lines, in a study in which A has coded.
fn as_second_coder(lines: &str) -> Vec<String> {
    let seat = coded(SIZE);
    let path = seat.folder.path().join("buurt.kwali");
    drop(seat.session);
    let study = Study::open(&path, Duration::from_millis(50)).unwrap();
    let desk = Desk::new(study, "Nadia", "B", Box::new(author)).unwrap();
    let mut output = Vec::new();
    crate::screen::plain::run(desk, lines.as_bytes(), &mut output).unwrap();
    let shortened = |line: &str| line.chars().take(58).collect();
    String::from_utf8(output).unwrap().lines().skip(2).map(shortened).collect()
}

#[test]
fn what_others_coded_is_told_line_by_line() {
    let answers = as_second_coder("next\ncode 1 form\nshow\ncodings\nuncoded\n");
    let expected = [
        "2. Nadia: Via een buurvrouw. 👩\u{200d}⚕\u{fe0f} Die werkt in de zorg. Zi",
        "(no coding of yours, 2 of others)",
        "coded form [4]",
        "2. Nadia: Via een buurvrouw. 👩\u{200d}⚕\u{fe0f} Die werkt in de zorg. Zi",
        "(1 coding of yours, 2 of others)",
        "4 form: Via",
        "2 value.welcome by A: Zij zei: kom eens kijken, er is koff",
        "1 form.dropin by A: Via een buurvrouw. 👩\u{200d}⚕\u{fe0f} Die werkt in d",
        "3. Interviewer: En toen?",
    ];
    assert_eq!(answers, expected);
}

#[test]
fn differences_are_settled_line_by_line() {
    let answers = as_second_coder(
        "differences\nsettle 1 both\nsettle 1 both\nsettle 9 mine\nsettle 2 perhaps\n\
         settle 2 new\nsettle 2 new form\nsettle 3 mine\ndifferences\n",
    );
    let expected = [
        "1 form.dropin, only A: Via een buurvrouw. 👩\u{200d}⚕\u{fe0f} Die werkt i",
        "2 value.welcome, only A: Zij zei: kom eens kijken, er is k",
        "3 value.confidence, only A: Nu kook ik er op dinsdag, en d",
        "both: coded form.dropin",
        "error: that difference is settled, or no longer there; lis",
        "error: `differences` tells what can be settled",
        "error: say `settle`, a number, and mine, theirs, both or n",
        "error: say `settle`, a number, and mine, theirs, both or n",
        "new: form: coded form",
        "keep mine: your codings stay as they are",
        "1 form, only you: Zij zei: kom eens kijken, er is koffie e",
    ];
    assert_eq!(answers, expected);
}

/// A line at a time, and something that another process does before each.
struct Meanwhile<F: FnMut()> {
    lines: std::io::Cursor<Vec<u8>>,
    act: F,
}

impl<F: FnMut()> std::io::Read for Meanwhile<F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.lines.read(buffer)
    }
}

impl<F: FnMut()> std::io::BufRead for Meanwhile<F> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        (self.act)();
        self.lines.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.lines.consume(amount);
    }
}

#[test]
fn what_others_change_is_told_line_by_line() {
    let seat = coded(SIZE);
    let path = seat.folder.path().join("buurt.kwali");
    drop(seat.session);
    let desk = |coder: &str| {
        let study = Study::open(&path, Duration::from_millis(50)).unwrap();
        Desk::new(study, "Nadia", coder, Box::new(author)).unwrap()
    };
    let mut other = Some(desk("C"));
    let act = || {
        // Once, before the first line.
        let Some(mut other) = other.take() else { return };
        let passage = other.passage(&(0..3));
        other.act(&Act::Code { passage, codes: vec!["form".into()] }).unwrap();
    };
    let input = Meanwhile { lines: std::io::Cursor::new(b"where\nwhere\n".to_vec()), act };
    let mut output = Vec::new();
    crate::screen::plain::run(desk("B"), input, &mut output).unwrap();
    let output = String::from_utf8(output).unwrap();
    let answers: Vec<&str> = output.lines().skip(2).collect();
    let place = "Nadia, paragraph 1 of 4, coder B, coded 0 %";
    let told = "the study was changed elsewhere; this is how it is now";
    assert_eq!(answers, [told, place, place]);
}

#[test]
fn a_difference_of_another_document_is_not_settled_by_its_number() {
    let answers = as_second_coder("differences\ndocument Nadia\nsettle 1 both\n");
    assert_eq!(answers.last().unwrap(), "error: `differences` tells what can be settled");
}
