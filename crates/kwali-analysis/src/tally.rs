//! One pass over all codings that fills a table of counts.

mod words;

use std::ops::Range;

use kwali_model::{Coding, Layout, Snapshot};
use kwali_text::Span;

use crate::columns::Columns;
use crate::parallel::by_documents;
use crate::rows::Rows;
use crate::voices::Voices;
use crate::{Undefined, Unit};

pub use words::count_spoken_words;

/// The counts of one cell of a table: a code, or a code in one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Codings.
    pub segments: u64,
    /// Different stretches of text (document, start, end).
    pub distinct_spans: u64,
    /// Stretches left when each coder's overlapping or touching segments are merged.
    pub merged_spans: u64,
    /// Documents with at least one segment.
    pub documents: u64,
    /// Participants who speak in at least one segment; `None` where the layout was not at hand.
    pub participants: Option<u64>,
    /// Coders with at least one segment.
    pub coders: u64,
    /// Code points of all segments; what overlaps counts as often as it is coded.
    pub characters_sum: u64,
    /// Code points covered, each once.
    pub characters_union: u64,
    /// Words that lie whole in what is covered, each once; `None` where the texts were not read.
    pub words: Option<u64>,
    /// Sum of the weights; a segment without a weight adds 0.
    pub weight_sum: u64,
}

impl Counts {
    /// Returns the count in a unit; undefined for participants and words that were not counted.
    pub fn of(&self, unit: Unit) -> Result<u64, Undefined> {
        match unit {
            Unit::Segments => Ok(self.segments),
            Unit::DistinctSpans => Ok(self.distinct_spans),
            Unit::MergedSpans => Ok(self.merged_spans),
            Unit::Documents => Ok(self.documents),
            Unit::Participants => self.participants.ok_or(Undefined::ParticipantsNotCounted),
            Unit::Words => self.words.ok_or(Undefined::WordsNotCounted),
            Unit::Characters => Ok(self.characters_union),
        }
    }

    /// Adds the counts of other documents; coders and participants are not sums, words are counted
    /// apart.
    fn add_documents(&mut self, other: &Counts) {
        self.segments += other.segments;
        self.distinct_spans += other.distinct_spans;
        self.merged_spans += other.merged_spans;
        self.documents += other.documents;
        self.characters_sum += other.characters_sum;
        self.characters_union += other.characters_union;
        self.weight_sum += other.weight_sum;
    }
}

/// A table to fill: row 0 and column 0 hold everything.
pub(crate) struct Table<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) layouts: Option<&'a [Layout]>,
    pub(crate) rows: Rows<'a>,
    pub(crate) columns: Columns,
}

/// Tables of more cells are filled by one thread: each thread holds all of them.
const MOST_CELLS_BY_THREAD: usize = 200_000;

impl Table<'_> {
    /// Returns the cells, row after row.
    pub(crate) fn fill(&self) -> Vec<Counts> {
        let parts = match self.n_cells() > MOST_CELLS_BY_THREAD {
            true => vec![self.part(0..self.snapshot.documents().len())],
            false => by_documents(self.snapshot, |stretch| self.part(stretch)),
        };
        let mut parts = parts.into_iter();
        let mut sum = parts.next().unwrap_or_else(|| Part::new(self));
        parts.for_each(|part| sum.add(part));
        sum.finish(self.layouts.is_some())
    }

    fn n_cells(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    fn cell(&self, row: u32, column: u32) -> usize {
        row as usize * self.columns.len() + column as usize
    }

    fn part(&self, documents: Range<usize>) -> Part {
        let mut part = Part::new(self);
        let coder_places = CoderPlaces::new(self.snapshot);
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        for place in documents {
            let layout = self.layouts.and_then(|layouts| layouts.get(place));
            let mut voices = Voices::new(&self.snapshot.documents()[place], layout);
            part.open_document(place);
            for coding in self.snapshot.codings_at(place) {
                let coder = coder_places.of(coding);
                let people = voices.of(coding.span);
                self.columns.of(place, coder, people, &mut columns);
                for &row in self.rows.of(coding, &mut rows) {
                    for &column in &columns {
                        let cell = self.cell(row, column);
                        part.count(cell, coding, coder);
                        let counts =
                            |&&person: &&u32| self.columns.includes(place, coder, person, column);
                        people.iter().filter(counts).for_each(|&person| part.hear(cell, person));
                    }
                }
            }
            part.close_document(&voices);
        }
        part
    }
}

/// The place of every coder in study order.
struct CoderPlaces(Vec<u32>);

impl CoderPlaces {
    fn new(snapshot: &Snapshot) -> CoderPlaces {
        let ids = snapshot.coders().iter().map(|coder| coder.id.index());
        let mut places = vec![0; ids.clone().max().map_or(0, |most| most + 1)];
        ids.enumerate().for_each(|(place, id)| places[id] = place as u32);
        CoderPlaces(places)
    }

    fn of(&self, coding: &Coding) -> usize {
        self.0[coding.coder.index()] as usize
    }
}

/// A cell with what it must remember of the document being counted.
#[derive(Clone, Default)]
struct Cell {
    counts: Counts,
    /// The number of the last document counted, from 1.
    document: u32,
    last: Option<Span>,
    /// The code point up to which the document is covered.
    reached: usize,
}

/// How far one coder's segments of one cell reach.
#[derive(Clone, Copy, Default)]
struct Reach {
    /// The number of the last document with a segment of the coder, from 1; 0 for none.
    document: u32,
    reached: u32,
}

impl Reach {
    /// Returns 1 if the span begins a new stretch of its coder, 0 if it continues one.
    fn extend(&mut self, document: u32, span: Span) -> u64 {
        let (start, end) = (span.start_char() as u32, span.end_char() as u32);
        if self.document == document && start <= self.reached {
            self.reached = self.reached.max(end);
            return 0;
        }
        *self = Reach { document, reached: end };
        1
    }
}

/// The counts of a stretch of documents.
struct Part {
    cells: Vec<Cell>,
    /// By cell and coder.
    reaches: Vec<Reach>,
    n_coders: usize,
    /// By cell: a bit for each participant of the document being counted.
    heard: Vec<u64>,
    /// The number of words in `heard` of one cell.
    n_words: usize,
    document: u32,
    /// The cells counted in the document.
    touched: Vec<u32>,
    /// Cell and participant, once per document.
    speaking: Vec<(u32, u32)>,
}

impl Part {
    fn new(table: &Table<'_>) -> Part {
        let n_coders = table.snapshot.coders().len();
        let most = table.snapshot.documents().iter().map(|document| document.speakers.len()).max();
        let n_words = table.layouts.map_or(0, |_| most.unwrap_or(0).div_ceil(64));
        Part {
            cells: vec![Cell::default(); table.n_cells()],
            reaches: vec![Reach::default(); table.n_cells() * n_coders],
            n_coders,
            heard: vec![0; table.n_cells() * n_words],
            n_words,
            document: 0,
            touched: Vec::new(),
            speaking: Vec::new(),
        }
    }

    fn open_document(&mut self, place: usize) {
        self.document = place as u32 + 1;
        self.touched.clear();
    }

    /// Counts a coding in a cell; codings come in the order of the snapshot.
    fn count(&mut self, number: usize, coding: &Coding, coder: usize) {
        let cell = &mut self.cells[number];
        let span = coding.span;
        if cell.document != self.document {
            cell.document = self.document;
            cell.last = None;
            cell.reached = 0;
            cell.counts.documents += 1;
            self.touched.push(number as u32);
        }
        let from = span.start_char().max(cell.reached);
        cell.reached = cell.reached.max(span.end_char());
        cell.counts.segments += 1;
        // Equal spans of a document stand next to each other.
        cell.counts.distinct_spans += u64::from(cell.last != Some(span));
        cell.last = Some(span);
        cell.counts.characters_sum += span.chars() as u64;
        cell.counts.characters_union += (cell.reached - from.min(cell.reached)) as u64;
        cell.counts.weight_sum += coding.weight.map_or(0, |weight| u64::from(weight.get()));
        cell.counts.merged_spans +=
            self.reaches[number * self.n_coders + coder].extend(self.document, span);
    }

    /// Notes that a participant of the document speaks in a cell.
    fn hear(&mut self, cell: usize, person: u32) {
        self.heard[cell * self.n_words + person as usize / 64] |= 1 << (person % 64);
    }

    fn close_document(&mut self, voices: &Voices<'_>) {
        for &cell in &self.touched {
            let first = cell as usize * self.n_words;
            let words = &mut self.heard[first..first + self.n_words];
            for (number, word) in words.iter_mut().enumerate() {
                while *word != 0 {
                    let person = number * 64 + word.trailing_zeros() as usize;
                    *word &= *word - 1;
                    self.speaking.push((cell, voices.people()[person].0));
                }
            }
        }
    }

    fn add(&mut self, other: Part) {
        for (cell, other) in self.cells.iter_mut().zip(&other.cells) {
            cell.counts.add_documents(&other.counts);
        }
        for (reach, other) in self.reaches.iter_mut().zip(&other.reaches) {
            reach.document = reach.document.max(other.document);
        }
        self.speaking.extend(other.speaking);
    }

    fn finish(mut self, participants_counted: bool) -> Vec<Counts> {
        self.speaking.sort_unstable();
        self.speaking.dedup();
        let mut cells: Vec<Counts> = self.cells.into_iter().map(|cell| cell.counts).collect();
        for (number, cell) in cells.iter_mut().enumerate() {
            let reaches = &self.reaches[number * self.n_coders..(number + 1) * self.n_coders];
            cell.coders = reaches.iter().filter(|reach| reach.document > 0).count() as u64;
            cell.participants = participants_counted.then_some(0);
        }
        for (cell, _) in self.speaking {
            let participants = &mut cells[cell as usize].participants;
            *participants = participants.map(|n| n + 1);
        }
        cells
    }
}
