//! What the widths of lines and the sizes of circles mean.

use super::layout::{largest, radius};
use super::{Drawn, Network};
use crate::chart::colour::Colour;
use crate::chart::drawn_label;
use crate::chart::page::{MARGIN, Page};
use crate::chart::scene::{Align, Look};

/// The narrowest and the widest line.
const WIDTHS: (f64, f64) = (1.0, 7.0);
/// The colour of the weakest line.
const LINK: Colour = Colour::new(0x9f, 0xb1, 0xc1);
/// How long the lines of the legend are.
const SAMPLE: f64 = 36.0;
const GAP: f64 = 6.0;

/// How a line is drawn: its width and colour grow evenly from the weakest that is drawn to the
/// strongest.
pub(super) fn link_look(weight: f64, drawn: &Drawn) -> (f64, Colour) {
    let (weakest, strongest) = drawn.weights();
    let share = if strongest > weakest { (weight - weakest) / (strongest - weakest) } else { 0.5 };
    let width = (WIDTHS.0 + (WIDTHS.1 - WIDTHS.0) * share).round();
    (width, LINK.mixed(Colour::sequential(0.85), share))
}

/// Draws one row for lines and one for circles.
pub(super) fn draw_legend(chart: &Network, drawn: &Drawn, page: &mut Page<'_>) {
    if drawn.links.is_empty() {
        let nothing = chart
            .language
            .choose("No two of these go together.", "Geen twee hiervan komen samen voor.");
        page.paragraph(nothing, Look::LABEL);
        return;
    }
    let printer = chart.printer();
    let line = |page: &mut Page<'_>, (x, y): (f64, f64), weight: f64| {
        let (width, colour) = link_look(weight, drawn);
        page.line((x, y), (x + SAMPLE, y), width, colour);
        SAMPLE
    };
    let (weakest, strongest) = drawn.weights();
    let weights = ends(weakest, strongest);
    let label = format!("{}:", drawn_label(&chart.weight_label));
    draw_row(page, &label, &weights, |weight| printer.print(Some(weight)), line);
    let most = largest(chart, drawn);
    let least = drawn.nodes.iter().map(|&at| chart.nodes[at].size).fold(most, f64::min);
    let circle = |page: &mut Page<'_>, (x, y): (f64, f64), size: f64| {
        let radius = radius(size, most);
        page.disc((x + radius, y), radius, Colour::categorical(0));
        2.0 * radius
    };
    let label = format!("{}:", drawn_label(&chart.size_label));
    let whole = |size: f64| chart.language.number(size, 0);
    draw_row(page, &label, &ends(least, most), whole, circle);
    page.y += 16.0;
}

/// The least and the greatest, or the one that they are.
fn ends(least: f64, most: f64) -> Vec<f64> {
    if least < most { vec![least, most] } else { vec![most] }
}

/// Draws a label, and behind it each sample with its value.
fn draw_row(
    page: &mut Page<'_>,
    label: &str,
    values: &[f64],
    print: impl Fn(f64) -> String,
    sample: impl Fn(&mut Page<'_>, (f64, f64), f64) -> f64,
) {
    page.y += 38.0;
    let middle = page.y - 19.0;
    let baseline = middle + Look::SMALL.below_middle();
    let mut x = MARGIN;
    page.text(label, (x, baseline), Align::Begin, Look::SMALL);
    x += page.typeface.width(label, Look::SMALL) + 2.0 * GAP;
    for &value in values {
        x += sample(page, (x, middle), value) + GAP;
        let printed = print(value);
        page.text(&printed, (x, baseline), Align::Begin, Look::SMALL);
        x += page.typeface.width(&printed, Look::SMALL) + 3.0 * GAP;
    }
}
