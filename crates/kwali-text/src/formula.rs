//! Cells that a spreadsheet could take for a formula: how they are written, and read back.

use std::borrow::Cow;

/// Returns a text as a cell for spreadsheets: with a `'` before it if they could take it for a formula.
///
/// Spreadsheets run what begins with `=`, `+`, `-`, `@`, tab or CR, also when it was quoted in the
/// file. What was said in an interview must not run, so these texts get a `'`; and so do those that
/// look as if they had got one, so that [`unguard_formula`] gives every text back as it was.
///
/// ```
/// use kwali_text::{guard_formula, unguard_formula};
///
/// for (text, cell) in [("-1+2", "'-1+2"), ("'=a", "''=a"), ("'s avonds", "'s avonds")] {
///     assert_eq!(guard_formula(text), cell);
///     assert_eq!(unguard_formula(cell), text);
/// }
/// ```
pub fn guard_formula(text: &str) -> Cow<'_, str> {
    match is_guarded_or_runs(text) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// Returns the text of a cell that [`guard_formula`] made; other cells are texts as they stand.
pub fn unguard_formula(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_guarded_or_runs(rest)).unwrap_or(cell)
}

/// True for what a spreadsheet could run, with any number of `'` before it.
fn is_guarded_or_runs(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, cell: &str) {
        assert_eq!(guard_formula(text), cell);
        assert_eq!(unguard_formula(cell), text);
    }

    #[test]
    fn what_could_run_is_guarded_and_comes_back() {
        for (text, cell) in [("=1+1", "'=1+1"), ("-", "'-"), ("\ta", "'\ta"), ("\r", "'\r")] {
            check(text, cell);
        }
        check("'=1", "''=1");
        check("''@a", "'''@a");
    }

    #[test]
    fn other_texts_stand_as_they_are() {
        for text in ["", "'", "''", "'s avonds", "a=b", " =1", "'t", "12", "' -"] {
            check(text, text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_none_can_run(text in "['=+@\t\r a-]{0,5}") {
            let cell = guard_formula(&text);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(unguard_formula(&cell), text.as_str());
        }
    }
}
