//! Codebooks in TOML, read with the line of every key.

use kwali_text::{Encoding, Language, decode, line_and_column};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::codebook::{Drafts, add_language};
use crate::draft::Draft;
use crate::field::{Field, FieldValue, KEYS_BY_LANGUAGE, clean, unknown_key};
use crate::{Error, Problem, ProblemKind};

pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Drafts, Error> {
    let decoded =
        decode(bytes).map_err(|source| Error::NotText { file: file.to_owned(), source })?;
    let text = decoded.text.as_ref();
    let table = DeTable::parse(text).map_err(|error| {
        let (line, column) = line_and_column(text, error.span().map_or(0, |span| span.start));
        Error::Toml { file: file.to_owned(), line, column, message: error.message().to_owned() }
    })?;
    let empty =
        Drafts { name: None, languages: Vec::new(), drafts: Vec::new(), problems: Vec::new() };
    let mut reader = Reader { file, lines: Lines::of(text), used: Vec::new(), read: empty };
    if decoded.encoding == Encoding::Windows1252 {
        reader.read.problems.push(Problem::of(file, ProblemKind::Windows1252));
    }
    reader.document(table.get_ref());
    reader.used.sort();
    for (_, language) in &reader.used {
        add_language(&mut reader.read.languages, language);
    }
    Ok(reader.read)
}

struct Reader<'a> {
    file: &'a str,
    lines: Lines,
    /// The languages that codes are worded in, each with the byte where that is.
    used: Vec<(usize, Language)>,
    read: Drafts,
}

type Key<'i> = Spanned<std::borrow::Cow<'i, str>>;
type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn document(&mut self, document: &DeTable<'_>) {
        // The head first, since it says which language is the main one.
        if let Some(head) = document.get("codebook") {
            match head.get_ref().as_table() {
                Some(head) => self.head(head),
                None => self.wrong_type("codebook", "a table", head),
            }
        }
        for (key, value) in document {
            match key.get_ref().as_ref() {
                "codebook" => {}
                "code" => self.codes(value),
                other => self.problem(key.span().start, unknown_key(other, &["codebook", "code"])),
            }
        }
    }

    fn head(&mut self, head: &DeTable<'_>) {
        for (key, value) in head {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("name", DeValue::String(name)) => self.read.name = clean(name),
                ("name", _) => self.wrong_type("name", "a text", value),
                ("languages", DeValue::Array(codes)) => {
                    codes.iter().for_each(|code| self.language(code));
                }
                ("languages", _) => self.wrong_type("languages", "a list of texts", value),
                (other, _) => {
                    self.problem(key.span().start, unknown_key(other, &["name", "languages"]));
                }
            }
        }
    }

    fn language(&mut self, value: &Value<'_>) {
        let Some(code) = value.get_ref().as_str() else {
            return self.wrong_type("languages", "a list of texts", value);
        };
        match Language::new(code) {
            Some(language) => add_language(&mut self.read.languages, &language),
            None => self.problem(value.span().start, ProblemKind::BadLanguage(code.to_owned())),
        }
    }

    fn codes(&mut self, codes: &Value<'_>) {
        let tables: Option<Vec<(usize, &DeTable<'_>)>> =
            codes.get_ref().as_array().and_then(|codes| {
                codes
                    .iter()
                    .map(|code| Some((code.span().start, code.get_ref().as_table()?)))
                    .collect()
            });
        let Some(tables) = tables else {
            return self.wrong_type(
                "code",
                "a list of tables, each below a line `[[code]]`",
                codes,
            );
        };
        for (start, table) in tables {
            let mut draft = Draft::new(self.lines.line(start));
            for (key, value) in table {
                self.key(key, value, &mut draft);
            }
            self.read.drafts.push(draft);
        }
    }

    fn key(&mut self, key: &Key<'_>, value: &Value<'_>, draft: &mut Draft) {
        let name = key.get_ref().as_ref();
        if let DeValue::Table(by_language) = value.get_ref()
            && KEYS_BY_LANGUAGE.contains(&name)
        {
            for (code, value) in by_language {
                let language = Language::new(code.get_ref());
                match language.and_then(|language| Field::by_language(name, language)) {
                    Some(field) => self.field(name, code.span().start, field, value, draft),
                    None => {
                        let what = ProblemKind::BadLanguage(code.get_ref().to_string());
                        self.problem(code.span().start, what);
                    }
                }
            }
            return;
        }
        let main = self.read.languages.first().cloned().unwrap_or_else(Language::dutch);
        match Field::plain(name, &main) {
            Ok(field) => self.field(name, key.span().start, field, value, draft),
            Err(what) => self.problem(key.span().start, what),
        }
    }

    fn field(&mut self, name: &str, at: usize, field: Field, value: &Value<'_>, draft: &mut Draft) {
        let is_list = matches!(field, Field::Keywords(_));
        let field_value = match value.get_ref() {
            DeValue::String(text) if !is_list => Some(FieldValue::Text(text.to_string())),
            DeValue::Array(items) if is_list => {
                let texts = items.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
                texts.collect::<Option<_>>().map(FieldValue::List)
            }
            _ => None,
        };
        let Some(field_value) = field_value else {
            return self.wrong_type(
                name,
                if is_list { "a list of texts" } else { "a text" },
                value,
            );
        };
        if let Some(language) = field.language() {
            self.used.push((at, language.clone()));
        }
        draft.add(self.lines.line(at), field, field_value);
    }

    fn wrong_type(&mut self, key: &str, expected: &'static str, value: &Value<'_>) {
        let what = ProblemKind::WrongType { key: key.to_owned(), expected };
        self.problem(value.span().start, what);
    }

    fn problem(&mut self, byte: usize, what: ProblemKind) {
        self.read.problems.push(Problem::at(self.file, self.lines.line(byte), what));
    }
}

/// Where the lines of a file start, so that each is found quickly.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Lines(ends.map(|(end, _)| end + 1).collect())
    }

    fn line(&self, byte: usize) -> usize {
        self.0.partition_point(|&start| start <= byte) + 1
    }
}
