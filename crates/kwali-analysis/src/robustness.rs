//! How far a ranking of codes leans on single documents and single people.

mod people;
mod ranking;

use kwali_model::{CodeId, Layout, ParticipantId, Snapshot};

use crate::undefined::percent;
use crate::{Crosstab, Subcodes, Undefined, Unit};

use people::People;
pub use ranking::{kendalls_tau_b, ranks};

/// What a ranking of codes becomes without each of the documents.
#[derive(Clone, PartialEq, Debug)]
pub struct Robustness {
    /// By what the codes are ranked.
    pub unit: Unit,
    /// How subcodes count.
    pub subcodes: Subcodes,
    /// How many codes make the top.
    pub top: usize,
    /// The codes that occur, in the order of the crosstab.
    pub codes: Vec<CodeRobustness>,
    /// The codes asked for that do not occur, which have no rank.
    pub absent: usize,
    /// The ranking without each document, in study order.
    pub without: Vec<WithoutDocument>,
}

/// How one code stands in the ranking.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeRobustness {
    /// The code.
    pub code: CodeId,
    /// Its count in the unit.
    pub count: u64,
    /// Its rank: one more than the codes with a higher count.
    pub rank: usize,
    /// Its best rank when one document is left out.
    pub best_rank: usize,
    /// Its worst rank when one document is left out.
    pub worst_rank: usize,
    /// In how many of these rankings it is among the top.
    pub times_in_top: usize,
    /// The document without which the count falls most, by place, and by how much it falls; the first
    /// of those with the same fall. `None` where no single document makes it fall.
    pub leans_on: Option<(usize, u64)>,
    /// Its codings.
    pub segments: u64,
    /// Participants who speak in at least one of them.
    pub participants: u64,
    /// The participant who speaks in most of them, and in how many; the first in study order of those
    /// who speak in as many.
    pub most_talkative: Option<(ParticipantId, u64)>,
}

impl CodeRobustness {
    /// Takes note of a rank without a document; the first one begins the range.
    fn see(&mut self, rank: usize, is_in_top: bool, is_first: bool) {
        self.best_rank = if is_first { rank } else { self.best_rank.min(rank) };
        self.worst_rank = if is_first { rank } else { self.worst_rank.max(rank) };
        self.times_in_top += usize::from(is_in_top);
    }

    /// Returns what goes with the document that the code leans on, as a percentage of its count.
    pub fn leaning_percent(&self) -> Result<f64, Undefined> {
        let fall = self.leans_on.map_or(0, |(_, fall)| fall);
        percent(fall, self.count, Undefined::EmptyBase)
    }

    /// Returns the segments in which the most talkative participant speaks as a percentage of all.
    pub fn talkative_percent(&self) -> Result<f64, Undefined> {
        let (_, segments) = self.most_talkative.ok_or(Undefined::NoParticipants)?;
        percent(segments, self.segments, Undefined::NoSegments)
    }
}

/// The ranking without one document.
#[derive(Clone, PartialEq, Debug)]
pub struct WithoutDocument {
    /// The document's place in study order.
    pub place: usize,
    /// How much the ranking without it is like that of all: Kendall's tau-b of the counts.
    pub tau: Result<f64, Undefined>,
    /// The codes that are among the top without it, and not with all documents.
    pub entering: Vec<CodeId>,
    /// The codes that are among the top with all documents, and not without it.
    pub leaving: Vec<CodeId>,
    /// By how many ranks the code that moves most does.
    pub largest_move: usize,
    /// The codings in it of the codes that are ranked, each once.
    pub segments: u64,
}

impl Robustness {
    /// Returns the document without which the ranking changes most: the one with the lowest tau, of
    /// several the first. None is named if the ranking is the same without any of them.
    pub fn most_influential(&self) -> Option<&WithoutDocument> {
        let known = self.without.iter().filter_map(|without| Some((without.tau.ok()?, without)));
        let changed = known.filter(|(tau, _)| *tau < 1.0);
        changed.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, without)| without)
    }

    /// Returns the documents without which the top is made of other codes.
    pub fn changing_the_top(&self) -> impl Iterator<Item = &WithoutDocument> {
        self.without.iter().filter(|one| !one.entering.is_empty() || !one.leaving.is_empty())
    }
}

/// Ranks codes by a unit, with all documents and without each of them.
///
/// `by_document` is the crosstab of the codes by document, in which the unit was counted. Codes that do
/// not occur are left out. A participant who speaks of a code in two documents is not lost without one
/// of them. See docs/definitions.md, robustness.
pub fn robustness(
    snapshot: &Snapshot,
    layouts: &[Layout],
    by_document: &Crosstab,
    (unit, top): (Unit, usize),
) -> Robustness {
    let counted = Counted::new(snapshot, layouts, by_document, unit);
    let rows = &by_document.rows;
    let present: Vec<usize> = (0..rows.len()).filter(|&row| counted.totals[row] > 0).collect();
    let count = |&row: &usize| counted.totals[row];
    let all = Ranking::new(present.iter().map(count).collect(), top);
    let code = |(&row, &rank): (&usize, &usize)| counted.code((row, rows[row]), rank);
    let mut codes: Vec<CodeRobustness> = present.iter().zip(&all.ranks).map(code).collect();
    let mut without = Vec::with_capacity(counted.n_documents);
    for place in 0..counted.n_documents {
        let count = |&row: &usize| counted.totals[row] - counted.fall(row, place);
        let ranking = Ranking::new(present.iter().map(count).collect(), top);
        for (at, code) in codes.iter_mut().enumerate() {
            code.see(ranking.ranks[at], ranking.has_in_top(at), place == 0);
        }
        let ids = codes.iter().map(|code| code.code);
        without.push(all.without(place, &ranking, ids, counted.segments[place]));
    }
    let absent = rows.len() - codes.len();
    Robustness { unit, subcodes: by_document.subcodes, top, codes, absent, without }
}

/// Codes ranked once.
struct Ranking {
    counts: Vec<u64>,
    ranks: Vec<usize>,
    top: usize,
}

impl Ranking {
    fn new(counts: Vec<u64>, top: usize) -> Ranking {
        Ranking { ranks: ranks(&counts), counts, top }
    }

    fn has_in_top(&self, at: usize) -> bool {
        self.counts[at] > 0 && self.ranks[at] <= self.top
    }

    /// Compares the ranking with that without a document.
    fn without(
        &self,
        place: usize,
        other: &Ranking,
        codes: impl Iterator<Item = CodeId> + Clone,
        segments: u64,
    ) -> WithoutDocument {
        let only_in = |one: &Ranking, not: &Ranking| {
            let is_only = |&(at, _): &(usize, CodeId)| one.has_in_top(at) && !not.has_in_top(at);
            codes.clone().enumerate().filter(is_only).map(|(_, code)| code).collect()
        };
        let moves = self.ranks.iter().zip(&other.ranks).map(|(a, b)| a.abs_diff(*b));
        WithoutDocument {
            place,
            tau: kendalls_tau_b(&self.counts, &other.counts),
            entering: only_in(other, self),
            leaving: only_in(self, other),
            largest_move: moves.max().unwrap_or(0),
            segments,
        }
    }
}

/// What is counted of every row, and what of it goes with each document.
struct Counted {
    totals: Vec<u64>,
    n_documents: usize,
    /// By row and document.
    falls: Vec<u64>,
    /// By row.
    row_segments: Vec<u64>,
    /// By document: codings in any of the rows.
    segments: Vec<u64>,
    people: People,
}

impl Counted {
    fn new(snapshot: &Snapshot, layouts: &[Layout], by_document: &Crosstab, unit: Unit) -> Counted {
        let n_documents = by_document.columns.len();
        let codes = &by_document.rows;
        let rows_of_codes = by_document.subcodes.rows_of_codes(snapshot.codes(), codes);
        let people = People::new(snapshot, layouts, &rows_of_codes, codes.len());
        // Row 0 holds all codings.
        let is_ranked = |code: CodeId| rows_of_codes[code.index()].len() > 1;
        let segments = |place: usize| {
            snapshot.codings_at(place).iter().filter(|coding| is_ranked(coding.code)).count() as u64
        };
        let is_people = unit == Unit::Participants;
        let total = |row: usize| match is_people {
            true => people.participants(row),
            false => by_document.row_total(row).of(unit).unwrap_or(0),
        };
        let fall = |(row, place)| by_document.cell(row, place).of(unit).unwrap_or(0);
        let rows = 0..codes.len();
        let pairs = rows.clone().flat_map(|row| (0..n_documents).map(move |place| (row, place)));
        Counted {
            totals: rows.clone().map(total).collect(),
            falls: match is_people {
                true => people.only_there(n_documents),
                false => pairs.map(fall).collect(),
            },
            row_segments: rows.map(|row| by_document.row_total(row).segments).collect(),
            segments: (0..n_documents).map(segments).collect(),
            n_documents,
            people,
        }
    }

    /// By how much the count of a row falls without a document.
    fn fall(&self, row: usize, place: usize) -> u64 {
        self.falls[row * self.n_documents + place]
    }

    fn code(&self, (row, code): (usize, CodeId), rank: usize) -> CodeRobustness {
        let falls = (0..self.n_documents).map(|place| (place, self.fall(row, place)));
        // Of equal falls the first one stays; where nothing falls, it leans on none.
        let leans_on = falls
            .reduce(|most, next| if next.1 > most.1 { next } else { most })
            .filter(|&(_, fall)| fall > 0);
        CodeRobustness {
            code,
            count: self.totals[row],
            rank,
            best_rank: rank,
            worst_rank: rank,
            times_in_top: 0,
            leans_on,
            segments: self.row_segments[row],
            participants: self.people.participants(row),
            most_talkative: self.people.most_talkative(row),
        }
    }
}
