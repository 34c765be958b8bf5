//! Errors that are put into a report on purpose, the same every time.

use kwali_exhibit::report::Verdict;

/// A kind of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ErrorKind {
    Word,
    NumberInSentence,
    NumberInTable,
    Role,
    Negation,
}

impl ErrorKind {
    const ALL: [ErrorKind; 5] = [
        ErrorKind::Word,
        ErrorKind::NumberInSentence,
        ErrorKind::NumberInTable,
        ErrorKind::Role,
        ErrorKind::Negation,
    ];

    /// What is said of it.
    pub(super) fn verdict(self) -> Verdict {
        match self {
            ErrorKind::Word => Verdict::Altered,
            ErrorKind::NumberInSentence | ErrorKind::NumberInTable => Verdict::Differs,
            ErrorKind::Role => Verdict::OtherVoice,
            ErrorKind::Negation => Verdict::Negation,
        }
    }
}

/// An error with the line on which it is told, from 1.
pub(super) struct Seeded {
    pub(super) kind: ErrorKind,
    pub(super) line: usize,
}

/// Returns a Markdown report with errors of all kinds, each on a line of its own, in the order of
/// their lines; `round` says which of all that could be made.
pub(super) fn seeded(markdown: &str, n_errors: usize, round: usize) -> (String, Vec<Seeded>) {
    let mut lines: Vec<String> = markdown.lines().map(str::to_owned).collect();
    let mut errors: Vec<Seeded> = Vec::new();
    // A word that stands once in the study cannot be a quotation's place twice: errors stay apart.
    let mut used: Vec<usize> = Vec::new();
    for number in 0..n_errors {
        let kind = ErrorKind::ALL[number % ErrorKind::ALL.len()];
        let candidates: Vec<(usize, String, usize)> =
            (0..lines.len()).filter_map(|at| broken(kind, &lines, at)).collect();
        let free: Vec<&(usize, String, usize)> = candidates
            .iter()
            .filter(|(at, _, told)| {
                used.iter().all(|u| u.abs_diff(*at) > 3 && u.abs_diff(*told) > 3)
            })
            .collect();
        let step = round * n_errors + number;
        let (at, line, told) = free[step * 7 % free.len()].clone();
        used.extend([at, told]);
        lines[at] = line;
        errors.push(Seeded { kind, line: told + 1 });
    }
    errors.sort_by_key(|error| error.line);
    (lines.join("\n") + "\n", errors)
}

/// Returns a line with an error of a kind, its number, and the number of the line that is told; if
/// it can hold such an error.
fn broken(kind: ErrorKind, lines: &[String], at: usize) -> Option<(usize, String, usize)> {
    let line = &lines[at];
    let is_row = line.starts_with('|');
    match kind {
        ErrorKind::Word => {
            let (quote, start) = quote(line)?;
            let words: Vec<&str> = quote.split(' ').collect();
            let middle = words.get(words.len() / 2).filter(|_| words.len() >= 8)?;
            let is_plain = middle.chars().all(char::is_alphabetic) && middle.len() > 3;
            let denies = ["niet", "geen", "nooit", "niks", "niets", "zonder", "niemand"];
            if !is_plain || denies.contains(&middle.to_lowercase().as_str()) {
                return None;
            }
            let place = start + words[..words.len() / 2].iter().map(|w| w.len() + 1).sum::<usize>();
            let mut line = line.clone();
            line.replace_range(place..place + middle.len(), "appelmoes");
            Some((at, line, at))
        }
        ErrorKind::Negation => {
            let (quote, start) = quote(line)?;
            let place = [" niet ", " geen ", " nooit "].iter().find_map(|no| quote.find(no))?;
            let end = place + 1 + quote[place + 1..].find(' ')?;
            if quote.split(' ').count() < 8 {
                return None;
            }
            let mut line = line.clone();
            line.replace_range(start + place..start + end, "");
            Some((at, line, at))
        }
        ErrorKind::NumberInTable => {
            let cells: Vec<&str> = line.split(" | ").collect();
            let number = cells.iter().skip(1).position(|cell| cell.parse::<u32>().is_ok())? + 1;
            let mut cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
            let wrong = cells[number].parse::<u32>().ok()? + 1;
            cells[number] = wrong.to_string();
            is_row.then(|| (at, cells.join(" | "), at))
        }
        ErrorKind::NumberInSentence => {
            // A note under a table stands by itself and begins small.
            let is_blank = |at: usize| lines.get(at).is_none_or(String::is_empty);
            let is_note = is_blank(at + 1)
                && at.checked_sub(1).is_some_and(is_blank)
                && line.starts_with(char::is_lowercase);
            let is_sentence = !is_row && !is_note && !line.starts_with(['*', '#', '!']);
            let start = line.find(|char: char| char.is_ascii_digit()).filter(|_| is_sentence)?;
            let digits: String = line[start..].chars().take_while(char::is_ascii_digit).collect();
            let is_apart = !line[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
            let quoted = line.contains(['‘', '’']);
            let wrong = digits.parse::<u32>().ok()? + 3;
            let line = format!("{}{wrong}{}", &line[..start], &line[start + digits.len()..]);
            (is_apart && !quoted).then_some((at, line, at))
        }
        ErrorKind::Role => role(lines, at),
    }
}

/// Puts another role behind a quote: in brackets on its line, or below it behind a dash.
fn role(lines: &[String], at: usize) -> Option<(usize, String, usize)> {
    let line = &lines[at];
    let other = |role: &str| if role == "bewoner" { "sociaal werker" } else { "bewoner" };
    if let Some(role) = line.strip_prefix("> — ") {
        // The words stand two lines above: between them is a line of the block quote without any.
        let told = (0..at).rev().take_while(|&n| lines[n].starts_with('>')).last()?;
        let is_single = at - told == 2;
        return is_single.then(|| (at, format!("> — {}", other(role)), told));
    }
    let roles = ["bewoner", "ervaringsdeskundige", "sociaal werker", "projectcoördinator"];
    let role = roles.into_iter().find(|role| line.contains(&format!("’ ({role})")))?;
    let (said, swapped) = (format!("’ ({role})"), format!("’ ({})", other(role)));
    (line.matches("’ (").count() == 1).then(|| (at, line.replace(&said, &swapped), at))
}

/// Returns the one quote of a line with its place, without what is marked up in it.
fn quote(line: &str) -> Option<(&str, usize)> {
    let start = line.find('‘')? + '‘'.len_utf8();
    let end = start + line[start..].find('’')?;
    let is_one = line.matches('‘').count() == 1 && line.matches('’').count() == 1;
    let is_plain = !line[start..end].contains(['\\', '<', '…', '[']);
    (is_one && is_plain).then_some((&line[start..end], start))
}
