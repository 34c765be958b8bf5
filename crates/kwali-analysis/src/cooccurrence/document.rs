//! The co-occurrences within single documents, summed.

use kwali_model::{CodeId, Coding, Layout};

use super::matrix::Matrix;
use super::near::{Place, count_apart};
use super::sweep::{CodeSets, Mark, merge_by_code, overlapping_pairs};
use super::{Choice, CodePair, Fourfold, PairUnits};

/// Sums over documents; codes are numbered by their place among the chosen ones.
pub(super) struct DocumentSums {
    distances: Vec<usize>,
    distinct_spans: u64,
    paragraphs: u64,
    of_code: Vec<CodeSums>,
    /// By earlier and later mark.
    overlaps: Matrix,
    /// By a coding's code and a code it overlaps.
    overlapping: Matrix,
    characters: Matrix,
    same_document: Matrix,
    same_span: Matrix,
    same_paragraph: Matrix,
    /// All pairs within documents with a known layout.
    pairs: Matrix,
    /// By distance: pairs that are further apart, by the earlier and the later code.
    apart: Vec<Matrix>,
}

/// In how many units a code occurs.
#[derive(Clone, Copy, Default)]
struct CodeSums {
    codings: u64,
    documents: u64,
    spans: u64,
    paragraphs: u64,
}

impl DocumentSums {
    pub(super) fn new(n_codes: usize, distances: &[usize]) -> DocumentSums {
        let matrix = || Matrix::new(n_codes);
        DocumentSums {
            distances: distances.to_vec(),
            distinct_spans: 0,
            paragraphs: 0,
            of_code: vec![CodeSums::default(); n_codes],
            overlaps: matrix(),
            overlapping: matrix(),
            characters: matrix(),
            same_document: matrix(),
            same_span: matrix(),
            same_paragraph: matrix(),
            pairs: matrix(),
            apart: distances.iter().map(|_| matrix()).collect(),
        }
    }

    pub(super) fn distinct_spans(&self) -> u64 {
        self.distinct_spans
    }

    pub(super) fn paragraphs(&self) -> u64 {
        self.paragraphs
    }

    /// Adds a document with its codings in the order of the snapshot.
    pub(super) fn add_document(
        &mut self,
        codings: &[Coding],
        choice: &Choice,
        layout: Option<&Layout>,
    ) {
        let counts = |coding: &&Coding| choice.coders[coding.coder.index()];
        let codings: Vec<&Coding> = codings.iter().filter(counts).collect();
        self.distinct_spans += codings.chunk_by(|one, next| one.span == next.span).count() as u64;
        self.paragraphs += layout.map_or(0, |layout| layout.paragraphs.len() as u64);
        let document = OneDocument::new(&codings, choice, layout);
        self.add_codes(&document);
        self.add_spans(&document);
        self.add_overlaps(&document);
        if let Some(layout) = layout {
            self.add_paragraphs(&document, layout.paragraphs.len());
            self.add_distances(&document);
        }
    }

    fn add_codes(&mut self, document: &OneDocument) {
        for (number, &code) in document.codes.iter().enumerate() {
            let sums = &mut self.of_code[code as usize];
            sums.documents += 1;
            sums.codings += document.n_codings[number];
            for &later in &document.codes[number + 1..] {
                self.same_document.count(code, later, 1);
            }
        }
    }

    fn add_spans(&mut self, document: &OneDocument) {
        let is_same = |one: &Mark, next: &Mark| (one.start, one.end) == (next.start, next.end);
        let mut codes: Vec<u32> = Vec::new();
        for same in document.marks.chunk_by(is_same) {
            codes.clear();
            codes.extend(same.iter().map(|mark| document.codes[mark.code as usize]));
            codes.dedup();
            for (number, &code) in codes.iter().enumerate() {
                self.of_code[code as usize].spans += 1;
                codes[number + 1..].iter().for_each(|&other| self.same_span.count(code, other, 1));
            }
        }
    }

    fn add_overlaps(&mut self, document: &OneDocument) {
        let marks = &document.marks;
        let n_codes = document.codes.len();
        let mut overlaps = Matrix::new(n_codes);
        let mut sets = CodeSets::new(marks.len(), n_codes);
        overlapping_pairs(marks, |earlier, later| {
            overlaps.count(marks[earlier].code, marks[later].code, 1);
            sets.insert(earlier, marks[later].code);
            sets.insert(later, marks[earlier].code);
        });
        document.add_to(&mut self.overlaps, &overlaps);
        for (number, mark) in marks.iter().enumerate() {
            let code = document.codes[mark.code as usize];
            for other in sets.codes(number) {
                self.overlapping.count(code, document.codes[other as usize], 1);
            }
        }
        let unions = merge_by_code(marks, n_codes);
        let mut characters = Matrix::new(n_codes);
        overlapping_pairs(&unions, |earlier, later| {
            let (one, other) = (unions[earlier], unions[later]);
            let shared = one.end.min(other.end) - other.start;
            characters.count(one.code, other.code, u64::from(shared));
        });
        document.add_to(&mut self.characters, &characters);
    }

    fn add_paragraphs(&mut self, document: &OneDocument, n_paragraphs: usize) {
        if n_paragraphs == 0 {
            return;
        }
        let n_codes = document.codes.len();
        let mut touched = CodeSets::new(n_codes, n_paragraphs);
        for place in &document.places {
            (place.first..=place.last)
                .for_each(|paragraph| touched.insert(place.code as usize, paragraph as u32));
        }
        for (number, &code) in document.codes.iter().enumerate() {
            self.of_code[code as usize].paragraphs += touched.len(number);
            for later in number + 1..n_codes {
                let common = touched.common(number, later);
                self.same_paragraph.count(code, document.codes[later], common);
            }
        }
    }

    fn add_distances(&mut self, document: &OneDocument) {
        let n_codes = document.codes.len();
        for (number, &code) in document.codes.iter().enumerate() {
            for later in number + 1..n_codes {
                let pairs = document.n_codings[number] * document.n_codings[later];
                self.pairs.count(code, document.codes[later], pairs);
            }
        }
        let mut by_last = document.places.clone();
        by_last.sort_unstable_by_key(|place| place.last);
        for (distance, sum) in self.distances.iter().zip(&mut self.apart) {
            let apart = count_apart(&document.places, &by_last, *distance, n_codes);
            document.add_to(sum, &apart);
        }
    }

    pub(super) fn add(&mut self, other: &DocumentSums) {
        self.distinct_spans += other.distinct_spans;
        self.paragraphs += other.paragraphs;
        for (sums, other) in self.of_code.iter_mut().zip(&other.of_code) {
            sums.codings += other.codings;
            sums.documents += other.documents;
            sums.spans += other.spans;
            sums.paragraphs += other.paragraphs;
        }
        self.overlaps.add(&other.overlaps);
        self.overlapping.add(&other.overlapping);
        self.characters.add(&other.characters);
        self.same_document.add(&other.same_document);
        self.same_span.add(&other.same_span);
        self.same_paragraph.add(&other.same_paragraph);
        self.pairs.add(&other.pairs);
        self.apart.iter_mut().zip(&other.apart).for_each(|(sum, other)| sum.add(other));
    }

    /// Returns what there is to say of two codes.
    pub(super) fn pair(
        &self,
        (a, b): (usize, usize),
        codes: &[CodeId],
        units: &PairUnits,
    ) -> CodePair {
        let (first, second) = (self.of_code[a], self.of_code[b]);
        let ab = (a, b);
        let fourfold = |both: &Matrix, of: fn(&CodeSums) -> u64, all: u64| {
            Fourfold::new(both.get(a, b), of(&first), of(&second), all)
        };
        let near = || {
            let within = |apart: &Matrix| self.pairs.both(ab) - apart.both(ab);
            self.apart.iter().map(within).collect()
        };
        CodePair {
            a: codes[a],
            b: codes[b],
            overlap_pairs: self.overlaps.both(ab),
            a_segments_overlapping_b: self.overlapping.get(a, b),
            b_segments_overlapping_a: self.overlapping.get(b, a),
            overlap_characters: self.characters.both(ab),
            near: units.paragraphs.map(|_| near()),
            same_document: self.same_document.get(a, b),
            n1: first.codings,
            n2: second.codings,
            by_document: fourfold(&self.same_document, |sums| sums.documents, units.documents),
            by_span: fourfold(&self.same_span, |sums| sums.spans, units.distinct_spans),
            by_paragraph: units
                .paragraphs
                .map(|all| fourfold(&self.same_paragraph, |sums| sums.paragraphs, all)),
        }
    }
}

/// The codings of one document that count, with its own numbers for the codes it has.
struct OneDocument {
    /// The codes it has, in order; a code's place here is its number.
    codes: Vec<u32>,
    /// By number.
    n_codings: Vec<u64>,
    /// Sorted by start, longest first, then by code.
    marks: Vec<Mark>,
    /// In the order of the marks, so sorted by first paragraph; empty without a layout.
    places: Vec<Place>,
}

impl OneDocument {
    fn new(codings: &[&Coding], choice: &Choice, layout: Option<&Layout>) -> OneDocument {
        let mut n_by_code = vec![0; choice.codes.len()];
        let chosen = |coding: &&Coding| choice.places[coding.code.index()];
        codings.iter().filter_map(chosen).for_each(|code| n_by_code[code as usize] += 1);
        let mut numbers = vec![0; choice.codes.len()];
        let mut codes = Vec::new();
        for code in (0..n_by_code.len()).filter(|&code| n_by_code[code] > 0) {
            numbers[code] = codes.len() as u32;
            codes.push(code as u32);
        }
        let n_codings = codes.iter().map(|&code| n_by_code[code as usize]).collect();
        let mut document = OneDocument { codes, n_codings, marks: Vec::new(), places: Vec::new() };
        for coding in codings {
            let Some(code) = chosen(coding).map(|code| numbers[code as usize]) else { continue };
            document.marks.push(Mark::new(coding.span, code));
            if let Some(layout) = layout {
                let (first, last) = layout.paragraphs_of(coding.span);
                document.places.push(Place { first, last, code });
            }
        }
        document
    }

    /// Adds counts by the document's numbers to counts by chosen code.
    fn add_to(&self, sum: &mut Matrix, counts: &Matrix) {
        for (first, &code) in self.codes.iter().enumerate() {
            for (second, &other) in self.codes.iter().enumerate() {
                sum.count(code, other, counts.get(first, second));
            }
        }
    }
}
