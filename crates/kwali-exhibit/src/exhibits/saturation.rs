//! When further documents bring little that is new.

mod rules;

use kwali_analysis::{OrderBand, SaturationCurve, SaturationRule, SaturationRun, ThemeLevel};
use kwali_model::Snapshot;

use super::chart::Chart;
use super::notes::Notes;
use super::wording::{coders_in_words, unit_and_base};
use crate::{Cell, Column, ColumnKind, Error, Language, StepChart, StepPanel, Table};

pub use rules::saturation_rules_table;

/// What saturation was asked of, and how it is told.
#[derive(Clone, Copy, Debug)]
pub struct SaturationView<'a> {
    /// The study with the codings that are counted.
    pub snapshot: &'a Snapshot,
    /// What counts as a theme.
    pub level: ThemeLevel,
    /// The language of words and numbers.
    pub language: Language,
}

/// Returns the curves as a table, one row a document: what it brought, and what the run behind it
/// brings.
pub fn saturation_table(
    view: &SaturationView<'_>,
    curves: &[SaturationCurve],
    rule: SaturationRule,
) -> Result<Table, Error> {
    let language = view.language;
    let with_band = curves.iter().any(|curve| curve.band.is_some());
    let mut notes = Notes::of_codings(view.snapshot, language);
    for curve in curves {
        view.notes(curve, rule).into_iter().for_each(|said| notes.add(said));
    }
    let mut rows = Vec::new();
    for curve in curves {
        for event in 0..curve.documents.len() {
            rows.push(view.row((curve, event), with_band, &mut notes));
        }
    }
    let columns = view.columns(curves.iter().any(|curve| curve.name.is_some()), with_band);
    let mut table = Table::new(view.title(), columns, rows)?;
    table.unit = Some(view.unit().to_owned());
    table.base = Some(view.base(rule));
    table.notes = notes.finish();
    Ok(table)
}

/// Returns the curves as a chart of steps, one field a curve.
pub fn saturation_chart(
    view: &SaturationView<'_>,
    curves: &[SaturationCurve],
    rule: SaturationRule,
) -> Chart {
    let language = view.language;
    let panel = |curve: &SaturationCurve| StepPanel {
        title: curve.name.clone().unwrap_or_default(),
        values: curve.found.cumulative.clone(),
        band: curve.band.as_ref().map(|band| {
            (0..band.low.len()).map(|at| (band.low[at], band.median[at], band.high[at])).collect()
        }),
        marked: curve.found.reached,
        said: view.verdict(curve, rule),
    };
    Chart::Steps(StepChart {
        title: view.title(),
        subtitle: unit_and_base(view.unit(), &view.base(rule), language),
        panels: curves.iter().map(panel).collect(),
        step_label: language.choose("documents", "documenten").to_owned(),
        value_label: view.unit().to_owned(),
        line_label: language.choose("in this order", "in deze volgorde").to_owned(),
        band_label: language
            .choose(
                "in other orders: the middle one, and nine in ten of them",
                "in andere volgordes: de middelste, en negen van de tien",
            )
            .to_owned(),
        language,
    })
}

impl SaturationView<'_> {
    fn title(&self) -> String {
        self.language.choose("Saturation", "Verzadiging").to_owned()
    }

    fn unit(&self) -> &'static str {
        match self.level {
            ThemeLevel::Codes => self.language.choose("codes", "codes"),
            ThemeLevel::TopLevel => {
                self.language.choose("codes at the top of the tree", "codes bovenaan de boom")
            }
        }
    }

    fn base(&self, SaturationRule { base, run, threshold }: SaturationRule) -> String {
        let percent = self.percent(threshold);
        let coders = coders_in_words(self.snapshot, self.language);
        self.language.choose(
            format!(
                "the first {base} documents; runs of {run}, at most {percent} new; {coders}"
            ),
            format!(
                "de eerste {base} documenten; reeksen van {run}, hoogstens {percent} nieuw; {coders}"
            ),
        )
    }

    fn percent(&self, share: f64) -> String {
        self.language.percent(100.0 * share)
    }

    fn columns(&self, has_names: bool, with_band: bool) -> Vec<Column> {
        let language = self.language;
        let count = |name: &str, english: &str, dutch: &str| {
            Column::new(name, language.choose(english, dutch), ColumnKind::Count)
        };
        let mut columns = Vec::new();
        if has_names {
            columns.push(Column::new("group", language.choose("Of", "Van"), ColumnKind::Text));
        }
        columns.extend([
            count("event", "Number", "Nummer"),
            Column::new("document", "Document", ColumnKind::Text),
            count("new", "New", "Nieuw"),
            count("cumulative", "So far", "Tot nu toe"),
            count("run_new", "New in the run behind", "Nieuw in de reeks erna"),
            Column::new(
                "run_ratio",
                language.choose("As a share of the base", "Als deel van de basis"),
                ColumnKind::Share,
            ),
        ]);
        if with_band {
            columns.extend([
                count("cumulative_low", "Other orders, 5%", "Andere volgordes, 5%"),
                count("cumulative_median", "50%", "50%"),
                count("cumulative_high", "95%", "95%"),
            ]);
        }
        columns
    }

    fn row(
        &self,
        (curve, event): (&SaturationCurve, usize),
        with_band: bool,
        notes: &mut Notes,
    ) -> Vec<Cell> {
        let name = |place: usize| self.snapshot.documents()[place].name.as_str();
        let mut cells: Vec<Cell> = curve.name.iter().map(Cell::text).collect();
        cells.extend([
            Cell::Count(event as u64 + 1),
            Cell::text(name(curve.documents[event])),
            Cell::Count(curve.found.new[event] as u64),
            Cell::Count(curve.found.cumulative[event] as u64),
        ]);
        let run = curve.found.runs.iter().find(|run| run.before == event + 1);
        cells.extend(self.run(run, notes));
        if with_band {
            let at = |of: fn(&OrderBand) -> &[usize]| {
                let band = curve.band.as_ref();
                Cell::count(band.map(|band| of(band)[event] as u64))
            };
            cells.extend([at(|band| &band.low), at(|band| &band.median), at(|band| &band.high)]);
        }
        cells
    }

    fn run(&self, run: Option<&SaturationRun>, notes: &mut Notes) -> [Cell; 2] {
        let Some(run) = run else {
            notes.add(self.language.choose(
                "run_new and run_ratio are undefined where no whole run stands behind the document, \
                 or the base is not full yet",
                "run_new en run_ratio zijn ongedefinieerd waar achter het document geen hele reeks \
                 staat, of de basis nog niet vol is",
            ));
            return [Cell::Undefined, Cell::Undefined];
        };
        [Cell::Count(run.new as u64), notes.number("run_ratio", run.ratio)]
    }

    /// Whether saturation is reached, in words.
    fn verdict(&self, curve: &SaturationCurve, rule: SaturationRule) -> String {
        let language = self.language;
        match (curve.found.reached, curve.found.base_themes) {
            (Some(before), Ok(base)) => {
                let (run, percent) = (rule.run, self.percent(rule.threshold));
                language.choose(
                    format!("saturation at {percent} after {before} documents ({before}+{run}); the base has {base}"),
                    format!("verzadiging bij {percent} na {before} documenten ({before}+{run}); de basis heeft er {base}"),
                )
            }
            (_, Err(_)) => language.choose(
                "saturation cannot be judged: there are fewer documents than the base has"
                    .to_owned(),
                "verzadiging is niet te beoordelen: er zijn minder documenten dan de basis"
                    .to_owned(),
            ),
            (None, Ok(0)) => language.choose(
                "saturation cannot be judged: the base has none".to_owned(),
                "verzadiging is niet te beoordelen: de basis heeft er geen".to_owned(),
            ),
            (None, Ok(base)) => language.choose(
                format!("saturation is not reached; the base has {base}"),
                format!("verzadiging is niet bereikt; de basis heeft er {base}"),
            ),
        }
    }

    /// Whether saturation is reached, and what is to be known about that; with the curve's name.
    fn notes(&self, curve: &SaturationCurve, rule: SaturationRule) -> Vec<String> {
        let mut said = vec![self.verdict(curve, rule)];
        said.extend(self.later_runs(curve, rule));
        said.extend(curve.band.as_ref().map(|band| self.in_other_orders(band)));
        said.extend(self.caveats(curve));
        named(curve, said)
    }

    /// Whether runs behind the first one that brings little bring more again.
    fn later_runs(&self, curve: &SaturationCurve, rule: SaturationRule) -> Option<String> {
        let reached = curve.found.reached?;
        let later = curve.found.runs.iter().filter(|run| run.before > reached);
        let more: Vec<_> =
            later.filter(|run| run.ratio.is_ok_and(|r| r > rule.threshold)).collect();
        let last = more.last()?.before;
        let n = more.len();
        Some(self.language.choose(
            format!(
                "but {n} later runs bring more than that again, the last one after {last} documents"
            ),
            format!(
                "maar {n} latere reeksen brengen weer meer dan dat, de laatste na {last} documenten"
            ),
        ))
    }

    fn in_other_orders(&self, band: &OrderBand) -> String {
        let language = self.language;
        let orders = match band.all {
            true => language.choose(
                format!("in all {} orders", band.orders),
                format!("in alle {} volgordes", band.orders),
            ),
            false => language.choose(
                format!("in {} orders drawn at random", band.orders),
                format!("in {} willekeurige volgordes", band.orders),
            ),
        };
        let percent = self.percent(band.reached as f64 / band.orders as f64);
        let middle = band.median_reached.map(|before| {
            language.choose(
                format!(", in the middle one after {before} documents"),
                format!(", in de middelste na {before} documenten"),
            )
        });
        language.choose(
            format!("{orders} it is reached in {percent}{}", middle.clone().unwrap_or_default()),
            format!("{orders} is zij bereikt in {percent}{}", middle.unwrap_or_default()),
        )
    }

    /// What makes saturation look nearer than it is.
    fn caveats(&self, curve: &SaturationCurve) -> Vec<String> {
        let language = self.language;
        let mut notes = Vec::new();
        if curve.without_themes > 0 {
            let n = curve.without_themes;
            notes.push(language.choose(
                format!("{n} of the documents have none of these codes: if they were not coded yet, saturation only seems near"),
                format!("{n} van de documenten hebben geen van deze codes: zijn ze nog niet gecodeerd, dan lijkt verzadiging maar dichtbij"),
            ));
        }
        if curve.left_out > 0 {
            let n = curve.left_out;
            notes.push(language.choose(
                format!("{n} documents without a coding that counts here are left out"),
                format!("{n} documenten zonder codering die hier meetelt zijn weggelaten"),
            ));
        }
        notes
    }
}

/// Puts the name of the curve, if it has one, before what is said of it.
fn named(curve: &SaturationCurve, said: Vec<String>) -> Vec<String> {
    match &curve.name {
        None => said,
        Some(name) => said.into_iter().map(|said| format!("{name}: {said}")).collect(),
    }
}
