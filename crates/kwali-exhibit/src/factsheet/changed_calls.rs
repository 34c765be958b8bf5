//! Which calls of a template show something else in another state of the study.

use super::Options;
use super::arguments::Problem;
use super::build::facts;
use super::evidence::Evidence;
use super::front_matter::{self, Parted};
use super::kinds::{Content, Finding};
use super::manifest::{RecordedTable, quoted_digest, quotes_of, value_of};
use super::recorder::Recorder;
use super::template::{Template, run};
use crate::Error;

/// A function call of a template that shows something else in another state of the study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedCall {
    /// The line of the template, counted from 1; `None` where it is called by another name.
    pub line: Option<usize>,
    /// The function.
    pub function: &'static str,
    /// Its id, that of the template or else the one that it is given.
    pub id: String,
    /// What it shows there.
    pub now: CallNow,
}

/// What a call shows in the other state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallNow {
    /// Another number; as it reads, before and after.
    Number(String, String),
    /// Other rows, columns, quotes, or another base.
    Others,
    /// Nothing, and why.
    Nothing(String),
}

/// Returns the calls of a template that show something else with the evidence `after` than with
/// `before`, in the order in which they are called.
///
/// What the template decides, as by `{% if %}`, it decides as before. Nothing is left out for being
/// small.
///
/// # Errors
///
/// [`Error::Template`] if the template cannot be filled in before.
pub fn changed_calls(
    template: &str,
    template_name: &str,
    (before, after): (&Evidence<'_>, &Evidence<'_>),
    options: &Options,
) -> Result<Vec<ChangedCall>, Error> {
    let Parted { language, body, n_lines, .. } = front_matter::part(template_name, template)?;
    let language = language.unwrap_or(options.language);
    let mut recorder = Recorder::new(before, language);
    let mut changed = Vec::new();
    let template = Template { name: template_name, source: body };
    run(template, n_lines, facts(before, options), language, |call| {
        let (kind, line) = (call.kind, call.line);
        let now = kind.find(after, &call.arguments, language);
        let answer = recorder.answer(call)?;
        if let Some(entry) = recorder.entries.last()
            && let Some(now) = compared(&entry.finding, now)
        {
            changed.push(ChangedCall { line, function: kind.name(), id: entry.id.clone(), now });
        }
        Ok(answer)
    })?;
    Ok(changed)
}

/// Returns what is found now if it is not what was found before.
fn compared(then: &Finding, now: Result<Finding, Problem>) -> Option<CallNow> {
    let now = match now {
        Ok(now) => now,
        Err(problem) => return Some(CallNow::Nothing(problem.message)),
    };
    match (&then.content, &now.content) {
        (Content::Number(then), Content::Number(now)) if then.value != now.value => {
            Some(CallNow::Number(then.shown.clone(), now.shown.clone()))
        }
        _ => (!is_same(then, &now)).then_some(CallNow::Others),
    }
}

fn is_same(then: &Finding, now: &Finding) -> bool {
    let is_same_content = match (&then.content, &now.content) {
        (Content::Table(then), Content::Table(now)) => {
            RecordedTable::new(then).shows_the_same_as(&RecordedTable::new(now))
        }
        _ => {
            value_of(then) == value_of(now)
                && quotes_of(then) == quotes_of(now)
                && quoted_digest(then) == quoted_digest(now)
        }
    };
    is_same_content && then.base == now.base
}
