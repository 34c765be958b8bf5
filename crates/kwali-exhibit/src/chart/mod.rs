//! Charts: results as pictures, in SVG and PNG.
//!
//! A chart is first laid out as a [`scene`] of shapes and texts, in which every text has been
//! measured; then the same scene is drawn as either file. So both look alike, neither needs a font
//! of the machine, and the same chart gives the same bytes.

mod axis;
mod bar_chart;
mod bar_groups;
mod bubble_matrix;
mod code_line;
mod colour;
mod dendrogram;
mod drawing;
mod heat_map;
#[cfg(test)]
mod layout_checks;
mod legend;
mod network;
mod numbers;
mod page;
mod picture;
mod plot;
mod point_map;
mod range_chart;
mod ribbons;
mod rounded;
mod row_labels;
mod scene;
mod step_chart;
mod typeface;

pub use bar_chart::{Bar, BarChart};
pub use bar_groups::{BarArrangement, BarGroups};
pub use bubble_matrix::BubbleMatrix;
pub use code_line::{CodeLine, CodeLineRow};
pub use colour::Colour;
pub use dendrogram::{Dendrogram, Join};
pub use heat_map::HeatMap;
pub use network::{Network, NetworkLink, NetworkNode};
pub use numbers::ValueKind;
pub(crate) use picture::{Picture, pages_of_a4, render_png, render_svg};
pub use point_map::{MapPoint, PointMap};
pub use range_chart::{RangeChart, RangeRow};
pub use ribbons::{CellShape, Ribbon, RibbonTheme, Ribbons};
pub use step_chart::{StepChart, StepPanel};
pub(crate) use typeface::{Typeface, Weight};

/// How many colours the palette has that can be told apart.
pub(crate) const COLOURS_APART: usize = Colour::CATEGORIES;

/// Longer labels end in `…`; nobody could read them in a chart anyhow.
const LONGEST_LABEL: usize = 240;

/// Returns the label as it is drawn: control characters written out, absurd lengths cut.
fn drawn_label(label: &str) -> String {
    let shown = crate::visible::show_controls(label.trim());
    match shown.char_indices().nth(LONGEST_LABEL) {
        None => shown.into_owned(),
        Some((end, _)) => format!("{}…", &shown[..end]),
    }
}
