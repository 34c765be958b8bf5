//! Documents or participants joined to clusters, the most alike first.

use super::{Similarity, SimilarityMeasure};

/// How unlike two clusters are, from how unlike their members are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Linkage {
    /// As unlike as their members on average.
    #[default]
    Average,
    /// As unlike as their two least alike members.
    Complete,
    /// As unlike as their two most alike members.
    Single,
    /// By how much the spread within clusters grows; after Ward (1963).
    Ward,
}

impl Linkage {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Linkage::Average => "average",
            Linkage::Complete => "complete",
            Linkage::Single => "single",
            Linkage::Ward => "ward",
        }
    }

    fn method(self) -> kodama::Method {
        match self {
            Linkage::Average => kodama::Method::Average,
            Linkage::Complete => kodama::Method::Complete,
            Linkage::Single => kodama::Method::Single,
            Linkage::Ward => kodama::Method::Ward,
        }
    }
}

/// Two clusters that become one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Merge {
    /// The one with the first member: below the number of units a unit, else the cluster of the
    /// merge at that number less the number of units.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// How unlike they are.
    pub height: f64,
    /// How many members they have together.
    pub size: usize,
}

/// How units become clusters, and these one.
#[derive(Clone, PartialEq, Debug)]
pub struct Clustering {
    /// The places of the units, in study order; those without codes are none.
    pub units: Vec<usize>,
    /// From the most alike to the least.
    pub merges: Vec<Merge>,
    /// The numbers of the units in an order in which no lines cross: of two clusters, the one with
    /// the unit that comes first in the study comes first.
    pub order: Vec<usize>,
}

impl Clustering {
    /// Returns the numbers of the units in a cluster, in the order in which they are drawn.
    pub fn members(&self, cluster: usize) -> Vec<usize> {
        let n = self.units.len();
        let mut members = Vec::new();
        let mut waiting = vec![cluster];
        while let Some(cluster) = waiting.pop() {
            match cluster.checked_sub(n) {
                None => members.push(cluster),
                Some(number) => {
                    let merge = self.merges[number];
                    waiting.extend([merge.second, merge.first]);
                }
            }
        }
        members
    }
}

/// Joins the two most alike clusters again and again, beginning with single units.
pub fn cluster(
    similarity: &Similarity,
    measure: SimilarityMeasure,
    linkage: Linkage,
) -> Clustering {
    let units = similarity.with_codes();
    let mut unlike = similarity.unlikeness(&units, measure);
    cluster_by(units, &mut unlike, linkage)
}

fn cluster_by(units: Vec<usize>, unlike: &mut [f64], linkage: Linkage) -> Clustering {
    let n = units.len();
    let mut clustering = Clustering { units, merges: Vec::new(), order: Vec::new() };
    if n > 1 {
        let mut firsts: Vec<usize> = (0..n).collect();
        for step in kodama::linkage(unlike, n, linkage.method()).steps() {
            let (a, b) = (step.cluster1, step.cluster2);
            let (first, second) = if firsts[a] < firsts[b] { (a, b) } else { (b, a) };
            firsts.push(firsts[first]);
            let (height, size) = (step.dissimilarity, step.size);
            clustering.merges.push(Merge { first, second, height, size });
        }
    }
    clustering.order = match n {
        0 => Vec::new(),
        n => clustering.members(2 * n - 2),
    };
    clustering
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn square(unlike: &[f64], n: usize) -> Vec<Vec<f64>> {
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let mut square = vec![vec![0.0; n]; n];
        for ((a, b), &unlike) in pairs.zip(unlike) {
            square[a][b] = unlike;
            square[b][a] = unlike;
        }
        square
    }

    /// The heights that follow from the definitions, looking at all pairs of clusters each time.
    fn plain_heights(unlike: &[f64], n: usize, linkage: Linkage) -> Vec<f64> {
        let square = square(unlike, n);
        let between = |x: &Vec<usize>, y: &Vec<usize>| {
            let pairs: Vec<f64> = x
                .iter()
                .flat_map(|&a| y.iter().map(move |&b| (a, b)))
                .map(|(a, b)| square[a][b])
                .collect();
            // The sum of squares around the mean of points is that of their distances by their number.
            let spread = |these: &[usize]| {
                let squares = these.iter().flat_map(|&a| these.iter().map(move |&b| (a, b)));
                squares.map(|(a, b)| square[a][b].powi(2)).sum::<f64>() / (2.0 * these.len() as f64)
            };
            match linkage {
                Linkage::Average => pairs.iter().sum::<f64>() / pairs.len() as f64,
                Linkage::Complete => pairs.iter().copied().fold(0.0, f64::max),
                Linkage::Single => pairs.iter().copied().fold(f64::INFINITY, f64::min),
                Linkage::Ward => {
                    let both: Vec<usize> = x.iter().chain(y).copied().collect();
                    (2.0 * (spread(&both) - spread(x) - spread(y))).sqrt()
                }
            }
        };
        let mut clusters: Vec<Vec<usize>> = (0..n).map(|unit| vec![unit]).collect();
        let mut heights = Vec::new();
        while clusters.len() > 1 {
            let pairs =
                (0..clusters.len()).flat_map(|a| (a + 1..clusters.len()).map(move |b| (a, b)));
            let nearest = pairs
                .map(|(a, b)| (between(&clusters[a], &clusters[b]), a, b))
                .min_by(|x, y| x.0.total_cmp(&y.0))
                .unwrap();
            heights.push(nearest.0);
            let gone = clusters.remove(nearest.2);
            clusters[nearest.1].extend(gone);
        }
        heights
    }

    fn is_drawn_without_crossing(clustering: &Clustering) -> bool {
        let place = |unit: usize| clustering.order.iter().position(|&at| at == unit).unwrap();
        (0..clustering.merges.len()).all(|number| {
            let members = clustering.members(clustering.units.len() + number);
            let mut places: Vec<usize> = members.iter().map(|&unit| place(unit)).collect();
            places.sort_unstable();
            places.windows(2).all(|pair| pair[0] + 1 == pair[1])
        })
    }

    proptest! {
        #[test]
        fn heights_are_those_of_the_definitions(unlike in proptest::collection::vec(0.01..1.0f64, 28)) {
            for linkage in [Linkage::Average, Linkage::Complete, Linkage::Single] {
                let found = cluster_by((0..8).collect(), &mut unlike.clone(), linkage);
                let expected = plain_heights(&unlike, 8, linkage);
                prop_assert!(is_drawn_without_crossing(&found));
                prop_assert_eq!(found.order[0], 0);
                for (merge, expected) in found.merges.iter().zip(&expected) {
                    prop_assert!((merge.height - expected).abs() < 1e-9);
                }
                prop_assert_eq!(found.merges.len(), expected.len());
            }
        }

        #[test]
        fn ward_joins_where_the_spread_grows_least(places in proptest::collection::vec((0.0..1.0f64, 0.0..1.0f64), 7)) {
            let mut unlike = Vec::new();
            for (number, a) in places.iter().enumerate() {
                unlike.extend(places[number + 1..].iter().map(|b| (a.0 - b.0).hypot(a.1 - b.1)));
            }
            let expected = plain_heights(&unlike, 7, Linkage::Ward);
            let found = cluster_by((0..7).collect(), &mut unlike, Linkage::Ward);
            for (merge, expected) in found.merges.iter().zip(expected) {
                prop_assert!((merge.height - expected).abs() < 1e-9, "{} {expected}", merge.height);
            }
        }
    }

    #[test]
    fn none_and_one_make_no_clusters() {
        for n in [0, 1] {
            let found = cluster_by((0..n).collect(), &mut [], Linkage::Average);
            assert_eq!((found.merges.len(), found.order.len()), (0, n));
        }
    }
}
