//! A line a quote: where it belongs, whose voice it is, how many speak.

use kwali_analysis::{Query, Subcodes, query_of_code};
use kwali_model::{CodeId, VariableId};

use super::grid::base_of;
use super::quote_choice::{Chooser, MOST_WORDS};
use super::quotes::{Quote, quote, role};
use super::{Finding, Form, Found, Tabulated, rows};
use crate::exhibits::{code_id, code_label};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{Audience, Cell, Column, ColumnKind, Language, Table};

/// How many words of a quote its line has.
const WORDS_SHOWN: usize = 12;

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let restriction = arguments.query("where", snapshot)?;
    let lines = lines(evidence, arguments, &restriction, language)?;
    let cells = lines.iter().enumerate().map(|(number, line)| {
        vec![
            Cell::text(name_of(number)),
            Cell::text(&line.quote.id),
            Cell::text(code_id(snapshot, line.code)),
            Cell::text(section(evidence, line.code, language)),
            Cell::text(code_label(snapshot, line.code, language)),
            Cell::text(line.quote.role.as_deref().unwrap_or_default()),
            Cell::text(line.numbers()),
            Cell::Count(line.voices.len() as u64),
            Cell::text(beginning(&line.quote)),
        ]
    });
    let title = language.choose("Register of quotes", "Citatenregister");
    let mut table = Table::new(title, columns(language), cells.collect())?;
    if arguments.flag("numbered", false)? {
        table.show_to("numbers", Audience::Everyone);
        table.show_to("voices", Audience::Machines);
    }
    table.unit = Some("segments".to_owned());
    table.base = Some(base_of(evidence, &restriction, language)?);
    let query = |line: &Line| query_of_code(snapshot.codes(), line.code, Subcodes::Separate);
    Ok(Finding::of_table(
        &restriction,
        Tabulated {
            row_names: (0..lines.len()).map(name_of).collect(),
            row_queries: lines.iter().map(query).collect(),
            column_queries: (0..table.columns().len())
                .map(|n| (n == 7).then(Query::default))
                .collect(),
            is_empty: lines.is_empty(),
            chart: None,
            form: Form::of(arguments)?,
            table,
        },
    ))
}

/// A quote with the code it stands for.
struct Line {
    code: CodeId,
    quote: Quote,
    /// Who speaks, by number.
    voices: Vec<usize>,
}

impl Line {
    fn numbers(&self) -> String {
        self.voices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// Chooses quotes code by code.
fn lines(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    restriction: &Query,
    language: Language,
) -> Result<Vec<Line>, Problem> {
    let snapshot = evidence.snapshot;
    let by: Option<VariableId> = role(snapshot, arguments)?;
    let n = arguments.number("n")?.unwrap_or(1);
    let most_words = arguments.number("most_words")?.unwrap_or(MOST_WORDS);
    let mut chooser = Chooser::new(evidence);
    let mut lines = Vec::new();
    for code in rows::codes_as_given(snapshot, arguments, "codes")? {
        let of_code = query_of_code(snapshot.codes(), code, Subcodes::Separate);
        let selected = evidence.select(&restriction.clone().and(of_code))?;
        for index in chooser.choose(selected, (n, most_words)) {
            let quote = quote(evidence, index, by, language);
            lines.push(Line { code, voices: voices(evidence, index), quote });
        }
    }
    lines.truncate(arguments.number("limit")?.unwrap_or(usize::MAX));
    Ok(lines)
}

/// Returns the participants who speak in a segment, each by a number: the place in the study, from 1.
fn voices(evidence: &Evidence<'_>, index: usize) -> Vec<usize> {
    let coding = evidence.snapshot.codings()[index];
    let heard = super::quotes::place(evidence, &coding).and_then(|(place, document)| {
        Some(evidence.layouts.get(place)?.participants_of(document, coding.span))
    });
    let number = |person| Some(evidence.snapshot.participant_place(person)? + 1);
    heard.into_iter().flatten().filter_map(number).collect()
}

fn name_of(number: usize) -> String {
    format!("Q{:02}", number + 1)
}

/// Returns the label of the highest code above one that is not the root of all.
fn section(evidence: &Evidence<'_>, code: CodeId, language: Language) -> String {
    let codes = evidence.snapshot.codes();
    let above: Vec<CodeId> = codes.ancestors(code).collect();
    let section = above.iter().rev().nth(1).or(above.first()).copied().unwrap_or(code);
    code_label(evidence.snapshot, section, language).to_owned()
}

/// Returns the first words.
fn beginning(quote: &Quote) -> String {
    let said = quote.turns.join(" ");
    let words: Vec<&str> = said.split_whitespace().collect();
    match words.get(..WORDS_SHOWN) {
        Some(first) if words.len() > WORDS_SHOWN => format!("‘{} …’", first.join(" ")),
        _ => format!("‘{}’", words.join(" ")),
    }
}

fn columns(language: Language) -> Vec<Column> {
    let text = |name: &str, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str| Column::detail(name, name, ColumnKind::Text);
    vec![
        text("quote", language.choose("No.", "Nr.")),
        detail("coding"),
        detail("code"),
        Column::wording("section", language.choose("Section", "Paragraaf"), ColumnKind::Text),
        Column::wording("label", language.choose("Theme", "Thema"), ColumnKind::Text),
        text("voice", language.choose("Voice", "Stem")),
        Column::detail("numbers", language.choose("Participant", "Deelnemer"), ColumnKind::Text),
        Column::new("voices", language.choose("Voices", "Stemmen"), ColumnKind::Count),
        Column::wording("words", language.choose("Begins with", "Begint met"), ColumnKind::Prose),
    ]
}
