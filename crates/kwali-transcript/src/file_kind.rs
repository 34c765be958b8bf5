//! What a file really is, by its first bytes, whatever its name says.

use std::fmt;

use crate::Format;

/// A kind of file that is not a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// Word, Excel or PowerPoint before 2007, or a newer file under a password.
    OldOffice,
    /// Rich Text Format.
    Rtf,
    /// Word (.docx).
    Word,
    /// Excel (.xlsx).
    Excel,
    /// PowerPoint (.pptx).
    PowerPoint,
    /// OpenDocument text (.odt).
    OpenText,
    /// Another OpenDocument file, such as a spreadsheet (.ods).
    OpenDocument,
    /// OpenDocument spreadsheet (.ods).
    OpenSpreadsheet,
    /// An electronic book.
    Epub,
    /// Another zip archive.
    Zip,
    /// Another compressed file.
    Compressed,
    /// A picture.
    Image,
    /// A sound recording.
    Audio,
    /// A sound or video recording.
    Recording,
    /// An SQLite database.
    Database,
}

/// First bytes that give a kind away.
const SIGNATURES: [(&[u8], FileKind); 20] = [
    (b"%PDF-", FileKind::Pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::OldOffice),
    (b"{\\rtf", FileKind::Rtf),
    (b"\x1f\x8b\x08", FileKind::Compressed),
    (b"7z\xbc\xaf\x27\x1c", FileKind::Compressed),
    (b"Rar!\x1a\x07", FileKind::Compressed),
    (b"BZh91AY&SY", FileKind::Compressed),
    (b"\xfd7zXZ\0", FileKind::Compressed),
    (b"\x89PNG\r\n\x1a\n", FileKind::Image),
    (b"\xff\xd8\xff", FileKind::Image),
    (b"GIF87a", FileKind::Image),
    (b"GIF89a", FileKind::Image),
    (b"II*\0", FileKind::Image),
    (b"MM\0*", FileKind::Image),
    (b"ID3", FileKind::Audio),
    (b"fLaC\0", FileKind::Audio),
    (b"OggS\0", FileKind::Audio),
    (b"#!AMR", FileKind::Audio),
    (b"\x1aE\xdf\xa3", FileKind::Recording),
    (b"SQLite format 3\0", FileKind::Database),
];

/// How much of each end of a zip archive is searched for the names of its parts.
const ZIP_ENDS: usize = 64 * 1024;

impl FileKind {
    /// Returns the kind whose signature the bytes bear, if they bear one.
    pub fn of(bytes: &[u8]) -> Option<FileKind> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(kind_of_zip(bytes));
        }
        if bytes.starts_with(b"RIFF") && bytes.len() > 12 {
            return Some(match &bytes[8..12] {
                b"WEBP" => FileKind::Image,
                b"WAVE" => FileKind::Audio,
                _ => FileKind::Recording,
            });
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Some(FileKind::Recording);
        }
        // ID3 is also a word in ASCII: a version byte must follow.
        let is_it = |(signature, kind): &&(&[u8], FileKind)| {
            bytes.starts_with(signature)
                && (*kind != FileKind::Audio
                    || *signature != b"ID3"
                    || bytes.get(3).is_some_and(|&b| b < 8))
        };
        SIGNATURES.iter().find(is_it).map(|&(_, kind)| kind)
    }

    /// Returns the format that files of this kind are read in.
    pub(crate) fn format(self) -> Option<Format> {
        match self {
            FileKind::Rtf => Some(Format::Rtf),
            FileKind::Pdf => Some(Format::Pdf),
            FileKind::Word => Some(Format::Docx),
            FileKind::OpenText => Some(Format::Odt),
            FileKind::Excel => Some(Format::Xlsx),
            FileKind::OpenSpreadsheet => Some(Format::Ods),
            _ => None,
        }
    }

    /// Returns how to get a transcript out of such a file.
    pub(crate) fn hint(self) -> &'static str {
        match self {
            FileKind::Pdf => "give the file the extension .pdf",
            FileKind::OldOffice => {
                "open it, take off the password if there is one, and save it as .docx or .xlsx"
            }
            FileKind::Rtf => "give the file the extension .rtf",
            FileKind::Word => "give the file the extension .docx",
            FileKind::OpenText => "give the file the extension .odt",
            FileKind::OpenDocument => "open it in the program it is from and copy the text",
            FileKind::Excel => "give the file the extension .xlsx",
            FileKind::OpenSpreadsheet => "give the file the extension .ods",
            FileKind::PowerPoint | FileKind::Epub => "copy the text into a .txt or .docx file",
            FileKind::Zip | FileKind::Compressed => "unpack it first and import what is inside",
            FileKind::Image => "an image has no text; it needs text recognition first",
            FileKind::Audio | FileKind::Recording => {
                "a recording must be transcribed first; .vtt, .srt, .docx and .txt can be imported"
            }
            FileKind::Database => "is it a study? name it with --study",
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FileKind::Pdf => "a PDF",
            FileKind::OldOffice => {
                "an Office file of before 2007 (.doc, .xls) or one under a password"
            }
            FileKind::Rtf => "a rich text file (.rtf)",
            FileKind::Word => "a Word file (.docx)",
            FileKind::Excel => "an Excel file (.xlsx)",
            FileKind::PowerPoint => "a PowerPoint file (.pptx)",
            FileKind::OpenText => "an OpenDocument text (.odt)",
            FileKind::OpenSpreadsheet => "an OpenDocument spreadsheet (.ods)",
            FileKind::OpenDocument => "an OpenDocument drawing or slide show",
            FileKind::Epub => "an electronic book (EPUB)",
            FileKind::Zip => "a zip archive",
            FileKind::Compressed => "a compressed file",
            FileKind::Image => "an image",
            FileKind::Audio => "a sound recording",
            FileKind::Recording => "a sound or video recording",
            FileKind::Database => "an SQLite database",
        })
    }
}

fn kind_of_zip(bytes: &[u8]) -> FileKind {
    // OpenDocument and EPUB put their type, uncompressed, first in the archive.
    if bytes.get(30..38) == Some(b"mimetype") {
        let kind = &bytes[38..];
        if kind.starts_with(b"application/epub") {
            return FileKind::Epub;
        }
        if kind.starts_with(b"application/vnd.oasis.opendocument.text") {
            return FileKind::OpenText;
        }
        if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            return FileKind::OpenSpreadsheet;
        }
        if kind.starts_with(b"application/vnd.oasis.opendocument") {
            return FileKind::OpenDocument;
        }
    }
    let ends =
        [&bytes[..bytes.len().min(ZIP_ENDS)], &bytes[bytes.len().saturating_sub(ZIP_ENDS)..]];
    let has = |part: &[u8]| ends.iter().any(|end| end.windows(part.len()).any(|w| w == part));
    if has(b"word/document") {
        FileKind::Word
    } else if has(b"xl/workbook") {
        FileKind::Excel
    } else if has(b"ppt/presentation") {
        FileKind::PowerPoint
    } else {
        FileKind::Zip
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], kind: Option<FileKind>) {
        assert_eq!(FileKind::of(bytes), kind);
    }

    #[test]
    fn signatures_are_known() {
        check(b"%PDF-1.7\n", Some(FileKind::Pdf));
        check(b"{\\rtf1\\ansi", Some(FileKind::Rtf));
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Some(FileKind::OldOffice));
        check(b"RIFF\x24\x00\x00\x00WAVEfmt ", Some(FileKind::Audio));
        check(b"\x00\x00\x00\x20ftypM4A ", Some(FileKind::Recording));
        check(b"ID3\x04\x00", Some(FileKind::Audio));
        check(b"\xff\xd8\xff\xe0\x00\x10JFIF", Some(FileKind::Image));
    }

    #[test]
    fn archives_are_told_apart() {
        let named = |name: &str| {
            let mut bytes = b"PK\x03\x04".to_vec();
            bytes.resize(30, 0);
            bytes.extend_from_slice(name.as_bytes());
            bytes
        };
        check(&named("mimetypeapplication/epub+zip"), Some(FileKind::Epub));
        let odt = named("mimetypeapplication/vnd.oasis.opendocument.text");
        check(&odt, Some(FileKind::OpenText));
        let ods = named("mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
        check(&ods, Some(FileKind::OpenSpreadsheet));
        check(&named("word/document.xml"), Some(FileKind::Word));
        check(&named("xl/workbook.xml"), Some(FileKind::Excel));
        check(&named("foto.jpg"), Some(FileKind::Zip));
        check(b"PK\x05\x06", Some(FileKind::Zip));
    }

    #[test]
    fn words_are_no_signature() {
        check(b"", None);
        check(b"ID3 is een label.", None);
        check(b"RIFF", None);
        check("Interviewer: Hoe gaat het?".as_bytes(), None);
    }
}
