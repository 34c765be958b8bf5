//! How often words are spoken.

use kwali_analysis::{GroupWords, Query, StopWords, Whose, WordCounter, WordForms, WordRules};
use kwali_model::Snapshot;
use kwali_text::counted_form;

use super::crosstab::variable;
use super::frequencies::first_texts;
use super::{Finding, Form, Found, Tabulated, charts, spoken};
use crate::factsheet::arguments::{Argument, Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{
    Language, SpokenWords, WordNumbers, WordOptions, whose_in_words, words_chart, words_table,
};

/// How many words are shown where the template does not say.
const USUAL_LIMIT: usize = 50;

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let whose = whose(arguments)?;
    let rules = rules(arguments)?;
    let groups = spoken::heard(evidence, &snapshot, groups(evidence.snapshot, arguments)?, &whose)?;
    let within = (restriction != Query::default()).then_some(&snapshot);
    let mut counter = WordCounter::new(groups, rules.clone());
    spoken::each_text(evidence, within, |text| counter.add(text));
    let counts = counter.finish();
    let options = WordOptions {
        numbers: match arguments.flag("per_1000", false)? {
            true => WordNumbers::PerThousand,
            false => WordNumbers::Counts,
        },
        at_least: arguments.number("at_least")?.unwrap_or(1) as u64,
        limit: Some(arguments.number("limit")?.unwrap_or(USUAL_LIMIT)),
    };
    let whose = whose_in_words(&whose, language);
    let told = SpokenWords { whose: &whose, rules: &rules, language };
    let table = words_table(&counts, options, &told)?;
    let chart = charts::bars_wanted(arguments)?.then(|| words_chart(&counts, options, &told));
    let names = first_texts(&table);
    let form = Form::of(arguments)?;
    Ok(Finding::of_table(&restriction, Tabulated::untraced(table, chart, form, names)))
}

/// Returns whose words are counted; the participants' where the template does not say.
fn whose(arguments: &Arguments) -> Result<Whose, Problem> {
    let choices = [("participants", 0), ("interviewer", 1), ("everybody", 2)];
    Ok(match arguments.choice("whose", &choices)? {
        None | Some(0) => Whose::Participants,
        Some(1) => Whose::Interviewer,
        Some(_) => Whose::Everybody,
    })
}

/// Returns what makes a column each; never a person.
fn groups(snapshot: &Snapshot, arguments: &Arguments) -> Result<GroupWords, Problem> {
    Ok(match arguments.text("by")? {
        None => GroupWords::Together,
        Some("document") => GroupWords::ByDocument,
        Some("group") => GroupWords::ByGroup,
        Some(name) => GroupWords::ByVariable(variable(snapshot, name, &["document", "group"])?.id),
    })
}

/// Returns what is one word, and which are left out: `stop_words` is a list, or false for none.
fn rules(arguments: &Arguments) -> Result<WordRules, Problem> {
    let stop_words = match arguments.0.get("stop_words") {
        None | Some(Argument::Flag(true)) => StopWords::OfLanguage,
        Some(Argument::Flag(false)) => StopWords::None,
        Some(_) => {
            StopWords::These(arguments.texts("stop_words")?.into_iter().map(counted_form).collect())
        }
    };
    let is_stemmed = arguments.flag("stemmed", false)?;
    let forms = if is_stemmed { WordForms::Stemmed } else { WordForms::Apart };
    Ok(WordRules { stop_words, forms })
}
