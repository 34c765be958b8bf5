//! `kwali factsheet new`.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kwali_exhibit::Language;
use kwali_exhibit::factsheet::{
    Checklist, DraftPart, DraftRequest, branches, draft, draft_checklist, perspective, usual_parts,
};
use kwali_model::{Scope, Snapshot};
use kwali_study::Study;
use kwali_text::nearest;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Make a template from what is in the study
///
/// Asks what the factsheet is to have, one question at a time; Enter takes what stands in brackets. With
/// --yes, or where nobody is at a terminal, all is taken. The template has remarks how to change it,
/// and can be built as it is. A file that is there is never overwritten.
#[derive(Args)]
#[command(after_help = examples!(
    "ask what it is to have" => "kwali factsheet new",
    "the sample and one theme, without asking" => "kwali factsheet new buurt.md --yes --include summary,sample,eiw.barrier",
    "in English, by another variable" => "kwali factsheet new english.md --yes --language en --by paid",
    "a reporting checklist, filled in as far as the study can" => "kwali factsheet new --checklist coreq",
))]
pub(crate) struct New {
    /// The template to make; else factsheet.md, or what the checklist is called
    file: Option<PathBuf>,

    /// What it is to have: summary, sample, themes, perspectives, cooccurrence, quotes, methods, or
    /// codes that are to have a section of their own
    #[arg(long, value_name = "PART,…", value_delimiter = ',', conflicts_with = "checklist")]
    include: Vec<String>,

    /// The language of the template; else that of the study
    #[arg(long, value_enum)]
    language: Option<LanguageArg>,

    /// The variable of participants that says whose perspective something is; else role, or what seems
    /// to be it
    #[arg(long, value_name = "VARIABLE")]
    by: Option<String>,

    /// Make a checklist for reports instead: what the study can prove is filled in, the rest are questions
    #[arg(long, value_enum, value_name = "LIST")]
    checklist: Option<ChecklistArg>,

    /// Ask nothing
    #[arg(long)]
    yes: bool,
}

/// A language in which templates are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum LanguageArg {
    /// Dutch
    Nl,
    /// English
    En,
}

/// A checklist for reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum ChecklistArg {
    /// COREQ: 32 items on interviews and focus groups (Tong, Sainsbury & Craig 2007)
    Coreq,
    /// SRQR: 21 standards (O'Brien et al. 2014)
    Srqr,
}

impl From<LanguageArg> for Language {
    fn from(language: LanguageArg) -> Language {
        match language {
            LanguageArg::Nl => Language::Dutch,
            LanguageArg::En => Language::English,
        }
    }
}

impl From<ChecklistArg> for Checklist {
    fn from(checklist: ChecklistArg) -> Checklist {
        match checklist {
            ChecklistArg::Coreq => Checklist::Coreq,
            ChecklistArg::Srqr => Checklist::Srqr,
        }
    }
}

impl New {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let file = self.file.clone().unwrap_or_else(|| self.usual_file());
        if file.exists() {
            return Err(exists(&file));
        }
        let study = context.open()?;
        let snapshot = study.snapshot()?;
        let mut request = self.request(&study, snapshot)?;
        let template = match self.checklist {
            Some(checklist) => draft_checklist(snapshot, checklist.into(), &request),
            None => {
                if !self.yes && self.include.is_empty() && io::stdin().is_terminal() {
                    let mut questions = Questions { input: io::stdin().lock(), out: io::stderr() };
                    request = questions.ask(snapshot, request)?;
                }
                draft(snapshot, &request)
            }
        };
        let created = OpenOptions::new().write(true).create_new(true).open(&file);
        let mut created = created.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(&file),
            _ => Failure::io(&file, error),
        })?;
        created.write_all(template.as_bytes()).map_err(|error| Failure::io(&file, error))?;
        context.note(format!("wrote {}; next: kwali factsheet build {0}", file.display()));
        Ok(Outcome::Done)
    }

    fn usual_file(&self) -> PathBuf {
        let name = self.checklist.map_or("factsheet", |list| Checklist::from(list).name());
        PathBuf::from(format!("{name}.md"))
    }

    /// Returns what the options ask for, and what is usual where they say nothing.
    fn request(&self, study: &Study, snapshot: &Snapshot) -> Result<DraftRequest, Failure> {
        let language = self.language.map(Language::from);
        let language = language.unwrap_or_else(|| Language::of(snapshot.language()));
        let by = match &self.by {
            Some(name) => Some(variable(snapshot, name)?),
            None => perspective(snapshot).map(str::to_owned),
        };
        let (mut parts, codes) = included(snapshot, &self.include)?;
        if self.include.is_empty() {
            parts = usual_parts(snapshot, by.as_deref());
        }
        let code_changes = code_changes(study)?;
        Ok(DraftRequest { language, parts, branches: codes, by, code_changes })
    }
}

fn exists(file: &std::path::Path) -> Failure {
    let message = format!("{}: there is such a file already", file.display());
    Failure::usage(message, "name another file: kwali factsheet new FILE")
}

/// Returns how often codes were added, changed, and so on.
fn code_changes(study: &Study) -> Result<BTreeMap<String, usize>, Failure> {
    let mut changes = BTreeMap::new();
    for entry in study.journal(usize::MAX >> 1)? {
        if let Some(action) = entry.action.strip_prefix("code.") {
            *changes.entry(action.to_owned()).or_insert(0) += 1;
        }
    }
    Ok(changes)
}

/// Returns the name of a variable of participants.
fn variable(snapshot: &Snapshot, typed: &str) -> Result<String, Failure> {
    let name = typed.strip_prefix("participant.").unwrap_or(typed);
    if snapshot.variable(Scope::Participant, name).is_some() {
        return Ok(name.to_owned());
    }
    let variables = snapshot.variables().iter().filter(|v| v.scope == Scope::Participant);
    let hint = match nearest(name, variables.map(|variable| variable.name.as_str())) {
        Some(near) => format!("did you mean {near}?"),
        None => "kwali list variables shows what is known of participants".to_owned(),
    };
    Err(Failure::usage(format!("participants have no variable `{typed}`"), hint))
}

/// Returns the parts, and the codes with a section of their own, that were named.
fn included(
    snapshot: &Snapshot,
    named: &[String],
) -> Result<(Vec<DraftPart>, Vec<String>), Failure> {
    let (mut parts, mut codes) = (Vec::new(), Vec::new());
    for name in named {
        let name = name.trim();
        let path = name.strip_prefix('#').unwrap_or(name);
        let is_code = || snapshot.codes().codes().iter().any(|code| code.path.as_str() == path);
        if let Some(part) = DraftPart::ALL.into_iter().find(|part| part.name() == name) {
            parts.push(part);
        } else if is_code() {
            codes.push(path.to_owned());
            parts.push(DraftPart::Themes);
        } else {
            let known = DraftPart::ALL.map(DraftPart::name);
            let near =
                known.into_iter().chain(snapshot.codes().codes().iter().map(|c| c.path.as_str()));
            let hint = match nearest(name, near) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("name a code, or one of {}", known.join(", ")),
            };
            return Err(Failure::usage(format!("there is no part or code `{name}`"), hint));
        }
    }
    Ok((parts, codes))
}

/// Asks one question after the other.
struct Questions<I, O> {
    input: I,
    out: O,
}

impl<I: BufRead, O: Write> Questions<I, O> {
    fn ask(
        &mut self,
        snapshot: &Snapshot,
        mut request: DraftRequest,
    ) -> Result<DraftRequest, Failure> {
        let usual = request.language.tag();
        request.language = loop {
            match self.answer(&format!("Language, nl or en [{usual}]"))?.as_str() {
                "" => break request.language,
                "nl" => break Language::Dutch,
                "en" => break Language::English,
                _ => self.say("nl or en, please")?,
            }
        };
        if let Some(usual) = request.by.clone() {
            request.by = loop {
                let typed = self.answer(&format!("Perspectives by, - for none [{usual}]"))?;
                match typed.as_str() {
                    "" => break Some(usual),
                    "-" => break None,
                    name => match variable(snapshot, name) {
                        Ok(name) => break Some(name),
                        Err(_) => self.say("participants have no such variable")?,
                    },
                }
            };
        }
        let mut parts = Vec::new();
        for part in usual_parts(snapshot, request.by.as_deref()) {
            if self.yes(&format!("Include {}", part.description()))? {
                parts.push(part);
            }
        }
        request.parts = parts;
        if request.parts.contains(&DraftPart::Themes) {
            request.branches = self.branches(snapshot, request.language)?;
            let has_codes = !branches(snapshot, request.language).is_empty();
            if has_codes && request.branches.is_empty() {
                request.parts.retain(|part| *part != DraftPart::Themes);
            }
        }
        Ok(request)
    }

    /// Returns the branches that are to have a section.
    fn branches(
        &mut self,
        snapshot: &Snapshot,
        language: Language,
    ) -> Result<Vec<String>, Failure> {
        let mut chosen = Vec::new();
        for (id, label) in branches(snapshot, language) {
            if self.yes(&format!("A section on {label}"))? {
                chosen.push(id);
            }
        }
        Ok(chosen)
    }

    fn yes(&mut self, question: &str) -> Result<bool, Failure> {
        loop {
            match self.answer(&format!("{question}? [Y/n]"))?.to_lowercase().as_str() {
                "" | "y" | "yes" | "j" | "ja" => return Ok(true),
                "n" | "no" | "nee" => return Ok(false),
                _ => self.say("y or n, please")?,
            }
        }
    }

    /// Returns the line that is typed, nothing where the input is at its end.
    fn answer(&mut self, question: &str) -> Result<String, Failure> {
        let mut line = String::new();
        write!(self.out, "{question}: ")
            .and_then(|()| self.out.flush())
            .and_then(|()| self.input.read_line(&mut line))
            .map_err(|error| Failure::io("terminal".as_ref(), error))?;
        Ok(line.trim().to_owned())
    }

    fn say(&mut self, words: &str) -> Result<(), Failure> {
        writeln!(self.out, "{words}").map_err(|error| Failure::io("terminal".as_ref(), error))
    }
}

#[cfg(test)]
mod tests {
    use kwali_model::{Snapshot, SnapshotParts, Variable, VariableId, VariableKind};

    use super::*;

    /// Asks with these answers; returns what was asked for, and all that was said.
    fn asked(answers: &str) -> (DraftRequest, String) {
        let variable = |number, name: &str| Variable {
            id: VariableId(number),
            name: name.to_owned(),
            scope: Scope::Participant,
            kind: VariableKind::Text,
        };
        let variables = vec![variable(1, "role"), variable(2, "paid")];
        let snapshot = Snapshot::new(SnapshotParts { variables, ..SnapshotParts::default() });
        let mut out = Vec::new();
        let mut questions = Questions { input: answers.as_bytes(), out: &mut out };
        let request = DraftRequest {
            language: Language::Dutch,
            by: Some("role".to_owned()),
            ..DraftRequest::default()
        };
        let request = questions.ask(&snapshot, request).unwrap();
        (request, String::from_utf8(out).unwrap())
    }

    #[test]
    fn enter_and_the_end_of_the_input_take_what_is_usual() {
        for answers in ["", "\n\n\n\n\n\n\n"] {
            let (request, said) = asked(answers);
            assert_eq!((request.language, request.by.as_deref()), (Language::Dutch, Some("role")));
            assert_eq!(request.parts.len(), 5, "{said}");
            assert!(
                said.starts_with("Language, nl or en [nl]: Perspectives by, - for none [role]: ")
            );
        }
    }

    #[test]
    fn answers_that_are_none_are_asked_again() {
        let (request, said) = asked("fr\nen\nrol\nparticipant.paid\nmisschien\nn\nja\n");
        assert_eq!((request.language, request.by.as_deref()), (Language::English, Some("paid")));
        assert!(!request.parts.contains(&DraftPart::Summary), "{said}");
        assert!(request.parts.contains(&DraftPart::Sample));
        assert!(said.contains("nl or en, please\n"));
        assert!(said.contains("participants have no such variable\n"));
        assert!(said.contains("y or n, please\n"));
    }

    #[test]
    fn perspectives_can_be_left_out() {
        assert_eq!(asked("\n-\n").0.by, None);
    }
}
