//! Which words stand near a word.

use kwali_analysis::{Collocate, Collocates};

use super::spoken_words::{SpokenWords, first_rows};
use crate::units::numbered;
use crate::{Cell, Column, ColumnKind, Error, Table};

/// Returns the words that stand near `node`, of those counted that were near at least `at_least`
/// times.
pub fn collocates_table(
    found: &Collocates,
    node: &str,
    (at_least, limit): (u64, Option<usize>),
    spoken: &SpokenWords<'_>,
) -> Result<Table, Error> {
    let language = spoken.language;
    let (rows, note) = first_rows(found.rows.iter().collect(), limit, language);
    let count = |name, label| Column::new(name, label, ColumnKind::Count);
    let number = |name, label| Column::new(name, label, ColumnKind::Measure);
    let columns = vec![
        Column::new("word", language.choose("Word", "Woord"), ColumnKind::Text),
        count("near", language.choose("Times near", "Keren dichtbij")),
        count("tokens", language.choose("Times in all", "Keren in totaal")),
        number("log_dice", "logDice"),
        number("t_score", "t-score"),
        number("mutual_information", "MI"),
        Column::detail("expected", "expected", ColumnKind::Measure),
    ];
    let cells = |row: &&Collocate| {
        vec![
            Cell::text(&row.word),
            Cell::Count(row.near),
            Cell::Count(row.tokens),
            Cell::Number(row.log_dice),
            Cell::Number(row.t_score),
            Cell::Number(row.mutual_information),
            Cell::Number(row.expected),
        ]
    };
    let title = language.choose(format!("Words near {node}"), format!("Woorden dicht bij {node}"));
    let mut table = Table::new(title, columns, rows.iter().map(cells).collect())?;
    table.unit = Some("tokens".to_owned());
    let nodes = language.whole(found.nodes);
    let words = numbered(
        found.tokens as usize,
        language.choose(("word", "words"), ("woord", "woorden")),
        language,
    );
    let window = found.window;
    table.base = Some(language.choose(
        format!("{node} is there {nodes} times in {words}; near is up to {window} words to either side in the same paragraph; {}", spoken.whose),
        format!("{node} staat er {nodes} keer in {words}; dichtbij is tot {window} woorden ervoor en erachter in dezelfde alinea; {}", spoken.whose),
    ));
    table.notes = spoken.notes(&found.stemmers);
    if at_least > 1 {
        table.notes.push(language.choose(
            format!("words that are near fewer than {at_least} times are left out"),
            format!("woorden die minder dan {at_least} keer dichtbij staan zijn weggelaten"),
        ));
    }
    table.notes.extend(note);
    Ok(table)
}
