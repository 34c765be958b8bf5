//! Which words one group speaks more than another.

use kwali_analysis::{KeyWord, WordTotals};

use super::spoken_words::{SpokenWords, first_rows, forms_in_words, share_per_1000};
use crate::units::numbered;
use crate::{Cell, Column, ColumnKind, Error, Table};

/// Returns the words of two groups with how they differ.
///
/// Words that both groups together speak less than `at_least` times are left out.
pub fn keyness_table(
    groups: &[WordTotals],
    words: &[KeyWord],
    stemmers: &[&str],
    (at_least, limit): (u64, Option<usize>),
    spoken: &SpokenWords<'_>,
) -> Result<Table, Error> {
    let language = spoken.language;
    let rows: Vec<&KeyWord> = words.iter().filter(|w| w.count.tokens >= at_least).collect();
    let (rows, note) = first_rows(rows, limit, language);
    let name = |place: usize| groups.get(place).map_or("", |group| group.name.as_str());
    let size = |place: usize| groups.get(place).map_or(0, |group| group.tokens);
    let per_1000 = language.choose("per 1,000", "per 1.000");
    let mut columns = vec![Column::new("word", language.choose("Word", "Woord"), ColumnKind::Text)];
    if !stemmers.is_empty() {
        columns.push(Column::new("forms", language.choose("Forms", "Vormen"), ColumnKind::Text));
    }
    for (place, machine) in ["first", "second"].into_iter().enumerate() {
        let label = name(place);
        columns.push(Column::new(format!("tokens_{machine}"), label, ColumnKind::Count));
        let rate = format!("{label}, {per_1000}");
        columns.push(Column::new(format!("per_1000_{machine}"), rate, ColumnKind::Measure));
    }
    columns.push(Column::new("log_ratio", "Log ratio", ColumnKind::Measure));
    columns.push(Column::new("log_likelihood", "Log-likelihood", ColumnKind::Measure));
    let cells = |word: &&KeyWord| {
        let mut cells = vec![Cell::text(&word.count.word)];
        cells.extend((!stemmers.is_empty()).then(|| Cell::text(forms_in_words(&word.count))));
        for (place, &count) in word.count.by_group.iter().enumerate() {
            cells.push(Cell::Count(count));
            cells.push(Cell::number(share_per_1000(count, size(place)).ok()));
        }
        cells.push(Cell::Number(word.log_ratio));
        cells.push(Cell::Number(word.log_likelihood));
        cells
    };
    let title = language.choose(
        format!("Words of {} compared with {}", name(0), name(1)),
        format!("Woorden van {} vergeleken met {}", name(0), name(1)),
    );
    let mut table = Table::new(title, columns, rows.iter().map(cells).collect())?;
    table.unit = Some("tokens".to_owned());
    let words = |place| {
        let words = language.choose(("word", "words"), ("woord", "woorden"));
        format!("{}: {}", name(place), numbered(size(place) as usize, words, language))
    };
    table.base = Some(format!("{}; {}; {}", words(0), words(1), spoken.whose));
    table.notes = spoken.notes(stemmers);
    table.notes.push(language.choose(
        format!("a log ratio of 1 is twice as often by {}, of −1 half as often; a count of 0 is taken as 0.5 for it", name(0)),
        format!("een log ratio van 1 is twee keer zo vaak bij {}, van −1 half zo vaak; een aantal van 0 telt daarvoor als 0,5", name(0)),
    ));
    table.notes.extend(note);
    Ok(table)
}
