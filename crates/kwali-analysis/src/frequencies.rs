//! How often each code occurs.

use kwali_model::{CodeId, Layout, Snapshot};

use crate::columns::Columns;
use crate::rows::Rows;
use crate::tally::{Counts, Table};
use crate::undefined::{percent, share};
use crate::{Measure, PercentOf, ReadText, Subcodes, Undefined};

/// How large a study is: the bases of its percentages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Totals {
    /// Documents, coded or not.
    pub documents: u64,
    /// Codes, used or not.
    pub codes: u64,
    /// Codings by all coders.
    pub codings: u64,
    /// Code points of all documents.
    pub characters: u64,
    /// Code points with at least one coding.
    pub coded_characters_union: u64,
    /// Paragraphs of all documents.
    pub paragraphs: u64,
    /// Participants, heard or not.
    pub participants: u64,
}

/// How often one code occurs.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeFrequency {
    /// The code.
    pub code: CodeId,
    /// Its counts.
    pub counts: Counts,
    /// Covered code points as a share of all code points, from 0 to 1.
    pub coverage_of_project: Result<f64, Undefined>,
    /// Segments as a percentage of all codings.
    pub percent_of_segments: Result<f64, Undefined>,
    /// Documents as a percentage of all documents, coded or not.
    pub percent_of_documents: Result<f64, Undefined>,
    /// Participants as a percentage of all participants.
    pub percent_of_participants: Result<f64, Undefined>,
    /// Mean weight over the segments; a segment without a weight counts as 0.
    pub weight_mean: Result<f64, Undefined>,
}

/// How often every code of a study occurs, in code order.
#[derive(Clone, PartialEq, Debug)]
pub struct Frequencies {
    /// How subcodes count.
    pub subcodes: Subcodes,
    /// The size of the study.
    pub totals: Totals,
    /// One row a code.
    pub rows: Vec<CodeFrequency>,
    /// The counts of all codings with any code, each once.
    pub all: Counts,
}

impl Frequencies {
    /// Returns what a measure gives for a row: a count, or a percentage of a base.
    ///
    /// There is but one column: it is the whole study. A row has nothing else to be a share of.
    pub fn value(&self, row: &CodeFrequency, measure: Measure) -> Result<f64, Undefined> {
        let unit = measure.unit();
        let part = row.counts.of(unit)?;
        let (whole, undefined) = match measure.percent() {
            None => return Ok(part as f64),
            Some(PercentOf::Row) => (part, Undefined::EmptyBase),
            Some(PercentOf::Column | PercentOf::Total) => {
                (self.all.of(unit)?, Undefined::EmptyBase)
            }
            Some(PercentOf::Documents) => (self.totals.documents, Undefined::NoDocuments),
            Some(PercentOf::Participants) => (self.totals.participants, Undefined::NoParticipants),
        };
        percent(part, whole, undefined)
    }

    /// Counts the words of every row; they are undefined before.
    ///
    /// `snapshot` and `layouts` must be those that the frequencies were made from.
    pub fn count_words(
        &mut self,
        snapshot: &Snapshot,
        layouts: Option<&[Layout]>,
        read: &ReadText<'_>,
    ) {
        let codes: Vec<CodeId> = self.rows.iter().map(|row| row.code).collect();
        let words = table(snapshot, layouts, &codes, self.subcodes).count_words(read);
        let counts = self.rows.iter_mut().map(|row| &mut row.counts);
        for (counts, words) in std::iter::once(&mut self.all).chain(counts).zip(words) {
            counts.words = Some(words);
        }
    }
}

/// Counts every code, all coders pooled.
///
/// Without `layouts` participants are not counted. One pass over the codings, on several threads.
pub fn frequencies(
    snapshot: &Snapshot,
    layouts: Option<&[Layout]>,
    subcodes: Subcodes,
) -> Frequencies {
    let rows: Vec<CodeId> = snapshot.codes().ids().collect();
    let cells = table(snapshot, layouts, &rows, subcodes).fill();
    let totals = totals(snapshot, &cells[0]);
    let rows = rows.iter().zip(&cells[1..]).map(|(&code, counts)| row(code, counts, &totals));
    Frequencies { subcodes, totals, rows: rows.collect(), all: cells[0] }
}

fn table<'a>(
    snapshot: &'a Snapshot,
    layouts: Option<&'a [Layout]>,
    codes: &[CodeId],
    subcodes: Subcodes,
) -> Table<'a> {
    let rows = Rows::new(snapshot, codes, subcodes, &[]);
    Table { snapshot, layouts, rows, columns: Columns::all() }
}

fn totals(snapshot: &Snapshot, all: &Counts) -> Totals {
    let documents = snapshot.documents();
    Totals {
        documents: documents.len() as u64,
        codes: snapshot.codes().len() as u64,
        codings: all.segments,
        characters: documents.iter().map(|document| document.chars as u64).sum(),
        coded_characters_union: all.characters_union,
        paragraphs: documents.iter().map(|document| document.paragraphs as u64).sum(),
        participants: snapshot.participants().len() as u64,
    }
}

fn row(code: CodeId, counts: &Counts, totals: &Totals) -> CodeFrequency {
    let participants = counts.participants.ok_or(Undefined::ParticipantsNotCounted);
    CodeFrequency {
        code,
        counts: *counts,
        coverage_of_project: share(
            counts.characters_union,
            totals.characters,
            Undefined::NoCharacters,
        ),
        percent_of_segments: percent(counts.segments, totals.codings, Undefined::NoSegments),
        percent_of_documents: percent(counts.documents, totals.documents, Undefined::NoDocuments),
        percent_of_participants: participants
            .and_then(|n| percent(n, totals.participants, Undefined::NoParticipants)),
        weight_mean: share(counts.weight_sum, counts.segments, Undefined::NoSegments),
    }
}
