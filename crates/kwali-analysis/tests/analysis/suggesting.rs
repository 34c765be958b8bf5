//! Suggestions by dictionary and by likeness, and what they are worth, worked out by hand.

use std::collections::BTreeSet;

use kwali_analysis::{Dictionary, HumanCodings, Learner, Measured, Proposal, Sentences, Undefined};
use kwali_model::{Code, CodeId, CodePath, CodingId};
use kwali_testkit::MarkedStudy;
use kwali_text::Language;

/// A study with its sentences, those of speakers called I left out.
struct Made {
    study: MarkedStudy,
    sentences: Sentences,
}

impl Made {
    fn of(marked: &str) -> Made {
        let study = kwali_testkit::study(marked);
        let mut sentences = Sentences::default();
        for (place, document) in study.snapshot.documents().iter().enumerate() {
            let asks = |name: &str| name == "I";
            sentences.add(&study.texts[place], &study.layouts[place], |speaker| {
                !speaker.is_some_and(|number| asks(&document.speakers[number.index()].name))
            });
        }
        Made { study, sentences }
    }

    fn code(&self, path: &str) -> CodeId {
        self.study.snapshot.codes().id(&CodePath::new(path).unwrap()).unwrap()
    }

    fn human(&self, code: &str, accepted: &[u32]) -> HumanCodings {
        let accepted: BTreeSet<CodingId> = accepted.iter().map(|&id| CodingId(id)).collect();
        HumanCodings::of(&self.study.snapshot, &self.sentences, self.code(code), &accepted)
    }

    fn by_dictionary(&self, code: &str, keywords: &[&str]) -> Vec<Proposal> {
        let mut with_keywords = Code::new(CodePath::new(code).unwrap());
        let keywords = keywords.iter().map(|&keyword| keyword.to_owned()).collect();
        with_keywords.keywords.insert(Language::dutch(), keywords);
        let mut dictionary = Dictionary::default();
        dictionary.add_code(self.code(code), &with_keywords);
        for (place, document) in self.study.snapshot.documents().iter().enumerate() {
            let text = (&document.language, &self.study.texts[place]);
            dictionary.read(text, &self.sentences, self.sentences.of_document(place));
        }
        dictionary.proposals(self.code(code)).to_vec()
    }

    fn by_likeness(&self, human: &HumanCodings) -> Vec<Proposal> {
        let mut learner = Learner::default();
        for (place, document) in self.study.snapshot.documents().iter().enumerate() {
            let text = (&document.language, &self.study.texts[place]);
            learner.read(text, &self.sentences, self.sentences.of_document(place));
        }
        learner.proposals(&self.sentences, &[human]).remove(0)
    }

    fn words<'a>(&'a self, proposals: &[Proposal]) -> Vec<&'a str> {
        let words = |proposal: &Proposal| {
            let sentence = self.sentences.all()[proposal.sentence];
            self.study.texts[sentence.place].slice(sentence.span)
        };
        proposals.iter().map(words).collect()
    }
}

#[test]
fn a_sentence_is_of_one_speaker_and_has_words() {
    let made = Made::of("-- I\n-- Els\nI: Geen tijd? Echt niet?\nEls: Nee. … Geen tijd!\nEn dan.");
    let all = made.sentences.all().iter();
    let words: Vec<&str> = all.map(|s| made.study.texts[0].slice(s.span)).collect();
    assert_eq!(words, ["Nee.", "Geen tijd!", "En dan."]);
    assert_eq!(made.sentences.of_document(0), 0..3);
    assert!(made.sentences.of_document(1).is_empty());
}

#[test]
fn keywords_propose_the_sentences_in_which_they_stand() {
    let made = Made::of("<a>x</a> Geen tijd. Wel TIJD, en druk. Drukte.");
    let found = made.by_dictionary("a", &["tijd", "*druk*", "geen + rust"]);
    assert_eq!(made.words(&found), ["x Geen tijd.", "Wel TIJD, en druk.", "Drukte."]);
    assert_eq!(found.iter().map(|one| one.score).collect::<Vec<_>>(), [1000, 2000, 1000]);
    assert_eq!(found[1].reasons, ["tijd", "*druk*"]);
}

/// Three interviews with two codings of `a` or below it each, one of which spans two sentences, and
/// one that nobody coded.
const FOUR: &str = "\
== d1
<a>Koffie is fijn.</a> De bus. <a.b>Koffie helpt. Dat is zo.</a.b> Regen.
== d2
<a>De koffie.</a> Een boom. <a.b>Het eiland koffie.</a.b> De weg.
== d3
<a>Veel koffie.</a> De kast. <a>Nog zand.</a> Weer koffie.
== d4
Daar was koffie. Een brug.
";

#[test]
fn precision_and_recall_are_those_worked_out_by_hand() {
    let made = Made::of(FOUR);
    let human = made.human("a", &[]);
    // Proposed in the three: 6 sentences with the word, of which `Weer koffie.` is not coded; `Nog
    // zand.` is a coding that is not found. d4 is not coded by anybody, so nobody can tell.
    let measured = Measured::of(&made.sentences, &human, &made.by_dictionary("a", &["koffie"]));
    let expected = Measured {
        interviews: 3,
        interviews_with_code: 3,
        codings: 6,
        sentences: 13,
        sentences_coded: 7,
        proposed: 6,
        hits: 5,
        found: 5,
    };
    assert_eq!(measured, expected);
    assert_eq!(measured.precision(), Ok(5.0 / 6.0));
    assert_eq!(measured.recall(), Ok(5.0 / 6.0));
    assert_eq!(measured.by_chance(), Ok(7.0 / 13.0));
}

#[test]
fn too_few_examples_have_no_figures() {
    let check = |code: &str, keywords: &[&str], expected: [Result<f64, Undefined>; 2]| {
        let made = Made::of(FOUR);
        let human = made.human(code, &[]);
        let proposals = made.by_dictionary(code, keywords);
        let measured = Measured::of(&made.sentences, &human, &proposals);
        assert_eq!([measured.precision(), measured.recall()], expected);
    };
    let too_few = Err(Undefined::TooFewExamples);
    check("a.b", &["koffie"], [too_few, too_few]);
    check("a", &["thee"], [Err(Undefined::NothingProposed), Ok(0.0)]);
}

#[test]
fn what_was_coded_after_a_suggestion_judges_nothing() {
    let made = Made::of(FOUR);
    // The first coding of d2 came from a suggestion: its sentence is neither right nor wrong.
    let second = made.study.snapshot.codings_at(1)[0].id.0;
    let human = made.human("a", &[second]);
    let measured = Measured::of(&made.sentences, &human, &made.by_dictionary("a", &["koffie"]));
    assert_eq!((measured.proposed, measured.hits, measured.codings), (5, 4, 5));
    assert_eq!(measured.sentences, 12);
    let sentence = made.sentences.of_document(1).start;
    assert!(human.is_coded(sentence), "it is not to be proposed again");
}

/// Four interviews in which one word tells the code, and one that nobody coded. In d1 another word
/// tells it, which no other interview has.
const FIVE: &str = "\
== d1
<a>Koffie dronken we.</a> De bus reed. <a>Een zebra liep.</a> Die zebra sliep. Regen viel.
== d2
<a>Koffie zette hij.</a> De boom groeide. <a>Buren schonken koffie.</a> De weg kronkelde.
== d3
<a>Koffie roken wij.</a> De kast brak. Het zand stoof. De trein floot.
== d4
<a>Koffie stond klaar.</a> De lamp brandde. De hond blafte. Een deur piepte.
== d5
Koffie kregen ze. De zebra liep. Een brug knarste.
";

#[test]
fn each_interview_is_learned_from_the_others() {
    let made = Made::of(FIVE);
    let proposals = made.by_likeness(&made.human("a", &[]));
    // `zebra` tells the code in d1 only: it is proposed in d5, which d1 may tell of, and in d1 not.
    assert_eq!(
        made.words(&proposals),
        [
            "Koffie dronken we.",
            "Koffie zette hij.",
            "Buren schonken koffie.",
            "Koffie roken wij.",
            "Koffie stond klaar.",
            "Koffie kregen ze.",
        ]
    );
    assert!(proposals.iter().all(|one| one.reasons[0] == "koffie" && one.score > 0));
}

#[test]
fn the_score_is_the_one_worked_out_by_hand() {
    let made = Made::of(FIVE);
    let proposals = made.by_likeness(&made.human("a", &[]));
    // d5 is learned from d1 to d4: 6 sentences that carry the code, 5 of which have the word, and 11
    // that do not. ln(5.5/1.5) - ln(0.5/11.5) = 1.2993 + 3.1355 = 4.4348. The sentence has that
    // word and one other that tells nothing (`kregen`): 4.4348 / √2 = 3.1359.
    assert_eq!(proposals.last().map(|one| one.score), Some(3136));
}

#[test]
fn nothing_is_learned_from_nothing() {
    let made = Made::of("== d1\n<a>Een.</a> Twee.\n== d2\nDrie.");
    assert_eq!(made.by_likeness(&made.human("a", &[])), []);
    let empty = Made::of("<a>Een.</a>");
    assert_eq!(empty.by_likeness(&HumanCodings::default()), []);
}

#[test]
fn more_interviews_than_groups_are_left_out_in_groups() {
    let coded = |n: usize| format!("== d{n}\n<a>Koffie nummer{n}.</a> De bus{n} reed.\n");
    let marked: String = (1..=70).map(coded).collect();
    let made = Made::of(&marked);
    let proposals = made.by_likeness(&made.human("a", &[]));
    assert_eq!(proposals.len(), 70);
}
