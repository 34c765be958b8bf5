//! What holds of every chart, whatever it shows: texts do not overlap, and nothing is off the page.

use super::picture::Picture;
use super::scene::{Align, Scene, Shape, Text};
use super::typeface::Typeface;
use super::{
    Bar, BarArrangement, BarChart, BarGroups, BubbleMatrix, CellShape, CodeLine, CodeLineRow,
    Colour, HeatMap, RangeChart, RangeRow, Ribbon, RibbonTheme, Ribbons, StepChart, StepPanel,
    ValueKind,
};
use crate::Language;

/// A box around something, its edges from the left and the top.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edges {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Edges {
    /// Edges that touch do not meet, nor do those that are apart less than can be seen.
    fn meet(self, other: Edges) -> bool {
        let apart = 0.25;
        self.left + apart < other.right
            && other.left + apart < self.right
            && self.top + apart < other.bottom
            && other.top + apart < self.bottom
    }
}

/// The box of a text: as wide as it is in its typeface, as high as capitals with a short tail.
fn edges_of_text(text: &Text, typeface: &Typeface) -> Edges {
    let width = typeface.exact_width(&text.text, text.look);
    let before = match text.align {
        Align::Begin => 0.0,
        Align::Middle => width / 2.0,
        Align::End => width,
    };
    let (up, down) = (0.714 * text.look.size, 0.2 * text.look.size);
    if text.upward {
        let bottom = text.y + before;
        return Edges { left: text.x - up, right: text.x + down, top: bottom - width, bottom };
    }
    let left = text.x - before;
    Edges { left, right: left + width, top: text.y - up, bottom: text.y + down }
}

fn edges_of(shape: &Shape, typeface: &Typeface) -> Edges {
    match shape {
        Shape::Text(text) => edges_of_text(text, typeface),
        Shape::Rectangle(r) => {
            Edges { left: r.left, top: r.top, right: r.left + r.width, bottom: r.top + r.height }
        }
        Shape::Line(line) => Edges {
            left: line.from.0.min(line.to.0),
            top: line.from.1.min(line.to.1),
            right: line.from.0.max(line.to.0),
            bottom: line.from.1.max(line.to.1),
        },
        Shape::Disc(disc) => Edges {
            left: disc.centre.0 - disc.radius,
            top: disc.centre.1 - disc.radius,
            right: disc.centre.0 + disc.radius,
            bottom: disc.centre.1 + disc.radius,
        },
    }
}

/// Fails if anything is off the page, or two texts overlap.
#[track_caller]
pub(super) fn check(name: &str, picture: &dyn Picture) {
    let typeface = Typeface::load().unwrap();
    let scene = picture.lay_out(&typeface).unwrap();
    check_page(name, &scene, &typeface);
    let mut texts: Vec<(Edges, &str)> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text(text) => Some((edges_of_text(text, &typeface), text.text.as_str())),
            _ => None,
        })
        .collect();
    texts.sort_by(|a, b| a.0.top.total_cmp(&b.0.top));
    for (number, &(edges, text)) in texts.iter().enumerate() {
        let near = texts[number + 1..].iter().take_while(|(other, _)| other.top < edges.bottom);
        for &(other, beside) in near {
            assert!(
                !edges.meet(other),
                "{name}: `{text}` at {edges:?} and `{beside}` at {other:?}"
            );
        }
    }
}

#[track_caller]
fn check_page(name: &str, scene: &Scene, typeface: &Typeface) {
    for mark in &scene.marks {
        let is_on_page = mark.left >= 0.0
            && mark.top >= 0.0
            && mark.left + mark.width <= scene.width
            && mark.top + mark.height <= scene.height;
        assert!(is_on_page && !mark.said.is_empty(), "{name}: {mark:?}");
    }
    for shape in &scene.shapes {
        let edges = edges_of(shape, typeface);
        let is_on_page = edges.left >= 0.0
            && edges.top >= 0.0
            && edges.right <= scene.width
            && edges.bottom <= scene.height;
        assert!(is_on_page, "{name}: off {} × {}: {shape:?}", scene.width, scene.height);
    }
}

const LABELS: [&str; 8] = [
    "Werkdruk en tijdgebrek",
    "Onvoldoende (h)erkenning van de inzet van ervaringsdeskundigen door professionals in de wijk",
    "Geld",
    "Vrijwilligersvergoeding (€ 5,60 per uur) en de gevolgen daarvan voor de uitkering…",
    "Gelijkwaardigheid, coördinatie en reünie: naïef geëxperimenteer met één gezamenlijk rooster",
    "Arbeidsongeschiktheidsverzekeringsmaatschappij",
    "’s Avonds en in het weekend bereikbaar zijn",
    "Overdracht van taken aan bewonersinitiatieven",
];

pub(super) fn label(number: usize) -> String {
    let text = LABELS[number % LABELS.len()];
    if number < LABELS.len() { text.to_owned() } else { format!("{text} ({number})") }
}

/// A number that looks arbitrary and is always the same; now and then there is none.
pub(super) fn value(number: usize, kind: ValueKind) -> Option<f64> {
    let arbitrary = (number * 7919 + 104_729) * (number + 31) % 1009;
    (arbitrary % 13 != 7).then_some(match kind {
        ValueKind::Count => (arbitrary % 400) as f64,
        ValueKind::Percent => arbitrary as f64 / 10.09,
        ValueKind::Number | ValueKind::Coefficient => arbitrary as f64 / 1009.0 - 0.3,
    })
}

fn cells(rows: usize, columns: usize, kind: ValueKind, is_tree: bool) -> HeatMap {
    let level = |row: usize| if is_tree { [0, 1, 2, 1][row % 4] } else { 0 };
    let cell = |row: usize| (0..columns).map(move |column| value(row * columns + column, kind));
    HeatMap {
        title: "Codes naar rol, in segmenten van alle interviews met bewoners en professionals"
            .to_owned(),
        subtitle: "Eenheid: segmenten. Basis: 1.204 segmenten in 21 interviews.".to_owned(),
        row_labels: (0..rows).map(label).collect(),
        row_levels: (0..rows).map(level).collect(),
        column_labels: (2..2 + columns).map(label).collect(),
        values: (0..rows).map(|row| cell(row).collect()).collect(),
        value_label: "% van de segmenten met een code in de kolom".to_owned(),
        kind,
        has_several_bases: false,
        language: Language::Dutch,
    }
}

const SIZES: [usize; 5] = [0, 1, 3, 159, 300];

const KINDS: [ValueKind; 4] =
    [ValueKind::Count, ValueKind::Percent, ValueKind::Number, ValueKind::Coefficient];

#[test]
fn bars_keep_their_labels_apart() {
    for (n, kind) in SIZES.into_iter().zip(KINDS.into_iter().cycle()) {
        let HeatMap { title, subtitle, row_labels, row_levels, .. } =
            cells(n, 1, kind, n.is_multiple_of(2));
        let bars = row_labels.into_iter().zip(row_levels).enumerate();
        let bar =
            |(row, (label, level))| Bar { label, value: value(row, kind), colour: None, level };
        let chart = BarChart {
            title,
            subtitle,
            bars: bars.map(bar).collect(),
            value_label: "segmenten".to_owned(),
            kind,
            language: Language::Dutch,
        };
        check(&format!("{n} bars, {kind:?}"), &chart);
    }
}

#[test]
fn heat_maps_and_bubbles_keep_their_labels_apart() {
    let check_both = |rows: usize, columns: usize, kind: ValueKind| {
        let cells = cells(rows, columns, kind, rows.is_multiple_of(2));
        let name = format!("{rows} × {columns}, {kind:?}");
        check(&format!("heat map {name}"), &cells);
        check(&format!("bubbles {name}"), &BubbleMatrix { cells });
    };
    for rows in SIZES {
        for columns in [1, 4, 21] {
            check_both(rows, columns, KINDS[(rows + columns) % KINDS.len()]);
        }
    }
    check_both(0, 159, ValueKind::Count);
    check_both(60, 159, ValueKind::Coefficient);
}

#[test]
fn bars_of_groups_keep_their_labels_apart() {
    for (rows, columns) in [(0, 4), (1, 1), (3, 8), (159, 4), (300, 3)] {
        for kind in [ValueKind::Count, ValueKind::Percent] {
            let bars = |arrangement| BarGroups {
                cells: cells(rows, columns, kind, rows.is_multiple_of(2)),
                arrangement,
            };
            let name = format!("{rows} × {columns}, {kind:?}");
            check(&format!("grouped {name}"), &bars(BarArrangement::Grouped));
            check(&format!("stacked {name}"), &bars(BarArrangement::Stacked));
            check(&format!("shares {name}"), &bars(BarArrangement::StackedPercent));
        }
    }
    let cells = cells(20, 3, ValueKind::Coefficient, false);
    check("grouped coefficients", &BarGroups { cells, arrangement: BarArrangement::Grouped });
}

#[test]
fn steps_keep_their_labels_apart() {
    for (panels, steps) in [(1, 1), (1, 21), (11, 21), (40, 300)] {
        let values: Vec<usize> = (1..=steps).collect();
        let panel = |number: usize| StepPanel {
            title: label(number),
            values: values.clone(),
            band: Some(values.iter().map(|&n| (n, n + 1, n + 2)).collect()),
            marked: Some(steps / 2),
            said: "bereikt na 5+2 documenten, in 81,4% van 1000 willekeurige volgordes".to_owned(),
        };
        let chart = StepChart {
            title: "Verzadiging".to_owned(),
            subtitle: "Eenheid: codes".to_owned(),
            panels: (0..panels).map(panel).collect(),
            step_label: "documenten".to_owned(),
            value_label: "codes".to_owned(),
            line_label: "in deze volgorde".to_owned(),
            band_label: "in andere volgordes: de middelste, en negen van de tien".to_owned(),
            language: Language::Dutch,
        };
        check(&format!("{panels} panels of {steps}"), &chart);
    }
}

#[test]
fn codelines_keep_their_labels_apart() {
    for n in SIZES {
        let row = |number: usize| CodeLineRow {
            label: label(number),
            colour: None,
            marks: vec![(0.0, 1.0), (number as f64 / 5.0, 61.5), (62.9, 63.0)],
        };
        let chart = CodeLine {
            title: "Codes langs de tekst van EIW-01".to_owned(),
            subtitle: "Eenheid: segmenten".to_owned(),
            rows: (0..n).map(row).collect(),
            end: 63.0,
            position_label: "alinea’s".to_owned(),
            language: Language::Dutch,
        };
        check(&format!("codeline of {n}"), &chart);
    }
}

#[test]
fn ribbons_keep_their_labels_apart() {
    for (n_themes, n_ribbons) in [(0, 0), (1, 1), (9, 21), (30, 300)] {
        let theme =
            |number| RibbonTheme { label: label(number), colour: Colour::categorical(number) };
        let cells = |ribbon: usize| (0..40).map(move |cell| (0..(ribbon + cell) % 4).collect());
        let ribbon = |number: usize| Ribbon {
            label: label(number),
            length: if number.is_multiple_of(2) { 1.0 } else { 0.3 },
            cells: cells(number).collect(),
        };
        for cells in [CellShape::Band, CellShape::Square { across: 40 }] {
            let chart = Ribbons {
                title: "Codes langs de tekst".to_owned(),
                subtitle: "Eenheid: segmenten".to_owned(),
                themes: (0..n_themes).map(theme).collect(),
                ribbons: (0..n_ribbons).map(ribbon).collect(),
                cells,
                said: "Een vakje is 6,6 tekens".to_owned(),
                language: Language::Dutch,
            };
            check(&format!("{n_ribbons} ribbons, {cells:?}"), &chart);
        }
    }
}

#[test]
fn ranges_keep_their_labels_apart() {
    for n in SIZES {
        let row = |number: usize| RangeRow {
            label: label(number),
            range: (number as f64, number as f64 + 1.0, (3 * number) as f64 + 1.0),
            colour: None,
        };
        let chart = RangeChart {
            title: "Rangorde van codes".to_owned(),
            subtitle: "Eenheid: segmenten".to_owned(),
            rows: (0..n).map(row).collect(),
            value_label: "rang".to_owned(),
            kind: ValueKind::Count,
            language: Language::Dutch,
        };
        check(&format!("{n} ranges"), &chart);
    }
}
