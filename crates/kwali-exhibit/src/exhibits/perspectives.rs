//! The perspective matrix: themes by role, with participants and segments side by side.

mod contrasts;

use kwali_analysis::{ColumnKey, Measure, PercentOf, Perspectives, Spread, Unit};
use kwali_model::Snapshot;

pub use self::contrasts::{ContrastOptions, contrasts_table};
use super::chart::Chart;
use super::crosstab::{crosstab_chart, dimension_name};
use super::notes::Notes;
use super::wording::{and_list, code_id, code_label, levels, missing, study_base};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the themes by perspective, and says which are shared, unique or missing where.
pub fn perspectives_table(
    snapshot: &Snapshot,
    perspectives: &Perspectives,
    language: Language,
) -> Result<Table, Error> {
    let view = View { snapshot, perspectives, language };
    let mut notes = Notes::of_codings(snapshot, language);
    let n_rows = perspectives.crosstab.rows.len();
    let rows = (0..n_rows).map(|row| view.row(row, &mut notes)).collect();
    let table = Table::new(view.title(), view.columns(), rows)?;
    let mut table = table.with_bases(vec![view.total()])?;
    table = table.with_outline("label", levels(snapshot, &perspectives.crosstab.rows));
    table.unit = Some(BOTH_UNITS.to_owned());
    table.base = Some(study_base(snapshot, perspectives.crosstab.subcodes, language));
    notes.add(view.summary());
    notes.add(language.choose(
        "behind each perspective stands how many participants have it",
        "achter elk perspectief staat hoeveel deelnemers het hebben",
    ));
    view.remark_on_missing(&mut notes);
    notes.add(language.choose(
        "a theme occurs in a perspective if at least one participant with it speaks in a segment \
         of the theme or of a code below it",
        "een thema komt in een perspectief voor als ten minste één deelnemer daarvan spreekt in \
         een segment van het thema of van een code eronder",
    ));
    table.notes = notes.finish();
    Ok(table)
}

/// Returns the participants by theme and perspective as a heat map.
pub fn perspectives_chart(
    snapshot: &Snapshot,
    perspectives: &Perspectives,
    language: Language,
) -> Chart {
    let measure = Measure::counts(Unit::Participants);
    let chart = crosstab_chart(snapshot, &perspectives.crosstab, measure, language);
    chart.titled(View { snapshot, perspectives, language }.title())
}

/// The machine name of the unit of tables that have people and segments side by side.
const BOTH_UNITS: &str = "participants_and_segments";

struct View<'a> {
    snapshot: &'a Snapshot,
    perspectives: &'a Perspectives,
    language: Language,
}

impl View<'_> {
    fn title(&self) -> String {
        let by = self.perspectives.crosstab.dimensions.iter();
        let names: Vec<String> =
            by.map(|&by| dimension_name(self.snapshot, by, self.language)).collect();
        let by = names.join(", ");
        self.language.choose(
            format!("Themes by perspective ({by})"),
            format!("Thema’s naar perspectief ({by})"),
        )
    }

    fn columns(&self) -> Vec<Column> {
        let choose = |english, dutch| self.language.choose(english, dutch);
        let mut columns = vec![
            Column::detail("code", "code", ColumnKind::Text),
            Column::wording("label", choose("Theme", "Thema"), ColumnKind::Text),
        ];
        for (place, head) in self.perspectives.crosstab.columns.iter().enumerate() {
            let name = head.name();
            let group = format!("{} ({})", self.label(place), head.participants.unwrap_or(0));
            let number = |of: &str, label| {
                Column::new(format!("{name}.{of}"), label, ColumnKind::Count).under(&group)
            };
            let people = number("participants", choose("participants", "deelnemers"));
            columns.push(people.counting(Unit::Participants));
            let segments = number("segments", choose("segments", "segmenten"));
            columns.push(segments.counting(Unit::Segments));
            let percent = format!("{name}.percent_of_participants");
            let percent = Column::detail(&percent, &percent, ColumnKind::Percent).under(&group);
            columns.push(percent.counting(Unit::Participants));
        }
        columns.extend([
            Column::detail("perspectives", "perspectives", ColumnKind::Count),
            Column::detail("spread", "spread", ColumnKind::Text),
            Column::detail("missing_in", "missing_in", ColumnKind::Text),
            Column::wording("in_words", choose("Occurs", "Komt voor"), ColumnKind::Text),
        ]);
        columns
    }

    fn row(&self, row: usize, notes: &mut Notes) -> Vec<Cell> {
        let crosstab = &self.perspectives.crosstab;
        let code = crosstab.rows[row];
        let mut cells = vec![
            Cell::text(code_id(self.snapshot, code)),
            Cell::text(code_label(self.snapshot, code, self.language)),
        ];
        for (column, head) in crosstab.columns.iter().enumerate() {
            let counts = crosstab.cell(row, column);
            let name = head.name();
            let participants = counts.of(Unit::Participants);
            cells.push(notes.count(&format!("{name}.participants"), participants));
            cells.push(Cell::Count(counts.segments));
            let percent = Measure::new(Unit::Participants, Some(PercentOf::Participants));
            let percent = percent.map(|percent| crosstab.value((row, column), percent));
            cells.push(match percent {
                Ok(value) => notes.number(&format!("{name}.percent_of_participants"), value),
                Err(_) => Cell::Undefined,
            });
        }
        let missing_in = self.perspectives.missing_in(row);
        cells.extend([
            Cell::Count(self.perspectives.present_in(row).len() as u64),
            Cell::text(self.perspectives.spread(row).name()),
            Cell::text(self.names(&missing_in).join("; ")),
            Cell::text(self.in_words(row)),
        ]);
        cells
    }

    fn total(&self) -> Vec<Cell> {
        let crosstab = &self.perspectives.crosstab;
        let mut cells = vec![
            Cell::text("total"),
            Cell::text(self.language.choose("any code at all", "met een code, welke ook")),
        ];
        for (column, _) in crosstab.columns.iter().enumerate() {
            let counts = crosstab.column_total(column);
            cells.extend([
                Cell::count(counts.participants),
                Cell::Count(counts.segments),
                Cell::Undefined,
            ]);
        }
        cells.extend([
            Cell::Count(self.perspectives.columns().len() as u64),
            Cell::text(""),
            Cell::text(""),
            Cell::text(""),
        ]);
        cells
    }

    fn in_words(&self, row: usize) -> String {
        let list = |columns: &[usize]| {
            let names = self.names(columns);
            and_list(&names.iter().map(String::as_str).collect::<Vec<_>>(), self.language)
        };
        match self.perspectives.spread(row) {
            Spread::Shared => self.language.choose("everywhere", "overal").to_owned(),
            Spread::Absent => self.language.choose("nowhere", "nergens").to_owned(),
            Spread::Unique => {
                let only = list(&self.perspectives.present_in(row));
                self.language.choose(format!("only: {only}"), format!("alleen: {only}"))
            }
            Spread::Some => {
                let not = list(&self.perspectives.missing_in(row));
                self.language.choose(format!("not: {not}"), format!("niet: {not}"))
            }
        }
    }

    fn names(&self, columns: &[usize]) -> Vec<String> {
        columns.iter().map(|&column| self.perspectives.crosstab.columns[column].name()).collect()
    }

    fn label(&self, column: usize) -> String {
        let head = &self.perspectives.crosstab.columns[column];
        match head.keys.iter().any(ColumnKey::is_missing) {
            true => missing(self.language).to_owned(),
            false => head.name(),
        }
    }

    /// How many themes are shared, unique or missing, of those with no other row below them.
    fn summary(&self) -> String {
        let rows = &self.perspectives.crosstab.rows;
        let codes = self.snapshot.codes();
        let is_lowest = |&row: &usize| {
            !rows.iter().any(|&other| codes.ancestors(other).any(|above| above == rows[row]))
        };
        let lowest: Vec<usize> = (0..rows.len()).filter(is_lowest).collect();
        let n = Spread::ALL.map(|spread| {
            lowest.iter().filter(|&&row| self.perspectives.spread(row) == spread).count()
        });
        let all = lowest.len();
        let [shared, some, unique, absent] = n;
        self.language.choose(
            format!(
                "themes with none below them here ({all}): shared by all perspectives {shared}, in \
                 some {some}, unique to one {unique}, in none {absent}"
            ),
            format!(
                "thema’s zonder thema eronder in deze tabel ({all}): gedeeld door alle perspectieven \
                 {shared}, in enkele {some}, alleen in één {unique}, in geen {absent}"
            ),
        )
    }

    fn remark_on_missing(&self, notes: &mut Notes) {
        let columns = &self.perspectives.crosstab.columns;
        if self.perspectives.columns().len() < columns.len() {
            notes.add(self.language.choose(
                "(missing) is no perspective: segments of nobody, and people whose value is unknown",
                "(onbekend) is geen perspectief: segmenten van niemand, en mensen van wie de waarde \
                 onbekend is",
            ));
        }
    }
}
