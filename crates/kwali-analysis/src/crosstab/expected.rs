//! What a crosstab would hold if codes knew nothing of columns, and how far it is from that.

use super::Crosstab;
use crate::Undefined;

/// How the distance of a count from what is expected is put on a scale.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Residual {
    /// (observed − expected) / √expected; their squares add up to chi-squared.
    Pearson,
    /// Pearson's, divided by √((1 − row share)(1 − column share)), after Haberman (1973): its
    /// standard deviation is about 1 whatever the margins are.
    Adjusted,
}

/// The segments of a row, of a column, and of all columns.
struct Margins {
    row: f64,
    column: f64,
    all: f64,
}

impl Crosstab {
    /// Returns how many segments a cell would have if the row had the same share of all segments,
    /// with any code, in every column: row × column / all.
    ///
    /// The margins are sums over the columns, so that a segment that stands in several columns
    /// counts in each of them. Where every segment is in one row these are the margins of the table.
    pub fn expected(&self, cell: (usize, usize)) -> Result<f64, Undefined> {
        let Margins { row, column, all } = self.margins(cell);
        if all == 0.0 { Err(Undefined::EmptyBase) } else { Ok(row * column / all) }
    }

    /// Returns how far the segments of a cell are from the expected number.
    pub fn residual(&self, cell: (usize, usize), kind: Residual) -> Result<f64, Undefined> {
        let expected = self.expected(cell)?;
        if expected == 0.0 {
            return Err(Undefined::NothingExpected);
        }
        let observed = self.cell(cell.0, cell.1).segments as f64;
        let pearson = (observed - expected) / expected.sqrt();
        if kind == Residual::Pearson {
            return Ok(pearson);
        }
        let Margins { row, column, all } = self.margins(cell);
        let left = (1.0 - row / all) * (1.0 - column / all);
        if left <= 0.0 { Err(Undefined::HoldsEverything) } else { Ok(pearson / left.sqrt()) }
    }

    fn margins(&self, (row, column): (usize, usize)) -> Margins {
        let columns = 0..self.columns.len();
        let of_row = columns.clone().map(|column| self.cell(row, column).segments);
        let all = columns.map(|column| self.column_total(column).segments);
        Margins {
            row: of_row.sum::<u64>() as f64,
            column: self.column_total(column).segments as f64,
            all: all.sum::<u64>() as f64,
        }
    }
}
