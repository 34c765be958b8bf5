//! Suggestions by likeness: which words tell that a sentence carries a code, learned from the study's
//! own codings, each interview from the others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use kwali_text::{Language, Text, counted_form, words};

use super::threshold::{Scored, best_threshold};
use super::{HumanCodings, Proposal, Sentences};
use crate::content_words::ContentWords;
use crate::parallel;

/// Up to so many interviews are left out each by itself; of more, as many groups are made of them.
const MOST_GROUPS: usize = 30;

/// How many words are told as the reasons of a suggestion.
const REASONS: usize = 5;

/// A word in all its forms, by number.
type WordNumber = u32;

/// By word form: which word it is; none of a function word.
type KnownForms = HashMap<Box<str>, Option<WordNumber>>;

/// The content words of sentences, from which it is learned what tells a code.
#[derive(Default)]
pub struct Learner {
    languages: BTreeMap<Language, (ContentWords, KnownForms)>,
    /// By key: the word.
    numbers: HashMap<String, WordNumber>,
    /// By word, the form in which it was met first.
    forms: Vec<String>,
    /// By sentence, the words it has, each once, in order of number.
    sentences: Vec<Vec<WordNumber>>,
}

impl Learner {
    /// Reads the sentences of the next document: those with these places.
    pub fn read(
        &mut self,
        (language, text): (&Language, &Text),
        sentences: &Sentences,
        places: Range<usize>,
    ) {
        for sentence in &sentences.all()[places] {
            let said = text.slice(sentence.span);
            let has: BTreeSet<WordNumber> =
                words(said).filter_map(|word| self.number(language, &said[word])).collect();
            self.sentences.push(has.into_iter().collect());
        }
    }

    /// Returns the number of a word, `None` of a function word; every form is looked up once.
    fn number(&mut self, language: &Language, written: &str) -> Option<WordNumber> {
        let (content_words, known) = self
            .languages
            .entry(language.clone())
            .or_insert_with_key(|language| (ContentWords::new(language), HashMap::new()));
        if let Some(&number) = known.get(written) {
            return number;
        }
        let number = content_words.keys(written).map(|(key, other)| {
            let numbers = &mut self.numbers;
            let there = numbers.get(&key).or_else(|| numbers.get(other.as_ref()?)).copied();
            let number = there.unwrap_or_else(|| {
                self.forms.push(counted_form(written));
                self.forms.len() as WordNumber - 1
            });
            for key in std::iter::once(key).chain(other) {
                numbers.entry(key).or_insert(number);
            }
            number
        });
        known.insert(written.into(), number);
        number
    }

    /// Returns for each code, of which these are the human codings, the sentences that are like those
    /// that carry it, in order.
    ///
    /// What is proposed in an interview is learned from the others, and so is where the line is
    /// drawn: so what people coded in it can judge it. An interview in which it is not known what
    /// carries the code is learned from all others.
    pub fn proposals(&self, sentences: &Sentences, codes: &[&HumanCodings]) -> Vec<Vec<Proposal>> {
        let of_some = |stretch: Range<usize>| -> Vec<Vec<Proposal>> {
            codes[stretch].iter().map(|human| self.of_code(sentences, human)).collect()
        };
        parallel::by_numbers(codes.len(), of_some).into_iter().flatten().collect()
    }

    fn of_code(&self, sentences: &Sentences, human: &HumanCodings) -> Vec<Proposal> {
        let evidence = Evidence::of(self, sentences, human);
        let mut proposals: Vec<Proposal> =
            evidence.groups().flat_map(|group| evidence.propose(group, human)).collect();
        proposals.sort_by_key(|proposal| proposal.sentence);
        proposals
    }
}

/// A group of interviews that are left out together, or those from which nothing is learned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Measured(usize),
    Rest,
}

/// Sentences that have a word and carry the code, or do not, or all of these.
#[derive(Clone, Copy, Default, Debug)]
struct Split {
    with: u32,
    without: u32,
}

/// Sentences counted, in all groups from which something is learned and in each of them.
#[derive(Clone, Debug)]
struct Counted {
    all: Split,
    by_group: Vec<Split>,
}

impl Counted {
    fn new(n_groups: usize) -> Counted {
        Counted { all: Split::default(), by_group: vec![Split::default(); n_groups] }
    }

    fn add(&mut self, group: usize, is_coded: bool) {
        for split in [&mut self.all, &mut self.by_group[group]] {
            match is_coded {
                true => split.with += 1,
                false => split.without += 1,
            }
        }
    }

    /// Returns what is counted in all groups but these, each of which is named once.
    fn without(&self, left_out: &[Group]) -> Split {
        let mut rest = self.all;
        for group in left_out {
            let Group::Measured(number) = *group else { continue };
            rest.with -= self.by_group[number].with;
            rest.without -= self.by_group[number].without;
        }
        rest
    }
}

/// What the words of a code's sentences tell, by groups of interviews.
struct Evidence<'a> {
    learner: &'a Learner,
    /// By group, its sentences.
    measured: Vec<Vec<usize>>,
    rest: Vec<usize>,
    /// How many human codings each group has.
    codings: Vec<usize>,
    /// All sentences.
    total: Counted,
    /// The words of the sentences that carry the code.
    words: Vec<WordNumber>,
    /// By sentence, its words as places among these.
    known: Vec<Vec<u32>>,
    /// By word, the sentences that have it.
    having: Vec<Counted>,
    /// By whole number, the logarithm of it and a half.
    logarithms: Vec<f64>,
}

impl<'a> Evidence<'a> {
    fn of(learner: &'a Learner, sentences: &Sentences, human: &HumanCodings) -> Evidence<'a> {
        let n_groups = human.measured().len().min(MOST_GROUPS);
        let n_documents = sentences.all().last().map_or(0, |last| last.place + 1);
        let mut group_of: Vec<Option<usize>> = vec![None; n_documents];
        for (number, &place) in
            human.measured().iter().enumerate().filter(|(_, p)| **p < n_documents)
        {
            group_of[place] = Some(number % n_groups);
        }
        let words: BTreeSet<WordNumber> = human
            .sentences()
            .flat_map(|sentence| learner.sentences[sentence].iter().copied())
            .collect();
        let words: Vec<WordNumber> = words.into_iter().collect();
        let places: HashMap<WordNumber, u32> =
            words.iter().zip(0..).map(|(&word, place)| (word, place)).collect();
        let known = learner.sentences.iter();
        let known = known.map(|has| has.iter().filter_map(|w| places.get(w).copied()).collect());
        let mut evidence = Evidence {
            learner,
            measured: vec![Vec::new(); n_groups],
            rest: Vec::new(),
            codings: vec![0; n_groups],
            total: Counted::new(n_groups),
            having: vec![Counted::new(n_groups); words.len()],
            words,
            known: known.collect(),
            logarithms: (0..=learner.sentences.len()).map(|n| (n as f64 + 0.5).ln()).collect(),
        };
        for &place in human.documents() {
            if let Some(&Some(group)) = group_of.get(place) {
                evidence.codings[group] += 1;
            }
        }
        for (number, sentence) in sentences.all().iter().enumerate() {
            if !human.is_unsure(number) {
                evidence.count(number, group_of[sentence.place], human);
            }
        }
        evidence
    }

    fn count(&mut self, sentence: usize, group: Option<usize>, human: &HumanCodings) {
        let Some(group) = group else {
            self.rest.push(sentence);
            return;
        };
        self.measured[group].push(sentence);
        let is_coded = !human.codings_of(sentence).is_empty();
        self.total.add(group, is_coded);
        for &word in &self.known[sentence] {
            self.having[word as usize].add(group, is_coded);
        }
    }

    fn groups(&self) -> impl Iterator<Item = Group> + use<> {
        let rest = (!self.rest.is_empty()).then_some(Group::Rest);
        (0..self.measured.len()).map(Group::Measured).chain(rest)
    }

    fn sentences(&self, group: Group) -> &[usize] {
        match group {
            Group::Measured(number) => &self.measured[number],
            Group::Rest => &self.rest,
        }
    }

    /// Returns what is proposed in a group, by what the others tell.
    fn propose(&self, group: Group, human: &HumanCodings) -> Vec<Proposal> {
        let others = || (0..self.measured.len()).filter(|&other| Group::Measured(other) != group);
        let scored = others().flat_map(|other| {
            let weights = self.weights(&[group, Group::Measured(other)]);
            self.scored(Group::Measured(other), &weights)
        });
        let n_codings = others().map(|other| self.codings[other]).sum();
        let Some(threshold) = best_threshold(scored.collect(), human, n_codings) else {
            return Vec::new();
        };
        let weights = self.weights(&[group]);
        let scored = self.scored(group, &weights).into_iter();
        let proposed = scored.filter(|&(score, _)| score >= threshold);
        let proposal = |(score, sentence): Scored| Proposal {
            sentence,
            score,
            reasons: self.reasons(sentence, &weights),
        };
        proposed.map(proposal).collect()
    }

    /// Returns how much each word tells, by all groups but these: the logarithm of how many times
    /// higher the odds are to meet it in a sentence that carries the code (Robertson and Sparck Jones
    /// 1976). A word of no such sentence tells nothing.
    fn weights(&self, left_out: &[Group]) -> Vec<f64> {
        let all = self.total.without(left_out);
        let log = |n: u32| self.logarithms[n as usize];
        let weight = |having: &Counted| {
            let Split { with, without } = having.without(left_out);
            let odds = |having: u32, all: u32| log(having) - log(all - having);
            if with == 0 { 0.0 } else { odds(with, all.with) - odds(without, all.without) }
        };
        self.having.iter().map(weight).collect()
    }

    fn scored(&self, group: Group, weights: &[f64]) -> Vec<Scored> {
        let score = |&sentence: &usize| {
            let sum: f64 = self.known[sentence].iter().map(|&word| weights[word as usize]).sum();
            let n_words = self.learner.sentences[sentence].len().max(1);
            // Rounded, so that no machine's last digit decides; what is below 0 is 0.
            let score = (1000.0 * sum / (n_words as f64).sqrt()).round() as u32;
            (score, sentence)
        };
        self.sentences(group).iter().map(score).collect()
    }

    fn reasons(&self, sentence: usize, weights: &[f64]) -> Vec<String> {
        let weight = |word: u32| (1e6 * weights[word as usize]).round() as i64;
        let mut telling: Vec<u32> =
            self.known[sentence].iter().copied().filter(|&word| weight(word) > 0).collect();
        telling.sort_by_key(|&word| Reverse(weight(word)));
        let form = |&word: &u32| self.learner.forms[self.words[word as usize] as usize].clone();
        telling.iter().take(REASONS).map(form).collect()
    }
}
