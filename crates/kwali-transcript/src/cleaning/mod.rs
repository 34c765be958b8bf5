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

use characters::OddCharacters;
pub(crate) use characters::{control_characters, join_accents, line_ends};
pub(crate) use edited_text::{Change, EditedText};
pub use options::{Cleaning, UnknownStep};
pub use suggestions::{Suggestion, suggestions};

use kwali_model::CleaningStep;

use crate::draft::Draft;

/// The steps for printed lines are taken no more often; two or three rounds are usual.
const MOST_ROUNDS: usize = 8;

/// Runs the steps that are switched on over the text of a draft.
///
/// Running heads and wrapped lines are looked for only where the lines of the draft are those of a
/// printed page, as in plain text, and not paragraphs. Of a laid-out page the marks say which lines
/// go on with the one before.
pub(crate) fn clean(draft: &mut Draft, cleaning: &Cleaning, has_printed_lines: bool) {
    draft.settle();
    let odd = OddCharacters::of(draft.text());
    let mut take = |step, is_needed, changes: fn(&str) -> Vec<Change>| {
        if is_needed && cleaning.does(step) {
            draft.apply(step, changes(draft.text()));
        }
    };
    take(CleaningStep::Ligatures, odd.ligatures, characters::ligatures);
    take(CleaningStep::Spaces, odd.spaces, characters::spaces);
    take(CleaningStep::SoftHyphens, odd.soft_hyphens, characters::soft_hyphens);
    if has_printed_lines {
        // What one step leaves may be what another looks for.
        for _ in 0..MOST_ROUNDS {
            if !clean_printed_lines(draft, cleaning) {
                break;
            }
        }
    } else {
        wrapped_lines::join_laid_out(draft, cleaning);
        // Those at line ends showed where words were cut; some of them stand there no longer.
        if odd.soft_hyphens && cleaning.does(CleaningStep::SoftHyphens) {
            draft.apply(CleaningStep::SoftHyphens, characters::soft_hyphens(draft.text()));
        }
    }
}

/// Takes each step for the lines of a printed page once; true if that changed something.
fn clean_printed_lines(draft: &mut Draft, cleaning: &Cleaning) -> bool {
    let mut is_changed = false;
    let mut take = |draft: &mut Draft, step, changes: fn(&str) -> Vec<Change>| {
        if cleaning.does(step) {
            is_changed |= draft.apply(step, changes(draft.text()));
        }
    };
    take(draft, CleaningStep::RunningHeads, running_heads::changes);
    take(draft, CleaningStep::FootnoteMarks, footnote_marks::changes);
    // Page breaks have said what they can.
    take(draft, CleaningStep::LineEnds, line_ends);
    let is_joined = wrapped_lines::join(draft, cleaning);
    take(draft, CleaningStep::SoftHyphens, characters::soft_hyphens);
    is_changed || is_joined
}
