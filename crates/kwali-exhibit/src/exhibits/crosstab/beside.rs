//! What stands beside the counts of a crosstab: expected counts and residuals.

use kwali_analysis::{Crosstab, Residual, Undefined};

use super::View;
use crate::exhibits::notes::Notes;
use crate::{Column, ColumnKind, Language};

/// Below this the usual reading of residuals is not to be trusted.
const FEW: f64 = 5.0;

/// A number that stands beside every count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// The count that is expected if codes know nothing of columns.
    Expected,
    /// How far the count is from that.
    Residual(Residual),
}

impl Beside {
    /// Returns the name of the number for a column, in machine output.
    pub(super) fn name(self, column: &str) -> String {
        let what = match self {
            Beside::Expected => "expected",
            Beside::Residual(Residual::Pearson) => "residual",
            Beside::Residual(Residual::Adjusted) => "adjusted_residual",
        };
        format!("{column}.{what}")
    }

    /// Returns the column of the numbers beside those of another one.
    pub(super) fn column(self, beside: &str, language: Language) -> Column {
        let label = match self {
            Beside::Expected => language.choose("expected", "verwacht"),
            Beside::Residual(Residual::Pearson) => language.choose("residual", "residu"),
            Beside::Residual(Residual::Adjusted) => {
                language.choose("adjusted residual", "aangepast residu")
            }
        };
        Column::new(self.name(beside), label, ColumnKind::Measure)
    }

    /// Returns the number for a cell.
    pub(super) fn value(self, crosstab: &Crosstab, cell: (usize, usize)) -> Result<f64, Undefined> {
        match self {
            Beside::Expected => crosstab.expected(cell),
            Beside::Residual(kind) => crosstab.residual(cell, kind),
        }
    }
}

/// Returns what the header says of expected counts and residuals.
pub(super) fn in_short(language: Language) -> &'static str {
    language.choose(
        "expected counts and residuals describe this study and test nothing",
        "verwachte aantallen en residuen beschrijven dit onderzoek en toetsen niets",
    )
}

impl View<'_> {
    /// Says how the numbers beside the counts are made, what they are not, and where they are weak.
    pub(super) fn remarks_beside(&self, notes: &mut Notes) {
        if self.options.beside.is_empty() {
            return;
        }
        notes.add(self.language.choose(
            "expected: as many as if the row had the same share of all segments with any code in \
             every column",
            "verwacht: zoveel als wanneer de rij in elke kolom hetzelfde deel van alle segmenten \
             met een code had",
        ));
        for which in &self.options.beside {
            match which {
                Beside::Expected => {}
                Beside::Residual(Residual::Pearson) => notes.add(self.language.choose(
                    "residual: (n − expected) / √expected (Pearson)",
                    "residu: (n − verwacht) / √verwacht (Pearson)",
                )),
                Beside::Residual(Residual::Adjusted) => notes.add(self.language.choose(
                    "adjusted residual: Pearson’s, divided by √((1 − row share)(1 − column \
                     share)) (Haberman)",
                    "aangepast residu: dat van Pearson, gedeeld door √((1 − aandeel van de \
                     rij)(1 − aandeel van de kolom)) (Haberman)",
                )),
            }
        }
        notes.add(self.language.choose(
            "do not read p-values from these: people were chosen on purpose and not at random, \
             and segments of one person or interview are not independent of each other",
            "lees hier geen p-waarden uit: mensen zijn doelgericht gekozen en niet aselect, en \
             segmenten van één persoon of gesprek zijn niet onafhankelijk van elkaar",
        ));
        self.remark_on_small(notes);
    }

    fn remark_on_small(&self, notes: &mut Notes) {
        let columns = 0..self.crosstab.columns.len();
        let cells = (0..self.crosstab.n_rows())
            .flat_map(|row| columns.clone().map(move |column| (row, column)));
        let expected: Vec<f64> =
            cells.filter_map(|cell| self.crosstab.expected(cell).ok()).collect();
        let n_small = expected.iter().filter(|&&expected| expected < FEW).count();
        let n = expected.len();
        if n_small > 0 {
            notes.add(self.language.choose(
                format!(
                    "{n_small} of {n} expected counts are below 5: residuals there are unstable"
                ),
                format!(
                    "{n_small} van {n} verwachte aantallen zijn kleiner dan 5: residuen zijn daar \
                     onbetrouwbaar"
                ),
            ));
        }
    }
}
