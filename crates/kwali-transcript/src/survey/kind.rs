//! What a cell looks like.

/// True for a number: digits with a sign, a point or a comma.
pub(super) fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['+', '-']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'))
}

/// True for a date or a time of day, however it is written in digits.
pub(super) fn is_date(cell: &str) -> bool {
    let rest = cell.trim_end_matches([' ', 'A', 'P', 'M', 'a', 'p', 'm', 'Z']);
    let marks = rest.matches(['-', '/', ':', '.']).count();
    marks >= 2
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || "-/:. T+".contains(c))
}

/// True for a number or a date.
pub(super) fn is_measure(cell: &str) -> bool {
    is_number(cell) || is_date(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_told_from_words() {
        for cell in ["7", "-1.5", "7,5", "80%", "2019-02-05", "5/2/2019 10:11 AM", "10:11:12"] {
            assert!(is_measure(cell), "{cell}");
        }
        for cell in ["", "zeven", "7 dagen", "A1", "-", "1e5 keer", "nee", "a.b.c"] {
            assert!(!is_measure(cell), "{cell}");
        }
    }
}
