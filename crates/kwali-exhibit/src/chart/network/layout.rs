//! Where everything in a network goes.

use super::boxes::{Ground, part};
use super::forces::{Spring, arrange};
use super::legend::{draw_legend, link_look};
use super::{Drawn, Network, NetworkNode};
use crate::Error;
use crate::chart::colour::Colour;
use crate::chart::drawn_label;
use crate::chart::numbers::{Printer, ValueKind};
use crate::chart::page::{MARGIN, Page, WIDTH};
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

/// More circles than this need a wider sheet.
const MANY: usize = 14;
const WIDE: f64 = 1100.0;
/// The most room for one line of a label.
const LABEL_ROOM: f64 = 150.0;
/// Between a circle and its label.
const GAP: f64 = 3.0;
/// The share of the ground that circles and labels take.
const DENSITY: f64 = 0.3;
const RADII: (f64, f64) = (5.0, 18.0);

/// Lays out the chart.
pub(super) fn lay_out(chart: &Network, typeface: &Typeface) -> Result<Scene, Error> {
    let drawn = chart.drawn();
    let width = if drawn.nodes.len() > MANY { WIDE } else { WIDTH };
    let mut page = Page::begin(typeface, width, &chart.title, &chart.subtitle);
    draw_legend(chart, &drawn, &mut page);
    let mut nodes: Vec<Node> =
        drawn.nodes.iter().map(|&at| Node::new(chart, &drawn, at, typeface)).collect();
    place(&mut nodes, &drawn, width - 2.0 * MARGIN);
    let corner = (MARGIN, page.y);
    draw_links(&nodes, &drawn, corner, &mut page);
    nodes.iter().for_each(|node| node.draw(corner, &mut page));
    say_values(chart, &drawn, &nodes, corner, &mut page);
    let bottom = nodes.iter().map(|node| node.ground.top + node.ground.height).fold(0.0, f64::max);
    page.y += bottom + 10.0;
    if let Some(omitted) = chart.omitted(&drawn) {
        page.paragraph(&omitted, Look::AXIS);
    }
    page.finish()
}

/// A circle with its label under it.
struct Node {
    radius: f64,
    fill: Colour,
    lines: Vec<String>,
    ground: Ground,
}

impl Node {
    fn new(chart: &Network, drawn: &Drawn, at: usize, typeface: &Typeface) -> Node {
        let node = &chart.nodes[at];
        let lines = typeface.lines_by_words(&drawn_label(&node.label), Look::SMALL, LABEL_ROOM);
        let widest = typeface.widest(lines.iter().map(String::as_str), Look::SMALL);
        let radius = radius(node.size, largest(chart, drawn));
        let height = 2.0 * radius + GAP + lines.len() as f64 * Look::SMALL.line_height();
        let width = widest.max(2.0 * radius) + 4.0;
        let fill = node.colour.unwrap_or(Colour::categorical(0));
        Node { radius, fill, lines, ground: Ground { left: 0.0, top: 0.0, width, height } }
    }

    fn centre(&self, corner: (f64, f64)) -> (f64, f64) {
        let ground = &self.ground;
        (corner.0 + ground.left + ground.width / 2.0, corner.1 + ground.top + self.radius)
    }

    fn draw(&self, corner: (f64, f64), page: &mut Page<'_>) {
        let (x, y) = self.centre(corner);
        page.disc((x, y), self.radius + 2.0, Colour::WHITE);
        page.disc((x, y), self.radius, self.fill);
        let height = Look::SMALL.line_height();
        for (number, line) in self.lines.iter().enumerate() {
            let middle = y + self.radius + GAP + (number as f64 + 0.5) * height;
            page.clear_behind(line, (x, middle), Align::Middle, Look::SMALL);
            let at = (x, middle + Look::SMALL.below_middle());
            page.text(line, at, Align::Middle, Look::SMALL);
        }
    }
}

/// The largest size of a circle that is drawn.
pub(super) fn largest(chart: &Network, drawn: &Drawn) -> f64 {
    drawn.nodes.iter().map(|&at| chart.nodes[at].size).fold(0.0, f64::max)
}

/// The radius at which the area is in proportion to the size, if that can still be seen.
pub(super) fn radius(size: f64, largest: f64) -> f64 {
    let share = if largest > 0.0 { (size / largest).max(0.0).sqrt() } else { 1.0 };
    (RADII.1 * share).max(RADII.0)
}

/// Puts the nodes where the forces have them, and then apart.
fn place(nodes: &mut [Node], drawn: &Drawn, width: f64) {
    let strongest = drawn.links.first().map_or(1.0, |link| link.weight);
    let number = |at: usize| drawn.nodes.binary_search(&at).unwrap_or_default();
    let springs: Vec<Spring> = drawn
        .links
        .iter()
        .map(|link| (number(link.a), number(link.b), link.weight / strongest))
        .collect();
    let places = arrange(nodes.len(), &springs);
    let ground: f64 = nodes.iter().map(|node| node.ground.width * node.ground.height).sum();
    let height = ground / DENSITY / width;
    for (node, (x, y)) in nodes.iter_mut().zip(places) {
        node.ground.left = x * (width - node.ground.width);
        node.ground.top = y * height;
    }
    let mut boxes: Vec<Ground> = nodes.iter().map(|node| node.ground).collect();
    part(&mut boxes, width);
    nodes.iter_mut().zip(boxes).for_each(|(node, ground)| node.ground = ground);
}

fn draw_links(nodes: &[Node], drawn: &Drawn, corner: (f64, f64), page: &mut Page<'_>) {
    // The strongest last, over the others.
    for link in drawn.links.iter().rev() {
        let (width, colour) = link_look(link.weight, drawn);
        let [from, to] = [link.a, link.b].map(|at| drawn.node(nodes, at).centre(corner));
        page.line(from, to, width, colour);
    }
}

/// Says how large circles are, and how strong links, in the middle of each.
fn say_values(
    chart: &Network,
    drawn: &Drawn,
    nodes: &[Node],
    corner: (f64, f64),
    page: &mut Page<'_>,
) {
    let weights = chart.printer();
    for link in &drawn.links {
        let [from, to] = [link.a, link.b].map(|at| drawn.node(nodes, at).centre(corner));
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let [one, other] = [link.a, link.b].map(|at| chart.nodes[at].label.trim());
        let weight = weights.print(Some(link.weight));
        let said = format!("{one} – {other}: {weight} ({})", chart.weight_label);
        page.say_around(middle, 0.0, &said);
    }
    let sizes = drawn.nodes.iter().map(|&at| chart.nodes[at].size);
    let sizes = Printer::new(ValueKind::Count, chart.language, sizes);
    for (node, &at) in nodes.iter().zip(&drawn.nodes) {
        let NetworkNode { label, size, .. } = &chart.nodes[at];
        let said = format!("{}: {} ({})", label.trim(), sizes.print(Some(*size)), chart.size_label);
        page.say_around(node.centre(corner), node.radius, &said);
    }
}

impl Drawn {
    /// Returns the circle of a node.
    fn node<'n>(&self, nodes: &'n [Node], at: usize) -> &'n Node {
        &nodes[self.nodes.binary_search(&at).unwrap_or_default()]
    }
}
