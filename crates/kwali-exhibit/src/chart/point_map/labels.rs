//! Labels beside points, none over another or over a point.

/// How far labels stand from their points: beside them if there is room, else further out.
const DISTANCES: [f64; 7] = [8.0, 18.0, 32.0, 50.0, 72.0, 98.0, 130.0];
/// The directions that are tried, the best to read first.
const DIRECTIONS: [(f64, f64); 12] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.7, -0.7),
    (0.7, 0.7),
    (-0.7, -0.7),
    (-0.7, 0.7),
    (0.4, -0.9),
    (0.4, 0.9),
    (-0.4, -0.9),
    (-0.4, 0.9),
];
/// White around labels and points.
const APART: f64 = 2.0;

/// Where a label goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// Its middle.
    pub(super) middle: (f64, f64),
    /// Whether it needs a line to its point.
    pub(super) is_away: bool,
}

/// A rectangle: left, top, right, bottom.
type Ground = (f64, f64, f64, f64);

fn around((x, y): (f64, f64), (width, height): (f64, f64)) -> Ground {
    (x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0)
}

fn collide(a: &Ground, b: &Ground) -> bool {
    a.0 < b.2 + APART && b.0 < a.2 + APART && a.1 < b.3 + APART && b.1 < a.3 + APART
}

/// A line from a point to its label.
type Leader = ((f64, f64), (f64, f64));

/// Whether a leader runs through something else than its own point, looked at step by step.
fn runs_through(&(from, to): &Leader, ground: &Ground) -> bool {
    const STEPS: usize = 24;
    let is_beside = from.0.max(to.0) < ground.0
        || from.0.min(to.0) > ground.2
        || from.1.max(to.1) < ground.1
        || from.1.min(to.1) > ground.3;
    if is_beside {
        return false;
    }
    let is_own =
        ground.0 <= from.0 && from.0 <= ground.2 && ground.1 <= from.1 && from.1 <= ground.3;
    let is_in = |step: usize| {
        let share = step as f64 / STEPS as f64;
        let (x, y) = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
        ground.0 <= x && x <= ground.2 && ground.1 <= y && y <= ground.3
    };
    !is_own && (0..=STEPS).any(is_in)
}

/// Returns a spot for the label of each point, `None` where there is none, within a field from 0, 0.
pub(super) fn place(
    points: &[(f64, f64)],
    sizes: &[(f64, f64)],
    radius: f64,
    field: (f64, f64),
) -> Vec<Option<Spot>> {
    let dot = (2.0 * radius, 2.0 * radius);
    let mut taken: Vec<Ground> = points.iter().map(|&point| around(point, dot)).collect();
    let mut leaders: Vec<Leader> = Vec::new();
    let mut spot = |(&(x, y), &(width, height)): (&(f64, f64), &(f64, f64))| {
        for distance in DISTANCES {
            for (right, down) in DIRECTIONS {
                let middle =
                    (x + right * (distance + width / 2.0), y + down * (distance + height / 2.0));
                let ground = around(middle, (width, height));
                let inside = ground.0 >= 0.0
                    && ground.1 >= 0.0
                    && ground.2 <= field.0
                    && ground.3 <= field.1;
                let leader = ((x, y), middle);
                let is_away = distance > DISTANCES[0];
                let is_taken = taken.iter().any(|other| collide(&ground, other))
                    || leaders.iter().any(|other| runs_through(other, &ground))
                    || (is_away && taken.iter().any(|other| runs_through(&leader, other)));
                if inside && !is_taken {
                    taken.push(ground);
                    leaders.extend(is_away.then_some(leader));
                    return Some(Spot { middle, is_away });
                }
            }
        }
        None
    };
    points.iter().zip(sizes).map(&mut spot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_lies_over_another_or_a_point() {
        let points: Vec<(f64, f64)> =
            (0..60).map(|n| ((n * 67 % 300) as f64 + 50.0, (n * 41 % 300) as f64 + 50.0)).collect();
        let sizes: Vec<(f64, f64)> = (0..60).map(|n| (30.0 + (n % 5) as f64 * 9.0, 14.0)).collect();
        let spots = place(&points, &sizes, 4.0, (400.0, 400.0));
        let mut grounds: Vec<Ground> = points.iter().map(|&p| around(p, (8.0, 8.0))).collect();
        for (spot, &size) in spots.iter().zip(&sizes) {
            let Some(spot) = spot else { continue };
            let ground = around(spot.middle, size);
            assert!(!grounds.iter().any(|other| collide(&ground, other)));
            assert!(ground.0 >= 0.0 && ground.1 >= 0.0 && ground.2 <= 400.0 && ground.3 <= 400.0);
            grounds.push(ground);
        }
        assert!(spots.iter().flatten().count() > 50);
    }

    #[test]
    fn a_label_stands_to_the_right_of_a_lonely_point() {
        let spots = place(&[(50.0, 50.0)], &[(20.0, 10.0)], 4.0, (100.0, 100.0));
        assert_eq!(spots, [Some(Spot { middle: (68.0, 50.0), is_away: false })]);
        assert_eq!(place(&[(5.0, 5.0)], &[(20.0, 10.0)], 4.0, (10.0, 10.0)), [None]);
    }
}
