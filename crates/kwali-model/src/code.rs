//! One code: its place in the tree, its wording, its rules.

use std::collections::BTreeMap;
use std::fmt;

use kwali_text::Language;

/// A code's id: parts joined by dots, of which all but the last are its parent.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CodePath(String);

/// Why something is not a code's id.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PathError {
    /// It is empty.
    #[error("a code's id is empty")]
    Empty,
    /// There is nothing between two dots, or before the first or behind the last.
    #[error("`{0}` has an empty part; a code's id is words joined by single dots")]
    EmptyPart(String),
    /// A part begins or ends with white space, or holds a control character.
    #[error("`{0}` has white space around a part, or a control character in it")]
    Space(String),
}

impl CodePath {
    /// Returns the id as a path.
    pub fn new(id: &str) -> Result<CodePath, PathError> {
        if id.is_empty() {
            return Err(PathError::Empty);
        }
        for part in id.split('.') {
            if part.is_empty() {
                return Err(PathError::EmptyPart(id.to_owned()));
            }
            if part.trim() != part || part.contains(char::is_control) {
                return Err(PathError::Space(id.escape_debug().to_string()));
            }
        }
        Ok(CodePath(id.to_owned()))
    }

    /// Returns the whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path of the parent, `None` at the top.
    pub fn parent(&self) -> Option<CodePath> {
        self.0.rsplit_once('.').map(|(parent, _)| CodePath(parent.to_owned()))
    }

    /// Returns the last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or(&self.0)
    }

    /// Returns the number of parts, 1 at the top.
    pub fn depth(&self) -> usize {
        self.0.split('.').count()
    }

    /// True if `other` lies below this path; a path is not below itself.
    pub fn is_ancestor_of(&self, other: &CodePath) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.starts_with('.'))
    }
}

impl fmt::Display for CodePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a code is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum CodeKind {
    /// Applied to what people say.
    #[default]
    Theme,
    /// Applied together with another code.
    Modifier,
    /// A statement of the researchers, never applied to people's words.
    Conclusion,
}

impl CodeKind {
    /// Every kind.
    pub const ALL: [CodeKind; 3] = [CodeKind::Theme, CodeKind::Modifier, CodeKind::Conclusion];

    /// Returns the kind's name in files.
    pub fn name(self) -> &'static str {
        match self {
            CodeKind::Theme => "theme",
            CodeKind::Modifier => "modifier",
            CodeKind::Conclusion => "conclusion",
        }
    }

    /// Returns the kind of that name.
    pub fn from_name(name: &str) -> Option<CodeKind> {
        CodeKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A colour as red, green and blue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Returns the colour written as `#rrggbb`.
    pub fn from_hex(hex: &str) -> Option<Colour> {
        // `from_str_radix` would take a sign too.
        let is_hex = |digits: &&str| digits.bytes().all(|b| b.is_ascii_hexdigit());
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6).filter(is_hex)?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Colour([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The same thing said in several languages; an entry is never empty.
pub type Wording = BTreeMap<Language, String>;

/// A code with its definition and rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// The id, which is the place in the tree.
    pub path: CodePath,
    /// What it is called.
    pub label: Wording,
    /// What it means.
    pub definition: Wording,
    /// When to apply it.
    pub include: Option<String>,
    /// When not to.
    pub exclude: Option<String>,
    /// A passage that carries it.
    pub example: Option<String>,
    /// Words that suggest it, by language; they never code by themselves.
    pub keywords: BTreeMap<Language, Vec<String>>,
    /// Its colour in margins and charts.
    pub colour: Option<Colour>,
    /// What it is for.
    pub kind: CodeKind,
}

impl Code {
    /// Returns a theme with nothing but an id.
    pub fn new(path: CodePath) -> Code {
        Code {
            path,
            label: Wording::new(),
            definition: Wording::new(),
            include: None,
            exclude: None,
            example: None,
            keywords: BTreeMap::new(),
            colour: None,
            kind: CodeKind::default(),
        }
    }

    /// Returns the label in `language`, else in any other, else the last part of the id.
    pub fn label_in(&self, language: &Language) -> &str {
        let label = self.label.get(language).or_else(|| self.label.values().next());
        label.map_or(self.path.name(), String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_knows_its_place() {
        let path = CodePath::new("eiw.barrier.workload").unwrap();
        assert_eq!(path.name(), "workload");
        assert_eq!(path.depth(), 3);
        let parent = path.parent().unwrap();
        assert_eq!(parent.as_str(), "eiw.barrier");
        assert!(parent.is_ancestor_of(&path) && !path.is_ancestor_of(&path));
        assert!(!CodePath::new("eiw.bar").unwrap().is_ancestor_of(&path));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        assert_eq!(CodePath::new(""), Err(PathError::Empty));
        for id in [".", "a..b", ".a", "a."] {
            assert_eq!(CodePath::new(id), Err(PathError::EmptyPart(id.into())));
        }
        for id in ["a. b", " a", "a\n"] {
            assert!(matches!(CodePath::new(id), Err(PathError::Space(_))), "{id:?}");
        }
        assert!(CodePath::new("Collega’s").is_ok());
    }

    #[test]
    fn colours_round_trip() {
        for hex in ["#1f77b4", "#000000"] {
            assert_eq!(Colour::from_hex(hex).unwrap().to_string(), hex);
        }
        for hex in ["1f77b4", "#1f77b", "#gggggg", "", "#é7b4f", "#+1f77b"] {
            assert_eq!(Colour::from_hex(hex), None);
        }
    }

    #[test]
    fn a_label_falls_back_to_another_language_and_then_to_the_id() {
        let mut code = Code::new(CodePath::new("a.b").unwrap());
        assert_eq!(code.label_in(&Language::dutch()), "b");
        code.label.insert(Language::english(), "Bee".into());
        assert_eq!(code.label_in(&Language::dutch()), "Bee");
    }
}
