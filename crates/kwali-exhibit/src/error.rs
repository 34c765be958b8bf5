//! What can go wrong when an exhibit is made. Writing itself answers with [`std::io::Error`].

use crate::ColumnKind;

/// A table or chart that could not be made, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row has more or fewer cells than the table has columns. Rows count from 0.
    #[error("row {row} of table `{title}` has {found} cells, but the table has {expected} columns")]
    RowLength {
        /// The table's title.
        title: String,
        /// The row, counted from 0.
        row: usize,
        /// How many columns the table has.
        expected: usize,
        /// How many cells the row has.
        found: usize,
    },
    /// A cell holds something else than its column says. Rows count from 0.
    #[error("row {row} of table `{title}` has a cell in column `{column}` that is no {kind}")]
    CellKind {
        /// The table's title.
        title: String,
        /// The row, counted from 0.
        row: usize,
        /// The machine name of the column.
        column: String,
        /// What the column holds.
        kind: ColumnKind,
    },
    /// No format of tables has this name.
    #[error(
        "unknown format `{0}` (known: {known})",
        known = crate::Format::ALL.map(crate::Format::name).join(", ")
    )]
    UnknownFormat(String),
    /// No column of a co-occurrence table that could be drawn or sorted by has this name.
    #[error("unknown measure `{name}` (known: {})", known.join(", "))]
    UnknownMeasure {
        /// The name that was asked for.
        name: String,
        /// The names of all measures.
        known: Vec<String>,
    },
    /// More columns than there are colours that can be told apart.
    #[error("bars of {columns} columns cannot be told apart, of {most} they can")]
    TooManyColours {
        /// How many columns there are.
        columns: usize,
        /// How many there can be.
        most: usize,
    },
    /// A chart has more names than anybody could read.
    #[error("the chart would have {found} names; at most {most} are drawn")]
    TooManyToDraw {
        /// How many it would have.
        found: usize,
        /// The most that are drawn.
        most: usize,
    },
    /// Values that have no sum cannot stand one behind the other.
    #[error("`{title}` cannot be drawn as stacked bars: its values have no sum")]
    NotStackable {
        /// The chart's title.
        title: String,
    },
    /// Percentages of different bases are to be stacked.
    #[error("percentages of different columns have different bases, and no sum")]
    SeveralBases,
    /// A codeline along the time of a transcript that does not say when anything was said.
    #[error("the transcript does not say when turns begin, so nothing can be drawn along time")]
    NoTimes,
    /// A chart that has no other form.
    #[error("this chart has no other form: only rows and columns can be drawn in several ways")]
    NoOtherForm,
    /// A template cannot be filled in.
    #[error("{}: {message}", at(template, *line))]
    Template {
        /// What the template is called.
        template: String,
        /// The line, counted from 1, if it is known.
        line: Option<usize>,
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// A manifest cannot be read or written.
    #[error("the manifest cannot be used: {reason}")]
    Manifest {
        /// What is wrong with it.
        reason: String,
    },
    /// A file for an office program cannot be written.
    #[error("the {form} file could not be written: {reason}")]
    Office {
        /// The form of the file: `xlsx`.
        form: &'static str,
        /// What the writer answered.
        reason: String,
    },
    /// A factsheet has no such exhibit.
    #[error("the factsheet has no exhibit `{id}`")]
    UnknownExhibit {
        /// The id that was asked for.
        id: String,
        /// The id that may have been meant.
        near: Option<String>,
    },
    /// An exhibit has no such row or column.
    #[error("exhibit `{exhibit}` has no {what} `{typed}`")]
    UnknownCell {
        /// The exhibit's id.
        exhibit: String,
        /// `row` or `column`.
        what: &'static str,
        /// What was asked for.
        typed: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// An exhibit can no longer be counted.
    #[error("exhibit `{exhibit}` cannot be counted any more: {message}")]
    Trace {
        /// The exhibit's id.
        exhibit: String,
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The program is built without a form of factsheets.
    #[error("this kwali is built without {}", form.to_uppercase())]
    NotBuiltIn {
        /// The name of the form, which is that of the cargo feature too.
        form: &'static str,
    },
    /// A PDF could not be written.
    #[error("the PDF could not be written: {reason}")]
    Pdf {
        /// What the typesetter answered.
        reason: String,
    },
    /// A colour is not written as `#rrggbb`.
    #[error("`{0}` is no colour; write one as `#1f77b4`")]
    UnknownColour(String),
    /// A chart of co-occurrence would be empty.
    #[error("there is nothing to draw: no pair of these codes has any `{measure}`")]
    NothingToDraw {
        /// What was to be drawn, as people call it.
        measure: String,
    },
    /// A heat map's values are not as many as its labels say.
    #[error(
        "heat map `{title}` has values that do not match its {rows} rows and {columns} columns"
    )]
    HeatMapShape {
        /// The chart's title.
        title: String,
        /// How many row labels it has.
        rows: usize,
        /// How many column labels it has.
        columns: usize,
    },
    /// The chart would be larger than any viewer shows.
    #[error("the chart would be too large to draw")]
    ChartTooLarge,
    /// The built-in typeface could not be read.
    #[error("the built-in typeface could not be read")]
    Typeface,
    /// The drawing failed.
    #[error("the chart could not be drawn: {reason}")]
    Drawing {
        /// What the drawing library answered.
        reason: String,
    },
    /// What is behind the numbers of a page could not be put in it.
    #[error("the segments could not be put in the page: {reason}")]
    Embedding {
        /// What the writer of JSON answered.
        reason: String,
    },
}

impl Error {
    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Template { hint, .. } | Error::Trace { hint, .. } => hint.clone(),
            Error::UnknownExhibit { near, .. } => {
                near.as_ref().map(|near| format!("did you mean `{near}`?"))
            }
            Error::UnknownCell { typed, known, .. } => {
                let names = || known.iter().map(String::as_str);
                match kwali_text::nearest(typed, names()) {
                    Some(near) => Some(format!("did you mean `{near}`?")),
                    None if known.is_empty() => Some("it is no table".to_owned()),
                    None => Some(format!("known: {}", names().collect::<Vec<_>>().join(", "))),
                }
            }
            Error::TooManyColours { .. } | Error::NotStackable { .. } => {
                Some("draw a heat map or bubbles instead".to_owned())
            }
            Error::SeveralBases => Some("draw them with --as grouped, or as a heat map".to_owned()),
            Error::TooManyToDraw { .. } => Some(
                "choose fewer, such as with --where: what has no segment is left out".to_owned(),
            ),
            Error::NotBuiltIn { form } => Some(format!(
                "build it with `cargo install --path . --features {form}`, or print the HTML page"
            )),
            Error::NoTimes => Some("draw it along paragraphs or characters".to_owned()),
            Error::NothingToDraw { .. } => {
                Some("draw something else, such as another measure or more codes".to_owned())
            }
            _ => None,
        }
    }
}

/// Returns the place of a problem in a template.
fn at(template: &str, line: Option<usize>) -> String {
    line.map_or_else(|| template.to_owned(), |line| format!("{template}:{line}"))
}
