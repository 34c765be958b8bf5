//! A Markdown table, as GitHub, pandoc and most editors read it.

use std::io::{self, Write};

use super::for_people::ForPeople;
use super::{Side, Table};
use crate::Style;
use crate::visible::push_visible;

/// What stands before a label for each level of the tree; spaces would be lost.
const INDENT: &str = "– ";

/// Writes the title in bold, unit, base and query in italics, the table, then the notes.
///
/// Pipes and everything else that Markdown would act on are escaped.
pub(super) fn write(table: &Table, style: Style, out: &mut impl Write) -> io::Result<()> {
    let view = ForPeople::new(table, style);
    writeln!(out, "**{}**\n", escape(&table.title))?;
    let facts = view.facts();
    if !facts.is_empty() {
        let facts: Vec<_> =
            facts.iter().map(|(word, fact)| format!("{word}: {}", escape(fact))).collect();
        writeln!(out, "*{}*\n", facts.join("; "))?;
    }
    write_row(view.columns().map(|column| escape(&column.heading())), out)?;
    let rules =
        view.columns().map(|column| if column.side == Side::Right { "---:" } else { "---" });
    write_row(rules.map(str::to_owned), out)?;
    for row in view.rows(INDENT).chain(view.bases()) {
        write_row(row.iter().map(|text| escape(text)), out)?;
    }
    for note in view.notes() {
        writeln!(out, "\n{}", escape(note))?;
    }
    Ok(())
}

fn write_row(cells: impl Iterator<Item = String>, out: &mut impl Write) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {cell} ")?;
    }
    writeln!(out, "|")
}

/// Returns the text so that Markdown shows it as it is, on one line.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | '|' | '*' | '`' | '[' | ']' | '<' | '~' | '&' => {
                escaped.push('\\');
                escaped.push(character);
            }
            // Within a word Markdown takes it for a letter.
            '_' if !is_between_letters(before, characters.peek()) => escaped.push_str("\\_"),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => escaped.push_str("<br>"),
            other => push_visible(&mut escaped, other),
        }
        before = Some(character);
    }
    escaped
}

fn is_between_letters(before: Option<char>, after: Option<&char>) -> bool {
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(|after| after.is_alphanumeric())
}
