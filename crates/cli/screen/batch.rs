//! A file of what a coder would type: read whole, and done whole or not at all.

use std::ops::Range;

use kwali_study::{
    BatchAct, BatchLine, CodingRequest, Error, Notice, OpenDocument, Passage, Study,
};

use super::passage::{FORMS, extent, meant, typed_passage};
use super::units::{Unit, Units};

/// What a file of commands asks for, and the lines of it that are not understood.
#[derive(Default)]
pub(crate) struct Commands {
    /// What is asked for.
    pub(crate) lines: Vec<BatchLine>,
    /// What is wrong with the others, each with its line.
    pub(crate) problems: Vec<(usize, Notice)>,
}

/// Why a line is not understood, and what to write instead.
struct NotUnderstood {
    message: String,
    hint: Option<String>,
}

/// Reads the commands of a file; `document` is the one in which it begins.
pub(crate) fn read(
    study: &Study,
    (file, content): (&str, &str),
    (coder, document): (&str, Option<&str>),
) -> Commands {
    let mut reader = Reader { study, coder, open: None, made: 0..0, commands: Commands::default() };
    let told = |reader: &mut Reader<'_>, number: usize, result: Result<(), NotUnderstood>| {
        if let Err(NotUnderstood { message, hint }) = result {
            let message = format!("{file}:{number}: {message}");
            reader.commands.problems.push((number, Notice::error(message, hint)));
        }
    };
    if let Some(document) = document {
        let result = reader.open(document);
        told(&mut reader, 1, result);
    }
    for (number, line) in content.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}').trim();
        if !line.is_empty() && !line.starts_with('#') {
            let result = reader.take(number + 1, line);
            told(&mut reader, number + 1, result);
        }
    }
    reader.commands
}

/// A document that is being coded, and the paragraph in which one is, counted from 0.
struct Open {
    name: String,
    document: OpenDocument,
    units: Units,
    paragraph: usize,
}

struct Reader<'a> {
    study: &'a Study,
    coder: &'a str,
    open: Option<Open>,
    /// Which of the lines the last `code` made: what `weight` and `comment` are of.
    made: Range<usize>,
    commands: Commands,
}

impl Reader<'_> {
    fn take(&mut self, number: usize, line: &str) -> Result<(), NotUnderstood> {
        let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match command {
            "document" => self.open(rest),
            "show" => self.show(rest),
            "next" => self.move_by(1),
            "back" => self.move_by(-1),
            "code" => self.code(number, rest),
            "weight" => self.weight(rest),
            "comment" => self.change_made(|request| request.comment = Some(rest.to_owned())),
            "remove" => self.remove(number, rest),
            _ => Err(not_understood(
                "the line begins with no command",
                "commands are document, show, next, back, code, weight, comment and remove; a line \
                 that begins with # is a remark",
            )),
        }
    }

    fn open(&mut self, name: &str) -> Result<(), NotUnderstood> {
        self.made = 0..0;
        self.open = None;
        let document = self.study.open_document(name)?;
        let units = Units::of(&document);
        self.open = Some(Open { name: name.to_owned(), document, units, paragraph: 0 });
        Ok(())
    }

    fn opened(&mut self) -> Result<&mut Open, NotUnderstood> {
        self.open.as_mut().ok_or_else(|| {
            not_understood("it is not said in which document", "write `document NAME` above it")
        })
    }

    fn show(&mut self, rest: &str) -> Result<(), NotUnderstood> {
        let open = self.opened()?;
        let n_paragraphs = open.units.all(Unit::Paragraph).len();
        let number = rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match number.filter(|&number| number < n_paragraphs) {
            Some(number) => open.paragraph = number,
            None => {
                let message = "there is no such paragraph with words".to_owned();
                let hint = Some(format!("write `show 1` to `show {n_paragraphs}`"));
                return Err(NotUnderstood { message, hint });
            }
        }
        Ok(())
    }

    fn move_by(&mut self, step: isize) -> Result<(), NotUnderstood> {
        let next = self.opened()?.paragraph.saturating_add_signed(step) + 1;
        self.show(&next.to_string())
    }

    /// Returns the passage that a line begins with, and what follows.
    fn passage<'l>(&mut self, line: &'l str) -> Result<(Passage, &'l str), NotUnderstood> {
        let no_passage = || not_understood("there is no passage behind the command", FORMS);
        let (typed, rest) = typed_passage(line).ok_or_else(no_passage)?;
        let Open { document, units, paragraph, .. } = self.opened()?;
        let within = units.all(Unit::Paragraph).get(*paragraph).cloned().unwrap_or_default();
        let passage = meant((document, units, &within), typed).ok_or_else(|| {
            not_understood(&format!("there is no such passage: {}", extent(units, &within)), FORMS)
        })?;
        Ok((passage, rest))
    }

    /// Returns what a line asks for of a passage: a request for each code.
    fn requests(&mut self, line: &str) -> Result<Vec<CodingRequest>, NotUnderstood> {
        let (passage, codes) = self.passage(line)?;
        let document = self.opened()?.name.clone();
        let request = |code: &str| CodingRequest {
            document: document.clone(),
            passage: passage.clone(),
            code: code.to_owned(),
            coder: self.coder.to_owned(),
            weight: None,
            comment: None,
        };
        let requests: Vec<CodingRequest> = codes.split_whitespace().map(request).collect();
        match requests.is_empty() {
            true => {
                Err(not_understood("there is no code behind the passage", "write its id there"))
            }
            false => Ok(requests),
        }
    }

    fn code(&mut self, line: usize, rest: &str) -> Result<(), NotUnderstood> {
        // What follows is not of the line before, should this one not be understood.
        self.made = 0..0;
        let requests = self.requests(rest)?;
        let first = self.commands.lines.len();
        let lines = requests.into_iter().map(|r| BatchLine { line, act: BatchAct::Add(r) });
        self.commands.lines.extend(lines);
        self.made = first..self.commands.lines.len();
        Ok(())
    }

    fn weight(&mut self, rest: &str) -> Result<(), NotUnderstood> {
        let weight = rest.parse().ok().filter(|weight| *weight <= 100);
        let wrong = || not_understood("a weight is a whole number", "from 0 to 100");
        let weight: u8 = weight.ok_or_else(wrong)?;
        self.change_made(|request| request.weight = Some(weight))
    }

    /// Changes what the last `code` asks for.
    fn change_made(&mut self, change: impl Fn(&mut CodingRequest)) -> Result<(), NotUnderstood> {
        if self.made.is_empty() {
            return Err(not_understood(
                "there is no coding that this could be of",
                "it stands behind the line with `code`",
            ));
        }
        for line in &mut self.commands.lines[self.made.clone()] {
            if let BatchAct::Add(request) = &mut line.act {
                change(request);
            }
        }
        Ok(())
    }

    fn remove(&mut self, line: usize, rest: &str) -> Result<(), NotUnderstood> {
        self.made = 0..0;
        let acts = match rest.split_whitespace().collect::<Vec<_>>()[..] {
            [id] => vec![BatchAct::Remove(id.to_owned())],
            _ => self.requests(rest)?.into_iter().map(BatchAct::RemoveOn).collect(),
        };
        self.commands.lines.extend(acts.into_iter().map(|act| BatchLine { line, act }));
        Ok(())
    }
}

fn not_understood(message: &str, hint: &str) -> NotUnderstood {
    NotUnderstood { message: message.to_owned(), hint: Some(hint.to_owned()) }
}

impl From<Error> for NotUnderstood {
    fn from(error: Error) -> NotUnderstood {
        NotUnderstood { message: error.to_string(), hint: error.hint() }
    }
}
