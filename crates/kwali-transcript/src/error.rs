//! Why a file could not be read as a transcript.

use kwali_text::MAX_TEXT_BYTES;

use crate::{FileKind, Format, TableError};

/// A cause from below, such as a zip or XML reader.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a file could not be read; the caller knows which file it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// There is something in the file, but no word.
    #[error("there are no words in the file")]
    NoWords,
    /// The file is longer than any text may be.
    #[error("the file has {bytes} bytes, more than the {max} that fit", max = MAX_TEXT_BYTES)]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// The name of the file does not tell a format.
    #[error("{}", unknown_extension(extension.as_deref(), *really))]
    UnknownExtension {
        /// The extension, if there is one.
        extension: Option<String>,
        /// What the file is, if its first bytes tell.
        really: Option<FileKind>,
    },
    /// The content is of another kind than the name says.
    #[error("it is {really}, not {}", named.phrase())]
    Disguised {
        /// The format by name.
        named: Format,
        /// The kind by content.
        really: FileKind,
    },
    /// The format is none that reports are written in.
    #[error("it is {}, and no report is written as one", .0.phrase())]
    NoReport(Format),
    /// The content is no text.
    #[error("it is not a text: {controls} of its {chars} characters are control characters")]
    NotText {
        /// Characters that no text has.
        controls: usize,
        /// All characters.
        chars: usize,
    },
    /// There is no encoding of that name.
    #[error("no encoding is called `{0}`")]
    UnknownEncoding(String),
    /// The bytes do not fit the encoding that was stated.
    #[error("line {line} is not valid {encoding}")]
    Undecodable {
        /// The encoding that was stated.
        encoding: &'static str,
        /// The first line that does not fit, from 1.
        line: usize,
    },
    /// A file without what every file of its format has.
    #[error("it is not {}: {why}", format.phrase())]
    NotInFormat {
        /// The format by name.
        format: Format,
        /// What it lacks.
        why: &'static str,
    },
    /// The archive around a file of a word processor is damaged.
    #[error("the archive is damaged{}", part.map(|part| format!(" at {part}")).unwrap_or_default())]
    DamagedArchive {
        /// The part that cannot be unpacked, if the archive could be opened.
        part: Option<&'static str>,
        /// What the zip reader says.
        source: Cause,
    },
    /// A part of a Word file is no well-formed XML.
    #[error("{part} is damaged at byte {byte}")]
    DamagedXml {
        /// The part.
        part: &'static str,
        /// The place in the unpacked part.
        byte: u64,
        /// What the XML reader says.
        source: Cause,
    },
    /// A part of a Word file unpacks to more than any transcript needs.
    #[error("{part} unpacks to more than {limit} bytes")]
    Inflated {
        /// The part.
        part: &'static str,
        /// The most that is unpacked.
        limit: usize,
    },
    /// A file that opens with a password only.
    #[error("it is locked with a password")]
    Locked,
    /// A PDF in which no pages could be found.
    #[error("the PDF is damaged")]
    DamagedPdf {
        /// What its reader says.
        source: Option<Cause>,
    },
    /// A PDF of pictures of pages.
    #[error("it is a scan: its {pages} pages are pictures without text")]
    Scan {
        /// How many pages it has.
        pages: usize,
    },
    /// A PDF whose fonts do not say which letters they show.
    #[error("its words cannot be read: its fonts do not say which letters they show")]
    UnknownLetters,
    /// A PDF that draws without end.
    #[error("it draws more on its pages than any transcript does")]
    TooMuchDrawn,
    /// A web page or rich text with far too many elements within each other.
    #[error("its elements are nested {depth} deep")]
    NestedTooDeep {
        /// How deep.
        depth: usize,
    },
    /// A table that is neither a survey nor a transcript.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A file that is several documents, where one is wanted.
    #[error("there are {documents} documents in it")]
    SeveralDocuments {
        /// How many.
        documents: usize,
    },
    /// JSON that breaks off or is none.
    #[error("line {line}, column {column} is no valid JSON")]
    DamagedJson {
        /// The line, from 1.
        line: usize,
        /// The column in it.
        column: usize,
    },
    /// JSON in which nothing is known.
    #[error("no transcript was found in this JSON file")]
    UnknownJson,
    /// XML by another program.
    #[error("it is no transcript by EXMARaLDA or ELAN")]
    NoAnnotations,
    /// A table in which no columns say when something is said.
    #[error("it is not a table of start, end and text")]
    NoRecords,
    /// A subtitle file in which nothing could be understood.
    #[error("there is no subtitle in it: no line with `-->` between two times")]
    NoCues,
}

impl Error {
    /// Returns what to do about it, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Empty | Error::NoWords => {
                Some("was the right file saved? a scan or picture has no words".into())
            }
            Error::TooLarge { .. } => Some("is it a recording? split a text of that length".into()),
            Error::UnknownExtension { really: Some(really), .. }
            | Error::Disguised { really, .. } => Some(really.hint().into()),
            Error::UnknownExtension { .. } => Some(format!("known are {}", known_extensions())),
            Error::NoReport(_) => {
                Some("reports are .md, .docx, .odt, .rtf, .txt, .html and .pdf files".into())
            }
            Error::NotText { .. } => {
                Some("if it is one after all, name its encoding with --encoding".into())
            }
            Error::UnknownEncoding(_) => Some(
                "try utf-8, windows-1252, macintosh, iso-8859-15, utf-16le or another name of \
                 the WHATWG encoding standard"
                    .into(),
            ),
            Error::Undecodable { .. } => {
                Some("leave --encoding out to have it detected, or name another".into())
            }
            Error::NotInFormat { .. } => {
                Some("open it in a word processor and save it as .docx, or as .txt".into())
            }
            Error::DamagedArchive { .. } | Error::DamagedXml { .. } => {
                Some("open it in a word processor, which may repair it, and save it anew".into())
            }
            Error::DamagedPdf { .. } => {
                Some("open it in a reader of PDF, and print or export it anew".into())
            }
            Error::Scan { .. } | Error::UnknownLetters => {
                Some("run text recognition (OCR) first, and import what that gives".into())
            }
            Error::TooMuchDrawn => Some("copy the words into a .txt or .docx file".into()),
            Error::Locked => Some("open it with its password, and save it without one".into()),
            Error::Inflated { .. } => Some("copy the words into a new, smaller file".into()),
            Error::NestedTooDeep { .. } => {
                Some("open it in the program it is from, or a browser, and copy its text into a .txt file".into())
            }
            Error::Table(error) => Some(error.hint()),
            Error::SeveralDocuments { .. } => Some("choose a file that is one document".into()),
            Error::DamagedJson { .. } => Some("was the file copied or downloaded as a whole?".into()),
            Error::UnknownJson => Some(
                "known are Whisper, whisper.cpp, whisperX, Amberscript and oTranscribe; the program \
                 that wrote it may write .vtt, .srt or .docx as well"
                    .into(),
            ),
            Error::NoAnnotations => {
                Some("export it from the program that wrote it, as .txt or .docx".into())
            }
            Error::NoRecords => Some(
                "a transcript as a table has columns `start`, `end` and `text`, perhaps `speaker`"
                    .into(),
            ),
            Error::NoCues => Some("if it is a plain text, give it the extension .txt".into()),
        }
    }
}

fn unknown_extension(extension: Option<&str>, really: Option<FileKind>) -> String {
    match (extension, really) {
        (_, Some(really)) => format!("it is {really}, which cannot be imported"),
        (Some(extension), None) => format!("files with the extension .{extension} are not known"),
        (None, None) => "the file name has no extension".into(),
    }
}

fn known_extensions() -> String {
    let names: Vec<String> = Format::ALL
        .iter()
        .flat_map(|format| format.extensions())
        .map(|extension| format!(".{extension}"))
        .collect();
    names.join(", ")
}
