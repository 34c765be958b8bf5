//! Time stamps in a text: `#00:01:23-4#`, `[00:01:23]`, `(1:23)`, `00:01:23`, `¤<83000>`.

/// A moment written in a line, in milliseconds, with the bytes it takes there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stamp {
    pub(crate) start: u64,
    /// The second moment of `[00:01 - 00:05]`.
    pub(crate) end: Option<u64>,
    /// Bytes, brackets included.
    pub(crate) length: usize,
    pub(crate) kind: Kind,
    /// The number behind the point, where two digits stand there: perhaps frames of a film.
    pub(crate) hundredths: Option<u64>,
}

/// How a stamp is written, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    /// `#00:01:23-4#`, `¤<83000>`: nothing else is written so.
    Certain,
    /// Hours, minutes and seconds in brackets.
    Long,
    /// Minutes and seconds in brackets.
    Short,
    /// Hours, minutes and seconds without brackets.
    Bare,
    /// Minutes and seconds without brackets.
    BareShort,
}

impl Kind {
    /// The number of kinds.
    pub(crate) const COUNT: usize = 5;
}

/// How much must be written for digits to count as a stamp.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bare {
    /// Hours, minutes and seconds, since `12:30` may be a time of day.
    HoursToSeconds,
    /// Minutes and seconds do, since a name stands beside them.
    MinutesToSeconds,
}

/// The longest stamp is `[00:00:00.000 --> 00:00:00.000]`.
const LONGEST: usize = 40;

const BRACKETS: [(char, char); 5] = [('[', ']'), ('(', ')'), ('{', '}'), ('<', '>'), ('#', '#')];

/// Characters with which a stamp in brackets can begin.
const OPENERS: [char; 6] = ['[', '(', '{', '<', '#', '¤'];

/// What stands between the two moments of a range.
const DASHES: [&str; 4] = ["-->", " - ", "–", "—"];

/// Returns the stamp with which `text` begins, if it does.
pub(crate) fn stamp_at(text: &str, bare: Bare) -> Option<Stamp> {
    match text.chars().next()? {
        '¤' => transana(text),
        first if OPENERS.contains(&first) => in_brackets(text, first),
        first if first.is_ascii_digit() => without_brackets(text, bare),
        _ => None,
    }
}

/// Returns the stamp that stands for a time in a text, as Transana writes it.
pub(crate) fn written_stamp(milliseconds: u64) -> String {
    format!("¤<{milliseconds}>")
}

fn in_brackets(text: &str, open: char) -> Option<Stamp> {
    let &(_, close) = BRACKETS.iter().find(|&&(bracket, _)| bracket == open)?;
    let end = text.bytes().skip(1).take(LONGEST).position(|byte| byte == close as u8)?;
    let inner = &text[1..=end];
    let written = inner.trim();
    let (start, end) = range(written).or_else(|| Some((with_a_point(written, open)?, None)))?;
    let kind = match written.split_once(DASHES[0]).map_or(written, |(start, _)| start) {
        _ if open == '#' => Kind::Certain,
        first if first.matches([':', '.']).count() > 1 && hours(first) => Kind::Long,
        _ => Kind::Short,
    };
    let hundredths = hundredths(written).filter(|_| kind == Kind::Long && end.is_none());
    Some(Stamp { start, end, length: inner.len() + 2, kind, hundredths })
}

/// True for `0:01:23` and `00.01.23`, with or without a fraction.
fn hours(written: &str) -> bool {
    written.matches(':').count() == 2 || !written.contains(':')
}

/// `[01.23]`; with one digit less it is a number.
fn with_a_point(written: &str, open: char) -> Option<u64> {
    let (minutes, seconds) = written.split_once('.').filter(|_| open == '[')?;
    let both = minutes.len() == 2 && seconds.len() == 2;
    both.then(|| moment(&format!("{minutes}:{seconds}")))?
}

fn hundredths(written: &str) -> Option<u64> {
    let (_, fraction) = written.rsplit_once('.').filter(|(clock, _)| clock.contains(':'))?;
    (fraction.len() == 2).then(|| number(fraction))?
}

/// Transana's `¤<83000>` in milliseconds, with the time as it is shown in between or not.
fn transana(text: &str) -> Option<Stamp> {
    let sign = '¤'.len_utf8();
    let shown = text[sign..].strip_prefix('(').and_then(|_| in_brackets(&text[sign..], '('));
    let behind = sign + shown.map_or(0, |stamp| stamp.length);
    let inner = text[behind..].strip_prefix('<').and_then(|inner| {
        let length = inner.bytes().take(LONGEST).position(|byte| byte == b'>')?;
        let digits = &inner[..length];
        let fits = (1..=12).contains(&length);
        Some((fits.then(|| number(digits))??, behind + length + 2))
    });
    let (start, length) = inner.or(shown.map(|stamp| (stamp.start, behind)))?;
    Some(Stamp { start, end: None, length, kind: Kind::Certain, hundredths: None })
}

fn without_brackets(text: &str, bare: Bare) -> Option<Stamp> {
    let first = bare_moment(text, bare)?;
    let rest = &text[first.length..];
    let second = DASHES.iter().find_map(|dash| {
        let behind = rest.trim_start().strip_prefix(dash.trim())?.trim_start();
        let second = bare_moment(behind, bare)?;
        Some(Stamp {
            end: Some(second.start),
            length: text.len() - behind.len() + second.length,
            ..first
        })
    });
    second.or(Some(first)).filter(|stamp| {
        !text[stamp.length..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
    })
}

fn bare_moment(text: &str, bare: Bare) -> Option<Stamp> {
    let length = text.find(|c: char| !(c.is_ascii_digit() || ":.,".contains(c)));
    let digits = text[..length.unwrap_or(text.len())].trim_end_matches([':', '.', ',']);
    let start = moment(digits)?;
    let kind = match digits.matches(':').count() {
        2 => Kind::Bare,
        1 if bare == Bare::MinutesToSeconds => Kind::BareShort,
        _ => return None,
    };
    Some(Stamp { start, end: None, length: digits.len(), kind, hundredths: None })
}

/// Returns the stamp with which `text` ends, but for white space, and the byte where it begins.
pub(crate) fn stamp_ending(text: &str) -> Option<(usize, Stamp)> {
    let trimmed = text.trim_end();
    let last = trimmed.chars().next_back()?;
    if let Some(&(open, _)) = BRACKETS.iter().find(|&&(_, close)| close == last) {
        let inside = &trimmed[..trimmed.len() - 1];
        let begin = inside.rfind(open).filter(|begin| trimmed.len() - begin <= LONGEST)?;
        let stamp = stamp_at(&trimmed[begin..], Bare::HoursToSeconds)?;
        return (begin + stamp.length == trimmed.len()).then_some((begin, stamp));
    }
    let begin = trimmed
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + trimmed[space..].chars().next().map_or(1, char::len_utf8));
    let stamp = stamp_at(&trimmed[begin..], Bare::HoursToSeconds)?;
    (begin + stamp.length == trimmed.len()).then_some((begin, stamp))
}

fn range(inner: &str) -> Option<(u64, Option<u64>)> {
    for dash in DASHES {
        if let Some((start, end)) = inner.split_once(dash) {
            return Some((moment(start.trim())?, Some(moment(end.trim())?)));
        }
    }
    Some((moment(inner)?, None))
}

/// Returns the milliseconds of `h:mm:ss`, `mm:ss`, each with a fraction behind `.`, `,` or `-`.
///
/// Points may stand for the colons: `00.01.23`.
pub(crate) fn moment(written: &str) -> Option<u64> {
    let pieces: Vec<&str> = written.split([':', '.', ',', '-']).collect();
    let separators: Vec<char> = written.chars().filter(|c| ":.,-".contains(*c)).collect();
    let whole = match separators.as_slice() {
        [':', ':', ..] | ['.', '.'] => 3,
        [':', ..] => 2,
        _ => return None,
    };
    let fraction = match pieces.len() - whole {
        0 => "",
        1 if separators.last() != Some(&':') => pieces[whole],
        _ => return None,
    };
    let (clock, last) = (&pieces[..whole], pieces[whole - 1]);
    let two_digits = clock[1..].iter().all(|piece| piece.len() == 2);
    if !two_digits || !(1..=3).contains(&clock[0].len()) || last > "59" {
        return None;
    }
    let mut seconds = 0;
    for piece in clock {
        seconds = seconds * 60 + number(piece)?;
    }
    if whole == 3 && clock[1] > "59" {
        return None;
    }
    Some(seconds * 1000 + milliseconds(fraction)?)
}

fn number(digits: &str) -> Option<u64> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn milliseconds(fraction: &str) -> Option<u64> {
    if fraction.len() > 6 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<3}")[..3].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u64, usize)>) {
        let stamp = stamp_at(text, Bare::HoursToSeconds);
        assert_eq!(stamp.map(|stamp| (stamp.start, stamp.length)), expected, "{text}");
    }

    #[test]
    fn every_way_of_writing_a_moment() {
        check("#00:01:23-4# ja", Some((83_400, 12)));
        check("#00:01:23#", Some((83_000, 10)));
        check("[00:01:23] ja", Some((83_000, 10)));
        check("[01:23]", Some((83_000, 7)));
        check("(1:23)", Some((83_000, 6)));
        check("{00:01:23.45}", Some((83_450, 13)));
        check("[00.01.23]", Some((83_000, 10)));
        check("00:01:23 ja", Some((83_000, 8)));
        check("1:00:00.250", Some((3_600_250, 11)));
        check("00:01:23,", Some((83_000, 8)));
    }

    #[test]
    fn a_range_has_two_moments() {
        let stamp = stamp_at("[00:01 - 00:05] ja", Bare::HoursToSeconds).unwrap();
        assert_eq!((stamp.start, stamp.end), (1000, Some(5000)));
    }

    #[test]
    fn other_figures_are_no_stamps() {
        for text in ["12:30 uur", "[lacht]", "(12)", "#wijk", "1:2:3", "00:61:00", "[00:99]", ""] {
            check(text, None);
        }
        for text in ["00:01:23-4", "00:01:234", "[", "#", "é", "[é", "10.5", "2019-02-05"] {
            check(text, None);
        }
        assert!(stamp_at("12:30", Bare::MinutesToSeconds).is_some());
    }

    #[test]
    fn a_stamp_at_the_end_is_found_from_behind() {
        let ending = |text| stamp_ending(text).map(|(begin, stamp)| (begin, stamp.start));
        assert_eq!(ending("ja hoor #00:00:03-5# "), Some((8, 3500)));
        assert_eq!(ending("ja [00:00:03]"), Some((3, 3000)));
        assert_eq!(ending("één 00:00:03"), Some((6, 3000)));
        assert_eq!(ending("om 12:30"), None);
        assert_eq!(ending("ja (lacht)"), None);
        assert_eq!(ending("ja"), None);
    }
}
