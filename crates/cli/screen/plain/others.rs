//! What others have coded, line by line, and differences with them.

use super::acting::head;
use super::{Reading, Refused, visible};
use crate::screen::desk::{Act, Decision, anew_in_words};
use crate::screen::differences::Difference;

impl Reading {
    /// Lists where the coder and others differ in the document, each with its number.
    pub(super) fn differences(&mut self) -> Result<String, Refused> {
        if !self.desk.shows_others() {
            return Ok("nobody else has coded anything here\n".to_owned());
        }
        self.listed.clear();
        let mut lines = String::new();
        for (number, difference) in self.desk.open_differences()?.into_iter().enumerate() {
            let words = self.desk.difference_in_words(difference)?;
            lines.push_str(&format!("{} {}\n", number + 1, visible(&words)));
            self.listed.push(self.desk.title_of(difference)?);
        }
        Ok(if lines.is_empty() {
            "there is no difference that is not settled\n".to_owned()
        } else {
            lines
        })
    }

    /// Settles a difference by its number in the list that was shown last.
    pub(super) fn settle(&mut self, rest: &str) -> Result<String, Refused> {
        let (number, decision) = head(rest);
        let (decision, codes) = head(decision);
        let difference = self.difference(number)?;
        let codes: Vec<String> = codes.split_whitespace().map(str::to_owned).collect();
        let decided = match decision {
            "mine" => Some(Decision::Mine),
            "theirs" => Some(Decision::Theirs),
            "both" => Some(Decision::Both),
            "new" if !codes.is_empty() => None,
            _ => {
                return Err(Refused::of(
                    "say `settle`, a number, and mine, theirs, both or new CODE",
                ));
            }
        };
        let title = self.desk.title_of(difference)?;
        let (settling, decision) = match decided {
            Some(decided) => (self.desk.settling(difference, decided)?, decided.words().to_owned()),
            None => (self.desk.settling_anew(difference, &codes), anew_in_words(&codes)),
        };
        self.act(Act::Settle { settling, decision, title })
    }

    /// Returns the difference of this number in the list that was shown last, if it is open still.
    fn difference(&self, number: &str) -> Result<Difference, Refused> {
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let title = place.and_then(|place| self.listed.get(place));
        let title = title.ok_or_else(|| Refused::of("`differences` tells what can be settled"))?;
        for difference in self.desk.open_differences()? {
            if self.desk.title_of(difference)? == *title {
                return Ok(difference);
            }
        }
        Err(Refused::of("that difference is settled, or no longer there; list them anew"))
    }
}
