//! In which columns of a crosstab a coding counts.

/// The columns of a table; column 0 holds everything.
pub(crate) struct Columns {
    len: usize,
    rule: Rule,
}

enum Rule {
    All,
    ByDocument(Vec<u32>),
    ByCoder,
    ByParticipant(Vec<Vec<u32>>),
}

impl Columns {
    /// Only the column that holds everything.
    pub(crate) fn all() -> Columns {
        Columns { len: 1, rule: Rule::All }
    }

    /// One column a value; `values` holds the place of each document's value.
    pub(crate) fn by_document(n_values: usize, values: impl Iterator<Item = usize>) -> Columns {
        let columns = values.map(|value| value as u32 + 1).collect();
        Columns { len: n_values + 1, rule: Rule::ByDocument(columns) }
    }

    /// One column a coder, in study order.
    pub(crate) fn by_coder(n_coders: usize) -> Columns {
        Columns { len: n_coders + 1, rule: Rule::ByCoder }
    }

    /// One column a value; `values` holds for each document the places of its participants' values.
    ///
    /// What belongs to no participant counts in the last column.
    pub(crate) fn by_participant(n_values: usize, values: Vec<Vec<usize>>) -> Columns {
        let columns = |of: Vec<usize>| of.into_iter().map(|value| value as u32 + 1).collect();
        let rule = Rule::ByParticipant(values.into_iter().map(columns).collect());
        Columns { len: n_values + 1, rule }
    }

    /// Returns the number of columns, at least 1.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Puts the columns of a coding into `columns`, each once.
    ///
    /// `people` are the places of its participants among those of the document at `place`.
    pub(crate) fn of(&self, place: usize, coder: usize, people: &[u32], columns: &mut Vec<u32>) {
        columns.clear();
        columns.push(0);
        match &self.rule {
            Rule::All => {}
            Rule::ByDocument(by_place) => columns.push(by_place[place]),
            Rule::ByCoder => columns.push(coder as u32 + 1),
            Rule::ByParticipant(_) if people.is_empty() => columns.push(self.len as u32 - 1),
            Rule::ByParticipant(by_place) => {
                for &person in people {
                    let column = by_place[place][person as usize];
                    if !columns.contains(&column) {
                        columns.push(column);
                    }
                }
            }
        }
    }

    /// True if a person who speaks in a segment counts in one of its columns.
    ///
    /// Where the columns tell participants apart, only those count who have the column's value.
    pub(crate) fn includes(&self, place: usize, person: u32, column: u32) -> bool {
        match &self.rule {
            Rule::ByParticipant(by_place) if column > 0 => {
                by_place[place][person as usize] == column
            }
            _ => true,
        }
    }
}
