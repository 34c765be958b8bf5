//! Saturation by several rules at once.

use kwali_analysis::{SaturationCurve, SaturationRule, Undefined};

use super::{SaturationView, named};
use crate::exhibits::notes::Notes;
use crate::exhibits::wording::coders_in_words;
use crate::{Cell, Column, ColumnKind, Error, Table};

/// Returns for each rule and curve whether saturation was reached, one row each.
pub fn saturation_rules_table(
    view: &SaturationView<'_>,
    by_rule: &[(SaturationRule, Vec<SaturationCurve>)],
) -> Result<Table, Error> {
    let language = view.language;
    let curves = || by_rule.iter().flat_map(|(_, curves)| curves);
    let has_names = curves().any(|curve| curve.name.is_some());
    let with_band = curves().any(|curve| curve.band.is_some());
    let mut notes = Notes::of_codings(view.snapshot, language);
    let mut rows = Vec::new();
    for (rule, curves) in by_rule {
        for curve in curves {
            rows.push(view.rule_row(curve, *rule, (has_names, with_band), &mut notes));
        }
    }
    let mut table = Table::new(view.title(), view.rule_columns(has_names, with_band), rows)?;
    table.unit = Some(view.unit().to_owned());
    table.base = Some(coders_in_words(view.snapshot, language));
    for curve in by_rule.first().map(|(_, curves)| curves).into_iter().flatten() {
        named(curve, view.caveats(curve)).into_iter().for_each(|said| notes.add(said));
    }
    table.notes = notes.finish();
    Ok(table)
}

impl SaturationView<'_> {
    fn rule_columns(&self, has_names: bool, with_band: bool) -> Vec<Column> {
        let language = self.language;
        let column = |name: &str, english: &str, dutch: &str, kind| {
            Column::new(name, language.choose(english, dutch), kind)
        };
        let mut columns = Vec::new();
        if has_names {
            columns.push(column("group", "Of", "Van", ColumnKind::Text));
        }
        columns.extend([
            column("base_size", "Base", "Basis", ColumnKind::Count),
            column("run_length", "Run", "Reeks", ColumnKind::Count),
            column("threshold", "Threshold", "Drempel", ColumnKind::Share),
            column("base_themes", "In the base", "In de basis", ColumnKind::Count),
            column("themes", "In all", "In totaal", ColumnKind::Count),
            column("saturation", "Saturation", "Verzadiging", ColumnKind::Text),
        ]);
        if with_band {
            columns.extend([
                column("orders", "Orders", "Volgordes", ColumnKind::Count),
                column("orders_reached", "Reached in", "Bereikt in", ColumnKind::Count),
                column("orders_median", "In the middle one", "In de middelste", ColumnKind::Text),
            ]);
        }
        columns
    }

    fn rule_row(
        &self,
        curve: &SaturationCurve,
        rule: SaturationRule,
        (has_names, with_band): (bool, bool),
        notes: &mut Notes,
    ) -> Vec<Cell> {
        let mut cells = Vec::new();
        if has_names {
            cells.push(Cell::text(curve.name.as_deref().unwrap_or_default()));
        }
        let themes = match curve.found.base_themes {
            Ok(themes) => Cell::Count(themes as u64),
            Err(undefined) => notes.undefined("base_themes", undefined),
        };
        cells.extend([
            Cell::Count(rule.base as u64),
            Cell::Count(rule.run as u64),
            Cell::Number(rule.threshold),
            themes,
            Cell::Count(curve.found.cumulative.last().copied().unwrap_or(0) as u64),
            self.notation(("saturation", curve.found.reached), rule, notes),
        ]);
        if with_band {
            let band = curve.band.as_ref();
            cells.extend([
                Cell::count(band.map(|band| band.orders as u64)),
                Cell::count(band.map(|band| band.reached as u64)),
                self.notation(
                    ("orders_median", band.and_then(|band| band.median_reached)),
                    rule,
                    notes,
                ),
            ]);
        }
        cells
    }

    /// As Guest, Namey and Chen write it: the documents before the run, and the length of the run.
    fn notation(
        &self,
        (column, before): (&str, Option<usize>),
        rule: SaturationRule,
        notes: &mut Notes,
    ) -> Cell {
        match before {
            Some(before) => Cell::text(format!("{before}+{}", rule.run)),
            None => notes.undefined(column, Undefined::NotReached),
        }
    }
}
