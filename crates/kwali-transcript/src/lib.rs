//! Transcript files into documents with turns and speakers: one module for each format.
//!
//! ```
//! use kwali_transcript::{ReadOptions, read};
//!
//! let file = "Interviewer: Hoe gaat het?\nAaltje: Goed.\nInterviewer: Mooi.\nAaltje: Ja.\n";
//! let read = read("gesprek.txt", file.as_bytes(), &ReadOptions::default()).unwrap();
//! let names: Vec<&str> = read.transcript.speakers.iter().map(|(name, _)| name.as_str()).collect();
//! assert_eq!(names, ["Interviewer", "Aaltje"]);
//! assert_eq!(read.transcript.layout.turns.len(), 4);
//! ```

mod aside;
mod cleaning;
mod cue_text;
mod cues;
mod docx;
mod draft;
mod encoding;
mod error;
mod file_kind;
mod format;
mod html;
mod markdown;
mod marks;
mod names;
mod note;
mod odt;
mod package;
mod passage;
mod pdf;
mod read;
mod report;
mod rolling;
mod rtf;
mod several;
mod sheet;
mod source_lines;
mod speakers;
mod story;
mod structured;
mod style_sheet;
mod sub_rip;
mod survey;
mod symbols;
mod table;
mod timed;
mod web_vtt;
mod xml;

pub use aside::Aside;
pub use cleaning::{Cleaning, Suggestion, UnknownStep, suggestions};
pub use encoding::{Decoded, decode};
pub use error::{Cause, Error};
pub use file_kind::FileKind;
pub use format::Format;
pub use note::{Note, NoteKind};
pub use read::{ReadOptions, ReadTranscript, read};
pub use report::{LineKind, Place, ReadReport, ReportLine, read_report};
pub use several::{Person, ReadDocument, ReadFile, read_documents};
pub use sheet::{SheetRow, spreadsheet_rows};
pub use speakers::{SpeakerLabels, recognise_turns};
pub use survey::{OtherTable, SurveyShape, TableError, TableNote, TableOptions};
