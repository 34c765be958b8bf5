//! Whatever is done to a study can be taken back and done again, to the byte, and seen as it was.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bench;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

use bench::{Bench, author};
use kwali_study::{
    CodebookRevision, CodingChange, CodingRequest, Error, FateOfCodings, MemoRequest, Passage,
    ReadDocuments, ReviseOptions, StepKind, Study, memo_id,
};

type Bundle = BTreeMap<String, Vec<u8>>;

/// Numbers that look like chance and are the same in every run (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % n as u64) as usize
    }
}

const WORDS: &[&str] =
    &["Geen tijd", "een \u{1f44d} tuin", "de bu\u{301}s", "\u{201c}steun\u{201d}"];

/// A transcript of three turns; `\r\n` ends its lines.
fn transcript(chance: &mut Chance) -> String {
    let mut turn = |name: &str| format!("{name}: {}, zei ze.\r\n\r\n", WORDS[chance.below(4)]);
    [turn("Int"), turn("Aaltje"), turn("Bas"), turn("Aaltje")].concat()
}

fn codebook(chance: &mut Chance) -> String {
    let code = |id: &str, label: usize| {
        format!(
            "[[code]]\nid = \"{id}\"\nlabel.nl = \"L{label}\"\nkeywords.nl = [\"a*\", \"{label}\"]\n\n"
        )
    };
    let ids = ["a", "a.x", "a.y", "b", "c"];
    ids[..1 + chance.below(5)].iter().map(|id| code(id, chance.below(3))).collect()
}

/// Does something; it may be refused, or change nothing.
fn act(bench: &mut Bench, chance: &mut Chance) -> Result<(), Error> {
    let who = author();
    let n = chance.below(5);
    let document = format!("d{n}");
    let code = ["a", "a.x", "b"][chance.below(3)].to_owned();
    let coding = some(chance, bench.study.snapshot()?.codings(), |coding| coding.id.to_string());
    let memo = some(chance, &bench.study.memos()?, memo_id);
    let study = &mut bench.study;
    match chance.below(20) {
        0 => bench.import(&[(format!("d{n}.txt").as_str(), &transcript(chance))]),
        1 | 2 => {
            let path = bench.path(&format!("d{n}.txt"));
            fs::write(&path, transcript(chance)).unwrap();
            let options = ReviseOptions::default();
            bench.study.revise(&who, &[path], &options, &mut |_, _| {})?;
        }
        14 => drop(study.import_codebook(&who, "c.toml", codebook(chance).as_bytes())?),
        3 | 4 => {
            let start = chance.below(60);
            let position = Some((start, start + 1 + chance.below(9)));
            let passage = Passage { position, ..Passage::default() };
            let coder = ["A", "B"][chance.below(2)].to_owned();
            let (weight, comment) = (Some(chance.below(100) as u8), Some("hm".to_owned()));
            study.add_coding(
                &who,
                &CodingRequest { document, passage, code, coder, weight, comment },
            )?;
        }
        5 => drop(study.remove_codings(&who, &[coding])?),
        6 => {
            let table = codings(n, chance.below(3));
            study.import_codings(&who, ("k.csv", table.as_bytes()), None)?;
        }
        7 => {
            let about = [format!("code:{code}"), format!("coding:{coding}"), "study".into()];
            let about = about[chance.below(3)].clone();
            let (title, text) = ("t".to_owned(), WORDS[n % 4].to_owned());
            let memo = MemoRequest { about, coder: "A".into(), created: None, title, text };
            study.add_memo(&who, &memo)?;
        }
        8 => study.edit_memo(&who, &memo, Some("anders"), Some(WORDS[n % 4]))?,
        9 => {
            let table = format!("document,plaats,jaar\n{document},P{n},20{n}1\n");
            study.import_variables(&who, "v.csv", table.as_bytes())?;
        }
        10 => {
            let table = format!("participant,rol\nP{n},r{}\n", chance.below(3));
            study.import_variables(&who, "p.csv", table.as_bytes())?;
        }
        11 => {
            let table =
                format!("document,speaker,participant,leeftijd\n{document},Aaltje,P{n},{n}\n");
            study.import_speakers(&who, "s.csv", table.as_bytes())?;
        }
        12 => {
            let table = format!("coder,name\nA,Anna {n}\n");
            study.import_coders(&who, "c.csv", table.as_bytes())?;
        }
        13 | 15 => match chance.below(4) {
            0 => study.rename_query(&who, "q", "anders")?,
            1 => study.delete_query(&who, "anders")?,
            _ => drop(study.save_query(&who, "q", ["#a", "#a.x"][n % 2])?),
        },
        17 | 18 => study.revise_codebook(&who, &revision(chance, code))?,
        19 => {
            let weight = Some(Some(chance.below(100) as u8));
            let end = Some(30 + n);
            let wanted = CodingChange { end, weight, ..CodingChange::default() };
            study.change_coding(&who, &coding, &wanted)?;
        }
        _ => drop(study.mark_read(&who, &ReadDocuments::All, &[])?),
    }
    Ok(())
}

fn revision(chance: &mut Chance, code: String) -> CodebookRevision {
    let other = || "a".to_owned();
    match chance.below(5) {
        0 => CodebookRevision::Rename { code, name: "z".into() },
        1 => CodebookRevision::Move { code, under: None },
        2 => CodebookRevision::Merge { code, into: other() },
        3 => CodebookRevision::Split { code, new: "nieuw".into(), query: "weight>1".into() },
        _ => CodebookRevision::Delete { code, codings: FateOfCodings::To(other()) },
    }
}

/// A table of codings in one document, by ids that are the same every time.
fn codings(n: usize, weight: usize) -> String {
    let row = |at: usize| format!("d{n},{at},{},a,C,{weight},k{n}-{at}\n", at + 7);
    let rows: String = (0..n * 3).map(row).collect();
    format!("document,start,end,code,coder,weight,id\n{rows}")
}

/// The name of one of these, or of none that there is.
fn some<T>(chance: &mut Chance, all: &[T], name: impl Fn(&T) -> String) -> String {
    let place = chance.below(all.len().max(1));
    all.get(place).map_or_else(|| "999".to_owned(), name)
}

/// A study in which something can be done.
fn begun(chance: &mut Chance) -> Bench {
    let files: Vec<(String, String)> =
        (0..4).map(|n| (format!("d{n}.txt"), transcript(chance))).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    let mut bench = Bench::with(&files);
    let codes = b"[[code]]\nid = \"a\"\n\n[[code]]\nid = \"a.x\"\n";
    bench.study.import_codebook(&author(), "c.toml", codes).unwrap();
    for n in 1..4 {
        let table = codings(n, 50);
        bench.study.import_codings(&author(), ("k.csv", table.as_bytes()), None).unwrap();
    }
    bench
}

fn bundle(study: &Study) -> Bundle {
    study.bundle_files().unwrap()
}

/// Reads the study again, as another process would.
fn reopened(bench: &Bench) -> Study {
    Study::open(bench.study.path(), Duration::from_secs(10)).unwrap()
}

/// What is kept in memory must be what is read anew.
#[track_caller]
fn check_what_is_kept(bench: &Bench) {
    let (kept, read) = (&bench.study, reopened(bench));
    assert!(kept.snapshot().unwrap() == read.snapshot().unwrap());
    assert!(kept.texts().unwrap() == read.texts().unwrap());
    assert!(kept.layouts().unwrap() == read.layouts().unwrap());
    assert_eq!(read.examine().unwrap().problems, Vec::<String>::new());
}

/// What the study was at the end of each step, with what can be taken back and done again.
struct Told {
    /// The state the study began in, and the bundle it was then.
    now: Bundle,
    undo: Vec<Bundle>,
    redo: Vec<Bundle>,
    /// Every state that there was.
    all: Vec<(u64, Bundle)>,
}

impl Told {
    fn of(study: &Study) -> Told {
        let now = bundle(study);
        let all = vec![(study.snapshot().unwrap().state().0, now.clone())];
        Told { now, undo: Vec::new(), redo: Vec::new(), all }
    }

    /// Takes note of what the study is now.
    fn see(&mut self, study: &Study) {
        self.now = bundle(study);
        self.all.push((study.snapshot().unwrap().state().0, self.now.clone()));
    }

    fn act(&mut self, bench: &mut Bench, chance: &mut Chance) {
        let state = bench.study.snapshot().unwrap().state().0;
        let last = bench.study.last_in_effect(1).unwrap().pop();
        // What is refused changes nothing.
        let _ = act(bench, chance);
        let next = bench.study.last_in_effect(1).unwrap().pop();
        if next == last {
            assert_eq!(bundle(&bench.study), self.now);
            return;
        }
        // All of it is one step.
        assert_eq!(next.unwrap().first, state + 1);
        self.undo.push(std::mem::take(&mut self.now));
        self.redo.clear();
        self.see(&bench.study);
    }

    fn undo(&mut self, bench: &mut Bench) {
        let Some(before) = self.undo.pop() else { return };
        bench.study.undo(&author(), 1).unwrap();
        self.redo.push(std::mem::take(&mut self.now));
        self.see(&reopened(bench));
        assert!(self.now == before, "undone otherwise than done");
    }

    fn redo(&mut self, bench: &mut Bench) {
        let Some(behind) = self.redo.pop() else { return };
        bench.study.redo(&author(), 1).unwrap();
        self.undo.push(std::mem::take(&mut self.now));
        self.see(&reopened(bench));
        assert!(self.now == behind, "done again otherwise than done");
    }
}

/// Does this many things by chance, and takes back and does again in between; returns the actions
/// that are in the journal.
#[track_caller]
fn check(seed: u64, n: usize) -> BTreeSet<String> {
    let chance = &mut Chance(seed);
    let mut bench = begun(chance);
    let mut told = Told::of(&bench.study);
    for _ in 0..n {
        match chance.below(10) {
            0 | 1 => told.undo(&mut bench),
            2 => told.redo(&mut bench),
            _ => told.act(&mut bench, chance),
        }
        check_what_is_kept(&bench);
    }
    let n_steps = told.undo.len();
    while !told.undo.is_empty() {
        told.undo(&mut bench);
    }
    for _ in 0..n_steps {
        told.redo(&mut bench);
    }
    let mut past = bench.study.past().unwrap();
    for (state, then) in told.all.iter().rev() {
        assert_eq!(past.study().snapshot().unwrap().state().0, *state);
        assert!(bundle(past.study()) == *then, "state {state} was otherwise");
        past.step_back().unwrap();
    }
    assert_eq!(bench.study.examine().unwrap().problems, Vec::<String>::new());
    let journal = bench.study.changes_since(0).unwrap();
    journal.into_iter().map(|entry| entry.action).collect()
}

#[test]
fn whatever_is_done_is_taken_back_and_done_again_to_the_byte() {
    let done: BTreeSet<String> = (0..6).flat_map(|seed| check(seed, 60)).collect();
    let expected = [
        "code.add",
        "code.change",
        "code.delete",
        "code.merge",
        "code.rename",
        "coder.add",
        "coder.set",
        "coding.add",
        "coding.change",
        "coding.recode",
        "coding.remove",
        "document.add",
        "document.read",
        "document.revise",
        "memo.add",
        "memo.change",
        "participant.add",
        "query.add",
        "query.change",
        "query.delete",
        "query.rename",
        "redo",
        "speaker.set",
        "study.set",
        "undo",
        "value.set",
        "variable.add",
        "variable.kind",
    ];
    assert_eq!(done.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn several_changes_are_taken_back_at_once_or_none() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Geen tijd.")]);
    let before = bundle(&bench.study);
    bench.import(&[("d2.txt", "Bas: Wel tijd.")]);
    bench.import(&[("d3.txt", "Cor: Nooit tijd.")]);
    let error = bench.study.undo(&author(), 4).unwrap_err();
    assert_eq!(error.to_string(), "4 changes cannot be taken back, only 3 can");
    let steps = bench.study.undo(&author(), 2).unwrap();
    assert!(bundle(&bench.study) == before && steps[0].last > steps[1].last);
    let entries = bench.study.journal(2).unwrap();
    let told: Vec<String> = entries.iter().map(|e| format!("{} {}", e.action, e.subject)).collect();
    assert_eq!(
        told,
        [format!("undo {}", steps[1].entries()), format!("undo {}", steps[0].entries())]
    );
    bench.import(&[("d4.txt", "Dirk: Tijd zat.")]);
    let error = bench.study.redo(&author(), 1).unwrap_err();
    assert_eq!(error.to_string(), "there is nothing to do again");
}

#[test]
fn a_search_finds_what_is_there_after_undo_and_redo() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Geen tijd."), ("d2.txt", "Bas: Een boek.")]);
    bench.import(&[("d3.txt", "Cor: Geen tijd.")]);
    assert_eq!(bench.n_hits("tijd"), 2);
    bench.study.undo(&author(), 1).unwrap();
    assert_eq!(bench.n_hits("tijd"), 1);
    bench.study.redo(&author(), 1).unwrap();
    assert_eq!(bench.n_hits("tijd"), 2);
    let path = bench.path("d1.txt");
    fs::write(&path, "Aaltje: Geen fiets.").unwrap();
    bench.study.revise(&author(), &[path], &ReviseOptions::default(), &mut |_, _| {}).unwrap();
    assert_eq!((bench.n_hits("tijd"), bench.n_hits("fiets")), (1, 1));
    bench.study.undo(&author(), 1).unwrap();
    assert_eq!((bench.n_hits("tijd"), bench.n_hits("fiets")), (2, 0));
}

#[test]
fn the_study_as_it_was_answers_and_cannot_be_changed() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Geen tijd.")]);
    let state = bench.study.snapshot().unwrap().state().0;
    bench.import(&[("d2.txt", "Bas: Wel tijd.")]);
    assert_eq!(bench.n_hits("tijd"), 2);
    let mut then = bench.study.at(state).unwrap();
    assert_eq!(then.snapshot().unwrap().documents().len(), 1);
    assert_eq!(then.texts().unwrap()[0].as_str(), "Aaltje: Geen tijd.");
    assert!(then.undo(&author(), 1).is_err());
    assert_eq!(bench.n_hits("tijd"), 2);
    let since = bench.study.changes_since(state).unwrap();
    assert_eq!(since.iter().map(|e| e.subject.as_str()).collect::<Vec<_>>(), ["d2"]);
    assert!(matches!(bench.study.at(state + 9), Err(Error::NoSuchState { .. })));
    assert!(matches!(bench.study.at(0), Err(Error::NotRecorded { .. })));
}

#[test]
fn a_step_back_tells_what_it_bore_on() {
    let mut bench = Bench::with(&[("d1.txt", "Aaltje: Geen tijd."), ("d2.txt", "Bas: Wel.")]);
    let codes = b"[[code]]\nid = \"a\"\n\n[[code]]\nid = \"b\"\n";
    bench.study.import_codebook(&author(), "c.toml", codes).unwrap();
    let rows = b"document,start,end,code,coder\nd1,0,6,a,A\nd2,0,3,b,A\n";
    bench.study.import_codings(&author(), ("k.csv", rows), None).unwrap();
    bench.study.remove_codings(&author(), &["2".to_owned()]).unwrap();
    let documents: Vec<_> =
        bench.study.snapshot().unwrap().documents().iter().map(|d| d.id).collect();
    let mut past = bench.study.past().unwrap();
    let removed = past.step_back().unwrap().unwrap();
    let touched = &removed.touched;
    assert_eq!(touched.documents.iter().copied().collect::<Vec<_>>(), documents[1..]);
    assert_eq!(touched.codes.iter().map(ToString::to_string).collect::<Vec<_>>(), ["b"]);
    let [one, two] = [1, 2].map(kwali_model::CodingId);
    assert!(touched.has_coding(two) && !touched.has_coding(one));
    assert_eq!(removed.step.kind, StepKind::Change);
    let added = past.step_back().unwrap().unwrap().touched;
    assert_eq!((added.documents.len(), added.codes.len()), (2, 2));
    assert!(added.has_coding(one) && added.has_coding(two));
    assert!(past.study().snapshot().unwrap().codings().is_empty());
}

/// Codes, changes a coding, removes one or writes a memo on one; it may be refused.
fn act_on_codings(study: &mut Study, chance: &mut Chance) -> Result<(), Error> {
    let who = author();
    let coding = some(chance, study.snapshot()?.codings(), |coding| coding.id.to_string());
    match chance.below(6) {
        0 => drop(study.remove_codings(&who, &[coding])?),
        1 => {
            let weight = Some(Some(chance.below(100) as u8));
            let wanted = CodingChange { weight, ..CodingChange::default() };
            study.change_coding(&who, &coding, &wanted)?;
        }
        2 => {
            let (title, text) = ("t".to_owned(), "x".to_owned());
            let about = format!("coding:{coding}");
            let memo = MemoRequest { about, coder: "A".into(), created: None, title, text };
            study.add_memo(&who, &memo)?;
        }
        _ => {
            let start = chance.below(40);
            let position = Some((start, start + 1 + chance.below(9)));
            let request = CodingRequest {
                document: format!("d{}", chance.below(3)),
                passage: Passage { position, ..Passage::default() },
                code: ["a", "a.x"][chance.below(2)].to_owned(),
                coder: "C".to_owned(),
                weight: None,
                comment: Some("hm".to_owned()),
            };
            study.add_coding(&who, &request)?;
        }
    }
    Ok(())
}

/// Does this many things to codings and takes some of them back that are not the last; returns how
/// often that could be done, and how often not.
#[track_caller]
fn check_apart(seed: u64, n: usize) -> (usize, usize) {
    let chance = &mut Chance(seed);
    let mut bench = begun(chance);
    let study = &mut bench.study;
    let state = |study: &Study| study.snapshot().unwrap().state().0;
    let (begin, began) = (bundle(study), state(study));
    let mut all = vec![(began, begin.clone())];
    let mut counts = (0, 0);
    for _ in 0..n {
        // What is refused changes nothing.
        let _ = act_on_codings(study, chance);
        let steps = study.last_in_effect(6).unwrap();
        let step = steps[chance.below(steps.len())];
        let before = bundle(study);
        all.push((state(study), before.clone()));
        if chance.below(2) == 0 || step.first <= began {
            continue;
        }
        if !study.undo_apart(&author(), &step).unwrap() {
            counts.1 += 1;
            assert!(bundle(study) == before, "refused, and something was done");
            continue;
        }
        counts.0 += 1;
        let after = bundle(study);
        all.push((state(study), after.clone()));
        assert!(after != before && !study.last_in_effect(99).unwrap().contains(&step));
        assert!(!study.undo_apart(&author(), &step).unwrap(), "it is not in effect any more");
        study.redo(&author(), 1).unwrap();
        assert!(bundle(study) == before, "done again otherwise than done");
        all.push((state(study), before));
        assert!(study.undo_apart(&author(), &step).unwrap());
        assert!(bundle(study) == after, "taken back otherwise the second time");
        all.push((state(study), after));
    }
    let end = bundle(study);
    let steps = study.last_in_effect(n).unwrap();
    let n_steps = steps.iter().filter(|step| step.first > began).count();
    if n_steps > 0 {
        study.undo(&author(), n_steps).unwrap();
        assert!(bundle(study) == begin, "all of it was taken back, and something is left");
        study.redo(&author(), n_steps).unwrap();
    }
    assert!(bundle(study) == end);
    check_what_is_kept(&bench);
    let mut past = bench.study.past().unwrap();
    for (state, then) in all.iter().rev() {
        while past.study().snapshot().unwrap().state().0 > *state {
            past.step_back().unwrap();
        }
        assert!(bundle(past.study()) == *then, "state {state} was otherwise");
    }
    counts
}

#[test]
fn what_is_not_the_last_is_taken_back_where_nothing_behind_it_bears_on_it() {
    let counts: Vec<(usize, usize)> = (0..6).map(|seed| check_apart(seed, 40)).collect();
    let done: usize = counts.iter().map(|count| count.0).sum();
    let refused: usize = counts.iter().map(|count| count.1).sum();
    assert!(done > 20 && refused > 5, "{done} {refused}");
}
