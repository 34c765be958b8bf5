//! The formats a transcript may come in.

/// A format that transcripts are read from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Word (Office Open XML).
    Docx,
    /// OpenDocument text, as LibreOffice writes it.
    Odt,
    /// Rich text.
    Rtf,
    /// Portable Document Format, with a text layer.
    Pdf,
    /// A web page.
    Html,
    /// Web video text tracks, as Teams and Zoom write them.
    WebVtt,
    /// SubRip subtitles.
    SubRip,
    /// A table, its cells separated by commas or semicolons.
    Csv,
    /// A table, its cells separated by tabs.
    Tsv,
    /// An Excel workbook (Office Open XML).
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// JSON by Whisper, whisper.cpp, whisperX, Amberscript or oTranscribe.
    Json,
    /// EXMARaLDA's basic transcription.
    Exmaralda,
    /// ELAN's annotations.
    Elan,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 16] = [
        Format::Text,
        Format::Markdown,
        Format::Docx,
        Format::Odt,
        Format::Rtf,
        Format::Pdf,
        Format::Html,
        Format::WebVtt,
        Format::SubRip,
        Format::Csv,
        Format::Tsv,
        Format::Xlsx,
        Format::Ods,
        Format::Json,
        Format::Exmaralda,
        Format::Elan,
    ];

    /// Returns the name, which is also the usual file extension.
    pub fn name(self) -> &'static str {
        self.extensions()[0]
    }

    /// Returns the format of a name or file extension, in any case and without a point.
    pub fn from_name(name: &str) -> Option<Format> {
        let is_it = |format: &Format| {
            format.extensions().iter().any(|extension| extension.eq_ignore_ascii_case(name))
        };
        Format::ALL.into_iter().find(is_it)
    }

    /// Returns the format that the extension of a file name stands for.
    pub fn of_file_name(file_name: &str) -> Option<Format> {
        Format::from_name(extension(file_name)?)
    }

    /// Returns every file extension of the format, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Text => &["txt", "text"],
            Format::Markdown => &["md", "markdown"],
            Format::Docx => &["docx"],
            Format::Odt => &["odt", "fodt"],
            Format::Rtf => &["rtf"],
            Format::Pdf => &["pdf"],
            Format::Html => &["html", "htm", "xhtml"],
            Format::WebVtt => &["vtt"],
            Format::SubRip => &["srt"],
            Format::Csv => &["csv"],
            Format::Tsv => &["tsv", "tab"],
            Format::Xlsx => &["xlsx", "xlsm"],
            Format::Ods => &["ods"],
            Format::Json => &["json", "otr"],
            Format::Exmaralda => &["exb", "xml"],
            Format::Elan => &["eaf"],
        }
    }

    /// True for tables, which have rows and not lines.
    pub fn is_table(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::Xlsx | Format::Ods)
    }

    /// Returns what people call it, for messages.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Format::Text => "a plain text",
            Format::Markdown => "a Markdown file",
            Format::Docx => "a Word file (.docx)",
            Format::Odt => "an OpenDocument text (.odt)",
            Format::Rtf => "a rich text file (.rtf)",
            Format::Pdf => "a PDF",
            Format::Html => "a web page",
            Format::WebVtt => "a WebVTT file",
            Format::SubRip => "an SRT subtitle file",
            Format::Csv => "a table as text (.csv)",
            Format::Tsv => "a table as text (.tsv)",
            Format::Xlsx => "an Excel file (.xlsx)",
            Format::Ods => "an OpenDocument spreadsheet (.ods)",
            Format::Json => "a transcript in JSON",
            Format::Exmaralda => "an EXMARaLDA file (.exb)",
            Format::Elan => "an ELAN file (.eaf)",
        }
    }
}

/// Returns a file's name without its folder and its extension.
pub(crate) fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    match extension(name) {
        Some(extension) => &name[..name.len() - extension.len() - 1],
        None => name,
    }
}

/// Returns the extension of a file name, without the point.
pub(crate) fn extension(file_name: &str) -> Option<&str> {
    let name = file_name.rsplit(['/', '\\']).next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then_some(extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_tells_the_format() {
        for (file_name, format) in [
            ("gesprek.TXT", Some(Format::Text)),
            ("map.docx/gesprek.md", Some(Format::Markdown)),
            ("C:\\wijk\\gesprek 3.v2.docx", Some(Format::Docx)),
            ("gesprek.htm", Some(Format::Html)),
            ("gesprek.vtt", Some(Format::WebVtt)),
            ("gesprek.srt", Some(Format::SubRip)),
            ("gesprek.json", Some(Format::Json)),
            ("gesprek.otr", Some(Format::Json)),
            ("gesprek.exb", Some(Format::Exmaralda)),
            ("gesprek.eaf", Some(Format::Elan)),
            ("gesprek.tsv", Some(Format::Tsv)),
            (".txt", None),
            ("gesprek", None),
            ("gesprek.", None),
            ("gesprek.doc", None),
        ] {
            assert_eq!(Format::of_file_name(file_name), format, "{file_name}");
        }
    }

    #[test]
    fn the_stem_has_no_folder_and_no_extension() {
        for (file_name, expected) in [
            ("a/b.c/een.v2.docx", "een.v2"),
            ("C:\\x\\twee.txt", "twee"),
            ("drie", "drie"),
            (".txt", ".txt"),
        ] {
            assert_eq!(stem(file_name), expected);
        }
    }

    #[test]
    fn every_name_leads_back_to_its_format() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
    }
}
