//! Charts as pictures in a Word file.

/// How many units of drawings are in a twentieth of a point, and in a pixel of a screen.
const UNITS: u64 = 635;
const UNITS_OF_PIXEL: u64 = 9_525;

/// How many pixels of a chart's file stand for one of the chart.
const SCALE: u64 = 2;

/// The room that the caption under a picture takes, in twentieths of a point.
const CAPTION: u64 = 900;

/// How much smaller, in percent, a picture may become so that it fits one page.
const SMALLEST: u64 = 70;

/// A picture or a part of one, as it stands on a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slice {
    width: u64,
    height: u64,
    /// Which part of how many, from above.
    part: (u64, u64),
}

/// Returns a chart as it fits the page: whole, or in parts if it would become too small to read.
pub(super) fn slices(png: &[u8], (width, height): (u32, u32)) -> Vec<Slice> {
    let side = |at: usize| -> u64 {
        let bytes = png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(1, |bytes| u64::from(u32::from_be_bytes(bytes))).max(1)
    };
    // A PNG file says how wide and how high it is behind its name and that of its first part.
    let (wide, high) = (side(16), side(20));
    let most_wide = u64::from(width) * UNITS;
    let most_high = (u64::from(height) - CAPTION) * UNITS;
    let width = (wide * UNITS_OF_PIXEL / SCALE).min(most_wide);
    let height = high * width / wide;
    if height <= most_high {
        return vec![Slice { width, height, part: (0, 1) }];
    }
    if most_high * 100 >= height * SMALLEST {
        return vec![Slice { width: width * most_high / height, height: most_high, part: (0, 1) }];
    }
    let n = height.div_ceil(most_high);
    (0..n).map(|part| Slice { width, height: height / n, part: (part, n) }).collect()
}

impl Slice {
    /// Returns the run that holds it; `link` leads to the file, `alt_text` is escaped.
    pub(super) fn drawing(&self, link: &str, id: u32, alt_text: &str) -> String {
        let Slice { width, height, part: (part, n) } = self;
        let (top, bottom) = (part * 100_000 / n, (n - part - 1) * 100_000 / n);
        let cut = match n {
            1 => String::new(),
            _ => format!("<a:srcRect t=\"{top}\" b=\"{bottom}\"/>"),
        };
        let size = format!("cx=\"{width}\" cy=\"{height}\"");
        let name = format!("name=\"Figure {id}\" descr=\"{alt_text}\"");
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent {size}/><wp:docPr id=\"{id}\" {name}/>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" {name}/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"{link}\"/>{cut}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {size}/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wide: u32, high: u32, sizes: &[(u64, u64)]) {
        let mut png = vec![0; 16];
        png.extend(wide.to_be_bytes());
        png.extend(high.to_be_bytes());
        let slices = slices(&png, (9_638, 14_570));
        let made: Vec<(u64, u64)> =
            slices.iter().map(|slice| (slice.width / 12_700, slice.height / 12_700)).collect();
        assert_eq!(made, sizes);
    }

    #[test]
    fn charts_fit_the_page_or_are_parted() {
        // In points: the page has 482 by 728, the caption takes 45.
        check(1600, 800, &[(481, 240)]);
        check(400, 200, &[(150, 75)]);
        check(1600, 2800, &[(390, 683)]);
        check(1600, 6400, &[(481, 642); 3]);
    }
}
