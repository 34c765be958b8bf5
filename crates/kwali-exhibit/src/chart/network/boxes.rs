//! Boxes that are moved until none lies over another.

/// White between two boxes.
const APART: f64 = 10.0;
/// How often boxes that lie over each other are pushed apart.
const PUSHES: usize = 300;

/// The ground that something with a label needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ground {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Ground {
    /// How far two boxes lie over each other, across and down; nothing is negative.
    fn over(&self, other: &Ground) -> (f64, f64) {
        let over = |low: f64, size: f64, other_low: f64, other_size: f64| {
            (low + size).min(other_low + other_size) - low.max(other_low) + APART
        };
        (
            over(self.left, self.width, other.left, other.width),
            over(self.top, self.height, other.top, other.height),
        )
    }

    fn collides(&self, other: &Ground) -> bool {
        let (across, down) = self.over(other);
        across > 0.0 && down > 0.0
    }
}

/// Moves boxes as little as need be so that none lies over another, within so much width.
pub(super) fn part(boxes: &mut [Ground], width: f64) {
    for _ in 0..PUSHES {
        if !push(boxes, width) {
            break;
        }
    }
    settle(boxes);
    let top = boxes.iter().map(|it| it.top).fold(f64::INFINITY, f64::min);
    boxes.iter_mut().for_each(|it| it.top -= top);
}

/// Pushes apart each two boxes that lie over each other; false if there were none.
fn push(boxes: &mut [Ground], width: f64) -> bool {
    let mut pushed = false;
    for a in 0..boxes.len() {
        for b in a + 1..boxes.len() {
            let (across, down) = boxes[a].over(&boxes[b]);
            if across <= 0.0 || down <= 0.0 {
                continue;
            }
            pushed = true;
            let middle = |it: &Ground| (it.left + it.width / 2.0, it.top + it.height / 2.0);
            let ((ax, ay), (bx, by)) = (middle(&boxes[a]), middle(&boxes[b]));
            if across < down {
                let way = if ax <= bx { across / 2.0 } else { -across / 2.0 };
                boxes[a].left -= way;
                boxes[b].left += way;
            } else {
                let way = if ay <= by { down / 2.0 } else { -down / 2.0 };
                boxes[a].top -= way;
                boxes[b].top += way;
            }
        }
    }
    for it in boxes.iter_mut() {
        it.left = it.left.min(width - it.width).max(0.0);
    }
    pushed
}

/// Moves down what still lies over a box above it.
fn settle(boxes: &mut [Ground]) {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[a].top.total_cmp(&boxes[b].top));
    for (number, &at) in order.iter().enumerate() {
        let placed = &order[..number];
        while let Some(&other) = placed.iter().find(|&&other| boxes[at].collides(&boxes[other])) {
            // A little more, so that no rounding keeps them together.
            boxes[at].top = boxes[other].top + boxes[other].height + APART + 0.5;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_box_lies_over_another_in_the_end() {
        let boxes = |n: usize| -> Vec<Ground> {
            (0..n)
                .map(|number| Ground {
                    left: (number * 37 % 50) as f64,
                    top: (number * 11 % 30) as f64,
                    width: 40.0 + (number * 53 % 100) as f64,
                    height: 20.0 + (number * 29 % 60) as f64,
                })
                .collect()
        };
        for n in [0, 1, 2, 10, 80] {
            let mut boxes = boxes(n);
            part(&mut boxes, 400.0);
            for (number, one) in boxes.iter().enumerate() {
                assert!(one.left >= 0.0 && one.left + one.width <= 400.0 && one.top >= 0.0);
                assert!(!boxes[number + 1..].iter().any(|other| one.collides(other)), "{n}");
            }
        }
    }
}
