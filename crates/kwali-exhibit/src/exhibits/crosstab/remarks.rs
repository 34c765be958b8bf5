//! Notes under a crosstab: where segments stand in several columns, and what was left out.

use kwali_analysis::Dimension;
use kwali_model::Scope;

use super::View;
use crate::exhibits::notes::Notes;
use crate::units::numbered;

impl View<'_> {
    /// Adds what must be said of rows, columns and the numbers beside counts.
    pub(super) fn remarks(&self, notes: &mut Notes) {
        for set in &self.crosstab.sets {
            notes.add(format!("{}: {}", set.name, set.query));
        }
        self.remarks_on_speakers(notes);
        if self.crosstab.n_empty > 0 {
            let n = self.crosstab.n_empty;
            notes.add(self.language.choose(
                format!(
                    "{} to which no document and no participant belongs left out",
                    numbered(n, ("combination", "combinations"), self.language)
                ),
                format!(
                    "{} waarbij geen document en geen deelnemer hoort weggelaten",
                    numbered(n, ("combinatie", "combinaties"), self.language)
                ),
            ));
        }
        self.remarks_beside(notes);
    }

    /// Says so where a segment stands in several columns, or is nobody's.
    fn remarks_on_speakers(&self, notes: &mut Notes) {
        let mut dimensions = self.crosstab.dimensions.iter();
        if !dimensions.any(|&dimension| self.is_of_people(dimension)) {
            return;
        }
        let in_column = |column| self.crosstab.column_total(column).segments;
        let in_columns: u64 = (0..self.crosstab.columns.len()).map(in_column).sum();
        if in_columns > self.crosstab.total().segments {
            notes.add(self.language.choose(
                "a segment in which participants with different values speak counts in each of \
                 their columns, and there only for the participants with that value",
                "een segment waarin deelnemers met verschillende waarden spreken telt in elk van \
                 hun kolommen, en daar alleen voor de deelnemers met die waarde",
            ));
        }
        let columns = self.crosstab.columns.iter().enumerate();
        let mut missing = columns.filter(|(_, group)| {
            let mut of_people = self.crosstab.dimensions.iter().zip(&group.keys);
            of_people.any(|(&by, key)| self.is_of_people(by) && key.is_missing())
        });
        if missing.any(|(column, _)| in_column(column) > 0) {
            notes.add(self.language.choose(
                "a segment in which no participant speaks counts under (missing)",
                "een segment waarin geen deelnemer spreekt telt bij (onbekend)",
            ));
        }
    }

    fn is_of_people(&self, dimension: Dimension) -> bool {
        match dimension {
            Dimension::Participant => true,
            Dimension::Variable(id) => {
                let variable = self.snapshot.variable_by_id(id);
                variable.is_some_and(|variable| variable.scope == Scope::Participant)
            }
            _ => false,
        }
    }
}
