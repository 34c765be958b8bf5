//! `kwali portrait`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{
    Chart, CodeLineScale, Language, PortraitView, RibbonScale, codeline_chart, comparison_chart,
    portrait_chart, portrait_table,
};
use kwali_study::ThemeLevel;

use super::selection::{Codes, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// Show where along their text documents carry which codes
///
/// The table has a row for every segment: from where to where, in which paragraph, when, and what part of
/// the text. The chart is a codeline (codes as rows), a portrait (squares in the order of the text), or a
/// comparison of several documents.
#[derive(Args)]
#[command(after_help = examples!(
    "an interview as squares, in the colours of the codes" => "kwali portrait EIW-01 --chart portrait.svg",
    "every code along its paragraphs" => "kwali portrait EIW-01 --as codeline --chart codeline.svg",
    "barriers along the recording" => "kwali portrait EIW-01 --code barrier --as codeline --along time --chart time.svg",
    "three interviews under each other" => "kwali portrait EIW-01 EIW-02 EIW-03 --chart comparison.svg",
))]
pub(crate) struct Portrait {
    /// The documents' names; all documents where none is named
    documents: Vec<String>,

    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// What the chart shows; else a portrait of one document, a comparison of several
    #[arg(long = "as", value_enum, value_name = "FORM", requires = "chart")]
    form: Option<Form>,

    /// What the chart takes together; else every code in a codeline, those at the top elsewhere
    #[arg(long, value_enum)]
    level: Option<Level>,

    /// What a codeline is drawn along
    #[arg(long, value_enum, requires = "chart")]
    along: Option<Along>,

    /// How long the documents of a comparison are drawn
    #[arg(long, value_enum, requires = "chart")]
    scale: Option<Scale>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,
}

/// The form of the chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Form {
    /// Codes as rows, the text from left to right
    Codeline,
    /// Squares in the order of the text
    Portrait,
    /// Documents as rows, the text from left to right
    Comparison,
}

/// What the chart takes together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Level {
    /// Nothing: every code
    Codes,
    /// The codes at the top of the tree with those below; where there is but one, those right below it
    Top,
}

/// What a codeline is drawn along.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Along {
    /// The paragraphs of the document
    #[default]
    Paragraphs,
    /// Its characters
    Characters,
    /// The minutes of the recording, where the transcript has times
    Time,
}

/// How long documents are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Scale {
    /// All of the same length
    #[default]
    Equal,
    /// In proportion to their characters
    Characters,
}

impl From<Level> for ThemeLevel {
    fn from(level: Level) -> ThemeLevel {
        match level {
            Level::Codes => ThemeLevel::Codes,
            Level::Top => ThemeLevel::TopLevel,
        }
    }
}

impl From<Along> for CodeLineScale {
    fn from(along: Along) -> CodeLineScale {
        match along {
            Along::Paragraphs => CodeLineScale::Paragraphs,
            Along::Characters => CodeLineScale::Characters,
            Along::Time => CodeLineScale::Time,
        }
    }
}

impl From<Scale> for RibbonScale {
    fn from(scale: Scale) -> RibbonScale {
        match scale {
            Scale::Equal => RibbonScale::Equal,
            Scale::Characters => RibbonScale::Characters,
        }
    }
}

impl Portrait {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let n_documents = match self.documents.len() {
            0 => snapshot.documents().len(),
            named => named,
        };
        let form = self.form(n_documents)?;
        let level = match (self.level, form) {
            (Some(level), _) => level.into(),
            (None, Form::Codeline) => ThemeLevel::Codes,
            (None, _) => ThemeLevel::TopLevel,
        };
        let view = PortraitView { snapshot, level, language };
        let portraits = study.portraits(&counted, &self.documents, &self.codes.codes, level)?;
        let table = portrait_table(&view, &portraits)?;
        let chart = self.chart.chart.as_ref().map(|_| self.drawn(form, &view, &portraits));
        let chart = chart.transpose()?;
        self.output.write_counted(context, table, (&counted, language))?;
        if let Some(chart) = chart {
            self.chart.draw(context, &chart)?;
        }
        Ok(Outcome::Done)
    }

    /// Returns the form of the chart, or refuses what does not go with it.
    fn form(&self, n_documents: usize) -> Result<Form, Failure> {
        let usual = if n_documents == 1 { Form::Portrait } else { Form::Comparison };
        let form = self.form.unwrap_or(usual);
        let refused = if form != Form::Comparison && n_documents != 1 && self.chart.chart.is_some()
        {
            Some(("this form shows one document", "name one document, or add --as comparison"))
        } else if form != Form::Codeline && self.along.is_some() {
            Some(("--along is for a codeline", "add --as codeline"))
        } else if form != Form::Comparison && self.scale.is_some() {
            Some(("--scale is for a comparison", "add --as comparison"))
        } else {
            None
        };
        match refused {
            Some((message, hint)) => Err(Failure::usage(message, hint)),
            None => Ok(form),
        }
    }

    fn drawn(
        &self,
        form: Form,
        view: &PortraitView<'_>,
        portraits: &[kwali_study::Portrait],
    ) -> Result<Chart, Failure> {
        let along = self.along.unwrap_or_default().into();
        Ok(match (form, portraits) {
            (Form::Codeline, [one]) => codeline_chart(view, one, along)?,
            (Form::Portrait, [one]) => portrait_chart(view, one),
            _ => comparison_chart(view, portraits, self.scale.unwrap_or_default().into()),
        })
    }
}
