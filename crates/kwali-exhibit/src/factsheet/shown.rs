//! What stands in the factsheet for one function call, before any form is given to it.

use std::sync::OnceLock;

use super::arguments::Arguments;
use super::build::Options;
use super::kinds::{Content, Finding, Form, Kind, Quote, Tabulated};
use super::recorder::Entry;
use crate::{Audience, Chart, Column, Error, Table};

/// What a function shows to readers.
#[derive(Debug)]
pub(crate) struct Shown {
    /// The id of the exhibit.
    pub(crate) id: String,
    pub(crate) title: String,
    /// What was counted of what, as who points at a number is told.
    pub(crate) told: String,
    pub(crate) content: Showing,
    /// The table behind it as readers see it, also where only a chart or a sentence stands.
    pub(crate) data: Option<Table>,
}

/// What there is to show.
#[derive(Debug)]
pub(crate) enum Showing {
    /// Words within a line.
    Words(String),
    /// Nothing was found.
    Nothing,
    /// What people said, under the title if the template gave one.
    Quotes { is_titled: bool, quotes: Vec<ShownQuote> },
    /// A table, a chart or both.
    Exhibit(Box<Exhibit>),
}

/// A table, a chart or both.
#[derive(Debug)]
pub(crate) struct Exhibit {
    /// The table as readers see it: codes by what they are called.
    pub(crate) table: Option<Table>,
    pub(crate) chart: Option<Drawn>,
    /// The same table where the template shows the chart alone, for forms that can fold it away.
    pub(crate) beside_chart: Option<Table>,
}

/// What somebody said, ready to be read.
#[derive(Debug)]
pub(crate) struct ShownQuote {
    /// One text a turn, in quotation marks.
    pub(crate) lines: Vec<String>,
    /// Whose voice it is, if that is known.
    pub(crate) role: Option<String>,
}

/// A chart that was drawn.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) chart: Chart,
    /// The picture; its title is in it.
    pub(crate) svg: String,
    /// What it shows, in words.
    pub(crate) alt_text: String,
    /// Where its files are, relative to the factsheet, without ending.
    pub(crate) path: String,
    /// The picture in pixels, once somebody asked for it.
    png: OnceLock<Vec<u8>>,
}

impl Drawn {
    /// Returns the picture as a PNG file.
    pub(crate) fn png(&self) -> Result<&[u8], Error> {
        match self.png.get() {
            Some(png) => Ok(png),
            None => {
                let png = self.chart.render_png()?;
                Ok(self.png.get_or_init(|| png))
            }
        }
    }
}

impl Shown {
    /// Prepares an entry for readers and draws its chart.
    pub(crate) fn new(entry: &Entry, options: &Options) -> Result<Shown, Error> {
        let unit = entry.finding.unit.as_deref().unwrap_or_default();
        let query = entry.finding.query.as_deref().unwrap_or_default();
        let data = match &entry.finding.content {
            Content::Table(tabulated) => {
                Some(for_readers((entry.kind, &entry.arguments, &entry.finding), &tabulated.table))
            }
            Content::Quotes(_) | Content::Number(_) => None,
        };
        let content = match &entry.finding.content {
            Content::Number(number) => Showing::Words(number.shown.clone()),
            Content::Quotes(quotes) if quotes.is_empty() => Showing::Nothing,
            Content::Quotes(quotes) => Showing::Quotes {
                is_titled: entry.arguments.0.contains_key("title"),
                quotes: quotes.iter().map(ShownQuote::new).collect(),
            },
            Content::Table(tabulated) => match &tabulated.form {
                Form::Sentence(words) => Showing::Words(words.clone()),
                _ if tabulated.is_empty => Showing::Nothing,
                _ => of_table(entry, tabulated, options)?,
            },
        };
        Ok(Shown {
            id: entry.id.clone(),
            title: entry.finding.title.clone(),
            told: [unit, query].join(" ").trim().to_owned(),
            content,
            data,
        })
    }

    /// Whether it stands by itself, and not in a line of text.
    pub(crate) fn is_block(&self) -> bool {
        !matches!(self.content, Showing::Words(_))
    }
}

impl ShownQuote {
    fn new(quote: &Quote) -> ShownQuote {
        ShownQuote { lines: quote.quoted_turns(), role: quote.role.clone() }
    }
}

fn of_table(entry: &Entry, tabulated: &Tabulated, options: &Options) -> Result<Showing, Error> {
    let is_shown = matches!(tabulated.form, Form::Table);
    let draw = |chart: &Chart| {
        let chart = chart.clone().titled(entry.finding.title.clone());
        Ok(Drawn {
            svg: chart.render_svg()?,
            alt_text: chart.alt_text(),
            path: format!("{}-charts/{}", options.name, entry.id),
            chart,
            png: OnceLock::new(),
        })
    };
    let chart = tabulated.chart.as_ref().map(draw).transpose()?;
    let table = for_readers((entry.kind, &entry.arguments, &entry.finding), &tabulated.table);
    let (table, beside_chart) = match (is_shown, &chart) {
        (true, _) => (Some(table), None),
        (false, Some(_)) => (None, Some(table)),
        (false, None) => (None, None),
    };
    Ok(Showing::Exhibit(Box::new(Exhibit { table, chart, beside_chart })))
}

/// Returns the table as readers of a factsheet see it: codes by what they are called.
pub(super) fn for_readers(
    (kind, arguments, finding): (Kind, &Arguments, &Finding),
    table: &Table,
) -> Table {
    let mut table = table.clone();
    table.title.clone_from(&finding.title);
    let base = table.base.as_deref().unwrap_or_default();
    table.query = finding.query.clone().filter(|query| !is_said(query, base));
    if let Some(query) = &mut table.query
        && let Ok(labels) = arguments.wordings("labels")
        && let Some(label) = labels.get(query.as_str())
    {
        *query = (*label).to_owned();
    }
    let audience = |name: &str| {
        let column = table.columns().iter().find(|column| column.name == name);
        column.map(|column| column.audience)
    };
    let has_labels = audience("label").is_some_and(|audience| audience != Audience::Machines);
    let has_pair_labels = audience("a_label").is_some();
    if has_labels {
        table.show_to("code", Audience::Machines);
    }
    if has_pair_labels {
        for (id, label) in [("a", "a_label"), ("b", "b_label")] {
            table.show_to(id, Audience::Machines);
            table.show_to(label, Audience::Everyone);
        }
    }
    if kind == Kind::Cooccurrence {
        leave_out_measures(finding.unit.as_deref(), &mut table);
    }
    table
}

/// Whether the query only asks for a coder who the base says is the only one.
fn is_said(query: &str, base: &str) -> bool {
    let Some(coder) = query.strip_prefix("coder:") else { return false };
    let coder = coder.trim_matches('"');
    let said = |word: &str| base.split("; ").any(|part| part == format!("{word} {coder}"));
    said("coder") || said("codeur")
}

/// Leaves the measures out that were not asked for, so that the table fits a page.
fn leave_out_measures(asked: Option<&str>, table: &mut Table) {
    let wanted = ["overlap_pairs", "same_document", "c_coefficient", "chance_mean", "chance_ratio"];
    let is_measure = |column: &&Column| column.kind.json_type() != "text";
    let names: Vec<String> =
        table.columns().iter().filter(is_measure).map(|column| column.name.clone()).collect();
    for name in names {
        let is_distance = name.starts_with("near");
        let is_asked = is_distance || asked == Some(name.as_str());
        let audience = match is_asked || wanted.contains(&name.as_str()) {
            true => Audience::Everyone,
            false => Audience::Machines,
        };
        table.show_to(&name, audience);
    }
}
