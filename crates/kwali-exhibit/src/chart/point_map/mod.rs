//! A map: points whose distances say how unlike things are.

mod labels;
mod layout;

use super::numbers::as_sentences;
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of points with names, on the same scale across and down.
///
/// Points that lie on each other are one dot with all their names. Where names find no room,
/// numbers stand for them, and the names under the chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PointMap {
    /// What the chart shows.
    pub title: String,
    /// What was compared, how, and the base.
    pub subtitle: String,
    /// The points.
    pub points: Vec<MapPoint>,
    /// Why the map should not be read, if it should not; above it.
    pub warning: Option<String>,
    /// How far the map can be believed, under it.
    pub said: String,
    /// The language of the few words that the chart adds.
    pub language: Language,
}

/// A point of a [`PointMap`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapPoint {
    /// What it stands for.
    pub label: String,
    /// How far to the right it lies.
    pub x: f64,
    /// How far up it lies.
    pub y: f64,
}

impl PointMap {
    /// The most points that are drawn.
    pub const MOST_POINTS: usize = 300;
}

impl Picture for PointMap {
    fn title(&self) -> &str {
        &self.title
    }

    fn describe(&self) -> String {
        let kind = self.language.choose("Map", "Kaart");
        let n = self.points.len();
        as_sentences(&[
            format!("{kind}: {}", self.title),
            self.subtitle.clone(),
            format!("{n} {}", self.language.choose("points", "punten")),
            self.warning.clone().unwrap_or_default(),
            self.said.clone(),
        ])
    }

    fn lay_out(&self, typeface: &Typeface) -> Result<Scene, Error> {
        layout::lay_out(self, typeface)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::layout_checks::{check, label};

    #[test]
    fn labels_of_maps_do_not_overlap() {
        for n in [0, 1, 3, 30, 130] {
            let point = |at: usize| MapPoint {
                label: label(at),
                x: (at * 7919 % 97) as f64 / 97.0,
                y: (at * 104_729 % 71) as f64 / 97.0,
            };
            let map = PointMap {
                title: label(1),
                points: (0..n).map(point).collect(),
                warning: (n > 80).then(|| label(3)),
                said: label(2),
                ..PointMap::default()
            };
            check(&format!("{n} points"), &map);
        }
    }

    #[test]
    fn points_on_one_place_share_a_dot() {
        let point = |label: &str, x| MapPoint { label: label.to_owned(), x, y: 0.0 };
        let points = vec![point("d1", 0.0), point("d2", 1.0), point("d3", 0.0)];
        let map = PointMap { points, ..PointMap::default() };
        let svg = crate::chart::render_svg(&map).unwrap();
        assert!(svg.contains("d1, d3") && svg.matches("<circle ").count() == 2, "{svg}");
    }
}
