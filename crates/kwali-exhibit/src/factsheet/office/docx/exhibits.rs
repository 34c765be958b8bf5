//! What functions show: tables with their facts and notes, charts as pictures, quotes.

use super::fit::{Fit, Measure, fit};
use super::grid::{Grid, GridCell, GridColumn};
use super::pages::Paper;
use super::picture;
use super::runs::{self, Look};
use super::writer::{Looks, Place, Writer, bookmark};
use crate::factsheet::blocks::{Inline, plain};
use crate::factsheet::shown::{Exhibit, Showing, Shown, ShownQuote};
use crate::table::fitting::Wish;
use crate::table::{ForPeople, Value};
use crate::visible::escape;
use crate::{Column, ColumnKind, Language, Side, Style, Table};

/// The longest heading over ticks, in characters, that stands upright.
const WIDEST_OVER_TICKS: usize = 5;

/// A table that the template has written out: its headings, sides and rows.
type Written<'a> = (&'a [Vec<Inline>], &'a [Side], &'a [Vec<Vec<Inline>>]);

impl<'a> Writer<'a> {
    /// Writes what a function shows by itself.
    pub(super) fn exhibit(&mut self, place: usize, at: Place) {
        let page = self.page;
        let Some(shown) = page.shown(place) else { return };
        if self.bookmarks.remove(&place) {
            let id = self.next_id();
            self.before.push_str(&format!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/><w:bookmarkEnd w:id=\"{id}\"/>",
                bookmark(place)
            ));
        }
        match &shown.content {
            Showing::Words(words) => self.plain_paragraph("Normal", Looks::default(), words),
            Showing::Nothing => self.nothing(&shown.title),
            Showing::Quotes { is_titled, quotes } => {
                if *is_titled {
                    let looks = Looks { keep_next: true, ..Looks::default() };
                    self.plain_paragraph("Caption", looks, &shown.title);
                }
                quotes.iter().for_each(|quote| self.quote(quote));
            }
            Showing::Exhibit(exhibit) => self.table_and_chart(exhibit, shown, (place, at)),
        }
    }

    /// How the paper lies for an exhibit.
    pub(super) fn paper_of_exhibit(&self, place: usize) -> Paper {
        match self.page.shown(place).map(|shown| &shown.content) {
            Some(Showing::Exhibit(exhibit)) => {
                exhibit.table.as_ref().map_or(Paper::Portrait, |table| {
                    Texts::of(table, self.language).fit(&self.measure, true).paper
                })
            }
            _ => Paper::Portrait,
        }
    }

    fn nothing(&mut self, title: &str) {
        let mut xml = String::new();
        runs::push(title, Look { bold: true, ..Look::default() }, &mut xml);
        let none = self.language.choose("none", "geen");
        runs::push(&format!(": {none}."), Look::default(), &mut xml);
        self.paragraph("Normal", Looks::default(), &xml);
    }

    fn quote(&mut self, quote: &ShownQuote) {
        for (number, line) in quote.lines.iter().enumerate() {
            let keep_next = number + 1 < quote.lines.len() || quote.role.is_some();
            self.plain_paragraph("Quote", Looks { keep_next, ..Looks::default() }, line);
        }
        if let Some(role) = &quote.role {
            self.plain_paragraph("QuoteSource", Looks::default(), &format!("— {role}"));
        }
    }

    fn table_and_chart(&mut self, exhibit: &Exhibit, shown: &Shown, (place, at): (usize, Place)) {
        if let Some(table) = &exhibit.table {
            self.table(table, at);
        }
        if let Some(drawn) = &exhibit.chart {
            if at.may_turn() {
                self.turn(Paper::Portrait);
            }
            self.chart(place, &drawn.alt_text, &shown.title);
        }
    }

    fn table(&mut self, table: &Table, at: Place) {
        let texts = Texts::of(table, self.language);
        let view = ForPeople::new(table, Style { width: None, language: self.language });
        let facts: Vec<String> =
            view.facts().iter().map(|(word, fact)| format!("{word}: {fact}")).collect();
        let kept = Looks { keep_next: true, ..Looks::default() };
        self.plain_paragraph("Caption", kept, &table.title);
        if !facts.is_empty() {
            self.plain_paragraph("TableFacts", kept, &facts.join("\n"));
        }
        self.grid(
            &texts.grid(&table.title, &self.measure),
            &texts.fit(&self.measure, at.may_turn()),
        );
        for note in view.notes() {
            self.plain_paragraph("TableNotes", Looks::default(), note);
        }
        self.table_end();
    }

    fn chart(&mut self, place: usize, alt_text: &str, title: &str) {
        let Some(&png) = self.charts.get(&place) else { return };
        let link = self.part.relations.add("image", &format!("media/chart-{place}.png"));
        let room = Paper::Portrait.room();
        for slice in picture::slices(png, room) {
            let id = self.next_id();
            let drawing = slice.drawing(&link, id, &escape(alt_text));
            self.paragraph("Figure", Looks::default(), &drawing);
        }
        self.plain_paragraph("Caption", Looks::default(), title);
    }

    /// Writes a table that stands in the template as such.
    pub(super) fn written_table(&mut self, (head, sides, rows): Written<'a>, at: Place) {
        let page = self.page;
        let text = |words: &[Inline]| plain(words, &page.shown);
        let heads: Vec<String> = head.iter().map(|words| text(words)).collect();
        let texts: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|words| text(words)).collect()).collect();
        let column = |(number, head): (usize, &String)| {
            let cells = texts.iter().filter_map(|row| row.get(number)).map(String::as_str);
            let is_text = sides.get(number) != Some(&Side::Right);
            self.measure.wish((head, is_text), cells, (number == 0, false))
        };
        let wishes: Vec<Wish> = heads.iter().enumerate().map(column).collect();
        let mut columns = Vec::new();
        for (number, words) in head.iter().enumerate() {
            let is_right = sides.get(number) == Some(&Side::Right);
            let head = self.line(words, at);
            let align = is_right.then_some("right");
            columns.push(GridColumn { group: None, head, height: None, align });
        }
        let mut cells = Vec::new();
        for row in rows {
            let runs = |words: &'a Vec<Inline>| GridCell { runs: self.line(words, at), level: 0 };
            let mut row: Vec<GridCell> = row.iter().map(runs).collect();
            row.resize_with(columns.len(), GridCell::default);
            cells.push(row);
        }
        let grid = Grid { title: heads.join(", "), columns, rows: cells, n_bases: 0 };
        self.grid(&grid, &fit(&wishes, false));
        self.table_end();
    }
}

/// The texts of a table that was counted.
struct Texts<'a> {
    columns: Vec<&'a Column>,
    /// Rows, then those under the table.
    rows: Vec<Vec<Value>>,
    n_bases: usize,
}

impl<'a> Texts<'a> {
    fn of(table: &'a Table, language: Language) -> Texts<'a> {
        let view = ForPeople::new(table, Style { width: None, language });
        let mut rows: Vec<Vec<Value>> = view.values().collect();
        let n_rows = rows.len();
        rows.extend(view.base_values());
        Texts { columns: view.columns().collect(), n_bases: rows.len() - n_rows, rows }
    }

    fn fit(&self, measure: &Measure, may_turn: bool) -> Fit {
        let wishes = self.columns.iter().enumerate().map(|(at, column)| {
            let texts = self.rows.iter().map(|row| row[at].text.as_str());
            let joins =
                at > 1 && column.group.is_some() && column.group == self.columns[at - 1].group;
            let is_text = column.kind.json_type() == "text";
            let head = if is_on_end(column, measure) { "" } else { &column.label };
            let mut wish = measure.wish((head, is_text), texts, (at == 0, joins));
            // Where rows are a tree they stand in, each level by about two characters.
            let indent = 2 * self.rows.iter().map(|row| row[at].level).max().unwrap_or(0);
            wish.whole += indent;
            wish.word += indent;
            wish
        });
        fit(&wishes.collect::<Vec<Wish>>(), may_turn)
    }

    fn grid(&self, title: &str, measure: &Measure) -> Grid {
        let runs = |text: &str| {
            let mut xml = String::new();
            runs::push(text, Look::default(), &mut xml);
            xml
        };
        let column = |column: &&Column| GridColumn {
            group: column.group.as_deref().map(runs),
            head: runs(&column.label),
            height: is_on_end(column, measure).then(|| measure.heading(&column.label)),
            align: match (column.kind, column.side) {
                (ColumnKind::Tick, _) => Some("center"),
                (_, Side::Right) => Some("right"),
                (_, Side::Left) => None,
            },
        };
        let cell = |value: &Value| GridCell { runs: runs(&value.text), level: value.level };
        Grid {
            title: title.to_owned(),
            columns: self.columns.iter().map(column).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
            n_bases: self.n_bases,
        }
    }
}

/// Whether the heading of a column stands on its end: over ticks it would be far too wide.
fn is_on_end(column: &Column, measure: &Measure) -> bool {
    column.kind == ColumnKind::Tick && measure.heading(&column.label) > WIDEST_OVER_TICKS
}
