//! Runs a template. Everything that is known about minijinja's ways is in this file.
//!
//! Functions of minijinja cannot borrow, and a study is borrowed. So the template runs on a thread
//! of its own, and its functions ask the thread that has the study, one question at a time.

use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::thread;

use minijinja::value::{Kwargs, Rest, Value, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

use super::arguments::{Argument, Arguments, Problem};
use super::kinds::Kind;
use super::placed::{self, name_on_line};
use super::printed;
use crate::table::escape_markdown;
use crate::{Error, Language};

/// What a function gives to its template.
pub(super) enum Answer {
    /// Text that is put in later, see [`placeholder`].
    Fragment(usize),
    /// A number to calculate with.
    Number(Option<f64>),
}

/// A function call of a template.
pub(super) struct Call {
    pub(super) kind: Kind,
    pub(super) arguments: Arguments,
    /// True where a number is wanted to calculate with.
    pub(super) is_calculated: bool,
    /// The line of the template on which it stands, where that is known.
    pub(super) line: Option<usize>,
}

/// A template with what it is called in messages.
#[derive(Clone, Copy)]
pub(super) struct Template<'a> {
    pub(super) name: &'a str,
    pub(super) source: &'a str,
}

type Asked = (Call, SyncSender<Result<Answer, Problem>>);

/// Returns the filled-in template, with placeholders where fragments belong.
///
/// `n_lines` is how many lines of the file stand before the template.
pub(super) fn run(
    template: Template<'_>,
    n_lines: usize,
    facts: Value,
    language: Language,
    mut answer: impl FnMut(Call) -> Result<Answer, Problem>,
) -> Result<String, Error> {
    let (ask, asked) = channel::<Asked>();
    let rendered = thread::scope(|scope| {
        let renderer = scope.spawn(move || {
            let numbers: Vec<&str> =
                Kind::ALL.into_iter().filter(|kind| kind.is_number()).map(Kind::name).collect();
            let functions = functions();
            let names: Vec<&str> = functions.iter().map(|(name, _)| name.as_str()).collect();
            let source = placed::mark(&printed::mark(template.source, &numbers), &names);
            let mut environment = environment(language);
            for (name, function) in functions {
                for (_, line) in source.calls.iter().filter(|(called, _)| *called == name) {
                    let on_line = Function { line: Some(line + n_lines), ..function };
                    add_function(&mut environment, name_on_line(&name, *line), on_line, &ask);
                }
                add_function(&mut environment, name, function, &ask);
            }
            drop(ask);
            let filled = environment
                .template_from_named_str(template.name, &source.template)
                .and_then(|template| template.render(facts));
            // An error of minijinja can hold functions, and with them the channel open.
            filled.map_err(|error| explain(template.name, n_lines, &error))
        });
        for (call, reply) in asked {
            // The renderer waits for this answer; if it is gone, so is the question.
            let _ = reply.send(answer(call));
        }
        renderer.join()
    });
    match rendered {
        Ok(rendered) => rendered,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// A function as a template calls it.
#[derive(Clone, Copy)]
struct Function {
    kind: Kind,
    /// Whether it gives a number to calculate with.
    is_calculated: bool,
    /// The line on which it is called, where it has a name of its own there.
    line: Option<usize>,
}

/// Returns all functions by their names.
fn functions() -> Vec<(String, Function)> {
    let of_kind = |kind: Kind| {
        let function = Function { kind, is_calculated: kind.is_number(), line: None };
        let printing = Function { is_calculated: false, ..function };
        let printing =
            kind.is_number().then(|| (format!("{}{}", printed::PREFIX, kind.name()), printing));
        std::iter::once((kind.name().to_owned(), function)).chain(printing)
    };
    Kind::ALL.into_iter().flat_map(of_kind).collect()
}

fn add_function(
    environment: &mut Environment<'_>,
    name: String,
    function: Function,
    ask: &Sender<Asked>,
) {
    let ask = ask.clone();
    environment.add_function(name, move |values: Rest<Value>, named: Kwargs| {
        question(function, (&values, &named), &ask)
    });
}

fn environment(language: Language) -> Environment<'static> {
    let mut environment = Environment::new();
    // So that errors name what is undefined; no more of them is passed on.
    environment.set_debug(true);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment
        .set_formatter(move |out, _, value| Ok(out.write_str(&in_markdown(value, language))?));
    environment
}

/// Returns what a tag prints; all but fragments and the template's own words is escaped.
fn in_markdown(value: &Value, language: Language) -> String {
    match value.kind() {
        _ if value.is_safe() => value.as_str().unwrap_or_default().to_owned(),
        ValueKind::None => String::new(),
        ValueKind::Number if value.as_i64().is_none() => {
            let number = f64::try_from(value.clone()).unwrap_or_default();
            language.number(number, crate::language::decimals_needed([number].into_iter()))
        }
        _ => escape_markdown(&value.to_string()),
    }
}

fn question(
    Function { kind, is_calculated, line }: Function,
    (positional, named): (&[Value], &Kwargs),
    ask: &Sender<Asked>,
) -> Result<Value, minijinja::Error> {
    let without_name = (positional.len() == 1).then(|| kind.parameters()[0]);
    let failed = |problem: Problem| {
        let problem = without_name.map_or(problem.clone(), |name| problem.not_naming(name));
        minijinja::Error::new(ErrorKind::InvalidOperation, "").with_source(problem)
    };
    let arguments = arguments(kind, positional, named).map_err(failed)?;
    let (reply, answer) = sync_channel(1);
    let gone = |_| minijinja::Error::from(ErrorKind::InvalidOperation);
    ask.send((Call { kind, arguments, is_calculated, line }, reply)).map_err(|_| gone(()))?;
    match answer.recv().map_err(|_| gone(()))?.map_err(failed)? {
        Answer::Fragment(number) => Ok(Value::from_safe_string(placeholder(number))),
        Answer::Number(None) => Ok(Value::from(())),
        Answer::Number(Some(number)) if number.fract() == 0.0 => Ok(Value::from(number as i64)),
        Answer::Number(Some(number)) => Ok(Value::from(number)),
    }
}

fn arguments(kind: Kind, positional: &[Value], named: &Kwargs) -> Result<Arguments, Problem> {
    let mut arguments = Arguments::default();
    if positional.len() > 1 {
        let first = kind.parameters()[0];
        return Err(Problem::new(format!("only `{first}` may stand without its name")));
    }
    let first = positional.first().map(|value| (kind.parameters()[0], value.clone()));
    let named = named.args().map(|name| (name, named.peek::<Value>(name).unwrap_or_default()));
    for (name, value) in first.into_iter().chain(named) {
        if value.is_none() {
            continue;
        }
        let argument = argument(&value).ok_or_else(|| {
            Problem::new(format!("`{name}` must be a text, a number, true, false, a list or a map"))
        })?;
        if arguments.0.insert(name.to_owned(), argument).is_some() {
            return Err(Problem::new(format!("`{name}` is given twice")));
        }
    }
    Ok(arguments)
}

fn argument(value: &Value) -> Option<Argument> {
    match value.kind() {
        ValueKind::Bool => Some(Argument::Flag(value.is_true())),
        ValueKind::Number => match value.as_i64() {
            Some(whole) => Some(Argument::Whole(whole)),
            None => f64::try_from(value.clone()).ok().map(Argument::Decimal),
        },
        ValueKind::String => value.as_str().map(|text| Argument::Text(text.to_owned())),
        ValueKind::Seq => {
            let items = value.try_iter().ok()?.map(|item| argument(&item));
            items.collect::<Option<Vec<Argument>>>().map(Argument::List)
        }
        ValueKind::Map => {
            let entry = |key: Value| {
                Some((key.as_str()?.to_owned(), argument(&value.get_item(&key).ok()?)?))
            };
            let entries = value.try_iter().ok()?.map(entry);
            entries.collect::<Option<_>>().map(Argument::Map)
        }
        _ => None,
    }
}

/// Returns the error with the template's line.
///
/// What minijinja says is passed on only where it speaks of the template and not of values.
fn explain(template: &str, n_lines: usize, error: &minijinja::Error) -> Error {
    let line = error.line().map(|line| line + n_lines);
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(problem) = cause.downcast_ref::<Problem>() {
            return Error::Template {
                template: template.to_owned(),
                line,
                message: problem.message.clone(),
                hint: problem.hint.clone(),
            };
        }
        source = cause.source();
    }
    let speaks_of_template = matches!(
        error.kind(),
        ErrorKind::SyntaxError
            | ErrorKind::UnknownFilter
            | ErrorKind::UnknownFunction
            | ErrorKind::UnknownTest
            | ErrorKind::UnknownMethod
            | ErrorKind::UnknownBlock
            | ErrorKind::UndefinedError
            | ErrorKind::TemplateNotFound
            | ErrorKind::MissingArgument
            | ErrorKind::TooManyArguments
    );
    let message = match error.detail().filter(|detail| speaks_of_template && !detail.is_empty()) {
        Some(detail) if error.kind() == ErrorKind::UndefinedError => detail.to_owned(),
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    let unknown_function = error.kind() == ErrorKind::UnknownFunction;
    let hint = unknown_function.then(|| {
        let names: Vec<String> =
            Kind::ALL.into_iter().map(|kind| format!("`{}`", kind.name())).collect();
        format!("known: {}", names.join(", "))
    });
    Error::Template { template: template.to_owned(), line, message, hint }
}

/// Characters of Unicode's private use that mark where a fragment belongs.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

fn placeholder(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// A piece of a filled-in template.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Fragment(usize),
}

/// Returns the pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(open) = rest[from..].find(OPEN).map(|at| from + at) {
        let number = &rest[open + OPEN.len_utf8()..];
        let fragment = number
            .split_once(CLOSE)
            .and_then(|(number, behind)| number.parse().ok().map(|number: usize| (number, behind)));
        match fragment {
            None => from = open + OPEN.len_utf8(),
            Some((number, behind)) => {
                pieces.push(Piece::Text(&rest[..open]));
                pieces.push(Piece::Fragment(number));
                (rest, from) = (behind, 0);
            }
        }
    }
    pieces.push(Piece::Text(rest));
    pieces.retain(|piece| !matches!(piece, Piece::Text("")));
    pieces
}
