//! A network: circles that stand for codes, and lines between those that go together.

mod alt_text;
mod boxes;
mod forces;
mod layout;
mod legend;

use super::numbers::{Printer, ValueKind};
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Colour, Error, Language};

/// A chart of what goes together, the stronger the wider the line.
///
/// The same network is always laid out in the same way. Of many links the strongest are drawn, and
/// the chart says how many were left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// What the chart shows.
    pub title: String,
    /// The unit that was counted, and the base.
    pub subtitle: String,
    /// What the circles stand for; those without a link that is drawn are left out.
    pub nodes: Vec<NetworkNode>,
    /// The lines between them; those without weight are none.
    pub links: Vec<NetworkLink>,
    /// What the size of a circle is, such as `segments`.
    pub size_label: String,
    /// What the width of a line is, such as `overlapping pairs`.
    pub weight_label: String,
    /// What the weights are.
    pub kind: ValueKind,
    /// The language of the few words that the chart adds.
    pub language: Language,
}

/// A circle of a [`Network`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkNode {
    /// What it stands for.
    pub label: String,
    /// What its area shows.
    pub size: f64,
    /// Its colour; the first of the palette where there is none.
    pub colour: Option<Colour>,
}

/// A line of a [`Network`] between two of its nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkLink {
    /// The place of the one among the nodes.
    pub a: usize,
    /// The place of the other.
    pub b: usize,
    /// What its width shows.
    pub weight: f64,
}

impl Network {
    /// The most lines that are drawn.
    pub const MOST_LINKS: usize = 60;
    /// The most circles that are drawn.
    pub const MOST_NODES: usize = 40;

    /// Returns the links that have weight, the strongest first.
    fn strongest(&self) -> Vec<NetworkLink> {
        let n_nodes = self.nodes.len();
        let is_link = |link: &&NetworkLink| {
            let is_between = link.a < n_nodes && link.b < n_nodes && link.a != link.b;
            is_between && link.weight.is_finite() && link.weight > 0.0
        };
        let mut links: Vec<NetworkLink> = self.links.iter().filter(is_link).copied().collect();
        // Stable: of equal ones those that are named first come first.
        links.sort_by(|x, y| y.weight.total_cmp(&x.weight));
        links
    }

    /// Returns what is drawn: as many of the strongest links as there is room for, and their nodes.
    fn drawn(&self) -> Drawn {
        let all = self.strongest();
        let mut drawn = Drawn { n_links_in_all: all.len(), ..Drawn::default() };
        for link in all.into_iter().take(Network::MOST_LINKS) {
            let mut nodes = drawn.nodes.clone();
            for node in [link.a, link.b] {
                if !nodes.contains(&node) {
                    nodes.push(node);
                }
            }
            if nodes.len() > Network::MOST_NODES {
                break;
            }
            drawn.nodes = nodes;
            drawn.links.push(link);
        }
        drawn.nodes.sort_unstable();
        drawn
    }

    fn printer(&self) -> Printer {
        Printer::new(self.kind, self.language, self.links.iter().map(|link| link.weight))
    }

    /// Says what was left out, if anything was.
    fn omitted(&self, drawn: &Drawn) -> Option<String> {
        let (n_links, n_nodes) = (drawn.links.len(), drawn.nodes.len());
        let (all_links, all_nodes) = (drawn.n_links_in_all, self.nodes.len());
        if n_links == all_links && n_nodes == all_nodes {
            return None;
        }
        let least = self.printer().print(Some(drawn.weights().0));
        let without = all_nodes - n_nodes;
        let links = (n_links < all_links).then(|| {
            self.language.choose(
                format!("The {n_links} strongest of {all_links} links are drawn, down to {least}."),
                format!(
                    "De {n_links} sterkste van {all_links} verbanden staan hier, tot en met {least}."
                ),
            )
        });
        let nodes = (without > 0).then(|| {
            self.language.choose(
                format!("{without} of {all_nodes} codes have none of these and are left out."),
                format!(
                    "{without} van {all_nodes} codes hebben er daarvan geen en zijn weggelaten."
                ),
            )
        });
        Some(links.into_iter().chain(nodes).collect::<Vec<_>>().join(" "))
    }
}

impl Picture for Network {
    fn title(&self) -> &str {
        &self.title
    }

    fn describe(&self) -> String {
        alt_text::describe(self)
    }

    fn lay_out(&self, typeface: &Typeface) -> Result<Scene, Error> {
        layout::lay_out(self, typeface)
    }
}

/// The part of a network that is drawn.
#[derive(Default)]
struct Drawn {
    /// Places of nodes, in order.
    nodes: Vec<usize>,
    /// The strongest first.
    links: Vec<NetworkLink>,
    n_links_in_all: usize,
}

impl Drawn {
    /// The least and the greatest weight that are drawn.
    fn weights(&self) -> (f64, f64) {
        let weight = |link: Option<&NetworkLink>| link.map_or(0.0, |link| link.weight);
        (weight(self.links.last()), weight(self.links.first()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::layout_checks::{check, label};

    #[test]
    fn labels_of_networks_do_not_overlap() {
        for n in [0, 1, 3, 12, 40, 300] {
            let node = |at: usize| NetworkNode {
                label: label(at),
                size: (at * 13 % 40) as f64,
                colour: None,
            };
            let link = |a: usize, step: usize| NetworkLink {
                a,
                b: (a + step) % n,
                weight: (1 + a * 7 % 23) as f64,
            };
            let network = Network {
                title: label(1),
                nodes: (0..n).map(node).collect(),
                links: (0..n).flat_map(|a| [link(a, 2), link(a, 5)]).collect(),
                size_label: "segmenten".to_owned(),
                weight_label: label(3),
                ..Network::default()
            };
            check(&format!("{n} codes"), &network);
        }
    }
}
