//! A coded segment with everything that is shown of it.

use kwali_analysis::{CodeOn, CodedSegment, SegmentGroup, context_span};
use kwali_model::{CodeId, Document, Layout, Origin, Scope, Snapshot, SpeakerNumber};
use kwali_text::Span;

use super::SegmentReport;
use crate::exhibits::wording::{code_id, code_label};

/// A segment with everything that is shown of it.
pub(super) struct Shown<'a> {
    pub(super) segment: &'a CodedSegment,
    pub(super) id: String,
    pub(super) document: &'a str,
    pub(super) code: ShownCode<'a>,
    /// All codes on it with who gave them, its own too.
    pub(super) codes: Vec<ShownCode<'a>>,
    pub(super) other_codes: Vec<&'a str>,
    pub(super) coder: &'a str,
    pub(super) weight: Option<u8>,
    pub(super) comment: Option<&'a str>,
    pub(super) origin: Origin,
    pub(super) speakers: Vec<&'a str>,
    pub(super) participants: Vec<&'a str>,
    /// Each speaker with role and participant: `Aaltje (bewoner, EIW-P07)`.
    pub(super) voices: Vec<String>,
    /// When it is said in the recording: `00:03:12`.
    pub(super) time: Option<String>,
    pub(super) text: &'a str,
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    /// The segment with its context, in bytes.
    pub(super) around: Span,
}

/// A code on a segment.
pub(super) struct ShownCode<'a> {
    pub(super) code: CodeId,
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) coders: Vec<&'a str>,
}

/// Returns what is shown, each with its group.
pub(super) fn all_shown<'a>(
    report: &SegmentReport<'a>,
) -> impl Iterator<Item = (&'a SegmentGroup, Shown<'a>)> {
    let report = *report;
    report.arranged.segments().map(move |(group, segment)| (group, show(&report, segment)))
}

/// Returns a segment with everything that is shown of it.
pub(super) fn show<'a>(report: &SegmentReport<'a>, segment: &'a CodedSegment) -> Shown<'a> {
    let SegmentReport { passages, context, .. } = *report;
    let snapshot = passages.snapshot;
    let (coding, place) = (&segment.coding, segment.place);
    let document = &snapshot.documents()[place];
    let no_layout = Layout::default();
    let layout = passages.layouts.get(place).unwrap_or(&no_layout);
    let span = coding.span;
    let around = context_span(layout, span, context);
    let coder = snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str());
    let voices = segment.speakers.iter().filter_map(|&who| voice(snapshot, document, who));
    let detail = passages.details.get(&coding.id);
    let comment = detail.and_then(|detail| detail.comment.as_deref());
    Shown {
        segment,
        id: passages.coding_id(coding),
        document: &document.name,
        code: shown_code(report, coding.code, vec![coder]),
        codes: segment.codes.iter().map(|on| code_on(report, on)).collect(),
        other_codes: segment.other_codes.iter().map(|&code| code_id(snapshot, code)).collect(),
        coder,
        weight: coding.weight.map(|weight| weight.get()),
        comment: comment.filter(|comment| !comment.is_empty()),
        origin: detail.map(|detail| detail.origin).unwrap_or_default(),
        speakers: passages.speakers(place, document, span),
        participants: passages.people(&segment.participants),
        voices: voices.collect(),
        time: segment.time.map(clock),
        text: passages.words(place, span.start(), span.end()),
        before: passages.words(place, around.start(), span.start()),
        after: passages.words(place, span.end(), around.end()),
        around,
    }
}

fn code_on<'a>(report: &SegmentReport<'a>, on: &CodeOn) -> ShownCode<'a> {
    let snapshot = report.passages.snapshot;
    let coders = on.coders.iter().filter_map(|&coder| snapshot.coder(coder));
    shown_code(report, on.code, coders.map(|coder| coder.name.as_str()).collect())
}

fn shown_code<'a>(report: &SegmentReport<'a>, code: CodeId, coders: Vec<&'a str>) -> ShownCode<'a> {
    let snapshot = report.passages.snapshot;
    let label = code_label(snapshot, code, report.language);
    ShownCode { code, id: code_id(snapshot, code), label, coders }
}

/// Returns a speaker with role and participant, as far as they are known.
fn voice(snapshot: &Snapshot, document: &Document, speaker: SpeakerNumber) -> Option<String> {
    let speaker = document.speakers.get(speaker.index())?;
    let person = speaker.participant.and_then(|id| snapshot.participant(id));
    let role = snapshot.variable(Scope::Participant, "role");
    let role = role.and_then(|role| person?.values.get(&role.id)).map(String::as_str);
    let person = person.map(|person| person.name.as_str());
    let (name, person) = match speaker.name.as_str() {
        "" => (person?, None),
        name => (name, person.filter(|person| *person != name)),
    };
    let known: Vec<&str> = role.into_iter().chain(person).collect();
    Some(match known.is_empty() {
        true => name.to_owned(),
        false => format!("{name} ({})", known.join(", ")),
    })
}

/// Returns a time in a recording: `01:02:03`.
fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

impl Shown<'_> {
    /// Returns the codes on the segment but for its own coding: by others, or other codes.
    pub(super) fn further_codes(&self) -> impl Iterator<Item = (&ShownCode<'_>, Vec<&str>)> {
        self.codes.iter().filter_map(|on| {
            let is_own = |coder: &&str| on.code == self.code.code && *coder == self.coder;
            let coders: Vec<&str> =
                on.coders.iter().copied().filter(|coder| !is_own(coder)).collect();
            (!coders.is_empty()).then_some((on, coders))
        })
    }
}
