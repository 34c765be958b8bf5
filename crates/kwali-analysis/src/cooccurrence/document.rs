//! The co-occurrences within single documents, summed.

use kwali_model::{CodeId, Coding};
use kwali_text::Span;

use super::matrix::Matrix;
use super::near::{Place, count_near};
use super::sweep::{CodeSets, Mark, merge_by_code, overlapping_pairs};
use super::{Choice, CodePair, Fourfold, PairUnits, Surroundings};
use crate::{Distance, LengthUnit};

/// Sums over documents; codes are numbered by their place among the chosen ones.
pub(super) struct DocumentSums {
    distances: Vec<Distance>,
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
    /// By distance, pairs that are no further apart.
    near: Vec<Matrix>,
    /// By code, the participants who speak in it.
    people: CodeSets,
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
    pub(super) fn new(
        choice: &Choice,
        distances: &[Distance],
        n_participants: usize,
    ) -> DocumentSums {
        let n_codes = choice.codes.len();
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
            near: distances.iter().map(|_| matrix()).collect(),
            people: CodeSets::new(n_codes, n_participants),
        }
    }

    pub(super) fn distinct_spans(&self) -> u64 {
        self.distinct_spans
    }

    pub(super) fn paragraphs(&self) -> u64 {
        self.paragraphs
    }

    /// Adds a document.
    pub(super) fn add_document(&mut self, choice: &Choice, surroundings: &Surroundings<'_>) {
        let counts = |coding: &&Coding| choice.coders[coding.coder.index()];
        let codings: Vec<&Coding> = surroundings.codings.iter().filter(counts).collect();
        self.distinct_spans += codings.chunk_by(|one, next| one.span == next.span).count() as u64;
        let document = OneDocument::new(&codings, choice);
        self.add_codes(&document);
        self.add_spans(&document);
        self.add_overlaps(&document);
        if let Some(layout) = surroundings.layout {
            let paragraphs = surroundings.places(LengthUnit::Paragraphs, &document.segments);
            self.paragraphs += layout.paragraphs.len() as u64;
            self.add_paragraphs(&document, &paragraphs, layout.paragraphs.len());
            self.add_distances(&document, &paragraphs, surroundings);
            surroundings.voices(&document.segments, |code, person| {
                self.people.insert(document.codes[code as usize] as usize, person);
            });
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

    fn add_paragraphs(&mut self, document: &OneDocument, places: &[Place], n_paragraphs: usize) {
        if n_paragraphs == 0 {
            return;
        }
        let n_codes = document.codes.len();
        let mut touched = CodeSets::new(n_codes, n_paragraphs);
        for place in places {
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

    fn add_distances(
        &mut self,
        document: &OneDocument,
        paragraphs: &[Place],
        surroundings: &Surroundings<'_>,
    ) {
        for (distance, sum) in self.distances.iter().zip(&mut self.near) {
            let n_codes = document.codes.len();
            let near = match distance.unit {
                LengthUnit::Paragraphs => {
                    count_near(paragraphs, i64::from(distance.number), n_codes)
                }
                // Two segments without a word between the same two words are apart either way.
                LengthUnit::Words => continue,
                unit => {
                    let places = surroundings.places(unit, &document.segments);
                    count_near(&places, distance.in_steps(), n_codes)
                }
            };
            document.add_to(sum, &near);
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
        self.near.iter_mut().zip(&other.near).for_each(|(sum, other)| sum.add(other));
        self.people.add(&other.people);
    }

    /// Returns what there is to say of two codes.
    pub(super) fn pair(
        &self,
        (a, b): (usize, usize),
        codes: &[CodeId],
        units: &PairUnits,
        is_near_counted: &[bool],
    ) -> CodePair {
        let (first, second) = (self.of_code[a], self.of_code[b]);
        let ab = (a, b);
        let fourfold = |both: &Matrix, of: fn(&CodeSums) -> u64, all: u64| {
            Fourfold::new(both.get(a, b), of(&first), of(&second), all)
        };
        let near = |(near, is_counted): (&Matrix, &bool)| is_counted.then(|| near.get(a, b));
        CodePair {
            a: codes[a],
            b: codes[b],
            overlap_pairs: self.overlaps.both(ab),
            a_segments_overlapping_b: self.overlapping.get(a, b),
            b_segments_overlapping_a: self.overlapping.get(b, a),
            overlap_characters: self.characters.both(ab),
            near: self.near.iter().zip(is_near_counted).map(near).collect(),
            same_document: self.same_document.get(a, b),
            n1: first.codings,
            n2: second.codings,
            by_document: fourfold(&self.same_document, |sums| sums.documents, units.documents),
            by_span: fourfold(&self.same_span, |sums| sums.spans, units.distinct_spans),
            by_paragraph: units
                .paragraphs
                .map(|all| fourfold(&self.same_paragraph, |sums| sums.paragraphs, all)),
            by_participant: units.participants.map(|all| {
                let people = &self.people;
                Fourfold::new(people.common(a, b), people.len(a), people.len(b), all)
            }),
            chance: None,
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
    /// The same with the spans that they were.
    segments: Vec<(Span, u32)>,
}

impl OneDocument {
    fn new(codings: &[&Coding], choice: &Choice) -> OneDocument {
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
        let (marks, segments) = (Vec::new(), Vec::new());
        let mut document = OneDocument { codes, n_codings, marks, segments };
        for coding in codings {
            let Some(code) = chosen(coding).map(|code| numbers[code as usize]) else { continue };
            document.marks.push(Mark::new(coding.span, code));
            document.segments.push((coding.span, code));
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
