//! Draws a scene with plotters. Everything that is known about plotters' ways is in this file.

use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle,
};

use super::colour::Colour;
use super::rounded::{disc_pixels, line_pixels};
use super::scene::{Align, Disc, Line, Look, Mark, Rectangle, Scene, Shape, Text};
use super::typeface::{FAMILY, Typeface, Weight};
use crate::Error;
use crate::visible::escape;

/// How many pixels of the PNG stand for one of the scene, each way: sharp on paper.
const PNG_SCALE: f64 = 2.0;

/// plotters' SVG divides a font's size by this, and the result is the em.
const SVG_SIZE_PER_EM: f64 = 1.24;

/// How far under the top of a text plotters' SVG sets the baseline, in em.
const SVG_BASELINE: f64 = 0.76;

/// A picture's words for those who do not see it.
pub(super) struct Description<'a> {
    pub(super) title: &'a str,
    pub(super) text: &'a str,
}

/// Returns the scene as an SVG document in which texts are texts.
pub(super) fn to_svg(scene: &Scene, description: &Description<'_>) -> Result<String, Error> {
    let mut svg = String::new();
    let size = (scene.width as u32, scene.height as u32);
    let mut backend = SVGBackend::with_string(&mut svg, size);
    draw(scene, 1.0, &mut backend, |shape, backend| match shape {
        Shape::Rectangle(rectangle) => draw_rectangle(rectangle, 1.0, backend),
        Shape::Line(line) => draw_line_in_svg(line, backend),
        Shape::Disc(disc) => draw_disc_in_svg(disc, backend),
        Shape::Text(text) => draw_text_in_svg(text, backend),
    })?;
    drop(backend);
    let title = escape(description.title);
    let text = escape(description.text);
    let head = format!(" role=\"img\">\n<title>{title}</title>\n<desc>{text}</desc>\n");
    let svg = svg.replacen(">\n", &head, 1);
    Ok(match svg.rfind("</svg>") {
        Some(end) => format!("{}{}{}", &svg[..end], marks_in_svg(scene), &svg[end..]),
        None => svg,
    })
}

/// Returns fields that are not seen, over what shows a value, with the value as their title:
/// viewers say it where somebody points at it.
fn marks_in_svg(scene: &Scene) -> String {
    if scene.marks.is_empty() {
        return String::new();
    }
    let mark = |mark: &Mark| {
        let Mark { left, top, width, height, place, said } = mark;
        let place = place.map(|(row, column)| format!("{row}.{column}")).unwrap_or_default();
        format!(
            "<rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
             data-mark=\"{place}\"><title>{}</title></rect>\n",
            escape(said)
        )
    };
    let marks: String = scene.marks.iter().map(mark).collect();
    format!("<g class=\"marks\" fill=\"none\" pointer-events=\"all\">\n{marks}</g>\n")
}

/// Returns the scene as a PNG file, at twice its size so that it stays sharp in print.
pub(super) fn to_png(scene: &Scene, typeface: &Typeface) -> Result<Vec<u8>, Error> {
    let (width, height) = ((scene.width * PNG_SCALE) as u32, (scene.height * PNG_SCALE) as u32);
    let mut pixels = vec![255; 3 * width as usize * height as usize];
    let mut backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
    draw(scene, PNG_SCALE, &mut backend, |shape, backend| match shape {
        Shape::Rectangle(rectangle) => draw_rectangle(rectangle, PNG_SCALE, backend),
        Shape::Line(line) => draw_line_in_pixels(line, backend),
        Shape::Disc(disc) => draw_disc_in_pixels(disc, backend),
        Shape::Text(text) => draw_text_in_pixels(text, typeface, backend),
    })?;
    drop(backend);
    encode(&pixels, width, height).map_err(|error| Error::Drawing { reason: error.to_string() })
}

fn encode(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    // Flat areas are best left as they are.
    encoder.set_filter(png::Filter::NoFilter);
    // 96 pixels an inch is the size of the scene.
    let per_metre = (96.0 * PNG_SCALE / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(file)
}

/// Draws all shapes, `scale` times as large as they are.
fn draw<B: DrawingBackend>(
    scene: &Scene,
    scale: f64,
    backend: &mut B,
    draw_shape: impl Fn(&Shape, &mut B) -> Result<(), String>,
) -> Result<(), Error> {
    let ground = Rectangle {
        left: 0.0,
        top: 0.0,
        width: scene.width,
        height: scene.height,
        fill: Colour::WHITE,
    };
    let mut draw_all = || {
        draw_rectangle(&ground, scale, backend)?;
        for shape in &scene.shapes {
            draw_shape(shape, backend)?;
        }
        backend.present().map_err(|error| error.to_string())
    };
    draw_all().map_err(|reason| Error::Drawing { reason })
}

fn draw_rectangle<B: DrawingBackend>(
    rectangle: &Rectangle,
    scale: f64,
    backend: &mut B,
) -> Result<(), String> {
    let left_top = pixel((rectangle.left, rectangle.top), scale);
    let (right, bottom) = (rectangle.left + rectangle.width, rectangle.top + rectangle.height);
    let right_bottom = pixel((right, bottom), scale);
    if right_bottom.0 <= left_top.0 || right_bottom.1 <= left_top.1 {
        return Ok(());
    }
    backend
        .draw_rect(left_top, right_bottom, &rgb(rectangle.fill), true)
        .map_err(|error| error.to_string())
}

fn draw_line_in_svg(line: &Line, backend: &mut SVGBackend<'_>) -> Result<(), String> {
    let thickness = line.width.round().max(1.0) as u32;
    let style = ShapeStyle::from(&rgb(line.colour)).stroke_width(thickness);
    backend
        .draw_line(pixel(line.from, 1.0), pixel(line.to, 1.0), &style)
        .map_err(|error| error.to_string())
}

fn draw_disc_in_svg(disc: &Disc, backend: &mut SVGBackend<'_>) -> Result<(), String> {
    let radius = disc.radius.round() as u32;
    if radius == 0 {
        return Ok(());
    }
    backend
        .draw_circle(pixel(disc.centre, 1.0), radius, &rgb(disc.fill), true)
        .map_err(|error| error.to_string())
}

/// Draws the line pixel by pixel, as plotters would give it rough edges.
fn draw_line_in_pixels(line: &Line, backend: &mut BitMapBackend<'_>) -> Result<(), String> {
    let width = (line.width * PNG_SCALE).round().max(1.0);
    paint(line_pixels(in_pixels(line.from), in_pixels(line.to), width), line.colour, backend)
}

fn draw_disc_in_pixels(disc: &Disc, backend: &mut BitMapBackend<'_>) -> Result<(), String> {
    paint(disc_pixels(in_pixels(disc.centre), disc.radius * PNG_SCALE), disc.fill, backend)
}

fn in_pixels((x, y): (f64, f64)) -> (f64, f64) {
    (x * PNG_SCALE, y * PNG_SCALE)
}

/// Paints pixels, each with how much of it is covered.
fn paint(
    pixels: impl Iterator<Item = ((i32, i32), f64)>,
    colour: Colour,
    backend: &mut BitMapBackend<'_>,
) -> Result<(), String> {
    for (at, coverage) in pixels {
        let colour = rgb(colour).mix(coverage).to_backend_color();
        backend.draw_pixel(at, colour).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn pixel((x, y): (f64, f64), scale: f64) -> (i32, i32) {
    ((x * scale).round() as i32, (y * scale).round() as i32)
}

fn draw_text_in_svg(text: &Text, backend: &mut SVGBackend<'_>) -> Result<(), String> {
    let style = match text.look.weight {
        Weight::Regular => FontStyle::Normal,
        Weight::Bold => FontStyle::Bold,
    };
    let font = FontDesc::new(FontFamily::Name(FAMILY), text.look.size * SVG_SIZE_PER_EM, style);
    let rise = text.look.size * SVG_BASELINE;
    let (font, x, y) = if text.upward {
        (font.transform(FontTransform::Rotate270), text.x - rise, text.y)
    } else {
        (font, text.x, text.y - rise)
    };
    let align = match text.align {
        Align::Begin => HPos::Left,
        Align::Middle => HPos::Center,
        Align::End => HPos::Right,
    };
    let style = TextStyle {
        font,
        color: rgb(text.look.colour).to_backend_color(),
        pos: Pos::new(align, VPos::Top),
    };
    backend
        .draw_text(&text.text, &style, (x.round() as i32, y.round() as i32))
        .map_err(|error| error.to_string())
}

/// Draws the text pixel by pixel: plotters would set every letter at a whole pixel and leave its
/// side bearing out, so that `ij` falls apart.
fn draw_text_in_pixels(
    text: &Text,
    typeface: &Typeface,
    backend: &mut BitMapBackend<'_>,
) -> Result<(), String> {
    let look = Look { size: text.look.size * PNG_SCALE, ..text.look };
    let before = match text.align {
        Align::Begin => 0.0,
        Align::Middle => typeface.exact_width(&text.text, look) / 2.0,
        Align::End => typeface.exact_width(&text.text, look),
    };
    let (x0, y0) = (text.x * PNG_SCALE, text.y * PNG_SCALE);
    let colour = rgb(text.look.colour);
    let mut result = Ok(());
    let mut paint = |at: (i32, i32), coverage: f32| {
        let drawn = backend.draw_pixel(at, colour.mix(f64::from(coverage)).to_backend_color());
        if let Err(error) = drawn {
            result = Err(error.to_string());
        }
    };
    if text.upward {
        let (x0, y0) = (x0.round() as i32, y0.round() as i32);
        typeface.fill(&text.text, look, -before, |x, y, coverage| {
            paint((x0 + y, y0 - 1 - x), coverage);
        });
    } else {
        let y0 = y0.round() as i32;
        typeface.fill(&text.text, look, x0 - before, |x, y, coverage| paint((x, y0 + y), coverage));
    }
    result
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.red, colour.green, colour.blue)
}
