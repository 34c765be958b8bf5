//! What people said, with their role and without their name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{Coding, Document, ParticipantId, Scope, Snapshot, VariableId};
use kwali_text::{count_words, fold, words};

use super::{Content, Finding, crosstab::variable, told};
use crate::Language;
use crate::exhibits::{and_list, on_one_line};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;

/// A quote of fewer words says little, one of more is not read.
const FEWEST_WORDS: usize = 8;
const MOST_WORDS: usize = 60;

/// How many quotes there are where the template does not say.
const USUAL_NUMBER: usize = 2;

/// A quoted segment.
pub(in crate::factsheet) struct Quote {
    /// The place of its coding in the snapshot.
    pub(in crate::factsheet) coding: usize,
    /// The id of its coding.
    pub(in crate::factsheet) id: String,
    /// The words, one text a turn, without speakers' names before them.
    pub(in crate::factsheet) turns: Vec<String>,
    /// The role of who speaks, if it is known.
    pub(in crate::factsheet) role: Option<String>,
}

/// Chooses quotes: the highest weight first, then whose participants were quoted least, then those
/// of 8 to 60 words, then the first in the study.
///
/// Passed over are segments in which nobody speaks who was interviewed, that name a participant
/// or overlap a quote chosen before.
pub(super) fn find(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    language: Language,
) -> Result<Finding, Problem> {
    let restriction = arguments.query("where", evidence.snapshot)?;
    let role = role(evidence.snapshot, arguments)?;
    let n = arguments.number("n")?.unwrap_or(USUAL_NUMBER);
    let selected = evidence.select(&restriction)?;
    let chosen = choose(candidates(evidence, &selected), n);
    let quotes = chosen.into_iter().map(|coding| quote(evidence, coding, role, language)).collect();
    Ok(Finding { query: told(&restriction), ..finding(quotes, language) })
}

/// Finds the quote that a template names by its coding's id.
pub(super) fn find_one(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    language: Language,
) -> Result<Finding, Problem> {
    let typed = arguments.required("coding")?;
    let role = role(evidence.snapshot, arguments)?;
    let passages = evidence.passages();
    let mut codings = evidence.snapshot.codings().iter();
    let coding = codings
        .position(|coding| passages.coding_id(coding) == typed)
        .ok_or_else(|| Problem::new(format!("there is no coding `{typed}` in this study")))?;
    Ok(finding(vec![quote(evidence, coding, role, language)], language))
}

fn finding(quotes: Vec<Quote>, language: Language) -> Finding {
    Finding {
        title: language.choose("Quotes", "Citaten").to_owned(),
        query: None,
        unit: Some("segments".to_owned()),
        base: None,
        content: Content::Quotes(quotes),
    }
}

/// Returns the variable that says who speaks: `by`, else the participants' `role` if there is one.
fn role(snapshot: &Snapshot, arguments: &Arguments) -> Result<Option<VariableId>, Problem> {
    let Some(by) = arguments.text("by")? else {
        return Ok(snapshot.variable(Scope::Participant, "role").map(|variable| variable.id));
    };
    let variable = variable(snapshot, by, &[])?;
    match variable.scope {
        Scope::Participant => Ok(Some(variable.id)),
        Scope::Document => Err(Problem::new(format!("`by`: `{by}` describes no participants"))),
    }
}

/// A segment that may be quoted.
struct Candidate {
    index: usize,
    coding: Coding,
    participants: Vec<ParticipantId>,
    is_short_or_long: bool,
}

fn candidates(evidence: &Evidence<'_>, selected: &[usize]) -> Vec<Candidate> {
    let snapshot = evidence.snapshot;
    let mut found = Vec::new();
    for &index in selected {
        let coding = snapshot.codings()[index];
        let Some((place, document)) = place(evidence, &coding) else { continue };
        let Some(layout) = evidence.layouts.get(place) else { continue };
        let participants = layout.participants_of(document, coding.span);
        if participants.is_empty() && !snapshot.participants().is_empty() {
            continue;
        }
        let turns = turns(evidence, place, document, &coding);
        if turns.iter().any(|turn| names_somebody(turn, snapshot)) {
            continue;
        }
        let n_words: usize = turns.iter().map(|turn| count_words(turn)).sum();
        let is_short_or_long = !(FEWEST_WORDS..=MOST_WORDS).contains(&n_words);
        found.push(Candidate { index, coding, participants, is_short_or_long });
    }
    found
}

fn choose(mut candidates: Vec<Candidate>, n: usize) -> Vec<usize> {
    let mut quoted: BTreeMap<ParticipantId, usize> = BTreeMap::new();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < n {
        let often = |candidate: &Candidate| {
            let times = candidate.participants.iter().map(|person| quoted.get(person).copied());
            times.max().flatten().unwrap_or(0)
        };
        let rank = |candidate: &&Candidate| {
            let weight = candidate.coding.weight.map_or(0, |weight| weight.get());
            (Reverse(weight), often(candidate), candidate.is_short_or_long, candidate.index)
        };
        let Some(best) = candidates.iter().min_by_key(rank) else { break };
        let (index, coding) = (best.index, best.coding);
        for &person in &best.participants.clone() {
            *quoted.entry(person).or_insert(0) += 1;
        }
        chosen.push(index);
        let is_apart = |other: &Candidate| {
            other.coding.document != coding.document || !other.coding.span.overlaps(coding.span)
        };
        candidates.retain(is_apart);
    }
    chosen
}

fn quote(
    evidence: &Evidence<'_>,
    index: usize,
    role: Option<VariableId>,
    language: Language,
) -> Quote {
    let coding = evidence.snapshot.codings()[index];
    let id = evidence.passages().coding_id(&coding);
    let Some((place, document)) = place(evidence, &coding) else {
        return Quote { coding: index, id, turns: Vec::new(), role: None };
    };
    let layout = evidence.layouts.get(place);
    let people = layout.map_or(Vec::new(), |l| l.participants_of(document, coding.span));
    let value = |person: &ParticipantId| {
        evidence.snapshot.participant(*person)?.values.get(&role?).map(String::as_str)
    };
    let roles: BTreeSet<&str> = people.iter().filter_map(value).collect();
    let roles: Vec<&str> = roles.into_iter().collect();
    Quote {
        coding: index,
        id,
        turns: turns(evidence, place, document, &coding),
        role: (!roles.is_empty()).then(|| and_list(&roles, language)),
    }
}

fn place<'a>(evidence: &Evidence<'a>, coding: &Coding) -> Option<(usize, &'a Document)> {
    let place = evidence.snapshot.document_place(coding.document)?;
    Some((place, &evidence.snapshot.documents()[place]))
}

/// Returns the words of a segment, one text a turn, without the names that stand before turns.
///
/// What the interviewer says within it stays, in brackets.
fn turns(
    evidence: &Evidence<'_>,
    place: usize,
    document: &Document,
    coding: &Coding,
) -> Vec<String> {
    let passages = evidence.passages();
    let (start, end) = (coding.span.start(), coding.span.end());
    let turns = evidence.layouts.get(place).map_or(&[][..], |l| l.turns_of(coding.span));
    if turns.is_empty() {
        return vec![on_one_line(passages.words(place, start, end))];
    }
    let words = turns.iter().filter_map(|turn| {
        let from = start.max(turn.words_start as usize);
        let said = on_one_line(passages.words(place, from, end.min(turn.span.end()).max(from)));
        let asks = document.speakers.get(turn.speaker.index()).is_some_and(|s| s.is_interviewer);
        let is_alone = turns.len() == 1;
        (!said.is_empty()).then(|| if asks && !is_alone { format!("[{said}]") } else { said })
    });
    words.collect()
}

/// True if the words have the name of a participant, or of someone who speaks in the document.
fn names_somebody(said: &str, snapshot: &Snapshot) -> bool {
    // People know each other: whoever speaks anywhere in the study must not be named.
    let speakers = snapshot.documents().iter().flat_map(|document| &document.speakers);
    let names = speakers.filter(|speaker| !speaker.is_interviewer).map(|speaker| &speaker.name);
    let mut names = names.chain(snapshot.participants().iter().map(|person| &person.name));
    let said: Vec<String> = words(said).map(|word| said[word].to_owned()).collect();
    names.any(|name| {
        let parts: Vec<String> = words(name).map(|word| fold(&name[word])).collect();
        let is_name = name.chars().next().is_some_and(char::is_uppercase) && fold(name).len() > 2;
        is_name
            && !parts.is_empty()
            && said.windows(parts.len()).any(|window| {
                let begins_high = window[0].chars().next().is_some_and(char::is_uppercase);
                begins_high && window.iter().map(|word| fold(word)).eq(parts.iter().cloned())
            })
    })
}
