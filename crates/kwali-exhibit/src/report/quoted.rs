//! What in a report is quoted, with who is said to have said it.

use std::collections::BTreeSet;
use std::ops::Range;

use kwali_analysis::{MarkedQuotation, marked_quotations};
use kwali_text::sentences;
use kwali_transcript::{LineKind, Place, ReadReport, ReportLine};

/// What stands behind a quotation to say whose it is has at most so many words.
const LONGEST_ATTRIBUTION: usize = 12;

/// Something that a report quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The words between the quotation marks.
    pub(super) words: String,
    /// The number of its line, and where in it the quotation begins.
    pub(super) order: (usize, usize),
    pub(super) place: Place,
    /// Who is said to have said it, where that is set apart: behind a dash or in brackets.
    pub(super) said_by: Option<String>,
    /// The other cells of its row.
    pub(super) beside: Vec<String>,
    /// The sentences around it, without it.
    pub(super) around: String,
}

/// Returns all quotations of a report, in its order.
pub(super) fn quoted(report: &ReadReport) -> Vec<Quoted> {
    let lines = &report.lines;
    // A block quote with a heading is a box.
    let is_heading = |line: &&ReportLine| line.kind == LineKind::Heading;
    let boxes: BTreeSet<usize> =
        lines.iter().filter(is_heading).filter_map(|line| line.quote).collect();
    let mut found = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let end = end_of_run(lines, number);
        match &lines[number].kind {
            LineKind::Row(cells) => found.extend(of_row(lines, number, cells)),
            _ if is_quote(&lines[number..end], &boxes) => {
                found.extend(of_quote(lines, number..end));
            }
            _ => found.extend(of_run(lines, number..end)),
        }
        number = end;
    }
    found
}

/// Returns where the lines end that belong together: running text, or one block quote.
fn end_of_run(lines: &[ReportLine], start: usize) -> usize {
    let first = &lines[start];
    let is_single = |line: &ReportLine| !matches!(line.kind, LineKind::Paragraph);
    if is_single(first) {
        return start + 1;
    }
    let goes_on = |line: &ReportLine| !is_single(line) && line.quote == first.quote;
    let mut end = start + 1;
    while lines.get(end).is_some_and(goes_on) {
        // In files that do not number block quotes, an attribution ends one.
        let is_next = first.quote.is_some() && after_dash(&lines[end - 1].words, '—').is_some();
        if is_next {
            break;
        }
        end += 1;
    }
    end
}

/// True if a block quote is what somebody said: a box, and what begins with bold words, is not.
fn is_quote(lines: &[ReportLine], boxes: &BTreeSet<usize>) -> bool {
    let is_in_quote = |line: &ReportLine| line.quote.is_some_and(|quote| !boxes.contains(&quote));
    lines.iter().all(|line| is_in_quote(line) && !line.begins_bold)
}

/// Returns what stands behind a dash at the beginning, if it is short.
fn after_dash(words: &str, dash: char) -> Option<&str> {
    let behind = words.trim().strip_prefix(dash)?.trim();
    let n_words = behind.split_whitespace().count();
    (1..=LONGEST_ATTRIBUTION).contains(&n_words).then_some(behind)
}

/// Returns the words of a line that say whose the quotation above is.
fn attribution_line(words: &str) -> Option<&str> {
    let in_brackets = || words.trim().strip_prefix('(')?.strip_suffix(')');
    let dashed = ['—', '–', '-'].into_iter().find_map(|dash| after_dash(words, dash));
    dashed.or_else(in_brackets)
}

/// A block quote: what is in quotation marks, else every line but the attribution.
fn of_quote(lines: &[ReportLine], run: Range<usize>) -> Vec<Quoted> {
    let (mut of_block, mut end) = (None, run.end);
    let last = &lines[run.end - 1].words;
    // Several turns begin with a dash, too.
    let is_turn = |line: &ReportLine| line.words.trim_start().starts_with('–');
    let turns = lines[run.start..run.end - 1].iter().filter(|line| is_turn(line)).count();
    if run.len() > 1
        && let Some(said_by) = attribution_line(last)
        && (turns == 0 || !last.trim_start().starts_with('–'))
    {
        of_block = Some(said_by.to_owned());
        end -= 1;
    }
    let marked = of_run(lines, run.start..end);
    let letters = |words: &str| words.chars().filter(|char| char.is_alphabetic()).count();
    let n_marked: usize = marked.iter().map(|quoted| letters(&quoted.words)).sum();
    let n_all: usize = lines[run.start..end].iter().map(|line| letters(&line.words)).sum();
    let mut found = match n_marked * 2 > n_all {
        true => marked,
        false => (run.start..end).map(|number| whole_line(&lines[number], number)).collect(),
    };
    for quoted in found.iter_mut().filter(|quoted| quoted.said_by.is_none()) {
        quoted.said_by.clone_from(&of_block);
    }
    found
}

fn whole_line(line: &ReportLine, number: usize) -> Quoted {
    let words = line.words.trim().trim_start_matches(['–', '—', '-', ' ']);
    Quoted {
        words: words.to_owned(),
        order: (number, 0),
        place: line.place(0),
        said_by: None,
        beside: Vec::new(),
        around: String::new(),
    }
}

/// What is in quotation marks in lines that follow each other.
fn of_run(lines: &[ReportLine], run: Range<usize>) -> Vec<Quoted> {
    let paragraphs: Vec<&str> = lines[run.clone()].iter().map(|line| line.words.as_str()).collect();
    let next = lines.get(run.end).filter(|line| line.kind == LineKind::Paragraph);
    marked_quotations(&paragraphs)
        .into_iter()
        .map(|marked| {
            let number = run.start + marked.paragraph;
            let behind = &paragraphs[marked.last_paragraph][marked.end..];
            let line_below = paragraphs
                .get(marked.last_paragraph + 1)
                .copied()
                .or(next.map(|n| n.words.as_str()));
            let below = line_below.filter(|_| is_bare(behind)).and_then(attribution_line);
            let said_by = set_apart(behind).or(below).map(str::to_owned);
            Quoted {
                order: (number, marked.start),
                place: lines[number].place(marked.start),
                said_by,
                beside: Vec::new(),
                around: around(&paragraphs, &marked),
                words: marked.words,
            }
        })
        .collect()
}

/// True if nothing stands behind a quotation but a mark.
fn is_bare(behind: &str) -> bool {
    !behind.contains(char::is_alphanumeric)
}

/// Returns what stands right behind a quotation in brackets or behind a dash.
fn set_apart(behind: &str) -> Option<&str> {
    let behind = behind.trim_start().trim_start_matches(['.', ',']).trim_start();
    if let Some(inner) = behind.strip_prefix('(') {
        return inner.split_once(')').map(|(inner, _)| inner);
    }
    let dashed = behind.strip_prefix(['—', '–'])?;
    let clause = dashed.split(['.', ';', '‘', '“', '"', '„', '«', '(']).next()?.trim();
    (clause.split_whitespace().count() <= LONGEST_ATTRIBUTION).then_some(clause)
}

/// Returns the sentences in which a quotation stands, without it.
fn around(paragraphs: &[&str], marked: &MarkedQuotation) -> String {
    let before = &paragraphs[marked.paragraph][..marked.start];
    let behind = &paragraphs[marked.last_paragraph][marked.end..];
    let last = sentences(before).pop().map_or("", |sentence| &before[sentence]);
    // A sentence that is over says nothing of what follows it, unless it announces that.
    let is_over = last.ends_with(['.', '!', '?']);
    let first = sentences(behind).into_iter().next().map_or("", |sentence| &behind[sentence]);
    let goes_on = behind.trim_start().starts_with(|c: char| c.is_lowercase() || c == ',');
    [if is_over { "" } else { last }, if goes_on { first } else { "" }].join(" … ")
}

/// Each cell by itself; a cell that holds nothing but a role may say who speaks in another.
fn of_row(lines: &[ReportLine], number: usize, cells: &[Range<usize>]) -> Vec<Quoted> {
    let line = &lines[number];
    let mut found = Vec::new();
    for cell in cells {
        let words = &line.words[cell.clone()];
        for marked in marked_quotations(&[words]) {
            let start = cell.start + marked.start;
            let others = cells.iter().filter(|other| *other != cell);
            let others = others.map(|other| line.words[other.clone()].trim().to_owned());
            found.push(Quoted {
                order: (number, start),
                place: line.place(start),
                said_by: set_apart(&words[marked.end..]).map(str::to_owned),
                beside: others.collect(),
                around: around(&[words], &marked),
                words: marked.words,
            });
        }
    }
    found
}
