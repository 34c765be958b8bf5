//! What is no longer so in factsheets, as a table.

use serde_json::Value;

use crate::factsheet::{Changed, Drift, Verification};
use crate::language::UNDEFINED;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns a row for every value of factsheets that is no longer so.
///
/// `causes` has the changes that made it so, by factsheet and by drift, each as a line for people
/// and as the number of its entry in the journal.
pub fn verification_table(
    verified: &[(&Verification, &[Vec<u64>])],
    language: Language,
) -> Result<Table, Error> {
    let text = |name: &str, english: &'static str, dutch: &'static str| {
        Column::new(name, language.choose(english, dutch), ColumnKind::Text)
    };
    let columns = vec![
        text("factsheet", "Factsheet", "Factsheet"),
        text("exhibit", "Exhibit", "Onderdeel"),
        text("row", "Row", "Rij"),
        text("column", "Column", "Kolom"),
        text("was", "It says", "Er staat"),
        text("now", "It is now", "Het is nu"),
        text("changes", "Changed by", "Gewijzigd door"),
        Column::detail("problem", "problem", ColumnKind::Text),
    ];
    let mut rows = Vec::new();
    for (verification, causes) in verified {
        let none = Vec::new();
        for (number, drift) in verification.drifts.iter().enumerate() {
            let causes = causes.get(number).unwrap_or(&none);
            rows.push(row(&verification.factsheet, drift, causes, language));
        }
    }
    let title = language.choose("What is no longer so", "Wat niet meer klopt");
    let mut table = Table::new(title, columns, rows)?;
    let count = |of: fn(&Verification) -> usize| -> usize {
        verified.iter().map(|(verification, _)| of(verification)).sum()
    };
    let (values, exhibits) =
        (count(|verification| verification.values), count(|verification| verification.exhibits));
    table.base = Some(language.choose(
        format!("{values} values in {exhibits} exhibits"),
        format!("{values} waarden in {exhibits} onderdelen"),
    ));
    for (verification, _) in verified {
        table.notes.extend(changes_in_words(verification, language));
    }
    Ok(table)
}

fn row(factsheet: &str, drift: &Drift, causes: &[u64], language: Language) -> Vec<Cell> {
    let named = |name: &Option<String>| name.as_ref().map_or(Cell::Undefined, Cell::text);
    let numbers: Vec<String> = causes.iter().map(ToString::to_string).collect();
    let now = match (&drift.problem, &drift.now) {
        (Some(problem), _) => problem.clone(),
        (None, now) => value_in_words(now.as_ref(), language),
    };
    vec![
        Cell::text(factsheet),
        Cell::text(&drift.exhibit),
        named(&drift.row),
        named(&drift.column),
        Cell::text(value_in_words(drift.was.as_ref(), language)),
        Cell::text(now),
        if numbers.is_empty() { Cell::Undefined } else { Cell::text(numbers.join(", ")) },
        named(&drift.problem),
    ]
}

/// Returns a value as it is told: a text as it is, null as undefined.
fn value_in_words(value: Option<&Value>, language: Language) -> String {
    match value {
        None => language.choose("not there", "niet aanwezig").to_owned(),
        Some(Value::Null) => UNDEFINED.to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            let items: Vec<String> =
                items.iter().map(|item| value_in_words(Some(item), language)).collect();
            items.join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// Says what a factsheet was counted from that has changed since.
fn changes_in_words(verification: &Verification, language: Language) -> Vec<String> {
    let name = &verification.factsheet;
    let told = |changed: &Changed| match changed {
        Changed::Text(document) => language.choose(
            format!("the text of {document} is another"),
            format!("de tekst van {document} is een andere"),
        ),
        Changed::DocumentGone(document) => language.choose(
            format!("{document} is no longer in the study"),
            format!("{document} zit niet meer in de studie"),
        ),
        Changed::DocumentNew(document) => language.choose(
            format!("{document} is new in the study"),
            format!("{document} is nieuw in de studie"),
        ),
        Changed::Codes => language
            .choose("the code system has changed", "het codesysteem is gewijzigd")
            .to_owned(),
        Changed::Codings => {
            language.choose("the codings have changed", "de coderingen zijn gewijzigd").to_owned()
        }
        Changed::People => language
            .choose(
                "participants, speakers or values have changed",
                "deelnemers, sprekers of waarden zijn gewijzigd",
            )
            .to_owned(),
    };
    verification.changed.iter().map(|changed| format!("{name}: {}", told(changed))).collect()
}
