//! Which sets of codes come together in a passage, a document or a participant.

use kwali_analysis::{ConfigurationRequest, TogetherIn, configurations};

use super::frequencies::first_texts;
use super::{Finding, Form, Found, Tabulated, rows};
use crate::factsheet::arguments::{Argument, Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{Audience, ConfigurationOptions, Language, configurations_table};

const TOGETHER_IN: [(&str, TogetherIn); 3] = [
    ("segment", TogetherIn::Segments),
    ("document", TogetherIn::Documents),
    ("participant", TogetherIn::Participants),
];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let subcodes = arguments.subcodes()?;
    let request = ConfigurationRequest {
        together_in: arguments.choice("in", &TOGETHER_IN)?.unwrap_or_default(),
        codes: Some(rows::codes(&snapshot, arguments, "codes")?),
        subcodes,
    };
    let options = ConfigurationOptions {
        subcodes,
        minimum: arguments.number("minimum")?.unwrap_or(1) as u64,
        size: size(arguments)?,
        limit: arguments.number("limit")?,
    };
    let found = configurations(&snapshot, evidence.layouts, &request);
    let mut table = configurations_table(&snapshot, &found, &options, language)?;
    let has_labels = table.columns().iter().any(|column| column.name == "labels");
    if has_labels {
        table.show_to("codes", Audience::Machines);
        table.show_to("labels", Audience::Everyone);
    }
    if request.together_in == TogetherIn::Participants {
        // A participant is never pointed out to readers.
        table.show_to("example", Audience::Machines);
    }
    let names = first_texts(&table);
    let form = Form::of(arguments)?;
    Ok(Finding::of_table(&restriction, Tabulated::untraced(table, None, form, names)))
}

/// Returns the fewest and the most codes of a set: `2`, or `"2-3"`, or `"2-"`.
fn size(arguments: &Arguments) -> Result<(usize, usize), Problem> {
    let wrong = || Problem::new("`size` must be a number of codes, such as 2, \"2-3\" or \"2-\"");
    let typed = match arguments.0.get("size") {
        None => return Ok((0, usize::MAX)),
        Some(Argument::Text(typed)) => typed.clone(),
        Some(Argument::Whole(number)) => number.to_string(),
        Some(_) => return Err(wrong()),
    };
    let number = |typed: &str| typed.trim().parse::<usize>().ok();
    let read = match typed.split_once('-') {
        None => number(&typed).map(|size| (size, size)),
        Some((fewest, "")) => number(fewest).map(|fewest| (fewest, usize::MAX)),
        Some((fewest, most)) => number(fewest).zip(number(most)),
    };
    read.filter(|(fewest, most)| fewest <= most).ok_or_else(wrong)
}
