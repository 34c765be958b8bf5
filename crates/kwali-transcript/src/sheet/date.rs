//! Dates as spreadsheets count them: days since an evening in 1899 or a morning in 1904.

/// Which day a workbook counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Epoch {
    /// 1 is the first of January 1900, and there is a 29 February in that year.
    #[default]
    Of1900,
    /// 0 is the first of January 1904.
    Of1904,
}

const SECONDS_PER_DAY: i64 = 86_400;
/// The last day of the year 9999, counted from 1970.
const LAST_DAY: i64 = 2_932_896;

/// Returns a number of days as `2019-02-05`, with ` 10:11:12` behind it if there is a time of day,
/// or as the time alone within the first day.
pub(super) fn date(days: f64, epoch: Epoch) -> Option<String> {
    if !days.is_finite() || !(0.0..=3_000_000.0).contains(&days) {
        return None;
    }
    let seconds = (days * SECONDS_PER_DAY as f64).round() as i64;
    let (day, second) = (seconds.div_euclid(SECONDS_PER_DAY), seconds.rem_euclid(SECONDS_PER_DAY));
    let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    if day == 0 && epoch == Epoch::Of1900 {
        return Some(clock);
    }
    // Days from 1970: 25,569 behind the last of December 1899, less one before the day in
    // February 1900 that never was.
    let from_1970 = match epoch {
        Epoch::Of1900 if day < 60 => day - 25_568,
        Epoch::Of1900 => day - 25_569,
        Epoch::Of1904 => day - 24_107,
    };
    let (year, month, day) = civil(from_1970).filter(|_| from_1970 <= LAST_DAY)?;
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(if second == 0 { date } else { format!("{date} {clock}") })
}

/// Year, month and day of a number of days since 1970, by counting whole years and months.
fn civil(from_1970: i64) -> Option<(i64, i64, i64)> {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let (mut year, mut day) = (1900, from_1970 + 25_567);
    if day < 0 {
        return None;
    }
    while day >= 365 + i64::from(is_leap(year)) {
        day -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + i64::from(is_leap(year));
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (length, month) in lengths.into_iter().zip(1..) {
        if day < length {
            return Some((year, month, day + 1));
        }
        day -= length;
    }
    None
}

/// True if a number format shows a date or a time.
pub(super) fn is_date_format(code: &str) -> bool {
    let (mut chars, mut quoted) = (code.chars(), false);
    while let Some(char) = chars.next() {
        match char {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                // A colour or a country, unless it is a time that goes beyond its unit: `[h]:mm`.
                let inside: String = chars.by_ref().take_while(|&char| char != ']').collect();
                let is_time = |char: char| matches!(char.to_ascii_lowercase(), 'h' | 'm' | 's');
                if !inside.is_empty() && inside.chars().all(is_time) {
                    return true;
                }
            }
            _ if matches!(char.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's') => return true,
            // Only the first of several parts: the others are for zero and less.
            ';' => return false,
            _ => {}
        }
    }
    false
}

/// True for a number of a format that all workbooks know and that shows a date or a time.
pub(super) fn is_date_number(format: u32) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, expected) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (43_501.0, "2019-02-05"),
            (43_501.424_444_444, "2019-02-05 10:11:12"),
            (36_585.0, "2000-02-29"),
            (2_958_465.0, "9999-12-31"),
            (0.5, "12:00:00"),
        ] {
            assert_eq!(date(days, Epoch::Of1900).as_deref(), Some(expected), "{days}");
        }
        assert_eq!(date(42_039.0, Epoch::Of1904).as_deref(), Some("2019-02-05"));
        for days in [-1.0, f64::NAN, 2_958_466.0, 1e300] {
            assert_eq!(date(days, Epoch::Of1900), None);
        }
    }

    #[test]
    fn formats_of_dates_are_known() {
        for code in ["dd/mm/yyyy", "yyyy\\-mm\\-dd;@", "[$-413]d mmmm yyyy", "[h]:mm", "h:mm AM/PM"]
        {
            assert!(is_date_format(code), "{code}");
        }
        for code in ["General", "0.00", "#,##0 \"dagen\"", "[Red]0", "0\\d", "0;dd", "_d0", "€ 0"]
        {
            assert!(!is_date_format(code), "{code}");
        }
    }
}
