//! Documents as ribbons of cells: one in lines of squares, or several side by side.

use kwali_analysis::Portrait;

use super::PortraitView;
use super::colours::ThemeColours;
use crate::exhibits::chart::Chart;
use crate::{CellShape, Ribbon, Ribbons};

/// The cells of a portrait: so many in a line, and at most so many lines.
const ACROSS: usize = 40;
const MOST_LINES: usize = 30;
/// The cells of the longest document of a comparison.
const CELLS_COMPARED: usize = 200;

/// How long the documents of a comparison are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum RibbonScale {
    /// All of the same length.
    #[default]
    Equal,
    /// In proportion to their characters.
    Characters,
}

/// Returns a document as squares in the order of its text, in the manner of MAXQDA's Document
/// Portrait.
pub fn portrait_chart(view: &PortraitView<'_>, portrait: &Portrait) -> Chart {
    let language = view.language;
    let portraits = std::slice::from_ref(portrait);
    let colours = ThemeColours::of(view, portraits);
    let cells = portrait.cells(ACROSS * MOST_LINES);
    let n_cells = cells.len();
    let percent = |line: usize| 100 * line * ACROSS / n_cells.max(1);
    let line = |(number, line): (usize, &[Vec<_>])| Ribbon {
        label: format!("{}%", percent(number)),
        length: 1.0,
        cells: line.iter().map(|themes| colours.places(themes)).collect(),
    };
    let ribbons = cells.chunks(ACROSS).enumerate().map(line).collect();
    let each = portrait.characters as f64 / n_cells.max(1) as f64;
    let each = language.number(each, 1);
    let said = language.choose(
        format!(
            "Read line by line: a square is {each} characters, and is split between the codes that have any of them. \
             Before a line stands how much of the text comes before it."
        ),
        format!(
            "Regel voor regel te lezen: een vakje is {each} tekens, en is verdeeld over de codes die er iets van hebben. \
             Voor een regel staat hoeveel van de tekst eraan voorafgaat."
        ),
    );
    Chart::Ribbons(Ribbons {
        title: view.title(portraits),
        subtitle: view.subtitle(portraits, &shared_colour(view, &colours)),
        themes: colours.themes,
        ribbons,
        cells: CellShape::Square { across: ACROSS },
        said,
        language,
    })
}

/// Returns several documents as bands under each other, with the same colours.
pub fn comparison_chart(
    view: &PortraitView<'_>,
    portraits: &[Portrait],
    scale: RibbonScale,
) -> Chart {
    let language = view.language;
    let colours = ThemeColours::of(view, portraits);
    let longest = portraits.iter().map(|portrait| portrait.characters).max().unwrap_or(0);
    let length = |portrait: &Portrait| match scale {
        RibbonScale::Equal => 1.0,
        RibbonScale::Characters => portrait.characters as f64 / longest.max(1) as f64,
    };
    let ribbon = |portrait: &Portrait| {
        let length = length(portrait);
        let cells = portrait.cells((CELLS_COMPARED as f64 * length).ceil() as usize);
        Ribbon {
            label: view.name(portrait).to_owned(),
            length,
            cells: cells.iter().map(|themes| colours.places(themes)).collect(),
        }
    };
    let said = match scale {
        RibbonScale::Equal => language.choose(
            "From the beginning of each text to its end: all are drawn equally long. A place with several codes is split between them.",
            "Van het begin van elke tekst tot het einde: alle zijn even lang getekend. Een plaats met meer codes is over die verdeeld.",
        ),
        RibbonScale::Characters => language.choose(
            "The longer a text, the longer its band. A place with several codes is split between them.",
            "Hoe langer een tekst, des te langer zijn band. Een plaats met meer codes is over die verdeeld.",
        ),
    };
    Chart::Ribbons(Ribbons {
        title: view.title(portraits),
        subtitle: view.subtitle(portraits, &shared_colour(view, &colours)),
        ribbons: portraits.iter().map(ribbon).collect(),
        themes: colours.themes,
        cells: CellShape::Band,
        said: said.to_owned(),
        language,
    })
}

/// Says so where several codes share a colour.
fn shared_colour(view: &PortraitView<'_>, colours: &ThemeColours) -> Vec<String> {
    let n = colours.n_others;
    let said = view.language.choose(
        format!("{n} codes that cover the least share one colour; the table has them"),
        format!("{n} codes die het minst beslaan delen één kleur; de tabel heeft ze"),
    );
    if n > 0 { vec![said] } else { Vec::new() }
}
