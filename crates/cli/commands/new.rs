//! `kwali new`.

use std::path::PathBuf;

use clap::Args;
use kwali_study::{EXTENSION, Language, Study};

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Make an empty study
#[derive(Args)]
#[command(after_help = examples!(
    "a study in Dutch, in the file buurt.kwali" => "kwali new buurt",
    "a study in English" => "kwali new interviews-2024 --language en",
))]
pub(crate) struct New {
    /// The study's name; its file is NAME.kwali
    name: PathBuf,

    /// The languages of the study, the main one first: nl, en, …
    #[arg(long, value_name = "CODE", default_value = "nl", value_delimiter = ',')]
    language: Vec<String>,
}

impl New {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut path = self.name;
        if path.extension().is_none_or(|ending| ending != EXTENSION) {
            let mut name = path.into_os_string();
            name.push(format!(".{EXTENSION}"));
            path = PathBuf::from(name);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let message = format!("{}: there is no such folder", folder.display());
            return Err(Failure::usage(message, "make the folder first"));
        }
        let languages = self.language.iter().map(|code| language(code));
        let languages = languages.collect::<Result<Vec<_>, _>>()?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Study::create(&path, &name, &languages, &context.author("new"))?;
        context.note(format!("made {}", path.display()));
        Ok(Outcome::Done)
    }
}

/// Reads a language as it was typed.
pub(crate) fn language(code: &str) -> Result<Language, Failure> {
    Language::new(code).ok_or_else(|| {
        let message = format!("`{code}` is no language code");
        Failure::usage(message, "give two or three letters, such as nl, en or fy")
    })
}
