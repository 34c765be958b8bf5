//! Answers a template's questions and remembers what it answered.

use std::collections::BTreeSet;

use super::arguments::{Arguments, Problem};
use super::evidence::Evidence;
use super::kinds::{Content, Finding, Kind};
use super::template::{Answer, Call};
use crate::{Cell, Language};

/// One function call of a template with what was found.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) arguments: Arguments,
    pub(super) finding: Finding,
    /// Whether the template calculates with it instead of showing it.
    pub(super) is_calculated: bool,
}

impl Entry {
    /// Whether a number, or the number of a cell in a row and a column of a name, is not told.
    pub(super) fn is_withheld(&self, cell: Option<(usize, &str)>) -> bool {
        match (&self.finding.content, cell) {
            (Content::Number(number), _) => number.is_withheld,
            (Content::Table(tabulated), Some((row, column))) => {
                let table = &tabulated.table;
                let place = table.columns().iter().position(|known| known.name == column);
                let cells = table.rows().get(row);
                cells.zip(place).is_some_and(|(cells, place)| cells[place] == Cell::Suppressed)
            }
            _ => false,
        }
    }
}

/// Answers questions from a study.
pub(super) struct Recorder<'a> {
    evidence: &'a Evidence<'a>,
    language: Language,
    ids: BTreeSet<String>,
    pub(super) entries: Vec<Entry>,
}

impl<'a> Recorder<'a> {
    pub(super) fn new(evidence: &'a Evidence<'a>, language: Language) -> Recorder<'a> {
        Recorder { evidence, language, ids: BTreeSet::new(), entries: Vec::new() }
    }

    pub(super) fn answer(&mut self, call: Call) -> Result<Answer, Problem> {
        let Call { kind, arguments, is_calculated, .. } = call;
        let finding = kind.find(self.evidence, &arguments, self.language)?;
        let id = self.id(kind, &arguments)?;
        let answer = match &finding.content {
            Content::Number(number) if is_calculated => Answer::Number(number.value),
            _ => Answer::Fragment(self.entries.len()),
        };
        self.entries.push(Entry { id, kind, arguments, finding, is_calculated });
        Ok(answer)
    }

    /// Returns the id that was given, else the first free one made of kind and number.
    fn id(&mut self, kind: Kind, arguments: &Arguments) -> Result<String, Problem> {
        let id = match arguments.text("id")? {
            Some(id) => id.to_owned(),
            None => {
                let stem = if kind.is_number() { "number" } else { kind.name() };
                let numbered = |number| format!("{stem}-{number}");
                let mut ids = (1..).map(numbered);
                ids.find(|id| !self.ids.contains(id)).unwrap_or_default()
            }
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !id.starts_with(|c: char| c.is_ascii_alphanumeric()) || !id.chars().all(is_plain) {
            return Err(Problem {
                message: format!("`{}` cannot be an id", id.escape_debug()),
                hint: Some("an id is made of a-z, 0-9, `-`, `_` and `.`".to_owned()),
            });
        }
        if !self.ids.insert(id.clone()) {
            return Err(Problem::new(format!("the id `{id}` is used twice")));
        }
        Ok(id)
    }
}
