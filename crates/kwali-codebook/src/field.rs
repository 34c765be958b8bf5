//! The fields of a code, as keys of TOML and as columns of CSV.

use kwali_model::{Code, CodeKind, Colour, Wording};
use kwali_text::{Language, nearest, normalise};

use crate::ProblemKind;

/// A field of a code by its name, with the language where it has one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Field {
    Id,
    Parent,
    Label(Language),
    Definition(Language),
    Include,
    Exclude,
    Example,
    Keywords(Language),
    Colour,
    Kind,
}

/// What stands in a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum FieldValue {
    Text(String),
    List(Vec<String>),
}

pub(crate) const KEYS: [&str; 10] = [
    "id",
    "parent",
    "label",
    "definition",
    "include",
    "exclude",
    "example",
    "keywords",
    "colour",
    "kind",
];

/// The keys that stand once for each language.
pub(crate) const KEYS_BY_LANGUAGE: [&str; 3] = ["label", "definition", "keywords"];

impl Field {
    /// Returns the field of a key that has no language, or is in the codebook's `main` one.
    pub(crate) fn plain(key: &str, main: &Language) -> Result<Field, ProblemKind> {
        Ok(match key {
            "id" => Field::Id,
            "parent" => Field::Parent,
            "include" => Field::Include,
            "exclude" => Field::Exclude,
            "example" => Field::Example,
            "colour" => Field::Colour,
            "kind" => Field::Kind,
            _ => {
                return Field::by_language(key, main.clone())
                    .ok_or_else(|| unknown_key(key, &KEYS));
            }
        })
    }

    /// Returns the field of a key in a language, if it stands once for each.
    pub(crate) fn by_language(key: &str, language: Language) -> Option<Field> {
        match key {
            "label" => Some(Field::Label(language)),
            "definition" => Some(Field::Definition(language)),
            "keywords" => Some(Field::Keywords(language)),
            _ => None,
        }
    }

    /// Returns the language of the field, if it has one.
    pub(crate) fn language(&self) -> Option<&Language> {
        match self {
            Field::Label(language) | Field::Definition(language) | Field::Keywords(language) => {
                Some(language)
            }
            _ => None,
        }
    }

    /// Puts what stands in the field into a code; id and parent are its place and not in it.
    pub(crate) fn put(&self, value: &FieldValue, code: &mut Code) -> Result<(), ProblemKind> {
        if let (Field::Keywords(language), FieldValue::List(keywords)) = (self, value) {
            let keywords: Vec<String> = keywords.iter().filter_map(|word| clean(word)).collect();
            if !keywords.is_empty() {
                code.keywords.insert(language.clone(), keywords);
            }
            return Ok(());
        }
        let FieldValue::Text(text) = value else {
            return Ok(());
        };
        let Some(text) = clean(text) else {
            return Ok(());
        };
        match self {
            Field::Label(language) => put_wording(&mut code.label, language, text),
            Field::Definition(language) => put_wording(&mut code.definition, language, text),
            Field::Include => code.include = Some(text),
            Field::Exclude => code.exclude = Some(text),
            Field::Example => code.example = Some(text),
            Field::Colour => match Colour::from_hex(&text) {
                Some(colour) => code.colour = Some(colour),
                None => return Err(ProblemKind::BadColour(text)),
            },
            Field::Kind => match CodeKind::from_name(&text.to_lowercase()) {
                Some(kind) => code.kind = kind,
                None => {
                    let nearest = nearest(&text, CodeKind::ALL.map(CodeKind::name));
                    let nearest = nearest.and_then(CodeKind::from_name).map(CodeKind::name);
                    return Err(ProblemKind::BadKind { kind: text, nearest });
                }
            },
            Field::Id | Field::Parent | Field::Keywords(_) => {}
        }
        Ok(())
    }
}

pub(crate) fn unknown_key(key: &str, known: &[&str]) -> ProblemKind {
    let nearest = nearest(key, known.iter().copied()).map(str::to_owned);
    ProblemKind::UnknownKey { key: key.to_owned(), nearest }
}

/// The text in NFC with LF line ends and no white space around it; `None` where nothing is left.
pub(crate) fn clean(text: &str) -> Option<String> {
    let text = normalise(text.trim()).text;
    (!text.is_empty()).then_some(text)
}

fn put_wording(wording: &mut Wording, language: &Language, text: String) {
    wording.insert(language.clone(), text);
}
