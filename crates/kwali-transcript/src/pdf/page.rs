//! The characters of a page with their places.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::matrix::Matrix;
use super::text_state::TextState;
use crate::Error;

/// The content of all pages together unpacks to no more, in bytes.
const LARGEST_CONTENT: usize = 256 * 1024 * 1024;
/// A document has no more steps than this in the content of its pages, of which a drawing within
/// a drawing takes as many as the second number.
const MOST_OPERATIONS: usize = 10_000_000;
const FORM_OPERATIONS: usize = 1_000;
/// A page has no more characters.
const MOST_GLYPHS: usize = 1_000_000;
/// Drawings within drawings are not followed deeper.
const DEEPEST_FORM: usize = 8;
/// States that are kept for later.
const MOST_STATES: usize = 256;

/// A character on a page; places are in points from the lower left corner.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// The file says that it is a running head or foot.
    pub(super) is_furniture: bool,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    /// Characters of which the font does not say which letters they are.
    pub(super) n_unknown: usize,
    /// Characters that do not stand upright.
    pub(super) n_turned: usize,
    pub(super) has_image: bool,
}

/// Reads the pages of a document, one after the other, with the fonts they share.
pub(super) struct PageReader<'a> {
    document: &'a Document,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    bytes_left: usize,
    operations_left: usize,
}

impl<'a> PageReader<'a> {
    pub(super) fn new(document: &'a Document) -> PageReader<'a> {
        PageReader {
            document,
            fonts: BTreeMap::new(),
            bytes_left: LARGEST_CONTENT,
            operations_left: MOST_OPERATIONS,
        }
    }

    /// Reads a page; what of it is damaged is as if it were not there.
    pub(super) fn read(&mut self, id: ObjectId) -> Result<Page, Error> {
        let content = self.document.get_page_content_with_limit(id, self.bytes_left);
        let content = match content {
            Ok(content) => content,
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded {
                ..
            })) => {
                return Err(self.too_large());
            }
            Err(_) => Vec::new(),
        };
        self.bytes_left -= content.len().min(self.bytes_left);
        let (own, inherited) = self.document.get_page_resources(id).unwrap_or_default();
        let inherited = inherited.iter().filter_map(|&id| self.document.get_dictionary(id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
        let upright = turned(rotation(id, self.document));
        let mut drawing = Drawing {
            reader: self,
            page: Page::default(),
            now: TextState::new(upright),
            kept: Vec::new(),
            marked: Vec::new(),
        };
        drawing.draw(&content, &resources, 0)?;
        Ok(drawing.page)
    }

    /// Takes steps off those that are left.
    fn spend(&mut self, operations: usize) -> Result<(), Error> {
        let left = self.operations_left.checked_sub(operations);
        self.operations_left = left.ok_or(Error::TooMuchDrawn)?;
        Ok(())
    }

    fn too_large(&self) -> Error {
        Error::Inflated { part: "the content of its pages", limit: LARGEST_CONTENT }
    }

    fn font(&mut self, resources: &[&Dictionary], name: &[u8]) -> Option<Rc<Font>> {
        let object = find(self.document, resources, b"Font", name)?;
        let Object::Reference(id) = *object else {
            return Some(Rc::new(Font::read(self.document, object.as_dict().ok()?)));
        };
        if let Some(font) = self.fonts.get(&id) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::read(self.document, self.document.get_dictionary(id).ok()?));
        self.fonts.insert(id, font.clone());
        Some(font)
    }
}

/// Finds a resource of a kind by its name; a reference is returned as it is.
fn find<'a>(
    document: &'a Document,
    resources: &[&'a Dictionary],
    kind: &[u8],
    name: &[u8],
) -> Option<&'a Object> {
    let of_kind = |resources: &&'a Dictionary| {
        let dictionary: &'a Dictionary = resources;
        dictionary.get_deref(kind, document).ok()?.as_dict().ok()?.get(name).ok()
    };
    resources.iter().find_map(of_kind)
}

/// How far a page is turned to be read, in degrees.
fn rotation(id: ObjectId, document: &Document) -> i64 {
    let mut dictionary = document.get_dictionary(id).ok();
    for _ in 0..32 {
        let Some(page) = dictionary else { return 0 };
        if let Ok(degrees) = page.get_deref(b"Rotate", document).and_then(Object::as_i64) {
            return degrees.rem_euclid(360);
        }
        dictionary = page.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
    }
    0
}

/// The transformation that turns a page clockwise.
fn turned(degrees: i64) -> Matrix {
    match degrees {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        _ => Matrix::IDENTITY,
    }
}

/// Content that is marked as something.
#[derive(Default)]
struct Marked {
    is_furniture: bool,
    /// What it says in truth; taken by the first character that is shown.
    text: Option<String>,
    has_text: bool,
}

/// The content of a page while it is drawn.
struct Drawing<'r, 'a> {
    reader: &'r mut PageReader<'a>,
    page: Page,
    now: TextState,
    kept: Vec<TextState>,
    marked: Vec<Marked>,
}

impl<'a> Drawing<'_, 'a> {
    fn draw(
        &mut self,
        content: &[u8],
        resources: &[&'a Dictionary],
        depth: usize,
    ) -> Result<(), Error> {
        for operation in Content::decode_iter(content) {
            // What stands behind damage cannot be read.
            let Ok(operation) = operation else { break };
            self.reader.spend(1)?;
            if self.page.glyphs.len() > MOST_GLYPHS {
                return Err(Error::TooMuchDrawn);
            }
            match operation.operator.as_str() {
                "Do" => self.draw_object(&operation, resources, depth)?,
                "Tf" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    let font = name.and_then(|name| self.reader.font(resources, name));
                    let size = operation.operands.get(1).and_then(|size| size.as_float().ok());
                    self.now.set_font(font, size.unwrap_or(0.0));
                }
                "BDC" => self.begin_marked(&operation, resources),
                _ => self.take(&operation),
            }
        }
        Ok(())
    }

    fn take(&mut self, operation: &Operation) {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "q" if self.kept.len() < MOST_STATES => self.kept.push(self.now.clone()),
            "Q" => self.now = self.kept.pop().unwrap_or_else(|| self.now.clone()),
            "BMC" => self.marked.push(Marked::default()),
            "EMC" => drop(self.marked.pop()),
            "BI" => self.page.has_image = true,
            "Tj" => self.show_all(operands),
            "'" => {
                self.now.next_line();
                self.show_all(operands);
            }
            "\"" => {
                self.now.set_spacing(operands);
                self.now.next_line();
                self.show_all(operands.get(2..).unwrap_or_default());
            }
            "TJ" => {
                if let Some(Object::Array(pieces)) = operands.first() {
                    self.show_all(pieces);
                }
            }
            operator => self.now.take(operator, operands),
        }
    }

    fn draw_object(
        &mut self,
        operation: &Operation,
        resources: &[&'a Dictionary],
        depth: usize,
    ) -> Result<(), Error> {
        let document = self.reader.document;
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let object = name.and_then(|name| find(document, resources, b"XObject", name));
        let Some(Ok((_, Object::Stream(stream)))) =
            object.map(|object| document.dereference(object))
        else {
            return Ok(());
        };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind == b"Image" {
            self.page.has_image = true;
        }
        if kind != b"Form" || depth >= DEEPEST_FORM {
            return Ok(());
        }
        self.reader.spend(FORM_OPERATIONS)?;
        let Ok(content) = stream.get_plain_content_with_limit(self.reader.bytes_left) else {
            return Ok(());
        };
        self.reader.bytes_left -= content.len().min(self.reader.bytes_left);
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let resources: Vec<&Dictionary> =
            own.into_iter().chain(resources.iter().copied()).collect();
        let before = self.now.clone();
        let matrix = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array);
        self.now.take("cm", matrix.map(Vec::as_slice).unwrap_or_default());
        self.draw(&content, &resources, depth + 1)?;
        self.now = before;
        Ok(())
    }

    fn begin_marked(&mut self, operation: &Operation, resources: &[&Dictionary]) {
        let document = self.reader.document;
        let tag = operation.operands.first().and_then(|tag| tag.as_name().ok());
        let properties = match operation.operands.get(1) {
            Some(Object::Dictionary(properties)) => Some(properties),
            Some(Object::Name(name)) => find(document, resources, b"Properties", name)
                .and_then(|object| document.dereference(object).ok())
                .and_then(|(_, object)| object.as_dict().ok()),
            _ => None,
        };
        let said = |key: &[u8]| properties.and_then(|properties| properties.get(key).ok());
        let kind = said(b"Type").and_then(|kind| kind.as_name().ok());
        let text = said(b"ActualText").and_then(|text| lopdf::decode_text_string(text).ok());
        self.marked.push(Marked {
            is_furniture: tag == Some(b"Artifact") && kind == Some(b"Pagination"),
            has_text: text.is_some(),
            text,
        });
    }

    fn show_all(&mut self, pieces: &[Object]) {
        for piece in pieces {
            match piece {
                Object::String(string, _) => self.show(string),
                piece => {
                    if let Ok(adjustment) = piece.as_float() {
                        self.now.adjust(adjustment);
                    }
                }
            }
        }
    }

    fn show(&mut self, string: &[u8]) {
        let Some(font) = self.now.font.clone() else { return };
        for shown in font.shown(string) {
            let place = self.now.place();
            let advance = self.now.advance(shown.width, shown.is_space_code);
            let Some(text) = shown.text else {
                self.page.n_unknown += 1;
                continue;
            };
            let text = match self.marked.iter_mut().find(|marked| marked.has_text) {
                Some(marked) => marked.text.take().unwrap_or_default(),
                None => text.to_owned(),
            };
            match place {
                Some((x, y, size)) => self.page.glyphs.push(Glyph {
                    text,
                    x,
                    y,
                    width: advance,
                    size,
                    is_bold: font.is_bold,
                    is_furniture: self.marked.iter().any(|marked| marked.is_furniture),
                }),
                None => self.page.n_turned += 1,
            }
        }
    }
}
