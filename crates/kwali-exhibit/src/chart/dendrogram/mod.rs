//! A dendrogram: what is joined to what, and how unlike it is.

mod alt_text;
mod layout;

use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of things that are joined to clusters, from the left to the right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dendrogram {
    /// What the chart shows.
    pub title: String,
    /// What was compared, how, and the base.
    pub subtitle: String,
    /// The things from the top down, in an order in which no lines cross.
    pub leaves: Vec<String>,
    /// What is joined, from the most alike to the least.
    pub joins: Vec<Join>,
    /// What the heights are, such as `1 − Jaccard`.
    pub height_label: String,
    /// What is to be known of it, under the chart.
    pub said: String,
    /// The language of the few words that the chart adds.
    pub language: Language,
}

/// Two clusters of a [`Dendrogram`] that become one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Join {
    /// The one: below the number of leaves a leaf, else the join at that number less that of the
    /// leaves, which must come before this one.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// How unlike they are.
    pub height: f64,
}

impl Dendrogram {
    /// The most leaves that are drawn: nobody reads a tree of more.
    pub const MOST_LEAVES: usize = 300;
}

impl Picture for Dendrogram {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::layout_checks::{check, label};

    #[test]
    fn labels_of_dendrograms_do_not_overlap() {
        for n in [0, 1, 3, 61, 300] {
            let join = |number: usize| Join {
                first: if number == 0 { 0 } else { n + number - 1 },
                second: number + 1,
                height: (number + 1) as f64 / n as f64,
            };
            let dendrogram = Dendrogram {
                title: label(1),
                leaves: (0..n).map(label).collect(),
                joins: (0..n.saturating_sub(1)).map(join).collect(),
                height_label: "1 − Jaccard".to_owned(),
                said: label(2),
                ..Dendrogram::default()
            };
            check(&format!("{n} leaves"), &dendrogram);
        }
    }

    #[test]
    fn nobody_reads_a_tree_of_very_many() {
        let leaves = vec![String::new(); Dendrogram::MOST_LEAVES + 1];
        let dendrogram = Dendrogram { leaves, ..Dendrogram::default() };
        let found = dendrogram.lay_out(&Typeface::load().unwrap());
        assert_eq!(found.unwrap_err(), Error::TooManyToDraw { found: 301, most: 300 });
    }
}
