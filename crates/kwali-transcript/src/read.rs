//! From the bytes of a file to a transcript.

use kwali_model::{CleaningStep, Layout, Transcript};
use kwali_text::{MAX_TEXT_BYTES, Text};

use crate::cleaning::{Cleaning, clean};
use crate::draft::{Draft, Finished, Mark};
use crate::encoding::{Decoded, decode, decode_page};
use crate::format::extension;
use crate::speakers::{Recognised, recognise, turns_moved};
use crate::timed::{json, records};
use crate::{Aside, Error, FileKind, Format, Note, NoteKind, SpeakerLabels};
use crate::{TableError, TableOptions};
use crate::{docx, html, markdown, odt, pdf, rtf, sub_rip, survey, timed, web_vtt};

/// How to read a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadOptions {
    /// The format, unless the extension of the file name or the first bytes tell it.
    pub format: Option<Format>,
    /// The encoding, unless it is to be found out.
    pub encoding: Option<String>,
    /// Which labels count as speakers.
    pub speakers: SpeakerLabels,
    /// How tables are read.
    pub table: TableOptions,
    /// Successive subtitles of one speaker become one turn; after more than so many milliseconds
    /// without words a new paragraph begins in it.
    pub join_cues: Option<u64>,
    /// Which steps of cleaning are done.
    pub cleaning: Cleaning,
}

/// A transcript as it was read, and what to know about that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadTranscript {
    /// Words, layout and speakers, and the map back to what was read.
    pub transcript: Transcript,
    /// The format it was read as.
    pub format: Format,
    /// The encoding of a file that has one; a Word file says itself.
    pub encoding: Option<String>,
    /// The code of the language that the file says it is in.
    pub language: Option<String>,
    /// What was changed, left out or doubted.
    pub notes: Vec<Note>,
    /// Comments in the margin, in their order in the file.
    pub asides: Vec<Aside>,
}

/// Reads a transcript from the bytes of a file; the name tells the format.
///
/// The whole file is one document: see [`read_documents`](crate::read_documents).
pub fn read(file_name: &str, bytes: &[u8], options: &ReadOptions) -> Result<ReadTranscript, Error> {
    let format = checked_format(file_name, bytes, options)?;
    if !format.is_table() {
        return transcript_of(lines_of(format, bytes, options)?, options);
    }
    let mut documents = survey::read(format, file_name, bytes, options)?.documents;
    match (documents.pop(), documents.len()) {
        (Some(document), 0) => Ok(document.read),
        (_, others) => Err(Error::SeveralDocuments { documents: others + 1 }),
    }
}

/// Returns the format of a file, if the file can be one of that format.
pub(crate) fn checked_format(
    file_name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Format, Error> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(Error::TooLarge { bytes: bytes.len() });
    }
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    format_of(file_name, bytes, options)
}

/// The text of a file in lines, with what its format says about them.
pub(crate) struct FileLines {
    pub(crate) finished: Finished,
    pub(crate) format: Format,
    pub(crate) encoding: Option<String>,
}

/// Reads the lines of a file, whoever speaks in them; tables have none.
pub(crate) fn lines_of(
    format: Format,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<FileLines, Error> {
    let cleaning = &options.cleaning;
    let (mut draft, encoding) = match format {
        Format::Text => from_text(bytes, options, |text| match options.format {
            Some(_) => Ok(Draft::of_plain(text)),
            None => by_content(text, cleaning),
        })?,
        Format::WebVtt => from_text(bytes, options, |text| web_vtt::read(text, cleaning))?,
        Format::SubRip => from_text(bytes, options, |text| sub_rip::read(text, cleaning))?,
        Format::Markdown => from_text(bytes, options, markdown::read)?,
        Format::Html => from_page(bytes, options)?,
        Format::Docx => (docx::read(bytes)?, None),
        Format::Odt => (odt::read(bytes)?, None),
        Format::Rtf => (rtf::read(bytes)?, None),
        Format::Pdf => (pdf::read(bytes, cleaning)?, None),
        Format::Csv | Format::Tsv | Format::Xlsx | Format::Ods => return Err(Error::NoWords),
        Format::Json => from_text(bytes, options, json::read)?,
        Format::Exmaralda | Format::Elan => from_text(bytes, options, timed::read_annotations)?,
    };
    clean(&mut draft, cleaning, format == Format::Text);
    Ok(FileLines { finished: draft.finish(), format, encoding })
}

/// Recognises who speaks in the lines of a file, or of a part of one.
pub(crate) fn transcript_of(
    lines: FileLines,
    options: &ReadOptions,
) -> Result<ReadTranscript, Error> {
    let FileLines { finished, format, encoding } = lines;
    let whole = text(&finished.text)?;
    let paragraphs = whole.paragraphs();
    let lines = (paragraphs.as_slice(), finished.marks.as_slice());
    let how = (options.join_cues, options.cleaning.does(CleaningStep::TimeStamps));
    let recognised = recognise(&whole, lines, &options.speakers, how);
    let Recognised { turns, speakers, stamps, joints, notes: of_speakers } = recognised;
    let Finished { text: words, source_map, mut notes, language, marks, mut asides, .. } = finished
        .changed(CleaningStep::TimeStamps, &stamps)
        .changed(CleaningStep::WrappedLines, &joints);
    let (text, layout) = if stamps.is_empty() && joints.is_empty() {
        (whole, Layout { paragraphs, turns })
    } else {
        let text = text(&words)?;
        let turns = turns_moved(&text, turns, [&stamps, &joints]);
        let paragraphs = text.paragraphs();
        (text, Layout { paragraphs, turns })
    };
    notes.extend(of_speakers);
    let transcript = Transcript { text, layout, speakers, source_map };
    notes.extend(language.clone().map(|code| NoteKind::LanguageNamed(code).at(None)));
    place_asides(&marks, &mut asides);
    Ok(ReadTranscript { transcript, format, encoding, language, notes, asides })
}

/// Says of each comment on which paragraph it hangs: there is a mark for every one.
fn place_asides(marks: &[Mark], asides: &mut [Aside]) {
    for (paragraph, mark) in marks.iter().enumerate() {
        for &number in &mark.asides {
            if let Some(aside) = asides.get_mut(number) {
                aside.paragraph = Some(paragraph + 1);
            }
        }
    }
}

fn text(words: &str) -> Result<Text, Error> {
    if !words.contains(char::is_alphanumeric) {
        return Err(Error::NoWords);
    }
    Text::new(words).map_err(|too_long| Error::TooLarge { bytes: too_long.0 })
}

fn format_of(file_name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Format, Error> {
    let really = FileKind::of(bytes);
    let by_content = || really.and_then(FileKind::format);
    let by_name = options.format.or_else(|| Format::of_file_name(file_name));
    let Some(named) = by_name.or_else(by_content) else {
        let extension = extension(file_name).map(str::to_owned);
        return Err(Error::UnknownExtension { extension, really });
    };
    match really {
        Some(really) if really.format() == Some(named) => Ok(named),
        // The parts of an office file may stand in any order.
        Some(FileKind::Zip)
            if matches!(named, Format::Docx | Format::Odt | Format::Xlsx | Format::Ods) =>
        {
            Ok(named)
        }
        Some(really) => Err(Error::Disguised { named, really }),
        None if matches!(named, Format::Xlsx | Format::Ods) => {
            Err(TableError::NotSpreadsheet("it is no zip archive").into())
        }
        None => Ok(named),
    }
}

/// Reads what has the extension of a plain text, but may be a file of another kind saved as one.
fn by_content(text: &str, cleaning: &Cleaning) -> Result<Draft, Error> {
    let begins = text.trim_start();
    if web_vtt::has_header(begins) {
        web_vtt::read(begins, cleaning)
    } else if sub_rip::begins_with_cue(begins) {
        sub_rip::read(text, cleaning)
    } else if records::are_records(text) {
        records::read(text)
    } else {
        let json = begins.starts_with('{').then(|| json::read(text).ok()).flatten();
        Ok(json.unwrap_or_else(|| Draft::of_plain(text)))
    }
}

/// Reads a format that is text, once it is decoded.
fn from_text(
    bytes: &[u8],
    options: &ReadOptions,
    reader: impl Fn(&str) -> Result<Draft, Error>,
) -> Result<(Draft, Option<String>), Error> {
    let Decoded { text, encoding, guessed } = decode(bytes, options.encoding.as_deref())?;
    let mut draft = reader(&text)?;
    if guessed {
        draft.notes.insert(0, NoteKind::EncodingGuessed(encoding.clone()).at(None));
    }
    Ok((draft, Some(encoding)))
}

/// Reads a web page, which may name its encoding itself.
fn from_page(bytes: &[u8], options: &ReadOptions) -> Result<(Draft, Option<String>), Error> {
    let (decoded, other_declared) = decode_page(bytes, options.encoding.as_deref())?;
    let mut draft = html::read(&decoded.text, &options.cleaning)?;
    let used = decoded.encoding;
    if let Some(declared) = other_declared {
        draft.note(NoteKind::EncodingNotAsDeclared { declared, used: used.clone() }, None);
    }
    if decoded.guessed {
        draft.notes.insert(0, NoteKind::EncodingGuessed(used.clone()).at(None));
    }
    Ok((draft, Some(used)))
}
