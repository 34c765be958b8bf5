//! Which of the possible labels of a text are labels.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kwali_text::Text;

use super::Line;
use super::label::{Form, Label, Names, label_of};
use super::names::{is_field, is_interviewer, is_role, key, without_remark};
use super::stamp::{Bare, Stamp, stamp_at};
use crate::{Note, NoteKind};

/// Without a role among the names or a stamp beside them, one paragraph in so many must have a
/// label with a colon, or else they are the headings of a report.
const PARAGRAPHS_PER_COLON: usize = 8;
/// The same for a single name and for names without a colon, which are less sure.
const PARAGRAPHS_PER_NAME: usize = 4;
/// The same for a single name that occurs once.
const PARAGRAPHS_PER_LONE_NAME: usize = 2;

/// What was decided about each line.
#[derive(Default)]
pub(super) struct Choice {
    /// For each line, the turn that opens there.
    pub(super) openings: Vec<Option<Opening>>,
    /// The spelling of every speaker, by [`Opening::speaker`].
    pub(super) names: Vec<String>,
    /// Names that look like speakers but were left alone, with the line of the first.
    doubted: Vec<(String, usize)>,
    absent: Vec<String>,
}

/// A turn that opens with a line.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    pub(super) speaker: usize,
    /// Where the words begin, as a byte of the line.
    pub(super) words: usize,
    /// The stamp between name and words, and the byte of the line where it begins.
    pub(super) beside_name: Option<(usize, Stamp)>,
}

/// All possible labels of one name.
#[derive(Default)]
struct Group {
    key: String,
    name: String,
    first_line: usize,
    /// How often the name occurs in each [`Form`].
    counts: [usize; 5],
    /// How often with a time stamp in each form.
    stamped: [usize; 5],
}

impl Choice {
    /// Returns what a reader should know about the choice.
    pub(super) fn notes(&self, text: &Text) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some((_, start)) = self.doubted.first() {
            let line = 1 + text.as_str()[..*start].matches('\n').count();
            let names = self.doubted.iter().map(|(name, _)| name.clone()).collect();
            notes.push(NoteKind::DoubtedSpeakers(names).at(line));
        }
        if !self.absent.is_empty() {
            notes.push(NoteKind::SpeakersNotFound(self.absent.clone()).at(None));
        }
        notes
    }
}

/// Takes no label for a label; subtitles keep their times.
pub(super) fn nobody(lines: &[Line]) -> Choice {
    Choice { openings: vec![None; lines.len()], ..Choice::default() }
}

/// Takes exactly the labels with a stated name, from its key to its spelling.
pub(super) fn stated(lines: &[Line], stated: &BTreeMap<String, &str>) -> Choice {
    let labels = labels(lines, &Names::Stated(stated));
    let mut speakers = SpeakerNumbers::default();
    let openings = lines.iter().zip(&labels).map(|(line, label)| {
        let (name, opening) = written_name(line, label.as_ref())?;
        let key = key(name);
        let spelling = stated.get(&key)?;
        Some(Opening { speaker: speakers.number(&key, spelling), ..opening })
    });
    let openings = openings.collect();
    let is_absent = |key: &&String| !speakers.numbers.contains_key(*key);
    let absent = stated.keys().filter(is_absent).map(|key| stated[key].to_owned()).collect();
    Choice { openings, absent, names: speakers.names, ..Choice::default() }
}

/// Takes the labels that look like labels and recur.
pub(super) fn choose(lines: &[Line]) -> Choice {
    let labels = labels(lines, &Names::Plausible);
    let mut keys = Keys::default();
    keys.find_aliases(lines, &labels);
    let groups = grouped(lines, &labels, &mut keys);
    let verdict = Verdict::on(&groups, lines.len());
    let mut speakers = SpeakerNumbers::default();
    let openings = lines.iter().zip(&labels).map(|(line, label)| {
        let (name, opening) = written_name(line, label.as_ref())?;
        let (key, name) = keys.of(name);
        let is_voice = line.voice().is_some();
        if !is_voice && !verdict.accepts(key, label.as_ref()?) {
            return None;
        }
        Some(Opening { speaker: speakers.number(key, name), ..opening })
    });
    let openings = openings.collect();
    let place = |group: &&Group| (group.name.clone(), lines[group.first_line].span.start());
    let doubted = verdict.doubted.iter().map(place).collect();
    Choice { openings, names: speakers.names, doubted, absent: Vec::new() }
}

fn labels(lines: &[Line], names: &Names) -> Vec<Option<Label>> {
    let label = |line: &Line| match line.voice() {
        Some(_) => None,
        None => label_of(line.text, line.mark, names),
    };
    let mut labels: Vec<Option<Label>> = lines.iter().map(label).collect();
    for n in 0..labels.len() {
        let is_alone = labels[n].as_ref().is_some_and(|label| label.form >= Form::AloneSetApart);
        if is_alone && !has_words_below(lines, &labels, n) {
            labels[n] = None;
        }
    }
    labels
}

/// A name alone on its line has words below it, or else it is no label: `[00:01] Precies`.
fn has_words_below(lines: &[Line], labels: &[Option<Label>], n: usize) -> bool {
    let Some(below) = lines.get(n + 1) else { return false };
    let is_label = labels[n + 1].as_ref().is_some_and(|label| label.form != Form::Alone);
    !is_label && stamp_at(below.text.trim_start(), Bare::HoursToSeconds).is_none()
}

/// The name that a line bears, by its format or its label, and the turn it would open.
fn written_name<'a>(line: &Line<'a>, label: Option<&Label>) -> Option<(&'a str, Opening)> {
    if let Some(cue) = &line.mark.cue
        && let Some(voice) = &cue.voice
    {
        return Some((voice, Opening { speaker: 0, words: 0, beside_name: None }));
    }
    let label = label?;
    let opening = Opening { speaker: 0, words: label.words, beside_name: label.beside_name };
    Some((&line.text[label.name.clone()], opening))
}

/// Numbers speakers in the order in which they first speak.
#[derive(Default)]
struct SpeakerNumbers {
    numbers: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl SpeakerNumbers {
    fn number(&mut self, key: &str, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        self.numbers.insert(key.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }
}

/// The key and the spelling that stand for each name as it is written, worked out once.
#[derive(Default)]
struct Keys<'a> {
    known: HashMap<&'a str, (String, &'a str)>,
    /// From the key of a name with a remark to key and spelling of the name without.
    aliases: BTreeMap<String, (String, &'a str)>,
}

impl<'a> Keys<'a> {
    fn of(&mut self, name: &'a str) -> (&str, &'a str) {
        let aliases = &self.aliases;
        let (key, spelling) = self.known.entry(name).or_insert_with(|| {
            let key = key(name);
            aliases.get(&key).cloned().unwrap_or((key, name))
        });
        (key, spelling)
    }

    /// `Els (bewoner)` is Els, if there is an Els without remark and none with another.
    fn find_aliases(&mut self, lines: &[Line<'a>], labels: &[Option<Label>]) {
        let mut with_remark: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut without: BTreeMap<String, &str> = BTreeMap::new();
        let mut seen = HashSet::new();
        for (line, label) in lines.iter().zip(labels) {
            let Some(label) = label else { continue };
            let name = &line.text[label.name.clone()];
            if !seen.insert(name) {
                continue;
            }
            match without_remark(name) {
                bare if bare.len() < name.len() => {
                    with_remark.entry(key(bare)).or_default().insert(key(name));
                }
                _ => {
                    without.entry(key(name)).or_insert(name);
                }
            }
        }
        let is_one = |(bare, remarked): (String, BTreeSet<String>)| {
            let spelling = without.get(&bare).filter(|_| remarked.len() == 1)?;
            Some((remarked.into_iter().next()?, (bare, *spelling)))
        };
        self.aliases = with_remark.into_iter().filter_map(is_one).collect();
    }
}

fn grouped<'a>(lines: &[Line<'a>], labels: &[Option<Label>], keys: &mut Keys<'a>) -> Vec<Group> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (first_line, label) in labels.iter().enumerate() {
        let Some(label) = label else { continue };
        let (key, name) = keys.of(&lines[first_line].text[label.name.clone()]);
        let place = match places.get(key) {
            Some(&place) => place,
            None => {
                let (key, name) = (key.to_owned(), name.to_owned());
                places.insert(key.clone(), groups.len());
                groups.push(Group { key, name, first_line, ..Group::default() });
                groups.len() - 1
            }
        };
        groups[place].counts[label.form as usize] += 1;
        groups[place].stamped[label.form as usize] += usize::from(label.stamp.is_some());
    }
    groups
}

/// Which names are taken for speakers in which form.
struct Verdict<'a> {
    accepted: BTreeMap<&'a str, [bool; 5]>,
    doubted: Vec<&'a Group>,
}

impl<'a> Verdict<'a> {
    fn on(groups: &'a [Group], n_lines: usize) -> Verdict<'a> {
        let mut verdict = Verdict { accepted: BTreeMap::new(), doubted: Vec::new() };
        verdict.judge_colons(groups, n_lines);
        let n_colons: usize = groups
            .iter()
            .filter(|group| verdict.accepted.contains_key(group.key.as_str()))
            .map(|group| group.counts[Form::Colon as usize])
            .sum();
        for form in [Form::Bracket, Form::SetApart, Form::AloneSetApart, Form::Alone] {
            verdict.judge_others(groups, form, n_colons, n_lines);
        }
        let accepted = &verdict.accepted;
        verdict.doubted.retain(|group| !accepted.contains_key(group.key.as_str()));
        verdict
    }

    fn accepts(&self, key: &str, label: &Label) -> bool {
        self.accepted.get(key).is_some_and(|forms| forms[label.form as usize])
    }

    /// `Name:`. Such a name stands without colon (but for alone on a line) as well.
    fn judge_colons(&mut self, groups: &'a [Group], n_lines: usize) {
        let colon =
            |group: &&Group| group.counts[Form::Colon as usize] > 0 && !is_field(&group.key);
        let groups: Vec<&Group> = groups.iter().filter(colon).collect();
        let in_all = |counts: fn(&Group) -> usize| groups.iter().map(|group| counts(group)).sum();
        let n_labels: usize = in_all(|group| group.counts[Form::Colon as usize]);
        let n_stamped: usize = in_all(|group| group.stamped[Form::Colon as usize]);
        let has_role = groups.iter().any(|group| is_role(&group.key));
        let recurs = |group: &&&Group| group.counts[Form::Colon as usize] > 1;
        let is_dense = match groups.iter().filter(recurs).count() {
            0 | 1 => n_labels * PARAGRAPHS_PER_NAME >= n_lines,
            _ => n_labels * PARAGRAPHS_PER_COLON >= n_lines,
        };
        let first_recurring = groups.iter().filter(recurs).map(|group| group.first_line).min();
        let interviewer_recurs =
            groups.iter().filter(recurs).any(|group| is_interviewer(&group.key));
        let share = if groups.len() == 1 { PARAGRAPHS_PER_LONE_NAME } else { PARAGRAPHS_PER_NAME };
        let is_short = groups.len() <= 2 && (has_role || n_labels * share >= n_lines);
        for group in &groups {
            let stands_in_head = first_recurring.is_some_and(|line| group.first_line < line);
            let accepted = if group.counts[Form::Colon as usize] > 1 {
                has_role || is_dense || n_stamped > 1
            } else if is_role(&group.key) && group.key.len() > 2 && stands_in_head {
                // `Respondent: nummer 4` above an interview between `I:` and `R:`.
                is_interviewer(&group.key) && !interviewer_recurs
            } else {
                is_interviewer(&group.key)
                    || is_short
                    || (group.stamped[Form::Colon as usize] > 0 && n_stamped > 2)
            };
            if accepted {
                self.accepted.insert(&group.key, [true, true, true, true, false]);
            } else {
                self.doubted.push(group);
            }
        }
    }

    /// Names without a colon count where they are the way in which this text names its speakers.
    fn judge_others(&mut self, groups: &'a [Group], form: Form, n_colons: usize, n_lines: usize) {
        let form = form as usize;
        let recurs = |group: &Group| group.counts[form] > 1 && !is_field(&group.key);
        let recurring: Vec<&Group> = groups.iter().filter(|group| recurs(group)).collect();
        let is_likely = |group: &&Group| group.stamped[form] > 0 || recurs(group);
        let n_labels: usize = groups.iter().filter(is_likely).map(|group| group.counts[form]).sum();
        let n_stamped: usize = groups.iter().map(|group| group.stamped[form]).sum();
        let has_role = recurring.iter().any(|group| is_role(&group.key));
        let is_dense = n_labels * PARAGRAPHS_PER_NAME >= n_lines && form != Form::Alone as usize;
        let holds = n_labels > n_colons
            && ((recurring.len() > 1 && (has_role || is_dense)) || n_stamped > 1);
        if !holds {
            return;
        }
        for group in groups {
            if is_likely(&group) {
                self.accepted.entry(&group.key).or_default()[form] = true;
            }
        }
    }
}
