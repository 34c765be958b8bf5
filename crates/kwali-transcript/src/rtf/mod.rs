//! Rich text (`.rtf`), as Word, LibreOffice, TextEdit and f4 write it.

mod destination;
mod fonts;
mod group;
mod paragraphs;
mod reader;
mod tokens;

use crate::draft::Draft;
use crate::{Error, Format, NoteKind};

use reader::Reader;
use tokens::{Token, Tokens};

/// With what every rich text begins.
const SIGNATURE: &[u8] = b"{\\rtf";
/// Programs nest groups some tens deep.
const DEEPEST: usize = 1000;

/// Returns the draft of a rich text: a line for every paragraph, footnotes at the end.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    if !bytes.starts_with(SIGNATURE) {
        return Err(Error::NotInFormat {
            format: Format::Rtf,
            why: "it does not begin with {\\rtf",
        });
    }
    let mut reader = Reader::default();
    let mut depth = 0usize;
    for token in Tokens::of(bytes) {
        reader.take(token);
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Error::NestedTooDeep { depth });
        }
        if depth == 0 {
            // What stands behind the end is no part of the text.
            break;
        }
    }
    let mut draft = Draft::of_written(reader.finish());
    if depth > 0 {
        draft.note(NoteKind::BreaksOff, None);
    }
    Ok(draft)
}
