//! Whose voice a quotation is said to be, by the values of the study's variables.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use kwali_model::{
    Document, Layout, ParticipantId, Scope, Snapshot, Values, Variable, VariableId, VariableKind,
};
use kwali_text::{Analyser, Span, counted_form, fold, words};

use super::quoted::Quoted;

/// A variable with more values than this says of nobody what he or she is.
const MOST_VALUES: usize = 60;
/// A part of a compound that stands for all of it has at least so many letters: `coördinator`.
const SHORTEST_PART: usize = 6;
/// A role stands at most so many words from the verb of saying.
const FAR: usize = 4;
/// Who asks the questions, in Dutch and in English.
const INTERVIEWER: &str = "interviewer";
/// Values that say of nobody what he or she is.
const EMPTY: [&str; 12] = [
    "ja",
    "nee",
    "yes",
    "no",
    "onbekend",
    "unknown",
    "overig",
    "other",
    "geen",
    "none",
    "weet niet",
    "n.v.t.",
];
/// Verbs and prepositions that say who said something, in Dutch and English.
const SAYING: [&str; 44] = [
    "zei",
    "zegt",
    "zeggen",
    "zeiden",
    "vertelt",
    "vertelde",
    "vertellen",
    "aldus",
    "volgens",
    "noemt",
    "noemde",
    "legt",
    "legde",
    "verwoordt",
    "verwoordde",
    "beschrijft",
    "beschreef",
    "vindt",
    "vond",
    "merkt",
    "merkte",
    "stelt",
    "stelde",
    "vat",
    "vertelden",
    "said",
    "says",
    "say",
    "told",
    "tells",
    "according",
    "explained",
    "explains",
    "described",
    "describes",
    "puts",
    "put",
    "noted",
    "notes",
    "recalled",
    "recalls",
    "stated",
    "states",
    "remarked",
];

/// The values that can say whose voice something is.
pub(super) struct Voices {
    analyser: Analyser,
    values: Vec<Voice>,
}

/// A value of a variable, as its stems.
struct Voice {
    variable: VariableId,
    scope: Scope,
    value: String,
    stems: Vec<String>,
}

/// A stretch of words, and the numbers of all values that it may stand for.
type Mention = (Range<usize>, Vec<usize>);

/// Who is said to have said something.
pub(super) struct Attribution {
    mentions: Vec<Mention>,
    /// What the report says of it.
    pub(super) stands: String,
}

impl Voices {
    pub(super) fn of(snapshot: &Snapshot) -> Voices {
        let analyser = Analyser::new(snapshot.language());
        let mut values = Vec::new();
        for variable in snapshot.variables() {
            if variable.kind != VariableKind::Text {
                continue;
            }
            let known = known_values(snapshot, variable);
            if known.len() > MOST_VALUES {
                continue;
            }
            for value in known {
                let stems = stems(&analyser, &value);
                let says_something = fold(&value).len() > 2 && !EMPTY.contains(&&*fold(&value));
                if says_something && !stems.is_empty() {
                    let (variable, scope) = (variable.id, variable.scope);
                    values.push(Voice { variable, scope, value, stems });
                }
            }
        }
        Voices { analyser, values }
    }

    /// Returns who is said to have said a quotation, if that can be told from the study's values.
    pub(super) fn attribution(&self, quoted: &Quoted) -> Option<Attribution> {
        let of = |words: &str, mentions: Vec<Mention>| {
            let stands = words.trim().to_owned();
            (!mentions.is_empty()).then_some(Attribution { mentions, stands })
        };
        if let Some(said_by) = &quoted.said_by {
            return of(said_by, self.mentions(said_by));
        }
        let wholly = |cell: &&String| {
            self.values
                .iter()
                .any(|voice| voice.scope == Scope::Participant && fold(&voice.value) == fold(cell))
        };
        if let Some(cell) = quoted.beside.iter().find(wholly) {
            return of(cell, self.mentions(cell));
        }
        let (words, mention) = self.in_prose(&quoted.around)?;
        of(&words, vec![mention])
    }

    /// Returns the value of a participant that stands nearest to a verb of saying.
    fn in_prose(&self, around: &str) -> Option<(String, Mention)> {
        let places: Vec<Range<usize>> = words(around).collect();
        let is_verb = |at: &usize| SAYING.contains(&&*fold(&around[places[*at].clone()]));
        let mut verbs: Vec<usize> = (0..places.len()).filter(is_verb).collect();
        // A colon at the end says it without a verb: `Een bewoner:`.
        if around.split(" … ").next().is_some_and(|before| before.trim_end().ends_with(':')) {
            let before = around.split(" … ").next().unwrap_or_default();
            verbs.push(words(before).count());
        }
        let distance = |mention: &Range<usize>| {
            let of = |verb: &usize| match *verb < mention.start {
                true => verb.abs_diff(mention.start),
                false => verb.abs_diff(mention.end.saturating_sub(1)),
            };
            verbs.iter().map(of).min().filter(|distance| *distance <= FAR)
        };
        let is_person = |voice: &usize| self.values[*voice].scope == Scope::Participant;
        let mentions = self.mentions(around).into_iter().filter_map(|(range, voices)| {
            let voices: Vec<usize> = voices.into_iter().filter(is_person).collect();
            let distance = distance(&range)?;
            (!voices.is_empty()).then_some((distance, range, voices))
        });
        let (_, range, voices) =
            mentions.min_by_key(|(distance, range, _)| (*distance, range.start))?;
        let stands = &around[places[range.start].start..places[range.end - 1].end];
        Some((stands.to_owned(), (range, voices)))
    }

    /// Returns the values that words name: wholly, or by the last part of a compound.
    fn mentions(&self, text: &str) -> Vec<Mention> {
        let stems = stems(&self.analyser, text);
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < stems.len() {
            let longest = self.values.iter().filter(|voice| stems[at..].starts_with(&voice.stems));
            let length = longest.map(|voice| voice.stems.len()).max();
            let named = |voice: &Voice| match length {
                Some(length) => {
                    voice.stems.len() == length && stems[at..].starts_with(&voice.stems)
                }
                None => {
                    let last = voice.stems.last().is_some_and(|last| last.ends_with(&stems[at]));
                    stems[at].len() >= SHORTEST_PART && last
                }
            };
            let voices: Vec<usize> =
                (0..self.values.len()).filter(|&voice| named(&self.values[voice])).collect();
            let end = at + length.unwrap_or(1);
            if !voices.is_empty() {
                mentions.push((at..end, voices));
            }
            at = end;
        }
        mentions
    }
}

fn stems(analyser: &Analyser, text: &str) -> Vec<String> {
    words(text).map(|word| fold(&analyser.stem(&counted_form(&text[word])))).collect()
}

fn known_values(snapshot: &Snapshot, variable: &Variable) -> BTreeSet<String> {
    let of_people = snapshot.participants().iter().map(|person| &person.values);
    let of_documents = snapshot.documents().iter().map(|document| &document.values);
    let all: Vec<&Values> = match variable.scope {
        Scope::Participant => of_people.collect(),
        Scope::Document => of_documents.collect(),
    };
    all.into_iter().filter_map(|values| values.get(&variable.id)).flat_map(|v| each(v)).collect()
}

/// Returns the values of a field that may hold several.
fn each(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(';').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty())
}

/// Who speaks in a passage.
pub(super) struct Speaking {
    /// By variable, the values of those who speak and of the document.
    values: BTreeMap<VariableId, BTreeSet<String>>,
    /// True if nobody speaks but who asks the questions.
    is_interviewer: bool,
}

impl Speaking {
    pub(super) fn of(
        snapshot: &Snapshot,
        document: &Document,
        layout: &Layout,
        span: Span,
    ) -> Speaking {
        let people: Vec<ParticipantId> = layout.participants_of(document, span);
        let speaks = |number: usize| document.speakers.get(number);
        let turns = layout.turns_of(span);
        let asks = |turn: &kwali_model::Turn| {
            speaks(turn.speaker.index()).is_some_and(|speaker| speaker.is_interviewer)
        };
        let mut values: BTreeMap<VariableId, BTreeSet<String>> = BTreeMap::new();
        let of_people = people.iter().filter_map(|&person| snapshot.participant(person));
        for known in of_people.map(|person| &person.values).chain([&document.values]) {
            for (variable, value) in known {
                values.entry(*variable).or_default().extend(each(value));
            }
        }
        let is_interviewer = people.is_empty() && !turns.is_empty() && turns.iter().all(asks);
        Speaking { values, is_interviewer }
    }
}

impl Attribution {
    /// Returns what those who speak are instead, if the attribution is not theirs.
    ///
    /// Where a variable is unknown of all of them, nothing is said; of several values of one
    /// variable one must be theirs.
    pub(super) fn contradicted_by(&self, voices: &Voices, speaking: &Speaking) -> Option<String> {
        let holds = |voice: &Voice| match speaking.values.get(&voice.variable) {
            None => !(speaking.is_interviewer && voice.scope == Scope::Participant),
            Some(values) => values.iter().any(|value| fold(value) == fold(&voice.value)),
        };
        let of_mention = |(_, meant): &Mention| {
            meant.iter().map(|&voice| &voices.values[voice]).collect::<Vec<&Voice>>()
        };
        let mentions: Vec<Vec<&Voice>> = self.mentions.iter().map(of_mention).collect();
        let kept: BTreeSet<VariableId> = mentions
            .iter()
            .flatten()
            .filter(|voice| holds(voice))
            .map(|voice| voice.variable)
            .collect();
        let broken = mentions.iter().find(|meant| {
            !meant.iter().any(|voice| holds(voice) || kept.contains(&voice.variable))
        })?;
        let variable = broken.first()?.variable;
        let theirs = speaking.values.get(&variable);
        Some(theirs.map_or_else(
            || INTERVIEWER.to_owned(),
            |values| values.iter().cloned().collect::<Vec<_>>().join(", "),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUDY: &str = "== d1 site=Utrecht\n-- Els role=bewoner\n-- Bo role=projectcoördinator\n-- Interviewer\n\
        Els: Ja.\nBo: Nee.\nInterviewer: Zo?\n== d2 site=Gouda\n-- Sam role=buurtwerker\nSam: Goed.\n";

    /// Says of a quotation of the n-th turn of d1 what its speaker is instead of what is said.
    #[track_caller]
    fn check(said_by: Option<&str>, around: &str, turn: usize, expected: Option<&str>) {
        let made = kwali_testkit::study(STUDY);
        let voices = Voices::of(&made.snapshot);
        let quoted = Quoted {
            words: String::new(),
            order: (0, 0),
            place: kwali_transcript::Place::Line(1),
            said_by: said_by.map(str::to_owned),
            beside: Vec::new(),
            around: around.to_owned(),
        };
        let (document, layout) = (&made.snapshot.documents()[0], &made.layouts[0]);
        let speaking = Speaking::of(&made.snapshot, document, layout, layout.turns[turn].span);
        let attribution = voices.attribution(&quoted);
        let found = attribution.and_then(|said| said.contradicted_by(&voices, &speaking));
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn attributions_are_compared_with_who_speaks() {
        check(Some("bewoner, Utrecht"), "", 0, None);
        check(Some("Bewoner"), "", 0, None);
        check(Some("een coördinator"), "", 1, None);
        check(Some("buurtwerker"), "", 0, Some("bewoner"));
        check(Some("bewoner, Gouda"), "", 0, Some("Utrecht"));
        check(Some("bewoner en buurtwerker"), "", 0, None);
        check(Some("bewoner"), "", 2, Some("interviewer"));
        check(Some("wethouder"), "", 0, None);
        check(None, "Een coördinator zei:", 0, Some("bewoner"));
        check(None, "aldus een van de bewoners", 0, None);
        check(None, "Een buurtwerker:", 0, Some("bewoner"));
        check(None, "De buurtwerkers lezen dit graag en dan, zei iemand in de zaal,", 0, None);
        check(None, "", 0, None);
    }
}
