//! Passages that are like an example, and why.

use kwali_analysis::{LikePassage, SharedWord};
use kwali_text::counted_form;
use serde::Serialize;

use super::passages::{Passages, place_columns};
use crate::units::numbered;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// How many words people see as the reason; machines have all of them.
const REASONS: usize = 6;

/// What passages were found, and out of what.
#[derive(Debug, Clone, Copy)]
pub struct LikeOptions<'a> {
    /// What they are like, as it may be asked for again.
    pub like: &'a str,
    /// The code that none of them carries.
    pub code: Option<&'a str>,
    /// How many were compared.
    pub compared: usize,
    /// How many were left out since they carry the code.
    pub coded: usize,
    /// How many have a word of the example, of which these are the first.
    pub found: usize,
    /// Whose words were compared, as a clause.
    pub whose: &'a str,
}

/// Returns passages with what makes them alike, the most alike first.
pub fn likes_table(
    passages: &Passages<'_>,
    likes: &[LikePassage],
    options: &LikeOptions<'_>,
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let mut columns = place_columns(language);
    columns.extend([
        Column::new("score", language.choose("Score", "Score"), ColumnKind::Coefficient),
        Column::wording("reasons", language.choose("In common", "Gemeen"), ColumnKind::Text),
        detail("shared", ColumnKind::Text),
        text("text", language.choose("Passage", "Passage")),
    ]);
    let rows = likes.iter().filter_map(|like| Some(cells(&shown(passages, like)?, language)));
    let title = language.choose("Passages like the example", "Passages als het voorbeeld");
    let mut table = Table::new(title, columns, rows.collect())?;
    table.unit = Some("passages".to_owned());
    table.base = Some(base(likes.len(), options, language));
    table.query = Some(options.like.to_owned());
    Ok(table)
}

/// Returns passages as JSON, one object a line, the most alike first.
///
/// Every object has `document`, `start`, `end` (code points), `text`, `speaker`, `participants`,
/// `paragraph` (counted from 1), `score` and `shared`: each word in common with its first `form` in
/// the passage, `in_example`,
/// `in_passage`, `passages` (how many have it) and `weight`; the weights add up to the score.
pub fn likes_jsonl(passages: &Passages<'_>, likes: &[LikePassage]) -> String {
    let mut lines = String::new();
    for shown in likes.iter().filter_map(|like| shown(passages, like)) {
        lines.push_str(&serde_json::to_string(&to_json(&shown)).unwrap_or_default());
        lines.push('\n');
    }
    lines
}

fn base(n_shown: usize, options: &LikeOptions<'_>, language: Language) -> String {
    let whole = |n: usize| language.whole(n as u64);
    let passages = |n| numbered(n, ("passage", "passages"), language);
    let shown = language.choose(
        format!(
            "the first {} of {} with a word in common, of {} compared",
            whole(n_shown),
            passages(options.found),
            whole(options.compared)
        ),
        format!(
            "de eerste {} van {} met een woord gemeen, van {} die vergeleken zijn",
            whole(n_shown),
            passages(options.found),
            whole(options.compared)
        ),
    );
    let left_out = options.code.map(|code| {
        language.choose(
            format!(
                "left out: {} that overlap a coding of {code} by anybody",
                whole(options.coded)
            ),
            format!(
                "weggelaten: {} die een codering van {code} overlappen, van wie ook",
                whole(options.coded)
            ),
        )
    });
    let parts = [Some(shown), Some(options.whose.to_owned()), left_out];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A passage with everything that is shown of it.
struct Shown<'a> {
    like: &'a LikePassage,
    document: &'a str,
    paragraph: usize,
    speaker: Option<&'a str>,
    participants: Vec<&'a str>,
    text: &'a str,
}

/// Returns what is shown of a passage; nothing where it is of another study.
fn shown<'a>(passages: &Passages<'a>, like: &'a LikePassage) -> Option<Shown<'a>> {
    let (place, span) = (like.passage.place, like.passage.span);
    let document = passages.snapshot.documents().get(place)?;
    let layout = passages.layouts.get(place)?;
    let speaker = like.passage.speaker.and_then(|number| document.speakers.get(number.index()));
    Some(Shown {
        like,
        document: &document.name,
        paragraph: layout.paragraph_at(span.start()) + 1,
        speaker: speaker.map(|speaker| speaker.name.as_str()).filter(|name| !name.is_empty()),
        participants: passages.people(&layout.participants_of(document, span)),
        text: passages.words(place, span.start(), span.end()).trim_end(),
    })
}

fn cells(shown: &Shown<'_>, language: Language) -> Vec<Cell> {
    let (span, shared) = (shown.like.passage.span, &shown.like.shared);
    let reason = |word: &SharedWord| {
        let form = counted_form(form(shown.text, word));
        let form = if form == word.word { form } else { format!("{form} ({})", word.word) };
        format!("{form} {}", language.number(word.weight, 1))
    };
    let mut reasons: Vec<String> = shared.iter().take(REASONS).map(reason).collect();
    if shared.len() > REASONS {
        reasons.push("…".to_owned());
    }
    let exactly = |word: &SharedWord| format!("{} {:.4}", word.word, word.weight);
    let exact: Vec<String> = shared.iter().map(exactly).collect();
    vec![
        Cell::text(shown.document),
        Cell::Count(shown.paragraph as u64),
        Cell::text(shown.speaker.unwrap_or_default()),
        Cell::text(shown.participants.join("; ")),
        Cell::Count(span.start_char() as u64),
        Cell::Count(span.end_char() as u64),
        Cell::Number(shown.like.score),
        Cell::text(reasons.join("; ")),
        Cell::text(exact.join("; ")),
        Cell::text(shown.text),
    ]
}

/// Returns a word as the passage has it first.
fn form<'a>(text: &'a str, word: &SharedWord) -> &'a str {
    text.get(word.first.clone()).unwrap_or_default()
}

fn to_json<'a>(shown: &'a Shown<'a>) -> LikeJson<'a> {
    let span = shown.like.passage.span;
    let shared = shown.like.shared.iter().map(|word| SharedJson {
        word: &word.word,
        form: form(shown.text, word),
        in_example: word.in_example,
        in_passage: word.in_passage,
        passages: word.passages,
        weight: word.weight,
    });
    LikeJson {
        document: shown.document,
        start: span.start_char(),
        end: span.end_char(),
        text: shown.text,
        speaker: shown.speaker,
        participants: &shown.participants,
        paragraph: shown.paragraph,
        score: shown.like.score,
        shared: shared.collect(),
    }
}

/// A passage as a line of the file.
#[derive(Serialize)]
struct LikeJson<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    speaker: Option<&'a str>,
    participants: &'a [&'a str],
    paragraph: usize,
    score: f64,
    shared: Vec<SharedJson<'a>>,
}

#[derive(Serialize)]
struct SharedJson<'a> {
    word: &'a str,
    form: &'a str,
    in_example: u32,
    in_passage: u32,
    passages: u32,
    weight: f64,
}
