//! In which columns of a crosstab a coding counts.

/// The columns of a table; column 0 holds everything.
///
/// With two divisions there is a column for each two values, those of the second side by side.
pub(crate) struct Columns {
    divisions: Vec<Division>,
    len: usize,
    tell_people_apart: bool,
    /// The column of each combination of values, [`NO_COLUMN`] where nothing can have it; `None` where
    /// every combination has one.
    of_combinations: Option<Vec<u32>>,
}

const NO_COLUMN: u32 = u32::MAX;

/// How one dimension divides the codings: each has one of `n_values` values, or one for each
/// participant to whom it belongs.
pub(crate) struct Division {
    n_values: usize,
    rule: Rule,
}

enum Rule {
    /// By the document's place.
    Document(Vec<u32>),
    /// By the coder's place.
    Coder,
    /// By the document's place, and the participant's among those of the document.
    Participant(Vec<Vec<u32>>),
}

impl Division {
    /// One value a document; `values` holds those of all documents.
    pub(crate) fn by_document(n_values: usize, values: Vec<u32>) -> Division {
        Division { n_values, rule: Rule::Document(values) }
    }

    /// One value a coder, in study order.
    pub(crate) fn by_coder(n_coders: usize) -> Division {
        Division { n_values: n_coders, rule: Rule::Coder }
    }

    /// One value a participant; `values` holds for each document those of its participants.
    ///
    /// What belongs to no participant has the last value.
    pub(crate) fn by_participant(n_values: usize, values: Vec<Vec<u32>>) -> Division {
        Division { n_values, rule: Rule::Participant(values) }
    }

    fn value(&self, place: usize, coder: usize, person: Option<u32>) -> usize {
        match (&self.rule, person) {
            (Rule::Document(values), _) => values[place] as usize,
            (Rule::Coder, _) => coder,
            (Rule::Participant(values), Some(person)) => values[place][person as usize] as usize,
            (Rule::Participant(_), None) => self.n_values - 1,
        }
    }
}

impl Columns {
    /// Only the column that holds everything.
    pub(crate) fn all() -> Columns {
        Columns { divisions: Vec::new(), len: 1, tell_people_apart: false, of_combinations: None }
    }

    /// The columns of one division or of several at once.
    pub(crate) fn new(divisions: Vec<Division>) -> Columns {
        let len = 1 + divisions.iter().map(|division| division.n_values).product::<usize>();
        let by_people = |division: &Division| matches!(division.rule, Rule::Participant(_));
        let tell_people_apart = divisions.iter().any(by_people);
        Columns { divisions, len, tell_people_apart, of_combinations: None }
    }

    /// Keeps the columns of these combinations of values, in order; nothing may have another one.
    pub(crate) fn keep(&mut self, combinations: &[usize]) {
        let mut columns = vec![NO_COLUMN; self.len - 1];
        for (number, &combination) in combinations.iter().enumerate() {
            columns[combination] = number as u32 + 1;
        }
        self.len = combinations.len() + 1;
        self.of_combinations = Some(columns);
    }

    /// Returns the number of columns, at least 1.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// True if the participants of one segment can stand in different columns.
    pub(crate) fn tell_people_apart(&self) -> bool {
        self.tell_people_apart
    }

    /// Returns the column of a coder's segment in the document at `place`, as far as one person
    /// speaks in it; `None` for nobody. There must be a division.
    pub(crate) fn column(&self, place: usize, coder: usize, person: Option<u32>) -> u32 {
        let add = |column: usize, division: &Division| {
            column * division.n_values + division.value(place, coder, person)
        };
        let combination = self.divisions.iter().fold(0, add);
        match &self.of_combinations {
            None => combination as u32 + 1,
            Some(columns) => columns[combination],
        }
    }

    /// Puts the columns of a coding into `columns`, each once.
    ///
    /// `people` are the places of its participants among those of the document at `place`.
    pub(crate) fn of(&self, place: usize, coder: usize, people: &[u32], columns: &mut Vec<u32>) {
        columns.clear();
        columns.push(0);
        if self.divisions.is_empty() {
            return;
        }
        if !self.tell_people_apart || people.is_empty() {
            columns.push(self.column(place, coder, None));
            return;
        }
        for &person in people {
            let column = self.column(place, coder, Some(person));
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
    }

    /// True if a person who speaks in a coder's segment counts in one of its columns.
    ///
    /// Where the columns tell participants apart, only those count who have the column's value.
    pub(crate) fn includes(&self, place: usize, coder: usize, person: u32, column: u32) -> bool {
        column == 0 || !self.tell_people_apart || self.column(place, coder, Some(person)) == column
    }
}
