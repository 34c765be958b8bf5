//! Puts marks in the place of what must not be told, wherever it stands in an exhibit.

mod derived;
mod pictures;

use kwali_analysis::{Query, Unit};

use super::known::Withholding;
use super::places::{Found, Places, Spot};
use crate::exhibits::capital;
use crate::factsheet::arguments::{Problem, parse_query};
use crate::factsheet::evidence::Evidence;
use crate::factsheet::kinds::{Content, Kind, Tabulated};
use crate::factsheet::published;
use crate::factsheet::recorder::Entry;
use crate::table::{Place, SUPPRESSED};
use crate::{Cell, Language};

/// What is left out of all exhibits of a factsheet, and how that is said.
pub(super) struct LeavingOut<'a> {
    pub(super) evidence: &'a Evidence<'a>,
    pub(super) places: &'a Places,
    pub(super) withholding: &'a Withholding,
    pub(super) least: u64,
    pub(super) language: Language,
}

impl LeavingOut<'_> {
    /// Leaves out of an exhibit what must not be told.
    ///
    /// # Errors
    ///
    /// If what the template asked for cannot be read again.
    pub(super) fn apply(&self, number: usize, entry: &mut Entry) -> Result<(), Problem> {
        let hidden: Vec<&Found> = self
            .places
            .of_entry(number)
            .filter(|found| self.withholding.of(&found.question).is_some())
            .collect();
        let asked = Asked::of(self.evidence, number, entry)?;
        if hidden.iter().any(|found| found.spot == Spot::Base) {
            let base = &mut entry.finding.base;
            *base = base.as_deref().map(without_numbers);
        }
        match &mut entry.finding.content {
            Content::Number(number) => {
                let Some(found) = hidden.iter().find(|found| found.spot != Spot::Base) else {
                    return Ok(());
                };
                number.is_withheld = true;
                (number.value, number.ratio) = (None, None);
                number.shown = match asked.kind {
                    Kind::Share => self.language.choose("some", "een deel").to_owned(),
                    _ => self.in_words(found),
                };
                if asked.has_capital {
                    number.shown = capital(&number.shown);
                }
            }
            Content::Table(tabulated) => {
                self.mark(&hidden, tabulated);
                self.derive(&asked, tabulated);
                if !is_any_marked(tabulated) {
                    return Ok(());
                }
                self.draw(asked.kind, &hidden, tabulated);
                tabulated.table.notes.push(self.note());
            }
            Content::Quotes(_) => return Ok(()),
        }
        published::compare_again(&entry.arguments, &mut entry.finding, self.language);
        Ok(())
    }

    /// Says what the mark in a table stands for.
    fn note(&self) -> String {
        format!("{SUPPRESSED}: {}", self.reason())
    }

    fn reason(&self) -> String {
        let least = self.least;
        self.language.choose(
            format!("fewer than {least} people, or could be calculated from others"),
            format!("minder dan {least} mensen, of af te leiden uit andere aantallen"),
        )
    }

    /// Returns what stands in a sentence in the place of a number.
    fn in_words(&self, found: &Found) -> String {
        let least = self.least;
        match found.spot {
            Spot::Percent => format!("{SUPPRESSED}%"),
            _ if self.withholding.is_told_small(&found.question) => {
                self.language.choose(format!("fewer than {least}"), format!("minder dan {least}"))
            }
            _ => self.language.choose("some", "een aantal").to_owned(),
        }
    }

    fn mark(&self, hidden: &[&Found], tabulated: &mut Tabulated) {
        let table = &mut tabulated.table;
        for found in hidden {
            match &found.spot {
                Spot::Cell(place) => table.replace(*place, Cell::Suppressed),
                Spot::Heading(group) => {
                    let label = group.rsplit_once(" (").map_or(group.as_str(), |(label, _)| label);
                    table.head_group(group, &format!("{label} ({SUPPRESSED})"));
                }
                Spot::Base => table.base = table.base.as_deref().map(without_numbers),
                Spot::Note(before) => table.notes.retain(|note| !note.starts_with(before)),
                Spot::Number | Spot::Percent => {}
            }
        }
        if hidden.iter().any(|found| matches!(found.spot, Spot::Heading(_))) {
            self.leave_out_summary(tabulated);
        }
    }

    /// Leaves out in which perspectives themes occur: of a group of few people that is too much.
    fn leave_out_summary(&self, tabulated: &mut Tabulated) {
        let table = &mut tabulated.table;
        let is_summary =
            |name: &str| ["perspectives", "spread", "missing_in", "in_words"].contains(&name);
        let columns = table.columns().iter().enumerate();
        let columns: Vec<usize> = columns
            .filter(|(_, column)| is_summary(&column.name))
            .map(|(place, _)| place)
            .collect();
        for row in 0..table.rows().len() {
            columns.iter().for_each(|&column| {
                table.replace(Place::Row(row, column), Cell::Suppressed);
            });
        }
        // The first note says of how many themes it is so.
        if !table.notes.is_empty() {
            table.notes.remove(0);
        }
    }
}

/// What the template asked of an exhibit.
struct Asked {
    /// The number of the exhibit.
    number: usize,
    kind: Kind,
    restriction: Query,
    /// Whether codes in a sentence have their counts.
    with_counts: bool,
    /// Whether what stands in a sentence begins it.
    has_capital: bool,
}

impl Asked {
    fn of(evidence: &Evidence<'_>, number: usize, entry: &Entry) -> Result<Asked, Problem> {
        let query = entry.finding.query.as_deref().unwrap_or_default();
        Ok(Asked {
            number,
            kind: entry.kind,
            restriction: parse_query("query", query, evidence.snapshot)?,
            has_capital: entry.arguments.flag("capital", false)?,
            with_counts: entry.kind == Kind::CodesNamed && entry.arguments.flag("counts", true)?,
        })
    }
}

fn is_any_marked(tabulated: &Tabulated) -> bool {
    let table = &tabulated.table;
    table.rows().iter().chain(table.bases()).flatten().any(|cell| *cell == Cell::Suppressed)
        || table
            .columns()
            .iter()
            .filter_map(|column| column.group.as_deref())
            .any(|group| group.ends_with(&format!(" ({SUPPRESSED})")))
}

/// Returns words with the mark in the place of every number.
fn without_numbers(words: &str) -> String {
    let is_number = |word: &str| {
        let digits = word.trim_end_matches([';', ',', '.']);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    let marked = |word: &str| match is_number(word) {
        true => {
            let behind = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            format!("{SUPPRESSED}{behind}")
        }
        false => word.to_owned(),
    };
    words.split(' ').map(marked).collect::<Vec<_>>().join(" ")
}

/// Whether a unit counts people, or interviews, in which people are counted too.
fn is_of_people(unit: Option<Unit>) -> bool {
    matches!(unit, Some(Unit::Participants | Unit::Documents))
}
