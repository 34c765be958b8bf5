//! The cells of a table, how wide they make its columns, and what is kept together.

use serde_json::{Value, json};

use super::widths::{Fit, Wish, fit};
use super::words::Words;
use crate::chart::Weight;
use crate::wrapping::wrap;
use crate::{Column, ColumnKind, Side};

/// The room between two columns, in em; ticks stand closer.
const GAP: f64 = 1.0;
const GAP_OF_TICKS: f64 = 0.5;

/// A heading that is turned breaks at this length, in em.
const TURNED: f64 = 13.0;

/// The distance of two lines, in em.
const LINE: f64 = 1.3;

/// A column of prose is not made narrower than this for the sake of others, in em.
const PROSE: f64 = 22.0;

/// No longer word keeps a column wide: it is broken, in em.
const LONGEST_WORD: f64 = 14.0;

/// A row with more lines than this may go on on the next page.
const TALLEST_ROW: f64 = 30.0;

/// A table with more rows than this may go on on the next page.
const MOST_TOGETHER: usize = 8;

/// The words of a cell, as they are measured and as they are set.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    text: String,
    words: Vec<Value>,
    /// How deep it stands in a tree.
    level: usize,
    /// Whether it heads its row.
    pub(super) is_head: bool,
}

impl Part {
    pub(super) fn new(text: String, words: Vec<Value>) -> Part {
        Part { text, words, ..Part::default() }
    }

    /// Returns a cell with a text.
    pub(super) fn of_text(words: &Words, text: &str) -> Part {
        Part::new(text.to_owned(), words.parts(text))
    }

    /// Returns the cell so deep in a tree.
    pub(super) fn at(self, level: usize) -> Part {
        Part { level, ..self }
    }

    /// Returns it as data; a word that is wider than the room may be broken anywhere.
    fn set(&self, words: &Words, room: f64) -> Value {
        let level = self.level as f64;
        let is_wide = |word: &str| words.width(word, Weight::Regular) + level > room;
        let has_wide = self.text.split_whitespace().any(is_wide);
        json!({ "words": self.words, "level": self.level, "head": self.is_head, "wide": has_wide })
    }

    /// The room at which none of its lines is broken.
    fn line(&self, words: &Words, weight: Weight) -> f64 {
        let lines = self.text.split('\n').map(|line| words.width(line, weight));
        lines.fold(0.0, f64::max) + self.level as f64
    }

    /// The room at which none of its words is broken.
    fn word(&self, words: &Words, weight: Weight) -> f64 {
        let width = |word: &str| words.width(word, weight).min(LONGEST_WORD);
        self.text.split([' ', '\n', '-', '/']).map(width).fold(0.0, f64::max) + self.level as f64
    }

    /// About how many lines it takes in so much room.
    fn n_lines(&self, words: &Words, room: f64) -> f64 {
        // Some of each line stays empty, where the next word does not fit.
        let filled = (0.85 * room).max(1.0);
        let lines = self.text.split('\n').map(|line| words.width(line, Weight::Regular) / filled);
        lines.map(|lines| lines.ceil().max(1.0)).sum()
    }
}

/// How a column looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Text,
    Prose,
    Number,
    Tick,
}

impl Look {
    pub(super) fn of(column: &Column) -> Look {
        match (column.kind, column.side) {
            (ColumnKind::Prose, _) => Look::Prose,
            (ColumnKind::Tick, _) => Look::Tick,
            (_, Side::Right) => Look::Number,
            (_, Side::Left) => Look::Text,
        }
    }

    fn align(self) -> &'static str {
        match self {
            Look::Text | Look::Prose => "left",
            Look::Number => "right",
            Look::Tick => "center",
        }
    }

    /// The room to a neighbour on each side.
    fn pad(self) -> f64 {
        if self == Look::Tick { GAP_OF_TICKS / 2.0 } else { GAP / 2.0 }
    }
}

/// A heading over several columns; without words if they have none in common.
pub(super) struct Group {
    pub(super) words: Part,
    pub(super) span: usize,
}

/// A table before it is known how wide its columns are. Rows may have fewer cells than columns.
pub(super) struct Grid {
    pub(super) looks: Vec<Look>,
    pub(super) groups: Vec<Group>,
    pub(super) heads: Vec<Part>,
    pub(super) rows: Vec<Vec<Part>>,
    pub(super) bases: Vec<Vec<Part>>,
}

impl Grid {
    /// Returns the table as data.
    pub(super) fn set(&self, words: &Words) -> Value {
        let mut wishes: Vec<Wish> =
            (0..self.looks.len()).map(|column| self.wish(words, column)).collect();
        self.make_room_for_groups(words, &mut wishes);
        let Fit { size, lies, widths } = fit(&wishes);
        let columns = widths.iter().enumerate().map(|(column, width)| {
            let (left, right) = self.pads(column);
            let align = self.looks[column].align();
            json!({ "width": width, "left": left, "right": right, "align": align })
        });
        let group = |group: &Group| json!({ "words": group.words.words, "span": group.span });
        let rooms = widths.iter().enumerate().map(|(column, width)| {
            let (left, right) = self.pads(column);
            width - left - right
        });
        let rooms: Vec<f64> = rooms.collect();
        let row = |row: &Vec<Part>| {
            let with_rooms = || row.iter().zip(&rooms);
            let n_lines = with_rooms().map(|(part, room)| part.n_lines(words, *room));
            let cells: Vec<Value> =
                with_rooms().map(|(part, room)| part.set(words, *room)).collect();
            json!({ "cells": cells, "tall": n_lines.fold(0.0, f64::max) > TALLEST_ROW })
        };
        json!({
            "is": "table",
            "size": size,
            "lies": lies,
            "together": self.rows.len() <= MOST_TOGETHER,
            "columns": columns.collect::<Vec<Value>>(),
            "groups": self.groups.iter().map(group).collect::<Vec<Value>>(),
            "heads": (0..self.heads.len()).map(|at| self.head(words, at)).collect::<Vec<Value>>(),
            "rows": self.rows.iter().map(row).collect::<Vec<Value>>(),
            "bases": self.bases.iter().map(row).collect::<Vec<Value>>(),
        })
    }

    /// Returns a heading; over ticks it is turned, and in lines already.
    fn head(&self, words: &Words, column: usize) -> Value {
        let head = &self.heads[column];
        match self.looks[column] {
            Look::Tick => {
                let lines = turned_lines(words, &head.text);
                let lines: Vec<Vec<Value>> = lines.iter().map(|line| words.parts(line)).collect();
                json!({ "turned": lines })
            }
            _ => json!({ "words": head.words }),
        }
    }

    fn wish(&self, words: &Words, column: usize) -> Wish {
        let (left, right) = self.pads(column);
        let head = &self.heads[column];
        let cells = || self.rows.iter().chain(&self.bases).filter_map(|row| row.get(column));
        let widest = |width: &dyn Fn(&Part) -> f64| cells().map(width).fold(0.0, f64::max);
        let line = widest(&|part| part.line(words, Weight::Regular));
        let word = widest(&|part| part.word(words, Weight::Regular));
        let (least, whole) = match self.looks[column] {
            Look::Text => (word, line),
            Look::Prose => (word.max(line.min(PROSE)), line),
            Look::Number => (line, line),
            Look::Tick => {
                let turned = LINE * turned_lines(words, &head.text).len() as f64;
                return Wish { least: turned + left + right, whole: turned + left + right };
            }
        };
        Wish {
            least: least.max(head.word(words, Weight::Bold)) + left + right,
            whole: whole.max(head.line(words, Weight::Bold)) + left + right,
        }
    }

    /// Widens columns over which a heading stands that needs more room than they do.
    fn make_room_for_groups(&self, words: &Words, wishes: &mut [Wish]) {
        let mut first = 0;
        for group in &self.groups {
            let together = &mut wishes[first..first + group.span];
            let more = |needed: f64, has: f64| (needed + GAP - has).max(0.0) / group.span as f64;
            let (least, whole) =
                together.iter().fold((0.0, 0.0), |(a, b), wish| (a + wish.least, b + wish.whole));
            let more_least = more(group.words.word(words, Weight::Bold), least);
            let more_whole = more(group.words.line(words, Weight::Bold), whole);
            for wish in together {
                wish.least += more_least;
                wish.whole += more_whole;
            }
            first += group.span;
        }
    }

    /// The room left and right of a column.
    fn pads(&self, column: usize) -> (f64, f64) {
        let pad = self.looks[column].pad();
        let is_last = column + 1 == self.looks.len();
        (if column == 0 { 0.0 } else { pad }, if is_last { 0.0 } else { pad })
    }
}

fn turned_lines(words: &Words, text: &str) -> Vec<String> {
    let width = |text: &str| words.width(text, Weight::Regular);
    text.split('\n').flat_map(|line| wrap(line, TURNED, width)).collect()
}
