//! A code as it stands in a file: its fields with their lines, before its place is known.

use kwali_model::{Code, CodePath};

use crate::field::{Field, FieldValue, clean};
use crate::{Problem, ProblemKind};

/// A code of a file, with what is not yet understood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Draft {
    /// The line of the id, or where the code begins.
    pub(crate) line: usize,
    /// The id as it is written; `None` where there is none.
    pub(crate) id: Option<String>,
    /// The parent as it is written, if it is.
    pub(crate) parent: Option<String>,
    fields: Vec<(usize, Field, FieldValue)>,
}

impl Draft {
    pub(crate) fn new(line: usize) -> Draft {
        Draft { line, ..Draft::default() }
    }

    pub(crate) fn add(&mut self, line: usize, field: Field, value: FieldValue) {
        match (field, value) {
            (Field::Id, FieldValue::Text(text)) => {
                self.line = line;
                self.id = clean(&text);
            }
            (Field::Parent, FieldValue::Text(text)) => self.parent = clean(&text),
            (field, value) => self.fields.push((line, field, value)),
        }
    }

    /// Returns the code at its place.
    pub(crate) fn into_code(self, path: CodePath, file: &str, problems: &mut Vec<Problem>) -> Code {
        let mut code = Code::new(path);
        for (line, field, value) in &self.fields {
            if let Err(what) = field.put(value, &mut code) {
                problems.push(Problem::at(file, *line, what));
            }
        }
        code
    }

    /// Returns the id as it is written, or the problem that there is none.
    pub(crate) fn written_id(&self) -> Result<&str, ProblemKind> {
        self.id.as_deref().ok_or(ProblemKind::EmptyId)
    }
}
