//! Variables: what is known about documents and participants.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use crate::VariableId;

/// What a variable describes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// Documents.
    Document,
    /// Participants.
    Participant,
}

impl Scope {
    /// Returns the scope's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Document => "document",
            Scope::Participant => "participant",
        }
    }

    /// Returns the scope of that name.
    pub fn from_name(name: &str) -> Option<Scope> {
        [Scope::Document, Scope::Participant].into_iter().find(|scope| scope.name() == name)
    }
}

/// What the values of a variable are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum VariableKind {
    /// Whole or decimal numbers.
    Number,
    /// Dates: a year, a month or a day.
    Date,
    /// Anything else.
    Text,
}

impl VariableKind {
    /// Every kind, the strictest first.
    pub const ALL: [VariableKind; 3] =
        [VariableKind::Number, VariableKind::Date, VariableKind::Text];

    /// Returns the kind's name in files.
    pub fn name(self) -> &'static str {
        match self {
            VariableKind::Number => "number",
            VariableKind::Date => "date",
            VariableKind::Text => "text",
        }
    }

    /// Returns the kind of that name.
    pub fn from_name(name: &str) -> Option<VariableKind> {
        VariableKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the strictest kind that fits all of `values`; text where there is none.
    ///
    /// A four-digit year alone is a number, unless a longer date stands beside it.
    pub fn of<'a>(values: impl IntoIterator<Item = &'a str> + Clone) -> VariableKind {
        if values.clone().into_iter().next().is_none() {
            return VariableKind::Text;
        }
        let fits = |kind: &VariableKind| {
            values.clone().into_iter().all(|value| Value::read(value, *kind).is_some())
        };
        VariableKind::ALL.into_iter().find(fits).unwrap_or(VariableKind::Text)
    }
}

/// A variable of documents or of participants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// Which variable.
    pub id: VariableId,
    /// What it is called, unique within its scope.
    pub name: String,
    /// What it describes.
    pub scope: Scope,
    /// What its values are.
    pub kind: VariableKind,
}

/// The values of one document or participant as they were written; what is unknown is absent.
pub type Values = BTreeMap<VariableId, String>;

/// A value read as its variable's kind; values of one kind have an order.
#[derive(Clone, PartialEq, Debug)]
pub enum Value<'a> {
    /// A finite number.
    Number(f64),
    /// A date.
    Date(Date),
    /// A text.
    Text(&'a str),
}

impl<'a> Value<'a> {
    /// Returns `written` as a value of `kind`, or `None` where it is none.
    pub fn read(written: &'a str, kind: VariableKind) -> Option<Value<'a>> {
        match kind {
            VariableKind::Text => Some(Value::Text(written)),
            VariableKind::Date => Date::read(written).map(Value::Date),
            VariableKind::Number => {
                let plain = written.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
                let number = plain.then(|| written.parse::<f64>().ok()).flatten();
                number.filter(|number| number.is_finite()).map(Value::Number)
            }
        }
    }

    /// Compares two values; kinds do not mix in practice and order as number, date, text.
    pub fn compare(&self, other: &Value<'_>) -> Ordering {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
            (Value::Date(a), Value::Date(b)) => a.cmp(b),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Value::Number(_) => 0,
            Value::Date(_) => 1,
            Value::Text(_) => 2,
        }
    }
}

/// A year, a month of a year, or a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns a date written as `2019`, `2019-02` or `2019-02-05`; the day must exist.
    pub fn read(written: &str) -> Option<Date> {
        let parts: Vec<&str> = written.split('-').collect();
        let digits =
            |part: &&str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let (first, rest) = parts.split_first()?;
        if !digits(first, 4) || rest.len() > 2 || !rest.iter().all(|part| digits(part, 2)) {
            return None;
        }
        let year = first.parse().ok()?;
        let number = |index: usize| rest.get(index).map_or(Some(0), |part| part.parse::<u8>().ok());
        let (month, day) = (number(0)?, number(1)?);
        let month_fits = rest.is_empty() || (1..=12).contains(&month);
        let day_fits = rest.len() < 2 || (1..=days_in(year, month)).contains(&day);
        (month_fits && day_fits).then_some(Date { year, month, day })
    }

    /// Returns the first and the last day of the year, the month or the day.
    pub fn days(self) -> (Date, Date) {
        let Date { year, month, day } = self;
        let (from, to) = if month == 0 { (1, 12) } else { (month, month) };
        let (first, last) = if day == 0 { (1, days_in(year, to)) } else { (day, day) };
        (Date { year, month: from, day: first }, Date { year, month: to, day: last })
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().take_while(|&part| part > 0) {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_kind_that_fits_is_taken() {
        for (values, kind) in [
            (&["1", "2.5", "-3"][..], VariableKind::Number),
            (&["2019", "2020"], VariableKind::Number),
            (&["2019", "2019-02-05"], VariableKind::Date),
            (&["2019-02-30"], VariableKind::Text),
            (&["1", "een"], VariableKind::Text),
            (&["inf", "nan"], VariableKind::Text),
            (&["1e5"], VariableKind::Text),
            (&[], VariableKind::Text),
        ] {
            assert_eq!(VariableKind::of(values.iter().copied()), kind, "{values:?}");
        }
    }

    #[test]
    fn numbers_and_dates_order_by_value() {
        let number = |written| Value::read(written, VariableKind::Number).unwrap();
        assert_eq!(number("9").compare(&number("10")), Ordering::Less);
        assert!(Date::read("2019-02") < Date::read("2019-02-05"));
        assert!(Date::read("2019-12-31") < Date::read("2020"));
    }

    #[test]
    fn a_year_and_a_month_have_their_first_and_last_day() {
        for (written, first, last) in [
            ("2020", "2020-01-01", "2020-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2020-02-03", "2020-02-03", "2020-02-03"),
        ] {
            let (from, to) = Date::read(written).unwrap().days();
            assert_eq!((from.to_string(), to.to_string()), (first.into(), last.into()));
        }
    }

    #[test]
    fn dates_that_do_not_exist_are_none() {
        for written in
            ["2019-13", "2019-00", "2019-02-29", "19-02-01", "2019-2-1", "", "2019-02-05-1"]
        {
            assert_eq!(Date::read(written), None, "{written}");
        }
        assert_eq!(Date::read("2020-02-29").unwrap().to_string(), "2020-02-29");
        assert_eq!(Date::read("2020").unwrap().to_string(), "2020");
    }
}
