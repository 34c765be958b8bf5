//! `study.toml`: name, languages, and any further settings.

use kwali_text::{Language, decode, line_and_column, nearest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::records::StudyRecord;
use crate::sheet::Reader;
use crate::{Problem, ProblemKind};

pub(crate) const FILE: &str = "study.toml";

const KEYS: [&str; 3] = ["name", "languages", "settings"];

const LIST_OF_LANGUAGES: &str = "a list of language codes such as [\"nl\"]";

pub(crate) fn read(reader: &mut Reader) -> StudyRecord {
    let Some(bytes) = reader.take(FILE) else {
        return StudyRecord::default();
    };
    let text = match decode(&bytes) {
        Ok(decoded) => decoded.text,
        Err(error) => {
            let what = ProblemKind::NoTable(error.into());
            reader.problems.push(Problem::of(FILE, what));
            return StudyRecord::default();
        }
    };
    let mut parser = Parser { text: &text, study: StudyRecord::default(), problems: Vec::new() };
    match DeTable::parse(&text) {
        Ok(table) => parser.table(table.get_ref()),
        Err(error) => {
            let (line, column) = line_and_column(&text, error.span().map_or(0, |span| span.start));
            let message = error.message().to_owned();
            parser.problems.push(Problem::at(FILE, line, ProblemKind::Toml { column, message }));
        }
    }
    reader.problems.append(&mut parser.problems);
    parser.study
}

pub(crate) fn write(study: &StudyRecord) -> Option<Vec<u8>> {
    let mut file = String::new();
    if let Some(name) = &study.name {
        file.push_str(&format!("name = {}\n", toml::Value::from(name.as_str())));
    }
    if !study.languages.is_empty() {
        let codes: Vec<&str> = study.languages.iter().map(Language::code).collect();
        file.push_str(&format!("languages = {}\n", toml::Value::from(codes)));
    }
    if !study.settings.is_empty() {
        let setting = |(key, value): (&String, &String)| (key.clone(), value.as_str().into());
        let settings: toml::Table = study.settings.iter().map(setting).collect();
        file.push_str(&format!("\n[settings]\n{settings}"));
    }
    (!file.is_empty()).then(|| file.into_bytes())
}

struct Parser<'a> {
    text: &'a str,
    study: StudyRecord,
    problems: Vec<Problem>,
}

impl Parser<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => {
                    self.study.name = self.string("name", value).filter(|name| !name.is_empty());
                }
                "languages" => self.languages(value),
                "settings" => self.settings(value),
                other => {
                    let nearest = nearest(other, KEYS).map(str::to_owned);
                    let what = ProblemKind::UnknownKey { key: other.to_owned(), nearest };
                    self.problem(key.span().start, what);
                }
            }
        }
    }

    fn languages(&mut self, value: &Spanned<DeValue<'_>>) {
        let items = value.get_ref().as_array();
        let codes = items.into_iter().flatten().map(|item| item.get_ref().as_str());
        let languages: Option<Vec<Language>> = codes
            .map(|code| Language::new(code?))
            .collect::<Option<_>>()
            .filter(|_| items.is_some());
        match languages {
            Some(languages) => self.study.languages = languages,
            None => self.wrong_type("languages", LIST_OF_LANGUAGES, value),
        }
    }

    fn settings(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong_type("settings", "a table", value);
        };
        for (key, value) in table {
            if let Some(setting) = self.string(key.get_ref(), value) {
                self.study.settings.insert(key.get_ref().to_string(), setting);
            }
        }
    }

    /// A string, or a number or truth value as it is written.
    fn string(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => return Some(text.to_string()),
            DeValue::Array(_) | DeValue::Table(_) => self.wrong_type(key, "a text", value),
            _ => return Some(self.text[value.span()].to_owned()),
        }
        None
    }

    fn wrong_type(&mut self, key: &str, expected: &'static str, value: &Spanned<DeValue<'_>>) {
        let what = ProblemKind::WrongType { key: key.to_owned(), expected };
        self.problem(value.span().start, what);
    }

    fn problem(&mut self, byte: usize, what: ProblemKind) {
        self.problems.push(Problem::at(FILE, line_and_column(self.text, byte).0, what));
    }
}
