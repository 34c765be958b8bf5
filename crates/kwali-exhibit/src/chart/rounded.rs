//! Which pixels a slanting line or a disc covers, and how much of each, so that edges are smooth.

/// Returns the pixels of a line of this width, each with the share of it that is covered.
pub(super) fn line_pixels(
    from: (f64, f64),
    to: (f64, f64),
    width: f64,
) -> impl Iterator<Item = ((i32, i32), f64)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    // What a point is, too, is drawn as a dot.
    let (dx, dy) = if length > 0.0 { (dx / length, dy / length) } else { (1.0, 0.0) };
    let reach = width / 2.0 + 1.0;
    let rows = (from.1.min(to.1) - reach).floor() as i32..=(from.1.max(to.1) + reach).ceil() as i32;
    let (left, right) = (from.0.min(to.0) - reach, from.0.max(to.0) + reach);
    rows.flat_map(move |row| {
        let y = f64::from(row) + 0.5 - from.1;
        // In a row, the line lies around the place where its middle crosses it.
        let (low, high) = if dy.abs() < 1e-9 {
            (left, right)
        } else {
            let (middle, half) = (from.0 + y * dx / dy, reach / dy.abs());
            ((middle - half).max(left), (middle + half).min(right))
        };
        (low.floor() as i32..=high.ceil() as i32).filter_map(move |column| {
            let x = f64::from(column) + 0.5 - from.0;
            let (along, across) = (x * dx + y * dy, (y * dx - x * dy).abs());
            let inside = (width / 2.0 + 0.5 - across).clamp(0.0, 1.0);
            let between = (along + 0.5).min(length - along + 0.5).clamp(0.0, 1.0);
            let coverage = inside * between;
            (coverage > 0.0).then_some(((column, row), coverage))
        })
    })
}

/// Returns the pixels of a disc, each with the share of it that is covered.
pub(super) fn disc_pixels(
    (x, y): (f64, f64),
    radius: f64,
) -> impl Iterator<Item = ((i32, i32), f64)> {
    let rows = (y - radius - 1.0).floor() as i32..=(y + radius + 1.0).ceil() as i32;
    let columns = (x - radius - 1.0).floor() as i32..=(x + radius + 1.0).ceil() as i32;
    rows.flat_map(move |row| {
        columns.clone().filter_map(move |column| {
            let (dx, dy) = (f64::from(column) + 0.5 - x, f64::from(row) + 0.5 - y);
            let coverage = (radius + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0);
            (coverage > 0.0).then_some(((column, row), coverage))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The area that pixels cover together.
    fn area(pixels: impl Iterator<Item = ((i32, i32), f64)>) -> f64 {
        pixels.map(|(_, coverage)| coverage).sum()
    }

    #[test]
    fn lines_cover_their_length_times_their_width() {
        for to in [(110.0, 20.0), (20.0, 110.0), (80.0, 90.0), (-40.0, 55.0)] {
            let (dx, dy): (f64, f64) = (to.0 - 20.0, to.1 - 20.0);
            let expected = (dx * dx + dy * dy).sqrt() * 4.0;
            let found = area(line_pixels((20.0, 20.0), to, 4.0));
            assert!((found - expected).abs() < 0.03 * expected, "{found} for {expected}");
        }
    }

    #[test]
    fn discs_cover_pi_times_the_square_of_their_radius() {
        let found = area(disc_pixels((20.3, 20.7), 10.0));
        assert!((found - 314.16).abs() < 3.0, "{found}");
    }
}
