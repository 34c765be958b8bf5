//! Where everything on a map goes.

use super::labels::{Spot, place};
use super::{MapPoint, PointMap};
use crate::Error;
use crate::chart::colour::Colour;
use crate::chart::drawn_label;
use crate::chart::page::{MARGIN, Page, WIDTH};
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

/// The widths that are tried until all labels have room.
const WIDTHS: [f64; 4] = [WIDTH, 1000.0, 1250.0, 1560.0];
/// More points than this have numbers for their names at once.
const MANY: usize = 80;
const RADIUS: f64 = 5.0;
/// The most room for one line of a label.
const LABEL_ROOM: f64 = 150.0;
/// White within the edges of the field, for labels of points at the edge.
const INSET: f64 = 90.0;
/// How high the field is at least and at most, as a share of its width.
const HEIGHTS: (f64, f64) = (0.45, 1.3);

/// Lays out the chart.
pub(super) fn lay_out(chart: &PointMap, typeface: &Typeface) -> Result<Scene, Error> {
    let (found, most) = (chart.points.len(), PointMap::MOST_POINTS);
    if found > most {
        return Err(Error::TooManyToDraw { found, most });
    }
    let with_names = found <= MANY;
    let named = || WIDTHS.iter().map(|&width| Drawn::new(chart, width, true, typeface));
    let numbered = || WIDTHS.iter().map(|&width| Drawn::new(chart, width, false, typeface));
    let fitting = named().filter(|_| with_names).chain(numbered()).find(Drawn::is_whole);
    let drawn = fitting.unwrap_or_else(|| Drawn::new(chart, WIDTHS[3], false, typeface));
    let mut page = Page::begin(typeface, drawn.width, &chart.title, &chart.subtitle);
    if let Some(warning) = &chart.warning {
        page.paragraph(warning, Look::HEADING.in_colour(Colour::categorical(5)));
        page.y += 6.0;
    }
    drawn.draw(&mut page);
    page.y += 10.0;
    page.paragraph(&chart.said, Look::AXIS);
    if !drawn.has_names {
        page.paragraph(&key(chart), Look::SMALL);
    }
    let without = drawn.dots.iter().filter(|dot| dot.spot.is_none()).count();
    if without > 0 {
        let said = chart.language.choose(
            format!("{without} points stand too close to others for a label."),
            format!("{without} punten staan te dicht bij andere voor een opschrift."),
        );
        page.paragraph(&said, Look::AXIS);
    }
    page.finish()
}

/// What each number stands for.
fn key(chart: &PointMap) -> String {
    let name = |(number, point): (usize, &MapPoint)| {
        // No line breaks between a number and its name.
        format!("{}\u{a0}{}", number + 1, drawn_label(&point.label))
    };
    chart.points.iter().enumerate().map(name).collect::<Vec<_>>().join("; ")
}

/// A map of one width, with names or numbers.
struct Drawn {
    width: f64,
    height: f64,
    has_names: bool,
    dots: Vec<Dot>,
}

/// The points that lie on one place, with their label.
struct Dot {
    at: (f64, f64),
    /// What the points are called.
    names: String,
    lines: Vec<String>,
    spot: Option<Spot>,
}

impl Drawn {
    fn new(chart: &PointMap, width: f64, has_names: bool, typeface: &Typeface) -> Drawn {
        let field = width - 2.0 * MARGIN;
        let (places, height) = places(&chart.points, field);
        let mut at: Vec<(f64, f64)> = Vec::new();
        let mut labels: Vec<Vec<String>> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for (number, (&place, point)) in places.iter().zip(&chart.points).enumerate() {
            let label = match has_names {
                true => drawn_label(&point.label),
                false => (number + 1).to_string(),
            };
            let near = |other: &(f64, f64)| {
                (other.0 - place.0).abs() < RADIUS && (other.1 - place.1).abs() < RADIUS
            };
            match at.iter().position(near) {
                Some(dot) => {
                    labels[dot].push(label);
                    names[dot] = format!("{}, {}", names[dot], point.label.trim());
                }
                None => {
                    at.push(place);
                    labels.push(vec![label]);
                    names.push(point.label.trim().to_owned());
                }
            }
        }
        let lines: Vec<Vec<String>> = labels
            .iter()
            .map(|names| typeface.lines_by_words(&names.join(", "), Look::SMALL, LABEL_ROOM))
            .collect();
        let size = |lines: &Vec<String>| {
            let width = typeface.widest(lines.iter().map(String::as_str), Look::SMALL);
            (width, lines.len() as f64 * Look::SMALL.line_height())
        };
        let sizes: Vec<(f64, f64)> = lines.iter().map(size).collect();
        let spots = place(&at, &sizes, RADIUS, (field, height));
        let dots = at.into_iter().zip(names).zip(lines.into_iter().zip(spots));
        let dots =
            dots.map(|((at, names), (lines, spot))| Dot { at, names, lines, spot }).collect();
        Drawn { width, height, has_names, dots }
    }

    fn is_whole(&self) -> bool {
        self.dots.iter().all(|dot| dot.spot.is_some())
    }

    fn draw(&self, page: &mut Page<'_>) {
        let (left, top) = (MARGIN, page.y);
        let on_page = |(x, y): (f64, f64)| (left + x, top + y);
        let field = (self.width - 2.0 * MARGIN, self.height);
        page.rectangle((left, top), field, Colour::GRID);
        page.rectangle((left + 1.0, top + 1.0), (field.0 - 2.0, field.1 - 2.0), Colour::WHITE);
        for dot in &self.dots {
            if let Some(spot) = dot.spot.filter(|spot| spot.is_away) {
                page.line(on_page(dot.at), on_page(spot.middle), 1.0, Colour::BASELINE);
            }
        }
        for dot in &self.dots {
            page.disc(on_page(dot.at), RADIUS, Colour::categorical(0));
            page.say_around(on_page(dot.at), RADIUS, &dot.names);
            let Some(spot) = dot.spot else { continue };
            let middle = on_page(spot.middle);
            let height = Look::SMALL.line_height();
            let first = middle.1 - (dot.lines.len() as f64 - 1.0) / 2.0 * height;
            for (number, line) in dot.lines.iter().enumerate() {
                let at = (middle.0, first + number as f64 * height);
                page.clear_behind(line, at, Align::Middle, Look::SMALL);
            }
            page.centred_lines(&dot.lines, middle, Align::Middle, Look::SMALL);
        }
        page.y = top + self.height;
    }
}

/// Where points lie in a field of this width, and how high it must be; one scale for both ways.
fn places(points: &[MapPoint], width: f64) -> (Vec<(f64, f64)>, f64) {
    let range = |of: fn(&MapPoint) -> f64| {
        let low = points.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        if low <= high { (low, high) } else { (0.0, 0.0) }
    };
    let ((left, right), (bottom, top)) = (range(|point| point.x), range(|point| point.y));
    let (across, up) = (right - left, top - bottom);
    let room = width - 2.0 * INSET;
    let most = width * HEIGHTS.1 - 2.0 * INSET;
    let fits = |room: f64, extent: f64| if extent > 0.0 { room / extent } else { f64::INFINITY };
    let scale = fits(room, across).min(fits(most, up));
    let scale = if scale.is_finite() { scale } else { 0.0 };
    let height = (up * scale + 2.0 * INSET).max(width * HEIGHTS.0).round();
    let place = |point: &MapPoint| {
        (
            width / 2.0 + (point.x - (left + right) / 2.0) * scale,
            height / 2.0 - (point.y - (bottom + top) / 2.0) * scale,
        )
    };
    (points.iter().map(place).collect(), height)
}
