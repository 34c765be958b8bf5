//! Sets the sheet and writes the PDF. Everything that is known about typst's ways is in this file
//! and in the templates beside it.
//!
//! The templates are fixed and read the sheet as data, so that no text is ever taken for markup.
//! There is no network, no package, no file and no font but those in the program, and no clock.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::Error;

/// The templates by their names; the first is the one that is set.
const TEMPLATES: [(&str, &str); 4] = [
    ("factsheet.typ", include_str!("factsheet.typ")),
    ("look.typ", include_str!("look.typ")),
    ("text.typ", include_str!("text.typ")),
    ("table.typ", include_str!("table.typ")),
];

/// What the templates call the sheet.
const SHEET: &str = "sheet.json";

/// Noto Sans in its four styles, and the marks that it lacks.
const TYPEFACES: [&[u8]; 5] = [
    notosans::REGULAR_TTF,
    notosans::BOLD_TTF,
    notosans::ITALIC_TTF,
    notosans::BOLD_ITALIC_TTF,
    include_bytes!("../../../fonts/marks.ttf"),
];

/// Returns the PDF of a sheet, which says in its properties what wrote it.
///
/// It is tagged as PDF/UA-1 asks, which the library checks.
pub(super) fn print(sheet: String, written_by: &str) -> Result<Vec<u8>, Error> {
    let press = Press::new(sheet)?;
    let document: PagedDocument =
        typst::compile(&press).output.map_err(|problems| failed(&problems))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|problem| Error::Pdf { reason: problem.message().to_string() })?;
    let options = PdfOptions {
        creator: Smart::Custom(Some(written_by.to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|problems| failed(&problems));
    // What the library remembers for a next time would only take room.
    typst::comemo::evict(0);
    pdf
}

/// Tells the first problem, but nothing that it quotes: that could be a participant's words.
fn failed(problems: &[SourceDiagnostic]) -> Error {
    let message = problems.first().map(|problem| problem.message.as_str()).unwrap_or_default();
    let reason = message.split('`').next().unwrap_or_default().trim().to_owned();
    Error::Pdf { reason }
}

/// All that a document is set from.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<Source>,
    sheet: (FileId, Bytes),
}

impl Press {
    fn new(sheet: String) -> Result<Press, Error> {
        let fonts: Vec<Font> = TYPEFACES
            .into_iter()
            .map(|bytes| Font::new(Bytes::new(bytes), 0).ok_or(Error::Typeface))
            .collect::<Result<_, _>>()?;
        let source = |(name, text): (&str, &str)| Ok(Source::new(file_id(name)?, text.to_owned()));
        let features = [Feature::A11yExtras].into_iter().collect();
        Ok(Press {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates: TEMPLATES.into_iter().map(source).collect::<Result<_, Error>>()?,
            sheet: (file_id(SHEET)?, Bytes::from_string(sheet)),
        })
    }
}

fn file_id(name: &str) -> Result<FileId, Error> {
    let path = VirtualPath::new(name).map_err(|_| Error::Pdf { reason: name.to_owned() })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.templates[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.templates.iter().find(|source| source.id() == id);
        source.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (sheet, bytes) = &self.sheet;
        if *sheet == id { Ok(bytes.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
