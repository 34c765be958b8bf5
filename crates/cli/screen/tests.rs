//! Screens and keys together, on an invented interview.

mod memos;
mod others;
mod plain;
mod settling;
mod suggestions;

use std::fs;
use std::path::Path;
use std::time::Duration;

use kwali_study::{Author, ImportOptions, Language, Study};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::colours::Colours;
use super::desk::{Act, Desk};
use super::draw::draw;
use super::session::Session;

const INTERVIEW: &str = "\
Interviewer: Hoe bent u hier terechtgekomen?\r\n\
\r\n\
Nadia: Via een buurvrouw. 👩‍⚕️ Die werkt in de zorg. Zij zei: kom eens kijken, er is koffie en \
je hoeft niks. Dat was in het begin best spannend, want ik kende daar niemand en ik was lang \
niet buiten geweest.\r\n\
\r\n\
Interviewer: En toen?\r\n\
\r\n\
Nadia: Toen ben ik blijven komen. Mijn cafe\u{301} was het niet, maar iedereen groet je. Een man \
zei مرحبا بكم en lachte. Nu kook ik er op dinsdag, en dat ik dat kan had ik nooit gedacht.\r\n";

const CODEBOOK: &str = "\
[[code]]\nid = \"form\"\nlabel.nl = \"Vorm\"\n\
[[code]]\nid = \"form.dropin\"\nlabel.nl = \"Inloop\"\nlabel.en = \"Drop-in\"\n\
definition.nl = \"Binnenlopen zonder afspraak.\"\ninclude = \"Ook koffie.\"\n\
example = \"kom eens kijken, er is koffie\"\n\
[[code]]\nid = \"value\"\nlabel.nl = \"Waarde\"\n\
[[code]]\nid = \"value.confidence\"\nlabel.nl = \"Zelfvertrouwen\"\ncolour = \"#1f77b4\"\n\
[[code]]\nid = \"value.welcome\"\nlabel.nl = \"Welkom zijn\"\n\
[[code]]\nid = \"need\"\nlabel.nl = \"Behoefte\"\nkind = \"conclusion\"\n";

fn author() -> Author {
    Author {
        who: "A".into(),
        at: "2019-02-05T10:00:00Z".into(),
        process: "kwali code, process 7".into(),
    }
}

/// A study in a folder of its own, a session on it, and the keys that are typed.
struct Seat {
    session: Session,
    folder: tempfile::TempDir,
}

impl Seat {
    fn new(size: (u16, u16)) -> Seat {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("buurt.kwali");
        let mut study = Study::create(&path, "buurt", &[Language::dutch()], &author()).unwrap();
        let transcript = folder.path().join("Nadia.txt");
        fs::write(&transcript, INTERVIEW).unwrap();
        let options = ImportOptions::default();
        study.import(&author(), &[transcript], &options, &mut |_, _| {}).unwrap();
        study.import_codebook(&author(), "codebook.toml", CODEBOOK.as_bytes()).unwrap();
        Seat { session: sit_down(study, size), folder }
    }

    /// Leaves, and comes back with a new program.
    fn come_back(self, size: (u16, u16)) -> Seat {
        let Seat { session, folder } = self;
        drop(session);
        let path = folder.path().join("buurt.kwali");
        let study = Study::open(&path, Duration::from_millis(50)).unwrap();
        Seat { session: sit_down(study, size), folder }
    }

    /// Types keys, by their names, one after the other.
    fn press(&mut self, keys: &str) -> &mut Seat {
        keys.split(' ').for_each(|key| self.session.take(key));
        self
    }

    /// Types letters.
    fn write(&mut self, letters: &str) -> &mut Seat {
        for letter in letters.chars() {
            let key = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
            self.session.take(&key);
        }
        self
    }

    fn selected(&self) -> &str {
        &self.session.desk.text()[self.session.selection.range()]
    }

    /// Code and words of each coding.
    fn codings(&self) -> Vec<(String, String)> {
        let desk = &self.session.desk;
        let coding = |coding: &kwali_study::DetailedCoding| {
            let code = desk.path(coding.coding.code).unwrap().to_string();
            (code, desk.open.text.slice(coding.coding.span).to_owned())
        };
        desk.codings.iter().map(coding).collect()
    }

    #[track_caller]
    fn check_codings(&self, expected: &[(&str, &str)]) {
        let found = self.codings();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expected, "{}", self.session.message.words);
    }

    fn screen(&self) -> Buffer {
        let (columns, rows) = (self.session.areas.whole.width, self.session.areas.whole.height);
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| draw(frame, &self.session, Colours::None).unwrap()).unwrap();
        terminal.backend().buffer().clone()
    }
}

fn sit_down(study: Study, size: (u16, u16)) -> Session {
    let desk = Desk::new(study, "Nadia", "A", Box::new(author)).unwrap();
    Session::new(desk, size).unwrap()
}

/// The lines of a screen; behind a line of which something is drawn reversed, signs below that.
fn lines(screen: &Buffer) -> String {
    let mut lines = String::new();
    for y in 0..screen.area.height {
        let (mut line, mut marks) = (String::new(), String::new());
        let mut x = 0;
        while x < screen.area.width {
            let cell = &screen[(x, y)];
            line.push_str(cell.symbol());
            let is_marked = cell.modifier.contains(Modifier::REVERSED);
            let width = cell.symbol().width().max(1);
            marks.push_str(&(if is_marked { "~" } else { " " }).repeat(width));
            x += width as u16;
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
        if !marks.trim().is_empty() {
            lines.push_str(marks.trim_end());
            lines.push('\n');
        }
    }
    lines
}

/// Checks a screen against a file that `UPDATE=1` writes anew.
#[track_caller]
fn check_screen(seat: &Seat, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/screens").join(name);
    let found = lines(&seat.screen());
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{name} is another; UPDATE=1 writes it anew\n{found}");
}

const SIZE: (u16, u16) = (80, 24);

/// What [`coded`] codes as `value.welcome`.
const WELCOME: &str = "Zij zei: kom eens kijken, er is koffie en je hoeft niks. Dat was in \
het begin best spannend, want ik kende daar niemand en ik was lang niet buiten geweest.";

/// A few codings of several kinds.
fn coded(size: (u16, u16)) -> Seat {
    let mut seat = Seat::new(size);
    seat.press("t t c").write("inloop").press("enter");
    seat.press("esc s s s v s c").write("welkom").press("enter");
    seat.press("G b s c").write("conf").press("enter");
    seat
}

#[test]
fn a_passage_is_coded_as_it_was_selected() {
    let mut seat = Seat::new(SIZE);
    seat.press("s").press("s");
    assert_eq!(seat.selected(), "Via een buurvrouw.");
    seat.press("c").write("dropin").press("enter");
    seat.check_codings(&[("form.dropin", "Via een buurvrouw.")]);
    assert_eq!(seat.session.message.words, "coded form.dropin [1]");
}

#[test]
fn words_behind_anything_are_coded_as_they_were_selected() {
    for (searched, word) in [
        ("werkt", "werkt"),   // behind an emoji of several code points, and CRLF
        ("cafe", "café"),     // with a combining mark, which becomes one letter on import
        ("مرحبا", "مرحبا"),   // from right to left
        ("بكم", "بكم"),       // behind that
        ("lachte", "lachte"), // and from left to right again
    ] {
        let mut seat = Seat::new(SIZE);
        seat.press("/").write(searched).press("enter");
        assert_eq!(seat.selected(), word);
        seat.press("c").write("welkom").press("enter");
        seat.check_codings(&[("value.welcome", word)]);
    }
}

#[test]
fn several_codes_are_given_at_once_and_again() {
    let mut seat = Seat::new(SIZE);
    seat.press("s c tab tab enter");
    let sentence = "Hoe bent u hier terechtgekomen?";
    seat.check_codings(&[("form", sentence), ("form.dropin", sentence)]);
    seat.press("s .");
    assert_eq!(seat.codings().len(), 4);
    seat.press(".");
    assert_eq!(seat.codings().len(), 4, "the same twice");
    assert!(seat.session.message.is_error, "{}", seat.session.message.words);
}

#[test]
fn a_conclusion_is_no_code_for_passages() {
    let mut seat = Seat::new(SIZE);
    seat.press("c").write("behoefte").press("enter");
    assert!(seat.codings().is_empty());
}

#[test]
fn what_was_done_is_taken_back_and_done_again_after_a_restart_too() {
    let mut seat = Seat::new(SIZE);
    seat.press("s . c").write("welkom").press("enter");
    let welcome = ("value.welcome", "Hoe bent u hier terechtgekomen?");
    seat.check_codings(&[welcome]);
    let mut seat = seat.come_back(SIZE);
    seat.check_codings(&[welcome]);
    seat.press("u").check_codings(&[]);
    let mut seat = seat.come_back(SIZE);
    seat.press("G ctrl-r").check_codings(&[welcome]);
    // What was done again is what one sees, and where one goes on.
    assert_eq!(seat.selected(), welcome.1);
    let mut seat = seat.come_back(SIZE);
    assert_eq!(seat.selected(), welcome.1);
    assert_eq!(seat.session.message.words, "here you coded last; g goes to the start");
    // The codebook and the transcript are not taken back by a slip of a key.
    seat.press("u u");
    assert!(seat.session.message.words.starts_with("not taken back: "));
    assert_eq!(seat.session.desk.snapshot().unwrap().codes().len(), 6);
}

#[test]
fn a_coding_is_removed_and_only_if_it_is_yours() {
    let mut seat = coded(SIZE);
    assert_eq!(seat.codings().len(), 3);
    seat.press("g ] x");
    assert_eq!(seat.codings().len(), 2);
    seat.press("g x");
    assert_eq!(seat.session.message.words, "there is no coding here");
}

#[test]
fn a_coding_is_changed() {
    let mut seat = Seat::new(SIZE);
    seat.press("s s c").write("welkom").press("enter > > {");
    seat.check_codings(&[(
        "value.welcome",
        "terechtgekomen?\n\nNadia: Via een buurvrouw. 👩‍⚕️ Die werkt",
    )]);
    seat.press("} < < <");
    seat.check_codings(&[("value.welcome", "Via een")]);
    seat.press("r").write("inloop").press("enter");
    seat.check_codings(&[("form.dropin", "Via een")]);
    seat.press("W").write("70").press("enter a").write("Waarom?").press("enter");
    let coding = &seat.session.desk.codings[0];
    assert_eq!(coding.coding.weight.map(|weight| weight.get()), Some(70));
    assert_eq!(coding.detail.comment.as_deref(), Some("Waarom?"));
    seat.press("W backspace backspace").write("101").press("enter");
    assert!(seat.session.message.is_error);
    // What was typed is still there, and why it was not taken.
    let screen = lines(&seat.screen());
    for words in ["error: a weight is a whole number from 0 to 100", "or nothing: 101"] {
        assert!(screen.contains(words), "{words} is not in\n{screen}");
    }
    seat.press("backspace enter");
    assert_eq!(seat.session.desk.codings[0].coding.weight.map(|weight| weight.get()), Some(10));
    seat.press("W backspace backspace enter");
    assert_eq!(seat.session.desk.codings[0].coding.weight, None);
    seat.press("u u u u u");
    seat.check_codings(&[("value.welcome", "Via een")]);
    // It takes the ends of what is selected.
    seat.press("s e");
    seat.check_codings(&[("value.welcome", "Via een buurvrouw.")]);
    seat.press("> > >");
    assert_eq!(seat.session.message.words, "coding 1: ends elsewhere");
    seat.press("p e >");
    assert_eq!(seat.session.message.words, "coding 1: ends elsewhere, in another paragraph");
}

#[test]
fn selected_words_become_a_code() {
    let mut seat = Seat::new(SIZE);
    seat.press("/").write("hoeft niks").press("enter i").write("form").press("enter");
    seat.press("enter");
    seat.check_codings(&[("form.hoeft-niks", "hoeft niks")]);
    let desk = &seat.session.desk;
    let codes = desk.snapshot().unwrap().codes();
    let made = codes.code(desk.codings[0].coding.code);
    assert_eq!(made.label[&Language::dutch()], "hoeft niks");
}

#[test]
fn a_new_code_is_made_with_the_codes_above_it() {
    let mut seat = Seat::new(SIZE);
    seat.press("c").write("place.own").press("enter enter");
    seat.check_codings(&[("place.own", "Hoe")]);
    seat.press("w c").write("a..b").press("enter enter");
    assert!(seat.session.message.is_error, "{}", seat.session.message.words);
}

#[test]
fn the_last_search_is_offered_and_goes_round() {
    let mut seat = Seat::new(SIZE);
    seat.press("/").write("hoeft niks").press("enter");
    assert_eq!(seat.selected(), "hoeft niks");
    seat.press("/").write("koffie").press("enter");
    assert_eq!(seat.selected(), "koffie");
    seat.press("n");
    assert_eq!((seat.selected(), &*seat.session.message.words), ("koffie", "from the start again"));
}

#[test]
fn a_passage_coded_twice_is_told_and_long_messages_are_shown_whole() {
    let mut seat = Seat::new(SIZE);
    seat.press("w c").write("welkom").press("enter s .");
    assert_eq!(
        seat.session.message.words,
        "coded value.welcome [2]; overlaps [1] with the same code"
    );
    // It was coded exactly so already.
    seat.press(".");
    assert!(seat.session.message.is_error);
    let screen = lines(&seat.screen()).split_whitespace().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = seat.session.message.words.split_whitespace().collect();
    assert!(words.join(" ").len() > usize::from(SIZE.0), "{words:?}");
    assert!(screen.contains(&words.join(" ")), "{screen}");
}

#[test]
fn the_keys_of_what_is_open_are_shown() {
    let mut seat = Seat::new(SIZE);
    for (keys, said) in
        [("c", "keys of a list"), ("esc /", "keys of a line"), ("esc m enter", "keys of a memo")]
    {
        seat.press(keys).press("f1");
        assert!(lines(&seat.screen()).contains(said), "{said}");
        seat.press("esc");
    }
    // What was open is open again.
    assert!(matches!(seat.session.pane, super::session::Pane::Editor(_)));
}

#[test]
fn the_code_tree_is_beside_the_page_or_a_list() {
    let mut seat = coded((120, 40));
    assert!(seat.session.areas.tree.is_some());
    seat.press("\\");
    assert!(seat.session.areas.tree.is_none());
    let mut seat = coded((80, 24));
    seat.press("\\").write("welkom");
    let screen = lines(&seat.screen());
    assert!(screen.contains("value.welcome  Welkom zijn  1 here, 1 in the study"), "{screen}");
}

#[test]
fn the_segments_of_a_code_are_listed_and_gone_to() {
    let mut seat = coded(SIZE);
    seat.press("g l").write("zelf").press("enter");
    assert!(lines(&seat.screen()).contains("Nadia: Nu kook ik"), "{}", lines(&seat.screen()));
    seat.press("enter");
    assert_eq!(
        seat.session.here().map(|at| seat.codings()[at].0.clone()).unwrap(),
        "value.confidence"
    );
    seat.press("l").write("waarde").press("enter");
    assert_eq!(seat.session.message.words, "value has no segments yet");
}

#[test]
fn what_has_no_code_yet_is_found() {
    let mut seat = coded(SIZE);
    seat.press("g o o");
    assert_eq!(seat.selected(), "En toen");
}

#[test]
fn the_screen_is_as_it_was_at_every_size() {
    for (name, size) in [("80x24", (80, 24)), ("120x40", (120, 40)), ("200x60", (200, 60))] {
        let mut seat = coded(size);
        seat.press("g ]");
        check_screen(&seat, &format!("page-{name}.txt"));
        seat.press("c").write("vert");
        check_screen(&seat, &format!("finder-{name}.txt"));
    }
}

#[test]
fn the_keys_are_shown() {
    let mut seat = Seat::new((80, 60));
    seat.press("?");
    check_screen(&seat, "keys.txt");
    seat.press("esc");
    assert!(matches!(seat.session.pane, super::session::Pane::Page));
}

#[test]
fn a_screen_of_any_size_is_drawn() {
    let mut seat = coded(SIZE);
    for columns in (1..120).step_by(7) {
        for rows in 1..9 {
            seat.session.resize((columns, rows)).unwrap();
            lines(&seat.screen());
            for keys in ["c", "f1", "esc", "esc", "m", "enter", "a", "esc", "?", "esc", "/", "esc"]
            {
                seat.press(keys);
                lines(&seat.screen());
            }
        }
    }
}

/// Where the table of keys stands in the guide.
const KEYS: (&str, &str) = ("<!-- keys -->\n", "<!-- /keys -->");

#[test]
fn the_guide_has_all_keys() {
    let mut table = String::new();
    for group in super::keys::GROUPS {
        table.push_str(&format!("\n**{}**\n\n| key | does |\n|---|---|\n", group.title));
        for binding in group.bindings {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
            table.push_str(&format!("| {} | {} |\n", keys.join(" "), binding.help));
        }
    }
    table.push('\n');
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coding.md");
    let guide = fs::read_to_string(&path).unwrap();
    let (before, rest) = guide.split_once(KEYS.0).unwrap();
    let (_, behind) = rest.split_once(KEYS.1).unwrap();
    let expected = format!("{before}{}{table}{}{behind}", KEYS.0, KEYS.1);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    assert!(guide == expected || std::env::var_os("UPDATE").is_some(), "docs/coding.md: UPDATE=1");
}
