//! The pages of a Word file: A4, upright or on its side.

/// How the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Paper {
    #[default]
    Portrait,
    Landscape,
}

/// The sides of A4 in twentieths of a point, as Word measures.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;

/// White on all sides: 20 mm.
const MARGIN: u32 = 1_134;

impl Paper {
    /// The room between the margins: width and height, in twentieths of a point.
    pub(super) fn room(self) -> (u32, u32) {
        let (width, height) = self.sides();
        (width - 2 * MARGIN, height - 2 * MARGIN)
    }

    /// Returns the properties of a section on this paper, with the foot of its pages.
    pub(super) fn section(self, footer: &str) -> String {
        let (width, height) = self.sides();
        let lies = match self {
            Paper::Portrait => "",
            Paper::Landscape => " w:orient=\"landscape\"",
        };
        format!(
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"{footer}\"/>\
             <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{lies}/>\
             <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" \
             w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
        )
    }

    fn sides(self) -> (u32, u32) {
        match self {
            Paper::Portrait => (SHORT, LONG),
            Paper::Landscape => (LONG, SHORT),
        }
    }
}
