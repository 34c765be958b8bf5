//! Where the circles of a network go: a play of forces that always ends in the same place.

/// How many steps the play has.
const STEPS: usize = 500;

/// How strongly everything is drawn to the middle, so that parts without a link stay near.
const TO_THE_MIDDLE: f64 = 1.0;

/// A line between two places, with its strength from 0 to 1.
pub(super) type Spring = (usize, usize, f64);

/// Returns `n` places in the unit square, linked ones near each other.
///
/// After Fruchterman and Reingold (1991): all places push each other away, links pull, and steps
/// grow smaller. Only sums, products and roots are taken, which are the same on every machine.
pub(super) fn arrange(n: usize, springs: &[Spring]) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = (0..n).map(first_place).collect();
    let spacing = 1.0 / (n.max(1) as f64).sqrt();
    for step in 0..STEPS {
        let forces = forces(&places, springs, spacing);
        let longest = 0.1 * (1.0 - step as f64 / STEPS as f64);
        for (place, force) in places.iter_mut().zip(forces) {
            let length = norm(force).max(1e-9);
            let share = length.min(longest) / length;
            *place = (place.0 + force.0 * share, place.1 + force.1 * share);
        }
    }
    stretched(&places)
}

/// Spreads the places evenly without a pattern: multiples of the roots of x³ = x + 1, in which no
/// two of them coincide (Roberts 2018).
fn first_place(number: usize) -> (f64, f64) {
    let number = number as f64 + 1.0;
    ((number * 0.754_877_666_246_692_7).fract(), (number * 0.569_840_290_998_053_2).fract())
}

fn forces(places: &[(f64, f64)], springs: &[Spring], spacing: f64) -> Vec<(f64, f64)> {
    let mut forces: Vec<(f64, f64)> = places
        .iter()
        .map(|&(x, y)| (TO_THE_MIDDLE * (0.5 - x), TO_THE_MIDDLE * (0.5 - y)))
        .collect();
    let mut pull = |a: usize, b: usize, strength: f64| {
        let (dx, dy) = (places[b].0 - places[a].0, places[b].1 - places[a].1);
        forces[a] = (forces[a].0 + dx * strength, forces[a].1 + dy * strength);
        forces[b] = (forces[b].0 - dx * strength, forces[b].1 - dy * strength);
    };
    for a in 0..places.len() {
        for b in a + 1..places.len() {
            let (dx, dy) = (places[b].0 - places[a].0, places[b].1 - places[a].1);
            let apart = (dx * dx + dy * dy).max(1e-9);
            pull(a, b, -spacing * spacing / apart);
        }
    }
    let mut n_springs = vec![0.0_f64; places.len()];
    for &(a, b, _) in springs {
        n_springs[a] += 1.0;
        n_springs[b] += 1.0;
    }
    for &(a, b, weight) in springs {
        let (dx, dy) = (places[b].0 - places[a].0, places[b].1 - places[a].1);
        // What has many links would else lie in a heap with all of them.
        let many = n_springs[a].min(n_springs[b]);
        pull(a, b, norm((dx, dy)) / spacing * (0.3 + 0.7 * weight) / many);
    }
    forces
}

fn norm((x, y): (f64, f64)) -> f64 {
    (x * x + y * y).sqrt()
}

/// Returns the places so that they fill the unit square.
fn stretched(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let along = |of: fn(&(f64, f64)) -> f64| {
        let low = places.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        move |place: &(f64, f64)| if high > low { (of(place) - low) / (high - low) } else { 0.5 }
    };
    let (x, y) = (along(|place| place.0), along(|place| place.1));
    places.iter().map(|place| (x(place), y(place))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_places_are_nearer_than_others() {
        // Two triangles that one weak link joins.
        let springs = [
            (0, 1, 1.0),
            (1, 2, 1.0),
            (0, 2, 1.0),
            (3, 4, 1.0),
            (4, 5, 1.0),
            (3, 5, 1.0),
            (2, 3, 0.1),
        ];
        let places = arrange(6, &springs);
        let apart =
            |a: usize, b: usize| norm((places[a].0 - places[b].0, places[a].1 - places[b].1));
        for (one, other) in [(0, 4), (0, 5), (1, 4), (1, 5)] {
            assert!(apart(one, other) > apart(0, 1).max(apart(4, 5)), "{places:?}");
        }
        assert_eq!(places, arrange(6, &springs));
    }

    #[test]
    fn one_place_is_in_the_middle() {
        assert_eq!(arrange(1, &[]), [(0.5, 0.5)]);
        assert_eq!(arrange(0, &[]), []);
    }
}
