//! `kwali show`.

use clap::Args;
use kwali_exhibit::document_page::{Ink, ShownCoding, ShownDocument, document_html, document_text};
use kwali_exhibit::{Format, Language};
use kwali_study::Study;

use super::explain::show_cleaning;
use super::selection::Codes;
use crate::context::{Context, Outcome, wants_colour};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

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

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

impl Show {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        if self.cleaning {
            return show_cleaning(context, &study, &self.document, &self.output);
        }
        self.output.check_ending()?;
        let page = match self.output.chosen() {
            Format::Plain => self.page(&study, |page| {
                let width = self.output.width();
                let ink =
                    if width.is_some() && wants_colour() { Ink::Coloured } else { Ink::Plain };
                document_text(page, width.unwrap_or(COLUMNS), ink)
            }),
            Format::Html => self.page(&study, document_html),
            _ => {
                let hint = "`kwali retrieve document:NAME` lists its codings in any form";
                Err(Failure::usage("a document is shown as plain text or as HTML", hint))
            }
        };
        self.output.write_text(context, &page?)?;
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
