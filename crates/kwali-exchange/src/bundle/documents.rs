//! `documents.csv` and the text files in `documents/`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use kwali_model::Scope;
use kwali_text::{Language, TableWriter};

use super::values::{values_in, variable_columns, write_values};
use crate::file_names::{document_file_names, document_name, natural_order};
use crate::folder::document_stem;
use crate::records::{DocumentRecord, VariableRecord};
use crate::sheet::{Reader, Seen, Sheet};
use crate::{Problem, ProblemKind};

pub(crate) const FILE: &str = "documents.csv";

const COLUMNS: [&str; 3] = ["document", "group", "language"];

/// Returns the documents in study order, and the columns that are variables.
///
/// The order is that of `documents.csv`; texts that it does not list follow in natural order.
pub(crate) fn read(reader: &mut Reader) -> (Vec<DocumentRecord>, Vec<String>) {
    let mut texts = read_texts(reader);
    let sheet = reader.sheet(FILE, &["document"]);
    if texts.is_empty() {
        reader.problems.push(Problem::of("documents/", ProblemKind::NoDocuments));
    }
    let Some(mut sheet) = sheet else {
        return (texts.in_order().into_iter().map(|(_, document)| document).collect(), Vec::new());
    };
    let columns = variable_columns(&sheet.table, &COLUMNS);
    let mut documents = read_rows(&mut sheet, &mut texts, &columns);
    reader.close(sheet);
    for (path, document) in texts.in_order() {
        let what = ProblemKind::NotListed(document.name.clone());
        reader.problems.push(Problem::of(&path, what));
        documents.push(document);
    }
    (documents, columns)
}

fn read_rows(sheet: &mut Sheet, texts: &mut Texts, columns: &[String]) -> Vec<DocumentRecord> {
    let names: Vec<String> = sheet.cells().filter_map(|cells| cells.name("document")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let files: BTreeMap<&str, String> =
        names.iter().copied().zip(document_file_names(&names)).collect();
    let mut seen = Seen::new("document");
    let mut bad_languages = Vec::new();
    let documents = sheet.records(|cells| {
        let name = cells.required_name("document")?;
        seen.check(name.clone(), &name, cells.row.line)?;
        let bytes = texts.take(&name, files.get(name.as_str()));
        let bytes = bytes.ok_or_else(|| ProblemKind::NoText(name.clone()))?;
        // A document is not lost over its language: the study's own is as good a guess.
        let language = cells.parsed("language", "a language code such as `nl`", Language::new);
        let language = language.unwrap_or_else(|what| {
            bad_languages.push((cells.row.line, what));
            None
        });
        let values = values_in(cells, columns);
        Ok(DocumentRecord {
            line: cells.line(),
            name,
            bytes,
            group: cells.name("group"),
            language,
            values,
        })
    });
    for (line, what) in bad_languages {
        sheet.problem(line, what);
    }
    documents
}

pub(crate) fn write_texts(documents: &[DocumentRecord]) -> BTreeMap<String, Vec<u8>> {
    let names: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    let files = document_file_names(&names).into_iter();
    let bytes = documents.iter().map(|document| document.bytes.clone());
    files.map(|file| format!("documents/{file}")).zip(bytes).collect()
}

pub(crate) fn write(documents: &[DocumentRecord], variables: &[VariableRecord]) -> Option<Vec<u8>> {
    let variables: Vec<&str> = super::values::names(variables, Scope::Document);
    if documents.is_empty() && variables.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS.iter().chain(&variables));
    for document in documents {
        let language = document.language.as_ref().map_or("", Language::code);
        let fixed = [document.name.as_str(), document.group.as_deref().unwrap_or(""), language];
        writer.row(fixed.into_iter().chain(write_values(&document.values, &variables)));
    }
    Some(writer.finish())
}

/// The text files that no document has taken yet: path and bytes by document name.
struct Texts(BTreeMap<String, (String, Vec<u8>)>);

fn read_texts(reader: &mut Reader) -> Texts {
    let mut texts = BTreeMap::new();
    let is_text = |path: &str| document_stem(path).is_some();
    let files: Vec<(String, Vec<u8>)> =
        reader.files.contents.extract_if(.., |path, _| is_text(path)).collect();
    for (path, bytes) in files {
        let name = document_name(document_stem(&path).unwrap_or_default());
        match texts.entry(name) {
            Entry::Vacant(free) => {
                free.insert((path, bytes));
            }
            Entry::Occupied(taken) => {
                let what = ProblemKind::SecondFile(taken.key().clone());
                reader.problems.push(Problem::of(&path, what));
            }
        }
    }
    Texts(texts)
}

impl Texts {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the text of a document, whose file may be called otherwise because its name was cut.
    fn take(&mut self, name: &str, file: Option<&String>) -> Option<Vec<u8>> {
        let found = self.0.remove(name).or_else(|| {
            let cut = file?.strip_suffix(".txt")?;
            self.0.remove(&document_name(cut))
        });
        found.map(|(_, bytes)| bytes)
    }

    /// Takes what is left, with the paths of the files.
    fn in_order(&mut self) -> Vec<(String, DocumentRecord)> {
        let mut texts: Vec<_> = std::mem::take(&mut self.0).into_iter().collect();
        texts.sort_by(|(a, _), (b, _)| natural_order(a, b));
        let record = |(name, (path, bytes))| {
            let values = Vec::new();
            (path, DocumentRecord { line: None, name, bytes, group: None, language: None, values })
        };
        texts.into_iter().map(record).collect()
    }
}
