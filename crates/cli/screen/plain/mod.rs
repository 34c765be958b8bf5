//! Coding line by line, for screen readers and for scripts: a line in, lines out.

mod acting;
mod others;

use std::io::{BufRead, Write};
use std::ops::Range;

use kwali_exhibit::document_page::clock;
use kwali_study::{Error, Verdict};
use kwali_text::fold;

use super::Failed;
use super::desk::{Act, CaughtUp, Desk, Whose};
use super::fuzzy::fit;
use super::passage::parts;
use super::units::{Unit, Units};

/// What can be typed.
const HELP: &str = "\
show [N]            read paragraph N, or this one again
next, back          read the next paragraph, or the one before; an empty line is next
uncoded             go on to the next paragraph without a coding of yours
words, sentences    this paragraph's words or sentences, each with its number
code FROM-TO CODE   give words FROM to TO of this paragraph a code, or several
code sN CODE        give sentence N of this paragraph a code, or several
code all CODE       give this paragraph a code, or several
code \"WORDS\" CODE  give words that stand once in the document a code, or several
code @N-M CODE      give characters N to M of the document a code, or several
new WHERE CODE [LABEL]  make a code and give it to a passage; WHERE as for code
codes [TEXT]        the codes that fit a text, with their definitions
codings             the codings in this paragraph, each with its id; yours first
recode ID CODE      another code for a coding
ends ID WHERE       another passage for a coding: FROM-TO, sN, all or @N-M
weight ID [N]       how strongly, from 0 to 100; nothing takes it away
comment ID [TEXT]   a comment on a coding; nothing takes it away
remove ID           take a coding away
memo ABOUT TITLE | TEXT  a memo on study, document, code:CODE or coding:ID
differences         where you and others differ in this document, each with its number
settle N WHAT       settle difference N: mine, theirs, both, or new and a code
suggestions         the open suggestions in this paragraph, each with its id
accept ID           make a coding of a suggestion
reject ID           refuse a suggestion
undo, redo          take the last change back, or do it again
search TEXT         go on to where words stand, whatever their case and accents
document NAME       go on in another document
where               document, paragraph, coder, and how much is coded
help                these commands
quit                leave; everything is saved
";

/// A document that is coded line by line.
struct Reading {
    desk: Desk,
    units: Units,
    /// The paragraph that is read, counted from 0.
    at: usize,
    /// The differences that were listed last, by what keeps a decision about each.
    listed: Vec<String>,
}

/// Why a line was not done, in words.
struct Refused(String);

impl Refused {
    fn of(why: &str) -> Refused {
        Refused(why.to_owned())
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        let hint = error.hint().map(|hint| format!("; {hint}"));
        Refused(format!("{error}{}", hint.unwrap_or_default()).replace('\n', " "))
    }
}

/// Codes line by line until the input ends or the coder leaves; returns how many lines were refused.
pub(crate) fn run(
    mut desk: Desk,
    input: impl BufRead,
    mut output: impl Write,
) -> Result<usize, Failed> {
    desk.show(Whose::Everyones)?;
    let units = Units::of(&desk.open);
    let mut reading = Reading { desk, units, at: 0, listed: Vec::new() };
    writeln!(output, "{}; help tells what can be typed", reading.place())?;
    write!(output, "{}", reading.paragraph()?)?;
    output.flush()?;
    let mut n_refused = 0;
    for line in input.lines() {
        let line = line?;
        if ["quit", "q"].contains(&line.trim()) {
            break;
        }
        match reading.answer_now(line.trim()) {
            Ok(answer) => write!(output, "{answer}")?,
            Err(Refused(why)) => {
                n_refused += 1;
                writeln!(output, "error: {why}")?;
            }
        }
        output.flush()?;
    }
    Ok(n_refused)
}

impl Reading {
    /// Reads anew what others have changed meanwhile, and says so.
    fn catch_up(&mut self) -> Result<&'static str, Refused> {
        let Some(change) = self.desk.catch_up()? else { return Ok("") };
        self.divide();
        Ok(match change {
            CaughtUp::Words => "the words of this document were changed elsewhere\n",
            CaughtUp::Codings => "the study was changed elsewhere; this is how it is now\n",
        })
    }

    /// Answers a line, behind what was changed elsewhere.
    fn answer_now(&mut self, line: &str) -> Result<String, Refused> {
        let told = self.catch_up()?;
        let answer = self.answer(line).map_err(|Refused(why)| match told {
            "" => Refused(why),
            told => Refused(format!("{why}; {}", told.trim_end())),
        })?;
        Ok(format!("{told}{answer}"))
    }

    fn answer(&mut self, line: &str) -> Result<String, Refused> {
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match command {
            "" | "next" => self.go_to(self.at + 1),
            "back" => match self.at.checked_sub(1) {
                Some(before) => self.go_to(before),
                None => Ok("this is the first paragraph\n".to_owned()),
            },
            "show" => self.show(rest),
            "uncoded" => self.uncoded(),
            "words" => Ok(self.numbered(Unit::Word)),
            "sentences" => Ok(self.numbered(Unit::Sentence)),
            "codes" => self.codes(rest),
            "codings" => self.codings(),
            "differences" => self.differences(),
            "suggestions" => self.suggestions(),
            "search" => self.search(rest),
            "document" => self.document(rest),
            "where" => Ok(format!("{}\n", self.place())),
            "help" => Ok(HELP.to_owned()),
            command => self.change_study(command, rest),
        }
    }

    /// Divides words that may be others than before.
    fn divide(&mut self) {
        self.units = Units::of(&self.desk.open);
        self.at = self.at.min(self.units.all(Unit::Paragraph).len().saturating_sub(1));
    }

    fn change_study(&mut self, command: &str, rest: &str) -> Result<String, Refused> {
        match command {
            "code" => self.code(rest),
            "new" => self.new_code(rest),
            "recode" => self.recode(rest),
            "ends" => self.ends(rest),
            "weight" => self.weight(rest),
            "comment" => self.comment(rest),
            "remove" => self.remove(rest),
            "memo" => self.memo(rest),
            "accept" => self.act(Act::Decide(Verdict::Accepted, rest.to_owned())),
            "reject" => self.act(Act::Decide(Verdict::Rejected, rest.to_owned())),
            "settle" => self.settle(rest),
            "undo" => self.act(Act::Undo),
            "redo" => self.act(Act::Redo),
            other => Err(Refused(format!("`{other}` is no command; help tells what can be typed"))),
        }
    }

    fn show(&mut self, number: &str) -> Result<String, Refused> {
        if number.is_empty() {
            return Ok(self.paragraph()?);
        }
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        self.go_to(place.ok_or_else(|| Refused::of("show takes the number of a paragraph"))?)
    }

    fn act(&mut self, act: Act) -> Result<String, Refused> {
        let done = self.desk.act(&act)?;
        if done.has_other_words {
            self.divide();
        }
        Ok(format!("{}\n", done.said))
    }

    fn document(&mut self, name: &str) -> Result<String, Refused> {
        self.desk.go_to(name)?;
        self.units = Units::of(&self.desk.open);
        self.at = 0;
        self.listed.clear();
        Ok(format!("{}\n{}", self.place(), self.paragraph()?))
    }

    /// Goes on to the next paragraph in which the coder has coded nothing.
    fn uncoded(&mut self) -> Result<String, Refused> {
        let paragraphs = self.units.all(Unit::Paragraph);
        let is_open = |number: &usize| self.codings_in(&paragraphs[*number]).0.is_empty();
        match (self.at + 1..paragraphs.len()).find(is_open) {
            Some(number) => self.go_to(number),
            None => Ok("every paragraph behind this one has a coding of yours\n".to_owned()),
        }
    }

    fn place(&self) -> String {
        let paragraphs = self.units.all(Unit::Paragraph).len();
        format!(
            "{}, paragraph {} of {paragraphs}, coder {}, coded {} %",
            self.desk.name(),
            (self.at + 1).min(paragraphs),
            self.desk.coder(),
            self.desk.coded_percent()
        )
    }

    fn go_to(&mut self, number: usize) -> Result<String, Refused> {
        if number >= self.units.all(Unit::Paragraph).len() {
            return Ok("there is no paragraph behind this one\n".to_owned());
        }
        self.at = number;
        Ok(self.paragraph()?)
    }

    fn range(&self) -> Range<usize> {
        self.units.all(Unit::Paragraph).get(self.at).cloned().unwrap_or_default()
    }

    /// Returns the paragraph with who speaks and when, and how many codings are in it.
    fn paragraph(&self) -> Result<String, Error> {
        let range = self.range();
        let layout = &self.desk.open.layout;
        let turn = layout.turns.iter().find(|turn| turn.words_start as usize == range.start);
        let speaker = match turn {
            Some(turn) => {
                let speakers = &self.desk.document()?.speakers;
                let name = speakers.get(turn.speaker.index()).map_or("", |s| s.name.as_str());
                let time = turn.time.map(|time| format!(" at {}", clock(time.start)));
                format!(" {name}{}:", time.unwrap_or_default())
            }
            None => String::new(),
        };
        let words = visible(self.desk.text().get(range.clone()).unwrap_or_default());
        let (own, others) = self.codings_in(&range);
        let codings = match (own.len(), others.len()) {
            (0, 0) => String::new(),
            (1, 0) => "\n(1 coding)".to_owned(),
            (n, 0) => format!("\n({n} codings)"),
            (0, others) => format!("\n(no coding of yours, {others} of others)"),
            (1, others) => format!("\n(1 coding of yours, {others} of others)"),
            (n, others) => format!("\n({n} codings of yours, {others} of others)"),
        };
        Ok(format!("{}.{speaker} {words}{codings}\n", self.at + 1))
    }

    fn numbered(&self, unit: Unit) -> String {
        let text = self.desk.text();
        let parts = parts(&self.units, unit, &self.range()).into_iter().enumerate();
        let lines =
            parts.map(|(number, part)| format!("{} {}\n", number + 1, visible(&text[part])));
        lines.collect()
    }

    fn codes(&self, typed: &str) -> Result<String, Refused> {
        let language = self.desk.language()?;
        let codes = self.desk.snapshot()?.codes();
        let typed = fold(typed);
        let mut lines = String::new();
        for id in self.desk.codes()? {
            let code = codes.code(id);
            let names = code.label.values().map(String::as_str).chain([code.path.as_str()]);
            if !names.into_iter().any(|name| fit(&typed, &fold(name)).is_some()) {
                continue;
            }
            let definition = code.definition.get(&language).or(code.definition.values().next());
            let definition = definition.map(|words| format!(": {words}")).unwrap_or_default();
            lines.push_str(&format!("{} {}{definition}\n", code.path, code.label_in(&language)));
        }
        Ok(if lines.is_empty() { "no code fits\n".to_owned() } else { lines })
    }

    /// Returns the coder's own codings that touch some bytes, and those of others.
    fn codings_in(&self, bytes: &Range<usize>) -> (Vec<usize>, Vec<usize>) {
        let is_own = |at: &usize| self.desk.is_mine(&self.desk.codings[*at].coding);
        self.desk.codings_at(bytes).into_iter().partition(is_own)
    }

    fn codings(&self) -> Result<String, Refused> {
        let text = self.desk.text();
        let mut lines = String::new();
        let (own, others) = self.codings_in(&self.range());
        for at in own.into_iter().chain(others) {
            let coding = &self.desk.codings[at];
            let by = match self.desk.is_mine(&coding.coding) {
                true => String::new(),
                false => format!(" by {}", self.desk.coder_of(coding)?),
            };
            let span = coding.coding.span;
            let words = visible(&text[span.start()..span.end()]);
            let code = self.desk.path(coding.coding.code)?;
            let weight = coding.coding.weight.map(|weight| format!(", weight {}", weight.get()));
            let comment = coding.detail.comment.as_deref().map(visible);
            let comment = comment.map(|comment| format!("\n  comment: {comment}"));
            let (weight, comment) = (weight.unwrap_or_default(), comment.unwrap_or_default());
            lines.push_str(&format!("{} {code}{weight}{by}: {words}{comment}\n", coding.name));
        }
        Ok(if lines.is_empty() { "no codings in this paragraph\n".to_owned() } else { lines })
    }

    fn suggestions(&self) -> Result<String, Refused> {
        let mut lines = String::new();
        for at in self.desk.suggestions_at(&self.range()) {
            let suggested = &self.desk.suggestions[at];
            let words = visible(&self.desk.text()[suggested.passage.clone()]);
            let (id, code) = (&suggested.id, self.desk.path(suggested.code)?);
            lines.push_str(&format!("{id} {code}: {words}\n"));
        }
        Ok(if lines.is_empty() { "no suggestions in this paragraph\n".to_owned() } else { lines })
    }

    /// Goes to the next paragraph in which words stand, from the last one on to the first.
    fn search(&mut self, typed: &str) -> Result<String, Refused> {
        let wanted = fold(typed);
        let paragraphs = self.units.all(Unit::Paragraph);
        let text = self.desk.text();
        let has = |number: &usize| fold(&text[paragraphs[*number].clone()]).contains(&wanted);
        let behind = self.at + 1..paragraphs.len();
        match behind.chain(0..=self.at).find(has) {
            Some(number) if !wanted.is_empty() => self.go_to(number),
            _ => Ok("these words do not stand here\n".to_owned()),
        }
    }
}

/// Control characters do not reach the terminal.
fn visible(words: &str) -> String {
    words.chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}
