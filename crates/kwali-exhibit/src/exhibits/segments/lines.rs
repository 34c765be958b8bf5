//! Coded segments as lines of JSON.

use serde::Serialize;

use super::SegmentReport;
use super::heading::group_id;
use super::shown::{Shown, all_shown};

/// Returns coded segments as JSON, one object a line.
///
/// Every object has `id`, `document`, `start`, `end` (code points), `text`, `code`, `other_codes`
/// (of segments that overlap it), `coder`, `weight`, `speakers`, `participants`, `context` (the
/// words `before` and `after`), `codes` (each with the `coders` who gave it to what overlaps the
/// segment), `comment`, `paragraphs` and `turns` (the first and the last, counted from 1), `time`
/// in the recording, `origin` (`person`, or `suggestion` where one was accepted) and, where segments
/// are grouped, `in_group`.
pub fn segments_jsonl(report: &SegmentReport<'_>) -> String {
    let is_grouped = report.arranged.arrangement.group_by.is_some();
    let snapshot = report.passages.snapshot;
    let mut lines = String::new();
    for (group, shown) in all_shown(report) {
        let in_group = is_grouped.then(|| group_id(snapshot, &group.key));
        lines.push_str(&serde_json::to_string(&to_json(&shown, in_group)).unwrap_or_default());
        lines.push('\n');
    }
    lines
}

fn to_json<'a>(shown: &'a Shown<'a>, in_group: Option<&'a str>) -> SegmentJson<'a> {
    let (span, segment) = (shown.segment.coding.span, shown.segment);
    let from_one = |(first, last): (usize, usize)| [first + 1, last + 1];
    SegmentJson {
        id: &shown.id,
        document: shown.document,
        start: span.start_char(),
        end: span.end_char(),
        text: shown.text,
        code: shown.code.id,
        other_codes: &shown.other_codes,
        coder: shown.coder,
        weight: shown.weight,
        speakers: &shown.speakers,
        participants: &shown.participants,
        context: ContextJson { before: shown.before, after: shown.after },
        codes: shown.codes.iter().map(|on| CodeJson { code: on.id, coders: &on.coders }).collect(),
        comment: shown.comment,
        paragraphs: from_one(segment.paragraphs),
        turns: segment.turns.map(from_one),
        time: shown.time.as_deref(),
        origin: shown.origin.name(),
        in_group,
    }
}

/// A segment as a line of the file.
#[derive(Serialize)]
struct SegmentJson<'a> {
    id: &'a str,
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    code: &'a str,
    other_codes: &'a [&'a str],
    coder: &'a str,
    weight: Option<u8>,
    speakers: &'a [&'a str],
    participants: &'a [&'a str],
    context: ContextJson<'a>,
    codes: Vec<CodeJson<'a>>,
    comment: Option<&'a str>,
    paragraphs: [usize; 2],
    turns: Option<[usize; 2]>,
    time: Option<&'a str>,
    origin: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_group: Option<&'a str>,
}

#[derive(Serialize)]
struct ContextJson<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct CodeJson<'a> {
    code: &'a str,
    coders: &'a [&'a str],
}
