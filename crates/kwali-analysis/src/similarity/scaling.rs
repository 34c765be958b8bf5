//! A map on which what is alike lies near each other, and how far it can be believed.

use super::{Similarity, SimilarityMeasure};
use crate::Undefined;

/// How often the places are moved, at most.
const MOST_MOVES: usize = 1000;
/// How often a direction is turned towards the longest one.
const TURNS: usize = 200;

/// Places in a plane, in which distances stand for how unlike things are.
#[derive(Clone, PartialEq, Debug)]
pub struct Map {
    /// The places of the units in study order; those without codes are none.
    pub units: Vec<usize>,
    /// Where each is; the middle of all is at 0, 0.
    pub points: Vec<(f64, f64)>,
    /// Kruskal's stress-1: how far the distances of the map are from what they stand for.
    pub stress: Result<f64, Undefined>,
}

impl Map {
    /// Above this stress nothing should be read from a map: Kruskal (1964) calls 0.2 poor.
    pub const POOR: f64 = 0.2;

    /// True if the map may be read.
    pub fn is_readable(&self) -> bool {
        self.stress.is_ok_and(|stress| stress <= Map::POOR)
    }
}

/// Returns the map of the units that have codes.
///
/// Classical scaling (Torgerson 1952), then moved by majorisation (SMACOF, De Leeuw 1977) until the
/// stress grows no less. Only sums, products and roots are taken, which are the same on every machine.
pub fn map(similarity: &Similarity, measure: SimilarityMeasure) -> Map {
    let units = similarity.with_codes();
    let unlike = Unlike::new(units.len(), &similarity.unlikeness(&units, measure));
    let points = unlike.moved(unlike.classical());
    let stress = unlike.stress(&points);
    Map { units, points, stress }
}

/// How unlike each two are, as a square.
struct Unlike {
    n: usize,
    square: Vec<f64>,
}

impl Unlike {
    fn new(n: usize, pairs: &[f64]) -> Unlike {
        let mut square = vec![0.0; n * n];
        let places = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        for ((a, b), &unlike) in places.zip(pairs) {
            square[a * n + b] = unlike;
            square[b * n + a] = unlike;
        }
        Unlike { n, square }
    }

    fn get(&self, a: usize, b: usize) -> f64 {
        self.square[a * self.n + b]
    }

    /// The two longest directions of the doubly centred squares, each as long as its extent.
    fn classical(&self) -> Vec<(f64, f64)> {
        let n = self.n;
        let squares = |a: usize, b: usize| self.get(a, b) * self.get(a, b);
        let mean = |a: usize| (0..n).map(|b| squares(a, b)).sum::<f64>() / n as f64;
        let means: Vec<f64> = (0..n).map(mean).collect();
        let all = means.iter().sum::<f64>() / n.max(1) as f64;
        let centred: Vec<f64> = (0..n * n)
            .map(|at| (at / n, at % n))
            .map(|(a, b)| -0.5 * (squares(a, b) - means[a] - means[b] + all))
            .collect();
        let (first, x) = longest(&centred, n, None);
        let (second, y) = longest(&centred, n, Some(&x));
        let extent = |value: f64| value.max(0.0).sqrt();
        x.iter().zip(&y).map(|(x, y)| (x * extent(first), y * extent(second))).collect()
    }

    /// Moves the points until the stress falls no more.
    fn moved(&self, mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
        let mut last = f64::INFINITY;
        for _ in 0..MOST_MOVES {
            let stress = self.raw_stress(&points);
            if last - stress <= 1e-12 * last.min(1.0) {
                break;
            }
            last = stress;
            points = self.transform(&points);
        }
        points
    }

    /// The transform of Guttman: each point goes to the mean of where the others would have it.
    fn transform(&self, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let n = self.n;
        let moved = |a: usize| {
            let mut sum = (0.0, 0.0);
            for (b, &other) in points.iter().enumerate().filter(|&(b, _)| b != a) {
                let (dx, dy) = (points[a].0 - other.0, points[a].1 - other.1);
                let apart = (dx * dx + dy * dy).sqrt();
                if apart > 0.0 {
                    let share = self.get(a, b) / apart;
                    sum = (sum.0 + share * dx, sum.1 + share * dy);
                }
            }
            (sum.0 / n as f64, sum.1 / n as f64)
        };
        (0..n).map(moved).collect()
    }

    fn raw_stress(&self, points: &[(f64, f64)]) -> f64 {
        self.sum(points, |apart, unlike| (apart - unlike) * (apart - unlike))
    }

    /// Kruskal's stress-1: √(Σ(d − δ)² / Σd²).
    fn stress(&self, points: &[(f64, f64)]) -> Result<f64, Undefined> {
        let apart = self.sum(points, |apart, _| apart * apart);
        if apart == 0.0 {
            return Err(Undefined::NothingApart);
        }
        Ok((self.raw_stress(points) / apart).sqrt())
    }

    /// Adds up over all pairs what comes of their distance and of how unlike they are.
    fn sum(&self, points: &[(f64, f64)], of: impl Fn(f64, f64) -> f64) -> f64 {
        let mut sum = 0.0;
        for (a, one) in points.iter().enumerate() {
            for (b, other) in points.iter().enumerate().skip(a + 1) {
                let (dx, dy) = (one.0 - other.0, one.1 - other.1);
                sum += of((dx * dx + dy * dy).sqrt(), self.get(a, b));
            }
        }
        sum
    }
}

/// Returns the greatest eigenvalue of a symmetric square with its direction, or the next one.
///
/// By turning a direction again and again; a number is added to all eigenvalues for that, so that
/// the greatest is also the greatest in size.
fn longest(square: &[f64], n: usize, except: Option<&[f64]>) -> (f64, Vec<f64>) {
    let rows = || square.chunks(n.max(1));
    let shift = rows().map(|row| row.iter().map(|x| x.abs()).sum::<f64>()).fold(0.0, f64::max);
    let mut direction: Vec<f64> =
        (1..=n).map(|number| 0.5 - (number as f64 * 0.618_033_988_749_895).fract()).collect();
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let clean = |direction: &mut Vec<f64>| {
        if let Some(except) = except {
            let along = product(direction, except);
            direction.iter_mut().zip(except).for_each(|(x, y)| *x -= along * y);
        }
        let length = product(direction, direction).sqrt();
        if length > 0.0 {
            direction.iter_mut().for_each(|x| *x /= length);
        }
    };
    let turned = |direction: &[f64]| rows().map(|row| product(row, direction)).collect::<Vec<_>>();
    clean(&mut direction);
    for _ in 0..TURNS {
        let next = turned(&direction);
        direction.iter_mut().zip(next).for_each(|(x, y)| *x = y + shift * *x);
        clean(&mut direction);
    }
    (product(&direction, &turned(&direction)), direction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(points: &[(f64, f64)]) -> Vec<f64> {
        let from = |(number, a): (usize, &(f64, f64))| {
            let a = *a;
            points[number + 1..]
                .iter()
                .map(move |b| (a.0 - b.0).hypot(a.1 - b.1))
                .collect::<Vec<_>>()
        };
        points.iter().enumerate().flat_map(from).collect()
    }

    fn placed(n: usize, unlike: &[f64]) -> (Vec<(f64, f64)>, Result<f64, Undefined>) {
        let unlike = Unlike::new(n, unlike);
        let points = unlike.moved(unlike.classical());
        let stress = unlike.stress(&points);
        (points, stress)
    }

    #[test]
    fn what_fits_in_a_plane_is_found_again() {
        let original = [(0.0, 0.0), (0.3, 0.1), (0.9, 0.2), (0.5, 0.7), (0.1, 0.45)];
        let (points, stress) = placed(5, &pairs(&original));
        assert!(stress.unwrap() < 1e-5, "{stress:?}");
        for (found, expected) in pairs(&points).iter().zip(pairs(&original)) {
            assert!((found - expected).abs() < 1e-4);
        }
    }

    #[test]
    fn four_equally_unlike_ones_have_the_known_stress() {
        // A square is the best there is: four sides a and two diagonals a√2, a = (4 + 2√2)/8 for
        // unlikeness 1, so stress-1 = √((4(a-1)² + 2(a√2-1)²) / 8a²), 0.1716.
        let (_, stress) = placed(4, &[1.0; 6]);
        let a: f64 = (4.0 + 2.0 * 2f64.sqrt()) / 8.0;
        let raw = 4.0 * (a - 1.0).powi(2) + 2.0 * (a * 2f64.sqrt() - 1.0).powi(2);
        let expected = (raw / (8.0 * a * a)).sqrt();
        assert!((stress.unwrap() - expected).abs() < 1e-4, "{stress:?} {expected}");
    }

    #[test]
    fn nothing_apart_has_no_stress() {
        assert_eq!(placed(0, &[]), (vec![], Err(Undefined::NothingApart)));
        assert_eq!(placed(1, &[]), (vec![(0.0, 0.0)], Err(Undefined::NothingApart)));
        assert_eq!(placed(3, &[0.0; 3]).1, Err(Undefined::NothingApart));
        assert!(placed(2, &[0.4]).1.unwrap() < 1e-9);
    }
}
