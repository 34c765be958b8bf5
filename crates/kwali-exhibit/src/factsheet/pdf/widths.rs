//! How wide the columns of a table are, how large its type is, and whether it lies on its side.

use crate::table::shared_out;

/// The room between the margins of an upright page of A4, in points.
const UPRIGHT: f64 = 481.9;

/// The same on a page that lies on its side.
const LYING: f64 = 728.5;

/// The sizes of type in which a table is tried, in points; smaller ones are hard to read.
const SIZES: [f64; 5] = [8.5, 8.0, 7.5, 7.0, 6.5];

/// Widths are shared out in hundredths of an em.
const PARTS: f64 = 100.0;

/// What a column needs, in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    /// The width at which no word is broken.
    pub(super) least: f64,
    /// The width at which no line is.
    pub(super) whole: f64,
}

/// How a table is set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// The size of its type, in points.
    pub(super) size: f64,
    /// Whether its page lies on its side.
    pub(super) lies: bool,
    /// The widths of its columns, in em.
    pub(super) widths: Vec<f64>,
}

/// Returns the largest type at which no word is broken, on an upright page if that can be.
///
/// A table that is too wide for any gets the smallest type, and columns as narrow as it takes.
pub(super) fn fit(wishes: &[Wish]) -> Fit {
    let upright = SIZES.into_iter().map(|size| (size, false));
    let lying = SIZES.into_iter().map(|size| (size, true));
    let least: f64 = wishes.iter().map(|wish| wish.least).sum();
    let room = |(size, lies): (f64, bool)| if lies { LYING / size } else { UPRIGHT / size };
    let smallest = (SIZES[SIZES.len() - 1], true);
    let (size, lies) = upright.chain(lying).find(|&page| least <= room(page)).unwrap_or(smallest);
    Fit { size, lies, widths: widths(wishes, room((size, lies))) }
}

/// Shares the room out: first so that no word is broken, then no line, then as it comes.
fn widths(wishes: &[Wish], room: f64) -> Vec<f64> {
    let parts = |width: f64| (width * PARTS).ceil() as usize;
    let least: Vec<usize> = wishes.iter().map(|wish| parts(wish.least)).collect();
    let whole: Vec<usize> = wishes.iter().map(|wish| parts(wish.whole.max(wish.least))).collect();
    let left = parts(room).saturating_sub(least.iter().sum());
    let shared = shared_out(&least, &whole, left);
    // More where there is room left, and less where there is not even the least.
    let scale = room / (shared.iter().sum::<usize>().max(1) as f64);
    shared.into_iter().map(|width| width as f64 * scale).collect()
}
