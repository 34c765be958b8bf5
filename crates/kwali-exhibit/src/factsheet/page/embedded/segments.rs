//! The segments behind the numbers of a page: where each stands, who speaks, and the words with
//! what is said around them.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{CodedSegment, coded_segments};
use kwali_model::{Layout, ParticipantId, Scope, SpeakerNumber, VariableId};
use kwali_text::Span;
use serde::Serialize;

use crate::Language;
use crate::exhibits::code_label;
use crate::factsheet::evidence::Evidence;
use crate::names::Names;
use crate::visible::{push_visible, show_controls};

/// Segments as the page's script reads them; all numbers are places in the lists beside.
///
/// Nobody is named: participants have numbers, in the order in which they are first heard on the
/// page, and their names are left out of what is said.
#[derive(Default, Serialize)]
pub(super) struct Segments {
    roles: Vec<String>,
    sites: Vec<String>,
    codes: Vec<String>,
    documents: Vec<Source>,
    /// The role of each participant.
    people: Vec<Option<usize>>,
    /// What is said, piece by piece: a turn, or a paragraph where there are no turns.
    pieces: Vec<(Speaker, String)>,
    segments: Vec<Segment>,
    /// The numbers of the participants.
    #[serde(skip)]
    pub(super) numbers: BTreeMap<ParticipantId, usize>,
}

/// Whether segments say whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voices {
    /// Role, place and document stand beside them, and people have numbers.
    Told,
    /// Nothing does: whoever counts them would find what tables do not tell.
    LeftOut,
}

/// A document that a segment stands in.
#[derive(Default, Serialize)]
struct Source {
    name: String,
    site: Option<usize>,
}

/// Who says a piece: a participant, or words about somebody else.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum Speaker {
    Participant(usize),
    Other(Other),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Other {
    Interviewer,
    Unknown,
}

/// A coded segment. Its words run from a place in its first piece to one in its last.
#[derive(Serialize)]
struct Segment {
    document: usize,
    /// Where it stands in the document, in words.
    place: String,
    code: usize,
    /// Other codes that lie on it.
    others: Vec<usize>,
    people: Vec<usize>,
    /// The pieces with what is said before and behind.
    around: (usize, usize),
    /// The pieces it touches.
    within: (usize, usize),
    /// Where it begins in its first piece and ends in its last, as JavaScript counts characters.
    start: usize,
    end: usize,
}

/// A piece of a document: what one speaker says, or a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Piece {
    /// The document's place.
    place: usize,
    /// In bytes of the document, without the speaker's name.
    start: usize,
    end: usize,
    speaker: Option<SpeakerNumber>,
}

impl Segments {
    /// Collects the segments of codings at these places, ascending, in their order.
    pub(super) fn new(
        evidence: &Evidence<'_>,
        places: &[usize],
        (voices, language): (Voices, Language),
    ) -> Segments {
        let coded = coded_segments(evidence.snapshot, evidence.layouts, places);
        let stretches: Vec<Stretch> =
            coded.iter().map(|segment| Stretch::of(evidence, segment)).collect();
        let pieces: BTreeSet<Piece> =
            stretches.iter().flat_map(|stretch| stretch.pieces.iter().copied()).collect();
        let mut made = Segments::default();
        let mut lists = Lists::new(evidence, voices, language);
        for piece in &pieces {
            let said = lists.said(*piece, piece.end).trim_end().to_owned();
            let speaker = lists.speaker(&mut made, *piece);
            made.pieces.push((speaker, said));
        }
        let numbers: BTreeMap<Piece, usize> =
            pieces.into_iter().enumerate().map(|(number, piece)| (piece, number)).collect();
        for (segment, stretch) in coded.iter().zip(&stretches) {
            let segment = lists.segment(&mut made, segment, stretch, &numbers);
            made.segments.push(segment);
        }
        made
    }
}

/// The pieces of a segment and around it.
struct Stretch {
    pieces: Vec<Piece>,
    /// Which of these it touches: the first and the last.
    touched: (usize, usize),
    span: Span,
}

impl Stretch {
    fn of(evidence: &Evidence<'_>, segment: &CodedSegment) -> Stretch {
        let no_layout = Layout::default();
        let layout = evidence.layouts.get(segment.place).unwrap_or(&no_layout);
        let span = segment.coding.span;
        let (first, last) = segment.turns.unwrap_or(segment.paragraphs);
        let n_pieces = match segment.turns {
            Some(_) => layout.turns.len(),
            None => layout.paragraphs.len(),
        };
        let from = first.saturating_sub(1);
        let to = (last + 2).min(n_pieces);
        let piece = |number: usize| match segment.turns {
            Some(_) => {
                let turn = layout.turns[number];
                let start = (turn.words_start as usize).min(turn.span.end());
                Piece {
                    place: segment.place,
                    start,
                    end: turn.span.end(),
                    speaker: Some(turn.speaker),
                }
            }
            None => {
                let paragraph = layout.paragraphs[number];
                let (start, end) = (paragraph.start(), paragraph.end());
                Piece { place: segment.place, start, end, speaker: None }
            }
        };
        let mut pieces: Vec<Piece> = (from..to).map(piece).collect();
        if pieces.is_empty() {
            let (start, end) = (span.start(), span.end());
            pieces.push(Piece { place: segment.place, start, end, speaker: None });
        }
        let most = pieces.len() - 1;
        Stretch { pieces, touched: ((first - from).min(most), (last - from).min(most)), span }
    }
}

/// The lists that segments point into, while they grow.
struct Lists<'a> {
    evidence: &'a Evidence<'a>,
    voices: Voices,
    language: Language,
    names: Names,
    role: Option<VariableId>,
    site: Option<VariableId>,
    roles: BTreeMap<String, usize>,
    sites: BTreeMap<String, usize>,
    codes: BTreeMap<usize, usize>,
    documents: BTreeMap<usize, usize>,
}

impl<'a> Lists<'a> {
    fn new(evidence: &'a Evidence<'a>, voices: Voices, language: Language) -> Lists<'a> {
        let variable = |scope, name| evidence.snapshot.variable(scope, name).map(|known| known.id);
        Lists {
            evidence,
            voices,
            language,
            names: Names::of(evidence.snapshot),
            role: variable(Scope::Participant, "role"),
            site: variable(Scope::Document, "site"),
            roles: BTreeMap::new(),
            sites: BTreeMap::new(),
            codes: BTreeMap::new(),
            documents: BTreeMap::new(),
        }
    }

    fn speaker(&mut self, made: &mut Segments, piece: Piece) -> Speaker {
        let document = self.evidence.snapshot.documents().get(piece.place);
        let speaker = piece.speaker.and_then(|number| document?.speakers.get(number.index()));
        let unnamed = || document.and_then(|document| document.unnamed_participant());
        match speaker {
            Some(speaker) if speaker.is_interviewer => Speaker::Other(Other::Interviewer),
            Some(speaker) => self.person_or_unknown(made, speaker.participant),
            None if piece.speaker.is_none() => self.person_or_unknown(made, unnamed()),
            None => Speaker::Other(Other::Unknown),
        }
    }

    fn person_or_unknown(&mut self, made: &mut Segments, who: Option<ParticipantId>) -> Speaker {
        match who {
            Some(who) => Speaker::Participant(self.person(made, who)),
            None => Speaker::Other(Other::Unknown),
        }
    }

    fn person(&mut self, made: &mut Segments, who: ParticipantId) -> usize {
        if self.voices == Voices::LeftOut {
            // All are one.
            made.people.resize(1, None);
            return 0;
        }
        if let Some(&number) = made.numbers.get(&who) {
            return number;
        }
        let values = self.evidence.snapshot.participant(who).map(|person| &person.values);
        let role = self.role.and_then(|role| values?.get(&role));
        let role = role.map(|role| number_of(&mut self.roles, &mut made.roles, role));
        made.people.push(role);
        made.numbers.insert(who, made.people.len() - 1);
        made.people.len() - 1
    }

    fn document(&mut self, made: &mut Segments, place: usize) -> usize {
        if self.voices == Voices::LeftOut {
            made.documents.resize_with(1, Source::default);
            return 0;
        }
        if let Some(&number) = self.documents.get(&place) {
            return number;
        }
        let document = &self.evidence.snapshot.documents()[place];
        let site = self.site.and_then(|site| document.values.get(&site));
        let site = site.or(document.group.as_ref());
        let site = site.map(|site| number_of(&mut self.sites, &mut made.sites, site));
        let name = show_controls(&document.name).into_owned();
        made.documents.push(Source { name, site });
        self.documents.insert(place, made.documents.len() - 1);
        made.documents.len() - 1
    }

    fn segment(
        &mut self,
        made: &mut Segments,
        segment: &CodedSegment,
        stretch: &Stretch,
        numbers: &BTreeMap<Piece, usize>,
    ) -> Segment {
        let language = self.language;
        let number = |piece: usize| numbers.get(&stretch.pieces[piece]).copied().unwrap_or(0);
        let (first, last) = stretch.touched;
        let snapshot = self.evidence.snapshot;
        let mut code = |code: kwali_model::CodeId| {
            *self.codes.entry(code.index()).or_insert_with(|| {
                made.codes.push(show_controls(code_label(snapshot, code, language)).into_owned());
                made.codes.len() - 1
            })
        };
        let (own, others) =
            (code(segment.coding.code), segment.other_codes.iter().copied().map(code).collect());
        let mut people: Vec<usize> =
            segment.participants.iter().map(|&who| self.person(made, who)).collect();
        people.dedup();
        Segment {
            document: self.document(made, segment.place),
            place: place_in_words(segment, language),
            code: own,
            others,
            people,
            around: (number(0), number(stretch.pieces.len() - 1)),
            within: (number(first), number(last)),
            start: self.length_before(stretch.pieces[first], stretch.span.start()),
            end: self.length_before(stretch.pieces[last], stretch.span.end()),
        }
    }

    /// Returns the words of a piece up to a byte of its document, without names of participants.
    fn said(&self, piece: Piece, end: usize) -> String {
        let end = end.clamp(piece.start, piece.end);
        let words = self.evidence.passages().words(piece.place, piece.start, end);
        let mut said = String::with_capacity(words.len());
        for character in words.chars() {
            match character {
                '\n' | '\t' => said.push(' '),
                other => push_visible(&mut said, other),
            }
        }
        self.names.hidden_in(&said, self.language.choose("[name]", "[naam]"))
    }

    /// Returns how many characters of a piece stand before a byte, as JavaScript counts them.
    fn length_before(&self, piece: Piece, byte: usize) -> usize {
        self.said(piece, byte).encode_utf16().count()
    }
}

/// Returns the number of a text in a list, which it is added to where it is new.
fn number_of(known: &mut BTreeMap<String, usize>, list: &mut Vec<String>, text: &str) -> usize {
    *known.entry(text.to_owned()).or_insert_with(|| {
        list.push(show_controls(text).into_owned());
        list.len() - 1
    })
}

/// Returns turns or paragraphs by their numbers from 1.
fn place_in_words(segment: &CodedSegment, language: Language) -> String {
    let ((first, last), one, several) = match segment.turns {
        Some(turns) => {
            (turns, language.choose("turn", "beurt"), language.choose("turns", "beurten"))
        }
        None => (
            segment.paragraphs,
            language.choose("paragraph", "alinea"),
            language.choose("paragraphs", "alinea’s"),
        ),
    };
    match first == last {
        true => format!("{one} {}", first + 1),
        false => format!("{several} {}–{}", first + 1, last + 1),
    }
}
