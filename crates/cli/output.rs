//! Results to standard output or to a file.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kwali_exhibit::{Chart, Format, Language, Style, Table};
use kwali_study::Counted;

use crate::context::{Context, Outcome};
use crate::failure::Failure;

/// Where a table goes, and in what form.
#[derive(Args, Clone, Debug)]
pub(crate) struct TableOutput {
    /// The form of the table; else what the ending of --output says, else plain
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Where a list of segments or hits goes, and in what form.
#[derive(Args, Clone, Debug)]
pub(crate) struct RecordOutput {
    /// The form; else what the ending of --output says, else plain
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<RecordFormat>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The form of a list of segments or hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum RecordFormat {
    /// For people; may change
    Plain,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// One object with columns and rows
    Json,
    /// One object a line
    Jsonl,
    /// A Markdown table
    Markdown,
    /// A page of its own
    Html,
}

/// Whether a list is wanted as a table or as lines of JSON.
pub(crate) enum Wanted {
    Table,
    Lines,
}

impl RecordOutput {
    pub(crate) fn is_json(&self) -> bool {
        matches!(self.wanted(), Wanted::Lines) || self.table().is_json()
    }

    pub(crate) fn wanted(&self) -> Wanted {
        let ending = self.output.as_deref().and_then(Path::extension);
        let by_ending = self.format.is_none() && ending.is_some_and(|ending| ending == "jsonl");
        match self.format == Some(RecordFormat::Jsonl) || by_ending {
            true => Wanted::Lines,
            false => Wanted::Table,
        }
    }

    /// Returns where the list goes as a table.
    pub(crate) fn table(&self) -> TableOutput {
        let format = self.format.map(|format| match format {
            RecordFormat::Plain | RecordFormat::Jsonl => TableFormat::Plain,
            RecordFormat::Csv => TableFormat::Csv,
            RecordFormat::Tsv => TableFormat::Tsv,
            RecordFormat::Json => TableFormat::Json,
            RecordFormat::Markdown => TableFormat::Markdown,
            RecordFormat::Html => TableFormat::Html,
        });
        TableOutput { format, output: self.output.clone() }
    }
}

/// Where a chart goes.
#[derive(Args, Clone, Debug)]
pub(crate) struct ChartOutput {
    /// Draw the table to this file, SVG or PNG by its ending
    #[arg(long, value_name = "FILE.svg|FILE.png")]
    pub(crate) chart: Option<PathBuf>,
}

/// Endings that a reader would open with a program that cannot read what Kwali writes.
const OTHER_ENDINGS: [&str; 9] = ["xlsx", "xls", "ods", "docx", "doc", "odt", "pdf", "svg", "png"];

/// The form of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people; may change
    Plain,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// One object with columns and rows
    Json,
    /// A Markdown table
    Markdown,
    /// A page with the table
    Html,
}

impl TableFormat {
    fn format(self) -> Format {
        match self {
            TableFormat::Plain => Format::Plain,
            TableFormat::Csv => Format::Csv,
            TableFormat::Tsv => Format::Tsv,
            TableFormat::Json => Format::Json,
            TableFormat::Markdown => Format::Markdown,
            TableFormat::Html => Format::Html,
        }
    }
}

impl TableOutput {
    /// Refuses a form or a file for a command that prints no table unless `option` is given.
    pub(crate) fn refuse_without(&self, option: &str) -> Result<(), Failure> {
        if self.format.is_none() && self.output.is_none() {
            return Ok(());
        }
        let message = format!("--format and --output are for the table of {option}");
        Err(Failure::usage(message, format!("leave them out, or add {option}")))
    }

    pub(crate) fn is_json(&self) -> bool {
        self.chosen() == Format::Json
    }

    /// True if people see it on a terminal.
    pub(crate) fn is_for_screen(&self) -> bool {
        self.output.is_none() && self.chosen() == Format::Plain && screen_width().is_some()
    }

    /// Returns the form: what was asked for, else what the file's ending says, else plain.
    pub(crate) fn chosen(&self) -> Format {
        let ending = || self.output.as_deref()?.extension()?.to_str();
        let by_ending = || match ending()? {
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "md" => Some(Format::Markdown),
            "html" | "htm" => Some(Format::Html),
            _ => None,
        };
        let chosen = self.format.map(TableFormat::format);
        chosen.or_else(by_ending).unwrap_or(Format::Plain)
    }

    /// Writes the table where it was asked for.
    pub(crate) fn write(
        &self,
        context: &Context,
        table: &Table,
        language: Language,
    ) -> Result<(), Failure> {
        self.check_ending()?;
        let format = self.chosen();
        let style = Style { width: self.width(), language };
        let mut bytes = Vec::new();
        match format {
            Format::Html => kwali_exhibit::write_html_page(table, style, &mut bytes)?,
            _ => table.write(format, style, &mut bytes)?,
        }
        self.write_bytes(context, &bytes)
    }

    /// Writes a table of codings with the query that chose them.
    pub(crate) fn write_counted(
        &self,
        context: &Context,
        mut table: Table,
        (counted, language): (&Counted<'_>, Language),
    ) -> Result<(), Failure> {
        table.query = counted.query().map(str::to_owned);
        self.write(context, &table, language)
    }

    /// Refuses a file of which the ending promises what is not written.
    pub(crate) fn check_ending(&self) -> Result<(), Failure> {
        let Some(path) = self.output.as_deref().filter(|_| self.format.is_none()) else {
            return Ok(());
        };
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !OTHER_ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
            return Ok(());
        }
        let message = format!("{}: no table is written in this form", path.display());
        let hint = "name a file that ends in .csv, .tsv, .json, .md or .html, or give --format";
        Err(Failure::usage(message, hint))
    }

    /// Writes finished output where it was asked for.
    pub(crate) fn write_bytes(&self, context: &Context, bytes: &[u8]) -> Result<(), Failure> {
        match &self.output {
            Some(path) => {
                write_file(path, bytes)?;
                context.note(format!("wrote {}", path.display()));
                Ok(())
            }
            None => print(bytes),
        }
    }

    /// Writes a text where it was asked for, unless the ending of the file promises something else.
    pub(crate) fn write_text(&self, context: &Context, text: &str) -> Result<(), Failure> {
        self.check_ending()?;
        self.write_bytes(context, text.as_bytes())
    }

    /// Opens what is written piece by piece, where it was asked for.
    pub(crate) fn stream(&self) -> Result<Stream, Failure> {
        self.check_ending()?;
        Stream::open(self.output.as_deref())
    }

    /// The width of the terminal, where the table goes to one.
    pub(crate) fn width(&self) -> Option<usize> {
        if self.output.is_none() { screen_width() } else { None }
    }
}

impl ChartOutput {
    /// Refuses a file that no chart can be drawn to; to be asked before anything is written.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match &self.chart {
            Some(path) if !["svg", "png"].iter().any(|ending| ends_in(path, ending)) => {
                let message = format!("{}: no chart can be drawn to this", path.display());
                Err(Failure::usage(message, "name a file that ends in .svg or .png"))
            }
            _ => Ok(()),
        }
    }

    /// Draws the chart if that was asked for.
    pub(crate) fn draw(&self, context: &Context, chart: &Chart) -> Result<(), Failure> {
        self.check()?;
        let Some(path) = &self.chart else { return Ok(()) };
        let bytes = match ends_in(path, "svg") {
            true => chart.render_svg()?.into_bytes(),
            false => chart.render_png()?,
        };
        write_file(path, &bytes)?;
        context.note(format!("drew {}", path.display()));
        let pages = chart.pages_of_a4()?;
        if pages > 1 {
            context.note(format!(
                "at the width of a page of A4 it takes {pages} pages; ask for fewer rows to print it on one"
            ));
        }
        Ok(())
    }
}

fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// Prints to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Tells a person in words what was made, and a program its id.
pub(crate) fn told_id(context: &Context, told: &str, id: &str) -> Result<Outcome, Failure> {
    context.note(told);
    // On a terminal the person has just read it.
    if !io::stdout().is_terminal() {
        print(format!("{id}\n").as_bytes())?;
    }
    Ok(Outcome::Done)
}

/// Output that is written piece by piece: to standard output, or to a file that is there whole when
/// it is finished or not at all.
pub(crate) struct Stream {
    out: Box<dyn Write>,
    file: Option<PathBuf>,
    draft: Option<PathBuf>,
}

impl Stream {
    fn open(path: Option<&Path>) -> Result<Stream, Failure> {
        let Some(path) = path else {
            let out = io::BufWriter::new(io::stdout().lock());
            return Ok(Stream { out: Box::new(out), file: None, draft: None });
        };
        refuse_database(path)?;
        // A device or a pipe has no draft beside it.
        let is_device = path.metadata().is_ok_and(|metadata| !metadata.is_file());
        let draft = (!is_device).then(|| draft_of(path));
        let target = draft.as_deref().unwrap_or(path);
        let file = fs::File::create(target).map_err(|error| Failure::io(path, error))?;
        let out = Box::new(io::BufWriter::new(file));
        Ok(Stream { out, file: Some(path.to_owned()), draft })
    }

    /// Writes a piece.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(|error| self.failure(error))
    }

    /// Writes what is still held back, and puts the file in its place.
    pub(crate) fn finish(mut self, context: &Context) -> Result<(), Failure> {
        self.out.flush().map_err(|error| self.failure(error))?;
        if let (Some(draft), Some(path)) = (self.draft.take(), &self.file) {
            fs::rename(&draft, path).map_err(|error| Failure::io(path, error))?;
        }
        if let Some(path) = &self.file {
            context.note(format!("wrote {}", path.display()));
        }
        Ok(())
    }

    fn failure(&self, error: io::Error) -> Failure {
        match &self.file {
            Some(path) => Failure::io(path, error),
            None => Failure::from(error),
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if let Some(draft) = self.draft.take() {
            // It was not finished; there may be no draft any more.
            let _ = fs::remove_file(draft);
        }
    }
}

fn draft_of(path: &Path) -> PathBuf {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".draft-{}", std::process::id()));
    PathBuf::from(draft)
}

fn refuse_database(path: &Path) -> Result<(), Failure> {
    if !is_database(path) {
        return Ok(());
    }
    let message = format!("{}: this is a study or another database", path.display());
    Err(Failure::usage(message, "name another file; it was not touched"))
}

/// Writes a file so that it is there whole or not at all; a database is never overwritten.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    refuse_database(path)?;
    // A device or a pipe has no draft beside it.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return fs::write(path, bytes).map_err(|error| Failure::io(path, error));
    }
    let draft = draft_of(path);
    let written = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    written.map_err(|error| {
        // The draft may not be there at all.
        let _ = fs::remove_file(&draft);
        Failure::io(path, error)
    })
}

fn is_database(path: &Path) -> bool {
    let mut start = [0; 16];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && &start == b"SQLite format 3\0"
}

/// The width of the terminal that standard output goes to, if it goes to one.
pub(crate) fn screen_width() -> Option<usize> {
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    io::stdout().is_terminal().then(|| columns().or_else(asked).unwrap_or(100))
}
