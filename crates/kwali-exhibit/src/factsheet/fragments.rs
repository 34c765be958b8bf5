//! What stands in the factsheet for one function call: as Markdown and as HTML.

use std::collections::BTreeMap;

use super::build::Options;
use super::kinds::{Content, Form, Kind, Quote, Tabulated};
use super::recorder::Entry;
use crate::table::escape_markdown;
use crate::visible::escape;
use crate::{Audience, Column, Error, Format, Language, Style, Table};

/// A piece of the factsheet in both its forms.
pub(super) struct Fragment {
    pub(super) markdown: String,
    pub(super) html: String,
    /// Whether it stands by itself, and not in a line of text.
    pub(super) is_block: bool,
}

/// Returns the fragment of an entry; its charts are added to `files`.
pub(super) fn fragment(
    entry: &Entry,
    options: &Options,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Fragment, Error> {
    match &entry.finding.content {
        Content::Number(number) => Ok(of_sentence(entry, &number.shown)),
        Content::Quotes(quotes) => Ok(of_quotes(entry, quotes, options.language)),
        Content::Table(tabulated) => match &tabulated.form {
            Form::Sentence(words) => Ok(of_sentence(entry, words)),
            _ if tabulated.is_empty => Ok(of_nothing(entry, options.language)),
            _ => of_table(entry, tabulated, options, files),
        },
    }
}

/// Returns words that stand in a line of text.
fn of_sentence(entry: &Entry, words: &str) -> Fragment {
    let unit = entry.finding.unit.as_deref().unwrap_or_default();
    let query = entry.finding.query.as_deref().unwrap_or_default();
    let told = [unit, query].join(" ");
    let html = format!(
        "<span class=\"fact\" id=\"{}\" title=\"{}\">{}</span>",
        escape(&entry.id),
        escape(told.trim()),
        escape(words)
    );
    Fragment { markdown: escape_markdown(words), html, is_block: false }
}

fn of_nothing(entry: &Entry, language: Language) -> Fragment {
    let none = language.choose("none", "geen");
    let title = &entry.finding.title;
    Fragment {
        markdown: format!("**{}**: {none}.", escape_markdown(title)),
        html: format!(
            "<p class=\"exhibit\" id=\"{}\"><strong>{}</strong>: {none}.</p>\n",
            escape(&entry.id),
            escape(title)
        ),
        is_block: true,
    }
}

fn of_quotes(entry: &Entry, quotes: &[Quote], language: Language) -> Fragment {
    if quotes.is_empty() {
        return of_nothing(entry, language);
    }
    let has_title = entry.arguments.0.contains_key("title");
    let title = if has_title { entry.finding.title.as_str() } else { "" };
    let mut markdown = Vec::new();
    let mut html = format!("<section class=\"exhibit quotes\" id=\"{}\">\n", escape(&entry.id));
    if has_title {
        markdown.push(format!("**{}**", escape_markdown(title)));
        html.push_str(&format!("<p><strong>{}</strong></p>\n", escape(title)));
    }
    for quote in quotes {
        let mut lines = quote.quoted_turns();
        html.push_str("<blockquote>\n");
        lines.iter().for_each(|line| html.push_str(&format!("<p>{}</p>\n", escape(line))));
        for line in &mut lines {
            *line = escape_markdown(line);
        }
        if let Some(role) = &quote.role {
            lines.push(format!("— {}", escape_markdown(role)));
            html.push_str(&format!("<footer>— {}</footer>\n", escape(role)));
        }
        html.push_str("</blockquote>\n");
        markdown.push(format!("> {}", lines.join("\n>\n> ")));
    }
    html.push_str("</section>\n");
    Fragment { markdown: markdown.join("\n\n"), html, is_block: true }
}

fn of_table(
    entry: &Entry,
    tabulated: &Tabulated,
    options: &Options,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Fragment, Error> {
    let title = &entry.finding.title;
    let mut markdown = Vec::new();
    let mut html = format!("<section class=\"exhibit\" id=\"{}\">\n", escape(&entry.id));
    if matches!(tabulated.form, Form::Table) {
        let table = for_readers(entry, &tabulated.table);
        let style = Style { width: None, language: options.language };
        markdown.push(written(&table, Format::Markdown, style));
        html.push_str(&written(&table, Format::Html, style));
        html.push('\n');
    }
    if let Some(chart) = &tabulated.chart {
        let chart = chart.clone().titled(title.clone());
        let svg = chart.render_svg()?;
        let path = format!("{}-charts/{}", options.name, entry.id);
        let alt = escape_markdown(&chart.alt_text());
        markdown.push(format!("![{alt}]({})", link(&format!("{path}.svg"))));
        // The picture has its title in it.
        html.push_str(&format!("<figure>\n{}\n</figure>\n", svg.trim()));
        files.insert(format!("{path}.png"), chart.render_png()?);
        files.insert(format!("{path}.svg"), svg.into_bytes());
    }
    html.push_str("</section>\n");
    Ok(Fragment { markdown: markdown.join("\n\n"), html, is_block: true })
}

/// Returns the table as readers of a factsheet see it: codes by what they are called.
fn for_readers(entry: &Entry, table: &Table) -> Table {
    let mut table = table.clone();
    table.title.clone_from(&entry.finding.title);
    let base = table.base.as_deref().unwrap_or_default();
    table.query = entry.finding.query.clone().filter(|query| !is_said(query, base));
    if let Some(query) = &mut table.query
        && let Ok(labels) = entry.arguments.wordings("labels")
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
    if entry.kind == Kind::Cooccurrence {
        leave_out_measures(entry, &mut table);
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
fn leave_out_measures(entry: &Entry, table: &mut Table) {
    let wanted = ["overlap_pairs", "same_document", "c_coefficient"];
    let is_measure = |column: &&Column| column.kind.json_type() != "text";
    let names: Vec<String> =
        table.columns().iter().filter(is_measure).map(|column| column.name.clone()).collect();
    for name in names {
        let is_asked = entry.finding.unit.as_deref() == Some(name.as_str());
        let audience = match is_asked || wanted.contains(&name.as_str()) {
            true => Audience::Everyone,
            false => Audience::Machines,
        };
        table.show_to(&name, audience);
    }
}

fn written(table: &Table, format: Format, style: Style) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail, and what tables write is UTF-8.
    let _ = table.write(format, style, &mut bytes);
    String::from_utf8_lossy(&bytes).trim_end().to_owned()
}

/// Returns a path so that Markdown takes it for one link whatever is in it.
fn link(path: &str) -> String {
    if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path.to_owned() }
}
