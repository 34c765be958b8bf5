//! `kwali show`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kwali_exhibit::document_page::{Ink, ShownCoding, ShownDocument, document_html, document_text};
use kwali_exhibit::{Format, Language};
use kwali_study::Study;

use super::explain::show_cleaning;
use super::selection::Codes;
use crate::context::{Context, Outcome, wants_colour};
use crate::examples;
use crate::failure::Failure;
use crate::output::{TableFormat, TableOutput};

/// How many columns a page has that goes to no terminal.
const COLUMNS: usize = 100;

/// Show a document with its codings in the margin
///
/// Every paragraph with its number, and beside its lines the codings as stripes with their names;
/// below it the codings that begin in it, each with its id, code, coder and characters. As HTML a
/// page to read, to print and to send on, which needs no other file.
#[derive(Args)]
#[command(after_help = examples!(
    "read an interview" => "kwali show EIW-01 | less",
    "what coder A found of barriers" => "kwali show EIW-01 --code barrier --coder A",
    "a page to print" => "kwali show EIW-01 --output EIW-01.html",
    "look up what its file had where the text was cleaned" => "kwali show EIW-01 --cleaning",
))]
pub(crate) struct Show {
    /// The document's name
    document: String,

    #[command(flatten)]
    codes: Codes,

    /// Only the codings of these coders; else of all
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    coder: Vec<String>,

    /// Show what was changed in the words since their file was read, instead of the words
    #[arg(long, conflicts_with_all = ["codes", "coder"])]
    cleaning: bool,

    /// The form; else what the ending of --output says, else plain. The table of --cleaning comes as
    /// csv, tsv, json and markdown too
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<PageFormat>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The form of a document, and those that only the table of --cleaning has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum PageFormat {
    /// For people; may change
    Plain,
    /// A page of its own
    Html,
    #[value(hide = true)]
    Csv,
    #[value(hide = true)]
    Tsv,
    #[value(hide = true)]
    Json,
    #[value(hide = true)]
    Markdown,
}

impl PageFormat {
    fn of_table(self) -> TableFormat {
        match self {
            PageFormat::Plain => TableFormat::Plain,
            PageFormat::Html => TableFormat::Html,
            PageFormat::Csv => TableFormat::Csv,
            PageFormat::Tsv => TableFormat::Tsv,
            PageFormat::Json => TableFormat::Json,
            PageFormat::Markdown => TableFormat::Markdown,
        }
    }
}

impl Show {
    pub(crate) fn is_json(&self) -> bool {
        self.as_table().is_json()
    }

    fn as_table(&self) -> TableOutput {
        let format = self.format.map(PageFormat::of_table);
        TableOutput { format, output: self.output.clone() }
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let output = self.as_table();
        if self.cleaning {
            return show_cleaning(context, &study, &self.document, &output);
        }
        output.check_ending()?;
        let page = match output.chosen() {
            Format::Plain => self.page(&study, |page| {
                let width = output.width();
                let ink =
                    if width.is_some() && wants_colour() { Ink::Coloured } else { Ink::Plain };
                document_text(page, width.unwrap_or(COLUMNS), ink)
            }),
            Format::Html => self.page(&study, document_html),
            _ => {
                let message =
                    "a document is shown as plain text (`plain`) or as a page (`html`) only";
                let hint = "take one of these; `kwali retrieve document:NAME` lists its codings in any form";
                Err(Failure::usage(message, hint))
            }
        };
        output.write_text(context, &page?)?;
        Ok(Outcome::Done)
    }

    /// Returns the page that is written of the document with the codings that were asked for.
    fn page(
        &self,
        study: &Study,
        written: impl FnOnce(&ShownDocument<'_>) -> String,
    ) -> Result<String, Failure> {
        let chosen = study.chosen_codings(&self.codes.codes, &self.coder)?;
        let open = study.open_document(&self.document)?;
        let all = study.detailed_codings(&self.document)?;
        let shown = all.iter().filter(|detailed| chosen.has(&detailed.coding));
        let codings: Vec<ShownCoding<'_>> = shown
            .map(|detailed| ShownCoding {
                coding: &detailed.coding,
                id: &detailed.name,
                comment: detailed.detail.comment.as_deref(),
            })
            .collect();
        let snapshot = study.snapshot()?;
        Ok(written(&ShownDocument {
            snapshot,
            document: study.document(&self.document)?,
            text: &open.text,
            layout: &open.layout,
            codings: &codings,
            of_codings: all.len(),
            language: Language::of(snapshot.language()),
        }))
    }
}
