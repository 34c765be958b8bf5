//! How a line opens with what may be the name of its speaker.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names;
use super::stamp::{Bare, Stamp, stamp_at};
use crate::draft::Mark;

/// A possible label; all places are bytes of the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Label {
    pub(super) name: Range<usize>,
    /// Where the words begin, behind name and stamps; the line's length if none follow.
    pub(super) words: usize,
    pub(super) form: Form,
    /// The first stamp before the words.
    pub(super) stamp: Option<Stamp>,
    /// The stamp between name and words, and the byte where it begins.
    pub(super) beside_name: Option<(usize, Stamp)>,
}

/// What makes a name look like a label.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Form {
    /// `Name:`, also with a stamp in between.
    Colon,
    /// `[Name]`.
    Bracket,
    /// In bold, in a table cell of its own, or with a stamp, and words behind it.
    SetApart,
    /// Alone on its line, in bold, as a heading or with a stamp.
    AloneSetApart,
    /// Alone on its line.
    Alone,
}

/// Which names may be labels.
pub(super) enum Names<'a> {
    /// Those that look like names.
    Plausible,
    /// Those that were stated: from their key to their spelling.
    Stated(&'a BTreeMap<String, &'a str>),
}

impl Names<'_> {
    fn accept(&self, name: &str) -> bool {
        match self {
            Names::Plausible => names::is_plausible(name),
            Names::Stated(stated) => stated.contains_key(&names::key(name)),
        }
    }

    /// The most bytes of a line that can hold a label.
    fn reach(&self) -> usize {
        // A character has up to four bytes; `**`, brackets and a stamp may stand around the name.
        let longest = match self {
            Names::Plausible => names::MOST_CHARS * 4,
            Names::Stated(stated) => stated.values().map(|name| name.len()).max().unwrap_or(0),
        };
        longest + 16
    }
}

/// Returns the label with which a line begins, if it begins with one.
pub(super) fn label_of(line: &str, mark: &Mark, names: &Names) -> Option<Label> {
    let mut at = skip_spaces(line, 0);
    if mark.cue.is_some() {
        at = skip_dash(line, at);
    }
    let mut stamp = None;
    let bare = Bare::HoursToSeconds;
    if let Some(first) = stamp_at(&line[at..], bare) {
        stamp = Some(first);
        at = skip_spaces(line, at + first.length);
    }
    let found = in_brackets(line, at, names)
        .or_else(|| set_apart(line, at, mark, names))
        .or_else(|| named(line, at, mark, names))?;
    let form = match (found.form, stamp) {
        (Form::Alone, Some(_)) => Form::AloneSetApart,
        (form, _) => form,
    };
    let label = Label { form, stamp: stamp.or(found.stamp), ..found };
    Some(with_stamp_behind(line, label))
}

/// `[Name]` or `[Name]:`.
fn in_brackets(line: &str, at: usize, names: &Names) -> Option<Label> {
    let inner = line[at..].strip_prefix('[')?;
    let close = window(inner, names.reach()).find(']')?;
    let name = trimmed(line, at + 1..at + 1 + close);
    if !names.accept(&line[name.clone()]) || names::is_sound(&names::key(&line[name.clone()])) {
        return None;
    }
    let behind = at + 1 + close + 1;
    let after = skip_spaces(line, behind);
    let (form, words) = match line[after..].strip_prefix(':') {
        Some(_) => (Form::Colon, after + 1),
        None => (Form::Bracket, behind),
    };
    Some(Label { name, words, form, stamp: None, beside_name: None })
}

/// `Name:`, `Name (00:01:23):`, `Name 0:03` or `Name` alone, with asterisks around it or not.
fn named(line: &str, at: usize, mark: &Mark, names: &Names) -> Option<Label> {
    let begin = skip_markup(line, at);
    let head = window(&line[begin..], names.reach());
    let mut before = ' ';
    for (offset, char) in head.char_indices() {
        let here = begin + offset;
        if char == ':' {
            return colon(line, begin..here, names);
        }
        if char == ';' {
            return semicolon(line, begin..here, names);
        }
        let may_be_stamp = char.is_ascii_digit() || "[(#{<".contains(char);
        if before.is_whitespace()
            && offset > 0
            && may_be_stamp
            && let Some(stamp) = stamp_at(&line[here..], Bare::MinutesToSeconds)
        {
            return stamped(line, begin..here, stamp, names);
        }
        before = char;
    }
    let alone = begin + head.len() == line.len();
    let name = trimmed(line, begin..line.len());
    if !alone || !names.accept(&line[name.clone()]) {
        return None;
    }
    let in_asterisks = begin > at;
    let is_set_apart = mark.is_heading || in_asterisks || covers(&mark.set_apart, &name);
    let form = if is_set_apart { Form::AloneSetApart } else { Form::Alone };
    Some(Label { name, words: line.len(), form, stamp: None, beside_name: None })
}

fn colon(line: &str, name: Range<usize>, names: &Names) -> Option<Label> {
    let colon = name.end;
    let name = without_sound(line, trimmed(line, name));
    let next = line[colon + 1..].chars().next();
    let digit_before = line[..colon].ends_with(|c: char| c.is_ascii_digit());
    // `http://`, `C:\`, `Psalm 23:4`, `std::fmt`
    let is_other = match next {
        Some('/' | '\\' | ':') => true,
        Some(next) => digit_before && next.is_ascii_digit(),
        None => false,
    };
    if is_other || !names.accept(&line[name.clone()]) {
        return None;
    }
    let words = skip_markup(line, colon + 1);
    Some(Label { name, words, form: Form::Colon, stamp: None, beside_name: None })
}

/// `Name;` counts where the name has its colon elsewhere: it is a slip of the key.
fn semicolon(line: &str, name: Range<usize>, names: &Names) -> Option<Label> {
    let words = name.end + 1;
    let name = trimmed(line, name);
    let is_name =
        names.accept(&line[name.clone()]) && line[words..].starts_with(char::is_whitespace);
    is_name.then_some(Label { name, words, form: Form::SetApart, stamp: None, beside_name: None })
}

/// A name with a stamp behind it.
fn stamped(line: &str, name: Range<usize>, stamp: Stamp, names: &Names) -> Option<Label> {
    let beside = name.end;
    let behind = skip_markup(line, name.end + stamp.length);
    let name = trimmed(line, name);
    if !names.accept(&line[name.clone()]) {
        return None;
    }
    let after = skip_spaces(line, behind);
    let (form, words) = match line[after..].chars().next() {
        Some(':') => (Form::Colon, skip_markup(line, after + 1)),
        Some(_) => (Form::SetApart, behind),
        None => (Form::AloneSetApart, line.len()),
    };
    Some(Label { name, words, form, stamp: Some(stamp), beside_name: Some((beside, stamp)) })
}

/// A name that is in bold, or in a cell of its own, with words behind it.
fn set_apart(line: &str, at: usize, mark: &Mark, names: &Names) -> Option<Label> {
    let place = match literal_bold(line, at) {
        Some(place) => place,
        None if mark.set_apart.is_empty() || mark.set_apart.start > at => return None,
        None => at.max(mark.set_apart.start)..mark.set_apart.end,
    };
    if place.start >= place.end || place.end > line.len() {
        return None;
    }
    let name = trimmed(line, place.clone());
    let behind = line[skip_markup(line, place.end)..].trim_start();
    // `Name:` and `Name [00:01]` are read by [`named`], in bold or not.
    let is_other = line[place.clone()].contains(':')
        || behind.is_empty()
        || behind.starts_with(':')
        || stamp_at(behind, Bare::MinutesToSeconds).is_some();
    if is_other || name.is_empty() || !names.accept(&line[name.clone()]) {
        return None;
    }
    let words = skip_markup(line, place.end);
    Some(Label { name, words, form: Form::SetApart, stamp: None, beside_name: None })
}

/// `**Name**` as it stands in a plain text.
fn literal_bold(line: &str, at: usize) -> Option<Range<usize>> {
    let inner = line[at..].strip_prefix("**")?;
    let length = window(inner, names::MOST_CHARS * 4).find("**")?;
    Some(at + 2..at + 2 + length)
}

/// Notices a stamp at the beginning of the words: `I: [00:01:23] Hoe gaat het?`
fn with_stamp_behind(line: &str, mut label: Label) -> Label {
    label.words = skip_spaces(line, label.words);
    label.stamp = label.stamp.or_else(|| stamp_at(&line[label.words..], Bare::HoursToSeconds));
    label
}

/// Narrows a place to what is in it without white space, asterisks and underscores around it.
fn trimmed(line: &str, place: Range<usize>) -> Range<usize> {
    let is_edge = |c: char| c.is_whitespace() || "*_:".contains(c);
    let inner = &line[place.clone()];
    let start = place.start + (inner.len() - inner.trim_start_matches(is_edge).len());
    let end = start + inner.trim_matches(is_edge).len();
    start..end
}

/// `Els (lacht)` is called Els.
fn without_sound(line: &str, name: Range<usize>) -> Range<usize> {
    let written = &line[name.clone()];
    match written.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((before, sound)) if names::is_sound(&names::key(sound)) => {
            name.start..name.start + before.trim_end().len()
        }
        _ => name,
    }
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn skip_spaces(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start().len()
}

fn skip_markup(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start_matches(['*', '_']).len()
}

/// Subtitles put a dash or `>>` before a new speaker.
fn skip_dash(line: &str, at: usize) -> usize {
    skip_spaces(line, line.len() - line[at..].trim_start_matches(['-', '–', '>', '‐']).len())
}

/// The first bytes of `text`, at most so many, whole characters.
fn window(text: &str, reach: usize) -> &str {
    let mut end = text.len().min(reach);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str, Form, Option<u64>)>) {
        check_marked(line, Mark::default(), expected);
    }

    #[track_caller]
    fn check_marked(line: &str, mark: Mark, expected: Option<(&str, &str, Form, Option<u64>)>) {
        let label = label_of(line, &mark, &Names::Plausible);
        let found = label.as_ref().map(|label| {
            let (name, words) = (&line[label.name.clone()], &line[label.words..]);
            (name, words, label.form, label.stamp.map(|stamp| stamp.start))
        });
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn a_name_with_a_colon() {
        let aaltje = |stamp| Some(("Aaltje", "Ja hoor.", Form::Colon, stamp));
        for line in [
            "Aaltje: Ja hoor.",
            "  Aaltje :\tJa hoor.",
            "Aaltje:Ja hoor.",
            "**Aaltje:** Ja hoor.",
            "**Aaltje**: Ja hoor.",
            "__Aaltje__: Ja hoor.",
            "[Aaltje]: Ja hoor.",
        ] {
            check(line, aaltje(None));
        }
        for line in [
            "Aaltje (00:01:23): Ja hoor.",
            "Aaltje [01:23]: Ja hoor.",
            "Aaltje 1:23: Ja hoor.",
            "[00:01:23] Aaltje: Ja hoor.",
            "00:01:23 Aaltje: Ja hoor.",
            "#00:01:23-0# Aaltje: Ja hoor.",
            "**Aaltje** [00:01:23]: Ja hoor.",
        ] {
            check(line, aaltje(Some(83_000)));
        }
        check("I: [00:03] Ja", Some(("I", "[00:03] Ja", Form::Colon, Some(3000))));
        check("Els (lacht): Ja", Some(("Els", "Ja", Form::Colon, None)));
        check("Els (wijkteam): Ja", Some(("Els (wijkteam)", "Ja", Form::Colon, None)));
        check("I:", Some(("I", "", Form::Colon, None)));
        check("Int.: Ja?", Some(("Int.", "Ja?", Form::Colon, None)));
        check(
            "Respondent 12: 12:30 was het",
            Some(("Respondent 12", "12:30 was het", Form::Colon, None)),
        );
    }

    #[test]
    fn names_without_a_colon_have_other_forms() {
        check("[Aaltje] Ja", Some(("Aaltje", "Ja", Form::Bracket, None)));
        check("**Aaltje** Ja", Some(("Aaltje", "Ja", Form::SetApart, None)));
        check("Aaltje 0:03 Ja", Some(("Aaltje", "Ja", Form::SetApart, Some(3000))));
        check("Aaltje  0:03", Some(("Aaltje", "", Form::AloneSetApart, Some(3000))));
        check("00:00:03 Spreker 1", Some(("Spreker 1", "", Form::AloneSetApart, Some(3000))));
        check("Aaltje", Some(("Aaltje", "", Form::Alone, None)));
        check("**Aaltje**", Some(("Aaltje", "", Form::AloneSetApart, None)));
    }

    #[test]
    fn what_the_format_sets_apart_is_a_label_without_a_colon() {
        let bold = |set_apart| Mark { set_apart, ..Mark::default() };
        check_marked("Aaltje Ja", bold(0..6), Some(("Aaltje", "Ja", Form::SetApart, None)));
        check_marked("Aaltje", bold(0..6), Some(("Aaltje", "", Form::AloneSetApart, None)));
        check_marked(
            "00:00:03\tAaltje\tJa",
            bold(9..15),
            Some(("Aaltje", "Ja", Form::SetApart, Some(3000))),
        );
        check_marked("Dat is zo Ja", bold(0..9), None);
        let heading = Mark { is_heading: true, ..Mark::default() };
        check_marked("Aaltje", heading, Some(("Aaltje", "", Form::AloneSetApart, None)));
    }

    #[test]
    fn other_beginnings_are_no_labels() {
        for line in [
            "",
            "http://voorbeeld.nl is het adres",
            "12:30 kwam hij",
            "Psalm 23:4 dan",
            "C:\\map\\bestand staat daar",
            "[lacht] Ja",
            "[Onverstaanbaar] Ja",
            "Toen zei ik: ga maar zitten",
            "Dat is een lange zin, en dan komt er: nog iets",
            "- Aaltje: in een lijst",
            "(lacht)",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn subtitles_have_dashes() {
        use crate::draft::CueMark;
        use kwali_model::TimeRange;
        let time = Some(TimeRange { start: 0, end: None });
        let mark = Mark { cue: Some(CueMark { time, voice: None }), ..Mark::default() };
        check_marked("- MAN: Ja", mark.clone(), Some(("MAN", "Ja", Form::Colon, None)));
        check_marked(">> Els: Ja", mark, Some(("Els", "Ja", Form::Colon, None)));
    }

    #[test]
    fn stated_names_may_be_anything() {
        let stated = BTreeMap::from([(names::key("de mevrouw, van toen"), "de mevrouw, van toen")]);
        let names = Names::Stated(&stated);
        let line = "De mevrouw, van toen: ja";
        let label = label_of(line, &Mark::default(), &names).unwrap();
        assert_eq!(&line[label.words..], "ja");
        assert_eq!(label_of("Els: ja", &Mark::default(), &names), None);
    }
}
