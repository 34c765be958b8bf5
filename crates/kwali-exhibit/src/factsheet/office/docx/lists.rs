//! Lists with bullets and numbers, as Word counts them.

/// The list of all bullets.
pub(super) const BULLETS: u32 = 1;

/// How deep lists go; what is deeper stands as far in as the deepest.
const DEEPEST: usize = 8;

/// How far each level stands in, in twentieths of a point.
const STEP: usize = 397;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// By list with numbers: its level and the number it begins with.
    numbered: Vec<(usize, u64)>,
}

impl Lists {
    /// Returns the number of a new list whose items have numbers.
    pub(super) fn add(&mut self, level: usize, first: u64) -> u32 {
        self.numbered.push((level.min(DEEPEST), first));
        BULLETS + self.numbered.len() as u32
    }

    /// Returns the part that tells Word of the lists.
    pub(super) fn part(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\n",
        );
        for (kind, looks) in [(0, bullet as fn(usize) -> String), (1, number)] {
            let levels: String = (0..=DEEPEST).map(looks).collect();
            xml.push_str(&format!(
                "<w:abstractNum w:abstractNumId=\"{kind}\">\
                 <w:multiLevelType w:val=\"hybridMultilevel\"/>{levels}</w:abstractNum>\n"
            ));
        }
        xml.push_str(&format!(
            "<w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"0\"/></w:num>\n"
        ));
        for (list, (level, first)) in (BULLETS + 1..).zip(&self.numbered) {
            xml.push_str(&format!(
                "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"1\"/>\
                 <w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>\
                 </w:num>\n"
            ));
        }
        xml + "</w:numbering>\n"
    }
}

/// Returns the level as Word can have it.
pub(super) fn level(depth: usize) -> usize {
    depth.min(DEEPEST)
}

/// How far the words of an item stand in.
pub(super) fn indent(depth: usize) -> usize {
    STEP * (level(depth) + 1)
}

fn bullet(at: usize) -> String {
    let sign = ["•", "–", "▪"][at % 3];
    of_level(at, "bullet", sign)
}

fn number(at: usize) -> String {
    of_level(at, "decimal", &format!("%{}.", at + 1))
}

fn of_level(at: usize, form: &str, sign: &str) -> String {
    let left = indent(at);
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{form}\"/>\
         <w:lvlText w:val=\"{sign}\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>"
    )
}
