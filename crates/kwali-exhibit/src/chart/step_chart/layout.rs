//! Where everything in a chart of steps goes.

use super::{StepChart, StepPanel};
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::colour::Colour;
use crate::chart::drawn_label;
use crate::chart::page::{MARGIN, Page, WIDTH};
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

/// The height of the only field, and of one among several.
const TALL: f64 = 280.0;
const LOW: f64 = 150.0;
/// Between the numbers of an axis and what they name.
const GAP: f64 = 7.0;
/// The least room between two numbers under a field.
const APART: f64 = 14.0;
const LINE: f64 = 3.0;
const SWATCH: (f64, f64) = (22.0, 12.0);

/// Lays out the chart.
pub(super) fn lay_out(chart: &StepChart, typeface: &Typeface) -> Result<Scene, Error> {
    let mut page = Page::begin(typeface, WIDTH, &chart.title, &chart.subtitle);
    draw_legend(chart, &mut page);
    let panels = chart.drawn_panels();
    let axis = Axis::covering(panels.iter().flat_map(highest).map(|value| value as f64), true);
    let numbers: Vec<String> = axis.ticks().iter().map(|tick| format!("{tick:.0}")).collect();
    let room = typeface.widest(numbers.iter().map(String::as_str), Look::AXIS);
    let height = if panels.len() > 1 { LOW } else { TALL };
    for panel in panels {
        let plot = Plot {
            left: (MARGIN + room + GAP).round(),
            right: WIDTH - MARGIN,
            height,
            axis,
            n_steps: panel.values.len(),
        };
        draw_panel(chart, panel, &plot, &mut page);
    }
    name_omitted(chart, &mut page);
    page.finish()
}

/// The largest numbers of a field.
fn highest(panel: &StepPanel) -> impl Iterator<Item = usize> + '_ {
    let band = panel.band.iter().flatten().map(|&(_, _, high)| high);
    panel.values.iter().copied().chain(band)
}

fn band_colour() -> Colour {
    Colour::sequential(0.2)
}

fn median_colour() -> Colour {
    Colour::sequential(0.5)
}

fn draw_legend(chart: &StepChart, page: &mut Page<'_>) {
    if chart.panels.iter().all(|panel| panel.band.is_none()) {
        return;
    }
    for (label, is_band) in [(&chart.line_label, false), (&chart.band_label, true)] {
        page.y += Look::SMALL.line_height() + 2.0;
        let middle = page.y - Look::SMALL.below_middle();
        let top = middle - SWATCH.1 / 2.0;
        if is_band {
            page.rectangle((MARGIN, top), SWATCH, band_colour());
            page.rectangle((MARGIN, middle - 1.0), (SWATCH.0, 2.0), median_colour());
        } else {
            let line = (SWATCH.0, LINE);
            page.rectangle((MARGIN, middle - LINE / 2.0), line, Colour::categorical(0));
        }
        page.text(label, (MARGIN + SWATCH.0 + GAP, page.y), Align::Begin, Look::SMALL);
    }
    page.y += 8.0;
}

fn name_omitted(chart: &StepChart, page: &mut Page<'_>) {
    let (n_drawn, n_all) = (chart.drawn_panels().len(), chart.panels.len());
    if n_drawn == n_all {
        return;
    }
    let said = chart.language.choose(
        format!("The first {n_drawn} of {n_all} are shown."),
        format!("De eerste {n_drawn} van {n_all} staan hier."),
    );
    page.paragraph(&said, Look::AXIS);
}

fn draw_panel(chart: &StepChart, panel: &StepPanel, plot: &Plot, page: &mut Page<'_>) {
    page.paragraph(&drawn_label(&panel.title), Look::HEADING);
    page.paragraph(&panel.said, Look::SUBTITLE);
    page.y += Look::AXIS.line_height();
    page.text(&drawn_label(&chart.value_label), (plot.left, page.y), Align::Begin, Look::AXIS);
    page.y += GAP;
    let bottom = page.y + plot.height;
    plot.draw_grid(bottom, page);
    plot.draw_band(panel, bottom, page);
    plot.draw_line(panel, bottom, page);
    plot.say_values(chart, panel, page);
    if let Some(marked) = panel.marked {
        let x = plot.x(marked) - 1.0;
        page.rectangle((x, page.y), (2.0, plot.height), Colour::categorical(5));
    }
    page.y = bottom + 4.0;
    plot.name_steps(&drawn_label(&chart.step_label), page);
    page.y += 18.0;
}

/// The field of a panel: its edges and its scales.
struct Plot {
    left: f64,
    right: f64,
    height: f64,
    axis: Axis,
    n_steps: usize,
}

impl Plot {
    /// Where a step ends, and the next one begins.
    fn x(&self, step: usize) -> f64 {
        let share = step as f64 / self.n_steps.max(1) as f64;
        (self.left + share * (self.right - self.left)).round()
    }

    fn y(&self, value: usize, bottom: f64) -> f64 {
        (bottom - self.axis.share(value as f64) * self.height).round()
    }

    fn draw_grid(&self, bottom: f64, page: &mut Page<'_>) {
        for tick in self.axis.ticks() {
            let y = (bottom - self.axis.share(tick) * self.height).round();
            let fill = if tick == 0.0 { Colour::BASELINE } else { Colour::GRID };
            page.rectangle((self.left, y), (self.right - self.left, 1.0), fill);
            let at = (self.left - GAP, y + Look::AXIS.below_middle());
            page.text(&format!("{tick:.0}"), at, Align::End, Look::AXIS);
        }
    }

    fn draw_band(&self, panel: &StepPanel, bottom: f64, page: &mut Page<'_>) {
        for (step, &(low, median, high)) in panel.band.iter().flatten().enumerate() {
            let (x, width) = (self.x(step), self.x(step + 1) - self.x(step));
            let (top, base) = (self.y(high, bottom), self.y(low, bottom));
            // Where all orders agree the band still shows.
            page.rectangle((x, top - 2.0), (width, base - top + 4.0), band_colour());
            page.rectangle((x, self.y(median, bottom) - 1.0), (width, 2.0), median_colour());
        }
    }

    fn draw_line(&self, panel: &StepPanel, bottom: f64, page: &mut Page<'_>) {
        let colour = Colour::categorical(0);
        let mut before = 0;
        for (step, &value) in panel.values.iter().enumerate() {
            let (x, y) = (self.x(step), self.y(value, bottom) - LINE / 2.0);
            let rise = self.y(before, bottom) - LINE / 2.0 - y;
            page.rectangle((x, y), (LINE, rise.max(0.0) + LINE), colour);
            page.rectangle((x, y), (self.x(step + 1) - x, LINE), colour);
            before = value;
        }
    }

    /// Says the value of each step, and the band around it.
    fn say_values(&self, chart: &StepChart, panel: &StepPanel, page: &mut Page<'_>) {
        for (step, value) in panel.values.iter().enumerate() {
            let (x, number) = (self.x(step), step + 1);
            let StepChart { step_label, value_label, band_label, .. } = chart;
            let mut said = format!("{step_label}: {number}; {value_label}: {value}");
            if let Some((low, median, high)) = panel.band.iter().flatten().nth(step) {
                said.push_str(&format!("; {band_label}: {median} ({low} – {high})"));
            }
            page.say((x, page.y), (self.x(number) - x, self.height), &said);
        }
    }

    /// Writes the numbers of steps under the field, as many as have room, and what they are.
    fn name_steps(&self, label: &str, page: &mut Page<'_>) {
        page.y += Look::AXIS.line_height();
        let widest = page.typeface.width(&self.n_steps.to_string(), Look::AXIS) + APART;
        let room = (self.right - self.left) / self.n_steps.max(1) as f64;
        let every = [1, 2, 5]
            .into_iter()
            .cycle()
            .zip((0..).map(|n| 10_usize.pow(n / 3)))
            .map(|(step, magnitude)| step * magnitude)
            .find(|&every| every as f64 * room >= widest || every >= self.n_steps)
            .unwrap_or(1);
        for step in (1..=self.n_steps).filter(|step| step.is_multiple_of(every)) {
            let middle = (self.x(step - 1) + self.x(step)) / 2.0;
            page.text(&step.to_string(), (middle, page.y), Align::Middle, Look::AXIS);
        }
        page.y += Look::AXIS.line_height();
        page.text(label, (self.right, page.y), Align::End, Look::AXIS);
    }
}
