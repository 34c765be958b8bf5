//! What a reader of a transcript should know about how it was read.

use std::fmt;

use kwali_model::CleaningStep;

use crate::TableNote;

/// Something that was changed, left out or doubted while reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The line, from 1: of the text for what concerns speakers, otherwise of the file.
    pub line: Option<usize>,
    /// What it was.
    pub what: NoteKind,
}

/// Kinds of notes; the numbers say how many.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum NoteKind {
    /// Nothing in the file told its encoding.
    EncodingGuessed(String),
    /// A web page names one encoding but is in another.
    EncodingNotAsDeclared {
        /// The encoding the page names.
        declared: String,
        /// The encoding it was read in.
        used: String,
    },
    /// Line ends were made line feeds.
    LineEndsChanged,
    /// Letters and accents were joined (Unicode NFC).
    AccentsJoined,
    /// Control characters were removed.
    ControlCharactersRemoved(usize),
    /// A step of cleaning changed this many places.
    Cleaned(CleaningStep, usize),
    /// The front matter of a Markdown file was left out.
    FrontMatterLeftOut,
    /// Comments were left out: of HTML, of Markdown.
    CommentsLeftOut(usize),
    /// Tracked deletions were left out.
    DeletionsLeftOut(usize),
    /// The words of headers or footers were left out.
    HeadersLeftOut(usize),
    /// Footnotes or endnotes stand behind the text.
    FootnotesAppended(usize),
    /// Passages set in hidden letters were left out.
    HiddenTextLeftOut(usize),
    /// Characters of symbol fonts were left out.
    SymbolsLeftOut(usize),
    /// Pages of a PDF are pictures without text.
    PagesWithoutText(usize),
    /// Letters of a PDF were left out, as the font does not say which they are.
    UnknownLettersLeftOut(usize),
    /// Letters that do not stand upright on the page were left out.
    TurnedLettersLeftOut(usize),
    /// The file ends in the middle.
    BreaksOff,
    /// A file that several programs write: which of them this seems to be by.
    ReadAsOf(&'static str),
    /// The file names its language.
    LanguageNamed(String),
    /// Moments without a time were put between their neighbours.
    TimesInterpolated(usize),
    /// Tiers that hold no words of speakers were left out.
    TiersLeftOut(usize),
    /// A line of a table of records has no time.
    RecordMalformed,
    /// A WebVTT file does not start with `WEBVTT`.
    NoWebVttHeader,
    /// A subtitle could not be understood.
    CueMalformed,
    /// Lines that belong to no subtitle.
    TextBetweenCues,
    /// Subtitles without words were left out.
    EmptyCues(usize),
    /// Time stamps were taken out of the text; they are times of the turns now.
    StampsTakenOut(usize),
    /// Subtitles were joined to the one before, by the same speaker.
    CuesJoined(usize),
    /// Stamps with two digits behind the point, which seem to be frames of unknown length.
    FramesDropped(usize),
    /// These look like speakers but were not taken for any, the first of them in the line.
    DoubtedSpeakers(Vec<String>),
    /// None of the text begins with these names, though they were stated.
    SpeakersNotFound(Vec<String>),
    /// So many lines with `#TEXT` begin a document each.
    StructuredText(usize),
    /// What stands before the first line with `#TEXT` is a document of this name.
    TextBeforeFirst(String),
    /// A document of a file has this name, since another one has its own already.
    NameGivenAgain(String),
    /// A document of a file has a name and no words.
    EmptyDocument(String),
    /// What concerns tables.
    Table(TableNote),
}

/// At most so many names are shown.
const SHOWN_NAMES: usize = 6;

impl NoteKind {
    /// Returns the note of this kind, at a line if there is one.
    pub(crate) fn at(self, line: impl Into<Option<usize>>) -> Note {
        Note { line: line.into(), what: self }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        self.what.fmt(f)
    }
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoteKind::EncodingGuessed(encoding) => write!(
                f,
                "the encoding was guessed as {encoding}; if letters with accents look wrong, \
                 name it with --encoding (macintosh for an old Mac)"
            ),
            NoteKind::EncodingNotAsDeclared { declared, used } => {
                write!(f, "the page says it is in {declared}, but it is in {used}")
            }
            NoteKind::LineEndsChanged => f.write_str("line ends were made line feeds"),
            NoteKind::AccentsJoined => f.write_str("letters and their accents were joined (NFC)"),
            NoteKind::ControlCharactersRemoved(n) => {
                counted(f, *n, ["control character", "control characters"], "removed")
            }
            NoteKind::Cleaned(step, n) => cleaned(f, *step, *n),
            NoteKind::FrontMatterLeftOut => f.write_str("the front matter was left out"),
            NoteKind::CommentsLeftOut(n) => counted(f, *n, ["comment", "comments"], "left out"),
            NoteKind::DeletionsLeftOut(n) => {
                counted(f, *n, ["tracked deletion", "tracked deletions"], "left out")
            }
            NoteKind::HeadersLeftOut(n) => {
                counted(f, *n, ["header or footer", "headers and footers"], "left out")
            }
            NoteKind::FootnotesAppended(n) => {
                counted(f, *n, ["footnote", "footnotes"], "put behind the text")
            }
            NoteKind::HiddenTextLeftOut(n) => {
                counted(f, *n, ["hidden passage", "hidden passages"], "left out")
            }
            NoteKind::SymbolsLeftOut(n) => counted(
                f,
                *n,
                ["character of a symbol font", "characters of symbol fonts"],
                "left out",
            ),
            NoteKind::PagesWithoutText(n) => match n {
                1 => f.write_str("1 page is a picture without text"),
                n => write!(f, "{n} pages are pictures without text"),
            },
            NoteKind::UnknownLettersLeftOut(n) => {
                counted(f, *n, ["unknown letter", "unknown letters"], "left out")
            }
            NoteKind::TurnedLettersLeftOut(n) => counted(
                f,
                *n,
                ["letter that does not stand upright", "letters that do not stand upright"],
                "left out",
            ),
            NoteKind::BreaksOff => {
                f.write_str("the file breaks off in the middle; it was read as far as it goes")
            }
            NoteKind::ReadAsOf(program) => write!(f, "read as a transcript by {program}"),
            NoteKind::LanguageNamed(code) => write!(
                f,
                "the file says its language is `{code}`; if it is not, name the right one with \
                 --language"
            ),
            NoteKind::TimesInterpolated(n) => {
                let nouns = ["moment without a time", "moments without a time"];
                counted(f, *n, nouns, "put between those that have one")
            }
            NoteKind::TiersLeftOut(n) => {
                counted(f, *n, ["tier of annotations", "tiers of annotations"], "left out")
            }
            NoteKind::RecordMalformed => f.write_str("this record has no time; left out"),
            NoteKind::NoWebVttHeader => f.write_str("the first line is not WEBVTT"),
            NoteKind::CueMalformed => f.write_str("this subtitle could not be understood"),
            NoteKind::TextBetweenCues => f.write_str("this belongs to no subtitle; left out"),
            NoteKind::EmptyCues(n) => {
                counted(f, *n, ["subtitle without words", "subtitles without words"], "left out")
            }
            NoteKind::StampsTakenOut(n) => {
                let done = "taken out of the text, as times of the turns";
                counted(f, *n, ["time stamp", "time stamps"], done)
            }
            NoteKind::CuesJoined(n) => {
                counted(f, *n, ["subtitle", "subtitles"], "joined to the one before")
            }
            NoteKind::FramesDropped(n) => counted(
                f,
                *n,
                ["time stamp with frames", "time stamps with frames"],
                "read to the second, as the frames may have any length",
            ),
            NoteKind::DoubtedSpeakers(names) => {
                write!(f, "not taken for a speaker: {}", listed(names))
            }
            NoteKind::SpeakersNotFound(names) => {
                write!(f, "nobody of that name speaks: {}", listed(names))
            }
            NoteKind::StructuredText(n) => counted(
                f,
                *n,
                ["line with #TEXT", "lines with #TEXT"],
                "read as names of documents",
            ),
            NoteKind::TextBeforeFirst(name) => {
                write!(f, "what stands before the first line with #TEXT is document `{name}`")
            }
            NoteKind::NameGivenAgain(name) => {
                write!(f, "its name is taken in this file, so the document is called `{name}`")
            }
            NoteKind::EmptyDocument(name) => {
                write!(f, "document `{name}` has no words and was left out")
            }
            NoteKind::Table(note) => note.fmt(f),
        }
    }
}

/// Writes `1 comment was left out` or `2 comments were left out`.
pub(crate) fn counted(
    f: &mut fmt::Formatter<'_>,
    n: usize,
    nouns: [&str; 2],
    done: &str,
) -> fmt::Result {
    match n {
        1 => write!(f, "1 {} was {done}", nouns[0]),
        _ => write!(f, "{n} {} were {done}", nouns[1]),
    }
}

/// Writes what a step did, and its name for those who want to switch it off.
fn cleaned(f: &mut fmt::Formatter<'_>, step: CleaningStep, n: usize) -> fmt::Result {
    let (nouns, done) = match step {
        CleaningStep::LineEnds => (["line end", "line ends"], "made line feeds"),
        CleaningStep::ControlCharacters => (["control character", "control characters"], "removed"),
        CleaningStep::Accents => (["letter", "letters"], "joined with accents"),
        CleaningStep::TimeStamps => (["time stamp", "time stamps"], "taken out of the words"),
        CleaningStep::Navigation => (["block of navigation", "blocks of navigation"], "taken out"),
        CleaningStep::RunningHeads => {
            (["running head or page number", "running heads and page numbers"], "taken out")
        }
        CleaningStep::Ligatures => (["ligature", "ligatures"], "written as letters"),
        CleaningStep::CutWords => {
            (["word cut at a line end", "words cut at line ends"], "made whole")
        }
        CleaningStep::WrappedLines => (["line", "lines"], "joined with the next"),
        CleaningStep::SoftHyphens => (["soft hyphen", "soft hyphens"], "removed"),
        CleaningStep::Spaces => (["odd space", "odd spaces"], "made plain"),
        CleaningStep::FootnoteMarks => (["mark of a footnote", "marks of footnotes"], "removed"),
        CleaningStep::RepeatedCaptions => {
            (["line that a subtitle repeats", "lines that subtitles repeat"], "left out")
        }
    };
    counted(f, n, nouns, done)?;
    write!(f, " ({step})")
}

pub(crate) fn listed(names: &[String]) -> String {
    let shown: Vec<String> =
        names.iter().take(SHOWN_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(SHOWN_NAMES) {
        0 => shown.join(", "),
        rest => format!("{} and {rest} more", shown.join(", ")),
    }
}
