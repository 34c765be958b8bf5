//! How often words are spoken.

use kwali_analysis::{MISSING, WordCount, WordCounts, WordTotals};

use super::chart::Chart;
use super::notes::Notes;
use super::spoken_words::{SpokenWords, first_rows, forms_in_words, share_per_1000};
use super::wording::{capital, unit_and_base};
use crate::units::numbered;
use crate::{Bar, BarChart, Cell, Column, ColumnKind, Error, Language, Table, ValueKind};

/// What a table or chart of words shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordOptions {
    /// Whether numbers are counts or relative to the size of a group.
    pub numbers: WordNumbers,
    /// Only words that are spoken at least so often.
    pub at_least: u64,
    /// The most rows to show.
    pub limit: Option<usize>,
}

/// What the numbers of a table of words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum WordNumbers {
    /// How often a word is spoken.
    #[default]
    Counts,
    /// How often a word is spoken in 1,000 words of a group, the words that are left out included.
    PerThousand,
}

/// Returns how often words are spoken, one row a word; with a column a group where there are any.
pub fn words_table(
    counts: &WordCounts,
    options: WordOptions,
    spoken: &SpokenWords<'_>,
) -> Result<Table, Error> {
    let language = spoken.language;
    let (rows, note) = chosen(counts, options, language);
    let is_grouped = is_grouped(counts);
    let stem = Column::new("word", language.choose("Word", "Woord"), ColumnKind::Text);
    let mut columns = vec![stem];
    if !counts.stemmers.is_empty() {
        let label = language.choose("Forms", "Vormen");
        columns.push(Column::new("forms", label, ColumnKind::Text));
    }
    columns.push(Column::new("tokens", language.choose("Times", "Aantal"), ColumnKind::Count));
    let per_1000 = language.choose("Per 1,000 words", "Per 1.000 woorden");
    columns.push(Column::new("per_1000", per_1000, ColumnKind::Measure));
    let documents = language.choose("Documents", "Documenten");
    columns.push(Column::new("documents", documents, ColumnKind::Count));
    if is_grouped {
        let kind = match options.numbers {
            WordNumbers::Counts => ColumnKind::Count,
            WordNumbers::PerThousand => ColumnKind::Measure,
        };
        let groups = counts.groups.iter();
        columns
            .extend(groups.map(|group| {
                Column::new(&group.name, group_in_words(&group.name, language), kind)
            }));
    }
    let all = total(counts).tokens;
    let mut notes = Notes::new(language);
    spoken.notes(&counts.stemmers).into_iter().chain(note).for_each(|note| notes.add(note));
    let mut cells = |row: &&WordCount| {
        let mut cells = vec![Cell::text(&row.word)];
        cells.extend((!counts.stemmers.is_empty()).then(|| Cell::text(forms_in_words(row))));
        cells.push(Cell::Count(row.tokens));
        cells.push(notes.number("per_1000", share_per_1000(row.tokens, all)));
        cells.push(Cell::Count(row.documents));
        let groups = row.by_group.iter().zip(&counts.groups).filter(|_| is_grouped);
        cells.extend(groups.map(|(&count, group)| match options.numbers {
            WordNumbers::Counts => Cell::Count(count),
            WordNumbers::PerThousand => {
                notes.number(&group.name, share_per_1000(count, group.tokens))
            }
        }));
        cells
    };
    let title = language.choose("Words", "Woorden");
    let rows = rows.iter().map(&mut cells).collect();
    let mut table = Table::new(title, columns, rows)?;
    if is_grouped && options.numbers == WordNumbers::Counts {
        table = table.with_bases(bases(counts))?;
    }
    table.unit = Some("tokens".to_owned());
    table.base = Some(base(counts, spoken));
    if is_grouped && options.numbers == WordNumbers::PerThousand {
        notes.add(sizes(counts, language));
    }
    table.notes = notes.finish();
    Ok(table)
}

/// Returns how often words are spoken as bars.
pub fn words_chart(counts: &WordCounts, options: WordOptions, spoken: &SpokenWords<'_>) -> Chart {
    let language = spoken.language;
    let (rows, note) = chosen(counts, options, language);
    let all = total(counts).tokens as f64;
    let value = |row: &WordCount| match options.numbers {
        WordNumbers::Counts => Some(row.tokens as f64),
        WordNumbers::PerThousand => Some(1000.0 * row.tokens as f64 / all),
    };
    let bar =
        |row: &&WordCount| Bar { label: row.word.clone(), value: value(row), ..Bar::default() };
    let (unit, kind) = match options.numbers {
        WordNumbers::Counts => (language.choose("times", "aantal keren"), ValueKind::Count),
        WordNumbers::PerThousand => {
            (language.choose("times in 1,000 words", "keren per 1.000 woorden"), ValueKind::Number)
        }
    };
    let mut subtitle = unit_and_base(unit, &base(counts, spoken), language);
    for note in spoken.notes(&counts.stemmers).into_iter().chain(note) {
        subtitle.push_str(&format!(" {}.", capital(&note)));
    }
    Chart::Bars(BarChart {
        title: language.choose("Words", "Woorden").to_owned(),
        subtitle,
        bars: rows.iter().map(bar).collect(),
        value_label: unit.to_owned(),
        kind,
        language,
    })
}

/// The rows that are shown, and what must be said about those that are not.
fn chosen(
    counts: &WordCounts,
    options: WordOptions,
    language: Language,
) -> (Vec<&WordCount>, Option<String>) {
    let rows: Vec<&WordCount> =
        counts.rows.iter().filter(|row| row.tokens >= options.at_least).collect();
    first_rows(rows, options.limit, language)
}

fn is_grouped(counts: &WordCounts) -> bool {
    counts.groups.first().is_some_and(|group| !group.name.is_empty())
}

/// The sizes of the groups under the table: all words, and how many are different.
fn bases(counts: &WordCounts) -> Vec<Vec<Cell>> {
    let line = |name: &str, size: fn(&WordTotals) -> u64, sum: Cell| {
        let mut cells = vec![Cell::text(name)];
        cells.extend((!counts.stemmers.is_empty()).then(|| Cell::text("")));
        cells.extend([sum, Cell::Undefined, Cell::Undefined]);
        cells.extend(counts.groups.iter().map(|group| Cell::Count(size(group))));
        cells
    };
    let all = total(counts).tokens;
    vec![
        line("tokens_in_group", |group| group.tokens, Cell::Count(all)),
        line("types_in_group", |group| group.types, Cell::Undefined),
    ]
}

/// The same as a note, where the table has rates: `residents 5,585 words, 955 different`.
fn sizes(counts: &WordCounts, language: Language) -> String {
    let size = |group: &WordTotals| {
        let (words, different) = (language.whole(group.tokens), language.whole(group.types));
        let name = group_in_words(&group.name, language);
        language.choose(
            format!("{name} {words} words, {different} different"),
            format!("{name} {words} woorden, {different} verschillende"),
        )
    };
    let sizes: Vec<String> = counts.groups.iter().map(size).collect();
    let sizes = sizes.join("; ");
    language.choose(
        format!("numbers of groups are times in 1,000 words of the group: {sizes}"),
        format!("getallen van groepen zijn keren per 1.000 woorden van de groep: {sizes}"),
    )
}

fn group_in_words(name: &str, language: Language) -> &str {
    if name == MISSING { language.choose("(missing)", "(onbekend)") } else { name }
}

/// What all groups hold together; types of several groups cannot be added up.
fn total(counts: &WordCounts) -> WordTotals {
    let sum = |part: fn(&WordTotals) -> u64| counts.groups.iter().map(part).sum();
    WordTotals {
        name: String::new(),
        tokens: sum(|group| group.tokens),
        types: counts.groups.first().map_or(0, |group| group.types),
        counted_tokens: sum(|group| group.counted_tokens),
        counted_types: counts.rows.len() as u64,
    }
}

fn base(counts: &WordCounts, spoken: &SpokenWords<'_>) -> String {
    let language = spoken.language;
    let total = total(counts);
    let words = numbered(
        total.tokens as usize,
        language.choose(("word", "words"), ("woord", "woorden")),
        language,
    );
    let counted = language.whole(total.counted_tokens);
    let different = numbered(
        total.counted_types as usize,
        language.choose(
            ("different word", "different words"),
            ("verschillend woord", "verschillende woorden"),
        ),
        language,
    );
    let in_all = match is_grouped(counts) {
        true => String::new(),
        false => {
            let types = language.whole(total.types);
            language.choose(format!(" ({types} different)"), format!(" ({types} verschillende)"))
        }
    };
    let counted = language.choose(
        format!("{counted} are counted, of {different}"),
        format!("{counted} zijn geteld, van {different}"),
    );
    format!("{words}{in_all}; {counted}; {}", spoken.whose)
}
