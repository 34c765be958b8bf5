//! `kwali like`, and what it is worth on the sample: figures that stand in docs/retrieving.md.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::time::Duration;

use kwali_analysis::{Example, Likeness, Passage};
use kwali_model::{CodeId, Coding, pieces};
use kwali_study::Study;

use crate::support::Folder;

/// How many passages a person would look through.
const LOOKED_AT: usize = 10;

/// A code of which so many segments are known is worth a try.
const FEWEST_SEGMENTS: usize = 5;

/// How often a passage of the code was among the first ten, and how often it would be otherwise.
#[derive(Default)]
struct Figures {
    tries: usize,
    found: usize,
    among_longest: usize,
    by_chance: f64,
}

impl Figures {
    /// Adds a try with passages to look through, of which those with a word in common are ranked.
    fn add(
        &mut self,
        ranked: &[Passage],
        mut all: Vec<Passage>,
        is_right: &dyn Fn(&Passage) -> bool,
    ) {
        let is_among = |first: &[Passage]| usize::from(first.iter().take(LOOKED_AT).any(is_right));
        let n_right = all.iter().filter(|passage| is_right(passage)).count();
        // None of ten drawn without putting back is right.
        let none = (0..LOOKED_AT.min(all.len())).map(|drawn| {
            (all.len() - n_right).saturating_sub(drawn) as f64 / (all.len() - drawn) as f64
        });
        self.tries += 1;
        self.found += is_among(ranked);
        self.by_chance += 1.0 - none.product::<f64>();
        all.sort_by_key(|passage| Reverse(passage.span.chars()));
        self.among_longest += is_among(&all);
    }

    fn told(&self) -> String {
        let percent = |n: f64| format!("{:.1}%", 100.0 * n / self.tries as f64);
        let (found, longest) = (percent(self.found as f64), percent(self.among_longest as f64));
        format!("{} | {found} | {longest} | {}", self.tries, percent(self.by_chance))
    }
}

/// The sample study, with every passage of participants.
struct Sample {
    study: Study,
    passages: Vec<Passage>,
}

impl Sample {
    fn open(folder: &Folder) -> Sample {
        folder.ok(&["demo"]);
        let path = folder.path("kwali-demo/empowerment.kwali");
        let study = Study::open(&path, Duration::from_secs(10)).unwrap();
        let passages = Sample::read(&study, Example::default()).passages().collect();
        Sample { study, passages }
    }

    fn read(study: &Study, example: Example) -> Likeness {
        let snapshot = study.snapshot().unwrap();
        let mut likeness = Likeness::new(example);
        for (place, document) in snapshot.documents().iter().enumerate() {
            let read = (&study.texts().unwrap()[place], &study.layouts().unwrap()[place]);
            likeness.add(place, document, read, &|passage| is_of_participant(study, passage));
        }
        likeness
    }

    fn example(&self, codings: &[Coding]) -> Example {
        let snapshot = self.study.snapshot().unwrap();
        let mut said = Vec::new();
        for coding in codings {
            let place = snapshot.document_place(coding.document).unwrap();
            let text = &self.study.texts().unwrap()[place];
            for piece in pieces(text, &self.study.layouts().unwrap()[place], coding.span) {
                let span = text.span(piece.bytes.start, piece.bytes.end).unwrap();
                let passage = Passage { place, span, speaker: piece.speaker };
                if is_of_participant(&self.study, &passage) {
                    said.push((&snapshot.documents()[place].language, text.slice(span)));
                }
            }
        }
        Example::of(said)
    }
}

fn is_of_participant(study: &Study, passage: &Passage) -> bool {
    let document = &study.snapshot().unwrap().documents()[passage.place];
    let speaker = passage.speaker.and_then(|speaker| document.speakers.get(speaker.index()));
    speaker.is_none_or(|speaker| !speaker.is_interviewer)
}

/// Leaves out every interview in turn that has a code, and looks for the code in it by the others.
///
/// First among the passages of that interview alone, then among all that do not carry the code in
/// another interview.
fn measure(sample: &Sample, is_tried: &dyn Fn(CodeId) -> bool) -> [Figures; 2] {
    let snapshot = sample.study.snapshot().unwrap();
    let (mut within, mut everywhere) = (Figures::default(), Figures::default());
    for code in snapshot.codes().ids().filter(|&code| is_tried(code)) {
        let codes: BTreeSet<CodeId> = snapshot.codes().with_descendants(code).into_iter().collect();
        let codings: Vec<Coding> =
            snapshot.codings().iter().copied().filter(|c| codes.contains(&c.code)).collect();
        if codings.len() < FEWEST_SEGMENTS {
            continue;
        }
        let is_coded = |passage: &Passage| {
            let document = snapshot.documents()[passage.place].id;
            codings.iter().any(|c| c.document == document && c.span.overlaps(passage.span))
        };
        let places: BTreeSet<usize> =
            codings.iter().filter_map(|c| snapshot.document_place(c.document)).collect();
        for &left_out in &places {
            let id = snapshot.documents()[left_out].id;
            let rest: Vec<Coding> = codings.iter().copied().filter(|c| c.document != id).collect();
            let example = sample.example(&rest);
            let is_right = |passage: &Passage| passage.place == left_out && is_coded(passage);
            let right = sample.passages.iter().filter(|passage| is_right(passage)).count();
            if example.is_empty() || right == 0 {
                continue;
            }
            let likeness = Sample::read(&sample.study, example);
            let add = |figures: &mut Figures, may_be: &dyn Fn(&Passage) -> bool| {
                let all = sample.passages.iter().copied().filter(|passage| may_be(passage));
                let ranked: Vec<Passage> =
                    likeness.ranked(may_be).iter().map(|like| like.passage).collect();
                figures.add(&ranked, all.collect(), &is_right);
            };
            add(&mut within, &|passage| passage.place == left_out);
            add(&mut everywhere, &|passage| passage.place == left_out || !is_coded(passage));
        }
    }
    [within, everywhere]
}

#[test]
#[ignore = "takes a minute; to be run when the ranking or the sample changes"]
fn what_it_is_worth_on_the_sample_is_what_the_documentation_says() {
    let folder = Folder::new();
    let sample = Sample::open(&folder);
    let codes = sample.study.snapshot().unwrap().codes();
    let told = |is_tried: &dyn Fn(CodeId) -> bool| {
        measure(&sample, is_tried).map(|figures| figures.told())
    };
    let [within, everywhere] = told(&|code| codes.is_leaf(code));
    let [within_above, everywhere_above] = told(&|code| !codes.is_leaf(code));
    let page = include_str!("../docs/retrieving.md");
    let lines = [
        format!("| codes without subcodes | the interview that was left out | {within} |"),
        format!("| codes without subcodes | all interviews | {everywhere} |"),
        format!("| codes with subcodes | the interview that was left out | {within_above} |"),
        format!("| codes with subcodes | all interviews | {everywhere_above} |"),
    ];
    let is_said = lines.iter().all(|line| page.contains(line));
    assert!(is_said, "docs/retrieving.md does not say:\n{}", lines.join("\n"));
}

/// A study with two interviews, of which one passage is coded.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write(
        "b/documents/een.txt",
        "Interviewer: Is er genoeg tijd?\nAnna: De werkdruk vergeet ik nooit.\n\
         Bert: Door de hoge werkdruk vergeten ze ons, dat is jammer.\nAnna: Koffie was er wel.\n",
    );
    folder.write("b/documents/twee.txt", "Carla: De werkdruk en nog eens de werkdruk.\n");
    folder.write("b/participants.csv", "participant,role\nP1,bewoner\nP2,werker\nP3,bewoner\n");
    folder.write(
        "b/speakers.csv",
        "document,speaker,participant,interviewer\neen,Interviewer,,yes\neen,Anna,P1,no\n\
         een,Bert,P2,no\ntwee,Carla,P3,no\n",
    );
    folder.write("b/codebook.csv", "id,label_nl\ndruk,Druk\ndruk.werk,Werkdruk\n");
    folder.write(
        "b/codings.csv",
        "id,document,start,end,code,coder\nk1,een,38,67,druk,A\nk2,twee,10,18,druk.werk,B\n",
    );
    folder.ok(&["import", "--bundle", "b", "--study", "study.kwali"]);
    folder
}

#[track_caller]
fn check(folder: &Folder, args: &[&str], expected: &[(&str, &str)]) {
    let table = folder.table(&[&["like"], args].concat());
    let (speakers, words) = (table.column("speaker"), table.column("shared"));
    let found: Vec<(&str, &str)> = speakers
        .iter()
        .zip(&words)
        .map(|(speaker, words)| (speaker.as_str().unwrap(), words.as_str().unwrap()))
        .collect();
    assert_eq!(found, expected, "{args:?}");
}

#[test]
fn passages_are_ranked_by_what_they_have_in_common_and_say_it() {
    let folder = folder();
    // By hand: 4 passages of participants with 5, 10, 4 and 7 words, 6.5 in the mean; `werkdruk` is
    // in 3 of them, a form of `vergeten` in 2; either is once in the example.
    check(
        &folder,
        &["werkdruk vergeten"],
        &[
            ("Anna", "vergeten 0.7654; werkdruk 0.3939"),
            ("Bert", "vergeten 0.5680; werkdruk 0.2923"),
            ("Carla", "werkdruk 0.4800"),
        ],
    );
    check(&folder, &["werkdruk", "--where", "role:werker"], &[("Bert", "werkdruk 0.2923")]);
    check(&folder, &["werkdruk", "--limit", "1"], &[("Carla", "werkdruk 0.4800")]);
    // What carries the code or one below it, by anybody, is left out; `werkdruk` is in the example
    // once for every segment.
    check(&folder, &["--coding", "k1"], &[("Bert", "vergeet 0.5680; werkdruk 0.2923")]);
    check(&folder, &["--code", "druk"], &[("Bert", "vergeet 0.5680; werkdruk 0.5261")]);
    let base = folder.table(&["like", "--coding", "k1"]).0["base"].as_str().unwrap().to_owned();
    assert!(base.contains("2 die een codering van #druk overlappen, van wie ook"), "{base}");
    let lines = folder.ok(&["like", "--code", "druk", "--format", "jsonl"]).stdout;
    assert!(lines.contains(r#""word":"vergeet","form":"vergeten","in_example":1"#), "{lines}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = folder();
    folder.fails_with(2, &["like", "de het een"], &["no words but function words"]);
    folder.fails_with(2, &["like", "tijd", "--where", "#druk"], &["asks for codings"]);
    folder.fails_with(2, &["like", "--code", "drukte"], &["no code `drukte`"]);
    folder.fails_with(2, &["like", "--coding", "k9"], &["no coding `k9`"]);
    folder.fails_with(2, &["like"], &["<TEXT>"]);
    folder.fails_with(1, &["like", "giraffe"], &[]);
}
