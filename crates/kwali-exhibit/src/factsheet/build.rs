//! Builds a factsheet from a template.

use std::collections::BTreeMap;

use super::arguments::Problem;
use super::behind::{Asked, Behind, Selections};
use super::blocks::{self, Block, Blocks};
use super::disclosure::Disclosure;
use super::evidence::Evidence;
use super::front_matter::{self, Parted};
use super::manifest::Manifest;
use super::recorder::{Entry, Recorder};
use super::shown::{Drawn, Showing, Shown};
use super::template::{Piece, Template, pieces, run};
use super::{context, markdown, office, page};
use crate::{Error, Language};

/// How a factsheet is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What its files are called, without ending: charts go to the folder `NAME-charts`.
    pub name: String,
    /// The language of headings and notes, and of numbers, unless the template names one.
    pub language: Language,
    /// The program and its version, as in `kwali 0.1.0`.
    pub program_version: String,
    /// A date that the template can show as `date`; without it there is none.
    pub date: Option<String>,
    /// Whether counts of few people are told; `None` for what the template says, else the usual.
    pub disclosure: Option<Disclosure>,
    /// Whether the page holds the segments behind its numbers.
    pub segments: SegmentsInPage,
}

/// Whether the page of a factsheet holds the segments behind its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SegmentsInPage {
    /// A number leads to what was said.
    #[default]
    Shown,
    /// Numbers are numbers, and the page holds no words but those of its quotes.
    LeftOut,
}

/// A form in which a factsheet is written. All forms have the same content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Markdown, with its charts as SVG and PNG beside it.
    Markdown,
    /// One page of HTML with everything in it.
    Html,
    /// A document to edit in Word or LibreOffice.
    Docx,
    /// A workbook with a sheet a table.
    Xlsx,
    /// Comma-separated values, a file a table.
    Csv,
    /// Pages of A4, in programs that are built with it.
    Pdf,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 6] =
        [Form::Markdown, Form::Html, Form::Docx, Form::Xlsx, Form::Csv, Form::Pdf];

    /// Returns the forms that this program is built with.
    pub fn built_in() -> Vec<Form> {
        Form::ALL.into_iter().filter(|form| form.is_built_in()).collect()
    }

    /// Whether this program is built with the form: PDF takes the cargo feature `pdf`.
    pub fn is_built_in(self) -> bool {
        self != Form::Pdf || cfg!(feature = "pdf")
    }

    /// What the form is called: the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Form::Markdown => "md",
            Form::Html => "html",
            Form::Docx => "docx",
            Form::Xlsx => "xlsx",
            Form::Csv => "csv",
            Form::Pdf => "pdf",
        }
    }

    /// Returns the form of a name.
    pub fn from_name(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// A factsheet that was filled in, to be written in any form.
pub struct Factsheet<'a> {
    evidence: Evidence<'a>,
    options: Options,
    filled: String,
    entries: Vec<Entry>,
    page: Blocks,
    manifest: Manifest,
    notices: Vec<String>,
}

/// Fills a template in from a study; `template_name` is what messages call it.
///
/// # Errors
///
/// [`Error::Template`] with the template's line where it cannot be read or names what the study
/// does not have.
pub fn build<'a>(
    template: &str,
    template_name: &str,
    evidence: &Evidence<'a>,
    options: &Options,
) -> Result<Factsheet<'a>, Error> {
    let Parted { language, disclosure, body, n_lines } =
        front_matter::part(template_name, template)?;
    let language = language.unwrap_or(options.language);
    let disclosure = options.disclosure.or(disclosure).unwrap_or_default();
    let options = Options { language, disclosure: Some(disclosure), ..options.clone() };
    let template = Template { name: template_name, source: template };
    let mut recorder = Recorder::new(evidence, options.language);
    let facts = facts(evidence, &options);
    let mut filled =
        run(Template { source: body, ..template }, n_lines, facts, language, |call| {
            recorder.answer(call)
        })?;
    let mut entries = recorder.entries;
    let applied = disclosure.apply(evidence, &mut entries, language).map_err(|problem| {
        let (message, hint) = (problem.message, problem.hint);
        Error::Template { template: template_name.to_owned(), line: None, message, hint }
    })?;
    filled.push_str(&format!("\n\n*{}*\n", disclosure.in_words(language)));
    let page = read(&filled, &entries, evidence.snapshot.name(), &options)?;
    let mut manifest = Manifest::new(evidence, template, &entries, &options)?
        .with_surroundings(context::around(&page));
    manifest.quotes = applied.quotes.filter(|counted| counted.is_any());
    let notices = applied.notices;
    Ok(Factsheet { evidence: *evidence, options, filled, entries, page, manifest, notices })
}

impl Factsheet<'_> {
    /// Returns the files of a form by their names, relative to the factsheet.
    ///
    /// # Errors
    ///
    /// [`Error::NotBuiltIn`] where the program is built without the form, and if a chart cannot be
    /// drawn.
    pub fn files(&self, form: Form) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let Options { name, language, .. } = &self.options;
        let named = |bytes: Vec<u8>| (format!("{name}.{}", form.name()), bytes);
        let language = *language;
        Ok(match form {
            Form::Markdown => {
                let mut files = self.charts()?;
                let text = markdown::write(&self.filled, &self.page.shown, language);
                files.extend([named(text.into_bytes())]);
                files
            }
            Form::Html => {
                let Factsheet { page, entries, evidence, options, .. } = self;
                let source = page::Source { page, entries, evidence, options };
                BTreeMap::from([named(page::write(&source)?.into_bytes())])
            }
            Form::Docx => BTreeMap::from([named(office::document(&self.page, language)?)]),
            Form::Xlsx => BTreeMap::from([named(office::workbook(&self.page, language)?)]),
            Form::Csv => office::separate_tables(&self.page, &format!("{name}-tables"))?,
            Form::Pdf => BTreeMap::from([named(self.pdf()?)]),
        })
    }

    /// Returns what whoever builds the factsheet should know, and readers need not.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Returns what is needed to trace the numbers and to count them again, as JSON; see
    /// [`trace`](super::trace()) and [`verify`](super::verify()).
    ///
    /// `files` are those that are written beside it, whose digests it holds.
    ///
    /// # Errors
    ///
    /// If it cannot be written as JSON.
    pub fn manifest_json(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<String, Error> {
        self.manifest.beside(files).write()
    }

    /// Returns the places in the snapshot of the codings behind an exhibit, or behind a cell: a
    /// row's place and a column's name.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownExhibit`] if there is no such exhibit. A cell that is not there, or in whose
    /// column nothing is counted, has none; nor has a number that is left out.
    pub fn behind(&self, exhibit: &str, cell: Option<(usize, &str)>) -> Result<Vec<usize>, Error> {
        let entry = self.entries.iter().find(|entry| entry.id == exhibit);
        let unknown = || Error::UnknownExhibit { id: exhibit.to_owned(), near: None };
        let entry = entry.ok_or_else(unknown)?;
        if entry.is_withheld(cell) {
            return Ok(Vec::new());
        }
        let selections = Selections::new(&self.evidence);
        let behind = || -> Result<_, Problem> {
            let asked = Asked::by_entry(entry, self.evidence.snapshot)?;
            let behind = Behind::new(&selections, &asked)?;
            Ok(match cell {
                Some((row, column)) => {
                    asked.column(column).map_or(Vec::new(), |column| behind.cell(row, column))
                }
                None => behind.whole(),
            })
        };
        behind().map_err(|problem| problem.of_exhibit(&entry.id))
    }

    #[cfg(feature = "pdf")]
    fn pdf(&self) -> Result<Vec<u8>, Error> {
        super::pdf::write(&self.page, &self.options)
    }

    #[cfg(not(feature = "pdf"))]
    fn pdf(&self) -> Result<Vec<u8>, Error> {
        Err(Error::NotBuiltIn { form: Form::Pdf.name() })
    }

    /// Returns the charts as SVG and PNG.
    fn charts(&self) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let mut files = BTreeMap::new();
        for shown in self.page.shown.iter().flatten() {
            if let Showing::Exhibit(exhibit) = &shown.content
                && let Some(drawn @ Drawn { svg, path, .. }) = &exhibit.chart
            {
                files.insert(format!("{path}.png"), drawn.png()?.to_vec());
                files.insert(format!("{path}.svg"), svg.clone().into_bytes());
            }
        }
        Ok(files)
    }
}

/// What a template can show without asking.
pub(super) fn facts(evidence: &Evidence<'_>, options: &Options) -> minijinja::Value {
    let snapshot = evidence.snapshot;
    let study = minijinja::context! {
        name => snapshot.name(),
        language => snapshot.language().code(),
    };
    let facts = minijinja::context! {
        study,
        documents => snapshot.documents().len(),
        participants => snapshot.participants().len(),
        codes => snapshot.codes().len(),
        coders => snapshot.coders().len(),
        program => options.program_version.clone(),
    };
    match &options.date {
        None => facts,
        Some(date) => minijinja::context! { date, ..facts },
    }
}

/// Reads the filled-in template into blocks, with what its functions show.
fn read(filled: &str, entries: &[Entry], study: &str, options: &Options) -> Result<Blocks, Error> {
    let mut shown: Vec<Option<Shown>> = entries.iter().map(|_| None).collect();
    for piece in pieces(filled) {
        if let Piece::Fragment(place) = piece
            && let (Some(shown @ None), Some(entry)) = (shown.get_mut(place), entries.get(place))
        {
            *shown = Some(Shown::new(entry, options)?);
        }
    }
    let is_block =
        |place: usize| shown.get(place).and_then(Option::as_ref).is_some_and(Shown::is_block);
    let blocks = blocks::read(filled, &is_block);
    let heading = blocks.iter().find_map(|block| match block {
        Block::Heading { words, .. } => Some(blocks::plain(words, &shown)),
        _ => None,
    });
    let title = heading.filter(|title| !title.is_empty()).unwrap_or_else(|| study.to_owned());
    Ok(Blocks { title, blocks, shown })
}
