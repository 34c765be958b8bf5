//! Counts in tables of codes and questions, whose cells each have a query for their segments.

use kwali_analysis::{PercentOf, Query, Unit};

use super::{Exhibit, Places, Spot, Tie, Told, columns, value_of};
use crate::factsheet::arguments::Problem;
use crate::factsheet::disclosure::question::{Among, Condition, Question};
use crate::factsheet::kinds::{Kind, Tabulated, codes_as_given};
use crate::table::Place;
use crate::units::base_in_words;
use crate::{Cell, ColumnKind};

impl Places {
    pub(super) fn add_of_segments(
        &mut self,
        exhibit: &Exhibit<'_>,
        tabulated: &Tabulated,
    ) -> Result<(), Problem> {
        let snapshot = exhibit.snapshot();
        for (column, unit, of_column) in columns(tabulated) {
            let cells = tabulated.table.rows().iter().zip(&tabulated.row_queries).enumerate();
            for (row, (cells, of_row)) in cells {
                let Some(value) = value_of(&cells[column]) else { continue };
                let queries = [exhibit.query(), of_row, of_column];
                let conditions = self.conditions.of(&queries, snapshot);
                let question = Question { unit, among: Among::Segments, conditions };
                let spot = Spot::Cell(Place::Row(row, column));
                self.add(exhibit, spot.clone(), question, value);
                if tabulated.table.columns()[column].kind == ColumnKind::Percent
                    && let Some(base) = self.percent_base(exhibit, unit, (of_row, of_column))
                {
                    self.add(exhibit, spot, base, None);
                }
            }
            self.add_bases(exhibit, tabulated, (column, unit, of_column));
        }
        self.add_bases_in_notes(exhibit, tabulated);
        self.add_group_sizes(exhibit, tabulated);
        self.add_order(exhibit);
        match exhibit.entry.kind {
            Kind::CodesNamed => self.add_threshold(exhibit, tabulated),
            _ => Ok(()),
        }
    }

    /// Returns what the percentages of a crosstab, or of frequencies, are of; `None` for all that
    /// there is in the study.
    fn percent_base(
        &mut self,
        exhibit: &Exhibit<'_>,
        unit: Unit,
        (of_row, of_column): (&Query, &Query),
    ) -> Option<Question> {
        let percent = exhibit.entry.arguments.measure().ok()?.percent()?;
        let snapshot = exhibit.snapshot();
        let queries = match percent {
            PercentOf::Row => vec![exhibit.query(), of_row],
            PercentOf::Column => vec![exhibit.query(), of_column],
            PercentOf::Total => vec![exhibit.query()],
            PercentOf::Documents | PercentOf::Participants => vec![of_column],
        };
        let conditions = self.conditions.of(&queries, snapshot);
        let is_group = matches!(percent, PercentOf::Documents | PercentOf::Participants);
        let is_own = match unit {
            Unit::Participants => conditions.iter().all(Condition::is_of_people),
            _ => conditions.iter().all(Condition::is_of_documents),
        };
        let among = match (is_group, is_own) {
            (false, _) => Among::Segments,
            (true, true) => Among::Sample,
            (true, false) => Among::Heard,
        };
        (!conditions.is_empty() || !is_group).then_some(Question { unit, among, conditions })
    }

    /// Adds the rows under a crosstab or under perspectives.
    fn add_bases(
        &mut self,
        exhibit: &Exhibit<'_>,
        tabulated: &Tabulated,
        (column, unit, of_column): (usize, Unit, &Query),
    ) {
        for (row, cells) in tabulated.table.bases().iter().enumerate() {
            let (Some(Cell::Text(name)), Cell::Count(count)) = (cells.first(), &cells[column])
            else {
                continue;
            };
            let question = self.base_question(exhibit, name, (unit, of_column));
            self.add(exhibit, Spot::Cell(Place::Base(row, column)), question, Some(*count));
        }
    }

    /// Returns what the row under a crosstab answers that is called so.
    fn base_question(
        &mut self,
        exhibit: &Exhibit<'_>,
        name: &str,
        (unit, of_column): (Unit, &Query),
    ) -> Question {
        let snapshot = exhibit.snapshot();
        let of_segments = self.conditions.of(&[exhibit.query(), of_column], snapshot);
        let of_group = self.conditions.of(&[of_column], snapshot);
        let group = |unit, is_there: fn(&Condition) -> bool| {
            let is_own = of_group.iter().all(is_there);
            (unit, if is_own { Among::Sample } else { Among::Heard }, of_group.clone())
        };
        let (unit, among, conditions) = match name {
            "segments_total_in_group" => (Unit::Segments, Among::Segments, of_segments),
            "documents" => group(Unit::Documents, Condition::is_of_documents),
            "participants" => group(Unit::Participants, Condition::is_of_people),
            _ => (unit, Among::Segments, of_segments),
        };
        Question { unit, among, conditions }
    }

    /// Adds what percentages of a crosstab are of: that stands under it in notes.
    fn add_bases_in_notes(&mut self, exhibit: &Exhibit<'_>, tabulated: &Tabulated) {
        if exhibit.entry.kind != Kind::Crosstab {
            return;
        }
        let language = exhibit.language;
        for name in ["total", "segments_total_in_group", "documents", "participants"] {
            let before = format!("{}: ", base_in_words(name, language));
            if !tabulated.table.notes.iter().any(|note| note.starts_with(&before)) {
                continue;
            }
            for (_, unit, of_column) in columns(tabulated) {
                let question = self.base_question(exhibit, name, (unit, of_column));
                self.add(exhibit, Spot::Note(before.clone()), question, None);
            }
        }
    }

    /// Adds how many people have a perspective: it stands behind its name.
    fn add_group_sizes(&mut self, exhibit: &Exhibit<'_>, tabulated: &Tabulated) {
        if exhibit.entry.kind != Kind::Perspectives {
            return;
        }
        for (column, unit, of_column) in columns(tabulated) {
            let head = &tabulated.table.columns()[column];
            let Some(group) = head.group.clone().filter(|_| unit == Unit::Participants) else {
                continue;
            };
            let conditions = self.conditions.of(&[of_column], exhibit.snapshot());
            let question = Question { unit, among: Among::Sample, conditions };
            for row in 0..tabulated.table.rows().len() {
                if head.name.ends_with("percent_of_participants") {
                    let spot = Spot::Cell(Place::Row(row, column));
                    self.add(exhibit, spot, question.clone(), None);
                }
            }
            self.add(exhibit, Spot::Heading(group), question, None);
        }
    }

    /// Adds that rows are sorted by a count.
    fn add_order(&mut self, exhibit: &Exhibit<'_>) {
        let arguments = &exhibit.entry.arguments;
        let is_sorted = match exhibit.entry.kind {
            Kind::Frequencies => arguments.text("sort").is_ok_and(|sort| sort == Some("count")),
            kind => kind == Kind::CodesNamed,
        };
        if !is_sorted {
            return;
        }
        let unit = exhibit.entry.finding.unit.as_deref().and_then(Unit::from_name);
        let mut sorted: Vec<(usize, Question)> = Vec::new();
        for found in self.of_entry(exhibit.number).filter(|found| Some(found.question.unit) == unit)
        {
            let Spot::Cell(Place::Row(row, _)) = found.spot else { continue };
            if sorted.last().is_none_or(|(last, _)| *last < row) {
                sorted.push((row, found.question.clone()));
            }
        }
        let pairs = sorted
            .windows(2)
            .map(|pair| Told::Tied(Tie::IsWithin, pair[0].1.clone(), vec![pair[1].1.clone()]));
        let pairs: Vec<Told> = pairs.collect();
        self.told.extend(pairs);
    }

    /// Adds that codes in a sentence reach what they must, and that those do not that are not there.
    fn add_threshold(
        &mut self,
        exhibit: &Exhibit<'_>,
        tabulated: &Tabulated,
    ) -> Result<(), Problem> {
        let arguments = &exhibit.entry.arguments;
        let at_least = arguments.number("at_least")?.unwrap_or(1) as u64;
        let is_told = at_least <= 1 && arguments.flag("counts", true)?;
        let of_entry = self.found.iter_mut().filter(|found| found.entry == exhibit.number);
        let named: Vec<Question> = of_entry
            .map(|found| {
                found.is_in_sentence = is_told;
                found.question.clone()
            })
            .collect();
        let Some(unit) = named.first().map(|question| question.unit) else { return Ok(()) };
        self.told.extend(named.into_iter().map(|question| Told::AtLeast(question, at_least)));
        if arguments.number("limit")?.is_some() {
            return Ok(());
        }
        let snapshot = exhibit.snapshot();
        let subcodes = arguments.subcodes()?;
        for code in codes_as_given(snapshot, arguments, "codes")? {
            let name = snapshot.codes().code(code).path.as_str();
            if tabulated.row_names.iter().all(|named| named != name) {
                let query = kwali_analysis::query_of_code(snapshot.codes(), code, subcodes);
                let conditions = self.conditions.of(&[exhibit.query(), &query], snapshot);
                let question = Question { unit, among: Among::Segments, conditions };
                self.told.push(Told::AtMost(question, at_least.saturating_sub(1)));
            }
        }
        Ok(())
    }
}
