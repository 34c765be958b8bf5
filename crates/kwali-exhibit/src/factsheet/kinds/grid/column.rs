//! What a template asks of a column.
//!
//! A column is the name of what it shows, or a map with more about it:
//! `{"show": "participants", "where": "role:resident", "heading": "Residents"}`.

use std::collections::BTreeMap;

use kwali_analysis::Query;
use kwali_model::{CodeId, Snapshot, VariableId};

use super::super::crosstab::variable;
use super::super::quote_choice::MOST_WORDS;
use super::super::quotes;
use super::super::rows;
use super::selected::{Counted, Shared};
use crate::factsheet::arguments::{Arguments, Problem};

/// What a column shows.
pub(in crate::factsheet::kinds) enum Show {
    /// The code's id, or what the row is called.
    Id,
    /// The code's definition.
    Definition,
    /// How many there are.
    Count(Counted),
    /// How many there are with each value of a variable, in one cell.
    By(VariableId, Counted),
    /// A column for every value of a variable, with a tick where there is any.
    Ticks(VariableId),
    /// The codes among these that occur together with those of the row.
    Codes { codes: Vec<CodeId>, counted: Counted },
    /// The codes that the row asks for.
    Asked,
    /// What was said; without attribution where `by` is `None`.
    Quote { n: usize, most_words: usize, by: Option<VariableId> },
    /// A tick where one of these codes is what the row asks for.
    Listed(Vec<CodeId>),
    /// What the template says, by row.
    Words(BTreeMap<String, String>),
}

/// A column that a template asks for.
pub(in crate::factsheet::kinds) struct Request {
    pub(in crate::factsheet::kinds) show: Show,
    pub(in crate::factsheet::kinds) name: String,
    /// The heading that the template gives.
    pub(in crate::factsheet::kinds) heading: Option<String>,
    /// What the segments of the column must meet besides.
    pub(in crate::factsheet::kinds) condition: Query,
    /// What they must occur together with.
    pub(in crate::factsheet::kinds) together: Option<Query>,
    pub(in crate::factsheet::kinds) shared: Shared,
}

/// What every column can be given.
const OF_ALL: [&str; 6] = ["show", "name", "heading", "where", "together", "in"];

impl Request {
    /// Returns the column that counts every row in a unit.
    pub(super) fn plain(unit: Counted) -> Request {
        Request {
            show: Show::Count(unit),
            name: unit.unit().name().to_owned(),
            heading: None,
            condition: Query::default(),
            together: None,
            shared: Shared::Segment,
        }
    }
}

/// Reads the columns; `words` are the names of what the rows say besides.
pub(in crate::factsheet::kinds) fn requests(
    snapshot: &Snapshot,
    arguments: &Arguments,
    usual: &[&str],
    words: &[&str],
) -> Result<Vec<Request>, Problem> {
    let mut items = arguments.items("columns", "show")?;
    if items.is_empty() {
        let show = |name: &&str| {
            let argument = crate::factsheet::arguments::Argument::Text((*name).to_owned());
            Arguments([("show".to_owned(), argument)].into())
        };
        items = usual.iter().map(show).collect();
    }
    items.iter().map(|item| request(snapshot, item, words)).collect()
}

fn request(snapshot: &Snapshot, item: &Arguments, words: &[&str]) -> Result<Request, Problem> {
    let typed = item.required("show")?;
    let (own, show) = show(snapshot, item, typed, words)?;
    let known: Vec<&str> = OF_ALL.into_iter().chain(own.iter().copied()).collect();
    item.check_names(&known)?;
    let together = match item.text("together")? {
        Some(_) => Some(item.query("together", snapshot)?),
        None => None,
    };
    let heading = item.text("heading")?.map(str::to_owned);
    let condition = item.query("where", snapshot)?;
    let is_plain = together.is_none() && condition == Query::default();
    if heading.is_none() && !is_plain {
        return Err(Problem::new("a column with `where` or `together` needs a `heading`"));
    }
    let usual_name = if is_plain { typed } else { heading.as_deref().unwrap_or(typed) };
    Ok(Request {
        name: item.text("name")?.unwrap_or(usual_name).to_owned(),
        show,
        heading,
        condition,
        together,
        shared: item.choice("in", &Shared::NAMED)?.unwrap_or(Shared::Segment),
    })
}

/// Returns what is shown, and which arguments go with it.
fn show(
    snapshot: &Snapshot,
    item: &Arguments,
    typed: &str,
    words: &[&str],
) -> Result<(&'static [&'static str], Show), Problem> {
    let by = || Ok::<_, Problem>(variable(snapshot, item.required("by")?, &[])?.id);
    let unit = |usual| Ok::<_, Problem>(item.choice("unit", &Counted::named())?.unwrap_or(usual));
    Ok(match typed {
        "id" => (&[], Show::Id),
        "definition" => (&[], Show::Definition),
        "participants" => (&[], Show::Count(Counted::Participants)),
        "documents" => (&[], Show::Count(Counted::Documents)),
        "segments" => (&[], Show::Count(Counted::Segments)),
        "by" => (&["by", "unit"], Show::By(by()?, unit(Counted::Participants)?)),
        "ticks" => (&["by"], Show::Ticks(by()?)),
        "codes" => {
            let codes = rows::codes(snapshot, item, "codes")?;
            (
                &["codes", "level", "leaves", "unit"],
                Show::Codes { codes, counted: unit(Counted::Documents)? },
            )
        }
        "asked" => (&[], Show::Asked),
        "quote" => (&["n", "most_words", "by", "attributed"], quote(snapshot, item)?),
        "listed" => (&["codes"], Show::Listed(rows::codes_as_given(snapshot, item, "codes")?)),
        "words" => {
            let words = item.wordings("words")?.into_iter();
            let words = words.map(|(row, words)| (row.to_owned(), words.to_owned())).collect();
            (&["words"], Show::Words(words))
        }
        other if words.contains(&other) => (&[], Show::Words(BTreeMap::new())),
        other => {
            let known = ALL.into_iter().chain(words.iter().copied());
            return Err(Problem::unknown("column", other, known));
        }
    })
}

/// Everything that columns can show.
const ALL: [&str; 12] = [
    "id",
    "definition",
    "participants",
    "documents",
    "segments",
    "by",
    "ticks",
    "codes",
    "asked",
    "quote",
    "listed",
    "words",
];

fn quote(snapshot: &Snapshot, item: &Arguments) -> Result<Show, Problem> {
    let by = match item.flag("attributed", true)? {
        true => quotes::role(snapshot, item)?,
        false => None,
    };
    Ok(Show::Quote {
        n: item.number("n")?.unwrap_or(1),
        most_words: item.number("most_words")?.unwrap_or(MOST_WORDS),
        by,
    })
}
