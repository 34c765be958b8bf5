//! What all charts have in common: each is laid out once, and drawn from that as either file.

use super::drawing::{Description, to_png, to_svg};
use super::scene::Scene;
use super::typeface::Typeface;
use crate::Error;

/// A chart of any kind.
pub(crate) trait Picture {
    /// What the chart shows.
    fn title(&self) -> &str;

    /// What the chart shows, in words, for those who do not see it.
    fn describe(&self) -> String;

    /// Returns the chart with a place for everything.
    fn lay_out(&self, typeface: &Typeface) -> Result<Scene, Error>;
}

/// Returns the chart as an SVG document.
pub(crate) fn render_svg(picture: &dyn Picture) -> Result<String, Error> {
    let scene = picture.lay_out(&Typeface::load()?)?;
    to_svg(&scene, &Description { title: picture.title(), text: &picture.describe() })
}

/// Returns the chart as a PNG file.
pub(crate) fn render_png(picture: &dyn Picture) -> Result<Vec<u8>, Error> {
    let typeface = Typeface::load()?;
    to_png(&picture.lay_out(&typeface)?, &typeface)
}

/// The height of a page of A4 by its width, margins of 20 mm left out.
const A4: f64 = 257.0 / 170.0;

/// Returns on how many pages of A4 the chart is printed, if it takes their width.
pub(crate) fn pages_of_a4(picture: &dyn Picture) -> Result<usize, Error> {
    let scene = picture.lay_out(&Typeface::load()?)?;
    Ok((scene.height / (scene.width * A4)).ceil().max(1.0) as usize)
}
