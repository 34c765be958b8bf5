//! A chart of steps in words.

use super::{StepChart, StepPanel};
use crate::chart::numbers::as_sentences;

pub(super) fn describe(chart: &StepChart) -> String {
    let kind = chart.language.choose("Chart of steps", "Trapdiagram");
    let mut sentences = vec![format!("{kind}: {}", chart.title), chart.subtitle.clone()];
    sentences.extend(chart.drawn_panels().iter().map(|panel| tell(chart, panel)));
    as_sentences(&sentences)
}

/// Where a field begins and ends, and what it says.
fn tell(chart: &StepChart, panel: &StepPanel) -> String {
    let (Some(first), Some(last)) = (panel.values.first(), panel.values.last()) else {
        return format!("{} {}", panel.title, chart.language.choose("nothing", "niets"));
    };
    let (steps, unit) = (panel.values.len(), &chart.value_label);
    let title = match panel.title.as_str() {
        "" => String::new(),
        title => format!("{title}: "),
    };
    let grows = chart.language.choose(
        format!("{title}from {first} {unit} to {last} in {steps} {}", chart.step_label),
        format!("{title}van {first} {unit} naar {last} in {steps} {}", chart.step_label),
    );
    if panel.said.is_empty() { grows } else { format!("{grows}; {}", panel.said) }
}
