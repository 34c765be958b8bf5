//! A document as a codeline.

use kwali_analysis::{PlacedCoding, Portrait};
use kwali_model::CodeId;

use super::{PortraitView, no_time};
use crate::exhibits::chart::Chart;
use crate::exhibits::wording::{code_colour, code_label};
use crate::units::numbered;
use crate::{CodeLine, CodeLineRow, Error};

/// What the scale of a codeline measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum CodeLineScale {
    /// Paragraphs; a segment takes all of those that it touches.
    #[default]
    Paragraphs,
    /// Characters.
    Characters,
    /// Minutes of the recording.
    Time,
}

/// Milliseconds of a minute.
const MINUTE: f64 = 60_000.0;

impl CodeLineScale {
    /// Where a coding begins and ends; `None` where that is not known.
    fn place(self, coding: &PlacedCoding) -> Option<(f64, f64)> {
        match self {
            CodeLineScale::Paragraphs => {
                Some((coding.paragraphs.0 as f64, coding.paragraphs.1 as f64 + 1.0))
            }
            CodeLineScale::Characters => {
                Some((coding.span.start_char() as f64, coding.span.end_char() as f64))
            }
            CodeLineScale::Time => {
                coding.times.map(|(from, to)| (from as f64 / MINUTE, to as f64 / MINUTE))
            }
        }
    }

    /// Where the document ends; of a recording only the end of the last segment is known.
    fn end(self, portrait: &Portrait) -> f64 {
        match self {
            CodeLineScale::Paragraphs => portrait.paragraphs as f64,
            CodeLineScale::Characters => portrait.characters as f64,
            CodeLineScale::Time => {
                let places = portrait.codings.iter().filter_map(|coding| self.place(coding));
                places.map(|(_, to)| to).fold(0.0, f64::max)
            }
        }
    }
}

/// Returns a document as a chart of a row a theme, with a mark for every segment.
///
/// # Errors
///
/// If the scale is time and the transcript says of no segment when it was said.
pub fn codeline_chart(
    view: &PortraitView<'_>,
    portrait: &Portrait,
    scale: CodeLineScale,
) -> Result<Chart, Error> {
    let language = view.language;
    let n_unplaced = portrait.codings.iter().filter(|c| scale.place(c).is_none()).count();
    if n_unplaced > 0 && n_unplaced == portrait.codings.len() {
        return Err(Error::NoTimes);
    }
    let themes: Vec<CodeId> = portrait.themes().into_iter().map(|(theme, _)| theme).collect();
    let row = |&theme: &CodeId| {
        let of_theme = portrait.codings.iter().filter(|coding| coding.theme == theme);
        CodeLineRow {
            label: code_label(view.snapshot, theme, language).to_owned(),
            colour: code_colour(view.snapshot, theme),
            marks: of_theme.filter_map(|coding| scale.place(coding)).collect(),
        }
    };
    let position_label = match scale {
        CodeLineScale::Paragraphs => language.choose("paragraphs", "alinea’s"),
        CodeLineScale::Characters => language.choose("characters", "tekens"),
        CodeLineScale::Time => language.choose("minutes of the recording", "minuten van de opname"),
    };
    let segments =
        language.choose(("segment is", "segments are"), ("segment is", "segmenten zijn"));
    let left_out = (n_unplaced > 0).then(|| {
        let segments = numbered(n_unplaced, segments, language);
        language.choose(
            format!("{segments} left out: {}", no_time("time", language)),
            format!("{segments} weggelaten: {}", no_time("tijd", language)),
        )
    });
    Ok(Chart::CodeLine(CodeLine {
        title: view.title(std::slice::from_ref(portrait)),
        subtitle: view.subtitle(std::slice::from_ref(portrait), left_out.as_slice()),
        rows: themes.iter().map(row).collect(),
        end: scale.end(portrait),
        position_label: position_label.to_owned(),
        language,
    }))
}
