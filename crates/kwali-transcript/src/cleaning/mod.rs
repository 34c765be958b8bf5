//! Cleaning: steps that change the words of a text, each recorded in its source map.
//!
//! A step is a function from a text to the changes it makes; [`clean`] runs them in order. Cleaning
//! a text that is clean changes nothing.

mod characters;
mod edited_text;
mod footnote_marks;
mod lines;
mod options;
mod page_numbers;
mod running_heads;
mod suggestions;
mod wrapped_lines;

pub(crate) use characters::{control_characters, join_accents, line_ends};
pub(crate) use edited_text::{Change, EditedText};
pub use options::{Cleaning, UnknownStep};
pub use suggestions::{Suggestion, suggestions};

use kwali_model::CleaningStep;

use crate::draft::Draft;

/// Runs the steps that are switched on over the text of a draft.
///
/// Running heads and wrapped lines are looked for only where the lines of the draft are those of a
/// printed page, as in plain text, and not paragraphs. Of a laid-out page the marks say which lines
/// go on with the one before.
pub(crate) fn clean(draft: &mut Draft, cleaning: &Cleaning, has_printed_lines: bool) {
    draft.settle();
    let mut take = |step, changes: fn(&str) -> Vec<Change>| {
        if cleaning.does(step) {
            draft.apply(step, changes(draft.text()));
        }
    };
    take(CleaningStep::Ligatures, characters::ligatures);
    take(CleaningStep::Spaces, characters::spaces);
    take(CleaningStep::SoftHyphens, characters::soft_hyphens);
    if has_printed_lines {
        take(CleaningStep::RunningHeads, running_heads::changes);
        take(CleaningStep::FootnoteMarks, footnote_marks::changes);
        // Page breaks have said what they can.
        draft.apply(CleaningStep::LineEnds, line_ends(draft.text()));
        wrapped_lines::join(draft, cleaning);
    }
    wrapped_lines::join_laid_out(draft, cleaning);
    // Those at line ends show where words were cut; some of them stand there no longer.
    if cleaning.does(CleaningStep::SoftHyphens) {
        draft.apply(CleaningStep::SoftHyphens, characters::soft_hyphens(draft.text()));
    }
}
